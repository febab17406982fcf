//! The words that two lexicons share: what hangs on the spelling and the sense of a word alone is taken over from one to the
//! other, where packs of a project stand behind those that claimlint carries. Floor 3.

use super::{Lexicon, WordId};

/// The words of a lexicon in order, each with its number in another where it has the same sense there.
pub(super) fn shared<'l>(
    lexicon: &'l Lexicon,
    known: &'l Lexicon,
) -> impl Iterator<Item = (&'l str, Option<WordId>)> + use<'l> {
    let all_same = lexicon.senses == known.senses;
    let is_same = move |word: &str| all_same || lexicon.senses.of(word) == known.senses.of(word);
    let (mut next, count) = (WordId(1), known.words().count());
    lexicon.words().map(move |(word, _)| {
        // Most words come in the order in which they come there.
        let is_next = next.0 as usize <= count && known.spelling(next) == word;
        let at = if is_next { next } else { known.word(word) };
        let taken = (at.0 != 0 && known.spelling(at) == word && is_same(word)).then_some(at);
        next = taken.map_or(next, |_| WordId(at.0 + 1));
        (word, taken)
    })
}
