//! Sentences of a page that sells which suggest an effect on health by several signs, none of which says it: a complaint, a
//! quick result, a medicine left behind. What the signs are and what they weigh is for packs to say. Floor 4.

use std::collections::BTreeSet;
use std::ops::Range;

use super::claims::Claim;
use super::disclosure::announces_risks;
use super::engine::{Engine, ImpressionRule, SignPlace};
use super::frames::Frame;
use super::modifier::cues;
use super::outspoken::Company;
use super::severity::SeverityStep;
use super::subject::Subjects;
use super::symbols::{Symbol, Way};
use super::view::{View, overlap, range};
use crate::lexicon::{Mention, Ngrams, WordBits};
use crate::prose::{BlockKind, FrontMatterKey, TokenFlags};
use crate::text::quoted;

/// Points from which a sign is worth naming.
const SPEAKS: f64 = 0.4;

/// Most signs that an explanation names.
const NAMED: usize = 4;

/// A sign in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sign<'a> {
    /// What it is, `a quick result`; a small sign goes by its words.
    pub(super) name: Option<&'a str>,
    /// What it counts, for an impression or against it.
    pub(super) points: f64,
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

/// The signs in a sentence, by place. Each counts once.
#[must_use]
pub(super) fn signs<'a>(
    engine: &'a Engine,
    rule: &'a ImpressionRule,
    subjects: &Subjects<'_>,
    company: Company,
) -> Vec<Sign<'a>> {
    let view = &subjects.view;
    let mut shown = BTreeSet::new();
    let mut out = Vec::new();
    for found in rule.patterns.find(view, view.start()..view.end()) {
        if shown.insert(found.owner) {
            let sign = &rule.signs[found.owner];
            out.push(Sign { name: Some(&sign.id), points: sign.points, at: found.at });
        }
    }
    let cues = cues(engine.cue_patterns.find(view, view.start()..view.end()), &engine.modifiers);
    for sign in (0..rule.signs.len()).filter(|owner| !shown.contains(owner)).map(|owner| &rule.signs[owner]) {
        let shows = |mention: &&Mention| sign.classes.contains(&mention.class) && !view.is_vague(mention);
        let mention = || view.mentions().iter().find(shows).map(range);
        let agent =
            || subjects.agents.first().filter(|agent| sign.agents.contains(&agent.kind)).map(|it| it.at.clone());
        let cue = || cues.iter().find(|cue| sign.cues.contains(&cue.modifier)).map(|cue| cue.at.clone());
        let place = || {
            let there = sign.places.iter().any(|place| stands(*place, engine, view, company));
            let page = sign.page.is_some_and(|page| page.is(view.reading.document.words, company.elsewhere));
            (there || page).then(|| view.start()..view.start())
        };
        if let Some(at) = mention().or_else(agent).or_else(cue).or_else(place) {
            out.push(Sign { name: Some(&sign.id), points: sign.points, at });
        }
    }
    out.extend(small_signs(rule, view));
    out.sort_by_key(|sign| sign.at.start);
    out
}

/// What counts by itself, alone or in a run: words, stems and kinds of words.
fn small_signs(rule: &ImpressionRule, view: &View<'_>) -> Vec<Sign<'static>> {
    let mut found: Vec<(u32, Sign<'static>)> = Vec::new();
    for way in Way::ALL {
        let read = way.read(view);
        let symbols: Vec<u32> = read.iter().map(|symbol| symbol.number(&rule.small, view.reading)).collect();
        // What holds no kind of word is found by the words themselves.
        let adds =
            |start: &usize| way != Way::Kinds || read[*start..].iter().take(Ngrams::LONGEST).any(Symbol::is_kind);
        for start in (0..symbols.len()).filter(adds) {
            for run in rule.small.opening(&symbols[start..]) {
                let at = read[start].at.start..read[start + run.length - 1].at.end;
                found.push((run.number, Sign { name: None, points: run.weight, at }));
            }
        }
    }
    found.sort_by_key(|(number, sign)| (*number, sign.at.start));
    found.dedup_by_key(|(number, _)| *number);
    found.into_iter().map(|(_, sign)| sign).collect()
}

fn stands(place: SignPlace, engine: &Engine, view: &View<'_>, company: Company) -> bool {
    let block = view.reading.block(view.passage);
    match place {
        SignPlace::Heading => {
            matches!(block.kind, BlockKind::Heading(_) | BlockKind::FrontMatter(FrontMatterKey::Title))
        }
        SignPlace::Item => block.kind == BlockKind::ListItem,
        SignPlace::Cell => matches!(block.kind, BlockKind::TableCell { .. }),
        SignPlace::Introduced => view.passage.has_lead(),
        SignPlace::BelowRisks => is_below_risks(engine, view),
        SignPlace::BelowClaim => company.above,
        SignPlace::AfterClaim => company.before,
        SignPlace::BeforeClaim => company.behind,
        SignPlace::AmongClaims => company.among,
    }
}

/// Whether the signs in a sentence have points enough.
#[must_use]
pub(super) fn suffices(rule: &ImpressionRule, signs: &[Sign<'_>]) -> bool {
    signs.iter().map(|sign| sign.points).sum::<f64>() >= rule.threshold
}

/// Whether a disease that only stands beside a product is a claim: where the sentence has the signs of one.
#[must_use]
pub(super) fn is_felt(engine: &Engine, subjects: &Subjects<'_>, company: Company) -> bool {
    let mut rules = engine.impressions.iter();
    rules.len() == 0 || rules.any(|rule| suffices(rule, &signs(engine, rule, subjects, company)))
}

/// The claim that a sentence suggests, if its signs suffice.
#[must_use]
pub(super) fn suggested(
    engine: &Engine,
    rule: &ImpressionRule,
    subjects: &Subjects<'_>,
    company: Company,
) -> Option<Claim> {
    let view = &subjects.view;
    if !subjects.page.sells() || view.asks() || view.awaits_introduction() {
        return None;
    }
    let mut signs = signs(engine, rule, subjects, company);
    if !suffices(rule, &signs) {
        return None;
    }
    signs.retain(|sign| sign.speaks(view));
    // Where only its place and little words speak, the sentence as a whole does.
    let from = signs.iter().map(|sign| sign.at.start).min().unwrap_or(view.passage.own);
    let to = signs.iter().map(|sign| sign.at.end).max().unwrap_or(view.end());
    // A finding does not begin with `and`, nor end with `the`.
    let marks = [WordBits::AND, WordBits::COMMA, WordBits::COLON, WordBits::HARD_MARK];
    let links = [WordBits::DETERMINER, WordBits::PREPOSITION, WordBits::FOR, WordBits::TO, WordBits::SUBORDINATOR];
    let is = |at: usize, bits: &[WordBits]| bits.iter().any(|bits| view.is(at, *bits));
    let start = (from..to).find(|at| !is(*at, &marks)).unwrap_or(from);
    let end = (start..to).rev().find(|at| !is(*at, &marks) && !is(*at, &links)).map_or(to, |last| last + 1);
    // Nor within `life-jacket`.
    let end = (end..view.end()).find(|at| !view.written(*at, TokenFlags::JOINED)).unwrap_or(end);
    let severity = engine.rules[rule.rule].severity;
    // The strongest tell enough.
    signs.sort_by(|a, b| b.points.total_cmp(&a.points));
    let mut told: Vec<&Sign<'_>> = Vec::new();
    for sign in &signs {
        // `brings back` tells what `back` would.
        if told.len() < NAMED && !told.iter().any(|other| overlap(&other.at, &sign.at)) {
            told.push(sign);
        }
    }
    let names: Vec<String> = told.into_iter().map(|sign| named(sign, view)).collect();
    Some(Claim {
        rule: rule.rule,
        frame: Frame::Suggested,
        subject: Some(subjects.page_product()),
        trigger: start..end,
        relation: "suggested".to_owned(),
        target: None,
        extent: start..end,
        rank: i32::MIN,
        steps: vec![SeverityStep { reason: format!("signs: {}", names.join(", ")), to: severity }],
        severity,
        modality: "bare",
        says: Vec::new(),
        hedge: None,
        needs_signs: false,
        silenced: None,
    })
}

/// A sign in words.
fn named(sign: &Sign<'_>, view: &View<'_>) -> String {
    match sign.name {
        Some(name) => name.to_owned(),
        None => quoted(&view.reading.text(sign.at.clone())),
    }
}

/// Whether a sentence stands below a heading that announces what can go wrong.
fn is_below_risks(engine: &Engine, view: &View<'_>) -> bool {
    let heading = view.reading.block(view.passage).heading;
    let passage = heading.and_then(|heading| view.reading.passages_of(heading).first());
    passage.is_some_and(|passage| announces_risks(engine, &View { passage, ..*view }))
}
