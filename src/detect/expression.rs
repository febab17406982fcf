//! [`Expression`]: a regular expression of a pack. Kept as text, so that compiled packs load at once; built when first asked
//! for. Floor 4.

use std::sync::OnceLock;

use regex::{Match, Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

/// A regular expression, in any case of letters and of bounded size.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Expression {
    text: String,
    /// See [`required_digits`].
    #[serde(skip)]
    digits: OnceLock<Option<Box<str>>>,
    #[serde(skip)]
    built: OnceLock<Option<Regex>>,
}

impl Expression {
    /// An expression that is known to be sound.
    ///
    /// # Errors
    /// Why the text is no expression.
    pub fn new(text: &str) -> Result<Self, regex::Error> {
        let regex = build(text)?;
        Ok(Self { text: text.to_owned(), digits: OnceLock::new(), built: OnceLock::from(Some(regex)) })
    }

    /// Where it stands in a text, in order.
    pub fn find_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Match<'t>> {
        // Building it takes longer than judging a page; texts without its digits do not need it.
        let digits = self.digits.get_or_init(|| required_digits(&self.text).map(Into::into));
        let may_stand = digits.as_ref().is_none_or(|digits| text.contains(&**digits));
        let regex = || self.built.get_or_init(|| build(&self.text).ok()).as_ref();
        may_stand.then(regex).flatten().into_iter().flat_map(|regex| regex.find_iter(text))
    }
}

/// Digits that stand in every match of an expression: they stand in it outside all groups and classes, and nothing says that
/// they may be missing.
fn required_digits(expression: &str) -> Option<&str> {
    let mut depth = 0usize;
    let mut best = 0..0;
    let mut run = 0..0;
    let mut escaped = false;
    for (at, byte) in expression.bytes().enumerate().chain([(expression.len(), b'.')]) {
        if byte.is_ascii_digit() && depth == 0 && !escaped {
            run = if run.end == at { run.start..at + 1 } else { at..at + 1 };
            continue;
        }
        if run.end == at && !run.is_empty() {
            // What counts stands behind the last digit only.
            let end = if matches!(byte, b'?' | b'*' | b'{') { at - 1 } else { at };
            best = if end - run.start > best.len() { run.start..end } else { best };
        }
        match byte {
            _ if escaped && byte.is_ascii_alphanumeric() && !b"bBdDsSwW".contains(&byte) => return None,
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            // Flags may turn white space into nothing, and `#` into a comment.
            b'(' if expression[at..].starts_with("(?") && !expression[at..].starts_with("(?:") => return None,
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b'|' if depth == 0 => return None,
            _ => {}
        }
    }
    // A bracket may open with one that closes nothing.
    let odd = expression.contains("[]") || expression.contains("[^]");
    (!best.is_empty() && !odd).then(|| &expression[best])
}

fn build(text: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(text).case_insensitive(true).size_limit(1 << 20).build()
}

#[cfg(test)]
mod tests {
    use super::{Expression, required_digits};

    #[test]
    fn digits_that_every_match_holds_are_known() {
        for (expression, digits) in [
            (r"\(?\b800\)?[ .-]?662[ .-]?(?:4357|HELP)\b", Some("800")),
            (r"\b1800[ .-]?250", Some("1800")),
            (r"0300?", Some("030")),
            (r"12{3}", Some("1")),
            (r"1*", None),
            (r"[12]", None),
            (r"(?:116 123)", None),
            (r"116|117", None),
            (r"(?x) a # 12", None),
            (r"\x31", None),
            (r"[]1]2", None),
        ] {
            assert_eq!(required_digits(expression), digits, "{expression}");
        }
    }

    #[test]
    fn an_expression_is_found_with_and_without_digits() {
        let found = |expression: &str, text| Expression::new(expression).unwrap().find_iter(text).count();
        assert_eq!(found(r"\b800[ -]HELP\b", "Call 800 help or 800-help."), 2);
        assert_eq!(found(r"\b800[ -]HELP\b", "Call 80 help."), 0);
        assert_eq!(found("call|phone", "Call or phone."), 2);
    }
}
