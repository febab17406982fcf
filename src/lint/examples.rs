//! Runs the examples that rules carry: every `bad` must fire its rule at the marked words, every `good` must not.
//! `claimlint test` and the project's own tests call it. Floor 6.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::{Finding, Linter, Policy};
use crate::detect::{Engine, Example, Rule, Trace};
use crate::pack::{self, Alternative, Loaded, PackSource};
use crate::prose::Date;
use crate::text::{SourceFile, Span};

/// The day on which examples run: they must not come to hold or fail with time.
const TODAY: &str = "2026-01-01";

/// Why a phrase that stands in an example makes no finding there.
const LACKS_SUBJECT: &str = "the phrase stands there, but is said of nothing that the page promotes: name a substance or \
                             product in the example or its `context`, or write `subject: none` under `phrase`";

/// An example that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleFailure {
    /// Where its text stands: the pack and the line.
    pub place: String,
    /// The rule.
    pub rule: String,
    /// The example's text.
    pub text: String,
    /// What it asks.
    pub expected: String,
    /// What happened.
    pub got: String,
    /// Why nothing happened, where that can be told.
    pub reason: Option<String>,
}

/// Runs all examples of an engine's rules.
#[must_use]
pub fn run(engine: &Arc<Engine>) -> Vec<ExampleFailure> {
    let linter = linter(engine);
    let all = engine.rules().iter().flat_map(|rule| rule.examples.iter().map(move |example| (rule, example)));
    all.filter_map(|(rule, example)| check(&linter, rule, example)).collect()
}

/// The alternatives of some packs' rules that fire in no example of theirs, in order: dead, or nobody knows what they are for.
/// `pack` says of a pack's name whether to ask it.
#[must_use]
pub fn unfired(sources: &[PackSource], pack: impl Fn(&str) -> bool) -> Vec<Alternative> {
    let engine = pack::load(sources).engine;
    let of_list = |(loaded, mut alternatives): (Loaded, Vec<Alternative>)| {
        alternatives.retain(|alternative| pack(&alternative.pack));
        let linter = linter(&Arc::new(loaded.engine));
        let rules: BTreeSet<&str> = alternatives.iter().map(|alternative| alternative.rule.as_str()).collect();
        let examples = rules.into_iter().filter_map(|rule| engine.rule(rule)).flat_map(|rule| rule.examples.iter());
        let fired: BTreeSet<String> =
            examples.filter(|example| example.bad).flat_map(|example| standing(&linter, example)).collect();
        alternatives.retain(|alternative| !fired.contains(&alternative.alone));
        alternatives
    };
    pack::apart(sources).flat_map(of_list).collect()
}

/// The rules whose claims stand in an example.
fn standing(linter: &Linter, example: &Example) -> Vec<String> {
    traces(linter, example).flat_map(|trace| trace.rules).collect()
}

/// What the engine sees in an example.
fn traces(linter: &Linter, example: &Example) -> impl Iterator<Item = Trace> {
    let (page, start) = page(example);
    let lines = page[..start].lines().count()..page.lines().count();
    let source = SourceFile::new("example.md", &page);
    lines.flat_map(move |line| linter.trace(source.clone(), source.line(line)))
}

/// A linter that says of an example the same every day.
fn linter(engine: &Arc<Engine>) -> Linter {
    let linter = Linter::new(Arc::clone(engine), Policy::default());
    match Date::parse(TODAY) {
        Some(today) => linter.on(today),
        None => linter,
    }
}

/// An example as a page, and where its own text starts.
fn page(example: &Example) -> (String, usize) {
    // Front matter stands at the very start of a page.
    let gap = if example.context.is_empty() { "" } else { "\n\n" };
    (format!("{}{gap}{}\n", example.context, example.text), example.context.len() + gap.len())
}

fn check(linter: &Linter, rule: &Rule, example: &Example) -> Option<ExampleFailure> {
    let (page, start) = page(example);
    let report = linter.lint(SourceFile::new("example.md", &page));
    let all: Vec<String> = report
        .findings
        .iter()
        .map(|found| format!("{} {} “{}”", found.severity.name(), found.rule, found.text))
        .chain(
            report.silenced.iter().map(|found| format!("silenced {} “{}” by {}", found.rule, found.text, found.reason)),
        )
        .collect();
    let got = if all.is_empty() { "nothing".to_owned() } else { all.join("; ") };
    let failure = |expected: String| {
        Some(ExampleFailure {
            place: format!("{}:{}", rule.pack, example.line),
            rule: rule.id.to_string(),
            text: example.text.clone(),
            expected,
            got: got.clone(),
            reason: None,
        })
    };
    let fired: Vec<_> = report.findings.iter().filter(|found| rule.id == found.rule).collect();
    if !example.bad {
        return fired.first().and_then(|_| failure("silence".to_owned()));
    }
    if fired.is_empty() {
        let lacks_subject = traces(linter, example).any(|trace| trace.unpromoted.iter().any(|id| rule.id == *id));
        let reason = lacks_subject.then(|| LACKS_SUBJECT.to_owned());
        return failure("a finding".to_owned()).map(|failure| ExampleFailure { reason, ..failure });
    }
    let marked = example.marked.as_ref().map(|marked| written(&example.text, marked));
    let there = |found: &&Finding| {
        marked.as_ref().is_none_or(|marked| {
            let marked = Span::new(start + marked.start, start + marked.end);
            found.span.holds(marked) || marked.holds(found.span)
        })
    };
    let mut there = fired.into_iter().filter(there).peekable();
    if there.peek().is_none() {
        let words = marked.and_then(|marked| example.text.get(marked.range())).unwrap_or_default();
        return failure(format!("a finding over “{words}”"));
    }
    let severity = example.severity.filter(|severity| there.all(|found| found.severity != *severity));
    severity.and_then(|severity| failure(severity.name().to_owned()))
}

/// Marked words without the blanks and the marks of emphasis around them, which belong to no finding.
fn written(text: &str, marked: &Range<usize>) -> Span {
    let words = text.get(marked.clone()).unwrap_or_default();
    let is_around = |c: char| c.is_whitespace() || matches!(c, '*' | '_');
    let start = marked.start + (words.len() - words.trim_start_matches(is_around).len());
    Span::new(start, start + words.trim_matches(is_around).len())
}
