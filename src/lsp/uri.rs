//! URIs and paths: `file:///a%20b.md` is `/a b.md`. Clients write one file in more than one way (`c%3A` and `C:`), so
//! open documents keep the URI they were opened by, and everything else is made here. Floor 8.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What may stand in the path of a URI as it is.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The path of a `file:` URI; none of any other.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.0.strip_prefix("file://")?;
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let (host, path) = rest.split_at(rest.find('/')?);
    if cfg!(windows) {
        let path = percent_decode_str(path).decode_utf8().ok()?;
        let share = !host.is_empty() && host != "localhost";
        return Some(if share { format!("//{host}{path}").into() } else { path.trim_start_matches('/').into() });
    }
    Some(from_bytes(percent_decode_str(path).collect()))
}

/// The URI of a path.
pub(super) fn of(path: &Path) -> Uri {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let text = path.to_string_lossy();
    let text = if cfg!(windows) { format!("/{}", text.replace('\\', "/")) } else { text.into_owned() };
    Uri(format!("file://{}", utf8_percent_encode(&text, ESCAPED)))
}

/// What a document is called that has no path: the last part of its URI.
pub(super) fn name(uri: &Uri) -> String {
    let last = uri.0.rsplit(['/', ':']).next().unwrap_or(&uri.0);
    percent_decode_str(last).decode_utf8_lossy().into_owned()
}

#[cfg(unix)]
fn from_bytes(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
fn from_bytes(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(all(test, unix))]
mod tests {
    use std::path::{Path, PathBuf};

    use gen_lsp_types::Uri;

    use super::{name, of, path};

    #[test]
    fn paths_come_back() {
        for text in ["/a b/é.md", "/100%/#1?.md", "/"] {
            assert_eq!(path(&of(Path::new(text))), Some(PathBuf::from(text)), "{text}");
        }
        assert_eq!(of(Path::new("/a b.md")).0, "file:///a%20b.md");
    }

    #[test]
    fn other_schemes_have_no_path_but_a_name() {
        let untitled = Uri("untitled:Untitled-1".to_owned());
        assert_eq!(path(&untitled), None);
        assert_eq!(name(&untitled), "Untitled-1");
        assert_eq!(path(&Uri("file://localhost/a.md".to_owned())), Some(PathBuf::from("/a.md")));
    }
}
