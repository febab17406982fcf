//! [`Topic`]: the substance that a page is about, by its title or by what it names most. What else a page shows is `page.rs`.
//! Floor 4.

use std::collections::BTreeMap;

use super::engine::PageSettings;
use super::page::amount;
use crate::lexicon::EntryId;

/// The substance that a page is about.
#[derive(Clone, Debug)]
pub struct Topic {
    /// The substance.
    pub entry: EntryId,
    /// Its name as the page first writes it.
    pub name: String,
}

/// What a page is about, by how often it names which substances; nothing if none stands out.
pub(super) fn topic(
    counts: &BTreeMap<EntryId, usize>,
    titled: Option<EntryId>,
    words: usize,
    settings: &PageSettings,
) -> Option<EntryId> {
    if titled.is_some() {
        return titled;
    }
    let total: usize = counts.values().sum();
    let (entry, count) = counts.iter().max_by_key(|(_, count)| **count)?;
    let share = amount(*count) / amount(total);
    let asked = (settings.topic_per_1000_words * amount(words) / 1000.0).max(amount(settings.topic_mentions));
    (amount(*count) >= asked && share >= settings.topic_share).then_some(*entry)
}
