//! [`Rule`]: what a pack says about one defect, checked. What a rule does is its kind (`frames`, `phrase`,
//! `disclosure`, `keyphrase`). Floor 4.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::severity::Severity;
use crate::lexicon::{Deferred, PackText};

/// A checked rule.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Rule {
    /// `family/name`, kebab-case.
    pub id: PackText,
    /// The name of the pack that has it.
    pub pack: PackText,
    /// What it finds, one line.
    pub summary: PackText,
    /// Severity before any step; findings may end above or below it.
    pub severity: Severity,
    /// The message of a finding, with `{subject}`, `{relation}`, `{target}`, `{match}` filled in.
    pub message: PackText,
    /// What to write instead.
    pub help: PackText,
    /// Statutes, guidance and papers.
    pub refs: Vec<PackText>,
    /// Sentences it must and must not fire on.
    pub examples: Deferred<Vec<Example>>,
}

/// A sentence a rule must fire on (`bad`) or stay silent on (`good`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// Whether the rule must fire.
    pub bad: bool,
    /// Markdown that stands before it on the page.
    pub context: String,
    /// The Markdown, `[[` and `]]` around what the finding must cover removed.
    pub text: String,
    /// Where the words between `[[` and `]]` stand in the text (bytes), if marked.
    pub marked: Option<Range<usize>>,
    /// The severity it must have, if stated.
    pub severity: Option<Severity>,
    /// The line of its pack on which its text starts, from 1.
    pub line: usize,
}

/// Whether `pattern`, in which `*` stands for any run of characters, matches the whole of a rule id.
#[must_use]
pub fn glob(pattern: &str, text: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(head) else { return false };
    let mut parts = rest.split('*');
    let Some(tail) = parts.next_back() else { return true };
    for part in parts {
        // The leftmost place is always as good as any later one.
        let Some(at) = text.find(part) else { return false };
        text = &text[at + part.len()..];
    }
    text.ends_with(tail)
}
