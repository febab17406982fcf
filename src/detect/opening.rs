//! How a page opens: a seller welcomes and speaks of himself, a ministry decides, an encyclopaedia defines. What runs of
//! words count for promotion is for packs to say; other evidence of the page is `evidence.rs`. Floor 4.

use super::engine::Engine;
use super::page::{amount, is_page_title};
use super::passage::Passage;
use super::reading::Reading;
use super::symbols::{SymbolTable, Way, found, runs};
use super::view::View;
use crate::prose::TokenFlags;

/// The ways to read an opening; it has no heading above it.
const WAYS: [Way; 3] = [Way::Words, Way::Stems, Way::Kinds];

/// What the first words of a page count for promotion; nothing if packs say nothing of openings, or if it has no title: then
/// it is a piece of a page. Few words tell little.
#[must_use]
pub(super) fn points(engine: &Engine, reading: &Reading<'_>) -> Option<f64> {
    let opening = &engine.opening;
    let passages = passages(reading, opening.words);
    if !passages.iter().any(|passage| is_page_title(reading, passage.block)) {
        return None;
    }
    let words: usize = passages.iter().map(|passage| words(reading, passage)).sum();
    let share = amount(words.min(opening.enough)) / amount(opening.enough.max(1));
    let toks = passages.first()?.toks.start..passages.last()?.toks.end;
    let table = SymbolTable::new(&opening.runs, reading, toks);
    let view = |passage| View { reading, lexicon: &engine.lexicon, passage };
    let mut all: Vec<(u32, i32)> = Vec::new();
    for passage in passages {
        all.extend(found(&opening.runs, &table, &view(passage), &WAYS).iter().map(|small| (small.run, small.points)));
    }
    all.sort_unstable();
    all.dedup();
    let hundredths = all.into_iter().fold(opening.base, |sum, (_, points)| sum.saturating_add(points));
    Some(share * f64::from(hundredths.max(opening.least)) / 100.0)
}

/// All runs that its first words could count by, written as packs write them.
#[must_use]
pub(super) fn written(engine: &Engine, reading: &Reading<'_>) -> Vec<String> {
    let view = |passage| View { reading, lexicon: &engine.lexicon, passage };
    let passages = passages(reading, engine.opening.words).into_iter();
    let mut out: Vec<String> = passages.flat_map(|passage| runs(&view(passage), &WAYS)).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// The passages that begin among the first words.
fn passages<'r>(reading: &'r Reading<'_>, most: usize) -> Vec<&'r Passage> {
    let mut before = 0;
    let opens = |passage: &&Passage| {
        let opens = before < most;
        before += words(reading, passage);
        opens
    };
    reading.passages.iter().filter(|passage| !passage.has_lead()).take_while(opens).collect()
}

/// How many words a passage has.
fn words(reading: &Reading<'_>, passage: &Passage) -> usize {
    reading.toks[passage.toks.clone()].iter().filter(|tok| !tok.flags.has(TokenFlags::MARK)).count()
}
