//! [`Lexicon`]: every term of every pack, interned and set into one token trie; [`Mention`]: a place where a term stands.
//! One walk finds the mentions of all lexicons. It knows no frames. Floor 3.

use serde::{Deserialize, Serialize};

use super::trie::Trie;
use super::words::{Words, to_u32};
use super::{Class, Deferred, Entry, Form, Numbers, PackText, Senses, WordBits};

/// An interned word; 0 is any word that no pack knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WordId(pub u32);

/// Index of a term in [`Lexicon::term`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TermId(pub u32);

/// Index of an entry in [`Lexicon::entry`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntryId(pub u32);

/// A term in one of its forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The entry it belongs to.
    pub entry: EntryId,
    /// The form that this path of the trie spells.
    pub form: Form,
    /// A health word only beside a named product.
    pub vague: bool,
}

impl Term {
    /// As one number, as which compiled packs hold it.
    fn pack(self) -> u32 {
        self.entry.0 << 4 | (self.form as u32) << 1 | u32::from(self.vague)
    }

    const fn unpack(number: u32) -> Self {
        let form = Form::ALL[(number >> 1 & 7) as usize];
        Self { entry: EntryId(number >> 4), form, vague: number & 1 == 1 }
    }
}

/// A place where a term stands: a range of positions in the walked text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The class of the term.
    pub class: Class,
    /// The term.
    pub term: TermId,
    /// First position.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// The compiled terms of all packs.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Lexicon {
    words: Words,
    /// By word, two numbers each: the low half and the high half.
    bits: Numbers,
    entries: Vec<Deferred<Entry>>,
    /// By entry.
    classes: Vec<Class>,
    /// By term, each packed into a number.
    terms: Numbers,
    /// Terms that count only as they are written here, by id.
    exact: Vec<(TermId, PackText)>,
    trie: Trie,
    /// Ends of words that make any longer word a mention: `-oxetine` a drug, `-itis` a disease.
    suffixes: Vec<(PackText, TermId)>,
    /// By the last byte of a suffix: one bit for each byte before it, by hash.
    suffix_ends: Numbers,
    /// Roughly what words mean.
    pub senses: Senses,
}

impl Lexicon {
    /// An empty lexicon; word 0 stands for the unknown.
    #[must_use]
    pub fn new() -> Self {
        Self { bits: Numbers::zeros(2), ..Self::default() }
    }

    /// Interns a normalised word.
    pub fn intern(&mut self, word: &str) -> WordId {
        let id = WordId(self.words.insert(word));
        self.bits.grow(self.words.len() * 2);
        id
    }

    /// Makes a normalised word a misspelling of another; nothing if it is known as a word of its own.
    #[must_use]
    pub fn misspell(&mut self, wrong: &str, word: &str) -> Option<()> {
        let done = self.words.misspell(wrong, word);
        self.bits.grow(self.words.len() * 2);
        done
    }

    /// The id of a normalised word, of a misspelling that of the word it stands for; 0 if no pack knows it.
    #[must_use]
    pub fn word(&self, word: &str) -> WordId {
        WordId(self.words.get(word))
    }

    /// A word by its id; empty for the unknown.
    #[must_use]
    pub fn spelling(&self, word: WordId) -> &str {
        self.words.text(word.0)
    }

    /// The closed classes of a word.
    #[must_use]
    pub fn bits(&self, word: WordId) -> WordBits {
        let low = word.0 as usize * 2;
        WordBits(u64::from(self.bits.at(low)) | u64::from(self.bits.at(low + 1)) << 32)
    }

    /// Puts a word into a closed class.
    pub fn mark(&mut self, word: WordId, bits: WordBits) {
        let low = word.0 as usize * 2;
        let WordBits(all) = self.bits(word).with(bits);
        self.bits.set(low, all as u32);
        self.bits.set(low + 1, (all >> 32) as u32);
    }

    /// Adds an entry; its terms follow by [`Self::add_term`].
    pub fn add_entry(&mut self, entry: Entry) -> EntryId {
        self.classes.push(entry.class);
        self.entries.push(entry.into());
        EntryId(u32::try_from(self.entries.len() - 1).unwrap_or(u32::MAX))
    }

    /// Adds one form of a term, spelled by its normalised words; `exact` is the only way in which it is written, if its
    /// letters must be in that case.
    pub fn add_term(&mut self, words: &[WordId], term: Term, exact: Option<&str>) {
        let node = self.trie.path(words.iter().map(|word| word.0));
        let same = |id: u32| {
            let other = Term::unpack(self.terms.at(id as usize));
            other.entry == term.entry && other.form == term.form
        };
        if node == 0 || self.trie.terms(node).any(same) {
            return;
        }
        let id = to_u32(self.terms.len());
        self.trie.add(node, id);
        self.terms.push(term.pack());
        self.exact.extend(exact.map(|text| (TermId(id), text.to_owned().into())));
    }

    /// Makes every longer word that ends so a mention.
    pub fn add_suffix(&mut self, suffix: &str, term: Term) {
        self.suffix_ends.grow(usize::from(u8::MAX) + 1);
        if let Some(last) = suffix.bytes().last() {
            let before = suffix.len().checked_sub(2).map_or(u32::MAX, |at| 1 << (suffix.as_bytes()[at] % 32));
            self.suffix_ends.set(usize::from(last), self.suffix_ends.at(usize::from(last)) | before);
        }
        self.suffixes.push((suffix.to_owned().into(), TermId(to_u32(self.terms.len()))));
        self.terms.push(term.pack());
    }

    /// A term.
    #[must_use]
    pub fn term(&self, id: TermId) -> Term {
        Term::unpack(self.terms.at(id.0 as usize))
    }

    /// How a term must be written, if its letters must be in one case.
    fn exact(&self, id: u32) -> Option<&str> {
        let found = self.exact.binary_search_by_key(&id, |(exact, _)| exact.0).ok()?;
        Some(&self.exact[found].1)
    }

    /// The entry of a term.
    #[must_use]
    pub fn entry_of(&self, id: TermId) -> &Entry {
        &self.entries[self.term(id).entry.0 as usize]
    }

    /// An entry.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// All entries.
    #[must_use]
    pub fn entries(&self) -> &[Deferred<Entry>] {
        &self.entries
    }

    /// How many terms, in all their forms.
    #[must_use]
    pub fn term_count(&self) -> usize {
        self.terms.len()
    }

    /// All words that the packs know, with their ids.
    pub fn words(&self) -> impl Iterator<Item = (&str, WordId)> {
        (1..to_u32(self.words.len())).map(|id| (self.words.text(id), WordId(id)))
    }

    /// The suffix that a word (longer than the suffix by two letters at least) ends in.
    #[must_use]
    pub fn suffix(&self, word: &str) -> Option<TermId> {
        // Most words end in other letters than any suffix.
        let [.., a, b] = word.as_bytes() else { return None };
        if self.suffix_ends.or_zero(usize::from(*b)) >> (a % 32) & 1 == 0 {
            return None;
        }
        self.suffixes
            .iter()
            .find(|(suffix, _)| word.len() > suffix.len() + 1 && word.ends_with(&**suffix))
            .map(|(_, id)| *id)
    }

    /// The mentions in a run of words, leftmost and longest per class, sorted by start and length (longest first).
    ///
    /// `written` gives a position's text as written, for terms that keep their case.
    pub fn mentions<'t>(
        &self,
        words: impl ExactSizeIterator<Item = WordId> + Clone,
        written: impl Fn(usize) -> &'t str,
        out: &mut Vec<Mention>,
    ) {
        let mut done = [0u32; Class::COUNT];
        // At one position; no passage without mentions allocates.
        let mut found: Vec<(Class, u32, TermId)> = Vec::new();
        let mut rest = words;
        for start in 0..rest.len() {
            let ahead = rest.clone();
            let first = rest.next().unwrap_or_default();
            if self.trie.step(0, first.0) == 0 {
                continue;
            }
            let mut node = 0;
            // The longest end per class; several entries may share it (`reduce` relieves a symptom and removes germs).
            let mut longest = [0u32; Class::COUNT];
            found.clear();
            for (offset, word) in ahead.enumerate() {
                node = self.trie.step(node, word.0);
                if node == 0 {
                    break;
                }
                let end = start + offset + 1;
                for id in self.trie.terms(node) {
                    if self.exact(id).is_some_and(|text| !is_written_so(text, start..end, &written)) {
                        continue;
                    }
                    let class = self.classes[self.term(TermId(id)).entry.0 as usize];
                    longest[class as usize] = to_u32(end);
                    found.push((class, to_u32(end), TermId(id)));
                }
            }
            if found.is_empty() {
                continue;
            }
            let from = out.len();
            let open = done;
            for (class, end, term) in found.iter().copied() {
                if end == longest[class as usize] && to_u32(start) >= open[class as usize] {
                    done[class as usize] = end;
                    out.push(Mention { class, term, start: to_u32(start), end });
                }
            }
            out[from..].sort_by_key(|mention| std::cmp::Reverse(mention.end));
        }
    }
}

/// Whether the words are written in the term's own case; marks between them are not compared.
fn is_written_so<'t>(text: &str, mut at: std::ops::Range<usize>, written: &impl Fn(usize) -> &'t str) -> bool {
    let mut rest = text;
    at.all(|position| {
        let word = written(position);
        rest.find(word).is_some_and(|found| {
            let skipped = &rest[..found];
            rest = &rest[found + word.len()..];
            !skipped.contains(char::is_alphanumeric)
        })
    })
}
