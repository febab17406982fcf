//! Repairs of words written so that filters miss them: `cur3s`, `c u r e s`, `anx-iety`, `c*ure`, `d*pression`. A repair
//! counts only where the repaired word is in the vocabulary and the word as written is not. Look-alike letters and invisible
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
/// Longest word that is repaired, in bytes: no pack knows a longer one, and each letter of a word may be tried.
const LONGEST_REPAIRED: usize = 64;
/// Most tokens that are read as one word.
const LONGEST: usize = 24;
/// Most letters of a word that a mark stands for, and how long the word is at least.
const MASKED: usize = 2;
const SHORTEST_MASKED: usize = 5;
/// The letters that a star may stand for: sellers leave the consonants.
const VOWELS: [char; 6] = ['a', 'e', 'i', 'o', 'u', 'y'];

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
        if known || !(SHORTEST..=LONGEST_REPAIRED).contains(&first.len()) {
            return None;
        }
        let split = block.tokens[token].flags.has(TokenFlags::SPLIT);
        let word = read_plainly(lexicon, first).or_else(|| if split { with_a_vowel(lexicon, first) } else { None })?;
        Some(Repair { word, tokens: 1 })
    })
}

/// The word that lost a letter to markup: the stars of `d*pression and anx*ety` are emphasis to Markdown.
fn with_a_vowel(lexicon: &Lexicon, word: &str) -> Option<WordId> {
    if word.len() + 1 < SHORTEST_MASKED || !word.is_ascii() {
        return None;
    }
    (1..word.len()).find_map(|at| unmask(lexicon, word, &[(at, &VOWELS)]))
}

/// The word in which letters stand at some places; nothing if packs know none.
fn unmask(lexicon: &Lexicon, word: &str, masks: &[(usize, &[char])]) -> Option<WordId> {
    let Some(((at, letters), rest)) = masks.split_last() else {
        return Some(lexicon.word(word)).filter(|word| word.0 != 0);
    };
    letters.iter().find_map(|letter| {
        let mut word = word.to_owned();
        word.insert(*at, *letter);
        unmask(lexicon, &word, rest)
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
    let mut masks: Vec<(usize, &[char])> = Vec::new();
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
            masks.extend(reads_as(norm).map(|letters| (spelled.len(), letters)));
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
            let word = read_plainly(lexicon, &spelled).unwrap_or_else(|| lexicon.word(&spelled));
            let masked = (1..=MASKED).contains(&masks.len()) && spelled.len() + masks.len() >= SHORTEST_MASKED;
            let unmasked = || if masked { unmask(lexicon, &spelled, &masks) } else { None };
            let word = if word.0 == 0 { unmasked().unwrap_or(word) } else { word };
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
    matches!(mark, "*" | "." | "_" | "-" | "·" | "'" | "~" | "^" | "[" | "]" | "#" | "!" | "€")
}

/// The letters that a mark inside a word may stand for.
fn reads_as(mark: &str) -> Option<&'static [char]> {
    match mark {
        "*" | "#" => Some(&VOWELS),
        "!" => Some(&['i', 'l']),
        "€" => Some(&['e']),
        _ => None,
    }
}

/// The word that packs know by the letters which its digits and signs imitate.
fn read_plainly(lexicon: &Lexicon, word: &str) -> Option<WordId> {
    unleet(word).into_iter().flatten().map(|spelling| lexicon.word(&spelling)).find(|word| word.0 != 0)
}

/// The word with digits and signs read as the letters they imitate; nothing if it has none.
pub(super) fn unleet(word: &str) -> Option<[String; 2]> {
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
    use super::{LONGEST_REPAIRED, Repair, repair};
    use crate::lexicon::Lexicon;
    use crate::prose::Document;
    use crate::text::SourceFile;

    fn tokens(text: &str) -> Option<usize> {
        let mut lexicon = Lexicon::new();
        for word in [
            "cures",
            "kills",
            "alzheimer",
            "anxiety",
            "kratom",
            "depression",
            "vitamin",
            "vitamins",
            "covid",
            "19",
            "b12",
        ] {
            lexicon.intern(word);
        }
        lexicon.intern(&"a".repeat(LONGEST_REPAIRED + 1));
        lexicon.intern(&"o".repeat(LONGEST_REPAIRED + 2));
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
    fn marks_are_read_as_the_letters_that_they_hide() {
        assert_eq!(tokens("d*pression"), Some(3));
        assert_eq!(tokens("k!lls"), Some(3));
        assert_eq!(tokens("cur€s"), Some(3));
        assert_eq!(tokens("Alzh**mer"), Some(4));
        assert_eq!(tokens("d*pression and anx*ety"), Some(1), "markup has taken the stars");
        assert_eq!(tokens("k*t"), None);
        assert_eq!(tokens("kills!vitamin"), None);
    }

    #[test]
    fn a_word_longer_than_any_is_left_alone() {
        let starred = |letter: &str, len: usize| format!("{letter}*{}*", letter.repeat(len - 1));
        assert_eq!(tokens(&starred("a", LONGEST_REPAIRED)), Some(1));
        assert_eq!(tokens(&starred("o", LONGEST_REPAIRED + 1)), None);
    }

    #[test]
    fn words_that_stand_as_they_are_stay() {
        assert_eq!(tokens("covid-19"), None);
        assert_eq!(tokens("a b c"), None);
        assert_eq!(tokens("vitamin"), None);
        assert_eq!(tokens("vitamin[s]"), None);
    }
}
