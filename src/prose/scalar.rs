//! [`parts`]: where the text of a YAML or TOML scalar stands in its source, in spite of escapes, doubled quotes and folded
//! lines. A parser has decoded it and says only where the whole stands, so both are read side by side; where they do not
//! agree there are no parts, and the whole is all that is known. Floor 2.

use std::ops::Range;

/// A run of a scalar's text and the bytes of its source that say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) text: Range<usize>,
    pub(super) source: Range<usize>,
    /// The same bytes stand in both.
    pub(super) verbatim: bool,
}

/// How the source of a scalar writes what it cannot write as it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// As it is: without quotes, in a block, in three single quotes.
    Plain,
    /// `''` for a single quote.
    Doubled,
    /// With backslashes.
    Escaped,
}

/// The parts of a scalar's `text`, in order, as its source `raw` has them, quotes and the header of a block included.
pub(super) fn parts(raw: &str, text: &str) -> Option<Vec<Part>> {
    let (style, inner) = opened(raw);
    let mut aligned = Aligned { parts: Vec::new(), text: 0, source: inner.start };
    while aligned.text < text.len() {
        let (said, rest) = (&raw[aligned.source..inner.end], &text[aligned.text..]);
        let gap = leading_space(said);
        if said[..gap].contains('\n') {
            aligned.push(leading_space(rest), gap, false);
            continue;
        }
        let Some(next) = rest.chars().next() else { break };
        let escape = (style == Style::Escaped).then(|| escape(said, next)).flatten();
        if let Some((bytes, says)) = escape {
            aligned.push(if says { next.len_utf8() } else { 0 }, bytes, false);
        } else if style == Style::Doubled && said.starts_with("''") {
            aligned.push((next == '\'').then_some(1)?, 2, false);
        } else if said.starts_with(next) {
            aligned.push(next.len_utf8(), next.len_utf8(), true);
        } else if said.is_empty() && rest.trim().is_empty() {
            // The end of a block's last line belongs to its text and not to its place.
            break;
        } else {
            return None;
        }
    }
    raw[aligned.source..inner.end].trim().is_empty().then_some(aligned.parts)
}

/// How a scalar is written, and where its text is within it.
fn opened(raw: &str) -> (Style, Range<usize>) {
    let within = |quotes: &str| {
        let inner = raw.strip_prefix(quotes)?.strip_suffix(quotes)?;
        // Right behind three quotes the end of a line is no text.
        let lines = if quotes.len() > 1 { inner.len() - inner.trim_start_matches(['\r', '\n']).len() } else { 0 };
        Some(quotes.len() + lines.min(2)..quotes.len() + inner.len())
    };
    for (quotes, style) in
        [("\"\"\"", Style::Escaped), ("'''", Style::Plain), ("\"", Style::Escaped), ("'", Style::Doubled)]
    {
        if let Some(inner) = within(quotes) {
            return (style, inner);
        }
    }
    let header = if raw.starts_with(['|', '>']) { raw.find('\n').map_or(raw.len(), |at| at + 1) } else { 0 };
    (Style::Plain, header + leading_space(&raw[header..])..raw.len())
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t', '\r', '\n']).len()
}

/// How many bytes the escape that a source begins with has, if it begins with one, and whether it says anything: the end of
/// a line does not. `said` is the character that it would say.
fn escape(source: &str, said: char) -> Option<(usize, bool)> {
    let rest = source.strip_prefix('\\')?;
    let gap = leading_space(rest);
    let (bytes, says) = match rest.chars().next()? {
        _ if rest[..gap].contains('\n') => (1 + gap, false),
        'x' => (4, true),
        // JSON writes what is beyond 16 bits as two.
        'u' if said > '\u{FFFF}' && source.get(6..8) == Some("\\u") => (12, true),
        'u' => (6, true),
        'U' => (10, true),
        other => (1 + other.len_utf8(), true),
    };
    source.is_char_boundary(bytes).then_some((bytes, says))
}

/// Parts so far, and how far both have been read.
struct Aligned {
    parts: Vec<Part>,
    text: usize,
    source: usize,
}

impl Aligned {
    fn push(&mut self, text: usize, source: usize, verbatim: bool) {
        let part = Part { text: self.text..self.text + text, source: self.source..self.source + source, verbatim };
        (self.text, self.source) = (part.text.end, part.source.end);
        match self.parts.last_mut() {
            Some(last) if verbatim && last.verbatim && last.source.end == part.source.start => {
                (last.text.end, last.source.end) = (part.text.end, part.source.end);
            }
            _ if part.text.is_empty() => {}
            _ => self.parts.push(part),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, parts};

    /// The parts as `text<source>`, those that are verbatim as they stand.
    fn shown(raw: &str, text: &str) -> Option<String> {
        let show = |part: &Part| {
            let (text, source) = (&text[part.text.clone()], &raw[part.source.clone()]);
            assert!(!part.verbatim || text == source);
            if part.verbatim { text.to_owned() } else { format!("{text:?}<{source:?}>") }
        };
        Some(parts(raw, text)?.iter().map(show).collect())
    }

    #[test]
    fn what_stands_as_it_is_is_one_part() {
        assert_eq!(shown("Kava é cures", "Kava é cures").unwrap(), "Kava é cures");
        assert_eq!(shown("\"Kava\"", "Kava").unwrap(), "Kava");
        assert_eq!(shown("'''it''s'''", "it''s").unwrap(), "it''s");
        assert_eq!(shown("\"\"", "").unwrap(), "");
    }

    #[test]
    fn escapes_and_doubled_quotes_are_parts() {
        assert_eq!(shown("'it''s'", "it's").unwrap(), r#"it"'"<"''">s"#);
        assert_eq!(shown(r#""b\u0063\"d\x41""#, "bc\"dA").unwrap(), r#"b"c"<"\\u0063">"\""<"\\\"">d"A"<"\\x41">"#);
        assert_eq!(shown(r#""\ud83d\ude00 x""#, "😀 x").unwrap(), r#""😀"<"\\ud83d\\ude00"> x"#);
        assert_eq!(shown("\"a \\\n   b\"", "a b").unwrap(), "a b");
        assert_eq!(shown("\"a\\  b\"", "a  b").unwrap(), r#"a" "<"\\ "> b"#);
    }

    #[test]
    fn folded_lines_are_parts() {
        assert_eq!(shown(">-\r\n  one\r\n  two\r\n", "one two").unwrap(), r#"one" "<"\r\n  ">two"#);
        assert_eq!(shown("|\n  one\n\n  two\n", "one\n\ntwo\n").unwrap(), r#"one"\n\n"<"\n\n  ">two"\n"<"\n">"#);
        assert_eq!(shown("one\n  two", "one two").unwrap(), r#"one" "<"\n  ">two"#);
        assert_eq!(shown("\"\"\"\none\ntwo\"\"\"", "one\ntwo").unwrap(), r#"one"\n"<"\n">two"#);
        assert_eq!(shown(">\n  one", "one\n").unwrap(), "one");
    }

    #[test]
    fn what_does_not_agree_has_no_parts() {
        for (raw, text) in [("kava", "kratom"), ("kava tea", "kava"), ("'a'", "a'"), ("\"\\", "x"), ("\"a\\u\"", "ab")]
        {
            assert_eq!(shown(raw, text), None, "{raw}");
        }
    }
}
