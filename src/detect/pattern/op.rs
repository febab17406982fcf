//! [`Op`]: what the programs of patterns are made of, and the numbers that they are written as. How patterns become programs
//! is `program.rs`, running them `matching.rs` of detection. Floor 4.

/// One operation of a program; a number holds its kind in the low bits and its operand above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::detect) enum Op {
    /// The pattern has matched.
    End,
    /// This word.
    Word(u32),
    /// One of so many words, whose numbers follow in order.
    Words(usize),
    /// A number.
    Number,
    /// A mention of the class of this index.
    Class(usize),
    /// A mention of one of so many entries, whose numbers follow in order.
    Entries(usize),
    /// Up to so many tokens.
    Gap(usize),
    /// What follows; if that leads nowhere, what stands at this place.
    Split(usize),
    /// What stands at this place.
    Jump(usize),
    /// One of so many words stands here, whose numbers follow in order; behind them, in the same order, the place where each
    /// goes on.
    Switch(usize),
}

/// How many low bits hold the kind.
const KIND_BITS: u32 = 4;

impl Op {
    const fn code(self) -> (u32, usize) {
        match self {
            Self::End => (0, 0),
            Self::Word(word) => (1, word as usize),
            Self::Words(count) => (2, count),
            Self::Number => (3, 0),
            Self::Class(class) => (4, class),
            Self::Entries(count) => (5, count),
            Self::Gap(most) => (6, most),
            Self::Split(to) => (7, to),
            Self::Jump(to) => (8, to),
            Self::Switch(count) => (9, count),
        }
    }

    pub(super) fn number(self) -> u32 {
        let (kind, operand) = self.code();
        u32::try_from(operand).unwrap_or(u32::MAX) << KIND_BITS | kind
    }

    /// The operation that a number stands for.
    #[must_use]
    pub(in crate::detect) const fn of(number: u32) -> Self {
        let operand = number >> KIND_BITS;
        let place = operand as usize;
        match number & ((1 << KIND_BITS) - 1) {
            1 => Self::Word(operand),
            2 => Self::Words(place),
            3 => Self::Number,
            4 => Self::Class(place),
            5 => Self::Entries(place),
            6 => Self::Gap(place),
            7 => Self::Split(place),
            8 => Self::Jump(place),
            9 => Self::Switch(place),
            _ => Self::End,
        }
    }
}
