//! The head of a page: what it is called, whether it passes, its claims and disclosures in numbers, and a strip that shows
//! where on the page they stand; and the table of all pages. Floor 7.

use super::{markup, notes};
use crate::detect::{PageScore, Severity, State};
use crate::lint::FailOn;
use crate::render::{count, grouped};

/// What the report keeps of a page until its end.
pub(super) struct Page {
    pub(super) number: usize,
    pub(super) path: String,
    pub(super) title: Option<String>,
    pub(super) words: usize,
    /// When it fails.
    pub(super) fail_on: FailOn,
    /// Errors, warnings and notes.
    pub(super) counts: [usize; 3],
    pub(super) score: PageScore,
    /// Where findings stand, as a share of the words before them, and their classes.
    pub(super) ticks: Vec<(f64, String)>,
    /// The article and its notes.
    pub(super) body: String,
}

pub(super) const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

impl Page {
    /// Whether a finding reaches the fail level.
    pub(super) fn fails(&self) -> bool {
        SEVERITIES.iter().zip(self.counts).any(|(severity, count)| count > 0 && self.fail_on.fails(*severity))
    }

    /// A class and words for how it comes out; nothing where it cannot fail.
    fn verdict(&self) -> Option<(&'static str, &'static str)> {
        let verdict = if self.fails() { ("fails", "Does not pass") } else { ("passes", "Passes") };
        (self.fail_on != FailOn::Never).then_some(verdict)
    }

    /// Whether there is nothing to read about it but its row in the table.
    fn is_quiet(&self) -> bool {
        self.body.is_empty()
    }

    pub(super) fn name(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.path)
    }

    /// Writes the page; its fail level, too, where pages have different ones.
    pub(super) fn write(&self, levels_differ: bool, out: &mut String) {
        let number = self.number;
        out.push_str(&format!("<section class=\"page\" id=\"p{number}\"><header><p class=\"path\">"));
        markup::push(out, &self.path);
        out.push_str(&format!("</p><h2 dir=\"auto\">{}</h2>", markup::text(self.name())));
        let level =
            if levels_differ { format!(" <small>fail level: {}</small>", self.fail_on.name()) } else { String::new() };
        if let Some((class, verdict)) = self.verdict() {
            out.push_str(&format!("<p class=\"verdict {class}\">{verdict}{level}</p>"));
        }
        self.facts(out);
        self.strip(out);
        out.push_str("</header>\n");
        self.owed(out);
        out.push_str(&self.body);
        out.push_str("</section>\n");
    }

    fn facts(&self, out: &mut String) {
        let score = &self.score;
        let total = score.total();
        let mut facts = vec![("Words", grouped(self.words), String::new())];
        if total > 0 {
            let rate: f64 = score.per_100_words().values().sum();
            facts.push(("Claims", total.to_string(), format!("{rate:.1} in 100 words")));
            facts.push(("Hedged", percent(score.share_hedged()), format!("{} of {total}", score.hedged)));
            facts.push(("First claim", position(score.first_claim), through(score.first_claim)));
            facts.push(("First risk", position(score.first_risk), through(score.first_risk)));
        }
        if !score.disclosures.is_empty() {
            let of = format!("{} of {}", score.given(), score.disclosures.len());
            facts.push(("Disclosures", of, "given as they should be".to_owned()));
        }
        out.push_str("<dl class=\"facts\">");
        for (name, value, more) in facts {
            out.push_str(&format!("<div><dt>{name}</dt><dd>{value} <small>{more}</small></dd></div>"));
        }
        out.push_str("</dl>");
    }

    /// The page from its first to its last word, findings as ticks, the first risk as a flag.
    fn strip(&self, out: &mut String) {
        if self.ticks.is_empty() {
            return;
        }
        out.push_str("<div class=\"strip\" role=\"img\" aria-label=\"Where on the page the findings stand\">");
        for (share, classes) in &self.ticks {
            out.push_str(&format!("<i class=\"{classes}\" style=\"left:{:.1}%\"></i>", share * 100.0));
        }
        if let Some(share) = self.score.first_risk {
            out.push_str(&format!("<em style=\"left:{:.1}%\"><span>first risk</span></em>", share * 100.0));
        }
        out.push_str("</div>");
    }

    /// Claims by rule, and what the page owes its readers.
    fn owed(&self, out: &mut String) {
        let score = &self.score;
        if score.claims.is_empty() && score.disclosures.is_empty() {
            return;
        }
        out.push_str("<div class=\"numbers\">");
        if !score.claims.is_empty() {
            out.push_str("<table class=\"kinds\"><caption>Claims by kind</caption><tr><th>Kind</th><th>Claims</th><th>In 100 words</th></tr>");
            let rates = score.per_100_words();
            let most = score.claims.values().max().copied().unwrap_or(1).max(1);
            let mut kinds: Vec<(&String, &usize)> = score.claims.iter().collect();
            kinds.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
            for (rule, count) in kinds {
                let rate = rates.get(rule.as_str()).copied().unwrap_or_default();
                let (rule, width) = (markup::text(rule), count * 100 / most);
                out.push_str(&format!(
                    "<tr><td style=\"--w:{width}%\"><code>{rule}</code></td><td>{count}</td><td>{rate:.1}</td></tr>"
                ));
            }
            out.push_str("</table>");
        }
        if !score.disclosures.is_empty() {
            out.push_str("<table class=\"owed\"><caption>What the page owes its readers</caption><tr><th>Disclosure</th><th>State</th></tr>");
            for owed in &score.disclosures {
                let (class, state) = match owed.state {
                    State::Adequate => ("given", "given"),
                    State::Absent => ("missing", "absent"),
                    state => ("weak", state.text()),
                };
                let subject = if owed.subject.is_empty() {
                    String::new()
                } else {
                    format!(" <small>{}</small>", markup::text(&owed.subject))
                };
                let name = markup::text(&owed.name);
                out.push_str(&format!("<tr class=\"{class}\"><td>{name}{subject}</td><td>{state}</td></tr>"));
            }
            out.push_str("</table>");
        }
        out.push_str("</div>");
    }
}

/// More pages than that without findings are folded away, for the others to be seen.
const QUIET: usize = 10;

/// All pages with their numbers; one page needs no table.
pub(super) fn table(pages: &[Page], out: &mut String) {
    if pages.len() < 2 {
        return;
    }
    let (quiet, told): (Vec<&Page>, Vec<&Page>) = pages.iter().partition(|page| page.is_quiet());
    if quiet.len() <= QUIET {
        return rows(pages, out);
    }
    if !told.is_empty() {
        rows(told, out);
    }
    let number = count(quiet.len(), "page");
    out.push_str(&format!("<details class=\"rest\"><summary>{number} without findings</summary>"));
    rows(quiet, out);
    out.push_str("</details>\n");
}

fn rows<'p>(pages: impl IntoIterator<Item = &'p Page>, out: &mut String) {
    out.push_str(
        "<table class=\"pages\"><thead><tr><th>Page</th><th>Errors</th><th>Warnings</th><th>Notes</th><th>Claims in 100 words</th>\
         <th>Hedged</th><th>Disclosures</th></tr></thead><tbody>",
    );
    pages.into_iter().for_each(|page| row(page, out));
    out.push_str("</tbody></table>\n");
}

fn row(page: &Page, out: &mut String) {
    let counts: String = SEVERITIES
        .iter()
        .zip(page.counts)
        .map(|(severity, count)| {
            let noun = if count == 1 { notes::singular(*severity) } else { notes::plural(*severity) };
            let (name, noun) = (severity.name(), noun.to_lowercase());
            match count {
                0 => "<td class=\"zero\">–</td>".to_owned(),
                count => format!("<td class=\"is-{name}\" data-noun=\"{noun}\">{}</td>", grouped(count)),
            }
        })
        .collect();
    let class = page.verdict().map_or("", |(class, _)| class);
    let (name, path) = (markup::text(page.name()), markup::text(&page.path));
    let name = if page.is_quiet() { name } else { format!("<a href=\"#p{}\">{name}</a>", page.number) };
    let path = if page.title.is_some() { format!("<small>{path}</small>") } else { String::new() };
    let score = &page.score;
    let dash = || "–".to_owned();
    let rate: f64 = score.per_100_words().values().sum();
    let rate = if score.total() > 0 { format!("{rate:.1}") } else { dash() };
    let hedged = if score.total() > 0 { format!("{:.0} %", score.share_hedged() * 100.0) } else { dash() };
    let given = match score.disclosures.len() {
        0 => dash(),
        owed => format!("{} of {owed}", score.given()),
    };
    out.push_str(&format!(
        "<tr class=\"{class}\"><td>{name} {path}</td>{counts}<td>{rate}</td><td>{hedged}</td><td>{given}</td></tr>\n"
    ));
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

fn position(share: Option<f64>) -> String {
    match share {
        None => "none".to_owned(),
        Some(share) if share < 0.005 => "at once".to_owned(),
        Some(share) => percent(share),
    }
}

fn through(share: Option<f64>) -> String {
    share.map_or(
        String::new(),
        |share| if share < 0.005 { String::new() } else { "of the words come before".to_owned() },
    )
}
