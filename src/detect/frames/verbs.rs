//! The frames of verbs: active (`relieves anxiety`) and passive (`anxiety is relieved by …`), with the scope rules S2, S4
//! and S5. Floor 4.

use super::{Frame, Relation, reads_as_noun, relation, target_after};
use crate::detect::subject::{Agent, AgentKind, Subjects};
use crate::detect::view::{View, range};
use crate::lexicon::{Class, Form, Mention, WordBits};
use crate::prose::TokenFlags;

pub(super) fn active(subjects: &Subjects<'_>, verb: &Mention) -> Option<Relation> {
    let view = &subjects.view;
    if reads_as_noun(view, verb) || is_passive(view, verb) || is_sufferers_verb(view, verb) {
        return None;
    }
    // `a bone-softening disease` softens nothing: the noun before its hyphen is the object.
    let start = verb.start as usize;
    if view.is(start, WordBits::ING) && view.written(start, TokenFlags::JOINED) {
        return None;
    }
    let entry = view.entry(verb);
    let Some(target) = target_after(view, verb.end as usize, entry.gap, verb) else {
        return of_pronoun(subjects, verb);
    };
    if !entry.closes_with.is_empty() && !closes(view, target.end as usize, &entry.closes_with) {
        return None;
    }
    let subject = subjects.of_verb(verb, &range(target))?;
    relation(subjects, Frame::Active, subject, verb, target)
}

/// `Whether it is gout or lupus, our drops cure it`, `Got gout? Kava beats it`: what the pronoun stands for is named before, in
/// the sentence or in the question before it. Only who is named itself says so: `Nausea may follow; stop it` advises.
fn of_pronoun(subjects: &Subjects<'_>, verb: &Mention) -> Option<Relation> {
    let view = &subjects.view;
    let pronoun = verb.end as usize;
    // `If you have gout, kava will cure you.`
    let ends = || view.written(pronoun + 1, TokenFlags::MARK) || pronoun + 1 == view.end();
    let is_patient = view.is(pronoun, WordBits::PATIENT) && ends();
    if !is_patient && !view.is(pronoun, WordBits::OBJECT) {
        return None;
    }
    let subject = subjects.of_verb(verb, &(pronoun..pronoun + 1)).filter(|subject| subject.explicit)?;
    let from = subject.at.as_ref()?.start;
    let allowed = &view.entry(verb).targets;
    let named = |there: &View<'_>, before: usize| {
        let fits = |target: &&Mention| allowed.is_empty() || allowed.contains(&target.class);
        let last = there.matching(Class::is_disease).filter(fits).filter(|it| it.end as usize <= before).last();
        last.copied()
    };
    let asked = || {
        let before = View { passage: view.reading.previous_in_block(view.passage)?, ..*view };
        before.asks().then(|| named(&before, before.end())).flatten()
    };
    let at = u32::try_from(pronoun).ok()?;
    let behind = || asked().map(|target| Mention { start: at, end: at + 1, ..target });
    let target = named(view, from).or_else(|| if is_patient { None } else { behind() })?;
    relation(subjects, Frame::Active, subject, verb, &target)
}

/// Whether one of the closings (`at bay`) stands right behind a target.
fn closes(view: &View<'_>, from: usize, closings: &[Vec<crate::lexicon::WordId>]) -> bool {
    const REACH: usize = 3;
    (from..=from + REACH).any(|start| {
        closings.iter().any(|words| {
            words.iter().enumerate().all(|(offset, word)| view.tok(start + offset).is_some_and(|tok| tok.word == *word))
        })
    })
}

pub(super) fn passive(subjects: &Subjects<'_>, verb: &Mention) -> Option<Relation> {
    const TARGET_REACH: usize = 8;
    const AGENT_REACH: usize = 8;
    let view = &subjects.view;
    if !is_passive(view, verb) {
        return None;
    }
    let (start, end) = (verb.start as usize, verb.end as usize);
    let allowed = &view.entry(verb).targets;
    let mut left: Vec<&Mention> = view
        .matching(Class::is_target)
        .filter(|target| allowed.is_empty() || allowed.contains(&target.class))
        .filter(|target| target.end as usize <= start && start - target.end as usize <= TARGET_REACH)
        .filter(|target| !view.breaks(target.end as usize..start))
        .collect();
    let target = left.pop()?;
    let joined = |agent: &&Agent| {
        // `relieved by therapy, and kratom is a tree`: the comma ends what `by` introduces.
        let by = (end..agent.at.start).rev().find(|at| view.is(*at, WordBits::INSTRUMENT));
        let reaches = by.is_some_and(|by| !view.any(by..agent.at.start, WordBits::COMMA));
        reaches && !view.breaks(end..agent.at.start)
    };
    let usable = |agent: &&Agent| agent.kind != AgentKind::Blocked;
    let near = |agent: &&Agent| agent.at.start - end <= AGENT_REACH || subjects.page.is_promotional();
    let mut subject = None;
    // Where the page sells, the product may stand further off: `is reversed by the oil in every capsule`.
    for agent in subjects.agents.iter().filter(usable).filter(joined).filter(near) {
        subject = subjects.resolve(agent);
        if subject.is_some() || (agent.kind == AgentKind::Other && !subjects.page.is_promotional()) {
            break;
        }
    }
    relation(subjects, Frame::Passive, subject?, verb, target)
}

/// Whether a participle stands in the passive: a form of be at most three tokens to the left (S4).
fn is_passive(view: &View<'_>, verb: &Mention) -> bool {
    if view.form(verb) != Form::Participle {
        return false;
    }
    let mut at = verb.start as usize;
    let adverb = WordBits::ADVERB.with(WordBits::LY).with(WordBits::NEGATIVE).with(WordBits::AND);
    let mut steps = 0;
    while steps < 3 && view.before(at, adverb) {
        at -= 1;
        steps += 1;
    }
    view.before(at, WordBits::BE)
}

/// `people battling depression` is a target, never a trigger (S5).
fn is_sufferers_verb(view: &View<'_>, verb: &Mention) -> bool {
    let mut at = verb.start as usize;
    let mut relative = false;
    while view.before(
        at,
        WordBits::RELATIVE.with(WordBits::ADVERB).with(WordBits::LY).with(WordBits::BE).with(WordBits::HAVE),
    ) {
        at -= 1;
        relative |= view.is(at, WordBits::RELATIVE);
    }
    let hangs = relative || view.form(verb) == Form::Ing;
    hangs && view.of(Class::Sufferer).any(|people| people.end as usize == at)
}
