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
    /// The symbol between the two of a pair, 0 if there is no pair.
    apart: u32,
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
            Self::Stem if Self::has_stem(norm) => Cow::Owned(["~", stem(norm)].concat()),
            Self::Word | Self::Stem => Cow::Borrowed(norm),
            Self::Heading => Cow::Owned([">", norm].concat()),
        }
    }

    /// Whether a word is one that has a stem: no mark, no number.
    #[must_use]
    pub fn has_stem(norm: &str) -> bool {
        norm.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'\'') && !matches!(norm, "'s" | "'")
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

    /// How packs write that two symbols stand in one sentence, in whatever order and however far apart: `~knee … ~stair`.
    pub const APART: &str = "…";

    /// Whether symbols are written as a pair.
    #[must_use]
    pub fn is_pair<S: AsRef<str>>(symbols: &[S]) -> bool {
        symbols.len() == Self::LONGEST && symbols[1].as_ref() == Self::APART
    }

    /// Adds a run; false if it stands there already, is empty or too long.
    pub fn add(&mut self, run: &[&str], weight: i32) -> bool {
        if run.len() > Self::LONGEST {
            return false;
        }
        let is_pair = Self::is_pair(run);
        let mut run: Vec<u32> = run.iter().map(|symbol| self.symbols.insert(symbol)).collect();
        if is_pair {
            self.apart = run[1];
            // A pair is looked up from the lower number on.
            if run[0] > run[2] {
                run.swap(0, 2);
            }
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

    /// Whether any of them is a pair.
    #[must_use]
    pub const fn has_pairs(&self) -> bool {
        self.apart != 0
    }

    /// The pairs of a symbol with one of some others that have higher numbers; with what stands beside that number.
    pub fn pairs<'o, O>(&self, low: u32, others: &'o [(u32, O)]) -> impl Iterator<Item = (Ngram, &'o O)> {
        let from = match self.paths.step(0, low) {
            0 => 0,
            node => self.paths.step(node, self.apart),
        };
        let others = if from == 0 { &[] } else { others };
        others.iter().filter_map(move |(high, other)| {
            let node = self.paths.step(from, *high);
            let run = if node == 0 { None } else { self.at(node, Self::LONGEST) };
            Some((run?, other))
        })
    }

    /// The run that ends at a node.
    fn at(&self, node: u32, length: usize) -> Option<Ngram> {
        let number = self.paths.terms(node).next()?;
        Some(Ngram { number, length, weight: self.weights.at(number as usize).cast_signed() })
    }

    /// The runs that open some symbols, the shortest first.
    pub fn opening(&self, symbols: &[u32]) -> impl Iterator<Item = Ngram> {
        let mut node = 0;
        let nodes = symbols.iter().take(Self::LONGEST).map_while(move |symbol| {
            node = if *symbol == 0 { 0 } else { self.paths.step(node, *symbol) };
            (node != 0).then_some(node)
        });
        nodes.enumerate().filter_map(|(before, node)| self.at(node, before + 1))
    }
}

/// Whether a word is a number in digits: `8`, `1,000`, `2.5%`.
#[must_use]
pub fn is_numeric(norm: &str) -> bool {
    norm.starts_with(|char: char| char.is_ascii_digit())
        && norm.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'%'))
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
            assert!(runs.add(&[run], 100));
        }
        runs.index(&lexicon);
        let of_word = runs.of_word(word).expect("the lexicon knows it");
        for (reads, symbol) in [(Reads::Word, "eased"), (Reads::Stem, "~eas"), (Reads::Heading, ">eased")] {
            assert_eq!(of_word[reads as usize], runs.symbol(symbol), "{symbol}");
        }
        assert_eq!(runs.of_word(WordId(0)), None, "the unknown word is looked up by its spelling");
    }

    #[test]
    fn pairs_are_found_from_either_side_and_are_no_runs() {
        let mut runs = Ngrams::default();
        assert!(!runs.has_pairs());
        assert!(runs.add(&["~stair", "…", "~knee"], 50) && runs.add(&["~knee"], 25));
        assert!(!runs.add(&["~knee", "…", "~stair"], 75), "in the other order it is the same pair");
        let [stair, knee] = ["~stair", "~knee"].map(|symbol| runs.symbol(symbol));
        let (low, high) = (stair.min(knee), stair.max(knee));
        let others = [(low + 100, "another"), (high, "high")];
        let found: Vec<_> = runs.pairs(low, &others).collect();
        assert!(matches!(found[..], [(run, &"high")] if run.weight == 50), "{found:?}");
        assert_eq!(runs.pairs(high, &[(low, ())]).count(), 0, "a pair is looked up from the lower number on");
        assert_eq!(runs.opening(&[stair, knee]).count(), 0);
    }

    #[test]
    fn runs_are_found_from_their_first_symbol_on() {
        let mut runs = Ngrams::default();
        assert!(runs.add(&["no", "more"], 50));
        assert!(runs.add(&["no"], -25));
        assert!(runs.add(&["no", "more", "{symptom}"], 100));
        assert!(!runs.add(&["no"], 200), "a run has one weight");
        let symbols: Vec<u32> = ["no", "more", "queues"].iter().map(|symbol| runs.symbol(symbol)).collect();
        let found: Vec<_> = runs.opening(&symbols).map(|found| (found.length, found.weight)).collect();
        assert_eq!(found, [(1, -25), (2, 50)]);
        assert_eq!(runs.opening(&symbols[2..]).count(), 0, "a symbol of no run");
    }
}
