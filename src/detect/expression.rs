//! [`Expression`]: a regular expression of a pack. Kept as text, so that compiled packs load at once; built when first asked
//! for. Floor 4.

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

/// A regular expression, in any case of letters and of bounded size.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Expression {
    text: String,
    #[serde(skip)]
    built: OnceLock<Option<Regex>>,
}

impl Expression {
    /// An expression that is known to be sound.
    ///
    /// # Errors
    /// Why the text is no expression.
    pub fn new(text: &str) -> Result<Self, regex::Error> {
        let regex = build(text)?;
        Ok(Self { text: text.to_owned(), built: OnceLock::from(Some(regex)) })
    }

    /// The expression to search with.
    #[must_use]
    pub fn regex(&self) -> Option<&Regex> {
        self.built.get_or_init(|| build(&self.text).ok()).as_ref()
    }
}

fn build(text: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(text).case_insensitive(true).size_limit(1 << 20).build()
}
