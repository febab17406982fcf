//! From passages to claims: frames and phrases, then modifiers, severity and one finding a clause. Everything that a
//! finding will say is settled here; what a project wants of it is `lint`'s. Floor 4.

use std::cell::LazyCell;
use std::ops::Range;

use super::answered::{Joined, with_next};
use super::doubt::doubted;
use super::engine::{ClaimRule, Engine};
use super::frames::{Frame, Relation, names_care, relations, set_against};
use super::judgement::judge;
use super::modifier::{CueElsewhere, cues, cues_elsewhere};
use super::outspoken::Company;
use super::own_signs::OwnOf;
use super::phrases::of_phrase;
use super::severity::{Severity, SeverityStep};
use super::subject::{Subject, Subjects, agents};
use super::suggestion::{is_felt, suggested};
use super::trade::has_bodily;
use super::view::{View, overlap};
use crate::lexicon::{PackText, Tier, WordBits};
use crate::prose::TokenFlags;

/// A claim in a passage, judged.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    /// Index into the engine's rules.
    pub rule: usize,
    /// The frame.
    pub frame: Frame,
    /// The promoted thing, if the rule asks for one.
    pub subject: Option<Subject>,
    /// The tokens of the trigger.
    pub trigger: Range<usize>,
    /// The relation: `cure`, `relieve`; empty for phrases.
    pub relation: String,
    /// The tokens of the target.
    pub target: Option<Range<usize>>,
    /// The tokens that the finding covers.
    pub extent: Range<usize>,
    /// How specific its rule is.
    pub rank: i32,
    /// From base to final severity.
    pub steps: Vec<SeverityStep>,
    /// Its severity.
    pub severity: Severity,
    /// `bare`, `weak`, `qualified`, `boosted`.
    pub modality: &'static str,
    /// What else modifiers say: (`source`, `crowd`).
    pub says: Vec<(PackText, PackText)>,
    /// The hedge that lowered it.
    pub hedge: Option<Range<usize>>,
    /// Whether it counts only beside the signs of a claim.
    pub needs_signs: bool,
    /// Its signs are so many that no cue of the sentence silences it.
    pub outweighs: bool,
    /// Only a question silences it, and nothing denies what that asks: an impression weighs that.
    pub asked: bool,
    /// What silenced it.
    pub silenced: Option<String>,
}

/// What a passage needs from its surroundings.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Surroundings {
    /// The sentence before names a condition or symptom.
    pub previous_condition: bool,
    /// The block is a title or heading.
    pub title: bool,
}

/// What a passage says, silenced claims too; with diseases that only stand beside a product.
pub(super) fn said(engine: &Engine, subjects: &Subjects<'_>, around: Surroundings) -> Vec<Claim> {
    let view = &subjects.view;
    let mut out: Vec<Claim> = relations(subjects).into_iter().filter_map(|found| of_relation(engine, found)).collect();
    out.extend(set_against(subjects, None).and_then(|found| of_relation(engine, found)));
    let matches = engine.phrase_patterns.find_affirmed(view, view.start()..view.end());
    if !matches.is_empty() {
        let exceptions = engine.phrase_exceptions.find(view, view.start()..view.end());
        out.extend(matches.into_iter().filter_map(|found| of_phrase(engine, subjects, around, found, &exceptions)));
    }
    let (phrases, swap) = said_with_next(engine, subjects, around);
    out.extend(phrases);
    out = weigh(engine, subjects, around, out);
    out.extend(swap);
    out
}

/// What a passage says only together with the next: phrases, which its own words may still silence, and a medicine set against
/// the product, which both halves may and have.
fn said_with_next(engine: &Engine, subjects: &Subjects<'_>, around: Surroundings) -> (Vec<Claim>, Vec<Claim>) {
    let view = &subjects.view;
    let Some(Joined { passage, border }) = with_next(view) else { return Default::default() };
    let joined = View { passage: &passage, ..*view };
    let mut matches = engine.phrase_patterns.find_across(&joined, border);
    matches.retain(|found| found.at.start < view.end() && view.end() < found.at.end);
    // Most pairs say nothing together.
    if matches.is_empty() && !names_care(&joined) {
        return Default::default();
    }
    // What both name may be what is promoted: `Tired of Zoloft? Saffron.`
    let named = agents(&joined);
    let means_body = subjects.means_body || has_bodily(joined.reading, &passage);
    let subjects = &Subjects { view: joined, agents: &named, means_body, ..*subjects };
    let swap = set_against(subjects, Some(border)).and_then(|found| of_relation(engine, found));
    let swap = weigh(engine, subjects, around, swap.into_iter().collect());
    if matches.is_empty() {
        return (Vec::new(), swap);
    }
    let exceptions = engine.phrase_exceptions.find(&joined, joined.start()..joined.end());
    let phrases = matches.into_iter().filter_map(|mut found| {
        // The mark that shows where the answer ends is none of its words.
        while joined.written(found.at.end - 1, TokenFlags::MARK) && found.at.end > view.end() {
            found.at.end -= 1;
        }
        of_phrase(engine, subjects, around, found, &exceptions)
    });
    (phrases.collect(), swap)
}

/// All claims of a passage, in order of place: what it says, and where it says nothing, what it suggests on a page that
/// makes such claims around it; `heard` is what stands around it, and what its own words show.
pub(super) fn claims(
    engine: &Engine,
    subjects: &Subjects<'_>,
    around: Surroundings,
    mut out: Vec<Claim>,
    heard: (Company, OwnOf<'_>),
) -> Vec<Claim> {
    // What is said needs no signs; what is taken back suggests nothing, unless its signs outweigh that. A disease that only
    // stands there may be explained (`chronic insomnia is usually`), and the sentence still suggest an effect on it.
    let explained =
        |claim: &Claim| claim.silenced.is_some() && matches!(claim.frame, Frame::Implied | Frame::Testimony);
    // What sellers may say (21 CFR 101.93(f)) can suggest more than it says: `Rhodiola and burnout: how the root restores your
    // drive`. What a hedge has made an info stays one.
    let lawful = |claim: &Claim| {
        let is_base = claim.severity == Severity::Info && claim.steps.len() == 1;
        is_base && !matches!(claim.frame, Frame::Phrase | Frame::Property) && claim.silenced.is_none()
    };
    if out.iter().all(|claim| claim.silenced.is_some() || lawful(claim)) {
        let mut suggested = suggested(engine, subjects, heard);
        let is_taken_back = out.iter().any(|claim| claim.silenced.is_some() && !claim.asked && !explained(claim));
        suggested.retain(|claim| claim.outweighs || !is_taken_back);
        out.extend(weigh(engine, subjects, around, suggested));
    }
    let end = subjects.view.end();
    for claim in out.iter_mut().filter(|claim| claim.silenced.is_none() && leaves_doubt(claim, end)) {
        claim.silenced = doubted(engine, subjects, heard, claim);
    }
    let felt = LazyCell::new(|| is_felt(engine, subjects, heard));
    out.retain(|claim| !claim.needs_signs || *felt);
    let named = named(engine, subjects, around, &out);
    // One sentence, one finding: what has a better name stands behind it.
    for claim in out.iter_mut().filter(|claim| claim.frame == Frame::Suggested) {
        if let Some(first) = named.first().filter(|_| !named.iter().any(|it| overlap(&it.extent, &claim.extent))) {
            claim.extent = claim.extent.start.min(first.extent.start)..claim.extent.end.max(first.extent.end);
        }
    }
    out.extend(named);
    out.sort_by_key(|claim| (claim.extent.start, claim.extent.end, claim.rule));
    out
}

/// What better names there are for what a sentence suggests: `the wheezing stops` says nothing of a product by itself, but
/// where the sentence suggests an effect by its other signs, it says which.
fn named(engine: &Engine, subjects: &Subjects<'_>, around: Surroundings, heard: &[Claim]) -> Vec<Claim> {
    let view = &subjects.view;
    let mut told = heard.iter().filter(|claim| claim.silenced.is_none() && claim.severity > Severity::Info).peekable();
    if told.peek().is_none() || !told.all(|claim| claim.frame.is_impression()) {
        return Vec::new();
    }
    let matches = engine.felt_patterns.find_affirmed(view, view.start()..view.end());
    if matches.is_empty() {
        return Vec::new();
    }
    let exceptions = engine.phrase_exceptions.find(view, view.start()..view.end());
    let claims = matches.into_iter().filter_map(|found| of_phrase(engine, subjects, around, found, &exceptions));
    let mut claims = weigh(engine, subjects, around, claims.collect());
    claims.retain(|claim| claim.silenced.is_none());
    claims
}

/// Whether a claim is only as good as the signs around it. What is suggested has met them already, and what sellers may say
/// (21 CFR 101.93(f)) is told without looking for an effect on a disease. What only the answer to a question completes has its
/// signs there, behind the `end` of the question.
fn leaves_doubt(claim: &Claim, end: usize) -> bool {
    claim.severity > Severity::Info && claim.frame != Frame::Suggested && claim.extent.end <= end
}

/// Claims with what silences or changes them. An item read with its introduction adds only what its own words complete.
fn weigh(engine: &Engine, subjects: &Subjects<'_>, around: Surroundings, mut claims: Vec<Claim>) -> Vec<Claim> {
    let view = &subjects.view;
    claims.retain(|claim| claim.extent.end > view.passage.own || !view.passage.has_lead());
    if claims.is_empty() {
        return claims;
    }
    let found = cues(engine, view);
    let figure = figure(subjects);
    // What other sentences say of this one, they say of all its claims.
    let elsewhere: LazyCell<Vec<CueElsewhere<'_>>, _> = LazyCell::new(|| cues_elsewhere(engine, view));
    for claim in &mut claims {
        judge(engine, subjects, found, around, claim);
        let frame = claim.frame;
        let taken_back = || elsewhere.iter().find_map(|cue| cue.silences(frame));
        let silenced = claim.silenced.take().or_else(taken_back).or_else(|| quoted(subjects, claim));
        claim.silenced = silenced.or_else(|| figure.clone());
    }
    claims
}

/// What silences a sentence of a page of another trade that is itself of that trade: a shop of chairs may yet sell one that
/// cures sciatica.
fn figure(subjects: &Subjects<'_>) -> Option<String> {
    let is_figure = !subjects.means_body;
    is_figure.then(|| "a figure of speech on a page that has nothing to do with the body".to_owned())
}

/// What silences words that a page which sells nothing puts between quotation marks: it shows what others say. A seller
/// answers for the words of its customers.
fn quoted(subjects: &Subjects<'_>, claim: &Claim) -> Option<String> {
    let view = &subjects.view;
    // A quotation that is all there is, is a customer's.
    if subjects.page.is_piece && view.is(view.start(), WordBits::QUOTE) {
        return None;
    }
    let cites = !subjects.page.is_promotional() && view.reading.block(view.passage).context.quote == 0;
    (cites && view.is_quoted(claim.extent.start)).then(|| "words that the page only quotes".to_owned())
}

fn of_relation(engine: &Engine, found: Relation) -> Option<Claim> {
    let rule = engine.claims.iter().find(|rule| takes(rule, &found))?;
    let base = rule.severity.unwrap_or_else(|| engine.grid.base(&found.relation, found.tier));
    let needs_signs = found.needs_signs();
    let reason = match rule.severity {
        Some(_) => "base of the rule".to_owned(),
        None => format!("base: {}, {} target", found.relation, tier_word(found.tier)),
    };
    let extent = found.trigger.start.min(found.target.start)..found.trigger.end.max(found.target.end);
    let extent = match (&found.subject.at, found.frame) {
        (Some(at), Frame::Keyphrase) => at.start..extent.end,
        (Some(at), Frame::SetAgainst) => extent.start..at.end,
        _ => extent,
    };
    Some(Claim {
        rule: rule.rule,
        frame: found.frame,
        subject: Some(found.subject),
        trigger: found.trigger,
        relation: found.relation.to_string(),
        target: Some(found.target),
        extent,
        rank: rule.rank,
        steps: vec![SeverityStep { reason, to: base }],
        severity: base,
        modality: "bare",
        says: Vec::new(),
        hedge: None,
        needs_signs,
        outweighs: false,
        asked: false,
        silenced: None,
    })
}

fn tier_word(tier: Tier) -> &'static str {
    match tier {
        Tier::Minor => "minor",
        Tier::Moderate => "moderate",
        Tier::Serious => "serious",
    }
}

fn takes(rule: &ClaimRule, found: &Relation) -> bool {
    (rule.frames.is_empty() || rule.frames.contains(&found.frame))
        && (rule.relations.is_empty() || rule.relations.iter().any(|relation| found.relation == *relation))
        && (rule.targets.is_empty() || rule.targets.contains(&found.class))
        && (rule.groups.is_empty() || rule.groups.iter().any(|group| found.group == *group))
}
