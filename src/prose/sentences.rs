//! Cutting tokens into [`Sentence`]s by rule: an end mark, its closing quotes, white space, and a start that looks like
//! one. Abbreviations are data (`abbreviations.txt`). Borders of blocks end sentences without any mark. Floor 2.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::{Sentence, Token, TokenFlags};

/// What `abbreviations.txt` says of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Habit {
    Never,
    Number,
    Starter,
    Lettered,
}

static HABITS: LazyLock<HashMap<(&'static str, bool), Habit>> = LazyLock::new(|| {
    let lines = include_str!("abbreviations.txt").lines().filter_map(|line| line.split_once(' '));
    lines
        .filter_map(|(habit, word)| {
            // A word may be an abbreviation and also begin sentences ("No."), so the two kinds do not share a key.
            Some(match habit {
                "never" => ((word, true), Habit::Never),
                "number" => ((word, true), Habit::Number),
                "starter" => ((word, false), Habit::Starter),
                "lettered" => ((word, true), Habit::Lettered),
                _ => return None,
            })
        })
        .collect()
});

/// Most tokens of a sentence: what goes on longer is no sentence that anyone wrote, and is cut, so that no file is slow.
const LONGEST: usize = 1_000;

/// Most words that say who wrote a review.
const MOST_WORDS: usize = 6;

/// The sentences of a block's tokens; together they hold every token. Each of `borders`, sorted positions of tokens, begins one:
/// `**Brand:** Sorrel`, and on the next line `**For:** gout`; `**Shirley H.** I sleep again.` Each of `lines`, sorted likewise,
/// begins a line.
pub(super) fn sentences(norm: &str, tokens: &[Token], borders: &[usize], lines: &[usize]) -> Vec<Sentence> {
    let text = Tokens { norm, tokens };
    let mut out = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        if at - start >= LONGEST {
            out.push(Sentence { tokens: start..at });
            start = at;
        }
        if at > start && borders.binary_search(&at).is_ok() {
            out.push(Sentence { tokens: start..at });
            start = at;
        }
        if let Some(next) = text.next_review(start, at, lines) {
            out.push(Sentence { tokens: start..next });
            start = next;
        }
        if !text.end_mark(at) {
            at += 1;
            continue;
        }
        let (next, border) = text.border(start, at);
        if border {
            out.push(Sentence { tokens: start..next });
            start = next;
        }
        at = next;
    }
    if start < tokens.len() {
        out.push(Sentence { tokens: start..tokens.len() });
    }
    out
}

struct Tokens<'a> {
    norm: &'a str,
    tokens: &'a [Token],
}

impl Tokens<'_> {
    fn norm(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.norm[token.norm.start as usize..token.norm.end as usize])
    }

    fn has(&self, at: usize, flag: TokenFlags) -> bool {
        self.tokens.get(at).is_some_and(|token| token.flags.has(flag))
    }

    fn is_mark(&self, at: usize) -> bool {
        self.has(at, TokenFlags::MARK)
    }

    /// Whether a token follows the one before it without white space.
    fn touches(&self, at: usize) -> bool {
        at > 0 && at < self.tokens.len() && !self.has(at, TokenFlags::SPACE_BEFORE)
    }

    fn end_mark(&self, at: usize) -> bool {
        self.is_mark(at) && matches!(self.norm(at), "." | "!" | "?" | "…" | "‽")
    }

    /// Goes over the end mark at `at` and what closes with it. Returns where that ends, and whether the sentence from
    /// `start` ends there.
    fn border(&self, start: usize, at: usize) -> (usize, bool) {
        let mut next = at + 1;
        let mut plain = self.norm(at) == ".";
        while self.touches(next) && self.is_mark(next) {
            match self.norm(next) {
                "\"" | "'" | ")" | "]" | "}" | "*" => {}
                "." | "!" | "?" | "…" | "‽" => plain = false,
                "[" if self.is_note(next) => next += 2,
                _ => break,
            }
            next += 1;
        }
        if next >= self.tokens.len() || self.touches(next) {
            return (next, false);
        }
        let mut opening = (next..self.tokens.len()).filter(|at| !self.is_star(*at)).take(4);
        let Some(first) = opening.find(|at| !self.is_mark(*at)) else { return (next, false) };
        let goes_on = (next..first).any(|at| matches!(self.norm(at), "—" | "-" | "," | ";" | ":" | ")"));
        (next, !goes_on && self.starts(first) && !(plain && self.is_abbreviation(start, at, first)))
    }

    /// Where the next review begins, if one opens at `at`: who wrote the one before ends it. Reviews stand line by line (`It eased.
    /// — Ann`) or each in its quotation marks (`"Lovely." — Ann "It works." — Bo`); stars before those are the next one's. Where
    /// stars and a name have a line of their own, what is said begins below.
    fn next_review(&self, start: usize, at: usize, lines: &[usize]) -> Option<usize> {
        let quote = |at: usize| self.norm(at) == "\"";
        let opens_quotation = quote(at) && !self.touches(at) && self.touches(at + 1);
        let opens_line = || lines.binary_search(&at).is_ok() && self.starts(at);
        if !(opens_quotation || opens_line()) {
            return None;
        }
        if !opens_quotation && self.is_rating(start..at) {
            return Some(at);
        }
        let signs = |dash: &usize| {
            let is_said = quote(*dash - 1) || self.end_mark(*dash - 1);
            matches!(self.norm(*dash), "—" | "-") && is_said && *dash + 1 < at && self.starts(*dash + 1)
        };
        let dash = (start + 1..at).rev().take(2 * MOST_WORDS).find(signs)?;
        let stars = (start..at).rev().take_while(|before| self.is_star(*before)).count();
        (self.words(dash + 1..at) <= MOST_WORDS).then_some(at - stars)
    }

    /// Whether words are stars and whose they are: `★★★★★ Gill H`, `Ann, Leeds ⭐⭐⭐⭐`.
    fn is_rating(&self, at: Range<usize>) -> bool {
        let stars = at.clone().filter(|at| self.is_star(*at)).count();
        stars > 1 && self.words(at) <= MOST_WORDS
    }

    fn is_star(&self, at: usize) -> bool {
        self.norm(at).starts_with(['★', '⭐'])
    }

    /// How many of some tokens are words.
    fn words(&self, at: Range<usize>) -> usize {
        at.filter(|at| !self.is_mark(*at)).count()
    }

    /// `[1]` glued to the end of a sentence.
    fn is_note(&self, at: usize) -> bool {
        self.has(at + 1, TokenFlags::DIGIT) && self.norm(at + 2) == "]" && self.touches(at + 1) && self.touches(at + 2)
    }

    /// Whether a word can begin a sentence: anything but a lower-case letter.
    fn starts(&self, at: usize) -> bool {
        self.has(at, TokenFlags::CAPITAL)
            || self.has(at, TokenFlags::OPAQUE)
            || self.norm(at).chars().next().is_some_and(|c| !c.is_lowercase())
    }

    /// Whether the full stop at `at` belongs to an abbreviation inside a sentence that goes on with `first`.
    fn is_abbreviation(&self, start: usize, at: usize, first: usize) -> bool {
        if at == start || !self.touches(at) || self.is_mark(at - 1) {
            return false;
        }
        let word = self.norm(at - 1);
        let digit = self.has(first, TokenFlags::DIGIT);
        // "1. Take it": a list number.
        if at - 1 == start && word.bytes().all(|byte| byte.is_ascii_digit()) {
            return true;
        }
        match HABITS.get(&(word, true)) {
            Some(Habit::Never) => return true,
            Some(Habit::Number) if digit => return true,
            _ => {}
        }
        let mut letters = word.chars();
        if !(letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()) {
            return false;
        }
        let starter = HABITS.contains_key(&(self.norm(first), false));
        let dotted = at >= start + 3 && self.touches(at - 1) && self.norm(at - 2) == "." && self.touches(at - 2);
        if dotted {
            return matches!((self.norm(at - 3), word), ("e", "g") | ("i", "e")) || digit || !starter;
        }
        let lettered = at >= start + 2 && HABITS.get(&(self.norm(at - 2), true)) == Some(&Habit::Lettered);
        self.has(at - 1, TokenFlags::CAPITAL) && !lettered && !starter && !digit
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Block, BlockKind, Context, Piece, PieceKind, draft::Draft};

    fn cut(text: &str) -> Vec<String> {
        let mut draft = Draft::new(BlockKind::Paragraph, Context::default());
        draft.verbatim(text, 0);
        let block: Block = draft.finish().unwrap();
        assert!(matches!(block.map.pieces(), [Piece { kind: PieceKind::Verbatim, .. }]));
        block.sentences.iter().map(|s| block.prose[block.prose_range(s.tokens.clone())].to_owned()).collect()
    }

    #[test]
    fn these_are_one_sentence() {
        for text in [
            "St. John's wort helps.",
            "Take herbs, e.g. Kava or i.e. Kratom, daily.",
            "The U.S. Food and Drug Administration said so.",
            "Ask Dr. Miller or J. R. Smith.",
            "Kratom vs. Kava.",
            "See No. 5 and Fig. 2 (Smith et al. 2020).",
            "It takes approx. 2.5 mg of 7-OH.",
            "At 6 p.m. Pacific time it opens.",
            "1. Take two daily.",
            "\"Does it work?\" she asked.",
            "He called it \"magic\" — and \"pure\" magic.",
            "It cures... everything",
            "Visit example.com for more.",
        ] {
            assert_eq!(cut(text), [text], "{text}");
        }
    }

    #[test]
    fn what_never_ends_is_cut() {
        assert_eq!(cut(&"word ".repeat(2_500)).len(), 3);
    }

    #[test]
    fn these_are_two() {
        for (one, two) in [
            ("It works.", "It cures."),
            ("It works!", "\"Really,\" he said."),
            ("\"It works.\"", "She smiled."),
            ("(Probably not.)", "It may."),
            ("Rich in vitamin C.", "Kratom has none."),
            ("It opens at 6 p.m.", "We close at ten."),
            ("It works.[1]", "Then it stops."),
            ("Does it?!", "5 of 7 said yes."),
            ("It helps pain.", "✅ Boosts mood."),
            ("That was 2020.", "In 2021 it changed."),
            ("\"Lovely.\" — Ann, Leeds", "\"It works.\" — Bo"),
            ("\"Lovely\" – Ann", "★★★★★ \"It works.\""),
        ] {
            assert_eq!(cut(&format!("{one} {two}")), [one, two]);
        }
    }
}
