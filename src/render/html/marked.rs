//! [`Marked`]: where findings stand in the text that a reader reads. Findings have places in the source, blocks have an
//! exact map to it; here the map is read backwards, and nothing is searched for. Floor 7.

use std::ops::Range;

use crate::lint::Finding;
use crate::prose::{BlockId, Document, PieceKind};
use crate::text::Span;

/// A part of a block's prose that a finding covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Index of the finding.
    pub(super) finding: usize,
    /// Bytes of the prose.
    pub(super) prose: Range<usize>,
    /// Whether the finding ends here.
    pub(super) is_last: bool,
}

/// All marks, by block, and the findings that stand in no block (in comments, say).
#[derive(Debug)]
pub(super) struct Marked {
    blocks: Vec<Vec<Mark>>,
    pub(super) outside: Vec<usize>,
}

/// A piece of a block, by its place in the source.
struct Place<'a> {
    source: Span,
    block: BlockId,
    prose: &'a Range<usize>,
    verbatim: bool,
}

impl Marked {
    /// Marks findings, in whose order they are counted.
    pub(super) fn new<'f>(document: &Document, findings: impl IntoIterator<Item = &'f Finding>) -> Self {
        let findings: Vec<&Finding> = findings.into_iter().collect();
        let places = places(document);
        let mut marked = Self { blocks: vec![Vec::new(); document.blocks.len()], outside: Vec::new() };
        for (index, finding) in findings.iter().enumerate() {
            let mut ranges: Vec<(BlockId, Range<usize>)> = Vec::new();
            for range in finding.fragments.iter().flat_map(|fragment| covered(&places, *fragment)) {
                match ranges.last_mut() {
                    Some((block, last)) if *block == range.0 && last.end >= range.1.start => {
                        last.end = last.end.max(range.1.end);
                    }
                    _ => ranges.push(range),
                }
            }
            let Some(last) = ranges.len().checked_sub(1) else {
                marked.outside.push(index);
                continue;
            };
            for (at, (block, prose)) in ranges.into_iter().enumerate() {
                marked.blocks[block].push(Mark { finding: index, prose, is_last: at == last });
            }
        }
        for marks in &mut marked.blocks {
            // Of those over the same words the most serious lies innermost, where its colour is seen.
            marks.sort_by_key(|mark| {
                let severity = findings[mark.finding].severity;
                (mark.prose.start, std::cmp::Reverse(mark.prose.end), severity, mark.finding)
            });
        }
        marked
    }

    /// The marks of a block, by where they begin, longer ones first.
    pub(super) fn of(&self, block: BlockId) -> &[Mark] {
        self.blocks.get(block).map_or(&[], Vec::as_slice)
    }
}

fn places(document: &Document) -> Vec<Place<'_>> {
    let mut places: Vec<Place<'_>> = Vec::new();
    for (block, content) in document.blocks.iter().enumerate() {
        let pieces = content.map.pieces().iter().filter(|piece| piece.kind != PieceKind::Synthetic);
        places.extend(pieces.map(|piece| Place {
            source: piece.source,
            block,
            prose: &piece.prose,
            verbatim: piece.kind == PieceKind::Verbatim,
        }));
    }
    places.sort_by_key(|place| (place.source.start, place.source.end));
    places
}

/// The prose under a span of the source. Pieces do not overlap in the source, so their ends are sorted, too.
fn covered<'a>(places: &'a [Place<'a>], span: Span) -> impl Iterator<Item = (BlockId, Range<usize>)> {
    let first = places.partition_point(|place| place.source.end <= span.start);
    places[first..].iter().take_while(move |place| place.source.start < span.end).map(move |place| {
        let prose = place.prose;
        if !place.verbatim {
            return (place.block, prose.clone());
        }
        let offset = |at: usize| prose.start + at.clamp(place.source.start, place.source.end) - place.source.start;
        (place.block, offset(span.start)..offset(span.end))
    })
}

#[cfg(test)]
mod tests {
    use super::Marked;
    use crate::prose::Document;
    use crate::render::sample::{find, finding};
    use crate::text::SourceFile;

    #[test]
    fn a_finding_across_markup_is_one_stretch_of_prose() {
        let source = SourceFile::new("a.md", "> Tea cures\n> **can&shy;cer** now.\n\n<!-- x -->\n");
        let mut across = finding(&source, "cures\n> **can&shy;cer");
        across.fragments = vec![find(&source, "cures"), find(&source, "\n> "), find(&source, "can&shy;cer")];
        let nowhere = finding(&source, "<!-- x -->");
        let document = Document::parse(source);
        let marked = Marked::new(&document, &[across, nowhere]);
        let [mark] = marked.of(0) else { panic!("{marked:?}") };
        assert!(mark.is_last);
        assert_eq!(document.blocks[0].prose[mark.prose.clone()].replace('\u{ad}', ""), "cures cancer");
        assert_eq!(marked.outside, [1]);
    }

    #[test]
    fn the_most_serious_of_those_over_the_same_words_is_seen() {
        let source = SourceFile::new("a.md", "Tea cures colds.\n");
        let (mut low, high) = (finding(&source, "cures colds"), finding(&source, "cures colds"));
        low.severity = crate::detect::Severity::Info;
        let marked = Marked::new(&Document::parse(source), &[high, low]);
        assert_eq!(marked.of(0).iter().map(|mark| mark.finding).collect::<Vec<_>>(), [1, 0]);
    }
}
