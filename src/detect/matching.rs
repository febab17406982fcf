//! Running patterns over a passage: every pattern whose anchor stands there is tried where it may begin, and of one owner the
//! longest match counts. What patterns say is `pattern`. Floor 4.

use std::ops::Range;

use super::pattern::{Inventory, Op, PatternSet};
use super::shortcut::skips;
use super::tok::{Tok, is_number};
use super::view::View;
use crate::lexicon::{Class, Mention, Numbers, WordBits};

/// Where a pattern is tried, and which.
pub(super) type Try = (usize, u32);

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
        self.find_from(view, at.clone(), at, Gaps::default())
    }

    /// Those in a range whose gaps pass over no denial of a verb: `he was not cured` does not say `he was … cured`. What denies is a
    /// pattern's own word, or it denies what the pattern says.
    #[must_use]
    pub fn find_affirmed(&self, view: &View<'_>, at: Range<usize>) -> Vec<Match> {
        self.find_from(view, at.clone(), at, Gaps { affirmed: true, border: None })
    }

    /// Those in two sentences read as one, which a mark at a position parts: only a pattern that asks for a mark leads from one
    /// to the other, since `Gout hurts. It is gone by noon.` may speak of the tea.
    #[must_use]
    pub fn find_across(&self, view: &View<'_>, border: usize) -> Vec<Match> {
        let at = view.start()..view.end();
        self.find_from(view, at.clone(), at, Gaps { affirmed: true, border: Some(border) })
    }

    /// The matches that open a passage, per owner the longest only.
    #[must_use]
    pub fn opening(&self, view: &View<'_>) -> Vec<Match> {
        self.find_from(view, view.start()..view.start() + 1, view.start()..view.end(), Gaps::default())
    }

    /// The matches in a range that begin at one of some positions.
    fn find_from(&self, view: &View<'_>, starts: Range<usize>, at: Range<usize>, gaps: Gaps) -> Vec<Match> {
        let mut out: Vec<Match> = Vec::new();
        let (start, end) = (at.start.max(view.start()), at.end.min(view.end()));
        let toks = &view.reading.toks[..end.max(start)];
        let mut slots = Vec::new();
        let machine = Machine { code: &self.code, view, toks, end, gaps };
        // Where the matches of the start at hand begin.
        let mut from = 0;
        let mut tries = view.reading.tries.take();
        self.tries(view, start..end.min(starts.end), end, &mut tries);
        for (start, index) in tries.iter().copied() {
            let (owner, program) = self.pattern(index);
            slots.clear();
            let Some(end) = machine.run(program, start, &mut slots) else { continue };
            if end == start {
                continue;
            }
            if out.last().is_some_and(|last| last.at.start < start) {
                from = out.len();
            }
            match out[from..].iter_mut().find(|found| found.owner == owner) {
                Some(found) if found.at.end < end => (found.at.end, found.slots) = (end, slots.clone()),
                Some(_) => {}
                None => out.push(Match { owner, at: start..end, slots: slots.clone() }),
            }
        }
        view.reading.tries.replace(tries);
        out
    }

    /// Puts the patterns worth a try in the place of others: where its anchor stands far enough behind, what else it needs most
    /// stands in the passage, and what it may begin with stands there. In order; in most passages there is none.
    fn tries(&self, view: &View<'_>, starts: Range<usize>, end: usize, out: &mut Vec<Try>) {
        out.clear();
        if !skips(true) {
            out.extend(starts.flat_map(|start| self.all().into_iter().map(move |index| (start, index))));
            return;
        }
        let places = &view.reading.places;
        let mut wake = |index: u32, anchor: usize| {
            if !self.needs(index).shares(view.passage.holds) {
                return;
            }
            let begins = self.begins(index);
            let reach = self.starts(index, anchor);
            let (from, to) = (starts.start.max(*reach.start()), starts.end.min(reach.end() + 1));
            for (start, place) in (from..).zip(places.get(from..to).unwrap_or_default()) {
                if begins.shares(*place) {
                    out.push((start, index));
                }
            }
        };
        let toks = view.reading.toks.get(starts.start..end).unwrap_or_default();
        for (at, tok) in (starts.start..).zip(toks) {
            self.each_of_word(tok.word, &mut |index| wake(index, at));
        }
        for mention in view.mentions() {
            self.by_class(mention.class).iter().for_each(|index| wake(*index, mention.start as usize));
        }
        if !self.by_number().is_empty() {
            for (at, _) in (starts.start..).zip(toks).filter(|(_, tok)| is_number(tok)) {
                self.by_number().iter().for_each(|index| wake(*index, at));
            }
        }
        out.sort_unstable();
        out.dedup();
    }
}

/// What the gaps of patterns do not cross, besides the borders of clauses.
#[derive(Clone, Copy, Default)]
struct Gaps {
    /// What denies a verb.
    affirmed: bool,
    /// A position.
    border: Option<usize>,
}

/// A program's words and a passage's tokens.
struct Machine<'m> {
    code: &'m Numbers,
    view: &'m View<'m>,
    /// The tokens up to the end of the range that is searched; what stands in it is found by its position.
    toks: &'m [Tok],
    end: usize,
    gaps: Gaps,
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
                        let over = at + skip;
                        if skip > 0 && self.tok(over - 1).is_none_or(|tok| self.stops(tok, over - 1)) {
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
                Op::Switch(count) => {
                    let case = self.code.position(program..program + count, self.tok(at)?.word.0)?;
                    program = self.code.at(program + count + case) as usize;
                }
            }
        }
    }

    /// Whether no gap crosses a token: `not`, `never`, `didn't`, where what a pattern says is to be affirmed.
    fn stops(&self, tok: &Tok, at: usize) -> bool {
        let of_verbs = WordBits::ADVERB.with(WordBits::DO).with(WordBits::BE).with(WordBits::MODAL);
        // From a question to its answer only a pattern leads that asks for its mark.
        let asks = self.gaps.affirmed && tok.bits.any(WordBits::QUESTION_MARK);
        tok.bits.any(BORDER)
            || asks
            || self.gaps.border == Some(at)
            || (self.gaps.affirmed && tok.bits.any(WordBits::NEGATIVE) && tok.bits.any(of_verbs))
    }

    /// Whether a program's first operation does not rule it out here: most branches end at once.
    fn may_begin(&self, program: usize, at: usize) -> bool {
        match Op::of(self.code.at(program)) {
            Op::Word(word) => self.tok(at).is_some_and(|tok| tok.word.0 == word),
            Op::Words(count) | Op::Switch(count) => {
                self.tok(at).is_some_and(|tok| self.holds(program + 1, count, tok.word.0))
            }
            Op::Class(class) => self.place(at).shares(Inventory::of_class(class)),
            Op::Number => self.place(at).shares(Inventory::NUMBER),
            Op::Split(other) => self.may_begin(program + 1, at) || self.may_begin(other, at),
            Op::Jump(to) => self.may_begin(to, at),
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

/// What no gap of any pattern crosses.
const BORDER: WordBits = WordBits::HARD_MARK.with(WordBits::BREAK);
