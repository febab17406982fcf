//! Floor 3: words. Terms with their inflected forms, interned and set into a token trie; mentions, the places where they
//! stand. Which words there are is for packs to say; what a mention means is for [`crate::detect`].

mod class;
mod closest;
mod deferred;
mod entry;
mod flat;
mod index;
mod inflect;
mod network;
mod ngrams;
mod overlaps;
mod reads;
mod senses;
mod trie;
mod word_bits;
mod word_tables;
mod words;

pub use class::{Class, Classes};
pub use closest::{did_you_mean, did_you_mean_one_of};
pub use deferred::Deferred;
pub use entry::{Entry, Tier};
use flat::Bytes;
pub(crate) use flat::Numbers;
pub use flat::PackText;
pub use index::{EntryId, Lexicon, Mention, Term, TermId, WordId};
pub use inflect::{Form, plural, verb_forms};
pub use network::{Around, Layer, Network, NetworkDraft, Place, Room, digits, numbers};
pub use ngrams::{Ngram, Ngrams, NgramsDraft, is_numeric};
pub use overlaps::resolve_overlaps;
pub use reads::Reads;
pub use senses::{Sense, Senses};
pub use word_bits::WordBits;
