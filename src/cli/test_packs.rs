//! `claimlint test`: runs the examples that rules carry, of the built-in packs or of packs under way. The judging
//! itself is `lint/examples.rs`, which the project's own tests call, too. Floor 8.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::console::Console;
use super::exit::Exit;
use crate::detect::{Engine, Rule};
use crate::lint::examples::{self, ExampleFailure};
use crate::pack::{self, Alternative, PackSource, TwoClasses};
use crate::project::{Texts, read_packs};
use crate::render::{count, explain};

/// Runs the command. Packs are loaded beside the built-in ones, of which then only the words count, not the examples;
/// one that has the name of a built-in pack takes its place.
pub(crate) fn run(paths: &[PathBuf], console: Console) -> Exit {
    let (mut packs, mut failures) = (Vec::new(), Vec::new());
    for path in paths {
        let (sources, failed) = read_packs(path, &Texts::default());
        packs.extend(sources);
        failures.extend(failed);
    }
    failures.iter().for_each(|failure| console.failure(failure));

    let (builtin, replaced) = apart_from(&packs);
    if replaced > 0 {
        let stand = if replaced == 1 { "stands" } else { "stand" };
        console.say(&format!("{} {stand} in for the built-in of the same name", count(replaced, "pack")));
    }
    let not_ours: BTreeSet<String> = if paths.is_empty() { BTreeSet::new() } else { rule_ids(&builtin) };
    let all: Vec<PackSource> = builtin.iter().chain(&packs).cloned().collect();
    let loaded = pack::load(&all);
    loaded.problems.iter().for_each(|problem| console.problem(problem));

    let engine = Arc::new(loaded.engine);
    // What a slip breaks is no other slip: examples are run when the packs are in order.
    let failures_of_examples = if loaded.problems.is_empty() { examples::run(&engine) } else { Vec::new() };
    let broken: Vec<ExampleFailure> =
        failures_of_examples.into_iter().filter(|failure| !not_ours.contains(&failure.rule)).collect();
    broken.iter().for_each(|failure| console.say(&explain::broken(failure)));

    let rules = || engine.rules().iter().filter(|rule| !not_ours.contains(rule.id.as_str()));
    let (rule_count, example_count) = (rules().count(), rules().map(|rule| rule.examples.len()).sum::<usize>());
    let run = format!("{}, {}", count(rule_count, "rule"), count(example_count, "example"));
    if !failures.is_empty() || !loaded.problems.is_empty() {
        return Exit::Trouble;
    }
    if !broken.is_empty() {
        console.say(&format!("{run}: {} do not hold", broken.len()));
        return Exit::Findings;
    }
    if example_count == 0 {
        console.say("no examples to run");
        return Exit::Nothing;
    }
    idle(&builtin, &packs, &all, &engine, console);
    console.say(&format!("{run} {}", if example_count == 1 { "holds" } else { "hold" }));
    Exit::Clean
}

/// The built-in packs but for those that some packs are the next version of, as in a checkout of claimlint: `rules/core/x.yml`;
/// and how many these are.
fn apart_from(packs: &[PackSource]) -> (Vec<PackSource>, usize) {
    let is_replaced = |own: &PackSource| packs.iter().any(|pack| Path::new(&pack.name).ends_with(&own.name));
    let (replaced, others): (Vec<_>, Vec<_>) = pack::builtin().into_iter().partition(is_replaced);
    (others, replaced.len())
}

/// Says what in packs under way no example fires, and what they say twice. Advice: it fails nothing.
fn idle(builtin: &[PackSource], packs: &[PackSource], all: &[PackSource], engine: &Engine, console: Console) {
    let ours: BTreeSet<&str> = packs.iter().map(|source| source.name.as_str()).collect();
    for Alternative { rule, pattern, .. } in examples::unfired(all, |pack| ours.contains(pack)) {
        console.say(&format!("{rule}: no example fires “{pattern}”"));
    }
    let new = &rule_ids(all) - &rule_ids(builtin);
    let silent = |rule: &&Rule| new.contains(rule.id.as_str()) && !rule.examples.iter().any(|example| example.bad);
    for rule in engine.rules().iter().filter(silent) {
        console.say(&format!("{}: no example fires it", rule.id));
    }
    for TwoClasses { term, first, second } in pack::in_two_classes(builtin, packs) {
        console.say(&format!("“{term}” is {} in `{}` and {} in `{}`", first.1, first.0, second.1, second.0));
    }
}

fn rule_ids(packs: &[PackSource]) -> BTreeSet<String> {
    pack::load(packs).engine.rules().iter().map(|rule| rule.id.to_string()).collect()
}
