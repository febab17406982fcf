//! Floor 4.
mod severity;
pub use severity::{Severity, SeverityStep};
