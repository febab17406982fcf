//! [`Passage`]: where a sentence, or an item with its introduction, stands in a reading, and what is known of it. It holds no
//! words: those are the reading's. Floor 4.

use std::cell::OnceCell;
use std::ops::Range;

use super::modifier::Cue;
use super::pattern::Inventory;
use crate::lexicon::Classes;
use crate::prose::BlockId;

/// A sentence, or an item read with its introduction.
#[derive(Clone, Debug)]
pub struct Passage {
    /// The block whose reader sees it.
    pub block: BlockId,
    /// Positions in [`Reading::toks`](super::reading::Reading::toks).
    pub toks: Range<usize>,
    /// Positions in [`Reading::mentions`](super::reading::Reading::mentions).
    pub mentions: Range<usize>,
    /// Where the block's own words begin; before it stand the words of its introduction.
    pub own: usize,
    /// The first sentence of its block.
    pub opens_block: bool,
    /// The classes of its mentions.
    pub classes: Classes,
    /// What stands in it, for patterns.
    pub(super) holds: Inventory,
    /// The cues in it, once somebody has asked for them.
    pub(super) cues: OnceCell<Vec<Cue>>,
}

impl Passage {
    /// Whether it is an item read with its introduction.
    #[must_use]
    pub fn has_lead(&self) -> bool {
        self.own > self.toks.start
    }
}
