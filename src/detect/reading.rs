//! [`Reading`]: a document's tokens as interned words, its mentions and its passages: the sentences, and each list item
//! or cell read together with what introduces it. One pass; the frames read nothing else. Floor 4.

use std::cell::{OnceCell, RefCell};
use std::ops::Range;

use super::evasion::repair;
use super::matching::Try;
use super::names::Names;
use super::notices::Notices;
use super::passage::Passage;
use super::pattern::Inventory;
use super::tok::{Tok, exclude, phrases, spelling_bits};
use crate::lexicon::{Class, Classes, Lexicon, Mention, WordBits, resolve_overlaps};
use crate::prose::{Block, BlockId, BlockKind, Document, FrontMatterKey, TokenFlags};
use crate::text::Span;

/// A document as the engine reads it.
#[derive(Debug)]
pub struct Reading<'d> {
    /// The document.
    pub document: &'d Document,
    /// All tokens, passage by passage.
    pub toks: Vec<Tok>,
    /// All mentions, sorted by start within each passage; positions are those of `toks`.
    pub mentions: Vec<Mention>,
    /// What stands at each position of `toks`, for patterns.
    pub(super) places: Vec<Inventory>,
    /// The passages, in reading order; an item with its introduction follows the item itself.
    pub passages: Vec<Passage>,
    /// Where quotation marks stand, as positions of `toks`: a block may be as long as the file.
    quotes: Vec<usize>,
    /// What it tells its readers because it has to.
    pub(super) notices: Notices,
    /// Room that one passage after the other takes for the patterns that are tried on it.
    pub(super) tries: RefCell<Vec<Try>>,
}

impl<'d> Reading<'d> {
    /// Reads a document with the words of a lexicon, and the product names of this page.
    #[must_use]
    pub fn new(document: &'d Document, lexicon: &Lexicon, names: &Names) -> Self {
        let (tokens, sentences) = document.blocks.iter().fold((0, 0), |(tokens, sentences), block| {
            (tokens + block.tokens.len(), sentences + block.sentences.len())
        });
        let mut reading = Self {
            document,
            toks: Vec::with_capacity(tokens),
            mentions: Vec::with_capacity(tokens / 4),
            places: Vec::new(),
            passages: Vec::with_capacity(sentences),
            quotes: Vec::new(),
            notices: Notices::default(),
            tries: RefCell::default(),
        };
        for (block_id, block) in document.blocks.iter().enumerate() {
            for (nth, sentence) in block.sentences.iter().enumerate() {
                let start = reading.toks.len();
                reading.push_tokens(lexicon, block_id, sentence.tokens.clone());
                reading.close_passage(block_id, start, start, nth == 0);
            }
            if let (false, Some(first)) = (block.lead.is_empty(), block.sentences.first()) {
                let start = reading.toks.len();
                for lead in &block.lead {
                    reading.push_lead(lexicon, *lead);
                }
                let own = reading.toks.len();
                if own > start {
                    reading.push_tokens(lexicon, block_id, first.tokens.clone());
                    reading.close_passage(block_id, start, own, true);
                }
            }
        }
        let is_quote = |at: &usize| reading.toks[*at].bits.any(WordBits::QUOTE);
        reading.quotes = (0..reading.toks.len()).filter(is_quote).collect();
        reading.mention(lexicon, names);
        reading
    }

    /// How many quotation marks stand in a range of tokens.
    pub(super) fn quotes(&self, at: Range<usize>) -> usize {
        let before = |end: usize| self.quotes.partition_point(|quote| *quote < end);
        before(at.end).saturating_sub(before(at.start))
    }

    fn push_tokens(&mut self, lexicon: &Lexicon, block_id: BlockId, tokens: Range<usize>) {
        let block = &self.document.blocks[block_id];
        let mut next = tokens.start;
        while next < tokens.end {
            let index = next;
            let norm = block.norm(index);
            let flags = block.tokens[index].flags;
            let written = lexicon.word(norm);
            let is_mark = flags.has(TokenFlags::MARK);
            let repair = if is_mark { None } else { repair(lexicon, block, index, tokens.end, written.0 != 0) };
            let word = repair.map_or(written, |repair| repair.word);
            let length = repair.map_or(1, |repair| repair.tokens);
            next += length;
            let known = if word.0 == 0 { WordBits::default() } else { WordBits::KNOWN };
            let mut bits = lexicon.bits(word).with(known).with(spelling_bits(norm, flags));
            if self.toks.last().is_some_and(|last| last.bits.any(WordBits::BEFORE_BUT)) {
                // `nothing but valerian` is `only valerian`: no clause ends there.
                bits = bits.without(WordBits::BREAK.with(WordBits::TERMINATOR));
            }
            let (block, token) = (to_u32(block_id), to_u32(index));
            self.toks.push(Tok {
                word,
                bits,
                flags,
                block,
                token,
                length: to_u32(length),
                repaired: repair.is_some(),
                excluded: false,
            });
        }
    }

    /// The last sentence of an introducing block, without its colon.
    fn push_lead(&mut self, lexicon: &Lexicon, lead: BlockId) {
        let Some(block) = self.document.blocks.get(lead) else { return };
        let Some(last) = block.sentences.last() else { return };
        let mut end = last.tokens.end;
        while end > last.tokens.start && block.tokens[end - 1].flags.has(TokenFlags::MARK) {
            end -= 1;
        }
        self.push_tokens(lexicon, lead, last.tokens.start..end);
    }

    /// Makes the tokens from a position on a passage; its block's own words begin at another.
    fn close_passage(&mut self, block: BlockId, start: usize, own: usize, opens_block: bool) {
        let (toks, mentions) = (start..self.toks.len(), 0..0);
        let (classes, holds) = (Classes::default(), Inventory::default());
        self.passages.push(Passage { block, toks, mentions, own, opens_block, classes, holds, cues: OnceCell::new() });
    }

    /// Finds the mentions of all passages anew, with the product names of this page.
    pub(super) fn mention(&mut self, lexicon: &Lexicon, names: &Names) {
        self.mentions.clear();
        self.places.clear();
        self.places.extend(self.toks.iter().map(Tok::inventory));
        let mut passages = std::mem::take(&mut self.passages);
        let mut found = Vec::new();
        for passage in &mut passages {
            self.find_mentions(lexicon, names, passage.toks.clone(), &mut found);
            let first = self.mentions.len();
            let shift = to_u32(passage.toks.start);
            self.mentions.extend(found.iter().map(|m| Mention { start: m.start + shift, end: m.end + shift, ..*m }));
            for name in self.mentions[first..].iter().filter(|mention| mention.class == Class::Substance) {
                // The last word of a name is no article: `vitamin A cures`.
                let last = &mut self.toks[name.end as usize - 1];
                if name.end - name.start > 1 {
                    last.bits = last.bits.without(WordBits::DETERMINER.with(WordBits::INDEFINITE));
                }
            }
            passage.mentions = first..self.mentions.len();
            passage.classes = found.iter().map(|mention| mention.class).collect();
            for mention in &self.mentions[first..] {
                let place = &mut self.places[mention.start as usize];
                *place = place.with(Inventory::class(mention.class));
            }
            passage.cues.take();
            passage.holds = self.places[passage.toks.clone()].iter().copied().collect();
        }
        self.passages = passages;
    }

    /// The mentions of a passage, from its start.
    fn find_mentions(&mut self, lexicon: &Lexicon, names: &Names, at: Range<usize>, found: &mut Vec<Mention>) {
        let Range { start, end } = at;
        found.clear();
        let toks = &self.toks;
        let document = self.document;
        lexicon.mentions(toks[start..end].iter().map(|tok| tok.word), |at| written(document, toks[start + at]), found);
        for at in start..end {
            if self.toks[at].word.0 == 0
                && let Some(term) = lexicon.suffix(self.norm(at))
            {
                let at = to_u32(at - start);
                found.push(Mention { class: lexicon.entry_of(term).class, term, start: at, end: at + 1 });
            }
        }
        names.find(self, start..end, found);
        let order = |mention: &Mention| (mention.start, std::cmp::Reverse(mention.end));
        found.sort_by_key(order);
        let phrases = phrases(found);
        resolve_overlaps(found);
        exclude(&mut self.toks[start..end], phrases, found);
        if self.join_class_words(start..end, found) {
            found.sort_by_key(order);
        }
    }

    /// `anti-` or `-relieving` around a target makes a class word of it: `anti-anxiety`, `pain-relieving`. Returns whether any
    /// did.
    fn join_class_words(&self, passage: Range<usize>, found: &mut [Mention]) -> bool {
        let (start, toks) = (passage.start, &self.toks[..passage.end]);
        let mut joined = false;
        for mention in found.iter_mut().filter(|mention| mention.class.is_target()) {
            let first = start + mention.start as usize;
            let after = start + mention.end as usize;
            let anti = first.checked_sub(1).filter(|at| *at >= start && self.toks[*at].bits.any(WordBits::ANTI));
            let suffix = toks.get(after).filter(|tok| {
                tok.bits.any(WordBits::TARGET_SUFFIX)
                    && (tok.flags.has(TokenFlags::JOINED)
                        || (tok.bits.any(WordBits::ING) && is_attributive(toks, after)))
            });
            joined |= anti.is_some() || suffix.is_some();
            if anti.is_some() {
                mention.class = Class::ClassWord;
                mention.start -= 1;
            } else if suffix.is_some() {
                mention.class = Class::ClassWord;
                mention.end += 1;
            }
        }
        joined
    }

    /// The block a passage belongs to.
    #[must_use]
    pub fn block(&self, passage: &Passage) -> &'d Block {
        &self.document.blocks[passage.block]
    }

    /// The normalised text of a token.
    #[must_use]
    pub fn norm(&self, at: usize) -> &'d str {
        let tok = self.toks[at];
        self.document.blocks[tok.block as usize].norm(tok.token as usize)
    }

    /// The text of a range of tokens as the reader reads it, fragments of several blocks joined by a space.
    #[must_use]
    pub fn text(&self, at: Range<usize>) -> String {
        let mut out = String::new();
        for (block, tokens) in self.runs(at) {
            if !out.is_empty() {
                out.push(' ');
            }
            let block = &self.document.blocks[block];
            out.push_str(&block.prose[block.prose_range(tokens)]);
        }
        out
    }

    /// The source fragments of a range of tokens, in order.
    #[must_use]
    pub fn fragments(&self, at: Range<usize>) -> Vec<Span> {
        self.runs(at).flat_map(|(block, tokens)| self.document.blocks[block].fragments(tokens)).collect()
    }

    /// A range of tokens as runs within one block each.
    pub(super) fn runs(&self, at: Range<usize>) -> impl Iterator<Item = (usize, Range<usize>)> {
        let end = |tok: &Tok| tok.token as usize + tok.length as usize;
        let runs = self.toks[at].chunk_by(move |a, b| a.block == b.block && end(a) == b.token as usize);
        runs.filter_map(move |run| {
            let (first, last) = (run.first()?, run.last()?);
            Some((first.block as usize, first.token as usize..end(last)))
        })
    }

    /// Whether a word was written in disguise: repaired, with look-alike letters, or with invisible characters other than
    /// the soft hyphens that typesetters use.
    #[must_use]
    pub fn is_disguised(&self, at: usize) -> bool {
        let tok = self.toks[at];
        let hidden = || {
            let text = self.text(at..at + 1);
            text.chars().any(|c| {
                !c.is_alphanumeric() && c != '\u{ad}' && !c.is_ascii_punctuation() && !matches!(c, '’' | '‐' | '‑')
            })
        };
        tok.repaired || tok.flags.has(TokenFlags::LOOKALIKE) || (tok.flags.has(TokenFlags::INVISIBLE) && hidden())
    }

    /// Whether a block is a heading or a title.
    #[must_use]
    pub fn is_title(&self, block: BlockId) -> bool {
        let kind = &self.document.blocks[block].kind;
        matches!(kind, BlockKind::Heading(_) | BlockKind::FrontMatter(FrontMatterKey::Title))
    }
}

/// Whether `stress busting` stands before the noun it modifies, not before an object of its own.
fn is_attributive(toks: &[Tok], suffix: usize) -> bool {
    let object = WordBits::DETERMINER.with(WordBits::POSSESSIVE).with(WordBits::PREPOSITION).with(WordBits::TO);
    let follows = |next: &Tok| next.block == toks[suffix].block && !next.bits.any(object);
    toks.get(suffix + 1).is_some_and(|next| follows(next) && !next.flags.has(TokenFlags::MARK))
}

fn written(document: &Document, tok: Tok) -> &str {
    let block = &document.blocks[tok.block as usize];
    let range = block.prose_range(tok.token as usize..tok.token as usize + 1);
    &block.prose[range]
}

pub(super) fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
