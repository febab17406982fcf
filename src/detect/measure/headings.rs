//! Headings: one search phrase in most of a page's headings, or one substance for this, for that, for the next. Questions
//! are how readers ask, and silent. Floor 4.

use std::collections::BTreeMap;

use super::{Limits, Measured, Phrase, Place, Sheet};
use crate::detect::page::amount;
use crate::prose::BlockKind;

/// The headings that hold one phrase, or vary it.
pub(super) fn found(sheet: &Sheet<'_>, limits: Limits<'_>) -> Option<Measured> {
    let blocks = &sheet.run.reading.document.blocks;
    let below = |block: usize| matches!(blocks[block].kind, BlockKind::Heading(level) if level > 1);
    let total = (0..blocks.len()).filter(|block| below(*block)).count();
    let in_headings = || sheet.phrases.iter().filter(|phrase| !phrase.natural && below(phrase.block));
    let mut same: BTreeMap<&str, Vec<&Phrase>> = BTreeMap::new();
    let mut varied: BTreeMap<_, Vec<&Phrase>> = BTreeMap::new();
    for phrase in in_headings() {
        same.entry(&phrase.key).or_default().push(phrase);
        if let Some(substance) = phrase.substance {
            varied.entry(substance).or_default().push(phrase);
        }
    }
    let of = |phrases: &[&Phrase], what: &str| {
        let signals = vec![format!("{} of {total} headings {what}", phrases.len())];
        let others = phrases[1..].iter().map(|phrase| phrase.at.clone()).collect();
        Some(Measured { at: Place::Words(phrases[0].at.clone()), signals, others })
    };
    let most = same.into_values().max_by_key(Vec::len).unwrap_or_default();
    if limits.reached("headings", total) && amount(most.len()) / amount(total) >= limits.get("share") {
        return of(&most, "hold it");
    }
    let most = varied.into_values().max_by_key(Vec::len).unwrap_or_default();
    if limits.reached("same", most.len()) { of(&most, "vary it") } else { None }
}
