//! [`Draft`]: a block in the making. Readers of Markdown, HTML and front matter push text with the span it came from;
//! [`Draft::finish`] cuts it into tokens and sentences. It decides nothing about what is prose. Floor 2.

use std::ops::Range;

use super::sentences::sentences;
use super::tokenise::{Marking, tokenise};
use super::{Block, BlockId, BlockKind, Context, Link, PieceKind, SourceMap, TokenFlags};
use crate::text::Span;

/// What stands for code, math and images in prose.
pub(super) const OBJECT: &str = "\u{FFFC}";

/// Room for the prose of most blocks: text comes in small pieces.
const USUAL: usize = 128;

/// A block that is still being read.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) kind: BlockKind,
    pub(super) context: Context,
    pub(super) prose: String,
    pub(super) map: SourceMap,
    pub(super) links: Vec<Link>,
    pub(super) strong: Vec<Range<usize>>,
    /// What is struck through.
    pub(super) struck: Vec<Range<usize>>,
    /// Where lines begin, but the first.
    pub(super) lines: Vec<usize>,
    pub(super) heading: Option<BlockId>,
    pub(super) lead: Vec<BlockId>,
}

impl Draft {
    /// An empty draft.
    pub(super) fn new(kind: BlockKind, context: Context) -> Self {
        Self {
            kind,
            context,
            prose: String::with_capacity(USUAL),
            map: SourceMap::default(),
            links: Vec::new(),
            strong: Vec::new(),
            struck: Vec::new(),
            lines: Vec::new(),
            heading: None,
            lead: Vec::new(),
        }
    }

    /// Adds text that stands in the source as it is.
    pub(super) fn verbatim(&mut self, text: &str, start: usize) {
        if !text.is_empty() {
            self.prose.push_str(text);
            self.map.push(text.len(), Span::new(start, start + text.len()), PieceKind::Verbatim);
        }
    }

    /// Adds text that the source writes in another way.
    pub(super) fn replaced(&mut self, text: &str, span: Span) {
        if !text.is_empty() {
            self.prose.push_str(text);
            self.map.push(text.len(), span, PieceKind::Replaced);
        }
    }

    /// Adds a thing that is no prose, as one character.
    pub(super) fn object(&mut self, span: Span) {
        self.replaced(OBJECT, span);
    }

    /// Adds one space for white space of any length.
    pub(super) fn space(&mut self, span: Span) {
        self.replaced(" ", span);
    }

    /// Adds one space for the end of a line.
    pub(super) fn end_line(&mut self, span: Span) {
        self.space(span);
        self.lines.push(self.prose.len());
    }

    /// Whether a reader would see nothing.
    pub(super) fn is_blank(&self) -> bool {
        self.prose.trim().is_empty()
    }

    /// Whether it is a paragraph of a few words, all in bold, that ends without a mark: a heading, as exports of editors and
    /// people without patience write it (markdownlint's MD036). A price is none.
    pub(super) fn is_bold_heading(&self) -> bool {
        const MOST_WORDS: usize = 10;
        let [strong] = &self.strong[..] else { return false };
        let text = self.prose.trim();
        let is_plain = self.kind == BlockKind::Paragraph && self.context.list == 0 && self.context.quote == 0;
        is_plain
            && self.links.is_empty()
            && self.lines.is_empty()
            && self.prose[strong.clone()].trim() == text
            && text.ends_with(|c: char| c.is_alphanumeric() || c == ')')
            && text.contains(char::is_alphabetic)
            && !text.contains(['$', '£', '€'])
            && text.split_whitespace().count() <= MOST_WORDS
    }

    /// Cuts the prose into tokens and sentences; nothing if there is no token that a reader reads.
    pub(super) fn finish(self) -> Option<Block> {
        if self.is_blank() {
            return None;
        }
        let marking = Marking { pieces: self.map.pieces(), links: &self.links, strong: &self.strong };
        let (norm, mut tokens) = tokenise(&self.prose, &marking);
        for struck in &self.struck {
            let first = tokens.partition_point(|token| (token.prose.end as usize) <= struck.start);
            let inside = tokens[first..].iter_mut().take_while(|token| (token.prose.start as usize) < struck.end);
            inside.for_each(|token| token.flags.insert(TokenFlags::STRUCK));
        }
        if tokens.iter().all(|token| token.flags.has(TokenFlags::OPAQUE)) {
            return None;
        }
        let first = |at: usize| tokens.partition_point(|token| (token.prose.start as usize) < at);
        let lines: Vec<usize> = self.lines.iter().copied().map(first).collect();
        let mut borders: Vec<usize> = self.borders().into_iter().chain(self.short_lines()).map(first).collect();
        borders.sort_unstable();
        let sentences = sentences(&norm, &tokens, &borders, &lines);
        Some(Block {
            kind: self.kind,
            context: self.context,
            prose: self.prose,
            map: self.map,
            norm,
            tokens,
            sentences,
            links: self.links,
            strong: self.strong,
            heading: self.heading,
            lead: self.lead,
        })
    }

    /// Where a few words in bold at the start of a line part sentences: before a label, `**Good for:** gout`, and behind a name that
    /// ends in a point, `**Shirley H.** I sleep again.`
    fn borders(&self) -> Vec<usize> {
        const MOST_WORDS: usize = 4;
        let border = |range: &Range<usize>| {
            let text = self.prose[range.clone()].trim();
            let opens_line = self.lines.binary_search(&range.start).is_ok();
            let few = text.split_whitespace().count() <= MOST_WORDS;
            let is_label = text.ends_with(':') || self.prose[range.end..].starts_with(':');
            match (few, is_label) {
                (true, true) if opens_line => Some(range.start),
                (true, false) if (opens_line || range.start == 0) && text.ends_with('.') => Some(range.end),
                _ => None,
            }
        };
        self.strong.iter().filter_map(border).collect()
    }

    /// Where lines begin behind one of a few words that was ended on purpose, since what follows would have had room on it, as the
    /// longest line shows: who wrote a review and what it is called (`5 stars`, `hollis_b`, `Knee`) stands above what is said.
    fn short_lines(&self) -> Vec<usize> {
        const MOST_WORDS: usize = 8;
        const SMALL_WORD: usize = 3;
        let starts = std::iter::once(0).chain(self.lines.iter().copied());
        let ends = self.lines.iter().copied().chain([self.prose.len()]);
        let lines: Vec<&str> = starts.zip(ends).map(|(start, end)| self.prose[start..end].trim()).collect();
        let columns = |text: &str| text.chars().count();
        let widest = lines.iter().map(|line| columns(line)).max().unwrap_or_default();
        // What a line introduces is read with it.
        let introduced = lines.iter().position(|line| line.ends_with(':')).unwrap_or(lines.len());
        let is_border = |at: &usize| {
            let (above, below) = (lines[*at], lines[*at + 1]);
            let next = below.split_whitespace().next().unwrap_or_default();
            let (few, mut words) = (above.split_whitespace().count() <= MOST_WORDS, above.split_whitespace());
            // Nobody ends a line on purpose behind `of the`.
            let is_small = |word: &str| columns(word) <= SMALL_WORD && word.chars().all(char::is_lowercase);
            few && columns(above) + 1 + columns(next) <= widest
                && above.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '"' | '”' | '★' | '☆' | '⭐'))
                && !words.next_back().is_some_and(is_small)
                && next.starts_with(|c: char| {
                    c.is_uppercase() || c.is_ascii_digit() || matches!(c, '"' | '“' | '★' | '☆' | '⭐')
                })
        };
        (0..lines.len().saturating_sub(1).min(introduced)).filter(is_border).map(|at| self.lines[at]).collect()
    }
}
