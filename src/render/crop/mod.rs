//! [`Snippet`]: the few columns of source around what is to be shown, as a small text of its own.
//!
//! miette neither crops nor cleans: a label in a paragraph of 3,000 columns is drawn 3,000 columns to the right, bytes
//! of the file reach the terminal as they are, and every label scans the file from its start. So it is handed a
//! *virtual* source: cropped lines, cleaned, with the labels moved along. Only lines with a label and their close
//! neighbours are in it. Work is bounded by the window, not by the file. Which columns of a line are shown is `columns.rs`.
//! Floor 7.

mod columns;

use std::collections::BTreeSet;
use std::ops::Range;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::clean::{self, width};
use crate::text::{Encoding, Position, SourceFile, Span};

/// Columns around the source: a line number of up to four digits with its border, and an ellipsis on either side.
const FRAME: usize = 8 + 4;
/// Columns that a window leaves for a label's words, if they need so many.
const LABEL: usize = 12;
/// Words that have fewer columns than that are left out.
const FEWEST: usize = 4;
/// A path longer than that loses its beginning.
const NAME: usize = 110;
/// More marks than that are no drawing.
const MARKS: usize = 8;
/// A label that runs over more lines is drawn on the first ones.
const LINES_PER_MARK: usize = 4;

/// Something to underline, with a word on what it is.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) span: Span,
    pub(super) text: Option<String>,
}

/// Columns that there are.
#[derive(Clone, Copy, Debug)]
struct Width {
    /// For the text of a line.
    text: usize,
    /// From the start of a line to the end of the words under it.
    words: usize,
}

/// A small virtual source and the labels in it.
#[derive(Debug)]
pub(super) struct Snippet {
    name: String,
    text: String,
    regions: Vec<Region>,
    labels: Vec<LabeledSpan>,
}

/// A run of consecutive lines. miette draws each as a block of its own, with a header.
#[derive(Debug)]
struct Region {
    /// Bytes of the virtual text.
    text: Range<usize>,
    first_line: usize,
    line_count: usize,
    /// What its header shows.
    head: Option<Position>,
}

/// The part of a mark on one line.
#[derive(Clone, Debug)]
struct Part {
    line: usize,
    bytes: Range<usize>,
    text: Option<String>,
}

impl Snippet {
    /// Crops `source` around `marks`, for a drawing of so many columns. The header of the block with `place` shows the
    /// line and column of `place`. Where marks overlap the earlier in the list stays. Spans may lie anywhere.
    pub(super) fn new(source: &SourceFile, place: usize, marks: &[Mark], columns: usize) -> Self {
        let parts = parts(source, marks);
        let last = parts.last().map_or(1, |part| part.line + 2);
        // A line begins with its number and a border; words, behind `╰── `, with those of the line they are under.
        let before_words = last.to_string().len() + "  │ ".chars().count() + "╰── ".chars().count();
        let width = Width { text: columns.saturating_sub(FRAME), words: columns.saturating_sub(before_words) };
        let name = clean::line_end(source.name(), NAME);
        let mut snippet = Self { name, text: String::new(), regions: Vec::new(), labels: Vec::new() };
        for line in shown_lines(source, &parts, width.text) {
            snippet.push_line(source, line, place, &parts, width);
        }
        for region in &mut snippet.regions {
            let lines = region.first_line..region.first_line + region.line_count;
            let first = parts.iter().find(|part| lines.contains(&part.line)).map(|part| part.bytes.start);
            let head = if lines.contains(&source.line_at(place)) { Some(place) } else { first };
            region.head = head.map(|offset| source.position(offset, Encoding::Scalar));
        }
        snippet
    }

    pub(super) fn labels(&self) -> &[LabeledSpan] {
        &self.labels
    }

    fn push_line(&mut self, source: &SourceFile, line: usize, place: usize, parts: &[Part], room: Width) {
        let start = self.text.len();
        match self.regions.last_mut() {
            Some(region) if region.first_line + region.line_count == line => region.line_count += 1,
            _ => self.regions.push(Region { text: start..start, first_line: line, line_count: 1, head: None }),
        }
        let parts: Vec<&Part> = parts.iter().filter(|part| part.line == line).collect();
        let bytes = visible(source, line);
        let pieces = columns::push_cropped(&mut self.text, source.text(), &bytes, &parts, place, room);
        for part in parts {
            let place = |offset| pieces.iter().find_map(|piece| piece.place(source.text(), offset));
            // A part in none of the windows is not drawn.
            let (Some(from), Some(to)) = (place(part.bytes.start), place(part.bytes.end)) else { continue };
            // Words begin under the middle of what they are about.
            let [before, under] = [start..from, from..to].map(|r| self.text[r].chars().map(width).sum::<usize>());
            let free = room.words.saturating_sub(before + under / 2);
            let text = part.text.as_deref().filter(|_| free >= FEWEST).map(|text| clean::line(text, free));
            self.labels.push(LabeledSpan::new(text, from, to - from));
        }
        self.text.push('\n');
        if let Some(region) = self.regions.last_mut() {
            region.text.end = self.text.len();
        }
    }
}

impl SourceCode for Snippet {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        _lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        let holds = |region: &&Region| region.text.start <= start && end <= region.text.end;
        // An error here makes miette draw two labels as two blocks instead of one.
        let region = self.regions.iter().find(holds).ok_or(MietteError::OutOfBounds)?;
        let (mut line, mut column) = (region.first_line, 0);
        // No context lines are asked for when miette wants to know what the header shows.
        if lines_before == 0
            && let Some(head) = region.head
        {
            (line, column) = (head.line - 1, head.column - 1);
        }
        let text = &self.text[region.text.clone()];
        let at = (region.text.start, text.len()).into();
        let contents =
            MietteSpanContents::new_named(self.name.clone(), text.as_bytes(), at, line, column, region.line_count);
        Ok(Box::new(contents))
    }
}

/// The parts of marks on their lines, in source order, none overlapping another.
fn parts(source: &SourceFile, marks: &[Mark]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for mark in marks.iter().take(MARKS) {
        let start = source.text().floor_char_boundary(mark.span.start);
        let end = source.text().ceil_char_boundary(mark.span.end).max(start);
        let (first, last) = (source.line_at(start), source.line_at(end.max(start + 1) - 1));
        let on_line = |line| {
            let bytes = visible(source, line);
            let bytes = bytes.start.max(start)..bytes.end.min(end);
            let words = source.text().get(bytes.clone())?.trim_ascii_start();
            (!words.is_empty()).then(|| (line, bytes.end - words.len()..bytes.end))
        };
        let mut own: Vec<(usize, Range<usize>)> = (first..=last).filter_map(on_line).take(LINES_PER_MARK).collect();
        if own.is_empty() {
            own.push((first, widened(source.text(), &visible(source, first), start)));
        }
        own.retain(|(line, bytes)| {
            let collides = |part: &Part| {
                let other = &part.bytes;
                part.line == *line
                    && (other.start == bytes.start || (other.start < bytes.end && bytes.start < other.end))
            };
            !parts.iter().any(collides)
        });
        // The words stand under the last line, where the eye ends up.
        let texts = std::iter::repeat_n(None, own.len().saturating_sub(1)).chain([mark.text.clone()]);
        parts.extend(own.into_iter().zip(texts).map(|((line, bytes), text)| Part { line, bytes, text }));
    }
    parts.sort_by_key(|part| (part.line, part.bytes.start));
    parts
}

/// One character at or before `offset`, for there is no caret under nothing; empty on an empty line.
fn widened(text: &str, line: &Range<usize>, offset: usize) -> Range<usize> {
    let offset = offset.clamp(line.start, line.end);
    if let Some(next) = text[offset..line.end].chars().next() {
        return offset..offset + next.len_utf8();
    }
    let before = text[line.start..offset].chars().next_back().map_or(0, char::len_utf8);
    offset - before..offset
}

/// The bytes of a line without line ending and byte order mark.
fn visible(source: &SourceFile, line: usize) -> Range<usize> {
    let span = source.line(line);
    let mark = if line == 0 && source.text().starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    span.start + mark..span.end
}

/// Lines with a part, a close neighbour that says something, and single lines between two of these.
fn shown_lines(source: &SourceFile, parts: &[Part], columns: usize) -> BTreeSet<usize> {
    let speaks = |line: &usize| {
        let bytes = visible(source, *line);
        *line < source.line_count() && bytes.len() <= columns && !source.text()[bytes].trim().is_empty()
    };
    let mut lines: BTreeSet<usize> = parts.iter().map(|part| part.line).collect();
    let close: Vec<usize> =
        lines.iter().flat_map(|line| [line.checked_sub(1), Some(line + 1)]).flatten().filter(speaks).collect();
    lines.extend(close);
    let between: Vec<usize> = lines.iter().map(|line| line + 1).filter(|line| lines.contains(&(line + 1))).collect();
    lines.extend(between);
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Just, Strategy, any, prop, prop_oneof};

    use super::{Mark, Snippet};
    use crate::render::clean::width;
    use crate::render::drawing::{Canvas, Drawing, Paint};
    use crate::text::{SourceFile, Span};

    fn draw(source: &SourceFile, place: usize, marks: &[Mark]) -> String {
        draw_on(Paint::Plain.into(), source, place, marks)
    }

    fn draw_on(canvas: Canvas, source: &SourceFile, place: usize, marks: &[Mark]) -> String {
        let drawing = Drawing {
            severity: miette::Severity::Error,
            code: None,
            message: String::new(),
            help: None,
            snippet: Some(Snippet::new(source, place, marks, canvas.columns())),
        };
        drawing.draw(canvas).unwrap()
    }

    /// What must hold for every drawing, whatever the file holds.
    fn check(drawn: &str, canvas: impl Into<Canvas>) {
        let most = canvas.into().columns();
        for line in drawn.lines() {
            let columns: usize = line.chars().map(width).sum();
            // Of a path, more is shown than fits: it is there to be copied.
            assert!(columns <= most || line.contains("─["), "{columns} columns: {line}");
            assert!(!line.chars().any(|c| c.is_control() || "\u{202e}\u{2066}\u{200f}".contains(c)), "{line:?}");
        }
        assert!(!drawn.contains("Failed to read"), "{drawn}");
    }

    fn mark(text: &str, words: &str) -> Mark {
        let start = text.find(words).unwrap();
        Mark { span: Span::new(start, start + words.len()), text: Some("label".to_owned()) }
    }

    #[test]
    fn whatever_the_file_holds_the_caret_stands_under_the_words() {
        let far = "lorem ipsum dolor ".repeat(80);
        let cases: [(&str, String, &str); 10] = [
            ("CRLF", "one\r\ntwo cures three\r\nfour\r\n".to_owned(), "cures"),
            ("tabs", "\t\ta\tcures\tb".to_owned(), "cures"),
            ("escape and bidi", "a \u{1b}[31m \u{202e}b cures c\u{7}".to_owned(), "cures"),
            ("byte order mark", "\u{feff}cures".to_owned(), "cures"),
            ("joined emoji", "👩\u{200d}👩\u{200d}👧 cures".to_owned(), "cures"),
            ("wide", format!("{}治愈癌症 cures{}", "很长中文".repeat(60), "段落".repeat(60)), "治愈癌症"),
            ("3,000 columns", format!("{far}this cures cancer {far}"), "cures cancer"),
            ("end of a long line", format!("{far}cures"), "cures"),
            ("longer than the window", format!("{far}cures {far}end of it {far}"), &format!("cures {far}end of it")),
            ("end of file", "a\n\ncures".to_owned(), "cures"),
        ];
        let mut all = String::new();
        for (name, text, words) in cases {
            let source = SourceFile::new("a.md", &text);
            let mark = mark(&text, words);
            let drawn = draw(&source, mark.span.start, &[mark]);
            check(&drawn, Paint::Plain);
            let snippet = drawn.lines().skip(1).collect::<Vec<_>>().join("\n");
            all.push_str(&format!("{name}\n{snippet}\n"));
        }
        insta::assert_snapshot!(all, @r"
        CRLF
           ╭─[a.md:2:5]
         1 │ one
         2 │ two cures three
           ·     ──┬──
           ·       ╰── label
         3 │ four
           ╰────
        tabs
           ╭─[a.md:1:5]
         1 │   a cures b
           ·     ──┬──
           ·       ╰── label
           ╰────
        escape and bidi
           ╭─[a.md:1:12]
         1 │ a ␛[31m �b cures c␇
           ·            ──┬──
           ·              ╰── label
           ╰────
        byte order mark
           ╭─[a.md:1:2]
         1 │ cures
           · ──┬──
           ·   ╰── label
           ╰────
        joined emoji
           ╭─[a.md:1:7]
         1 │ 👩‍👩‍👧 cures
           ·        ──┬──
           ·          ╰── label
           ╰────
        wide
           ╭─[a.md:1:241]
         1 │ … 很长中文很长中文很长中文很长中文很长中文治愈癌症 cures段落段落段落段落段落段落段落段落段 …
           ·                                           ────┬───
           ·                                               ╰── label
           ╰────
        3,000 columns
           ╭─[a.md:1:1446]
         1 │ … ipsum dolor lorem ipsum dolor this cures cancer lorem ipsum dolor lorem ipsum dolor …
           ·                                      ──────┬─────
           ·                                            ╰── label
           ╰────
        end of a long line
           ╭─[a.md:1:1441]
         1 │ … dolor lorem ipsum dolor lorem ipsum dolor lorem ipsum dolor lorem ipsum dolor cures
           ·                                                                                 ──┬──
           ·                                                                                   ╰── label
           ╰────
        longer than the window
           ╭─[a.md:1:1441]
         1 │ … cures lorem ipsum dolor lorem ipsum dolor  … em ipsum dolor lorem ipsum dolor end of it …
           ·   ───────────────────────────────────────────┬───────────────────────────────────────────
           ·                                              ╰── label
           ╰────
        end of file
           ╭─[a.md:3:1]
         3 │ cures
           · ──┬──
           ·   ╰── label
           ╰────
        ");
    }

    /// Words under the end of a line have their room beside the source, however narrow the terminal.
    #[test]
    fn words_under_the_end_of_a_line_do_not_pass_the_edge_and_stay_whole() {
        let canvas = Canvas::terminal(Paint::Plain, 40);
        let drawn = |text: &str, words: &[(&str, &str)]| {
            let named = |(words, label): &(&str, &str)| Mark { text: Some((*label).to_owned()), ..mark(text, words) };
            let marks: Vec<Mark> = words.iter().map(named).collect();
            let drawn = draw_on(canvas, &SourceFile::new("a.md", text), marks[0].span.start, &marks);
            check(&drawn, canvas);
            drawn
        };
        let ends =
            drawn("Many of us have heard that this kratom cures", &[("kratom", "subject"), ("cures", "relation")]);
        let short = drawn("We all know that kratom heals", &[("kratom", "subject"), ("heals", "relation")]);
        let far = format!("kratom {} cures", "lorem ipsum dolor ".repeat(9));
        let two = drawn(&far, &[("kratom", "subject"), ("cures", "relation")]);
        insta::assert_snapshot!(format!("{ends}{short}{two}"), @r"
         × 
          ╭─[a.md:1:33]
        1 │ … that this kratom cures
          ·             ───┬── ──┬──
          ·                │     ╰── relation
          ·                ╰── subject
          ╰────
         × 
          ╭─[a.md:1:18]
        1 │ … know that kratom heals
          ·             ───┬── ──┬──
          ·                │     ╰── relation
          ·                ╰── subject
          ╰────
         × 
          ╭─[a.md:1:1]
        1 │ kratom …  cures
          · ───┬──    ──┬──
          ·    │        ╰── relation
          ·    ╰── subject
          ╰────
        ");
    }

    #[test]
    fn a_span_without_text_under_it_still_has_a_place() {
        for (text, start, end) in
            [("", 0, 0), ("", 5, 9), ("ab", 2, 2), ("ab\n", 3, 3), ("ab\r\ncd", 2, 4), ("é", 1, 1)]
        {
            let source = SourceFile::new("a.md", text);
            let drawn = draw(&source, start, &[Mark { span: Span::new(start, end), text: None }]);
            check(&drawn, Paint::Plain);
            assert!(drawn.contains("[a.md:"), "{drawn}");
        }
    }

    #[test]
    fn of_marks_that_overlap_the_earlier_in_the_list_is_drawn() {
        let text = "kratom relieves severe depression";
        let marks = [mark(text, "relieves"), mark(text, "relieves severe"), mark(text, "severe depression")];
        let snippet = Snippet::new(&SourceFile::new("a.md", text), 0, &marks, 100);
        let spans: Vec<_> = snippet.labels().iter().map(|label| (label.offset(), label.len())).collect();
        assert_eq!(spans, [(7, 8), (16, 17)]);
    }

    #[test]
    fn far_apart_marks_in_one_line_have_two_windows_and_in_two_lines_two_blocks() {
        let far = "lorem ipsum dolor ".repeat(80);
        let text = format!("cures {far} treats {far} heals\n\n\n\n{far} relieves");
        let marks = ["cures", "treats", "heals", "relieves"].map(|words| mark(&text, words));
        let snippet = Snippet::new(&SourceFile::new("a.md", &text), 0, &marks, 100);
        assert_eq!(snippet.labels().len(), 3, "the third in the line is left out");
        assert_eq!(snippet.regions.len(), 2);
        assert!(snippet.text.lines().all(|line| line.chars().count() <= 100 - 8));
    }

    #[test]
    fn work_is_bounded_by_the_window() {
        let text = "kratom cures \u{301}\u{301}".repeat(200_000);
        let source = SourceFile::new("a.md", &text);
        let whole = Mark { span: Span::new(0, text.len()), text: None };
        let started = std::time::Instant::now();
        for at in 0..200 {
            let one = Mark { span: Span::new(at * 17, at * 17 + 6), text: None };
            assert!(Snippet::new(&source, at * 17, &[one, whole.clone()], 100).text.len() < 2_000);
        }
        assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
    }

    fn any_text() -> impl Strategy<Value = String> {
        let scraps = prop_oneof![
            Just("cures ".to_owned()),
            Just("\n".to_owned()),
            Just("\r\n".to_owned()),
            Just("\r\t\u{1b}[2J\u{9b}".to_owned()),
            Just("治愈".to_owned()),
            Just("👩\u{200d}👧e\u{301}\u{301}".to_owned()),
            Just("\u{202e}\u{200b}\u{feff}\u{ad}".to_owned()),
            Just("x".repeat(150)),
            any::<char>().prop_map(String::from),
        ];
        prop::collection::vec(scraps, 0..120).prop_map(|scraps| scraps.concat())
    }

    #[test]
    fn columns_are_counted_as_the_one_who_draws_counts_them() {
        // A mark of a Unicode version that miette does not know yet: nothing wide to some, a column to others.
        let source = SourceFile::new("a.md", "\u{1acf}cures");
        let mark = Mark { text: Some("x".repeat(150)), ..mark("\u{1acf}cures", "cures") };
        let canvas = Canvas::terminal(Paint::Plain, 40);
        check(&draw_on(canvas, &source, 0, &[mark]), canvas);
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics_and_no_line_is_too_long(
            text in any_text(),
            name in any_text(),
            label in any_text(),
            spans in prop::collection::vec((0_usize..3_000, 0_usize..400), 1..6),
            columns in 0_usize..200,
        ) {
            let source = SourceFile::new(&name, &text);
            let mark = |(start, len): &(usize, usize)| Mark { span: Span::new(*start, start + len), text: Some(label.clone()) };
            let marks: Vec<Mark> = spans.iter().map(mark).collect();
            let canvas = Canvas::terminal(Paint::Plain, columns);
            check(&draw_on(canvas, &source, spans[0].0, &marks), canvas);
        }
    }
}
