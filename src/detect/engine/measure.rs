//! [`MeasureRule`]: what is measured over a page as a whole, and the numbers that make a finding of it. The measuring is
//! `measure` of detection. Floor 4: data that packs compile to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::detect::pattern::PatternSet;
use crate::detect::url_parts::UrlParts;

/// A rule over a page as a whole.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MeasureRule {
    /// Index into the engine's rules.
    pub rule: usize,
    /// What it measures.
    pub measure: Measure,
    /// Its numbers by name: those of [`Measure::limits`].
    pub limits: BTreeMap<String, f64>,
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// How often a search phrase or a substance stands in the prose.
    Density,
    /// How many headings hold one.
    Headings,
    /// Image texts that hold them.
    AltText,
    /// Keywords and tags that vary one.
    FrontMatter,
    /// Link texts that are one.
    AnchorText,
    /// Titles that pile them up.
    Title,
    /// Comments and hidden elements that hold them.
    HiddenText,
    /// Lists of diseases that a substance is good for.
    ConditionList,
    /// Claims that only weak hedges temper.
    WeakHedges,
}

impl Measure {
    /// The names that packs use.
    pub const NAMES: &[&str] = &[
        "density",
        "headings",
        "alt-text",
        "front-matter",
        "anchor-text",
        "title",
        "hidden-text",
        "condition-list",
        "weak-hedges",
    ];

    /// The names of its numbers.
    #[must_use]
    pub const fn limits(self) -> &'static [&'static str] {
        match self {
            Self::Density => &[
                "words",
                "count",
                "phrase",
                "term",
                "term_count",
                "window",
                "window_words",
                "sentences",
                "openers",
                "opener_share",
                "opener_words",
            ],
            Self::Headings => &["headings", "share", "same"],
            Self::AltText => &["images", "share", "phrases", "words", "commas"],
            Self::FrontMatter => &["keywords", "variants"],
            Self::AnchorText => &["exact", "same"],
            Self::Title => &["words", "repeats", "separators", "phrases"],
            Self::HiddenText => &["phrases"],
            Self::ConditionList => &["conditions"],
            Self::WeakHedges => &["claims", "weak_share", "limited_share"],
        }
    }
}

/// The words that measures go by.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct StuffingWords {
    /// What search phrases look like.
    pub phrases: PatternSet,
    /// Headings of sections in which they are no stuffing: contents, glossaries, references.
    pub spared: PatternSet,
    /// Parts of link targets that are sources, not shops.
    pub sources: UrlParts,
}
