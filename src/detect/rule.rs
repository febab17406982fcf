//! [`Rule`]: what a pack says about one defect, checked. What a rule does is its kind (`frames`, `phrase`,
//! `disclosure`, `keyphrase`). Floor 4.

use super::Severity;

/// A checked rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// `family/name`, kebab-case.
    pub id: String,
    /// What it finds, one line.
    pub summary: String,
    /// Severity before any step; findings may end above or below it.
    pub severity: Severity,
    /// The message of a finding, with `{subject}`, `{relation}`, `{target}`, `{match}` filled in.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// Statutes, guidance and papers.
    pub refs: Vec<String>,
    /// Sentences it must and must not fire on.
    pub examples: Vec<Example>,
}

/// A sentence a rule must fire on (`bad`) or stay silent on (`good`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Whether the rule must fire.
    pub bad: bool,
    /// Markdown that stands before it on the page.
    pub context: String,
    /// The Markdown, `[[` and `]]` around what the finding must cover removed.
    pub text: String,
    /// The words between `[[` and `]]`, if marked.
    pub marked: Option<String>,
    /// The severity it must have, if stated.
    pub severity: Option<Severity>,
}
