//! What the tests share: one linter of the built-in packs, and files of the repository as text.

#![expect(clippy::unwrap_used, reason = "the functions beside the tests are tests, too")]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use claimlint::lint::{Linter, Policy, Report};
use claimlint::pack;
use claimlint::text::SourceFile;

/// Loading all packs takes longer than linting a page, so every test uses the same linter.
pub(crate) static LINTER: LazyLock<Linter> = LazyLock::new(|| Linter::new(pack::engine(), Policy::default()));

pub(crate) fn lint(text: &str) -> Report {
    LINTER.lint(SourceFile::new("page.md", text))
}

/// A path of the repository.
pub(crate) fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The bytes of a file of the repository as text, nothing changed.
#[expect(clippy::disallowed_methods, reason = "reads the repository, not what is linted")]
pub(crate) fn read(path: &str) -> String {
    std::fs::read_to_string(root(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file below a folder with an extension, as paths of the repository with `/`, sorted.
pub(crate) fn files(folder: &str, extension: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root(folder)).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let path = format!("{folder}/{name}");
        if root(&path).is_dir() {
            found.extend(files(&path, extension));
        } else if name.ends_with(&format!(".{extension}")) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// A share of a whole; all of nothing.
#[expect(clippy::cast_precision_loss, reason = "a few thousand rows")]
pub(crate) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}
