//! What `--diff` writes: a change of one file as `git apply` and `patch` read it. What the change is, is decided elsewhere.
//! Floor 8.

use std::path::Path;

use similar::TextDiff;

use crate::project::files;

/// The change of a file.
pub(super) fn text(path: &Path, before: &str, after: &str) -> String {
    TextDiff::from_lines(before, after).unified_diff().header(&label("a", path), &label("b", path)).to_string()
}

/// The name of a file as git writes it: what could be read in another way, or is no UTF-8, stands in quotes.
fn label(side: &str, path: &Path) -> String {
    let name = files::name(path);
    let is_plain = path.to_str().is_some() && !name.contains(|c: char| c.is_control() || matches!(c, '"' | '\\'));
    let label = if is_plain {
        format!("{side}/{name}")
    } else {
        let bytes = if path.to_str().is_some() { name.as_bytes() } else { path.as_os_str().as_encoded_bytes() };
        format!("\"{side}/{}\"", bytes.iter().map(|byte| escaped(*byte)).collect::<String>())
    };
    // Without a tab, `patch` takes the name to end at a space.
    if label.contains(' ') { label + "\t" } else { label }
}

fn escaped(byte: u8) -> String {
    match byte {
        b'\n' => "\\n".to_owned(),
        b'\r' => "\\r".to_owned(),
        b'\t' => "\\t".to_owned(),
        b'"' | b'\\' => format!("\\{}", char::from(byte)),
        b' '..=b'~' => char::from(byte).to_string(),
        _ => format!("\\{byte:03o}"),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::label;

    #[test]
    fn names_are_quoted_as_git_does() {
        for (name, shown) in [
            ("posts/é.md", "a/posts/é.md"),
            ("a b.md", "a/a b.md\t"),
            ("a\nb.md", "\"a/a\\nb.md\""),
            ("é\"\u{1} x.md", "\"a/\\303\\251\\\"\\001 x.md\"\t"),
        ] {
            assert_eq!(label("a", Path::new(name)), shown);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_no_utf8_keeps_its_bytes() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        assert_eq!(label("b", Path::new(OsStr::from_bytes(b"x/\xff.md"))), "\"b/x/\\377.md\"");
    }
}
