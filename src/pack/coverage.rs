//! What to ask of a pack beside whether it is sound: which alternatives its rules have, so that somebody can try each, and
//! which terms it puts into two classes. Floor 5.

use std::collections::BTreeMap;

use super::load::load_changed;
use super::{Loaded, PackSource, raw, yaml};
use crate::prose::norms;

/// One of several ways in which a rule fires: a pattern of a phrase, a frame, relation, target or group of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The rule.
    pub rule: String,
    /// The pattern or name as written.
    pub pattern: String,
    pack: String,
    /// The list it stands in, and its place there.
    list: usize,
    nth: usize,
}

/// A term that stands in lexicons of two classes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwoClasses {
    /// The term.
    pub term: String,
    /// The first lexicon and its class.
    pub first: (String, String),
    /// The other.
    pub second: (String, String),
}

/// The alternatives of a pack's rules, in order. A list of one says what must be, and is none.
#[must_use]
pub fn alternatives(source: &PackSource) -> Vec<Alternative> {
    let Ok(pack) = yaml::read::<raw::Pack>(&source.name, &source.text) else { return Vec::new() };
    let of_rule = |rule: &raw::Rule| -> Vec<Alternative> {
        let alternative = |list, nth, pattern: &raw::Text| Alternative {
            rule: rule.id.value.clone(),
            pattern: pattern.value.clone(),
            pack: source.name.clone(),
            list,
            nth,
        };
        let lists = lists(rule).enumerate().filter(|(_, texts)| texts.len() > 1);
        lists
            .flat_map(|(list, texts)| texts.iter().enumerate().map(move |(nth, text)| alternative(list, nth, text)))
            .collect()
    };
    pack.rules.iter().flat_map(of_rule).collect()
}

/// Loads packs as if an alternative were not there.
#[must_use]
pub fn load_without(sources: &[PackSource], alternative: &Alternative) -> Loaded {
    load_changed(sources, |name, pack| {
        let rules = pack.rules.iter_mut().filter(|rule| name == alternative.pack && rule.id.value == alternative.rule);
        for list in rules.filter_map(|rule| lists_mut(rule).nth(alternative.list)) {
            if alternative.nth < list.len() {
                list.remove(alternative.nth);
            }
        }
    })
}

/// The lists of a rule whose entries are alternatives.
fn lists(rule: &raw::Rule) -> impl Iterator<Item = &Vec<raw::Text>> {
    let claim = rule.claim.iter().flat_map(|claim| [&claim.frames, &claim.relations, &claim.targets, &claim.groups]);
    rule.phrase.iter().map(|phrase| &phrase.any).chain(claim)
}

/// The same, to be changed.
fn lists_mut(rule: &mut raw::Rule) -> impl Iterator<Item = &mut Vec<raw::Text>> {
    let claim = rule
        .claim
        .iter_mut()
        .flat_map(|claim| [&mut claim.frames, &mut claim.relations, &mut claim.targets, &mut claim.groups]);
    rule.phrase.iter_mut().map(|phrase| &mut phrase.any).chain(claim)
}

/// The terms that `own` packs put into another class than some pack does, in the order of the packs.
#[must_use]
pub fn in_two_classes(others: &[PackSource], own: &[PackSource]) -> Vec<TwoClasses> {
    let mut seen: BTreeMap<Vec<String>, (String, String)> = BTreeMap::new();
    let mut found = Vec::new();
    for (source, ours) in others.iter().map(|source| (source, false)).chain(own.iter().map(|source| (source, true))) {
        let Ok(pack) = yaml::read::<raw::Pack>(&source.name, &source.text) else { continue };
        for entry in &pack.lexicons {
            let here = (entry.id.value.clone(), entry.class.value.clone());
            for term in entry.terms.iter().chain(&entry.exact).chain(&entry.vague) {
                match seen.get(&norms(&term.value)) {
                    Some(before) if before.1 != here.1 => {
                        if ours {
                            let (first, second) = (before.clone(), here.clone());
                            found.push(TwoClasses { term: term.value.clone(), first, second });
                        }
                    }
                    Some(_) => {}
                    None => {
                        seen.insert(norms(&term.value), here.clone());
                    }
                }
            }
        }
    }
    found
}
