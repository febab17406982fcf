//! [`Block`]: one leaf of text that a reader sees as a unit, with its tokens, sentences and source map.
//! How blocks come out of Markdown is `markdown.rs`. Floor 2.

use std::ops::Range;

use super::{Sentence, SourceMap, Token, TokenFlags};
use crate::text::Span;

/// Index of a block in [`super::Document::blocks`].
pub type BlockId = usize;

/// What a block is to its reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading and its level, 1 to 6.
    Heading(u8),
    /// A paragraph outside lists and tables.
    Paragraph,
    /// The text of a list item (each paragraph of it is a block of its own).
    ListItem,
    /// A table cell; row 0 is the header.
    TableCell {
        /// Row, 0 for the header row.
        row: usize,
        /// Column from 0.
        column: usize,
    },
    /// The term of a definition list.
    DefinitionTerm,
    /// The definition of a term.
    Definition,
    /// Text in an HTML block.
    Html,
    /// Image alternative text.
    Alt,
    /// The title of a link or an image, `[text](url "title")`.
    LinkTitle,
    /// A value of the front matter.
    FrontMatter(FrontMatterKey),
}

/// The front-matter keys whose values are prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FrontMatterKey {
    /// `title`, `seo_title`, `meta_title`, `linkTitle`.
    Title,
    /// `description`, `meta_description`, `subtitle`, `excerpt`.
    Description,
    /// `summary`.
    Summary,
    /// `keywords`, `focus_keyword`: one block a keyword (comma-separated scalars are split).
    Keyword,
    /// `tags`, `categories`: one block a tag.
    Tag,
}

/// Where a block stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// Block quote depth, 0 outside.
    pub quote: u8,
    /// Inside a GFM alert (`> [!WARNING]`).
    pub callout: bool,
    /// List depth, 0 outside.
    pub list: u8,
    /// Inside a footnote definition.
    pub footnote: bool,
    /// Inside a closed `<details>`, or hidden by `hidden`, `display:none` or the like.
    pub collapsed: bool,
    /// Hidden by `hidden`, `display:none` or the like: no reader sees it.
    pub hidden: bool,
}

/// A link inside a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The link text, as a range of the block's prose.
    pub text: Range<usize>,
    /// The destination as the parser decodes it.
    pub url: String,
}

/// A leaf block of prose.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands.
    pub context: Context,
    /// What the reader reads: entities decoded, markup gone, line breaks as spaces, code as U+FFFC.
    pub prose: String,
    /// From prose back to the source.
    pub map: SourceMap,
    /// The normalised text that tokens slice (see [`Token`]).
    pub norm: String,
    /// The tokens, in order.
    pub tokens: Vec<Token>,
    /// The sentences, as ranges of tokens, in order, covering every token.
    pub sentences: Vec<Sentence>,
    /// Links, in order.
    pub links: Vec<Link>,
    /// Ranges of prose in strong emphasis, in order.
    pub strong: Vec<Range<usize>>,
    /// The heading the block stands under.
    pub heading: Option<BlockId>,
    /// The blocks that introduce this one: what stands before a list and ends in a colon, in half a sentence or in a question
    /// for what the items are; the header cell and the first cell of the row for a table cell; the term of a definition.
    /// Outermost first.
    pub lead: Vec<BlockId>,
}

impl Block {
    /// What stands in prose for code, math and images.
    pub const OBJECT: char = '\u{FFFC}';

    /// How many words it has.
    #[must_use]
    pub fn words(&self) -> usize {
        let no_word = |flags: TokenFlags| flags.has(TokenFlags::MARK) || flags.has(TokenFlags::OPAQUE);
        self.tokens.iter().filter(|token| !no_word(token.flags)).count()
    }

    /// The normalised text of a token.
    #[must_use]
    pub fn norm(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |t| &self.norm[t.norm.start as usize..t.norm.end as usize])
    }

    /// The range of prose that a range of tokens covers; empty for an empty range.
    #[must_use]
    pub fn prose_range(&self, tokens: Range<usize>) -> Range<usize> {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if !tokens.is_empty() => first.prose.start as usize..last.prose.end as usize,
            _ => 0..0,
        }
    }

    /// The source fragments under a range of tokens, in order, none empty.
    #[must_use]
    pub fn fragments(&self, tokens: Range<usize>) -> Vec<Span> {
        self.map.fragments(self.prose_range(tokens))
    }

    /// The source span of the whole block: from its first to its last prose byte.
    #[must_use]
    pub fn span(&self) -> Span {
        self.map.hull(0..self.prose.len())
    }
}
