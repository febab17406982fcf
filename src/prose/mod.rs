//! Floor 2: what a reader reads. Markdown becomes blocks of prose, tokens and sentences, every byte of them with an exact
//! map back to the source. Knows nothing of health, lexicons or rules.

mod block;
mod document;
mod source_map;
mod token;

pub use block::{Block, BlockId, BlockKind, Context, FrontMatterKey, Link};
pub use document::{Comment, Document};
pub use source_map::{Piece, PieceKind, SourceMap};
pub use token::{Sentence, Token, TokenFlags};
