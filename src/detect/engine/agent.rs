//! [`AgentKind`]: what a noun phrase is that could be a subject. Which phrases are agents is `agents.rs` of subjects.
//! Floor 4: data that packs compile to.

use serde::{Deserialize, Serialize};

/// What an agent is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgentKind {
    /// A promoted substance, service or product by its name.
    Named,
    /// A product noun with a determiner: `our drops`, `this herb`.
    Definite,
    /// A product noun with the author's own determiner: `our drops`.
    Own,
    /// A product noun without a determiner that points at one: `a gel`, `gummies`.
    Indefinite,
    /// it, they, this, these.
    Pronoun,
    /// A drug, a doctor, a firm, a study, exercise: never the promoted thing.
    Other,
    /// A substance in a compound that is something else (`kratom withdrawal`), or as the object of a preposition.
    Blocked,
}

impl AgentKind {
    /// The words that packs use.
    pub const NAMES: &[&str] = &["named", "definite", "own", "indefinite", "pronoun", "other", "blocked"];
}
