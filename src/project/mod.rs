//! Floor 8: a project on disk. Which files there are, which configuration and packs count for each, the linter that comes
//! of it, what is known from before and what has changed. The command line and the editor share it; it prints nothing and
//! judges nothing.

mod configured;
mod demands;
mod draft;
pub(crate) mod files;
mod git;
mod homes;
mod setup;
mod stamps;
mod texts;
mod trouble;

pub(crate) use configured::{KnownFindings, read_packs};
pub(crate) use demands::{Demands, Source};
pub(crate) use draft::Draft;
pub(crate) use git::Changes;
pub(crate) use homes::CONFIG;
pub(crate) use setup::{Setup, Setups};
pub(crate) use stamps::Stamps;
pub(crate) use texts::Texts;
pub(crate) use trouble::Trouble;
