//! [`Gate`]: from which words on a text is read at all, as a sieve of their hashes. The text is looked through by `gate.rs` of
//! detection. Floor 4: data that packs compile to.

use serde::{Deserialize, Serialize};

use crate::lexicon::Numbers;

/// When a text is passed over.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Gate {
    /// Bytes of the shortest text that may be; none is without a number. A short text may claim without naming much.
    pub least: Option<usize>,
    /// By hash, a bit for each word of health: what has none is none of them.
    sieve: Numbers,
}

/// The hash of a word, letter by letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::detect) struct Letters(u32);

impl Letters {
    /// With one more letter, in whatever case, or sign.
    pub(in crate::detect) const fn and(self, byte: u8) -> Self {
        Self((self.0.rotate_left(5) ^ (byte | 0x20) as u32).wrapping_mul(0x9E37_79B1))
    }

    /// The number of its bit.
    const fn bit(self) -> usize {
        (self.0 >> (u32::BITS - Gate::BITS)) as usize
    }
}

impl Gate {
    /// The sieve has two to the power of so many bits, a dozen for each of its words.
    const BITS: u32 = 17;

    /// Makes a normalised word open the gate.
    pub(crate) fn add(&mut self, word: &str) {
        let bit = word.bytes().fold(Letters::default(), Letters::and).bit();
        self.sieve.grow(1 << (Self::BITS - 5));
        self.sieve.set(bit / 32, self.sieve.at(bit / 32) | 1 << (bit % 32));
    }

    /// Whether a word may be one of those that open the gate.
    #[inline]
    pub(in crate::detect) fn may_open(&self, word: Letters) -> bool {
        self.sieve.or_zero(word.bit() / 32) >> (word.bit() % 32) & 1 == 1
    }
}
