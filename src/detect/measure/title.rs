//! Titles: search phrases piled up, parted by bars, or one keyword over and over. A title that names its topic once is
//! none, however long a reader finds it. Floor 4.

use std::collections::BTreeMap;

use super::phrases::words;
use super::{Limits, Measured, Place, Sheet};
use crate::detect::page::is_page_title;
use crate::lexicon::Class;
use crate::prose::TokenFlags;

/// The first title that is stuffed.
pub(super) fn found(sheet: &Sheet<'_>, limits: Limits<'_>) -> Option<Measured> {
    let reading = sheet.run.reading;
    let titles = 0..reading.document.blocks.len();
    titles.filter(|block| is_page_title(reading, *block)).find_map(|block| {
        let signals = signals(sheet, limits, block);
        let at = reading.whole(block)?;
        (!signals.is_empty()).then(|| Measured { at: Place::Words(at), signals, others: Vec::new() })
    })
}

fn signals(sheet: &Sheet<'_>, limits: Limits<'_>, block: usize) -> Vec<String> {
    let reading = sheet.run.reading;
    let passages = || {
        let own = reading.passages_of(block).iter().filter(|passage| !passage.has_lead());
        own.map(|passage| sheet.view(passage))
    };
    let health = |class: Class| class == Class::Substance || class.is_disease();
    if !passages().any(|view| view.matching(health).next().is_some()) {
        return Vec::new();
    }
    let mut out = Vec::new();
    let all = reading.document.blocks.get(block).map(words).unwrap_or_default();
    if limits.reached("words", all) {
        out.push(format!("{all} words"));
    }
    let (mut separators, mut counts) = (0usize, BTreeMap::<&str, usize>::new());
    let keyword = |class: Class| matches!(class, Class::Substance | Class::Product) || class.is_target();
    for view in passages() {
        for at in (view.start()..view.end()).filter(|at| view.written(*at, TokenFlags::MARK)) {
            separators += usize::from(matches!(reading.norm(at), "|" | "—" | "–" | "-" | "•" | "·" | "»"));
        }
        for mention in view.matching(keyword) {
            *counts.entry(reading.norm(mention.start as usize)).or_default() += 1;
        }
    }
    if limits.reached("separators", separators) {
        out.push(format!("{separators} separators"));
    }
    if let Some((word, count)) = counts.into_iter().max_by_key(|(_, count)| *count)
        && limits.reached("repeats", count)
    {
        out.push(format!("“{word}” {count} times"));
    }
    let phrases = sheet.phrases.iter().filter(|phrase| phrase.block == block).count();
    if limits.reached("phrases", phrases) {
        out.push(format!("{phrases} search phrases"));
    }
    out
}
