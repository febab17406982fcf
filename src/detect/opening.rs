//! How a page opens: a seller welcomes and speaks of himself, a ministry decides, an encyclopaedia defines. What runs of
//! words count for promotion is for packs to say; other evidence of the page is `evidence.rs`. Floor 4.

use super::engine::Engine;
use super::page::{amount, is_page_title};
use super::reading::Reading;
use super::symbols::{Small, SymbolTable, runs};
use super::view::{View, apart};
use super::way::Way;
use crate::text::quoted;

/// The ways to read an opening; it has no heading above it.
const WAYS: [Way; 5] = [Way::Words, Way::Stems, Way::Fields, Way::Senses, Way::Kinds];

/// What the first words of a page tell.
pub(super) struct Opened {
    /// Points for promotion, or against it.
    pub(super) points: f64,
    /// The words that count most for that.
    pub(super) by: Vec<String>,
}

/// What the first words of a page count for promotion; nothing if packs say nothing of openings, or if it has no title: then
/// it is a piece of a page. Few words tell little.
#[must_use]
pub(super) fn opened(engine: &Engine, reading: &Reading<'_>) -> Option<Opened> {
    let opening = &engine.opening;
    let passages = passages(engine, reading);
    if !has_title(reading, &passages) {
        return None;
    }
    let words: usize = passages.iter().map(View::words).sum();
    let share = amount(words.min(opening.enough)) / amount(opening.enough.max(1));
    let table =
        SymbolTable::new(&opening.runs, (&engine.lexicon, reading), passages.first()?.start()..passages.last()?.end());
    let mut all: Vec<Small> = passages.iter().flat_map(|view| table.found(&opening.runs, view, &WAYS)).collect();
    all.sort_by_key(|small| (small.run, small.start));
    all.dedup_by_key(|small| small.run);
    let sum = all.iter().fold(opening.base, |sum, small| sum.saturating_add(small.points));
    let points = share * f64::from(sum.clamp(opening.least, opening.most.max(opening.least))) / 100.0;
    let by = strongest(reading, all, if points < 0.0 { -1 } else { 1 });
    Some(Opened { points, by })
}

/// The words of the runs that count most in one direction, no word twice.
fn strongest(reading: &Reading<'_>, mut all: Vec<Small>, direction: i32) -> Vec<String> {
    const NAMED: usize = 3;
    all.retain(|small| small.points * direction > 0 && small.start < small.end);
    all.sort_by_key(|small| (-small.points * direction, small.start));
    let at = |small: &Small| small.start as usize..small.end as usize;
    apart(&all, NAMED, at).into_iter().map(|small| quoted(&reading.shown(at(small)))).collect()
}

/// All runs that its first words could count by, written as packs write them; none of a page without a title.
#[must_use]
pub(super) fn written(engine: &Engine, reading: &Reading<'_>) -> Vec<String> {
    let passages = passages(engine, reading);
    if !has_title(reading, &passages) {
        return Vec::new();
    }
    let mut out: Vec<String> = passages.iter().flat_map(|view| runs(view, &WAYS)).collect();
    out.sort_unstable();
    out.dedup();
    out
}

fn has_title(reading: &Reading<'_>, passages: &[View<'_>]) -> bool {
    passages.iter().any(|view| is_page_title(reading, view.passage.block))
}

/// The passages that begin among the first words.
fn passages<'r>(engine: &'r Engine, reading: &'r Reading<'r>) -> Vec<View<'r>> {
    let mut before = 0;
    let opens = |view: &View<'_>| {
        let opens = before < engine.opening.words;
        before += view.words();
        opens
    };
    let own = reading.passages.iter().filter(|passage| reading.tells(passage));
    own.map(|passage| View { reading, lexicon: &engine.lexicon, passage }).take_while(opens).collect()
}
