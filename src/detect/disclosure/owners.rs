//! Which substances owe for a claim: what it is made for, what a brand turns out to be, what stands beside it in a list, and
//! what a product without a substance of its own contains. What they owe is `debt.rs`'s. Floor 4.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::detect::claims::Claim;
use crate::detect::engine::{Engine, Link};
use crate::detect::page::Page;
use crate::detect::reading::Reading;
use crate::detect::view::{View, range};
use crate::lexicon::{Class, EntryId, Mention, WordBits};

/// Most words between a name and the substance that it is: `PureAg is a pure …`.
const MADE_OF_REACH: u32 = 3;

/// Most words that join two names of a list: `kava and our own kratom`.
const LIST_REACH: usize = 3;

/// A substance that owes for a claim, and its name as the page writes it.
pub(super) type Owner = (EntryId, String);

/// The substances of a page that owe for its claims.
pub(super) struct Owners<'p> {
    engine: &'p Engine,
    reading: &'p Reading<'p>,
    /// What the page says that its product contains, each once.
    contained: Vec<Owner>,
    /// The substances that the page's own names stand for, where it says so. Looked for once: a page may have as many claims as
    /// names.
    made_of: BTreeMap<EntryId, EntryId>,
}

impl<'p> Owners<'p> {
    /// Of a page: only one that sells says what its own product is made of.
    pub(super) fn new(engine: &'p Engine, reading: &'p Reading<'p>, page: &Page) -> Self {
        let mut contained = if page.trades() { contained(engine, reading) } else { Vec::new() };
        let mut seen = BTreeSet::new();
        contained.retain(|(id, _)| seen.insert(*id));
        Self { engine, reading, contained, made_of: made_of(engine, reading) }
    }

    /// The substances that owe for a claim, its own first.
    pub(super) fn of(&self, claim: &Claim) -> Vec<Owner> {
        let Some(subject) = &claim.subject else { return Vec::new() };
        let own = subject.entry.map(|id| self.made_of.get(&id).copied().unwrap_or(id));
        let mut out: Vec<Owner> = own.map(|id| (id, subject.resolved.clone())).into_iter().collect();
        if own.is_none_or(|id| self.engine.is_name(id)) {
            out.extend(self.contained.iter().cloned());
        }
        out.extend(subject.at.iter().flat_map(|at| self.listed(at)));
        let mut seen = BTreeSet::new();
        out.retain(|(id, _)| seen.insert(*id));
        out
    }

    /// The substances in one list with what stands at some tokens: `kava and kratom cure …`.
    fn listed(&self, at: &Range<usize>) -> Vec<Owner> {
        let Some(passage) = self.reading.passage_at(at.start) else { return Vec::new() };
        let view = View { reading: self.reading, lexicon: &self.engine.lexicon, passage };
        let substances: Vec<&Mention> = view.of(Class::Substance).collect();
        let marks = WordBits::COMMA.with(WordBits::AND);
        let fillers = WordBits::OWN.with(WordBits::DETERMINER).with(WordBits::ADJECTIVE);
        let in_list = |between: Range<usize>| {
            (1..=LIST_REACH).contains(&between.len())
                && view.any(between.clone(), marks)
                && joins(self.reading, between, marks.with(fillers))
        };
        let mut out = Vec::new();
        let mut end = at.end;
        for mention in substances.iter().filter(|mention| range(mention).start >= at.end) {
            if in_list(end..range(mention).start) {
                end = range(mention).end;
                out.extend(owner(self.engine, self.reading, mention));
            }
        }
        let mut start = at.start;
        for mention in substances.iter().rev().filter(|mention| range(mention).end <= at.start) {
            if in_list(range(mention).end..start) {
                start = range(mention).start;
                out.extend(owner(self.engine, self.reading, mention));
            }
        }
        out
    }
}

/// The substances that a page's own names stand for, where the page first says so beside the name: `PureAg colloidal silver`,
/// `PureAg is colloidal silver`.
fn made_of(engine: &Engine, reading: &Reading<'_>) -> BTreeMap<EntryId, EntryId> {
    let substances = || reading.mentions.iter().filter(|mention| mention.class == Class::Substance);
    let links = WordBits::BE.with(WordBits::INDEFINITE).with(WordBits::DETERMINER).with(WordBits::ADJECTIVE);
    let mut out = BTreeMap::new();
    for (name, substance) in substances().zip(substances().skip(1)) {
        let near = substance.start >= name.end && substance.start - name.end <= MADE_OF_REACH;
        let is_name = near && engine.is_name(entry(engine, name)) && owes(engine, substance);
        if is_name && joins(reading, name.end as usize..substance.start as usize, links) {
            out.entry(entry(engine, name)).or_insert_with(|| entry(engine, substance));
        }
    }
    out
}

/// Whether some words all have one of these bits.
fn joins(reading: &Reading<'_>, between: Range<usize>, words: WordBits) -> bool {
    between.into_iter().all(|at| reading.toks[at].bits.any(words))
}

/// What a page says that its product contains: named behind words of composition (`made with kava`) or under them, where they
/// head a section, a list or a column (`Ingredients`).
fn contained(engine: &Engine, reading: &Reading<'_>) -> Vec<Owner> {
    let mut out = Vec::new();
    let mut over = BTreeSet::new();
    for passage in reading.passages.iter().filter(|passage| !passage.has_lead()) {
        let view = View { reading, lexicon: &engine.lexicon, passage };
        let found = engine.link_patterns.find(&view, view.start()..view.end());
        let composes = |from: usize| !view.any(view.start()..from, WordBits::NEGATIVE);
        let from = found.iter().find(|link| engine.links[link.owner] == Link::Composes && composes(link.at.start));
        let block = reading.block(passage);
        if from.is_some() {
            over.insert(passage.block);
        }
        let under = block.heading.iter().chain(&block.lead).any(|above| over.contains(above));
        let Some(from) = from.map(|link| link.at.start).or(under.then_some(view.start())) else { continue };
        // Ginger in a blend is food.
        let is_food = |mention: &Mention| engine.lexicon.entry(entry(engine, mention)).everyday;
        let named = view.of(Class::Substance).filter(|it| range(it).start >= from && !is_food(it));
        let denied = |at: usize| view.any(view.start()..at, WordBits::NEGATIVE);
        out.extend(named.filter(|it| !denied(range(it).start)).filter_map(|it| owner(engine, reading, it)));
    }
    out
}

fn entry(engine: &Engine, mention: &Mention) -> EntryId {
    engine.lexicon.term(mention.term).entry
}

/// Whether a substance has risks to tell. The page's own names have none.
fn owes(engine: &Engine, mention: &Mention) -> bool {
    let id = entry(engine, mention);
    !engine.is_name(id) && !engine.lexicon.entry(id).disclosures.is_empty()
}

fn owner(engine: &Engine, reading: &Reading<'_>, mention: &Mention) -> Option<Owner> {
    owes(engine, mention).then(|| (entry(engine, mention), reading.text(range(mention))))
}
