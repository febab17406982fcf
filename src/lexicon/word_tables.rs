//! What each word of a lexicon reads as, in tables by the words' numbers: spares a look-up by spelling. What hangs on the spelling
//! and the sense of a word alone is taken over from one lexicon to another, where packs of a project stand behind those that
//! claimlint carries. Floor 3.

use super::words::Words;
use super::{Class, Lexicon, Numbers, WordId};

/// What each word of a lexicon reads as, the unknown word first.
pub(super) fn of_words<const N: usize>(lexicon: &Lexicon, read: impl Fn(&str) -> [u32; N]) -> Numbers {
    let mut out = Numbers::default();
    for word in std::iter::once("").chain(lexicon.words().map(|(word, _)| word)) {
        out.extend(read(word));
    }
    out
}

/// The same, where another lexicon is known and `taken` is what a word of it reads as.
pub(super) fn of_words_beside<const N: usize>(
    (lexicon, known): (&Lexicon, &Lexicon),
    taken: impl Fn(WordId) -> Option<[u32; N]>,
    read: impl Fn(&str) -> [u32; N],
) -> Numbers {
    let all_same = lexicon.senses == known.senses;
    let is_same = |word: &str| all_same || lexicon.senses.of(word) == known.senses.of(word);
    let (mut next, count) = (WordId(1), known.words().count());
    let mut out = Numbers::default();
    out.extend(read(""));
    for (word, _) in lexicon.words() {
        // Most words come in the order in which they come there.
        let is_next = next.0 as usize <= count && known.spelling(next) == word;
        let at = if is_next { next } else { known.word(word) };
        let shared = (at.0 != 0 && known.spelling(at) == word && is_same(word)).then_some(at);
        next = shared.map_or(next, |_| WordId(at.0 + 1));
        out.extend(shared.and_then(&taken).unwrap_or_else(|| read(word)));
    }
    out
}

/// The symbol of each class.
pub(super) fn of_classes(symbols: &Words) -> Numbers {
    let mut out = Numbers::default();
    out.extend(Class::symbols().map(|symbol| symbols.get(&symbol)));
    out
}
