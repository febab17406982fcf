//! [`Trace`]: what the engine saw in one passage, for `claimlint explain FILE:LINE`: the words it knows, the agents and
//! what they stand for, each claim shape with what kept or silenced it. It judges nothing itself. Floor 4.

use std::ops::Range;

use super::claims::{Claim, Surroundings, claims};
use super::detector::Run;
use super::gist::{self, Near};
use super::opening;
use super::outspoken::{Company, Outspoken};
use super::page::hundredths;
use super::pairs;
use super::phrases::said_of_nothing;
use super::subject::Agent;
use super::suggestion::Sign;
use super::symbols::runs;
use super::view::{View, range};
use super::way::Way;
use crate::lexicon::Class;
use crate::text::Span;

/// What the engine saw in a passage.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// Where the passage stands.
    pub span: Option<Span>,
    /// The passage as read.
    pub text: String,
    /// Words that the packs know: `condition “depression”`.
    pub mentions: Vec<String>,
    /// Noun phrases that could be a subject, and what they stand for.
    pub agents: Vec<String>,
    /// Claim shapes, each with its outcome.
    pub claims: Vec<String>,
    /// The rules whose claims stand.
    pub rules: Vec<String>,
    /// The rules of which a phrase stands there that is said of nothing the page promotes.
    pub unpromoted: Vec<String>,
    /// There are claim shapes, and all are silenced.
    pub silenced: bool,
    /// Signs of an effect that nothing says.
    pub signs: Vec<TraceSign>,
    /// From how many points together signs suggest an effect on this page; none where nothing is suggested.
    pub sufficient: Option<f64>,
    /// The runs of symbols and the pairs that could be small signs, as packs write them.
    pub runs: Vec<String>,
    /// The symbols of each of its places, for the network that reads sentences as wholes, written likewise.
    pub whole: Vec<Vec<String>>,
    /// The heading above it, as its place among the passages of the page.
    pub heading: Option<usize>,
    /// The block it stands in, by its number.
    pub block: usize,
    /// The sentences before and behind it in that block, as the heading.
    pub beside: [Option<usize>; 2],
    /// Whether it is a second reading of an item, with its introduction.
    pub has_lead: bool,
    /// The runs of symbols in the page's first words, written likewise.
    pub opening: Vec<String>,
    /// How many points of promotion the page has above those it needs, but for its first words and for how many of its
    /// sentences suggest an effect.
    pub margin: f64,
    /// Why there is no claim shape, where that can be told.
    pub missing: Option<String>,
    /// What the page shows as a whole.
    pub page: String,
    /// Whether it promotes something.
    pub promotes: bool,
}

impl Trace {
    /// The name of the sign that a sentence is as a whole.
    pub const WHOLE: &str = "as a whole";
}

/// A sign of an effect that nothing says.
#[derive(Clone, Debug)]
pub struct TraceSign {
    /// What it is; a small sign goes by its words.
    pub name: Option<String>,
    /// The words that show it.
    pub text: String,
    /// What it counts, for an impression or against it.
    pub points: f64,
}

impl Run<'_> {
    /// Points of signs from which a sentence of the page suggests an effect.
    fn sufficient(&self) -> Option<f64> {
        let more = self.page.asks_more(self.engine.page.suggestive)?;
        let least = self.engine.impressions.iter().map(|rule| i64::from(rule.threshold)).min()?;
        Some(hundredths(least) + more)
    }

    pub(super) fn traces(&self, at: Span) -> Vec<Trace> {
        let said = self.said();
        let (outspoken, near) = (Outspoken::new(self, &said), gist::near(self.reading));
        let passages = self.reading.passages.iter().zip(said).enumerate();
        let mut out = Vec::new();
        for (index, (passage, said)) in passages {
            let span = self.reading.fragments(passage.own..passage.toks.end).into_iter().reduce(Span::hull);
            if span.is_some_and(|span| span.overlaps(at)) {
                out.push(Trace {
                    span,
                    ..self.trace((index, near[index]), said, outspoken.around(self.reading, index))
                });
            }
        }
        out
    }

    fn trace(
        &self,
        (index, near): (usize, Near),
        (around, said): (Surroundings, Vec<Claim>),
        company: Company,
    ) -> Trace {
        let subjects = self.subjects(index);
        let view = subjects.view;
        let text = |at: Range<usize>| self.reading.shown(at);
        let mention = |mention: &crate::lexicon::Mention| {
            let entry = view.entry(mention);
            let relation = if entry.relation.is_empty() { String::new() } else { format!(", {}", entry.relation) };
            let vague = if view.is_vague(mention) { ", vague" } else { "" };
            format!("{:?} “{}” ({}{relation}{vague})", mention.class, text(range(mention)), entry.id)
        };
        let agent = |agent: &Agent| {
            let stands = match subjects.resolve(agent) {
                Some(subject) => format!("stands for “{}” ({})", subject.resolved, subject.how.text()),
                None => "is not the promoted thing".to_owned(),
            };
            format!("{:?} “{}” {stands}", agent.kind, text(agent.at.clone()))
        };
        let own = self.own(index);
        let unpromoted = said_of_nothing(self.engine, &subjects, around);
        let all = claims(self.engine, &subjects, around, said, (company, own));
        let claim = |claim: &Claim| {
            let subject = claim.subject.as_ref().map_or("nothing", |subject| subject.resolved.as_str());
            let steps: Vec<String> =
                claim.steps.iter().map(|step| format!("{}: {}", step.to.name(), step.reason)).collect();
            let outcome = match &claim.silenced {
                Some(reason) => format!("silenced by {reason}"),
                None => format!("{} ({})", claim.severity.name(), steps.join(" → ")),
            };
            let rule = &self.engine.rules[claim.rule].id;
            format!("{rule}, {} frame: “{}” of “{subject}”: {outcome}", claim.frame.name(), text(claim.extent.clone()))
        };
        let sign = |sign: Sign<'_>| TraceSign {
            name: sign.name.map(str::to_owned),
            text: sign.text(&view),
            points: f64::from(sign.points) / 100.0,
        };
        let impressions = self.engine.impressions.iter().enumerate();
        Trace {
            span: None,
            text: text(view.passage.toks.clone()),
            mentions: view.mentions().iter().map(mention).collect(),
            agents: subjects.agents.iter().map(agent).collect(),
            missing: all.is_empty().then(|| missing(&view, &unpromoted)).flatten(),
            unpromoted: unpromoted.into_iter().map(str::to_owned).collect(),
            claims: all.iter().map(claim).collect(),
            rules: all
                .iter()
                .filter(|claim| claim.silenced.is_none())
                .map(|claim| self.engine.rules[claim.rule].id.to_string())
                .collect(),
            silenced: !all.is_empty() && all.iter().all(|claim| claim.silenced.is_some()),
            signs: impressions
                .flat_map(|(index, rule)| own.told(index).in_order(rule, (&view, company), &own.shares(index)))
                .map(sign)
                .collect(),
            sufficient: self.sufficient(),
            runs: [runs(&view, &Way::ALL), pairs::written(&view)].concat(),
            whole: gist::written(&view),
            heading: near.heading,
            block: near.block,
            beside: near.beside,
            has_lead: view.passage.has_lead(),
            opening: opening::written(self.engine, self.reading),
            margin: self.page.margin,
            page: self.page.describe(),
            promotes: self.page.is_promotional(),
        }
    }
}

/// Which part of a claim a passage lacks.
fn missing(view: &View<'_>, unpromoted: &[&str]) -> Option<String> {
    if let [rule, ..] = unpromoted {
        return Some(format!("a phrase of {rule} stands here, and is said of nothing that the page promotes"));
    }
    let relation = view.matching(|class| {
        matches!(class, Class::Verb | Class::Noun | Class::ClassWord | Class::Effective | Class::UsedFor)
    });
    let target = view.matching(Class::is_target);
    Some(match (relation.count(), target.count()) {
        (0, 0) => "it names no condition, and nothing that acts on one".to_owned(),
        (0, _) => "it names a condition, and nothing that acts on it".to_owned(),
        (_, 0) => "it tells of an effect, and names nothing that a claim could be about".to_owned(),
        _ => "it names a condition and an effect, and does not say that what is promoted has this effect on it"
            .to_owned(),
    })
}
