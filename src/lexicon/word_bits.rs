//! [`WordBits`]: the closed classes of words that grammar needs: forms of be, determiners, negatives. Packs fill them; what a
//! frame makes of them is for [`crate::detect`]. Floor 3.

use serde::{Deserialize, Serialize};

macro_rules! word_bits {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        /// The closed classes a word belongs to, as a set of bits.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        pub struct WordBits(pub u64);

        #[allow(clippy::unnecessary_cast, reason = "the counter is generic over the list")]
        impl WordBits {
            word_bits!(@consts 0u64; $($(#[$doc])* $name = $text;)*);

            /// The bit that a pack's name stands for.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$name),)* _ => None }
            }

            /// All names that packs may use.
            pub const NAMES: &[&str] = &[$($text),*];
        }
    };
    (@consts $n:expr; $(#[$doc:meta])* $name:ident = $text:literal; $($rest:tt)*) => {
        $(#[$doc])* pub const $name: Self = Self(1 << ($n));
        word_bits!(@consts $n + 1; $($rest)*);
    };
    (@consts $n:expr;) => {};
}

word_bits! {
    /// Forms of be and its like (get, become) that make a passive or a predicate.
    BE = "be";
    /// Forms of have.
    HAVE = "have";
    /// Forms of do.
    DO = "do";
    /// can, may, will …
    MODAL = "modal";
    /// the, a, any, every …
    DETERMINER = "determiner";
    /// a, an.
    INDEFINITE = "indefinite";
    /// our, my: the author's own.
    OWN = "own";
    /// our: what belongs to a firm or a house, as sellers write.
    OUR = "our";
    /// your, his, their …
    POSSESSIVE = "possessive";
    /// this, these, that, those.
    DEMONSTRATIVE = "demonstrative";
    /// it, they, this, these: may stand for the subject.
    PRONOUN = "pronoun";
    /// it, its: one thing, never people.
    NEUTER = "neuter";
    /// it, them: may stand for what a verb acts on.
    OBJECT = "object";
    /// you, me, him: may stand for who has what a verb acts on.
    PATIENT = "patient";
    /// I, we, my, me.
    FIRST_PERSON = "first-person";
    /// you, your.
    SECOND_PERSON = "second-person";
    /// that, which, who.
    RELATIVE = "relative";
    /// of, in, with …
    PREPOSITION = "preposition";
    /// for, against: join an effect to its target.
    FOR = "for";
    /// from, of, for, to, against, in, with: join a relation noun to its target.
    TARGET_LINK = "target-link";
    /// by, with, using, via, through: join an instrument.
    INSTRUMENT = "instrument";
    /// of, from, than, like: what follows is compared, not the subject.
    COMPARED = "compared";
    /// of, from, on, to, by, with: tie a risk to its owner.
    TIED = "tied";
    /// of, from, about: tie a heading to its topic.
    ABOUT = "about";
    /// should, must: a duty, not a guess.
    DUTY = "duty";
    /// to before an infinitive.
    TO = "to";
    /// and, or.
    AND = "and";
    /// but, however, because …: a hard break between clauses.
    BREAK = "break";
    /// nothing, anything, all: before `but` they make it `only`.
    BEFORE_BUT = "before-but";
    /// Ends the reach of a cue: but, although, yet, except.
    TERMINATOR = "terminator";
    /// while, although, despite at the start of a sentence.
    CONCESSIVE = "concessive";
    /// whether, when, if, because: opens a clause a verb's object cannot cross.
    SUBORDINATOR = "subordinator";
    /// Adverbs that may stand before a verb.
    ADVERB = "adverb";
    /// Adjectives that sellers put before their noun.
    ADJECTIVE = "adjective";
    /// does, is, can, why, how … at the start of a question.
    QUESTION = "question";
    /// what, why, how.
    WH = "wh";
    /// anti, non.
    ANTI = "anti";
    /// relieving, busting, fighting: make a class word of a target by a hyphen.
    TARGET_SUFFIX = "target-suffix";
    /// free, as in pain-free.
    FREE = "free";
    /// Nouns that keep a substance the subject: ability, alkaloids, use.
    PART = "part";
    /// way, method, trick: what one does something by.
    MEANS = "means";
    /// Days, minutes, weeks.
    TIME = "time";
    /// One, two, ten.
    NUMBER = "number";
    /// yes, absolutely: opens an answer that says what was asked.
    AFFIRMATIVE = "affirmative";
    /// as, because, since, so, which: open a clause with a reason or what follows from it, which no denial before it reaches.
    REASON = "reason";
    /// not, never, no: for scope, beside the modifiers.
    NEGATIVE = "negative";
    /// Ends in -ly (set by the reader, not by packs).
    LY = "(-ly)";
    /// Ends in -ing (set by the reader).
    ING = "(-ing)";
    /// Ends in -ed (set by the reader).
    ED = "(-ed)";
    /// : ; — ? ! | (set by the reader).
    HARD_MARK = "(mark)";
    /// , (set by the reader).
    COMMA = "(,)";
    /// ? (set by the reader).
    QUESTION_MARK = "(?)";
    /// " (set by the reader).
    QUOTE = "(quote)";
    /// 's (set by the reader).
    GENITIVE = "('s)";
    /// : (set by the reader).
    COLON = "(:)";
    /// `(` or `)` or `[` or `]` (set by the reader).
    BRACKET = "(bracket)";
    /// Names of months, proper sentence words that are capitalised by rule: never a brand.
    NEVER_BRAND = "never-brand";
    /// headache, cure, spots: words of disease that every trade uses for what has nothing to do with the body.
    FIGURATIVE = "figurative";
    /// spine, capsules, massage: words that mean the body or what is made for it, and name no disease.
    BODILY = "bodily";
    /// back, head, foot: parts of the body where somebody has them (`your back`), and of much else where nobody does.
    BODY_PART = "body-part";
    /// doctor, itch, tincture: words of health, one of which every text has that is read at all. Terms of lexicons join them.
    HEALTH = "health";
    /// Known to some lexicon or word class (set by the reader).
    KNOWN = "(known)";
}

impl WordBits {
    /// Words of grammar, which stand everywhere.
    pub const GRAMMAR: Self = Self::BE
        .with(Self::HAVE)
        .with(Self::DO)
        .with(Self::MODAL)
        .with(Self::DETERMINER)
        .with(Self::INDEFINITE)
        .with(Self::POSSESSIVE)
        .with(Self::DEMONSTRATIVE)
        .with(Self::PRONOUN)
        .with(Self::SECOND_PERSON)
        .with(Self::RELATIVE)
        .with(Self::PREPOSITION)
        .with(Self::FOR)
        .with(Self::TO)
        .with(Self::AND)
        .with(Self::NEGATIVE);

    /// Whether any bit is shared.
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// This set less the other.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Both sets.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::WordBits;

    #[test]
    fn every_word_class_has_a_bit_of_its_own() {
        let bits: Vec<u64> =
            WordBits::NAMES.iter().filter_map(|name| WordBits::named(name)).map(|bits| bits.0).collect();
        let all = bits.iter().fold(0, |all, bit| all | bit);
        assert_eq!(bits.len(), WordBits::NAMES.len());
        assert_eq!(all.count_ones() as usize, bits.len());
    }
}
