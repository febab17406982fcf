//! A small convolutional network over passages (after Kim 2014, “Convolutional Neural Networks for Sentence
//! Classification”): filters over three places, the most each finds in a passage, a layer over that, and a second layer that
//! sees the page and the heading. Here is what it makes of a page and, on the way back, how its loss
//! changes with each weight; `train.rs` finds the weights.

use super::numbers::{Dropped, Random, add, dot, layer, multiply, multiply_add, refill, row, row_mut, silence};

/// What of a place's numbers is dropped in training, what of a layer's, how often a word is made unknown and what it then is.
const DROPPED_OF_PLACE: f32 = 0.1;
const DROPPED: f32 = 0.1;
const UNKNOWN: (f32, u32) = (0.05, 1);
/// How often the mean of a page is mixed with that of another, how much of that at most, and passages of a page for it.
const MIXED: (f32, f32) = (0.5, 0.5);
const LEAST_MIXED: usize = 8;
/// The most places of a passage that are learnt from: what is longer is no sentence.
const MOST_PLACES: usize = 40;

/// A page with what is known of it.
#[derive(Default)]
pub(crate) struct Page {
    pub(crate) passages: Vec<Passage>,
    pub(crate) rows: Vec<Row>,
}

/// A passage of a page.
pub(crate) struct Passage {
    /// Up to four symbols a place; 0 is none, 1 is one too rare to have its own.
    pub(crate) places: Vec<[u32; 4]>,
    /// Whether it counts for the page: a second reading does not.
    pub(crate) own: bool,
    /// The heading above it: where it stands in the page.
    pub(crate) above: Option<usize>,
}

/// A labelled place of a page: what the passage of it says that says most.
pub(crate) struct Row {
    /// Its passages: a sentence may be read in two, the row of a table in its cells.
    pub(crate) passages: Vec<usize>,
    /// A claim.
    pub(crate) is_one: bool,
    /// How many such rows it stands for.
    pub(crate) weight: f32,
}

/// How many symbols there are, numbers of a symbol's vector, filters, and numbers that come out of a layer. All but the
/// first are multiples of four.
#[derive(Clone, Copy)]
pub(crate) struct Sizes {
    pub(crate) symbols: usize,
    pub(crate) vector: usize,
    pub(crate) filters: usize,
    pub(crate) hidden: usize,
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
    /// A row a number of the sentence, then of the page, of the heading; a column a number that comes out.
    pub(crate) page: Vec<f32>,
    pub(crate) page_bias: Vec<f32>,
    /// For the numbers of the sentence, then for those of the page's layer.
    pub(crate) verdict: Vec<f32>,
    /// One number.
    pub(crate) verdict_bias: Vec<f32>,
}

impl Weights {
    /// All zero.
    pub(crate) fn zero(sizes: Sizes) -> Self {
        let Sizes { symbols, vector, filters, hidden } = sizes;
        assert!([vector, filters, hidden].iter().all(|size| size.is_multiple_of(4)), "sizes are multiples of four");
        Self {
            sizes,
            vectors: vec![0.0; symbols * vector],
            filters: vec![0.0; filters * 3 * vector],
            filters_bias: vec![0.0; filters],
            sentence: vec![0.0; filters * hidden],
            sentence_bias: vec![0.0; hidden],
            page: vec![0.0; 3 * hidden * hidden],
            page_bias: vec![0.0; hidden],
            verdict: vec![0.0; 2 * hidden],
            verdict_bias: vec![0.0],
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
            &mut self.verdict,
            &mut self.verdict_bias,
        ]
    }

    /// The logarithms of odds of a page's passages.
    #[cfg(test)]
    pub(crate) fn logits(&self, page: &[Passage]) -> Vec<f32> {
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

/// What a passage becomes on its way, for the way back.
#[derive(Default)]
struct Steps {
    symbols: Vec<[u32; 4]>,
    /// The sums of the places' vectors, with a place of zeros at both ends.
    places: Dropped,
    /// The most that each filter finds, and the place where it does.
    most: Dropped,
    places_of_most: Vec<u32>,
    /// What of the sentence goes straight to the verdict.
    sentence: Dropped,
    /// What goes into the page's layer, and what comes out.
    around: Dropped,
    page: Vec<f32>,
}

/// A page as it is read; used for one after the other, it keeps its buffers.
#[derive(Default)]
pub(crate) struct Reading {
    steps: Vec<Steps>,
    /// A row a passage.
    sentences: Vec<f32>,
    mean: Vec<f32>,
    pub(crate) logits: Vec<f32>,
    /// How the loss changes with the sentences, with their mean, and with what is at hand.
    slopes: Vec<f32>,
    slope_of_mean: Vec<f32>,
    /// The mean of the last page that was long enough to be mixed with others, and how much of its own mean this one keeps.
    last_mean: Vec<f32>,
    kept_of_mean: f32,
    slope: Vec<f32>,
    wide_slope: Vec<f32>,
}

impl Reading {
    /// Reads a page; with `random` as in training, where something is dropped.
    pub(crate) fn forward(
        &mut self,
        weights: &Weights,
        filters_by_place: &[f32],
        page: &[Passage],
        mut random: Option<&mut Random>,
    ) {
        let hidden = weights.sizes.hidden;
        self.steps.resize_with(self.steps.len().max(page.len()), Steps::default);
        refill(&mut self.sentences, page.len() * hidden);
        refill(&mut self.mean, hidden);
        let share = share_of_page(page);
        let sentences = self.sentences.chunks_exact_mut(hidden);
        for ((passage, steps), sentence) in page.iter().zip(&mut self.steps).zip(sentences) {
            steps.sum_vectors(weights, &passage.places, random.as_deref_mut());
            steps.find_most(weights, filters_by_place, &mut self.slope);
            steps.most.drop(DROPPED, random.as_deref_mut());
            layer(sentence, &steps.most.numbers, &weights.sentence, &weights.sentence_bias);
            if passage.own {
                add(&mut self.mean, share, sentence);
            }
        }
        self.mix(page, random.as_deref_mut());
        self.logits.clear();
        for (at, (passage, steps)) in page.iter().zip(&mut self.steps).enumerate() {
            steps.look_around(&self.sentences, &self.mean, at, passage);
            steps.around.drop(DROPPED, random.as_deref_mut());
            refill(&mut steps.page, hidden);
            layer(&mut steps.page, &steps.around.numbers, &weights.page, &weights.page_bias);
            row(&self.sentences, at, hidden).clone_into(&mut steps.sentence.numbers);
            steps.sentence.drop(DROPPED, random.as_deref_mut());
            let (for_sentence, for_page) = weights.verdict.split_at(hidden);
            let sum = dot(&steps.sentence.numbers, for_sentence) + dot(&steps.page, for_page);
            self.logits.push(sum + weights.verdict_bias[0]);
        }
    }

    /// The way back over the page just read: adds to `slopes` how the loss changes with each weight, given how it does with
    /// each logit.
    pub(crate) fn backward(&mut self, weights: &Weights, page: &[Passage], of_logits: &[f32], slopes: &mut Weights) {
        let hidden = weights.sizes.hidden;
        refill(&mut self.slopes, page.len() * hidden);
        refill(&mut self.slope_of_mean, hidden);
        for (at, (passage, slope)) in page.iter().zip(of_logits).enumerate().filter(|(_, (_, slope))| **slope != 0.0) {
            let steps = &self.steps[at];
            let (for_sentence, for_page) = weights.verdict.split_at(hidden);
            let (slopes_for_sentence, slopes_for_page) = slopes.verdict.split_at_mut(hidden);
            slopes.verdict_bias[0] += slope;
            add(slopes_for_sentence, *slope, &steps.sentence.numbers);
            add(slopes_for_page, *slope, &steps.page);
            let own = row_mut(&mut self.slopes, at, hidden);
            for ((own, weight), kept) in own.iter_mut().zip(for_sentence).zip(&steps.sentence.kept) {
                *own += slope * weight * kept;
            }
            refill(&mut self.slope, hidden);
            add(&mut self.slope, *slope, for_page);
            silence(&mut self.slope, &steps.page);
            add(&mut slopes.page_bias, 1.0, &self.slope);
            let around = &mut self.wide_slope;
            steps.around.backward(&self.slope, &weights.page, &mut slopes.page, around);
            add(row_mut(&mut self.slopes, at, hidden), 1.0, row(around, 0, hidden));
            add(&mut self.slope_of_mean, 1.0, row(around, 1, hidden));
            if let Some(above) = above(passage, page.len()) {
                add(row_mut(&mut self.slopes, above, hidden), 1.0, row(around, 2, hidden));
            }
        }
        let share = share_of_page(page) * self.kept_of_mean;
        for (at, passage) in page.iter().enumerate() {
            let slope = row_mut(&mut self.slopes, at, hidden);
            if passage.own {
                add(slope, share, &self.slope_of_mean);
            }
            silence(slope, row(&self.sentences, at, hidden));
            add(&mut slopes.sentence_bias, 1.0, slope);
            let steps = &self.steps[at];
            steps.most.backward(slope, &weights.sentence, &mut slopes.sentence, &mut self.slope);
            steps.filters_backward(weights, &self.slope, &mut self.wide_slope, slopes);
        }
    }
}

impl Reading {
    /// Makes of the mean of a page that of two, as if what stands on another stood below it: what is added to a page must not
    /// change what is read in it.
    fn mix(&mut self, page: &[Passage], random: Option<&mut Random>) {
        self.kept_of_mean = 1.0;
        let Some(random) = random.filter(|_| page.iter().filter(|passage| passage.own).count() >= LEAST_MIXED) else {
            return;
        };
        let own = self.mean.clone();
        let is_mixed = random.share() < MIXED.0;
        if is_mixed && self.last_mean.len() == own.len() {
            self.kept_of_mean = 1.0 - MIXED.1 * random.share();
            self.mean.iter_mut().for_each(|number| *number *= self.kept_of_mean);
            add(&mut self.mean, 1.0 - self.kept_of_mean, &self.last_mean);
        }
        self.last_mean = own;
    }
}

impl Steps {
    /// The places as sums of their symbols' vectors.
    fn sum_vectors(&mut self, weights: &Weights, places: &[[u32; 4]], mut random: Option<&mut Random>) {
        let width = weights.sizes.vector;
        let most = if random.is_some() { MOST_PLACES } else { usize::MAX };
        places[..places.len().min(most)].clone_into(&mut self.symbols);
        if let Some(random) = random.as_deref_mut() {
            self.symbols.iter_mut().filter(|_| random.share() < UNKNOWN.0).for_each(|place| place[0] = UNKNOWN.1);
        }
        refill(&mut self.places.numbers, (self.symbols.len() + 2) * width);
        for (at, symbols) in self.symbols.iter().enumerate() {
            let place = row_mut(&mut self.places.numbers, at + 1, width);
            for symbol in symbols.iter().filter(|symbol| **symbol != 0) {
                add(place, 1.0, row(&weights.vectors, *symbol as usize, width));
            }
        }
        self.places.drop(DROPPED_OF_PLACE, random);
    }

    /// The most that each filter finds over three places, or zero.
    fn find_most(&mut self, weights: &Weights, filters_by_place: &[f32], found: &mut Vec<f32>) {
        let (width, filters) = (weights.sizes.vector, weights.sizes.filters);
        refill(&mut self.most.numbers, filters);
        self.places_of_most.clear();
        self.places_of_most.resize(filters, 0);
        for place in 0..self.symbols.len() {
            found.clone_from(&weights.filters_bias);
            // Rows of places lie one behind the other: three of them are one slice.
            multiply_add(found, &self.places.numbers[place * width..(place + 3) * width], filters_by_place);
            let most = self.most.numbers.iter_mut().zip(&mut self.places_of_most);
            for ((most, place_of_most), found) in most.zip(&*found) {
                let now = (*most, *place_of_most);
                (*most, *place_of_most) = if *found > *most { (*found, place as u32) } else { now };
            }
        }
    }

    /// The sentence, the page and the heading, one behind the other.
    fn look_around(&mut self, sentences: &[f32], mean: &[f32], at: usize, passage: &Passage) {
        let hidden = mean.len();
        let around = &mut self.around.numbers;
        refill(around, 3 * hidden);
        row_mut(around, 0, hidden).copy_from_slice(row(sentences, at, hidden));
        row_mut(around, 1, hidden).copy_from_slice(mean);
        if let Some(above) = above(passage, sentences.len() / hidden) {
            add(row_mut(around, 2, hidden), 1.0, row(sentences, above, hidden));
        }
    }

    /// The way back through the filters: only the place where a filter found most changes what it finds.
    fn filters_backward(&self, weights: &Weights, slope: &[f32], of_places: &mut Vec<f32>, slopes: &mut Weights) {
        let width = weights.sizes.vector;
        refill(of_places, self.places.numbers.len());
        for (filter, slope) in slope.iter().enumerate().filter(|(_, slope)| **slope != 0.0) {
            let first = self.places_of_most[filter] as usize * width;
            let places = first..first + 3 * width;
            slopes.filters_bias[filter] += slope;
            add(row_mut(&mut slopes.filters, filter, 3 * width), *slope, &self.places.numbers[places.clone()]);
            add(&mut of_places[places], *slope, row(&weights.filters, filter, 3 * width));
        }
        multiply(of_places, &self.places.kept);
        for (symbols, of_place) in self.symbols.iter().zip(of_places.chunks_exact(width).skip(1)) {
            for symbol in symbols.iter().filter(|symbol| **symbol != 0) {
                add(row_mut(&mut slopes.vectors, *symbol as usize, width), 1.0, of_place);
            }
        }
    }
}

/// The heading above a passage, if it is among those that are read.
fn above(passage: &Passage, passages: usize) -> Option<usize> {
    passage.above.filter(|at| *at < passages)
}

/// What of the page's mean a passage makes that counts for it.
fn share_of_page(page: &[Passage]) -> f32 {
    1.0 / page.iter().filter(|passage| passage.own).count().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZES: Sizes = Sizes { symbols: 12, vector: 8, filters: 12, hidden: 8 };
    /// How much each logit counts in what is looked at.
    const OF_LOGITS: [f32; 5] = [0.7, -1.0, 0.0, 1.3, -0.4];

    /// A heading and four passages below it, one of them empty, one a second reading.
    fn page() -> Vec<Passage> {
        let mut random = Random::of([3, 0, 0]);
        let mut symbol = |least: u64| (least + random.next() % (12 - least)) as u32;
        let passage = |at: usize| {
            let places = (0..[3, 6, 0, 1, 5][at]).map(|_| [symbol(2), symbol(0), 0, symbol(0)]).collect();
            Passage { places, own: at != 3, above: (at > 0).then_some(if at == 4 { 9 } else { 0 }) }
        };
        (0..5).map(passage).collect()
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
        reading.logits.iter().zip(OF_LOGITS).map(|(logit, times)| f64::from(logit * times)).sum()
    }

    /// Slopes are what small steps show, of each weight of each layer; `seed` fixes what is dropped.
    fn assert_slopes(seed: Option<u64>) {
        const STEP: f32 = 1.0 / 2048.0;
        let (mut slopes, mut reading) = (Weights::zero(SIZES), Reading::default());
        let mut random = seed.map(|seed| Random::of([seed, 0, 0]));
        reading.forward(&weights(), &weights().filters_by_place(), &page(), random.as_mut());
        reading.backward(&weights(), &page(), &OF_LOGITS, &mut slopes);
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
        let (weights, page) = (weights(), page());
        let (filters, mut reading) = (weights.filters_by_place(), Reading::default());
        reading.forward(&weights, &filters, &page, Some(&mut Random::of([1, 0, 0])));
        reading.backward(&weights, &page, &OF_LOGITS, &mut Weights::zero(SIZES));
        reading.forward(&weights, &filters, &page[..2], None);
        assert_eq!(reading.logits, weights.logits(&page[..2]));
        assert!(weights.logits(&[]).is_empty());
    }
}
