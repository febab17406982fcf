//! [`ImpressionRule`]: what makes a sentence of a page that sells suggest an effect on health without saying it, each sign
//! with its points. Floor 4: data that packs compile to.

use serde::{Deserialize, Serialize};

use super::agent::AgentKind;
use super::page::EvidenceKinds;
use crate::detect::pattern::PatternSet;
use crate::lexicon::{Classes, Network, Ngrams, PackText};

/// A rule over the signs in a sentence: no one of them says it, together they do.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct ImpressionRule {
    /// Index into the engine's rules.
    pub rule: usize,
    /// Points from which it fires, in hundredths.
    pub threshold: i32,
    /// Points below which a sentence makes no claim, whatever frame or phrase says so, in hundredths.
    pub doubt: i32,
    /// Those below which it makes none though it names the product, in hundredths.
    pub doubt_named: i32,
    /// Points beyond the threshold from which no cue in a sentence takes back what it suggests, in hundredths.
    pub outweighs: i32,
    /// The rules whose claims are doubted so, as indexes into the engine's rules.
    pub doubts: Vec<usize>,
    /// The signs of a sentence by itself.
    pub signs: Vec<ImpressionSign>,
    /// Those of `signs` that are shown otherwise than by words, too: by mentions, places, agents, cues, by how long it is.
    pub wordless: Vec<usize>,
    /// The signs that a sentence has from what stands around it.
    pub around: Vec<SignAround>,
    /// Their patterns; owners index `signs`.
    pub patterns: PatternSet,
    /// Small signs: words, stems and kinds of words that count by themselves, alone or in a run, in hundredths of a point.
    pub small: Ngrams,
    /// What a sentence says as a whole, beside its signs.
    pub whole: Network,
}

impl ImpressionRule {
    /// Whether the cues of a modifier are weighed here: then they silence no impression by themselves.
    #[must_use]
    pub fn weighs(&self, modifier: usize) -> bool {
        self.signs.iter().any(|sign| sign.cues.contains(&modifier))
    }
}

/// A kind of sign that a sentence has by itself: its words, and where it stands. It counts once a sentence.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct ImpressionSign {
    /// What it is, in words: `a quick result`.
    pub id: PackText,
    /// Points in hundredths; negative for what makes a sentence harmless.
    pub points: i32,
    /// Classes of which a mention is this sign.
    pub classes: Classes,
    /// Places in which a sentence has this sign.
    pub places: Vec<SignPlace>,
    /// Kinds of agents with which a sentence that has this sign begins.
    pub agents: Vec<AgentKind>,
    /// Modifiers whose cues are this sign.
    pub cues: Vec<usize>,
    /// How many words a sentence of this kind has, at least and at most: a long one gathers small signs by its length.
    pub words: Option<(usize, usize)>,
}

/// A kind of sign that a sentence has from the page around it: what surrounds a sentence decides how it is heard.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct SignAround {
    /// What it is, in words: `behind a claim`.
    pub id: PackText,
    /// Points in hundredths; negative for what makes a sentence harmless.
    pub points: i32,
    /// Neighbours beside which a sentence has this sign.
    pub beside: Vec<SignNeighbour>,
    /// A kind of page whose sentences all have this sign.
    pub page: Option<SignPage>,
    /// How many words of a page open it: a sentence that begins among them has this sign.
    pub opening: Option<usize>,
    /// Evidence of a page whose sentences all have this sign.
    pub evidence: EvidenceKinds,
}

/// A kind of page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignPage {
    /// Words that it has, at least and at most.
    pub words: (usize, usize),
    /// Claims that it makes elsewhere, at least and at most.
    pub claims: (usize, usize),
}

impl SignPage {
    /// Whether a page of so many words, with so many claims elsewhere, is of this kind.
    #[must_use]
    pub fn is(self, words: usize, elsewhere: usize) -> bool {
        (self.words.0..=self.words.1).contains(&words) && (self.claims.0..=self.claims.1).contains(&elsewhere)
    }
}

/// Where a sentence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignPlace {
    /// In a heading or a title.
    Heading,
    /// In a list item.
    Item,
    /// In a table.
    Cell,
    /// Behind its introduction: `Good for:` and an item, a table's header and a cell.
    Introduced,
    /// The only sentence of its block.
    Alone,
    /// The first of several sentences.
    First,
    /// The second of several.
    Second,
    /// The third of several, or one behind it.
    Later,
    /// The last of several.
    Last,
    /// A heading with a text right below it.
    OverText,
    /// A heading with a list or a table right below it.
    OverItems,
    /// A few words at the head of a block: `**Gout.** Our drops …`.
    Label,
}

impl SignPlace {
    /// The words that packs use.
    pub const NAMES: &[&str] = &[
        "heading",
        "item",
        "cell",
        "introduced",
        "alone",
        "first",
        "second",
        "later",
        "last",
        "over-text",
        "over-items",
        "label",
    ];
}

/// Beside what a sentence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignNeighbour {
    /// Below a heading that announces what can go wrong.
    BelowRisks,
    /// Below a heading that explains a disease, or says whom the goods are not for.
    BelowLesson,
    /// Below a heading that makes a claim.
    BelowClaim,
    /// Behind a sentence of its block that makes a claim.
    AfterClaim,
    /// Before a sentence of its block that makes a claim.
    BeforeClaim,
    /// Among items of its list, or cells of its column, that make claims.
    AmongClaims,
}

impl SignNeighbour {
    /// The words that packs use.
    pub const NAMES: &[&str] =
        &["below-risks", "below-lesson", "below-claim", "after-claim", "before-claim", "among-claims"];
}
