//! [`NetworkDraft`]: a network as packs give it, before each vector is laid out as what the filters make of it. How it is asked is
//! `mod.rs`. Floor 3.

use super::{Layer, Network, SEEN};
use crate::lexicon::Lexicon;
use crate::lexicon::word_tables::{of_classes, of_words};

/// A network as it is gathered from packs; [`finish`](Self::finish) makes of it what is looked up.
#[derive(Debug, Default)]
pub struct NetworkDraft {
    /// By symbol, each once, its vector; those of most words first lie together.
    pub vectors: Vec<(String, Vec<f32>)>,
    /// By filter: its bias, and its weights for the place before, for its own and for that behind.
    pub filters: Vec<(f32, Vec<f32>)>,
    /// The layer of a sentence by itself.
    pub sentence: Layer,
    /// The layer of a sentence on its page: by itself, the mean of the page, the heading above.
    pub page: Layer,
    /// The one number that comes of both.
    pub verdict: Layer,
    /// The most that it may be, above zero and below.
    pub most: f32,
}

impl NetworkDraft {
    /// A network, with the symbols of all words of a lexicon.
    #[must_use]
    pub fn finish(self, lexicon: &Lexicon) -> Network {
        let Self { vectors, filters, sentence, page, verdict, most } = self;
        let answer = |vector: &[f32], seen: usize, weights: &[f32]| -> f32 {
            vector.iter().zip(&weights[seen * vector.len()..]).map(|(number, weight)| number * weight).sum()
        };
        let all = |vector: &[f32]| -> Vec<f32> {
            (0..SEEN).flat_map(|seen| filters.iter().map(move |(_, weights)| answer(vector, seen, weights))).collect()
        };
        let answers: Vec<Vec<f32>> = vectors.iter().map(|(_, vector)| all(vector)).collect();
        let mut largest = vec![0.0_f32; filters.len()];
        for answers in &answers {
            for (at, answer) in answers.iter().enumerate() {
                let largest = &mut largest[at % filters.len()];
                *largest = largest.max(answer.abs());
            }
        }
        let steps: Vec<f32> =
            largest.iter().map(|largest| largest.max(f32::MIN_POSITIVE) / f32::from(i8::MAX)).collect();
        let mut network = Network { sentence, page, verdict, most: most.max(0.0), ..Network::default() };
        network.steps.extend(steps.iter().map(|step| step.to_bits()));
        network.biases.extend(filters.iter().map(|(bias, _)| bias.to_bits()));
        // Symbol 0 is none.
        network.answers.extend(&vec![0; filters.len() * SEEN]);
        for ((symbol, _), answers) in vectors.iter().zip(&answers) {
            network.symbols.insert(symbol);
            #[expect(clippy::cast_possible_truncation, reason = "a step is so large that the largest answer fits")]
            let byte = |(at, answer): (usize, &f32)| ((answer / steps[at % steps.len()]).round() as i8).cast_unsigned();
            network.answers.extend(&answers.iter().enumerate().map(byte).collect::<Vec<u8>>());
        }
        network.of_words = of_words(lexicon, |word| network.read(word, lexicon));
        network.of_classes = of_classes(&network.symbols);
        network
    }
}
