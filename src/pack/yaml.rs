//! The one door of packs to the YAML reader: caps on size, depth and aliases, and errors as located [`Problem`]s. What
//! the values mean is `build.rs`. Floor 5.

use serde::de::DeserializeOwned;
use serde_yaml::Spanned;

use super::Problem;
use crate::lexicon::did_you_mean;
use crate::text::{SourceFile, Span};

/// Largest YAML file that is read, in bytes.
pub(super) const LARGEST: usize = 1 << 20;

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
        return Err(Box::new(Problem::new(source, None, message)));
    }
    let options = serde_yaml::options! {
        strict_booleans: true,
        with_snippet: false,
        budget: serde_yaml::budget! { max_depth: 32, max_nodes: 200_000, max_anchors: 0, max_aliases: 0 },
    };
    serde_yaml::from_str_with_options(text, options).map_err(|error| {
        let span = error.location().and_then(|location| {
            let span = location.span();
            let (start, len) = (span.byte_offset()?, span.byte_len().unwrap_or(1));
            Some(Span::new(usize::try_from(start).ok()?, usize::try_from(start + len.max(1)).ok()?))
        });
        let message = error.to_string();
        let message =
            message.lines().next().and_then(|line| line.split(" at line ").next()).unwrap_or("not readable as YAML");
        let span = span.filter(|span| span.end <= text.len());
        Box::new(match unknown_key(message) {
            Some((key, known)) => {
                let hint = did_you_mean(key, known.iter().copied());
                let help = hint.unwrap_or_else(|| format!("expected one of {}", known.join(", ")));
                Problem::new(source, span, format!("unknown key `{key}`")).help(help)
            }
            None => Problem::new(source, span, message),
        })
    })
}

/// The key that the reader does not know, and those that it does, from serde's words for it.
fn unknown_key(message: &str) -> Option<(&str, Vec<&str>)> {
    let (key, rest) = message.strip_prefix("unknown field `")?.split_once('`')?;
    let known = rest.strip_prefix(", expected ")?.trim_start_matches("one of ");
    Some((key, known.split(", ").map(|name| name.trim_matches('`')).collect()))
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
}
