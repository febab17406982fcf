//! Scope: where the reach of a cue ends (S8). A clause with a subject of its own says what it says, whatever stands in the
//! clause beside it; a denial in an aside, before a comma that opens another clause or of another object denies only its own.
//! Which cue has which reach is `modifier.rs`. Floor 4.

use std::ops::Range;

use super::claims::Claim;
use super::frames::Frame;
use super::view::{View, range};
use crate::lexicon::{Class, WordBits};

/// Most tokens between two denials that cancel out: `does not mean no side effects`.
const DENIAL_REACH: usize = 2;

/// What parts clauses.
const CLAUSE_BORDER: WordBits =
    WordBits::COMMA.with(WordBits::HARD_MARK).with(WordBits::BREAK).with(WordBits::TERMINATOR);

/// What a cue may govern.
#[derive(Clone, Copy, Debug)]
pub(super) struct Governed<'c> {
    /// The tokens of its trigger.
    pub trigger: &'c Range<usize>,
    /// All its tokens.
    pub extent: &'c Range<usize>,
    /// Its frame.
    pub frame: Frame,
    /// The tokens of its subject, if the sentence names one.
    pub subject: Option<&'c Range<usize>>,
}

impl<'c> Governed<'c> {
    /// A claim, as cues see it.
    #[must_use]
    pub(super) fn of(claim: &'c Claim) -> Self {
        let named = claim.subject.as_ref().filter(|subject| subject.explicit);
        let subject = named.and_then(|subject| subject.at.as_ref());
        Self { trigger: &claim.trigger, extent: &claim.extent, frame: claim.frame, subject }
    }
}

/// The clause of a claim that names its own subject, up to the marks and words that part clauses (S8).
#[must_use]
pub(super) fn own_clause(view: &View<'_>, said: Governed<'_>) -> Option<Range<usize>> {
    let whole = clause_core(view, said)?;
    let border = |at: &usize| view.is(*at, CLAUSE_BORDER);
    let start = (view.start()..whole.start).rev().find(border).map_or(view.start(), |at| at + 1);
    Some(start..(whole.end..view.end()).find(border).unwrap_or(view.end()))
}

/// Whether the reach of a cue ends before what is said behind it, whose own tokens begin at `anchor`.
#[must_use]
pub(super) fn ends_ahead(view: &View<'_>, cue: &Range<usize>, said: Governed<'_>, anchor: usize) -> bool {
    let between = cue.end..anchor;
    // `Nobody rang, and I …`
    let somebody = WordBits::PRONOUN.with(WordBits::FIRST_PERSON);
    denies_something_else(view, cue, said.trigger, between.clone())
        || is_stranded(view, cue)
        || is_bracketed(view, cue, said.trigger)
        || ends_within(view, between.clone())
        || goes_on_anew(view, between, somebody)
        || is_fronted(view, cue, anchor)
        || opens_anew(view, cue, said)
        || is_aside(view, cue, said.trigger)
        || denies_an_object(view, cue, said)
}

/// Whether the reach of a cue ends behind what is said before it.
#[must_use]
pub(super) fn ends_behind(view: &View<'_>, between: Range<usize>) -> bool {
    let something = WordBits::DETERMINER.with(WordBits::DEMONSTRATIVE);
    ends_within(view, between.clone()) || goes_on_anew(view, between, something)
}

/// Whether what is said stands in another clause than a cue, or is complete before it.
#[must_use]
pub(super) fn is_parted(view: &View<'_>, cue: &Range<usize>, said: Governed<'_>) -> bool {
    let Some(whole) = clause_core(view, said) else { return false };
    // A phrase may go on behind its words.
    let complete = |to: usize| said.frame != Frame::Phrase || view.any(whole.end..to, CLAUSE_BORDER);
    (whole.end <= cue.start && complete(cue.start))
        || view.any(cue.end..view.phrase_start(whole.start), CLAUSE_BORDER)
        || opens_anew(view, cue, said)
}

/// A subject with what is said of it.
fn predication(said: Governed<'_>) -> Option<Range<usize>> {
    let subject = said.subject.filter(|_| said.frame.is_predication())?;
    Some(said.extent.start.min(subject.start)..said.extent.end.max(subject.end))
}

/// What is said, with its subject unless that stands in a clause before it: `our drops may stain, and | they cure gout`.
fn clause_core(view: &View<'_>, said: Governed<'_>) -> Option<Range<usize>> {
    let whole = predication(said)?;
    if said.frame == Frame::Phrase {
        return Some(whole);
    }
    let before = said.subject.map_or(whole.start, |subject| subject.end)..said.extent.start;
    let parts = |at: &usize| {
        let is_and = view.is(*at, WordBits::AND) && view.before(*at, WordBits::COMMA);
        is_and || view.is(*at, WordBits::HARD_MARK.with(WordBits::BREAK))
    };
    Some(before.rev().find(parts).map_or(whole.start, |at| at + 1)..whole.end)
}

/// Whether a clause opens behind a cue with what is said: `…, and then kava …`, `… and our drops …`; a bare
/// denial also ends where what opens the sentence does: `After years of no sleep, kava …`.
#[must_use]
pub(super) fn opens_anew(view: &View<'_>, cue: &Range<usize>, said: Governed<'_>) -> bool {
    let (Some(whole), Some(subject)) = (predication(said), said.subject) else { return false };
    let start = view.phrase_start(whole.start);
    if goes_on_fronted(view, cue.end..start) {
        return true;
    }
    let Some(join) = joint(view, start).filter(|join| *join >= cue.end) else { return false };
    // `…, or that kava …` goes on.
    if view.is(start, WordBits::RELATIVE) {
        return false;
    }
    if view.is(join, WordBits::BREAK) || view.reading.norm(join) == ";" {
        return true;
    }
    if view.is(join, WordBits::AND) {
        return view.before(join, WordBits::COMMA) || view.is(start, WordBits::OWN);
    }
    // `No tea, kava or rue cures …` is a list.
    let is_listed = view.goods().any(|goods| range(goods).end == join)
        || view.any(subject.end..said.trigger.start, WordBits::COMMA.with(WordBits::AND));
    is_bare_denial(view, cue) && view.is(join, WordBits::COMMA) && !is_listed
}

/// Whether a clause opens between with a comma and `and`, and with some words before what it says: `…, and the best way to cure
/// gout is kava`; not `…, and that kava …`.
fn goes_on_fronted(view: &View<'_>, between: Range<usize>) -> bool {
    const FRONT: usize = 6;
    let and = between.clone().rev().take(FRONT).find(|at| view.is(*at, WordBits::AND));
    and.is_some_and(|and| {
        between.contains(&(and - 1)) && view.before(and, WordBits::COMMA) && !view.is(and + 1, WordBits::RELATIVE)
    })
}

/// The token that may join what stands at a position to what stands before it, over an adverb.
fn joint(view: &View<'_>, at: usize) -> Option<usize> {
    let at = if view.before(at, WordBits::ADVERB) { at - 1 } else { at };
    (at > view.start()).then(|| at - 1)
}

/// Whether a cue stands in an aside on somebody or something, which a comma ends before the trigger: `my brother, who trusts
/// nobody, got over …`
fn is_aside(view: &View<'_>, cue: &Range<usize>, trigger: &Range<usize>) -> bool {
    let is_comma = |at: &usize| view.is(*at, WordBits::COMMA);
    let opens = (view.start()..cue.start).rev().find(is_comma).is_some_and(|at| view.is(at + 1, WordBits::RELATIVE));
    opens && (cue.end..trigger.start).any(|at| is_comma(&at))
}

/// Whether a bare `no` belongs to what the subject has beside what is said of it: `the drops have no smell and cure …`; but not
/// `no licence to treat gout and cure …`.
fn denies_an_object(view: &View<'_>, cue: &Range<usize>, said: Governed<'_>) -> bool {
    let is_no = is_bare_denial(view, cue) && view.is(cue.start, WordBits::DETERMINER);
    let has = said.subject.is_some_and(|subject| subject.end < cue.start);
    let links = WordBits::BE.with(WordBits::AND).with(WordBits::COMMA).with(WordBits::PREPOSITION);
    let Some(and) = joint(view, said.trigger.start).filter(|join| *join > cue.end) else { return false };
    let joins_verbs = || view.of(Class::Verb).any(|verb| range(verb).end == and);
    is_no
        && has
        && !view.is(cue.start - 1, links)
        && view.is(and, WordBits::AND)
        && !view.any(cue.end..and, WordBits::TO)
        && !joins_verbs()
}

/// Whether a bare denial is over before the claim: where another clause has opened with a comma (`it never stings, so it is
/// safe`), and where the claim is a denial, too, and not close by. Two denials cancel out (`does not mean no side effects`),
/// or each denies its own: `no drip, no risk`.
fn denies_something_else(view: &View<'_>, cue: &Range<usize>, trigger: &Range<usize>, between: Range<usize>) -> bool {
    if !is_bare_denial(view, cue) {
        return false;
    }
    let comma = |at: usize| view.is(at, WordBits::COMMA);
    let joins = |at: usize| view.is(at, WordBits::COMMA.with(WordBits::AND));
    // The last comma: one before it only closes an aside (`it is not true, as some say, that …`).
    let opens = between.clone().rev().find(|at| comma(*at)).is_some_and(|at| view.is(at + 1, WordBits::REASON));
    let own = || between.len() > DENIAL_REACH || between.clone().any(joins);
    opens || (view.is(trigger.start, WordBits::NEGATIVE) && own())
}

/// Whether a cue stands between brackets that close before the trigger: `kava (and no, nobody pays me) cured …`
fn is_bracketed(view: &View<'_>, cue: &Range<usize>, trigger: &Range<usize>) -> bool {
    let bracket = |at: &usize| view.is(*at, WordBits::BRACKET);
    let closes = (cue.end..trigger.start).find(bracket);
    closes.is_some() && (view.start()..cue.start).filter(bracket).count() % 2 == 1
}

/// Whether a bare denial has nothing behind it to deny: `kava did what pills could not, and cured …`
fn is_stranded(view: &View<'_>, cue: &Range<usize>) -> bool {
    is_bare_denial(view, cue)
        && view.is(cue.end, WordBits::COMMA)
        && view.is(cue.end + 1, WordBits::AND)
        && view.reading.norm(cue.end + 1) == "and"
}

/// `not`, `never`, `no` by themselves.
fn is_bare_denial(view: &View<'_>, cue: &Range<usize>) -> bool {
    cue.len() == 1 && view.is(cue.start, WordBits::NEGATIVE)
}

/// Whether a clause of its own opens between, with a comma, `and` and one of some words: `…, and the old story is a myth`.
fn goes_on_anew(view: &View<'_>, between: Range<usize>, with: WordBits) -> bool {
    between.clone().any(|at| {
        view.is(at, WordBits::COMMA)
            && view.is(at + 1, WordBits::AND)
            && view.is(at + 2, with)
            && between.contains(&(at + 2))
    })
}

/// Whether a terminator lies between (S8): but, however, `;`, a dash, or a comma before a pronoun that opens a clause.
fn ends_within(view: &View<'_>, between: Range<usize>) -> bool {
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
fn concession_end(view: &View<'_>) -> Option<usize> {
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
        let named = view.starting(at + 1).iter().any(|it| it.class == Class::Substance || it.class.is_disease());
        view.is(*at, WordBits::COMMA) && (view.is(at + 1, opens) || named)
    })
}
