//! Plain sentences with slots, each filled with several names (`tests/labelled/frames/`): whether a sentence claims something
//! hangs on how it is built, not on which remedy, disease or medicine it names. `cargo test --test integration frames --
//! --nocapture` prints the frames that are told wrong with half of their names or more, but for sets that nobody is to read.

use std::collections::BTreeMap;

use claimlint::detect::Severity;

use crate::filling::Names;
use crate::repository::{lint, read, share};

/// How often each frame is filled.
const FILLS: usize = 6;

#[test]
fn plain_sentences_are_told_apart_whatever_they_name() {
    let names = Names::new(&read("tests/labelled/frames/names.tsv"));
    for row in read("tests/labelled/frames/sets.tsv").lines().skip(1) {
        let [set, head, claims, others, held_out] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}") };
        let head = &head.replace("\\n", "\n");
        let [claims, others] = [claims, others].map(|least| least.parse::<f64>().expect("a share"));
        let table = read(&format!("tests/labelled/frames/{set}.tsv"));
        let mut right = BTreeMap::from([("claim", (0, 0)), ("none", (0, 0))]);
        for (number, (label, frame)) in table.lines().skip(1).filter_map(|line| line.split_once('\t')).enumerate() {
            let flagged = |fill: &usize| flags(&names.fill(head, number, *fill), &names.fill(frame, number, *fill));
            let told = (0..FILLS).filter(|fill| flagged(fill) == (label == "claim")).count();
            let (hits, all) = right.get_mut(label).unwrap_or_else(|| panic!("{set}: label {label}"));
            (*hits, *all) = (*hits + told, *all + FILLS);
            if told * 2 <= FILLS && held_out == "no" {
                println!("{set}, {label}, {told} of {FILLS}: {}", names.fill(frame, number, 0));
            }
        }
        for (label, least) in [("claim", claims), ("none", others)] {
            let (hits, all) = right[label];
            println!("frames {set}, {label}: {hits} of {all} right, {:.3}", share(hits, all));
            assert!(all > 0 && share(hits, all) >= least, "{set}, {label}: {hits} of {all}, less than {least}");
        }
    }
}

/// Whether a sentence is flagged below a head.
fn flags(head: &str, sentence: &str) -> bool {
    let findings = lint(&format!("{head}{sentence}\n")).findings;
    let counts = |rule: &str, severity| rule.starts_with("claim/") && severity >= Severity::Warning;
    findings.iter().any(|finding| counts(&finding.rule, finding.severity) && finding.span.end > head.len())
}
