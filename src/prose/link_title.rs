//! Where the title of a link or image stands in its source: `[text](url "title")`. Whether it is read at all is
//! `markdown.rs`. Floor 2.

/// Where a title stands in the source of its link or definition, without its quotes.
pub(super) fn title_range(source: &str, inline: bool) -> Option<(usize, usize)> {
    let source = source.trim_end();
    let source = if inline { source.strip_suffix(')')?.trim_end() } else { source };
    let bytes = source.as_bytes();
    let end = bytes.len().checked_sub(1)?;
    let open = match bytes[end] {
        quote @ (b'"' | b'\'') => quote,
        b')' => b'(',
        _ => return None,
    };
    let is_open =
        |at: &usize| bytes[*at] == open && bytes[..*at].iter().rev().take_while(|b| **b == b'\\').count() % 2 == 0;
    (0..end).rev().find(is_open).map(|at| (at + 1, end))
}
