//! From passages to claims: frames and phrases, then modifiers, severity and one finding a clause. Everything that a
//! finding will say is settled here; what a project wants of it is `lint`'s. Floor 4.

use std::cell::LazyCell;
use std::ops::Range;

use super::doubt::doubted;
use super::engine::{ClaimRule, Engine, PhraseRule, SubjectNeed, Within};
use super::frames::{Frame, Relation, relations};
use super::judgement::judge;
use super::matching::Match;
use super::modifier::{cues, disowned, taken_back};
use super::outspoken::Company;
use super::own_signs::OwnOf;
use super::severity::{Severity, SeverityStep};
use super::subject::{Agent, AgentKind, Subject, Subjects};
use super::suggestion::{is_felt, suggested};
use super::view::overlap;
use crate::lexicon::{Class, PackText, Tier, WordBits};

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
    let matches = engine.phrase_patterns.find_affirmed(view, view.start()..view.end());
    if !matches.is_empty() {
        let exceptions = engine.phrase_exceptions.find(view, view.start()..view.end());
        out.extend(matches.into_iter().filter_map(|found| of_phrase(engine, subjects, around, found, &exceptions)));
    }
    weigh(engine, subjects, around, out)
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
    // What is said needs no signs; what is taken back suggests nothing. A disease that only stands there may be explained
    // (`chronic insomnia is usually`), and the sentence still suggest an effect on it.
    let explained =
        |claim: &Claim| claim.silenced.is_some() && matches!(claim.frame, Frame::Implied | Frame::Testimony);
    // What sellers may say (21 CFR 101.93(f)) can suggest more than it says: `Rhodiola and burnout: how the root restores your
    // drive`. What a hedge has made an info stays one.
    let lawful = |claim: &Claim| {
        let is_base = claim.severity == Severity::Info && claim.steps.len() == 1;
        is_base && !matches!(claim.frame, Frame::Phrase | Frame::Property) && claim.silenced.is_none()
    };
    if out.iter().all(|claim| explained(claim) || lawful(claim)) {
        out.extend(weigh(engine, subjects, around, suggested(engine, subjects, heard)));
    }
    for claim in out.iter_mut().filter(|claim| claim.silenced.is_none() && leaves_doubt(claim)) {
        claim.silenced = doubted(engine, subjects, heard, claim);
    }
    let felt = LazyCell::new(|| is_felt(engine, subjects, heard));
    out.retain(|claim| !claim.needs_signs || *felt);
    out.sort_by_key(|claim| (claim.extent.start, claim.extent.end, claim.rule));
    out
}

/// Whether a claim is only as good as the signs around it. What is suggested has met them already, and what sellers may say
/// (21 CFR 101.93(f)) is told without looking for an effect on a disease.
fn leaves_doubt(claim: &Claim) -> bool {
    claim.severity > Severity::Info && claim.frame != Frame::Suggested
}

/// Claims with what silences or changes them. An item read with its introduction adds only what its own words complete.
fn weigh(engine: &Engine, subjects: &Subjects<'_>, around: Surroundings, mut claims: Vec<Claim>) -> Vec<Claim> {
    let view = &subjects.view;
    claims.retain(|claim| claim.extent.end > view.passage.own || !view.passage.has_lead());
    if claims.is_empty() {
        return claims;
    }
    let found = cues(engine, view);
    // What other sentences say of this one, they say of all its claims.
    let elsewhere = LazyCell::new(|| taken_back(engine, view).or_else(|| disowned(engine, view)));
    for claim in &mut claims {
        judge(engine, subjects, found, around, claim);
        claim.silenced = claim.silenced.take().or_else(|| elsewhere.clone()).or_else(|| quoted(subjects, claim));
    }
    claims
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

fn of_phrase(
    engine: &Engine,
    subjects: &Subjects<'_>,
    around: Surroundings,
    found: Match,
    exceptions: &[Match],
) -> Option<Claim> {
    let view = &subjects.view;
    let rule: &PhraseRule = &engine.phrases[found.owner];
    if exceptions.iter().any(|except| except.owner == found.owner && overlap(&except.at, &found.at)) {
        return None;
    }
    if !rule.near.is_empty() && !is_near(subjects, rule, around) {
        return None;
    }
    let subject = match rule.subject {
        SubjectNeed::Resolved => Some(phrase_subject(subjects, &found.at, false)?),
        SubjectNeed::Named => Some(phrase_subject(subjects, &found.at, true)?),
        SubjectNeed::Page => {
            let named = phrase_subject(subjects, &found.at, false);
            let page = subjects.page.is_promotional() || subjects.page.topic.is_some();
            if named.is_none() && !page {
                return None;
            }
            Some(named.unwrap_or_else(|| subjects.page_product()))
        }
        SubjectNeed::None => None,
    };
    let mut extent = found.at.clone();
    if rule.extend {
        while view.before(extent.start, WordBits::ADJECTIVE) {
            extent.start -= 1;
        }
    }
    let target = found
        .slots
        .iter()
        .find(|(class, _)| *class != Class::Substance && *class != Class::Product)
        .map(|(_, at)| at.clone());
    // A vague word (stress, cold) is a health word only beside a named product or where the page sells one.
    let vague = target.as_ref().is_some_and(|at| {
        view.starting(at.start).iter().any(|m| m.class.is_disease() && view.is_vague(m) && m.end as usize == at.end)
    });
    let explicit = subject.as_ref().is_some_and(|subject| subject.explicit);
    if vague && !explicit && !subjects.page.is_promotional() {
        return None;
    }
    let base = engine.rules[rule.rule].severity;
    Some(Claim {
        rule: rule.rule,
        frame: Frame::Phrase,
        subject,
        trigger: found.at,
        relation: String::new(),
        target,
        extent,
        rank: rule.rank,
        steps: vec![SeverityStep { reason: "base of the rule".to_owned(), to: base }],
        severity: base,
        modality: "bare",
        says: Vec::new(),
        hedge: None,
        needs_signs: false,
        silenced: None,
    })
}

fn is_near(subjects: &Subjects<'_>, rule: &PhraseRule, around: Surroundings) -> bool {
    let here = subjects.view.mentions().iter().any(|mention| rule.near.contains(&mention.class));
    match rule.within {
        Within::Sentence => here,
        Within::Previous => here || around.previous_condition,
        Within::Page => {
            let page = subjects.page;
            let substance = rule.near.contains(&Class::Substance) && page.topic.is_some();
            here || around.previous_condition || page.titled_condition || !page.conditions.is_empty() || substance
        }
    }
}

/// The promoted thing nearest to a phrase: left of it, else right of it, else elided on a promotional page.
fn phrase_subject(subjects: &Subjects<'_>, at: &Range<usize>, named: bool) -> Option<Subject> {
    const RIGHT: usize = 20;
    let view = &subjects.view;
    let inside = subjects.agents.iter().find(|agent| {
        at.start <= agent.at.start
            && agent.at.end <= at.end
            && matches!(agent.kind, AgentKind::Named | AgentKind::Own | AgentKind::Definite)
    });
    let left = subjects.left(at.start);
    let keep = |subject: Subject| (!named || subject.explicit).then_some(subject);
    let found = inside
        .and_then(|agent| subjects.resolve(agent))
        .or_else(|| left.and_then(|agent| subjects.resolve(agent)))
        .or_else(|| {
            let right = subjects.right(at.end, RIGHT)?;
            subjects.resolve(right)
        })
        .and_then(keep);
    if found.is_some() || named {
        return found;
    }
    // `Zenora review: the answer to Ozempic` is no review's answer.
    let near = |agent: &&Agent| !view.any(agent.at.end..at.start, WordBits::HARD_MARK);
    let blocked = left.filter(near).is_some_and(|agent| agent.kind == AgentKind::Other);
    (!blocked && subjects.page.is_promotional()).then(|| subjects.page_product())
}
