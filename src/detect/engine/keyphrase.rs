//! [`KeyphraseRule`]: what the slot of a search phrase shows, and how much each sign weighs. The signs are read in
//! `keyphrase.rs` of detection. Floor 4: data that packs compile to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A rule for inserted keyphrases.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeyphraseRule {
    /// Index into the engine's rules.
    pub rule: usize,
    /// Points that make a finding.
    pub threshold: f64,
    /// Points by signal.
    pub weights: BTreeMap<Signal, f64>,
}

/// What a slot shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signal {
    /// A bare noun stands directly before: `proponents kratom for depression highlight`.
    NounBefore,
    /// A bare noun stands directly after: `kratom for depression potential`.
    NounAfter,
    /// Comma before, participle after: `toolkit, kratom for depression offering relief`.
    CommaParticiple,
    /// Subject of a modal or a full verb: `kratom for anxiety could mitigate`.
    SubjectOfVerb,
    /// Its condition stands in the same sentence already.
    SameCondition,
    /// Its condition is not what the page is about.
    TopicMismatch,
    /// Lower case where the page writes the name with a capital.
    Casing,
    /// A no-break space before it, the mark of a pasted link.
    NoBreakSpace,
    /// It is a whole link text.
    LinkText,
    /// It is one of the front matter's keywords.
    FrontMatterKeyword,
    /// Two keyphrases in one sentence.
    Repeated,
    /// Governed as a writer would: `use kratom for pain`, `of kratom for pain`, in quotation marks.
    Governed,
}
