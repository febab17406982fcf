//! [`Senses`]: roughly what words mean. Each has one sense (`attic` and `pantry` are rooms), each sense is of a field (the
//! household): what is learnt of some words holds for others. A sense makes no word known, and names no disease: that is
//! `index.rs`. Floor 3.

use serde::{Deserialize, Serialize};

use super::words::{Words, to_u32};
use super::{Numbers, PackText};

/// Words by what they mean. Which fields and senses there are is for packs to say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Senses {
    words: Words,
    /// By word: the number of its sense.
    of: Numbers,
    /// By number.
    all: Vec<Sense>,
}

/// A sense and its field, as symbols.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Sense {
    /// `<household>`
    pub field: PackText,
    /// `<household/room>`
    pub symbol: PackText,
}

impl Senses {
    /// The symbol of a word that no pack knows and that has no sense: mostly a name.
    pub const UNKNOWN: &str = "<unknown>";

    /// Whether a symbol is written as that of a sense or of a field.
    #[must_use]
    pub fn is_symbol(symbol: &str) -> bool {
        symbol.len() > 2 && symbol.starts_with('<') && symbol.ends_with('>')
    }

    /// The number of a sense of a field, a new one if there was none of the name.
    #[must_use]
    pub fn number(&mut self, field: &str, sense: &str) -> u32 {
        let symbol = format!("<{field}/{sense}>");
        let known = self.all.iter().position(|known| known.symbol == symbol);
        to_u32(known.unwrap_or_else(|| {
            self.all.push(Sense { field: format!("<{field}>").into(), symbol: symbol.into() });
            self.all.len() - 1
        }))
    }

    /// Gives a normalised word a sense by its number; nothing if it has another.
    #[must_use]
    pub fn add(&mut self, word: &str, sense: u32) -> Option<()> {
        let (word, known) = (self.words.insert(word) as usize, self.of.len());
        if word < known {
            return (self.of.at(word) == sense).then_some(());
        }
        self.of.grow(word + 1);
        self.of.set(word, sense);
        Some(())
    }

    /// The sense of a normalised word, if it has one.
    #[must_use]
    pub fn of(&self, word: &str) -> Option<&Sense> {
        let number = self.words.get(word) as usize;
        if number == 0 { None } else { self.all.get(self.of.at(number) as usize) }
    }

    /// The symbols of all senses and their fields.
    pub fn symbols(&self) -> impl Iterator<Item = &str> {
        let both = self.all.iter().flat_map(|sense| [sense.field.as_str(), sense.symbol.as_str()]);
        both.chain([Self::UNKNOWN])
    }
}

#[cfg(test)]
mod tests {
    use super::Senses;

    #[test]
    fn a_word_has_one_sense_and_its_field() {
        let mut senses = Senses::default();
        assert_eq!(senses.of("attic"), None);
        let rooms = senses.number("household", "rooms");
        let tools = senses.number("garden", "tools");
        assert_eq!(senses.number("household", "rooms"), rooms);
        assert_eq!(senses.add("attic", rooms), Some(()));
        assert_eq!(senses.add("trug", tools), Some(()));
        assert_eq!(senses.add("pantry", rooms), Some(()));
        assert_eq!(senses.add("attic", rooms), Some(()), "said twice it says the same");
        assert_eq!(senses.add("attic", tools), None, "it has another");
        let symbols = |word| senses.of(word).map(|sense| (sense.field.as_str(), sense.symbol.as_str()));
        assert_eq!(symbols("pantry"), Some(("<household>", "<household/rooms>")));
        assert_eq!(symbols("trug"), Some(("<garden>", "<garden/tools>")));
        assert_eq!(symbols("spade"), None);
        assert!(senses.symbols().all(Senses::is_symbol) && !Senses::is_symbol("<") && !Senses::is_symbol("rooms>"));
    }
}
