//! Text that is safe to send to a terminal: a checked file must not move the cursor, change colours or reorder lines.
//! Every function keeps one character for one, so that places can be counted through it. Floor 7.

use unicode_width::UnicodeWidthChar;

/// The character to show for `c`: control characters as their picture, bidi controls and line separators as `�`.
pub(super) fn clean(c: char) -> char {
    match c {
        // Nearly all there is.
        ' '..='~' => c,
        '\t' => ' ',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '␡',
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// Terminal columns of a cleaned character.
pub(super) fn width(c: char) -> usize {
    if matches!(c, ' '..='~') {
        return 1;
    }
    clean(c).width().unwrap_or(0)
}

/// One clean line of at most `columns` columns, line breaks as spaces, `…` at the end if something was left out.
pub(super) fn line(text: &str, columns: usize) -> String {
    // Most lines are short and plain.
    if text.len() <= columns && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len().min(columns));
    let mut room = Room::new(columns);
    for c in text.chars() {
        if !room.take(c) {
            // The room for the mark is made by dropping from the end: columns are what is scarce, not time.
            while out.chars().map(width).sum::<usize>() + 1 > columns && out.pop().is_some() {}
            out.push('…');
            break;
        }
        out.push(if matches!(c, '\n' | '\r') { ' ' } else { clean(c) });
    }
    out
}

/// A whole text with its line breaks, every other control character shown: for reports that people open somewhere else.
pub(super) fn text(text: &str) -> String {
    text.replace("\r\n", "\n").chars().map(|c| if c == '\n' { c } else { clean(c) }).collect()
}

/// Like `line`, keeping the end: of a long path the file's name matters most.
pub(super) fn line_end(text: &str, columns: usize) -> String {
    let mut room = Room::new(columns);
    let kept = text.chars().rev().take_while(|c| room.take(*c)).count();
    let skipped = text.chars().count() - kept;
    if skipped == 0 {
        return line(text, columns);
    }
    let tail: String = text.chars().skip(skipped + 1).collect();
    format!("…{}", line(&tail, columns))
}

/// Room for characters, counted in quarter columns so that characters without width are not free: a line of a million
/// combining marks must end, too.
pub(super) struct Room(usize);

impl Room {
    pub(super) fn new(columns: usize) -> Self {
        Self(columns * 4)
    }

    /// Takes the room of a character if there is enough.
    pub(super) fn take(&mut self, c: char) -> bool {
        let cost = (width(c) * 4).max(1);
        let fits = cost <= self.0;
        self.0 -= if fits { cost } else { 0 };
        fits
    }

    /// Whole columns left.
    pub(super) fn columns(&self) -> usize {
        self.0 / 4
    }
}

#[cfg(test)]
mod tests {
    use super::{line, line_end, text};

    #[test]
    fn controls_and_bidi_overrides_are_shown_not_sent() {
        assert_eq!(line("a\u{1b}[31mb\u{202e}c\td\u{7f}\u{9b}", 80), "a␛[31mb�c d␡�");
        assert_eq!(line("one\r\ntwo", 80), "one  two");
        assert_eq!(text("one\r\ntwo\rthree\u{202e}\u{1b}"), "one\ntwo␍three�␛");
    }

    #[test]
    fn a_line_keeps_its_width_at_either_end() {
        assert_eq!(line("abcdef", 4), "abc…");
        assert_eq!(line_end("abcdef", 4), "…def");
        assert_eq!(line("治愈癌症", 5), "治愈…");
        assert_eq!(line("abcd", 4), "abcd");
    }

    #[test]
    fn characters_without_width_are_not_free() {
        assert!(line(&"\u{301}".repeat(1_000_000), 10).chars().count() <= 41);
    }
}
