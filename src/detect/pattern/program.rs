//! [`PatternSet`]: patterns laid out as one program of plain numbers, found by their anchors. Flat, so that compiled packs are
//! used where they lie and matching allocates nothing. Running it is `matching.rs` of detection. Floor 4.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::{Inventory, Need, Op, Pattern, Slot, Step};
use crate::lexicon::{Class, Numbers, WordId};

/// Patterns of many owners by their anchors: of what a pattern cannot match without, what is rarest in text.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct PatternSet {
    /// All programs, one behind the other.
    pub(in crate::detect) code: Numbers,
    /// Twelve numbers a pattern: its owner, where its program begins, how far behind its start its anchor stands at least and
    /// at most, four of what it may begin with, four of what it needs beside its anchor.
    patterns: Numbers,
    /// By word: the first of the patterns that it anchors, as a place in `anchored` plus one; 0 for none.
    anchors: Numbers,
    /// Two numbers each: a pattern, and the next with the same word, as in `anchors`.
    anchored: Numbers,
    /// By class: the patterns that a mention of it anchors.
    classes: Vec<Vec<u32>>,
    /// The patterns that a number anchors.
    numbers: Vec<u32>,
}

impl PatternSet {
    /// Adds a pattern for an owner.
    pub fn add(&mut self, owner: usize, pattern: &Pattern) {
        let index = to_u32(self.patterns.len() / PATTERN);
        let (anchor, other) = &pattern.needs;
        let (least, most) = (to_u32(anchor.behind.least), anchor.behind.most.map_or(u32::MAX, to_u32));
        self.patterns.extend([to_u32(owner), to_u32(self.code.len()), least, most]);
        self.patterns.extend(begins(&pattern.steps).0.inventory().numbers());
        self.patterns.extend(other.as_ref().map_or(Inventory::ALL, Need::inventory).numbers());
        self.anchor(anchor, index);
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
    pub(in crate::detect) fn pattern(&self, index: u32) -> (usize, usize) {
        let [owner, program] = self.patterns.from(index as usize * PATTERN);
        (owner as usize, program as usize)
    }

    /// Where a pattern may start whose anchor stands at a position.
    #[must_use]
    pub(in crate::detect) fn starts(&self, index: u32, anchor: usize) -> RangeInclusive<usize> {
        let [least, most] = self.patterns.from(index as usize * PATTERN + 2);
        match anchor.checked_sub(least as usize) {
            Some(last) => anchor.saturating_sub(most as usize)..=last,
            None => RangeInclusive::new(1, 0),
        }
    }

    /// What a pattern may begin with.
    #[must_use]
    pub(in crate::detect) fn begins(&self, index: u32) -> Inventory {
        Inventory::of(self.patterns.wide(index as usize * PATTERN + 4))
    }

    /// What a pattern needs beside its anchor.
    #[must_use]
    pub(in crate::detect) fn needs(&self, index: u32) -> Inventory {
        Inventory::of(self.patterns.wide(index as usize * PATTERN + 8))
    }

    /// Every pattern, in order.
    pub(in crate::detect) fn all(&self) -> Vec<u32> {
        (0..to_u32(self.patterns.len() / PATTERN)).collect()
    }

    /// Hands over the patterns that a word anchors.
    pub(in crate::detect) fn each_of_word(&self, word: WordId, take: &mut impl FnMut(u32)) {
        let mut next = self.anchors.or_zero(word.0 as usize);
        while let Some(place) = next.checked_sub(1) {
            let [pattern, behind] = self.anchored.from(place as usize * 2);
            take(pattern);
            next = behind;
        }
    }

    /// The patterns that a mention of a class anchors.
    pub(in crate::detect) fn by_class(&self, class: Class) -> &[u32] {
        self.classes.get(class as usize).map_or(&[], Vec::as_slice)
    }

    /// The patterns that a number anchors.
    pub(in crate::detect) fn by_number(&self) -> &[u32] {
        &self.numbers
    }

    fn anchor(&mut self, anchor: &Need, index: u32) {
        for word in &anchor.words {
            let word = word.0 as usize;
            self.anchors.grow(word + 1);
            let before = self.anchors.at(word);
            self.anchored.extend([index, before]);
            self.anchors.set(word, to_u32(self.anchored.len() / 2));
        }
        for class in &anchor.classes {
            self.classes.resize(Class::COUNT, Vec::new());
            self.classes[*class as usize].push(index);
        }
        if anchor.number {
            self.numbers.push(index);
        }
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

    /// Branches one behind the other, the first that leads on counts. Where all begin with words and they are not few, one
    /// look at the word tells which are worth a try, and most often none is.
    fn choice(&mut self, branches: &[Vec<Step>]) {
        const FEW: usize = 2;
        let words: Option<Vec<Vec<u32>>> = branches.iter().map(|branch| first_words(branch)).collect();
        match words.filter(|_| branches.len() > FEW) {
            Some(words) => self.switch(branches, &words),
            None => self.split(branches),
        }
    }

    fn split(&mut self, branches: &[Vec<Step>]) {
        let Some((last, others)) = branches.split_last() else { return };
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

    fn switch(&mut self, branches: &[Vec<Step>], words: &[Vec<u32>]) {
        let mut cases: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (branch, words) in words.iter().enumerate() {
            for word in words {
                cases.entry(*word).or_default().push(branch);
            }
        }
        self.code.push(Op::Switch(cases.len()).number());
        self.code.extend(cases.keys().copied());
        let places: Vec<usize> = cases.keys().map(|_| self.hole()).collect();
        let (mut begins, mut jumps) = (Vec::new(), Vec::new());
        for branch in branches {
            begins.push(self.code.len());
            self.lay(branch);
            jumps.push(self.hole());
        }
        for (place, mut branches) in places.into_iter().zip(cases.into_values()) {
            branches.dedup();
            let (last, others) = branches.split_last().map_or((0, &[][..]), |(last, others)| (*last, others));
            self.code.set(place, to_u32(if others.is_empty() { begins[last] } else { self.code.len() }));
            for branch in others {
                let split = self.hole();
                self.code.push(Op::Jump(begins[*branch]).number());
                self.fill(split, Op::Split);
            }
            if !others.is_empty() {
                self.code.push(Op::Jump(begins[last]).number());
            }
        }
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

/// Numbers a pattern takes in [`PatternSet::patterns`].
const PATTERN: usize = 12;

/// What a run of steps may begin with, and whether it must begin there.
pub(super) fn begins(steps: &[Step]) -> (Need, bool) {
    let mut all = Need::default();
    let must = steps.iter().any(|step| match step {
        Step::Optional(inner) => {
            all.add(begins(inner).0);
            false
        }
        Step::Choice(branches) => {
            branches.iter().for_each(|branch| all.add(begins(branch).0));
            true
        }
        Step::Gap(_) => true,
        step => {
            all.add(Need::of(step).unwrap_or_default());
            true
        }
    });
    (all, must)
}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
