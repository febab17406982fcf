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
    /// Byte offset of the first byte of each line.
    lines: Arc<[usize]>,
    /// What stands before each [`STRIDE`] bytes, counted when a long line first asks for it.
    strides: Arc<OnceLock<Vec<Counts>>>,
}

/// Bytes between two counts: what a column costs at most, however long its line.
const STRIDE: usize = 1024;

/// Characters of a text and how many of them take two UTF-16 code units.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    scalars: usize,
    pairs: usize,
}

impl Counts {
    fn of(bytes: &[u8]) -> Self {
        let count = |wanted: fn(u8) -> bool| bytes.iter().filter(|byte| wanted(**byte)).count();
        Self { scalars: count(|byte| byte & 0xC0 != 0x80), pairs: count(|byte| byte >= 0xF0) }
    }

    const fn plus(self, other: Self) -> Self {
        Self { scalars: self.scalars + other.scalars, pairs: self.pairs + other.pairs }
    }
}

impl SourceFile {
    /// Indexes `text` under the name that reports will show, a path as a rule.
    #[must_use]
    pub fn new(name: &str, text: &str) -> Self {
        let starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(starts).collect();
        Self { name: name.into(), text: text.into(), lines, strides: Arc::default() }
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
        self.lines.len()
    }

    /// The line (from 0) that holds the byte at `offset`.
    #[must_use]
    pub fn line_at(&self, offset: usize) -> usize {
        self.lines.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The bytes of a line (from 0) without its line ending.
    #[must_use]
    pub fn line(&self, line: usize) -> Span {
        let Some(&start) = self.lines.get(line) else { return Span::new(self.text.len(), self.text.len()) };
        let end = self.lines.get(line + 1).map_or(self.text.len(), |next| next - 1);
        let end = if end > start && self.text.as_bytes()[end - 1] == b'\r' { end - 1 } else { end };
        Span::new(start, end)
    }

    /// Line and column of a byte offset. An offset inside a character counts as its start, one past the end as the end.
    #[must_use]
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.line_at(offset);
        let start = self.lines[line];
        let before = || {
            if offset - start < STRIDE {
                return Counts::of(&self.text.as_bytes()[start..offset]);
            }
            let (to, from) = (self.counts(offset), self.counts(start));
            Counts { scalars: to.scalars - from.scalars, pairs: to.pairs - from.pairs }
        };
        let column = match encoding {
            Encoding::Utf8 => offset - start,
            Encoding::Utf16 => before().scalars + before().pairs,
            Encoding::Scalar => before().scalars,
        };
        Position { line: line + 1, column: column + 1 }
    }

    /// What stands before a byte offset of the file.
    fn counts(&self, offset: usize) -> Counts {
        let bytes = self.text.as_bytes();
        let strides = self.strides.get_or_init(|| {
            let sums = bytes.chunks(STRIDE).scan(Counts::default(), |sum, stride| {
                let before = *sum;
                *sum = sum.plus(Counts::of(stride));
                Some(before)
            });
            sums.collect()
        });
        let stride = (offset / STRIDE).min(strides.len().saturating_sub(1));
        let before = strides.get(stride).copied().unwrap_or_default();
        before.plus(Counts::of(&bytes[stride * STRIDE..offset]))
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
    fn columns_of_a_long_line_count_the_same() {
        let text = format!("first\n{}", "aé😀 ".repeat(1_000));
        let file = SourceFile::new("a.md", &text);
        for (offset, _) in text.char_indices().skip(6).step_by(7) {
            let before = &text[6..offset];
            let column = |encoding| file.position(offset, encoding).column - 1;
            assert_eq!(column(Encoding::Scalar), before.chars().count());
            assert_eq!(column(Encoding::Utf16), before.encode_utf16().count());
            assert_eq!(column(Encoding::Utf8), before.len());
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
