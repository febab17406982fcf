//! [`Document`]: one parsed file, and the order of reading it. What is prose in Markdown, HTML and front matter is
//! decided in the modules of these names. Floor 2.

use std::ops::Range;

use super::{
    Block, BlockId, BlockKind, Context, Directive, FrontMatterFormat, Reach, directives, front_matter, markdown,
};
use crate::text::{SourceFile, Span};

/// A comment that the Markdown parser saw as one (`<!-- … -->`, or `{/* … */}` in MDX).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The comment with its delimiters.
    pub span: Span,
    /// What stands between the delimiters, trimmed.
    pub text: String,
    /// The first block that starts after the comment; the number of blocks if none does.
    pub next: BlockId,
    /// The text that it stands in or behind on one line, with what else that line has before it; nothing if it stands by itself.
    pub own: Option<Span>,
}

/// A file as blocks of prose.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file.
    pub source: SourceFile,
    /// Its blocks, in source order; front matter first, footnotes where they are defined.
    pub blocks: Vec<Block>,
    /// Its comments, in source order.
    pub comments: Vec<Comment>,
    /// What comments and front matter ask of the linter: those of the front matter, then in source order.
    pub directives: Vec<Directive>,
    /// Names of promoted products that the front matter gives.
    pub products: Vec<String>,
    /// The keys of the front matter in lower case, with those values that are text.
    pub metadata: Vec<(String, String)>,
    /// Words of visible prose (tokens that are no marks), front matter and alt text not counted.
    pub words: usize,
    /// Blocks of code, of which nothing is read.
    pub code_blocks: usize,
}

impl Document {
    /// Reads a file. Never fails: what cannot be read as front matter or Markdown is left out or is text.
    #[must_use]
    pub fn parse(source: SourceFile) -> Self {
        let text = source.text();
        let front = front_matter::read(text);
        let is_mdx = source.name().to_ascii_lowercase().ends_with(".mdx");
        let (blocks, mut comments, code_blocks) = markdown::read(text, front.end, is_mdx, front.blocks);
        let blocks = in_source_order(blocks);
        let starts: Vec<usize> = blocks.iter().map(start).collect();
        comments.sort_by_key(|comment| (comment.span.start, comment.span.end));
        for comment in &mut comments {
            comment.next = starts.partition_point(|start| *start < comment.span.end);
            comment.own = own_text(&source, &blocks, comment);
        }
        let own = directives::read_front_matter(front.own.as_ref(), front.unread);
        let directives = directives::read(text, &comments, own.directives);
        let words = blocks.iter().filter(|block| is_visible(block)).map(Block::words).sum();
        let (products, metadata) = (own.products, front.metadata);
        Self { source, blocks, comments, directives, products, metadata, words, code_blocks }
    }

    /// The last leaf of the block that a leaf opens: of a table, a list, a quotation, a list of definitions, what stands in it; of a
    /// paragraph, its pictures and titles. Elsewhere, and in the midst of one, a leaf is a block by itself.
    #[must_use]
    pub fn last_of_block(&self, first: BlockId) -> BlockId {
        let Some(head) = self.blocks.get(first) else { return first };
        let before = first.checked_sub(1).map(|id| &self.blocks[id]);
        let depth_before = |depth: fn(&Context) -> u8| before.map_or(0, |block| depth(&block.context));
        let opens = |depth: fn(&Context) -> u8| depth(&head.context) > depth_before(depth);
        let cell = |block: &Block| match block.kind {
            BlockKind::TableCell { row, column } => Some((row, column)),
            _ => None,
        };
        let defines = |block: &Block| matches!(block.kind, BlockKind::DefinitionTerm | BlockKind::Definition);
        let opens_table = cell(head).is_some_and(|at| before.and_then(cell).is_none_or(|last| at <= last));
        let opens_definitions = head.kind == BlockKind::DefinitionTerm && !before.is_some_and(defines);
        let belongs = |last: &Block, block: &Block| match block.kind {
            BlockKind::Alt | BlockKind::LinkTitle if !self.is_line_blank(end(last)..start(block)) => true,
            _ if opens(|context| context.quote) => block.context.quote >= head.context.quote,
            _ if opens(|context| context.list) => block.context.list >= head.context.list,
            _ if opens_table => cell(block).is_some_and(|at| Some(at) > cell(head)),
            _ if opens_definitions => defines(block),
            _ => false,
        };
        first + self.blocks[first..].windows(2).take_while(|pair| belongs(&pair[0], &pair[1])).count()
    }

    /// Whether one of the lines that end among some bytes is blank.
    fn is_line_blank(&self, at: Range<usize>) -> bool {
        let lines: Vec<&str> = self.source.text().get(at).unwrap_or_default().split('\n').collect();
        let inner = lines.get(1..lines.len() - 1).unwrap_or_default();
        inner.iter().any(|line| line.trim_matches(|c: char| c.is_whitespace() || c == '>').is_empty())
    }

    /// The front matter between its delimiting lines, for readers of keys that are no prose.
    #[must_use]
    pub fn front_matter(&self) -> Option<(FrontMatterFormat, Span)> {
        front_matter::find(self.source.text()).map(|found| (found.format, found.span))
    }
}

impl Document {
    /// Takes in another text at a byte of the source, as a page takes in a part. Readers see it there; it owns no bytes of
    /// the file, so nothing in it can be pointed at.
    pub fn take_in(&mut self, part: &Self, at: usize) {
        let shown = part.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::FrontMatter(_))).count();
        let own = part.blocks.len() - shown;
        let from = self.blocks.partition_point(|block| start(block) < at);
        let later = |id: &mut BlockId| *id += if *id >= from { shown } else { 0 };
        for block in &mut self.blocks {
            block.heading.iter_mut().chain(&mut block.lead).for_each(later);
        }
        self.comments.iter_mut().for_each(|comment| later(&mut comment.next));
        for directive in &mut self.directives {
            if let Ok(Reach::Block(block)) = &mut directive.reach {
                later(block);
            }
        }
        // Front matter comes first, so the rest keeps its order without it.
        let taken = part.blocks[own..].iter().map(|block| {
            let mut block = block.clone();
            block.map = block.map.nowhere(at);
            block.heading = block.heading.and_then(|id| id.checked_sub(own)).map(|id| id + from);
            block.lead = block.lead.iter().filter_map(|id| id.checked_sub(own)).map(|id| id + from).collect();
            block
        });
        self.blocks.splice(from..from, taken);
    }
}

/// The text that a comment stands in, or behind on one line, if no other text follows on that line: behind the last cell of a row
/// that is the row, behind another the cell. By the table of lines: a line may be a whole page, and have as many comments as
/// words.
fn own_text(source: &SourceFile, blocks: &[Block], comment: &Comment) -> Option<Span> {
    let Span { start: from, end: to } = comment.span;
    let line = source.line(source.line_at(from)).start;
    let (before, after) = blocks.split_at(comment.next);
    // A picture in the text is a block of its own.
    let block = before.iter().rev().take(PICTURES).find(|block| line < end(block))?;
    let followed = after.first().filter(|next| source.line_at(start(next)) == source.line_at(to));
    let by_cell = followed.is_some_and(|next| {
        let between = source.text().get(to..start(next)).unwrap_or_default();
        matches!(next.kind, BlockKind::TableCell { .. }) && (between.contains('|') || between.contains("<t"))
    });
    let from_line = if by_cell { start(block) } else { line.min(start(block)) };
    (from < end(block) || followed.is_none() || by_cell).then(|| Span::new(from_line, from.max(end(block))))
}

/// How many pictures of a text are passed in search of it.
const PICTURES: usize = 16;

/// The first source byte of a block.
fn start(block: &Block) -> usize {
    block.map.pieces().first().map_or(0, |piece| piece.source.start)
}

/// The byte behind the last source byte of a block.
fn end(block: &Block) -> usize {
    block.map.pieces().last().map_or(0, |piece| piece.source.end)
}

fn is_visible(block: &Block) -> bool {
    !matches!(block.kind, BlockKind::FrontMatter(_) | BlockKind::Alt)
}

/// Titles of references stand where they are defined, not where they are used, so ids are settled at the end.
fn in_source_order(mut blocks: Vec<Block>) -> Vec<Block> {
    let starts: Vec<usize> = blocks.iter().map(start).collect();
    if starts.is_sorted() {
        return blocks;
    }
    let mut order: Vec<BlockId> = (0..blocks.len()).collect();
    order.sort_by_key(|id| starts[*id]);
    let mut moved = vec![0; blocks.len()];
    for (to, from) in order.iter().enumerate() {
        moved[*from] = to;
    }
    for block in &mut blocks {
        block.heading = block.heading.map(|id| moved[id]);
        block.lead.iter_mut().for_each(|id| *id = moved[*id]);
    }
    let mut blocks: Vec<(BlockId, Block)> = moved.into_iter().zip(blocks).collect();
    blocks.sort_by_key(|(to, _)| *to);
    blocks.into_iter().map(|(_, block)| block).collect()
}
