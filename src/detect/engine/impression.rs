//! [`ImpressionRule`]: what makes a sentence of a page that sells suggest an effect on health without saying it, each sign
//! with its points. Floor 4: data that packs compile to.

use serde::{Deserialize, Serialize};

use crate::detect::pattern::PatternSet;
use crate::lexicon::Class;

/// A rule over the signs in a sentence: no one of them says it, together they do.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct ImpressionRule {
    /// Index into the engine's rules.
    pub rule: usize,
    /// Points from which it fires.
    pub threshold: f64,
    /// The signs.
    pub signs: Vec<ImpressionSign>,
    /// Their patterns; owners index `signs`.
    pub patterns: PatternSet,
}

/// A kind of sign. It counts once a sentence.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ImpressionSign {
    /// What it is, in words: `a quick result`.
    pub id: String,
    /// Points; negative for what makes a sentence harmless.
    pub points: f64,
    /// Classes of which a mention is this sign.
    pub classes: Vec<Class>,
}
