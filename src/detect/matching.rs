//! Running patterns over a passage: every pattern that may begin at a token is tried there, and of one owner the longest
//! match counts. What patterns say is `pattern`. Floor 4.

use std::ops::Range;

use super::pattern::{Op, PatternSet};
use super::view::View;
use crate::lexicon::{Class, Mention, WordBits};
use crate::prose::TokenFlags;

/// A pattern that matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Whose pattern, as given to [`PatternSet::add`].
    pub owner: usize,
    /// The tokens.
    pub at: Range<usize>,
    /// The mentions its `{…}` took, as ranges of tokens.
    pub slots: Vec<(Class, Range<usize>)>,
}

impl PatternSet {
    /// All matches in a range of a passage, by start; per owner and start the longest only.
    #[must_use]
    pub fn find(&self, view: &View<'_>, at: Range<usize>) -> Vec<Match> {
        let mut out: Vec<Match> = Vec::new();
        let mut tried: Vec<u32> = Vec::new();
        let mut slots = Vec::new();
        let mentions = view.mentions();
        let mut next = mentions.partition_point(|mention| (mention.start as usize) < at.start);
        for start in at.clone() {
            let Some(tok) = view.tok(start) else { continue };
            let here = next;
            while mentions.get(next).is_some_and(|mention| mention.start as usize == start) {
                next += 1;
            }
            tried.clear();
            tried.extend(self.by_word(tok.word));
            for (nth, mention) in mentions[here..next].iter().enumerate() {
                if !mentions[here..here + nth].iter().any(|other| other.class == mention.class) {
                    tried.extend_from_slice(self.by_class(mention.class));
                }
            }
            if tok.flags.has(TokenFlags::DIGIT) || tok.bits.any(WordBits::NUMBER) {
                tried.extend_from_slice(self.by_number());
            }
            tried.sort_unstable();
            tried.dedup();
            let from = out.len();
            for index in &tried {
                let (owner, program) = self.pattern(*index);
                slots.clear();
                let Some(end) = self.run(program, view, start, at.end, &mut slots) else { continue };
                if end == start {
                    continue;
                }
                match out[from..].iter_mut().find(|found| found.owner == owner) {
                    Some(found) if found.at.end < end => (found.at.end, found.slots) = (end, slots.clone()),
                    Some(_) => {}
                    None => out.push(Match { owner, at: start..end, slots: slots.clone() }),
                }
            }
        }
        out
    }

    /// Runs a program from a position; the end of the match, if all of it fits. Gaps take as little as they can.
    fn run(
        &self,
        mut program: usize,
        view: &View<'_>,
        mut at: usize,
        end: usize,
        slots: &mut Vec<(Class, Range<usize>)>,
    ) -> Option<usize> {
        loop {
            let op = Op::of(self.code[program]);
            program += 1;
            match op {
                Op::End => return Some(at),
                Op::Word(word) => {
                    if at >= end || view.tok(at)?.word.0 != word {
                        return None;
                    }
                    at += 1;
                }
                Op::Words(count) => {
                    let words = &self.code[program..program + count];
                    if at >= end || words.binary_search(&view.tok(at)?.word.0).is_err() {
                        return None;
                    }
                    (program, at) = (program + count, at + 1);
                }
                Op::Number => {
                    if at >= end || !(view.written(at, TokenFlags::DIGIT) || view.is(at, WordBits::NUMBER)) {
                        return None;
                    }
                    at += 1;
                }
                Op::Class(class) => {
                    let fits = |mention: &Mention| mention.class as usize == class;
                    return self.slot(program, view, at, end, slots, fits);
                }
                Op::Entries(count) => {
                    let entries = &self.code[program..program + count];
                    let fits =
                        |mention: &Mention| entries.binary_search(&view.lexicon.term(mention.term).entry.0).is_ok();
                    return self.slot(program + count, view, at, end, slots, fits);
                }
                Op::Gap(most) => {
                    return (0..=most)
                        .take_while(|skip| *skip == 0 || (at + skip <= end && !view.breaks(at + skip - 1..at + skip)))
                        .find_map(|skip| self.run(program, view, at + skip, end, slots));
                }
                Op::Split(other) => match self.run(program, view, at, end, slots) {
                    Some(found) => return Some(found),
                    None => program = other,
                },
                Op::Jump(to) => program = to,
            }
        }
    }

    /// Goes on behind each mention here that fits, until one leads to a match.
    fn slot(
        &self,
        program: usize,
        view: &View<'_>,
        at: usize,
        end: usize,
        slots: &mut Vec<(Class, Range<usize>)>,
        fits: impl Fn(&Mention) -> bool,
    ) -> Option<usize> {
        view.starting(at).iter().find_map(|mention| {
            let after = mention.end as usize;
            if after > end || !fits(mention) {
                return None;
            }
            let length = slots.len();
            slots.push((mention.class, at..after));
            let found = self.run(program, view, after, end, slots);
            if found.is_none() {
                slots.truncate(length);
            }
            found
        })
    }
}
