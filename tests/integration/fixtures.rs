//! Markdown files that state their own expectations, in every shape Markdown has:
//!
//! `<!-- expect: claim/cure error "heals ulcers" -->` binds to the next block; severity and text are optional. A comment
//! at the end of a block binds to the block after it, so list items and cells can have one. `<!-- expect: silent -->`
//! wants no claim and no stuffing at all, not even an info. In front matter the line `# expect: …` does the same.
//! A block that nothing is expected of must have no such finding at warning or above.

use std::collections::BTreeMap;

use claimlint::detect::Severity;
use claimlint::lint::Finding;
use claimlint::prose::{BlockId, Document};
use claimlint::text::{SourceFile, Span};

use crate::repository::{LINTER, files, read};

/// What a block is expected to have.
#[derive(Debug)]
enum Expected {
    Silence,
    Finding { rule: String, severity: Option<Severity>, text: Option<String> },
}

impl Expected {
    /// Reads what follows `expect:`.
    fn parse(text: &str) -> Self {
        let (head, text) = match text.split_once('"') {
            Some((head, rest)) => (head, Some(rest.trim_end().trim_end_matches('"').to_owned())),
            None => (text, None),
        };
        let words: Vec<&str> = head.split_whitespace().collect();
        let severity = |word: &str| match word {
            "info" => Severity::Info,
            "warning" => Severity::Warning,
            "error" => Severity::Error,
            _ => panic!("`{word}` is no severity"),
        };
        match words[..] {
            ["silent"] => Self::Silence,
            [rule] => Self::Finding { rule: rule.to_owned(), severity: None, text },
            [rule, level] => Self::Finding { rule: rule.to_owned(), severity: Some(severity(level)), text },
            _ => panic!("`{head}` is no expectation"),
        }
    }

    fn fits(&self, finding: &Finding) -> bool {
        match self {
            Self::Silence => false,
            Self::Finding { rule, severity, text } => {
                *rule == finding.rule
                    && severity.is_none_or(|severity| severity == finding.severity)
                    && text.as_ref().is_none_or(|text| *text == finding.text)
            }
        }
    }
}

/// Every expectation of a file and the block it binds to.
fn expectations(document: &Document) -> Vec<(BlockId, Expected)> {
    let text = document.source.text();
    let mut found = Vec::new();
    if let Some((_, front)) = document.front_matter() {
        let mut at = front.start;
        for line in text[front.range()].split_inclusive('\n') {
            if let Some(expected) = line.trim().strip_prefix("# expect:") {
                let next = document.blocks.iter().position(|block| block.span().start > at);
                found.push((next.unwrap_or(document.blocks.len()), Expected::parse(expected)));
            }
            at += line.len();
        }
    }
    for comment in &document.comments {
        if let Some(expected) = comment.text.strip_prefix("expect:") {
            found.push((comment.next, Expected::parse(expected)));
        }
    }
    found
}

/// The innermost block at a place: alternative texts and link titles stand inside other blocks.
fn block_at(document: &Document, span: Span) -> Option<BlockId> {
    let holds = |outer: Span| outer.start <= span.start && span.end <= outer.end;
    let holding = (0..document.blocks.len()).filter(|id| holds(document.blocks[*id].span()));
    holding.min_by_key(|id| document.blocks[*id].span().len())
}

/// Claims and stuffing; what a page owes as a whole is not a block's matter.
fn is_of_a_block(finding: &Finding) -> bool {
    finding.rule.starts_with("claim/") || finding.rule.starts_with("stuffing/")
}

/// What does not hold in a file, one line each.
fn check(path: &str) -> Vec<String> {
    let source = SourceFile::new(path, &read(path));
    let report = LINTER.lint(source.clone());
    let document = Document::parse(source);
    let mut findings: BTreeMap<BlockId, Vec<&Finding>> = BTreeMap::new();
    let mut wrong = Vec::new();
    for finding in report.findings.iter().filter(|finding| is_of_a_block(finding)) {
        match block_at(&document, finding.span) {
            Some(block) => findings.entry(block).or_default().push(finding),
            None => wrong.push(format!("{path}: {} stands in no block: “{}”", finding.rule, finding.text)),
        }
    }
    let mut expected: BTreeMap<BlockId, Vec<Expected>> = BTreeMap::new();
    for (block, expectation) in expectations(&document) {
        expected.entry(block).or_default().push(expectation);
    }
    if let Some(block) = expected.keys().find(|block| **block >= document.blocks.len()) {
        wrong.push(format!("{path}: no block follows the expectation {:?}", expected[block]));
    }
    for (id, block) in document.blocks.iter().enumerate() {
        let line = document.source.line_at(block.span().start) + 1;
        let here = format!("{path}:{line}: “{}”", block.prose);
        let (got, wanted) = (findings.remove(&id).unwrap_or_default(), expected.remove(&id).unwrap_or_default());
        for expectation in &wanted {
            let holds = match expectation {
                Expected::Silence => got.is_empty(),
                Expected::Finding { .. } => got.iter().any(|finding| expectation.fits(finding)),
            };
            if !holds {
                let got: Vec<_> = got.iter().map(|f| (&*f.rule, f.severity.name(), &*f.text)).collect();
                wrong.push(format!("{here}\n    expected {expectation:?}\n    got {got:?}"));
            }
        }
        let is_silent = wanted.iter().any(|expectation| matches!(expectation, Expected::Silence));
        for finding in got {
            let is_expected = wanted.iter().any(|expectation| expectation.fits(finding));
            if !is_silent && !is_expected && finding.severity >= Severity::Warning {
                wrong.push(format!(
                    "{here}\n    not expected: {} {} “{}”",
                    finding.severity.name(),
                    finding.rule,
                    finding.text
                ));
            }
        }
    }
    wrong
}

fn fixtures() -> Vec<String> {
    ["md", "mdx"].into_iter().flat_map(|extension| files("fixtures/rules", extension)).collect()
}

#[test]
fn every_fixture_finds_what_it_says_and_nothing_else() {
    let files = fixtures();
    assert!(files.len() >= 9, "{files:?}");
    let wrong: Vec<String> = files.iter().flat_map(|path| check(path)).collect();
    assert!(wrong.is_empty(), "{} expectations do not hold:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_fixture_expects_something() {
    for path in fixtures() {
        let document = Document::parse(SourceFile::new(&path, &read(&path)));
        assert!(expectations(&document).len() >= 3, "{path}");
    }
}

#[test]
fn the_windows_fixture_kept_its_line_endings_and_its_mark() {
    // A version control system that mends line endings would make this fixture test nothing.
    let text = read("fixtures/rules/windows.md");
    assert!(text.starts_with('\u{FEFF}'));
    assert!(text.matches('\n').count() > 10 && text.matches('\n').count() == text.matches("\r\n").count());
}
