//! [`Names`]: product names of one page, which no lexicon holds, found by their normalised words. Where they come from is
//! `brand.rs`, the front matter or the configuration. Floor 4.

use std::ops::Range;

use super::reading::{Reading, to_u32};
use crate::lexicon::{Class, Mention, TermId};

/// Product names of one page, from its front matter, the configuration, or learnt from the page itself.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Each name as normalised words.
    names: Vec<Vec<String>>,
    /// The term that stands for a name in mentions.
    term: Option<TermId>,
}

impl Names {
    /// Names to find, with the term that stands for them.
    #[must_use]
    pub fn new(names: Vec<Vec<String>>, term: Option<TermId>) -> Self {
        Self { names, term }
    }

    pub(super) fn find(&self, reading: &Reading<'_>, at: Range<usize>, out: &mut Vec<Mention>) {
        let Some(term) = self.term.filter(|_| !self.names.is_empty()) else { return };
        let mut position = at.start;
        while position < at.end {
            let hit = self.names.iter().filter(|name| {
                let fits = position + name.len() <= at.end;
                fits && name.iter().enumerate().all(|(offset, word)| reading.norm(position + offset) == word)
            });
            match hit.map(Vec::len).max() {
                Some(length) if length > 0 => {
                    let start = to_u32(position - at.start);
                    out.push(Mention { class: Class::Substance, term, start, end: start + to_u32(length) });
                    position += length;
                }
                _ => position += 1,
            }
        }
    }
}
