//! [`SourceFile`]: a named text with a line index, and the columns that editors and reports count in.
//! It does not read files: the edge hands it their text. Floor 1.

use std::sync::{Arc, OnceLock};

use serde::Serialize;

use super::Span;

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, the default of the language server protocol.
    Utf16,
    /// Unicode scalar values, what the JSON report counts.
    Scalar,
}

/// A place in a file, both numbers starting at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in the units asked for.
    pub column: usize,
}

/// A text and its name. Cheap to clone.
#[derive(Clone, Debug)]
pub struct SourceFile {
    name: Arc<str>,
    text: Arc<str>,
    /// Byte offset of the first byte of each line; made when a line is first asked for: most files have no findings.
    lines: Arc<OnceLock<Box<[usize]>>>,
    /// Characters and UTF-16 units that begin before every `STEP`-th byte; made when a column is first asked for. A line
    /// may be as long as the file, and columns are asked for once a finding.
    counts: Arc<OnceLock<Box<[Units]>>>,
}

/// Bytes between two counts.
const STEP: usize = 1 << 8;

/// How much text is, in the units that are not bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Units {
    scalars: usize,
    utf16: usize,
}

impl Units {
    /// Adds the characters that begin in these bytes of UTF-8.
    fn add(&mut self, bytes: &[u8]) {
        let begun = bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        self.scalars += begun;
        // Characters of four bytes are two units.
        self.utf16 += begun + bytes.iter().filter(|byte| **byte >= 0xf0).count();
    }
}

impl SourceFile {
    /// The bytes of a line, or of the character in a column of it; both from 0, columns in characters.
    #[must_use]
    pub fn place(&self, line: usize, column: Option<usize>) -> Span {
        let whole = self.line(line);
        let Some(column) = column else { return whole };
        let text = self.slice(whole);
        let (offset, length) =
            text.char_indices().nth(column).map_or((text.len(), 1), |(offset, there)| (offset, there.len_utf8()));
        let start = whole.start + offset;
        Span::new(start, (start + length).min(self.text.len()).max(start))
    }

    /// `text` under the name that reports will show, a path as a rule.
    #[must_use]
    pub fn new(name: &str, text: &str) -> Self {
        Self { name: name.into(), text: text.into(), lines: Arc::default(), counts: Arc::default() }
    }

    /// The same text under another name.
    #[must_use]
    pub fn renamed(&self, name: &str) -> Self {
        Self { name: name.into(), ..self.clone() }
    }

    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let starts = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(starts).collect()
        })
    }

    /// The name that reports show.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text as stored.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The source under a span, or nothing if the span is no slice of this file.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// How many lines there are; an empty file has one.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.lines().len()
    }

    /// The line (from 0) that holds the byte at `offset`.
    #[must_use]
    pub fn line_at(&self, offset: usize) -> usize {
        self.lines().partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The bytes of a line (from 0) without its line ending.
    #[must_use]
    pub fn line(&self, line: usize) -> Span {
        let Some(&start) = self.lines().get(line) else { return Span::new(self.text.len(), self.text.len()) };
        let end = self.lines().get(line + 1).map_or(self.text.len(), |next| next - 1);
        let end = if end > start && self.text.as_bytes()[end - 1] == b'\r' { end - 1 } else { end };
        Span::new(start, end)
    }

    /// Line and column of a byte offset. An offset inside a character counts as its start, one past the end as the end.
    #[must_use]
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.line_at(offset);
        let start = self.lines()[line];
        let within = || {
            // Most lines are short.
            if offset - start <= STEP {
                let mut units = Units::default();
                units.add(&self.text.as_bytes()[start..offset]);
                return units;
            }
            let (before, up_to) = (self.units(start), self.units(offset));
            Units { scalars: up_to.scalars - before.scalars, utf16: up_to.utf16 - before.utf16 }
        };
        let column = match encoding {
            Encoding::Utf8 => offset - start,
            Encoding::Utf16 => within().utf16,
            Encoding::Scalar => within().scalars,
        };
        Position { line: line + 1, column: column + 1 }
    }

    /// How many Unicode scalar values stand before a byte offset, taken as in [`Self::position`].
    #[must_use]
    pub fn scalars_before(&self, offset: usize) -> usize {
        self.units(self.text.floor_char_boundary(offset.min(self.text.len()))).scalars
    }

    /// What begins before an offset.
    fn units(&self, offset: usize) -> Units {
        let bytes = self.text.as_bytes();
        let counts = self.counts.get_or_init(|| {
            let mut sum = Units::default();
            let mut counts = vec![sum];
            for step in bytes.chunks(STEP) {
                sum.add(step);
                counts.push(sum);
            }
            counts.into()
        });
        let mut units = counts[offset / STEP];
        units.add(&bytes[offset / STEP * STEP..offset]);
        units
    }
}

#[cfg(test)]
mod tests {
    use super::{Encoding, Position, SourceFile};
    use crate::text::Span;

    #[test]
    fn columns_count_in_the_units_asked_for() {
        let file = SourceFile::new("a.md", "one\né😀x\n");
        let at = file.text().find('x').unwrap();
        let column = |encoding| file.position(at, encoding);
        assert_eq!(column(Encoding::Utf8), Position { line: 2, column: 7 });
        assert_eq!(column(Encoding::Utf16), Position { line: 2, column: 4 });
        assert_eq!(column(Encoding::Scalar), Position { line: 2, column: 3 });
    }

    #[test]
    fn columns_are_right_wherever_the_file_was_counted_before() {
        let text = "a😀é–\n".repeat(3).replace('\n', "x").repeat(700);
        let file = SourceFile::new("a.md", &text);
        for (at, (offset, _)) in text.char_indices().enumerate() {
            assert_eq!(file.position(offset, Encoding::Scalar).column, at + 1);
            assert_eq!(file.scalars_before(offset), at);
            if at % 97 == 0 {
                let utf16 = text[..offset].encode_utf16().count();
                assert_eq!(file.position(offset, Encoding::Utf16).column, utf16 + 1);
            }
        }
    }

    #[test]
    fn a_line_stands_without_its_ending() {
        let file = SourceFile::new("a.md", "one\r\ntwo\nthree");
        let lines: Vec<&str> = (0..file.line_count()).map(|line| file.slice(file.line(line))).collect();
        assert_eq!(lines, ["one", "two", "three"]);
    }

    #[test]
    fn an_offset_past_the_end_is_the_end() {
        let file = SourceFile::new("a.md", "ab");
        assert_eq!(file.position(99, Encoding::Scalar), Position { line: 1, column: 3 });
        assert_eq!(file.slice(Span::new(1, 99)), "");
    }
}
