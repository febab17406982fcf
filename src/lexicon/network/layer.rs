//! [`Layer`]: what each number that comes in adds to each that goes out, in one order, so that sums are the same on every
//! machine. What comes in is `mod.rs`. Floor 3.

use serde::{Deserialize, Serialize};

use crate::lexicon::Numbers;

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
    pub(super) fn of(&self, numbers: impl Iterator<Item = f32>) -> Vec<f32> {
        let mut out = self.of_nothing();
        numbers.enumerate().for_each(|(at, number)| self.add(number, at, &mut out));
        out.iter_mut().for_each(|number| *number = number.max(0.0));
        out
    }

    /// How what goes out changes with a number that comes in, each number that goes out counted as often as some say.
    pub(super) fn slope(&self, at: usize, of: &[f32]) -> f32 {
        self.weights.floats(at * of.len()..(at + 1) * of.len()).zip(of).map(|(weight, slope)| weight * slope).sum()
    }

    /// What goes out with some numbers more, which come in from a place on.
    pub(super) fn adding(&self, numbers: &[f32], from: usize, mut out: Vec<f32>) -> Vec<f32> {
        numbers.iter().zip(from..).for_each(|(number, at)| self.add(*number, at, &mut out));
        out
    }

    fn add(&self, number: f32, at: usize, out: &mut [f32]) {
        // Half of them are zero.
        if number != 0.0 {
            let row = self.weights.floats(at * out.len()..(at + 1) * out.len());
            out.iter_mut().zip(row).for_each(|(sum, weight)| *sum += number * weight);
        }
    }
}
