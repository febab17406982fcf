//! Floor 6: judging one file. [`Linter::lint`] is the one way in, for the command line, an editor and any binding;
//! it cannot fail and touches no disk, clock or environment.

mod baseline;
mod config;
mod draft;
pub mod examples;
mod finding;
mod fix;
mod globs;
mod levels;
mod linter;
mod message;
mod policy;
mod report;
#[cfg(test)]
mod schema;
mod settle;

pub use crate::detect::Fix;
pub use baseline::{Baseline, Known};
pub use finding::{Explanation, Finding, Label, Related, Subject};
pub use fix::{Fixed, fix};
pub use globs::Globs;
pub use linter::{Inclusion, Linter};
pub use policy::{FailOn, Include, Level, Override, Policy, RuleLevel, Stated, Wishes};
pub use report::{Excuse, Excused, Report, Silenced};
