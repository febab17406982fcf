//! [`Finding`]: a rule, a place, a message and why. Owned data without lifetimes, so that an editor can keep it;
//! how it is shown is `render`. Floor 6.

use serde::Serialize;

use crate::detect::{Fix, Severity, SeverityStep};
use crate::text::Span;

/// What one rule says about one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id, `family/name`.
    pub rule: String,
    /// How serious.
    pub severity: Severity,
    /// What is wrong, one line.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// Statutes, guidance and papers behind the rule.
    pub refs: Vec<String>,
    /// The hull of the fragments (bytes of the source).
    pub span: Span,
    /// The exact source bytes of the match, in order.
    pub fragments: Vec<Span>,
    /// The match as the reader reads it.
    pub text: String,
    /// Parts of the match to point at.
    pub labels: Vec<Label>,
    /// What the engine saw; none for rules that match no claim.
    pub explanation: Option<Explanation>,
    /// Other places that belong to the finding.
    pub related: Vec<Related>,
    /// A safe change, if there is one.
    pub fix: Option<Fix>,
    /// Stable over edits elsewhere in the file (hex).
    pub fingerprint: String,
    /// Whether it is about the page as a whole: its place is that of its trigger.
    pub of_page: bool,
    /// What the same clause claims in other words: told where a suppression allows this.
    pub stand_ins: Vec<Self>,
}

/// A part of a finding's sentence, to be underlined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What it is: `subject: “it” → Kratom powder`, `relation`, `target`, `hedge`.
    pub text: String,
}

/// Another place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Related {
    /// The rule that would have fired there on its own, or the finding's own rule.
    pub rule: String,
    /// Where.
    pub span: Span,
    /// Why it belongs here.
    pub message: String,
}

/// What the engine saw: enough to argue with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// Who or what the claim is about.
    pub subject: Option<Subject>,
    /// The word that claims.
    pub relation: String,
    /// What it claims it for.
    pub target: String,
    /// The frame: `active`, `passive`, `nominal` …
    pub frame: String,
    /// `boosted`, `bare`, `weak`, `qualified`.
    pub modality: String,
    /// `affirmed` or `negated`.
    pub polarity: String,
    /// `author`, `crowd`, `official` …
    pub source: String,
    /// From base to final severity.
    pub severity_steps: Vec<SeverityStep>,
}

/// The subject of a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Subject {
    /// As written (`it`), empty when elided.
    pub text: String,
    /// What it stands for (`Kratom powder`).
    pub resolved: String,
    /// How that was decided: `named`, `pronoun`, `page topic`, `promotional page` …
    pub how: String,
}
