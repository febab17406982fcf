//! [`Modifier`]: a cue, a direction, a reach and an effect, in the manner of ConText. What it does to a claim is
//! `modifier.rs` of detection. Floor 4: data that packs compile to.

use serde::{Deserialize, Serialize};

use super::Frame;
use crate::lexicon::PackText;

/// What a cue does to the claim it governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// No finding: negated, attributed to a regulator, asked, under study …
    Silence,
    /// One step down: may, might, could.
    Weaken,
    /// Two steps down: a specific limit is stated.
    Qualify,
    /// One step up: proven, guaranteed.
    Boost,
    /// Keeps an overlapping shorter cue from acting: `not only`.
    Pseudo,
}

/// Where a cue reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// To what follows it.
    Forward,
    /// To what stands before it.
    Backward,
    /// To the clause that it stands in: what another clause says of a subject of its own it leaves alone.
    Clause,
    /// To the whole sentence, but for a clause that opens behind it with a subject of its own (`…, and then kava …`).
    Sentence,
    /// From the start of a sentence to the whole sentence before it in the same block: `… cures gout. It does not.`
    Previous,
    /// From the start of the block below to the whole block above: `… cures gout`, `Verdict: false`. A heading between them is
    /// read with what stands under it.
    Verdict,
    /// From a heading or an introduction to the items below it: `What our drops will not do`.
    Below,
}

/// A modifier of a pack; its cues are patterns in [`super::Engine`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Modifier {
    /// Its id: `negation`.
    pub id: PackText,
    /// What it does.
    pub effect: Effect,
    /// Where it reaches.
    pub direction: Direction,
    /// Most tokens between cue and trigger; none for up to a terminator.
    pub window: Option<usize>,
    /// What an explanation sets by it: (`source`, `official`).
    pub says: Option<(PackText, PackText)>,
    /// Rule ids or globs that own such words themselves (`claim/absolute-safety` owns its `no`).
    pub spares: Vec<PackText>,
    /// Does not act on a page that promotes a product: there a study is cited to sell (21 CFR 101.93(g)(2)(iv)(C)).
    pub unless_promotional: bool,
    /// Does not act on what is said of the writer's own goods: `our iron drops`.
    pub unless_own: bool,
    /// Says what a sentence is, whatever else it says: where its cue stands, no signs outweigh any.
    pub absolute: bool,
    /// Acts in a question only.
    pub question: bool,
    /// Does not act at the start of a sentence (`Whether …`).
    pub not_initial: bool,
    /// A warning that it governs warns of nothing: `does not cause dependence`.
    pub denies: bool,
    /// Acts on claims of these frames only; empty for all.
    pub frames: Vec<Frame>,
}
