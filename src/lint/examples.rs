//! Runs the examples that rules carry: every `bad` must fire its rule over the marked words, every `good` must not.
//! `claimlint test` and the project's own tests call it. Floor 6.

use std::sync::Arc;

use super::{Linter, Policy};
use crate::detect::{Engine, Example, Rule};
use crate::prose::Date;
use crate::text::SourceFile;

/// The day on which examples run.
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
    let linter = Linter::new(Arc::clone(engine), Policy::default());
    // Examples must not come to hold or fail with time.
    let linter = match Date::parse(TODAY) {
        Some(today) => linter.on(today),
        None => linter,
    };
    let all = engine.rules().iter().flat_map(|rule| rule.examples.iter().map(move |example| (rule, example)));
    all.filter_map(|(rule, example)| check(&linter, rule, example)).collect()
}

/// Whether all examples of one rule hold.
#[must_use]
pub fn hold(engine: &Arc<Engine>, rule: &str) -> bool {
    let linter = Linter::new(Arc::clone(engine), Policy::default());
    let Some(rule) = engine.rule(rule) else { return false };
    rule.examples.iter().all(|example| check(&linter, rule, example).is_none())
}

fn check(linter: &Linter, rule: &Rule, example: &Example) -> Option<ExampleFailure> {
    // Front matter stands at the very start of a page.
    let gap = if example.context.is_empty() { "" } else { "\n\n" };
    let page = format!("{}{gap}{}\n", example.context, example.text);
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
