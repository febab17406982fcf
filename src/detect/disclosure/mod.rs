//! Disclosures: the risks that a page with claims owes its reader, whether it states them, in whose voice and where. Each
//! substance owes its own; a condition that the page is about owes help. What is owed is the packs'; how a statement is
//! recognised is `statement.rs`, of whom it is said `whom.rs`, what surrounds it `around.rs`, who owes `debt.rs`. Floor 4.

mod around;
mod debt;
mod statement;
mod whom;

use std::ops::Range;

use super::claims::Claim;
use super::engine::Engine;
pub(super) use super::engine::{Element, Link, Placement, Profile, Requirement};
use super::severity::{Severity, SeverityStep};
use super::subject::Subjects;

pub(super) use around::{Around, arounds};
pub(super) use debt::{Debt, debts};

/// How well an element is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Nowhere.
    Absent,
    /// Only as what critics or agencies say.
    AttributedOnly,
    /// Said, where few will read it.
    Buried,
    /// Said in the author's voice, near the claims.
    Adequate,
}

impl State {
    /// The words of the message.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::AttributedOnly => "only attributed to others",
            Self::Buried => "buried",
            Self::Adequate => "adequate",
        }
    }
}

/// An owed element and its state on a page.
#[derive(Clone, Debug)]
pub struct Owed {
    /// Who owes it, as an index of the debts.
    pub debt: usize,
    /// The element, as an index of the requirement's.
    pub element: usize,
    /// The best state found.
    pub state: State,
    /// Where it is said, for states other than absent.
    pub at: Option<Range<usize>>,
}

/// What a page owes under a requirement and how well it gives it, by debt.
#[must_use]
pub(super) fn owed(
    engine: &Engine,
    requirement: &Requirement,
    debts: &[Debt],
    passages: &[(Subjects<'_>, Around)],
    judged: &[Claim],
) -> Vec<Owed> {
    let mut out: Vec<Owed> = Vec::new();
    for (index, debt) in debts.iter().enumerate() {
        let profiles = requirement.profiles.iter().filter(|profile| debt.profiles.contains(&profile.id));
        for id in profiles.flat_map(|profile| &profile.must) {
            let Some(element) = requirement.elements.iter().position(|element| element.id == *id) else { continue };
            // What is not said of a substance is said once for all of them.
            let general = !requirement.elements[element].about_substance;
            if !out.iter().any(|other| other.element == element && (general || other.debt == index)) {
                out.push(Owed { debt: index, element, state: State::Absent, at: None });
            }
        }
    }
    if !out.is_empty() {
        for (subjects, around) in passages {
            statement::note(engine, requirement, (debts, judged), (subjects, around), &mut out);
        }
    }
    out
}

/// The missing elements in words: `absent: liver injury; buried: dependence`, by substance if several owe something.
#[must_use]
pub(super) fn list(requirement: &Requirement, debts: &[Debt], missing: &[Owed]) -> String {
    let about = |owed: &Owed| requirement.elements[owed.element].about_substance;
    let mut groups: Vec<(Option<usize>, Vec<&Owed>)> = Vec::new();
    for owed in missing {
        let key = about(owed).then_some(owed.debt);
        match groups.iter_mut().find(|(other, _)| *other == key) {
            Some((_, group)) => group.push(owed),
            None => groups.push((key, vec![owed])),
        }
    }
    let several = groups.iter().filter(|(key, _)| key.is_some()).count() > 1;
    let words = groups.iter().flat_map(|(key, group)| {
        let name = key.filter(|_| several).map(|debt| format!("{}, ", debts[debt].name)).unwrap_or_default();
        [State::Absent, State::AttributedOnly, State::Buried].into_iter().filter_map(move |state| {
            let of_state = group.iter().filter(|owed| owed.state == state);
            let names: Vec<&str> = of_state.map(|owed| requirement.elements[owed.element].name.as_str()).collect();
            (!names.is_empty()).then(|| format!("{name}{}: {}", state.text(), names.join(", ")))
        })
    });
    words.collect::<Vec<_>>().join("; ")
}

/// The names of those who owe what is missing: `Kava`, `Kava and kratom`, `Kava, kratom and 2 others`.
#[must_use]
pub(super) fn names(debts: &[Debt], missing: &[Owed]) -> String {
    let mut named: Vec<&str> = Vec::new();
    for owed in missing {
        let name = debts[owed.debt].name.as_str();
        if !named.iter().any(|other| other.eq_ignore_ascii_case(name)) {
            named.push(name);
        }
    }
    match named[..] {
        [] => String::new(),
        [one] => one.to_owned(),
        [one, two] => format!("{one} and {two}"),
        [one, two, three] => format!("{one}, {two} and {three}"),
        [one, two, ref rest @ ..] => format!("{one}, {two} and {} others", rest.len()),
    }
}

/// The severity of a finding and the steps to it: an error only for a substance of high risk, and for others no louder
/// than their claims.
#[must_use]
pub(super) fn severity(base: Severity, debts: &[Debt], missing: &[Owed]) -> (Severity, Vec<SeverityStep>) {
    let owing = || missing.iter().map(|owed| &debts[owed.debt]);
    let mut steps = vec![SeverityStep { reason: "base of the rule".to_owned(), to: base }];
    let mut severity = base;
    if !owing().any(|debt| debt.high_risk) {
        let loudest = owing().map(|debt| debt.loudest).max().unwrap_or(base);
        for (most, reason) in [(Severity::Warning, "no substance of high risk"), (loudest, "no louder than the claims")]
        {
            if severity > most {
                severity = most;
                steps.push(SeverityStep { reason: reason.to_owned(), to: most });
            }
        }
    }
    if steps.len() == 1 {
        steps.clear();
    }
    (severity, steps)
}

/// The authorities behind what is missing.
#[must_use]
pub(super) fn bases(requirement: &Requirement, debts: &[Debt], missing: &[Owed]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for owed in missing {
        let element = &requirement.elements[owed.element].id;
        let owing =
            |profile: &&Profile| debts[owed.debt].profiles.contains(&profile.id) && profile.must.contains(element);
        for profile in requirement.profiles.iter().filter(owing) {
            if !out.contains(&profile.basis) {
                out.push(profile.basis.clone());
            }
        }
    }
    out
}
