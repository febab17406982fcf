//! [`RuleProfile`]: how a jurisdiction or a platform weighs the rules. A profile of a pack is data; that findings end up with
//! another severity is `lint/levels.rs`. Floor 4.

use serde::{Deserialize, Serialize};

use super::rule::glob;
use super::severity::Severity;

/// A severity and disclosure set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleProfile {
    /// Its name: `us`, `google-ads`.
    pub id: String,
    /// Who it is for, one line.
    pub summary: String,
    /// The laws and policies behind it.
    pub refs: Vec<String>,
    /// What it does to rules, by id or glob; the last that matches counts.
    pub shifts: Vec<(String, Shift)>,
}

/// What a profile does to a rule's findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shift {
    /// No findings.
    Off,
    /// One step less serious.
    Lower,
    /// One step more serious.
    Raise,
    /// Info.
    Info,
    /// Warning.
    Warning,
    /// Error.
    Error,
}

impl Shift {
    /// All names, as packs write them.
    pub const NAMES: &'static [&'static str] = &["off", "lower", "raise", "info", "warning", "error"];

    /// The severity of a finding under it; none if there is to be no finding.
    #[must_use]
    pub const fn of(self, severity: Severity) -> Option<Severity> {
        Some(match self {
            Self::Off => return None,
            Self::Lower => severity.lowered(),
            Self::Raise => severity.raised(),
            Self::Info => Severity::Info,
            Self::Warning => Severity::Warning,
            Self::Error => Severity::Error,
        })
    }
}

impl RuleProfile {
    /// The profile that counts where none is asked for.
    pub const DEFAULT: &'static str = "us";

    /// The severity of a rule's finding; none if the profile wants none.
    #[must_use]
    pub fn severity(&self, rule: &str, severity: Severity) -> Option<Severity> {
        let shift = self.shifts.iter().rev().find(|(pattern, _)| glob(pattern, rule));
        shift.map_or(Some(severity), |(_, shift)| shift.of(severity))
    }
}
