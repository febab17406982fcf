//! Frames: the ways to say that a thing does something to a target. The engine owns them, packs fill them with words.
//! A frame starts from its trigger (verb, noun, class word) and asks for a target and a subject; scope rules S1 to S5
//! bound what it may reach. It judges neither modality nor severity. Floor 4.

mod impression;
mod nominal;
mod property;
mod purpose;
mod set_against;
mod verbs;

use std::ops::Range;

pub(super) use super::engine::Frame;
use super::shortcut::skips;
use super::subject::{Subject, Subjects};
use super::view::{View, range};
use crate::lexicon::{Class, Classes, Form, Mention, PackText, Tier, WordBits};
use crate::prose::TokenFlags;
use impression::{implied, problem_offer, testimony};
use nominal::nominal;
use property::property;
use purpose::{good_for, keyphrases, product_names};
pub(super) use set_against::{names_care, set_against};
use verbs::{active, passive};

/// A subject, a relation and a target in one frame.
#[derive(Clone, Debug)]
pub(crate) struct Relation {
    /// The frame.
    pub frame: Frame,
    /// The promoted thing.
    pub subject: Subject,
    /// The tokens of the trigger.
    pub trigger: Range<usize>,
    /// What the trigger says: `cure`, `relieve`.
    pub relation: PackText,
    /// The tokens of the target.
    pub target: Range<usize>,
    /// The target's class.
    pub class: Class,
    /// The target's group.
    pub group: PackText,
    /// How serious the target is.
    pub tier: Tier,
}

impl Relation {
    /// Whether it takes the signs of a claim besides: that a disease stands beside a product, or a medicine in a customer's
    /// mouth, is not enough.
    pub(super) const fn needs_signs(&self) -> bool {
        match self.frame {
            Frame::Implied => true,
            Frame::Testimony => matches!(self.class, Class::Drug | Class::Therapy),
            _ => false,
        }
    }
}

/// What some frame takes for a target. Most passages name none of it, and no frame needs to look at them.
const TARGETS: Classes = Classes::of(&[
    Class::Condition,
    Class::Symptom,
    Class::Biomarker,
    Class::Pathogen,
    Class::Function,
    Class::Mechanism,
    Class::ClassWord,
    Class::Drug,
    Class::Therapy,
]);

/// What may act on a thing that only a pronoun stands for.
const VERBS: Classes = Classes::of(&[Class::Verb]);

/// All relations that the frames see in a passage.
#[must_use]
pub(crate) fn relations(subjects: &Subjects<'_>) -> Vec<Relation> {
    let mut out = Vec::new();
    let view = &subjects.view;
    // `Got gout? Kava cures it`: the sentence before may name it.
    let points_back = || view.passage.classes.any(VERBS) && view.any(view.passage.toks.clone(), WordBits::OBJECT);
    if skips(!view.passage.classes.any(TARGETS) && !points_back()) {
        return out;
    }
    for mention in view.mentions() {
        let found = match mention.class {
            Class::Verb => active(subjects, mention).or_else(|| passive(subjects, mention)),
            Class::Noun => nominal(subjects, mention),
            Class::ClassWord => property(subjects, mention),
            Class::Effective => good_for(subjects, mention, Frame::Effective),
            Class::UsedFor => good_for(subjects, mention, Frame::UsedFor),
            _ => None,
        };
        out.extend(found);
    }
    out.dedup_by(|a, b| {
        a.frame == b.frame && a.trigger == b.trigger && a.target == b.target && a.relation == b.relation
    });
    out.extend(keyphrases(subjects));
    out.extend(product_names(subjects));
    out.extend(problem_offer(subjects));
    out.extend(testimony(subjects));
    if out.is_empty() {
        out.extend(implied(subjects));
    }
    out
}

fn relation(
    subjects: &Subjects<'_>,
    frame: Frame,
    subject: Subject,
    trigger: &Mention,
    target: &Mention,
) -> Option<Relation> {
    let view = &subjects.view;
    // A vague word (stress, cold) is a health word only beside a product that is named.
    if view.is_vague(target) && !subject.explicit && !subjects.page.is_promotional() {
        return None;
    }
    let entry = view.entry(target);
    Some(Relation {
        frame,
        subject,
        trigger: range(trigger),
        relation: view.entry(trigger).relation.clone(),
        target: range(target),
        class: target.class,
        group: entry.group.clone(),
        tier: worst_tier(view, target),
    })
}

/// The nearest target behind a position, within `gap` tokens and the clause.
fn target_after<'r>(view: &View<'r>, from: usize, gap: usize, trigger: &Mention) -> Option<&'r Mention> {
    const BEHIND_COLON: usize = 3;
    // `Flushing, nausea`: a list, no verb and its object.
    if view.is(from, WordBits::COMMA) && !view.starting(from + 1).iter().any(|next| next.class == Class::Verb) {
        return None;
    }
    let allowed = &view.entry(trigger).targets;
    let stop = WordBits::HARD_MARK.with(WordBits::BREAK).with(WordBits::SUBORDINATOR);
    // `Relieves: colic` is a label before its list: one colon may be crossed.
    let colon = (from..from + gap).find(|at| view.is(*at, stop)).filter(|at| view.is(*at, WordBits::COLON));
    let reaches = |target: &&Mention| {
        let start = target.start as usize;
        let crossed = colon
            .is_some_and(|colon| start > colon && start - colon <= BEHIND_COLON && !view.any(colon + 1..start, stop));
        crossed || (start - from <= gap && !view.any(from..start, stop))
    };
    let fitting = || {
        view.matching(Class::is_target)
            .filter(|target| allowed.is_empty() || allowed.contains(&target.class))
            .filter(|target| target.start as usize >= from && !names_goods(view, target))
            .filter(|target| !is_treated_by_another(view, from, target))
            .filter(reaches)
    };
    // `the symptoms of gout`: the word that is a health word by itself is the target.
    fitting().find(|target| !view.is_vague(target)).or_else(|| fitting().next())
}

/// Whether a disease only says what goods or medicines are for: `tackles hay fever tablets`.
fn names_goods(view: &View<'_>, target: &Mention) -> bool {
    let goods = |next: &Mention| matches!(next.class, Class::Product | Class::Drug) && !view.is_vague(next);
    target.class.is_disease() && view.starting(target.end as usize).iter().any(goods)
}

/// Whether a disease is what a medicine named before it is for: `blocks a drug used for myeloma`.
fn is_treated_by_another(view: &View<'_>, from: usize, target: &Mention) -> bool {
    let start = target.start as usize;
    let is_for = |at: usize| at < start && view.is(at, WordBits::FOR);
    let used =
        |at: usize| view.starting(at).iter().find(|word| word.class == Class::UsedFor).map(|word| word.end as usize);
    view.of(Class::Drug)
        .filter(|drug| drug.start as usize >= from && (drug.end as usize) < start)
        .any(|drug| is_for(drug.end as usize) || used(drug.end as usize).is_some_and(|end| end <= start))
}

/// The most serious of a target and those coordinated with it: `pain, anxiety and depression`.
fn worst_tier(view: &View<'_>, target: &Mention) -> Tier {
    const APART: usize = 3;
    let mut end = target.end as usize;
    let mut worst = view.entry(target).tier;
    for next in view.matching(Class::is_target).filter(|next| next.start >= target.end) {
        let between = end..next.start as usize;
        let joined = between.len() <= APART
            && view.any(between.clone(), WordBits::COMMA.with(WordBits::AND))
            && !view.breaks(between);
        if !joined {
            break;
        }
        worst = worst.max(view.entry(next).tier);
        end = next.end as usize;
    }
    worst
}

/// Whether a verb's base form reads as a noun: `the cure`, `a natural treat`, `of support` (S5).
fn reads_as_noun(view: &View<'_>, verb: &Mention) -> bool {
    if !matches!(view.form(verb), Form::Base | Form::Third | Form::Plural) {
        return false;
    }
    let mut at = verb.start as usize;
    while view.before(at, WordBits::ADJECTIVE) {
        at -= 1;
    }
    let noun_opener = WordBits::DETERMINER
        .with(WordBits::INDEFINITE)
        .with(WordBits::POSSESSIVE)
        .with(WordBits::OWN)
        .with(WordBits::GENITIVE);
    let after_preposition = view.before(at, WordBits::PREPOSITION) && !view.before(at, WordBits::TO);
    let demonstrative = view.form(verb) == Form::Base
        && view.before(at, WordBits::DEMONSTRATIVE)
        && !view.before(at, WordBits::RELATIVE);
    view.before(at, noun_opener) || after_preposition || demonstrative
}

/// Whether a noun phrase stands alone at the start of its clause on a page that promotes a product: `Fast relief from …`.
fn opens_phrase(subjects: &Subjects<'_>, at: usize) -> bool {
    let view = &subjects.view;
    let light = WordBits::DETERMINER
        .with(WordBits::INDEFINITE)
        .with(WordBits::FOR)
        .with(WordBits::POSSESSIVE)
        .with(WordBits::NUMBER);
    let start = view.clause_start(at);
    let unfit = WordBits::BE
        .with(WordBits::MODAL)
        .with(WordBits::HAVE)
        .with(WordBits::DO)
        .with(WordBits::NEGATIVE)
        .with(WordBits::PRONOUN);
    const LONGEST: usize = 5;
    subjects.page.is_promotional()
        && at - start <= LONGEST
        && (start..at).all(|position| {
            let mark =
                view.written(position, TokenFlags::MARK) && !view.is(position, WordBits::COMMA.with(WordBits::AND));
            view.is(position, light) || (!view.is(position, unfit) && !mark)
        })
}
