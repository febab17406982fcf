//! Components of MDX whose tags stand on lines of their own: what they hold is Markdown, however far it is indented, and nothing
//! is code by its indent. Their tags are found line by line and read as HTML (`html.rs`); Markdown sees blanks in their place,
//! and what they hold without its indent. Expressions, imports and comments are `mdx.rs`, tags inside a text are Markdown's
//! inline HTML. Floor 2.

use crate::text::Span;

/// An MDX file as Markdown is to read it: as long as the file, and all but blanks and line breaks in its place.
pub(super) struct Layout {
    /// What components hold, without its indent; their tags stand as they did.
    pub(super) text: String,
    /// The tags that stand on lines of their own, in order.
    pub(super) tags: Vec<Span>,
}

/// A component that is open.
struct Open<'t> {
    name: &'t str,
    /// How far its tag is indented.
    indent: usize,
    /// How much farther its first line is; nothing before there is one.
    inner: Option<usize>,
}

/// A fence that is open.
struct Fence<'t> {
    mark: &'t str,
    /// How much of the indent of its line is taken.
    deep: usize,
}

/// A tag of a component.
struct Tag<'t> {
    name: &'t str,
    span: Span,
    kind: TagKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TagKind {
    Opens,
    Closes,
    StandsAlone,
}

/// Lays out a file.
pub(super) fn layout(text: &str) -> Layout {
    let mut out = text.as_bytes().to_vec();
    let (mut tags, mut open) = (Vec::new(), Vec::<Open<'_>>::new());
    let mut fence: Option<Fence<'_>> = None;
    // No list is open; the line before was blank, or indented as code is.
    let (mut unlisted, mut apart) = (true, true);
    let mut at = 0;
    while at < text.len() {
        let end = line_end(text, at);
        let line = text[at..end].trim_end();
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let content = &line[indent..];
        let found = if fence.is_none() { tags_at(text, at + indent) } else { None };
        if let Some((found, after)) = found {
            for Tag { name, span, kind } in found {
                tags.push(span);
                if kind != TagKind::Closes {
                    begin_inner(&mut open, indent);
                }
                match kind {
                    TagKind::Opens => open.push(Open { name, indent, inner: None }),
                    TagKind::Closes => close(&mut open, name),
                    TagKind::StandsAlone => {}
                }
            }
            (unlisted, apart) = (unlisted || indent == 0, true);
            at = after;
            continue;
        }
        if !content.is_empty() {
            begin_inner(&mut open, indent);
            let surplus: usize = open.iter().filter_map(|component| component.inner).sum();
            let inner = indent - surplus.min(indent);
            if fence.is_none() {
                unlisted = if is_item(content) { false } else { unlisted || inner == 0 };
            }
            let is_deep = inner >= 4 || line[..indent].contains('\t') && inner > 0;
            let deep = match &fence {
                Some(fence) => fence.deep.min(inner),
                None if unlisted && apart && is_deep => inner,
                None => 0,
            };
            apart = deep > 0;
            outdent(&mut out, at, surplus.min(indent) + deep);
            fence = match fence {
                Some(Fence { mark, .. })
                    if content.starts_with(mark) && content.trim_start_matches(&mark[..1]).is_empty() =>
                {
                    None
                }
                None => {
                    let mark = ["```", "~~~"].into_iter().find(|mark| content.starts_with(mark));
                    mark.map(|mark| Fence { mark, deep })
                }
                still => still,
            };
            // `… last words.</Card>`
            if fence.is_none()
                && let Some(name) =
                    content.strip_suffix('>').and_then(|rest| rest.rsplit_once("</")).map(|(_, name)| name)
            {
                close(&mut open, name);
            }
        }
        apart |= content.is_empty();
        at = end + 1;
    }
    Layout { text: String::from_utf8(out).unwrap_or_else(|_| text.to_owned()), tags }
}

/// Whether a line opens an item of a list.
fn is_item(content: &str) -> bool {
    let rest = content.trim_start_matches(|c: char| c.is_ascii_digit());
    let marks: &[char] = if rest.len() < content.len() { &['.', ')'] } else { &['-', '*', '+'] };
    rest.strip_prefix(marks).is_some_and(|rest| rest.starts_with([' ', '\t']))
}

/// Notes how much farther than its tag the first line in the innermost component is indented.
fn begin_inner(open: &mut [Open<'_>], indent: usize) {
    if let Some(component) = open.last_mut() {
        component.inner.get_or_insert(indent.saturating_sub(component.indent));
    }
}

/// Closes the innermost component of a name, with those in it that nobody closed.
fn close(open: &mut Vec<Open<'_>>, name: &str) {
    if let Some(found) = open.iter().rposition(|component| component.name == name) {
        open.truncate(found);
    }
}

/// Takes bytes of indent from a line: they go before the line break that opens it, where blanks mean nothing.
pub(super) fn outdent(text: &mut [u8], line: usize, indent: usize) {
    let breaks = text[..line].iter().rev().take(2).take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
    let Some(start) = line.checked_sub(breaks.min(1 + usize::from(text[..line].ends_with(b"\r\n")))) else { return };
    if line == 0 {
        // Nothing stands before the first line of a file, where line breaks mean nothing.
        text[..indent].fill(b'\n');
    }
    if start == line || indent == 0 {
        return;
    }
    text[start..line + indent].rotate_left(line - start);
    text[start..start + indent].fill(b' ');
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |found| at + found)
}

/// The tags of components from a position to the end of a line, and where the next line begins; nothing if anything else stands
/// there.
fn tags_at(text: &str, mut at: usize) -> Option<(Vec<Tag<'_>>, usize)> {
    let mut out = Vec::new();
    loop {
        let tag = tag_at(text, at)?;
        at = tag.span.end;
        out.push(tag);
        let rest = &text[at..line_end(text, at)];
        if rest.trim().is_empty() {
            return Some((out, line_end(text, at) + 1));
        }
        at += rest.len() - rest.trim_start().len();
    }
}

/// The tag of a component that begins at a position. Names of components begin with a capital letter, as those of HTML do not; a
/// fragment has none.
fn tag_at(text: &str, start: usize) -> Option<Tag<'_>> {
    let rest = text[start..].strip_prefix('<')?;
    let closes = rest.starts_with('/');
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let name = &rest[..rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | ':')))?];
    let is_component =
        if name.is_empty() { rest.starts_with('>') } else { name.starts_with(|c: char| c.is_ascii_uppercase()) };
    if !is_component {
        return None;
    }
    let from = text.len() - rest.len() + name.len();
    let (mut quote, mut depth, mut last) = (None, 0_usize, b' ');
    for (offset, byte) in text.as_bytes()[from..].iter().copied().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            // A blank line ends what nobody closed.
            (_, b'\n') if last == b'\n' => return None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if depth == 0 => quote = Some(byte),
            (None, b'{') => depth += 1,
            (None, b'}') => depth = depth.saturating_sub(1),
            (None, b'<') if depth == 0 => return None,
            (None, b'>') if depth == 0 => {
                let kind = match (closes, last) {
                    (true, _) => TagKind::Closes,
                    (_, b'/') => TagKind::StandsAlone,
                    _ => TagKind::Opens,
                };
                return Some(Tag { name, span: Span::new(start, from + offset + 1), kind });
            }
            _ => {}
        }
        if byte != b'\r' && (byte == b'\n' || !byte.is_ascii_whitespace()) {
            last = byte;
        }
    }
    None
}

/// A text with blanks in the place of some spans; line breaks stay.
pub(super) fn blanked(text: &str, spans: &[Span]) -> String {
    let mut out = text.as_bytes().to_vec();
    for span in spans {
        out[span.range()].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Layout, blanked, layout};

    fn shown(text: &str) -> String {
        let Layout { text: laid, tags } = layout(text);
        assert_eq!(laid.len(), text.len());
        blanked(&laid, &tags).lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_components_hold_begins_its_lines() {
        assert_eq!(
            shown("<Tabs>\n  <Tab>\n\n    - a\n      - b\n\n  </Tab>\n</Tabs>\n    c"),
            "\n\n\n- a\n  - b\n\n\n\nc"
        );
        assert_eq!(shown("a\n\n    b\n    c\n- d\n\n      e"), "a\n\nb\nc\n- d\n\n      e");
        assert_eq!(shown("<Card>\n\ta\n\n\tb\n</Card>"), "\na\n\nb\n");
        assert_eq!(shown("<Card>\r\n    a\r\n    b\r\n</Card>"), "\na\nb\n");
        assert_eq!(shown("<A><B\n  c={d => <e>}\n  f=\"</A>\"\n>\n    g</B>\n</A>\n  h"), "\n\n\n\ng</B>\n\n  h");
        assert_eq!(shown("<>\n  a\n</>"), "\na\n");
        assert_eq!(shown("<Hero a=\"b\" />\n\n  c"), "\n\n  c");
    }

    #[test]
    fn what_is_no_component_stays() {
        for text in [
            "<div>\n    a\n</div>",
            "<Card>a</Card>\n    b",
            "a < B\n    c",
            "```\n<Card>\n    a\n```",
            "- a\n\n    <b>c</b>",
        ] {
            assert_eq!(shown(text), text, "{text}");
        }
    }

    #[test]
    fn code_in_a_component_is_code() {
        assert_eq!(shown("<Card>\n    ```\n    <B>\n      a\n    ```\n    b\n</Card>"), "\n```\n<B>\n  a\n```\nb\n");
    }

    #[test]
    fn each_byte_keeps_its_place() {
        let text = "<Card>\n    Kava **cures** gout.\n</Card>";
        let at = |text: &str| text.find("Kava");
        assert_eq!(at(&layout(text).text), at(text));
    }
}
