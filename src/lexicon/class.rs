//! [`Class`]: what a term is to the engine. Which words are in a class is for packs to say; the closed classes of grammar are
//! `word_bits.rs`. Floor 3.

use serde::{Deserialize, Serialize};

/// What a term is to the engine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// A phrase in which the words of other classes do not count (`tax relief`).
    #[default]
    Exclusion,
    /// A promoted substance, treatment or service.
    Substance,
    /// A medicine or class of medicines.
    Drug,
    /// Care other than medicines: surgery, psychotherapy.
    Therapy,
    /// Any other subject that is never the promoted thing: doctors, firms, studies, exercise.
    Agent,
    /// A disease or disorder.
    Condition,
    /// A sign or symptom.
    Symptom,
    /// A measured marker of disease: blood sugar.
    Biomarker,
    /// Bacteria, viruses, tumour cells.
    Pathogen,
    /// A normal structure or function of the body: sleep, joints.
    Function,
    /// A mechanism: serotonin, receptors.
    Mechanism,
    /// A word that puts a thing into a class of medicines: antidepressant, anti-inflammatory.
    ClassWord,
    /// A verb that relates a thing to a target: relieve.
    Verb,
    /// A noun that does: relief.
    Noun,
    /// What a thing is good for a target by: effective, ideal.
    Effective,
    /// Participles that take `for`: used, recommended.
    UsedFor,
    /// What class words modify: properties, effects.
    Property,
    /// What a seller calls its thing: drops, formula.
    Product,
    /// People who have a condition: sufferers.
    Sufferer,
    /// Words after a substance that make the compound something else: withdrawal, farmers.
    Blocked,
}

impl Class {
    /// The names that packs use.
    pub const NAMES: &[&str] = &[
        "exclusion",
        "substance",
        "drug",
        "therapy",
        "agent",
        "condition",
        "symptom",
        "biomarker",
        "pathogen",
        "function",
        "mechanism",
        "class-word",
        "verb",
        "noun",
        "effective",
        "used-for",
        "property",
        "product",
        "sufferer",
        "blocked",
    ];

    /// The word that packs use.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// As packs write it among the symbols of a sentence: `{symptom}`.
    #[must_use]
    pub fn symbol(self) -> String {
        as_symbol(self.name())
    }

    /// All of them as such, in order.
    pub fn symbols() -> impl Iterator<Item = String> {
        Self::NAMES.iter().copied().map(as_symbol)
    }

    /// How many classes there are.
    pub const COUNT: usize = Self::Blocked as usize + 1;

    /// Whether a longer mention of another such class hides it (`pain` in `pain medication`).
    #[must_use]
    pub const fn is_nominal(self) -> bool {
        !matches!(self, Self::Verb | Self::Effective | Self::UsedFor | Self::Blocked)
    }

    /// Whether a claim can be about an effect on it.
    #[must_use]
    pub const fn is_target(self) -> bool {
        matches!(
            self,
            Self::Condition | Self::Symptom | Self::Biomarker | Self::Pathogen | Self::Function | Self::Mechanism
        )
    }

    /// Whether it is disease or stands for one.
    #[must_use]
    pub const fn is_disease(self) -> bool {
        matches!(self, Self::Condition | Self::Symptom)
    }
}

fn as_symbol(name: &str) -> String {
    format!("{{{name}}}")
}

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Classes(u32);

impl Classes {
    /// These classes.
    #[must_use]
    pub const fn of(classes: &[Class]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < classes.len() {
            bits |= 1 << classes[at] as u32;
            at += 1;
        }
        Self(bits)
    }

    /// Whether any class is in both.
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl FromIterator<Class> for Classes {
    fn from_iter<I: IntoIterator<Item = Class>>(all: I) -> Self {
        Self(all.into_iter().fold(0, |bits, class| bits | 1 << class as u32))
    }
}
