//! [`Notices`]: the paragraphs of a page that tell readers what it owes them, labelled as our drafts are: `**Safety:** …`. They
//! are what the law asks of a seller, so they tell neither that a page sells nor that it does not. What is owed is
//! `disclosure/`; what a page shows otherwise is `page.rs`. Floor 4.

use super::engine::Engine;
use super::passage::Passage;
use super::reading::Reading;
use crate::prose::{BlockId, BlockKind, Document};

/// The notices of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Notices {
    /// Their blocks, in order.
    blocks: Vec<BlockId>,
    /// Their words.
    words: usize,
}

impl Notices {
    /// Those of a document, by the labels of the packs.
    #[must_use]
    pub(super) fn new(document: &Document, engine: &Engine) -> Self {
        let mut out = Self::default();
        for (id, block) in document.blocks.iter().enumerate() {
            let is_label = |label: &&str| block.prose.starts_with(label);
            let may_be = matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Html);
            if may_be && engine.notices.iter().map(|label| label.as_str()).any(|label| is_label(&label)) {
                out.blocks.push(id);
                out.words += block.words();
            }
        }
        out
    }
}

impl Reading<'_> {
    /// Whether a block is a notice.
    #[must_use]
    pub(super) fn is_notice(&self, block: BlockId) -> bool {
        self.notices.blocks.binary_search(&block).is_ok()
    }

    /// Whether a passage tells what its page is: not again with its introduction, and in no notice.
    #[must_use]
    pub(super) fn tells(&self, passage: &Passage) -> bool {
        !passage.has_lead() && !self.is_notice(passage.block)
    }

    /// The words of the page but those of its notices.
    #[must_use]
    pub(super) fn words(&self) -> usize {
        self.document.words.saturating_sub(self.notices.words)
    }
}
