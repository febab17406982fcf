//! [`Engine`]: everything the packs say, compiled. Built by [`crate::pack`], for the built-in packs when claimlint itself
//! is built; shared by every file and thread. All of it is data that is written and read as it stands, so that a new field
//! needs no more than its line here. Floor 4.

mod agent;
mod disclosure;
mod frame;
mod gate;
mod impression;
mod keyphrase;
mod measure;
mod modifier;
mod page;

pub use agent::AgentKind;
pub use disclosure::{Element, Link, Placement, Profile, Requirement};
pub use frame::Frame;
pub use gate::Gate;
pub(super) use gate::Letters;
pub use impression::{ImpressionRule, ImpressionSign, SignAround, SignNeighbour, SignPage, SignPlace};
pub use keyphrase::{KeyphraseRule, Signal};
pub use measure::{Measure, MeasureRule, StuffingWords};
pub use modifier::{Direction, Effect, Modifier};
pub use page::{Bodily, Evidence, EvidenceKinds, EvidencePlace, Opening, PageSettings, PartSettings, Suggestive};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::fault::Fault;
use super::pattern::PatternSet;
use super::profile::RuleProfile;
use super::rule::Rule;
use super::severity::{Grid, Severity};
use super::url_parts::UrlParts;
use crate::lexicon::{Class, Deferred, Lexicon, Mention, PackText, TermId};

/// Everything the packs say, compiled.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Engine {
    /// The words.
    pub lexicon: Lexicon,
    /// The rules, sorted by id.
    pub(crate) rules: Vec<Rule>,
    /// Claim rules, the most specific first.
    pub claims: Vec<ClaimRule>,
    /// Phrase rules.
    pub phrases: Vec<PhraseRule>,
    /// The phrases; owners index `phrases`.
    pub phrase_patterns: PatternSet,
    /// Phrases that say it only in a sentence that suggests an effect by its other signs; owners index `phrases`.
    pub felt_patterns: PatternSet,
    /// Phrases that are none of a rule's; owners index `phrases`.
    pub phrase_exceptions: PatternSet,
    /// Modifiers.
    pub modifiers: Vec<Modifier>,
    /// Their cues; owners index `modifiers`.
    pub cue_patterns: PatternSet,
    /// Signs that a page promotes something.
    pub evidence: Vec<Evidence>,
    /// Their patterns; owners index `evidence`.
    pub evidence_patterns: PatternSet,
    /// What stands right behind a name to say that it is a medicine's.
    pub medicine_patterns: PatternSet,
    /// The parts of addresses of all of them.
    pub evidence_links: UrlParts,
    /// When a text is passed over.
    pub gate: Gate,
    /// When a page is promotional.
    pub page: PageSettings,
    /// What its first words tell of that.
    pub opening: Opening,
    /// Base severities by relation and tier.
    pub grid: Grid,
    /// What is asked of pages that make claims.
    pub requirements: Deferred<Vec<Requirement>>,
    /// The labels of the paragraphs that give them: `Safety:`.
    pub notices: Vec<PackText>,
    /// What says their elements; owners number the elements of all requirements.
    pub statements: PatternSet,
    /// Words that say an element only beside a [`Link`] that makes a risk of them; owners as for `statements`.
    pub bare_statements: PatternSet,
    /// Words that only sound like an element (`no need to ask your doctor`); owners as for `statements`.
    pub false_statements: PatternSet,
    /// What such pages owe their readers, and when.
    pub owed: Deferred<Vec<Profile>>,
    /// Words that make it owed on a page that is not the seller's (`use my code`); owners index `owed`.
    pub owing_words: PatternSet,
    /// What shows that the page is the seller's own, so that those words owe nothing (`we ship`); owners index `owed`.
    pub seller_words: PatternSet,
    /// What makes a risk of the words near it.
    pub links: Vec<Link>,
    /// Their patterns; owners index `links`.
    pub link_patterns: PatternSet,
    /// The rule for words written to evade, if a pack has one.
    pub evasion: Option<EvasionRule>,
    /// The rules that say what is wrong with suppressions.
    pub suppressions: BTreeMap<Fault, usize>,
    /// How jurisdictions and platforms weigh the rules.
    pub profiles: Vec<RuleProfile>,
    /// Rules over sentences that suggest an effect without saying it.
    pub impressions: Vec<ImpressionRule>,
    /// Inserted keyphrases.
    pub keyphrases: Vec<KeyphraseRule>,
    /// Rules over a page as a whole.
    pub measures: Vec<MeasureRule>,
    /// The words that they go by.
    pub stuffing: StuffingWords,
    /// The term that stands for product names of a page.
    pub name_term: Option<TermId>,
    /// The term that stands for names of medicines.
    pub medicine_term: Option<TermId>,
    pub(crate) digest: String,
}

/// A rule over relation frames.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ClaimRule {
    /// Index into the engine's rules.
    pub rule: usize,
    /// Frames it takes; empty for all.
    pub frames: Vec<Frame>,
    /// Relations it takes; empty for all.
    pub relations: Vec<String>,
    /// Target classes it takes; empty for all.
    pub targets: Vec<Class>,
    /// Target groups it takes; empty for all.
    pub groups: Vec<String>,
    /// The more specific rule wins.
    pub rank: i32,
    /// A fixed severity; none to look the grid up.
    pub severity: Option<Severity>,
}

/// The rule for words written to evade filters.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct EvasionRule {
    /// Index into the engine's rules.
    pub rule: usize,
    /// Beginnings of words behind which many write a hyphen, and hide nothing: `pro-biotics`.
    pub prefixes: Vec<PackText>,
}

/// A rule over phrases.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PhraseRule {
    /// Index into the engine's rules.
    pub rule: usize,
    /// What must be its subject.
    pub subject: SubjectNeed,
    /// Classes of which a mention must stand near.
    pub near: Vec<Class>,
    /// How far `near` looks.
    pub within: Within,
    /// The more specific rule wins.
    pub rank: i32,
    /// Whether the finding covers adjectives before the phrase.
    pub extend: bool,
    /// The relation that it says, if the grid of severities decides.
    pub graded: Option<String>,
}

/// What a phrase rule asks of its subject.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SubjectNeed {
    /// A promoted thing: named, by pronoun, by topic, or elided on a promotional page.
    #[default]
    Resolved,
    /// A promoted thing named in the sentence.
    Named,
    /// None; the page must promote something or have a topic.
    Page,
    /// None at all.
    None,
}

/// How far a phrase rule looks for its surroundings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// The sentence.
    #[default]
    Sentence,
    /// The sentence or the one before.
    Previous,
    /// The page: a condition it names, or its topic where a substance will do.
    Page,
}

impl Engine {
    /// The rules, sorted by id.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// A rule by id.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.binary_search_by(|rule| rule.id.as_str().cmp(id)).ok().map(|index| &self.rules[index])
    }

    /// Whether an entry stands for names that pages give their products.
    #[must_use]
    pub fn is_name(&self, entry: crate::lexicon::EntryId) -> bool {
        self.name_term.is_some_and(|term| self.lexicon.term(term).entry == entry)
    }

    /// Whether a mention is a name that pages give a medicine.
    #[must_use]
    pub(super) fn is_medicine(&self, mention: &Mention) -> bool {
        self.medicine_term == Some(mention.term)
    }

    /// `sha256:…` over the packs it was built from.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }
}
