//! Statements: where a passage says an element, whether the author asserts it, and of which substance. The side effects of
//! prescription drugs are no kratom disclosure, a benefit is no risk, and `without dependence` discloses nothing. Floor 4.

use std::ops::Range;

use super::place::{hidden_by, is_hard, is_only_linked, is_seen, is_undermined};
use super::whom::{Whom, can_speak, opens_clause, whom};
use super::{Around, Debt, Element, Ledger, Link, Origin, Owed, Requirement, State};
use crate::detect::claims::Claim;
use crate::detect::engine::Engine;
use crate::detect::frames::Frame;
use crate::detect::matching::Match;
use crate::detect::modifier::{Cue, Effect, cues, governs};
use crate::detect::scope::Governed;
use crate::detect::subject::{AgentKind, Subjects};
use crate::detect::view::{View, overlap};
use crate::lexicon::WordBits;
use crate::text::Span;

/// What a passage may say of any element, found once for all requirements.
#[derive(Default)]
pub(in crate::detect) struct Said {
    /// By words or expressions of its own.
    whole: Vec<Match>,
    /// By words that say it only beside a [`Link`].
    bare: Vec<Match>,
    links: Vec<Match>,
}

/// What a passage may say; a question says nothing.
pub(in crate::detect) fn said(engine: &Engine, view: &View<'_>) -> Said {
    if view.asks() {
        return Said::default();
    }
    let all = view.start()..view.end();
    let mut whole = engine.statements.find(view, all.clone());
    whole.extend(by_regex(engine, view));
    let bare = engine.bare_statements.find(view, all.clone());
    if whole.is_empty() && bare.is_empty() {
        return Said::default();
    }
    Said { whole, bare, links: engine.link_patterns.find(view, all) }
}

/// Notes what a passage says of the owed elements.
pub(super) fn note(ledger: Ledger<'_>, requirement: &Requirement, origin: Origin, index: usize, out: &mut [Owed]) {
    let engine = ledger.engine;
    let (subjects, around) = &ledger.passages[index];
    let view = &subjects.view;
    let Said { whole, bare, links } = &ledger.said[index];
    let own = |found: &&Match| {
        found.owner.checked_sub(requirement.first).is_some_and(|element| element < requirement.elements.len())
    };
    let leads: Vec<usize> =
        links.iter().filter(|link| engine.links[link.owner] == Link::Leads).map(|link| link.at.start).collect();
    let bare = bare.iter().filter(own).filter(|found| is_linked(engine, view, links, around, &found.at));
    for statement in whole.iter().filter(own).chain(bare) {
        let number = statement.owner - requirement.first;
        let (at, element) = (&statement.at, &requirement.elements[number]);
        let wanted = |owed: &Owed| owed.element == number && owed.state < State::Adequate;
        if !out.iter().any(wanted) {
            continue;
        }
        // What is only implied by words beside a product, or by a phrase such as `FDA has not approved it`, is no benefit.
        let benefit = |claim: &&Claim| !matches!(claim.frame, Frame::Implied | Frame::Phrase);
        let claimed = |claim: &Claim| overlap(&claim.extent, at);
        if element.about_substance && in_passage(ledger.judged, view).filter(benefit).any(claimed) {
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

/// What the elements' regular expressions find in a passage's own words.
fn by_regex(engine: &Engine, view: &View<'_>) -> Vec<Match> {
    let block = view.reading.block(view.passage);
    let own = view.passage.own..view.passage.toks.end;
    let place = |at: usize| {
        let tok = &view.reading.toks[at];
        block.prose_range(tok.token as usize..(tok.token + tok.length) as usize)
    };
    if own.is_empty() || view.passage.has_lead() {
        return Vec::new();
    }
    let prose = place(own.start).start..place(own.end - 1).end;
    let mut out = Vec::new();
    let elements = engine.requirements.iter().flat_map(|requirement| &requirement.elements);
    for (owner, element) in elements.enumerate() {
        for found in element.regexes.iter().flat_map(|regex| regex.find_iter(&block.prose[prose.clone()])) {
            let (start, end) = (prose.start + found.start(), prose.start + found.end());
            let mut inside = own.clone().filter(|at| place(*at).start < end && start < place(*at).end);
            if let Some(first) = inside.next() {
                let last = inside.next_back().unwrap_or(first);
                out.push(Match { owner, at: first..last + 1, slots: Vec::new() });
            }
        }
    }
    out
}

/// Whether words near a statement make a risk of it: they lead to it, follow it, or announce it in a heading.
fn is_linked(engine: &Engine, view: &View<'_>, links: &[Match], around: &Around, at: &Range<usize>) -> bool {
    around.risky
        || links.iter().any(|link| match engine.links[link.owner] {
            // A statement may hold its own link: `can damage the liver`.
            Link::Leads => link.at.start < at.end && !view.any(link.at.end.min(at.start)..at.start, WordBits::BREAK),
            Link::Obscures => true,
            Link::Follows => link.at.start >= at.end && !view.breaks(at.end..link.at.start),
            _ => false,
        })
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
                if modifier.id.starts_with("negat")
                    && !element.owns_negation
                    && !owned(cue)
                    && !are_apart(subjects, &cue.at, at) =>
            {
                return None;
            }
            _ => {}
        }
    }
    let attributed = |link: &Match| engine.links[link.owner] == Link::Attributes && link.at.start < at.start;
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
        // People and bodies that open the clause are the ones who say it.
        let speaks = near.kind == AgentKind::Other && can_speak(view, near) && opens_clause(view, near.at.start);
        own = own && !speaks;
    }
    Some(own)
}

/// Whether a cue stands in another clause, which has a subject of its own: `… can cause dependence, and it is not approved`.
fn are_apart(subjects: &Subjects<'_>, cue: &Range<usize>, at: &Range<usize>) -> bool {
    let view = &subjects.view;
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
