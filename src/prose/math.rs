//! What stands between dollar signs: math, or prices and disguises. It decides about one pair of them; how often a file is
//! read for it is `markdown.rs`. Floor 2.

use std::ops::Range;

use pulldown_cmark::Event;

/// Whether an event is something between dollar signs that is no math.
pub(super) fn is_false_math(text: &str, event: &Event<'_>, range: &Range<usize>) -> bool {
    match event {
        Event::InlineMath(math) | Event::DisplayMath(math) => !looks_like_math(text, math, range.start, range.end),
        _ => false,
    }
}

/// Whether what stands between dollar signs is math: not glued to a word, and no words inside but those of a command.
fn looks_like_math(text: &str, math: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|head| head.chars().next_back());
    let after = text.get(end..).and_then(|tail| tail.chars().next());
    let glued = before.into_iter().chain(after).any(char::is_alphanumeric);
    let word = |word: &&str| word.chars().count() >= 3 && word.chars().all(char::is_alphabetic);
    let words = math.split(|c: char| !c.is_alphabetic()).filter(word).count();
    !glued && (words < 2 || math.contains('\\'))
}
