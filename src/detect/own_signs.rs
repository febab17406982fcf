//! [`OwnSigns`]: what each sentence of a page shows by its own words, before anything is known of the page: how many of
//! them suggest an effect tells a seller from who only informs. Looked for once a sentence, when somebody asks. What counts
//! is `suggestion.rs`. Floor 4.

use std::cell::OnceCell;

use super::engine::{Engine, ImpressionRule, Suggestive};
use super::outspoken::Company;
use super::parts::Parts;
use super::reading::Reading;
use super::shortcut::skips;
use super::subject::{Agent, AgentKind};
use super::suggestion::{Signs, points};
use super::symbols::SymbolTable;
use super::view::View;
use crate::lexicon::{Class, Classes, WordBits};

/// Sentences of a post that are taken to tell one thing: of more, what each says adds up to anything.
const TOLD_TOGETHER: usize = 3;

/// What the sentences of a page show by their own words.
#[derive(Debug)]
pub(super) struct OwnSigns<'r> {
    engine: &'r Engine,
    reading: &'r Reading<'r>,
    /// By rule: the page in its symbols.
    tables: Vec<OnceCell<SymbolTable>>,
    /// By passage, and in it by rule.
    found: Vec<OnceCell<Own>>,
    /// Whether the page is a piece, a post of a few words: it tells in three sentences what another tells in one.
    is_piece: bool,
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
    page: &'a OwnSigns<'a>,
    passage: usize,
    agents: &'a [Vec<Agent>],
}

impl<'r> OwnSigns<'r> {
    /// Of a page, in which nobody has looked yet.
    #[must_use]
    pub(super) fn new(engine: &'r Engine, reading: &'r Reading<'r>, is_piece: bool) -> Self {
        let rules = engine.impressions.len();
        let tables = (0..rules).map(|_| OnceCell::new()).collect();
        let found = (0..reading.passages.len() * rules).map(|_| OnceCell::new()).collect();
        Self { engine, reading, tables, found, is_piece }
    }

    /// Those of a passage; the agents are those of each passage.
    #[must_use]
    pub(super) fn of<'a>(&'a self, passage: usize, agents: &'a [Vec<Agent>]) -> OwnOf<'a> {
        OwnOf { page: self, passage, agents }
    }

    fn view(&self, passage: usize) -> View<'_> {
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
        let (mut named, mut all) = (0, 0);
        for passage in self.reading.passages.iter().filter(|passage| !passage.has_lead()) {
            named += usize::from(passage.classes.any(health));
            all += 1;
        }
        let Suggestive { one_in, few_words, .. } = self.engine.page.suggestive;
        let is_short = self.reading.document.words <= few_words;
        let offers = is_short && agents.iter().flatten().any(|agent| self.is_of_goods(agent));
        let is_about_health = offers || (named > 0 && named * one_in >= all);
        if self.engine.impressions.is_empty() || !is_about_health {
            return None;
        }
        // Of a few words it is known what stands around each: nothing, and they are the opening.
        let alone = Company { elsewhere: Some(0), words_before: Some(0), ..Company::default() };
        let company = if is_short { alone } else { Company::default() };
        // By the rule that hears most in it.
        let above = |passage: usize| {
            let (own, view) = (self.of(passage, agents), self.view(passage));
            let rules = self.engine.impressions.iter().enumerate();
            let above =
                rules.map(|(index, rule)| points(rule, &view, company, own.by(index)) - i64::from(rule.threshold));
            above.max().unwrap_or_default()
        };
        let is_quoted = |view: &View<'_>| quotes && view.is_quoted(usize::midpoint(view.start(), view.end()));
        let tells_nothing = |view: View<'_>| view.passage.has_lead() || is_quoted(&view);
        let may_tell = |passage: &usize| body.is_none_or(|body| body[*passage]) && !tells_nothing(self.view(*passage));
        let own = (0..self.reading.passages.len()).filter(may_tell);
        let own: Vec<(usize, i64)> =
            own.map(|passage| (self.reading.passages[passage].block, above(passage))).collect();
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

    /// All of them by a rule, whether they may suffice or not. What a post tells in up to three sentences counts together, at the
    /// one that tells most of it (`I danced till midnight. Sixty-eight years old. It's the drops.`), unless the others say less
    /// than nothing: `Kratom relieves pain. Consult a doctor.`
    #[must_use]
    pub(super) fn told(self, rule: usize) -> Signs {
        let passages = &self.page.reading.passages;
        let own = self.signs(rule);
        if !self.page.is_piece || passages[self.passage].has_lead() {
            return own;
        }
        let block = passages[self.passage].block;
        let all: Vec<usize> =
            (0..passages.len()).filter(|at| passages[*at].block == block && !passages[*at].has_lead()).collect();
        let is_near = |at: usize| all.len() <= TOLD_TOGETHER || at.abs_diff(self.passage) <= TOLD_TOGETHER / 2;
        let beside = all.iter().copied().filter(|at| *at != self.passage && is_near(*at));
        let beside: Vec<(usize, Signs)> = beside.map(|at| (at, Self { passage: at, ..self }.signs(rule))).collect();
        let tells_more = |(at, other): &(usize, Signs)| (other.points, self.passage) > (own.points, *at);
        if beside.iter().any(tells_more) {
            return own;
        }
        let beside = beside.iter().map(|(_, signs)| signs);
        let together = own.with(&self.page.engine.impressions[rule], beside);
        if together.points > own.points { together } else { own }
    }

    /// Those of the sentence alone.
    fn signs(self, rule: usize) -> Signs {
        let OwnSigns { engine, reading, tables, .. } = self.page;
        let view = self.page.view(self.passage);
        let table = tables[rule]
            .get_or_init(|| SymbolTable::new(&engine.impressions[rule].small, reading, 0..reading.toks.len()));
        Signs::new(engine, (&engine.impressions[rule], table), &view, &self.agents[self.passage])
    }
}

/// The most that what stands around a sentence may add by a rule.
fn most_around(rule: &ImpressionRule) -> i64 {
    rule.around.iter().map(|sign| i64::from(sign.points.max(0))).sum()
}
