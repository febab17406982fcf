//! Subjects that no pack names, on pages that promote a product: a capitalised brand before its verb, a noun of the page's
//! title, a mechanism that the product is sold for. Elsewhere a noun that no pack knows is nobody's product. Floor 4.

use std::ops::Range;

use super::{How, Subject, Subjects};
use crate::lexicon::{Class, Mention, WordBits};
use crate::prose::TokenFlags;

impl Subjects<'_> {
    /// A name at the start of the sentence that no pack knows, on a page that promotes a product.
    #[must_use]
    pub(crate) fn capitalised_opening(&self) -> Option<Subject> {
        let view = self.view;
        let start = view.passage.own;
        let mut end = start;
        while view.written(end, TokenFlags::CAPITAL) && !view.is(end, WordBits::NEVER_BRAND) {
            end += 1;
        }
        let unknown = (start..end).any(|at| !view.is(at, WordBits::KNOWN));
        let first_known = end - start == 1 && view.is(start, WordBits::KNOWN);
        let name = unknown && !first_known && end < view.end();
        name.then(|| self.promoted_name(start..end))
    }

    /// A capitalised name before a verb on a page that promotes a product: `Zenora eases joint pain`.
    pub(super) fn brand_subject(&self, verb: &Mention) -> Option<Subject> {
        let view = self.view;
        if !self.page.is_promotional() {
            return None;
        }
        let group = WordBits::ADVERB.with(WordBits::LY).with(WordBits::MODAL).with(WordBits::BE).with(WordBits::HAVE);
        let mut end = verb.start as usize;
        while view.before(end, group)
            || (end > view.start()
                && !view.written(end - 1, TokenFlags::CAPITAL)
                && view
                    .mentions()
                    .iter()
                    .any(|m| m.class == Class::Verb && m.end as usize == end && m.start < verb.start))
        {
            end -= 1;
        }
        let mut start = end;
        while start > view.start()
            && view.written(start - 1, TokenFlags::CAPITAL)
            && !view.is(start - 1, WordBits::HARD_MARK)
        {
            start -= 1;
        }
        let unknown = (start..end).any(|at| !view.is(at, WordBits::KNOWN));
        let person = (start..end).any(|at| view.is(at, WordBits::NEVER_BRAND));
        let is_name = start < end && !person && (unknown || end - start > 1);
        is_name.then(|| self.promoted_name(start..end))
    }

    /// What stands here, taken for the name of what the page promotes.
    fn promoted_name(&self, at: Range<usize>) -> Subject {
        let resolved = self.view.text(at.clone());
        Subject { at: Some(at), resolved, how: How::Promotion, entry: None, explicit: true }
    }

    /// A mechanism as the subject on a page that sells what has it: `the release of serotonin eases …`.
    pub(super) fn mechanism_subject(&self, at: usize) -> Option<Subject> {
        const REACH: usize = 4;
        let near = self.view.of(Class::Mechanism).any(|m| m.end as usize <= at && at - m.end as usize <= REACH);
        (near && self.page.is_promotional()).then(|| self.page_product())
    }
}
