//! [`Ngrams`]: runs of symbols, each with a weight: words, stems, kinds of words, alone or one behind the other. They have
//! numbers of their own, so that a symbol makes no word known. What the symbols of a sentence are is for [`crate::detect`].
//! Floor 3.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde::{Deserialize, Serialize};

use super::words::{Words, to_u32};
use super::{Class, Lexicon, Numbers, Reads, WordId};

/// Runs and pairs of symbols as they are gathered from packs; [`finish`](Self::finish) makes of them what is looked up.
#[derive(Debug, Default)]
pub struct NgramsDraft {
    /// The symbols in the order they came.
    symbols: Words,
    /// By symbol: how many runs and pairs hold it.
    held: Vec<usize>,
    /// By their symbols, with 0 behind the last.
    runs: BTreeMap<Run, i32>,
    /// By the symbols, that with the lower number first.
    pairs: BTreeMap<[u32; 2], i32>,
}

/// The numbers of up to three symbols, with 0 behind the last.
type Run = [u32; Ngrams::LONGEST];

/// Runs and pairs of symbols with weights. A symbol that many hold has a low number, so that what most sentences ask for lies
/// together. What follows a symbol lies in one place, too, and so do the pairs of the rarer of their symbols.
#[derive(Debug, Default, Serialize, Deserialize)]
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

impl NgramsDraft {
    /// Adds a run or a pair; false if it stands there already, is empty or too long.
    pub fn add(&mut self, run: &[&str], weight: i32) -> bool {
        if run.is_empty() || run.len() > Ngrams::LONGEST {
            return false;
        }
        let mut numbers = Run::default();
        for (number, symbol) in numbers.iter_mut().zip(run) {
            *number = self.symbols.insert(symbol);
        }
        let is_new = if Ngrams::is_pair(run) {
            // In the other order it is the same; what stands between them is no symbol of it.
            let [one, _, other] = numbers;
            numbers = [one, other, 0];
            set(&mut self.pairs, [one.min(other), one.max(other)], weight)
        } else {
            set(&mut self.runs, numbers, weight)
        };
        self.held.resize(self.symbols.len(), 0);
        numbers.iter().filter(|symbol| is_new && **symbol != 0).for_each(|symbol| self.held[*symbol as usize] += 1);
        is_new
    }

    /// All of them, with the symbols of all words of a lexicon.
    #[must_use]
    pub fn finish(self, lexicon: &Lexicon) -> Ngrams {
        let (symbols, numbers) = self.numbered();
        let (nodes, lasts) = self.tree(symbols.len(), &numbers);
        let (firsts, lows, pair_weights) = self.pairs(symbols.len(), &numbers);
        let (mut of_words, mut of_classes) = (Numbers::default(), Numbers::default());
        for word in std::iter::once("").chain(lexicon.words().map(|(word, _)| word)) {
            of_words.extend(Reads::ALL.map(|reads| symbols.get(&reads.symbol(word, lexicon))));
        }
        of_classes.extend(Class::NAMES.iter().map(|class| symbols.get(&format!("{{{class}}}"))));
        Ngrams { symbols, nodes, lasts, firsts, lows, pair_weights, of_words, of_classes }
    }

    /// The nodes of all runs, level by level, and the last symbols of those behind the first level.
    fn tree(&self, single: usize, numbers: &[u32]) -> (Numbers, Numbers) {
        // By length less one: what each run weighs. What only begins a run weighs nothing, and so do single symbols of none.
        let mut levels: [Vec<(Run, u32)>; Ngrams::LONGEST] = <[_; Ngrams::LONGEST]>::default();
        levels[0].extend((0..to_u32(single)).map(|symbol| ([symbol, 0, 0], NO_RUN)));
        for (run, weight) in &self.runs {
            let run = run.map(|symbol| numbers[symbol as usize]);
            let length = run.iter().take_while(|symbol| **symbol != 0).count();
            let mut begun = Run::default();
            for at in 0..length {
                begun[at] = run[at];
                levels[at].push((begun, if at + 1 == length { weight.cast_unsigned() } else { NO_RUN }));
            }
        }
        for level in &mut levels {
            level.sort_unstable_by_key(|(run, weight)| (*run, *weight == NO_RUN));
            level.dedup_by_key(|(run, _)| *run);
        }
        let (mut nodes, mut lasts) = (Numbers::default(), Numbers::default());
        let mut next = to_u32(single);
        for (at, level) in levels.iter().enumerate() {
            let mut longer = levels.get(at + 1).map_or(&[][..], Vec::as_slice);
            for (run, weight) in level {
                nodes.extend([next, *weight]);
                lasts.extend((at > 0).then_some(run[at]));
                let children = longer.iter().take_while(|(longer, _)| longer[..=at] == run[..=at]).count();
                (next, longer) = (next + to_u32(children), &longer[children..]);
            }
        }
        nodes.push(next);
        (nodes, lasts)
    }

    /// Where the pairs of each symbol begin, the lower symbols of all pairs, and what they weigh.
    fn pairs(&self, single: usize, numbers: &[u32]) -> (Numbers, Numbers, Numbers) {
        let mut all: Vec<[u32; 3]> = Vec::with_capacity(self.pairs.len());
        for (pair, weight) in &self.pairs {
            let [one, other] = pair.map(|symbol| numbers[symbol as usize]);
            all.push([one.max(other), one.min(other), weight.cast_unsigned()]);
        }
        all.sort_unstable();
        let (mut firsts, mut lows, mut weights) = (Numbers::default(), Numbers::default(), Numbers::default());
        let first = |symbol: u32| to_u32(all.partition_point(|[high, ..]| *high < symbol));
        firsts.extend((0..=to_u32(single)).map(first));
        lows.extend(all.iter().map(|[_, low, _]| *low));
        weights.extend(all.iter().map(|[.., weight]| *weight));
        (firsts, lows, weights)
    }

    /// The symbols, those first that most of them hold, and what number each has there by the one it came with.
    fn numbered(&self) -> (Words, Vec<u32>) {
        let held = |symbol: &u32| self.held[*symbol as usize] > 0;
        let mut order: Vec<u32> = (1..to_u32(self.symbols.len())).filter(held).collect();
        order.sort_by_key(|symbol| (std::cmp::Reverse(self.held[*symbol as usize]), self.symbols.text(*symbol)));
        let (mut words, mut numbers) = (Words::default(), vec![0; self.symbols.len()]);
        for symbol in order {
            numbers[symbol as usize] = words.insert(self.symbols.text(symbol));
        }
        (words, numbers)
    }
}

/// Sets a weight; false if there is one.
fn set<K: Ord>(weights: &mut BTreeMap<K, i32>, of: K, weight: i32) -> bool {
    match weights.entry(of) {
        Entry::Vacant(free) => {
            free.insert(weight);
            true
        }
        Entry::Occupied(_) => false,
    }
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
