//! The README does not go stale: its picture is what the tool draws, its pack and its configuration work, and its two
//! commands are the ones that `.ci/run` runs.

use std::sync::Arc;

use claimlint::lint::{Policy, examples};
use claimlint::pack::{self, PackSource};

use crate::cli::Folder;
use crate::repository::read;

/// The code blocks of the README in a language.
fn blocks(language: &str) -> Vec<String> {
    let readme = read("README.md");
    let opening = format!("\n```{language}\n");
    let blocks = readme.split(&opening).skip(1);
    blocks.map(|rest| rest.split("```").next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn the_picture_is_what_is_drawn() {
    let article = "fixtures/articles/kratom-mood.md";
    let answer = Folder::with(&[(article, &read(article))]).run(&["check", article]);
    let [picture] = &blocks("text")[..] else { panic!("the README has one picture") };
    assert!(answer.stdout.contains(picture), "`claimlint check {article}` draws something else:\n{}", answer.stdout);
}

#[test]
fn there_are_two_commands_to_begin_with() {
    let commands: Vec<String> = blocks("sh").into_iter().filter(|block| block.starts_with("cargo ")).collect();
    assert_eq!(commands, ["cargo run --locked --release -- check fixtures/articles\n", "cargo test --locked\n"]);
    let readme = read("README.md");
    for (marker, command) in ["run", "tests"].iter().zip(&commands) {
        assert!(readme.contains(&format!("<!-- command: {marker} -->\n```sh\n{command}```\n")), "{marker}");
    }
}

#[test]
fn the_pack_and_the_configuration_work() {
    let [config, house] = &blocks("yaml")[..] else { panic!("the README has a configuration and a pack") };
    let (policy, problems) = Policy::parse("claimlint.yml", config);
    assert!(problems.is_empty() && policy.wishes.rules.len() == 2, "{problems:?}");

    let mut packs = pack::builtin();
    packs.push(PackSource { name: "house.yml".to_owned(), text: house.clone() });
    let loaded = pack::load(&packs);
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    let failures = examples::run(&Arc::new(loaded.engine));
    let ours: Vec<_> = failures.iter().filter(|failure| failure.rule == "claim/moon-magic").collect();
    assert!(ours.is_empty(), "{ours:#?}");
}

#[test]
fn every_command_and_format_that_there_is_is_named() {
    let readme = read("README.md");
    let help = Folder::with(&[]).run(&["--help"]);
    let listed = help
        .exits(0)
        .stdout
        .split("Commands:")
        .nth(1)
        .unwrap_or_default()
        .split("\n\n")
        .next()
        .unwrap_or_default()
        .to_owned();
    let commands: Vec<&str> =
        listed.lines().filter_map(|line| line.split_whitespace().next()).filter(|c| *c != "help").collect();
    assert!(commands.len() >= 4, "{listed}");
    for command in commands {
        assert!(readme.contains(&format!("claimlint {command}")), "the README does not show `claimlint {command}`");
    }
    for format in claimlint::render::Format::ALL {
        assert!(
            readme.contains(&format!("`{}`", format.name())) || readme.contains(&format!("--format {}", format.name()))
        );
    }
}
