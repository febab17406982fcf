//! Where a sentence stands, and beside what: signs that an impression has from its place rather than its words. What a place
//! counts is for packs to say. Floor 4.

use super::engine::{ImpressionRule, SignNeighbour, SignPlace};
use super::outspoken::Company;
use super::passage::Passage;
use super::suggestion::Sign;
use super::view::View;
use crate::prose::{BlockKind, FrontMatterKey};

/// Words of a label at most.
const LABEL: usize = 4;

/// Whether a sentence stands in such a place; `number` is what [`number`] says of it.
#[must_use]
pub(super) fn stands(place: SignPlace, view: &View<'_>, (before, all): (usize, usize)) -> bool {
    let block = view.reading.block(view.passage);
    match place {
        SignPlace::Heading => {
            matches!(block.kind, BlockKind::Heading(_) | BlockKind::FrontMatter(FrontMatterKey::Title))
        }
        SignPlace::Item => block.kind == BlockKind::ListItem,
        SignPlace::Cell => matches!(block.kind, BlockKind::TableCell { .. }),
        SignPlace::Introduced => view.passage.has_lead(),
        SignPlace::Alone => all == 1,
        SignPlace::First => before == 0 && all > 1,
        SignPlace::Second => before == 1,
        SignPlace::Later => before > 1,
        SignPlace::Last => before > 0 && before + 1 == all,
        SignPlace::OverText => is_over(view, |kind| matches!(kind, BlockKind::Paragraph)),
        SignPlace::OverItems => is_over(view, |kind| matches!(kind, BlockKind::ListItem | BlockKind::TableCell { .. })),
        SignPlace::Label => before == 0 && all > 1 && view.words() <= LABEL,
    }
}

/// Whether a heading stands right above a block of a kind.
fn is_over(view: &View<'_>, kind: fn(&BlockKind) -> bool) -> bool {
    let heads = matches!(view.reading.block(view.passage).kind, BlockKind::Heading(_));
    heads && view.reading.document.blocks.get(view.passage.block + 1).is_some_and(|next| kind(&next.kind))
}

/// The signs that a sentence has from the page around it.
pub(super) fn around<'a>(
    rule: &'a ImpressionRule,
    view: &View<'_>,
    company: Company,
) -> impl Iterator<Item = Sign<'a>> {
    let words = view.reading.words();
    let at = view.start()..view.start();
    let shown = rule.around.iter().filter(move |sign| {
        let beside = sign.beside.iter().any(|neighbour| stands_beside(*neighbour, company));
        let page = sign.page.zip(company.elsewhere).is_some_and(|(page, claims)| page.is(words, claims));
        let opens = sign.opening.zip(company.words_before).is_some_and(|(opening, before)| before < opening);
        beside || page || opens || sign.evidence.any(company.evidence)
    });
    shown.map(move |sign| Sign { name: Some(&sign.id), points: sign.points, at: at.clone(), with: None })
}

fn stands_beside(neighbour: SignNeighbour, company: Company) -> bool {
    match neighbour {
        SignNeighbour::BelowRisks => company.below_risks,
        SignNeighbour::BelowLesson => company.below_lesson,
        SignNeighbour::BelowClaim => company.above,
        SignNeighbour::AfterClaim => company.before,
        SignNeighbour::BeforeClaim => company.behind,
        SignNeighbour::AmongClaims => company.among,
    }
}

/// How many sentences of its block stand before a sentence, and of how many. With its introduction an item is one.
#[must_use]
pub(super) fn number(view: &View<'_>) -> (usize, usize) {
    if view.passage.has_lead() {
        return (0, 1);
    }
    let passages = view.reading.passages_of(view.passage.block);
    let led = passages.last().is_some_and(Passage::has_lead);
    let before = passages.partition_point(|other| other.toks.start < view.passage.toks.start);
    (before, passages.len() - usize::from(led))
}
