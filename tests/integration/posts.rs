//! Posts of several sentences (`tests/labelled/posts/`), each a page by itself: those that claim have their claims in `[[…]]`.
//! Read by the test of labelled sets and by `examples/weigh`, which fits to them.

use std::ops::Range;

/// A labelled post.
pub(crate) struct Post {
    /// What stands in it, without the marks.
    pub(crate) text: String,
    /// Where it claims something, in bytes of its text.
    pub(crate) claims: Vec<Range<usize>>,
}

impl Post {
    /// Of a row of a table, `label`, `text`; nothing if the label and the marks disagree.
    pub(crate) fn new(row: &str) -> Option<Self> {
        let (label, marked) = row.split_once('\t')?;
        let (mut text, mut claims) = (String::new(), Vec::new());
        for (number, part) in marked.split("[[").enumerate() {
            let (claim, after) = part.split_once("]]").unwrap_or(("", part));
            if number > 0 {
                claims.push(text.len()..text.len() + claim.len());
            }
            text.extend([claim, after]);
        }
        ((label == "claim") != claims.is_empty()).then_some(Self { text, claims })
    }

    /// Whether it claims anything.
    pub(crate) fn is_claim(&self) -> bool {
        !self.claims.is_empty()
    }
}
