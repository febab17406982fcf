//! [`Severity`], the grid of base severities, and the steps that lead from there. Which step applies when is `claims.rs`.
//! Floor 4.

use serde::{Deserialize, Serialize};

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; never fails a build at the default level.
    Info,
    /// Likely to be read as an unsupported claim.
    Warning,
    /// A claim that regulators act on.
    Error,
}

impl Severity {
    /// One step up, `Error` at most.
    #[must_use]
    pub const fn raised(self) -> Self {
        match self {
            Self::Info => Self::Warning,
            Self::Warning | Self::Error => Self::Error,
        }
    }

    /// One step down, `Info` at least.
    #[must_use]
    pub const fn lowered(self) -> Self {
        match self {
            Self::Error => Self::Warning,
            Self::Warning | Self::Info => Self::Info,
        }
    }

    /// The word that reports use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One step on the way from a rule's base severity to a finding's severity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeverityStep {
    /// What moved it, in words: `base: relieve, serious condition`, `weak hedge “may”`.
    pub reason: String,
    /// The severity after the step.
    pub to: Severity,
}

/// Base severities by relation and by how serious the target is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Grid {
    /// Relation → severities for minor, moderate and serious targets.
    pub rows: std::collections::BTreeMap<String, [Severity; 3]>,
}

impl Grid {
    /// The base severity of a relation to a target of a tier; `Warning` for a relation without a row.
    #[must_use]
    pub fn base(&self, relation: &str, tier: crate::lexicon::Tier) -> Severity {
        self.rows.get(relation).map_or(Severity::Warning, |row| row[tier as usize])
    }
}
