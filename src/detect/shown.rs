//! What people are shown of a match: its words, with code and math as the file writes them. What is compared, hashed and
//! reported as the match is [`Reading::text`], where each of these is one character. Floor 4.

use std::ops::Range;

use super::reading::Reading;
use crate::prose::Block;

/// Longer code says nothing in a message.
const LONGEST: usize = 40;
/// What stands for what is not shown.
const LEFT_OUT: &str = "…";

impl Reading<'_> {
    /// The text of a range of tokens for people.
    #[must_use]
    pub fn shown(&self, at: Range<usize>) -> String {
        let written = |(block, tokens): (usize, Range<usize>)| {
            let block = &self.document.blocks[block];
            self.written(block, block.prose_range(tokens))
        };
        self.runs(at).map(written).collect::<Vec<_>>().join(" ")
    }

    fn written(&self, block: &Block, prose: Range<usize>) -> String {
        let text = &block.prose[prose.clone()];
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for (at, object) in text.match_indices(Block::OBJECT) {
            out.push_str(&text[from..at]);
            from = at + object.len();
            let source = self.document.source.slice(block.map.hull(prose.start + at..prose.start + from));
            out.push_str(&code(source).unwrap_or_else(|| LEFT_OUT.to_owned()));
        }
        out.push_str(&text[from..]);
        out
    }
}

/// Code, math or an expression on one line; nothing if it is long, or no text at all, as images and tags are.
fn code(source: &str) -> Option<String> {
    let words: Vec<&str> = source.split_whitespace().collect();
    let line = words.join(" ");
    (line.starts_with(['`', '$', '{']) && line.chars().count() <= LONGEST).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn code_is_shown_on_a_line_and_what_is_no_text_is_not() {
        assert_eq!(code("`gout`").as_deref(), Some("`gout`"));
        assert_eq!(code("$x\n = 2$").as_deref(), Some("$x = 2$"));
        for left_out in ["", "\u{fffc}", "![a](b.png)", "<code>", &format!("`{}`", "x".repeat(40))] {
            assert_eq!(code(left_out), None, "{left_out}");
        }
    }
}
