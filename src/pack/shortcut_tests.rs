//! Shortcuts change nothing that is found: pages made of the words and examples of the built-in packs, disguised in every way
//! that detection sees through, are judged with and without them. Tests only. Floor 5.

use std::sync::{Arc, LazyLock};

use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_assert_eq, prop_oneof, proptest};

use super::engine;
use crate::detect::{Engine, the_long_way};
use crate::prose::Document;
use crate::text::SourceFile;

static ENGINE: LazyLock<Arc<Engine>> = LazyLock::new(engine);

/// Every sentence that a rule gives as an example.
pub(super) static EXAMPLES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let examples = ENGINE.rules().iter().flat_map(|rule| rule.examples.iter());
    examples.map(|example| example.text.clone()).collect()
});

/// Every word that a pack knows.
static WORDS: LazyLock<Vec<String>> =
    LazyLock::new(|| ENGINE.lexicon.words().map(|(word, _)| word.to_owned()).collect());

/// Ways to write a word that a reader reads as the same.
pub(super) const DISGUISES: usize = 9;

pub(super) fn disguised(word: &str, how: usize) -> String {
    let mut letters = word.chars();
    let first = letters.next().unwrap_or_default();
    let rest = letters.as_str();
    match how {
        0 => format!("{first}**{rest}**"),
        1 => format!("{first}\u{200b}{rest}"),
        2 => format!("&#{};{rest}", u32::from(first)),
        3 => word.replace('a', "\u{430}").replace('e', "\u{435}").replace('o', "\u{43e}"),
        4 => word.replace('e', "3").replace('o', "0").replace('i', "1").replace('a', "@"),
        5 => word.chars().map(String::from).collect::<Vec<_>>().join(" "),
        6 => format!("{first}-{rest}"),
        7 => format!("{first}<b>{rest}</b>"),
        _ => format!("{}{rest}", first.to_uppercase()),
    }
}

/// A run of words that says nothing, or something by chance.
fn noise() -> impl Strategy<Value = String> {
    let word =
        (any::<prop::sample::Index>(), 0..DISGUISES * 4).prop_map(|(at, how)| disguise(at.get::<String>(&WORDS), how));
    prop::collection::vec(word, 1..12).prop_map(|words| words.join(" ") + ".")
}

/// Every fourth word or so is disguised.
fn disguise(word: &str, how: usize) -> String {
    if how < DISGUISES { disguised(word, how) } else { word.to_owned() }
}

/// An example, some of its words disguised.
fn example() -> impl Strategy<Value = String> {
    (any::<prop::sample::Index>(), prop::collection::vec(0..DISGUISES * 6, 24)).prop_map(|(at, how)| {
        let words = at.get::<String>(&EXAMPLES).split(' ').zip(how.into_iter().cycle());
        words.map(|(word, how)| disguise(word, how)).collect::<Vec<_>>().join(" ")
    })
}

/// What a block opens with; some of it is never closed.
const OPENINGS: [&str; 16] = [
    "",
    "",
    "",
    "# ",
    "## ",
    "- ",
    "1. ",
    "> ",
    "> [!NOTE]\n> ",
    "<div>",
    "<div hidden>\n\n",
    "<details>\n",
    "```\n",
    "<!-- ",
    ":::note\n",
    "[^1]: ",
];

fn page() -> impl Strategy<Value = String> {
    let kind = any::<prop::sample::Index>().prop_map(|at| at.get::<&str>(&OPENINGS).to_string());
    let block = (kind, prop_oneof![noise(), noise(), example()]).prop_map(|(kind, text)| kind + &text);
    prop::collection::vec(block, 1..7).prop_map(|blocks| blocks.join("\n\n") + "\n")
}

proptest! {
    // A fixed seed: the same pages every time, so that a failure is news about the code and not about the dice.
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20_261_126),
        ..ProptestConfig::with_cases(400)
    })]

    #[test]
    fn nothing_is_found_or_lost_by_a_shortcut(text in page()) {
        let document = Document::parse(SourceFile::new("page.md", &text));
        let short = ENGINE.detect(&document, &[]);
        let long = the_long_way(|| ENGINE.detect(&document, &[]));
        prop_assert_eq!(format!("{short:?}"), format!("{long:?}"));
    }
}

#[test]
fn the_examples_are_judged_alike_both_ways() {
    for text in EXAMPLES.iter() {
        let document = Document::parse(SourceFile::new("page.md", text));
        let short = ENGINE.detect(&document, &[]);
        let long = the_long_way(|| ENGINE.detect(&document, &[]));
        assert_eq!(format!("{short:?}"), format!("{long:?}"), "{text}");
    }
}

#[test]
fn links_that_pay_owe_their_disclosure_without_any_claim() {
    let document =
        Document::parse(SourceFile::new("page.md", "Our pick is [DriftOff](https://shop.example/p/1?aff=77).\n"));
    let rules: Vec<&str> =
        ENGINE.detect(&document, &[]).hits.iter().map(|hit| ENGINE.rules()[hit.rule].id.as_str()).collect();
    assert!(rules.contains(&"disclosure/affiliate-relation"), "{rules:?}");
}
