//! Text with character references (`&amp;`, `&#99;`) and backslash escapes, as exact pieces of a draft.
//! It knows where the text stands, not what it is for. Floor 2.

use html5gum::{Token, Tokenizer};

use super::draft::Draft;
use crate::text::Span;

/// Longer runs than any reference has.
const LONGEST: usize = 40;

/// Where the bytes of a text stand in the source.
pub(super) trait Place {
    /// The source of a range of the text; `true` if the bytes are the same there.
    fn at(&self, start: usize, end: usize) -> (Span, bool);
}

/// Text that stands in the source in one go, from a byte on.
pub(super) struct From(pub(super) usize);

impl Place for From {
    fn at(&self, start: usize, end: usize) -> (Span, bool) {
        (Span::new(self.0 + start, self.0 + end), true)
    }
}

/// How text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// HTML: character references, white space collapsed.
    Html,
    /// Markdown's link titles: character references and backslash escapes, white space collapsed.
    Markdown,
}

/// Pushes `text[start..end]` to a draft, decoded.
pub(super) fn push(draft: &mut Draft, text: &str, start: usize, end: usize, reading: Reading, place: &impl Place) {
    let Some(slice) = text.get(start..end) else { return };
    let special = |c: char| c == '&' || c.is_ascii_whitespace() || c == '\\' && reading == Reading::Markdown;
    let mut at = 0;
    while at < slice.len() {
        let rest = &slice[at..];
        let plain = rest.find(special).unwrap_or(rest.len());
        if plain > 0 {
            verbatim(draft, &rest[..plain], start + at, place);
            at += plain;
            continue;
        }
        let (len, decoded) = match rest.as_bytes()[0] {
            b'&' => reference(rest).unwrap_or((1, String::new())),
            b'\\' => (1, String::new()),
            _ => (rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_whitespace()).len(), " ".to_owned()),
        };
        let (span, _) = place.at(start + at, start + at + len);
        match rest.as_bytes()[0] {
            b'\\' if rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) => {
                verbatim(draft, &rest[1..2], start + at + 1, place);
                at += 1;
            }
            b'\\' => verbatim(draft, "\\", start + at, place),
            b'&' if decoded.is_empty() => verbatim(draft, "&", start + at, place),
            b'&' => draft.replaced(&decoded, span),
            _ if draft.prose.is_empty() || draft.prose.ends_with(' ') => {}
            _ if &rest[..len] == " " => verbatim(draft, " ", start + at, place),
            _ => draft.space(span),
        }
        at += len;
    }
}

fn verbatim(draft: &mut Draft, text: &str, start: usize, place: &impl Place) {
    let (span, same) = place.at(start, start + text.len());
    if same { draft.verbatim(text, span.start) } else { draft.replaced(text, span) }
}

/// The length and meaning of the character reference that `text` begins with.
fn reference(text: &str) -> Option<(usize, String)> {
    let name =
        text.bytes().skip(1).take(LONGEST).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    let len = 1 + name + usize::from(text.as_bytes().get(1 + name) == Some(&b';'));
    let raw = text.get(..len)?;
    let mut decoded = String::new();
    for token in Tokenizer::new(raw).flatten() {
        if let Token::String(string) = token {
            decoded.push_str(&String::from_utf8_lossy(&string.value));
        }
    }
    (name > 0 && decoded != raw && !decoded.is_empty()).then_some((len, decoded))
}

#[cfg(test)]
mod tests {
    use super::{From, Reading, push};
    use crate::prose::draft::Draft;
    use crate::prose::{BlockKind, Context};

    fn read(text: &str, reading: Reading) -> String {
        let mut draft = Draft::new(BlockKind::Html, Context::default());
        push(&mut draft, text, 0, text.len(), reading, &From(0));
        draft.prose
    }

    #[test]
    fn references_are_decoded_and_other_ampersands_stay() {
        assert_eq!(read("a &amp; b &#99;ure &x &nope; & &lt;3", Reading::Html), "a & b cure &x &nope; & <3");
    }

    #[test]
    fn escapes_count_in_markdown_only() {
        assert_eq!(read(r#"a \" b \n"#, Reading::Markdown), r#"a " b \n"#);
        assert_eq!(read(r#"a \" b"#, Reading::Html), r#"a \" b"#);
    }

    #[test]
    fn white_space_is_one_space() {
        assert_eq!(read("\n  a\n\t b ", Reading::Html), "a b ");
    }
}
