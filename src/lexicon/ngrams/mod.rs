//! [`Ngrams`]: runs of symbols, each with a weight: words, stems, kinds of words, alone or one behind the other. They have
//! numbers of their own, so that a symbol makes no word known. How they are gathered is `draft.rs`; what the symbols of a
//! sentence are is for [`crate::detect`]. Floor 3.

mod draft;

use serde::{Deserialize, Serialize};

pub use draft::NgramsDraft;

use super::word_tables::of_words_beside;
use super::words::{Words, to_u32};
use super::{Class, Lexicon, Numbers, Reads, WordId};

/// The numbers of up to three symbols, with 0 behind the last.
type Run = [u32; Ngrams::LONGEST];

/// Runs and pairs of symbols with weights. A symbol that many hold has a low number, so that what most sentences ask for lies
/// together. What follows a symbol lies in one place, too, and so do the pairs of the rarer of their symbols.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Ngrams {
    symbols: Words,
    /// Two numbers a node: its first child, and the bits of what the run that ends there weighs, [`NO_RUN`] if none does. The
    /// first nodes are the symbols by their numbers; the children of a node are those up to the first child of the next.
    nodes: Numbers,
    /// The last symbol of each node behind those of single symbols; children in order.
    lasts: Numbers,
    /// By symbol: where its pairs with lower numbers begin; and once more, where the last ones end.
    firsts: Numbers,
    /// By pair: the lower symbol, in order. Most are looked at in vain, so what they weigh lies elsewhere.
    lows: Numbers,
    /// By pair: the bits of what it weighs.
    pair_weights: Numbers,
    /// By word of a lexicon, in each of the ways to read it: its symbol. Spares a look-up by spelling.
    of_words: Numbers,
    /// By class: its symbol.
    of_classes: Numbers,
}

/// The weight of a node where no run ends.
const NO_RUN: u32 = i32::MIN.cast_unsigned();

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

    /// One more than the highest number of a run; pairs have higher ones.
    #[must_use]
    pub fn count(&self) -> usize {
        self.nodes.len() / 2
    }

    /// Whether any of them is a pair.
    #[must_use]
    pub fn has_pairs(&self) -> bool {
        !self.lows.is_empty()
    }

    /// The pairs of a symbol with others that have lower numbers: the number of the other, in order, and which pair it is.
    pub fn pairs(&self, high: u32) -> impl Iterator<Item = (u32, u32)> {
        let [first, next] = self.firsts.from(high as usize);
        self.lows.among(first as usize..next as usize).zip(first..)
    }

    /// A pair.
    #[must_use]
    pub fn pair(&self, pair: u32) -> Ngram {
        let weight = self.pair_weights.at(pair as usize).cast_signed();
        Ngram { number: to_u32(self.count()) + pair, length: Self::LONGEST, weight }
    }

    /// The same runs for another lexicon; `known` is the one that they are for. The symbols of a word hang on its spelling and its
    /// sense alone: where both are the same they are taken over, which spares six look-ups a word.
    #[must_use]
    pub fn for_lexicon(&self, lexicon: &Lexicon, known: &Lexicon) -> Self {
        let read = |word: &str| symbols_of(&self.symbols, word, lexicon);
        let of_words = of_words_beside((lexicon, known), |word| self.of_word(word), read);
        Self { of_words, ..self.clone() }
    }

    /// All runs but pairs, in order, and what each weighs.
    fn runs(&self) -> impl Iterator<Item = (Run, i32)> {
        let single = to_u32(self.symbols.len());
        let run = |node: u32, run: Run| {
            let weight = self.nodes.at(node as usize * 2 + 1);
            (weight != NO_RUN).then_some((run, weight.cast_signed()))
        };
        let behind = move |node: u32| {
            let [first, _, next] = self.nodes.from(node as usize * 2);
            (first..next).zip(self.lasts.among((first - single) as usize..(next - single) as usize))
        };
        (1..single).flat_map(move |one| {
            let longer = behind(one).flat_map(move |(node, two)| {
                let longest = behind(node).filter_map(move |(node, three)| run(node, [one, two, three]));
                run(node, [one, two, 0]).into_iter().chain(longest)
            });
            run(one, [one, 0, 0]).into_iter().chain(longer)
        })
    }

    /// Hands over the runs that open some symbols, the shortest first.
    pub fn opening(&self, symbols: &[u32], mut take: impl FnMut(Ngram)) {
        let mut node = 0;
        for (before, symbol) in symbols.iter().take(Self::LONGEST).enumerate() {
            node = if before == 0 || *symbol == 0 { *symbol } else { self.child(node, *symbol) };
            if node == 0 {
                return;
            }
            let weight = self.nodes.at(node as usize * 2 + 1);
            if weight != NO_RUN {
                take(Ngram { number: node, length: before + 1, weight: weight.cast_signed() });
            }
        }
    }

    /// The node behind a node by a symbol, 0 for none.
    fn child(&self, node: u32, symbol: u32) -> u32 {
        let [first, _, next] = self.nodes.from(node as usize * 2);
        let single = self.symbols.len();
        let found = self.lasts.position(first as usize - single..next as usize - single, symbol);
        found.map_or(0, |at| first + to_u32(at))
    }
}

/// The symbols of a word in each of the ways to read it, 0 for what is none.
fn symbols_of(symbols: &Words, word: &str, lexicon: &Lexicon) -> [u32; Reads::ALL.len()] {
    Reads::ALL.map(|reads| symbols.get(&reads.symbol(word, lexicon)))
}

/// Whether a word is a number in digits: `8`, `1,000`, `2.5%`.
#[must_use]
pub fn is_numeric(norm: &str) -> bool {
    norm.starts_with(|char: char| char.is_ascii_digit())
        && norm.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'%'))
}

#[cfg(test)]
mod tests {
    use super::{Ngrams, NgramsDraft};
    use crate::lexicon::{Lexicon, Reads, WordId};

    fn opening(runs: &Ngrams, symbols: &[u32]) -> Vec<(usize, i32)> {
        let mut out = Vec::new();
        runs.opening(symbols, |run| out.push((run.length, run.weight)));
        out
    }

    #[test]
    fn a_word_of_the_lexicon_has_the_symbols_of_its_spelling() {
        let (mut lexicon, mut runs) = (Lexicon::new(), NgramsDraft::default());
        let word = lexicon.intern("eased");
        for run in ["eased", "~eas", "{symptom}"] {
            assert!(runs.add(&[run], 100));
        }
        let runs = runs.finish(&lexicon);
        let of_word = runs.of_word(word).expect("the lexicon knows it");
        for (reads, symbol) in
            [(Reads::Word, "eased"), (Reads::Stem, "~eas"), (Reads::Heading, ">eased"), (Reads::Above, ">>eased")]
        {
            assert_eq!(of_word[reads as usize], runs.symbol(symbol), "{symbol}");
        }
        assert_eq!(runs.of_word(WordId(0)), None, "the unknown word is looked up by its spelling");
    }

    #[test]
    fn pairs_are_found_from_either_side_and_are_no_runs() {
        assert!(!Ngrams::default().has_pairs());
        let mut runs = NgramsDraft::default();
        assert!(
            runs.add(&["~stair", "…", "~knee"], 50) && runs.add(&["~knee"], 25) && runs.add(&["~knee", "~ach"], 10)
        );
        assert!(!runs.add(&["~knee", "…", "~stair"], 75), "in the other order it is the same pair");
        let runs = runs.finish(&Lexicon::new());
        let [stair, knee] = ["~stair", "~knee"].map(|symbol| runs.symbol(symbol));
        assert!(runs.has_pairs() && knee < stair, "the rarer one has the higher number");
        let found: Vec<_> = runs.pairs(stair).collect();
        assert!(matches!(found[..], [(low, pair)] if low == knee && runs.pair(pair).weight == 50), "{found:?}");
        assert_eq!(runs.pairs(knee).count(), 0, "a pair is looked up from the higher number on");
        runs.opening(&[stair, knee], |run| panic!("{run:?}"));
    }

    #[test]
    fn runs_are_found_from_their_first_symbol_on() {
        let mut runs = NgramsDraft::default();
        assert!(runs.add(&["no", "more"], 50));
        assert!(runs.add(&["no"], -25));
        assert!(runs.add(&["no", "more", "{symptom}"], 100));
        assert!(runs.add(&["more", "no"], 75));
        assert!(!runs.add(&["no"], 200), "a run has one weight");
        assert!(!runs.add(&[], 1) && !runs.add(&["a", "b", "c", "d"], 1));
        let runs = runs.finish(&Lexicon::new());
        let symbols: Vec<u32> = ["no", "more", "queues"].iter().map(|symbol| runs.symbol(symbol)).collect();
        let found = |symbols: &[u32]| opening(&runs, symbols);
        assert_eq!(found(&symbols), [(1, -25), (2, 50)]);
        assert_eq!(found(&[symbols[0], symbols[1], runs.symbol("{symptom}")]), [(1, -25), (2, 50), (3, 100)]);
        assert_eq!(found(&[symbols[1], symbols[0], symbols[1]]), [(2, 75)], "`more` alone is no run");
        assert_eq!(found(&symbols[2..]), [], "a symbol of no run");
        assert_eq!(found(&[symbols[0], symbols[2], symbols[2]]), [(1, -25)]);
    }

    #[test]
    fn many_runs_are_found_each_by_its_own_symbols() {
        let mut draft = NgramsDraft::default();
        let symbols: Vec<String> = (0..60).map(|number| format!("w{number}")).collect();
        let run = |number: usize| [number % 7, number % 60, (number + 1) % 60].map(|at| symbols[at].as_str());
        for (number, weight) in (0..420).zip(0..) {
            assert!(draft.add(&run(number), weight), "{number}");
        }
        let runs = draft.finish(&Lexicon::new());
        for (number, weight) in (0..420).zip(0..) {
            let found = run(number).map(|symbol| runs.symbol(symbol));
            assert_eq!(opening(&runs, &found), [(3, weight)], "{number}");
        }
    }
}
