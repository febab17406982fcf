//! [`PatternSet`]: patterns laid out as one program of plain numbers, found by their first word or class. Flat, so that
//! compiled packs are used where they lie and matching allocates nothing. Running it is `matching.rs` of detection. Floor 4.

use serde::{Deserialize, Serialize};

use super::{Inventory, Op, Pattern, Slot, Step};
use crate::lexicon::{Class, Numbers, WordId};

/// Patterns of many owners by their first word or class.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct PatternSet {
    /// All programs, one behind the other.
    pub(in crate::detect) code: Numbers,
    /// Four numbers a pattern: its owner, where its program begins, where its needs begin and where they end.
    patterns: Numbers,
    /// What the patterns need, four numbers each.
    needs: Numbers,
    /// By word: the first of the patterns that may begin with it, as a place in `firsts` plus one; 0 for none.
    starts: Numbers,
    /// Two numbers each: a pattern, and the next that may begin with the same word, as in `starts`.
    firsts: Numbers,
    /// By class: the patterns that may begin with a mention of it.
    classes: Vec<Vec<u32>>,
    /// The patterns that may begin with a number.
    numbers: Vec<u32>,
}

impl PatternSet {
    /// Adds a pattern for an owner.
    pub fn add(&mut self, owner: usize, pattern: &Pattern) {
        let index = to_u32(self.patterns.len() / 4);
        let needed = to_u32(self.needs.len());
        self.begin(&pattern.steps, index);
        let opens = pattern.steps.first().is_some_and(|step| !matches!(step, Step::Choice(_) | Step::Optional(_)));
        // It is tried only where its first step fits.
        for need in needs(&pattern.steps[usize::from(opens)..]).into_iter().take(MOST_NEEDS) {
            self.needs.extend(need.numbers());
        }
        self.patterns.extend([to_u32(owner), to_u32(self.code.len()), needed, to_u32(self.needs.len())]);
        self.lay(&pattern.steps);
        self.code.push(Op::End.number());
    }

    /// Whether it holds no pattern.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// The owner of a pattern, and where its program begins.
    #[must_use]
    pub fn pattern(&self, index: u32) -> (usize, usize) {
        let [owner, program] = self.patterns.from(index as usize * 4);
        (owner as usize, program as usize)
    }

    /// Whether all that a pattern needs may stand in a passage.
    #[must_use]
    pub(in crate::detect) fn may_match(&self, index: u32, passage: Inventory) -> bool {
        let [from, to] = self.patterns.from(index as usize * 4 + 2);
        let mut at = from as usize;
        while at < to as usize {
            if !Inventory::of(self.needs.from(at)).shares(passage) {
                return false;
            }
            at += 4;
        }
        true
    }

    /// Whether a pattern may begin with a word.
    #[must_use]
    pub(in crate::detect) fn starts(&self, word: WordId) -> bool {
        self.starts.or_zero(word.0 as usize) != 0
    }

    /// The patterns that may begin with a word, in order.
    pub fn by_word(&self, word: WordId) -> impl Iterator<Item = u32> {
        let mut next = self.starts.or_zero(word.0 as usize);
        std::iter::from_fn(move || {
            let place = next.checked_sub(1)? as usize;
            let [pattern, behind] = self.firsts.from(place * 2);
            next = behind;
            Some(pattern)
        })
    }

    /// The patterns that may begin with a mention of a class, in order.
    #[must_use]
    pub fn by_class(&self, class: Class) -> &[u32] {
        self.classes.get(class as usize).map_or(&[], Vec::as_slice)
    }

    /// The patterns that may begin with a number, in order.
    #[must_use]
    pub fn by_number(&self) -> &[u32] {
        &self.numbers
    }

    /// Notes what a pattern may begin with. Returns whether it must begin there.
    fn begin(&mut self, steps: &[Step], index: u32) -> bool {
        steps.iter().any(|step| match step {
            Step::Optional(inner) => {
                self.begin(inner, index);
                false
            }
            Step::Choice(branches) => {
                branches.iter().for_each(|branch| {
                    self.begin(branch, index);
                });
                true
            }
            Step::Word(words) => {
                words.iter().for_each(|word| self.begins_with(*word, index));
                true
            }
            Step::Slot(Slot::Class(class)) => self.begins_in(*class, index),
            Step::Slot(Slot::Entries(_, classes)) => {
                classes.iter().for_each(|class| {
                    self.begins_in(*class, index);
                });
                true
            }
            Step::Number => {
                self.numbers.push(index);
                true
            }
            Step::Gap(_) => true,
        })
    }

    fn begins_with(&mut self, word: WordId, index: u32) {
        let word = word.0 as usize;
        let new = to_u32(self.firsts.len() / 2 + 1);
        self.starts.grow(word + 1);
        let mut last = self.starts.at(word) as usize;
        if last == 0 {
            self.starts.set(word, new);
        } else {
            while let [_, behind @ 1..=u32::MAX] = self.firsts.from((last - 1) * 2) {
                last = behind as usize;
            }
            if self.firsts.at((last - 1) * 2) == index {
                return;
            }
            self.firsts.set((last - 1) * 2 + 1, new);
        }
        self.firsts.extend([index, 0]);
    }

    fn begins_in(&mut self, class: Class, index: u32) -> bool {
        if self.classes.is_empty() {
            self.classes.resize(Class::COUNT, Vec::new());
        }
        self.classes[class as usize].push(index);
        true
    }

    fn lay(&mut self, steps: &[Step]) {
        for step in steps {
            match step {
                Step::Word(words) if words.len() == 1 => self.code.push(Op::Word(words[0].0).number()),
                Step::Word(words) => self.any_of(Op::Words, words.iter().map(|word| word.0).collect()),
                Step::Slot(Slot::Class(class)) => self.code.push(Op::Class(*class as usize).number()),
                Step::Slot(Slot::Entries(entries, _)) => {
                    self.any_of(Op::Entries, entries.iter().map(|entry| entry.0).collect());
                }
                Step::Number => self.code.push(Op::Number.number()),
                Step::Gap(most) => self.code.push(Op::Gap(*most).number()),
                Step::Optional(inner) => {
                    let split = self.hole();
                    self.lay(inner);
                    self.fill(split, Op::Split);
                }
                Step::Choice(branches) => self.choice(branches),
            }
        }
    }

    fn any_of(&mut self, op: fn(usize) -> Op, mut numbers: Vec<u32>) {
        numbers.sort_unstable();
        numbers.dedup();
        self.code.push(op(numbers.len()).number());
        self.code.extend(numbers);
    }

    fn choice(&mut self, branches: &[Vec<Step>]) {
        const FEW: usize = 2;
        let Some((last, others)) = branches.split_last() else { return };
        let words: Option<Vec<Vec<u32>>> = branches.iter().map(|branch| first_words(branch)).collect();
        if let Some(words) = words.filter(|_| branches.len() > FEW) {
            // One look rules out all branches, and most often does.
            self.any_of(Op::Begins, words.concat());
        }
        let mut jumps = Vec::new();
        for branch in others {
            let split = self.hole();
            self.lay(branch);
            jumps.push(self.hole());
            self.fill(split, Op::Split);
        }
        self.lay(last);
        for jump in jumps {
            self.fill(jump, Op::Jump);
        }
    }

    /// A place for an operation that leads to a place still to come.
    fn hole(&mut self) -> usize {
        self.code.push(0);
        self.code.len() - 1
    }

    /// Makes it lead here.
    fn fill(&mut self, hole: usize, op: fn(usize) -> Op) {
        self.code.set(hole, op(self.code.len()).number());
    }
}

/// The words with one of which a run of steps must begin; nothing if it may begin otherwise.
fn first_words(steps: &[Step]) -> Option<Vec<u32>> {
    let mut out = Vec::new();
    for step in steps {
        match step {
            Step::Word(words) => out.extend(words.iter().map(|word| word.0)),
            Step::Choice(branches) => {
                for branch in branches {
                    out.extend(first_words(branch)?);
                }
            }
            Step::Optional(inner) => {
                out.extend(first_words(inner)?);
                continue;
            }
            Step::Slot(_) | Step::Number | Step::Gap(_) => return None,
        }
        return Some(out);
    }
    None
}

/// Most needs that are noted of a pattern: what three rarer ones let through, a fourth hardly stops.
const MOST_NEEDS: usize = 3;

/// What a run of steps needs, what is rarest first: of each set, something must stand in the passage.
fn needs(steps: &[Step]) -> Vec<Inventory> {
    let need = |step: &Step| match step {
        Step::Word(words) => Some(words.iter().map(|word| Inventory::word(*word)).collect()),
        Step::Slot(Slot::Class(class)) => Some(Inventory::class(*class)),
        Step::Slot(Slot::Entries(_, classes)) => Some(classes.iter().map(|class| Inventory::class(*class)).collect()),
        Step::Number => Some(Inventory::NUMBER),
        Step::Choice(branches) => branches.iter().map(|branch| needs(branch).first().copied()).collect(),
        Step::Gap(_) | Step::Optional(_) => None,
    };
    let mut all: Vec<Inventory> = steps.iter().filter_map(need).collect();
    all.sort_by_key(|need| need.width());
    all
}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
