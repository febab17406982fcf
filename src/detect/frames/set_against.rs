//! The frame of two halves: a medicine or an operation in one, the promoted thing in the other, and nothing that joins them
//! but their order (`A surgeon's knife costs thousands. Our mat costs fifty.`). What either half says of it does not matter:
//! a seller who sets his goods against a medicine offers them in its place. Floor 4.

use std::ops::Range;

use super::{Frame, Relation, worst_tier};
use crate::detect::subject::{Agent, AgentKind, Subject, Subjects};
use crate::detect::view::{View, range};
use crate::lexicon::{Class, Classes, Mention, WordBits};
use crate::prose::TokenFlags;

/// Most words of a half: what goes on longer explains.
const HALF: usize = 12;

/// Most words before the medicine that a half is about: `Two courses of antibiotics`.
const HEAD: usize = 3;

/// What the first half names.
const CARE: Classes = Classes::of(&[Class::Drug, Class::Therapy]);

/// The promoted thing set against a medicine or an operation in the half before it, on a page that sells. The halves are two
/// sentences, parted at a border, or the clauses of one.
pub(crate) fn set_against(subjects: &Subjects<'_>, border: Option<usize>) -> Option<Relation> {
    let view = &subjects.view;
    if !subjects.page.sells() || !names_care(view) || view.passage.has_lead() || view.asks() {
        return None;
    }
    let border = border.or_else(|| only_border(view))?;
    let (first, second) = (view.start()..border, border..view.end());
    let terse = |half: &Range<usize>| {
        half.len() <= 2 * HALF && half.clone().filter(|at| !view.written(*at, TokenFlags::MARK)).count() <= HALF
    };
    if !terse(&first) || !terse(&second) || view.any(first.clone(), WordBits::QUESTION_MARK) {
        return None;
    }
    let within = |half: &Range<usize>, mention: &Mention| half.contains(&(mention.start as usize));
    let mut care = view.matching(|class| matches!(class, Class::Drug | Class::Therapy));
    let heads = |care: &Mention| care.start as usize <= opening(view, &first) + HEAD;
    let target = care.find(|care| within(&first, care) && heads(care) && !view.is_vague(care))?;
    let other = |class| matches!(class, Class::Drug | Class::Therapy | Class::Agent | Class::ClassWord);
    if view.matching(other).any(|other| within(&second, other)) || promoted(subjects, &first).is_some() {
        return None;
    }
    let subject = promoted(subjects, &second)?;
    // `Take the mat off before a scan` is about who has it.
    subject.at.as_ref().filter(|at| at.start <= opening(view, &second))?;
    let entry = view.entry(target);
    Some(Relation {
        frame: Frame::SetAgainst,
        subject,
        trigger: range(target),
        relation: "swap".into(),
        target: range(target),
        class: target.class,
        group: entry.group.clone(),
        tier: worst_tier(view, target),
    })
}

/// Whether a sentence names a medicine or an operation, without which nothing is set against one.
pub(crate) fn names_care(view: &View<'_>) -> bool {
    view.passage.classes.any(CARE)
}

/// The mark that parts the two clauses of a sentence, if there are two.
fn only_border(view: &View<'_>) -> Option<usize> {
    let parts = |at: usize| matches!(view.reading.norm(at), ";" | "—" | "→");
    let mut borders = (view.start()..view.end()).filter(|at| parts(*at));
    borders.next().filter(|_| borders.next().is_none())
}

/// Where the first word of a half stands that is no mark and no adverb.
fn opening(view: &View<'_>, half: &Range<usize>) -> usize {
    let light = |at: &usize| view.written(*at, TokenFlags::MARK) || view.is(*at, WordBits::ADVERB);
    half.clone().find(|at| !light(at)).unwrap_or(half.end)
}

/// The promoted thing that a half names.
fn promoted(subjects: &Subjects<'_>, half: &Range<usize>) -> Option<Subject> {
    // A bare `course` or `pack` is no product by itself.
    let named =
        |agent: &&Agent| half.contains(&agent.at.start) && !(agent.vague && agent.kind == AgentKind::Indefinite);
    subjects.agents.iter().filter(named).filter_map(|agent| subjects.resolve(agent)).find(|subject| subject.explicit)
}
