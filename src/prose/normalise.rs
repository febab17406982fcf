//! Folding: one character at a time to what lexicons are written in (lower case, no accents, straight quotes, Latin
//! letters for their look-alikes). Where words begin and end is `tokenise.rs`. Floor 2.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters of other scripts that read as a Latin letter. Compatibility forms (full width, mathematical alphabets) need
/// no entry, decomposition finds them. Letters that differ to the eye (μ, Ω, β, д) are left out on purpose.
const LOOK_ALIKES: [(char, char); 101] = [
    // Greek
    ('Α', 'a'),
    ('Β', 'b'),
    ('Ε', 'e'),
    ('Ζ', 'z'),
    ('Η', 'h'),
    ('Ι', 'i'),
    ('Κ', 'k'),
    ('Μ', 'm'),
    ('Ν', 'n'),
    ('Ο', 'o'),
    ('Ρ', 'p'),
    ('Τ', 't'),
    ('Υ', 'y'),
    ('Χ', 'x'),
    ('α', 'a'),
    ('γ', 'y'),
    ('ε', 'e'),
    ('ι', 'i'),
    ('κ', 'k'),
    ('ν', 'v'),
    ('ο', 'o'),
    ('ρ', 'p'),
    ('τ', 't'),
    ('υ', 'u'),
    ('χ', 'x'),
    ('ϲ', 'c'),
    ('ϳ', 'j'),
    // Cyrillic
    ('А', 'a'),
    ('В', 'b'),
    ('Е', 'e'),
    ('Ѕ', 's'),
    ('І', 'i'),
    ('Ј', 'j'),
    ('К', 'k'),
    ('М', 'm'),
    ('Н', 'h'),
    ('О', 'o'),
    ('Р', 'p'),
    ('С', 'c'),
    ('Т', 't'),
    ('У', 'y'),
    ('Х', 'x'),
    ('Ү', 'y'),
    ('Ԁ', 'd'),
    ('Ԛ', 'q'),
    ('Ԝ', 'w'),
    ('а', 'a'),
    ('в', 'b'),
    ('г', 'r'),
    ('е', 'e'),
    ('ѕ', 's'),
    ('і', 'i'),
    ('ј', 'j'),
    ('к', 'k'),
    ('м', 'm'),
    ('н', 'h'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('т', 't'),
    ('у', 'y'),
    ('х', 'x'),
    ('һ', 'h'),
    ('ӏ', 'l'),
    ('ԁ', 'd'),
    ('ԛ', 'q'),
    ('ԝ', 'w'),
    // Armenian
    ('օ', 'o'),
    ('ս', 'u'),
    ('հ', 'h'),
    ('ո', 'n'),
    // Latin letters of phonetics and of other alphabets
    ('ı', 'i'),
    ('ȷ', 'j'),
    ('ɑ', 'a'),
    ('ɡ', 'g'),
    ('ɩ', 'i'),
    ('ʟ', 'l'),
    ('ʀ', 'r'),
    ('ɴ', 'n'),
    ('ᴄ', 'c'),
    ('ᴏ', 'o'),
    ('ᴜ', 'u'),
    ('ᴀ', 'a'),
    ('ʙ', 'b'),
    ('ᴅ', 'd'),
    ('ᴇ', 'e'),
    ('ꜰ', 'f'),
    ('ɢ', 'g'),
    ('ʜ', 'h'),
    ('ɪ', 'i'),
    ('ᴊ', 'j'),
    ('ᴋ', 'k'),
    ('ᴍ', 'm'),
    ('ᴘ', 'p'),
    ('ǫ', 'q'),
    ('ꜱ', 's'),
    ('ᴛ', 't'),
    ('ᴠ', 'v'),
    ('ᴡ', 'w'),
    ('ʏ', 'y'),
    ('ᴢ', 'z'),
];

/// Latin letters that decomposition leaves alone and that readers of English take for plain ones.
const LATIN: [(char, &str); 14] = [
    ('æ', "ae"),
    ('œ', "oe"),
    ('ß', "ss"),
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ħ', "h"),
    ('ŧ', "t"),
    ('ƀ', "b"),
    ('ɨ', "i"),
    ('ƶ', "z"),
    ('ẞ', "ss"),
];

/// The Latin letter that a letter of another script reads as.
pub(super) fn look_alike(c: char) -> Option<char> {
    if c.is_ascii() {
        return None;
    }
    LOOK_ALIKES.iter().find(|(from, _)| *from == c).map(|(_, to)| *to)
}

/// Whether a letter is Greek, the script of dose units and receptor names.
pub(super) const fn is_greek(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3FF}' | '\u{B5}')
}

/// Whether a letter is a styled form of a Latin one: full width, circled, squared, mathematical.
pub(super) const fn is_styled(c: char) -> bool {
    matches!(c, '\u{1D400}'..='\u{1D7FF}' | '\u{FF21}'..='\u{FF5A}' | '\u{24B6}'..='\u{24E9}' | '\u{1F130}'..='\u{1F189}'
        | '\u{2102}'..='\u{2149}')
}

/// Whether a character takes no space and shows nothing: soft hyphen, zero-width, bidi controls, variation selectors.
pub(super) const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180E}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{E0000}'..='\u{E0FFF}'
        | '\0'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}')
}

/// Whether a character is a picture.
pub(super) const fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2B1B}' | '\u{2B1C}' | '\u{2B50}' | '\u{2B55}'
        | '\u{20E3}' | '\u{231A}' | '\u{231B}' | '\u{23E9}'..='\u{23FA}')
}

/// Whether a character belongs to words.
pub(super) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    (c.is_alphanumeric() && !is_superscript(c) && !is_invisible(c))
        || is_combining_mark(c) && !is_emoji(c) && !is_invisible(c)
}

/// Superscript digits are note signs after a word, not a part of it.
pub(super) const fn is_superscript(c: char) -> bool {
    matches!(c, '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{2070}' | '\u{2074}'..='\u{2079}')
}

/// Whether a character is an apostrophe or a single quote.
pub(super) const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{2BC}' | '\u{FF07}' | '\u{2032}' | '\u{B4}')
}

/// Appends a character of a word. `latin` says that look-alikes are to be read as Latin letters.
/// Returns whether it was a look-alike that has been folded.
pub(super) fn fold_letter(c: char, latin: bool, out: &mut String) -> bool {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return false;
    }
    if let Some(plain) = look_alike(c)
        && latin
    {
        out.push(plain);
        return true;
    }
    if is_styled(c)
        && let Some(plain) = enclosed(c)
    {
        out.push(plain);
        return true;
    }
    let start = out.len();
    let mut odd = false;
    for part in std::iter::once(c).nfkd().filter(|part| !is_combining_mark(*part)) {
        odd |= !part.is_alphanumeric();
        push_lower(part, latin, out);
    }
    if odd {
        out.truncate(start);
        out.push(c);
    }
    is_styled(c) && out.as_bytes().get(start).is_some_and(u8::is_ascii_alphabetic)
}

/// Negative circled and squared letters have no decomposition.
fn enclosed(c: char) -> Option<char> {
    let base = match c {
        '\u{1F150}'..='\u{1F169}' => 0x1F150,
        '\u{1F170}'..='\u{1F189}' => 0x1F170,
        _ => return None,
    };
    u8::try_from(u32::from(c) - base).ok().map(|letter| char::from(b'a' + letter))
}

fn push_lower(c: char, latin: bool, out: &mut String) {
    if c.is_ascii() {
        return out.push(c.to_ascii_lowercase());
    }
    // An accented look-alike (ё, ά) decomposes into a plain one.
    if let Some(plain) = look_alike(c)
        && latin
    {
        return out.push(plain);
    }
    for lower in c.to_lowercase().filter(|part| !is_combining_mark(*part)) {
        match LATIN.iter().find(|(from, _)| *from == lower) {
            Some((_, plain)) => out.push_str(plain),
            None if lower == 'ς' => out.push('σ'),
            None => out.push(lower),
        }
    }
}

/// The mark that a mark is read as: straight quotes, plain forms of full-width marks.
pub(super) fn fold_mark(c: char) -> char {
    match c {
        _ if c.is_ascii() => c,
        '\u{201C}'..='\u{201F}' | '«' | '»' | '\u{2033}' | '\u{2036}' | '\u{FF02}' | '\u{301D}'..='\u{301F}' => '"',
        '\u{201A}' | '\u{2039}' | '\u{203A}' | '\u{2035}' => '\'',
        _ if is_apostrophe(c) => '\'',
        '\u{2212}' | '\u{2010}' | '\u{2011}' | '\u{FF0D}' | '\u{FE63}' => '-',
        '\u{2012}'..='\u{2015}' | '\u{2E3A}' | '\u{2E3B}' | '\u{FE58}' => '—',
        '。' => '.',
        _ => {
            let mut parts = std::iter::once(c).nfkd();
            match (parts.next(), parts.next()) {
                (Some(only), None) => only,
                _ => c,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{fold_letter, fold_mark, look_alike};

    fn fold(word: &str, latin: bool) -> String {
        let mut out = String::new();
        for c in word.chars() {
            fold_letter(c, latin, &mut out);
        }
        out
    }

    #[test]
    fn accents_and_styles_fold_to_plain_letters() {
        assert_eq!(fold("Crème", false), "creme");
        assert_eq!(fold("ｃｕｒｅｓ", false), "cures");
        assert_eq!(fold("𝐜𝐮𝐫𝐞𝐬", false), "cures");
        assert_eq!(fold("ⓒⓤⓡⓔⓢ", false), "cures");
        assert_eq!(fold("Œdema ﬁsh", false).replace(' ', ""), "oedemafish");
    }

    #[test]
    fn look_alikes_fold_only_when_asked() {
        assert_eq!(fold("сures", true), "cures");
        assert_eq!(fold("сор", false), "сор");
    }

    #[test]
    fn a_fraction_stays_itself() {
        assert_eq!(fold("½", false), "½");
    }

    #[test]
    fn the_table_holds_no_letter_that_differs_to_the_eye() {
        assert!(['µ', 'μ', 'Ω', 'β', 'д', 'ж'].iter().all(|c| look_alike(*c).is_none()));
    }

    #[test]
    fn quotes_and_dashes_become_plain() {
        assert_eq!(['“', '»', '’', '‚', '–', '！'].map(fold_mark), ['"', '"', '\'', '\'', '—', '!']);
    }
}
