//! Fits the points of `claim/suggested-effect` to the labelled pages under `tests/labelled`: a logistic regression over the
//! rule's signs and the runs of words, stems and kinds of words beside them, so that points are natural logarithms of odds.
//! What a run tells by itself scales how freely it may count (Wang and Manning 2012, “Baselines and Bigrams”). Prints the
//! pack to put in `rules/core/claims/suggestion-points.yml`, and to standard error what each set would be given if it had
//! been left out: that, not the fit itself, says how well it generalises.
//!
//!     cargo run --release --example weigh-signs > rules/core/claims/suggestion-points.yml

#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, reason = "a program of its own")]

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::{self, Write as _};
use std::path::Path;
use std::{fs, io};

use claimlint::detect::{Severity, Trace};
use claimlint::lint::{Finding, Linter, Wishes};
use claimlint::pack;
use claimlint::text::{SourceFile, Span};

const RULE: &str = "claim/suggested-effect";
/// Rows in which a word must stand: what stands in fewer says more of their authors than of claims.
const LEAST_ROWS: usize = 5;
/// How much a point costs: the inverse of the strength of the L2 penalty, as found by leaving sets out.
const FREEDOM: f64 = 1.0;
/// The most that a logarithm of odds by itself scales what a sign may count, and what of it scales nothing.
const MOST_ODDS: f64 = 3.0;
const EVEN_ODDS: f64 = 1.5;
/// Smaller points are left out.
const LEAST_POINTS: f64 = 0.05;
/// The chance of a claim from which the rule fires.
const CHANCE: f64 = 0.55;
/// Sets that nothing is fitted to: they measure.
const HELD_OUT: [&str; 15] = [
    "sixteenth",
    "twentyfirst",
    "twentyeighth",
    "twentyninth",
    "fortythird",
    "fiftythird",
    "fiftyfourth",
    "fiftyeighth",
    "fiftyninth",
    "sixtyfifth",
    "sixtyseventh",
    "seventysecond",
    "seventyfifth",
    "seventyeighth",
    "eightythird",
];
const PASSES: usize = 25;
/// Of a line of the pack, in bytes.
const WIDTH: usize = 125;
/// Chances at which it is shown what would be found.
const CHANCES: [f64; 4] = [0.5, 0.6, 0.7, 0.8];

/// A labelled sentence; those of honest pages teach what no seller says.
struct Row {
    set: usize,
    is_claim: bool,
    /// Another rule speaks, or a cue silences: the signs are not asked.
    is_settled: bool,
    features: Vec<usize>,
}

#[derive(Default)]
struct Features {
    names: Vec<String>,
    by_name: BTreeMap<String, usize>,
}

impl Features {
    fn number(&mut self, name: String) -> usize {
        let next = self.names.len();
        *self.by_name.entry(name).or_insert_with_key(|name| {
            self.names.push(name.clone());
            next
        })
    }
}

fn main() -> io::Result<()> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/labelled");
    let mut sets = Vec::new();
    for entry in fs::read_dir(&home)? {
        let path = entry?.path();
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        if path.extension().is_some_and(|extension| extension == "tsv")
            && !name.ends_with("pages")
            && !HELD_OUT.contains(&&*name)
        {
            sets.push(name);
        }
    }
    sets.sort();
    let mut reader = Reader {
        linter: Linter::new(pack::engine(), Wishes::default()),
        features: Features::default(),
        rows: Vec::new(),
    };
    for (number, set) in sets.iter().enumerate() {
        if home.join(set).is_dir() {
            reader.whole_pages(&home, (number, set))?;
        } else {
            reader.sentences(&home, (number, set))?;
        }
    }
    let Reader { features, rows, .. } = reader;
    eprintln!("{} rows, {} features", rows.len(), features.names.len());
    let mut all = Tally::default();
    for (left_out, set) in sets.iter().enumerate().filter(|(_, set)| home.join(set).is_dir()) {
        let learnt: Vec<&Row> = rows.iter().filter(|row| row.set != left_out).collect();
        let asked: Vec<&Row> = rows.iter().filter(|row| row.set == left_out && !row.is_settled).collect();
        let tally = Tally::new(&fit(&learnt, &features.names), &asked);
        all.add(&tally);
        eprintln!("{set}: {tally}");
    }
    eprintln!("together: {all}");
    print!("{}", pack_of(&fit(&rows.iter().collect::<Vec<_>>(), &features.names), &features));
    Ok(())
}

/// Reads labelled sets (`tests/labelled/README.md`).
struct Reader {
    linter: Linter,
    features: Features,
    rows: Vec<Row>,
}

impl Reader {
    /// Sentences that are judged below the head of their page.
    fn sentences(&mut self, home: &Path, (set, name): (usize, &str)) -> io::Result<()> {
        let heads = if name == "products" { "pages.tsv".to_owned() } else { format!("{name}_pages.tsv") };
        let heads = fs::read_to_string(home.join(heads))?;
        let heads: BTreeMap<&str, String> = heads
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .map(|(page, head)| (page, head.replace("\\n", "\n")))
            .collect();
        // The heads claim nothing.
        for head in heads.values() {
            let source = SourceFile::new("page.md", head);
            let findings = self.linter.lint(source.clone()).findings;
            for line in 0..head.lines().count() {
                self.row(&source, (line, source.line(line)), &findings, (set, false));
            }
        }
        for line in fs::read_to_string(home.join(format!("{name}.tsv")))?.lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            if let [label, _, page, text] = cells[..] {
                let head = format!("{}\n\n", heads[page]);
                let source = SourceFile::new("page.md", &format!("{head}{text}\n"));
                let span = Span::new(head.len(), head.len() + text.len());
                let findings = self.linter.lint(source.clone()).findings;
                self.row(&source, (head.matches('\n').count(), span), &findings, (set, label == "claim"));
            }
        }
        Ok(())
    }

    /// Every sentence of whole pages.
    fn whole_pages(&mut self, home: &Path, (set, name): (usize, &str)) -> io::Result<()> {
        let table = fs::read_to_string(home.join(format!("{name}.tsv")))?;
        let mut pages: BTreeMap<&str, Vec<[&str; 3]>> = BTreeMap::new();
        for line in table.lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            if let [page, line, label, _, text] = cells[..] {
                pages.entry(page).or_default().push([line, label, text]);
            }
        }
        for (page, sentences) in pages {
            let file = format!("{page}.md");
            let source = SourceFile::new(&file, &fs::read_to_string(home.join(name).join(&file))?);
            let findings = self.linter.lint(source.clone()).findings;
            for [line, label, text] in sentences {
                let line = line.parse::<usize>().map_or(0, |line| line - 1);
                let start = source.line(line).start;
                let Some(at) = source.text().get(start..).and_then(|rest| rest.find(text)) else { continue };
                let span = Span::new(start + at, start + at + text.len());
                self.row(&source, (line, span), &findings, (set, label == "claim"));
            }
        }
        Ok(())
    }

    /// What is seen in a sentence, if its page promotes something.
    fn row(
        &mut self,
        source: &SourceFile,
        (line, span): (usize, Span),
        findings: &[Finding],
        (set, is_claim): (usize, bool),
    ) {
        let mut traces = self.linter.trace(source.clone(), line, None);
        traces.retain(|trace| trace.span.is_none_or(|at| at.overlaps(span)));
        let is_impression = |finding: &Finding| {
            finding.explanation.as_ref().is_some_and(|why| ["implied", "suggested"].contains(&&*why.frame))
        };
        let said = findings.iter().any(|finding| {
            finding.rule.starts_with("claim/")
                && finding.severity > Severity::Info
                && finding.span.overlaps(span)
                && !is_impression(finding)
        });
        let mut speaking = traces.iter().filter(|trace| !trace.claims.is_empty()).peekable();
        let silenced = speaking.peek().is_some() && speaking.all(|trace| trace.silenced);
        let shown: BTreeSet<String> = traces.iter().flat_map(shown).collect();
        let features = shown.into_iter().map(|name| self.features.number(name)).collect();
        self.rows.push(Row { set, is_claim, is_settled: said || silenced, features });
    }
}

/// The signs in a passage by name, and its runs of symbols. A name starts with what it is.
fn shown(trace: &Trace) -> Vec<String> {
    let signs = trace.signs.iter().filter_map(|sign| Some(format!("sign {}", sign.name.as_ref()?)));
    signs.chain(trace.runs.iter().map(|run| format!("run {run}"))).collect()
}

/// The points of each feature, and at the end the bias.
fn fit(rows: &[&Row], names: &[String]) -> Vec<f64> {
    let features = names.len();
    let mut holding: Vec<Vec<usize>> = vec![Vec::new(); features];
    for (at, row) in rows.iter().enumerate() {
        row.features.iter().for_each(|feature| holding[*feature].push(at));
    }
    // What stands in the very rows that another stands in says nothing more: `~the` beside `the`.
    let mut seen = HashSet::new();
    for holding in &mut holding {
        if holding.len() < LEAST_ROWS || !seen.insert(holding.clone()) {
            holding.clear();
        }
    }
    let claims = rows.iter().filter(|row| row.is_claim).count();
    let scale = |(holding, name): (&Vec<usize>, &String)| {
        if name.starts_with("sign ") { 1.0 } else { scale(holding, rows, claims) }
    };
    let mut scales: Vec<f64> = holding.iter().zip(names).map(scale).collect();
    holding.push((0..rows.len()).collect());
    scales.push(1.0);
    let mut points = vec![0.0; features + 1];
    let mut sums = vec![0.0_f64; rows.len()];
    for _ in 0..PASSES {
        for (feature, holding) in holding.iter().enumerate().rev().filter(|(_, holding)| !holding.is_empty()) {
            let scale = scales[feature];
            let (mut slope, mut bend) = (points[feature] / FREEDOM, 1.0 / FREEDOM);
            for at in holding {
                let chance = chance(sums[*at]);
                slope += scale * (chance - f64::from(u8::from(rows[*at].is_claim)));
                bend += scale * scale * chance * (1.0 - chance);
            }
            let step = (-slope / bend).clamp(-1.0, 1.0);
            points[feature] += step;
            holding.iter().for_each(|at| sums[*at] += step * scale);
        }
    }
    let bias = points[features];
    points.iter_mut().zip(&scales).for_each(|(points, scale)| *points = rounded(*points * scale));
    points[features] = bias;
    points
}

/// How far a feature by itself tells claims from other rows: the logarithm of its odds, within bounds.
fn scale(holding: &[usize], rows: &[&Row], claims: usize) -> f64 {
    let count = |rows: usize| f64::from(u32::try_from(rows).unwrap_or(u32::MAX));
    let with = holding.iter().filter(|at| rows[**at].is_claim).count();
    let among_claims = (count(with) + 1.0) / count(claims);
    let among_others = (count(holding.len() - with) + 1.0) / count(rows.len() - claims);
    (among_claims / among_others).ln().abs().min(MOST_ODDS) / EVEN_ODDS
}

/// To a twentieth; nothing of what is too small to matter.
fn rounded(points: f64) -> f64 {
    if points.abs() < LEAST_POINTS { 0.0 } else { (points * 20.0).round() / 20.0 }
}

fn chance(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}

/// Claims and, from each of some chances, how many are found and how many alarms are false.
#[derive(Clone, Copy, Default)]
struct Tally {
    claims: usize,
    found: [[usize; 2]; CHANCES.len()],
}

impl Tally {
    fn new(points: &[f64], rows: &[&Row]) -> Self {
        let mut tally = Self { claims: rows.iter().filter(|row| row.is_claim).count(), ..Self::default() };
        for row in rows {
            let sum = points[points.len() - 1] + row.features.iter().map(|feature| points[*feature]).sum::<f64>();
            for (found, least) in tally.found.iter_mut().zip(CHANCES) {
                found[usize::from(!row.is_claim)] += usize::from(chance(sum) >= least);
            }
        }
        tally
    }

    fn add(&mut self, other: &Self) {
        self.claims += other.claims;
        for (found, other) in self.found.iter_mut().flatten().zip(other.found.iter().flatten()) {
            *found += other;
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} claims that nothing else finds", self.claims)?;
        for ([right, wrong], least) in self.found.iter().zip(CHANCES) {
            write!(out, "; from {least}: {right} found, {wrong} false")?;
        }
        Ok(())
    }
}

/// The points as a pack.
fn pack_of(points: &[f64], features: &Features) -> String {
    let threshold = (CHANCE / (1.0 - CHANCE)).ln() - points[points.len() - 1];
    let mut out = format!(
        "# Points of {RULE}: natural logarithms of odds, fitted to tests/labelled by examples/weigh-signs.rs; not written by hand.\n\
         # `~shrink` is a stem, `{{symptom}}` a kind of word, `#` a number, `>relief` a word of the heading above, `^` and `¶` the ends of a sentence.\n\
         limits:\n  {RULE}:\n    threshold: {threshold:.2}\n"
    );
    let mut named: Vec<(&str, f64)> =
        features.names.iter().zip(points).map(|(name, points)| (&**name, *points)).collect();
    named.retain(|(_, points)| *points != 0.0);
    named.sort_by_key(|(name, _)| *name);
    for (sign, points) in named.iter().filter_map(|(name, points)| Some((name.strip_prefix("sign ")?, points))) {
        let _ = writeln!(out, "    {sign}: {points}");
    }
    let _ = writeln!(out, "small_signs:\n  {RULE}:");
    let mut line = String::from("    {");
    let runs = named.iter().filter_map(|(name, points)| Some((name.strip_prefix("run ")?, points)));
    for (number, (run, points)) in runs.enumerate() {
        let next = format!("\"{}\": {points}", run.replace('\\', "\\\\").replace('"', "\\\""));
        let before = if number == 0 { "" } else { "," };
        line.push_str(before);
        if line.len() + next.len() > WIDTH {
            let _ = writeln!(out, "{line}");
            line = String::from("    ");
        } else if number > 0 {
            line.push(' ');
        }
        line.push_str(&next);
    }
    let _ = writeln!(out, "{line}}}");
    out
}
