//! [`Hit`]: a claim or a document rule that fired, in terms of the source. It knows no policy: `lint` makes findings of
//! hits. Floor 4.

use std::ops::Range;

use super::claims::Claim;
use super::clauses::apart_from;
use super::detector::Run;
use super::disclosure::Insertion;
use super::frames::Frame;
use super::view::{View, overlap};
use super::{Severity, SeverityStep};
use crate::text::{Span, quoted};

/// What a message calls a target that a phrase leaves unnamed: `rebuilds the cartilage`.
const NO_TARGET: &str = "a health problem";

/// A rule that fired, or would have but for what silenced it.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Index into [`super::Engine::rules`].
    pub rule: usize,
    /// Its severity.
    pub severity: Severity,
    /// From base to final severity.
    pub steps: Vec<SeverityStep>,
    /// The source bytes, in order.
    pub fragments: Vec<Span>,
    /// The match as the reader reads it.
    pub text: String,
    /// What fills the message: name and text.
    pub fills: Vec<(&'static str, String)>,
    /// Parts to point at.
    pub labels: Vec<(Span, String)>,
    /// Subject as written, as resolved, and how.
    pub subject: Option<(String, String, String)>,
    /// The relation's words.
    pub relation: String,
    /// The target's words.
    pub target: String,
    /// The frame's name.
    pub frame: &'static str,
    /// `bare`, `weak`, `qualified`, `boosted`.
    pub modality: &'static str,
    /// Who says it, `author` if nobody else.
    pub source: String,
    /// Other places: rule, span, why.
    pub related: Vec<(usize, Span, String)>,
    /// Authorities beside the rule's own.
    pub refs: Vec<String>,
    /// A draft that would mend it.
    pub insertion: Option<Insertion>,
    /// What silenced it; such a hit is no finding.
    pub silenced: Option<String>,
    /// Normalised words around the match, for the fingerprint.
    pub neighbours: String,
    /// What is the same about it wherever it is pointed at, for the fingerprint: given by rules about the whole page, whose
    /// place is only where their trigger happens to stand.
    pub identity: Option<String>,
    /// A safe change, if there is one.
    pub fix: Option<Fix>,
    /// What the same clause claims in other words, gravest first: told where this is off or allowed.
    pub stand_ins: Vec<Self>,
}

/// A change that rewrites no claim. It is safe to make without asking, but for a draft.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Fix {
    /// What it does.
    pub title: String,
    /// The bytes to replace; empty to insert.
    pub span: Span,
    /// Their replacement.
    pub replacement: String,
    /// Whether it is a draft, which somebody has to read before it is published: an editor never makes it unasked.
    pub draft: bool,
}

impl Hit {
    /// Is told under the rule of another, as that tells it.
    pub(super) fn take_name(&mut self, other: &Self) {
        (self.rule, self.severity, self.frame) = (other.rule, other.severity, other.frame);
        self.steps.clone_from(&other.steps);
        self.fills.clone_from(&other.fills);
        self.subject.clone_from(&other.subject);
        self.target.clone_from(&other.target);
        self.relation.clone_from(&other.relation);
    }

    /// Stands for another, too: that is told only where this is off or allowed.
    pub(super) fn stand_for(&mut self, other: Self) {
        let span = other.fragments.iter().copied().reduce(Span::hull);
        self.related.extend(span.map(|span| (other.rule, span, quoted(&other.text))));
        self.stand_ins.push(other);
    }
}

/// Where a claim is pointed at: an item that is read with its introduction, and an answer that is read with its question
/// or with what it is set against, where their own words stand.
fn own_words(view: &View<'_>, claim: &Claim) -> Range<usize> {
    let answers = claim.extent.end > view.end();
    let start = claim.extent.start.max(if answers { view.end() } else { view.passage.own });
    view.behind_stars(start..claim.extent.end)
}

impl Run<'_> {
    pub(super) fn hit(&self, view: &View<'_>, claim: &Claim, others: &[Claim]) -> Hit {
        let reading = self.reading;
        let own = own_words(view, claim);
        let fragments = reading.fragments(own.clone());
        let shown = |at: &Range<usize>| reading.shown(at.clone());
        let subject = claim.subject.as_ref().map(|subject| {
            let written = subject.at.as_ref().map(shown).unwrap_or_default();
            let is_itself = subject.at.as_ref().is_some_and(|at| reading.text(at.clone()) == subject.resolved);
            let resolved = if is_itself { written.clone() } else { subject.resolved.clone() };
            (written, resolved, subject.how.text().to_owned())
        });
        let relation = shown(&claim.trigger);
        let target = claim.target.as_ref().map(shown).unwrap_or_default();
        let mut labels: Vec<(Span, String)> = Vec::new();
        let mut label = |at: &Range<usize>, words: String| {
            if let Some(span) = reading.fragments(at.clone()).into_iter().reduce(Span::hull) {
                labels.push((span, words));
            }
        };
        if let Some(at) = claim.subject.as_ref().and_then(|subject| subject.at.as_ref()) {
            let (written, resolved, _) = subject.clone().unwrap_or_default();
            let words = if written == resolved {
                "subject".to_owned()
            } else {
                format!("subject: stands for {}", quoted(&resolved))
            };
            label(at, words);
        }
        label(
            &view.behind_stars(claim.trigger.clone()),
            match claim.frame {
                Frame::Phrase => "claim".to_owned(),
                Frame::Suggested => "suggests an effect".to_owned(),
                Frame::Implied | Frame::ProblemOffer => "beside the product".to_owned(),
                _ => format!("relation: {}", claim.relation),
            },
        );
        if let Some(at) = claim.target.as_ref().filter(|at| **at != claim.trigger) {
            label(at, "target".to_owned());
        }
        if let Some(at) = &claim.hedge {
            label(at, "weak hedge: lowers, never clears".to_owned());
        }
        let said = |what: &str| claim.says.iter().find(|(name, _)| *name == what).map(|(_, value)| value.to_string());
        let name = subject.as_ref().map_or_else(|| "This".to_owned(), |(_, resolved, _)| resolved.clone());
        Hit {
            rule: claim.rule,
            severity: claim.severity,
            steps: claim.steps.clone(),
            text: reading.text(own.clone()),
            fills: vec![
                ("subject", name),
                ("relation", relation.clone()),
                ("target", if target.is_empty() { NO_TARGET.to_owned() } else { target.clone() }),
                ("match", reading.shown(view.behind_stars(claim.extent.start.max(view.passage.own)..claim.extent.end))),
            ],
            labels,
            subject,
            relation,
            target,
            frame: claim.frame.name(),
            modality: claim.modality,
            source: said("source").unwrap_or_else(|| "author".to_owned()),
            related: others
                .iter()
                // One verb may stand in several lexicons and be read twice: what says the same is said once.
                .filter(|other| !overlap(&other.extent, &claim.extent) || other.rule != claim.rule)
                // What the whole sentence suggests has its name.
                .filter(|other| other.frame != Frame::Suggested)
                .filter_map(|other| {
                    let span = reading.fragments(other.extent.clone()).into_iter().reduce(Span::hull)?;
                    Some((other.rule, span, quoted(&reading.shown(other.extent.clone()))))
                })
                .collect(),
            refs: Vec::new(),
            insertion: None,
            silenced: claim.silenced.clone(),
            neighbours: self.neighbours(&own),
            identity: None,
            fix: None,
            stand_ins: apart_from(claim, others).iter().map(|other| self.hit(view, other, &[])).collect(),
            fragments,
        }
    }

    /// A claim that was silenced: where it stands and by what, for no one reads more of it.
    pub(super) fn silenced(&self, view: &View<'_>, claim: &Claim) -> Hit {
        let own = own_words(view, claim);
        Hit { severity: claim.severity, silenced: claim.silenced.clone(), ..self.plain(claim.rule, &own, &[]) }
    }

    /// A hit of a rule that is no claim.
    pub(super) fn plain(&self, rule: usize, at: &Range<usize>, fills: &[(&'static str, String)]) -> Hit {
        let severity = self.engine.rules[rule].severity;
        let text = self.reading.text(at.clone());
        let mut all = vec![("match", self.reading.shown(at.clone()))];
        all.extend(fills.iter().cloned());
        Hit {
            rule,
            severity,
            steps: Vec::new(),
            fragments: self.reading.fragments(at.clone()),
            text,
            fills: all,
            labels: Vec::new(),
            subject: None,
            relation: String::new(),
            target: String::new(),
            frame: "",
            modality: "bare",
            source: "author".to_owned(),
            related: Vec::new(),
            refs: Vec::new(),
            insertion: None,
            silenced: None,
            neighbours: self.neighbours(at),
            identity: None,
            fix: None,
            stand_ins: Vec::new(),
        }
    }

    /// Three normalised words on either side.
    fn neighbours(&self, at: &Range<usize>) -> String {
        const REACH: usize = 3;
        let Some(passage) = self.reading.passage_at(at.start) else { return String::new() };
        let before = at.start.saturating_sub(REACH).max(passage.toks.start)..at.start;
        let after = at.end..(at.end + REACH).min(passage.toks.end);
        before.chain(after).map(|position| self.reading.norm(position)).collect::<Vec<_>>().join(" ")
    }
}
