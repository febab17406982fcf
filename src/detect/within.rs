//! Places of a [`Reading`]: which passage holds a token, and which tokens stand in a range of a block's prose, such as the
//! text of a link. The way from tokens to prose is `reading.rs`. Floor 4.

use std::ops::Range;

use super::reading::{Passage, Reading};
use crate::prose::BlockId;

impl Reading<'_> {
    /// The passage that holds a token.
    #[must_use]
    pub fn passage_at(&self, at: usize) -> Option<&Passage> {
        let index = self.passages.partition_point(|passage| passage.toks.end <= at);
        self.passages.get(index).filter(|passage| passage.toks.contains(&at))
    }

    /// The passages from a token on.
    #[must_use]
    pub fn passages_from(&self, at: usize) -> &[Passage] {
        &self.passages[self.passages.partition_point(|passage| passage.toks.start < at)..]
    }

    /// The positions of the words in a range of a block's prose, where the block itself is read.
    #[must_use]
    pub fn within(&self, block: BlockId, prose: &Range<usize>) -> Option<Range<usize>> {
        let from = self.passages.partition_point(|passage| passage.block < block);
        let passages = self.passages[from..].iter().take_while(|passage| passage.block == block);
        let passages = passages.filter(|passage| !passage.has_lead());
        let inside = |at: &usize| {
            let tok = self.toks[*at];
            let place = self.document.blocks[block].prose_range(tok.token as usize..(tok.token + tok.length) as usize);
            prose.start <= place.start && place.end <= prose.end
        };
        let mut found = passages.flat_map(|passage| passage.toks.clone()).filter(inside);
        let first = found.next()?;
        Some(first..found.last().unwrap_or(first) + 1)
    }
}
