//! What counts as evidence that a page promotes something, and from how many points it does. The weighing is `page.rs` of
//! detection. Floor 4: data that packs compile to.

use serde::{Deserialize, Serialize};

use crate::detect::url_parts::UrlParts;
use crate::lexicon::{Ngrams, PackText};

/// What counts as evidence that a page promotes a product.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Evidence {
    /// What it is, in words: `asks to order`.
    pub id: PackText,
    /// Points, negative for signs of an informational page.
    pub weight: f64,
    /// Most times it counts.
    pub most: usize,
    /// A page with so many of these signs quotes others: what stands between quotation marks tells not whether it sells.
    pub quotes_from: usize,
    /// Where its patterns count.
    pub at: EvidencePlace,
    /// Keys of front matter that count as this sign, some with words that their value must have.
    pub front_matter: Vec<(PackText, Option<PackText>)>,
    /// Parts of link targets that count as this sign.
    pub links: UrlParts,
}

/// Where the patterns of a sign count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EvidencePlace {
    /// Anywhere.
    #[default]
    Anywhere,
    /// At the start of a link's text: `[Buy the large bottle](…)`.
    Link,
    /// In front matter and the first words of the text, where a page says what it is.
    Opening,
    /// At the start of a heading.
    Heading,
}

impl EvidencePlace {
    /// The words that packs use.
    pub const NAMES: &[&str] = &["anywhere", "link", "opening", "heading"];
}

/// When a page is promotional: numbers from the packs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PageSettings {
    /// Points that a short page needs.
    pub threshold: f64,
    /// More points for each 1,000 words.
    pub threshold_per_1000_words: f64,
    /// Points that make a page a reference or patient text.
    pub reference_threshold: f64,
    /// Points of selling from which a page's title may hold its product's name.
    pub sells: f64,
    /// Points for a title that is a brand and its goods.
    pub branded_goods: f64,
    /// The most points by which what speaks against promotion on a page speaks against each of its claims.
    pub most_against: f64,
    /// The points against promotion from which a page that names a thing and a disease side by side reports on them.
    pub reports_from: f64,
    /// Points for a page whose topic is a name that it gives its own product.
    pub titled_brand: f64,
    /// Points against a page whose title holds a name that it gives a medicine.
    pub titled_medicine: f64,
    /// Points for a substance or product in a title.
    pub titled_product: f64,
    /// Points for a coined name in a title, as only brands are written: `PulseLoop Home`.
    pub coined_title: f64,
    /// Points for a brand and its goods in the text.
    pub branded_text: f64,
    /// What it tells how clearly its sentences suggest an effect.
    pub suggestive: Suggestive,
    /// What it tells how often its words mean the body.
    pub bodily: Bodily,
    /// What one part of it may count.
    pub part: PartSettings,
    /// Words of the text that make its opening.
    pub opening_words: usize,
    /// Share of substance mentions that makes a topic.
    pub topic_share: f64,
    /// Mentions for each 1,000 words that make a topic without a title.
    pub topic_per_1000_words: f64,
    /// Fewest mentions that make a topic without a title.
    pub topic_mentions: usize,
}

/// How pages open: runs of symbols among their first words with what they count for promotion, in hundredths of a point. A
/// seller welcomes, a ministry decides.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Opening {
    /// How many words make it.
    pub words: usize,
    /// How many words tell all that an opening can tell.
    pub enough: usize,
    /// What every page counts.
    pub base: i32,
    /// The least that an opening counts, a negative number: a price outweighs how a page begins.
    pub least: i32,
    /// The most that it counts: a regulator's letter may quote a seller from its first words on.
    pub most: i32,
    /// The runs.
    pub runs: Ngrams,
}

/// Some kinds of evidence, by their places among those of the engine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceKinds(u64);

impl EvidenceKinds {
    /// How many kinds of evidence it can tell apart: those that packs list first.
    pub const MOST: usize = u64::BITS as usize;

    /// The kind at a place; none of those beyond [`Self::MOST`].
    #[must_use]
    pub const fn at(place: usize) -> Self {
        Self(if place < Self::MOST { 1 << place } else { 0 })
    }

    /// Whether some are among the others.
    #[must_use]
    pub const fn any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
}

impl FromIterator<Self> for EvidenceKinds {
    fn from_iter<I: IntoIterator<Item = Self>>(all: I) -> Self {
        Self(all.into_iter().fold(0, |bits, kinds| bits | kinds.0))
    }
}

/// What it tells of a page how clearly its sentences suggest an effect on health.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Suggestive {
    /// How many of its sentences tell it at least, the clearest; none where packs ask no sentence.
    pub clearest: usize,
    /// Of a long page one in so many tells it.
    pub clearest_in: usize,
    /// How many of them may stand in one part of it: an advertisement below a leaflet has as many.
    pub of_part: usize,
    /// The fewest points above its rule's threshold that one of them counts, a negative number.
    pub least: f64,
    /// What a point of what the page shows otherwise, by its words, its links, its title, counts beside them.
    pub shown: f64,
    /// What a point of how it opens counts beside them.
    pub opening: f64,
    /// Points above those that it needs by what it shows otherwise with which a page owes what sellers owe, whatever its
    /// sentences suggest.
    pub plainly: f64,
    /// Points that it needs for each time that its length is e times the even one: among many sentences some are clear.
    pub per_length: f64,
    /// Sentences that every page is given when its length is measured.
    pub given: f64,
    /// The length in sentences, with those given, of a page that needs no points.
    pub even: f64,
    /// It is asked of a page of which at least one in so many sentences names a disease, symptom or marker.
    pub one_in: usize,
    /// Words that a page has at most that is hardly more than a sentence: there each that suggests an effect counts what it has
    /// above its rule's threshold.
    pub few_words: usize,
    /// The most points that a page may lack to sell of which a sentence may yet suggest an effect.
    pub lacks: f64,
    /// Points that such a sentence has above its rule's threshold at least, beside those that the page lacks.
    pub clearer: f64,
}

/// What it tells of a page how often its words mean the body: below so many points for its length it is of another trade, and
/// its pains are figures of speech.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Bodily {
    /// Words of a page that tell nothing.
    pub from_words: usize,
    /// Most points for each 100 words beyond them, of a page of another trade.
    pub per_100_words: f64,
    /// Points for a disease, symptom, marker or substance.
    pub names: f64,
    /// Points for any other word that means the body.
    pub touches: f64,
}

/// What one part of a page may count: what stands under one heading, or as many of its blocks as have so many words.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct PartSettings {
    /// Words, marks counted, from which the next block begins another part.
    pub words: usize,
    /// Parts that a page has at least of which none may count for more than this.
    pub least: usize,
    /// Most points for promotion by what one shows.
    pub most_for: f64,
    /// Most points against it.
    pub most_against: f64,
}

impl Default for PartSettings {
    /// A page is one part, which may count for anything.
    fn default() -> Self {
        Self { words: usize::MAX, least: 1, most_for: f64::MAX, most_against: f64::MAX }
    }
}

impl Default for PageSettings {
    fn default() -> Self {
        Self {
            threshold: 3.0,
            threshold_per_1000_words: 1.0,
            reference_threshold: 2.0,
            sells: 1.5,
            branded_goods: 2.0,
            most_against: 0.0,
            reports_from: 0.0,
            titled_brand: 2.0,
            titled_medicine: 0.0,
            titled_product: 1.0,
            coined_title: 0.0,
            branded_text: 1.0,
            suggestive: Suggestive::default(),
            bodily: Bodily::default(),
            part: PartSettings::default(),
            opening_words: 60,
            topic_share: 0.6,
            topic_per_1000_words: 6.0,
            topic_mentions: 3,
        }
    }
}
