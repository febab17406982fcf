//! Words and lexicons: misspellings stand for their words, words get their senses and the bits of their closed classes, terms
//! their inflected spellings and their paths in the trie. Floor 5.

use std::collections::BTreeSet;

use super::super::raw::{self, Text};
use super::{Builder, File};
use crate::lexicon::{
    Class, Entry, EntryId, Form, PackText, Senses, Term, Tier, WordBits, did_you_mean, plural, verb_forms,
};
use crate::prose::norms;

impl Builder<'_> {
    pub(super) fn misspellings(&mut self, file: &File) {
        for (word, all) in &file.pack.misspellings {
            for wrong in all {
                let ([wrong_norm], [norm]) = (&norms(&wrong.value)[..], &norms(word)[..]) else {
                    self.problem(file, wrong, "a misspelling is a single word, and so is what it stands for", None);
                    continue;
                };
                if self.engine.lexicon.misspell(wrong_norm, norm).is_none() {
                    let message =
                        format!("`{}` is a word already that others are misspelt as, or a misspelling", wrong.value);
                    self.problem(file, wrong, message, Some("a misspelling stands for one word".to_owned()));
                }
            }
        }
    }

    pub(super) fn senses(&mut self, file: &File) {
        for (field, senses) in &file.pack.senses {
            for (sense, words) in senses {
                self.sense(file, (field, sense), words);
            }
        }
    }

    fn sense(&mut self, file: &File, (field, sense): (&str, &str), words: &[Text]) {
        let is_name = |name: &str| name.bytes().all(|byte| byte.is_ascii_lowercase());
        let is_taken = || format!("<{field}>") == Senses::UNKNOWN;
        if let Some(first) = words.first().filter(|_| !is_name(field) || !is_name(sense) || is_taken()) {
            let message = format!("`{field}`, `{sense}` are no names of a field and a sense");
            self.problem(file, first, message, Some("write each as one word of small letters".to_owned()));
            return;
        }
        let number = self.engine.lexicon.senses.number(field, sense);
        for word in words {
            let spelled = norms(&word.value);
            let [norm] = spelled.as_slice() else {
                self.problem(file, word, "a sense holds single words only", None);
                continue;
            };
            if self.engine.lexicon.senses.add(norm, number).is_none() {
                let message = format!("`{}` has another sense already", word.value);
                self.problem(file, word, message, Some("a word has one sense".to_owned()));
            }
        }
    }

    pub(super) fn words(&mut self, file: &File) {
        for words in &file.pack.words {
            let Some(bits) = WordBits::named(&words.class.value) else {
                let help = did_you_mean(&words.class.value, WordBits::NAMES.iter().copied());
                self.problem(file, &words.class, format!("`{}` is no word class", words.class.value), help);
                continue;
            };
            for term in &words.terms {
                let spelled = norms(&term.value);
                let [word] = spelled.as_slice() else {
                    self.problem(file, term, "a closed class holds single words only", None);
                    continue;
                };
                let id = self.engine.lexicon.intern(word);
                self.engine.lexicon.mark(id, bits);
            }
        }
    }

    pub(super) fn lexicons(&mut self, file: &File) {
        for raw in &file.pack.lexicons {
            if self.engine.lexicon.entries().iter().any(|entry| entry.id == raw.id.value) {
                let help = format!(
                    "to add terms to it, write `extend: [{{lexicon: {}, terms: […]}}]`; else give it another id",
                    raw.id.value
                );
                self.exists(file, &raw.id, "lexicon", &help);
                continue;
            }
            self.lexicon(file, raw);
        }
    }

    fn lexicon(&mut self, file: &File, raw: &raw::Entry) -> Option<()> {
        let class = self.class(file, &raw.class)?;
        let tier = match &raw.tier {
            Some(tier) => self.tier(file, tier)?,
            None => Tier::default(),
        };
        let high_risk = match &raw.risk {
            Some(risk) if risk.value == "high" => true,
            Some(risk) => {
                self.problem(
                    file,
                    risk,
                    format!("`{}` is no risk", risk.value),
                    Some("expected `high`, or leave it out".to_owned()),
                );
                false
            }
            None => false,
        };
        let targets = raw.targets.iter().filter_map(|target| self.class(file, target)).collect();
        let lexicon = &mut self.engine.lexicon;
        let mut word_ids = |text: &str| norms(text).iter().map(|norm| lexicon.intern(norm)).collect::<Vec<_>>();
        let closes_with = raw.closes_with.iter().map(|text| word_ids(&text.value)).collect();
        let blocked = raw.blocked.iter().filter_map(|text| word_ids(&text.value).first().copied()).collect();
        let entry = lexicon.add_entry(Entry {
            id: raw.id.value.clone().into(),
            class,
            group: raw.group.clone().into(),
            tier,
            relation: raw.relation.as_ref().map(|text| text.value.clone().into()).unwrap_or_default(),
            gap: raw.gap.unwrap_or(DEFAULT_GAP),
            targets,
            closes_with,
            everyday: raw.everyday,
            high_risk,
            blocked,
            disclosures: raw.disclosures.iter().map(|text| text.value.clone().into()).collect(),
        });
        for (list, vague, exact) in [(&raw.terms, false, false), (&raw.vague, true, false), (&raw.exact, false, true)] {
            for text in list {
                self.term(entry, class, &text.value, (vague, exact));
            }
        }
        for compound in raw.compounds.iter().flat_map(|lists| compounds(lists)) {
            self.term(entry, class, &compound, (false, false));
        }
        for suffix in &raw.suffixes {
            self.engine.lexicon.add_suffix(&suffix.value, Term { entry, form: Form::Base, vague: false });
        }
        if !raw.not.is_empty() {
            self.exclusions(raw);
        }
        Some(())
    }

    /// `not:` phrases are exclusions of their own.
    fn exclusions(&mut self, raw: &raw::Entry) {
        let entry = self.engine.lexicon.add_entry(plain_entry(format!("{}/not", raw.id.value), Class::Exclusion));
        for text in &raw.not {
            self.term(entry, Class::Exclusion, &text.value, (false, false));
        }
    }

    /// A term of an entry in all its spellings; `exact` is whether it is written in no other than its own.
    fn term(&mut self, entry: EntryId, class: Class, text: &str, (vague, exact): (bool, bool)) {
        for (spelling, form) in spellings(text, class, exact) {
            let words: Vec<_> = norms(&spelling).iter().map(|norm| self.engine.lexicon.intern(norm)).collect();
            self.engine.lexicon.add_term(&words, Term { entry, form, vague }, exact.then_some(text));
        }
    }

    /// Terms that are single words open the gate for a text, words of longer ones that have no other sense, and the words of
    /// the closed class.
    pub(super) fn gate(&mut self, files: &[File]) {
        let Some((file, raw)) = files.iter().find_map(|file| Some((file, file.pack.gate.as_ref()?))) else { return };
        self.engine.gate.least = Some(raw.bytes);
        let classes: Vec<Class> = raw.classes.iter().filter_map(|class| self.class(file, class)).collect();
        let lexicons = files.iter().flat_map(|file| &file.pack.lexicons);
        let of_health = lexicons.filter(|raw| classes.iter().any(|class| class.name() == raw.class.value));
        let mut words: BTreeSet<String> = BTreeSet::new();
        for text in of_health.flat_map(|raw| [&raw.terms, &raw.vague, &raw.exact]).flatten() {
            let spelled = norms(&text.value);
            let is_word = |word: &String| word.len() > 4 && word.starts_with(|c: char| c.is_ascii_lowercase());
            let lexicon = &self.engine.lexicon;
            let has_sense = |word: &String| {
                lexicon.senses.of(word).is_some() || lexicon.bits(lexicon.word(word)) != WordBits::default()
            };
            let alone = spelled.len() == 1;
            words.extend(plural(&text.value).filter(|_| alone));
            words.extend(spelled.into_iter().filter(|word| alone || is_word(word) && !has_sense(word)));
        }
        for text in &raw.commonplace {
            if !norms(&text.value).iter().any(|word| words.remove(word)) {
                let help = "leave it out: no term of these classes has it, or it stands here twice".to_owned();
                self.problem(file, text, format!("`{}` opens no gate", text.value), Some(help));
            }
        }
        let lexicon = &mut self.engine.lexicon;
        for word in &words {
            let word = lexicon.word(word);
            if word.0 != 0 {
                lexicon.mark(word, WordBits::HEALTH);
            }
        }
        let opening = lexicon.words().filter(|(_, word)| lexicon.bits(*word).any(WordBits::HEALTH));
        opening.for_each(|(text, _)| self.engine.gate.add(text));
    }

    /// The entries that stand for names of products and of medicines learnt from a page.
    pub(super) fn names(&mut self) {
        self.engine.name_term = self.of_names("product-name", Class::Substance);
        self.engine.medicine_term = self.of_names("medicine-name", Class::Drug);
    }

    /// The term of an entry that stands for names.
    fn of_names(&mut self, id: &str, class: Class) -> Option<crate::lexicon::TermId> {
        let lexicon = &mut self.engine.lexicon;
        let entry = lexicon.add_entry(plain_entry(id.to_owned(), class));
        let before = lexicon.term_count();
        lexicon.add_suffix(&format!("\0{id}"), Term { entry, form: Form::Base, vague: false });
        u32::try_from(before).ok().map(crate::lexicon::TermId)
    }
}

/// The terms that take one part of each list: `knee trouble`, `knee problem`, `hip trouble` …
fn compounds(lists: &[Vec<raw::Text>]) -> Vec<String> {
    let longer = |text: &str, part: &str| if text.is_empty() { part.to_owned() } else { format!("{text} {part}") };
    lists.iter().fold(vec![String::new()], |texts, parts| {
        texts.iter().flat_map(|text| parts.iter().map(|part| longer(text, &part.value))).collect()
    })
}

/// The spellings of a term: verbs in all forms, nouns with their plural, everything else as it stands.
fn spellings(term: &str, class: Class, exact: bool) -> Vec<(String, Form)> {
    if class == Class::Verb && !exact {
        return verb_forms(term);
    }
    let mut out = vec![(term.to_owned(), Form::Base)];
    let nouns = !matches!(class, Class::ClassWord | Class::Effective | Class::UsedFor | Class::Exclusion);
    if nouns && let Some(plural) = plural(term) {
        out.push((plural, Form::Plural));
    }
    out
}

fn plain_entry(id: String, class: Class) -> Entry {
    Entry {
        id: id.into(),
        class,
        group: PackText::default(),
        tier: Tier::default(),
        relation: PackText::default(),
        gap: DEFAULT_GAP,
        targets: Vec::new(),
        closes_with: Vec::new(),
        everyday: false,
        high_risk: false,
        blocked: Vec::new(),
        disclosures: Vec::new(),
    }
}

/// Most tokens between a relation and its target, unless its lexicon says otherwise (S2).
const DEFAULT_GAP: usize = 9;
