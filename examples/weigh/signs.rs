//! What the signs of `claim/suggested-effect` and the runs of words, stems and kinds of words beside them count: fitted to
//! every labelled sentence, that of honest pages, too: they teach what no seller says.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};
use std::path::Path;
use std::{fs, io};

use claimlint::detect::{Severity, Trace};
use claimlint::lint::{Finding, Linter};
use claimlint::text::Span;

use super::documents::{Document, Label, documents};
use super::fit::{Features, Row, chance, counting, fit, is_of_senses, is_pair, mapping, sum};
use super::{RULE, SHARE, sets};

/// Rows in which a word must stand, and a pair of words.
const LEAST_ROWS: (usize, usize) = (4, 6);
/// The chance of a claim from which the rule fires: a little less than even, since more of the labelled pages are honest than of
/// those that are asked about. Chosen by totals of what is held out.
const CHANCE: f64 = 0.44;
/// The chance below which a sentence makes no claim, whatever a frame or a phrase says: of those that say one, less than half do
/// then.
const DOUBT: f64 = 0.12;
/// That of one that names the product.
const DOUBT_NAMED: f64 = 0.004;
/// What runs are, runs of senses and pairs, as their packs say it.
const RUNS: &str = "two or three symbols, one behind the other";
const SENSES: &str =
    "two or three symbols, one behind the other, of which one at least is the sense of a word (senses.yml)";
const PAIRS: &str = "two words, kinds of words or numbers of one sentence, in whatever order and however far apart";
/// Sentences of a post that are read together, as the linter does.
const TOLD_TOGETHER: usize = 3;
/// Chances at which it is shown what would be found.
const CHANCES: [f64; 4] = [0.5, 0.57, 0.65, 0.8];

/// Fits them and writes their packs; `leaves_out` is whether each set is judged by what the others teach, too, which takes
/// minutes a set.
pub(crate) fn weigh(home: &Path, linter: Linter, leaves_out: bool, packs: &Path) -> io::Result<()> {
    let mut reader = Reader { linter, features: Features::default(), rows: Vec::new() };
    for document in documents(home)? {
        if document.is_post { reader.post(&document) } else { reader.document(&document) }
    }
    let Reader { features, rows, .. } = reader;
    eprintln!("{} rows, {} features", rows.len(), features.names.len());
    let mut all = Tally::default();
    for (left_out, set) in sets(home)?.iter().enumerate().filter(|_| leaves_out) {
        let learnt: Vec<&Row> = rows.iter().filter(|row| row.set != left_out).collect();
        let asked: Vec<&Row> = rows.iter().filter(|row| row.set == left_out && !row.is_settled).collect();
        let tally = Tally::new(&fit(&learnt, &features.names, LEAST_ROWS), &asked);
        all.add(&tally);
        eprintln!("{set}: {tally}");
    }
    if leaves_out {
        eprintln!("together: {all}");
    }
    let mut points = fit(&rows.iter().collect::<Vec<_>>(), &features.names, LEAST_ROWS);
    points.iter_mut().for_each(|points| *points = (*points * SHARE * 100.0).round() / 100.0);
    let home = packs.join("claims");
    let (pairs, runs): (Vec<_>, Vec<_>) =
        counting(&points, &features, "run ").into_iter().partition(|(run, _)| is_pair(run));
    let (alone, runs): (Vec<_>, Vec<_>) = runs.into_iter().partition(|(run, _)| !run.contains(' '));
    let (senses, runs): (Vec<_>, Vec<_>) = runs.into_iter().partition(|(run, _)| is_of_senses(run));
    fs::write(home.join("suggestion-points.yml"), points_of(&points, &features, &alone))?;
    // How many packs each fills: one would be larger than what is read.
    for (name, what, packs, all) in [("runs", RUNS, 3, runs), ("senses", SENSES, 4, senses), ("pairs", PAIRS, 3, pairs)]
    {
        for (number, some) in all.chunks(all.len().div_ceil(packs)).enumerate() {
            fs::write(home.join(format!("suggestion-{name}-{}.yml", number + 1)), beside(what, some))?;
        }
    }
    Ok(())
}

/// What is seen in labelled texts.
struct Reader {
    linter: Linter,
    features: Features,
    rows: Vec<Row>,
}

impl Reader {
    /// Each labelled place of a text.
    fn document(&mut self, document: &Document) {
        let Some(all) = document.rows.iter().map(|row| row.span).reduce(Span::hull) else { return };
        let findings = self.linter.lint(document.source.clone()).findings;
        let traces = self.linter.trace(document.source.clone(), all);
        for Label { span, is_one, .. } in &document.rows {
            // What one sentence claims is no harmless part of it.
            let claims = |at: Span| document.rows.iter().any(|row| row.is_one && at.overlaps(row.span));
            let is_there = |trace: &&Trace| trace.span.is_none_or(|at| at.overlaps(*span) && (*is_one || !claims(at)));
            let traces: Vec<&Trace> = traces.iter().filter(is_there).collect();
            if traces.is_empty() {
                continue;
            }
            self.row(&traces, (*span, *is_one), &findings, document);
        }
    }

    /// Each sentence of a post with the words of the ones beside it, as a post tells what it tells. Those of a post that claims
    /// something elsewhere teach nothing: together with its claim they say it.
    fn post(&mut self, document: &Document) {
        let Document { set, source, rows, weight, .. } = document;
        let traces = self.linter.trace(source.clone(), source.line(0));
        let claims = || rows.iter().filter(|row| row.is_one).map(|row| row.span);
        for (at, trace) in traces.iter().enumerate() {
            let is_one = claims().any(|claim| trace.span.is_some_and(|at| at.overlaps(claim)));
            if claims().next().is_some() && !is_one {
                continue;
            }
            // As the linter reads posts: a few sentences tell one thing, of more each does with those beside it.
            let few = traces.len() <= TOLD_TOGETHER;
            let near = if few { &traces[..] } else { &traces[at.saturating_sub(1)..traces.len().min(at + 2)] };
            let signs = signs(trace, false).chain(near.iter().flat_map(|near| signs(near, true).chain(runs(near))));
            let features: BTreeSet<usize> = signs.map(|name| self.features.number(name)).collect();
            let features = features.into_iter().collect();
            self.rows.push(Row { set: *set, is_one, is_settled: false, given: 0.0, weight: *weight, features });
        }
    }

    /// What is seen at a labelled place.
    fn row(&mut self, traces: &[&Trace], (span, is_one): (Span, bool), findings: &[Finding], document: &Document) {
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
        let shown: BTreeSet<String> = traces.iter().flat_map(|trace| shown(trace)).collect();
        let features = shown.into_iter().map(|name| self.features.number(name)).collect();
        let Document { set, weight, .. } = *document;
        self.rows.push(Row { set, is_one, is_settled: said || silenced, given: 0.0, weight, features });
    }
}

/// The signs in a passage by name, and its runs of symbols. A name starts with what it is.
fn shown(trace: &Trace) -> Vec<String> {
    signs(trace, false).chain(runs(trace)).collect()
}

/// Its signs, all or those that words of it show: the others hang on where it stands and how long it is.
fn signs(trace: &Trace, in_words: bool) -> impl Iterator<Item = String> {
    let signs = trace.signs.iter().filter(move |sign| !in_words || !sign.text.is_empty());
    let signs = signs.filter(|sign| sign.name.as_deref() != Some(Trace::WHOLE));
    signs.filter_map(|sign| Some(format!("sign {}", sign.name.as_ref()?)))
}

/// Its runs of symbols, by name.
fn runs(trace: &Trace) -> impl Iterator<Item = String> {
    trace.runs.iter().map(|run| format!("run {run}"))
}

/// Claims and, from each of some chances, how many are found and how many alarms are false.
#[derive(Clone, Copy, Default)]
struct Tally {
    claims: usize,
    found: [[usize; 2]; CHANCES.len()],
}

impl Tally {
    fn new(points: &[f64], rows: &[&Row]) -> Self {
        let mut tally = Self { claims: rows.iter().filter(|row| row.is_one).count(), ..Self::default() };
        for row in rows {
            let sum = sum(points, row);
            for (found, least) in tally.found.iter_mut().zip(CHANCES) {
                found[usize::from(!row.is_one)] += usize::from(chance(sum) >= least);
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

/// The points of signs, and of symbols by themselves, as a pack.
fn points_of(points: &[f64], features: &Features, alone: &[(&str, f64)]) -> String {
    let from = |chance: f64| (chance / (1.0 - chance)).ln() - points[points.len() - 1];
    let [threshold, doubt, named] = [CHANCE, DOUBT, DOUBT_NAMED].map(from);
    let mut out = format!(
        "# Points of {RULE}: natural logarithms of odds, fitted to tests/labelled by examples/weigh; not written by hand.\n\
         # `~shrink` is a stem, `<improve>` a field of senses and `<improve/reduce>` one of them, `{{symptom}}` a kind of word, `#` a number, `>relief` a word above, `>>relief` one above a few words, `^` and `¶` the ends of a sentence.\n\
         limits:\n  {RULE}:\n    threshold: {threshold:.2}\n    doubt: {doubt:.2}\n    doubt_named: {named:.2}\n"
    );
    for (sign, points) in counting(points, features, "sign ") {
        let _ = writeln!(out, "    {sign}: {points}");
    }
    let _ = write!(out, "small_signs:\n  {RULE}:\n{}", mapping(alone, "    "));
    out
}

/// Those of some runs or pairs as a pack of their own.
fn beside(what: &str, some: &[(&str, f64)]) -> String {
    format!(
        "# Points of {RULE} for {what},\n\
         # beside those that each has in suggestion-points.yml; fitted by examples/weigh, not written by hand.\n\
         small_signs:\n  {RULE}:\n{}",
        mapping(some, "    ")
    )
}
