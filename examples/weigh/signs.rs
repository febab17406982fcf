//! What the signs of `claim/suggested-effect` and the runs of words, stems and kinds of words beside them count: fitted to
//! every labelled sentence, that of honest pages, too: they teach what no seller says.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};
use std::ops::Range;
use std::path::Path;
use std::{fs, io};

use claimlint::detect::{Example, Severity, Trace};
use claimlint::lint::{Finding, Linter};
use claimlint::pack;
use claimlint::text::{SourceFile, Span};

use super::filling::Names;
use super::fit::{Features, Row, chance, counting, fit, is_of_senses, is_pair, mapping, sum};
use super::posts::Post;
use super::{heads, is_real, sets, table};

const RULE: &str = "claim/suggested-effect";
/// Rows in which a word must stand, and a pair of words.
const LEAST_ROWS: (usize, usize) = (4, 6);
/// The chance of a claim from which the rule fires.
const CHANCE: f64 = 0.45;
/// The chance below which a sentence makes no claim, whatever a frame or a phrase says.
const DOUBT: f64 = 0.05;
/// That of one that names the product.
const DOUBT_NAMED: f64 = 0.001;
/// How much a sentence counts that stands alone on its page: whole pages have many more.
const ALONE: f64 = 2.0;
/// How much one does that was written after real pages: half of these are claims, of what pages say a tenth is.
const ALONE_REAL: f64 = 0.7;
/// How much a sentence of a post counts.
const POSTED: f64 = 2.0;
/// How much a sentence counts of whole pages that were modelled on real ones: what is asked of real pages they tell best.
const REAL: f64 = 1.5;
/// What runs are, runs of senses and pairs, as their packs say it.
const RUNS: &str = "two or three symbols, one behind the other";
const SENSES: &str =
    "two or three symbols, one behind the other, of which one at least is the sense of a word (senses.yml)";
const PAIRS: &str = "two words, kinds of words or numbers of one sentence, in whatever order and however far apart";
/// Sentences of a post that are read together, as the linter does.
const TOLD_TOGETHER: usize = 3;
/// How often a frame is filled.
const FILLS: usize = 3;
/// How much a frame so filled counts, and an example of a rule.
const MADE: f64 = 1.0;
/// Chances at which it is shown what would be found.
const CHANCES: [f64; 4] = [0.5, 0.57, 0.65, 0.8];

/// Fits them and writes their packs; `leaves_out` is whether each set is judged by what the others teach, too, which takes
/// minutes a set.
pub(crate) fn weigh(home: &Path, linter: Linter, leaves_out: bool, packs: &Path) -> io::Result<()> {
    let sets = sets(home)?;
    let mut reader = Reader { linter, features: Features::default(), rows: Vec::new() };
    for (number, set) in sets.iter().enumerate() {
        if home.join(set).is_dir() {
            reader.whole_pages(home, (number, set))?;
        } else if set.starts_with("posts/") {
            reader.posts(home, (number, set))?;
        } else {
            reader.sentences(home, (number, set))?;
        }
    }
    reader.examples(sets.len());
    for (number, row) in table(&home.join("frames"), "sets")?.iter().enumerate() {
        if let [name, head, .., held_out] = &row[..]
            && held_out == "no"
        {
            reader.frames(home, (sets.len() + 1 + number, name), &head.replace("\\n", "\n"))?;
        }
    }
    let Reader { features, rows, .. } = reader;
    eprintln!("{} rows, {} features", rows.len(), features.names.len());
    let mut all = Tally::default();
    for (left_out, set) in sets.iter().enumerate().filter(|_| leaves_out) {
        let learnt: Vec<&Row> = rows.iter().filter(|row| row.set != left_out).collect();
        let asked: Vec<&Row> = rows.iter().filter(|row| row.set == left_out && !row.is_settled).collect();
        let tally = Tally::new(&fit(&learnt, &features.names, LEAST_ROWS), &asked);
        all.add(&tally);
        eprintln!("{set}: {tally}");
    }
    if leaves_out {
        eprintln!("together: {all}");
    }
    let points = fit(&rows.iter().collect::<Vec<_>>(), &features.names, LEAST_ROWS);
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

/// Reads labelled sets (`tests/labelled/README.md`).
struct Reader {
    linter: Linter,
    features: Features,
    rows: Vec<Row>,
}

impl Reader {
    /// Sentences that are judged below the head of their page.
    fn sentences(&mut self, home: &Path, (set, name): (usize, &str)) -> io::Result<()> {
        let heads: BTreeMap<String, String> = heads(home, name)?.into_iter().collect();
        // The heads claim nothing, but those after real pages: they name the remedy with what it is for.
        let real = is_real(home, name)?;
        for head in heads.values().filter(|_| !real) {
            let source = SourceFile::new("page.md", head);
            let findings = self.linter.lint(source.clone()).findings;
            for line in 0..head.lines().count() {
                self.row(&source, (line, source.line(line)), &findings, (set, false, ALONE));
            }
        }
        for cells in table(home, name)? {
            if let [label, _, page, text] = &cells[..] {
                let weight = if real { ALONE_REAL } else { ALONE };
                self.below(&format!("{}\n\n", heads[page]), text, (set, label == "claim", weight));
            }
        }
        Ok(())
    }

    /// A sentence below a head.
    fn below(&mut self, head: &str, text: &str, labelled: (usize, bool, f64)) {
        let source = SourceFile::new("page.md", &format!("{head}{text}\n"));
        let span = Span::new(head.len(), head.len() + text.len());
        let findings = self.linter.lint(source.clone()).findings;
        self.row(&source, (head.matches('\n').count(), span), &findings, labelled);
    }

    /// The examples of the rules: what they must find is a claim, what they must leave alone or sellers may say is none.
    fn examples(&mut self, set: usize) {
        let engine = pack::engine();
        for rule in engine.rules().iter().filter(|rule| rule.id.starts_with("claim/")) {
            for Example { bad, context, text, severity, .. } in rule.examples.iter() {
                let lawful = rule.severity == Severity::Info || *severity == Some(Severity::Info);
                let head = if context.is_empty() { String::new() } else { format!("{context}\n\n") };
                self.below(&head, text, (set, *bad && !lawful, MADE));
            }
        }
    }

    /// Sentences with slots, filled with names.
    fn frames(&mut self, home: &Path, (set, name): (usize, &str), head: &str) -> io::Result<()> {
        let names = Names::new(&fs::read_to_string(home.join("frames/names.tsv"))?);
        for (number, cells) in table(&home.join("frames"), name)?.iter().enumerate() {
            let [label, frame] = &cells[..] else { continue };
            for fill in 0..FILLS {
                let [head, text] = [head, frame].map(|text| names.fill(text, number, fill));
                self.below(&head, &text, (set, label == "claim", MADE));
            }
        }
        Ok(())
    }

    /// Each sentence of posts with the words of the ones beside it, as a post tells what it tells. Those of a post that claims
    /// something elsewhere teach nothing: together with its claim they say it.
    fn posts(&mut self, home: &Path, (set, name): (usize, &str)) -> io::Result<()> {
        for post in fs::read_to_string(home.join(format!("{name}.tsv")))?.lines().skip(1).filter_map(Post::new) {
            let source = SourceFile::new("post.md", &format!("{}\n", post.text));
            let line = source.line(0);
            let traces = self.linter.trace(source, line);
            let claims = |trace: &Trace| {
                let overlaps =
                    |claim: &Range<usize>| trace.span.is_some_and(|at| at.start < claim.end && claim.start < at.end);
                post.claims.iter().any(overlaps)
            };
            for (at, trace) in traces.iter().enumerate() {
                let is_one = claims(trace);
                if post.is_claim() && !is_one {
                    continue;
                }
                // As the linter reads posts: a few sentences tell one thing, of more each does with those beside it.
                let few = traces.len() <= TOLD_TOGETHER;
                let near = if few { &traces[..] } else { &traces[at.saturating_sub(1)..traces.len().min(at + 2)] };
                let signs = signs(trace, false).chain(near.iter().flat_map(|near| signs(near, true).chain(runs(near))));
                let features: BTreeSet<usize> = signs.map(|name| self.features.number(name)).collect();
                let features = features.into_iter().collect();
                self.rows.push(Row { set, is_one, is_settled: false, given: 0.0, weight: POSTED, features });
            }
        }
        Ok(())
    }

    /// Every sentence of whole pages.
    fn whole_pages(&mut self, home: &Path, (set, name): (usize, &str)) -> io::Result<()> {
        let mut pages: BTreeMap<String, Vec<[String; 3]>> = BTreeMap::new();
        for cells in table(home, name)? {
            let [page, line, label, _, text] = <[String; 5]>::try_from(cells).unwrap_or_default();
            pages.entry(page).or_default().push([line, label, text]);
        }
        let weight = if is_real(home, name)? { REAL } else { 1.0 };
        for (page, sentences) in pages {
            let file = format!("{page}.md");
            let source = SourceFile::new(&file, &fs::read_to_string(home.join(name).join(&file))?);
            let findings = self.linter.lint(source.clone()).findings;
            for [line, label, text] in sentences {
                let line = line.parse::<usize>().map_or(0, |line| line - 1);
                let start = source.line(line).start;
                let Some(at) = source.text().get(start..).and_then(|rest| rest.find(&text)) else { continue };
                let span = Span::new(start + at, start + at + text.len());
                self.row(&source, (line, span), &findings, (set, label == "claim", weight));
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
        (set, is_one, weight): (usize, bool, f64),
    ) {
        let mut traces = self.linter.trace(source.clone(), source.line(line));
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
