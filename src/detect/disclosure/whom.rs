//! Whom a statement of risk is about: the substance, what the page promotes, or a drug or therapy, whose risks are no
//! disclosure. By the sentence's own words, then the sentence before, the headings, the page's topic. Floor 4.

use std::ops::Range;

use super::around::{Around, Scope};
use crate::detect::subject::{Agent, AgentKind, Antecedent, Subjects};
use crate::detect::view::{View, range};
use crate::lexicon::{Class, EntryId, Mention, WordBits};

/// Whom a statement is about.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Whom {
    /// These substances.
    These(Vec<EntryId>),
    /// Whatever the page promotes.
    Page,
}

/// What an agent is for the question whose risk it is.
enum Role {
    Substance(Option<EntryId>),
    Drug,
}

fn role(subjects: &Subjects<'_>, around: &Around, agent: &Agent, last: Option<&Role>) -> Option<Role> {
    match agent.kind {
        AgentKind::Named | AgentKind::Blocked if agent.entry.is_some() => Some(Role::Substance(agent.entry)),
        AgentKind::Other | AgentKind::Blocked => is_drug(&subjects.view, agent).then_some(Role::Drug),
        AgentKind::Pronoun if matches!(last, Some(Role::Drug)) || (last.is_none() && around.drug_named) => {
            Some(Role::Drug)
        }
        AgentKind::Named | AgentKind::Indefinite => None,
        _ => subjects.resolve(agent).map(|subject| Role::Substance(subject.entry)),
    }
}

/// Whom the words at a place are about; nothing if about a drug or a therapy.
pub(super) fn whom(
    subjects: &Subjects<'_>,
    around: &Around,
    leads: &[Range<usize>],
    at: &Range<usize>,
) -> Option<Whom> {
    let view = &subjects.view;
    let mut entries: Vec<EntryId> = Vec::new();
    let verbal = WordBits::MODAL.with(WordBits::BE).with(WordBits::HAVE).with(WordBits::DO);
    let mut substance: Option<&Agent> = None;
    let mut last: Option<(Role, &Agent)> = None;
    // What reaches into the statement is part of it: `hormonal contraceptives may fail`.
    for agent in subjects.agents.iter().filter(|agent| agent.at.end <= at.start) {
        // `Mixed with alcohol, it can …`: the pronoun is not what stands in the fronted phrase.
        let of_subject = last.as_ref().filter(|(_, agent)| agent.kind != AgentKind::Blocked && !is_fronted(view));
        let of_subject = of_subject.map(|(role, _)| role);
        let Some(role) = role(subjects, around, agent, of_subject) else { continue };
        if let Role::Substance(entry) = role {
            entries.extend(entry);
            substance = Some(agent);
        }
        last = Some((role, agent));
    }
    let these = || if entries.is_empty() { Whom::Page } else { Whom::These(entries.clone()) };
    match (last, substance) {
        (Some((Role::Drug, drug)), Some(substance)) if owns_risk(view, substance, drug) => return None,
        (Some((Role::Drug, drug)), None) => {
            let other = view.any(drug.at.end..at.start, WordBits::HARD_MARK);
            let is_subject = drug.kind == AgentKind::Pronoun
                || drug.kind == AgentKind::Other
                    && (opens_clause(view, drug.at.start)
                        || view.is(drug.at.end, verbal)
                        || leads.iter().any(|lead| lead.start == drug.at.end));
            let set_off = governed_by(view, drug.at.start, WordBits::COMPARED) || has_relative(view, drug);
            if !other && (is_subject || set_off) {
                return None;
            }
        }
        (Some(_), _) => return Some(these()),
        (None, _) => {}
    }
    // `Stress can cause high blood pressure`: another thing is what causes it.
    let other = |m: &&Mention| {
        let habit = m.class == Class::Agent && view.entry(m).group == "lifestyle";
        (habit || m.class.is_disease() || m.class == Class::Pathogen)
            && leads.iter().any(|lead| range(m).end <= lead.start && lead.start <= at.start)
            && opens_clause(view, range(m).start)
    };
    if view.mentions().iter().any(|m| other(&m)) {
        return None;
    }
    let behind = subjects.agents.iter().filter(|agent| agent.at.start >= at.end);
    for agent in behind {
        if agent.entry.is_some() {
            let all = subjects.agents.iter().filter_map(|agent| agent.entry).collect();
            return Some(Whom::These(all));
        }
        if is_drug(view, agent) && agent.at.start - at.end <= NEAR && !view.any(at.end..agent.at.start, WordBits::COMMA)
        {
            let tied = agent.at.start == at.end || governed_by(view, agent.at.start, WordBits::TIED);
            if tied {
                return None;
            }
        }
    }
    if around.after_drug {
        return None;
    }
    if let Some(Antecedent::Promoted { entry: Some(entry), .. }) = subjects.antecedent {
        return Some(Whom::These(vec![*entry]));
    }
    match (&around.scope, &subjects.page.topic) {
        (Scope::Substances(entries), _) => Some(Whom::These(entries.clone())),
        (Scope::Drug, _) => None,
        (Scope::Open, Some(topic)) => Some(Whom::These(vec![topic.entry])),
        (Scope::Open, None) => Some(Whom::Page),
    }
}

/// Whether a drug that stands behind a substance is what the words behind it are about: `unlike kratom, opioids cause …`,
/// `an alternative to opioids, which cause …`, but not `interacts with antidepressants and can cause …`.
fn owns_risk(view: &View<'_>, substance: &Agent, drug: &Agent) -> bool {
    let between = substance.at.end..drug.at.start;
    let set_off = governed_by(view, substance.at.start, WordBits::COMPARED);
    let listed = view.is(substance.at.end, WordBits::COMMA.with(WordBits::AND)) && !set_off;
    let with = drug.at.start.saturating_sub(2).max(view.start())..drug.at.start;
    let apart = drug.kind == AgentKind::Other
        && !listed
        && !view.any(with, WordBits::INSTRUMENT)
        && view
            .any(between, WordBits::COMMA.with(WordBits::BREAK).with(WordBits::TERMINATOR).with(WordBits::HARD_MARK));
    apart || has_relative(view, drug) || governed_by(view, drug.at.start, WordBits::COMPARED)
}

/// `Mixed with alcohol or opioids, …`: the sentence opens with what the substance is taken with.
fn is_fronted(view: &View<'_>) -> bool {
    const REACH: usize = 3;
    let head = view.start()..(view.start() + REACH).min(view.end());
    view.any(head, WordBits::INSTRUMENT)
}

/// `opioids, which …`
fn has_relative(view: &View<'_>, drug: &Agent) -> bool {
    let comma = usize::from(view.is(drug.at.end, WordBits::COMMA));
    view.is(drug.at.end + comma, WordBits::RELATIVE)
}

/// Whether an agent is a drug or a therapy, not a person or a body.
pub(super) fn is_drug(view: &View<'_>, agent: &Agent) -> bool {
    agent.entry.is_none()
        && view.starting(agent.at.start).iter().any(|m| matches!(m.class, Class::Drug | Class::Therapy))
}

/// Whether an agent is a person or a body, not a drug, a study or a habit.
pub(super) fn can_speak(view: &View<'_>, agent: &Agent) -> bool {
    let speakers = ["people", "body", "government"];
    let is = |m: &Mention| m.class == Class::Agent && speakers.contains(&view.entry(m).group.as_str());
    view.starting(agent.at.start).iter().any(is)
}

/// Whether a noun phrase stands at the start of its clause.
pub(super) fn opens_clause(view: &View<'_>, start: usize) -> bool {
    let head = view.phrase_start(start);
    head == view.start() || view.before(head, WordBits::COMMA.with(WordBits::HARD_MARK).with(WordBits::BREAK))
}

/// Whether one of these words governs a noun phrase.
pub(super) fn governed_by(view: &View<'_>, start: usize, words: WordBits) -> bool {
    view.before(view.phrase_start(start), words)
}

/// Most tokens between a risk and the drug whose risk it is.
const NEAR: usize = 4;
