//! Floor 8: a project on disk. Which files there are, which configuration and packs count for each, and the linter that
//! comes of it. The command line and the editor share it; it prints nothing and judges nothing.

pub(crate) mod files;
mod setup;
mod stamps;

pub(crate) use setup::{Setup, Setups, Source, Trouble, read_packs};
pub(crate) use stamps::Stamps;
