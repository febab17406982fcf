//! [`Parts`]: a page in parts, each under a heading of its own, a long section in several. What one part shows tells of that
//! part first: references at the end make no leaflet of a seller's page, an advertisement no seller of a leaflet, and a
//! section about the town takes nothing back. What a part may count is for packs to say. Floor 4.

use super::engine::{PartSettings, Suggestive};
use super::evidence::Sign;
use super::page::{amount, hundredths};
use super::reading::Reading;
use crate::prose::{Block, BlockKind};

/// A page in parts.
#[derive(Clone, Debug)]
pub(super) struct Parts {
    settings: PartSettings,
    /// By block: the number of its part.
    of_blocks: Vec<usize>,
}

impl Parts {
    /// Of a page, as packs want it parted.
    #[must_use]
    pub(super) fn new(reading: &Reading<'_>, settings: PartSettings) -> Self {
        let (mut part, mut words) = (0, 0);
        let of_block = |block: &Block| {
            if matches!(block.kind, BlockKind::Heading(_)) || words >= settings.words {
                part += 1;
                words = 0;
            }
            words += block.tokens.len();
            part
        };
        Self { settings, of_blocks: reading.document.blocks.iter().map(of_block).collect() }
    }

    /// How many there are.
    fn count(&self) -> usize {
        self.of_blocks.last().map_or(1, |last| last + 1)
    }

    /// The points of some signs, of each part no more than one may count for promotion and against it. A page of few parts has no
    /// others to outweigh one, so there each may count for more. Signs that stand nowhere count in full.
    #[must_use]
    pub(super) fn points(&self, signs: &[Sign]) -> f64 {
        let PartSettings { least, most_for, most_against, .. } = self.settings;
        let few = (amount(least) / amount(self.count())).max(1.0);
        let mut parts = vec![(0.0_f64, 0.0_f64); self.count()];
        let mut points = 0.0;
        for sign in signs {
            let Some(block) = sign.block else {
                points += sign.weight;
                continue;
            };
            let (speaks, against) = &mut parts[self.of_blocks[block]];
            *if sign.weight < 0.0 { against } else { speaks } += sign.weight;
        }
        let bounded = |(speaks, against): &(f64, f64)| speaks.min(few * most_for) + against.max(-few * most_against);
        points + parts.iter().map(bounded).sum::<f64>()
    }

    /// What the clearest sentences of a page have above the thresholds of their rules, on average; of one part no more than may
    /// be. Each is given by its block and what it has, in hundredths.
    #[must_use]
    pub(super) fn clearest(&self, mut all: Vec<(usize, i64)>, settings: Suggestive) -> f64 {
        let Suggestive { clearest, clearest_in, of_part, least, .. } = settings;
        let clearest = clearest.max(all.len() / clearest_in.max(1));
        all.sort_by_key(|(_, above)| std::cmp::Reverse(*above));
        let mut taken = vec![0; self.count()];
        let mut may_be_taken = |(block, _): &(usize, i64)| {
            let taken = &mut taken[self.of_blocks[*block]];
            *taken += 1;
            *taken <= of_part
        };
        let above = all.into_iter().filter(|sentence| may_be_taken(sentence)).map(|(_, above)| hundredths(above));
        let counted = above.chain(std::iter::repeat(least)).take(clearest).map(|above| above.max(least));
        counted.sum::<f64>() / amount(clearest.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::prose::Document;
    use crate::text::SourceFile;

    const SETTINGS: PartSettings = PartSettings { words: 10, least: 2, most_for: 1.0, most_against: 0.5 };

    fn parts(text: &str) -> Parts {
        let document = Document::parse(SourceFile::new("", text));
        Parts::new(&Reading::new(&document, &Lexicon::new(), &super::super::names::Names::default()), SETTINGS)
    }

    fn sign(weight: f64, block: Option<usize>) -> Sign {
        Sign { weight, block, in_link: false, says: None, quotes: false, kind: Default::default() }
    }

    #[test]
    fn a_heading_opens_a_part_and_so_does_a_long_section() {
        assert_eq!(parts("One.\n\n## Two\n\nThree.\n\nFour.").of_blocks, [0, 1, 1, 1]);
        let long = "Of the one and the other, and of what came of it.\n\nThree.";
        assert_eq!(parts(long).of_blocks, [0, 1]);
        assert_eq!(parts("").count(), 1);
    }

    #[test]
    fn one_part_counts_so_much_and_no_more() {
        let parts = parts("# One\n\nTwo.\n\n## Three\n\nFour.\n\n## Five");
        let near = |points: f64, expected: f64| assert!((points - expected).abs() < 1e-9, "{points}");
        near(parts.points(&[sign(0.75, Some(1)), sign(2.0, Some(1)), sign(0.5, Some(3))]), 1.5);
        near(parts.points(&[sign(-2.0, Some(1)), sign(2.0, Some(1)), sign(-0.25, None), sign(3.0, None)]), 3.25);
    }

    #[test]
    fn of_few_parts_each_counts_for_more() {
        assert!((parts("One.").points(&[sign(3.0, Some(0)), sign(-3.0, Some(0))]) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_clearest_sentences_tell_of_a_page_and_no_part_tells_it_alone() {
        let parts = parts("# One\n\nTwo.\n\n## Three\n\nFour.");
        let settings = Suggestive { clearest: 3, clearest_in: 12, of_part: 2, least: -4.0, ..Suggestive::default() };
        let near = |all: &[(usize, i64)], expected: f64| {
            let points = parts.clearest(all.to_vec(), settings);
            assert!((points - expected).abs() < 1e-9, "{points}");
        };
        near(&[(1, 300), (1, -500), (3, 200), (3, 100), (1, 0)], 2.0);
        near(&[(1, 300), (1, 600), (1, 900), (3, -900)], (6.0 + 9.0 - 4.0) / 3.0);
        near(&[(1, 300)], (3.0 - 4.0 - 4.0) / 3.0);
        near(&[], -4.0);
    }
}
