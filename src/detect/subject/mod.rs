//! Subjects: who or what a claim is about. Agents are the noun phrases that could be a subject; [`Subject`] is the one a
//! trigger has, if it is the promoted thing. A drug, a doctor, a therapy or a study that stands nearer kills the claim
//! (scope rule S3). Floor 4.

mod agents;
mod resolve;
mod unlisted;
mod verb;

use std::ops::Range;

use super::page::Page;
use super::view::View;
use crate::lexicon::EntryId;

pub(super) use super::engine::AgentKind;
pub(crate) use agents::Agent;
pub(super) use agents::agents;

/// How a subject was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// By name.
    Named,
    /// The author's own product.
    Own,
    /// By the sentence before.
    Antecedent,
    /// By the page's topic.
    Topic,
    /// By a page that promotes a product.
    Promotion,
}

impl How {
    /// The words that the explanation uses.
    #[must_use]
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Own => "the author's own product",
            Self::Antecedent => "from the text before",
            Self::Topic => "the page's topic",
            Self::Promotion => "the page promotes a product",
        }
    }
}

/// The promoted thing that a trigger is about.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    /// Its tokens; none when elided.
    pub at: Option<Range<usize>>,
    /// What it stands for.
    pub resolved: String,
    /// How that was decided.
    pub how: How,
    /// The substance, where known.
    pub entry: Option<EntryId>,
    /// Stands in the passage by a name or a product noun, not by a pronoun or elided.
    pub explicit: bool,
}

/// What a passage knows when it looks for subjects.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subjects<'r> {
    /// The passage.
    pub view: View<'r>,
    /// Its agents.
    pub agents: &'r [Agent],
    /// The page.
    pub page: &'r Page,
    /// The agent that the text before leaves as an antecedent.
    pub antecedent: Option<&'r Antecedent>,
    /// Whether it may mean the body: on a page of another trade only where it or something beside it does.
    pub means_body: bool,
}

/// What a sentence leaves for the next one's pronouns.
#[derive(Clone, Debug)]
pub(super) enum Antecedent {
    /// A promoted thing.
    Promoted {
        /// Its name as written.
        name: String,
        /// The substance, where known.
        entry: Option<EntryId>,
    },
    /// A drug, a person, a study.
    Other,
}
