//! A passage by itself on its way through the network of `network.rs`: its places as sums of vectors, the most that each filter
//! finds there, what is answered to it, and the way back to the vectors. What stands around it is not for here.

use super::network::Weights;
use super::numbers::{Dropped, Random, add, dot, multiply, multiply_add, refill, row, row_mut};

/// What of a place's numbers is dropped in training, how often a word is made unknown and what it then is.
const DROPPED_OF_PLACE: f32 = 0.1;
const UNKNOWN: (f32, u32) = (0.05, 1);
/// The most places of a passage that are learnt from: what is longer is no sentence.
const MOST_PLACES: usize = 40;

/// What a passage becomes on its way, for the way back.
#[derive(Default)]
pub(crate) struct Steps {
    symbols: Vec<[u32; 4]>,
    /// The sums of the places' vectors, with a place of zeros at both ends.
    places: Dropped,
    /// The most that each filter finds, and the place where it does.
    pub(crate) most: Dropped,
    places_of_most: Vec<u32>,
    /// What of the sentence goes straight to the answers.
    pub(crate) sentence: Dropped,
    /// What goes into the page's layer, and what comes out.
    pub(crate) around: Dropped,
    pub(crate) page: Vec<f32>,
}

impl Steps {
    /// What an answer is: the verdict or that of a group.
    pub(crate) fn answer(&self, weights: &Weights, answer: usize) -> f32 {
        let hidden = weights.sizes.hidden;
        let (for_sentence, for_page) = row(&weights.answers, answer, 2 * hidden).split_at(hidden);
        let sum = dot(&self.sentence.numbers, for_sentence) + dot(&self.page, for_page);
        sum + weights.answers_bias[answer]
    }

    /// The places as sums of their symbols' vectors.
    pub(crate) fn sum_vectors(&mut self, weights: &Weights, places: &[[u32; 4]], mut random: Option<&mut Random>) {
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
    pub(crate) fn find_most(&mut self, weights: &Weights, filters_by_place: &[f32], found: &mut Vec<f32>) {
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

    /// The way back through the filters: only the place where a filter found most changes what it finds.
    pub(crate) fn filters_backward(
        &self,
        weights: &Weights,
        slope: &[f32],
        of_places: &mut Vec<f32>,
        slopes: &mut Weights,
    ) {
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
