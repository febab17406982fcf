//! [`Exit`]: what the exit code says. Output formats never change it, and the worst of several
//! outcomes wins. Floor 8.

use std::process::ExitCode;

/// What the codes say, for who reads the help.
pub(super) const CODES: &str = "Exit codes: 0 nothing at or above the fail level · 1 findings at or above it · \
                                2 could not run properly · 3 nothing was checked";

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Nothing at or above the fail level.
    Clean,
    /// Findings at or above it, or examples that do not hold.
    Findings,
    /// Usage, a configuration, a pack or a file kept the run from being complete. Wins over findings: a gate must not
    /// mistake half a run for a whole one.
    Trouble,
    /// There was nothing to check.
    Nothing,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Trouble => 2,
            Exit::Nothing => 3,
        })
    }
}
