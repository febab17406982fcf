//! What stands above a sentence: the heading of its section and what introduces its list or table. `Gout` says nothing by itself;
//! below “What we treat” and below “Contraindications” it says two things. What the words weigh is for packs to say. Floor 4.

use super::view::View;
use crate::lexicon::{Class, Classes};
use crate::prose::{BlockId, BlockKind};

/// Most tokens of an item that says what it says by what stands above it.
const FEW: usize = 6;

/// Most tokens that are read above each sentence: a heading may be as long as its file.
const MOST: usize = 64;

/// What names a disease.
const DISEASES: Classes = Classes::of(&[Class::Condition, Class::Symptom]);

/// The tokens of the heading and of the last sentence of each introduction.
pub(super) fn words(view: &View<'_>) -> impl Iterator<Item = usize> {
    let block = view.reading.block(view.passage);
    let heading = block.heading.iter().flat_map(|above| view.reading.passages_of(*above));
    let last = |lead: &BlockId| view.reading.passages_of(*lead).iter().rfind(|passage| !passage.has_lead());
    let above = heading.filter(|passage| !passage.has_lead()).chain(block.lead.iter().filter_map(last));
    above.flat_map(|passage| passage.toks.clone()).take(MOST)
}

/// Whether what stands above says what a sentence says: an item of few words, or few that name a disease.
pub(super) fn says_it(view: &View<'_>) -> bool {
    let block = view.reading.block(view.passage);
    let listed = matches!(block.kind, BlockKind::ListItem | BlockKind::TableCell { .. } | BlockKind::Definition);
    (listed || view.passage.classes.any(DISEASES)) && view.end() - view.passage.own <= FEW
}
