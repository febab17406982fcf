//! A pack exactly as its YAML says it: optional, spanned fields, unknown keys refused. What it means is checked in
//! `build/`. Floor 5.

mod network;
mod page;
mod placed;
mod rules;

use std::collections::BTreeMap;

use serde::Deserialize;

pub(super) use network::{Network, Unit};
use page::{Opening, Page};
pub(super) use placed::{Key, Placed};
pub(super) use rules::{
    ClaimKind, DisclosureKind, Example, ImpressionKind, ImpressionSign, KeyphraseKind, MeasureKind, PhraseKind, Rule,
};

/// Text with its place.
pub(super) type Text = Placed<String>;

/// A number with its place.
pub(super) type Number = Placed<f64>;

/// A pack file.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct Pack {
    /// Closed-class words: determiners, prepositions …
    pub(super) words: Vec<Words>,
    /// How words are misspelt, by the word: each stands for it wherever it is written.
    pub(super) misspellings: BTreeMap<String, Vec<Text>>,
    /// Roughly what words mean, by field and sense: each word has one. They make no word known to lexicons; small signs read them.
    pub(super) senses: BTreeMap<String, BTreeMap<String, Vec<Text>>>,
    /// Lexicons.
    pub(super) lexicons: Vec<Entry>,
    /// Negation, hedges, attribution …
    pub(super) modifiers: Vec<Modifier>,
    /// Signs that a page promotes something.
    pub(super) evidence: Vec<Evidence>,
    /// What stands right behind a name that is a medicine's: `Pantafix 40 mg: pantoprazole`. Such a name is no product of the page.
    pub(super) medicines: Vec<Text>,
    /// When a text is passed over, since it names nothing of health.
    pub(super) gate: Option<Gate>,
    /// When a page is promotional.
    pub(super) page: Option<Page>,
    /// What a page's first words count for promotion.
    pub(super) opening: Option<Opening>,
    /// Base severities: relation → tier → severity.
    pub(super) severity: BTreeMap<Key, BTreeMap<Key, Text>>,
    /// Words that make a risk of what stands near them.
    pub(super) links: Vec<Link>,
    /// What readers may have to be told.
    pub(super) elements: Vec<Element>,
    /// What is owed when.
    pub(super) profiles: Vec<Profile>,
    /// What search phrases look like, and where they are no stuffing.
    pub(super) stuffing: Option<Stuffing>,
    /// Numbers of rules that this pack sets anew, by rule id and name.
    pub(super) limits: BTreeMap<Key, BTreeMap<Key, Number>>,
    /// Small signs of an impression with their points, by rule id: runs of up to three words, `~stems`, `{kinds}`, `<fields>` and
    /// `<fields/senses>` of words, `#` for a number, `>words` of the heading above, `^` and `¶` for the ends of the sentence; `~knee … ~stair` for two stems,
    /// kinds or numbers of one sentence, in whatever order and however far apart. Points count in hundredths.
    pub(super) small_signs: BTreeMap<Key, BTreeMap<Key, Number>>,
    /// What a sentence says as a whole, by rule id: a small network, which counts beside the signs.
    pub(super) network: BTreeMap<String, Network>,
    /// The vectors of its symbols, by rule id: `~stems`, `<fields>` and `<fields/senses>` of words, `{kinds}`, marks, `#` for a
    /// number, `~` for a rare word, `^title` and its like for where a sentence stands. A digit of 64 for each number.
    pub(super) vectors: BTreeMap<String, BTreeMap<String, Text>>,
    /// Rules.
    pub(super) rules: Vec<Rule>,
    /// How a jurisdiction or a platform weighs the rules.
    pub(super) profile: Option<Weights>,
    /// Words added to and taken from the lexicons of other packs.
    pub(super) extend: Vec<Extension>,
}

/// When a text is passed over: it is no shorter than `bytes`, and has no word of the closed class `health`. Terms of the
/// `classes` that are single words are in that class, too, and words of longer terms that have no sense of their own, but for
/// `commonplace` ones, which texts of every kind have.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Gate {
    pub(super) bytes: usize,
    pub(super) classes: Vec<Text>,
    pub(super) commonplace: Vec<Text>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) class: Text,
    pub(super) terms: Vec<Text>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) id: Text,
    pub(super) class: Text,
    #[serde(default)]
    pub(super) group: String,
    pub(super) tier: Option<Text>,
    pub(super) relation: Option<Text>,
    pub(super) gap: Option<usize>,
    #[serde(default)]
    pub(super) targets: Vec<Text>,
    #[serde(default)]
    pub(super) closes_with: Vec<Text>,
    #[serde(default)]
    pub(super) everyday: bool,
    pub(super) risk: Option<Text>,
    #[serde(default)]
    pub(super) blocked: Vec<Text>,
    #[serde(default)]
    pub(super) disclosures: Vec<Text>,
    #[serde(default)]
    pub(super) suffixes: Vec<Text>,
    #[serde(default)]
    pub(super) terms: Vec<Text>,
    /// Terms of one part of each of some lists, in that order: `[[knee, hip], [trouble, problem]]` are four.
    #[serde(default)]
    pub(super) compounds: Vec<Vec<Vec<Text>>>,
    #[serde(default)]
    pub(super) exact: Vec<Text>,
    #[serde(default)]
    pub(super) vague: Vec<Text>,
    #[serde(default)]
    pub(super) not: Vec<Text>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Modifier {
    pub(super) id: Text,
    pub(super) effect: Text,
    pub(super) direction: Text,
    pub(super) window: Option<usize>,
    #[serde(default)]
    pub(super) says: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) spares: Vec<Text>,
    #[serde(default)]
    pub(super) unless_promotional: bool,
    #[serde(default)]
    pub(super) unless_own: bool,
    #[serde(default)]
    pub(super) absolute: bool,
    #[serde(default)]
    pub(super) question: bool,
    #[serde(default)]
    pub(super) not_initial: bool,
    #[serde(default)]
    pub(super) denies: bool,
    #[serde(default)]
    pub(super) frames: Vec<Text>,
    pub(super) any: Vec<Text>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Evidence {
    pub(super) id: Text,
    pub(super) weight: Number,
    pub(super) most: Option<usize>,
    pub(super) quotes_from: Option<Placed<usize>>,
    pub(super) at: Option<Text>,
    #[serde(default)]
    pub(super) front_matter: Vec<Text>,
    #[serde(default)]
    pub(super) links: Vec<Text>,
    #[serde(default)]
    pub(super) any: Vec<Text>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Link {
    pub(super) role: Text,
    pub(super) any: Vec<Text>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Element {
    pub(super) id: Text,
    pub(super) name: String,
    #[serde(default)]
    pub(super) about_substance: bool,
    #[serde(default)]
    pub(super) owns_negation: bool,
    #[serde(default)]
    pub(super) any_voice: bool,
    #[serde(default)]
    pub(super) any: Vec<Text>,
    #[serde(default)]
    pub(super) bare: Vec<Text>,
    #[serde(default)]
    pub(super) not: Vec<Text>,
    #[serde(default)]
    pub(super) regex: Vec<Text>,
    #[serde(default)]
    pub(super) keys: Vec<Text>,
    pub(super) draft: Option<String>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Profile {
    pub(super) id: Text,
    pub(super) basis: String,
    #[serde(default)]
    pub(super) must: Vec<Text>,
    #[serde(default)]
    pub(super) should: Vec<Text>,
    #[serde(default)]
    pub(super) conditions: Vec<Text>,
    pub(super) tier: Option<Text>,
    #[serde(default)]
    pub(super) claims: Vec<Text>,
    #[serde(default)]
    pub(super) naming: Vec<Text>,
    #[serde(default)]
    pub(super) spares: Vec<Text>,
    #[serde(default)]
    pub(super) open: Vec<Text>,
    #[serde(default)]
    pub(super) links: Vec<Text>,
    #[serde(default)]
    pub(super) words: Vec<Text>,
    #[serde(default)]
    pub(super) seller: Vec<Text>,
    #[serde(default)]
    pub(super) promotional: bool,
    #[serde(default)]
    pub(super) spares_food: bool,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Stuffing {
    #[serde(default)]
    pub(super) phrases: Vec<Text>,
    #[serde(default)]
    pub(super) spared_sections: Vec<Text>,
    #[serde(default)]
    pub(super) sources: Vec<Text>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Weights {
    pub(super) id: Text,
    pub(super) summary: String,
    #[serde(default)]
    pub(super) refs: Vec<String>,
    #[serde(default)]
    pub(super) levels: Vec<Weight>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Weight {
    pub(super) level: Text,
    pub(super) rules: Vec<Text>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Extension {
    pub(super) lexicon: Text,
    #[serde(default)]
    pub(super) terms: Vec<Text>,
    #[serde(default)]
    pub(super) remove: Vec<Text>,
}

#[cfg(test)]
mod tests {
    use super::Pack;

    #[test]
    fn the_schema_is_that_of_the_types() {
        crate::text::checked_in::schema("pack", "A claimlint rule pack", schemars::schema_for!(Pack));
    }
}
