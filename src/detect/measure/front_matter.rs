//! Front matter: too many keywords and tags, or one substance for every disease there is. What the page says is none of
//! this file's. Floor 4.

use std::collections::BTreeMap;

use super::{Limits, Measured, Phrase, Place, Sheet};
use crate::lexicon::Class;
use crate::prose::{BlockKind, FrontMatterKey};

/// The keywords that vary one phrase, or all of them.
pub(super) fn found(sheet: &Sheet<'_>, limits: Limits<'_>) -> Option<Measured> {
    let reading = sheet.run.reading;
    let blocks = &reading.document.blocks;
    let is_key = |block: usize| {
        matches!(blocks[block].kind, BlockKind::FrontMatter(FrontMatterKey::Keyword | FrontMatterKey::Tag))
    };
    let mut varied: BTreeMap<_, Vec<&Phrase>> = BTreeMap::new();
    for phrase in sheet.phrases.iter().filter(|phrase| is_key(phrase.block)) {
        varied.entry(phrase.substance).or_default().push(phrase);
    }
    let most = varied.into_values().max_by_key(Vec::len).unwrap_or_default();
    if limits.reached("variants", most.len()) {
        let signals = vec![format!("{} keywords vary it", most.len())];
        let others = most[1..].iter().map(|phrase| phrase.at.clone()).collect();
        return Some(Measured { at: Place::Words(most[0].at.clone()), signals, others });
    }
    let keys: Vec<usize> = (0..blocks.len()).filter(|block| is_key(*block)).collect();
    let health = |class: Class| class == Class::Substance || class.is_disease();
    let about = reading
        .passages
        .iter()
        .filter(|passage| is_key(passage.block))
        .any(|passage| reading.mentions[passage.mentions.clone()].iter().any(|mention| health(mention.class)));
    if !about || !limits.reached("keywords", keys.len()) {
        return None;
    }
    let first = reading.whole(keys[0])?;
    let signals = vec![format!("{} keywords and tags", keys.len())];
    Some(Measured { at: Place::Words(first), signals, others: Vec::new() })
}
