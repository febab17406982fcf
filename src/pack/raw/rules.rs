//! Rules as their YAML says them: one of several kinds each, with examples. That it is exactly one is checked in
//! `build/`. Floor 5.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Number, Text};

#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct Rule {
    pub(in crate::pack) id: Text,
    pub(in crate::pack) summary: String,
    pub(in crate::pack) severity: Text,
    pub(in crate::pack) message: Text,
    pub(in crate::pack) help: String,
    pub(in crate::pack) refs: Vec<String>,
    pub(in crate::pack) claim: Option<ClaimKind>,
    pub(in crate::pack) phrase: Option<PhraseKind>,
    pub(in crate::pack) impression: Option<ImpressionKind>,
    pub(in crate::pack) keyphrase: Option<KeyphraseKind>,
    pub(in crate::pack) disclosure: Option<DisclosureKind>,
    pub(in crate::pack) evasion: Option<EvasionKind>,
    pub(in crate::pack) measure: Option<MeasureKind>,
    pub(in crate::pack) suppression: Option<SuppressionKind>,
    #[serde(default)]
    pub(in crate::pack) examples: Vec<Example>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(in crate::pack) struct ClaimKind {
    pub(in crate::pack) frames: Vec<Text>,
    pub(in crate::pack) relations: Vec<Text>,
    pub(in crate::pack) targets: Vec<Text>,
    pub(in crate::pack) groups: Vec<Text>,
    pub(in crate::pack) rank: i32,
}

#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct PhraseKind {
    #[serde(default)]
    pub(in crate::pack) any: Vec<Text>,
    /// What says it only in a sentence that suggests an effect by other signs, too.
    #[serde(default)]
    pub(in crate::pack) felt: Vec<Text>,
    #[serde(default)]
    pub(in crate::pack) not: Vec<Text>,
    pub(in crate::pack) subject: Option<Text>,
    #[serde(default)]
    pub(in crate::pack) near: Vec<Text>,
    pub(in crate::pack) within: Option<Text>,
    #[serde(default)]
    pub(in crate::pack) rank: i32,
    #[serde(default)]
    pub(in crate::pack) extend: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct ImpressionKind {
    pub(in crate::pack) threshold: Number,
    pub(in crate::pack) doubt: Option<Number>,
    pub(in crate::pack) doubt_named: Option<Number>,
    pub(in crate::pack) outweighs: Option<Number>,
    #[serde(default)]
    pub(in crate::pack) doubts: Vec<Text>,
    pub(in crate::pack) signs: Vec<ImpressionSign>,
}

#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct ImpressionSign {
    pub(in crate::pack) id: Text,
    pub(in crate::pack) points: Option<Number>,
    #[serde(default)]
    pub(in crate::pack) at: Vec<Text>,
    pub(in crate::pack) page: Option<SignPage>,
    pub(in crate::pack) words: Option<SignWords>,
    pub(in crate::pack) opening: Option<usize>,
    #[serde(default)]
    pub(in crate::pack) agents: Vec<Text>,
    #[serde(default)]
    pub(in crate::pack) cues: Vec<Text>,
    #[serde(default)]
    pub(in crate::pack) evidence: Vec<Text>,
    #[serde(default)]
    pub(in crate::pack) classes: Vec<Text>,
    #[serde(default)]
    pub(in crate::pack) any: Vec<Text>,
}

/// A page with at least so many words, and so many claims elsewhere.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(in crate::pack) struct SignPage {
    pub(in crate::pack) words: usize,
    pub(in crate::pack) most_words: Option<usize>,
    pub(in crate::pack) least_claims: usize,
    pub(in crate::pack) most_claims: Option<usize>,
}

/// A sentence of so many words.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(in crate::pack) struct SignWords {
    pub(in crate::pack) least: usize,
    pub(in crate::pack) most: Option<usize>,
}

#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct KeyphraseKind {
    pub(in crate::pack) threshold: Number,
    pub(in crate::pack) weights: BTreeMap<String, Number>,
}

#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct DisclosureKind {
    pub(in crate::pack) elements: Vec<Text>,
    pub(in crate::pack) opening: Option<String>,
    #[serde(default)]
    pub(in crate::pack) before: bool,
    #[serde(default)]
    pub(in crate::pack) limits: BTreeMap<String, Number>,
}

#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct MeasureKind {
    pub(in crate::pack) of: Text,
    pub(in crate::pack) limits: BTreeMap<String, Number>,
}

/// Nothing to set: the vocabulary decides.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct EvasionKind {
    #[serde(default)]
    pub(in crate::pack) prefixes: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct SuppressionKind {
    pub(in crate::pack) fault: Text,
}

#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct Example {
    pub(in crate::pack) bad: Option<Text>,
    pub(in crate::pack) good: Option<Text>,
    #[serde(default)]
    pub(in crate::pack) context: String,
    pub(in crate::pack) severity: Option<Text>,
}
