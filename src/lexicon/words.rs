//! [`Words`]: every word that packs know, numbered. One string holds them all, and one table of numbers finds them, so that
//! compiled packs are used where they lie. What a word means is `index.rs`. Floor 3.

use serde::{Deserialize, Serialize};

use super::{Bytes, Numbers};

/// Words, numbered from 1 in the order they came; 0 is any other word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Words {
    /// All words, one behind the other.
    text: Bytes,
    /// Where each word ends in `text`; word 0 is empty.
    ends: Numbers,
    /// The numbers by hash, each in the first free slot from its own; 0 is a free slot. A power of two, never full.
    slots: Numbers,
    /// By number: the word that a misspelling stands for, 0 for a word of its own.
    meant: Numbers,
}

impl Default for Words {
    fn default() -> Self {
        Self { text: Bytes::default(), ends: Numbers::zeros(1), slots: Numbers::zeros(64), meant: Numbers::default() }
    }
}

impl Words {
    /// How many there are, the unknown word counted.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A word by its number.
    pub(super) fn text(&self, number: u32) -> &str {
        std::str::from_utf8(self.spelling(number)).unwrap_or_default()
    }

    fn spelling(&self, number: u32) -> &[u8] {
        let Some(before) = (number as usize).checked_sub(1) else { return &[] };
        &self.text[self.ends.at(before) as usize..self.ends.at(before + 1) as usize]
    }

    /// The number of a word, of a misspelling that of the word it stands for; 0 if it is not known.
    pub(super) fn get(&self, word: &str) -> u32 {
        self.own(self.slots.at(self.slot(word)))
    }

    /// The number of a word by that of one of its spellings.
    fn own(&self, number: u32) -> u32 {
        // Misspellings come first, and are few.
        match self.meant.or_zero(number as usize) {
            0 => number,
            meant => meant,
        }
    }

    /// Makes a word a misspelling of another; nothing if it is known as a word of its own.
    pub(super) fn misspell(&mut self, wrong: &str, word: &str) -> Option<()> {
        let known = self.get(wrong);
        if known != 0 {
            // Said twice it says the same.
            return (wrong != word && known == self.get(word)).then_some(());
        }
        let (number, meant) = (self.insert(wrong), self.insert(word));
        self.meant.grow(number as usize + 1);
        self.meant.set(number as usize, meant);
        Some(())
    }

    /// The number of a word, a new one if it was not known.
    pub(super) fn insert(&mut self, word: &str) -> u32 {
        let slot = self.slot(word);
        let known = self.slots.at(slot);
        if known != 0 || word.is_empty() {
            return self.own(known);
        }
        let number = to_u32(self.ends.len());
        self.text.extend(word.as_bytes());
        self.ends.push(to_u32(self.text.len()));
        self.slots.set(slot, number);
        if self.ends.len() * 2 > self.slots.len() {
            self.grow();
        }
        number
    }

    /// The slot that holds a word, or the free one where it would be.
    fn slot(&self, word: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash(word) & mask;
        while self.slots.at(slot) != 0 && self.spelling(self.slots.at(slot)) != word.as_bytes() {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        let mask = self.slots.len() * 2 - 1;
        let mut slots = Numbers::zeros(mask + 1);
        for number in 1..to_u32(self.ends.len()) {
            let mut slot = hash(self.text(number)) & mask;
            while slots.at(slot) != 0 {
                slot = (slot + 1) & mask;
            }
            slots.set(slot, number);
        }
        self.slots = slots;
    }
}

/// The same on every machine: the table is built on one and read on another.
fn hash(word: &str) -> usize {
    const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
    let (eights, rest) = word.as_bytes().as_chunks::<8>();
    let rest = rest.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
    let eights = eights.iter().map(|bytes| u64::from_le_bytes(*bytes));
    let hash = eights.chain([rest]).fold(0_u64, |hash, eight| (hash.rotate_left(23) ^ eight).wrapping_mul(MIX));
    (hash >> 32) as u32 as usize
}

pub(super) fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn a_word_keeps_its_number_while_the_table_grows() {
        let mut words = Words::default();
        let all: Vec<String> = (0..5_000).map(|number| format!("word{number}")).collect();
        let numbers: Vec<u32> = all.iter().map(|word| words.insert(word)).collect();
        assert_eq!(numbers, (1..=5_000).collect::<Vec<_>>());
        assert!(
            all.iter().zip(&numbers).all(|(word, number)| words.get(word) == *number && words.text(*number) == word)
        );
        assert_eq!((words.insert("word7"), words.get("other"), words.get(""), words.insert("")), (8, 0, 0, 0));
    }

    #[test]
    fn a_misspelling_has_the_number_of_its_word() {
        let mut words = Words::default();
        assert_eq!(words.misspell("arthritus", "arthritis"), Some(()));
        assert_eq!(words.misspell("arthiritis", "arthritis"), Some(()));
        let number = words.insert("arthritis");
        assert_eq!([words.get("arthritus"), words.insert("arthiritis"), words.get("arthritis")], [number; 3]);
        assert_eq!(words.text(number), "arthritis");
        assert_eq!(words.misspell("arthritis", "eczema"), None, "it is a word");
        assert_eq!(words.misspell("arthritus", "eczema"), None, "it has one");
        assert_eq!(words.misspell("arthritus", "arthritis"), Some(()), "it is that");
        assert_eq!(words.misspell("arthritis", "arthritis"), None, "no word is its own");
    }
}
