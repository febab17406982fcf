//! A small convolutional network over passages (after Kim 2014, “Convolutional Neural Networks for Sentence
//! Classification”): filters over three places, the most each finds in a passage, a layer over that, and a second layer that
//! sees what stands around. Here is what it makes of a page and, on the way back, how its loss
//! changes with each weight; `train.rs` finds the weights.

use claimlint::lexicon::Around;

use super::numbers::{Random, add, layer, refill, row, row_mut, silence};
use super::steps::Steps;

/// What of a layer's numbers is dropped in training.
const DROPPED: f32 = 0.1;
/// How often the mean of a page is mixed with that of another, how much of that at most, and passages of a page for it.
const MIXED: (f32, f32) = (0.5, 0.5);
const LEAST_MIXED: usize = 8;
/// The most passages of a page that are learnt from.
pub(crate) const MOST_PASSAGES: usize = 511;

/// A page with what is known of it.
#[derive(Default)]
pub(crate) struct Page {
    pub(crate) passages: Vec<Passage>,
    /// The passages of which each mean is made: first those of the page, then those of its sections and blocks.
    pub(crate) means: Vec<Vec<usize>>,
    /// How many sections there are.
    pub(crate) sections: usize,
    pub(crate) rows: Vec<Row>,
}

impl Page {
    /// How many of the means are mixed with that of another page: its own and those of its sections.
    fn mixed(&self) -> usize {
        1 + self.sections
    }

    /// Cuts off what is too long.
    pub(crate) fn cut(&mut self) {
        self.passages.truncate(MOST_PASSAGES);
        let read = self.passages.len();
        let passages = self.passages.iter_mut();
        passages.for_each(|it| it.around.retain(|(_, near)| !matches!(near, Near::Passage(at) if *at >= read)));
        let all = self.means.iter_mut().chain(self.rows.iter_mut().map(|row| &mut row.passages));
        all.for_each(|passages| passages.retain(|at| *at < read));
    }
}

/// A passage of a page.
pub(crate) struct Passage {
    /// Up to four symbols a place; 0 is none, 1 is one too rare to have its own.
    pub(crate) places: Vec<[u32; 4]>,
    /// What stands around it.
    pub(crate) around: Vec<(Around, Near)>,
}

/// Something that stands near a passage.
#[derive(Clone, Copy)]
pub(crate) enum Near {
    /// Another passage, by its place on the page.
    Passage(usize),
    /// The mean of some, by its place among those of the page.
    Mean(usize),
}

/// A labelled place of a page: what the passage of it says that says most.
#[derive(Default)]
pub(crate) struct Row {
    /// Its passages: a sentence may be read in two, the row of a table in its cells.
    pub(crate) passages: Vec<usize>,
    /// A claim.
    pub(crate) is_one: bool,
    /// How many such rows it stands for.
    pub(crate) weight: f32,
    /// Of which group it is, if of one that is learnt.
    pub(crate) group: Option<usize>,
}

/// How many symbols there are, numbers of a symbol's vector, filters, numbers that come out of a layer, and groups of rows. All
/// but the first and the last are multiples of four.
#[derive(Clone, Copy)]
pub(crate) struct Sizes {
    pub(crate) symbols: usize,
    pub(crate) vector: usize,
    pub(crate) filters: usize,
    pub(crate) hidden: usize,
    pub(crate) groups: usize,
}

/// The weights, or a number for each: its slope, its moments.
pub(crate) struct Weights {
    pub(crate) sizes: Sizes,
    /// A row a symbol; that of 0 is zero.
    pub(crate) vectors: Vec<f32>,
    /// A row a filter: a vector for the place before, one for the place itself, one for the place behind.
    pub(crate) filters: Vec<f32>,
    pub(crate) filters_bias: Vec<f32>,
    /// A row a filter, a column a number of the sentence.
    pub(crate) sentence: Vec<f32>,
    pub(crate) sentence_bias: Vec<f32>,
    /// A row a number of the sentence, then of each that stands around; a column a number that comes out.
    pub(crate) page: Vec<f32>,
    pub(crate) page_bias: Vec<f32>,
    /// A row an answer, for the numbers of the sentence, then for those of the page's layer: first the verdict, then the
    /// groups, which are asked in training only.
    pub(crate) answers: Vec<f32>,
    pub(crate) answers_bias: Vec<f32>,
}

impl Weights {
    /// All zero.
    pub(crate) fn zero(sizes: Sizes) -> Self {
        let Sizes { symbols, vector, filters, hidden, groups } = sizes;
        assert!([vector, filters, hidden].iter().all(|size| size.is_multiple_of(4)), "sizes are multiples of four");
        Self {
            sizes,
            vectors: vec![0.0; symbols * vector],
            filters: vec![0.0; filters * 3 * vector],
            filters_bias: vec![0.0; filters],
            sentence: vec![0.0; filters * hidden],
            sentence_bias: vec![0.0; hidden],
            page: vec![0.0; Around::COUNT * hidden * hidden],
            page_bias: vec![0.0; hidden],
            answers: vec![0.0; (1 + groups) * 2 * hidden],
            answers_bias: vec![0.0; 1 + groups],
        }
    }

    /// Every layer and every bias.
    pub(crate) fn all_mut(&mut self) -> [&mut Vec<f32>; 9] {
        [
            &mut self.vectors,
            &mut self.filters,
            &mut self.filters_bias,
            &mut self.sentence,
            &mut self.sentence_bias,
            &mut self.page,
            &mut self.page_bias,
            &mut self.answers,
            &mut self.answers_bias,
        ]
    }

    /// The logarithms of odds of a page's passages.
    #[cfg(test)]
    pub(crate) fn logits(&self, page: &Page) -> Vec<f32> {
        let mut reading = Reading::default();
        reading.forward(self, &self.filters_by_place(), page, None);
        reading.logits
    }

    /// The filters the other way round, a row a number of a place, as reading wants them.
    pub(crate) fn filters_by_place(&self) -> Vec<f32> {
        let width = 3 * self.sizes.vector;
        (0..width).flat_map(|at| self.filters.iter().skip(at).step_by(width)).copied().collect()
    }
}

/// A page as it is read; used for one after the other, it keeps its buffers.
#[derive(Default)]
pub(crate) struct Reading {
    steps: Vec<Steps>,
    /// A row a passage.
    sentences: Vec<f32>,
    /// A row a mean.
    means: Vec<f32>,
    pub(crate) logits: Vec<f32>,
    /// How the loss changes with the sentences, with their means, and with what is at hand.
    slopes: Vec<f32>,
    slopes_of_means: Vec<f32>,
    /// The mean of the last page that was long enough to be mixed with others, and how much of its own means this one keeps.
    last_mean: Vec<f32>,
    kept_of_means: f32,
    slope: Vec<f32>,
    wide_slope: Vec<f32>,
}

impl Reading {
    /// Reads a page; with `random` as in training, where something is dropped.
    pub(crate) fn forward(
        &mut self,
        weights: &Weights,
        filters_by_place: &[f32],
        page: &Page,
        mut random: Option<&mut Random>,
    ) {
        let (hidden, passages) = (weights.sizes.hidden, &page.passages);
        self.steps.resize_with(self.steps.len().max(passages.len()), Steps::default);
        refill(&mut self.sentences, passages.len() * hidden);
        let sentences = self.sentences.chunks_exact_mut(hidden);
        for ((passage, steps), sentence) in passages.iter().zip(&mut self.steps).zip(sentences) {
            steps.sum_vectors(weights, &passage.places, random.as_deref_mut());
            steps.find_most(weights, filters_by_place, &mut self.slope);
            steps.most.drop(DROPPED, random.as_deref_mut());
            layer(sentence, &steps.most.numbers, &weights.sentence, &weights.sentence_bias);
        }
        refill(&mut self.means, page.means.len() * hidden);
        for (mean, of) in self.means.chunks_exact_mut(hidden).zip(&page.means) {
            of.iter().for_each(|at| add(mean, share(of), row(&self.sentences, *at, hidden)));
        }
        self.mix(page, hidden, random.as_deref_mut());
        self.logits.clear();
        for (at, (passage, steps)) in passages.iter().zip(&mut self.steps).enumerate() {
            let around = &mut steps.around.numbers;
            refill(around, Around::COUNT * hidden);
            add(row_mut(around, Around::Itself as usize, hidden), 1.0, row(&self.sentences, at, hidden));
            for (part, near) in &passage.around {
                let numbers = match near {
                    Near::Passage(at) => row(&self.sentences, *at, hidden),
                    Near::Mean(at) => row(&self.means, *at, hidden),
                };
                add(row_mut(around, *part as usize, hidden), 1.0, numbers);
            }
            steps.around.drop(DROPPED, random.as_deref_mut());
            refill(&mut steps.page, hidden);
            layer(&mut steps.page, &steps.around.numbers, &weights.page, &weights.page_bias);
            row(&self.sentences, at, hidden).clone_into(&mut steps.sentence.numbers);
            steps.sentence.drop(DROPPED, random.as_deref_mut());
            self.logits.push(steps.answer(weights, 0));
        }
    }

    /// The logarithms of odds of the groups for a passage of the page just read, but for a number that is the same for all.
    pub(crate) fn groups(&self, weights: &Weights, passage: usize) -> impl Iterator<Item = f32> {
        (1..=weights.sizes.groups).map(move |group| self.steps[passage].answer(weights, group))
    }

    /// Makes of the mean of a page that of two, as if what stands on another stood below it, and so of its sections: what is
    /// added to a page must not change what is read in it.
    fn mix(&mut self, page: &Page, hidden: usize, random: Option<&mut Random>) {
        self.kept_of_means = 1.0;
        let is_long = page.means.first().is_some_and(|all| all.len() >= LEAST_MIXED);
        let Some(random) = random.filter(|_| is_long) else { return };
        let own = row(&self.means, 0, hidden).to_owned();
        let is_mixed = random.share() < MIXED.0;
        if is_mixed && self.last_mean.len() == hidden {
            self.kept_of_means = 1.0 - MIXED.1 * random.share();
            for mean in self.means.chunks_exact_mut(hidden).take(page.mixed()) {
                mean.iter_mut().for_each(|number| *number *= self.kept_of_means);
                add(mean, 1.0 - self.kept_of_means, &self.last_mean);
            }
        }
        self.last_mean = own;
    }

    /// The way back over the page just read: adds to `slopes` how the loss changes with each weight, given how it does with
    /// each answer to each passage.
    pub(crate) fn backward(&mut self, weights: &Weights, page: &Page, of_answers: &[f32], slopes: &mut Weights) {
        let (hidden, passages) = (weights.sizes.hidden, &page.passages);
        refill(&mut self.slopes, passages.len() * hidden);
        refill(&mut self.slopes_of_means, page.means.len() * hidden);
        for (at, (passage, of)) in passages.iter().zip(of_answers.chunks_exact(weights.answers_bias.len())).enumerate()
        {
            if of.iter().all(|slope| *slope == 0.0) {
                continue;
            }
            let steps = &self.steps[at];
            let own = row_mut(&mut self.slopes, at, hidden);
            refill(&mut self.slope, hidden);
            for (answer, slope) in of.iter().enumerate().filter(|(_, slope)| **slope != 0.0) {
                let (for_sentence, for_page) = row(&weights.answers, answer, 2 * hidden).split_at(hidden);
                let (slopes_for_sentence, slopes_for_page) =
                    row_mut(&mut slopes.answers, answer, 2 * hidden).split_at_mut(hidden);
                slopes.answers_bias[answer] += slope;
                add(slopes_for_sentence, *slope, &steps.sentence.numbers);
                add(slopes_for_page, *slope, &steps.page);
                for ((own, weight), kept) in own.iter_mut().zip(for_sentence).zip(&steps.sentence.kept) {
                    *own += slope * weight * kept;
                }
                add(&mut self.slope, *slope, for_page);
            }
            silence(&mut self.slope, &steps.page);
            add(&mut slopes.page_bias, 1.0, &self.slope);
            let around = &mut self.wide_slope;
            steps.around.backward(&self.slope, &weights.page, &mut slopes.page, around);
            add(row_mut(&mut self.slopes, at, hidden), 1.0, row(around, Around::Itself as usize, hidden));
            for (part, near) in &passage.around {
                let slopes = match near {
                    Near::Passage(at) => row_mut(&mut self.slopes, *at, hidden),
                    Near::Mean(at) => row_mut(&mut self.slopes_of_means, *at, hidden),
                };
                add(slopes, 1.0, row(around, *part as usize, hidden));
            }
        }
        for (number, of) in page.means.iter().enumerate() {
            let kept = if number < page.mixed() { self.kept_of_means } else { 1.0 };
            let slope = row(&self.slopes_of_means, number, hidden);
            of.iter().for_each(|at| add(row_mut(&mut self.slopes, *at, hidden), share(of) * kept, slope));
        }
        for at in 0..passages.len() {
            let slope = row_mut(&mut self.slopes, at, hidden);
            silence(slope, row(&self.sentences, at, hidden));
            add(&mut slopes.sentence_bias, 1.0, slope);
            let steps = &self.steps[at];
            steps.most.backward(slope, &weights.sentence, &mut slopes.sentence, &mut self.slope);
            steps.filters_backward(weights, &self.slope, &mut self.wide_slope, slopes);
        }
    }
}

/// What each of some passages counts in their mean.
fn share(of: &[usize]) -> f32 {
    1.0 / of.len().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZES: Sizes = Sizes { symbols: 12, vector: 8, filters: 12, hidden: 8, groups: 2 };
    /// How much each answer to each passage counts in what is looked at.
    const OF_ANSWERS: [f32; 15] = [0.7, 0.0, 0.3, -1.0, 0.5, -0.2, 0.0, 0.0, 0.0, 1.3, 0.0, 0.0, 0.0, -0.4, 0.9];

    /// A heading and four passages below it, one of them empty, one a second reading.
    fn page() -> Page {
        let mut random = Random::of([3, 0, 0]);
        let mut symbol = |least: u64| (least + random.next() % (12 - least)) as u32;
        let passage = |at: usize| {
            let places = (0..[3, 6, 0, 1, 5][at]).map(|_| [symbol(2), symbol(0), 0, symbol(0)]).collect();
            let mut around = vec![(Around::Page, Near::Mean(0)), (Around::Section, Near::Mean(1))];
            around.extend((at > 0).then_some((Around::Heading, Near::Passage(0))));
            around.extend((at > 1).then(|| (Around::Beside, Near::Passage(at - 1))));
            around.extend((at == 1).then_some((Around::Beside, Near::Passage(4))));
            around.extend((at > 2).then_some((Around::Block, Near::Mean(2))));
            Passage { places, around }
        };
        let means = vec![vec![0, 1, 2, 4], vec![1, 2, 4], vec![1, 4]];
        Page { passages: (0..5).map(passage).collect(), means, sections: 1, rows: Vec::new() }
    }

    fn weights() -> Weights {
        let mut random = Random::of([5, 0, 0]);
        let mut weights = Weights::zero(SIZES);
        weights.all_mut().into_iter().for_each(|layer| layer.fill_with(|| random.share() - 0.5));
        weights.vectors[..SIZES.vector].fill(0.0);
        weights
    }

    fn total(weights: &Weights, seed: Option<u64>) -> f64 {
        let mut random = seed.map(|seed| Random::of([seed, 0, 0]));
        let mut reading = Reading::default();
        reading.forward(weights, &weights.filters_by_place(), &page(), random.as_mut());
        let answers = reading
            .logits
            .iter()
            .enumerate()
            .flat_map(|(at, logit)| [*logit].into_iter().chain(reading.groups(weights, at)).collect::<Vec<_>>());
        answers.zip(OF_ANSWERS).map(|(answer, times)| f64::from(answer * times)).sum()
    }

    /// Slopes are what small steps show, of each weight of each layer; `seed` fixes what is dropped.
    fn assert_slopes(seed: Option<u64>) {
        const STEP: f32 = 1.0 / 2048.0;
        let (mut slopes, mut reading) = (Weights::zero(SIZES), Reading::default());
        let mut random = seed.map(|seed| Random::of([seed, 0, 0]));
        reading.forward(&weights(), &weights().filters_by_place(), &page(), random.as_mut());
        reading.backward(&weights(), &page(), &OF_ANSWERS, &mut slopes);
        for (number, layer) in slopes.all_mut().into_iter().enumerate() {
            assert!(layer.iter().any(|slope| slope.abs() > 0.01), "layer {number} learns nothing");
            for (at, slope) in layer.iter().enumerate().skip(if number == 0 { SIZES.vector } else { 0 }) {
                let moved = |step: f32| {
                    let mut weights = weights();
                    weights.all_mut()[number][at] += step;
                    total(&weights, seed)
                };
                let seen = (moved(STEP) - moved(-STEP)) / f64::from(2.0 * STEP);
                let differs = (seen - f64::from(*slope)).abs();
                assert!(differs < 0.002 + 0.01 * seen.abs(), "layer {number}, weight {at}: {slope}, seen {seen}");
            }
        }
        assert!(slopes.vectors[..SIZES.vector].iter().all(|slope| *slope == 0.0), "no symbol stays zero");
    }

    #[test]
    fn slopes_are_what_small_steps_show() {
        assert_slopes(None);
    }

    #[test]
    fn slopes_are_what_small_steps_show_where_some_is_dropped() {
        // With these, no step is over a corner of a rectifier.
        (2..5).for_each(|seed| assert_slopes(Some(seed)));
    }

    #[test]
    fn a_page_reads_the_same_in_used_buffers() {
        let (weights, page, mut few) = (weights(), page(), page());
        let (filters, mut reading) = (weights.filters_by_place(), Reading::default());
        reading.forward(&weights, &filters, &page, Some(&mut Random::of([1, 0, 0])));
        reading.backward(&weights, &page, &OF_ANSWERS, &mut Weights::zero(SIZES));
        few.passages.truncate(2);
        few.passages[1].around.truncate(3);
        few.means = vec![vec![0, 1], vec![1]];
        reading.forward(&weights, &filters, &few, None);
        assert_eq!(reading.logits, weights.logits(&few));
        assert!(weights.logits(&Page::default()).is_empty());
    }

    #[test]
    fn what_is_cut_off_stands_near_nothing() {
        let around = vec![(Around::Beside, Near::Passage(MOST_PASSAGES)), (Around::Heading, Near::Passage(0))];
        let passage = |_| Passage { places: Vec::new(), around: around.clone() };
        let passages = (0..MOST_PASSAGES + 2).map(passage).collect();
        let rows = vec![Row { passages: vec![1, MOST_PASSAGES], ..Row::default() }];
        let mut page = Page { passages, means: vec![vec![0, MOST_PASSAGES + 1]], sections: 0, rows };
        page.cut();
        assert_eq!((page.passages.len(), page.passages[0].around.len()), (MOST_PASSAGES, 1));
        assert_eq!((&page.means[0], &page.rows[0].passages), (&vec![0], &vec![1]));
    }
}
