//! [`Reads`]: the ways to read a word as a symbol: as it stands, by its stem, its sense or the field of that, as a word above.
//! What runs of symbols weigh is `ngrams.rs`. Floor 3.

use std::borrow::Cow;

use super::{Lexicon, Senses, WordId};

/// A way to read a word as a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// As it stands: `eases`.
    Word,
    /// By its stem: `~eas`.
    Stem,
    /// As a word of the heading above: `>eases`.
    Heading,
    /// As one above a few words, which say little by themselves: `>>eases`.
    Above,
    /// By the field of its sense: `<household>`. A word that packs know and give none stands as it is.
    Field,
    /// By its sense: `<household/room>`.
    Sense,
}

impl Reads {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Word, Self::Stem, Self::Heading, Self::Above, Self::Field, Self::Sense];

    /// A word as a symbol, for a lexicon. Marks have no stem.
    #[must_use]
    pub fn symbol<'w>(self, norm: &'w str, lexicon: &'w Lexicon) -> Cow<'w, str> {
        let is_unknown = || norm.starts_with(char::is_alphabetic) && lexicon.word(norm) == WordId::default();
        match self {
            Self::Field | Self::Sense => Cow::Borrowed(match lexicon.senses.of(norm) {
                Some(sense) if self == Self::Field => &sense.field,
                Some(sense) => &sense.symbol,
                None if is_unknown() => Senses::UNKNOWN,
                None => norm,
            }),
            Self::Stem if Self::has_stem(norm) => Cow::Owned(["~", stem(norm)].concat()),
            Self::Word | Self::Stem => Cow::Borrowed(norm),
            Self::Heading => Cow::Owned([">", norm].concat()),
            Self::Above => Cow::Owned([">>", norm].concat()),
        }
    }

    /// Whether a word is one that has a stem: no mark, no number.
    #[must_use]
    pub fn has_stem(norm: &str) -> bool {
        norm.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'\'') && !matches!(norm, "'s" | "'")
    }
}

/// A word without the ending that its forms differ in; blunt, since it only has to be the same for all of them.
fn stem(word: &str) -> &str {
    const ENDINGS: [&str; 11] = ["ings", "ing", "edly", "ies", "ied", "es", "ed", "ly", "s", "er", "e"];
    const LEAST: usize = 3;
    let mut stems = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
    stems.find(|stem| stem.len() >= LEAST).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::Reads;
    use crate::lexicon::Lexicon;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for (forms, shared) in [
            (&["ease", "eases", "eased", "easing"][..], "~eas"),
            (&["shrink", "shrinks", "shrinking"][..], "~shrink"),
            (&["bed"][..], "~bed"),
            (&["—"][..], "—"),
        ] {
            let symbol = |form: &&str| Reads::Stem.symbol(form, &Lexicon::new()).into_owned();
            assert!(forms.iter().all(|form| symbol(form) == shared), "{forms:?}");
        }
    }

    #[test]
    fn a_word_is_read_by_its_sense_and_the_field_of_that() {
        let mut lexicon = Lexicon::new();
        let _known = lexicon.intern("the");
        let rooms = lexicon.senses.number("household", "rooms");
        assert_eq!(lexicon.senses.add("attic", rooms), Some(()));
        for (word, field, sense) in [
            ("attic", "<household>", "<household/rooms>"),
            ("the", "the", "the"),
            ("qwyll", "<unknown>", "<unknown>"),
            (";", ";", ";"),
        ] {
            assert_eq!(Reads::Field.symbol(word, &lexicon), field);
            assert_eq!(Reads::Sense.symbol(word, &lexicon), sense);
        }
    }
}
