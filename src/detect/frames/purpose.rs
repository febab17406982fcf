//! Frames of purpose: `effective against anxiety`, `used for anxiety`, `kratom for anxiety`, `arthritis cream`. Whether a
//! phrase was inserted for search engines is `keyphrase.rs`. Floor 4.

use super::{Frame, Relation, opens_phrase, relation, target_after, worst_tier};
use crate::detect::subject::{Agent, AgentKind, How, Subjects};
use crate::detect::view::range;
use crate::lexicon::{Class, Mention, WordBits};
use crate::prose::{BlockKind, TokenFlags};

/// `effective against anxiety`, `used for anxiety`.
pub(super) fn good_for(subjects: &Subjects<'_>, word: &Mention, frame: Frame) -> Option<Relation> {
    const GAP: usize = 9;
    const LINK_REACH: usize = 4;
    let view = &subjects.view;
    let (start, end) = (word.start as usize, word.end as usize);
    let joins = if frame == Frame::Effective { WordBits::FOR.with(WordBits::TARGET_LINK) } else { WordBits::FOR };
    // `Main use` over a column says of its cells what `used for` does.
    let own = view.passage.own;
    let is_cell = matches!(view.reading.block(view.passage).kind, BlockKind::TableCell { .. });
    let heads = || (is_cell && frame == Frame::UsedFor && view.passage.has_lead() && end <= own).then(|| own - 1);
    let linked = (end..end + LINK_REACH).find(|at| view.is(*at, joins));
    let link = linked.or_else(heads)?;
    if view.breaks(end..link) {
        return None;
    }
    let target = target_after(view, link + 1, GAP, word).filter(|target| linked.is_some() || !view.is_vague(target))?;
    let left = subjects.left(start);
    let subject = match left.and_then(|agent| subjects.resolve(agent)) {
        Some(subject) => subject,
        None if left.is_some_and(|agent| agent.kind == AgentKind::Other) => return None,
        None if subjects.page.is_promotional() && (subjects.opens_clause(start) || opens_phrase(subjects, start)) => {
            subjects.page_product()
        }
        None => return None,
    };
    relation(subjects, frame, subject, word, target)
}

/// `kratom for anxiety`, `kratom for social anxiety`; on a page that promotes a product also a bare `For gout`.
pub(super) fn keyphrases(subjects: &Subjects<'_>) -> Vec<Relation> {
    const GAP: usize = 2;
    let view = &subjects.view;
    let mut out = Vec::new();
    let stop = WordBits::COMMA.with(WordBits::HARD_MARK).with(WordBits::BREAK);
    for at in view.start()..view.end() {
        if !view.is(at, WordBits::FOR) || view.is(at, WordBits::INSTRUMENT) {
            continue;
        }
        let Some(target) = view
            .matching(Class::is_disease)
            .find(|target| target.start as usize > at && target.start as usize - at - 1 <= GAP)
            .filter(|target| !view.any(at + 1..target.start as usize, stop))
        else {
            continue;
        };
        let before =
            |end: usize| subjects.agents.iter().find(|agent| agent.at.end == end && agent.kind != AgentKind::Blocked);
        // `Our tea is for gout` says outright what it is used for; `our clinic is for people with gout`, whom it serves.
        let is_near = target.start as usize - at <= GAP;
        let is_said = |agent: &&Agent| is_near && matches!(agent.kind, AgentKind::Named | AgentKind::Own);
        let said = at.checked_sub(1).filter(|be| view.is(*be, WordBits::BE)).and_then(before).filter(is_said);
        let agent = before(at).or(said);
        let subject = match agent {
            Some(agent) if is_predicate_of_other(subjects, agent) => None,
            Some(agent) if matches!(agent.kind, AgentKind::Named | AgentKind::Own | AgentKind::Indefinite) => {
                subjects.resolve(agent)
            }
            Some(_) => None,
            None => (view.clause_start(at) == at && subjects.page.is_promotional() && !view.passage.has_lead())
                .then(|| subjects.page_product()),
        };
        let relief =
            view.starting(target.end as usize).iter().find(|m| m.class == Class::Noun).map_or(target.end, |m| m.end);
        let Some(subject) = subject else { continue };
        if subject.how == How::Promotion && subject.at.is_some() && view.is_vague(target) {
            continue;
        }
        if view.is_vague(target) && !subject.explicit {
            continue;
        }
        let entry = view.entry(target);
        out.push(Relation {
            frame: if said.is_some() { Frame::UsedFor } else { Frame::Keyphrase },
            trigger: at..at + 1,
            relation: "for".into(),
            target: target.start as usize..relief as usize,
            class: target.class,
            group: entry.group.clone(),
            tier: worst_tier(view, target),
            subject,
        });
    }
    out
}

/// `HRT is an effective treatment for hot flushes` says so of HRT.
fn is_predicate_of_other(subjects: &Subjects<'_>, agent: &Agent) -> bool {
    let at = agent.at.start;
    agent.kind == AgentKind::Indefinite
        && subjects.view.before(at, WordBits::BE)
        && subjects.left(at).is_some_and(|subject| subject.kind == AgentKind::Other)
}

/// A condition in the name of a product: `arthritis cream`, `pain relief patches`.
pub(super) fn product_names(subjects: &Subjects<'_>) -> Vec<Relation> {
    let view = &subjects.view;
    let mut out = Vec::new();
    for target in view.matching(Class::is_disease) {
        let end = target.end as usize;
        let noun = view.starting(end).iter().find(|m| m.class == Class::Noun).map_or(end, |m| m.end as usize);
        let product =
            |at: usize| view.starting(at).iter().find(|m| m.class == Class::Product).map(|m| m.start as usize);
        // `Rosacea Repair Cream`: a word of the name may stand between.
        let named = |at: usize| {
            let capital = |at: usize| view.written(at, TokenFlags::CAPITAL);
            (capital(target.start as usize) && capital(at)).then(|| product(at + 1).filter(|at| capital(*at))).flatten()
        };
        let found = [end, noun].into_iter().find_map(|at| {
            let product = product(at).or_else(|| named(at))?;
            Some((product, subjects.agents.iter().find(|agent| agent.at.contains(&product))?))
        });
        let Some((product, agent)) = found else { continue };
        // `A dry-eye clinic`, `diabetes tablets` and `Cold packs` are things in general, no names.
        let heads = matches!(view.reading.block(view.passage).kind, BlockKind::Heading(_));
        if agent.kind == AgentKind::Indefinite && !heads && !view.written(product, TokenFlags::CAPITAL) {
            continue;
        }
        let Some(subject) = subjects.resolve(agent) else { continue };
        let entry = view.entry(target);
        out.push(Relation {
            frame: Frame::ProductName,
            trigger: end..subject.at.as_ref().map_or(end + 1, |at| at.end.max(end + 1)),
            relation: "for".into(),
            target: range(target),
            class: target.class,
            group: entry.group.clone(),
            tier: entry.tier,
            subject,
        });
    }
    out
}
