//! Floor 4: what is said. Mentions become claims through subjects, frames and modifiers; document rules look at the page.
//! Knows nothing of YAML, files or policy.

mod rule;
mod severity;

pub use rule::{Example, Rule};
pub use severity::{Severity, SeverityStep};

/// Everything the packs say, compiled. Built once, shared by every file.
#[derive(Debug, Default)]
pub struct Engine {
    rules: Vec<Rule>,
    digest: String,
}

impl Engine {
    /// The rules, sorted by id.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// `sha256:…` over the packs it was built from.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }
}
