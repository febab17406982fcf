//! [`OwnSigns`]: what each sentence of a page shows by its own words, before anything is known of the page: how many of
//! them suggest an effect tells a seller from who only informs. Looked for once a sentence, when somebody asks. What counts
//! is `suggestion.rs`. Floor 4.

use std::cell::OnceCell;
use std::ops::Range;

use super::engine::{Engine, EvidenceKinds, ImpressionRule, Suggestive};
use super::gist::{Gists, Share};
use super::outspoken::Company;
use super::page::Page;
use super::parts::Parts;
use super::passage::Passage;
use super::reading::Reading;
use super::shortcut::skips;
use super::subject::{Agent, AgentKind};
use super::suggestion::{Signs, points};
use super::symbols::SymbolTable;
use super::view::View;
use crate::lexicon::{Class, Classes, WordBits};
use crate::prose::BlockKind;

/// What the sentences of a page show by their own words.
#[derive(Debug)]
pub(super) struct OwnSigns<'r> {
    pub(super) engine: &'r Engine,
    pub(super) reading: &'r Reading<'r>,
    /// By rule: the page in its symbols.
    tables: Vec<OnceCell<SymbolTable>>,
    /// By rule: what each passage says as a whole, in hundredths.
    wholes: Vec<OnceCell<Gists>>,
    /// By passage, and in it by rule.
    found: Vec<OnceCell<Own>>,
    /// Likewise, by their own words alone; where some are told together.
    alone: Vec<OnceCell<Signs>>,
    /// Whether the page is a piece, a post of a few words: it tells in three sentences what another tells in one.
    pub(super) is_piece: bool,
    /// The kinds of evidence that the page shows.
    shown: EvidenceKinds,
}

/// What a sentence shows by its own words.
#[derive(Debug)]
pub(super) struct Own {
    /// What that counts, in hundredths.
    pub(super) points: i64,
    /// The signs, where they may suffice together with what stands around them: in most sentences they may not.
    pub(super) signs: Option<Signs>,
}

/// What one sentence shows by its own words, rule by rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct OwnOf<'a> {
    pub(super) page: &'a OwnSigns<'a>,
    pub(super) passage: usize,
    agents: &'a [Vec<Agent>],
}

impl<'r> OwnSigns<'r> {
    /// Of a page, in which nobody has looked yet.
    #[must_use]
    pub(super) fn new(engine: &'r Engine, reading: &'r Reading<'r>, page: &Page) -> Self {
        let (is_piece, shown) = (page.is_piece, page.shown);
        let rules = engine.impressions.len();
        let tables = (0..rules).map(|_| OnceCell::new()).collect();
        let wholes = (0..rules).map(|_| OnceCell::new()).collect();
        let all = reading.passages.len() * rules;
        let found = (0..all).map(|_| OnceCell::new()).collect();
        let has_rows = || reading.document.blocks.iter().any(|block| matches!(block.kind, BlockKind::TableCell { .. }));
        let alone = (0..if is_piece || has_rows() { all } else { 0 }).map(|_| OnceCell::new()).collect();
        Self { engine, reading, tables, wholes, found, alone, is_piece, shown }
    }

    /// Those of a passage; the agents are those of each passage.
    #[must_use]
    pub(super) fn of<'a>(&'a self, passage: usize, agents: &'a [Vec<Agent>]) -> OwnOf<'a> {
        OwnOf { page: self, passage, agents }
    }

    /// A passage as readers see it.
    #[must_use]
    pub(super) fn view(&self, passage: usize) -> View<'_> {
        View { reading: self.reading, lexicon: &self.engine.lexicon, passage: &self.reading.passages[passage] }
    }

    /// How many sentences suggest an effect by their own words. Nothing for a page that hardly names a disease, symptom or
    /// marker: it may sell what it likes; a few words that name goods need name none. `agents` are those of each passage; where
    /// the page `quotes` others, their words count for nothing; and where `body` says, by passage, which may mean the body, no
    /// others do.
    #[must_use]
    pub(super) fn suggestive(
        &self,
        agents: &[Vec<Agent>],
        parts: &Parts,
        (quotes, body): (bool, Option<&[bool]>),
    ) -> Option<Suggested> {
        let health = Classes::of(&[Class::Condition, Class::Symptom, Class::Biomarker]);
        let sentences = self.sentences();
        let names = |passage: &Passage| !passage.has_lead() && passage.classes.any(health);
        let names_one = |sentence: &&Range<usize>| self.reading.passages[(*sentence).clone()].iter().any(names);
        let (named, all) = (sentences.iter().filter(names_one).count(), sentences.len());
        let Suggestive { one_in, few_words, .. } = self.engine.page.suggestive;
        let is_short = self.reading.words() <= few_words;
        let offers = is_short && agents.iter().flatten().any(|agent| self.is_of_goods(agent));
        let is_about_health = offers || (named > 0 && named * one_in >= all);
        if self.engine.impressions.is_empty() || !is_about_health {
            return None;
        }
        // Of a few words it is known what stands around each: nothing, and they are the opening.
        let longer = Company { evidence: self.shown, ..Company::default() };
        let alone = Company { elsewhere: Some(0), words_before: Some(0), ..longer };
        let company = if is_short { alone } else { longer };
        // By the rule that hears most in it.
        let above = |passage: usize| {
            let (own, view) = (self.of(passage, agents), self.view(passage));
            let rules = self.engine.impressions.iter().enumerate();
            let above =
                rules.map(|(index, rule)| points(rule, &view, company, own.by(index)) - i64::from(rule.threshold));
            above.max().unwrap_or_default()
        };
        let is_quoted = |view: &View<'_>| quotes && view.is_quoted(usize::midpoint(view.start(), view.end()));
        let may_tell = |passage: &usize| body.is_none_or(|body| body[*passage]) && !is_quoted(&self.view(*passage));
        let own = sentences.into_iter().filter_map(|sentence| {
            let block = self.reading.passages[sentence.start].block;
            Some((block, sentence.filter(may_tell).map(above).max()?))
        });
        let own: Vec<(usize, i64)> = own.collect();
        let suggests = || own.iter().map(|(_, above)| *above).filter(|above| *above >= 0);
        let (some, above) = (suggests().count(), offers.then(|| suggests().sum()));
        let clearest = parts.clearest(own, self.engine.page.suggestive);
        Some(Suggested { some, all, clearest, above, is_short })
    }

    /// Whether an agent may be what a post sells: `this belt` shows something, `the stone` need not.
    fn is_of_goods(&self, agent: &Agent) -> bool {
        let shown = || self.reading.toks[agent.at.start].bits.any(WordBits::DEMONSTRATIVE.with(WordBits::OWN));
        match agent.kind {
            AgentKind::Named | AgentKind::Own | AgentKind::Definite | AgentKind::Indefinite => !agent.vague || shown(),
            AgentKind::Pronoun | AgentKind::Other | AgentKind::Blocked => false,
        }
    }
}

/// What the sentences of a page suggest by their own words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Suggested {
    /// How many suggest an effect.
    pub(super) some: usize,
    /// How many there are.
    pub(super) all: usize,
    /// What the clearest of them have above the thresholds of their rules, on average.
    pub(super) clearest: f64,
    /// What those have above the thresholds of their rules, together, in hundredths; of a page of few words that names something
    /// to sell: `Oregano oil wipes out candida` is a seller's, `The surgeon removed the stone` is not.
    pub(super) above: Option<i64>,
    /// Whether the page is a few words.
    pub(super) is_short: bool,
}

impl<'a> OwnOf<'a> {
    /// By a rule.
    #[must_use]
    pub(super) fn by(self, rule: usize) -> &'a Own {
        let rules = &self.page.engine.impressions;
        self.page.found[self.passage * rules.len() + rule].get_or_init(|| {
            let signs = self.told(rule);
            let points = signs.points;
            let hopeless = points + most_around(&rules[rule]) < i64::from(rules[rule].threshold);
            Own { points, signs: (!skips(hopeless)).then_some(signs) }
        })
    }

    /// Of another passage.
    #[must_use]
    pub(super) fn at(self, passage: usize) -> Self {
        Self { passage, ..self }
    }

    /// Those of the sentence alone, looked for once.
    #[must_use]
    pub(super) fn cached(self, rule: usize) -> &'a Signs {
        let rules = self.page.engine.impressions.len();
        self.page.alone[self.passage * rules + rule].get_or_init(|| self.alone(rule))
    }

    /// Those of the sentence alone.
    #[must_use]
    pub(super) fn alone(self, rule: usize) -> Signs {
        let OwnSigns { engine, reading, tables, .. } = self.page;
        let view = self.page.view(self.passage);
        let table = tables[rule].get_or_init(|| {
            SymbolTable::new(&engine.impressions[rule].small, (&engine.lexicon, reading), 0..reading.toks.len())
        });
        let whole = self.gists(rule).points(self.passage);
        Signs::new(engine, (&engine.impressions[rule], table), (&view, whole), &self.agents[self.passage])
    }

    /// What the passages of the page say as wholes.
    fn gists(self, rule: usize) -> &'a Gists {
        let OwnSigns { engine, reading, wholes, .. } = self.page;
        wholes[rule].get_or_init(|| Gists::new(&engine.impressions[rule].whole, &engine.lexicon, reading))
    }

    /// The parts of the passage that say most of what it says as a whole.
    #[must_use]
    pub(super) fn shares(self, rule: usize) -> Vec<Share> {
        let network = &self.page.engine.impressions[rule].whole;
        self.gists(rule).shares(network, &self.page.view(self.passage), self.passage)
    }
}

/// The most that what stands around a sentence may add by a rule.
fn most_around(rule: &ImpressionRule) -> i64 {
    rule.around.iter().map(|sign| i64::from(sign.points.max(0))).sum()
}
