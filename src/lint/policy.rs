//! [`Policy`]: what one project wants, read from its `claimlint.yml`. Floor 6.

use std::collections::BTreeMap;

use crate::detect::Severity;

/// What to do with a rule's findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// No findings.
    Off,
    /// Findings with this severity, whatever the engine says.
    At(Severity),
}

/// What one project wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// The severity from which a run fails: `None` in the file means the default, warning.
    pub fail_on: Option<FailOn>,
    /// Brand names that are promoted substances.
    pub products: Vec<String>,
    /// Pack files, as written (relative to the configuration file).
    pub packs: Vec<String>,
    /// Levels by rule id or glob (`claim/*`), in file order of precedence: the last that matches wins.
    pub rules: BTreeMap<String, Level>,
}

/// When a run fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOn {
    /// At findings of this severity or above.
    At(Severity),
    /// Never because of findings.
    Never,
}
