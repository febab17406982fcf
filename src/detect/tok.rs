//! [`Tok`]: a token of the document as the engine sees it, and what shows in its spelling. How tokens become passages is
//! `reading.rs`. Floor 4.

use std::ops::Range;

use super::pattern::Inventory;
use crate::lexicon::{Class, Mention, WordBits, WordId};
use crate::prose::TokenFlags;

/// A token of the document as the engine sees it.
#[derive(Clone, Copy, Debug)]
pub struct Tok {
    /// The interned word, 0 if unknown.
    pub word: WordId,
    /// Its closed classes, with those that its spelling shows.
    pub bits: WordBits,
    /// How it was written.
    pub flags: TokenFlags,
    /// The block it stands in.
    pub block: u32,
    /// Its index among the block's tokens.
    pub token: u32,
    /// How many of the block's tokens it takes: more than one for a repaired word.
    pub length: u32,
    /// Read only after a repair (see `evasion.rs`).
    pub repaired: bool,
    /// Within a phrase in which words of health mean something else (`tax relief`).
    pub excluded: bool,
}

impl Tok {
    /// What it is by itself, for patterns.
    pub(super) fn inventory(&self) -> Inventory {
        let word = Inventory::word(self.word);
        if is_number(self) { word.with(Inventory::NUMBER) } else { word }
    }
}

/// The phrases among mentions in which words mean something else.
pub(super) fn phrases(mentions: &[Mention]) -> Vec<Range<u32>> {
    let phrases = mentions.iter().filter(|mention| mention.class == Class::Exclusion);
    phrases.map(|mention| mention.start..mention.end).collect()
}

/// Marks what stands in such phrases, but for what is meant there: `insulin resistance` is a condition. Phrases and mentions
/// are sorted by start.
pub(super) fn exclude(toks: &mut [Tok], phrases: Vec<Range<u32>>, mentions: &[Mention]) {
    let mut mentions = mentions;
    for phrase in phrases {
        let passed = mentions.iter().take_while(|mention| mention.end <= phrase.start).count();
        mentions = &mentions[passed..];
        let near = || mentions.iter().take_while(|mention| mention.start < phrase.end);
        for at in phrase.clone() {
            toks[at as usize].excluded = !near().any(|mention| (mention.start..mention.end).contains(&at));
        }
    }
}

/// What a token's spelling shows, whether a pack knows it or not.
pub(super) fn spelling_bits(norm: &str, flags: TokenFlags) -> WordBits {
    if flags.has(TokenFlags::MARK) {
        return match norm {
            ":" => WordBits::HARD_MARK.with(WordBits::COLON),
            "?" => WordBits::HARD_MARK.with(WordBits::QUESTION_MARK),
            ";" | "—" | "!" | "|" | "…" | "*" | ">" => WordBits::HARD_MARK,
            "," => WordBits::COMMA,
            "\"" => WordBits::QUOTE,
            "(" | ")" | "[" | "]" => WordBits::BRACKET,
            "™" | "®" | "©" | "°" => WordBits::default(),
            // Bullets, arrows, ticks and emoji part what stands around them.
            _ if !norm.is_ascii() => WordBits::HARD_MARK,
            _ => WordBits::default(),
        };
    }
    match norm {
        "'s" => WordBits::GENITIVE,
        _ if norm.len() > 4 && norm.ends_with("ly") => WordBits::LY,
        _ if norm.len() > 4 && norm.ends_with("ing") => WordBits::ING,
        _ if norm.len() > 3 && norm.ends_with("ed") => WordBits::ED,
        _ => WordBits::default(),
    }
}

/// Whether a token is a number, in digits or in words.
pub(super) fn is_number(tok: &Tok) -> bool {
    tok.flags.has(TokenFlags::DIGIT) || tok.bits.any(WordBits::NUMBER)
}
