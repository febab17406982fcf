//! The property frame: `antidepressant properties`, `a natural antiviral`, `pain-relieving cream`. The class word is
//! trigger and target at once. Floor 4.

use std::ops::Range;

use super::{Frame, Relation, opens_phrase, relation};
use crate::detect::subject::{AgentKind, Subject, Subjects};
use crate::lexicon::{Class, Mention, WordBits};
use crate::prose::TokenFlags;

pub(super) fn property(subjects: &Subjects<'_>, word: &Mention) -> Option<Relation> {
    const HEAD_REACH: usize = 6;
    let view = &subjects.view;
    let (start, end) = (word.start as usize, word.end as usize);
    // `Your anticoagulant clinic`, `your antibiotic dose`: the reader's own.
    if view.before(start, WordBits::POSSESSIVE) && view.before(start, WordBits::SECOND_PERSON) {
        return None;
    }
    let head = view
        .mentions()
        .iter()
        .filter(|m| matches!(m.class, Class::Property | Class::Product | Class::Substance | Class::Noun))
        .filter(|m| {
            m.start as usize >= end && m.start as usize - end <= HEAD_REACH && !view.breaks(end..m.start as usize)
        })
        // A property noun that is a relation noun too (benefits) is read as the property.
        .min_by_key(|m| (m.start, m.class != Class::Property));
    let vague = view.is_vague(word);
    // `The antibiotic and the capsule` are two things.
    let between = WordBits::PREPOSITION.with(WordBits::COMMA).with(WordBits::AND).with(WordBits::DETERMINER);
    if let Some(head) = head {
        let near_head = head.start as usize - end <= 4;
        match head.class {
            Class::Substance if near_head => {
                let agent = subjects.agents.iter().find(|agent| agent.at.contains(&(head.start as usize)));
                let subject = agent.and_then(|agent| subjects.resolve(agent)).filter(|_| !vague)?;
                return relation(subjects, Frame::Property, subject, word, word);
            }
            Class::Product if near_head && !vague && !view.any(end..head.start as usize, between) => {
                let agent = subjects.agents.iter().find(|agent| agent.at.contains(&(head.start as usize)));
                let subject = agent
                    .and_then(|agent| subjects.resolve(agent))
                    .or_else(|| subjects.left(start).and_then(|agent| subjects.resolve(agent)));
                if let Some(subject) = subject {
                    return relation(subjects, Frame::Property, subject, word, word);
                }
            }
            Class::Property => {
                let left = subjects.left(start);
                let subject = left.and_then(|agent| subjects.resolve(agent));
                let subject = subject.or_else(|| {
                    let free = left.is_none_or(|agent| agent.kind != AgentKind::Other);
                    let right = subjects.right(head.end as usize, 8).filter(|_| free);
                    right.and_then(|agent| subjects.resolve(agent))
                });
                let elided = || {
                    (!vague
                        && left.is_none()
                        && (opens_phrase(subjects, start)
                            || (subjects.page.is_promotional() && subjects.opens_clause(start))))
                    .then(|| subjects.page_product())
                };
                return relation(subjects, Frame::Property, subject.or_else(elided)?, word, word);
            }
            Class::Noun if near_head && !vague && opens_phrase(subjects, start) && subjects.left(start).is_none() => {
                return relation(subjects, Frame::Property, subjects.page_product(), word, word);
            }
            _ => {}
        }
    }
    if vague {
        return None;
    }
    if let Some(subject) = labelled(subjects, start..end) {
        return relation(subjects, Frame::Property, subject, word, word);
    }
    // `is a natural antidepressant`, `acts as an anxiolytic`, `nature's painkiller`.
    let mut at = start;
    while view.before(
        at,
        WordBits::ADJECTIVE.with(WordBits::LY).with(WordBits::GENITIVE).with(WordBits::COMMA).with(WordBits::AND),
    ) {
        at -= 1;
    }
    let article = view.before(at, WordBits::INDEFINITE.with(WordBits::DETERMINER));
    // `Away from your antibiotic` says nothing of what is taken.
    let named_so = view.before(at, WordBits::INDEFINITE) && view.before(at - 1, WordBits::PREPOSITION);
    let predicate = named_so || (article && view.before(at - 1, WordBits::BE)) || view.before(at, WordBits::BE);
    // `Natural antibiotic.` says so of what the page sells.
    let praised = at < start && view.before(start, WordBits::ADJECTIVE);
    let stop = WordBits::HARD_MARK.with(WordBits::COMMA);
    let ends = (end..view.end()).all(|at| view.written(at, TokenFlags::MARK));
    let alone = ends || (view.is(end, stop) && !view.is(end, WordBits::COLON));
    let bare = praised && alone && subjects.left(at).is_none() && opens_phrase(subjects, at);
    if bare && view.clause_start(at) == at {
        return relation(subjects, Frame::Property, subjects.page_product(), word, word);
    }
    if !predicate
        || view.mentions().iter().any(|m| m.start as usize == end && matches!(m.class, Class::Drug | Class::Therapy))
    {
        return None;
    }
    let subject = subjects.left(at).and_then(|agent| subjects.resolve(agent))?;
    relation(subjects, Frame::Property, subject, word, word)
}

/// `Actions: bitter, mildly analgesic`: the subject of a class word that stands by itself in a list below a label of properties.
fn labelled(subjects: &Subjects<'_>, word: Range<usize>) -> Option<Subject> {
    const LABEL: usize = 5;
    let view = &subjects.view;
    let mut first = word.start;
    while view.before(first, WordBits::ADJECTIVE.with(WordBits::LY)) {
        first -= 1;
    }
    let colon = (view.start()..first).rev().find(|at| view.is(*at, WordBits::COLON))?;
    let begins = first == colon + 1 || view.before(first, WordBits::COMMA.with(WordBits::AND));
    let ends = word.end == view.end() || view.written(word.end, TokenFlags::MARK) || view.is(word.end, WordBits::AND);
    let label = view.clause_start(colon)..colon;
    let names_it = view.of(Class::Property).any(|property| label.contains(&(property.start as usize)));
    if !begins || !ends || !names_it || label.len() > LABEL {
        return None;
    }
    let left = subjects.left(colon).and_then(|agent| subjects.resolve(agent));
    left.or_else(|| subjects.page.is_promotional().then(|| subjects.page_product()))
}
