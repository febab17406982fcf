//! What to ask of a pack beside whether it is sound: which alternatives its rules have, so that somebody can try each, and
//! which terms it puts into two classes. Floor 5.

use std::collections::BTreeMap;

use super::load::load_changed;
use super::{Loaded, PackSource, raw, yaml};
use crate::prose::norms;

/// One of the patterns of a phrase rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The rule.
    pub rule: String,
    /// The pattern as written.
    pub pattern: String,
    pack: String,
    /// Its place among the rule's.
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

/// The alternatives of a pack's phrase rules, in order.
#[must_use]
pub fn alternatives(source: &PackSource) -> Vec<Alternative> {
    let Ok(pack) = yaml::read::<raw::Pack>(&source.name, &source.text) else { return Vec::new() };
    let of_rule = |rule: &raw::Rule| -> Vec<Alternative> {
        let patterns = rule.phrase.iter().flat_map(|phrase| &phrase.any).enumerate();
        let alternative = |(nth, pattern): (usize, &raw::Text)| Alternative {
            rule: rule.id.value.clone(),
            pattern: pattern.value.clone(),
            pack: source.name.clone(),
            nth,
        };
        patterns.map(alternative).collect()
    };
    pack.rules.iter().flat_map(of_rule).collect()
}

/// Loads packs as if an alternative were not there.
#[must_use]
pub fn load_without(sources: &[PackSource], alternative: &Alternative) -> Loaded {
    load_changed(sources, |name, pack| {
        let rules = pack.rules.iter_mut().filter(|rule| name == alternative.pack && rule.id.value == alternative.rule);
        for phrase in rules.filter_map(|rule| rule.phrase.as_mut()) {
            if alternative.nth < phrase.any.len() {
                phrase.any.remove(alternative.nth);
            }
        }
    })
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
