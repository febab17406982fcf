//! Token patterns, the small language in which packs write phrases and cues:
//!
//! `word` one word · `~word` a verb in any form · `a|b` either word · `[x y]` optional · `(a b | c d)` either run · `*` up
//! to four tokens, `*2` up to two · `{condition}`, `{agent.government}`, `{kratom}` a mention by class, group or entry,
//! `{drug|therapy}` either · `{number}`.
//! A pattern never crosses a clause border and is tried only where its first word or class stands. Floor 4.

mod parse;

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::view::View;
use crate::lexicon::{Class, EntryId, WordBits, WordId};
use crate::prose::TokenFlags;

/// A compiled pattern.
#[derive(Clone, Debug)]
pub struct Pattern {
    steps: Vec<Step>,
}

#[derive(Clone, Debug)]
enum Step {
    Word(Vec<WordId>),
    Slot(Slot),
    Number,
    Gap(usize),
    Optional(Vec<Step>),
    Choice(Vec<Vec<Step>>),
}

/// What a `{…}` accepts.
#[derive(Clone, Debug)]
enum Slot {
    Class(Class),
    Entries(Vec<EntryId>),
}

/// Why a pattern is none: what is wrong, and the byte range in the pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// What is wrong.
    pub message: String,
    /// Bytes of the pattern's text.
    pub at: Range<usize>,
    /// What was meant, if that can be guessed.
    pub help: Option<String>,
}

/// A pattern that matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Whose pattern, as given to [`PatternSet::add`].
    pub owner: usize,
    /// The tokens.
    pub at: Range<usize>,
    /// The mentions its `{…}` took, as ranges of tokens.
    pub slots: Vec<(Class, Range<usize>)>,
}

/// Patterns by their first word or class.
#[derive(Debug, Default)]
pub struct PatternSet {
    patterns: Vec<(usize, Pattern)>,
    by_word: FxHashMap<WordId, Vec<usize>>,
    by_class: Vec<(Class, usize)>,
    numbers: Vec<usize>,
}

impl PatternSet {
    /// Adds a pattern for an owner.
    pub fn add(&mut self, owner: usize, pattern: Pattern) {
        let index = self.patterns.len();
        let mut firsts = Vec::new();
        first_steps(&pattern.steps, &mut firsts);
        for first in firsts {
            match first {
                Step::Word(words) => {
                    for word in words {
                        let list = self.by_word.entry(word).or_default();
                        if list.last() != Some(&index) {
                            list.push(index);
                        }
                    }
                }
                Step::Slot(Slot::Class(class)) => self.by_class.push((class, index)),
                Step::Slot(Slot::Entries(_)) => {
                    // The class is not known here; all classes are tried and the slot itself decides.
                    self.by_class.extend(ALL_CLASSES.iter().map(|class| (*class, index)));
                }
                Step::Number => self.numbers.push(index),
                Step::Gap(_) | Step::Optional(_) | Step::Choice(_) => {}
            }
        }
        self.patterns.push((owner, pattern));
    }

    /// Whether it holds no pattern.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// All matches in a range of a passage, by start; per owner and start the longest only.
    #[must_use]
    pub fn find(&self, view: &View<'_>, at: Range<usize>) -> Vec<Match> {
        let mut out: Vec<Match> = Vec::new();
        let mut tried: Vec<usize> = Vec::new();
        for start in at.clone() {
            let Some(tok) = view.tok(start) else { continue };
            tried.clear();
            if let Some(list) = self.by_word.get(&tok.word).filter(|_| tok.word.0 != 0) {
                tried.extend(list);
            }
            if !self.by_class.is_empty() {
                let mentions = view.starting(start);
                let classes = self.by_class.iter().filter(|(class, _)| mentions.iter().any(|m| m.class == *class));
                tried.extend(classes.map(|(_, index)| *index));
            }
            if tok.flags.has(TokenFlags::DIGIT) || tok.bits.any(WordBits::NUMBER) {
                tried.extend(&self.numbers);
            }
            tried.sort_unstable();
            tried.dedup();
            let from = out.len();
            for index in &tried {
                let (owner, pattern) = &self.patterns[*index];
                let mut slots = Vec::new();
                let Some(end) = run(&pattern.steps, view, start, at.end, &mut slots) else { continue };
                if end == start {
                    continue;
                }
                match out[from..].iter_mut().find(|found| found.owner == *owner) {
                    Some(found) if found.at.end < end => (found.at.end, found.slots) = (end, slots),
                    Some(_) => {}
                    None => out.push(Match { owner: *owner, at: start..end, slots }),
                }
            }
        }
        out
    }
}

const ALL_CLASSES: &[Class] = &[
    Class::Substance,
    Class::Drug,
    Class::Therapy,
    Class::Agent,
    Class::Condition,
    Class::Symptom,
    Class::Biomarker,
    Class::Pathogen,
    Class::Function,
    Class::Mechanism,
    Class::ClassWord,
    Class::Verb,
    Class::Noun,
    Class::Effective,
    Class::UsedFor,
    Class::Property,
    Class::Product,
    Class::Sufferer,
];

fn first_steps(steps: &[Step], out: &mut Vec<Step>) {
    for step in steps {
        match step {
            Step::Optional(inner) => first_steps(inner, out),
            Step::Choice(branches) => {
                branches.iter().for_each(|branch| first_steps(branch, out));
                return;
            }
            step => {
                out.push(step.clone());
                return;
            }
        }
    }
}

/// Matches steps from a position; the end of the match, if they all fit. Gaps take as little as they can.
fn run(
    steps: &[Step],
    view: &View<'_>,
    at: usize,
    end: usize,
    slots: &mut Vec<(Class, Range<usize>)>,
) -> Option<usize> {
    let Some((step, rest)) = steps.split_first() else { return Some(at) };
    match step {
        Step::Word(words) => {
            let fits = at < end && view.tok(at).is_some_and(|tok| words.contains(&tok.word));
            fits.then(|| run(rest, view, at + 1, end, slots)).flatten()
        }
        Step::Number => {
            let fits = at < end && (view.written(at, TokenFlags::DIGIT) || view.is(at, WordBits::NUMBER));
            fits.then(|| run(rest, view, at + 1, end, slots)).flatten()
        }
        Step::Slot(slot) => view.starting(at).iter().find_map(|mention| {
            let fits = match slot {
                Slot::Class(class) => mention.class == *class,
                Slot::Entries(entries) => entries.contains(&view.lexicon.term(mention.term).entry),
            };
            let after = mention.end as usize;
            if !fits || after > end {
                return None;
            }
            let length = slots.len();
            slots.push((mention.class, at..after));
            let found = run(rest, view, after, end, slots);
            if found.is_none() {
                slots.truncate(length);
            }
            found
        }),
        Step::Gap(most) => (0..=*most)
            .take_while(|skip| *skip == 0 || (at + skip <= end && !view.breaks(at + skip - 1..at + skip)))
            .find_map(|skip| run(rest, view, at + skip, end, slots)),
        Step::Optional(inner) => {
            let joined: Vec<Step> = inner.iter().chain(rest).cloned().collect();
            run(&joined, view, at, end, slots).or_else(|| run(rest, view, at, end, slots))
        }
        Step::Choice(branches) => branches.iter().find_map(|branch| {
            let joined: Vec<Step> = branch.iter().chain(rest).cloned().collect();
            run(&joined, view, at, end, slots)
        }),
    }
}
