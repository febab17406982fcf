//! [`Token`]: a word or a mark of a block, normalised for matching, with its place in the prose.
//! How text is cut is `tokenise.rs`, how it is folded `normalise.rs`. Floor 2.

use std::ops::Range;

/// A word, number or mark.
///
/// The normalised text is what lexicons match: lower case, accents and look-alike letters folded to ASCII, invisible
/// characters gone, quotes straight, every dash between words `—`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes of [`super::Block::prose`].
    pub prose: Range<u32>,
    /// Bytes of [`super::Block::norm`].
    pub norm: Range<u32>,
    /// How it was written.
    pub flags: TokenFlags,
}

/// How a token was written, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TokenFlags(pub u16);

impl TokenFlags {
    /// White space (or the block's start) stands before it.
    pub const SPACE_BEFORE: Self = Self(1);
    /// A hyphen joins it to the token before: `anti-inflammatory` is `anti` and a joined `inflammatory`.
    pub const JOINED: Self = Self(1 << 1);
    /// Starts with an upper-case letter.
    pub const CAPITAL: Self = Self(1 << 2);
    /// All its letters are upper case, two at least.
    pub const ALL_CAPS: Self = Self(1 << 3);
    /// Has a digit.
    pub const DIGIT: Self = Self(1 << 4);
    /// A mark, not a word.
    pub const MARK: Self = Self(1 << 5);
    /// Stands for code, math, a URL or an e-mail address: no word of the prose.
    pub const OPAQUE: Self = Self(1 << 6);
    /// In a link's text.
    pub const LINK: Self = Self(1 << 7);
    /// In strong emphasis.
    pub const STRONG: Self = Self(1 << 8);
    /// An invisible character or an emoji stood inside the word.
    pub const INVISIBLE: Self = Self(1 << 9);
    /// A letter of another script that looks like a Latin one stood inside a Latin word.
    pub const LOOKALIKE: Self = Self(1 << 10);
    /// Markup, an entity or an escape stood between two letters of the word.
    pub const SPLIT: Self = Self(1 << 11);
    /// A no-break space stands directly before it.
    pub const NBSP_BEFORE: Self = Self(1 << 12);
    /// Struck through: it is taken back.
    pub const STRUCK: Self = Self(1 << 13);

    /// Whether all bits of `other` are set.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Sets all bits of `other`.
    pub const fn insert(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// A sentence: a range of tokens of its block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Indices into [`super::Block::tokens`].
    pub tokens: Range<usize>,
}
