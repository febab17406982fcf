//! [`Changes`]: which lines of which files have changed since HEAD and a revision parted, asked of `git`. Without git,
//! without a repository, with a revision that there is not or with one that HEAD has nothing in common with, there is no
//! answer and the run is incomplete: a gate fails closed. Floor 8.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::files;
use crate::render::Failure;

/// What has changed since a revision. A file under a new name is the same file.
#[derive(Debug)]
pub(crate) struct Changes {
    /// The folder of the repository, without links in it.
    root: PathBuf,
    /// The commit with which files are compared, as its full hash.
    base: String,
    /// Files that git knows, below the root.
    tracked: BTreeSet<String>,
    /// Of those, the ones that differ, with the name that they had if it was another.
    changed: BTreeMap<String, Option<String>>,
}

impl Changes {
    /// What has changed in the repository of the working folder since it has gone its own way from `revision`. What has
    /// been done there meanwhile is no change of this one.
    pub(crate) fn since(revision: &str) -> Result<Self, Failure> {
        let here = Path::new(".");
        let about =
            |failure: Failure| Failure { message: format!("--since {revision}: {}", failure.message), ..failure };
        let root = git(here, &["rev-parse", "--show-toplevel"]).map_err(about)?;
        let root = PathBuf::from(root.trim_end_matches(['\r', '\n']));
        // What begins with a hyphen is a revision all the same, never an option.
        let commit = format!("{revision}^{{commit}}");
        let lacking = |message: &str, help: &str| {
            let message = format!("--since {revision}: {message}");
            Failure { path: None, message, help: Some(help.to_owned()) }
        };
        let hash = git(here, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]).map_err(|_| {
            let help = "fetch the whole history (`fetch-depth: 0`): CI may lack this revision";
            lacking("git knows no such revision", help)
        })?;
        let base = git(here, &["merge-base", hash.trim(), "HEAD"]).map_err(|_| {
            let help = "fetch the whole history (`fetch-depth: 0`): CI may lack the commits in between";
            lacking("git finds no commit that this revision and HEAD have in common", help)
        })?;
        let base = base.trim().to_owned();
        let tracked = git(&root, &["ls-files", "-z"]).map_err(about)?;
        let tracked = tracked.split('\0').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let diff = ["diff", "--name-status", "--find-renames", "--no-ext-diff", "-z", base.as_str(), "--"];
        let changed = renamed(&git(&root, &diff).map_err(about)?);
        Ok(Self { root, base, tracked, changed })
    }

    /// The changed lines (from 0) of a file; none if all of it counts, because git does not know it.
    pub(crate) fn lines(&self, path: &Path) -> Result<Option<Vec<Range<usize>>>, Failure> {
        let whole = files::folder_of(path).join(path.file_name().unwrap_or_default());
        let Ok(name) = whole.strip_prefix(&self.root) else { return Ok(None) };
        let name = files::slashed(name);
        if !self.tracked.contains(&name) {
            return Ok(None);
        }
        let Some(before) = self.changed.get(&name) else { return Ok(Some(Vec::new())) };
        let places: Vec<String> = before.iter().chain([&name]).map(|name| format!(":(top,literal){name}")).collect();
        let options = ["diff", "-U0", "--no-color", "--no-ext-diff", "--no-textconv", "--find-renames", "--text"];
        let mut arguments = [&options[..], &[&self.base, "--"]].concat();
        arguments.extend(places.iter().map(String::as_str));
        let diff = git(&self.root, &arguments)?;
        Ok(Some(diff.lines().filter_map(hunk).collect()))
    }
}

/// Files and what they were called before, in what `--name-status -z` writes.
fn renamed(text: &str) -> BTreeMap<String, Option<String>> {
    let mut fields = text.split('\0').map(str::to_owned);
    let mut files = BTreeMap::new();
    while let (Some(status), Some(name)) = (fields.next(), fields.next()) {
        if status.starts_with(['R', 'C']) {
            files.extend(fields.next().map(|new| (new, Some(name))));
        } else {
            files.insert(name, None);
        }
    }
    files
}

/// The lines of the new file in `@@ -a,b +c,d @@`. Where lines were only taken out, those on either side have changed.
fn hunk(line: &str) -> Option<Range<usize>> {
    let added = line.strip_prefix("@@ ")?.split(' ').find_map(|part| part.strip_prefix('+'))?;
    let (start, count) = added.split_once(',').unwrap_or((added, "1"));
    let (start, count): (usize, usize) = (start.parse().ok()?, count.parse().ok()?);
    Some(if count == 0 {
        start.saturating_sub(1)..start + 1
    } else {
        start.saturating_sub(1)..start.saturating_sub(1) + count
    })
}

fn git(folder: &Path, arguments: &[&str]) -> Result<String, Failure> {
    let failed = |message: String| Failure { path: None, message, help: None };
    let output = Command::new("git").arg("-C").arg(folder).args(arguments).output();
    let output = output.map_err(|error| failed(format!("git cannot be run: {error}")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().next().unwrap_or("it does not say why").trim_start_matches("fatal: ").to_owned();
        return Err(failed(format!("git {}: {said}", arguments.first().unwrap_or(&""))));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::{hunk, renamed};

    #[test]
    fn a_file_may_have_had_another_name() {
        let files = renamed("M\0a b.md\0R087\0old.md\0new.md\0A\0c.md\0");
        let files: Vec<_> = files.iter().map(|(name, before)| (name.as_str(), before.as_deref())).collect();
        assert_eq!(files, [("a b.md", None), ("c.md", None), ("new.md", Some("old.md"))]);
        assert!(renamed("").is_empty() && renamed("M\0").len() <= 1);
    }

    #[test]
    fn hunks_are_lines_of_the_new_file() {
        assert_eq!(hunk("@@ -1,2 +3,4 @@ # Title"), Some(2..6));
        assert_eq!(hunk("@@ -1 +7 @@"), Some(6..7));
        assert_eq!(hunk("@@ -5,2 +4,0 @@"), Some(3..5));
        assert_eq!(hunk("@@ -1,2 +0,0 @@"), Some(0..1));
        assert_eq!(hunk("+@@ -1 +7 @@"), None);
    }
}
