//! [`Names`]: product names of one page, which no lexicon holds, found by their normalised words. Where they come from is
//! `brand.rs`, the front matter or the configuration. Floor 4.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::brand::Learnt;
use super::engine::Engine;
use super::reading::{Reading, to_u32};
use crate::lexicon::{Class, Mention, TermId};

/// Product names of one page, from its front matter, the configuration, or learnt from the page itself; and of the medicines
/// that it says they are.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// By a name's first normalised word: its further words, and what stands for it in mentions.
    names: FxHashMap<String, Vec<(Vec<String>, Class, TermId)>>,
}

impl Names {
    /// Names to find: those known before a page was read, as normalised words, and those that it teaches.
    #[must_use]
    pub(super) fn new(engine: &Engine, known: &[Vec<String>], learnt: &Learnt) -> Self {
        let mut names: FxHashMap<String, Vec<_>> = FxHashMap::default();
        let mut add = |name: &[String], class: Class, term: Option<TermId>| {
            if let (Some((first, rest)), Some(term)) = (name.split_first(), term) {
                names.entry(first.clone()).or_default().push((rest.to_vec(), class, term));
            }
        };
        for name in known.iter().chain(&learnt.products) {
            add(name, Class::Substance, engine.name_term);
        }
        // What is known to be promoted stays so, whatever is in it.
        for name in learnt.medicines.iter().filter(|name| !known.contains(name)) {
            add(name, Class::Drug, engine.medicine_term);
        }
        Self { names }
    }

    pub(super) fn find(&self, reading: &Reading<'_>, at: Range<usize>, out: &mut Vec<Mention>) {
        if self.names.is_empty() {
            return;
        }
        let mut position = at.start;
        while position < at.end {
            let named = self.names.get(reading.norm(position)).map_or(&[][..], Vec::as_slice);
            let fits = |(rest, ..): &&(Vec<String>, Class, TermId)| {
                position + rest.len() < at.end
                    && rest.iter().enumerate().all(|(offset, word)| reading.norm(position + 1 + offset) == word)
            };
            match named.iter().filter(fits).max_by_key(|(rest, ..)| rest.len()) {
                Some((rest, class, term)) => {
                    let start = to_u32(position - at.start);
                    let end = start + to_u32(rest.len() + 1);
                    out.push(Mention { class: *class, term: *term, start, end });
                    position += rest.len() + 1;
                }
                None => position += 1,
            }
        }
    }
}
