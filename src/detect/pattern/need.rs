//! [`Need`]: a set of words and classes of which one must stand in a passage for a pattern to match there. Of all that a
//! pattern needs, what is rarest in text anchors it: a passage without that is never searched for it, and hardly ever one
//! without what is rarest but one. Floor 4.

use super::program::begins;
use super::{Inventory, Slot, Step};
use crate::lexicon::{Class, Lexicon, WordBits, WordId};

/// Words, classes and numbers of which one must stand there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Need {
    pub(super) words: Vec<WordId>,
    pub(super) classes: Vec<Class>,
    pub(super) number: bool,
    /// How far behind the start of a match it stands.
    pub(super) behind: Length,
}

/// How many tokens something takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Length {
    pub(super) least: usize,
    /// At most; none if it may take any number, as mentions do.
    pub(super) most: Option<usize>,
}

impl Default for Length {
    fn default() -> Self {
        Self::NONE
    }
}

impl Length {
    const NONE: Self = Self { least: 0, most: Some(0) };

    /// Of one after the other.
    fn then(self, next: Self) -> Self {
        let most = self.most.zip(next.most).map(|(most, next)| most + next);
        Self { least: self.least + next.least, most }
    }

    /// Of one or the other.
    fn or(self, other: Self) -> Self {
        let most = self.most.zip(other.most).map(|(most, other)| most.max(other));
        Self { least: self.least.min(other.least), most }
    }

    fn of(step: &Step) -> Self {
        match step {
            Step::Word(_) | Step::Number => Self { least: 1, most: Some(1) },
            Step::Slot(_) => Self { least: 1, most: None },
            Step::Gap(most) => Self { least: 0, most: Some(*most) },
            Step::Optional(inner) => Self::NONE.or(Self::of_all(inner)),
            Step::Choice(branches) => {
                branches.iter().map(|branch| Self::of_all(branch)).reduce(Self::or).unwrap_or(Self::NONE)
            }
        }
    }

    fn of_all(steps: &[Step]) -> Self {
        steps.iter().map(Self::of).fold(Self::NONE, Self::then)
    }
}

impl Need {
    /// What one step that is neither optional nor a choice needs; nothing for a gap.
    pub(super) fn of(step: &Step) -> Option<Self> {
        match step {
            Step::Word(words) => Some(Self { words: words.clone(), ..Self::default() }),
            Step::Slot(Slot::Class(class)) => Some(Self { classes: vec![*class], ..Self::default() }),
            Step::Slot(Slot::Entries(_, classes)) => Some(Self { classes: classes.clone(), ..Self::default() }),
            Step::Number => Some(Self { number: true, ..Self::default() }),
            Step::Gap(_) | Step::Optional(_) | Step::Choice(_) => None,
        }
    }

    /// What anchors a run of steps, and what else it needs, if anything: of all that it needs, what is rarest, and what is
    /// rarest but one; if it needs nothing, what it may begin with.
    pub(super) fn of_all(steps: &[Step], lexicon: &Lexicon) -> (Self, Option<Self>) {
        let mut all = needs(steps, lexicon).into_iter();
        (all.next().unwrap_or_else(|| begins(steps).0), all.next())
    }

    /// Takes in what else will do.
    pub(super) fn add(&mut self, other: Self) {
        self.behind = if self.is_empty() { other.behind } else { self.behind.or(other.behind) };
        self.words.extend(other.words);
        self.classes.extend(other.classes);
        self.number |= other.number;
        self.words.sort_unstable();
        self.words.dedup();
        self.classes.sort_unstable();
        self.classes.dedup();
    }

    fn is_empty(&self) -> bool {
        self.words.is_empty() && self.classes.is_empty() && !self.number
    }

    /// As bits.
    pub(super) fn inventory(&self) -> Inventory {
        let words = self.words.iter().map(|word| Inventory::word(*word));
        let classes = self.classes.iter().map(|class| Inventory::class(*class));
        let all: Inventory = words.chain(classes).collect();
        if self.number { all.with(Inventory::NUMBER) } else { all }
    }

    /// About how often it stands in text, by rules of thumb: it only decides what is looked for first. Packs name many
    /// things with a class, so a word is rarer than any class unless grammar needs it or many will do.
    fn frequency(&self, lexicon: &Lexicon) -> u32 {
        let word = |word: &WordId| {
            let spelling = lexicon.spelling(*word);
            match spelling.len() {
                _ if lexicon.bits(*word).any(WordBits::GRAMMAR) => 60,
                // `%`, `$`
                ..=2 if !spelling.contains(char::is_alphanumeric) => 8,
                ..=2 => 60,
                3 => 14,
                4 => 7,
                5 => 3,
                _ => 1,
            }
        };
        let class = |class: &Class| match class {
            Class::Verb | Class::Noun => 100,
            Class::Product => 80,
            Class::Agent => 60,
            Class::Substance | Class::Condition => 40,
            Class::Symptom | Class::Drug => 30,
            _ => 20,
        };
        let numbers = if self.number { 80 } else { 0 };
        self.words.iter().map(word).sum::<u32>() + self.classes.iter().map(class).sum::<u32>() + numbers
    }
}

/// All that a run of steps needs, the rarest first.
fn needs(steps: &[Step], lexicon: &Lexicon) -> Vec<Need> {
    let need = |step: &Step| match step {
        Step::Choice(branches) => branches.iter().try_fold(Need::default(), |mut all, branch| {
            all.add(needs(branch, lexicon).into_iter().next()?);
            Some(all)
        }),
        step => Need::of(step),
    };
    let mut before = Length::NONE;
    let mut all: Vec<Need> = Vec::new();
    for step in steps {
        all.extend(need(step).map(|need| Need { behind: before.then(need.behind), ..need }));
        before = before.then(Length::of(step));
    }
    all.sort_by_key(|need| need.frequency(lexicon));
    all
}
