//! [`Walk`]: what the readers of Markdown and of HTML share while they go down a file: the block being read, where it
//! stands, what introduces it. It parses nothing itself. Floor 2.

use super::draft::Draft;
use super::elements::Elements;
use super::lists::Lists;
use super::mdx::{EXPRESSION, NOTHING};
use super::{Block, BlockId, BlockKind, Comment, Context, Link};
use crate::text::Span;

/// Paragraphs in bold that head what follows stand below every real heading.
const BOLD_LEVEL: u8 = 6;

/// A table being read.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) row: usize,
    pub(super) column: usize,
    header: Vec<Option<BlockId>>,
    first: Option<BlockId>,
}

/// The state of going down a file.
pub(super) struct Walk<'a> {
    /// What is parsed: the file, with program text masked in MDX. Offsets are those of the file.
    pub(super) text: &'a str,
    /// Whether masks are to be looked for.
    pub(super) mdx: bool,
    pub(super) blocks: Vec<Block>,
    pub(super) comments: Vec<Comment>,
    pub(super) context: Context,
    pub(super) elements: Elements,
    /// The kind of an open HTML heading.
    pub(super) html_heading: Option<u8>,
    /// The kind of an open HTML table cell.
    pub(super) html_cell: Option<BlockKind>,
    pub(super) table: Table,
    pub(super) code_blocks: usize,
    /// The term of the definition list that was read last.
    pub(super) term: Option<BlockId>,
    /// The paragraph, item or heading directly before.
    pub(super) sibling: Option<BlockId>,
    pub(super) current: Option<Draft>,
    /// Hidden text inside a block that shows.
    aside: Option<Draft>,
    /// Alternative text, and how deep images are nested in it.
    alt: Option<(Draft, usize)>,
    /// Blocks that follow the current one: alternative texts and titles.
    after: Vec<Draft>,
    /// Open elements when the current block began.
    floor: usize,
    pub(super) lists: Lists,
    headings: [Option<BlockId>; 6],
    link: Option<(usize, String)>,
    strong: Option<(usize, usize)>,
    /// Where each strikethrough that is open begins.
    struck: Vec<usize>,
}

impl<'a> Walk<'a> {
    /// Begins a walk with the blocks that come before the text.
    pub(super) fn new(text: &'a str, mdx: bool, blocks: Vec<Block>, comments: Vec<Comment>) -> Self {
        Self {
            text,
            mdx,
            blocks,
            comments,
            context: Context::default(),
            elements: Elements::default(),
            html_heading: None,
            html_cell: None,
            table: Table::default(),
            code_blocks: 0,
            term: None,
            sibling: None,
            current: None,
            aside: None,
            alt: None,
            after: Vec::new(),
            floor: 0,
            lists: Lists::default(),
            headings: [None; 6],
            link: None,
            strong: None,
            struck: Vec::new(),
        }
    }

    /// A draft of a kind that stands here.
    pub(super) fn draft(&self, kind: BlockKind) -> Draft {
        let level = match kind {
            BlockKind::Heading(level) => usize::from(level.clamp(1, 6)) - 1,
            _ => 6,
        };
        let mut lead = self.lists.leads().to_vec();
        match kind {
            BlockKind::TableCell { row, column } if row > 0 => {
                lead.extend(self.table.header.get(column).copied().flatten());
                lead.extend(self.table.first.filter(|_| column > 0));
            }
            BlockKind::Definition => lead.extend(self.term),
            _ => {}
        }
        let mut draft = Draft::new(kind, self.context_here());
        draft.heading = self.headings[..level].iter().copied().flatten().next_back();
        draft.lead = lead;
        draft
    }

    fn context_here(&self) -> Context {
        Context { collapsed: self.elements.collapsed(), hidden: self.elements.hidden(), ..self.context }
    }

    /// Begins a block; the one before is finished.
    pub(super) fn begin(&mut self, kind: BlockKind) {
        self.finish();
        self.floor = self.elements.depth();
        self.current = Some(self.draft(kind));
    }

    /// Whether a block is being read.
    pub(super) fn is_reading(&self) -> bool {
        self.current.is_some()
    }

    /// Finishes the block being read, if any.
    pub(super) fn finish(&mut self) {
        while self.elements.depth() > self.floor && self.current.is_some() {
            self.elements.pop();
        }
        if let Some((alt, _)) = self.alt.take() {
            self.after.push(alt);
        }
        self.end_link();
        self.strong = self.strong.take().map(|_| (1, 0));
        self.end_strong();
        while !self.struck.is_empty() {
            self.end_struck();
        }
        if let Some(draft) = self.current.take() {
            self.emit(draft);
        }
        let after = self.aside.take().into_iter().chain(std::mem::take(&mut self.after));
        let kept: Vec<Block> = after.filter_map(Draft::finish).collect();
        self.blocks.extend(kept);
    }

    fn emit(&mut self, mut draft: Draft) {
        if draft.is_bold_heading() {
            draft.kind = BlockKind::Heading(BOLD_LEVEL);
            draft.heading = self.headings[..usize::from(BOLD_LEVEL) - 1].iter().copied().flatten().next_back();
        }
        let kind = draft.kind.clone();
        let id = draft.finish().map(|block| {
            self.blocks.push(block);
            self.blocks.len() - 1
        });
        match kind {
            BlockKind::Heading(level) if id.is_some() => {
                let level = usize::from(level.clamp(1, 6)) - 1;
                self.headings[level..].fill(None);
                self.headings[level] = id;
            }
            BlockKind::TableCell { row: 0, column } => {
                self.table.header.resize(column, None);
                self.table.header.push(id);
            }
            BlockKind::TableCell { column: 0, .. } => self.table.first = id,
            BlockKind::DefinitionTerm => self.term = id,
            _ => {}
        }
        self.sibling = id;
    }

    /// A cell of an HTML table. Cells of a first row that are all named as headers are the header, as in Markdown.
    pub(super) fn begin_html_cell(&mut self, names: bool) {
        let table = &mut self.table;
        let heads = names && table.row == 1 && table.header.len() == table.column;
        if !heads && table.row == 1 && table.column > 0 && !table.header.is_empty() {
            // A row that only begins with a header names itself.
            table.first = table.header.first().copied().flatten();
            table.header.clear();
        }
        self.html_cell = Some(BlockKind::TableCell { row: if heads { 0 } else { table.row }, column: table.column });
        table.column += 1;
    }

    /// A new row of the table.
    pub(super) fn begin_row(&mut self, row: usize) {
        self.table.row = row;
        self.table.column = 0;
        self.table.first = None;
    }

    /// The draft that text goes to.
    fn target(&mut self) -> Option<&mut Draft> {
        if let Some((alt, _)) = &mut self.alt {
            return Some(alt);
        }
        let current = self.current.as_mut()?;
        if !self.elements.hidden() || current.context.collapsed {
            return Some(current);
        }
        let context = Context { collapsed: true, hidden: true, ..current.context };
        Some(self.aside.get_or_insert_with(|| {
            let mut aside = Draft::new(current.kind.clone(), context);
            (aside.heading, aside.lead) = (current.heading, current.lead.clone());
            aside
        }))
    }

    /// Writes to the block being read, unless its place is no prose.
    pub(super) fn write(&mut self, write: impl FnOnce(&mut Draft)) {
        if !self.elements.skips()
            && let Some(draft) = self.target()
        {
            write(draft);
        }
    }

    /// Adds text of the block being read.
    pub(super) fn text(&mut self, text: &str, span: Span) {
        let same = self.text.get(span.range()) == Some(text);
        let item = if same { self.lists.without_bullet(text) } else { text };
        let (text, span) = (item, Span::new(span.start + text.len() - item.len(), span.end));
        for (start, end, mask) in runs(text, self.mdx) {
            let part = Span::new(span.start + start, span.start + end);
            let part = if same { part } else { span };
            self.write(|draft| match mask {
                None if same => draft.verbatim(&text[start..end], part.start),
                None => draft.replaced(&text[start..end], part),
                Some(EXPRESSION) => draft.object(part),
                Some(_) => {}
            });
        }
    }

    /// Goes into an image, whose text is a block of its own.
    pub(super) fn begin_alt(&mut self, span: Span) {
        if let Some((_, depth)) = &mut self.alt {
            *depth += 1;
            return;
        }
        self.write(|draft| draft.object(span));
        self.alt = Some((self.draft(BlockKind::Alt), 0));
    }

    /// Comes out of an image.
    pub(super) fn end_alt(&mut self) {
        self.alt = match self.alt.take() {
            Some((alt, 0)) => {
                self.after.push(alt);
                None
            }
            deeper => deeper.map(|(alt, depth)| (alt, depth - 1)),
        };
    }

    /// Adds a block that follows the current one.
    pub(super) fn follow(&mut self, draft: Draft) {
        if !self.elements.skips() {
            self.after.push(draft);
        }
    }

    fn length(&self) -> usize {
        self.current.as_ref().map_or(0, |draft| draft.prose.len())
    }

    /// A link begins here.
    pub(super) fn begin_link(&mut self, url: &str) {
        if self.link.is_none() {
            self.link = Some((self.length(), url.to_owned()));
        }
    }

    /// The open link ends here.
    pub(super) fn end_link(&mut self) {
        let end = self.length();
        if let Some((start, url)) = self.link.take()
            && let Some(draft) = self.current.as_mut().filter(|_| start < end)
        {
            draft.links.push(Link { text: start..end, url });
        }
    }

    /// Strong emphasis begins here.
    pub(super) fn begin_strong(&mut self) {
        let start = self.length();
        let (depth, _) = self.strong.get_or_insert((0, start));
        *depth += 1;
    }

    /// The innermost strong emphasis ends here.
    pub(super) fn end_strong(&mut self) {
        let end = self.length();
        self.strong = match self.strong.take() {
            Some((1, start)) => {
                if let Some(draft) = self.current.as_mut().filter(|_| start < end) {
                    draft.strong.push(start..end);
                }
                None
            }
            deeper => deeper.map(|(depth, start)| (depth - 1, start)),
        };
    }

    /// Struck text begins here.
    pub(super) fn begin_struck(&mut self) {
        self.struck.push(self.length());
    }

    /// The innermost struck text ends here.
    pub(super) fn end_struck(&mut self) {
        let end = self.length();
        let start = self.struck.pop().filter(|start| *start < end);
        if let (Some(start), Some(draft)) = (start, self.current.as_mut()) {
            draft.struck.push(start..end);
        }
    }
}

/// Cuts text where program text has been masked.
fn runs(text: &str, mdx: bool) -> Vec<(usize, usize, Option<char>)> {
    let mask = |c: char| Some(c).filter(|c| matches!(*c, EXPRESSION | NOTHING));
    if !mdx || !text.contains([EXPRESSION, NOTHING]) {
        return vec![(0, text.len(), None)];
    }
    let mut out: Vec<(usize, usize, Option<char>)> = Vec::new();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match out.last_mut() {
            Some(last) if last.2 == mask(c) => last.1 = end,
            _ => out.push((at, end, mask(c))),
        }
    }
    out
}
