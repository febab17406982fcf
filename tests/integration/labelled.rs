//! Precision and recall of claims on sentences that were labelled by hand (`tests/labelled/README.md`), each set into its
//! page as the only paragraph below the head, or judged in its whole page, on posts, each a page by itself, and openings of
//! pages that sell and of others.
//! `cargo test --test integration labelled -- --nocapture` prints the numbers.

use std::collections::BTreeMap;

use claimlint::detect::Severity;
use claimlint::lint::Finding;
use claimlint::text::SourceFile;

use crate::posts::Post;
use crate::repository::{LINTER, lint, read, root, share};

/// A labelled set and the least that must hold of it, as `floors.tsv` says.
struct Set<'t> {
    name: &'t str,
    rows: usize,
    precision: f64,
    recall: f64,
    /// Nothing is fitted to it.
    held_out: bool,
    /// It was written after real pages.
    real: bool,
    /// What kind of text it is that nothing is fitted to, and of that what kind: `after real ones, hard, stories`.
    kind: &'t str,
}

impl<'t> Set<'t> {
    fn new(row: &[&'t str]) -> Self {
        let number = |at: usize| row[at].parse().expect("a number");
        let rows = row[1].parse().expect("a number of rows");
        let [held_out, real] = [4, 5].map(|at| row[at] == "yes");
        let kind = row.get(6).copied().unwrap_or_default();
        Self { name: row[0], rows, precision: number(2), recall: number(3), held_out, real, kind }
    }

    /// Whether every sentence of whole pages is labelled, with the line that it begins on.
    fn is_of_pages(&self) -> bool {
        root(&format!("tests/labelled/{}", self.name)).is_dir()
    }

    /// Whether each row is a post, of several sentences.
    fn is_of_posts(&self) -> bool {
        self.name.starts_with("posts/")
    }

    /// The table of the heads of its pages, if its sentences are judged below one each.
    fn heads(&self) -> String {
        let name = if self.name == "products" { "pages".to_owned() } else { format!("{}_pages", self.name) };
        read(&format!("tests/labelled/{name}.tsv"))
    }
}

/// A labelled sentence.
struct Row<'r> {
    is_claim: bool,
    group: &'r str,
    page: &'r str,
    text: &'r str,
}

/// Hits and misses of a set of rows, or of pages: one is found if anything of it is flagged.
#[derive(Clone, Copy, Default)]
struct Tally {
    found: usize,
    missed: usize,
    false_alarms: usize,
    silent: usize,
}

impl Tally {
    fn count(&mut self, is_claim: bool, is_found: bool) {
        match (is_claim, is_found) {
            (true, true) => self.found += 1,
            (true, false) => self.missed += 1,
            (false, true) => self.false_alarms += 1,
            (false, false) => self.silent += 1,
        }
    }

    fn add(&mut self, other: Self) {
        self.found += other.found;
        self.missed += other.missed;
        self.false_alarms += other.false_alarms;
        self.silent += other.silent;
    }

    /// What is less than must hold of a set.
    fn below(self, set: &str, precision: f64, recall: f64) -> Vec<String> {
        let held = [("precision", self.precision(), precision), ("recall", self.recall(), recall)];
        let below = held.into_iter().filter(|(_, is, least)| is < least);
        below.map(|(what, is, least)| format!("{set}: {what} {is:.3}, less than {least}")).collect()
    }

    fn precision(self) -> f64 {
        share(self.found, self.found + self.false_alarms)
    }

    fn recall(self) -> f64 {
        share(self.found, self.found + self.missed)
    }

    fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
    }
}

/// The fields of a table without its header; there is no quoting.
pub(crate) fn table(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().skip(1).map(|line| line.split('\t').collect())
}

fn is_claim(finding: &Finding) -> bool {
    finding.rule.starts_with("claim/") && finding.severity >= Severity::Warning
}

#[test]
fn claims_on_labelled_sentences_are_precise_and_found() {
    measure_all("sentences", |set| !set.is_of_pages() && !set.is_of_posts(), |set| [measure(set), Tally::default()]);
}

/// Holds some of the sets against their floors, and prints what those tell together that are held out, kind by kind: by rows,
/// and by pages where there are any.
fn measure_all(what: &str, of: fn(&Set<'_>) -> bool, measure: fn(&Set<'_>) -> [Tally; 2]) {
    let floors = read("tests/integration/floors.tsv");
    let (mut below, mut kinds) = (Vec::new(), BTreeMap::<String, [Tally; 2]>::new());
    for set in table(&floors).map(|row| Set::new(&row)).filter(of) {
        let told = measure(&set);
        below.extend(told[0].below(set.name, set.precision, set.recall));
        let mut kind = String::new();
        for part in std::iter::once(what).chain(set.kind.split_terminator(", ")).filter(|_| set.held_out) {
            kind = if kind.is_empty() { part.to_owned() } else { format!("{kind}, {part}") };
            let all = kinds.entry(kind.clone()).or_default();
            all.iter_mut().zip(told).for_each(|(all, told)| all.add(told));
        }
    }
    kinds.iter().for_each(|(kind, told)| print(kind, *told));
    assert!(below.is_empty(), "{}", below.join(", "));
}

/// Prints what sets tell together that are held out.
#[expect(clippy::print_stdout, reason = "the figures are what the test is run for")]
fn print(what: &str, [rows, pages]: [Tally; 2]) {
    let (found, claims, false_alarms) = (rows.found, rows.found + rows.missed, rows.false_alarms);
    let (all, precision, recall) = (claims + false_alarms + rows.silent, rows.precision(), rows.recall());
    println!(
        "held out, {what}: {found} of {claims} claims, {false_alarms} false among {all} rows: precision {precision:.3}, recall {recall:.3}"
    );
    let (claiming, others) = (pages.found + pages.missed, pages.silent + pages.false_alarms);
    if claiming > 0 {
        let (flagged, silent) = (pages.found, pages.silent);
        println!(
            "held out, {what}: {flagged} of {claiming} pages with claims are flagged, {silent} of {others} others silent"
        );
    }
}

#[expect(clippy::print_stdout, reason = "the figures are what the test is run for")]
fn measure(set: &Set<'_>) -> Tally {
    let (pages, sentences) = (set.heads(), read(&format!("tests/labelled/{}.tsv", set.name)));
    let heads: BTreeMap<&str, String> = table(&pages).map(|row| (row[0], row[1].replace("\\n", "\n"))).collect();
    let rows: Vec<Row<'_>> = table(&sentences)
        .map(|row| Row { is_claim: row[0] == "claim", group: row[1], page: row[2], text: row[3] })
        .collect();
    assert!(rows.len() >= set.rows && !heads.is_empty(), "the tables of {} are whole", set.name);

    let mut total = Tally::default();
    let mut groups: BTreeMap<&str, Tally> = BTreeMap::new();
    // The heads claim nothing, but those after real pages: they name the remedy with what it is for.
    for (page, head) in heads.iter().filter(|_| !set.real) {
        for finding in lint(head).findings.iter().filter(|finding| is_claim(finding)) {
            println!("false alarm in the head of {page}: “{}” [{}]", finding.text, finding.rule);
            total.false_alarms += 1;
        }
    }
    for row in &rows {
        let head = format!("{}\n\n", heads[row.page].trim_end());
        let report = lint(&format!("{head}{}\n", row.text));
        let found = report.findings.iter().find(|finding| is_claim(finding) && finding.span.start >= head.len());
        for tally in [&mut total, groups.entry(row.group).or_default()] {
            tally.count(row.is_claim, found.is_some());
        }
        match (row.is_claim, found) {
            (true, None) => println!("missed [{}]: {}", row.group, row.text),
            (false, Some(finding)) => println!("false alarm [{}]: {} ({})", row.group, row.text, finding.rule),
            _ => {}
        }
    }
    for (name, tally) in &groups {
        println!(
            "{name:<28} found {:>3}  missed {:>3}  false alarms {:>3}",
            tally.found, tally.missed, tally.false_alarms
        );
    }
    println!(
        "{}, {} rows: precision {:.3}, recall {:.3}, F1 {:.3}",
        set.name,
        rows.len(),
        total.precision(),
        total.recall(),
        total.f1()
    );
    total
}

#[test]
fn claims_on_whole_pages_are_precise_and_found() {
    measure_all("whole pages", |set| set.is_of_pages(), measure_pages);
}

#[expect(clippy::print_stdout, reason = "the figures are what the test is run for")]
fn measure_pages(set: &Set<'_>) -> [Tally; 2] {
    let table_text = read(&format!("tests/labelled/{}.tsv", set.name));
    let mut pages: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
    for row in table(&table_text) {
        pages.entry(row[0]).or_default().push(row);
    }
    let rows: usize = pages.values().map(Vec::len).sum();
    assert!(rows >= set.rows, "the table of {} is whole", set.name);

    let [mut total, mut whole] = [Tally::default(); 2];
    for (page, rows) in pages {
        let text = read(&format!("tests/labelled/{}/{page}.md", set.name));
        let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let findings: Vec<Finding> = lint(&text).findings.into_iter().filter(is_claim).collect();
        whole.count(rows.iter().any(|row| row[2] == "claim"), !findings.is_empty());
        for row in rows {
            let (line, sentence): (usize, &str) = (row[1].parse().expect("a line number"), row[4]);
            let start = starts[line - 1];
            let start = start + text[start..].find(sentence).unwrap_or_else(|| panic!("{page}:{line}: {sentence}"));
            let end = start + sentence.len();
            let found = findings.iter().find(|finding| finding.span.start < end && finding.span.end > start);
            let is_claim = row[2] == "claim";
            total.count(is_claim, found.is_some());
            match (is_claim, found) {
                (true, None) => println!("missed {page}:{line} [{}]: {sentence}", row[3]),
                (false, Some(finding)) => {
                    println!("false alarm {page}:{line} [{}]: {sentence} ({})", row[3], finding.rule);
                }
                _ => {}
            }
        }
    }
    println!("{}, {rows} rows: precision {:.3}, recall {:.3}", set.name, total.precision(), total.recall());
    [total, whole]
}

#[test]
fn posts_that_claim_are_told_from_others() {
    measure_all("posts", |set| set.is_of_posts(), |set| [measure_posts(set), Tally::default()]);
}

#[expect(clippy::print_stdout, reason = "the figures are what the test is run for")]
fn measure_posts(set: &Set<'_>) -> Tally {
    let text = read(&format!("tests/labelled/{}.tsv", set.name));
    let posts: Vec<Post> = text.lines().skip(1).filter_map(Post::new).collect();
    assert!(posts.len() >= set.rows, "the table of {} is whole", set.name);
    let mut total = Tally::default();
    for post in &posts {
        let findings = lint(&format!("{}\n", post.text)).findings;
        let found = findings.iter().find(|finding| is_claim(finding));
        total.count(post.is_claim(), found.is_some());
        match found {
            None if post.is_claim() && !set.held_out => println!("missed: {}", post.text),
            Some(finding) if !post.is_claim() && !set.held_out => {
                println!("false alarm: {} (“{}”, {})", post.text, finding.text, finding.rule);
            }
            _ => {}
        }
    }
    let (rows, precision, recall) = (posts.len(), total.precision(), total.recall());
    let (silent, others) = (total.silent, total.silent + total.false_alarms);
    println!(
        "{}, {rows} posts: precision {precision:.3}, recall {recall:.3}, {silent} of {others} others silent",
        set.name
    );
    total
}

/// Openings that nothing is fitted to, and of sellers and of others the share that must be told at least.
const OPENINGS: [(&str, f64, f64); 3] = [("six", 0.95, 0.58), ("eleven", 0.9, 0.62), ("seventeen", 0.84, 0.68)];

#[test]
fn sellers_are_told_from_others_by_how_their_pages_open() {
    for (set, sellers, others) in OPENINGS {
        let text = read(&format!("tests/labelled/openings/{set}.tsv"));
        let mut right = BTreeMap::from([("sells", (0, 0)), ("not", (0, 0))]);
        for row in table(&text) {
            let page = format!("{}\n\nIt stands on the second shelf.\n", row[2].replace("\\n", "\n"));
            let line = page.lines().count() - 1;
            let source = SourceFile::new("page.md", &page);
            let traces = LINTER.trace(source.clone(), source.line(line));
            let promotes = traces.iter().any(|trace| trace.promotes);
            let (hits, all) = right.get_mut(row[0]).expect("a label");
            *hits += usize::from(promotes == (row[0] == "sells"));
            *all += 1;
        }
        for (label, least) in [("sells", sellers), ("not", others)] {
            let (hits, all) = right[label];
            println!("openings {set}, {label}: {hits} of {all} right");
            assert!(share(hits, all) >= least, "{label}: {hits} of {all} right");
        }
    }
}
