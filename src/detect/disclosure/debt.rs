//! Who owes what: each substance that a page makes claims for, at its own first claim; and the page itself, for the
//! conditions that its claims, titles and headings name. Floor 4.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Profile;
use super::around::announces_risks;
use crate::detect::claims::Claim;
use crate::detect::engine::Engine;
use crate::detect::reading::Reading;
use crate::detect::severity::Severity;
use crate::detect::view::View;
use crate::lexicon::EntryId;

/// What one substance, or the page's topic, makes owed.
#[derive(Clone, Debug)]
pub(in crate::detect) struct Debt {
    /// The substance; none for the page's topic.
    pub(in crate::detect) substance: Option<EntryId>,
    /// Its name as the page writes it.
    pub(in crate::detect) name: String,
    /// The profiles it falls under.
    pub(in crate::detect) profiles: Vec<String>,
    /// Its first claim.
    pub(in crate::detect) claim: Range<usize>,
    /// The block of that claim.
    pub(in crate::detect) block: usize,
    /// The severity of its loudest claim.
    pub(in crate::detect) loudest: Severity,
    /// Whether it is a substance of high risk.
    pub(in crate::detect) high_risk: bool,
}

/// The debts of a page, by first claim; the page's own last.
#[must_use]
pub(in crate::detect) fn debts(engine: &Engine, reading: &Reading<'_>, judged: &[Claim]) -> Vec<Debt> {
    let mut loud: Vec<&Claim> = judged.iter().filter(|claim| claim.subject.is_some()).collect();
    loud.sort_by_key(|claim| claim.extent.start);
    let mut out: Vec<Debt> = Vec::new();
    for claim in &loud {
        let Some(subject) = &claim.subject else { continue };
        let Some(id) = subject.entry else { continue };
        let entry = engine.lexicon.entry(id);
        // A plant and its constituents (kratom, mitragynine) owe one another's risks once, under the name that came first.
        let kin = |debt: &Debt| {
            debt.substance.is_some_and(|other| {
                let other = engine.lexicon.entry(other);
                other.group == entry.group
                    && other.disclosures.iter().any(|profile| entry.disclosures.contains(profile))
            })
        };
        match out.iter_mut().find(|debt| debt.substance == Some(id) || kin(debt)) {
            Some(debt) => {
                debt.loudest = debt.loudest.max(claim.severity);
                debt.high_risk |= entry.high_risk;
                let profiles = entry.disclosures.iter().filter(|profile| !debt.profiles.contains(profile));
                debt.profiles.extend(profiles.cloned().collect::<Vec<_>>());
            }
            None => out.push(Debt {
                substance: Some(id),
                name: subject.resolved.clone(),
                profiles: entry.disclosures.clone(),
                claim: claim.extent.clone(),
                block: reading.toks[claim.extent.start].block as usize,
                loudest: claim.severity,
                high_risk: entry.high_risk,
            }),
        }
    }
    if let Some(first) = loud.first() {
        let named = conditions(engine, reading, &loud);
        let profiles = engine.requirements.iter().flat_map(|requirement| &requirement.profiles);
        let owed: BTreeSet<&str> =
            profiles.filter(|profile| is_owed(profile, &named)).map(|profile| profile.id.as_str()).collect();
        out.push(Debt {
            substance: None,
            name: first.subject.as_ref().map(|subject| subject.resolved.clone()).unwrap_or_default(),
            profiles: owed.into_iter().map(str::to_owned).collect(),
            claim: first.extent.clone(),
            block: reading.toks[first.extent.start].block as usize,
            loudest: loud.iter().map(|claim| claim.severity).max().unwrap_or(first.severity),
            high_risk: false,
        });
    }
    out
}

fn is_owed(profile: &Profile, named: &BTreeSet<&str>) -> bool {
    profile.conditions.iter().any(|condition| named.contains(condition.as_str()))
}

/// The ids and groups of the conditions that claims, titles and headings name.
fn conditions<'e>(engine: &'e Engine, reading: &Reading<'_>, loud: &[&Claim]) -> BTreeSet<&'e str> {
    let view = |passage| View { reading, lexicon: &engine.lexicon, passage };
    let titles = reading.passages.iter().filter(|passage| reading.is_title(passage.block));
    // `## Risks: overdose` names what the substance does, not what the page is about.
    let titles = titles.map(view).filter(|view| !announces_risks(engine, view)).map(|view| &view.passage.toks);
    let claimed = loud.iter().flat_map(|claim| std::iter::once(&claim.extent).chain(&claim.target));
    let mut naming: Vec<&Range<usize>> = claimed.chain(titles).collect();
    naming.sort_by_key(|range| range.start);
    // Both are in order of place, so one walk finds what stands in a claim or a title.
    let (mut next, mut reach) = (0, 0);
    let mut out = BTreeSet::new();
    for mention in reading.mentions.iter().filter(|mention| mention.class.is_disease()) {
        let at = mention.start as usize;
        while let Some(range) = naming.get(next).filter(|range| range.start <= at) {
            reach = reach.max(range.end);
            next += 1;
        }
        if at < reach {
            let entry = engine.lexicon.entry_of(mention.term);
            out.insert(entry.id.as_str());
            out.insert(entry.group.as_str());
        }
    }
    out
}
