//! `claimlint test`: runs the examples that rules carry, of the built-in packs or of packs under way. The judging
//! itself is `lint/examples.rs`, which the project's own tests call, too. Floor 8.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::console::Console;
use super::exit::Exit;
use crate::lint::examples::{self, ExampleFailure};
use crate::pack::{self, PackSource};
use crate::project::read_packs;
use crate::render::{count, explain};

/// Runs the command. Packs are loaded beside the built-in ones, of which then only the words count, not the examples.
pub(crate) fn run(paths: &[PathBuf], console: Console) -> Exit {
    let (mut packs, mut failures) = (Vec::new(), Vec::new());
    for path in paths {
        let (sources, failed) = read_packs(path);
        packs.extend(sources);
        failures.extend(failed);
    }
    failures.iter().for_each(|failure| console.failure(failure));

    let builtin = pack::builtin();
    let not_ours: BTreeSet<String> = if paths.is_empty() { BTreeSet::new() } else { rule_ids(&builtin) };
    let loaded = pack::load(&builtin.into_iter().chain(packs).collect::<Vec<_>>());
    loaded.problems.iter().for_each(|problem| console.problem(problem));

    let engine = Arc::new(loaded.engine);
    let broken: Vec<ExampleFailure> =
        examples::run(&engine).into_iter().filter(|failure| !not_ours.contains(&failure.rule)).collect();
    broken.iter().for_each(|failure| console.say(&explain::broken(failure)));

    let rules = || engine.rules().iter().filter(|rule| !not_ours.contains(&rule.id));
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
    console.say(&format!("{run} {}", if example_count == 1 { "holds" } else { "hold" }));
    Exit::Clean
}

fn rule_ids(packs: &[PackSource]) -> BTreeSet<String> {
    pack::load(packs).engine.rules().iter().map(|rule| rule.id.clone()).collect()
}
