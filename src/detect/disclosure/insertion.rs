//! [`Insertion`]: a draft of what is missing, and the place for it: after the block of the first claim, where no list, table
//! or quotation is torn apart, and where `place.rs` will find it near the claim. Each place is tried on the page before it is
//! offered. It makes no page lawful; who publishes it must read it. Floor 4.

use std::collections::BTreeMap;
use std::ops::Range;

use super::place::{head, is_soon};
use super::{Debt, Placement, Requirement};
use crate::detect::shortcut::skips;
use crate::prose::{Block, BlockKind, Context, Document};
use crate::text::SourceFile;

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

impl Insertion {
    /// The text to insert: a paragraph, since what a page quotes somebody else says.
    #[must_use]
    pub fn text(&self, source: &str) -> String {
        let line = if source.contains("\r\n") { "\r\n" } else { "\n" };
        let paragraph = format!("{} {}", self.opening, self.sentences.join(" "));
        if self.before { format!("{paragraph}{line}{line}") } else { format!("{line}{line}{paragraph}") }
    }
}

/// Places for drafts, by what they must be near to and how: to try one is to read the page again, and most findings share it.
#[derive(Default)]
pub(in crate::detect) struct Places(BTreeMap<(usize, bool, u64), Option<(usize, bool)>>);

impl Places {
    /// The draft for what a debt is short of, if there is anything to say and a place to say it.
    pub(super) fn insertion(
        &mut self,
        document: &Document,
        requirement: &Requirement,
        debt: &Debt,
        sentences: Vec<String>,
    ) -> Option<Insertion> {
        let opening = requirement.opening.clone().filter(|_| !sentences.is_empty())?;
        let mut draft = Insertion { at: 0, before: false, opening, sentences };
        let placement = requirement.placement;
        let key = (debt.block, placement.before, placement.within_blocks.to_bits());
        let place = *self.0.entry(key).or_insert_with(|| place(document, placement, debt.block, &draft));
        (draft.at, draft.before) = place?;
        Some(draft)
    }
}

/// The first place near a claim where a draft is read, and whether it is the start of a line.
fn place(document: &Document, placement: Placement, claim: usize, draft: &Insertion) -> Option<(usize, bool)> {
    let blocks = &document.blocks;
    // Front matter shows nowhere: what its title owes is said at the head of the page.
    let block = claim.max(head(blocks));
    if blocks.get(block)?.context.collapsed {
        return None;
    }
    let before = placement.before || claim < block && !is_heading(&blocks[block]);
    if skips(!before && is_surely_read(document, placement, claim..block, draft)) {
        return Some((blocks[block].span().end, false));
    }
    let behind = if before { Vec::new() } else { behind(document, block) };
    let ahead = [ahead(document, block), body(document)].map(|at| (at, true));
    let mut places = behind.into_iter().chain(ahead);
    places.find(|(at, before)| {
        is_read(document, placement, claim, &Insertion { at: *at, before: *before, ..draft.clone() })
    })
}

/// Places behind a block, and whether they are starts of lines: behind its paragraph, behind the list, table or quotation
/// that holds it, and right under a heading that no blank line parts from what follows.
fn behind(document: &Document, block: usize) -> Vec<(usize, bool)> {
    let (text, blocks) = (document.source.text(), &document.blocks);
    let own = blocks[block].span().end;
    let paragraph = paragraph_end(text, own);
    // No blank line may part it from a list or a table.
    let last = blocks.partition_point(|other| other.span().start < paragraph).max(block + 1) - 1;
    let end = (last..blocks.len()).take_while(|at| *at == last || continues(blocks, at - 1)).last().unwrap_or(last);
    let whole = paragraph_end(text, blocks[end].span().end);
    let mut out = vec![(paragraph, false), (whole, false)];
    if blocks[last].context.list > 0 || matches!(blocks[last].kind, BlockKind::TableCell { .. }) {
        out.remove(0);
    }
    if is_heading(&blocks[block]) {
        out.extend(under(text, own).map(|at| (at, true)));
    }
    out.dedup();
    out
}

/// The start of the line under a Markdown heading that ends at a place.
fn under(text: &str, end: usize) -> Option<usize> {
    let own = text[..end].rfind('\n').map_or(0, |end| end + 1);
    let mut lines = text[own..].split_inclusive('\n');
    let first = lines.next()?;
    let rule =
        lines.next().filter(|line| !line.trim().is_empty() && line.trim().chars().all(|c| matches!(c, '=' | '-')));
    match rule {
        Some(rule) => Some(own + first.len() + rule.len()),
        None => first.trim_start().starts_with('#').then_some(own + first.len()),
    }
}

/// The place before a block, or before the list, table or quotation that holds it.
fn ahead(document: &Document, block: usize) -> usize {
    let blocks = &document.blocks;
    let start = (0..=block).rev().take_while(|at| *at == block || continues(blocks, *at)).last().unwrap_or(block);
    line_start(document, blocks[start].span().start)
}

/// Whether a draft behind a block is read as [`is_read`] asks, without reading the page again: the block is a paragraph or
/// heading of no list, quotation or element and a blank line ends it, and nothing in the draft opens anything but a paragraph.
/// What stands between is the claim's block and what follows it up to the one that the draft is put behind.
fn is_surely_read(document: &Document, placement: Placement, between: Range<usize>, draft: &Insertion) -> bool {
    let block = &document.blocks[between.end];
    let end = block.span().end;
    let text = document.source.text();
    let bare = |words: &str| !words.contains(['<', '{', '$', '\n']);
    // The draft itself is one block, and another may come to stand before it.
    let nearer = Placement { within_blocks: placement.within_blocks - 2.0, ..placement };
    (block.kind == BlockKind::Paragraph || is_heading(block))
        && block.context == Context::default()
        && paragraph_end(text, end) == end
        // A colon would make a term to be defined of the draft.
        && !text[end..].trim_start().starts_with(':')
        && nearer.within_blocks >= 0.0
        && is_soon(nearer, &document.blocks, between.start + 1..between.end + 1)
        && draft.opening.trim_start_matches("**").starts_with(char::is_alphabetic)
        && bare(&draft.opening)
        && draft.sentences.iter().all(|sentence| bare(sentence))
}

/// Whether readers see a draft as a paragraph of its own, near the claim: no code, comment or quotation swallows it.
fn is_read(document: &Document, placement: Placement, claim: usize, draft: &Insertion) -> bool {
    let source = document.source.text();
    let inserted = draft.text(source);
    let (Some(before), Some(after)) = (source.get(..draft.at), source.get(draft.at..)) else { return false };
    let tried = SourceFile::new(document.source.name(), &[before, &inserted, after].concat());
    let blocks = Document::parse(tried).blocks;
    let new = draft.at..draft.at + inserted.len();
    let Some(at) = blocks.iter().position(|block| new.contains(&block.span().start)) else { return false };
    let claim = document.blocks[claim].span().start;
    let claim = if claim < draft.at { claim } else { claim + inserted.len() };
    let Some(claim) = blocks.iter().position(|block| block.span().start == claim) else { return false };
    // Other drafts may come to stand before this one.
    let nearer = Placement { within_blocks: placement.within_blocks - 1.0, ..placement };
    let block = &blocks[at];
    block.kind == BlockKind::Paragraph
        && block.context == Context::default()
        && block.span().end <= new.end
        && (placement.before || is_soon(nearer, &blocks, claim + 1..at + 1))
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

/// Where the body of a file begins.
fn body(document: &Document) -> usize {
    let text = document.source.text();
    let closing = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
    let bom = text.len() - text.trim_start_matches('\u{feff}').len();
    document.front_matter().map_or(bom, |(_, span)| closing(span.end))
}

/// The start of the first line of the body that is joined to this place without a blank one.
fn line_start(document: &Document, at: usize) -> usize {
    let (text, body) = (document.source.text(), body(document));
    let mut start = text[..at].rfind('\n').map_or(0, |end| end + 1).max(body);
    while start > body {
        let above = text[..start - 1].rfind('\n').map_or(0, |end| end + 1).max(body);
        if matches!(text[above..start].trim(), "" | "---" | "+++") {
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
