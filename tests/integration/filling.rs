//! Fills frames with names (`tests/labelled/frames/`): sentences with slots. Read by the test of frames and by
//! `examples/weigh`, which fits to them.

use std::collections::BTreeMap;

/// Names by what they name. How far the next name is that a frame is filled with differs by kind, so that they meet in many
/// ways.
pub(crate) struct Names(Vec<(String, Vec<String>)>);

impl Names {
    pub(crate) fn new(table: &str) -> Self {
        let mut by_kind: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (kind, name) in table.lines().skip(1).filter_map(|line| line.split_once('\t')) {
            by_kind.entry(kind.to_owned()).or_default().push(name.to_owned());
        }
        Self(by_kind.into_iter().collect())
    }

    /// A frame with a name in each slot: `{disease}`, and `{Disease}` where a sentence begins.
    pub(crate) fn fill(&self, frame: &str, number: usize, fill: usize) -> String {
        let steps = [11, 3, 5, 7];
        self.0.iter().zip(steps).fold(frame.to_owned(), |text, ((kind, names), step)| {
            let name = &names[(number * 13 + fill * step) % names.len()];
            text.replace(&format!("{{{kind}}}"), name)
                .replace(&format!("{{{}}}", capitalised(kind)), &capitalised(name))
        })
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
