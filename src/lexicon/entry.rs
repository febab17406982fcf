//! [`Entry`]: what a pack says about all terms of one of its lexicons: class, group, how serious, what
//! it relates. Where terms stand in a text is `index.rs`. Floor 3.

use serde::{Deserialize, Serialize};

use super::{Class, PackText, WordId};

/// How serious a condition is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// Self-limiting or a normal state.
    Minor,
    /// A disease or abnormal condition, partly for self-care.
    #[default]
    Moderate,
    /// Needs medical supervision.
    Serious,
}

/// A named list of terms of one class: what a pack says about them all.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Entry {
    /// Its id, unique over all packs.
    pub id: PackText,
    /// Its class.
    pub class: Class,
    /// Its group, for patterns such as `{agent.government}`.
    pub group: PackText,
    /// How serious, for conditions, symptoms, biomarkers.
    pub tier: Tier,
    /// What a verb or noun says: `cure`, `relieve`.
    pub relation: PackText,
    /// Most tokens between a relation and its target.
    pub gap: usize,
    /// What a relation may have as its target; empty for all.
    pub targets: Vec<Class>,
    /// Words that must follow the target (`at bay`), tokenised.
    pub closes_with: Vec<Vec<WordId>>,
    /// Whether a substance counts as promoted only on a page that promotes it.
    pub everyday: bool,
    /// Whether a substance is one that regulators act on in any promotion.
    pub high_risk: bool,
    /// Next words that make a compound with it something else.
    pub blocked: Vec<WordId>,
    /// Disclosure profiles a substance owes.
    pub disclosures: Vec<PackText>,
}
