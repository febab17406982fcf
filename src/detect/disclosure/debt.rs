//! Who owes what: each substance that a page makes claims for, at its own first claim, or that it offers beside them; the page itself, for the conditions
//! that its claims, titles and headings name; and the first claim or link of a kind that owes something. Floor 4.

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::ops::Range;

use super::Profile;
use super::around::announces_risks;
use super::goods::{Spared, offered};
use super::owners::Owners;
use crate::detect::claims::Claim;
use crate::detect::engine::Engine;
use crate::detect::glob;
use crate::detect::page::Page;
use crate::detect::pattern::PatternSet;
use crate::detect::reading::Reading;
use crate::detect::severity::Severity;
use crate::detect::view::View;
use crate::lexicon::{EntryId, Mention, Tier};

/// What one substance, the page's topic, a kind of claim or a link makes owed.
#[derive(Clone, Debug)]
pub(in crate::detect) struct Debt {
    /// The substance; none for what is owed whatever it is.
    pub(in crate::detect) substance: Option<EntryId>,
    /// Its name as the page writes it.
    pub(in crate::detect) name: String,
    /// The profiles it falls under.
    pub(in crate::detect) profiles: Vec<String>,
    /// What makes it owed: its first claim, or a link.
    pub(in crate::detect) trigger: Range<usize>,
    /// The block of that.
    pub(in crate::detect) block: usize,
    /// What is owed is no louder than this: the severity of its loudest claim.
    pub(in crate::detect) loudest: Severity,
    /// Whether it is a substance of high risk.
    pub(in crate::detect) high_risk: bool,
}

impl Debt {
    /// Whether what it is owed for is a substance, or shares its risks: a plant and its constituents (kratom, mitragynine) owe
    /// them once, under the name that came first.
    fn is_of_kin(&self, engine: &Engine, id: EntryId) -> bool {
        self.substance.is_some_and(|own| {
            let (entry, other) = (engine.lexicon.entry(id), engine.lexicon.entry(own));
            let shares = || other.disclosures.iter().any(|profile| entry.disclosures.contains(profile));
            own == id || (other.group == entry.group && shares())
        })
    }
}

/// The debts of a page with claims: the substances' by first claim, then the topic's, then those of claims and links.
/// `attached` are claims that others stand for in findings: what they name is owed for, too.
#[must_use]
pub(in crate::detect) fn debts(
    engine: &Engine,
    reading: &Reading<'_>,
    page: &Page,
    (judged, attached): (&[Claim], &[Claim]),
) -> Vec<Debt> {
    let of_something = |claim: &&Claim| claim.subject.is_some();
    let mut loud: Vec<&Claim> = judged.iter().filter(of_something).collect();
    let mut all: Vec<&Claim> = loud.iter().copied().chain(attached.iter().filter(of_something)).collect();
    loud.sort_by_key(|claim| claim.extent.start);
    all.sort_by_key(|claim| claim.extent.start);
    let owners = Owners::new(engine, reading, page);
    let owing = all.iter().flat_map(|claim| owners.of(claim).into_iter().map(move |owner| (*claim, owner)));
    let mut out: Vec<Debt> = Vec::new();
    for (claim, (id, name)) in owing {
        let entry = engine.lexicon.entry(id);
        let spared: Vec<&str> = if entry.everyday && !sells(engine, page) {
            profiles(engine).filter(|profile| profile.spares_food).map(|profile| profile.id.as_str()).collect()
        } else {
            Vec::new()
        };
        let owes = entry.disclosures.iter().filter(|profile| !spared.contains(&profile.as_str()));
        match out.iter_mut().find(|debt| debt.is_of_kin(engine, id)) {
            Some(debt) => {
                debt.loudest = debt.loudest.max(claim.severity);
                debt.high_risk |= entry.high_risk;
                let more: Vec<String> =
                    owes.map(ToString::to_string).filter(|profile| !debt.profiles.contains(profile)).collect();
                debt.profiles.extend(more);
            }
            None => out.push(Debt {
                substance: Some(id),
                name,
                profiles: owes.map(ToString::to_string).collect(),
                trigger: claim.extent.clone(),
                block: reading.toks[claim.extent.start].block as usize,
                loudest: claim.severity,
                high_risk: entry.high_risk,
            }),
        }
    }
    if let Some(loudest) = loud.iter().map(|claim| claim.severity).max() {
        for offer in offered(engine, reading, page) {
            let entry = engine.lexicon.entry(offer.entry);
            if out.iter().any(|debt| debt.is_of_kin(engine, offer.entry)) {
                continue;
            }
            out.push(Debt {
                substance: Some(offer.entry),
                name: reading.text(offer.at.clone()),
                profiles: entry.disclosures.iter().map(ToString::to_string).collect(),
                trigger: offer.at,
                block: offer.block,
                loudest,
                high_risk: entry.high_risk,
            });
        }
    }
    if let Some(first) = loud.first() {
        let (named, worst) = conditions(engine, reading, judged.iter().chain(attached));
        let owed = profiles(engine).filter(|profile| {
            profile.conditions.iter().any(|id| named.contains(id.as_str()))
                || profile.tier.is_some_and(|tier| worst.is_some_and(|worst| worst >= tier))
        });
        let owed: Vec<String> = owed.map(|profile| profile.id.clone()).collect();
        let loudest = loud.iter().map(|claim| claim.severity).max().unwrap_or(first.severity);
        out.push(general(reading, first, owed, loudest));
    }
    // Looked for once, however many profiles there are.
    let words = LazyCell::new(|| places(&engine.owing_words, engine, reading));
    let seller = LazyCell::new(|| places(&engine.seller_words, engine, reading));
    for (number, profile) in profiles(engine).enumerate().filter(|(_, profile)| !profile.promotional || page.offers()) {
        let spared = Spared::new(engine, reading, profile);
        let of_kind = |claim: &&Claim| {
            let id = &engine.rules[claim.rule].id;
            profile.claims.iter().any(|pattern| glob(pattern, id))
                && names_one(engine, reading, claim, &profile.naming)
                && !spared.as_ref().is_some_and(|spared| spared.has(claim))
        };
        let owed = || vec![profile.id.clone()];
        // Most profiles ask for no kind of claim.
        let claims = judged.iter().chain(attached).filter(|_| !profile.claims.is_empty());
        if let Some(first) = claims.filter(of_kind).min_by_key(|claim| claim.extent.start) {
            out.push(general(reading, first, owed(), Severity::Error));
            continue;
        }
        // What a page of another trade earns from is no matter of health, and `our code` is code there.
        if page.is_of_another_trade {
            continue;
        }
        let words = || {
            let (_, place) = words.iter().find(|(owner, _)| *owner == number)?;
            let is_seller = has_till(engine, reading) || seller.iter().any(|(owner, _)| *owner == number);
            (!is_seller).then(|| place.clone())
        };
        if let Some((trigger, block)) = first_link(reading, profile, loud.first().copied()).or_else(words) {
            let name = page.topic_or("the product").0;
            let loudest = Severity::Error;
            out.push(Debt { substance: None, name, profiles: owed(), trigger, block, loudest, high_risk: false });
        }
    }
    out
}

/// What is owed at a claim, whatever its substance.
fn general(reading: &Reading<'_>, claim: &Claim, profiles: Vec<String>, loudest: Severity) -> Debt {
    Debt {
        substance: None,
        name: claim.subject.as_ref().map(|subject| subject.resolved.clone()).unwrap_or_default(),
        profiles,
        trigger: claim.extent.clone(),
        block: reading.toks[claim.extent.start].block as usize,
        loudest,
        high_risk: false,
    }
}

/// The profiles of the packs.
fn profiles(engine: &Engine) -> impl Iterator<Item = &Profile> {
    engine.owed.iter()
}

/// The words of the first link that makes a profile owed, and their block. An address that is no link of the text (a
/// component's, a shortcode's) has those of the block that holds it or comes next; one of the front matter may be shown
/// anywhere, and has those of the first claim.
fn first_link(reading: &Reading<'_>, profile: &Profile, claim: Option<&Claim>) -> Option<(Range<usize>, usize)> {
    if profile.links.is_empty() {
        return None;
    }
    let blocks = &reading.document.blocks;
    let mut links = blocks.iter().enumerate().flat_map(|(id, block)| block.links.iter().map(move |link| (id, link)));
    let link = links.find_map(|(block, link)| {
        let at = profile.links.stand_in(&link.url).then(|| reading.within(block, &link.text)).flatten()?;
        Some((at, block))
    });
    let body = reading.document.body();
    let addresses = reading.document.addresses(|url| profile.links.stand_in(url));
    let address = addresses.first().and_then(|address| {
        let at_claim = || claim.map(|claim| (claim.extent.clone(), reading.toks[claim.extent.start].block as usize));
        if address.span.start < body {
            return at_claim();
        }
        let first = blocks.partition_point(|block| block.span().end <= address.span.start);
        let whole = |block: usize| reading.whole(block).map(|at| (at, block));
        (first..blocks.len()).find_map(whole).or_else(|| (0..first).rev().find_map(whole)).or_else(at_claim)
    });
    link.into_iter().chain(address).min_by_key(|(_, block)| *block)
}

/// Whether a claim names something of these lexicons, if there are any: `helps you get off heroin`.
fn names_one(engine: &Engine, reading: &Reading<'_>, claim: &Claim, lexicons: &[String]) -> bool {
    let inside = |mention: &&Mention| claim.extent.contains(&(mention.start as usize));
    let named = |mention: &Mention| lexicons.iter().any(|id| engine.lexicon.entry_of(mention.term).id == *id);
    lexicons.is_empty() || reading.mentions.iter().filter(inside).any(named)
}

/// Where words of profiles stand, in order: the number of each profile, the words, and their block.
fn places(words: &PatternSet, engine: &Engine, reading: &Reading<'_>) -> Vec<(usize, (Range<usize>, usize))> {
    let own = reading.passages.iter().filter(|passage| !passage.has_lead());
    let found = own.flat_map(|passage| {
        let view = View { reading, lexicon: &engine.lexicon, passage };
        let found = words.find(&view, view.start()..view.end());
        found.into_iter().map(|found| (found.owner, (found.at, passage.block)))
    });
    found.collect()
}

/// Whether a page links to a till: a discount code on it is the seller's own.
fn has_till(engine: &Engine, reading: &Reading<'_>) -> bool {
    let mut links = reading.document.blocks.iter().flat_map(|block| &block.links);
    links.any(|link| engine.evidence_links.stand_in(&link.url))
}

/// The ids and groups of the conditions that claims, titles and headings name, and the gravest of their tiers.
fn conditions<'e, 'c>(
    engine: &'e Engine,
    reading: &Reading<'_>,
    claims: impl Iterator<Item = &'c Claim>,
) -> (BTreeSet<&'e str>, Option<Tier>) {
    let view = |passage| View { reading, lexicon: &engine.lexicon, passage };
    let titles = reading.passages.iter().filter(|passage| reading.is_title(passage.block));
    // `## Risks: overdose` names what the substance does, not what the page is about.
    let titles = titles.map(view).filter(|view| !announces_risks(engine, view)).map(|view| view.passage.toks.clone());
    // `relieves anxiety, stress and depression`: a target is one of a list.
    let mut naming: Vec<Range<usize>> = claims.map(|claim| listed(engine, reading, claim)).chain(titles).collect();
    naming.sort_by_key(|range| range.start);
    // Both are in order of place, so one walk finds what stands in a claim or a title.
    let (mut next, mut reach) = (0, 0);
    let (mut out, mut worst) = (BTreeSet::new(), None);
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
            worst = worst.max(Some(entry.tier));
        }
    }
    (out, worst)
}

/// What a claim covers, with the rest of the list of diseases in which its target stands.
fn listed(engine: &Engine, reading: &Reading<'_>, claim: &Claim) -> Range<usize> {
    let mut out = claim.extent.clone();
    if let Some(target) = &claim.target {
        out = out.start.min(target.start)..out.end.max(target.end);
    }
    if let Some(passage) = reading.passage_at(claim.extent.start) {
        let view = View { reading, lexicon: &engine.lexicon, passage };
        out.end = view.list_end(out.end);
    }
    out
}

/// Whether a page sells: by more than what its title names.
fn sells(engine: &Engine, page: &Page) -> bool {
    let settings = &engine.page;
    let brand = if page.branded_goods { settings.branded_goods } else { 0.0 };
    page.trades() && page.promotion - brand - settings.titled_product >= settings.sells
}
