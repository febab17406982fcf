//! [`Way`]: one way of reading a sentence as symbols: its words, their stems, their senses and the fields of these, the kinds
//! of what packs know in it, or the words that stand above. What runs of symbols weigh is `symbols.rs`. Floor 4.

use std::borrow::Cow;

use super::above;
use super::reading::{Reading, to_u32};
use super::tok::Tok;
use super::view::View;
use crate::lexicon::{Class, Mention, Reads, Senses, is_numeric};
use crate::prose::TokenFlags;

/// How packs write the start of a sentence.
pub(super) const START: &str = "^";

/// How packs write its end.
pub(super) const END: &str = "¶";

/// How packs write a number.
pub(super) const NUMBER: &str = "#";

/// What one place of a sentence reads as.
#[derive(Clone, Copy, Debug)]
pub(super) struct Symbol {
    pub(super) what: What,
    /// The tokens.
    pub start: u32,
    pub end: u32,
}

/// What a place of a sentence is.
#[derive(Clone, Copy, Debug)]
pub(super) enum What {
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
            What::Token(at, reads) => {
                let reads = reading_of(&view.reading.toks[at as usize], reads);
                reads.symbol(spelled(view, at as usize), view.lexicon)
            }
            What::Kind(class) => Cow::Owned(class.symbol()),
        }
    }

    /// Reads it in another way, if it is a token.
    pub(super) const fn read_as(&mut self, other: Reads) {
        if let What::Token(_, reads) = &mut self.what {
            *reads = other;
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
pub(super) fn spelled<'r>(view: &View<'r>, at: usize) -> &'r str {
    let plain = view.lexicon.spelling(view.reading.toks[at].word);
    if plain.is_empty() { view.reading.norm(at) } else { plain }
}

/// In which way a token is read: a word has no sense in a phrase in which it means something else.
pub(super) fn reading_of(tok: &Tok, reads: Reads) -> Reads {
    if tok.excluded && matches!(reads, Reads::Field | Reads::Sense) { Reads::Word } else { reads }
}

/// Whether a token is a number in digits.
pub(super) fn is_number(view: &View<'_>, at: usize) -> bool {
    view.written(at, TokenFlags::DIGIT) && is_numeric(view.reading.norm(at))
}

/// One way of reading a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Its words as they stand.
    Words,
    /// The stems of its words.
    Stems,
    /// The fields of the senses of its words.
    Fields,
    /// The senses of its words.
    Senses,
    /// Mentions by their kind, between the other words.
    Kinds,
    /// The heading above it, and what introduces it.
    Heading,
}

impl Way {
    pub(super) const ALL: [Self; 6] =
        [Self::Words, Self::Stems, Self::Fields, Self::Senses, Self::Kinds, Self::Heading];

    /// How it reads each token by itself, if it does: those that do differ in that alone.
    pub(super) const fn token(self) -> Option<Reads> {
        match self {
            Self::Words => Some(Reads::Word),
            Self::Stems => Some(Reads::Stem),
            Self::Fields => Some(Reads::Field),
            Self::Senses => Some(Reads::Sense),
            Self::Kinds | Self::Heading => None,
        }
    }

    /// Puts the symbols of a sentence, in order, in the place of others.
    pub(super) fn read(self, view: &View<'_>, out: &mut Vec<Symbol>) {
        let (start, end) = (view.start(), view.end());
        out.clear();
        if self == Self::Heading {
            return heading(view, out);
        }
        let reads = self.token().unwrap_or(Reads::Word);
        let mut push = |what: What, at: usize, end: usize| {
            out.push(Symbol { what, start: to_u32(at), end: to_u32(end) });
        };
        push(What::Start, start, start);
        let mut at = view.first();
        let mut mentions = if self == Self::Kinds { view.mentions() } else { &[] };
        while at < end {
            let (what, next) = match kind(&mut mentions, at) {
                Some(mention) => (What::Kind(mention.class), mention.end as usize),
                None if is_number(view, at) => (What::Number, at + 1),
                None => (What::Token(to_u32(at), reads), at + 1),
            };
            push(what, at, next);
            at = next;
        }
        push(What::End, end, end);
    }

    /// Whether a run of symbols is one of this way's own: what its words say already is not said again by their stems.
    pub(super) fn owns(self, run: &[Symbol], view: &View<'_>) -> bool {
        let (alone, at_start) = (run.len() == 1 && run[0].is_border(), run[0].is_border());
        match self {
            Self::Words => !alone && (run.len() < 3 || at_start),
            Self::Stems => run.len() < 3 && run.iter().any(|symbol| matches!(symbol.what, What::Token(..))),
            Self::Fields | Self::Senses => run.iter().any(|symbol| Senses::is_symbol(&symbol.text(view))),
            Self::Kinds => run.iter().any(Symbol::is_kind),
            Self::Heading => run.len() == 1,
        }
    }
}

/// Whether a mention says more than its words.
pub(super) const fn is_kind(class: Class) -> bool {
    !matches!(class, Class::Verb | Class::Noun | Class::Blocked)
}

/// Whether a sentence holds a mention that says more than its words.
pub(super) fn holds_kinds(view: &View<'_>) -> bool {
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
