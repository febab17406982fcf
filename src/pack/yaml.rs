//! The one door of packs to the YAML reader: caps on size, depth and aliases, and errors as located [`Problem`]s. What
//! the values mean is `build.rs`. Floor 5.

use serde::de::DeserializeOwned;
use serde_yaml::budget::BudgetBreach;
use serde_yaml::{Error, Spanned, UserMessageFormatter};

use super::Problem;
use crate::lexicon::did_you_mean_one_of;
use crate::text::{SourceFile, Span};

/// Largest YAML file that is read, in bytes.
pub(super) const LARGEST: usize = 1 << 20;
/// How deep it may be nested.
const DEEPEST: usize = 32;

/// Reads YAML into a type.
///
/// # Errors
/// The first structural problem, located.
pub fn read<T: DeserializeOwned>(source: &SourceFile) -> Result<T, Box<Problem>> {
    read_first(source, source.text().len())
}

/// Reads the first bytes of a file, which are YAML by themselves.
///
/// # Errors
/// The first structural problem, located.
pub(super) fn read_first<T: DeserializeOwned>(source: &SourceFile, bytes: usize) -> Result<T, Box<Problem>> {
    let text = source.text().get(..bytes).unwrap_or(source.text());
    if text.len() > LARGEST {
        let message = format!("the file has {} bytes; the most that is read is {LARGEST}", text.len());
        return Err(Box::new(Problem::new(source, None, message).help("make two packs of it")));
    }
    let options = serde_yaml::options! {
        strict_booleans: true,
        with_snippet: false,
        budget: serde_yaml::budget! { max_depth: DEEPEST, max_nodes: 200_000, max_anchors: 0, max_aliases: 0 },
    };
    serde_yaml::from_str_with_options(text, options).map_err(|error| {
        let span = place(source, text, &error);
        let (message, help) = said(&error, span.map_or("", |span| source.slice(span)));
        let problem = Problem::new(source, span, message);
        Box::new(match help {
            Some(help) => problem.help(help),
            None => problem,
        })
    })
}

/// The bytes that an error is about. Where the reader only knows the line and the column, as with all that is no YAML, it is
/// the character there.
fn place(source: &SourceFile, text: &str, error: &Error) -> Option<Span> {
    let location = error.location()?;
    let count = |number: u64| usize::try_from(number).ok();
    let span = location.span();
    let Some(start) = span.byte_offset() else {
        let line = count(location.line())?.checked_sub(1)?;
        return Some(source.place(line, count(location.column())?.checked_sub(1)));
    };
    let span = Span::new(count(start)?, count(start + span.byte_len().unwrap_or(1).max(1))?);
    (span.end <= text.len()).then_some(span)
}

/// What is wrong, in words for the writer of the pack, and how to mend it; `there` is what stands at the place.
fn said(error: &Error, there: &str) -> (String, Option<String>) {
    let (message, help) = match error {
        Error::SerdeUnknownField { field, expected, .. } => {
            return (format!("unknown key `{field}`"), Some(did_you_mean_one_of(field, expected)));
        }
        Error::SerdeMissingField { field, .. } => {
            return (format!("the key `{field}` is missing"), Some(format!("add `{field}:` beside this")));
        }
        Error::DuplicateMappingKey { key, .. } => {
            let key = key.as_deref().unwrap_or(there);
            (format!("the key `{key}` stands twice"), "put what belongs to it under the first")
        }
        Error::Unexpected { expected: "sequence start", .. } => {
            let is_word = !there.is_empty() && there.chars().all(|c| c.is_alphanumeric() || " -_/'".contains(c));
            // Of a mapping only the start of its first key is known.
            if is_word && there.chars().count() > 1 {
                return ("a list is expected here".to_owned(), Some(format!("write `[{there}]`")));
            }
            ("a list is expected here".to_owned(), "write `[a, b]`, or each entry on a line of its own behind `- `")
        }
        Error::Unexpected { expected: "mapping start", .. } => {
            ("a mapping is expected here".to_owned(), "write `{key: value}`, or each `key: value` on a line of its own")
        }
        Error::Unexpected { .. } => ("text is expected here".to_owned(), "write one word, or put it in quotes"),
        Error::NullIntoString { .. } => {
            ("text is expected here, and there is none".to_owned(), "write `\"\"` for none")
        }
        Error::InvalidScalar { ty: "floating point", .. } => {
            return (format!("`{there}` is no number"), Some("write it as `2` or `0.5`".to_owned()));
        }
        Error::InvalidBooleanStrict { .. } | Error::InvalidScalar { ty: "boolean", .. } => {
            return (format!("`{there}` is neither `true` nor `false`"), None);
        }
        Error::InvalidScalar { .. } => {
            return (format!("`{there}` is no whole number"), Some("write `0` or more".to_owned()));
        }
        Error::MultipleDocuments { .. } => (
            "a second document starts here".to_owned(),
            "a pack is one document: take the `---` out, or make two files",
        ),
        Error::Budget { breach: BudgetBreach::Anchors { .. } | BudgetBreach::Aliases { .. }, .. } => {
            return ("anchors and aliases are not allowed".to_owned(), None);
        }
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => {
            return (format!("nested deeper than {DEEPEST} levels"), None);
        }
        Error::Budget { .. } => ("there is more in this file than is read".to_owned(), "make two packs of it"),
        other => {
            let message = other.render_with_formatter(&UserMessageFormatter);
            let message = message.lines().next().and_then(|line| line.split(" at line ").next());
            return in_plain_words(message.unwrap_or("not readable as YAML"));
        }
    };
    (message, Some(help.to_owned()))
}

/// What the scanner says, and how what it mostly means is mended.
fn in_plain_words(message: &str) -> (String, Option<String>) {
    let help = if message.contains("tabs disallowed") {
        Some("indent with blanks, not with tabs")
    } else if message.contains("mapping values are not allowed") {
        Some("put a text with `: ` in it in quotes, and keys of one entry below each other")
    } else if message.contains("quoted scalar") {
        Some("a quotation mark may not be closed")
    } else {
        None
    };
    (message.to_owned(), help.map(str::to_owned))
}

/// The source bytes of a value.
#[must_use]
pub fn span<T>(value: &Spanned<T>) -> Option<Span> {
    let span = value.referenced.span();
    let (start, len) = (usize::try_from(span.byte_offset()?).ok()?, usize::try_from(span.byte_len()?).ok()?);
    Some(Span::new(start, start + len))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::text::SourceFile;

    #[test]
    fn aliases_and_deep_nesting_are_refused_at_once() {
        assert!(read::<Vec<String>>(&SourceFile::new("a.yml", "- &a x\n- *a\n")).is_err());
        let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
        assert!(read::<serde_json::Value>(&SourceFile::new("a.yml", &deep)).is_err());
    }

    #[track_caller]
    fn slip(text: &str) -> (String, String, String) {
        let problem = *read::<Pack>(&SourceFile::new("a.yml", text)).expect_err("a slip");
        let there = problem.span.map_or("", |span| &text[span.range()]).to_owned();
        (problem.place(), there, format!("{problem}; {}", problem.help.clone().unwrap_or_default()))
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "read only")]
    struct Pack {
        id: String,
        #[serde(default)]
        refs: Vec<String>,
        #[serde(default)]
        at: usize,
        #[serde(default)]
        weight: f64,
        #[serde(default)]
        on: bool,
        #[serde(default)]
        of: std::collections::BTreeMap<String, String>,
    }

    #[test]
    fn what_is_no_yaml_is_told_with_its_place() {
        for (text, place, message) in [
            ("id: é\nrefs:\n\t- x\n", "a.yml:3:2", "indent with blanks"),
            ("id: x\nrefs: [a\n", "a.yml:2:7", "unclosed"),
            ("id: x\nrefs: \"a\nb\n", "a.yml:", "quot"),
            ("id: x: y\n", "a.yml:1:6", "in quotes"),
            ("id: x\nrefs: [é😀, a}\n", "a.yml:2:7", "mismatched"),
        ] {
            let (at, _, said) = slip(text);
            assert!(at.starts_with(place) && at != "a.yml", "{text:?}: {at} {said}");
            assert!(said.contains(message), "{text:?}: {said}");
        }
    }

    #[test]
    fn a_file_that_is_too_large_is_told_by_its_name() {
        let (at, _, said) = slip(&format!("# {}", "x".repeat(super::LARGEST)));
        assert_eq!(at, "a.yml");
        assert!(said.contains("1048578 bytes"), "{said}");
    }

    #[test]
    fn slips_are_told_without_the_words_of_the_reader() {
        for (text, there, message) in [
            ("id: x\nrefs: House 4\n", "House 4", "a list is expected here; write `[House 4]`"),
            ("id: x\nrefs: {a: b}\n", "{", "a list is expected here; write `[a, b]`"),
            ("id: x\nof: [a]\n", "[", "a mapping is expected here"),
            ("id: [a]\n", "[", "text is expected here"),
            ("id: x\nat: -1\n", "-1", "`-1` is no whole number; write `0` or more"),
            ("id: x\nweight: heavy\n", "heavy", "`heavy` is no number"),
            ("id: x\non: yes\n", "yes", "`yes` is neither `true` nor `false`"),
            ("id: x\nid: y\n", "id", "the key `id` stands twice"),
            ("refs: []\n", "refs", "the key `id` is missing; add `id:` beside this"),
            ("id: x\n---\nid: y\n", "i", "a second document starts here"),
            ("id: &a x\n", "x", "anchors and aliases are not allowed"),
            ("id: x\nreffs: []\n", "reffs", "unknown key `reffs`; did you mean `refs`?"),
        ] {
            let (_, at, said) = slip(text);
            assert_eq!(at, there, "{text:?}: {said}");
            assert!(said.starts_with(message), "{text:?}: {said}");
        }
    }
}
