//! What a pack writes as text and only few pages need: regular expressions and parts of addresses. Kept as text, so that
//! compiled packs load at once; built when first asked for. Floor 4.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
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

/// Parts of addresses, in any case of letters.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct UrlParts {
    parts: Vec<String>,
    #[serde(skip)]
    built: OnceLock<Option<AhoCorasick>>,
}

impl UrlParts {
    /// Parts as a pack lists them.
    #[must_use]
    pub const fn new(parts: Vec<String>) -> Self {
        Self { parts, built: OnceLock::new() }
    }

    /// Whether an address holds one of them.
    #[must_use]
    pub fn stand_in(&self, url: &str) -> bool {
        // The automaton that is built soonest: few pages have many links.
        let kind = Some(AhoCorasickKind::NoncontiguousNFA);
        let build = || AhoCorasick::builder().kind(kind).ascii_case_insensitive(true).build(&self.parts).ok();
        !self.parts.is_empty()
            && self.built.get_or_init(build).as_ref().is_some_and(|automaton| automaton.is_match(url))
    }
}
