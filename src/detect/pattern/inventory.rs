//! [`Inventory`]: what stands at a place, in a few bits: numbers and each class of mentions by a bit of their own, words by
//! hash. A pattern is run only where what it may begin with may stand. It may say yes where the answer is no, never the
//! other way. Floor 4.

use crate::lexicon::{Class, WordId};

/// A set of words, classes and numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::detect) struct Inventory(u128);

/// The bits that are no word's.
const OTHERS: u32 = Class::COUNT as u32 + 1;

impl Inventory {
    /// Everything.
    pub(in crate::detect) const ALL: Self = Self(u128::MAX);

    /// A number.
    pub(in crate::detect) const NUMBER: Self = Self(1 << Class::COUNT);

    /// A word, the unknown one too.
    #[must_use]
    pub(in crate::detect) const fn word(word: WordId) -> Self {
        Self(1 << (OTHERS + word.0 % (u128::BITS - OTHERS)))
    }

    /// A mention of a class.
    #[must_use]
    pub(in crate::detect) const fn class(class: Class) -> Self {
        Self(1 << class as u32)
    }

    /// A mention of the class of an index.
    #[must_use]
    pub(in crate::detect) const fn of_class(class: usize) -> Self {
        Self(1 << class)
    }

    /// Both.
    #[must_use]
    pub(in crate::detect) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether something may be in both.
    #[must_use]
    pub(in crate::detect) const fn shares(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// As four numbers.
    pub(super) fn numbers(self) -> [u32; 4] {
        [0, 32, 64, 96].map(|shift| (self.0 >> shift & 0xFFFF_FFFF) as u32)
    }

    /// Of the numbers that it was, as one.
    pub(super) const fn of(numbers: u128) -> Self {
        Self(numbers)
    }
}

impl FromIterator<Self> for Inventory {
    fn from_iter<I: IntoIterator<Item = Self>>(all: I) -> Self {
        all.into_iter().fold(Self::default(), Self::with)
    }
}
