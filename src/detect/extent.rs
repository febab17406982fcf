//! What a finding on a suggestion points at: the clauses in which its signs stand, without who signs them and without loose
//! words at their ends. What the signs are is `suggestion.rs`. Floor 4.

use std::ops::Range;

use super::view::View;
use crate::lexicon::WordBits;
use crate::prose::TokenFlags;

/// What a reader is shown of some words of a sentence.
#[must_use]
pub(super) fn shown(view: &View<'_>, at: Range<usize>) -> Range<usize> {
    unsigned(view, trimmed(view, clauses(view, at)))
}

/// The clauses that some words stand in: without them they tell a reader little.
fn clauses(view: &View<'_>, at: Range<usize>) -> Range<usize> {
    let border = |at: usize| view.is(at, WordBits::HARD_MARK.with(WordBits::COMMA));
    let start = (view.passage.own..at.start).rev().find(|at| border(*at)).map_or(view.passage.own, |mark| mark + 1);
    start.min(at.start)..(at.end..view.end()).find(|at| border(*at)).unwrap_or(view.end())
}

/// Without who signs a review: `… and dancing again. — Ines`.
fn unsigned(view: &View<'_>, at: Range<usize>) -> Range<usize> {
    const NAME: usize = 8;
    let signs = |dash: &usize| view.is_dash(*dash) && matches!(view.reading.norm(*dash - 1), "." | "!" | "?" | "\"");
    let dash = (at.start + 1..at.end).rev().take(NAME).find(signs);
    at.start..dash.unwrap_or(at.end)
}

/// A finding does not begin with `and`, nor end with `the`, and does neither within `life-jacket` or `hair's`.
fn trimmed(view: &View<'_>, at: Range<usize>) -> Range<usize> {
    let marks = [WordBits::AND, WordBits::COMMA, WordBits::COLON, WordBits::HARD_MARK];
    let links = [WordBits::DETERMINER, WordBits::PREPOSITION, WordBits::FOR, WordBits::TO, WordBits::SUBORDINATOR];
    let is = |at: usize, bits: &[WordBits]| bits.iter().any(|bits| view.is(at, *bits));
    let start = at.clone().find(|at| !is(*at, &marks)).unwrap_or(at.start);
    let end = (start..at.end).rev().find(|at| !is(*at, &marks) && !is(*at, &links)).map_or(at.end, |last| last + 1);
    let joined = |at: &usize| goes_on(view, *at);
    let start = (view.start()..=start).rev().find(|at| !joined(at)).unwrap_or(start);
    start..(end..view.end()).find(|at| !joined(at)).unwrap_or(end)
}

/// Whether a token is part of the word before it.
fn goes_on(view: &View<'_>, at: usize) -> bool {
    let ending = |norm: &str| norm.len() > 1 && norm.starts_with('\'');
    let glued = || view.tok(at).is_some() && !view.written(at, TokenFlags::SPACE_BEFORE);
    view.written(at, TokenFlags::JOINED) || (glued() && ending(view.reading.norm(at)))
}
