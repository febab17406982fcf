//! Modifiers in the manner of ConText: a cue, a direction, a reach and an effect on the relation it governs (S6 to S12).
//! A weak hedge lowers a claim and never clears it. Which words are cues is for packs to say. Floor 4.

use std::ops::Range;

use super::engine::Engine;
pub(super) use super::engine::{Direction, Effect, Modifier};
use super::frames::Frame;
use super::matching::Match;
use super::rule::glob;
use super::scope::{Governed, ends_ahead, ends_behind, is_parted, opens_anew};
use super::view::{View, overlap};
use crate::prose::{BlockId, BlockKind};

/// Most words of a verdict that stands under a heading of its own.
const FEW: usize = 8;

/// A cue in a passage.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    /// Index of the modifier.
    pub modifier: usize,
    /// Its tokens.
    pub at: Range<usize>,
}

/// The cues of a passage, looked for once.
#[must_use]
pub(super) fn cues<'r>(engine: &Engine, view: &View<'r>) -> &'r [Cue] {
    let find = || unhidden(&engine.cue_patterns.find(view, view.start()..view.end()), &engine.modifiers);
    view.passage.cues.get_or_init(find)
}

/// Where cues overlap the longest wins, and a pseudo-cue wins a tie (S6).
fn unhidden(found: &[Match], modifiers: &[Modifier]) -> Vec<Cue> {
    let pseudo: Vec<Range<usize>> =
        found.iter().filter(|m| modifiers[m.owner].effect == Effect::Pseudo).map(|m| m.at.clone()).collect();
    // `Why wouldn't you try it?` asks nothing.
    let rhetorical = found.iter().map(|m| &modifiers[m.owner]).any(|it| it.effect == Effect::Pseudo && it.question);
    let hidden = |m: &Match| {
        let overlaps = |at: &&Range<usize>| overlap(at, &m.at) && at.len() >= m.at.len();
        (rhetorical && modifiers[m.owner].question) || pseudo.iter().any(|at| overlaps(&at))
    };
    found
        .iter()
        .filter(|m| modifiers[m.owner].effect != Effect::Pseudo && !hidden(m))
        .map(|m| Cue { modifier: m.owner, at: m.at.clone() })
        .collect()
}

/// What takes a sentence back: a cue that opens the next sentence of the same block.
#[must_use]
pub(super) fn taken_back(engine: &Engine, view: &View<'_>) -> Option<String> {
    if view.passage.has_lead() {
        return None;
    }
    let next = View { passage: view.reading.next_in_block(view.passage)?, ..*view };
    acts_from(engine, &next, &engine.cue_patterns.opening(&next), Direction::Previous)
}

/// What a verdict makes of the block above it: a cue that opens the next block, or the heading that follows and the few words
/// under that. More words are a section of their own, and what it finds unproven may be anything.
#[must_use]
pub(super) fn refuted(engine: &Engine, view: &View<'_>) -> Option<String> {
    if view.passage.has_lead() {
        return None;
    }
    let next = view.reading.passages_of(view.passage.block + 1).first()?;
    let below = match view.reading.block(next).kind {
        BlockKind::Heading(_) => view.reading.passages_of(next.block + 1).first(),
        _ => None,
    };
    let below = below.filter(|below| View { passage: below, ..*view }.words() <= FEW);
    let joined = below.and_then(|below| view.reading.joined(next, below));
    let next = View { passage: joined.as_ref().unwrap_or(next), ..*view };
    acts_from(engine, &next, &engine.cue_patterns.opening(&next), Direction::Verdict)
}

/// What disowns the items of a list, a table or a quotation: a cue in their heading or in the last sentence of their
/// introduction, which may be long.
#[must_use]
pub(super) fn disowned(engine: &Engine, view: &View<'_>) -> Option<String> {
    let block = view.reading.block(view.passage);
    let item = matches!(block.kind, BlockKind::ListItem | BlockKind::TableCell { .. } | BlockKind::Definition);
    let above = if item || block.context.quote > 0 { block.heading.iter().chain(&block.lead) } else { return None };
    let last = |above: &BlockId| view.reading.passages_of(*above).iter().rfind(|passage| !passage.has_lead());
    above.filter_map(last).find_map(|passage| {
        let above = View { passage, ..*view };
        let found = engine.cue_patterns.find(&above, above.start()..above.end());
        acts_from(engine, &above, &found, Direction::Below)
    })
}

/// The first cue of another sentence that acts from there, in words.
fn acts_from(engine: &Engine, there: &View<'_>, found: &[Match], direction: Direction) -> Option<String> {
    let cue = found.iter().find(|cue| engine.modifiers[cue.owner].direction == direction)?;
    Some(format!("{} “{}”", engine.modifiers[cue.owner].id, there.text(cue.at.clone())))
}

/// Whether a cue governs what is said.
#[must_use]
pub(super) fn governs(view: &View<'_>, modifier: &Modifier, cue: &Cue, said: Governed<'_>) -> bool {
    let Governed { trigger, extent, frame, .. } = said;
    if modifier.question && !view.asks() {
        return false;
    }
    let initial = cue.at.start == view.start();
    if modifier.not_initial && initial {
        return false;
    }
    if !modifier.frames.is_empty() && !modifier.frames.contains(&frame) {
        return false;
    }
    if frame == Frame::Testimony && modifier.frames.is_empty() {
        // A customer's “no shakes” denies nothing; what makes a review harmless is listed for reviews.
        return false;
    }
    if frame.is_impression() && modifier.effect == Effect::Silence && !stands_outside(modifier) {
        return true;
    }
    let within = |distance: usize| modifier.window.is_none_or(|window| distance <= window);
    match modifier.direction {
        Direction::Sentence => !opens_anew(view, &cue.at, said),
        Direction::Clause => !is_parted(view, &cue.at, said),
        // Such a cue stands outside the claim's sentence: `taken_back` and `disowned` read it.
        Direction::Previous | Direction::Verdict | Direction::Below => false,
        Direction::Forward => {
            let anchor = trigger.start.max(extent.start);
            // Inside the claim's own extent a cue still governs what follows it.
            let anchor = if cue.at.end <= anchor { anchor } else { extent.end };
            cue.at.end <= anchor
                && within(anchor.saturating_sub(cue.at.end))
                && !ends_ahead(view, &cue.at, said, anchor)
        }
        Direction::Backward => {
            cue.at.start >= trigger.end
                && within(cue.at.start - trigger.end)
                && !ends_behind(view, trigger.end..cue.at.start)
        }
    }
}

/// Whether a cue acts on other sentences than its own.
fn stands_outside(modifier: &Modifier) -> bool {
    matches!(modifier.direction, Direction::Previous | Direction::Verdict | Direction::Below)
}

/// Whether a modifier leaves the claims of a rule alone.
#[must_use]
pub(super) fn spares(modifier: &Modifier, rule: &str) -> bool {
    modifier.spares.iter().any(|pattern| glob(pattern, rule))
}
