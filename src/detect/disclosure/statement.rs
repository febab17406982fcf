//! Statements: whether the author asserts what a passage says of an element, and of which substance. The side effects of
//! prescription drugs are no kratom disclosure, a benefit is no risk, and `without dependence` discloses nothing. Which
//! words may say it is `said.rs`. Floor 4.

use std::ops::Range;

use super::object::is_of_another;
use super::place::{hidden_by, is_hard, is_only_linked, is_seen, is_undermined};
use super::whom::{Whom, can_speak, opens_clause, whom};
use super::{Around, Debt, Element, Ledger, Link, Origin, Owed, Requirement, Said, State};
use crate::detect::claims::Claim;
use crate::detect::engine::Engine;
use crate::detect::frames::Frame;
use crate::detect::matching::Match;
use crate::detect::modifier::{Cue, Effect, cues, governs};
use crate::detect::scope::Governed;
use crate::detect::subject::{AgentKind, Subjects};
use crate::detect::view::{View, overlap};
use crate::lexicon::WordBits;
use crate::prose::TokenFlags;
use crate::text::Span;

/// Notes what a passage says of the owed elements.
pub(super) fn note(ledger: Ledger<'_>, requirement: &Requirement, origin: Origin, index: usize, out: &mut [Owed]) {
    let engine = ledger.engine;
    let (subjects, around) = &ledger.passages[index];
    let view = &subjects.view;
    let Said { whole, bare, links, answered } = &ledger.said[index];
    let own = |found: &&Match| {
        found.owner.checked_sub(requirement.first).is_some_and(|element| element < requirement.elements.len())
    };
    let lead = |link: &&Match| engine.links[link.owner] == Link::Leads;
    let leads: Vec<Range<usize>> = links.iter().filter(lead).map(|link| link.at.clone()).collect();
    let linked = |found: &&Match| *answered || is_linked(engine, view, links, around, &found.at);
    let bare = bare.iter().filter(own).filter(linked);
    for statement in whole.iter().filter(own).chain(bare) {
        let number = statement.owner - requirement.first;
        let (at, element) = (&statement.at, &requirement.elements[number]);
        let wanted = |owed: &Owed| owed.element == number && owed.state < State::Adequate;
        if !out.iter().any(wanted) {
            continue;
        }
        // What is only implied or suggested by words beside a product, or by a phrase such as `FDA has not approved it`, is
        // no benefit.
        let benefit =
            |claim: &&Claim| !matches!(claim.frame, Frame::Implied | Frame::Phrase) && !claim.frame.is_impression();
        let claimed = |claim: &Claim| overlap(&claim.extent, at);
        if element.about_substance && in_passage(ledger.judged, view).filter(benefit).any(claimed) {
            continue;
        }
        if element.about_substance && is_of_another(subjects, &leads, at) {
            continue;
        }
        let Some(own) = is_asserted(engine, subjects, element, links, at) else { continue };
        let whom = if element.about_substance { whom(subjects, around, &leads, at) } else { Some(Whom::Page) };
        let Some(whom) = whom else { continue };
        for owed in out.iter_mut().filter(|owed| wanted(owed)) {
            if element.about_substance && !concerns(engine, &whom, ledger.debts, owed.debt) {
                continue;
            }
            let hidden = match origin {
                Origin::Comment(span) => Some((Some(span), "a comment")),
                _ if hidden_by(subjects).is_some() => hidden_by(subjects).map(|what| (None, what)),
                _ if at.clone().any(|at| view.written(at, TokenFlags::STRUCK)) => Some((None, "text struck through")),
                _ if is_only_linked(ledger, view, links, at) => Some((None, "the text of a link")),
                _ => None,
            };
            if let Some((span, what)) = hidden {
                let here = || view.reading.fragments(at.clone()).into_iter().reduce(Span::hull);
                if owed.hidden.is_none() {
                    owed.hidden = span.or_else(here).map(|span| (span, what));
                }
                continue;
            }
            let claim = ledger.debts[owed.debt].block;
            let state = if !own && !element.any_voice {
                State::AttributedOnly
            } else if element.about_substance && is_undermined(ledger, index, links, at) {
                State::Undermined
            } else if !is_seen(requirement.placement, subjects, around, claim) {
                State::Buried
            } else if element.about_substance && is_hard(ledger, requirement.placement, view, links) {
                State::HardToRead
            } else {
                State::Adequate
            };
            if state > owed.state {
                owed.state = state;
                owed.at = Some(at.clone());
            }
        }
    }
}

/// The claims of a passage; all of them stand in the order of their passages.
fn in_passage<'c>(judged: &'c [Claim], view: &View<'_>) -> impl Iterator<Item = &'c Claim> {
    let (start, end) = (view.start(), view.end());
    let from = judged.partition_point(|claim| claim.extent.start < start);
    judged[from..].iter().take_while(move |claim| claim.extent.start < end)
}

/// Whether words near a statement make a risk of it: they lead to it, follow it, or announce it in a heading.
fn is_linked(engine: &Engine, view: &View<'_>, links: &[Match], around: &Around, at: &Range<usize>) -> bool {
    around.risky
        || links.iter().any(|link| match engine.links[link.owner] {
            // A statement may hold its own link: `can damage the liver`.
            Link::Leads => {
                let before = link.at.start < at.end && !view.any(link.at.end.min(at.start)..at.start, WordBits::BREAK);
                before || is_label(view, at.end..link.at.start)
            }
            Link::Obscures => true,
            Link::Follows => link.at.start >= at.end && !view.breaks(at.end..link.at.start),
            _ => false,
        })
}

/// Whether what stands before a warning is its label: `Pregnancy: do not use.`
fn is_label(view: &View<'_>, between: Range<usize>) -> bool {
    let colon = |at: usize| view.reading.norm(at) == ":";
    let mut before = view.start()..between.start;
    let is_label = between.end > between.start && between.end - view.start() <= LABEL && colon(between.end - 1);
    is_label && before.all(|at| !view.is(at, WordBits::HARD_MARK)) && !view.breaks(between.start..between.end - 1)
}

/// Whether the author (`true`) or another asserts it; nothing if nobody does.
fn is_asserted(
    engine: &Engine,
    subjects: &Subjects<'_>,
    element: &Element,
    links: &[Match],
    at: &Range<usize>,
) -> Option<bool> {
    let view = &subjects.view;
    let covers = |outer: &Range<usize>, inner: &Range<usize>| outer.start <= inner.start && inner.end <= outer.end;
    // `Do not take it with warfarin`: the words that lead to the risk own their negation, as those at an end of
    // the statement do; one that stands in its midst denies it (`is not fatal`).
    let owned = |cue: &Cue| {
        let leads = |link: &&Match| matches!(engine.links[link.owner], Link::Leads | Link::Obscures);
        let prohibits = view.is(at.start, WordBits::DO.with(WordBits::DUTY));
        let opens = cue.at.start <= at.start + usize::from(prohibits);
        let opens_or_ends = covers(at, &cue.at) && (opens || cue.at.end == at.end);
        opens_or_ends || links.iter().filter(leads).any(|link| covers(&link.at, &cue.at))
    };
    let mut own = true;
    let twice = is_denied_twice(engine, view, links, at);
    let said = Governed { trigger: at, extent: at, frame: Frame::Phrase, subject: None };
    for cue in cues(engine, view) {
        let modifier = &engine.modifiers[cue.modifier];
        if !governs(view, modifier, cue, said) {
            continue;
        }
        let source = modifier.says.as_ref().filter(|(what, _)| *what == "source").map(|(_, who)| who.as_str());
        match (modifier.effect, source) {
            (_, Some("study")) => {}
            (_, Some(_)) => own = false,
            (Effect::Silence, None)
                if modifier.denies
                    && !element.owns_negation
                    && (!twice || element.about_substance)
                    && !owned(cue)
                    && !are_apart(subjects, &cue.at, at) =>
            {
                return None;
            }
            _ => {}
        }
    }
    let attributed = |link: &Match| {
        let before = engine.links[link.owner] == Link::Attributes && link.at.start < at.start;
        before && !view.any(link.at.end.min(at.start)..at.start, WordBits::HARD_MARK)
    };
    own = own && !links.iter().any(attributed);
    let denied = links.iter().any(|link| match engine.links[link.owner] {
        Link::Denies => {
            link.at.end <= at.start
                && at.start - link.at.end <= DENIAL
                && !view.any(link.at.end..at.start, WordBits::MODAL.with(WordBits::HARD_MARK).with(WordBits::BREAK))
        }
        Link::Dismisses => link.at.start >= at.end && !view.breaks(at.end..link.at.start),
        _ => false,
    });
    if element.about_substance && denied {
        return None;
    }
    if element.about_substance
        && let Some(near) = subjects.agents.iter().rev().find(|agent| agent.at.start < at.start)
    {
        // People and bodies that open the clause are the ones who say it, but not `women with … must not take it`.
        let told =
            view.is(near.at.end, WordBits::DUTY.with(WordBits::RELATIVE)) || view.before(at.start, WordBits::DUTY);
        let speaks =
            near.kind == AgentKind::Other && can_speak(view, near) && opens_clause(view, near.at.start) && !told;
        own = own && !speaks;
    }
    Some(own)
}

/// `Do not start without asking your doctor`: two denials before a statement assert it.
fn is_denied_twice(engine: &Engine, view: &View<'_>, links: &[Match], at: &Range<usize>) -> bool {
    let denies = |cue: &&Cue| engine.modifiers[cue.modifier].denies && cue.at.end <= at.start;
    let Some(first) = cues(engine, view).iter().find(denies) else { return false };
    let between = first.at.end..at.start;
    let cancels = |link: &Match| engine.links[link.owner] == Link::Cancels && overlap(&link.at, &between);
    links.iter().any(cancels) && !view.breaks(between)
}

/// Whether a cue stands in another clause, which has a subject of its own (`… can cause dependence, and it is not approved`), or
/// tells something else of the same (`… and is not approved`).
fn are_apart(subjects: &Subjects<'_>, cue: &Range<usize>, at: &Range<usize>) -> bool {
    let view = &subjects.view;
    let verbal = WordBits::BE.with(WordBits::HAVE).with(WordBits::DO).with(WordBits::MODAL);
    let is_object = !opens_clause(view, at.start);
    if cue.start >= at.end && is_object && view.is(cue.start, verbal) && view.before(cue.start, WordBits::AND) {
        return true;
    }
    let between = if cue.end <= at.start { cue.end..at.start } else { at.end..cue.start };
    let joins = WordBits::AND.with(WordBits::COMMA);
    let opens = |start: usize| between.contains(&start) && view.before(start, joins);
    subjects.agents.iter().any(|agent| opens(view.phrase_start(agent.at.start)))
}

/// Whether a statement about these is one about the substance of a debt.
fn concerns(engine: &Engine, whom: &Whom, debts: &[Debt], debt: usize) -> bool {
    let Some(owing) = debts[debt].substance else { return true };
    match whom {
        Whom::Page => debts.iter().filter(|debt| debt.substance.is_some()).count() == 1,
        Whom::These(entries) => entries.iter().any(|id| {
            let entry = engine.lexicon.entry(*id);
            let kin = || entry.disclosures.iter().any(|profile| debts[debt].profiles.iter().any(|own| profile == own));
            // The page's own name for its product stands for what is in it.
            *id == owing || kin() || engine.name_term.is_some_and(|term| engine.lexicon.term(term).entry == *id)
        }),
    }
}

/// Most tokens between a denial and what it denies.
const DENIAL: usize = 6;

/// Most tokens of the label of a warning.
const LABEL: usize = 12;
