//! The gate with the built-in words: it shuts out what names nothing of health, lets in whatever does, also in disguise, and
//! so loses nothing. Tests only. Floor 5.

use std::sync::{Arc, LazyLock};

use super::engine;
use super::shortcut_tests::{DISGUISES, EXAMPLES, disguised};
use crate::detect::Engine;
use crate::lexicon::WordBits;
use crate::prose::Document;
use crate::text::SourceFile;

static ENGINE: LazyLock<Arc<Engine>> = LazyLock::new(engine);

/// Text of a manual, longer than the shortest that is passed over.
static MANUAL: LazyLock<String> = LazyLock::new(|| {
    let paragraph = "The tent stands on four poles. Press each pole into its sleeve, then hook the fly to the corner ring and \
                     turn the strap twice. Don't pull the zip over the flap: it runs best along the seam.\n\n";
    paragraph.repeat(12)
});

fn is_shut(text: &str) -> bool {
    ENGINE.skim(text, &[]).is_some()
}

/// A text with something said on a line of its own in the middle of the manual.
fn amid(said: &str) -> String {
    format!("# Poles and pegs\n\n{}{said}\n\n{}", *MANUAL, *MANUAL)
}

#[test]
fn what_names_nothing_of_health_is_passed_over() {
    assert!(is_shut(&amid("Memory, energy and stress of a pole: add a mat, stay calm, same as above.")));
    assert!(is_shut(&amid(
        "See [the pegs](https://tents.example/pegs)s, `x86_64`, snake_case_names, don&#39;t, R&amp;D, 6&times;."
    )));
    assert!(is_shut(&amid("```rust\nlet map: Vec<u8>= a.b{c}d;\n```")));
    assert!(is_shut(&amid("Żółta linka, 缝合 の 線, naïve ropes — “as they say”.")));
    assert!(!is_shut(&amid("It is of no use for gout.")));
    assert!(!is_shut("The tent stands."), "it is short");
}

#[test]
fn each_word_of_health_opens_the_gate_in_any_disguise() {
    let words = ENGINE.lexicon.words().filter(|(_, word)| ENGINE.lexicon.bits(*word).any(WordBits::HEALTH));
    let plain = |word: &&str| word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let all: Vec<&str> = words.map(|(text, _)| text).filter(plain).collect();
    assert!(all.len() > 3_000, "{} words", all.len());
    // A tenth of them in each disguise keeps the test quick.
    for (nth, word) in all.iter().enumerate().filter(|(nth, _)| nth % 10 == 0) {
        for how in 0..DISGUISES {
            let written = disguised(word, how);
            // Nobody reads a word of which one letter is left.
            if written.bytes().filter(u8::is_ascii_alphabetic).count() < 2 {
                continue;
            }
            assert!(!is_shut(&amid(&format!("A knot of {written}, tied twice."))), "{nth}: {written}");
        }
    }
}

#[test]
fn a_word_that_is_parted_opens_the_gate() {
    for parted in [
        "mi[grai](https://tents.example)ne",
        "mig<!-- x -->raine",
        "mi{% x %}graine",
        "mig&shy;raine",
        "m&#x69;graine",
        "mi<b>gra</b>ine",
        "*mi*_graine_",
        "M.I.G.R.A.I.N.E",
        "migra1ne",
        "tent-migraine-pole",
        "tent_migraine",
        "[migraine](x)",
        "https://tents.example/migraine/",
    ] {
        assert!(!is_shut(&amid(parted)), "{parted}");
    }
}

#[test]
fn names_of_the_project_and_suppressions_open_the_gate() {
    let names = [vec!["brollivant".to_owned(), "forte".to_owned()]];
    let page = amid("Brollivant Forte is new.");
    assert!(ENGINE.skim(&page, &names).is_none() && is_shut(&page));
    assert!(!is_shut(&amid("<!-- claimlint-allow claim/cure -- agreed -->")));
}

#[test]
fn words_and_code_are_counted() {
    let page = amid("one two\n\n```sh\nthree four\n```\n\n~~~\nfive\n~~~");
    let skimmed = ENGINE.skim(&page, &[]).unwrap();
    let manual = MANUAL.split_whitespace().count() * 2;
    assert_eq!((skimmed.words, skimmed.code_blocks), (manual + 5, 2));
}

#[test]
fn what_the_rules_give_as_claims_opens_the_gate() {
    let shut = EXAMPLES.iter().filter(|text| {
        let long = format!("{text}\n\n{}", *MANUAL);
        is_shut(&long)
            && !ENGINE
                .detect(&Document::parse(SourceFile::new("a.md", &long)), &[])
                .hits
                .iter()
                .all(|hit| hit.silenced.is_some())
    });
    // “Four spoonfuls a day and I got my life back” names nothing; a page that does not say more than that is none of health.
    let shut: Vec<&String> = shut.collect();
    assert!(shut.len() * 200 < EXAMPLES.len(), "{} of {}: {shut:#?}", shut.len(), EXAMPLES.len());
}
