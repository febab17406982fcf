//! Running patterns over a passage: every pattern whose anchor stands there is tried where it may begin, and of one owner the
//! longest match counts. What patterns say is `pattern`. Floor 4.

use std::ops::Range;

use super::pattern::{Inventory, Op, PatternSet};
use super::shortcut::skips;
use super::tok::{Tok, is_number};
use super::view::View;
use crate::lexicon::{Class, Mention, Numbers, WordBits};

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
        self.find_from(view, at.clone(), at)
    }

    /// The matches that open a passage, per owner the longest only.
    #[must_use]
    pub fn opening(&self, view: &View<'_>) -> Vec<Match> {
        self.find_from(view, view.start()..view.start() + 1, view.start()..view.end())
    }

    /// The matches in a range that begin at one of some positions.
    fn find_from(&self, view: &View<'_>, starts: Range<usize>, at: Range<usize>) -> Vec<Match> {
        let mut out: Vec<Match> = Vec::new();
        let (start, end) = (at.start.max(view.start()), at.end.min(view.end()));
        let toks = &view.reading.toks[..end.max(start)];
        let awake = self.awake(view, &toks[start..]);
        if awake.is_empty() {
            return out;
        }
        let awake: Vec<_> = awake.into_iter().map(|index| self.pattern(index)).collect();
        let mut slots = Vec::new();
        let machine = Machine { code: &self.code, view, toks, end };
        for start in start..end.min(starts.end) {
            let here = machine.place(start);
            let from = out.len();
            for (owner, program, _) in awake.iter().copied().filter(|(_, _, begins)| !skips(!begins.shares(here))) {
                slots.clear();
                let Some(end) = machine.run(program, start, &mut slots) else { continue };
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

    /// The patterns that may match among some tokens of a passage: those whose anchors stand there, and what else they need
    /// most, in order. In most passages there is none.
    fn awake(&self, view: &View<'_>, toks: &[Tok]) -> Vec<u32> {
        if !skips(true) {
            return self.all();
        }
        let mut out: Vec<u32> = toks.iter().flat_map(|tok| self.by_word(tok.word)).collect();
        for mention in view.mentions() {
            out.extend(self.by_class(mention.class));
        }
        if !self.by_number().is_empty() && toks.iter().any(is_number) {
            out.extend(self.by_number());
        }
        if !out.is_empty() {
            out.retain(|index| self.needs(*index).shares(view.passage.holds));
            out.sort_unstable();
            out.dedup();
        }
        out
    }
}

/// A program's words and a passage's tokens.
struct Machine<'m> {
    code: &'m Numbers,
    view: &'m View<'m>,
    /// The tokens up to the end of the range that is searched; what stands in it is found by its position.
    toks: &'m [Tok],
    end: usize,
}

impl Machine<'_> {
    /// The token at a position, if it is in the range.
    fn tok(&self, at: usize) -> Option<&Tok> {
        self.toks.get(at)
    }

    /// What stands at a position: nothing behind the range.
    fn place(&self, at: usize) -> Inventory {
        if at < self.end { self.view.reading.places[at] } else { Inventory::default() }
    }

    /// Runs a program from a position; the end of the match, if all of it fits. Gaps take as little as they can.
    fn run(&self, mut program: usize, mut at: usize, slots: &mut Vec<(Class, Range<usize>)>) -> Option<usize> {
        loop {
            let op = Op::of(self.code.at(program));
            program += 1;
            match op {
                Op::End => return Some(at),
                Op::Word(word) => {
                    if self.tok(at)?.word.0 != word {
                        return None;
                    }
                    at += 1;
                }
                Op::Words(count) => {
                    if !self.holds(program, count, self.tok(at)?.word.0) {
                        return None;
                    }
                    (program, at) = (program + count, at + 1);
                }
                Op::Number => {
                    if !is_number(self.tok(at)?) {
                        return None;
                    }
                    at += 1;
                }
                Op::Class(class) => return self.slot(program, at, slots, |mention| mention.class as usize == class),
                Op::Entries(count) => {
                    let entry = |mention: &Mention| self.view.lexicon.term(mention.term).entry.0;
                    return self.slot(program + count, at, slots, |mention| self.holds(program, count, entry(mention)));
                }
                Op::Gap(most) => {
                    for skip in 0..=most {
                        if skip > 0 && self.tok(at + skip - 1).is_none_or(|tok| tok.bits.any(BORDER)) {
                            return None;
                        }
                        if self.may_begin(program, at + skip)
                            && let Some(found) = self.run(program, at + skip, slots)
                        {
                            return Some(found);
                        }
                    }
                    return None;
                }
                Op::Split(other) => {
                    if self.may_begin(program, at)
                        && let Some(found) = self.run(program, at, slots)
                    {
                        return Some(found);
                    }
                    program = other;
                }
                Op::Jump(to) => program = to,
                Op::Begins(count) => {
                    if !self.holds(program, count, self.tok(at)?.word.0) {
                        return None;
                    }
                    program += count;
                }
            }
        }
    }

    /// Whether a program's first operation does not rule it out here: most branches end at once.
    fn may_begin(&self, program: usize, at: usize) -> bool {
        match Op::of(self.code.at(program)) {
            Op::Word(word) => self.tok(at).is_some_and(|tok| tok.word.0 == word),
            Op::Words(count) | Op::Begins(count) => {
                self.tok(at).is_some_and(|tok| self.holds(program + 1, count, tok.word.0))
            }
            Op::Class(class) => self.place(at).shares(Inventory::of_class(class)),
            Op::Number => self.place(at).shares(Inventory::NUMBER),
            Op::Split(other) => self.may_begin(program + 1, at) || self.may_begin(other, at),
            _ => true,
        }
    }

    /// Whether a number is among those that follow an operation.
    fn holds(&self, from: usize, count: usize, number: u32) -> bool {
        self.code.holds(from..from + count, number)
    }

    /// Goes on behind each mention here that fits, until one leads to a match.
    fn slot(
        &self,
        program: usize,
        at: usize,
        slots: &mut Vec<(Class, Range<usize>)>,
        fits: impl Fn(&Mention) -> bool,
    ) -> Option<usize> {
        self.view.starting(at).iter().find_map(|mention| {
            let after = mention.end as usize;
            if after > self.end || !fits(mention) {
                return None;
            }
            let length = slots.len();
            slots.push((mention.class, at..after));
            let found = self.run(program, after, slots);
            if found.is_none() {
                slots.truncate(length);
            }
            found
        })
    }
}

/// What no gap crosses.
const BORDER: WordBits = WordBits::HARD_MARK.with(WordBits::BREAK);
