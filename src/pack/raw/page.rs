//! What packs say of whole pages as their YAML says it: when one sells, how it opens, whether it has to do with the body.
//! Floor 5.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Key, Number};

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct Page {
    pub(in crate::pack) threshold: f64,
    pub(in crate::pack) threshold_per_1000_words: f64,
    pub(in crate::pack) reference_threshold: f64,
    pub(in crate::pack) sells: f64,
    pub(in crate::pack) branded_goods: f64,
    #[serde(default)]
    pub(in crate::pack) most_against: f64,
    #[serde(default)]
    pub(in crate::pack) reports_from: f64,
    pub(in crate::pack) titled_brand: f64,
    /// Points against a page whose title holds a medicine's name.
    #[serde(default)]
    pub(in crate::pack) titled_medicine: f64,
    pub(in crate::pack) titled_product: f64,
    pub(in crate::pack) coined_title: f64,
    pub(in crate::pack) branded_text: f64,
    pub(in crate::pack) suggestive: Option<Suggestive>,
    pub(in crate::pack) bodily: Option<Bodily>,
    pub(in crate::pack) part: Option<Part>,
    pub(in crate::pack) opening_words: usize,
    pub(in crate::pack) topic_share: f64,
    pub(in crate::pack) topic_per_1000_words: f64,
    pub(in crate::pack) topic_mentions: usize,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct Suggestive {
    pub(in crate::pack) clearest: usize,
    pub(in crate::pack) clearest_in: usize,
    pub(in crate::pack) of_part: usize,
    pub(in crate::pack) least: f64,
    pub(in crate::pack) shown: f64,
    pub(in crate::pack) opening: f64,
    pub(in crate::pack) plainly: f64,
    pub(in crate::pack) per_length: f64,
    pub(in crate::pack) given: f64,
    pub(in crate::pack) even: Number,
    pub(in crate::pack) one_in: usize,
    pub(in crate::pack) few_words: usize,
    pub(in crate::pack) lacks: f64,
    pub(in crate::pack) clearer: f64,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct Opening {
    pub(in crate::pack) words: usize,
    pub(in crate::pack) enough: usize,
    pub(in crate::pack) base: f64,
    pub(in crate::pack) least: f64,
    pub(in crate::pack) most: Option<f64>,
    pub(in crate::pack) points: BTreeMap<Key, Number>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct Bodily {
    pub(in crate::pack) from_words: usize,
    pub(in crate::pack) per_100_words: f64,
    pub(in crate::pack) names: f64,
    pub(in crate::pack) touches: f64,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct Part {
    pub(in crate::pack) words: usize,
    pub(in crate::pack) least: usize,
    pub(in crate::pack) most_for: f64,
    pub(in crate::pack) most_against: f64,
}
