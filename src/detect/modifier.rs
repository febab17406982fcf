//! Modifiers in the manner of ConText: a cue, a direction, a reach and an effect on the relation it governs (S6 to S12).
//! A weak hedge lowers a claim and never clears it. Which words are cues is for packs to say. Floor 4.

use std::ops::Range;

use super::engine::Engine;
pub(super) use super::engine::{Direction, Effect, Modifier};
use super::frames::Frame;
use super::matching::Match;
use super::rule::glob;
use super::view::{View, overlap};
use crate::lexicon::WordBits;
use crate::prose::{BlockId, BlockKind};

/// Most tokens between two denials that cancel out: `does not mean no side effects`.
const DENIAL_REACH: usize = 2;

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

/// Whether a cue governs a claim with this trigger and this whole extent.
#[must_use]
pub(super) fn governs(
    view: &View<'_>,
    modifier: &Modifier,
    cue: &Cue,
    trigger: &Range<usize>,
    extent: &Range<usize>,
    frame: Frame,
) -> bool {
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
        Direction::Sentence => true,
        // Such a cue stands outside the claim's sentence: `taken_back` and `disowned` read it.
        Direction::Previous | Direction::Below => false,
        Direction::Forward => {
            let anchor = trigger.start.max(extent.start);
            // Inside the claim's own extent a cue still governs what follows it.
            let anchor = if cue.at.end <= anchor { anchor } else { extent.end };
            cue.at.end <= anchor
                && within(anchor.saturating_sub(cue.at.end))
                && !denies_something_else(view, cue, trigger, cue.at.end..anchor)
                && !ends_before(view, cue.at.end..anchor)
                && !is_fronted(view, &cue.at, anchor)
        }
        Direction::Backward => {
            cue.at.start >= trigger.end
                && within(cue.at.start - trigger.end)
                && !ends_before(view, trigger.end..cue.at.start)
                && !goes_on_anew(view, trigger.end..cue.at.start)
        }
    }
}

/// Whether a cue acts on other sentences than its own.
fn stands_outside(modifier: &Modifier) -> bool {
    matches!(modifier.direction, Direction::Previous | Direction::Below)
}

/// Whether a bare denial is over before the claim: where another clause has opened with a comma (`it never stings, so it is
/// safe`), and where the claim is a denial, too, and not close by. Two denials cancel out (`does not mean no side effects`),
/// or each denies its own: `no drip, no risk`.
fn denies_something_else(view: &View<'_>, cue: &Cue, trigger: &Range<usize>, between: Range<usize>) -> bool {
    if !is_bare_denial(view, &cue.at) {
        return false;
    }
    let comma = |at: usize| view.is(at, WordBits::COMMA);
    let joins = |at: usize| view.is(at, WordBits::COMMA.with(WordBits::AND));
    // The last comma: one before it only closes an aside (`it is not true, as some say, that …`).
    let opens = between.clone().rev().find(|at| comma(*at)).is_some_and(|at| view.is(at + 1, WordBits::REASON));
    let own = || between.len() > DENIAL_REACH || between.clone().any(joins);
    opens || (view.is(trigger.start, WordBits::NEGATIVE) && own())
}

/// `not`, `never`, `no` by themselves.
fn is_bare_denial(view: &View<'_>, cue: &Range<usize>) -> bool {
    cue.len() == 1 && view.is(cue.start, WordBits::NEGATIVE)
}

/// Whether a clause of its own opens between, with a comma, `and` and a determiner: `…, and the old story is a myth`.
fn goes_on_anew(view: &View<'_>, between: Range<usize>) -> bool {
    between.clone().any(|at| {
        view.is(at, WordBits::COMMA)
            && view.is(at + 1, WordBits::AND)
            && view.is(at + 2, WordBits::DETERMINER.with(WordBits::DEMONSTRATIVE))
            && between.contains(&(at + 2))
    })
}

/// Whether a terminator lies between (S8): but, however, `;`, a dash, or a comma before a pronoun that opens a clause.
fn ends_before(view: &View<'_>, between: Range<usize>) -> bool {
    between.clone().any(|at| {
        let splice = view.is(at, WordBits::COMMA) && view.is(at + 1, WordBits::PRONOUN) && between.contains(&(at + 1));
        view.is(at, WordBits::TERMINATOR.with(WordBits::HARD_MARK)) || splice
    })
}

/// Whether the cue stands in a fronted concession (`While evidence is limited, kratom …`) that ends before the anchor; a bare
/// denial also in another fronted clause (`As it is not a drug, kratom …`).
fn is_fronted(view: &View<'_>, cue: &Range<usize>, anchor: usize) -> bool {
    let reason = is_bare_denial(view, cue) && view.is(view.start(), WordBits::REASON.with(WordBits::SUBORDINATOR));
    let end = if reason { clause_end(view) } else { concession_end(view) };
    let Some(comma) = end else { return false };
    cue.end <= comma && comma < anchor
}

/// The comma that ends a sentence-initial `While …,`, `Although …,`, `Despite …,`.
#[must_use]
pub(super) fn concession_end(view: &View<'_>) -> Option<usize> {
    if view.is(view.start(), WordBits::CONCESSIVE) { clause_end(view) } else { None }
}

/// The comma behind the clause that opens a sentence.
fn clause_end(view: &View<'_>) -> Option<usize> {
    let opens = WordBits::DETERMINER
        .with(WordBits::INDEFINITE)
        .with(WordBits::DEMONSTRATIVE)
        .with(WordBits::PRONOUN)
        .with(WordBits::POSSESSIVE)
        .with(WordBits::OWN)
        .with(WordBits::FIRST_PERSON)
        .with(WordBits::SECOND_PERSON)
        .with(WordBits::NUMBER);
    (view.start() + 2..view.end()).find(|at| {
        let substance = view.starting(at + 1).iter().any(|m| m.class == crate::lexicon::Class::Substance);
        view.is(*at, WordBits::COMMA) && (view.is(at + 1, opens) || substance)
    })
}

/// Whether a modifier leaves the claims of a rule alone.
#[must_use]
pub(super) fn spares(modifier: &Modifier, rule: &str) -> bool {
    modifier.spares.iter().any(|pattern| glob(pattern, rule))
}
