//! Repairs of words written so that filters miss them: `cur3s`, `c u r e s`, `anx-iety`, `c*ure`. A repair counts only
//! where the repaired word is in the vocabulary and the word as written is not. Look-alike letters and invisible
//! characters are folded by `prose` already. Floor 4.

use crate::lexicon::{Lexicon, WordId};
use crate::prose::{Block, TokenFlags};

/// A repaired word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Repair {
    /// The word it stands for.
    pub(super) word: WordId,
    /// How many tokens it takes.
    pub(super) tokens: usize,
}

/// Shortest word that is repaired: shorter ones are hit by chance.
const SHORTEST: usize = 4;
/// Most tokens that are read as one word.
const LONGEST: usize = 24;

/// The repair of the word that starts at a token, if it is one that nobody knows as written; `known` is whether some pack
/// knows it.
pub(super) fn repair(lexicon: &Lexicon, block: &Block, token: usize, end: usize, known: bool) -> Option<Repair> {
    let first = block.norm(token);
    // Only what hangs together, or letters that stand alone, can be pieces of one word.
    let pieces = is_joined_on(block, token, end) || is_letter(first);
    if known && !pieces {
        return None;
    }
    let apart = if pieces { spelled_apart(lexicon, block, token, end) } else { None };
    apart.or_else(|| {
        if known || first.len() < SHORTEST {
            return None;
        }
        let word = unleet(first)?.iter().map(|spelling| lexicon.word(spelling)).find(|word| word.0 != 0)?;
        Some(Repair { word, tokens: 1 })
    })
}

fn is_letter(norm: &str) -> bool {
    // A character has four bytes at most.
    norm.len() <= 4 && norm.chars().count() == 1
}

/// Whether the next token hangs on without a space: `anx-iety`, `c*ure`.
fn is_joined_on(block: &Block, token: usize, end: usize) -> bool {
    token + 1 < end && !block.tokens[token + 1].flags.has(TokenFlags::SPACE_BEFORE)
}

/// Letters or pieces of a word set apart by spaces, hyphens or stars; the longest word that they spell.
fn spelled_apart(lexicon: &Lexicon, block: &Block, token: usize, end: usize) -> Option<Repair> {
    let spaced = is_letter(block.norm(token));
    if !goes_on(block, token, end, spaced) {
        return None;
    }
    let mut spelled = String::new();
    let mut pieces = 0;
    let mut unknown = false;
    let mut bracketed = false;
    let mut best = None;
    for at in token..end.min(token + LONGEST) {
        let flags = block.tokens[at].flags;
        let norm = block.norm(at);
        let letter = is_letter(norm);
        let joined = at == token || !flags.has(TokenFlags::SPACE_BEFORE);
        if flags.has(TokenFlags::OPAQUE) || (flags.has(TokenFlags::MARK) && !is_filler(norm)) {
            break;
        }
        if flags.has(TokenFlags::MARK) {
            if !joined || at == token {
                break;
            }
            bracketed |= matches!(norm, "[" | "]");
            continue;
        }
        // Either every letter stands alone, or the pieces hang together.
        if at > token && !(joined || (spaced && letter)) {
            break;
        }
        pieces += 1;
        unknown |= letter || lexicon.word(norm).0 == 0;
        spelled.push_str(norm);
        let long = spelled.len() >= SHORTEST && pieces > 1 && unknown && (!spaced || pieces >= 3 || at > token + 1);
        // `vitamin[s]` says both words; `c[u]res` is one.
        let says_both = bracketed && !spaced && lexicon.word(block.norm(token)).0 != 0;
        if long && !says_both {
            let plain = unleet(&spelled).into_iter().flatten().map(|text| lexicon.word(&text)).find(|word| word.0 != 0);
            let word = plain.unwrap_or_else(|| lexicon.word(&spelled));
            if word.0 != 0 {
                best = Some(Repair { word, tokens: at + 1 - token });
            }
        }
    }
    best
}

/// Whether another piece may follow, behind the marks that hang on to the first: most marks end a sentence or a clause,
/// and most letters that stand alone stay alone.
fn goes_on(block: &Block, token: usize, end: usize, spaced: bool) -> bool {
    let has = |at: usize, flag| block.tokens[at].flags.has(flag);
    let hangs = |at: &usize| has(*at, TokenFlags::MARK) && !has(*at, TokenFlags::SPACE_BEFORE);
    (token + 1..end).find(|at| !hangs(at)).is_some_and(|next| {
        let joined = !has(next, TokenFlags::SPACE_BEFORE);
        !has(next, TokenFlags::MARK) && (joined || (spaced && is_letter(block.norm(next))))
    })
}

fn is_filler(mark: &str) -> bool {
    matches!(mark, "*" | "." | "_" | "-" | "·" | "'" | "~" | "^" | "[" | "]")
}

/// The word with digits and signs read as the letters they imitate; nothing if it has none.
fn unleet(word: &str) -> Option<[String; 2]> {
    let imitates = |byte: u8| matches!(byte, b'0' | b'1' | b'3' | b'4' | b'5' | b'7' | b'@' | b'$');
    if !word.bytes().any(imitates) || word.bytes().filter(u8::is_ascii_alphabetic).count() < 2 {
        return None;
    }
    let read = |one: char| {
        word.chars()
            .map(|c| match c {
                '0' => 'o',
                '1' => one,
                '3' => 'e',
                '4' | '@' => 'a',
                '5' | '$' => 's',
                '7' => 't',
                c => c,
            })
            .collect()
    };
    Some([read('i'), read('l')])
}

#[cfg(test)]
mod tests {
    use super::{Repair, repair};
    use crate::lexicon::Lexicon;
    use crate::prose::Document;
    use crate::text::SourceFile;

    fn tokens(text: &str) -> Option<usize> {
        let mut lexicon = Lexicon::new();
        for word in ["cures", "anxiety", "kratom", "depression", "vitamin", "vitamins", "covid", "19", "b12"] {
            lexicon.intern(word);
        }
        let document = Document::parse(SourceFile::new("a.md", text));
        let block = &document.blocks[0];
        let known = lexicon.word(block.norm(0)).0 != 0;
        repair(&lexicon, block, 0, block.tokens.len(), known).map(|Repair { tokens, .. }| tokens)
    }

    #[test]
    fn digits_for_letters_are_read() {
        assert_eq!(tokens("cur3s"), Some(1));
        assert_eq!(tokens("depr3ss1on"), Some(1));
        assert_eq!(tokens("b12"), None);
    }

    #[test]
    fn letters_and_pieces_set_apart_are_joined() {
        assert_eq!(tokens("c u r e s it"), Some(5));
        assert_eq!(tokens("anx-iety"), Some(2));
        assert_eq!(tokens("c*ures"), Some(3));
        assert_eq!(tokens("c[u]res"), Some(5));
    }

    #[test]
    fn words_that_stand_as_they_are_stay() {
        assert_eq!(tokens("covid-19"), None);
        assert_eq!(tokens("a b c"), None);
        assert_eq!(tokens("vitamin"), None);
        assert_eq!(tokens("vitamin[s]"), None);
    }
}
