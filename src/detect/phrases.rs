//! From a phrase that a pack lists to a claim: whether what must stand near it does, and whose claim it is. Frames, which
//! find what nobody listed, are `frames`. Floor 4.

use std::ops::Range;

use super::claims::{Claim, Surroundings};
use super::engine::{Engine, PhraseRule, SubjectNeed, Within};
use super::frames::Frame;
use super::matching::Match;
use super::severity::SeverityStep;
use super::subject::{Agent, AgentKind, Subject, Subjects};
use super::view::overlap;
use crate::lexicon::{Class, Mention, WordBits};

/// The claim that a phrase makes, if it makes one where it stands.
pub(super) fn of_phrase(
    engine: &Engine,
    subjects: &Subjects<'_>,
    around: Surroundings,
    found: Match,
    exceptions: &[Match],
) -> Option<Claim> {
    let view = &subjects.view;
    let rule: &PhraseRule = &engine.phrases[found.owner];
    if !is_whole(rule, subjects, around, &found, exceptions) {
        return None;
    }
    let subject = match said_of(rule, subjects, &found) {
        Some(subject) => Some(subject),
        None if rule.subject == SubjectNeed::None => None,
        None => return None,
    };
    let mut extent = found.at.clone();
    if rule.extend {
        while view.before(extent.start, WordBits::ADJECTIVE) {
            extent.start -= 1;
        }
    }
    let target = found
        .slots
        .iter()
        .find(|(class, _)| *class != Class::Substance && *class != Class::Product)
        .map(|(_, at)| at.clone());
    let named = || {
        let whole = |at: &Range<usize>, mention: &Mention| mention.end as usize == at.end;
        target.iter().flat_map(move |at| view.starting(at.start).iter().filter(move |mention| whole(at, mention)))
    };
    // A vague word (stress, cold) is a health word only beside a named product or where the page sells one.
    let vague = named().any(|mention| mention.class.is_disease() && view.is_vague(mention));
    let explicit = subject.as_ref().is_some_and(|subject| subject.explicit);
    if vague && !explicit && !subjects.page.is_promotional() {
        return None;
    }
    let tier = || named().next().map(|mention| view.entry(mention).tier);
    let graded = rule.graded.as_ref().map(|relation| engine.grid.base(relation, tier().unwrap_or_default()));
    let base = graded.unwrap_or(engine.rules[rule.rule].severity);
    Some(Claim {
        rule: rule.rule,
        frame: Frame::Phrase,
        subject,
        trigger: found.at,
        relation: String::new(),
        target,
        extent,
        rank: rule.rank,
        steps: vec![SeverityStep { reason: "base of the rule".to_owned(), to: base }],
        severity: base,
        modality: "bare",
        says: Vec::new(),
        hedge: None,
        needs_signs: false,
        outweighs: false,
        asked: false,
        silenced: None,
    })
}

/// The rules of which a phrase stands there that is said of nothing the page promotes, though they ask for that.
pub(super) fn said_of_nothing<'e>(engine: &'e Engine, subjects: &Subjects<'_>, around: Surroundings) -> Vec<&'e str> {
    let view = &subjects.view;
    let exceptions = engine.phrase_exceptions.find(view, view.start()..view.end());
    let lacks_subject = |found: &Match| {
        let rule = &engine.phrases[found.owner];
        rule.subject != SubjectNeed::None
            && is_whole(rule, subjects, around, found, &exceptions)
            && said_of(rule, subjects, found).is_none()
    };
    let found = engine.phrase_patterns.find_affirmed(view, view.start()..view.end()).into_iter().filter(lacks_subject);
    found.map(|found| engine.rules[engine.phrases[found.owner].rule].id.as_str()).collect()
}

/// Whether a phrase is none of the exceptions of its rule, and has near it what the rule asks for.
fn is_whole(
    rule: &PhraseRule,
    subjects: &Subjects<'_>,
    around: Surroundings,
    found: &Match,
    exceptions: &[Match],
) -> bool {
    let is_exception = |except: &Match| except.owner == found.owner && overlap(&except.at, &found.at);
    !exceptions.iter().any(is_exception) && (rule.near.is_empty() || is_near(subjects, rule, around))
}

/// What a phrase is said of, as its rule asks for it.
fn said_of(rule: &PhraseRule, subjects: &Subjects<'_>, found: &Match) -> Option<Subject> {
    match rule.subject {
        SubjectNeed::Resolved => phrase_subject(subjects, found, false),
        SubjectNeed::Named => phrase_subject(subjects, found, true),
        SubjectNeed::Page => phrase_subject(subjects, found, false).or_else(|| {
            let page = subjects.page.is_promotional() || subjects.page.topic.is_some();
            page.then(|| subjects.page_product())
        }),
        SubjectNeed::None => None,
    }
}

fn is_near(subjects: &Subjects<'_>, rule: &PhraseRule, around: Surroundings) -> bool {
    let here = subjects.view.mentions().iter().any(|mention| rule.near.contains(&mention.class));
    match rule.within {
        Within::Sentence => here,
        Within::Previous => here || around.previous_condition,
        Within::Page => {
            let page = subjects.page;
            let substance = rule.near.contains(&Class::Substance) && page.topic.is_some();
            here || around.previous_condition || page.titled_condition || !page.conditions.is_empty() || substance
        }
    }
}

/// The promoted thing nearest to a phrase: left of it, else right of it, else elided on a promotional page.
fn phrase_subject(subjects: &Subjects<'_>, found: &Match, named: bool) -> Option<Subject> {
    const RIGHT: usize = 20;
    let (view, at) = (&subjects.view, &found.at);
    // What the phrase sets aside as a medicine is not what it promotes, though a page may sell it: `Semaglutide costs $900. Our
    // drops are $29.`
    let set_aside = |agent: &Agent| {
        let medicine = |class: Class| matches!(class, Class::Drug | Class::Therapy);
        found.slots.iter().any(|(class, slot)| medicine(*class) && overlap(slot, &agent.at))
    };
    let among = |kinds: &[AgentKind]| {
        let inside = |agent: &&Agent| at.start <= agent.at.start && agent.at.end <= at.end && !set_aside(agent);
        subjects.agents.iter().filter(inside).find(|agent| kinds.contains(&agent.kind))
    };
    // `No better herb for migraine than kava` is said of kava, not of what another sentence has named.
    let inside = among(&[AgentKind::Named, AgentKind::Own]).or_else(|| among(&[AgentKind::Definite]));
    let left = subjects.left(at.start);
    let keep = |subject: Subject| (!named || subject.explicit).then_some(subject);
    let found = inside
        .and_then(|agent| subjects.resolve(agent))
        .or_else(|| left.and_then(|agent| subjects.resolve(agent)))
        .or_else(|| {
            let right = subjects.right(at.end, RIGHT)?;
            subjects.resolve(right)
        })
        .and_then(keep);
    if found.is_some() || named {
        return found;
    }
    // `Zenora review: the answer to Ozempic` is no review's answer.
    let near = |agent: &&Agent| !view.any(agent.at.end..at.start, WordBits::HARD_MARK);
    let other = |agent: &Agent| agent.kind == AgentKind::Other || subjects.means_medicine(agent);
    // `Root canal treatment removes the infection`: what the phrase begins in is its subject.
    let begun = subjects.agents.iter().find(|agent| agent.at.start < at.start && at.start < agent.at.end);
    let blocked = begun.or(left.filter(near)).is_some_and(other);
    (!blocked && subjects.page.is_promotional()).then(|| subjects.page_product())
}
