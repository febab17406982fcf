//! A network as its YAML says it: numbers as digits of 64, so that a vector is a word of some sixty letters and a change of it
//! shows in a diff. The first says what a step is worth, each other one is so many steps: `g` is none, `A` 32 down, `_` 31
//! up. Whether it is whole is checked in `build/`. Floor 5.

use serde::Deserialize;

use super::Text;

/// What a sentence says as a whole, beside its signs.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct Network {
    /// The most that a sentence counts as a whole, for an impression and against it, in points.
    pub(in crate::pack) most: f64,
    /// What sees three places of a sentence, one behind the other.
    pub(in crate::pack) filters: Vec<Unit>,
    /// What is made of the strongest answers of the filters.
    pub(in crate::pack) sentence: Vec<Unit>,
    /// What is made of a sentence, of the mean of its page, of the sentences beside it in its block, of the heading above, and of
    /// the means of what stands below that heading and of its block.
    pub(in crate::pack) page: Vec<Unit>,
    /// What is made of the two.
    pub(in crate::pack) verdict: Unit,
}

/// A number that goes out of a layer.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct Unit {
    /// What it is without anything that comes in.
    pub(in crate::pack) bias: f64,
    /// What each number that comes in counts.
    pub(in crate::pack) weights: Text,
}
