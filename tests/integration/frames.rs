//! Plain sentences with slots, each filled with several names (`tests/labelled/frames/`): whether a sentence claims something
//! hangs on how it is built, not on which remedy, disease or medicine it names. `cargo test --test integration frames --
//! --nocapture` prints the frames that are told wrong with half of their names or more.

use std::collections::BTreeMap;

use claimlint::detect::Severity;

use crate::repository::{lint, read, share};

/// How often each frame is filled.
const FILLS: usize = 6;

/// Sets of frames, the share of claims that must be found in each, and of others that must stay silent.
const SETS: [(&str, f64, f64); 3] = [("plain", 0.95, 0.98), ("second", 0.92, 0.97), ("third", 0.92, 0.97)];

/// Names by what they name. How far the next name is that a frame is filled with differs by kind, so that they meet in many
/// ways.
struct Names(Vec<(String, Vec<String>)>);

impl Names {
    fn new(table: &str) -> Self {
        let mut by_kind: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (kind, name) in table.lines().skip(1).filter_map(|line| line.split_once('\t')) {
            by_kind.entry(kind.to_owned()).or_default().push(name.to_owned());
        }
        Self(by_kind.into_iter().collect())
    }

    /// A frame with a name in each slot: `{disease}`, and `{Disease}` where a sentence begins.
    fn fill(&self, frame: &str, number: usize, fill: usize) -> String {
        let steps = [11, 3, 5, 7];
        self.0.iter().zip(steps).fold(frame.to_owned(), |text, ((kind, names), step)| {
            let name = &names[(number * 13 + fill * step) % names.len()];
            text.replace(&format!("{{{kind}}}"), name)
                .replace(&format!("{{{}}}", capitalised(kind)), &capitalised(name))
        })
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[test]
fn plain_sentences_are_told_apart_whatever_they_name() {
    let names = Names::new(&read("tests/labelled/frames/names.tsv"));
    for (set, claims, others) in SETS {
        let table = read(&format!("tests/labelled/frames/{set}.tsv"));
        let mut right = BTreeMap::from([("claim", (0, 0)), ("none", (0, 0))]);
        for (number, (label, frame)) in table.lines().skip(1).filter_map(|line| line.split_once('\t')).enumerate() {
            let told = (0..FILLS).filter(|fill| flags(&names.fill(frame, number, *fill)) == (label == "claim")).count();
            let (hits, all) = right.get_mut(label).unwrap_or_else(|| panic!("{set}: label {label}"));
            (*hits, *all) = (*hits + told, *all + FILLS);
            if told * 2 <= FILLS {
                println!("{set}, {label}, {told} of {FILLS}: {}", names.fill(frame, number, 0));
            }
        }
        for (label, least) in [("claim", claims), ("none", others)] {
            let (hits, all) = right[label];
            println!("frames {set}, {label}: {hits} of {all} right");
            assert!(all > 0 && share(hits, all) >= least, "{set}, {label}: {hits} of {all}, less than {least}");
        }
    }
}

/// Whether a sentence alone is flagged.
fn flags(sentence: &str) -> bool {
    let findings = lint(&format!("{sentence}\n")).findings;
    findings.iter().any(|finding| finding.rule.starts_with("claim/") && finding.severity >= Severity::Warning)
}
