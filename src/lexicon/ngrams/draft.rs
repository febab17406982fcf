//! [`NgramsDraft`]: runs and pairs of symbols as packs give them, one by one, before they are laid out to be looked up. How they
//! are looked up is `mod.rs`. Floor 3.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::{NO_RUN, Ngrams, Run, symbols_of};
use crate::lexicon::word_tables::{of_classes, of_words};
use crate::lexicon::words::{Words, to_u32};
use crate::lexicon::{Lexicon, Numbers};

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
        let of_words = of_words(lexicon, |word| symbols_of(&symbols, word, lexicon));
        let of_classes = of_classes(&symbols);
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

impl From<&Ngrams> for NgramsDraft {
    /// As they were gathered, but for the order in which they came: for more to be added.
    fn from(ngrams: &Ngrams) -> Self {
        let single = to_u32(ngrams.symbols.len());
        let pair = |high: u32| move |(low, pair): (u32, u32)| ([low, high], ngrams.pair(pair).weight);
        let mut draft = Self {
            symbols: ngrams.symbols.clone(),
            held: vec![0; ngrams.symbols.len()],
            runs: ngrams.runs().collect(),
            pairs: (1..single).flat_map(|high| ngrams.pairs(high).map(pair(high))).collect(),
        };
        let symbols = draft.runs.keys().flatten().chain(draft.pairs.keys().flatten());
        symbols.filter(|symbol| **symbol != 0).for_each(|symbol| draft.held[*symbol as usize] += 1);
        draft
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

#[cfg(test)]
mod tests {
    use super::NgramsDraft;
    use crate::lexicon::{Lexicon, Ngrams};

    const RUNS: [&str; 9] = [
        "no",
        "no more",
        "no more {symptom}",
        "more no",
        "no no no",
        "<household/rooms> no",
        "~knee … ~stair",
        "~knee … #",
        "~knee",
    ];

    fn draft(runs: &[&str]) -> NgramsDraft {
        let mut draft = NgramsDraft::default();
        for (run, weight) in runs.iter().zip(-2..) {
            assert!(draft.add(&run.split(' ').collect::<Vec<_>>(), weight), "{run}");
        }
        draft
    }

    /// A lexicon of some words, of which `attic` has a sense.
    fn lexicon(words: &[&str]) -> Lexicon {
        let mut lexicon = Lexicon::new();
        assert_eq!(lexicon.misspell("mroe", "more"), Some(()));
        for word in words {
            let _ = lexicon.intern(word);
        }
        let rooms = lexicon.senses.number("household", "rooms");
        assert_eq!(lexicon.senses.add("attic", rooms), Some(()));
        lexicon
    }

    fn bytes(ngrams: &Ngrams) -> Vec<u8> {
        postcard::to_allocvec(ngrams).unwrap()
    }

    #[test]
    fn finished_runs_are_taken_up_again_wherever_one_left_off() {
        let lexicon = lexicon(&["knee", "no"]);
        for until in 0..=RUNS.len() {
            let mut again = NgramsDraft::from(&draft(&RUNS[..until]).finish(&lexicon));
            assert!(
                RUNS[..until].iter().all(|run| !again.add(&run.split(' ').collect::<Vec<_>>(), 9)),
                "each is there"
            );
            for (run, weight) in RUNS.iter().zip(-2..).skip(until) {
                assert!(again.add(&run.split(' ').collect::<Vec<_>>(), weight), "{run}");
            }
            assert_eq!(bytes(&again.finish(&lexicon)), bytes(&draft(&RUNS).finish(&lexicon)), "{until}");
        }
    }

    #[test]
    fn runs_are_made_over_for_a_lexicon_of_other_words_and_senses() {
        let known = lexicon(&["knee", "no", "attic", "larder", "stair"]);
        let runs = draft(&RUNS).finish(&known);
        let mut senses = lexicon(&["knee", "no", "attic", "larder", "stair"]);
        let rooms = senses.senses.number("household", "rooms");
        assert_eq!(senses.senses.add("larder", rooms), Some(()));
        for other in [
            lexicon(&["knee", "no", "attic", "larder", "stair"]),
            lexicon(&["knees", "knee", "no", "mroes", "attic", "stair", "larder", "stairs"]),
            lexicon(&["stair"]),
            senses,
        ] {
            assert_eq!(bytes(&runs.for_lexicon(&other, &known)), bytes(&draft(&RUNS).finish(&other)));
        }
    }
}
