//! Trains the network of `network.rs`: binary cross-entropy, AdamW (Loshchilov and Hutter 2019, “Decoupled Weight Decay
//! Regularization”), whole pages in batches. Beside the verdict it learns of which group each row is. The same pages and seed
//! give the same weights, however busy the machine is: each batch is cut into a fixed number of parts, a thread each, whose
//! slopes are added in order.

use std::{f32, f64, thread};

use claimlint::lexicon::Around;

use super::network::{MOST_PASSAGES, Page, Reading, Row, Sizes, Weights};
use super::numbers::{Random, add, refill, row_mut};

const VECTOR: usize = 64;
const FILTERS: usize = 128;
const HIDDEN: usize = 64;
/// The most passages of a batch, and what its loss is divided by.
const BATCH: usize = MOST_PASSAGES;
const DIVISOR: f32 = 512.0;
/// Into how many parts a batch is cut.
const PARTS: usize = 2;
/// The rate: the most, reached after so many steps, and the last.
const RATE: f64 = 2e-3;
const WARM_UP: usize = 200;
const LAST_RATE: f64 = 3e-4;
/// How much of the mean of the weights stays while that of as many steps is added: the mean of many steps knows better than
/// the last (Polyak and Juditsky 1992, “Acceleration of Stochastic Approximation by Averaging”).
const MEAN_STAYS: f32 = 0.98;
const MEAN_STEPS: usize = 10;
/// How slowly the moments forget; what keeps a division from being one by zero; what weights lose.
const FIRST_STAYS: f32 = 0.9;
const SECOND_STAYS: f32 = 0.99;
const EPSILON: f32 = 1e-8;
const DECAY: f32 = 1e-4;
/// Below it a moment is nothing: processors are slow with much smaller numbers.
const NOTHING: f32 = 1e-30;
/// How much it counts at first of which group a row is (Caruana 1997, “Multitask Learning”): who tells education from a risk and
/// a story from a mechanism tells claims better. It counts ever less, and nothing at the end.
const GROUPED: f32 = 0.6;
/// Where the verdict begins: most passages are none.
const FIRST_BIAS: f32 = -1.5;

/// The weights after so many passes over the pages; `tell` hears of each pass and its mean loss.
pub(crate) fn train(
    pages: &[Page],
    (symbols, groups): (usize, usize),
    epochs: usize,
    seed: u64,
    tell: impl FnMut(usize, f64),
) -> Weights {
    train_sized(pages, Sizes { symbols, vector: VECTOR, filters: FILTERS, hidden: HIDDEN, groups }, epochs, seed, tell)
}

fn train_sized(pages: &[Page], sizes: Sizes, epochs: usize, seed: u64, mut tell: impl FnMut(usize, f64)) -> Weights {
    let mut weights = first_weights(sizes, &mut Random::of([seed, 0, 0]));
    let (mut first, mut second) = (Weights::zero(sizes), Weights::zero(sizes));
    let mut parts = [(); PARTS].map(|()| Part::new(sizes));
    let mut random = Random::of([seed, 1, 0]);
    // All at once, so that it is known how many steps there are.
    let batches: Vec<Vec<Vec<usize>>> = (0..epochs).map(|_| batches(pages, &mut random)).collect();
    let steps: usize = batches.iter().map(Vec::len).sum();
    let mut mean = Weights::zero(sizes);
    let mut step = 0;
    for (epoch, batches) in batches.iter().enumerate() {
        let mut loss = 0.0;
        for batch in batches {
            let (filters, weights_now) = (weights.filters_by_place(), &weights);
            let grouped = GROUPED * (1.0 - step as f32 / steps as f32);
            thread::scope(|scope| {
                for (part, batch) in parts.iter_mut().zip(cut(pages, batch)) {
                    let keys = [seed, 2 + step as u64];
                    let filters = &filters;
                    scope.spawn(move || part.learn((weights_now, filters), pages, &batch, grouped, keys));
                }
            });
            loss += parts.iter().map(|part| part.loss).sum::<f64>();
            adjust(&mut weights, &mut first, &mut second, &mut parts, Pace::at(step, steps));
            step += 1;
            if step % MEAN_STEPS == 0 {
                let layers = mean.all_mut().into_iter().zip(weights.all_mut());
                layers.for_each(|(mean, weights)| approach(mean, 1.0 - MEAN_STAYS, weights));
            }
        }
        tell(epoch, loss / batches.len().max(1) as f64);
    }
    // It began at zero.
    let share = 1.0 - MEAN_STAYS.powf((step / MEAN_STEPS) as f32);
    mean.all_mut().into_iter().for_each(|layer| layer.iter_mut().for_each(|weight| *weight /= share));
    mean
}

/// Moves numbers a part of the way to others.
fn approach(numbers: &mut [f32], part: f32, others: &[f32]) {
    numbers.iter_mut().zip(others).for_each(|(number, other)| *number += part * (other - *number));
}

/// Random weights, so large that what comes out of a layer is about as large as what goes in.
fn first_weights(sizes: Sizes, random: &mut Random) -> Weights {
    let mut weights = Weights::zero(sizes);
    let mut fill = |numbers: &mut [f32], deviation: f32| numbers.fill_with(|| deviation * normal(random));
    let of = |inputs: usize| (inputs as f32).sqrt().recip();
    fill(&mut weights.vectors[sizes.vector..], 0.1);
    fill(&mut weights.filters, of(3 * sizes.vector));
    fill(&mut weights.sentence, of(sizes.filters));
    fill(&mut weights.page, of(Around::COUNT * sizes.hidden));
    for answer in weights.answers.chunks_exact_mut(2 * sizes.hidden) {
        fill(&mut answer[..sizes.hidden], 0.1);
        fill(&mut answer[sizes.hidden..], 0.02);
    }
    weights.answers_bias[0] = FIRST_BIAS;
    weights
}

/// Of the normal distribution (Box and Muller 1958).
fn normal(random: &mut Random) -> f32 {
    let (share, turn) = (1.0 - random.share(), random.share());
    (-2.0 * share.ln()).sqrt() * (f32::consts::TAU * turn).cos()
}

/// The pages in a random order, in batches.
fn batches(pages: &[Page], random: &mut Random) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..pages.len()).filter(|page| !pages[*page].passages.is_empty()).collect();
    for at in (1..order.len()).rev() {
        order.swap(at, (random.next() % (at as u64 + 1)) as usize);
    }
    let mut batches: Vec<Vec<usize>> = Vec::new();
    let mut room = 0;
    for page in order {
        let passages = pages[page].passages.len();
        if passages > room {
            batches.push(Vec::new());
            room = BATCH;
        }
        room -= passages;
        batches.last_mut().into_iter().for_each(|batch| batch.push(page));
    }
    batches
}

/// A batch in parts of about as many places each; a page without a label teaches nothing.
fn cut(pages: &[Page], batch: &[usize]) -> [Vec<usize>; PARTS] {
    let mut parts = [(); PARTS].map(|()| (0, Vec::new()));
    for page in batch {
        let Page { passages, rows, .. } = &pages[*page];
        if !rows.is_empty()
            && let Some((places, part)) = parts.iter_mut().min_by_key(|(places, _)| *places)
        {
            *places += passages.iter().map(|passage| passage.places.len() + 1).sum::<usize>();
            part.push(*page);
        }
    }
    parts.map(|(_, part)| part)
}

/// What a thread needs of its own.
struct Part {
    reading: Reading,
    slopes: Weights,
    of_answers: Vec<f32>,
    of_groups: Vec<f32>,
    loss: f64,
}

impl Part {
    fn new(sizes: Sizes) -> Self {
        Self {
            reading: Reading::default(),
            slopes: Weights::zero(sizes),
            of_answers: Vec::new(),
            of_groups: Vec::new(),
            loss: 0.0,
        }
    }

    /// Adds up the loss of the verdicts, and the slopes of all of it, over its pages. Each page has random numbers of its own:
    /// who reads it is all one.
    fn learn(
        &mut self,
        (weights, filters): (&Weights, &[f32]),
        pages: &[Page],
        batch: &[usize],
        grouped: f32,
        keys: [u64; 2],
    ) {
        self.loss = 0.0;
        let answers = weights.answers_bias.len();
        for at in batch {
            let page = &pages[*at];
            let mut random = Random::of([keys[0], keys[1], *at as u64]);
            self.reading.forward(weights, filters, page, Some(&mut random));
            let logits = &self.reading.logits;
            refill(&mut self.of_answers, logits.len() * answers);
            for Row { passages, is_one, weight, group } in &page.rows {
                let all = passages.iter().copied();
                let Some(most) = all.max_by(|one, other| logits[*one].total_cmp(&logits[*other])) else { continue };
                let (loss, slope) = cross_entropy(logits[most], *is_one);
                let of_answers = row_mut(&mut self.of_answers, most, answers);
                self.loss += f64::from(loss * weight / DIVISOR);
                of_answers[0] += slope * weight / DIVISOR;
                if let Some(group) = group {
                    self.of_groups.clear();
                    self.of_groups.extend(self.reading.groups(weights, most));
                    slopes_of_one(&mut self.of_groups, *group);
                    add(&mut of_answers[1..], grouped * weight / DIVISOR, &self.of_groups);
                }
            }
            self.reading.backward(weights, page, &self.of_answers, &mut self.slopes);
        }
    }
}

/// Makes of logits, of which one is right, how cross-entropy changes with them.
fn slopes_of_one(logits: &mut [f32], right: usize) {
    let most = logits.iter().copied().fold(f32::MIN, f32::max);
    logits.iter_mut().for_each(|logit| *logit = (*logit - most).exp());
    let sum: f32 = logits.iter().sum();
    logits.iter_mut().for_each(|odds| *odds /= sum);
    logits[right] -= 1.0;
}

/// Binary cross-entropy, and how it changes with the logit.
fn cross_entropy(logit: f32, is_one: bool) -> (f32, f32) {
    let one = f32::from(u8::from(is_one));
    (logit.max(0.0) - logit * one + (-logit.abs()).exp().ln_1p(), 1.0 / (1.0 + (-logit).exp()) - one)
}

/// How far a step goes.
#[derive(Clone, Copy)]
struct Pace {
    rate: f32,
    /// What the moments are of what they would be, had they not begun at zero.
    first: f32,
    second: f32,
}

impl Pace {
    /// Rises in a line from zero, then falls as a cosine does.
    fn at(step: usize, steps: usize) -> Self {
        let rate = if step < WARM_UP {
            RATE * step as f64 / WARM_UP as f64
        } else {
            let done = (step - WARM_UP) as f64 / (steps - WARM_UP) as f64;
            LAST_RATE + (RATE - LAST_RATE) * (1.0 + (f64::consts::PI * done).cos()) / 2.0
        };
        let share = |stays: f32| (1.0 - f64::from(stays).powf(step as f64 + 1.0)) as f32;
        Self { rate: rate as f32, first: share(FIRST_STAYS), second: share(SECOND_STAYS) }
    }
}

/// A step of AdamW; the parts' slopes are zero after it.
fn adjust(weights: &mut Weights, first: &mut Weights, second: &mut Weights, parts: &mut [Part; PARTS], pace: Pace) {
    let [mut sum, others @ ..] = parts.each_mut().map(|part| part.slopes.all_mut());
    for other in others {
        for (sum, other) in sum.iter_mut().zip(other) {
            add(sum, 1.0, other);
            other.fill(0.0);
        }
    }
    let moments = first.all_mut().into_iter().zip(second.all_mut());
    for ((weights, (first, second)), slopes) in weights.all_mut().into_iter().zip(moments).zip(sum) {
        let moments = first.iter_mut().zip(second);
        for ((weight, (first, second)), slope) in weights.iter_mut().zip(moments).zip(&mut *slopes) {
            *first = or_nothing(FIRST_STAYS * *first + (1.0 - FIRST_STAYS) * *slope);
            *second = or_nothing(SECOND_STAYS * *second + (1.0 - SECOND_STAYS) * *slope * *slope);
            let step = (*first / pace.first) / ((*second / pace.second).sqrt() + EPSILON);
            *weight -= pace.rate * (step + DECAY * *weight);
        }
        slopes.fill(0.0);
    }
}

/// A moment, or zero for one that is next to nothing.
fn or_nothing(moment: f32) -> f32 {
    if moment.abs() < NOTHING { 0.0 } else { moment }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::network::{Near, Passage};

    const PAGE: Option<(Around, Near)> = Some((Around::Page, Near::Mean(0)));
    const SIZES: Sizes = Sizes { symbols: 8, vector: 16, filters: 16, hidden: 16, groups: 0 };

    /// Pages of two passages, of which only the first, which is no row, tells how to read the second; `around` is how the second
    /// knows of it.
    fn toy(around: Option<(Around, Near)>) -> Vec<Page> {
        let page = |at: u32| {
            let places = vec![[2 + at % 2, 0, 0, 0], [6 + at / 2 % 2, 0, 0, 0]];
            let first = Passage { places, around: Vec::new() };
            let places = vec![[4, 0, 0, 0], [5, 6 + at / 2 % 2, 0, 0]];
            let rows = vec![Row { passages: vec![1], is_one: at % 2 == 1, weight: 8.0, group: None }];
            let second = Passage { places, around: around.into_iter().collect() };
            Page { passages: vec![first, second], means: vec![vec![0, 1]], sections: 0, rows }
        };
        (0..16).map(page).collect()
    }

    fn trained(pages: &[Page], epochs: usize, seed: u64) -> Weights {
        train_sized(pages, SIZES, epochs, seed, |_, _| {})
    }

    fn assert_learnt(pages: &[Page]) {
        let weights = trained(pages, 600, 1);
        for page in pages {
            let logit = weights.logits(page)[1];
            assert_eq!(logit > 0.0, page.rows[0].is_one, "{logit}");
            assert!(logit.abs() > 1.0, "{logit}");
        }
    }

    #[test]
    fn learns_what_only_the_page_tells() {
        assert_learnt(&toy(PAGE));
    }

    #[test]
    fn learns_what_only_another_passage_tells() {
        assert_learnt(&toy(Some((Around::Heading, Near::Passage(0)))));
    }

    #[test]
    fn learns_nothing_where_nothing_tells() {
        let pages = toy(None);
        let weights = trained(&pages, 300, 1);
        assert_eq!(weights.logits(&pages[0])[1], weights.logits(&pages[1])[1]);
    }

    #[test]
    fn one_seed_gives_one_result() {
        let pages = toy(PAGE);
        let all = |seed: u64| trained(&pages, 20, seed).all_mut().map(|layer| layer.clone());
        assert_eq!(all(1), all(1));
        assert_ne!(all(1), all(2));
    }

    #[test]
    fn a_row_says_what_its_clearest_passage_says() {
        let mut pages = toy(PAGE);
        // The first passage alone says nothing, and is in every row.
        pages.iter_mut().for_each(|page| page.rows[0].passages.insert(0, 0));
        let weights = trained(&pages, 600, 1);
        for page in &pages {
            let logits = weights.logits(page);
            assert_eq!(logits[0].max(logits[1]) > 0.0, page.rows[0].is_one, "{logits:?}");
        }
    }

    #[test]
    fn loss_falls_and_is_told_of_each_epoch() {
        let mut losses = Vec::new();
        train_sized(&toy(PAGE), SIZES, 300, 1, |epoch, loss| losses.push((epoch, loss)));
        assert_eq!(losses.len(), 300);
        assert_eq!(losses[299].0, 299);
        assert!(losses[299].1 < losses[0].1 / 2.0, "{} to {}", losses[0].1, losses[299].1);
    }

    #[test]
    fn batches_hold_whole_pages() {
        let page = |passages: usize| {
            let passage = |_| Passage { places: vec![], around: Vec::new() };
            Page { passages: (0..passages).map(passage).collect(), ..Page::default() }
        };
        let pages: Vec<_> = [300, 0, 250, 211, 511, 200].map(page).into();
        let batches = batches(&pages, &mut Random::of([1, 0, 0]));
        for batch in &batches {
            assert!(batch.iter().map(|page| pages[*page].passages.len()).sum::<usize>() <= BATCH);
        }
        let mut all = batches.concat();
        all.sort_unstable();
        assert_eq!(all, [0, 2, 3, 4, 5]);
    }

    #[test]
    fn the_rate_rises_and_falls() {
        let rate = |step: usize| f64::from(Pace::at(step, 1200).rate);
        for (step, expected) in [(0, 0.0), (100, RATE / 2.0), (200, RATE), (700, (RATE + LAST_RATE) / 2.0)] {
            assert!((rate(step) - expected).abs() < 1e-9, "{step}: {}", rate(step));
        }
        assert!((rate(1199) - LAST_RATE).abs() < 1e-7, "{}", rate(1199));
    }

    #[test]
    fn slopes_of_the_loss_are_what_small_steps_show() {
        for (logit, is_one) in [(-3.0, true), (-0.5, false), (0.2, true), (4.0, false)] {
            let loss = |logit: f32| cross_entropy(logit, is_one).0;
            let seen = (loss(logit + 0.01) - loss(logit - 0.01)) / 0.02;
            assert!((cross_entropy(logit, is_one).1 - seen).abs() < 1e-3);
        }
    }

    #[test]
    fn slopes_of_a_group_are_what_small_steps_show() {
        let logits = [0.5, -1.0, 2.0];
        let loss = |logits: [f32; 3]| logits.iter().map(|logit| logit.exp()).sum::<f32>().ln() - logits[1];
        let mut slopes = logits;
        slopes_of_one(&mut slopes, 1);
        for (at, slope) in slopes.into_iter().enumerate() {
            let moved = |step: f32| {
                let mut logits = logits;
                logits[at] += step;
                loss(logits)
            };
            let seen = (moved(0.01) - moved(-0.01)) / 0.02;
            assert!((slope - seen).abs() < 1e-3, "{slope}, seen {seen}");
        }
    }

    #[test]
    fn learns_of_which_group_a_row_is() {
        // All rows claim the same: only the groups differ.
        let mut pages = toy(PAGE);
        let rows = pages.iter_mut().flat_map(|page| &mut page.rows).enumerate();
        rows.for_each(|(at, row)| (row.is_one, row.group) = (false, Some(at % 2)));
        let weights = train_sized(&pages, Sizes { groups: 2, ..SIZES }, 600, 1, |_, _| {});
        let mut reading = Reading::default();
        for page in &pages {
            reading.forward(&weights, &weights.filters_by_place(), page, None);
            let groups: Vec<f32> = reading.groups(&weights, 1).collect();
            assert_eq!(Some(usize::from(groups[1] > groups[0])), page.rows[0].group, "{groups:?}");
        }
    }

    #[test]
    fn the_first_step_of_adamw_goes_by_the_sign() {
        let mut weights = Weights::zero(SIZES);
        weights.answers_bias.fill(1.0);
        let mut parts = [(); PARTS].map(|()| Part::new(SIZES));
        parts[0].slopes.answers_bias.fill(3.0);
        parts[1].slopes.answers_bias.fill(-1.0);
        let (mut first, mut second) = (Weights::zero(SIZES), Weights::zero(SIZES));
        let pace = Pace { rate: 0.5, ..Pace::at(0, 1) };
        adjust(&mut weights, &mut first, &mut second, &mut parts, pace);
        assert!((weights.answers_bias[0] - (1.0 - 0.5 * (1.0 + DECAY))).abs() < 1e-5, "{}", weights.answers_bias[0]);
        assert!(parts.iter().all(|part| part.slopes.answers_bias[0] == 0.0));
    }
}
