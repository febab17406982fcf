//! Finding things in a [`Reading`] by where they stand: a passage by its block or token, tokens by a range of a block's
//! prose, such as the text of a link. The way from tokens to prose is `reading.rs`. Floor 4.

use std::ops::Range;

use super::passage::Passage;
use super::reading::Reading;
use crate::prose::BlockId;

impl Reading<'_> {
    /// The passage that holds a token.
    #[must_use]
    pub fn passage_at(&self, at: usize) -> Option<&Passage> {
        let index = self.passages.partition_point(|passage| passage.toks.end <= at);
        self.passages.get(index).filter(|passage| passage.toks.contains(&at))
    }

    /// The passages of a block, in order.
    #[must_use]
    pub fn passages_of(&self, block: BlockId) -> &[Passage] {
        let start = self.passages.partition_point(|passage| passage.block < block);
        let end = self.passages.partition_point(|passage| passage.block <= block);
        &self.passages[start..end]
    }

    /// The next sentence of the same block.
    #[must_use]
    pub fn next_in_block(&self, passage: &Passage) -> Option<&Passage> {
        let behind = self.passages.partition_point(|next| next.toks.start < passage.toks.end);
        self.passages[behind..].iter().take_while(|next| next.block == passage.block).find(|next| !next.has_lead())
    }

    /// The sentence before in the same block.
    #[must_use]
    pub fn previous_in_block(&self, passage: &Passage) -> Option<&Passage> {
        let before = self.passages.partition_point(|other| other.toks.end <= passage.toks.start);
        self.passages[..before].iter().rev().take_while(|other| other.block == passage.block).find(|it| !it.has_lead())
    }

    /// The positions of all words of a block, where it is read itself.
    #[must_use]
    pub fn whole(&self, block: BlockId) -> Option<Range<usize>> {
        self.within(block, &(0..self.document.blocks[block].prose.len()))
    }

    /// The positions of the words in a range of a block's prose, where the block itself is read. A block may have as many links as
    /// sentences, so only the sentences there are looked at.
    #[must_use]
    pub fn within(&self, block: BlockId, prose: &Range<usize>) -> Option<Range<usize>> {
        let place = |at: usize| {
            let tok = self.toks[at];
            self.document.blocks[block].prose_range(tok.token as usize..(tok.token + tok.length) as usize)
        };
        let all = self.passages_of(block);
        let from = all.partition_point(|passage| place(passage.toks.end - 1).end <= prose.start);
        let near = all[from..].iter().take_while(|passage| place(passage.own).start < prose.end);
        let inside = |at: &usize| prose.start <= place(*at).start && place(*at).end <= prose.end;
        let mut found =
            near.filter(|passage| !passage.has_lead()).flat_map(|passage| passage.toks.clone()).filter(inside);
        let first = found.next()?;
        Some(first..found.last().unwrap_or(first) + 1)
    }
}
