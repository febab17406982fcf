//! What surrounds a passage: the substance or the drug that its headings name, whether they announce risks, and whether the
//! sentence before was about a drug. Floor 4.

use super::Link;
use super::whom::{governed_by, is_drug, opens_clause};
use crate::detect::engine::Engine;
use crate::detect::subject::{Agent, AgentKind, Subjects};
use crate::detect::view::View;
use crate::lexicon::{EntryId, WordBits};
use crate::prose::BlockKind;

/// What the headings above a passage are about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::detect) enum Scope {
    /// Neither a substance nor a drug.
    #[default]
    Open,
    /// These substances.
    Substances(Vec<EntryId>),
    /// A drug or a therapy.
    Drug,
}

/// What surrounds a passage.
#[derive(Clone, Debug, Default)]
pub(in crate::detect) struct Around {
    /// What the innermost heading that names something names.
    pub(in crate::detect) scope: Scope,
    /// A heading below the page's title announces risks, or a callout warns.
    pub(in crate::detect) risky: bool,
    /// The sentence before, in running text, was about a drug.
    pub(in crate::detect) after_drug: bool,
    /// It named a drug and nothing else that a pronoun could stand for.
    pub(in crate::detect) drug_named: bool,
}

struct Section {
    level: u8,
    block: usize,
    scope: Scope,
    risky: bool,
}

/// What surrounds each passage, in order.
#[must_use]
pub(in crate::detect) fn arounds(engine: &Engine, passages: &[Subjects<'_>]) -> Vec<Around> {
    let mut sections: Vec<Section> = Vec::new();
    let mut after_drug = false;
    let mut drug_named = false;
    let mut out = Vec::with_capacity(passages.len());
    for subjects in passages {
        let (view, block) = (&subjects.view, subjects.view.passage.block);
        let inner = sections.iter().rev().find(|section| section.scope != Scope::Open);
        let in_text = matches!(view.reading.block(view.passage).kind, BlockKind::Paragraph);
        out.push(Around {
            scope: inner.map(|section| section.scope.clone()).unwrap_or_default(),
            risky: sections.iter().any(|section| section.risky) || view.reading.block(view.passage).context.callout,
            after_drug: after_drug && in_text,
            drug_named: drug_named && in_text,
        });
        let scope = scope(engine, subjects);
        if let BlockKind::Heading(level) = view.reading.block(view.passage).kind {
            sections.retain(|section| section.level < level || section.block == block);
            let risky = level > 1 && announces_risks(engine, view);
            sections.push(Section { level, block, scope, risky });
            (after_drug, drug_named) = (false, false);
        } else if !view.passage.has_lead() {
            // A sentence that names neither leaves its reader with the one before.
            let pronoun = subjects.agents.iter().any(|agent| agent.kind == AgentKind::Pronoun);
            let named = |agent: &Agent| agent.kind == AgentKind::Other && is_drug(view, agent);
            let carried = scope == Scope::Open && pronoun;
            after_drug = scope == Scope::Drug || (carried && after_drug);
            let other = WordBits::PRONOUN.with(WordBits::NEUTER).with(WordBits::OWN);
            let alone = !view.any(view.start()..view.end(), other) && !matches!(scope, Scope::Substances(_));
            drug_named = (alone && subjects.agents.iter().any(named)) || (carried && drug_named);
        }
    }
    out
}

/// Whether a heading announces what can go wrong.
pub(in crate::detect) fn announces_risks(engine: &Engine, view: &View<'_>) -> bool {
    let found = engine.link_patterns.find(view, view.start()..view.end());
    found.iter().any(|link| engine.links[link.owner] == Link::Titles)
}

/// What a sentence leaves its reader with: a substance rather than a drug, and a drug only as its subject.
fn scope(engine: &Engine, subjects: &Subjects<'_>) -> Scope {
    let mut named: Vec<EntryId> = subjects.agents.iter().filter_map(|agent| agent.entry).collect();
    named.dedup();
    if !named.is_empty() {
        return Scope::Substances(named);
    }
    let is_heading = matches!(subjects.view.reading.block(subjects.view.passage).kind, BlockKind::Heading(_));
    // `The trouble with antidepressants`, but `Interactions with antidepressants`.
    let of = if is_heading && announces_risks(engine, &subjects.view) {
        WordBits::ABOUT
    } else {
        WordBits::ABOUT.with(WordBits::TIED)
    };
    let is_subject = |agent: &Agent| match agent.kind {
        AgentKind::Other => opens_clause(&subjects.view, agent.at.start) || is_heading,
        AgentKind::Blocked => is_heading && governed_by(&subjects.view, agent.at.start, of),
        _ => false,
    };
    match subjects.agents.first() {
        Some(agent) if is_drug(&subjects.view, agent) && is_subject(agent) => Scope::Drug,
        _ => Scope::Open,
    }
}
