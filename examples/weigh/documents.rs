//! What is fitted to: each labelled text as a document with its labelled places. Which sets there are says `floors.tsv`; how they
//! are written, `tests/labelled/README.md`. What is seen in them is for who asks.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use claimlint::detect::{Example, Severity};
use claimlint::pack;
use claimlint::text::{SourceFile, Span};

use super::filling::Names;
use super::posts::Post;
use super::{heads, is_real, sets, table};

/// How much a sentence counts that stands alone on its page: whole pages have many more.
const ALONE: f64 = 2.0;
/// How much one does that was written after real pages: half of these are claims, of what pages say a tenth is.
const ALONE_REAL: f64 = 0.7;
/// How much a sentence of a post counts.
const POSTED: f64 = 2.0;
/// How much a sentence counts of whole pages that were modelled on real ones: what is asked of real pages they tell best.
const REAL: f64 = 1.5;
/// How often a frame is filled.
const FILLS: usize = 3;
/// How much a frame so filled counts, and an example of a rule.
const MADE: f64 = 1.0;

/// A labelled text.
pub(crate) struct Document {
    /// Which set it is of.
    pub(crate) set: usize,
    pub(crate) source: SourceFile,
    /// Its labelled places.
    pub(crate) rows: Vec<Label>,
    /// How much each of them counts.
    pub(crate) weight: f64,
    /// Whether it is a post: what it says beside what it claims teaches nothing, since they say it together.
    pub(crate) is_post: bool,
}

/// A labelled place of a text.
pub(crate) struct Label {
    pub(crate) span: Span,
    /// Whether it claims something.
    pub(crate) is_one: bool,
    /// What its author called it, as `claim-story` or `education`; empty where that is not said.
    pub(crate) group: String,
}

impl Label {
    /// Of a place whose group is not said.
    fn of((span, is_one): (Span, bool)) -> Self {
        Self { span, is_one, group: String::new() }
    }
}

/// All of them, in the order of the sets; then the examples of the rules and the frames, set by set.
pub(crate) fn documents(home: &Path) -> io::Result<Vec<Document>> {
    let mut out = Vec::new();
    let sets = sets(home)?;
    for (number, set) in sets.iter().enumerate() {
        if home.join(set).is_dir() {
            pages(home, (number, set), &mut out)?;
        } else if set.starts_with("posts/") {
            posts(home, (number, set), &mut out)?;
        } else {
            sentences(home, (number, set), &mut out)?;
        }
    }
    examples(sets.len(), &mut out);
    for (number, row) in table(&home.join("frames"), "sets")?.iter().enumerate() {
        if let [name, head, .., held_out] = &row[..]
            && held_out == "no"
        {
            frames(home, (sets.len() + 1 + number, name), &head.replace("\\n", "\n"), &mut out)?;
        }
    }
    Ok(out)
}

/// Whole pages.
fn pages(home: &Path, (set, name): (usize, &str), out: &mut Vec<Document>) -> io::Result<()> {
    let mut pages: BTreeMap<String, Vec<[String; 4]>> = BTreeMap::new();
    for cells in table(home, name)? {
        let [page, line, label, group, text] = <[String; 5]>::try_from(cells).unwrap_or_default();
        pages.entry(page).or_default().push([line, label, group, text]);
    }
    let weight = if is_real(home, name)? { REAL } else { 1.0 };
    for (page, sentences) in pages {
        let file = format!("{page}.md");
        let source = SourceFile::new(&file, &fs::read_to_string(home.join(name).join(&file))?);
        let row = |[line, label, group, text]: [String; 4]| {
            let line = line.parse::<usize>().map_or(0, |line| line - 1);
            let start = source.line(line).start;
            let at = source.text().get(start..).and_then(|rest| rest.find(&text))?;
            Some(Label { span: Span::new(start + at, start + at + text.len()), is_one: label == "claim", group })
        };
        let rows = sentences.into_iter().filter_map(row).collect();
        out.push(Document { set, source, rows, weight, is_post: false });
    }
    Ok(())
}

/// Posts, each a text by itself.
fn posts(home: &Path, (set, name): (usize, &str), out: &mut Vec<Document>) -> io::Result<()> {
    for post in fs::read_to_string(home.join(format!("{name}.tsv")))?.lines().skip(1).filter_map(Post::new) {
        let source = SourceFile::new("post.md", &format!("{}\n", post.text));
        let claims = post.claims.iter().map(|claim| Label::of((Span::new(claim.start, claim.end), true)));
        let rows = if post.is_claim() { claims.collect() } else { vec![Label::of((source.line(0), false))] };
        out.push(Document { set, source, rows, weight: POSTED, is_post: true });
    }
    Ok(())
}

/// Sentences that are judged below the head of their page.
fn sentences(home: &Path, (set, name): (usize, &str), out: &mut Vec<Document>) -> io::Result<()> {
    let heads: BTreeMap<String, String> = heads(home, name)?.into_iter().collect();
    // The heads claim nothing, but those after real pages: they name the remedy with what it is for.
    let real = is_real(home, name)?;
    for head in heads.values().filter(|_| !real) {
        let source = SourceFile::new("page.md", head);
        let rows = (0..head.lines().count()).map(|line| Label::of((source.line(line), false))).collect();
        out.push(Document { set, source, rows, weight: ALONE, is_post: false });
    }
    let weight = if real { ALONE_REAL } else { ALONE };
    for cells in table(home, name)? {
        if let [label, group, page, text] = &cells[..] {
            let mut document = below(&format!("{}\n\n", heads[page]), text, (set, label == "claim", weight));
            document.rows.iter_mut().for_each(|row| group.clone_into(&mut row.group));
            out.push(document);
        }
    }
    Ok(())
}

/// A sentence below a head.
fn below(head: &str, text: &str, (set, is_one, weight): (usize, bool, f64)) -> Document {
    let source = SourceFile::new("page.md", &format!("{head}{text}\n"));
    let rows = vec![Label::of((Span::new(head.len(), head.len() + text.len()), is_one))];
    Document { set, source, rows, weight, is_post: false }
}

/// The examples of the rules: what they must find is a claim, what they must leave alone or sellers may say is none.
fn examples(set: usize, out: &mut Vec<Document>) {
    let engine = pack::engine();
    for rule in engine.rules().iter().filter(|rule| rule.id.starts_with("claim/")) {
        for Example { bad, context, text, severity, .. } in rule.examples.iter() {
            let lawful = rule.severity == Severity::Info || *severity == Some(Severity::Info);
            let head = if context.is_empty() { String::new() } else { format!("{context}\n\n") };
            out.push(below(&head, text, (set, *bad && !lawful, MADE)));
        }
    }
}

/// Sentences with slots, filled with names.
fn frames(home: &Path, (set, name): (usize, &str), head: &str, out: &mut Vec<Document>) -> io::Result<()> {
    let names = Names::new(&fs::read_to_string(home.join("frames/names.tsv"))?);
    for (number, cells) in table(&home.join("frames"), name)?.iter().enumerate() {
        let [label, frame] = &cells[..] else { continue };
        for fill in 0..FILLS {
            let [head, text] = [head, frame].map(|text| names.fill(text, number, fill));
            out.push(below(&head, &text, (set, label == "claim", MADE)));
        }
    }
    Ok(())
}
