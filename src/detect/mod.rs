//! Floor 4: what is said. Mentions become claims through subjects, frames and modifiers; document rules look at the page.
//! Knows nothing of YAML, files or policy.

mod above;
mod answered;
mod brand;
mod chunk;
mod claims;
mod clauses;
mod detector;
pub mod disclosure;
mod disguise;
mod doubt;
mod engine;
mod evasion;
mod evidence;
mod expression;
mod extent;
mod fault;
mod frames;
mod gate;
mod gist;
mod habits;
mod heard;
mod hit;
mod judgement;
pub mod keyphrase;
mod matching;
mod measure;
mod modifier;
mod names;
mod notices;
mod opening;
mod outspoken;
mod own_signs;
mod page;
mod pairs;
mod parts;
mod passage;
mod pattern;
mod phrases;
mod places;
mod profile;
mod reading;
mod retelling;
mod rule;
mod scope;
mod score;
mod severity;
mod shortcut;
mod shown;
mod standing;
mod subject;
mod suggestion;
mod symbols;
mod tok;
mod told;
mod topic;
mod trace;
mod trade;
mod url_parts;
mod view;
mod way;

pub use detector::Detected;
pub use disclosure::{Insertion, State};
pub use engine::{
    AgentKind, Bodily, ClaimRule, Direction, Effect, Element, Engine, EvasionRule, Evidence, EvidenceKinds,
    EvidencePlace, Frame, Gate, ImpressionRule, ImpressionSign, KeyphraseRule, Link, Measure, MeasureRule, Modifier,
    Opening, PageSettings, PartSettings, PhraseRule, Placement, Profile, Requirement, SignAround, SignNeighbour,
    SignPage, SignPlace, Signal, StuffingWords, SubjectNeed, Suggestive, Within,
};
pub use expression::Expression;
pub use fault::Fault;
pub use gate::Skimmed;
pub use hit::{Fix, Hit};
pub use pattern::{Pattern, PatternError, PatternSet};
pub use profile::{RuleProfile, Shift};
pub use rule::{Example, Rule, glob};
pub use score::{Disclosure, PageScore};
pub use severity::{Grid, Severity, SeverityStep};
#[cfg(test)]
pub(crate) use shortcut::the_long_way;
pub use trace::{Trace, TraceSign};
pub use url_parts::UrlParts;
