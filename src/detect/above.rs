//! What stands above a sentence: the heading of its section and what introduces its list or table. `Gout` says nothing by itself;
//! below “What we treat” and below “Contraindications” it says two things. What the words weigh is for packs to say. Floor 4.

use super::passage::Passage;
use super::view::View;
use crate::lexicon::{Class, Classes, Mention};
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
    let leads = block.lead.iter().filter_map(|above| last_sentence(view, *above));
    let above = heading.filter(|passage| !passage.has_lead()).chain(leads);
    above.flat_map(|passage| passage.toks.clone()).take(MOST)
}

/// The last sentence of the heading and of each introduction, and the header beside that of a cell.
pub(super) fn sentences<'r>(view: &View<'r>) -> impl Iterator<Item = View<'r>> {
    let block = view.reading.block(view.passage);
    let above = block.heading.iter().chain(&block.lead).copied().chain(header_beside(view));
    above.filter_map(|above| Some(View { passage: last_sentence(view, above)?, ..*view }))
}

/// Whether what stands above says what a sentence says: an item of few words, or few that name a disease.
pub(super) fn says_it(view: &View<'_>) -> bool {
    (is_item(view) || view.passage.classes.any(DISEASES)) && view.end() - view.passage.own <= FEW
}

/// Whether it is one of a list, a table, of definitions.
pub(super) fn is_item(view: &View<'_>) -> bool {
    let kind = &view.reading.block(view.passage).kind;
    matches!(kind, BlockKind::ListItem | BlockKind::TableCell { .. } | BlockKind::Definition)
}

/// Whether it lists diseases in the line below a heading: `Gout, asthma, eczema.`
pub(super) fn lists_diseases(view: &View<'_>) -> bool {
    let opens = |first: &Mention| first.class.is_disease() && first.start as usize == view.start();
    let heading = view.reading.block(view.passage).heading;
    heading.is_some_and(|above| above + 1 == view.passage.block) && view.mentions().first().is_some_and(opens)
}

/// The last sentence of a block, which may be long.
fn last_sentence<'r>(view: &View<'r>, block: BlockId) -> Option<&'r Passage> {
    view.reading.passages_of(block).iter().rfind(|passage| !passage.has_lead())
}

/// The header beside that of a cell in the first of two columns: `Illness`, `Ask your doctor first`.
fn header_beside(view: &View<'_>) -> Option<BlockId> {
    let blocks = &view.reading.document.blocks;
    let is = |id: BlockId, wanted: BlockKind| blocks.get(id).is_some_and(|block| block.kind == wanted);
    let own = *view.reading.block(view.passage).lead.first()?;
    let [first, second, third] = [0, 1, 2].map(|column| BlockKind::TableCell { row: 0, column });
    (is(own, first) && is(own + 1, second) && !is(own + 2, third)).then_some(own + 1)
}
