//! What pages that make claims owe their readers, and the words that say it. Whether a page says it is `disclosure` of
//! detection. Floor 4: data that packs compile to.

use serde::{Deserialize, Serialize};

use crate::detect::lazy::Expression;
use crate::detect::pattern::PatternSet;

/// Something a reader must be told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Element {
    /// Its id: `dependence`.
    pub id: String,
    /// In words: `dependence and withdrawal`.
    pub name: String,
    /// Whether its sentence must be about the substance.
    pub about_substance: bool,
    /// Whether the words carry their own negation (`has not approved`).
    pub owns_negation: bool,
    /// Whether another's voice will do (`The FDA has not approved …`).
    pub any_voice: bool,
    /// What is written in too many ways for word patterns: telephone numbers. Matched against the prose.
    pub regexes: Vec<Expression>,
}

/// What words make of a risk that stands near them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Link {
    /// Before it, they assert it: `can cause`.
    Leads,
    /// Behind it, they assert it: `has been reported`.
    Follows,
    /// In a heading, they assert what the section lists: `Side effects`.
    Titles,
    /// Just before it, they deny it: `without`.
    Denies,
    /// Behind it, they deny it: `is a myth`.
    Dismisses,
}

/// What one rule asks of a page.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Requirement {
    /// Index into the engine's rules.
    pub rule: usize,
    /// The elements it looks after.
    pub elements: Vec<Element>,
    /// Their patterns; owners index `elements`.
    pub patterns: PatternSet,
    /// Words that say an element only beside a [`Link`] that makes a risk of them; owners index `elements`.
    pub bare: PatternSet,
    /// What is owed when.
    pub profiles: Vec<Profile>,
    /// Where a statement must stand.
    pub placement: Placement,
}

/// A set of elements owed under a condition.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Profile {
    /// Its id; substances name it.
    pub id: String,
    /// The authority behind it.
    pub basis: String,
    /// Elements owed.
    pub must: Vec<String>,
    /// Elements a careful page adds; kept for later, not reported.
    pub should: Vec<String>,
    /// Conditions, or groups of them, that make it owed when a claim, a title or a heading names one.
    pub conditions: Vec<String>,
}

/// Where a statement must stand to be seen; engineering defaults, no regulator gives numbers.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Placement {
    /// Before the first claim, or at most so many blocks behind it.
    pub within_blocks: usize,
    /// Or in the first share of the page's blocks.
    pub first_share: f64,
}

impl Default for Placement {
    fn default() -> Self {
        Self { within_blocks: 3, first_share: 0.35 }
    }
}
