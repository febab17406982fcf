//! Floor 6: judging one file. [`Linter::lint`] is the one way in, for the command line, an editor and any binding;
//! it cannot fail and touches no disk, clock or environment.

mod draft;
pub mod examples;
mod finding;
mod linter;
mod policy;
mod report;
mod yaml;

pub use finding::{Explanation, Finding, Fix, Label, Related, Subject};
pub use linter::Linter;
pub use policy::{FailOn, Level, PackPath, Policy, RuleLevel};
pub use report::{Report, Silenced};
