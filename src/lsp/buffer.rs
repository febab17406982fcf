//! [`Buffer`]: the text of an open document as the protocol edits it and counts in it: lines end at `\n`, `\r\n` or a
//! lone `\r`, columns count the units that were agreed on. Positions that are not there are taken to the nearest one
//! that is, as the protocol asks. Floor 8.

use gen_lsp_types::{Position, Range};

use crate::text::{Encoding, Span};

/// A text, edited in place, that knows where its lines start.
#[derive(Clone, Debug)]
pub(super) struct Buffer {
    text: String,
    /// Byte offset of the first byte of each line.
    starts: Vec<usize>,
    encoding: Encoding,
}

impl Buffer {
    pub(super) fn new(text: String, encoding: Encoding) -> Self {
        let starts = std::iter::once(0).chain(line_starts(&text, 0..text.len())).collect();
        Self { text, starts, encoding }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The byte offset of a position: the end of its line if the line is shorter, the end of the text if there is no
    /// such line, the start of a character if it points into one.
    pub(super) fn offset(&self, position: Position) -> usize {
        let line = position.line as usize;
        let Some(&start) = self.starts.get(line) else { return self.text.len() };
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        let text = self.text[start..end].trim_end_matches(['\n', '\r']);
        let mut units = position.character as usize;
        for (at, c) in text.char_indices() {
            let width = self.width(c);
            if units < width {
                return start + at;
            }
            units -= width;
        }
        start + text.len()
    }

    /// The span of a range, in order even if the range is not.
    pub(super) fn span(&self, range: Range) -> Span {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        Span::new(start.min(end), start.max(end))
    }

    /// Replaces a range, or everything.
    pub(super) fn edit(&mut self, range: Option<Range>, text: &str) {
        let Some(range) = range else {
            *self = Self::new(text.to_owned(), self.encoding);
            return;
        };
        let span = self.span(range);
        self.text.replace_range(span.range(), text);
        // What ends a line depends on the byte after it, so the byte before the edit is looked at again, too.
        let changed = span.start.saturating_sub(1)..span.start + text.len();
        let first = self.starts.partition_point(|start| *start < span.start).max(1);
        let rest = self.starts.partition_point(|start| *start <= span.end).max(first);
        for start in &mut self.starts[rest..] {
            *start = *start - span.len() + text.len();
        }
        self.starts.splice(first..rest, line_starts(&self.text, changed));
    }

    fn width(&self, c: char) -> usize {
        match self.encoding {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
            Encoding::Scalar => 1,
        }
    }

    /// A reader of positions that is quick for offsets in rising order, whatever the length of lines.
    pub(super) fn positions(&self) -> Positions<'_> {
        Positions { buffer: self, line: 0, offset: 0, column: 0 }
    }
}

/// Positions of byte offsets; remembers the last one and counts from there.
pub(super) struct Positions<'b> {
    buffer: &'b Buffer,
    line: usize,
    offset: usize,
    column: usize,
}

impl Positions<'_> {
    pub(super) fn range(&mut self, span: Span) -> Range {
        let start = self.at(span.start);
        Range { start, end: self.at(span.end) }
    }

    pub(super) fn at(&mut self, offset: usize) -> Position {
        let Buffer { text, starts, .. } = self.buffer;
        let offset = text.floor_char_boundary(offset.min(text.len()));
        let line = starts.partition_point(|start| *start <= offset).saturating_sub(1);
        if line != self.line {
            (self.line, self.offset, self.column) = (line, starts[line], 0);
        }
        let units = |text: &str| match self.buffer.encoding {
            Encoding::Utf8 => text.len(),
            _ => text.chars().map(|c| self.buffer.width(c)).sum::<usize>(),
        };
        if offset >= self.offset {
            self.column += units(&text[self.offset..offset]);
        } else {
            self.column -= units(&text[offset..self.offset]);
        }
        self.offset = offset;
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        Position { line: number(line), character: number(self.column) }
    }
}

/// The starts of the lines that follow the line endings in a part of a text.
fn line_starts(text: &str, part: std::ops::Range<usize>) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    part.filter(|at| match bytes[*at] {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    })
    .map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use gen_lsp_types::{Position, Range};
    use proptest::prelude::*;

    use super::Buffer;
    use crate::text::{Encoding, Span};

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn columns_count_in_the_units_agreed_on() {
        for (encoding, column) in [(Encoding::Utf8, 6), (Encoding::Utf16, 3), (Encoding::Scalar, 2)] {
            let buffer = Buffer::new("one\né😀x\n".to_owned(), encoding);
            let x = buffer.text().find('x').unwrap();
            assert_eq!(buffer.positions().at(x), at(1, column));
            assert_eq!(buffer.offset(at(1, column)), x);
        }
    }

    #[test]
    fn positions_that_are_not_there_go_to_the_nearest() {
        let buffer = Buffer::new("a😀\r\nb".to_owned(), Encoding::Utf16);
        assert_eq!(buffer.offset(at(0, 99)), 5, "the end of the line, before its ending");
        assert_eq!(buffer.offset(at(0, 2)), 1, "inside of a surrogate pair");
        assert_eq!(buffer.offset(at(9, 0)), 8);
        assert_eq!(buffer.positions().at(3), at(0, 1), "inside of a character");
        assert_eq!(buffer.positions().at(99), at(1, 1));
        assert_eq!(buffer.span(Range { start: at(1, 1), end: at(0, 0) }), Span::new(0, 8));
    }

    #[test]
    fn a_lone_carriage_return_ends_a_line_and_a_pair_ends_one() {
        let buffer = Buffer::new("a\rb\r\nc".to_owned(), Encoding::Utf16);
        assert_eq!(buffer.starts, [0, 2, 5]);
    }

    #[test]
    fn positions_are_the_same_in_any_order() {
        let buffer = Buffer::new("aé😀b\ncd\n😀".to_owned(), Encoding::Utf16);
        let mut positions = buffer.positions();
        for offset in (0..=buffer.text().len()).rev() {
            assert_eq!(positions.at(offset), buffer.positions().at(offset), "{offset}");
        }
    }

    fn pieces() -> impl Strategy<Value = String> {
        proptest::collection::vec(prop::sample::select(vec!["\r", "\n", "\r\n", "a", "é", "😀", "word "]), 0..12)
            .prop_map(|parts| parts.concat())
    }

    proptest! {
        /// Whatever the edits, lines are where a fresh look would find them.
        #[test]
        fn edits_keep_the_lines(
            text in pieces(),
            edits in proptest::collection::vec((0..8u32, 0..8u32, 0..8u32, 0..8u32, pieces()), 0..20),
        ) {
            let mut buffer = Buffer::new(text, Encoding::Utf16);
            for (line, column, to_line, to_column, text) in edits {
                let range = Range { start: at(line, column), end: at(to_line, to_column) };
                let span = buffer.span(range);
                let mut expected = buffer.text().to_owned();
                expected.replace_range(span.range(), &text);
                buffer.edit(Some(range), &text);
                prop_assert_eq!(buffer.text(), &expected);
                prop_assert_eq!(&buffer.starts, &Buffer::new(expected, Encoding::Utf16).starts);
            }
        }
    }
}
