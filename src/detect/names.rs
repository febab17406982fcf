//! [`Names`]: product names of one page, which no lexicon holds, found by their normalised words. Where they come from is
//! `brand.rs`, the front matter or the configuration. Floor 4.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::reading::{Reading, to_u32};
use crate::lexicon::{Class, Mention, TermId};

/// Product names of one page, from its front matter, the configuration, or learnt from the page itself.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// By a name's first normalised word: its further words.
    names: FxHashMap<String, Vec<Vec<String>>>,
    /// The term that stands for a name in mentions.
    term: Option<TermId>,
}

impl Names {
    /// Names to find, as normalised words, with the term that stands for them.
    #[must_use]
    pub fn new(names: Vec<Vec<String>>, term: Option<TermId>) -> Self {
        let mut by_first: FxHashMap<String, Vec<Vec<String>>> = FxHashMap::default();
        for name in names {
            let mut words = name.into_iter();
            if let Some(first) = words.next() {
                by_first.entry(first).or_default().push(words.collect());
            }
        }
        Self { names: by_first, term }
    }

    pub(super) fn find(&self, reading: &Reading<'_>, at: Range<usize>, out: &mut Vec<Mention>) {
        let Some(term) = self.term.filter(|_| !self.names.is_empty()) else { return };
        let mut position = at.start;
        while position < at.end {
            let named = self.names.get(reading.norm(position)).map_or(&[][..], Vec::as_slice);
            let fits = |rest: &&Vec<String>| {
                position + rest.len() < at.end
                    && rest.iter().enumerate().all(|(offset, word)| reading.norm(position + 1 + offset) == word)
            };
            match named.iter().filter(fits).map(|rest| rest.len() + 1).max() {
                Some(length) => {
                    let start = to_u32(position - at.start);
                    out.push(Mention { class: Class::Substance, term, start, end: start + to_u32(length) });
                    position += length;
                }
                None => position += 1,
            }
        }
    }
}
