//! [`PageScore`]: a page in numbers, for statistics and reports: how much it claims, how it hedges, what it owes and gives,
//! and where claims and risks begin. It judges nothing. Floor 4.

use std::collections::BTreeMap;

use super::claims::Claim;
use super::disclosure::{Debt, Owed, Requirement, State};
use super::page::amount;
use super::reading::Reading;
use super::rule::Rule;
use crate::prose::{BlockKind, TokenFlags};

/// A page in numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageScore {
    /// Words of visible prose, those of [`crate::prose::Document`].
    pub words: usize,
    /// Claims by rule id, silenced ones left out.
    pub claims: BTreeMap<String, usize>,
    /// Claims that only a weak hedge (`may`) tempers.
    pub hedged: usize,
    /// Claims beside which a limit of the substance stands (`the evidence is limited`).
    pub qualified: usize,
    /// What the page owes its readers, and how it gives it.
    pub disclosures: Vec<Disclosure>,
    /// The share of the visible words that stands before the first claim, 0 to 1.
    pub first_claim: Option<f64>,
    /// The share of the visible words that stands before the first risk told in the author's voice, 0 to 1.
    pub first_risk: Option<f64>,
}

/// Something that a page owes its readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// The element's id: `dependence`.
    pub element: String,
    /// In words: `dependence and withdrawal`.
    pub name: String,
    /// The substance that owes it, as the page writes it; empty for what is owed whatever it is.
    pub subject: String,
    /// How well it is given.
    pub state: State,
    /// Whether it is a risk of the substance, not advice, a number or a disclaimer.
    pub is_risk: bool,
    /// Where it is said, as a position of the reading.
    pub(super) at: Option<usize>,
}

impl Disclosure {
    pub(super) fn new(requirement: &Requirement, debts: &[Debt], owed: &Owed) -> Self {
        let element = &requirement.elements[owed.element];
        let subject = if element.about_substance { debts[owed.debt].name.clone() } else { String::new() };
        Self {
            element: element.id.clone(),
            name: element.name.clone(),
            subject,
            state: owed.state,
            is_risk: element.about_substance,
            at: owed.at.as_ref().map(|at| at.start),
        }
    }
}

impl PageScore {
    /// Counts a page's claims and what it owes.
    pub(super) fn new(reading: &Reading<'_>, rules: &[Rule], judged: &[Claim], owed: Vec<Disclosure>) -> Self {
        if judged.is_empty() {
            return Self { words: reading.document.words, ..Self::default() };
        }
        let mut claims: BTreeMap<String, usize> = BTreeMap::new();
        for claim in judged {
            *claims.entry(rules[claim.rule].id.to_string()).or_default() += 1;
        }
        let place = |at: Option<usize>| at.map(|at| words_before(reading, at));
        let told = owed.iter().filter(|owed| owed.is_risk && owed.state > State::AttributedOnly);
        Self {
            words: reading.document.words,
            claims,
            hedged: judged.iter().filter(|claim| claim.modality == "weak").count(),
            qualified: judged.iter().filter(|claim| claim.modality == "qualified").count(),
            first_claim: place(judged.iter().map(|claim| claim.extent.start).min()),
            first_risk: place(told.filter_map(|owed| owed.at).min()),
            disclosures: owed,
        }
    }

    /// How many of the disclosures that it owes the page gives where and as it should.
    #[must_use]
    pub fn given(&self) -> usize {
        self.disclosures.iter().filter(|owed| owed.state == State::Adequate).count()
    }

    /// All claims.
    #[must_use]
    pub fn total(&self) -> usize {
        self.claims.values().sum()
    }

    /// Claims for each 100 words, by rule id.
    #[must_use]
    pub fn per_100_words(&self) -> BTreeMap<&str, f64> {
        let words = amount(self.words.max(1));
        self.claims.iter().map(|(rule, count)| (rule.as_str(), 100.0 * amount(*count) / words)).collect()
    }

    /// The share of the claims that a weak hedge tempers, 0 to 1.
    #[must_use]
    pub fn share_hedged(&self) -> f64 {
        amount(self.hedged) / amount(self.total().max(1))
    }
}

/// The share of the visible words that stands before a position.
fn words_before(reading: &Reading<'_>, at: usize) -> f64 {
    let mut before = 0usize;
    for passage in reading.passages.iter().filter(|passage| !passage.has_lead()) {
        if passage.toks.start >= at {
            break;
        }
        let hidden = matches!(reading.block(passage).kind, BlockKind::FrontMatter(_) | BlockKind::Alt);
        if !hidden {
            let positions = passage.toks.start..passage.toks.end.min(at);
            before += positions.filter(|at| !reading.toks[*at].flags.has(TokenFlags::MARK)).count();
        }
    }
    (amount(before) / amount(reading.document.words.max(1))).min(1.0)
}
