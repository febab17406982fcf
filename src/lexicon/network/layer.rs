//! [`Layer`]: what each number that comes in adds to each that goes out, in one order, so that sums are the same on every
//! machine. What comes in is `mod.rs`. Floor 3.

use serde::{Deserialize, Serialize};

use crate::lexicon::Numbers;

/// How many numbers that go out are summed at a time.
const AT_A_TIME: usize = 32;

/// How many sums of one number are added side by side.
const LANES: usize = 8;

/// A layer: what each number that comes in adds to each that goes out.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Layer {
    /// By number that goes out.
    biases: Numbers,
    /// By number that comes in, and in it by number that goes out.
    weights: Numbers,
}

impl Layer {
    /// By number that goes out: its bias, and what each number that comes in adds to it.
    #[must_use]
    pub fn new(units: &[(f32, Vec<f32>)]) -> Self {
        let mut layer = Self::default();
        layer.biases.extend(units.iter().map(|(bias, _)| bias.to_bits()));
        for input in 0..units.iter().map(|(_, weights)| weights.len()).min().unwrap_or_default() {
            layer.weights.extend(units.iter().map(|(_, weights)| weights[input].to_bits()));
        }
        layer
    }

    /// How many numbers go out.
    pub(super) fn width(&self) -> usize {
        self.biases.len()
    }

    /// What goes out where nothing comes in.
    pub(super) fn of_nothing(&self) -> Vec<f32> {
        self.biases.floats(0..self.width()).collect()
    }

    /// All weights, number by number that comes in.
    pub(super) fn weights(&self) -> impl Iterator<Item = f32> {
        self.weights.floats(0..self.weights.len())
    }

    /// What goes out for what comes in, nothing below zero.
    pub(super) fn of(&self, numbers: &[f32]) -> Vec<f32> {
        let mut out = self.adding(numbers, 0, self.of_nothing());
        out.iter_mut().for_each(|number| *number = number.max(0.0));
        out
    }

    /// How what goes out changes with a number that comes in, each number that goes out counted as often as some say.
    pub(super) fn slope(&self, at: usize, of: &[f32]) -> f32 {
        // Some sums side by side, which the processor does at once.
        let mut sums = [0.0_f32; LANES];
        let (blocks, rest) = of.as_chunks::<LANES>();
        let first = at * of.len();
        for (block, first) in blocks.iter().zip((first..).step_by(LANES)) {
            let weights = self.weights.floats(first..first + LANES);
            sums.iter_mut().zip(weights.zip(block)).for_each(|(sum, (weight, slope))| *sum += weight * slope);
        }
        let rest = self.weights.floats(first + of.len() - rest.len()..first + of.len()).zip(rest);
        sums.into_iter().chain(rest.map(|(weight, slope)| weight * slope)).sum()
    }

    /// What goes out with some numbers more, which come in from a place on.
    pub(super) fn adding(&self, numbers: &[f32], from: usize, mut out: Vec<f32>) -> Vec<f32> {
        let width = out.len();
        // Half of what comes in is zero.
        let some = || (from * width..).step_by(width.max(1)).zip(numbers).filter(|(_, number)| **number != 0.0);
        // A few sums at a time, which stay in registers while all that comes in is added, in its order.
        let (blocks, rest) = out.as_chunks_mut::<AT_A_TIME>();
        for (block, first) in blocks.iter_mut().zip((0..).step_by(AT_A_TIME)) {
            let mut sums = *block;
            for (row, number) in some() {
                let weights = self.weights.floats(row + first..row + first + AT_A_TIME);
                sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += number * weight);
            }
            *block = sums;
        }
        for (row, number) in some() {
            let weights = self.weights.floats(row + width - rest.len()..row + width);
            rest.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += number * weight);
        }
        out
    }
}
