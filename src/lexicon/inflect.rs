//! Inflection at load: the forms of a verb, the plural of a noun. Spelling rules for English, irregular verbs as data in
//! `irregular.txt`. No stemming happens while linting: matching compares whole words. Floor 3.

use std::collections::HashMap;
use std::sync::LazyLock;

static PLURALS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("irregular-plurals.txt").lines();
    lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' ')).collect()
});

/// The form a term was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As listed: `relieve`, `remedy`.
    Base,
    /// Third person singular: `relieves`.
    Third,
    /// Past tense only: `overcame`.
    Past,
    /// Past participle, and the past tense where they are one: `relieved`.
    Participle,
    /// `relieving`.
    Ing,
    /// Plural noun: `remedies`.
    Plural,
}

impl Form {
    /// All forms, in order.
    pub(super) const ALL: [Self; 8] = [
        Self::Base,
        Self::Third,
        Self::Past,
        Self::Participle,
        Self::Ing,
        Self::Plural,
        // Three bits hold a form; two of their values stand for none.
        Self::Base,
        Self::Base,
    ];
}

static IRREGULAR: LazyLock<HashMap<&str, [&str; 4]>> = LazyLock::new(|| {
    include_str!("irregular.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut words = line.split(' ');
            Some((words.next()?, [words.next()?, words.next()?, words.next()?, words.next()?]))
        })
        .collect()
});

/// All forms of a verb term; the first word inflects (`take the edge off` → `takes the edge off` …). A base in `-ize`
/// also yields the `-ise` spelling.
#[must_use]
pub fn verb_forms(term: &str) -> Vec<(String, Form)> {
    let (verb, rest) = term.split_once(' ').map_or((term, ""), |(verb, rest)| (verb, rest));
    let mut bases = vec![verb.to_owned()];
    if let Some(stem) = verb.strip_suffix("ize").filter(|stem| stem.len() > 2) {
        bases.push(format!("{stem}ise"));
    }
    let mut out = Vec::new();
    for base in bases {
        for (word, form) in word_forms(&base) {
            let text = if rest.is_empty() { word } else { format!("{word} {rest}") };
            if !out.iter().any(|(seen, seen_form)| *seen == text && *seen_form == form) {
                out.push((text, form));
            }
        }
    }
    out
}

fn word_forms(base: &str) -> Vec<(String, Form)> {
    if let Some([third, past, participle, ing]) = IRREGULAR.get(base) {
        let mut out = vec![
            (base.to_owned(), Form::Base),
            ((*third).to_owned(), Form::Third),
            ((*participle).to_owned(), Form::Participle),
            ((*ing).to_owned(), Form::Ing),
        ];
        if past != participle {
            out.push(((*past).to_owned(), Form::Past));
        }
        return out;
    }
    let mut out = vec![(base.to_owned(), Form::Base), (third_person(base), Form::Third)];
    for stem in doubled_stems(base) {
        out.push((suffixed(&stem, "ed"), Form::Participle));
        out.push((suffixed(&stem, "ing"), Form::Ing));
    }
    out
}

/// The stem `-ed` and `-ing` attach to; two where spellings differ (`modeled`, `modelled`).
fn doubled_stems(base: &str) -> Vec<String> {
    let bytes = base.as_bytes();
    let vowel = |at: usize| matches!(bytes[at], b'a' | b'e' | b'i' | b'o' | b'u');
    let length = bytes.len();
    let consonant_vowel_consonant = length >= 3
        && !vowel(length - 1)
        && vowel(length - 2)
        && !vowel(length - 3)
        && !matches!(bytes[length - 1], b'w' | b'x' | b'y' | b'h');
    if !consonant_vowel_consonant {
        return vec![base.to_owned()];
    }
    let doubled = format!("{base}{}", bytes[length - 1] as char);
    let syllables = (0..length).filter(|at| vowel(*at) && (*at == 0 || !vowel(*at - 1))).count();
    match (syllables, bytes[length - 1]) {
        (1, _) => vec![doubled],
        // travel, combat, benefit: both spellings are in use.
        (_, b'l' | b't' | b'p' | b's') => vec![base.to_owned(), doubled],
        _ => vec![base.to_owned()],
    }
}

fn suffixed(stem: &str, suffix: &str) -> String {
    let vowel_before_y = stem.len() > 1 && matches!(stem.as_bytes()[stem.len() - 2], b'a' | b'e' | b'i' | b'o' | b'u');
    if suffix == "ed" && stem.ends_with('y') && !vowel_before_y {
        format!("{}ied", &stem[..stem.len() - 1])
    } else if suffix == "ed" && stem.ends_with('e') {
        format!("{stem}d")
    } else if suffix == "ing" && stem.ends_with('e') && !stem.ends_with("ee") {
        format!("{}ing", &stem[..stem.len() - 1])
    } else {
        format!("{stem}{suffix}")
    }
}

fn third_person(base: &str) -> String {
    plural_word(base)
}

/// The plural of a noun term, its last word (or the word before `of`) inflected; nothing for words that have none.
#[must_use]
pub fn plural(term: &str) -> Option<String> {
    let head_end = term.find(" of ").unwrap_or(term.len());
    let (head, tail) = term.split_at(head_end);
    let word_start = head.rfind([' ', '-']).map_or(0, |at| at + 1);
    let word = &head[word_start..];
    let plain = word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    if let Some(plural) = PLURALS.get(word) {
        return Some(format!("{}{plural}{tail}", &head[..word_start]));
    }
    let has_no_plural = word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
    if !plain || has_no_plural {
        return None;
    }
    Some(format!("{}{}{tail}", &head[..word_start], plural_word(word)))
}

fn plural_word(word: &str) -> String {
    let vowel_before_y = word.len() > 1 && matches!(word.as_bytes()[word.len() - 2], b'a' | b'e' | b'i' | b'o' | b'u');
    if word.ends_with('y') && !vowel_before_y {
        format!("{}ies", &word[..word.len() - 1])
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|ending| word.ends_with(ending)) {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, plural, verb_forms};

    fn forms(term: &str) -> Vec<String> {
        verb_forms(term).into_iter().map(|(text, _)| text).collect()
    }

    #[test]
    fn regular_verbs_follow_english_spelling() {
        assert_eq!(forms("relieve"), ["relieve", "relieves", "relieved", "relieving"]);
        assert_eq!(forms("remedy"), ["remedy", "remedies", "remedied", "remedying"]);
        assert_eq!(forms("stop"), ["stop", "stops", "stopped", "stopping"]);
        assert_eq!(forms("crush"), ["crush", "crushes", "crushed", "crushing"]);
        assert_eq!(forms("free"), ["free", "frees", "freed", "freeing"]);
        assert!(
            forms("combat").contains(&"combatting".to_owned()) && forms("combat").contains(&"combating".to_owned())
        );
    }

    #[test]
    fn irregular_verbs_come_from_the_table() {
        let forms = verb_forms("overcome");
        assert!(forms.contains(&("overcame".to_owned(), Form::Past)));
        assert!(forms.contains(&("overcome".to_owned(), Form::Participle)));
    }

    #[test]
    fn the_first_word_of_a_phrase_inflects() {
        assert_eq!(
            forms("take the edge off"),
            [
                "take the edge off",
                "takes the edge off",
                "taken the edge off",
                "taking the edge off",
                "took the edge off"
            ]
        );
    }

    #[test]
    fn british_spelling_comes_for_free() {
        assert!(forms("minimize").contains(&"minimised".to_owned()));
        assert!(!forms("size").contains(&"sise".to_owned()));
    }

    #[test]
    fn plurals_inflect_the_head() {
        assert_eq!(plural("remedy").as_deref(), Some("remedies"));
        assert_eq!(plural("panic attack").as_deref(), Some("panic attacks"));
        assert_eq!(plural("disorder of sleep").as_deref(), Some("disorders of sleep"));
        assert_eq!(plural("diabetes"), None);
        assert_eq!(plural("ptsd 2"), None);
    }
}
