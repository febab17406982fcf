//! Floor 1: where things are. Byte spans in a source file, and their lines and columns.
//! Knows nothing of Markdown or of words.

#[cfg(test)]
pub(crate) mod checked_in;
mod quote;
mod source;
mod span;
pub mod tree;

pub use quote::{quoted, within_quotes};
pub use source::{Encoding, Position, SourceFile};
pub use span::Span;
