//! Floor 2: what a reader reads. Markdown becomes blocks of prose, tokens and sentences, every byte of them with an exact
//! map back to the source. Knows nothing of health, lexicons or rules.

mod addresses;
mod block;
mod code;
mod components;
mod date;
mod directives;
mod document;
mod draft;
mod elements;
mod entities;
mod front_matter;
mod html;
mod link_title;
mod lists;
mod markdown;
mod math;
mod mdx;
mod named_text;
mod normalise;
mod norms;
mod scalar;
mod sentences;
mod source_map;
mod templates;
mod token;
mod tokenise;
mod walk;
mod word;

#[cfg(test)]
mod document_tests;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tokenise_tests;

pub use addresses::Address;
pub use block::{Block, BlockId, BlockKind, Context, FrontMatterKey, Link};
pub use date::Date;
pub use directives::{Directive, Named, Reach, Slip, Until};
pub use document::{Comment, Document};
pub use front_matter::FrontMatterFormat;
pub use norms::{normalised, norms};
pub use source_map::{Piece, PieceKind, SourceMap};
pub use token::{Sentence, Token, TokenFlags};
