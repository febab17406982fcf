//! Modifiers in the manner of ConText: a cue, a direction, a reach and an effect on the relation it governs (S6 to S12).
//! A weak hedge lowers a claim and never clears it. Which words are cues is for packs to say. Floor 4.

use std::ops::Range;

use super::above;
use super::engine::Engine;
pub(super) use super::engine::{Direction, Effect, Modifier};
use super::frames::Frame;
use super::matching::Match;
use super::rule::glob;
use super::scope::{Governed, ends_ahead, ends_behind, is_parted, opens_anew};
use super::view::{View, overlap};
use crate::lexicon::WordBits;
use crate::prose::BlockKind;

/// Most words of a verdict that stands under a heading of its own.
const FEW: usize = 8;

/// Most tokens from a cue to the mark that makes a label of it.
const LABEL: usize = 6;

/// The marks of a label: `Side effects: …`, `Who should not take it? …`.
const ANNOUNCES: WordBits = WordBits::COLON.with(WordBits::QUESTION_MARK);

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

/// The cues that open a passage.
fn opening(engine: &Engine, view: &View<'_>) -> Vec<Cue> {
    engine.cue_patterns.opening(view).into_iter().map(|found| Cue { modifier: found.owner, at: found.at }).collect()
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

/// A cue of another sentence that takes something back.
#[derive(Clone, Debug)]
pub(super) struct CueElsewhere<'e> {
    modifier: &'e Modifier,
    /// In words.
    reason: String,
}

impl CueElsewhere<'_> {
    /// What silences claims of a frame, if this does.
    #[must_use]
    pub(super) fn silences(&self, frame: Frame) -> Option<String> {
        let acts = self.modifier.frames.is_empty() || self.modifier.frames.contains(&frame);
        acts.then(|| self.reason.clone())
    }
}

/// What other sentences make of all that a sentence says: what takes it back in the next, the verdict in the block below,
/// what the heading or the introduction above says of its items.
#[must_use]
pub(super) fn cues_elsewhere<'e>(engine: &'e Engine, view: &View<'_>) -> Vec<CueElsewhere<'e>> {
    let mut out = taken_back(engine, view);
    out.extend(refuted(engine, view));
    out.extend(disowned(engine, view));
    out
}

/// What takes a sentence back: a cue that opens the next sentence of the same block.
fn taken_back<'e>(engine: &'e Engine, view: &View<'_>) -> Vec<CueElsewhere<'e>> {
    let next = if view.passage.has_lead() { None } else { view.reading.next_in_block(view.passage) };
    let Some(next) = next.map(|passage| View { passage, ..*view }) else { return Vec::new() };
    acting_from(engine, &next, &opening(engine, &next), Direction::Previous)
}

/// What a verdict makes of the block above it: a cue that opens the next block, or the heading that follows and the few words
/// under that. More words are a section of their own, and what it finds unproven may be anything.
fn refuted<'e>(engine: &'e Engine, view: &View<'_>) -> Vec<CueElsewhere<'e>> {
    let next = view.reading.passages_of(view.passage.block + 1).first().filter(|_| !view.passage.has_lead());
    let Some(next) = next else { return Vec::new() };
    let below = match view.reading.block(next).kind {
        BlockKind::Heading(_) => view.reading.passages_of(next.block + 1).first(),
        _ => None,
    };
    let below = below.filter(|below| View { passage: below, ..*view }.words() <= FEW);
    let joined = below.and_then(|below| view.reading.joined(next, below));
    let next = View { passage: joined.as_ref().unwrap_or(next), ..*view };
    acting_from(engine, &next, &opening(engine, &next), Direction::Verdict)
}

/// What disowns the items of a list, a table or a quotation, and the diseases that a heading is followed by: a cue in the
/// heading or in the last sentence of an introduction.
fn disowned<'e>(engine: &'e Engine, view: &View<'_>) -> Vec<CueElsewhere<'e>> {
    let listed = above::is_item(view) || above::lists_diseases(view);
    if !listed && view.reading.block(view.passage).context.quote == 0 {
        return Vec::new();
    }
    let cues =
        above::sentences(view).flat_map(|above| acting_from(engine, &above, cues(engine, &above), Direction::Below));
    // What a heading announces is a list of names. `Side effects`, `None, ever` names none.
    let names = listed && !view.is(view.passage.own, WordBits::NEGATIVE);
    cues.filter(|cue| names || cue.modifier.frames.is_empty()).collect()
}

/// Whether a heading explains, or says whom the goods are not for: what stands below it suggests nothing by a disease that it
/// names, as a cue says that acts on impressions alone.
#[must_use]
pub(super) fn explains(engine: &Engine, heading: &View<'_>) -> bool {
    let modifiers = cues(engine, heading).iter().map(|cue| &engine.modifiers[cue.modifier]);
    modifiers.filter(|it| it.direction == Direction::Below).any(|it| !it.frames.is_empty())
}

/// The cues of another sentence that act from there.
fn acting_from<'e>(engine: &'e Engine, there: &View<'_>, found: &[Cue], direction: Direction) -> Vec<CueElsewhere<'e>> {
    let acting = found.iter().map(|cue| (&engine.modifiers[cue.modifier], cue));
    let acting = acting.filter(|(modifier, _)| modifier.direction == direction);
    let in_words = |modifier: &Modifier, cue: &Cue| format!("{} “{}”", modifier.id, there.text(cue.at.clone()));
    acting.map(|(modifier, cue)| CueElsewhere { modifier, reason: in_words(modifier, cue) }).collect()
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
    if (frame.is_impression() || frame == Frame::SetAgainst)
        && modifier.effect == Effect::Silence
        && !stands_outside(modifier)
    {
        return true;
    }
    let within = |distance: usize| modifier.window.is_none_or(|window| distance <= window);
    match modifier.direction {
        Direction::Sentence => !opens_anew(view, &cue.at, said),
        Direction::Clause => !is_parted(view, &cue.at, said),
        // Such a cue stands outside the claim's sentence: `cues_elsewhere` reads it.
        Direction::Previous | Direction::Verdict => false,
        Direction::Below => labels(view, cue),
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

/// Whether a cue is a label, a heading in the line of what it announces: `Contraindications: gout`. `Side effects? None` are none.
fn labels(view: &View<'_>, cue: &Cue) -> bool {
    let mut marks = (cue.at.end..view.end()).take(LABEL).filter(|at| view.is(*at, ANNOUNCES));
    let names = |from: usize| view.mentions().iter().any(|it| it.class.is_disease() && it.start as usize >= from);
    marks.next().is_some_and(|mark| names(mark) && !view.any(mark..view.end(), WordBits::NEGATIVE))
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
