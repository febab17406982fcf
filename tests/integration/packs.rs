//! The built-in packs: they load without a problem and every rule's examples hold.

use std::fmt::Write as _;
use std::sync::Arc;

use claimlint::{lint, pack};

#[test]
fn the_builtin_packs_load_without_a_problem() {
    let loaded = pack::load(&pack::builtin());
    let problems = loaded.problems.iter().fold(String::new(), |mut text, problem| {
        let span = problem.span.map_or(String::new(), |span| format!(" at byte {}", span.start));
        let _ = writeln!(text, "{problem}{span}: {}", problem.help.as_deref().unwrap_or_default());
        text
    });
    assert!(loaded.problems.is_empty(), "{problems}");
}

#[test]
fn every_rules_examples_hold() {
    let engine = pack::engine();
    let failures = lint::examples::run(&engine);
    let text = failures.iter().fold(String::new(), |mut text, failure| {
        let _ = writeln!(
            text,
            "{}: {}\n   expected {}\n   got {}",
            failure.rule, failure.text, failure.expected, failure.got
        );
        text
    });
    assert!(failures.is_empty(), "{} examples do not hold:\n{text}", failures.len());
}

/// An alternative that no example fires is dead, or nobody knows what it is for.
#[test]
fn every_alternative_is_fired_by_an_example() {
    let unfired = lint::examples::unfired(&pack::builtin(), |_| true);
    let text = unfired.iter().fold(String::new(), |mut text, alternative| {
        let _ = writeln!(text, "{}: {}", alternative.rule, alternative.pattern);
        text
    });
    assert!(unfired.is_empty(), "{} alternatives are fired by no example:\n{text}", unfired.len());
}

/// What phrase rules of several families lean on: a phrase owns the cues among its own words but not those outside it, a
/// number word may open a pattern, and `'s` may stand alone.
#[test]
fn a_phrase_owns_its_words() {
    let text = r#"
rules:
  - id: claim/phrase-test
    summary: s
    severity: warning
    message: m
    help: h
    refs: [r]
    phrase:
      rank: 99
      any: ["no more squeaking", "{number} of {number} owners", "{agent.people} 's darling"]
    examples:
      - {bad: "Kratom means [[no more squeaking]]."}
      - {bad: "[[Nine of ten owners]] buy kratom."}
      - {bad: "Kratom is every [[dentist's darling]]."}
      - {good: "Kratom does not mean no more squeaking."}
"#;
    let ours = pack::PackSource { name: "test.yml".to_owned(), text: text.to_owned() };
    let loaded = pack::load(&pack::builtin().into_iter().chain([ours]).collect::<Vec<_>>());
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    let failures = lint::examples::run(&Arc::new(loaded.engine));
    let ours: Vec<_> = failures.iter().filter(|failure| failure.rule == "claim/phrase-test").collect();
    assert!(ours.is_empty(), "{ours:?}");
}
