//! What is told of words written so that readers see them and filters do not, and how they are written plainly. How they are
//! read as what they stand for is `evasion.rs`. Floor 4.

use super::detector::Run;
use super::engine::EvasionRule;
use super::hit::{Fix, Hit};
use super::reading::Reading;
use super::view::{View, range};
use crate::lexicon::{Class, PackText};
use crate::prose::TokenFlags;

impl Run<'_> {
    /// Health words written so that a reader sees them and a filter does not.
    pub(super) fn evasions(&self, view: &View<'_>) -> Vec<Hit> {
        let Some(EvasionRule { rule, prefixes }) = &self.engine.evasion else { return Vec::new() };
        let health = |class: Class| {
            class.is_target() || matches!(class, Class::Substance | Class::Drug | Class::Verb | Class::Noun)
        };
        let mut at: Vec<usize> = view
            .mentions()
            .iter()
            .filter(|mention| health(mention.class))
            .flat_map(range)
            .filter(|at| self.reading.is_disguised(*at) && !self.is_prefixed(*at, prefixes) && !self.is_initialism(*at))
            .collect();
        at.sort_unstable();
        at.dedup();
        let hit = |at| Hit { fix: self.plain_spelling(at), ..self.plain(*rule, &(at..at + 1), &[]) };
        at.into_iter().map(hit).collect()
    }

    /// Whether a word is one of two pieces, of which the first is one of these: `re-generate`.
    fn is_prefixed(&self, at: usize, prefixes: &[PackText]) -> bool {
        let tok = self.reading.toks[at];
        let (block, first) = (&self.reading.document.blocks[tok.block as usize], tok.token as usize);
        let parted = || block.tokens[first + 1].flags.has(TokenFlags::JOINED);
        tok.length == 2 && parted() && prefixes.iter().any(|prefix| **prefix == *block.norm(first))
    }

    /// Whether a word is written in capital letters with full stops, or ends in such a letter: `C.O.P.D.`, `DHEA-S`.
    fn is_initialism(&self, at: usize) -> bool {
        let written = self.reading.text(at..at + 1);
        let is_letter = |piece: &str| piece.len() == 1 && piece.starts_with(|c: char| c.is_ascii_uppercase());
        let ends_in_one = || {
            let (word, letter) = written.split_once('-')?;
            let is_word = !word.is_empty() && word.chars().all(|c| c.is_ascii_uppercase());
            Some(is_word && is_letter(letter))
        };
        (written.contains('.') && written.split('.').all(is_letter)) || ends_in_one().unwrap_or_default()
    }

    /// A disguised word written plainly: readers read the same. Nothing where markup or entities stand in it.
    fn plain_spelling(&self, at: usize) -> Option<Fix> {
        let Reading { document, toks, .. } = self.reading;
        let written = self.reading.text(at..at + 1);
        let [span] = self.reading.fragments(at..at + 1)[..] else { return None };
        if document.source.slice(span) != written {
            return None;
        }
        let repaired = toks[at].repaired.then(|| self.engine.lexicon.words().find(|(_, word)| *word == toks[at].word));
        let plain = repaired.map_or_else(|| Some(self.reading.norm(at)), |found| Some(found?.0))?;
        let (lower, upper) =
            (written.chars().any(char::is_lowercase), written.chars().filter(|c| c.is_uppercase()).count());
        let replacement = if !lower && upper > 1 {
            plain.to_uppercase()
        } else if written.starts_with(char::is_uppercase) {
            let mut letters = plain.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
        } else {
            plain.to_owned()
        };
        Some(Fix { title: format!("Write “{replacement}” plainly"), span, replacement, draft: false })
    }
}
