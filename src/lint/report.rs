//! [`Report`]: what one run of the linter over one file found. Sums over many files are `render/summary.rs`;
//! whether a run fails is the policy's word. Floor 6.

use super::{FailOn, Finding};
use crate::detect::{PageScore, Severity};
use crate::prose::Date;
use crate::text::{SourceFile, Span};

/// The findings of one file, sorted by place and rule.
#[derive(Clone, Debug)]
pub struct Report {
    /// The file, to show source from.
    pub source: SourceFile,
    /// It names nothing of health, and was not read any further.
    pub passed_over: bool,
    /// Words of visible prose; of a text that was passed over all that stand outside of fenced code.
    pub words: usize,
    /// Blocks of code, of which nothing is judged; of a text that was passed over the fenced ones.
    pub code_blocks: usize,
    /// When the file fails a run: what is wished of it, or what the command line demands of all.
    pub fail_on: FailOn,
    /// Findings, sorted by span and rule id.
    pub findings: Vec<Finding>,
    /// Findings that do not count, sorted likewise, each with what excuses it.
    pub excused: Vec<Excused>,
    /// Sentences that made a claim shape but no finding, with what silenced them (for `explain`).
    pub silenced: Vec<Silenced>,
    /// The page in numbers.
    pub score: PageScore,
}

/// A finding that does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excused {
    /// The finding.
    pub finding: Finding,
    /// What excuses it.
    pub by: Excuse,
}

/// What excuses a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Excuse {
    /// A comment or the front matter of the file.
    Suppression {
        /// Where the suppression stands.
        span: Span,
        /// Its reason.
        reason: String,
        /// The last day on which it counts, if it says so.
        until: Option<Date>,
    },
    /// The baseline, which knows it from before.
    Baseline,
    /// It stands where nothing was changed.
    Unchanged,
}

/// A claim shape that made no finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silenced {
    /// The rule that would have fired.
    pub rule: String,
    /// Where.
    pub span: Span,
    /// The match as the reader reads it.
    pub text: String,
    /// What silenced it: `negation “not”`, `regulator “The FDA warned”`.
    pub reason: String,
}

impl Report {
    /// Whether a finding reaches the fail level.
    #[must_use]
    pub fn fails(&self) -> bool {
        self.findings.iter().any(|finding| self.fail_on.fails(finding.severity))
    }

    /// How many findings a suppression of the file excuses.
    #[must_use]
    pub fn suppressed(&self) -> usize {
        self.excused.iter().filter(|excused| matches!(excused.by, Excuse::Suppression { .. })).count()
    }

    /// How many findings the baseline excuses.
    #[must_use]
    pub fn baselined(&self) -> usize {
        self.excused.iter().filter(|excused| excused.by == Excuse::Baseline).count()
    }

    /// How many findings there are at a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}
