//! A sentence as symbols, read in four ways: its words, their stems, the kinds of what packs know in it, and the words that
//! stand above. Runs of symbols are the small signs of an impression; what they weigh is for packs to say. Floor 4.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

use super::above;
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
#[derive(Clone, Copy, Debug)]
pub(super) struct Symbol {
    what: What,
    /// The tokens.
    pub start: u32,
    pub end: u32,
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
    Token(u32, Reads),
    /// A mention.
    Kind(Class),
}

impl Symbol {
    /// As packs write it: `gone`, `~shrink`, `{symptom}`, `#` for a number, `>relief` for a word above, `>>relief` for one above
    /// a few words, `^` and `¶` for the ends.
    pub(super) fn text<'r>(&self, view: &View<'r>) -> Cow<'r, str> {
        match self.what {
            What::Start => Cow::Borrowed(START),
            What::End => Cow::Borrowed(END),
            What::Number => Cow::Borrowed(NUMBER),
            What::Token(at, reads) => reads.symbol(spelled(view, at as usize)),
            What::Kind(class) => Cow::Owned(format!("{{{}}}", class.name())),
        }
    }

    /// Whether it is the start or the end of the sentence.
    const fn is_border(&self) -> bool {
        self.start == self.end
    }

    /// Whether it is a kind of word.
    pub(super) const fn is_kind(&self) -> bool {
        matches!(self.what, What::Kind(_))
    }

    /// Whether it is a number or the stem of a word; marks have none.
    pub(super) fn is_stem(&self, reading: &Reading<'_>) -> bool {
        match self.what {
            What::Number => true,
            What::Token(at, Reads::Stem) => Reads::has_stem(reading.norm(at as usize)),
            _ => false,
        }
    }
}

/// A token as packs spell it, who know a word in disguise and a misspelling by the word it stands for.
fn spelled<'r>(view: &View<'r>, at: usize) -> &'r str {
    let plain = view.lexicon.spelling(view.reading.toks[at].word);
    if plain.is_empty() { view.reading.norm(at) } else { plain }
}

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
    pub(super) fn new(runs: &Ngrams, reading: &Reading<'_>, at: Range<usize>) -> Self {
        let first = at.start;
        let of_tok = |at: usize| {
            let unknown = || Reads::ALL.map(|reads| runs.symbol(&reads.symbol(reading.norm(at))));
            runs.of_word(reading.toks[at].word).unwrap_or_else(unknown)
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
        for way in ways.iter().copied().filter(|way| *way != Way::Kinds || holds_kinds(view)) {
            way.read(view, symbols);
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

/// One way of reading a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Its words as they stand.
    Words,
    /// The stems of its words.
    Stems,
    /// Mentions by their kind, between the other words.
    Kinds,
    /// The heading above it, and what introduces it.
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
        let mut push = |what: What, at: usize, end: usize| {
            out.push(Symbol { what, start: to_u32(at), end: to_u32(end) });
        };
        push(What::Start, start, start);
        // A bullet, a tick, a dash or a picture before a sentence is no part of it.
        let is_ornament = |at: &usize| view.is(*at, WordBits::HARD_MARK) && !view.reading.norm(*at).is_ascii();
        let mut at = (start..end).find(|at| !is_ornament(at)).unwrap_or(end);
        let mut mentions = if self == Self::Kinds { view.mentions() } else { &[] };
        while at < end {
            let (what, next) = match kind(&mut mentions, at) {
                Some(mention) => (What::Kind(mention.class), mention.end as usize),
                None if view.written(at, TokenFlags::DIGIT) && is_numeric(view.reading.norm(at)) => {
                    (What::Number, at + 1)
                }
                None => (What::Token(to_u32(at), reads), at + 1),
            };
            push(what, at, next);
            at = next;
        }
        push(What::End, end, end);
    }

    /// Whether a run of symbols is one of this way's own: what its words say already is not said again by their stems.
    fn owns(self, run: &[Symbol]) -> bool {
        let (alone, at_start) = (run.len() == 1 && run[0].is_border(), run[0].is_border());
        match self {
            Self::Words => !alone && (run.len() < 3 || at_start),
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

/// Whether a mention says more than its words.
const fn is_kind(class: Class) -> bool {
    !matches!(class, Class::Verb | Class::Noun | Class::Blocked)
}

/// Whether a sentence holds a mention that says more than its words.
fn holds_kinds(view: &View<'_>) -> bool {
    view.mentions().iter().any(|mention| is_kind(mention.class))
}

/// The longest mention that begins here, of a kind that says more than its words; those that begin before are done with.
fn kind<'r>(mentions: &mut &'r [Mention], at: usize) -> Option<&'r Mention> {
    let passed = mentions.iter().take_while(|mention| (mention.start as usize) < at).count();
    *mentions = &mentions[passed..];
    let here = mentions.iter().take_while(|mention| mention.start as usize == at);
    let says = |mention: &&Mention| is_kind(mention.class);
    here.filter(says).max_by_key(|mention| (mention.end, std::cmp::Reverse(mention.class)))
}

/// Adds the words that stand above, of an item of few words once more.
fn heading(view: &View<'_>, out: &mut Vec<Symbol>) {
    let at = to_u32(view.start());
    let ways = if above::says_it(view) { &[Reads::Heading, Reads::Above][..] } else { &[Reads::Heading] };
    for tok in above::words(view) {
        let symbol = |reads: &Reads| Symbol { what: What::Token(to_u32(tok), *reads), start: at, end: at };
        out.extend(ways.iter().map(symbol));
    }
}
