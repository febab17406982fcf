//! The nominal frame: `relief from anxiety`, `anxiety relief`. Its subject stands to the left, to the right behind a
//! comma or an instrument, or is elided on a page that promotes a product. Floor 4.

use std::ops::Range;

use super::{Frame, Relation, opens_phrase, reads_as_noun, relation, target_after};
use crate::detect::subject::{Agent, AgentKind, Subject, Subjects};
use crate::lexicon::{Class, Mention, WordBits};

pub(super) fn nominal(subjects: &Subjects<'_>, noun: &Mention) -> Option<Relation> {
    const GAP: usize = 8;
    const WEAK_REACH: usize = 15;
    let view = &subjects.view;
    let (start, end) = (noun.start as usize, noun.end as usize);
    // `Our drops` are goods; a drop in something is an effect.
    let goods = |agent: &Agent| matches!(agent.kind, AgentKind::Own | AgentKind::Definite) && agent.at.end == end;
    if view.starting(start).iter().any(|mention| mention.class == Class::Product) && subjects.agents.iter().any(goods) {
        return None;
    }
    let allowed = &view.entry(noun).targets;
    let fits = |target: &&Mention| allowed.is_empty() || allowed.contains(&target.class);
    let compound = view.matching(Class::is_target).filter(fits).find(|target| {
        let after = target.end as usize;
        after == start || (after + 1 == start && view.is(after, WordBits::GENITIVE))
    });
    // `help` before a verb or after `to` is a verb; the active frame reads it.
    let verb_reading = view.of(Class::Verb).any(|verb| verb.start == noun.start && !reads_as_noun(view, verb));
    let target = match compound {
        Some(target) if !verb_reading || !view.is(end, WordBits::DETERMINER) => target,
        _ => {
            let linked = (end..end + 3).find(|at| view.is(*at, WordBits::TARGET_LINK))?;
            if verb_reading && !view.is(end, WordBits::TARGET_LINK) {
                return None;
            }
            target_after(view, linked + 1, GAP, noun)?
        }
    };
    // `HIV medicines` are others' medicines.
    let medicine = view.of(Class::Drug).any(|drug| drug.start == noun.start && drug.end == noun.end);
    if medicine && compound.is_some() && subjects.left(start).is_none_or(|agent| agent.kind == AgentKind::Other) {
        return None;
    }
    let span = start.min(target.start as usize)..end.max(target.end as usize);
    let weak = view.is_vague(noun);
    let subject = nominal_subject(subjects, &span, weak)?;
    if weak {
        let distance = subject.at.as_ref().map_or(usize::MAX, |at| {
            if at.end <= span.start { span.start - at.end } else { at.start.saturating_sub(span.end) }
        });
        if distance > WEAK_REACH {
            return None;
        }
    }
    relation(subjects, Frame::Nominal, subject, noun, target)
}

/// The subject of a noun phrase: left of it, or right of it behind a comma, a break or an instrument, or elided.
fn nominal_subject(subjects: &Subjects<'_>, span: &Range<usize>, weak: bool) -> Option<Subject> {
    const RIGHT: usize = 12;
    let view = &subjects.view;
    // The phrase's own modifier: `kratom pain relief`, `natural pain relief cream`.
    if let Some(agent) =
        subjects.agents.iter().find(|agent| agent.at.start >= span.end && agent.at.start <= span.end + 1)
    {
        let resolved = subjects.resolve(agent);
        if resolved.is_some() {
            return resolved;
        }
    }
    let left = subjects.left(span.start);
    if let Some(subject) = left.and_then(|agent| subjects.resolve(agent)) {
        return Some(subject);
    }
    if let Some(agent) = subjects.right(span.end, RIGHT) {
        let between = span.end..agent.at.start;
        let apart = left.is_none_or(|other| {
            view.any(other.at.end..span.start, WordBits::HARD_MARK.with(WordBits::BREAK).with(WordBits::COMMA))
        });
        if apart && agent.kind != AgentKind::Other {
            let joined = view.any(
                between,
                WordBits::INSTRUMENT
                    .with(WordBits::COMMA)
                    .with(WordBits::HARD_MARK)
                    .with(WordBits::BE)
                    .with(WordBits::PREPOSITION),
            );
            let subject = subjects.resolve(agent).filter(|_| joined);
            if subject.is_some() {
                return subject;
            }
        }
    }
    let named_other = left.is_some_and(|agent| agent.kind == AgentKind::Other);
    if weak || named_other {
        return None;
    }
    opens_phrase(subjects, span.start).then(|| subjects.page_product())
}
