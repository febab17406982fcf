//! What pages that make claims owe their readers, and the words that say it. Whether a page says it is `disclosure` of
//! detection. Floor 4: data that packs compile to.

use serde::{Deserialize, Serialize};

use crate::detect::expression::Expression;
use crate::detect::url_parts::UrlParts;
use crate::lexicon::Tier;

/// Something a reader must be told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Element {
    /// Its id: `dependence`.
    pub id: String,
    /// In words: `dependence and withdrawal`.
    pub name: String,
    /// Whether its sentence must be about the substance.
    pub about_substance: bool,
    /// Whether the words carry their own negation (`has not approved`).
    pub owns_negation: bool,
    /// Whether another's voice will do (`The FDA has not approved …`).
    pub any_voice: bool,
    /// What is written in too many ways for word patterns: telephone numbers. Matched against the prose.
    pub regexes: Vec<Expression>,
    /// Keys of front matter under which a site's layout says it, in lower case.
    pub keys: Vec<String>,
    /// A sentence that says it, with `{subject}`, for a draft; none where only the writer knows what is true.
    pub draft: Option<String>,
}

/// What words make of a risk that stands near them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Link {
    /// Before it, they assert it: `can cause`.
    Leads,
    /// Behind it, they assert it: `has been reported`.
    Follows,
    /// Before it or over it, they say that a product contains it: `made with`, `Ingredients`.
    Composes,
    /// In a heading, they assert what the section lists: `Side effects`.
    Titles,
    /// Just before it, they deny it: `without`.
    Denies,
    /// Before it and behind a denial, they take that back: `do not start without`.
    Cancels,
    /// Behind it, they deny it: `is a myth`.
    Dismisses,
    /// Before it, they put it into the mouths of others: `some doctors have linked it to`.
    Attributes,
    /// In its sentence or soon behind it, they take it back: `don't let that put you off`.
    Undermines,
    /// At the start of the next sentence or clause, before a claim, they take it back: `however`.
    Rebuts,
    /// In its sentence, they blur it: `it cannot be entirely ruled out`.
    Obscures,
    /// Around a link, they only point: `read about`, `see our`.
    Points,
    /// Beside a substance, they offer it: `add to cart`.
    Offers,
    /// Behind a substance, they say what it costs: `$35`.
    Prices,
    /// In its sentence, they say that it is not what is sold, or only write about it: `instead of`, `laws`.
    Disowns,
}

impl Link {
    /// The names of its roles.
    pub const NAMES: &[&str] = &[
        "leads",
        "follows",
        "composes",
        "titles",
        "denies",
        "cancels",
        "dismisses",
        "attributes",
        "undermines",
        "rebuts",
        "obscures",
        "points",
        "offers",
        "prices",
        "disowns",
    ];
}

/// What one rule asks of a page.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Requirement {
    /// Index into the engine's rules.
    pub rule: usize,
    /// The elements it looks after.
    pub elements: Vec<Element>,
    /// The number of the first of them among those of all requirements.
    pub first: usize,
    /// Where and how a statement must stand.
    pub placement: Placement,
    /// What opens a draft of what is missing (`**Safety:**`); without it none is offered.
    pub opening: Option<String>,
}

/// A set of elements owed under a condition.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Profile {
    /// Its id; substances name it.
    pub id: String,
    /// The authority behind it.
    pub basis: String,
    /// Elements owed.
    pub must: Vec<String>,
    /// Elements a careful page adds; kept for later, not reported.
    pub should: Vec<String>,
    /// Conditions, or groups of them, that make it owed when a claim, a title or a heading names one.
    pub conditions: Vec<String>,
    /// Any condition of this tier or a graver one does so, too.
    pub tier: Option<Tier>,
    /// Rules, or globs of them, whose claims make it owed.
    pub claims: Vec<String>,
    /// Lexicons of which such a claim must name something; none where any claim will do.
    pub naming: Vec<String>,
    /// Parts of link targets that make it owed, on a page that has to do with the body.
    pub links: UrlParts,
    /// Owed only where the page promotes something.
    pub promotional: bool,
    /// Not owed for goods of these lexicons, or groups of them: a lamp is no supplement.
    pub spares: Vec<String>,
    /// Lexicons, or groups of them, whose words leave open what is meant (`this product`).
    pub open: Vec<String>,
    /// Not owed by an everyday substance (garlic) unless the page promotes something: food is not a capsule.
    pub spares_food: bool,
}

/// Where and how a statement must stand to be read; engineering defaults, no regulator gives numbers.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Placement {
    /// Before the claim that makes it owed, or at most so many blocks behind it.
    pub within_blocks: f64,
    /// Or in the first share of the page's blocks, 0 to 1.
    pub first_share: f64,
    /// It must stand before what makes it owed, or in the same block.
    pub before: bool,
    /// A statement in the midst of a paragraph of more words is buried.
    pub paragraph_words: f64,
    /// A sentence of more words is hard to read.
    pub sentence_words: f64,
    /// So is a long one of a higher Flesch-Kincaid grade.
    pub grade: f64,
}

impl Default for Placement {
    fn default() -> Self {
        Self {
            within_blocks: 3.0,
            first_share: 0.35,
            before: false,
            paragraph_words: 90.0,
            sentence_words: 40.0,
            grade: 18.0,
        }
    }
}

impl Placement {
    /// The names of its numbers.
    pub const NAMES: &[&str] = &["within_blocks", "first_share", "paragraph_words", "sentence_words", "grade"];

    /// Sets a number by its name.
    pub fn set(&mut self, name: &str, number: f64) {
        match name {
            "within_blocks" => self.within_blocks = number,
            "first_share" => self.first_share = number,
            "paragraph_words" => self.paragraph_words = number,
            "sentence_words" => self.sentence_words = number,
            "grade" => self.grade = number,
            _ => {}
        }
    }
}
