//! Two symbols that stand in one sentence, in whatever order and however far apart: `knees` and `stairs` tell together what
//! neither tells alone. They are small signs as runs are (`symbols.rs`); which ones count is for packs to say. Floor 4.

use super::reading::Reading;
use super::symbols::Small;
use super::view::View;
use super::way::{Symbol, Way};
use crate::lexicon::Ngrams;

/// The most stems of a sentence that are paired, and the most kinds of words, so that a list of a thousand words does not
/// make a million pairs.
const MOST: usize = 40;

/// How finely symbols are told apart before one is searched for.
const BITS: usize = 1024;

/// The ways of reading a sentence whose symbols are paired.
const WAYS: [Way; 2] = [Way::Stems, Way::Kinds];

/// The symbols of a sentence that may stand in a pair, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Paired(Vec<(u32, [u32; 2])>);

impl Paired {
    /// Takes those of a way of reading, given by their symbols and the numbers of these.
    pub(super) fn take(&mut self, way: Way, reading: &Reading<'_>, symbols: &[Symbol], numbers: &[u32]) {
        // Where none is left out, those that no pair has need not be counted.
        let few = symbols.len() <= MOST;
        let known = symbols.iter().zip(numbers).filter(|(_, number)| **number != 0 || !few);
        let known = known.filter(|(symbol, _)| pairs(way, symbol, reading)).take(MOST);
        let known = known.filter(|(_, number)| **number != 0);
        self.0.extend(known.map(|(symbol, number)| (*number, [symbol.start, symbol.end])));
    }

    /// The pairs of some runs among them, each where its symbols stand first. Then it is empty.
    pub(super) fn found(&mut self, runs: &Ngrams, out: &mut Vec<Small>) {
        self.0.sort_unstable();
        self.0.dedup_by_key(|(number, _)| *number);
        // Most symbols that one might be paired with are not there: a bit tells that sooner than a search.
        let mut there = [false; BITS];
        for (number, _) in &self.0 {
            there[*number as usize % BITS] = true;
        }
        for (at, (high, one)) in self.0.iter().enumerate() {
            for (low, pair) in runs.pairs(*high).filter(|(low, _)| there[*low as usize % BITS]) {
                let Ok(other) = self.0[..at].binary_search_by_key(&low, |(number, _)| *number) else { continue };
                let (other, run) = (&self.0[other].1, runs.pair(pair));
                let ([start, end], with) = if one <= other { (*one, *other) } else { (*other, *one) };
                out.push(Small { run: run.number, points: run.weight, start, end, with: Some(with) });
            }
        }
        self.0.clear();
    }
}

/// All pairs of a sentence, written as packs write them.
pub(super) fn written(view: &View<'_>) -> Vec<String> {
    let (mut symbols, mut texts) = (Vec::new(), Vec::new());
    for way in WAYS {
        way.read(view, &mut symbols);
        let paired = symbols.iter().filter(|symbol| pairs(way, symbol, view.reading)).take(MOST);
        texts.extend(paired.map(|symbol| symbol.text(view)));
    }
    texts.sort_unstable();
    texts.dedup();
    let pair = |(at, one)| texts[at + 1..].iter().map(move |other| format!("{one} {} {other}", Ngrams::APART));
    texts.iter().enumerate().flat_map(pair).collect()
}

/// Whether a symbol of a way of reading is paired: kinds of words, stems and numbers are, marks are not.
fn pairs(way: Way, symbol: &Symbol, reading: &Reading<'_>) -> bool {
    match way {
        Way::Kinds => symbol.is_kind(),
        Way::Stems => symbol.is_stem(reading),
        Way::Words | Way::Fields | Way::Senses | Way::Heading => false,
    }
}
