//! Rules as their YAML says them: one of several kinds each, with examples. That it is exactly one is checked in
//! `build/`. Floor 5.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Key, Number, Text};

#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct Rule {
    pub(in crate::pack) id: Text,
    pub(in crate::pack) summary: String,
    /// `info`, `warning` or `error`; `grid` for a claim that goes by the relation and how serious the condition is, as
    /// `severity` of a pack has it.
    pub(in crate::pack) severity: Text,
    /// One line. Rules of claims, phrases and impressions fill `{subject}`, `{relation}`, `{target}` and `{match}`, keyphrases
    /// and measures `{match}` and `{signals}`, disclosures `{missing}`, `{subject}` and `{match}`, evasions `{match}`,
    /// suppressions `{rule}` and `{detail}`.
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
    /// What says it: one of these patterns.
    #[serde(default)]
    pub(in crate::pack) any: Vec<Text>,
    /// What says it only in a sentence that suggests an effect by other signs, too.
    #[serde(default)]
    pub(in crate::pack) felt: Vec<Text>,
    /// Patterns that are none of it, where they overlap it.
    #[serde(default)]
    pub(in crate::pack) not: Vec<Text>,
    /// What it must be said of. `resolved`, which holds where nothing is written: something that the page promotes, named
    /// nearby, meant by a pronoun or the topic, or left out on a page that promotes; `named`: such a thing by its name in the
    /// sentence; `page`: nothing in particular, on a page that promotes something or has a topic; `none`: nothing at all, so that
    /// the phrase counts wherever it stands.
    pub(in crate::pack) subject: Option<Text>,
    /// Classes of which something must stand near it.
    #[serde(default)]
    pub(in crate::pack) near: Vec<Text>,
    /// How far `near` reaches: `sentence`, which holds where nothing is written, `previous` for the sentence before, too, or `page`.
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
    pub(in crate::pack) weights: BTreeMap<Key, Number>,
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
    pub(in crate::pack) limits: BTreeMap<Key, Number>,
}

#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct MeasureKind {
    pub(in crate::pack) of: Text,
    pub(in crate::pack) limits: BTreeMap<Key, Number>,
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
    /// Text in which the rule must find something, over the words between `[[` and `]]` if there are any.
    pub(in crate::pack) bad: Option<Text>,
    /// Text in which the rule must find nothing.
    pub(in crate::pack) good: Option<Text>,
    /// What stands before it on the page.
    #[serde(default)]
    pub(in crate::pack) context: String,
    pub(in crate::pack) severity: Option<Text>,
}
