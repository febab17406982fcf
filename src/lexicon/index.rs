//! [`Lexicon`]: every term of every pack, interned and set into one token trie; [`Mention`]: a place where a term stands.
//! One walk finds the mentions of all lexicons. It knows no frames. Floor 3.

use rustc_hash::FxHashMap;

use super::{Class, Form, WordBits};

/// An interned word; 0 is any word that no pack knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub u32);

/// Index of a term in [`Lexicon::term`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TermId(pub u32);

/// Index of an entry in [`Lexicon::entry`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId(pub u32);

/// How serious a condition is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// Self-limiting or a normal state.
    Minor,
    /// A disease or abnormal condition, partly for self-care.
    #[default]
    Moderate,
    /// Needs medical supervision.
    Serious,
}

/// A named list of terms of one class: what a pack says about them all.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its id, unique over all packs.
    pub id: String,
    /// Its class.
    pub class: Class,
    /// Its group, for patterns such as `{agent.government}`.
    pub group: String,
    /// How serious, for conditions, symptoms, biomarkers.
    pub tier: Tier,
    /// What a verb or noun says: `cure`, `relieve`.
    pub relation: String,
    /// Most tokens between a relation and its target.
    pub gap: usize,
    /// What a relation may have as its target; empty for all.
    pub targets: Vec<Class>,
    /// Words that must follow the target (`at bay`), tokenised.
    pub closes_with: Vec<Vec<WordId>>,
    /// Whether a substance counts as promoted only on a page that promotes it.
    pub everyday: bool,
    /// Whether a substance is one that regulators act on in any promotion.
    pub high_risk: bool,
    /// Next words that make a compound with it something else.
    pub blocked: Vec<WordId>,
    /// Disclosure profiles a substance owes.
    pub disclosures: Vec<String>,
}

/// A term in one of its forms.
#[derive(Clone, Debug)]
pub struct Term {
    /// The entry it belongs to.
    pub entry: EntryId,
    /// As the pack lists it.
    pub text: String,
    /// The form that this path of the trie spells.
    pub form: Form,
    /// A health word only beside a named product.
    pub vague: bool,
    /// Matched in exactly this case.
    pub exact: bool,
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
#[derive(Debug, Default)]
pub struct Lexicon {
    words: FxHashMap<Box<str>, WordId>,
    bits: Vec<WordBits>,
    entries: Vec<Entry>,
    terms: Vec<Term>,
    /// From (node, word) to node; node 0 is the root.
    edges: FxHashMap<(u32, WordId), u32>,
    /// Terms that end at a node.
    ends: Vec<Vec<TermId>>,
    /// Ends of words that make any longer word a drug: `-oxetine`.
    suffixes: Vec<(Box<str>, TermId)>,
}

impl Lexicon {
    /// An empty lexicon; word 0 stands for the unknown.
    #[must_use]
    pub fn new() -> Self {
        Self { bits: vec![WordBits::default()], ends: vec![Vec::new()], ..Self::default() }
    }

    /// Interns a normalised word.
    pub fn intern(&mut self, word: &str) -> WordId {
        if let Some(id) = self.words.get(word) {
            return *id;
        }
        let id = WordId(u32::try_from(self.bits.len()).unwrap_or(0));
        self.words.insert(word.into(), id);
        self.bits.push(WordBits::default());
        id
    }

    /// The id of a normalised word, 0 if no pack knows it.
    #[must_use]
    pub fn word(&self, word: &str) -> WordId {
        self.words.get(word).copied().unwrap_or_default()
    }

    /// The closed classes of a word.
    #[must_use]
    pub fn bits(&self, word: WordId) -> WordBits {
        self.bits[word.0 as usize]
    }

    /// Puts a word into a closed class.
    pub fn mark(&mut self, word: WordId, bits: WordBits) {
        let slot = &mut self.bits[word.0 as usize];
        *slot = slot.with(bits);
    }

    /// Adds an entry; its terms follow by [`Self::add_term`].
    pub fn add_entry(&mut self, entry: Entry) -> EntryId {
        self.entries.push(entry);
        EntryId(u32::try_from(self.entries.len() - 1).unwrap_or(u32::MAX))
    }

    /// Adds one form of a term, spelled by its normalised words.
    pub fn add_term(&mut self, words: &[WordId], term: Term) {
        let mut node = 0;
        for word in words {
            let next = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
            node = *self.edges.entry((node, *word)).or_insert(next);
            if node == next {
                self.ends.push(Vec::new());
            }
        }
        let known = self.ends[node as usize].iter().any(|id| {
            let other = &self.terms[id.0 as usize];
            other.entry == term.entry && other.form == term.form
        });
        if node != 0 && !known {
            let id = TermId(u32::try_from(self.terms.len()).unwrap_or(u32::MAX));
            self.terms.push(term);
            self.ends[node as usize].push(id);
        }
    }

    /// Makes every longer word that ends so a mention.
    pub fn add_suffix(&mut self, suffix: &str, term: Term) {
        let id = TermId(u32::try_from(self.terms.len()).unwrap_or(u32::MAX));
        self.terms.push(term);
        self.suffixes.push((suffix.into(), id));
    }

    /// A term.
    #[must_use]
    pub fn term(&self, id: TermId) -> &Term {
        &self.terms[id.0 as usize]
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
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many terms, in all their forms.
    #[must_use]
    pub fn term_count(&self) -> usize {
        self.terms.len()
    }

    /// All words that the packs know, with their ids, in no order.
    pub fn words(&self) -> impl Iterator<Item = (&str, WordId)> {
        self.words.iter().map(|(word, id)| (&**word, *id))
    }

    /// The drug suffix that a word (longer than the suffix by two letters at least) ends in.
    #[must_use]
    pub fn suffix(&self, word: &str) -> Option<TermId> {
        self.suffixes
            .iter()
            .find(|(suffix, _)| word.len() > suffix.len() + 1 && word.ends_with(&**suffix))
            .map(|(_, id)| *id)
    }

    /// The mentions in a run of words, leftmost and longest per class, sorted by start and length (longest first).
    ///
    /// `written` gives a position's text as written, for terms that keep their case.
    pub fn mentions<'t>(&self, words: &[WordId], written: impl Fn(usize) -> &'t str, out: &mut Vec<Mention>) {
        let mut done = [0u32; Class::COUNT];
        for start in 0..words.len() {
            // The longest end per class; several entries may share it (`reduce` relieves a symptom and removes germs).
            let mut longest = [0u32; Class::COUNT];
            let mut found: Vec<(Class, u32, TermId)> = Vec::new();
            let mut node = 0;
            for (offset, word) in words[start..].iter().enumerate() {
                if word.0 == 0 {
                    break;
                }
                let Some(next) = self.edges.get(&(node, *word)) else { break };
                node = *next;
                let end = start + offset + 1;
                for id in &self.ends[node as usize] {
                    let term = self.term(*id);
                    if term.exact && !is_written_so(&term.text, start..end, &written) {
                        continue;
                    }
                    let class = self.entries[term.entry.0 as usize].class;
                    longest[class as usize] = to_u32(end);
                    found.push((class, to_u32(end), *id));
                }
            }
            let from = out.len();
            let open = done;
            for (class, end, term) in found {
                if end == longest[class as usize] && to_u32(start) >= open[class as usize] {
                    done[class as usize] = end;
                    out.push(Mention { class, term, start: to_u32(start), end });
                }
            }
            out[from..].sort_by_key(|mention| std::cmp::Reverse(mention.end));
        }
    }
}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
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
