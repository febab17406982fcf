//! Runs the examples that rules carry: every `bad` must fire its rule over the marked words, every `good` must not.
//! `claimlint test` and the project's own tests call it. Floor 6.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Linter, Policy};
use crate::detect::{Engine, Example, Rule};
use crate::pack::{self, Alternative, Loaded, PackSource};
use crate::prose::Date;
use crate::text::SourceFile;

/// The day on which examples run: they must not come to hold or fail with time.
const TODAY: &str = "2026-01-01";

/// An example that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleFailure {
    /// The rule.
    pub rule: String,
    /// The example's text.
    pub text: String,
    /// What it asks.
    pub expected: String,
    /// What happened.
    pub got: String,
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
    let (page, start) = page(example);
    let lines = page[..start].lines().count()..page.lines().count();
    let source = SourceFile::new("example.md", &page);
    lines.flat_map(|line| linter.trace(source.clone(), source.line(line))).flat_map(|trace| trace.rules).collect()
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
    let (page, _) = page(example);
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
        Some(ExampleFailure { rule: rule.id.to_string(), text: example.text.clone(), expected, got: got.clone() })
    };
    let mut fired = report.findings.iter().filter(|found| rule.id == found.rule);
    if !example.bad {
        return fired.next().and_then(|_| failure("silence".to_owned()));
    }
    let Some(found) = fired.next() else { return failure("a finding".to_owned()) };
    if let Some(severity) = example.severity.filter(|severity| *severity != found.severity) {
        return failure(severity.name().to_owned());
    }
    let marked = example.marked.as_ref()?;
    let plain: String = marked.chars().filter(|c| !matches!(c, '*' | '_')).collect();
    let covers = found.text.contains(&plain) || plain.contains(&found.text);
    if covers { None } else { failure(format!("over “{marked}”")) }
}
