//! Token patterns, the small language in which packs write phrases and cues:
//!
//! `word` one word · `~word` a verb in any form · `a|b` either word · `[x y]` optional · `(a b | c d)` either run · `*` up
//! to four tokens, `*2` up to two · `{condition}`, `{agent.government}`, `{kratom}` a mention by class, group or entry,
//! `{drug|therapy}` either · `{number}` · `\(` a parenthesis of the text.
//! A pattern never crosses a clause border and is tried only in passages that hold the rarest of what it needs. It is read
//! here and laid out as a program (`program.rs`); running it is `matching.rs` of detection. Floor 4.

mod inventory;
mod need;
mod op;
mod parse;
mod program;

use std::ops::Range;

pub(in crate::detect) use inventory::Inventory;
use need::Need;
pub(in crate::detect) use op::Op;
pub use program::PatternSet;

use crate::lexicon::{Class, EntryId, WordId};

/// A pattern as its text says it.
#[derive(Clone, Debug)]
pub struct Pattern {
    steps: Vec<Step>,
    /// The rarest of what it needs, and the rarest but one.
    needs: (Need, Option<Need>),
}

#[derive(Clone, Debug)]
enum Step {
    Word(Vec<WordId>),
    Slot(Slot),
    Number,
    Gap(usize),
    Optional(Vec<Step>),
    Choice(Vec<Vec<Step>>),
}

/// What a `{…}` accepts.
#[derive(Clone, Debug)]
enum Slot {
    Class(Class),
    /// The entries, and the classes under which their mentions stand.
    Entries(Vec<EntryId>, Vec<Class>),
}

/// Why a pattern is none: what is wrong, and the byte range in the pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// What is wrong.
    pub message: String,
    /// Bytes of the pattern's text.
    pub at: Range<usize>,
    /// What was meant, if that can be guessed.
    pub help: Option<String>,
}
