//! Folding whole words: what needs all letters at once (case, and whether look-alikes stand for Latin letters).
//! Single letters are `normalise.rs`, where words end is `tokenise.rs`. Floor 2.

use super::TokenFlags;
use super::normalise::{fold_letter, is_apostrophe, is_emoji, is_greek, is_invisible, is_styled, is_word, look_alike};

/// Denials as many write them in haste, without the apostrophe before the last letter; sorted.
const HASTY: [&str; 16] = [
    "arent", "cant", "couldnt", "didnt", "doesnt", "dont", "hadnt", "hasnt", "havent", "isnt", "neednt", "shouldnt",
    "wasnt", "werent", "wont", "wouldnt",
];

/// Folds a word and reports its case, digits and look-alikes.
pub(super) fn fold_word(norm: &mut String, word: &str) -> TokenFlags {
    let mut flags = TokenFlags::default();
    if word.is_ascii() {
        let start = norm.len();
        let flags = fold_ascii(norm, word);
        give_apostrophe(norm, start);
        return flags;
    }
    let mut upper = 0;
    let mut letters = 0;
    for c in word.chars() {
        if c.is_alphabetic() {
            letters += usize::from(c.is_uppercase() || c.is_lowercase());
            upper += usize::from(c.is_uppercase());
        } else if c.is_numeric() {
            flags.insert(TokenFlags::DIGIT);
        }
    }
    if word.chars().next().is_some_and(char::is_uppercase) {
        flags.insert(TokenFlags::CAPITAL);
    }
    if letters >= 2 && letters == upper {
        flags.insert(TokenFlags::ALL_CAPS);
    }
    let latin = reads_as_latin(word);
    for c in word.chars() {
        if is_invisible(c) || is_emoji(c) && !is_word(c) {
            continue;
        }
        if is_apostrophe(c) {
            norm.push('\'');
        } else if fold_letter(c, latin, norm) {
            flags.insert(TokenFlags::LOOKALIKE);
        }
    }
    flags
}

fn fold_ascii(norm: &mut String, word: &str) -> TokenFlags {
    let mut flags = TokenFlags::default();
    let bytes = word.as_bytes();
    let start = norm.len();
    norm.push_str(word);
    if bytes.iter().all(u8::is_ascii_lowercase) {
        return flags;
    }
    norm[start..].make_ascii_lowercase();
    if bytes.iter().any(|byte| matches!(byte, ..b' ' | 0x7F)) {
        norm.truncate(start);
        norm.extend(
            bytes
                .iter()
                .filter(|byte| !matches!(byte, ..b' ' | 0x7F))
                .map(|byte| char::from(byte.to_ascii_lowercase())),
        );
    }
    let upper = bytes.iter().filter(|byte| byte.is_ascii_uppercase()).count();
    if bytes.first().is_some_and(u8::is_ascii_uppercase) {
        flags.insert(TokenFlags::CAPITAL);
    }
    if upper >= 2 && !bytes.iter().any(u8::is_ascii_lowercase) {
        flags.insert(TokenFlags::ALL_CAPS);
    }
    if bytes.iter().any(u8::is_ascii_digit) {
        flags.insert(TokenFlags::DIGIT);
    }
    flags
}

/// Writes a hasty denial as it should be: `dont` says what `don't` says.
fn give_apostrophe(norm: &mut String, start: usize) {
    let word = &norm[start..];
    if word.ends_with("nt") && HASTY.binary_search(&word).is_ok() {
        norm.insert(norm.len() - 1, '\'');
    }
}

/// Whether letters of other scripts in a word stand for Latin ones: it holds Latin letters too, or nothing but
/// look-alikes. One Greek letter at the edge of a Latin word is science (TNFα, αGPC, µg), and so is one alone.
fn reads_as_latin(word: &str) -> bool {
    let (mut latin, mut alike, mut other, mut greek) = (0, 0, 0, 0);
    for c in word.chars().filter(|c| c.is_alphabetic()) {
        if c.is_ascii() || is_styled(c) {
            latin += 1;
        } else if look_alike(c).is_some() {
            alike += 1;
            greek += usize::from(is_greek(c));
        } else if is_greek(c) || matches!(c, '\u{400}'..='\u{58F}') {
            other += 1;
        }
    }
    if latin == 0 {
        return other == 0 && alike >= 2;
    }
    let edge = |c: Option<char>| c.is_some_and(is_greek);
    !(alike == 1 && greek == 1 && (edge(word.chars().next()) || edge(word.chars().next_back())))
}
