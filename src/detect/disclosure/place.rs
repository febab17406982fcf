//! Where a statement stands and how it reads: seen by the readers of the claims, buried, hidden, taken back, or hard to
//! read. Whether it is one at all is `statement.rs`; the numbers are the packs'. Floor 4.

use std::ops::Range;

use super::{Around, Ledger, Link, Placement};
use crate::detect::matching::Match;
use crate::detect::page::amount;
use crate::detect::subject::Subjects;
use crate::detect::view::View;
use crate::lexicon::WordBits;
use crate::prose::{Block, BlockKind, TokenFlags};

/// What keeps the readers of a block from seeing it, in words.
pub(super) fn hidden_by(subjects: &Subjects<'_>) -> Option<&'static str> {
    let block = subjects.view.reading.block(subjects.view.passage);
    match block.kind {
        BlockKind::Alt => Some("the text of an image"),
        BlockKind::LinkTitle => Some("the title of a link"),
        BlockKind::FrontMatter(_) => Some("the front matter"),
        _ if block.context.hidden => Some("hidden text"),
        _ if block.context.collapsed => Some("a collapsed section"),
        _ => None,
    }
}

/// Whether a statement is only what a link promises to tell elsewhere: `read about the risks, such as …`.
pub(super) fn is_only_linked(ledger: Ledger<'_>, view: &View<'_>, links: &[Match], at: &Range<usize>) -> bool {
    let linked = |at: usize| view.written(at, TokenFlags::LINK);
    if !at.clone().all(linked) {
        return false;
    }
    // Words outside the link, if any, only point at it.
    let word = |at: &usize| !view.written(*at, TokenFlags::MARK);
    let (inside, outside): (Vec<usize>, Vec<usize>) =
        (view.start()..view.end()).filter(word).partition(|at| linked(*at));
    let points = links.iter().any(|link| ledger.engine.links[link.owner] == Link::Points);
    inside.len() > at.len() && outside.is_empty() || points && outside.len() <= inside.len()
}

/// Whether it stands where the readers of a claim will see it.
pub(super) fn is_seen(placement: Placement, subjects: &Subjects<'_>, around: &Around, claim: usize) -> bool {
    let view = &subjects.view;
    let block = view.passage.block;
    if view.reading.block(view.passage).context.footnote || is_in_midst(placement, subjects, around) {
        return false;
    }
    let blocks = &view.reading.document.blocks;
    // Front matter shows nowhere: what it claims is read at the head of the page.
    let head = head(blocks);
    if placement.before {
        return block <= claim.max(head);
    }
    let share = amount(block.saturating_sub(head)) / amount(blocks.len().saturating_sub(head).max(1));
    share <= placement.first_share || is_soon(placement, blocks, claim + 1..block + 1)
}

/// Whether the last of the blocks that follow a claim is no further behind it than its readers read on.
pub(super) fn is_soon(placement: Placement, blocks: &[Block], behind: Range<usize>) -> bool {
    // A list or a table is one block to its reader.
    let run = |block: &Block| matches!(block.kind, BlockKind::ListItem | BlockKind::TableCell { .. });
    let hidden =
        |block: &Block| matches!(block.kind, BlockKind::Alt | BlockKind::LinkTitle | BlockKind::FrontMatter(_));
    let passed = behind.filter(|at| !(hidden(&blocks[*at]) || run(&blocks[*at]) && run(&blocks[at - 1])));
    // No further than need be: there may be as many statements as blocks.
    !passed.zip(1..).any(|(_, nth)| amount(nth) > placement.within_blocks)
}

/// The first block of the body.
pub(super) fn head(blocks: &[Block]) -> usize {
    blocks.iter().position(|block| !matches!(block.kind, BlockKind::FrontMatter(_))).unwrap_or(blocks.len())
}

/// Whether it stands in the midst of a long paragraph that nothing marks as a warning.
fn is_in_midst(placement: Placement, subjects: &Subjects<'_>, around: &Around) -> bool {
    let view = &subjects.view;
    let block = view.reading.block(view.passage);
    let marked = around.risky || block.strong.first().is_some_and(|strong| strong.start == 0);
    if marked || block.kind != BlockKind::Paragraph {
        return false;
    }
    let words = block.tokens.iter().filter(|token| !token.flags.has(TokenFlags::MARK)).count();
    amount(words) > placement.paragraph_words && !view.passage.opens_block
}

/// Whether what follows a statement takes it back: words that play it down, or a claim behind `however`.
pub(super) fn is_undermined(ledger: Ledger<'_>, index: usize, links: &[Match], at: &Range<usize>) -> bool {
    let engine = ledger.engine;
    let has = |links: &[Match], role: Link| links.iter().any(|link| engine.links[link.owner] == role);
    let claims = |within: Range<usize>| ledger.judged.iter().any(|claim| within.contains(&claim.extent.start));
    let view = &ledger.passages[index].0.view;
    let turn = links.iter().find(|link| engine.links[link.owner] == Link::Rebuts && link.at.start >= at.end);
    if has(links, Link::Undermines) || turn.is_some_and(|turn| claims(turn.at.start..view.end())) {
        return true;
    }
    let near = |block: usize| block == view.passage.block || block == view.passage.block + 1;
    let behind = ledger.passages[index + 1..].iter().map(|(subjects, _)| &subjects.view);
    let behind = behind.filter(|next| !next.passage.has_lead()).take(SOON);
    behind.take_while(|next| near(next.passage.block)).any(|next| {
        let links = engine.link_patterns.find(next, next.start()..next.end());
        let opens = |link: &Match| {
            let mut before = next.start()..link.at.start;
            engine.links[link.owner] == Link::Rebuts && before.all(|at| next.written(at, TokenFlags::MARK))
        };
        let same = next.passage.block == view.passage.block;
        has(&links, Link::Undermines) || same && links.iter().any(opens) && claims(next.start()..next.end())
    })
}

/// Whether few will understand the sentence: it is long, learned, or says it by denying the opposite.
pub(super) fn is_hard(ledger: Ledger<'_>, placement: Placement, view: &View<'_>, links: &[Match]) -> bool {
    let own = view.passage.own..view.end();
    let words: Vec<usize> = own.clone().filter(|at| !view.written(*at, TokenFlags::MARK)).collect();
    let obscure = links.iter().any(|link| ledger.engine.links[link.owner] == Link::Obscures);
    // What semicolons part is read part by part.
    let length = words.len() / (1 + own.filter(|at| view.is(*at, WordBits::HARD_MARK)).count());
    let syllables: usize = words.iter().map(|at| syllables(view.reading.norm(*at))).sum();
    let grade = 0.39 * amount(length) + 11.8 * amount(syllables) / amount(words.len().max(1)) - 15.59;
    obscure || amount(length) > placement.sentence_words || length >= LONG && grade > placement.grade
}

/// The syllables of an English word, about: its groups of vowels, a silent `e` at the end left out.
fn syllables(word: &str) -> usize {
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let mut count = 0usize;
    let mut before = false;
    for c in word.chars() {
        count += usize::from(is_vowel(c) && !before);
        before = is_vowel(c);
    }
    let silent = word.ends_with('e') && !word.ends_with("le") && count > 1;
    (count - usize::from(silent)).max(1)
}

/// How many sentences behind a statement can take it back.
const SOON: usize = 2;

/// Shorter sentences are read whatever their words: `Kratom can cause dependence, liver injury and seizures.`
const LONG: usize = 20;

#[cfg(test)]
mod tests {
    use super::syllables;

    #[test]
    fn syllables_are_counted_about_right() {
        for (word, count) in
            [("can", 1), ("cause", 1), ("liver", 2), ("injury", 3), ("able", 2), ("the", 1), ("988", 1)]
        {
            assert_eq!(syllables(word), count, "{word}");
        }
    }
}
