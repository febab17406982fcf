//! A sentence as symbols, read in four ways: its words, their stems, the kinds of what packs know in it, and the words of the
//! heading above. Runs of symbols are the small signs of an impression; what they weigh is for packs to say. Floor 4.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::{FxBuildHasher, FxHashSet};

use super::pairs::Paired;
use super::reading::{Reading, to_u32};
use super::view::View;
use crate::lexicon::{Class, Mention, Ngrams, Reads, WordBits, is_numeric};
use crate::prose::TokenFlags;

/// How packs write the start of a sentence.
const START: &str = "^";

/// How packs write its end.
const END: &str = "¶";

/// How packs write a number.
const NUMBER: &str = "#";

/// What one place of a sentence reads as.
#[derive(Clone, Debug)]
pub(super) struct Symbol {
    what: What,
    /// The tokens.
    pub at: Range<usize>,
}

#[derive(Clone, Copy, Debug)]
enum What {
    /// The start of the sentence.
    Start,
    /// Its end.
    End,
    /// A number.
    Number,
    /// A token in one of the ways to read it.
    Token(usize, Reads),
    /// A mention.
    Kind(Class),
}

impl Symbol {
    /// As packs write it: `gone`, `~shrink`, `{symptom}`, `#` for a number, `>relief` for a word of the heading, `^` and `¶`
    /// for the ends.
    pub(super) fn text<'r>(&self, reading: &Reading<'r>) -> Cow<'r, str> {
        match self.what {
            What::Start => Cow::Borrowed(START),
            What::End => Cow::Borrowed(END),
            What::Number => Cow::Borrowed(NUMBER),
            What::Token(at, reads) => reads.symbol(reading.norm(at)),
            What::Kind(class) => Cow::Owned(format!("{{{}}}", class.name())),
        }
    }

    /// Whether it is a kind of word.
    pub(super) const fn is_kind(&self) -> bool {
        matches!(self.what, What::Kind(_))
    }

    /// Whether it is a number or the stem of a word; marks have none.
    pub(super) fn is_stem(&self, reading: &Reading<'_>) -> bool {
        match self.what {
            What::Number => true,
            What::Token(at, Reads::Stem) => Reads::has_stem(reading.norm(at)),
            _ => false,
        }
    }
}

/// The symbols of some tokens of a page by their numbers, 0 for those that no run has.
#[derive(Debug)]
pub(super) struct SymbolTable {
    /// By token, in each of the ways to read it.
    toks: Vec<[u32; Reads::ALL.len()]>,
    /// The first of those tokens.
    first: usize,
    start: u32,
    end: u32,
    number: u32,
}

impl SymbolTable {
    /// The numbers that some runs give the symbols of some tokens of a page.
    #[must_use]
    pub(super) fn new(runs: &Ngrams, reading: &Reading<'_>, at: Range<usize>) -> Self {
        let first = at.start;
        let of_tok = |at: usize| {
            let unknown = || Reads::ALL.map(|reads| runs.symbol(&reads.symbol(reading.norm(at))));
            runs.of_word(reading.toks[at].word).unwrap_or_else(unknown)
        };
        let toks = at.map(of_tok).collect();
        Self { toks, first, start: runs.symbol(START), end: runs.symbol(END), number: runs.symbol(NUMBER) }
    }

    /// The number of a symbol.
    #[must_use]
    pub(super) fn number(&self, symbol: &Symbol, runs: &Ngrams) -> u32 {
        match symbol.what {
            What::Start => self.start,
            What::End => self.end,
            What::Number => self.number,
            What::Token(at, reads) => self.toks[at - self.first][reads as usize],
            What::Kind(class) => runs.of_class(class),
        }
    }
}

/// One way of reading a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Its words as they stand.
    Words,
    /// The stems of its words.
    Stems,
    /// Mentions by their kind, between the other words.
    Kinds,
    /// The heading above it.
    Heading,
}

impl Way {
    pub(super) const ALL: [Self; 4] = [Self::Words, Self::Stems, Self::Kinds, Self::Heading];

    /// Puts the symbols of a sentence, in order, in the place of others.
    pub(super) fn read(self, view: &View<'_>, out: &mut Vec<Symbol>) {
        let (start, end) = (view.start(), view.end());
        out.clear();
        if self == Self::Heading {
            return heading(view, out);
        }
        let reads = if self == Self::Stems { Reads::Stem } else { Reads::Word };
        out.reserve(end - start + 2);
        out.push(Symbol { what: What::Start, at: start..start });
        // A bullet, a tick, a dash or a picture before a sentence is no part of it.
        let is_ornament = |at: &usize| view.is(*at, WordBits::HARD_MARK) && !view.reading.norm(*at).is_ascii();
        let mut at = (start..end).find(|at| !is_ornament(at)).unwrap_or(end);
        while at < end {
            let kind = if self == Self::Kinds { kind(view, at) } else { None };
            let (what, length) = match kind {
                Some(mention) => (What::Kind(mention.class), mention.end as usize - at),
                None if view.written(at, TokenFlags::DIGIT) && is_numeric(view.reading.norm(at)) => (What::Number, 1),
                None => (What::Token(at, reads), 1),
            };
            out.push(Symbol { what, at: at..at + length });
            at += length;
        }
        out.push(Symbol { what: What::End, at: end..end });
    }

    /// Whether a run of symbols is one of this way's own: what its words say already is not said again by their stems.
    fn owns(self, run: &[Symbol]) -> bool {
        let alone = run.len() == 1 && run[0].at.is_empty();
        match self {
            Self::Words => !alone && (run.len() < 3 || run[0].at.is_empty()),
            Self::Stems => run.len() < 3 && run.iter().any(|symbol| matches!(symbol.what, What::Token(..))),
            Self::Kinds => run.iter().any(Symbol::is_kind),
            Self::Heading => run.len() == 1,
        }
    }
}

/// A run of symbols in a sentence that some runs hold, or two of them apart: what it counts, and the tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Small {
    pub(super) run: u32,
    pub(super) points: i32,
    pub(super) start: u32,
    pub(super) end: u32,
    /// The tokens of the other symbol of a pair.
    pub(super) with: Option<[u32; 2]>,
}

/// The runs and pairs of some that stand in a sentence read in some ways, each once, where it stands first. In no order.
pub(super) fn found(runs: &Ngrams, table: &SymbolTable, view: &View<'_>, ways: &[Way]) -> Vec<Small> {
    let length = view.end() - view.start() + 2;
    let (mut read, mut numbers) = (Vec::with_capacity(length), Vec::with_capacity(length));
    let mut out = Vec::with_capacity(4 * length);
    // Marks and numbers read the same in every way, and a word may come twice.
    let mut met = FxHashSet::with_capacity_and_hasher(4 * length, FxBuildHasher);
    let mut paired = runs.has_pairs().then(Paired::default);
    for way in ways.iter().copied() {
        way.read(view, &mut read);
        numbers.clear();
        numbers.extend(read.iter().map(|symbol| table.number(symbol, runs)));
        if let Some(paired) = &mut paired {
            paired.take(way, view.reading, &read, &numbers);
        }
        // What holds no kind of word is found by the words themselves.
        let adds =
            |start: &usize| way != Way::Kinds || read[*start..].iter().take(Ngrams::LONGEST).any(Symbol::is_kind);
        for start in (0..numbers.len()).filter(|start| numbers[*start] != 0).filter(adds) {
            for run in runs.opening(&numbers[start..]) {
                if !met.insert(run.number) {
                    continue;
                }
                let last = &read[start + run.length - 1];
                let (start, end) = (to_u32(read[start].at.start), to_u32(last.at.end));
                out.push(Small { run: run.number, points: run.weight, start, end, with: None });
            }
        }
    }
    if let Some(paired) = paired {
        paired.found(runs, &mut out);
    }
    out
}

/// All runs of up to three symbols in a sentence, read in some ways, that can be small signs, written as packs write them.
#[must_use]
pub(super) fn runs(view: &View<'_>, ways: &[Way]) -> Vec<String> {
    let (mut out, mut symbols) = (Vec::new(), Vec::new());
    for way in ways.iter().copied() {
        way.read(view, &mut symbols);
        for start in 0..symbols.len() {
            for end in start + 1..=symbols.len().min(start + Ngrams::LONGEST) {
                let run = &symbols[start..end];
                let texts = || run.iter().map(|symbol| symbol.text(view.reading)).collect::<Vec<_>>();
                if way.owns(run)
                    && let texts = texts()
                    && !Ngrams::is_pair(&texts)
                {
                    out.push(texts.join(" "));
                }
            }
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The longest mention that begins here, of a kind that says more than its words.
fn kind<'r>(view: &View<'r>, at: usize) -> Option<&'r Mention> {
    let says = |mention: &&Mention| !matches!(mention.class, Class::Verb | Class::Noun | Class::Blocked);
    view.starting(at).iter().filter(says).max_by_key(|mention| (mention.end, std::cmp::Reverse(mention.class)))
}

/// Adds the words of the heading above.
fn heading(view: &View<'_>, out: &mut Vec<Symbol>) {
    let Some(block) = view.reading.block(view.passage).heading else { return };
    let at = view.start()..view.start();
    let passages = view.reading.passages_of(block).iter().filter(|passage| !passage.has_lead());
    let toks = passages.flat_map(|passage| passage.toks.clone());
    out.extend(toks.map(|tok| Symbol { what: What::Token(tok, Reads::Heading), at: at.clone() }));
}
