//! What a sentence says as a whole: digits become numbers, and whether the layers fit each other is checked. How they are written
//! is `raw/network.rs`. Floor 5.

use std::collections::BTreeSet;

use super::super::raw::{self, Text};
use super::{Builder, File};
use crate::lexicon::{Around, Layer, Network, NetworkDraft, numbers};

impl Builder<'_> {
    /// The network of a rule, once all words are known: the one that is compiled, or what files say; an empty one if none does.
    pub(super) fn network(&mut self, compiled: Option<&Network>, rule: &str, files: &[File]) -> Network {
        if let (Some(engine), Some(network)) = (self.compiled, compiled) {
            return network.for_lexicon(&self.engine.lexicon, &engine.lexicon);
        }
        let mut given = files.iter().filter_map(|file| Some((file, file.pack.network.get(rule)?)));
        let Some((file, raw)) = given.next() else { return Network::default() };
        for (file, raw) in given {
            let message = format!("`{rule}` has a network already");
            self.problem(file, &raw.verdict.weights, message, None);
        }
        let mut draft = NetworkDraft::default();
        let (mut width, mut seen) = (None, BTreeSet::new());
        for file in files {
            for (symbol, text) in file.pack.vectors.get(rule).into_iter().flatten() {
                if symbol.is_empty() || !seen.insert(symbol.as_str()) {
                    self.problem(file, text, format!("`{symbol}` has a vector already, or is no symbol"), None);
                    continue;
                }
                let count = *width.get_or_insert(text.value.len().saturating_sub(1));
                if let Some(vector) = self.numbers(file, text, (count, "as many as the other vectors have")) {
                    draft.vectors.push((symbol.clone(), vector));
                }
            }
        }
        let width = width.unwrap_or_default();
        let (filters, sentence) = (raw.filters.len(), raw.sentence.len());
        let (Some(filters), Some(sentence), Some(page), Some(verdict)) = (
            self.units(file, &raw.filters, (3 * width, "three for each digit of a vector")),
            self.units(file, &raw.sentence, (filters, "one for each filter")),
            self.units(file, &raw.page, (Around::COUNT * sentence, "six for each unit of `sentence`")),
            self.units(
                file,
                std::slice::from_ref(&raw.verdict),
                (sentence + raw.page.len(), "one for each unit of `sentence` and of `page`"),
            ),
        ) else {
            return Network::default();
        };
        (draft.filters, draft.most) = (filters, narrow(raw.most));
        (draft.sentence, draft.page, draft.verdict) = (Layer::new(&sentence), Layer::new(&page), Layer::new(&verdict));
        draft.finish(&self.engine.lexicon)
    }

    /// The units of a layer; nothing if one has a problem.
    fn units(&mut self, file: &File, raw: &[raw::Unit], (count, what): (usize, &str)) -> Option<Vec<(f32, Vec<f32>)>> {
        let mut unit = |unit: &raw::Unit| Some((narrow(unit.bias), self.numbers(file, &unit.weights, (count, what))?));
        // All of them, so that every problem is told.
        let units: Vec<Option<_>> = raw.iter().map(&mut unit).collect();
        units.into_iter().collect()
    }

    /// A text of so many digits as numbers, and before them one that says what their steps are worth.
    fn numbers(&mut self, file: &File, text: &Text, (count, what): (usize, &str)) -> Option<Vec<f32>> {
        let found = numbers(&text.value).filter(|numbers| numbers.len() == count);
        if found.is_none() {
            let help = Some("digits are A to Z, a to z, 0 to 9, `-` and `_`".to_owned());
            self.problem(file, text, format!("expected {} digits: {what}, behind that of their step", count + 1), help);
        }
        found
    }
}

fn narrow(number: f64) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "what packs say has fewer digits")]
    let narrow = number as f32;
    narrow
}
