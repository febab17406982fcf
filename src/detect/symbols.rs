//! A sentence as symbols, read in four ways: its words, their stems, the kinds of what packs know in it, and the words of the
//! heading above. Runs of symbols are the small signs of an impression; what they weigh is for packs to say. Floor 4.

use std::borrow::Cow;
use std::ops::Range;

use super::reading::Reading;
use super::view::View;
use crate::lexicon::{Class, Mention, Ngrams, Reads, WordId, is_numeric};
use crate::prose::TokenFlags;

/// What one place of a sentence reads as.
#[derive(Clone, Debug)]
pub(super) struct Symbol {
    what: What,
    /// The tokens.
    pub at: Range<usize>,
}

#[derive(Clone, Copy, Debug)]
enum What {
    /// An end of the sentence, or a number.
    Sign(&'static str),
    /// A token in one of the ways to read it.
    Token(usize, Reads),
    /// A mention.
    Kind(Class),
}

impl Symbol {
    /// As packs write it: `gone`, `~shrink`, `{symptom}`, `#` for a number, `>relief` for a word of the heading, `^` and `¶`
    /// for the ends.
    fn text<'r>(&self, reading: &Reading<'r>) -> Cow<'r, str> {
        match self.what {
            What::Sign(sign) => Cow::Borrowed(sign),
            What::Token(at, reads) => reads.symbol(reading.norm(at)),
            What::Kind(class) => Cow::Owned(format!("{{{}}}", class.name())),
        }
    }

    /// Whether it is a kind of word.
    pub(super) const fn is_kind(&self) -> bool {
        matches!(self.what, What::Kind(_))
    }

    /// Its number, 0 if no run has it.
    #[must_use]
    pub(super) fn number(&self, runs: &Ngrams, reading: &Reading<'_>) -> u32 {
        match self.what {
            What::Token(at, reads) => {
                let WordId(word) = reading.toks[at].word;
                runs.of_word(word, reads).unwrap_or_else(|| runs.symbol(&reads.symbol(reading.norm(at))))
            }
            What::Kind(class) => runs.of_class(class),
            What::Sign(sign) => runs.symbol(sign),
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
        out.push(Symbol { what: What::Sign("^"), at: start..start });
        let mut at = start;
        while at < end {
            let kind = if self == Self::Kinds { kind(view, at) } else { None };
            let (what, length) = match kind {
                Some(mention) => (What::Kind(mention.class), mention.end as usize - at),
                None if view.written(at, TokenFlags::DIGIT) && is_numeric(view.reading.norm(at)) => {
                    (What::Sign("#"), 1)
                }
                None => (What::Token(at, reads), 1),
            };
            out.push(Symbol { what, at: at..at + length });
            at += length;
        }
        out.push(Symbol { what: What::Sign("¶"), at: end..end });
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

/// All runs of up to three symbols in a sentence that can be small signs, written as packs write them.
#[must_use]
pub(super) fn runs(view: &View<'_>) -> Vec<String> {
    let (mut out, mut symbols) = (Vec::new(), Vec::new());
    for way in Way::ALL {
        way.read(view, &mut symbols);
        for start in 0..symbols.len() {
            for end in start + 1..=symbols.len().min(start + Ngrams::LONGEST) {
                let run = &symbols[start..end];
                if way.owns(run) {
                    out.push(run.iter().map(|symbol| symbol.text(view.reading)).collect::<Vec<_>>().join(" "));
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
