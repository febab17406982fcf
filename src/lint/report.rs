//! [`Report`]: what one run of the linter over one file found. Sums over many files are `render/summary.rs`;
//! whether a run fails is the policy's word. Floor 6.

use super::Finding;
use crate::detect::{PageScore, Severity};
use crate::text::SourceFile;

/// The findings of one file, sorted by place and rule.
#[derive(Clone, Debug)]
pub struct Report {
    /// The file, to show source from.
    pub source: SourceFile,
    /// Words of visible prose.
    pub words: usize,
    /// Findings, sorted by span and rule id.
    pub findings: Vec<Finding>,
    /// Sentences that made a claim shape but no finding, with what silenced them (for `explain`).
    pub silenced: Vec<Silenced>,
    /// The page in numbers.
    pub score: PageScore,
}

/// A claim shape that made no finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silenced {
    /// The rule that would have fired.
    pub rule: String,
    /// Where.
    pub span: crate::text::Span,
    /// The match as the reader reads it.
    pub text: String,
    /// What silenced it: `negation “not”`, `regulator “The FDA warned”`.
    pub reason: String,
}

impl Report {
    /// How many findings there are at a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}
