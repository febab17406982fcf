//! Image texts: search phrases where a description of the picture should stand. A picture of kratom may say so.
//! Floor 4.

use super::phrases::words;
use super::{Limits, Measured, Place, Sheet};
use crate::detect::page::amount;
use crate::lexicon::{Class, WordBits};
use crate::prose::BlockKind;

/// The first image text that is stuffed, or the first of many that hold a phrase.
pub(super) fn found(sheet: &Sheet<'_>, limits: Limits<'_>) -> Option<Measured> {
    let reading = sheet.run.reading;
    let blocks = &reading.document.blocks;
    let images: Vec<usize> = (0..blocks.len()).filter(|block| blocks[*block].kind == BlockKind::Alt).collect();
    let held = |block: usize| sheet.phrases.iter().filter(|phrase| phrase.block == block).count();
    let with: Vec<usize> = images.iter().copied().filter(|block| held(*block) > 0).collect();
    let mut signals = Vec::new();
    let mut stuffed: Vec<usize> = Vec::new();
    for block in with.iter().copied() {
        let (phrases, words) = (held(block), words(&blocks[block]));
        let commas = blocks[block].prose.matches([',', '|', ';']).count();
        let found = if limits.reached("phrases", phrases) {
            format!("{phrases} search phrases in one image text")
        } else if limits.reached("words", words) {
            format!("a search phrase in an image text of {words} words")
        } else if limits.reached("commas", commas) && is_list(sheet, block) {
            "an image text that is a list of keywords".to_owned()
        } else {
            continue;
        };
        if stuffed.is_empty() {
            signals.push(found);
        }
        stuffed.push(block);
    }
    if limits.reached("images", images.len()) && amount(with.len()) / amount(images.len()) >= limits.get("share") {
        signals.push(format!("{} of {} image texts hold a search phrase", with.len(), images.len()));
        stuffed.extend(with);
    }
    stuffed.dedup();
    let first = reading.whole(*stuffed.first()?)?;
    let others =
        stuffed[1..].iter().filter(|block| **block != stuffed[0]).filter_map(|block| reading.whole(*block)).collect();
    Some(Measured { at: Place::Words(first), signals, others })
}

/// Whether commas part little but substances, diseases and goods.
fn is_list(sheet: &Sheet<'_>, block: usize) -> bool {
    let reading = sheet.run.reading;
    let keyword = |class: Class| matches!(class, Class::Substance | Class::Product) || class.is_target();
    let mut parts = 0usize;
    let mut named = 0usize;
    for passage in reading.passages_of(block) {
        let view = sheet.view(passage);
        parts += 1 + (view.start()..view.end()).filter(|at| view.is(*at, WordBits::COMMA)).count();
        named += view.matching(keyword).count();
    }
    named >= parts
}
