//! The order of work on one document: read it, look at the page, judge each passage, then the document rules. What each
//! step decides is in the file of its name. Floor 4.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use super::brand::{Learnt, learn_names};
use super::claims::{Claim, Surroundings, claims, said};
use super::clauses::one_a_clause;
use super::disclosure::{self, Ledger, Places, arounds, debts};
use super::engine::{Engine, SubjectNeed};
use super::evidence::{Sign, signs};
use super::habits::Habits;
use super::hit::Hit;
use super::keyphrase::inserted;
use super::names::Names;
use super::notices::Notices;
use super::outspoken::{Company, Outspoken};
use super::own_signs::{OwnOf, OwnSigns};
use super::page::Page;
use super::parts::Parts;
use super::passage::Passage;
use super::reading::Reading;
use super::retelling::Told;
use super::score::{Disclosure, PageScore};
use super::shortcut::skips;
use super::subject::{Agent, AgentKind, Antecedent, Subjects, agents};
use super::trace::Trace;
use super::trade::beside_body;
use super::view::View;
use crate::lexicon::{Class, Classes, WordBits};
use crate::prose::{BlockKind, Document};
use crate::text::Span;

/// What the engine makes of a document.
#[derive(Clone, Debug, Default)]
pub struct Detected {
    /// Everything the rules say, silenced claims too, in order of place.
    pub hits: Vec<Hit>,
    /// The page in numbers.
    pub score: PageScore,
}

impl Engine {
    /// Judges a document. `products` are names of promoted products as normalised words.
    #[must_use]
    pub fn detect(&self, document: &Document, products: &[Vec<String>]) -> Detected {
        let (reading, signs) = self.read(document, products);
        Run::new(self, &reading, signs).detected()
    }

    /// What the engine sees in the passages that a span of the source touches.
    #[must_use]
    pub fn trace(&self, document: &Document, products: &[Vec<String>], at: Span) -> Vec<Trace> {
        let (reading, signs) = self.read(document, products);
        Run::new(self, &reading, signs).traces(at)
    }

    /// Reads a document, with the names of its own product that the page teaches, and the signs of promotion in it.
    fn read<'d>(&'d self, document: &'d Document, products: &[Vec<String>]) -> (Reading<'d>, Vec<Sign>) {
        let mut reading = Reading::new(document, &self.lexicon, &Names::new(self, products, &Learnt::default()));
        reading.notices = Notices::new(document, self);
        let mut shown = signs(&reading, self);
        let learnt = learn_names(&reading, self, &shown);
        if !learnt.is_empty() {
            reading.mention(&self.lexicon, &Names::new(self, products, &learnt));
            shown = signs(&reading, self);
        }
        (reading, shown)
    }
}

/// One document on its way through the engine.
pub(super) struct Run<'r> {
    pub(super) engine: &'r Engine,
    pub(super) reading: &'r Reading<'r>,
    agents: Vec<Vec<Agent>>,
    pub(super) page: Page,
    antecedents: Vec<Option<Antecedent>>,
    own: OwnSigns<'r>,
    /// By passage, whether it may mean the body; on a page of another trade only, elsewhere all may.
    body: Option<Vec<bool>>,
}

impl<'r> Run<'r> {
    fn new(engine: &'r Engine, reading: &'r Reading<'r>, signs: Vec<Sign>) -> Self {
        let view = |passage| View { reading, lexicon: &engine.lexicon, passage };
        let agents: Vec<Vec<Agent>> = reading.passages.iter().map(|passage| agents(&view(passage))).collect();
        let parts = Parts::new(reading, engine.page.part);
        let quotes = signs.iter().any(|sign| sign.quotes);
        let mut page = Page::new(reading, &agents, engine, (&parts, signs));
        let own = OwnSigns::new(engine, reading, &page);
        // On a page of another trade most sentences mean something else.
        let body = page.is_of_another_trade.then(|| beside_body(reading, engine));
        if let Some(suggested) = own.suggestive(&agents, &parts, (quotes, body.as_deref())) {
            page.hear(engine.page.suggestive, suggested);
        }
        let antecedents = antecedents(engine, reading, &agents, &page);
        Self { engine, reading, agents, page, antecedents, own, body }
    }

    pub(super) fn subjects(&self, passage: usize) -> Subjects<'_> {
        let view =
            View { reading: self.reading, lexicon: &self.engine.lexicon, passage: &self.reading.passages[passage] };
        Subjects {
            view,
            agents: &self.agents[passage],
            page: &self.page,
            antecedent: self.antecedents[passage].as_ref(),
            means_body: self.body.as_ref().is_none_or(|body| body[passage]),
        }
    }

    /// What a passage shows by its own words.
    pub(super) fn own(&self, passage: usize) -> OwnOf<'_> {
        self.own.of(passage, &self.agents)
    }

    fn detected(&self) -> Detected {
        let mut told = Told::default();
        let mut said = self.said();
        let outspoken = Outspoken::new(self, &said);
        let suggests = self.page.is_promotional() || self.page.asks_more(self.engine.page.suggestive).is_some();
        let habits = LazyCell::new(|| Habits::new(self.reading, self.engine, &self.agents));
        // Blocks whose own words already make a claim: reading them with their introduction would say it twice.
        let mut claimed: BTreeSet<usize> = BTreeSet::new();
        // Where the last claim ends: what has answered a question has said what it says.
        let mut reach = 0;
        for index in 0..self.reading.passages.len() {
            let subjects = self.subjects(index);
            let view = subjects.view;
            let answers = view.start() < reach;
            if answers || (view.passage.has_lead() && claimed.contains(&view.passage.block)) {
                continue;
            }
            let (around, said) = std::mem::take(&mut said[index]);
            // Other pages suggest nothing, and only what is said can be doubted.
            let silent = skips(!suggests && said.is_empty());
            let company = if silent { Company::default() } else { outspoken.around(self.reading, index) };
            let all = claims(self.engine, &subjects, around, said, (company, self.own(index)));
            told.hits
                .extend(all.iter().filter(|claim| claim.silenced.is_some()).map(|claim| self.silenced(&view, claim)));
            for (claim, others) in one_a_clause(&view, all) {
                claimed.insert(view.passage.block);
                reach = reach.max(claim.extent.end);
                let hit = self.hit(&view, &claim, &others);
                told.tell(&view, claim, others, hit);
            }
            let unnamed = !view.passage.classes.any(Classes::of(&[Class::Substance]));
            for rule in self.engine.keyphrases.iter().filter(|_| !skips(unnamed)) {
                for found in inserted(rule, &view, subjects.agents, &self.page, &habits) {
                    told.hits.push(self.plain(rule.rule, &found.at, &[("signals", found.signals.join(", "))]));
                }
            }
            // On a page of another trade no word is one of health: `m3m0ry`.
            if !view.passage.has_lead() && subjects.means_body {
                told.hits.extend(self.evasions(&view));
            }
        }
        let Told { hits: mut out, judged, attached, .. } = told;
        let (owing, given) = self.disclosures((&judged, &attached));
        out.extend(owing);
        let score = PageScore::new(self.reading, &self.engine.rules, &judged, given);
        out.extend(self.measures(&judged, &score));
        out.sort_by_cached_key(|hit| (hit.fragments.first().copied(), hit.rule));
        Detected { hits: out, score }
    }

    /// What each passage says, with what it needs from its surroundings.
    pub(super) fn said(&self) -> Vec<(Surroundings, Vec<Claim>)> {
        let needs_subjects = self.engine.phrases.iter().all(|rule| rule.subject != SubjectNeed::None);
        let mut previous_condition = false;
        let says = |(index, passage): (usize, &Passage)| {
            let around = Surroundings { previous_condition, title: self.reading.is_title(passage.block) };
            if !passage.has_lead() {
                let mentions = &self.reading.mentions[passage.mentions.clone()];
                previous_condition = mentions.iter().any(|mention| mention.class.is_disease());
            }
            let subjects = self.subjects(index);
            let nothing = skips(needs_subjects && !subjects.may_resolve());
            (around, if nothing { Vec::new() } else { said(self.engine, &subjects, around) })
        };
        let mut said: Vec<_> = self.reading.passages.iter().enumerate().map(says).collect();
        self.take_back_items(&mut said);
        said
    }

    /// What an introduction takes back, its items do not say: `Our drops do not:` and `cure gout`.
    fn take_back_items(&self, said: &mut [(Surroundings, Vec<Claim>)]) {
        let passages = &self.reading.passages;
        for item in 0..passages.len().saturating_sub(1) {
            let (own, led) = (&passages[item], &passages[item + 1]);
            if own.block != led.block || !led.has_lead() {
                continue;
            }
            // Silenced one and all: the first reason, if any claim has one and none lacks it.
            let reasons: Option<Vec<String>> = said[item + 1].1.iter().map(|claim| claim.silenced.clone()).collect();
            let Some(reason) = reasons.unwrap_or_default().into_iter().next() else { continue };
            for claim in &mut said[item].1 {
                claim.silenced.get_or_insert_with(|| reason.clone());
            }
        }
    }

    /// One finding for each requirement that is not met, at the first claim that makes it owed; and all that is owed.
    fn disclosures(&self, claims: (&[Claim], &[Claim])) -> (Vec<Hit>, Vec<Disclosure>) {
        let debts = debts(self.engine, self.reading, &self.page, claims);
        if debts.is_empty() {
            return (Vec::new(), Vec::new());
        }
        let passages: Vec<Subjects<'_>> = (0..self.reading.passages.len()).map(|index| self.subjects(index)).collect();
        let arounds = arounds(self.engine, &passages);
        let passages: Vec<_> = passages.into_iter().zip(arounds).collect();
        let said = disclosure::said(self.engine, passages.iter().map(|(subjects, _)| &subjects.view));
        let ledger = Ledger { engine: self.engine, debts: &debts, passages: &passages, said: &said, judged: claims.0 };
        let (mut out, mut all, mut places) = (Vec::new(), Vec::new(), Places::default());
        for requirement in self.engine.requirements.iter() {
            let owed = disclosure::owed(ledger, requirement);
            out.extend(disclosure::hit(self, requirement, &debts, &owed, &mut places));
            all.extend(owed.iter().map(|owed| Disclosure::new(requirement, &debts, owed)));
        }
        (out, all)
    }
}

/// What each passage's pronouns find in the text before it: the sentence before in the same section, or the heading.
fn antecedents(engine: &Engine, reading: &Reading<'_>, agents: &[Vec<Agent>], page: &Page) -> Vec<Option<Antecedent>> {
    let mut out: Vec<Option<Antecedent>> = Vec::with_capacity(agents.len());
    let mut last: Option<Antecedent> = None;
    for (passage, found) in reading.passages.iter().zip(agents) {
        let block = reading.block(passage);
        let body = !matches!(block.kind, BlockKind::Alt | BlockKind::LinkTitle | BlockKind::FrontMatter(_));
        // A pronoun inside the sentence may stand for what the sentence itself named before it.
        let named = found.iter().find(|agent| agent.kind == AgentKind::Named);
        out.push(last.clone());
        if !body || passage.has_lead() {
            continue;
        }
        let promoted = |agent: &Agent| {
            let entry = agent.entry?;
            let counts = !engine.lexicon.entry(entry).everyday || page.promotes(entry);
            counts.then(|| Antecedent::Promoted { name: reading.text(agent.at.clone()), entry: Some(entry) })
        };
        let own = found.iter().find(|agent| matches!(agent.kind, AgentKind::Own));
        let other = found.iter().any(|agent| agent.kind == AgentKind::Other);
        last = match (named.and_then(promoted), own) {
            (Some(promoted), _) => Some(promoted),
            (None, Some(agent)) => Some(Antecedent::Promoted { name: reading.text(agent.at.clone()), entry: None }),
            // `I am a pharmacist, and I sell this herb.`
            (None, None) if found.iter().any(|agent| says_this(reading, agent)) && last.is_some() => last,
            (None, None) if other => {
                let subject = reading.mentions[passage.mentions.clone()]
                    .iter()
                    .find(|m| matches!(m.class, Class::Drug | Class::Therapy | Class::Agent));
                subject.map(|_| Antecedent::Other)
            }
            // A sentence with pronouns only keeps what they stand for.
            (None, None) if found.iter().any(|agent| agent.kind == AgentKind::Pronoun) => last,
            (None, None) => None,
        };
    }
    out
}

/// Whether an agent is pointed at as known: `this herb`.
fn says_this(reading: &Reading<'_>, agent: &Agent) -> bool {
    let pointed = |at: usize| reading.toks[at].bits.any(WordBits::DEMONSTRATIVE);
    agent.kind == AgentKind::Definite && agent.at.clone().any(pointed)
}
