//! [`ImpressionRule`]: what makes a sentence of a page that sells suggest an effect on health without saying it, each sign
//! with its points. Floor 4: data that packs compile to.

use serde::{Deserialize, Serialize};

use crate::detect::pattern::{Pattern, PatternSet};
use crate::lexicon::{Class, Numbers};

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
    /// Their patterns; owners index `signs`, and those beyond them the small signs.
    pub patterns: PatternSet,
    /// Points of the small signs, as the bits of `f32`.
    small: Numbers,
}

impl ImpressionRule {
    /// A rule without signs: its index, and the points from which it fires.
    #[must_use]
    pub fn new(rule: usize, threshold: f64) -> Self {
        Self { rule, threshold, ..Self::default() }
    }

    /// Adds a pattern that is a sign by itself and goes by its words.
    pub fn add_small(&mut self, pattern: &Pattern, points: f64) {
        self.patterns.add(self.signs.len() + self.small.len(), pattern);
        #[expect(clippy::cast_possible_truncation, reason = "points have few digits")]
        self.small.push((points as f32).to_bits());
    }

    /// The name of a sign, if it has one, and its points.
    #[must_use]
    pub fn sign(&self, owner: usize) -> (Option<&str>, f64) {
        match self.signs.get(owner) {
            Some(sign) => (Some(&sign.id), sign.points),
            None => (None, f64::from(f32::from_bits(self.small.at(owner - self.signs.len())))),
        }
    }
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
    /// Places in which a sentence has this sign.
    pub places: Vec<SignPlace>,
    /// A kind of page whose sentences all have this sign: what surrounds a claim decides how it is heard.
    pub page: Option<SignPage>,
}

/// A kind of page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignPage {
    /// Words that it has at least.
    pub words: usize,
    /// Claims that it makes elsewhere, at least and at most.
    pub claims: (usize, usize),
}

impl SignPage {
    /// Whether a page of so many words, with so many claims elsewhere, is of this kind.
    #[must_use]
    pub fn is(self, words: usize, elsewhere: usize) -> bool {
        words >= self.words && (self.claims.0..=self.claims.1).contains(&elsewhere)
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
}

impl SignPlace {
    /// The words that packs use.
    pub const NAMES: &[&str] = &["heading", "item", "cell", "introduced"];
}
