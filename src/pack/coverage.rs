//! What to ask of a pack beside whether it is sound: which alternatives its rules have, so that each can be tried alone, and
//! which terms it puts into two classes. Floor 5.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::mem::take;

use super::load::load_changed;
use super::{Loaded, PackSource, raw, yaml};
use crate::prose::norms;
use crate::text::SourceFile;

/// One of several ways in which a rule fires: a pattern of a phrase, a frame, relation, target or group of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The pack that has it.
    pub pack: String,
    /// The rule.
    pub rule: String,
    /// The pattern or name as written.
    pub pattern: String,
    /// The rule that fires by it alone, where alternatives are [`apart`].
    pub alone: String,
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

/// Packs as if each alternative were a rule of its own, with those alternatives: once for each list that rules may have,
/// since a claim takes one entry of each of its lists. A list of one says what must be, and has no alternatives.
pub fn apart(sources: &[PackSource]) -> impl Iterator<Item = (Loaded, Vec<Alternative>)> {
    (0..LISTS).map(|list| {
        let all = RefCell::new(Vec::new());
        let loaded = load_changed(sources, |name, pack| {
            let rules = take(&mut pack.rules).into_iter();
            pack.rules = rules.flat_map(|rule| split(name, rule, list, &mut all.borrow_mut())).collect();
        });
        (loaded, all.into_inner())
    })
}

/// A rule for each entry of one of its lists, told of in `all`; the rule itself if there is nothing to choose.
fn split(pack: &str, mut rule: raw::Rule, list: usize, all: &mut Vec<Alternative>) -> Vec<raw::Rule> {
    let Some(entries) = lists(&mut rule).nth(list).filter(|entries| entries.len() > 1).cloned() else {
        return vec![rule];
    };
    let alone = |(nth, entry): (usize, raw::Text)| {
        let mut one = rule.clone();
        one.id.value = format!("{}-{nth}", rule.id.value);
        one.examples.clear();
        all.push(Alternative {
            pack: pack.to_owned(),
            rule: rule.id.value.clone(),
            pattern: entry.value.clone(),
            alone: one.id.value.clone(),
        });
        lists(&mut one).nth(list).into_iter().for_each(|entries| *entries = vec![entry.clone()]);
        only_kind(&mut one, list);
        one
    };
    entries.into_iter().enumerate().map(alone).collect()
}

/// Leaves a rule no other way to fire than by one of its lists: not by phrases beside frames, nor the other way round.
fn only_kind(rule: &mut raw::Rule, list: usize) {
    match rule.phrase.as_mut() {
        Some(phrase) if list < PHRASE_LISTS => {
            let other = if list == 0 { &mut phrase.felt } else { &mut phrase.any };
            other.clear();
            rule.claim = None;
        }
        _ if rule.claim.is_some() => rule.phrase = None,
        _ => {}
    }
}

/// How many of its lists are phrases.
const PHRASE_LISTS: usize = 2;

/// The most lists of alternatives that a rule has.
const LISTS: usize = 6;

/// The lists of a rule whose entries are alternatives, in their order.
fn lists(rule: &mut raw::Rule) -> impl Iterator<Item = &mut Vec<raw::Text>> {
    let phrase = rule.phrase.as_mut().map(|phrase| [&mut phrase.any, &mut phrase.felt]);
    let claim = rule.claim.as_mut();
    let claim = claim.map(|claim| [&mut claim.frames, &mut claim.relations, &mut claim.targets, &mut claim.groups]);
    phrase.into_iter().flatten().chain(claim.into_iter().flatten())
}

/// The terms that `own` packs put into another class than some pack does, in the order of the packs.
#[must_use]
pub fn in_two_classes(others: &[PackSource], own: &[PackSource]) -> Vec<TwoClasses> {
    let mut seen: BTreeMap<Vec<String>, (String, String)> = BTreeMap::new();
    let mut found = Vec::new();
    for (source, ours) in others.iter().map(|source| (source, false)).chain(own.iter().map(|source| (source, true))) {
        let Ok(pack) = yaml::read::<raw::Pack>(&SourceFile::new(&source.name, &source.text)) else { continue };
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
