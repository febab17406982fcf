//! Code in Markdown, inline and in blocks: nothing in it is read. What else a Markdown text holds is `markdown.rs`.
//! Floor 2.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::markdown::{OPTIONS, WITH_MATH, parser};
use super::math::is_false_math;
use crate::text::Span;

/// The code of a text, where braces and addresses mean nothing.
pub(super) fn code(text: &str) -> Vec<Span> {
    let is_math = |(event, range): (Event<'_>, Range<usize>)| !is_false_math(text, &event, &range);
    let math = text.contains('$') && parser(text, WITH_MATH).all(is_math);
    parser(text, if math { WITH_MATH } else { OPTIONS })
        .filter(|(event, _)| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_))))
        .map(|(_, range)| Span::new(range.start, range.end))
        .collect()
}
