//! From prose back to tokens: which positions of a [`Reading`] stand in a range of a block's prose, such as the text of a
//! link. The way from tokens to prose is `reading.rs`. Floor 4.

use std::ops::Range;

use super::reading::Reading;
use crate::prose::BlockId;

impl Reading<'_> {
    /// The positions of the words in a range of a block's prose, where the block itself is read.
    #[must_use]
    pub fn within(&self, block: BlockId, prose: &Range<usize>) -> Option<Range<usize>> {
        let passages = self.passages.iter().filter(|passage| passage.block == block && !passage.has_lead());
        let inside = |at: &usize| {
            let tok = self.toks[*at];
            let place = self.document.blocks[block].prose_range(tok.token as usize..(tok.token + tok.length) as usize);
            prose.start <= place.start && place.end <= prose.end
        };
        let mut found = passages.flat_map(|passage| passage.toks.clone()).filter(inside);
        let first = found.next()?;
        Some(first..found.next_back().unwrap_or(first) + 1)
    }
}
