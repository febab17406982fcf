//! [`SymbolTable`]: the symbols of a page's sentences by their numbers, and which runs and pairs of them stand in a sentence: the
//! small signs of an impression. How a sentence is read as symbols is `way.rs`; what runs weigh is for packs to say. Floor 4.

use std::cell::RefCell;
use std::ops::Range;

use super::pairs::Paired;
use super::reading::Reading;
use super::view::View;
use super::way::{END, NUMBER, START, Symbol, Way, What, holds_kinds, reading_of};
use crate::lexicon::{Lexicon, Ngrams, Reads};

/// Where some runs are looked for on a page: the symbols of its tokens by their numbers, 0 for those that no run has.
#[derive(Debug)]
pub(super) struct SymbolTable {
    /// By token, in each of the ways to read it.
    toks: Vec<[u32; Reads::ALL.len()]>,
    /// The first of those tokens.
    first: usize,
    start: u32,
    end: u32,
    number: u32,
    room: RefCell<Room>,
}

/// Room that one sentence after the other takes.
#[derive(Debug, Default)]
struct Room {
    symbols: Vec<Symbol>,
    numbers: Vec<u32>,
    /// A bit for each run that was found.
    met: Vec<u64>,
    found: Vec<Small>,
    paired: Paired,
}

impl SymbolTable {
    /// For some tokens of a page.
    #[must_use]
    pub(super) fn new(runs: &Ngrams, (lexicon, reading): (&Lexicon, &Reading<'_>), at: Range<usize>) -> Self {
        let first = at.start;
        let of_tok = |at: usize| {
            let unknown = || Reads::ALL.map(|reads| runs.symbol(&reads.symbol(reading.norm(at), lexicon)));
            let numbers = runs.of_word(reading.toks[at].word).unwrap_or_else(unknown);
            Reads::ALL.map(|reads| numbers[reading_of(&reading.toks[at], reads) as usize])
        };
        let toks = at.map(of_tok).collect();
        let [start, end, number] = [START, END, NUMBER].map(|symbol| runs.symbol(symbol));
        let met = vec![0; runs.count().div_ceil(u64::BITS as usize)];
        let room = RefCell::new(Room { met, ..Room::default() });
        Self { toks, first, start, end, number, room }
    }

    /// The number of a symbol.
    fn number(&self, runs: &Ngrams, symbol: &Symbol) -> u32 {
        match symbol.what {
            What::Start => self.start,
            What::End => self.end,
            What::Number => self.number,
            What::Token(at, reads) => self.toks[at as usize - self.first][reads as usize],
            What::Kind(class) => runs.of_class(class),
        }
    }

    /// The runs and pairs of the same that stand in a sentence read in some ways, each once, where it stands first. In no order.
    pub(super) fn found(&self, runs: &Ngrams, view: &View<'_>, ways: &[Way]) -> Vec<Small> {
        let Room { symbols, numbers, met, found, paired } = &mut *self.room.borrow_mut();
        let has_pairs = runs.has_pairs();
        // What holds no kind of word is found by the words themselves.
        let mut last = Way::Heading;
        for way in ways.iter().copied().filter(|way| *way != Way::Kinds || holds_kinds(view)) {
            match (last.token(), way.token()) {
                (Some(_), Some(reads)) => symbols.iter_mut().for_each(|symbol| symbol.read_as(reads)),
                _ => way.read(view, symbols),
            }
            last = way;
            numbers.clear();
            numbers.extend(symbols.iter().map(|symbol| self.number(runs, symbol)));
            if has_pairs {
                paired.take(way, view.reading, symbols, numbers);
            }
            for (start, first) in symbols.iter().enumerate() {
                let run_of_kinds = || symbols[start..].iter().take(Ngrams::LONGEST).any(Symbol::is_kind);
                if numbers[start] == 0 || (way == Way::Kinds && !run_of_kinds()) {
                    continue;
                }
                runs.opening(&numbers[start..], |run| {
                    // Marks and numbers read the same in every way, and a word may come twice.
                    let (bits, bit) = (&mut met[run.number as usize / 64], 1 << (run.number % 64));
                    if *bits & bit == 0 {
                        *bits |= bit;
                        let end = symbols[start + run.length - 1].end;
                        found.push(Small { run: run.number, points: run.weight, start: first.start, end, with: None });
                    }
                });
            }
        }
        found.iter().for_each(|small| met[small.run as usize / 64] = 0);
        paired.found(runs, found);
        let out = found.clone();
        found.clear();
        out
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

/// All runs of up to three symbols in a sentence, read in some ways, that can be small signs, written as packs write them.
#[must_use]
pub(super) fn runs(view: &View<'_>, ways: &[Way]) -> Vec<String> {
    let (mut out, mut symbols) = (Vec::new(), Vec::new());
    for way in ways.iter().copied() {
        way.read(view, &mut symbols);
        for start in 0..symbols.len() {
            for end in start + 1..=symbols.len().min(start + Ngrams::LONGEST) {
                let run = &symbols[start..end];
                let texts = || run.iter().map(|symbol| symbol.text(view)).collect::<Vec<_>>();
                if way.owns(run, view)
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
