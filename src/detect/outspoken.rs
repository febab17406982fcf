//! [`Outspoken`]: where a page makes claims that need no signs to be heard, and what of them stands around a sentence: what
//! surrounds a sentence decides how it is read. What it counts is for packs to say. Floor 4.

use super::claims::{Claim, Surroundings};
use super::detector::Run;
use super::disclosure::announces_risks;
use super::engine::EvidenceKinds;
use super::modifier::explains;
use super::passage::Passage;
use super::reading::Reading;
use super::severity::Severity;
use super::view::View;
use crate::prose::{Block, BlockKind};

/// Where a page makes claims without suggesting them.
#[derive(Debug)]
pub(super) struct Outspoken {
    /// By passage.
    speaks: Vec<bool>,
    /// By block, with what an item says behind its introduction.
    blocks: Vec<bool>,
    /// By block: the headings that announce what can go wrong, on a page that sells.
    risks: Vec<bool>,
    /// By block: the headings that explain a disease, on a page that sells.
    lessons: Vec<bool>,
    /// By block: the introductions whose items make their claims with its words.
    shown: Vec<bool>,
    /// By passage: the words of the page before it.
    words_before: Vec<usize>,
    /// How many claims the page makes; an item counts without its introduction.
    claims: usize,
    /// The evidence that it shows.
    evidence: EvidenceKinds,
}

/// What a page says around a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Company {
    /// Claims on the page; none where nobody has looked.
    pub elsewhere: Option<usize>,
    /// The sentence before it in its block makes a claim.
    pub before: bool,
    /// The sentence behind it in its block makes a claim.
    pub behind: bool,
    /// The heading above it makes a claim.
    pub above: bool,
    /// The heading above it announces what can go wrong.
    pub below_risks: bool,
    /// The heading above it explains a disease (`Symptoms of gout`) or says whom the goods are not for (`What we do not treat`).
    pub below_lesson: bool,
    /// One of the items or of the cells of its column next to it makes a claim.
    pub among: bool,
    /// It introduces items that make their claims with its words: `Helps with:` and what it helps with. They show it.
    pub shown_below: bool,
    /// Words of the page before it; none where nobody asks.
    pub words_before: Option<usize>,
    /// The evidence that the page shows.
    pub evidence: EvidenceKinds,
}

impl Outspoken {
    /// Of a page whose passages say this.
    #[must_use]
    pub(super) fn new(run: &Run<'_>, said: &[(Surroundings, Vec<Claim>)]) -> Self {
        let reading = run.reading;
        let heard = |claim: &&Claim| {
            !claim.frame.is_impression() && claim.severity > Severity::Info && claim.silenced.is_none()
        };
        let blocks = vec![false; reading.document.blocks.len()];
        let (risks, lessons, shown) = (blocks.clone(), blocks.clone(), blocks.clone());
        let (speaks, words_before, evidence) = (Vec::new(), Vec::new(), run.page.shown);
        let mut out = Self { speaks, words_before, risks, lessons, shown, blocks, claims: 0, evidence };
        let mut words = 0;
        for (passage, (_, claims)) in reading.passages.iter().zip(said) {
            let heard = claims.iter().filter(heard).count();
            out.speaks.push(heard > 0);
            out.blocks[passage.block] |= heard > 0;
            out.claims += if passage.has_lead() { 0 } else { heard };
            if heard > 0 && passage.has_lead() {
                reading.block(passage).lead.iter().for_each(|lead| out.shown[*lead] = true);
            }
            out.words_before.push(words);
            let view = View { reading, lexicon: &run.engine.lexicon, passage };
            words += if reading.tells(passage) { view.words() } else { 0 };
            let heads = passage.opens_block && matches!(reading.block(passage).kind, BlockKind::Heading(_));
            if heads && run.page.sells() {
                out.risks[passage.block] = announces_risks(run.engine, &view);
                out.lessons[passage.block] = !out.risks[passage.block] && explains(run.engine, &view);
            }
        }
        out
    }

    /// What stands around a passage.
    #[must_use]
    pub(super) fn around(&self, reading: &Reading<'_>, index: usize) -> Company {
        let passage = &reading.passages[index];
        let neighbour = |at: Option<usize>| {
            let at = at.filter(|at| reading.passages.get(*at).is_some_and(|other| beside(passage, other)));
            at.is_some_and(|at| self.speaks[at])
        };
        let heading = reading.block(passage).heading;
        Company {
            elsewhere: Some(self.claims),
            before: neighbour(index.checked_sub(1)),
            behind: neighbour(Some(index + 1)),
            above: heading.is_some_and(|heading| self.blocks[heading]),
            below_risks: heading.is_some_and(|heading| self.risks[heading]),
            below_lesson: heading.is_some_and(|heading| self.lessons[heading]),
            among: self.is_among(reading, passage.block),
            shown_below: self.shown[passage.block] && reading.next_in_block(passage).is_none(),
            words_before: Some(self.words_before[index]),
            evidence: self.evidence,
        }
    }

    /// Whether one of the two nearest fellows of a block on either side makes a claim.
    fn is_among(&self, reading: &Reading<'_>, block: usize) -> bool {
        let blocks = &reading.document.blocks;
        has_fellows(&blocks[block])
            && (self.any_fellow(blocks, block, (0..block).rev())
                || self.any_fellow(blocks, block, block + 1..blocks.len()))
    }

    fn any_fellow(&self, blocks: &[Block], block: usize, others: impl Iterator<Item = usize>) -> bool {
        const REACH: usize = 12;
        const NEAREST: usize = 2;
        let near = others.take(REACH).take_while(|other| has_fellows(&blocks[*other]));
        near.filter(|other| is_fellow(&blocks[block], &blocks[*other])).take(NEAREST).any(|other| self.blocks[other])
    }
}

/// Whether two passages are sentences of one block.
fn beside(passage: &Passage, other: &Passage) -> bool {
    passage.block == other.block && !passage.has_lead() && !other.has_lead()
}

/// Whether a block is one of a list or a table.
fn has_fellows(block: &Block) -> bool {
    matches!(block.kind, BlockKind::ListItem | BlockKind::TableCell { .. })
}

/// Whether two blocks are items of a list, or cells of a column.
fn is_fellow(block: &Block, other: &Block) -> bool {
    match (&block.kind, &other.kind) {
        (BlockKind::ListItem, BlockKind::ListItem) => block.context.list == other.context.list,
        (BlockKind::TableCell { column, .. }, BlockKind::TableCell { column: other, row }) => {
            column == other && *row > 0
        }
        _ => false,
    }
}
