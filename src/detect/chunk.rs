//! [`Chunk`]: a run of bytes that may be a word, markup and signs within it, as the gate looks through a text that nobody has
//! parsed. What a word is to readers is `prose`'s to say. Floor 4.

use super::engine::Letters;

/// Within how many bytes a tag, a link's address or a template's code ends that parts a word.
const NEAR: usize = 256;

/// What a byte is to the gate.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Letter,
    /// A digit or a sign that may be meant for a letter: `c4nc3r`, `p@in`.
    Digit,
    /// Part of a letter that is not ASCII.
    High,
    /// What may stand within a word: `can**cer**`, `anx-iety`, `[can]cer`.
    Joiner,
    Break,
    Other,
}

const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Kind::Letter,
            b'0'..=b'9' | b'@' | b'$' => Kind::Digit,
            b'*' | b'_' | b'~' | b'`' | b'\\' | b'-' | b'\'' | b'[' | b']' | b'^' => Kind::Joiner,
            b'\n' => Kind::Break,
            128..=255 => Kind::High,
            _ => Kind::Other,
        };
        byte += 1;
    }
    kinds
};

pub(super) fn kind(byte: Option<&u8>) -> Kind {
    byte.map_or(Kind::Other, |byte| KINDS[usize::from(*byte)])
}

/// A run of letters, digits and what may stand within a word.
pub(super) struct Chunk<'t> {
    pub(super) text: &'t str,
    /// The hash of its letters, if it has nothing but these.
    pub(super) plain: Option<Letters>,
}

/// The chunk that begins at a byte.
pub(super) fn chunk(text: &str, start: usize) -> Chunk<'_> {
    let bytes = text.as_bytes();
    let (mut is_plain, mut letters, mut at) = (true, Letters::default(), start);
    while let Some(byte) = bytes.get(at) {
        match KINDS[usize::from(*byte)] {
            Kind::Letter => letters = letters.and(*byte),
            // A link's text ends here; what it links to is no part of a word.
            Kind::Joiner if at > start && *byte == b']' && matches!(bytes.get(at + 1), Some(b'(' | b'[')) => break,
            Kind::Digit | Kind::High | Kind::Joiner => is_plain = false,
            Kind::Break | Kind::Other => break,
        }
        at += 1;
    }
    Chunk { text: &text[start..at], plain: is_plain.then_some(letters) }
}

/// Where a word goes on behind a tag, an address or a template's code that stands within it.
pub(super) fn behind(bytes: &[u8], end: usize) -> Option<usize> {
    let (open, close) = match bytes.get(end..)? {
        [b'<', b'a'..=b'z' | b'A'..=b'Z' | b'/' | b'!', ..] => (1, b'>'),
        [b'{', b'{' | b'%' | b'#' | b'<' | b'/' | b'"' | b'\'' | b'`' | b' ', ..] => (1, b'}'),
        [b']', b'(', ..] => (2, b')'),
        [b']', b'[', ..] => (2, b']'),
        _ => return None,
    };
    let near = &bytes[end + open..bytes.len().min(end + NEAR)];
    let closed = end + open + near.iter().position(|byte| *byte == close)?;
    let rest = closed + bytes[closed..].iter().take_while(|byte| **byte == close).count();
    matches!(kind(bytes.get(rest)), Kind::Letter | Kind::High).then_some(rest)
}

/// Whether an entity stands for a letter, or for nothing, within a word: `c&#97;ncer`, `can&shy;cer`.
pub(super) fn is_letter_by_code(text: &str, at: usize) -> bool {
    const SIGNS: [&str; 24] = [
        "amp", "lt", "gt", "quot", "apos", "nbsp", "times", "ensp", "emsp", "thinsp", "mdash", "ndash", "hellip",
        "rarr", "larr", "copy", "reg", "trade", "bull", "middot", "lsquo", "rsquo", "ldquo", "rdquo",
    ];
    let bytes = text.as_bytes();
    let length =
        bytes[at + 1..].iter().take(NEAR).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
    let end = at + 1 + length;
    let within = |byte: Option<&u8>| matches!(kind(byte), Kind::Letter | Kind::High | Kind::Joiner);
    if length == 0 || bytes.get(end) != Some(&b';') || !(within(bytes[..at].last()) || within(bytes.get(end + 1))) {
        return false;
    }
    let name = &text[at + 1..end];
    let number = match name.strip_prefix('#') {
        None => return !SIGNS.contains(&name),
        Some(code) => match code.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => code.parse(),
        },
    };
    let is_sign =
        |c: char| c.is_ascii() && !c.is_ascii_alphanumeric() || matches!(c, '\u{a0}' | '\u{2010}'..='\u{205f}');
    !number.ok().and_then(char::from_u32).is_some_and(is_sign)
}
