//! Lists of diseases that one substance is said to be good for: `treats asthma, diabetes, eczema, arthritis and cancer`, in
//! a sentence or as bullets. What doctors treat and what regulators quote is no claim, and silent. Floor 4.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Limits, Measured, Place, Sheet};
use crate::detect::claims::Claim;
use crate::detect::view::{View, range};
use crate::lexicon::EntryId;

/// The first list.
pub(super) fn found(sheet: &Sheet<'_>, limits: Limits<'_>) -> Option<Measured> {
    let reading = sheet.run.reading;
    let mut bulleted: BTreeMap<usize, (Vec<&Claim>, BTreeSet<EntryId>)> = BTreeMap::new();
    for claim in sheet.judged {
        let Some(passage) = reading.passage_at(claim.extent.start) else { continue };
        let view = sheet.view(passage);
        let (run, entries) = run(&view, claim);
        if limits.reached("conditions", entries.len()) {
            let signals = vec![format!("{} conditions in one list", entries.len())];
            let own = run.start.max(view.passage.own)..run.end;
            return Some(Measured { at: Place::Words(own), signals, others: Vec::new() });
        }
        if view.passage.has_lead()
            && let Some(lead) = reading.block(view.passage).lead.last()
        {
            let (claims, all) = bulleted.entry(*lead).or_default();
            claims.push(claim);
            all.extend(entries);
        }
    }
    let (claims, entries) = bulleted.into_values().find(|(_, entries)| limits.reached("conditions", entries.len()))?;
    let own = |claim: &&Claim| {
        let end = claim.extent.end;
        claim.target.as_ref().filter(|target| target.end <= end).cloned().unwrap_or(end - 1..end)
    };
    let signals = vec![format!("{} conditions in one list", entries.len())];
    let others = claims[1..].iter().map(own).collect();
    Some(Measured { at: Place::Words(own(&claims[0])), signals, others })
}

/// The diseases around a claim of one list, with the range they cover.
fn run(view: &View<'_>, claim: &Claim) -> (Range<usize>, BTreeSet<EntryId>) {
    let mut best: (Range<usize>, BTreeSet<EntryId>) = (claim.extent.clone(), BTreeSet::new());
    let mut current: (Range<usize>, BTreeSet<EntryId>) = (0..0, BTreeSet::new());
    for mention in view.mentions().iter().filter(|mention| mention.class.is_disease()) {
        let at = range(mention);
        if at.start < current.0.end {
            continue;
        }
        if current.1.is_empty() || view.list_end(current.0.end) < at.end {
            current = (at.clone(), BTreeSet::new());
        }
        current.0.end = at.end;
        current.1.insert(view.lexicon.term(mention.term).entry);
        let touches = current.0.start < claim.extent.end && claim.extent.start < current.0.end;
        if touches && current.1.len() > best.1.len() {
            best = current.clone();
        }
    }
    best
}
