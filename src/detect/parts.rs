//! [`Parts`]: a page in parts, each under a heading of its own, a long section in several. What one part shows tells of that
//! part first: references at the end make no leaflet of a seller's page, an advertisement no seller of a leaflet, and a
//! section about the town takes nothing back. What a part may count is for packs to say. Floor 4.

use super::engine::PartSettings;
use super::evidence::Sign;
use super::page::amount;
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

    /// How many sentences a page counts for, given the block of each and whether it suggests an effect: of a part without one
    /// that does, a few.
    #[must_use]
    pub(super) fn sentences(&self, all: impl Iterator<Item = (usize, bool)>) -> usize {
        let mut parts = vec![(0, false); self.count()];
        for (block, suggests) in all {
            let (count, any) = &mut parts[self.of_blocks[block]];
            *count += 1;
            *any |= suggests;
        }
        parts
            .into_iter()
            .map(|(count, any): (usize, bool)| if any { count } else { count.min(self.settings.most_silent) })
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::prose::Document;
    use crate::text::SourceFile;

    const SETTINGS: PartSettings =
        PartSettings { words: 10, least: 2, most_for: 1.0, most_against: 0.5, most_silent: 2 };

    fn parts(text: &str) -> Parts {
        let document = Document::parse(SourceFile::new("", text));
        Parts::new(&Reading::new(&document, &Lexicon::new(), &super::super::names::Names::default()), SETTINGS)
    }

    fn sign(weight: f64, block: Option<usize>) -> Sign {
        Sign { weight, block, in_link: false, says: None }
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
    fn a_part_that_suggests_nothing_counts_for_a_few_sentences() {
        let parts = parts("# One\n\nTwo.\n\n## Three\n\nFour.");
        let quiet = std::iter::repeat_n((1, false), 9);
        assert_eq!(parts.sentences(quiet.clone()), 2);
        assert_eq!(parts.sentences(quiet.clone().chain([(3, true), (3, false), (3, false)])), 5);
        assert_eq!(parts.sentences(quiet.chain([(1, true)])), 10);
    }
}
