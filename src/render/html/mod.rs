//! Format `html`: one file that an editor or a lawyer opens in a browser: a summary, and each page with findings as text,
//! highlighted in place, notes beside it. It has no script, loads nothing, and prints. Filters are style sheets alone, so
//! without them everything is shown. Floor 7.

mod article;
mod marked;
mod markup;
mod notes;
mod score;

use std::collections::BTreeMap;
use std::io::{self, Write};

use self::article::Article;
use self::marked::Marked;
use self::notes::Kind;
use self::score::{Page, SEVERITIES};
use super::{Failure, Renderer, Run, excused, grouped};
use crate::lint::{Excused, FailOn, Finding, Report};
use crate::prose::{BlockKind, Document, FrontMatterKey};
use crate::text::Encoding;

const STYLE: &str = include_str!("report.css");

/// Collects pages: the summary comes first and is known last.
#[derive(Default)]
pub(super) struct Html {
    /// Whether what is excused is listed.
    with_excused: bool,
    pages: Vec<Page>,
    /// Families by name, with the class that stands for each and how many findings there are.
    families: BTreeMap<String, (usize, usize)>,
}

impl Renderer for Html {
    fn report(&mut self, report: &Report, _: &mut dyn Write) -> io::Result<()> {
        let page = self.page(report);
        self.pages.push(page);
        Ok(())
    }

    fn finish(&mut self, run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut head = String::new();
        self.head(run, &mut head);
        self.summary(run, &mut head);
        out.write_all(head.as_bytes())?;
        // A page without findings has its row in the table; one page has no table.
        let alone = self.pages.len() == 1;
        for page in self.pages.iter().filter(|page| alone || !page.body.is_empty()) {
            let mut text = String::new();
            page.write(run.totals.levels.len() > 1, &mut text);
            out.write_all(text.as_bytes())?;
        }
        let (version, digest) = (env!("CARGO_PKG_VERSION"), markup::text(run.rules_digest));
        writeln!(
            out,
            "<footer><p>claimlint {version} · rules {digest}</p><p>A report of wording, not legal advice. It cannot say \
             that a page is lawful or that a claim is false.</p></footer></main></body></html>"
        )
    }
}

impl Html {
    pub(super) fn new(with_excused: bool) -> Self {
        Self { with_excused, ..Self::default() }
    }

    fn page(&mut self, report: &Report) -> Page {
        let document = Document::parse(report.source.clone());
        let kinds: Vec<Kind> = report.findings.iter().map(|finding| self.kind(finding)).collect();
        let number = self.pages.len() + 1;
        let excused = if self.with_excused { &report.excused[..] } else { &[] };
        let article = Article {
            document: &document,
            report,
            kinds: &kinds,
            page: number,
            marked: Marked::new(&document, &report.findings),
            excused: Marked::new(&document, excused.iter().map(|excused| &excused.finding)),
            told: told(&report.findings),
        };
        let mut body = String::new();
        if !report.findings.is_empty() || !excused.is_empty() {
            write_body(&article, excused, &mut body);
        }
        Page {
            number,
            path: report.source.name().to_owned(),
            title: title(&document),
            words: report.words,
            fail_on: report.fail_on,
            counts: SEVERITIES.map(|severity| report.count(severity)),
            score: report.score.clone(),
            ticks: ticks(&document, report, &kinds),
            body,
        }
    }

    fn kind(&mut self, finding: &Finding) -> Kind {
        let family = super::family(&finding.rule);
        let next = self.families.len();
        let (class, count) = self.families.entry(family.to_owned()).or_insert((next, 0));
        *count += 1;
        Kind { classes: format!("s-{} f{class}", finding.severity.name()), is_disclosure: family == "disclosure" }
    }

    fn head(&self, run: &Run<'_>, out: &mut String) {
        let hide: String = self
            .families
            .values()
            .map(|(class, _)| {
                format!(
                    ":root:has(#show-f{class}:not(:checked)) .f{class}{{--hide:none;--c:transparent;--t:transparent}}"
                )
            })
            .collect();
        let title = format!("claimlint: {} in {}", findings(run), super::count(run.totals.files, "page"));
        out.push_str(&format!(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\"><meta name=\"robots\" content=\"noindex\">\
             <title>{title}</title><style>{STYLE}{hide}</style></head>\n<body>\n"
        ));
    }

    fn summary(&self, run: &Run<'_>, out: &mut String) {
        let judged = run.fail_on != FailOn::Never;
        let failed = self.pages.iter().filter(|page| page.fails()).count();
        let of = super::count(self.pages.len(), "page");
        let headline = match (failed, self.pages.len()) {
            _ if self.pages.is_empty() => "Nothing was checked".to_owned(),
            // A run that cannot fail has no verdict to tell.
            _ if !judged => format!("{} on {of}", findings(run)),
            (0, 1) => "The page passes".to_owned(),
            (0, _) => format!("All {of} pass"),
            (1, 1) => "The page does not pass".to_owned(),
            (failed, _) => format!("{failed} of {of} {} not pass", if failed == 1 { "does" } else { "do" }),
        };
        let words = super::count(run.totals.words, "word");
        let lead = match run.fail_on {
            FailOn::Never => format!("{words}; no finding fails this run"),
            FailOn::At(_) if run.totals.levels.len() > 1 => {
                format!("{} in {words}; each page says at what level it fails", findings(run))
            }
            FailOn::At(level) => {
                format!("{} in {words}; findings of level {} and above fail", findings(run), level.name())
            }
        };
        let excused = run.totals.excused().map_or(String::new(), |excused| format!(" Found and {excused}."));
        out.push_str(&format!(
            "<main><header class=\"top\"><p class=\"brand\">claimlint</p><h1>{headline}</h1>\
             <p class=\"lead\">{lead}.{excused}</p></header>\n"
        ));
        failures(run.failures, out);
        self.filters(run, out);
        score::table(&self.pages, out);
    }

    fn filters(&self, run: &Run<'_>, out: &mut String) {
        if self.families.is_empty() {
            return;
        }
        let totals = run.totals;
        let counts = [totals.errors, totals.warnings, totals.infos];
        out.push_str("<form class=\"filters\"><fieldset><legend>Show</legend>");
        let mut filter = |id: &str, class: &str, name: &str, count: usize| {
            let count = grouped(count);
            out.push_str(&format!(
                "<label class=\"{class}\"><input type=\"checkbox\" id=\"show-{id}\" checked> {name} <b>{count}</b></label>"
            ));
        };
        for (severity, count) in SEVERITIES.iter().zip(counts).filter(|(_, count)| *count > 0) {
            let name = severity.name();
            filter(name, &format!("is-{name}"), notes::plural(*severity), count);
        }
        for (family, (class, count)) in &self.families {
            filter(&format!("f{class}"), "", &markup::text(family), *count);
        }
        out.push_str(
            "</fieldset><label><input type=\"checkbox\" id=\"open-all\" autocomplete=\"off\"> Open all notes</label></form>\n",
        );
    }
}

/// Everything of a page below its head.
fn write_body(article: &Article<'_>, excused: &[Excused], out: &mut String) {
    let indices = 0..article.kinds.len();
    let owed: Vec<usize> = indices.clone().filter(|index| article.kinds[*index].is_disclosure).collect();
    let group = |title: &str, findings: &[usize], out: &mut String| {
        if !findings.is_empty() {
            out.push_str(&format!("<div class=\"group\"><h3>{title}</h3><div class=\"cards\">"));
            findings.iter().for_each(|finding| article.note(*finding, out));
            out.push_str("</div></div>");
        }
    };
    group("For the whole page", &owed, out);
    let outside: Vec<usize> =
        article.marked.outside.iter().copied().filter(|index| !article.kinds[*index].is_disclosure).collect();
    group("Outside the text", &outside, out);
    allowed(article, excused, out);
    out.push_str("<article>\n");
    article.write(out);
    out.push_str("</article>");
}

/// What does not count, and why, for whoever audits the page.
fn allowed(article: &Article<'_>, excused: &[Excused], out: &mut String) {
    if excused.is_empty() {
        return;
    }
    out.push_str(
        "<div class=\"group\"><h3>Found and not counted</h3><table class=\"excused\">\
         <tr><th>Line</th><th>Finding</th><th>Why it does not count</th></tr>",
    );
    let source = &article.report.source;
    for (nth, Excused { finding, by }) in excused.iter().enumerate() {
        let line = source.position(finding.span.start, Encoding::Scalar).line;
        let place = format!("{}-{nth}", article.page);
        let line = if article.excused.outside.contains(&nth) {
            line.to_string()
        } else {
            format!("<a href=\"#a{place}\" title=\"to the text\">{line}</a>")
        };
        let (severity, rule) = (finding.severity.name(), markup::text(&finding.rule));
        let (message, why) = (markup::text(&finding.message), markup::text(&excused::why(source, by)));
        out.push_str(&format!(
            "<tr id=\"x{place}\"><td>{line}</td><td>{message} <small>{severity} <code>{rule}</code></small></td><td>{why}</td></tr>\n"
        ));
    }
    out.push_str("</table></div>");
}

/// `12 errors, 3 warnings`, in words.
fn findings(run: &Run<'_>) -> String {
    let totals = run.totals;
    let counts = [(totals.errors, "error"), (totals.warnings, "warning"), (totals.infos, "note")];
    let counts: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, noun)| super::count(*n, noun)).collect();
    if counts.is_empty() { "No findings".to_owned() } else { counts.join(", ") }
}

fn failures(failures: &[Failure], out: &mut String) {
    if failures.is_empty() {
        return;
    }
    out.push_str("<div class=\"failures\"><h2>Not checked</h2><ul>");
    for failure in failures {
        let path = failure.path.as_ref().map_or(String::new(), |path| format!("<b>{}</b>: ", markup::text(path)));
        out.push_str(&format!("<li>{path}{}</li>", markup::text(&failure.message)));
    }
    out.push_str("</ul></div>\n");
}

/// For each finding the earlier one of the same page that has the same help.
fn told(findings: &[Finding]) -> Vec<Option<usize>> {
    let mut first: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut told = Vec::with_capacity(findings.len());
    for (index, finding) in findings.iter().enumerate() {
        let known = *first.entry((&finding.rule, &finding.help)).or_insert(index);
        told.push((known != index).then_some(known));
    }
    told
}

/// What the page calls itself.
fn title(document: &Document) -> Option<String> {
    let of = |wanted: fn(&BlockKind) -> bool| document.blocks.iter().find(|block| wanted(&block.kind));
    let block = of(|kind| *kind == BlockKind::FrontMatter(FrontMatterKey::Title))
        .or_else(|| of(|kind| matches!(kind, BlockKind::Heading(1))))?;
    Some(block.prose.trim().to_owned()).filter(|title| !title.is_empty())
}

/// Where findings stand, by the words before them. Disclosures stand nowhere: they are not there.
fn ticks(document: &Document, report: &Report, kinds: &[Kind]) -> Vec<(f64, String)> {
    let length = report.source.text().len().max(1);
    let start = document
        .blocks
        .iter()
        .find(|block| !matches!(block.kind, BlockKind::FrontMatter(_)))
        .map_or(0, |block| block.span().start);
    let share = |offset: usize| ratio(offset.saturating_sub(start), length.saturating_sub(start).max(1));
    let shown = report.findings.iter().zip(kinds).filter(|(_, kind)| !kind.is_disclosure);
    shown.map(|(finding, kind)| (share(finding.span.start), kind.classes.clone())).collect()
}

/// A share of lengths, whose digits behind the first few do not matter.
#[expect(clippy::cast_precision_loss, reason = "a place on a strip")]
fn ratio(part: usize, whole: usize) -> f64 {
    (part as f64 / whole as f64).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::STYLE;

    /// The colours of a theme by name, the first with such a variable behind a place of the style sheet.
    fn colour(theme: &str, name: &str) -> [f64; 3] {
        let from = STYLE.find(theme).expect("the theme is there");
        let value = STYLE[from..].split_once(&format!("--{name}: #")).expect("it has the colour").1;
        let digits: String = value.chars().take_while(char::is_ascii_hexdigit).collect();
        let long: String = if digits.len() == 3 { digits.chars().flat_map(|c| [c, c]).collect() } else { digits };
        [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&long[at..at + 2], 16).expect("two digits")) / 255.0)
    }

    /// The contrast of two colours by WCAG 2.
    fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
        let linear = |part: f64| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
        let light = |[red, green, blue]: [f64; 3]| {
            0.2126f64.mul_add(linear(red), 0.7152f64.mul_add(linear(green), 0.0722 * linear(blue)))
        };
        let (one, other) = (light(one), light(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn highlighted_text_can_be_read_in_every_theme() {
        let mut weak = Vec::new();
        for theme in [":root", "prefers-color-scheme: dark", "@media print"] {
            for level in ["error", "warning", "info"] {
                let tint = colour(theme, &format!("{level}-tint"));
                // Titles and descriptions are soft, numbers have the colour of their level.
                for ink in ["ink", "soft", level] {
                    let contrast = contrast(colour(theme, ink), tint);
                    if contrast < 4.5 {
                        weak.push(format!("{theme}: {ink} on {level}: {contrast:.2}"));
                    }
                }
            }
        }
        assert!(weak.is_empty(), "{weak:#?}");
    }
}
