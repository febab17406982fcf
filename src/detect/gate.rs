//! The gate: whether a text names anything of health at all. Most files of a site do not, and are passed over as bytes, before
//! anything is parsed. A word that is parted by markup, written with signs or spelled apart opens it, too: the gate may let
//! in what says nothing, and shuts out only what has no word of health. Floor 4.

use super::Engine;
use super::chunk::{Chunk, Kind, behind, chunk, is_letter_by_code, kind};
use super::engine::Letters;
use super::evasion::unleet;
use crate::lexicon::WordBits;
use crate::prose::norms;

/// What is known of a text that was passed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Skimmed {
    /// Its words, but those of fenced code.
    pub words: usize,
    /// Its fenced blocks of code.
    pub code_blocks: usize,
}

/// Longest word that is put together of pieces, in bytes.
const LONGEST: usize = 24;
/// Shortest word that is: shorter ones come about by chance.
const SHORTEST: usize = 4;

impl Engine {
    /// What a text is that has no word of health, nor the first word of a name of these; nothing if it is to be read.
    #[must_use]
    pub fn skim(&self, text: &str, names: &[Vec<String>]) -> Option<Skimmed> {
        if self.gate.least.is_none_or(|least| text.len() < least) {
            return None;
        }
        let apart = String::new();
        let mut skim = Skim { engine: self, names, text, apart, fence: None, skimmed: Skimmed::default() };
        skim.is_shut().then_some(skim.skimmed)
    }
}

/// A text on its way through the gate.
struct Skim<'t> {
    engine: &'t Engine,
    names: &'t [Vec<String>],
    text: &'t str,
    /// Letters that stand alone one behind the other: `c u r e s`.
    apart: String,
    /// The sign of the fence that is open.
    fence: Option<u8>,
    skimmed: Skimmed,
}

impl Skim<'_> {
    /// Whether no word opens the gate.
    fn is_shut(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        let mut at = self.fence(0);
        while let Some(byte) = bytes.get(at) {
            at = match kind(Some(byte)) {
                Kind::Other if *byte == b'&' && is_letter_by_code(self.text, at) => return false,
                Kind::Other => at + 1,
                Kind::Break => self.fence(at + 1),
                Kind::Letter | Kind::Digit | Kind::High | Kind::Joiner => {
                    let chunk = chunk(self.text, at);
                    let end = at + chunk.text.len();
                    if self.opens(&chunk, at) || behind(bytes, end).is_some_and(|rest| self.opens_across(&chunk, rest))
                    {
                        return false;
                    }
                    end
                }
            };
        }
        true
    }

    /// Looks for a fence at the start of a line; where the line goes on.
    fn fence(&mut self, line: usize) -> usize {
        let rest = &self.text.as_bytes()[line..];
        let indent = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'>')).count();
        let sign = match &rest[indent..] {
            [b'`', b'`', b'`', ..] => b'`',
            [b'~', b'~', b'~', ..] => b'~',
            _ => return line + indent,
        };
        match self.fence {
            None => {
                self.fence = Some(sign);
                self.skimmed.code_blocks += 1;
            }
            Some(open) if open == sign => self.fence = None,
            Some(_) => {}
        }
        line + indent
    }

    /// Whether a chunk is or holds a word of health, alone or with the letters before it.
    fn opens(&mut self, chunk: &Chunk<'_>, at: usize) -> bool {
        let is_word = chunk.plain.is_some() || chunk.text.bytes().any(|byte| byte.is_ascii_alphabetic());
        self.skimmed.words += usize::from(is_word && self.fence.is_none());
        let own = match chunk.plain {
            Some(letters) => self.is_of_health(letters, chunk.text),
            None => self.opens_in(chunk.text),
        };
        own || self.opens_apart(chunk.text, at)
    }

    /// Whether a word is one of health, in letters of any case.
    fn is_of_health(&self, letters: Letters, word: &str) -> bool {
        (self.engine.gate.may_open(letters) || !self.names.is_empty()) && self.is_known(&word.to_ascii_lowercase())
    }

    #[cold]
    fn is_known(&self, word: &str) -> bool {
        let lexicon = &self.engine.lexicon;
        let is_name = |name: &Vec<String>| name.first().is_some_and(|first| first == word);
        lexicon.bits(lexicon.word(word)).any(WordBits::HEALTH) || self.names.iter().any(is_name)
    }

    fn is_spelled(&self, word: &str) -> bool {
        word.len() <= LONGEST && self.is_of_health(word.bytes().fold(Letters::default(), Letters::and), word)
    }

    /// Whether there is a word of health in letters with signs between or among them: a piece of it, or some that follow
    /// each other.
    fn opens_in(&self, chunk: &str) -> bool {
        if !chunk.is_ascii() && norms(chunk).iter().any(|word| self.is_spelled(word) || self.is_written(word)) {
            return true;
        }
        let bytes = chunk.as_bytes();
        let is_letter = |at: usize| matches!(kind(bytes.get(at)), Kind::Letter | Kind::Digit);
        let begins = |at: &usize| is_letter(*at) && (*at == 0 || !is_letter(*at - 1));
        (0..bytes.len()).filter(begins).any(|from| {
            let (mut word, mut length, mut digits) = (Letters::default(), 0, false);
            for at in from..bytes.len() {
                if is_letter(at) {
                    (word, length) = (word.and(bytes[at]), length + 1);
                    digits |= kind(Some(&bytes[at])) == Kind::Digit;
                    let is_piece = length == at + 1 - from;
                    if length > LONGEST {
                        break;
                    }
                    let ends = !is_letter(at + 1) && (is_piece || length >= SHORTEST);
                    if ends && (digits || self.engine.gate.may_open(word) || !self.names.is_empty()) {
                        let spelled: String = chunk[from..=at]
                            .chars()
                            .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '@' | '$'))
                            .collect();
                        if self.is_spelled(&spelled) || (digits && self.is_written(&spelled)) {
                            return true;
                        }
                    }
                }
            }
            false
        })
    }

    /// Whether a word is one of health if its digits and signs are read as letters, or part it from others.
    fn is_written(&self, word: &str) -> bool {
        // Nothing is written with the other digits; most that has digits are numbers and hashes.
        if word.contains(['2', '6', '8', '9']) {
            return false;
        }
        let Some(read) = unleet(word) else { return false };
        read.iter().any(|word| self.is_spelled(word)) || word.split(['@', '$']).any(|part| self.is_spelled(part))
    }

    /// Whether a letter that stands alone spells a word of health with those before it.
    fn opens_apart(&mut self, chunk: &str, at: usize) -> bool {
        let is_letter = |byte: Option<&u8>| matches!(kind(byte), Kind::Letter | Kind::Digit);
        let letter = match chunk.as_bytes() {
            [letter] | [_, letter] | [letter, _] | [_, letter, _] if is_letter(Some(letter)) => Some(*letter),
            _ => None,
        };
        if at < 2 || letter.is_none() || !is_letter(self.text.as_bytes().get(at - 2)) {
            self.apart.clear();
        }
        let Some(letter) = letter else { return false };
        self.apart.push(char::from(letter));
        if self.apart.len() > LONGEST {
            self.apart.remove(0);
        }
        let spelled = self.apart.as_str();
        let mut starts = 0..(spelled.len() + 1).saturating_sub(SHORTEST);
        starts.any(|from| self.is_spelled(&spelled[from..]) || self.is_written(&spelled[from..]))
    }

    /// Whether the letters before and behind a tag spell a word of health together; parted twice, it is for the reader.
    fn opens_across(&self, chunk: &Chunk<'_>, rest: usize) -> bool {
        let next = self::chunk(self.text, rest);
        let is_sign = |c: char| !c.is_ascii_alphanumeric();
        let mut word = next.text.trim_start_matches(is_sign).split(is_sign).next().unwrap_or_default().to_owned();
        let mut before = chunk.text.rsplit(is_sign).filter(|piece| !piece.is_empty()).take(LONGEST);
        let spells = |piece: &str| {
            word.insert_str(0, piece);
            word.len() <= LONGEST && self.is_spelled(&word)
        };
        behind(self.text.as_bytes(), rest + next.text.len()).is_some() || before.any(spells)
    }
}
