//! [`Phrase`]: a search phrase wherever it stands on a page, by the packs' patterns, and whether a writer would have put it
//! there: asked, quoted, governed, in a menu or among risks it is natural. It counts nothing. Floor 4.

use std::ops::Range;

use crate::detect::detector::Run;
use crate::detect::disclosure::announces_risks;
use crate::detect::keyphrase::is_governed;
use crate::detect::matching::Match;
use crate::detect::view::View;
use crate::lexicon::{Class, EntryId, WordBits};
use crate::prose::{Block, BlockId, BlockKind, TokenFlags};

/// A search phrase on a page.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// Its tokens.
    pub(super) at: Range<usize>,
    /// The passage.
    pub(super) passage: usize,
    /// The block.
    pub(super) block: BlockId,
    /// What it says in any order and inflection: `anxiety+kratom`.
    pub(super) key: String,
    /// The substance in it.
    pub(super) substance: Option<EntryId>,
    /// A writer would have put it there.
    pub(super) natural: bool,
}

/// The phrases of a page, in order of place.
pub(super) fn phrases(run: &Run<'_>, spared: &[bool]) -> Vec<Phrase> {
    let mut out = Vec::new();
    for (index, passage) in run.reading.passages.iter().enumerate().filter(|(_, passage)| !passage.has_lead()) {
        let view = View { reading: run.reading, lexicon: &run.engine.lexicon, passage };
        let asks = view.asks();
        for found in matches(run, &view) {
            let natural = asks || spared[passage.block] || is_governed(&view, found.at.start);
            let (key, substance) = key(&view, &found);
            out.push(Phrase { at: found.at, passage: index, block: passage.block, key, substance, natural });
        }
    }
    out
}

/// The phrases of a passage that share no word, the longest first chosen, by place.
pub(super) fn matches(run: &Run<'_>, view: &View<'_>) -> Vec<Match> {
    let mut found = run.engine.stuffing.phrases.find(view, view.start()..view.end());
    found.sort_by_key(|found| (std::cmp::Reverse(found.at.len()), found.at.start));
    let mut out: Vec<Match> = Vec::new();
    for phrase in found {
        if out.iter().all(|other| other.at.end <= phrase.at.start || phrase.at.end <= other.at.start) {
            out.push(phrase);
        }
    }
    out.sort_by_key(|found| found.at.start);
    out
}

/// What a phrase says: its substance and its target, or else its words without their order and endings.
fn key(view: &View<'_>, found: &Match) -> (String, Option<EntryId>) {
    let entry = |class: Class, at: &Range<usize>| {
        let here = view.starting(at.start).iter().find(|m| m.class == class && m.end as usize == at.end);
        here.map(|mention| view.lexicon.term(mention.term).entry)
    };
    let mut parts: Vec<String> = Vec::new();
    let (mut substance, mut target) = (None, false);
    for (class, at) in &found.slots {
        // A lexicon holds many product nouns: gummies are no tea.
        let Some(id) = entry(*class, at).filter(|_| *class != Class::Product) else { continue };
        if *class == Class::Substance {
            substance = Some(id);
        }
        target |= class.is_target();
        parts.push(view.lexicon.entry(id).id.to_string());
    }
    if substance.is_none() || !target {
        let named = |at: usize| found.slots.iter().any(|(class, slot)| *class != Class::Product && slot.contains(&at));
        let closed = WordBits::FOR.with(WordBits::PREPOSITION).with(WordBits::DETERMINER).with(WordBits::INDEFINITE);
        let words = found.at.clone().filter(|at| !named(*at) && !view.is(*at, closed));
        parts.extend(words.map(|at| stem(view.reading.norm(at)).to_owned()));
    }
    parts.sort();
    parts.dedup();
    (parts.join("+"), substance)
}

/// A noun without its plural.
fn stem(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with('s') => stem,
        _ => word,
    }
}

/// The blocks whose words are no stuffing wherever they stand.
pub(super) fn spared(run: &Run<'_>) -> Vec<bool> {
    let reading = run.reading;
    let blocks = &reading.document.blocks;
    let mut headings = vec![false; blocks.len()];
    for passage in reading.passages.iter().filter(|passage| !passage.has_lead()) {
        let view = View { reading, lexicon: &run.engine.lexicon, passage };
        if let BlockKind::Heading(level) = reading.block(passage).kind {
            let spared = !run.engine.stuffing.spared.find(&view, view.start()..view.end()).is_empty();
            headings[passage.block] |= spared || level > 1 && announces_risks(run.engine, &view);
        }
    }
    let mut out = vec![false; blocks.len()];
    for (id, block) in blocks.iter().enumerate() {
        let above = |heading: Option<BlockId>| heading.is_some_and(|heading| headings[heading] || out[heading]);
        let own = block.context.callout
            || block.context.footnote
            || matches!(block.kind, BlockKind::DefinitionTerm | BlockKind::Definition)
            || is_menu(block);
        out[id] = headings[id] || above(block.heading) || own;
    }
    out
}

/// An item or a cell that is one link.
fn is_menu(block: &Block) -> bool {
    let held = matches!(block.kind, BlockKind::ListItem | BlockKind::TableCell { .. });
    held && block.links.first().is_some_and(|link| link.text.len() + 2 >= block.prose.trim().len())
}

/// Whether a block is running text.
pub(super) fn is_body(block: &Block) -> bool {
    let prose = matches!(
        block.kind,
        BlockKind::Paragraph | BlockKind::ListItem | BlockKind::TableCell { .. } | BlockKind::Html
    );
    prose && !block.context.hidden
}

/// How many of a block's tokens are words.
pub(super) fn words(block: &Block) -> usize {
    block.tokens.iter().filter(|token| !token.flags.has(TokenFlags::MARK)).count()
}
