//! [`Document`]: one parsed file. Floor 2.

use super::{Block, BlockId};
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
    /// Words of visible prose (tokens that are no marks), front matter and alt text not counted.
    pub words: usize,
}
