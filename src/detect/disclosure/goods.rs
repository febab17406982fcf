//! A page's goods: which substances it offers though no claim is about them, and of what kind the thing is that a claim is
//! about. A substance is goods where a seller's page puts it up for sale (`our kratom`, a heading of its own over a price or a
//! button, a line with either), not where it is compared, left out or written about. What it owes is `debt.rs`'s. Floor 4.

use std::ops::Range;

use super::Profile;
use crate::detect::claims::Claim;
use crate::detect::engine::{Engine, Link};
use crate::detect::matching::Match;
use crate::detect::page::Page;
use crate::detect::passage::Passage;
use crate::detect::reading::Reading;
use crate::detect::subject::{Agent, AgentKind, agents};
use crate::detect::view::{View, overlap, range};
use crate::lexicon::{Class, Classes, Entry, EntryId, Mention, WordBits};
use crate::prose::{self, BlockKind, TokenFlags};

/// Most tokens between the name of goods and what offers them: `Kratom powder, red vein, 250 g: $35`.
const REACH: usize = 10;

/// Most names of one sentence that are looked at: a sentence may be as long as the file.
const NAMES: usize = 32;

/// A substance that a page offers.
pub(super) struct Offer {
    /// The substance.
    pub(super) entry: EntryId,
    /// Where it is offered first.
    pub(super) at: Range<usize>,
    /// The block of that.
    pub(super) block: usize,
}

/// The substances with risks that a page offers, in order. Food is told by what is claimed for it.
pub(super) fn offered(engine: &Engine, reading: &Reading<'_>, page: &Page) -> Vec<Offer> {
    let mut out: Vec<Offer> = Vec::new();
    if !page.offers() {
        return out;
    }
    let named = |passage: &&Passage| passage.classes.any(Classes::of(&[Class::Substance]));
    for passage in reading.passages.iter().filter(named) {
        let place = Place::new(engine, View { reading, lexicon: &engine.lexicon, passage });
        let risky = |agent: Agent| Some((agent.entry.filter(|id| is_risky(engine, *id))?, agent));
        for (entry, agent) in agents(&place.view).into_iter().filter_map(risky).take(NAMES) {
            if !out.iter().any(|offer| offer.entry == entry) && place.offers(&agent) {
                out.push(Offer { entry, at: agent.at, block: passage.block });
            }
        }
    }
    out
}

fn is_risky(engine: &Engine, id: EntryId) -> bool {
    let entry = engine.lexicon.entry(id);
    !engine.is_name(id) && !entry.disclosures.is_empty() && (entry.high_risk || !entry.everyday)
}

/// A passage in which something may be offered.
struct Place<'p> {
    engine: &'p Engine,
    view: View<'p>,
    links: Vec<Match>,
}

impl<'p> Place<'p> {
    fn new(engine: &'p Engine, view: View<'p>) -> Self {
        let links = engine.link_patterns.find(&view, view.start()..view.end());
        Self { engine, view, links }
    }

    /// Whether what an agent names is offered here.
    fn offers(&self, agent: &Agent) -> bool {
        let view = &self.view;
        // `Kratom-free`: the name only says what is left out.
        let is_head = agent.kind == AgentKind::Named && !view.written(agent.at.end, TokenFlags::JOINED);
        if !is_head || self.disowns() || view.asks() || view.is_quoted(agent.at.start) {
            return false;
        }
        view.is_led_by(agent.at.start, WordBits::OUR)
            || self.signs().iter().any(|sign| self.is_beside(&agent.at, sign))
            || self.is_priced(agent)
            || (self.is_name_of_section(agent) && self.section_sells(agent))
    }

    /// Whether it says that what it names is not what is sold.
    fn disowns(&self) -> bool {
        self.view.any(self.view.start()..self.view.end(), WordBits::NEGATIVE) || self.of(Link::Disowns).next().is_some()
    }

    fn of(&self, role: Link) -> impl Iterator<Item = &Range<usize>> {
        self.links.iter().filter(move |link| self.engine.links[link.owner] == role).map(|link| &link.at)
    }

    /// Where it offers something: by words, or by a link to a till.
    fn signs(&self) -> Vec<Range<usize>> {
        let View { reading, passage, .. } = self.view;
        let links = self.links_near().iter().filter(|link| self.engine.evidence_links.stand_in(&link.url));
        // A cell is read with its row: whatever is bought there is what the row names.
        let at = |text| {
            if passage.has_lead() { Some(passage.own..self.view.end()) } else { reading.within(passage.block, text) }
        };
        links.filter_map(|link| at(&link.text)).chain(self.of(Link::Offers).cloned()).collect()
    }

    /// The links of the block that may be in reach of a sentence; all of them for one that is read with its introduction.
    fn links_near(&self) -> &'p [prose::Link] {
        let View { reading, passage, .. } = self.view;
        let block = reading.block(passage);
        let prose = |at: usize| {
            let tok = reading.toks.get(at).filter(|tok| tok.block as usize == passage.block && !passage.has_lead())?;
            Some(block.prose_range(tok.token as usize..tok.token as usize + 1).start)
        };
        let from = passage.own.checked_sub(REACH + 1).and_then(prose).unwrap_or_default();
        let to = prose(self.view.end() + REACH).unwrap_or(usize::MAX);
        let first = block.links.partition_point(|link| link.text.end <= from);
        let near = block.links[first..].iter().take_while(|link| link.text.start < to).count();
        &block.links[first..first + near]
    }

    /// Whether a sign is about what stands at some tokens: nothing is said of it on the way.
    fn is_beside(&self, name: &Range<usize>, sign: &Range<usize>) -> bool {
        let between = if name.end <= sign.start { name.end..sign.start } else { sign.end..name.start };
        overlap(name, sign) || (between.len() <= REACH && !self.says(between))
    }

    /// Whether it gives the price of what an agent names. A sentence may give anybody's, and so may a table.
    fn is_priced(&self, agent: &Agent) -> bool {
        let is_cell = matches!(self.view.reading.block(self.view.passage).kind, BlockKind::TableCell { .. });
        let behind = |price: &&Range<usize>| price.start >= agent.at.end && self.is_beside(&agent.at, price);
        !is_cell && !self.says(self.view.start()..self.view.end()) && self.of(Link::Prices).find(behind).is_some()
    }

    /// Whether some tokens say something: a name says nothing.
    fn says(&self, at: Range<usize>) -> bool {
        let verbal = WordBits::BE.with(WordBits::HAVE).with(WordBits::DO).with(WordBits::MODAL).with(WordBits::PRONOUN);
        let verb = |at: usize| self.view.starting(at).iter().any(|mention| mention.class == Class::Verb);
        self.view.any(at.clone(), verbal) || at.into_iter().any(verb)
    }

    /// Whether an agent gives its name to the section below: a heading opens with it and says nothing of it.
    fn is_name_of_section(&self, agent: &Agent) -> bool {
        let view = &self.view;
        let is_heading = matches!(view.reading.block(view.passage).kind, BlockKind::Heading(_));
        let opens = view.phrase_start(agent.at.start) == view.start();
        is_heading && opens && !self.says(view.start()..view.end())
    }

    /// Whether the section below a heading sells what an agent names: it has a price or leads to a till, and names no other
    /// goods as the seller's.
    fn section_sells(&self, agent: &Agent) -> bool {
        let View { reading, lexicon, passage } = self.view;
        let blocks = reading.document.blocks.iter().enumerate().skip(passage.block + 1);
        let blocks = blocks.take_while(|(_, block)| !matches!(block.kind, BlockKind::Heading(_)));
        let below = blocks.filter(|(_, block)| block.heading == Some(passage.block)).map(|(id, _)| id);
        let passages = below.flat_map(|block| reading.passages_of(block)).filter(|passage| !passage.has_lead());
        let places: Vec<Self> =
            passages.map(|passage| Self::new(self.engine, View { reading, lexicon, passage })).collect();
        let others = places.iter().any(|place| {
            let ours = |other: &Agent| place.view.is_led_by(other.at.start, WordBits::OUR);
            agents(&place.view).iter().any(|other| other.entry.is_some() && other.entry != agent.entry && ours(other))
        });
        let sells = |place: &Self| {
            let priced = || place.of(Link::Prices).next().is_some();
            !place.disowns() && (!place.signs().is_empty() || priced())
        };
        !others && places.iter().any(sells)
    }
}

/// Which of the goods that a page names a profile spares, by where they are named.
pub(super) struct Spared<'p> {
    engine: &'p Engine,
    profile: &'p Profile,
    named: Vec<(Range<usize>, bool)>,
}

impl<'p> Spared<'p> {
    /// Those of a page; nothing where the profile spares none.
    pub(super) fn new(engine: &'p Engine, reading: &Reading<'_>, profile: &'p Profile) -> Option<Self> {
        let mut out = Self { engine, profile, named: Vec::new() };
        let kind = |mention: &Mention| {
            let entry = engine.lexicon.entry_of(mention.term);
            let is_goods = matches!(mention.class, Class::Product | Class::Substance);
            let is_open = engine.lexicon.term(mention.term).vague || is_one_of(entry, &profile.open);
            (is_goods && !is_open).then(|| (range(mention), is_one_of(entry, &profile.spares)))
        };
        (!profile.spares.is_empty()).then(|| {
            out.named = reading.mentions.iter().filter_map(kind).collect();
            out
        })
    }

    /// Whether a claim is for such goods: by its own words, then by the substance that it is about, then by the goods that were
    /// named last.
    pub(super) fn has(&self, claim: &Claim) -> bool {
        let named = &self.named;
        let before = |position: usize| named.partition_point(|(at, _)| at.start < position);
        let subject = claim.subject.as_ref();
        // Of `turmeric balm` the balm decides.
        let own = subject.and_then(|subject| subject.at.as_ref());
        let own = own.and_then(|at| named[before(at.start)..before(at.end)].last());
        let by_entry = |id| {
            let entry = self.engine.lexicon.entry(id);
            (!self.engine.is_name(id)).then(|| is_one_of(entry, &self.profile.spares))
        };
        let last = || named[..before(claim.extent.start)].last().or(named.first());
        let spared = |(_, spared): &(Range<usize>, bool)| *spared;
        let of_subject = own.map(spared).or_else(|| subject?.entry.and_then(by_entry));
        of_subject.or_else(|| last().map(spared)).unwrap_or(false)
    }
}

/// Whether a lexicon is one of these, or of one of these groups.
fn is_one_of(entry: &Entry, ids: &[String]) -> bool {
    ids.iter().any(|id| entry.id == *id || entry.group == *id)
}
