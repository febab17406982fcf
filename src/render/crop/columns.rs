//! Which columns of a line are shown: windows around its parts, with as much of the line around them as fits and room
//! for the words under them. Positions are bytes of the source; columns are those of a terminal. Floor 7.

use std::ops::Range;

use super::{LABEL, Part, Width};
use crate::render::clean::{Room, clean, width};

/// A word border this near the edge of a window is preferred to the edge.
const SNAP: usize = 12;
/// What is written for text left out between two windows.
const GAP: &str = " … ";
/// What is written for text left out before the first window.
const HEAD: &str = "… ";
/// What is written for text left out after the last window.
const TAIL: &str = " …";

/// Neighbouring parts that are shown in one window.
struct Group {
    bytes: Range<usize>,
    /// Columns from its start to the end of the words that reach furthest.
    stretch: usize,
}

/// A range of the source and where it begins in the virtual text.
pub(super) struct Piece {
    bytes: Range<usize>,
    at: usize,
}

impl Piece {
    /// Where a source offset lies in the virtual text. Cleaning changes the length of characters, not their number.
    pub(super) fn place(&self, text: &str, offset: usize) -> Option<usize> {
        let inside = (self.bytes.start..=self.bytes.end).contains(&offset);
        inside.then(|| self.at + text[self.bytes.start..offset].chars().map(|c| clean(c).len_utf8()).sum::<usize>())
    }
}

/// Writes as much of a line as there is room for, cleaned, with an ellipsis for everything left out.
pub(super) fn push_cropped(
    out: &mut String,
    text: &str,
    line: &Range<usize>,
    parts: &[&Part],
    place: usize,
    width: Width,
) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut done = line.start;
    for window in windows(text, line, parts, place, width) {
        if window.start > done {
            out.push_str(if done == line.start { HEAD } else { GAP });
        }
        pieces.push(Piece { bytes: window.clone(), at: out.len() });
        out.extend(text[window.clone()].chars().map(clean));
        done = window.end;
    }
    if done < line.end {
        out.push_str(TAIL);
    }
    pieces
}

/// The ranges of a line to show, in order, apart from each other: one window around all parts if they fit, otherwise
/// two, of which one is the first to reach `place`. Parts further off are not shown.
fn windows(text: &str, line: &Range<usize>, parts: &[&Part], place: usize, width: Width) -> Vec<Range<usize>> {
    let columns = width.text;
    if parts.is_empty() {
        let head = line.start..reach(text, line.clone(), &mut Room::new(columns));
        return vec![head];
    }
    let mut groups = gathered(text, parts, columns);
    let half = columns.saturating_sub(GAP.chars().count()) / 2;
    if groups.len() > 1 {
        groups = gathered(text, parts, half);
        let main = groups.iter().position(|group| place < group.bytes.end).unwrap_or(0);
        groups = groups.split_off(main.min(groups.len().saturating_sub(2)));
        groups.truncate(2);
    }
    let share = if groups.len() > 1 { half } else { columns };
    let mut windows: Vec<Range<usize>> = Vec::new();
    for group in &groups {
        let head = if windows.first().is_some_and(|first| first.start > line.start) { HEAD } else { "" };
        let before = windows.iter().map(|window| columns_of(text, window) + GAP.chars().count());
        let before = before.sum::<usize>() + head.chars().count();
        for piece in window(text, line, group, share, width.words.saturating_sub(before)) {
            match windows.last_mut() {
                // An ellipsis takes three columns: the text it would stand for must be worth them.
                Some(last) if text.get(last.end..piece.start).is_none_or(|gap| gap.chars().take(4).count() < 4) => {
                    last.end = last.end.max(piece.end);
                }
                _ => windows.push(piece),
            }
        }
    }
    windows
}

/// Neighbouring parts together, as long as they fit into so many columns.
fn gathered(text: &str, parts: &[&Part], columns: usize) -> Vec<Group> {
    let fits = |range: Range<usize>| reach(text, range.clone(), &mut Room::new(columns)) == range.end;
    let mut groups: Vec<Group> = Vec::new();
    for part in parts {
        match groups.last_mut() {
            Some(group) if fits(group.bytes.start..part.bytes.end) => {
                let before = columns_of(text, &(group.bytes.start..part.bytes.start));
                group.bytes.end = part.bytes.end;
                group.stretch = group.stretch.max(before + stretch(text, part, columns));
            }
            _ => groups.push(Group { bytes: part.bytes.clone(), stretch: stretch(text, part, columns) }),
        }
    }
    groups
}

/// Columns from the start of a part to the end of the words under it, which begin under its middle.
fn stretch(text: &str, part: &Part, columns: usize) -> usize {
    // Of a long part no more is counted than can be shown.
    let seen = part.bytes.start..reach(text, part.bytes.clone(), &mut Room::new(columns));
    let words = part.text.as_deref().unwrap_or_default();
    columns_of(text, &seen) / 2 + words.chars().take(LABEL).map(width).sum::<usize>().min(LABEL)
}

/// A group with as much of the line around it as fits into `columns`; its head and its tail if it does not fit itself.
/// There is so much less before it as the words under it need: they have `limit` columns.
fn window(text: &str, line: &Range<usize>, group: &Group, columns: usize, limit: usize) -> Vec<Range<usize>> {
    let keep = &group.bytes;
    let mut room = Room::new(columns);
    if reach(text, keep.clone(), &mut room) < keep.end {
        let half = (columns / 2).saturating_sub(2);
        let head = reach(text, keep.clone(), &mut Room::new(half));
        let tail = reach_back(text, keep.clone(), &mut Room::new(half));
        return vec![keep.start..head, tail..keep.end];
    }
    let free = limit.saturating_sub(group.stretch);
    let whole = reach_back(text, line.start..keep.start, &mut Room::new(free.min(room.columns()))) == line.start;
    let free = if whole { free } else { free.saturating_sub(HEAD.chars().count()) };

    let share = (room.columns() / 2).min(free);
    let mut before = Room::new(share);
    let start = reach_back(text, line.start..keep.start, &mut before);
    // What one side does not need, the other may have.
    let mut after = Room::new(room.columns() - share + before.columns());
    let mut end = reach(text, keep.end..line.end, &mut after);
    let more = free.saturating_sub(columns_of(text, &(start..keep.start))).min(after.columns());
    let mut start = reach_back(text, line.start..start, &mut Room::new(more));

    if start > line.start
        && let Some(space) = text[start..keep.start].find(' ').filter(|space| *space < SNAP)
    {
        start += space + 1;
    }
    if end < line.end
        && let Some(space) = text[keep.end..end].rfind(' ').filter(|space| end - keep.end - space < SNAP)
    {
        end = keep.end + space;
    }
    let window = start..end;
    vec![window]
}

/// How far one comes from the start of a range before the room is used up.
fn reach(text: &str, range: Range<usize>, room: &mut Room) -> usize {
    let taken: usize = text[range.clone()].chars().take_while(|c| room.take(*c)).map(char::len_utf8).sum();
    range.start + taken
}

/// How far one comes from the end of a range.
fn reach_back(text: &str, range: Range<usize>, room: &mut Room) -> usize {
    let taken: usize = text[range.clone()].chars().rev().take_while(|c| room.take(*c)).map(char::len_utf8).sum();
    range.end - taken
}

/// Columns that a range takes.
fn columns_of(text: &str, range: &Range<usize>) -> usize {
    text[range.clone()].chars().map(width).sum()
}
