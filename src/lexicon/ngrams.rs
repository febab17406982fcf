//! [`Ngrams`]: runs of symbols, each with a weight: words, stems, kinds of words, alone or one behind the other. They have
//! numbers of their own, so that a symbol makes no word known. What the symbols of a sentence are is for [`crate::detect`].
//! Floor 3.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::trie::Trie;
use super::words::Words;
use super::{Class, Lexicon, Numbers, WordId};

/// Runs of symbols with weights.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Ngrams {
    symbols: Words,
    paths: Trie,
    /// By run, as the bits of `i32`.
    weights: Numbers,
    /// By word of a lexicon, in each of the ways to read it: its symbol. Spares a look-up by spelling.
    of_words: Numbers,
    /// By class: its symbol.
    of_classes: Numbers,
}

/// A way to read a word as a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// As it stands: `eases`.
    Word,
    /// By its stem: `~eas`.
    Stem,
    /// As a word of the heading above: `>eases`.
    Heading,
}

impl Reads {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Word, Self::Stem, Self::Heading];

    /// A word as a symbol. Marks have no stem.
    #[must_use]
    pub fn symbol(self, norm: &str) -> Cow<'_, str> {
        match self {
            Self::Stem if is_word(norm) => Cow::Owned(["~", stem(norm)].concat()),
            Self::Word | Self::Stem => Cow::Borrowed(norm),
            Self::Heading => Cow::Owned([">", norm].concat()),
        }
    }
}

/// A run of symbols that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ngram {
    /// Which run.
    pub number: u32,
    /// How many symbols.
    pub length: usize,
    /// What it weighs.
    pub weight: i32,
}

impl Ngrams {
    /// The most symbols of a run.
    pub const LONGEST: usize = 3;

    /// Adds a run; false if it stands there already, is empty or too long.
    pub fn add<'s>(&mut self, run: impl Iterator<Item = &'s str>, weight: i32) -> bool {
        let run: Vec<u32> = run.map(|symbol| self.symbols.insert(symbol)).collect();
        if run.len() > Self::LONGEST {
            return false;
        }
        let node = self.paths.path(run.iter().copied());
        if node == 0 || self.paths.terms(node).next().is_some() {
            return false;
        }
        self.paths.add(node, u32::try_from(self.weights.len()).unwrap_or(u32::MAX));
        self.weights.push(weight.cast_unsigned());
        true
    }

    /// Notes the symbols of all words of a lexicon, once all runs are there.
    pub fn index(&mut self, lexicon: &Lexicon) {
        let mut words: Vec<&str> = vec![""];
        words.extend(lexicon.words().map(|(word, _)| word));
        self.of_words = Numbers::default();
        for word in words {
            self.of_words.extend(Reads::ALL.map(|reads| self.symbols.get(&reads.symbol(word))));
        }
        self.of_classes = Numbers::default();
        self.of_classes.extend(Class::NAMES.iter().map(|class| self.symbols.get(&format!("{{{class}}}"))));
    }

    /// The symbols of a word by its number in the lexicon, in each of the ways to read it, 0 where no run has it; nothing if
    /// the lexicon does not know it.
    #[must_use]
    pub fn of_word(&self, word: WordId) -> Option<[u32; Reads::ALL.len()]> {
        let place = word.0 as usize * Reads::ALL.len();
        (word.0 != 0 && place < self.of_words.len()).then(|| self.of_words.from(place))
    }

    /// The symbol of a class, 0 if no run has it.
    #[must_use]
    pub fn of_class(&self, class: Class) -> u32 {
        self.of_classes.or_zero(class as usize)
    }

    /// The number of a symbol, 0 if no run has it.
    #[must_use]
    pub fn symbol(&self, text: &str) -> u32 {
        self.symbols.get(text)
    }

    /// The runs that open some symbols, the shortest first.
    pub fn opening(&self, symbols: &[u32]) -> impl Iterator<Item = Ngram> {
        let mut node = 0;
        let nodes = symbols.iter().take(Self::LONGEST).map_while(move |symbol| {
            node = if *symbol == 0 { 0 } else { self.paths.step(node, *symbol) };
            (node != 0).then_some(node)
        });
        nodes.enumerate().filter_map(|(before, node)| {
            let number = self.paths.terms(node).next()?;
            Some(Ngram { number, length: before + 1, weight: self.weights.at(number as usize).cast_signed() })
        })
    }
}

/// Whether a word is a number in digits: `8`, `1,000`, `2.5%`.
#[must_use]
pub fn is_numeric(norm: &str) -> bool {
    norm.starts_with(|char: char| char.is_ascii_digit())
        && norm.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'%'))
}

fn is_word(norm: &str) -> bool {
    norm.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'\'') && !matches!(norm, "'s" | "'")
}

/// A word without the ending that its forms differ in; blunt, since it only has to be the same for all of them.
fn stem(word: &str) -> &str {
    const ENDINGS: [&str; 11] = ["ings", "ing", "edly", "ies", "ied", "es", "ed", "ly", "s", "er", "e"];
    const LEAST: usize = 3;
    let mut stems = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
    stems.find(|stem| stem.len() >= LEAST).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::{Ngrams, Reads};
    use crate::lexicon::{Lexicon, WordId};

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for (forms, shared) in [
            (&["ease", "eases", "eased", "easing"][..], "~eas"),
            (&["shrink", "shrinks", "shrinking"][..], "~shrink"),
            (&["bed"][..], "~bed"),
            (&["—"][..], "—"),
        ] {
            assert!(forms.iter().all(|form| Reads::Stem.symbol(form) == shared), "{forms:?}");
        }
    }

    #[test]
    fn a_word_of_the_lexicon_has_the_symbols_of_its_spelling() {
        let (mut lexicon, mut runs) = (Lexicon::new(), Ngrams::default());
        let word = lexicon.intern("eased");
        for run in ["eased", "~eas", "{symptom}"] {
            assert!(runs.add([run].into_iter(), 100));
        }
        runs.index(&lexicon);
        let of_word = runs.of_word(word).expect("the lexicon knows it");
        for (reads, symbol) in [(Reads::Word, "eased"), (Reads::Stem, "~eas"), (Reads::Heading, ">eased")] {
            assert_eq!(of_word[reads as usize], runs.symbol(symbol), "{symbol}");
        }
        assert_eq!(runs.of_word(WordId(0)), None, "the unknown word is looked up by its spelling");
    }

    #[test]
    fn runs_are_found_from_their_first_symbol_on() {
        let mut runs = Ngrams::default();
        assert!(runs.add(["no", "more"].into_iter(), 50));
        assert!(runs.add(["no"].into_iter(), -25));
        assert!(runs.add(["no", "more", "{symptom}"].into_iter(), 100));
        assert!(!runs.add(["no"].into_iter(), 200), "a run has one weight");
        let symbols: Vec<u32> = ["no", "more", "queues"].iter().map(|symbol| runs.symbol(symbol)).collect();
        let found: Vec<_> = runs.opening(&symbols).map(|found| (found.length, found.weight)).collect();
        assert_eq!(found, [(1, -25), (2, 50)]);
        assert_eq!(runs.opening(&symbols[2..]).count(), 0, "a symbol of no run");
    }
}
