//! Which substances owe for a claim: what it is made for, what a brand turns out to be, what stands beside it in a list, and
//! what a product without a substance of its own contains. What they owe is `debt.rs`'s. Floor 4.

use std::collections::BTreeSet;
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
    /// What the page says that its product contains.
    contained: Vec<Owner>,
}

impl<'p> Owners<'p> {
    /// Of a page: only one that sells says what its own product is made of.
    pub(super) fn new(engine: &'p Engine, reading: &'p Reading<'p>, page: &Page) -> Self {
        let contained = if page.is_promotional() { contained(engine, reading) } else { Vec::new() };
        Self { engine, reading, contained }
    }

    /// The substances that owe for a claim, its own first.
    pub(super) fn of(&self, claim: &Claim) -> Vec<Owner> {
        let Some(subject) = &claim.subject else { return Vec::new() };
        let own = subject.entry.map(|id| self.made_of(id));
        let mut out: Vec<Owner> = own.map(|id| (id, subject.resolved.clone())).into_iter().collect();
        if own.is_none_or(|id| self.engine.is_name(id)) {
            out.extend(self.contained.iter().cloned());
        }
        out.extend(subject.at.iter().flat_map(|at| self.listed(at)));
        let mut seen = BTreeSet::new();
        out.retain(|(id, _)| seen.insert(*id));
        out
    }

    /// The substance that a page's own name stands for, where the page says it beside the name: `PureAg colloidal silver`,
    /// `PureAg is colloidal silver`. The name itself otherwise.
    fn made_of(&self, id: EntryId) -> EntryId {
        if !self.engine.is_name(id) {
            return id;
        }
        let substances = || self.reading.mentions.iter().filter(|mention| mention.class == Class::Substance);
        let links = WordBits::BE.with(WordBits::INDEFINITE).with(WordBits::DETERMINER).with(WordBits::ADJECTIVE);
        let beside = |(name, substance): (&Mention, &Mention)| {
            let near = substance.start >= name.end && substance.start - name.end <= MADE_OF_REACH;
            let joined = near && self.joins(name.end as usize..substance.start as usize, links);
            (entry(self.engine, name) == id && owes(self.engine, substance) && joined)
                .then(|| entry(self.engine, substance))
        };
        substances().zip(substances().skip(1)).find_map(beside).unwrap_or(id)
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
                && self.joins(between, marks.with(fillers))
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

    fn joins(&self, between: Range<usize>, words: WordBits) -> bool {
        between.into_iter().all(|at| self.reading.toks[at].bits.any(words))
    }
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
