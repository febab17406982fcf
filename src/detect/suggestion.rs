//! Sentences of a page that sells which suggest an effect on health by several signs, none of which says it: a complaint, a
//! quick result, a medicine left behind. What the signs are and what they weigh is for packs to say. Floor 4.

use std::cell::LazyCell;
use std::ops::Range;

use super::claims::Claim;
use super::engine::{Engine, ImpressionRule};
use super::frames::Frame;
use super::modifier::cues;
use super::outspoken::Company;
use super::reading::to_u32;
use super::severity::SeverityStep;
use super::shortcut::skips;
use super::standing::{around, number, stands};
use super::subject::{Agent, Subjects};
use super::symbols::{Symbol, Way};
use super::view::{View, overlap, range};
use crate::lexicon::{Mention, Ngrams, WordBits};
use crate::prose::TokenFlags;
use crate::text::quoted;

/// Points from which a sign is worth naming, in hundredths.
const SPEAKS: i32 = 40;

/// Most signs that an explanation names.
const NAMED: usize = 4;

/// A sign in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sign<'a> {
    /// What it is, `a quick result`; a small sign goes by its words.
    pub(super) name: Option<&'a str>,
    /// What it counts, for an impression or against it, in hundredths.
    pub(super) points: i32,
    /// The tokens that show it first; none of a place or a page.
    pub(super) at: Range<usize>,
}

impl Sign<'_> {
    /// Whether a finding shows it: a place has no words, little weighs little, and words of grammar tell a reader nothing.
    fn speaks(&self, view: &View<'_>) -> bool {
        let tells =
            |at: usize| view.tok(at).is_some_and(|tok| !tok.bits.any(WordBits::GRAMMAR.with(WordBits::HARD_MARK)));
        self.points >= SPEAKS && (self.name.is_some() || self.at.clone().any(tells)) && !self.at.is_empty()
    }
}

/// The signs in a sentence. Each counts once. Most sentences have too few points, and of them only the sum is asked for.
pub(super) struct Signs<'a> {
    /// Those with a name.
    named: Vec<Sign<'a>>,
    small: Vec<Small>,
}

/// A small sign: its run of symbols, what it counts, and the tokens.
#[derive(Clone, Copy)]
struct Small {
    run: u32,
    points: i32,
    start: u32,
    end: u32,
}

impl<'a> Signs<'a> {
    /// The signs that a sentence has by itself, by the rule that weighs them.
    #[must_use]
    pub(super) fn new(engine: &'a Engine, rule: &'a ImpressionRule, view: &View<'_>, agents: &[Agent]) -> Self {
        let mut shown = vec![false; rule.signs.len()];
        let mut named = Vec::new();
        for found in rule.patterns.find(view, view.start()..view.end()) {
            if !std::mem::replace(&mut shown[found.owner], true) {
                let sign = &rule.signs[found.owner];
                named.push(Sign { name: Some(&sign.id), points: sign.points, at: found.at });
            }
        }
        let cues = cues(engine, view);
        let (words, number) = (LazyCell::new(|| view.words()), number(view));
        for (sign, _) in rule.signs.iter().zip(shown).filter(|(_, shown)| !shown) {
            let shows = |mention: &&Mention| sign.classes.contains(&mention.class) && !view.is_vague(mention);
            let mention = || view.mentions().iter().find(shows).map(range);
            let agent = || agents.first().filter(|agent| sign.agents.contains(&agent.kind)).map(|it| it.at.clone());
            let cue = || cues.iter().find(|cue| sign.cues.contains(&cue.modifier)).map(|cue| cue.at.clone());
            let place = || {
                let there = sign.places.iter().any(|place| stands(*place, view, number));
                let long = sign.words.is_some_and(|(least, most)| (least..=most).contains(&*words));
                (there || long).then(|| view.start()..view.start())
            };
            if let Some(at) = mention().or_else(agent).or_else(cue).or_else(place) {
                named.push(Sign { name: Some(&sign.id), points: sign.points, at });
            }
        }
        Self { named, small: small_signs(rule, view) }
    }

    /// With those that it has from the page around it.
    #[must_use]
    pub(super) fn with_around(mut self, rule: &'a ImpressionRule, view: &View<'_>, company: Company) -> Self {
        self.named.extend(around(rule, view, company));
        self
    }

    /// What they count together, in hundredths.
    #[must_use]
    pub(super) fn points(&self) -> i64 {
        let named = self.named.iter().map(|sign| sign.points);
        named.chain(self.small.iter().map(|small| small.points)).map(i64::from).sum()
    }

    /// All of them, by place.
    #[must_use]
    pub(super) fn in_order(self) -> Vec<Sign<'a>> {
        let mut out = self.named;
        out.extend(self.small.into_iter().map(|small| Sign {
            name: None,
            points: small.points,
            at: small.start as usize..small.end as usize,
        }));
        out.sort_by_key(|sign| sign.at.start);
        out
    }
}

/// What counts by itself, alone or in a run: words, stems and kinds of words. In order of the runs, each once, where it
/// stands first.
fn small_signs(rule: &ImpressionRule, view: &View<'_>) -> Vec<Small> {
    let (mut read, mut symbols) = (Vec::new(), Vec::new());
    let mut out = Vec::with_capacity(view.end() - view.start());
    for way in Way::ALL {
        way.read(view, &mut read);
        symbols.clear();
        symbols.extend(read.iter().map(|symbol| symbol.number(&rule.small, view.reading)));
        // What holds no kind of word is found by the words themselves.
        let adds =
            |start: &usize| way != Way::Kinds || read[*start..].iter().take(Ngrams::LONGEST).any(Symbol::is_kind);
        for start in (0..symbols.len()).filter(|start| symbols[*start] != 0).filter(adds) {
            for run in rule.small.opening(&symbols[start..]) {
                let last = &read[start + run.length - 1];
                let (start, end) = (to_u32(read[start].at.start), to_u32(last.at.end));
                out.push(Small { run: run.number, points: run.weight, start, end });
            }
        }
    }
    out.sort_unstable_by_key(|small| (small.run, small.start));
    out.dedup_by_key(|small| small.run);
    out
}

/// The signs in a sentence, if they reach a rule's threshold. `own` is what it counts by itself for each rule, where that is
/// known: most sentences do not reach it.
fn sufficient<'a>(
    engine: &'a Engine,
    (index, rule): (usize, &'a ImpressionRule),
    subjects: &Subjects<'_>,
    company: Company,
    own: &[Option<i64>],
) -> Option<Signs<'a>> {
    let view = &subjects.view;
    let around: i64 = around(rule, view, company).map(|sign| i64::from(sign.points)).sum();
    let suffice = |own: i64| own + around >= i64::from(rule.threshold);
    if skips(own.get(index).copied().flatten().is_some_and(|own| !suffice(own))) {
        return None;
    }
    let signs = Signs::new(engine, rule, view, subjects.agents);
    suffice(signs.points()).then(|| signs.with_around(rule, view, company))
}

/// Whether a disease that only stands beside a product is a claim: where the sentence has the signs of one.
#[must_use]
pub(super) fn is_felt(engine: &Engine, subjects: &Subjects<'_>, company: Company, own: &[Option<i64>]) -> bool {
    let mut rules = engine.impressions.iter().enumerate();
    engine.impressions.is_empty() || rules.any(|rule| sufficient(engine, rule, subjects, company, own).is_some())
}

/// The claims that a sentence suggests: by each rule whose signs suffice, one.
#[must_use]
pub(super) fn suggested(engine: &Engine, subjects: &Subjects<'_>, company: Company, own: &[Option<i64>]) -> Vec<Claim> {
    let view = &subjects.view;
    if !subjects.page.sells() || view.asks() || view.awaits_introduction() {
        return Vec::new();
    }
    let rules = engine.impressions.iter().enumerate();
    let signs = rules.filter_map(|rule| {
        let signs = sufficient(engine, rule, subjects, company, own)?;
        Some(claim(engine, rule.1, subjects, signs))
    });
    signs.collect()
}

fn claim(engine: &Engine, rule: &ImpressionRule, subjects: &Subjects<'_>, signs: Signs<'_>) -> Claim {
    let view = &subjects.view;
    let mut signs = signs.in_order();
    signs.retain(|sign| sign.speaks(view));
    // Where only its place and little words speak, the sentence as a whole does.
    let from = signs.iter().map(|sign| sign.at.start).min().unwrap_or(view.passage.own);
    let to = signs.iter().map(|sign| sign.at.end).max().unwrap_or(view.end());
    let at = trimmed(view, clauses(view, from..to));
    let severity = engine.rules[rule.rule].severity;
    // The strongest tell enough.
    signs.sort_by_key(|sign| std::cmp::Reverse(sign.points));
    let mut told: Vec<&Sign<'_>> = Vec::new();
    for sign in &signs {
        // `brings back` tells what `back` would.
        if told.len() < NAMED && !told.iter().any(|other| overlap(&other.at, &sign.at)) {
            told.push(sign);
        }
    }
    let names: Vec<String> = told.into_iter().map(|sign| named(sign, view)).collect();
    Claim {
        rule: rule.rule,
        frame: Frame::Suggested,
        subject: Some(subjects.page_product()),
        trigger: at.clone(),
        relation: "suggested".to_owned(),
        target: None,
        extent: at,
        rank: i32::MIN,
        steps: vec![SeverityStep { reason: format!("signs: {}", names.join(", ")), to: severity }],
        severity,
        modality: "bare",
        says: Vec::new(),
        hedge: None,
        needs_signs: false,
        silenced: None,
    }
}

/// The clauses that some words stand in: without them they tell a reader little.
fn clauses(view: &View<'_>, at: Range<usize>) -> Range<usize> {
    let border = |at: usize| view.is(at, WordBits::HARD_MARK.with(WordBits::COMMA));
    let start = (view.passage.own..at.start).rev().find(|at| border(*at)).map_or(view.passage.own, |mark| mark + 1);
    start.min(at.start)..(at.end..view.end()).find(|at| border(*at)).unwrap_or(view.end())
}

/// A finding does not begin with `and`, nor end with `the`, and does neither within `life-jacket` or `hair's`.
fn trimmed(view: &View<'_>, at: Range<usize>) -> Range<usize> {
    let marks = [WordBits::AND, WordBits::COMMA, WordBits::COLON, WordBits::HARD_MARK];
    let links = [WordBits::DETERMINER, WordBits::PREPOSITION, WordBits::FOR, WordBits::TO, WordBits::SUBORDINATOR];
    let is = |at: usize, bits: &[WordBits]| bits.iter().any(|bits| view.is(at, *bits));
    let start = at.clone().find(|at| !is(*at, &marks)).unwrap_or(at.start);
    let end = (start..at.end).rev().find(|at| !is(*at, &marks) && !is(*at, &links)).map_or(at.end, |last| last + 1);
    let joined = |at: &usize| goes_on(view, *at);
    let start = (view.start()..=start).rev().find(|at| !joined(at)).unwrap_or(start);
    start..(end..view.end()).find(|at| !joined(at)).unwrap_or(end)
}

/// Whether a token is part of the word before it.
fn goes_on(view: &View<'_>, at: usize) -> bool {
    let ending = |norm: &str| norm.len() > 1 && norm.starts_with('\'');
    let glued = || view.tok(at).is_some() && !view.written(at, TokenFlags::SPACE_BEFORE);
    view.written(at, TokenFlags::JOINED) || (glued() && ending(view.reading.norm(at)))
}

/// A sign in words.
fn named(sign: &Sign<'_>, view: &View<'_>) -> String {
    match sign.name {
        Some(name) => name.to_owned(),
        None => quoted(&view.reading.text(sign.at.clone())),
    }
}
