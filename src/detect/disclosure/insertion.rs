//! [`Insertion`]: a draft of what is missing, and the place for it: after the block of the first claim, where no list, table
//! or quotation is torn apart. It makes no page lawful; who publishes it must read it. Floor 4.

use super::{Debt, Requirement};
use crate::detect::reading::Reading;
use crate::prose::{Block, BlockKind};

/// Sentences to insert at a place of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insertion {
    /// The byte of the source to insert at: the end of a line, or the start of one if `before`.
    pub at: usize,
    /// Whether the draft stands before what follows, not behind what precedes.
    pub before: bool,
    /// What opens the draft: `**Safety:**`.
    pub opening: String,
    /// The sentences.
    pub sentences: Vec<String>,
}

/// The draft for what a debt is short of, if there is anything to say and a place to say it.
pub(super) fn insertion(
    reading: &Reading<'_>,
    requirement: &Requirement,
    debt: &Debt,
    sentences: Vec<String>,
) -> Option<Insertion> {
    let opening = requirement.opening.clone().filter(|_| !sentences.is_empty())?;
    let blocks = &reading.document.blocks;
    let first = body(blocks)?;
    // Front matter shows nowhere: what its title owes is said at the head of the page.
    let block = debt.block.max(first);
    if blocks[block].context.collapsed {
        return None;
    }
    let text = reading.document.source.text();
    let before = requirement.placement.before || debt.block < first && !is_heading(&blocks[first]);
    let at = if before {
        let start = (0..=block).rev().take_while(|at| *at == block || continues(blocks, *at)).last()?;
        line_start(text, blocks[start].span().start)
    } else {
        let end = (block..blocks.len()).take_while(|at| *at == block || continues(blocks, at - 1)).last()?;
        paragraph_end(text, blocks[end].span().end)
    };
    Some(Insertion { at, before, opening, sentences })
}

/// The first block that readers see.
fn body(blocks: &[Block]) -> Option<usize> {
    blocks.iter().position(|block| !matches!(block.kind, BlockKind::FrontMatter(_)))
}

fn is_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading(_))
}

/// Whether the block after this one belongs to the same list, table or quotation.
fn continues(blocks: &[Block], at: usize) -> bool {
    let Some(next) = blocks.get(at + 1) else { return false };
    let held = |block: &Block| {
        block.context.list > 0
            || block.context.quote > 0
            || matches!(block.kind, BlockKind::TableCell { .. } | BlockKind::Alt | BlockKind::LinkTitle)
    };
    held(&blocks[at]) && held(next) || matches!(next.kind, BlockKind::Alt | BlockKind::LinkTitle)
}

/// The start of the first line that is joined to this place without a blank one.
fn line_start(text: &str, at: usize) -> usize {
    let mut start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    while start > 0 {
        let above = text[..start - 1].rfind('\n').map_or(0, |end| end + 1);
        let line = text[above..start].trim_start_matches('\u{feff}').trim();
        if line.is_empty() || matches!(line, "---" | "+++") {
            break;
        }
        start = above;
    }
    start
}

/// The end of the last line that is joined to this place without a blank one; a blank line inside a code fence is none.
fn paragraph_end(text: &str, at: usize) -> usize {
    let mut fence: Option<&str> = None;
    let mut end = at;
    for (nth, line) in text[at..].split_inclusive('\n').enumerate() {
        let bare = line.trim();
        if nth > 0 && bare.is_empty() && fence.is_none() {
            break;
        }
        if nth > 0 {
            let mark = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark));
            fence = match (fence, mark) {
                (Some(open), Some(mark)) if open == mark => None,
                (open, mark) => open.or(mark),
            };
        }
        end += line.len();
    }
    let body = text[at..end].trim_end_matches(['\n', '\r']);
    at + body.len()
}
