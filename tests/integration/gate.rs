//! The binary as a gate with the rules it carries: what fails a run, what passes, and what a person reads.

use crate::cli::Folder;
use crate::repository::read;

/// A page that teaches a language and knows nothing of health.
const TUTORIAL: &str = "# Ownership in ten minutes

Rust frees memory without a collector. Every value has **one owner**, and when the owner goes out of scope the value is
dropped. That rule prevents a whole class of bugs and relieves you of `free`.

## Moving

```rust
let pain = String::from(\"relief\");
let cure = pain; // `pain` is gone
```

Assigning moves the value. The compiler treats any later use as an error, which is a lifeline when a program grows.

- Borrow with `&` when you only read.
- Clone when nothing else helps with the lifetime.

The borrow checker fights fragmentation of knowledge, not of memory: it fails safely, and it is completely free.
";

#[test]
fn an_article_that_overclaims_exits_1_and_says_why() {
    let folder = Folder::with(&[("posts/mood.md", &read("fixtures/articles/kratom-mood.md"))]);
    let answer = folder.run(&["check", "--format", "short"]);
    answer.exits(1);
    insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("gate", format!("{}\nstandard error:\n{}", answer.stdout, answer.stderr));
    });
    folder.run(&["check", "--fail-on", "error"]).exits(1);
    folder.run(&["check", "--fail-on", "never"]).exits(0);
    folder.run(&["check", "--format", "json=report.json", "--quiet"]).exits(1);
}

#[test]
fn a_claim_of_normal_function_is_a_note_that_fails_a_run_only_on_demand() {
    let folder = Folder::with(&[("a.md", "Magnesium supports normal muscle function.\n")]);
    folder.run(&["check"]).exits(0);
    folder.run(&["check", "--fail-on", "info"]).exits(1);
}

#[test]
fn sentences_that_claim_nothing_exit_0() {
    let pages = [
        ("negation.md", "Kratom does **not** treat depression.\n"),
        ("regulator.md", "The FDA warned a firm that claimed kratom cures anxiety.\n"),
        ("question.md", "Does kratom help with depression?\n"),
        ("open.md", "Is passionflower a good remedy for insomnia?\n"),
        ("effective.md", "Is valerian an effective remedy for insomnia?\n"),
        ("tutorial.md", TUTORIAL),
    ];
    let answer = Folder::with(&pages).run(&["check"]);
    answer.exits(0).says("no findings; passed");
    assert_eq!(answer.stdout, "");
}

#[test]
fn a_project_can_turn_a_rule_off_and_a_level_down() {
    let page = ("a.md", "Kratom grows in Borneo. CBD oil cures arthritis.\n");
    let rules = "rules:\n  claim/*: info\n  disclosure/*: off\n";
    let folder = Folder::with(&[page, ("claimlint.yml", rules)]);
    folder.run(&["check", "--no-config"]).exits(1);
    let json = folder.run(&["check", "--format", "json"]).exits(0).json();
    assert_eq!((&json["summary"]["info"], &json["summary"]["error"]), (&1.into(), &0.into()), "{json}");
}

#[test]
fn a_product_of_the_project_is_a_promoted_thing() {
    let page = ("a.md", "Brollivant prevents migraine.\n");
    Folder::with(&[page]).run(&["check"]).exits(0);
    Folder::with(&[page, ("claimlint.yml", "products: [Brollivant]\n")]).run(&["check"]).exits(1);
}
