//! The network that reads sentences as wholes: trained on every labelled place below what stands around it, and written as
//! packs. How it learns is `train.rs`; what a linter makes of it, `src/lexicon/network/`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

use claimlint::detect::Trace;
use claimlint::lexicon::{Around, Network, digits};
use claimlint::lint::Linter;
use claimlint::text::Span;

use super::documents::{Document, documents};
use super::fit::quoted;
use super::network::{Near, Page, Passage, Row, Weights};
use super::train::train;
use super::{RULE, SHARE};

/// Which mean is that of a section, by its heading.
type Sections = HashMap<Option<usize>, usize>;

/// Passages that must hold a symbol for it to have a vector of its own.
const LEAST_PASSAGES: usize = 4;
const EPOCHS: usize = 8;
const SEED: u64 = 1;
/// The most that a sentence counts as a whole, in points: more than that is known of no sentence.
const MOST: u32 = 3;
/// How many packs the vectors fill: one would be larger than what is read.
const PACKS: usize = 3;

/// Trains it and writes its packs.
pub(crate) fn weigh(home: &Path, linter: &Linter, packs: &Path) -> io::Result<()> {
    let mut known = Known::default();
    let mut pages: Vec<Page> = Vec::new();
    for document in documents(home)? {
        let all = Span::new(0, document.source.text().len());
        pages.push(known.page(&linter.trace(document.source.clone(), all), &document));
    }
    let symbols = known.frequent(&mut pages);
    eprintln!("{} pages, {} symbols", pages.len(), symbols.len());
    let weights = train(&pages, symbols.len() + 1, EPOCHS, SEED, |epoch, loss| eprintln!("{epoch}: {loss:.4}"));
    let home = packs.join("claims");
    fs::write(home.join("suggestion-network.yml"), layers(&weights))?;
    let mut vectors: Vec<(&String, &[f32])> =
        symbols.iter().zip(weights.vectors.chunks_exact(weights.sizes.vector).skip(1)).collect();
    for (number, some) in vectors.chunks_mut(symbols.len().div_ceil(PACKS)).enumerate() {
        some.sort_unstable_by_key(|(symbol, _)| *symbol);
        fs::write(home.join(format!("suggestion-vectors-{}.yml", number + 1)), vectors_of(some))?;
    }
    Ok(())
}

/// Which passages the means of a page are made of, that of the page first, and which mean is that of each section, by its
/// heading, and of each block of more than one sentence. A second reading counts in none.
fn means(traces: &[Trace]) -> (Vec<Vec<usize>>, Sections, HashMap<usize, usize>) {
    let own = || (0..traces.len()).filter(|at| !traces[*at].has_lead);
    let (mut sections, mut blocks): (BTreeMap<_, Vec<usize>>, BTreeMap<_, Vec<usize>>) = Default::default();
    for at in own() {
        sections.entry(traces[at].heading).or_default().push(at);
        blocks.entry(traces[at].block).or_default().push(at);
    }
    blocks.retain(|_, passages| passages.len() > 1);
    let of_sections = sections.keys().copied().zip(1..).collect();
    let of_blocks = blocks.keys().copied().zip(1 + sections.len()..).collect();
    let page = own().collect();
    ([page].into_iter().chain(sections.into_values()).chain(blocks.into_values()).collect(), of_sections, of_blocks)
}

/// Symbols by their numbers, from 1 in the order they came; that of rare ones is 1.
struct Known {
    symbols: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Default for Known {
    fn default() -> Self {
        let rare = Network::RARE.to_owned();
        Self { numbers: HashMap::from([(rare.clone(), 1)]), symbols: vec![rare] }
    }
}

impl Known {
    fn number(&mut self, symbol: &str) -> u32 {
        if let Some(number) = self.numbers.get(symbol) {
            return *number;
        }
        self.symbols.push(symbol.to_owned());
        let number = u32::try_from(self.symbols.len()).unwrap_or(u32::MAX);
        self.numbers.insert(symbol.to_owned(), number);
        number
    }

    /// A labelled text in numbers.
    fn page(&mut self, traces: &[Trace], document: &Document) -> Page {
        let mut place = |symbols: &Vec<String>| {
            let mut place = [0; 4];
            place.iter_mut().zip(symbols).for_each(|(number, symbol)| *number = self.number(symbol));
            place
        };
        let places: Vec<Vec<_>> = traces.iter().map(|trace| trace.whole.iter().map(&mut place).collect()).collect();
        let (means, sections, blocks) = means(traces);
        let passage = |(trace, places): (&Trace, _)| {
            let beside = trace.beside.into_iter().flatten().map(|at| (Around::Beside, Near::Passage(at)));
            let heading = trace.heading.map(|at| (Around::Heading, Near::Passage(at)));
            let section = sections.get(&trace.heading).map(|at| (Around::Section, Near::Mean(*at)));
            let block = blocks.get(&trace.block).map(|at| (Around::Block, Near::Mean(*at)));
            let near = heading.into_iter().chain(section).chain(block).chain(beside);
            Passage { places, around: [(Around::Page, Near::Mean(0))].into_iter().chain(near).collect() }
        };
        let passages = traces.iter().zip(places).map(passage).collect();
        // What one sentence claims is no harmless part of it.
        let is_there = |at: usize, span: Span| traces[at].span.is_some_and(|there| there.overlaps(span));
        let claims = || document.rows.iter().filter(|(_, is_one)| *is_one);
        let claimed = |at: usize| claims().any(|(span, _)| is_there(at, *span));
        let row = |(span, is_one): &(Span, bool)| {
            let said = |at: &usize| is_there(*at, *span) && (*is_one || !claimed(*at));
            let passages: Vec<usize> = (0..traces.len()).filter(said).collect();
            #[expect(clippy::cast_possible_truncation, reason = "a weight is 2 at most")]
            let weight = document.weight as f32;
            (!passages.is_empty()).then_some(Row { passages, is_one: *is_one, weight })
        };
        let rows = document.rows.iter().filter_map(row).collect();
        let mut page = Page { passages, means, sections: sections.len(), rows };
        page.cut();
        page
    }

    /// The symbols that have vectors, the rare one first, then by how many passages hold each, so that those of most words lie
    /// together; the pages get their numbers.
    fn frequent(self, pages: &mut [Page]) -> Vec<String> {
        let mut holding = vec![0_usize; self.symbols.len() + 1];
        for passage in pages.iter().flat_map(|page| &page.passages) {
            let all: BTreeSet<u32> = passage.places.iter().flatten().copied().collect();
            all.into_iter().for_each(|symbol| holding[symbol as usize] += 1);
        }
        holding[1] = usize::MAX;
        let mut often: Vec<usize> = (1..holding.len()).filter(|symbol| holding[*symbol] >= LEAST_PASSAGES).collect();
        often.sort_by_key(|symbol| Reverse(holding[*symbol]));
        let mut numbers = vec![0; holding.len()];
        often.iter().zip(1..).for_each(|(symbol, number)| numbers[*symbol] = number);
        for place in pages.iter_mut().flat_map(|page| &mut page.passages).flat_map(|passage| &mut passage.places) {
            let is_some = place[0] != 0;
            place.iter_mut().for_each(|symbol| *symbol = numbers[*symbol as usize]);
            // Only a word itself is rare; what it means is known or not.
            place[0] = if is_some { place[0].max(1) } else { 0 };
        }
        often.into_iter().map(|symbol| self.symbols[symbol - 1].clone()).collect()
    }
}

/// The layers as a pack.
fn layers(weights: &Weights) -> String {
    let mut out = format!(
        "# The network of {RULE}, which reads sentences as wholes beside their signs (vectors: suggestion-vectors-*.yml):\n\
         # fitted to tests/labelled by examples/weigh, not written by hand. The first digit of some weights says what a step is\n\
         # worth, each other one is so many steps: `g` is none, `A` 32 down, `_` 31 up.\n\
         network:\n  {RULE}:\n    most: {MOST}\n"
    );
    let width = 3 * weights.sizes.vector;
    let filters: Vec<Vec<f32>> = weights.filters.chunks_exact(width).map(<[f32]>::to_vec).collect();
    let hidden = weights.sizes.hidden;
    let turned = |rows: &[f32]| -> Vec<Vec<f32>> {
        (0..hidden).map(|at| rows.iter().skip(at).step_by(hidden).copied().collect()).collect()
    };
    #[expect(clippy::cast_possible_truncation, reason = "a share")]
    let share = (1.0 - SHARE) as f32;
    let verdict: Vec<f32> = weights.verdict.iter().map(|weight| weight * share).collect();
    for (name, biases, units) in [
        ("filters", &weights.filters_bias, filters),
        ("sentence", &weights.sentence_bias, turned(&weights.sentence)),
        ("page", &weights.page_bias, turned(&weights.page)),
    ] {
        let _ = writeln!(out, "    {name}:");
        for (bias, unit) in biases.iter().zip(&units) {
            let _ = writeln!(out, "      - {{ bias: {bias:.4}, weights: \"{}\" }}", digits(unit));
        }
    }
    let bias = weights.verdict_bias[0] * share;
    let _ = writeln!(out, "    verdict: {{ bias: {bias:.4}, weights: \"{}\" }}", digits(&verdict));
    out
}

/// Some vectors as a pack.
fn vectors_of(some: &[(&String, &[f32])]) -> String {
    let mut out = format!(
        "# Vectors of the symbols of {RULE} (suggestion-network.yml); fitted by examples/weigh, not written by hand.\n\
         vectors:\n  {RULE}:\n"
    );
    for (symbol, vector) in some {
        let _ = writeln!(out, "    {}: \"{}\"", quoted(symbol), digits(vector));
    }
    out
}
