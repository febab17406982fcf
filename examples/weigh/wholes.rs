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

use super::documents::{Document, Label, documents};
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
/// Rows that a group must have for it to be learnt.
const LEAST_ROWS: usize = 300;
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
    let groups = large_groups(&mut pages);
    eprintln!("{} pages, {} symbols, {groups} groups", pages.len(), symbols.len());
    let weights =
        train(&pages, (symbols.len() + 1, groups), EPOCHS, SEED, |epoch, loss| eprintln!("{epoch}: {loss:.4}"));
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

/// How many groups are learnt: those of many rows. They get their numbers, the others none.
fn large_groups(pages: &mut [Page]) -> usize {
    let rows = || pages.iter().flat_map(|page| &page.rows).filter_map(|row| row.group);
    let mut of_each = vec![0; rows().max().map_or(0, |most| most + 1)];
    rows().for_each(|group| of_each[group] += 1);
    let large: Vec<usize> = (0..of_each.len()).filter(|group| of_each[*group] >= LEAST_ROWS).collect();
    for row in pages.iter_mut().flat_map(|page| &mut page.rows) {
        row.group = row.group.and_then(|group| large.binary_search(&group).ok());
    }
    large.len()
}

/// Symbols by their numbers, from 1 in the order they came; that of rare ones is 1.
struct Known {
    symbols: Vec<String>,
    numbers: HashMap<String, u32>,
    /// Groups of rows, by theirs.
    groups: HashMap<String, usize>,
}

impl Default for Known {
    fn default() -> Self {
        let rare = Network::RARE.to_owned();
        Self { numbers: HashMap::from([(rare.clone(), 1)]), symbols: vec![rare], groups: HashMap::new() }
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
        let claims = || document.rows.iter().filter(|row| row.is_one);
        let claimed = |at: usize| claims().any(|row| is_there(at, row.span));
        let groups = &mut self.groups;
        let row = |Label { span, is_one, group }: &Label| {
            let said = |at: &usize| is_there(*at, *span) && (*is_one || !claimed(*at));
            let passages: Vec<usize> = (0..traces.len()).filter(said).collect();
            #[expect(clippy::cast_possible_truncation, reason = "a weight is 2 at most")]
            let weight = document.weight as f32;
            let next = groups.len();
            let group = (!group.is_empty()).then(|| *groups.entry(group.clone()).or_insert(next));
            (!passages.is_empty()).then_some(Row { passages, is_one: *is_one, weight, group })
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
    let verdict: Vec<f32> = weights.answers[..2 * hidden].iter().map(|weight| weight * share).collect();
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
    let bias = weights.answers_bias[0] * share;
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

#[cfg(test)]
mod tests {
    use claimlint::lint::Wishes;
    use claimlint::pack::{PackSource, load};
    use claimlint::text::SourceFile;

    use super::super::network::Sizes;
    use super::super::numbers::Random;
    use super::*;

    /// An introduction with its items, a block of some sentences, an idiom.
    const TEXT: &str = r"# Oat tea

It is warm. It eases gout and fever in a week. No cabin fever.

## What it is for

It helps with:

- gout
- a sore knee. Or two.

Order 12 bags today.
";
    const RULES: &str = r"
lexicons:
  - {id: a, class: condition, terms: [gout, a sore knee]}
  - {id: b, class: exclusion, terms: [cabin fever]}
senses: {body: {limb: [knee]}, illness: {heat: [fever]}}
rules:
  - id: claim/suggested-effect
    summary: s
    severity: warning
    message: m
    help: h
    refs: []
    impression: {threshold: 1, signs: []}
";

    fn linter(packs: &[String]) -> Linter {
        let source = |(at, text): (usize, &String)| PackSource { name: format!("{at}.yml"), text: text.clone() };
        let loaded = load(&packs.iter().enumerate().map(source).collect::<Vec<_>>());
        assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
        Linter::new(loaded.engine.into(), Wishes::default())
    }

    #[test]
    fn a_linter_makes_of_a_page_what_the_trainer_does() {
        let source = SourceFile::new("page.md", TEXT);
        let trace = |linter: &Linter| linter.trace(source.clone(), Span::new(0, TEXT.len()));
        let document = Document { set: 0, source: source.clone(), rows: Vec::new(), weight: 1.0, is_post: false };
        let mut known = Known::default();
        let page = known.page(&trace(&linter(&[RULES.to_owned()])), &document);
        let sizes = Sizes { symbols: known.symbols.len() + 1, vector: 8, filters: 16, hidden: 8, groups: 0 };
        let (mut weights, mut random) = (Weights::zero(sizes), Random::of([7, 0, 0]));
        weights.all_mut().into_iter().for_each(|layer| layer.fill_with(|| 1.2 * random.share() - 0.6));
        let vectors: Vec<_> = known.symbols.iter().zip(weights.vectors.chunks_exact(sizes.vector).skip(1)).collect();
        let traces = trace(&linter(&[RULES.to_owned(), layers(&weights), vectors_of(&vectors)]));
        let logits = weights.logits(&page);
        assert_eq!(logits.len(), traces.len());
        for (trace, logit) in traces.iter().zip(logits) {
            let points = trace.signs.iter().find(|sign| sign.name.as_deref() == Some(Trace::WHOLE));
            let (points, expected) = (points.map_or(0.0, |sign| sign.points), f64::from(logit) * (1.0 - SHARE));
            // Digits are rounded, and so are points.
            assert!((points - expected).abs() < 0.04, "{}: {points}, of the trainer {expected}", trace.text);
        }
    }

    #[test]
    fn only_groups_of_many_rows_are_learnt() {
        let row = |group| Row { group: Some(group), ..Row::default() };
        let rows = [(0, LEAST_ROWS - 1), (1, LEAST_ROWS), (2, 1), (3, LEAST_ROWS + 1)];
        let rows = rows.into_iter().flat_map(|(group, rows)| (0..rows).map(move |_| row(group)));
        let mut pages = [Page { rows: rows.chain([Row::default()]).collect(), ..Page::default() }];
        assert_eq!(large_groups(&mut pages), 2);
        let known = |group: Option<usize>| pages[0].rows.iter().filter(|row| row.group == group).count();
        assert_eq!([Some(0), Some(1), None].map(known), [LEAST_ROWS, LEAST_ROWS + 1, LEAST_ROWS + 1]);
    }
}
