//! [`SourceMap`]: from a range of prose to the source bytes it was read from, exactly.
//! Built by the parser's events; nothing ever searches for a match again. Floor 2.

use std::ops::Range;

use crate::text::Span;

/// How a piece of prose came from the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// The same bytes.
    Verbatim,
    /// Other bytes stand in the source (an entity, an escape, a line break with its `> ` prefix, code): all or nothing.
    Replaced,
    /// Owns no source (a separator).
    Synthetic,
}

/// A run of prose and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Bytes of the prose.
    pub prose: Range<usize>,
    /// Bytes of the source.
    pub source: Span,
    /// How the two relate.
    pub kind: PieceKind,
}

/// The pieces of a block's prose, in order, covering it without gaps.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    pieces: Vec<Piece>,
}

impl SourceMap {
    /// Adds the next piece, `len` bytes of prose. Verbatim pieces that touch in the source become one, so a border between
    /// two pieces always means that something stands there.
    pub fn push(&mut self, len: usize, source: Span, kind: PieceKind) {
        let start = self.pieces.last().map_or(0, |piece| piece.prose.end);
        if kind == PieceKind::Verbatim
            && let Some(last) = self.pieces.last_mut()
            && last.kind == PieceKind::Verbatim
            && last.source.end == source.start
        {
            last.prose.end += len;
            last.source.end = source.end;
            return;
        }
        self.pieces.push(Piece { prose: start..start + len, source, kind });
    }

    /// The same prose as it reads where another file takes it in, at a place of that file, of which it owns no bytes.
    #[must_use]
    pub fn nowhere(&self, at: usize) -> Self {
        let piece = |piece: &Piece| Piece { source: Span::new(at, at), kind: PieceKind::Replaced, ..piece.clone() };
        Self { pieces: self.pieces.iter().map(piece).collect() }
    }

    /// All pieces.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The source fragments under a range of prose, in order; fragments that touch are one.
    #[must_use]
    pub fn fragments(&self, prose: Range<usize>) -> Vec<Span> {
        let mut out: Vec<Span> = Vec::new();
        for span in self.owned(prose) {
            match out.last_mut() {
                Some(last) if last.end == span.start => last.end = span.end,
                _ => out.push(span),
            }
        }
        out
    }

    /// The smallest span that holds every fragment of a range of prose; empty if there is none. Prose is read in the order
    /// of its source, so that the first fragment and the last tell: a block may have as many pieces as words.
    #[must_use]
    pub fn hull(&self, prose: Range<usize>) -> Span {
        let mut owned = self.owned(prose);
        let Some(first) = owned.next() else { return Span::new(0, 0) };
        owned.next_back().map_or(first, |last| first.hull(last))
    }

    /// The source bytes of each piece in a range of prose that owns some.
    fn owned(&self, prose: Range<usize>) -> impl DoubleEndedIterator<Item = Span> {
        let first = self.pieces.partition_point(|piece| piece.prose.end <= prose.start);
        let end = self.pieces.partition_point(|piece| piece.prose.start < prose.end);
        let spans = self.pieces.get(first..end).unwrap_or_default().iter().map(move |piece| match piece.kind {
            PieceKind::Verbatim => {
                let offset =
                    |at: usize| piece.source.start + at.clamp(piece.prose.start, piece.prose.end) - piece.prose.start;
                Span::new(offset(prose.start), offset(prose.end))
            }
            PieceKind::Replaced => piece.source,
            PieceKind::Synthetic => Span::new(piece.source.start, piece.source.start),
        });
        spans.filter(|span| !span.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::{PieceKind, SourceMap};
    use crate::text::Span;

    #[test]
    fn a_hull_is_that_of_all_fragments_whatever_piece_it_begins_or_ends_in() {
        let mut map = SourceMap::default();
        map.push(1, Span::new(0, 0), PieceKind::Synthetic);
        map.push(4, Span::new(2, 6), PieceKind::Verbatim);
        map.push(1, Span::new(8, 14), PieceKind::Replaced);
        map.push(2, Span::new(14, 14), PieceKind::Replaced);
        map.push(1, Span::new(0, 0), PieceKind::Synthetic);
        map.push(3, Span::new(20, 23), PieceKind::Verbatim);
        map.push(1, Span::new(0, 0), PieceKind::Synthetic);
        for start in 0..=14 {
            for end in 0..=14 {
                let all = map.fragments(start..end).into_iter().reduce(Span::hull);
                assert_eq!(map.hull(start..end), all.unwrap_or(Span::new(0, 0)), "{start}..{end}");
            }
        }
    }
}
