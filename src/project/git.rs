//! [`Changes`]: which lines of which files have changed since HEAD and a revision parted, asked of `git`. Without git,
//! without a repository, with a revision that there is not or with one that HEAD has nothing in common with, there is no
//! answer and the run is incomplete: a gate fails closed. Nobody's settings of git change the answer. Floor 8.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use super::files;
use crate::render::Failure;

/// As many links in a row as Linux follows.
const LINKS: usize = 40;
/// What the environment may say against the options below, or against names that are to be taken as they are.
const BENDING: [&str; 4] = ["GIT_DIFF_OPTS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"];
/// Where the environment says that the repository is: that of a hook is not the one of a submodule.
const LOCAL: [&str; 7] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_SHALLOW_FILE",
    "GIT_PREFIX",
];
/// A comparison that is the same whatever `diff.*` and `color.*` say.
const DIFF: [&str; 6] = ["diff", "--no-color", "--no-ext-diff", "--find-renames", "-l1000", "--diff-algorithm=default"];
/// Lines as they are stored, and none but those that have changed.
const LINES: [&str; 4] = ["--unified=0", "--inter-hunk-context=0", "--no-textconv", "--text"];

/// What has changed since a revision. A file under a new name is the same file.
#[derive(Debug)]
pub(crate) struct Changes(Repository);

/// A repository, and what has changed in it.
#[derive(Debug)]
struct Repository {
    /// Its folder, without links in it.
    root: PathBuf,
    /// Whether it is a submodule.
    inner: bool,
    /// The commit with which files are compared, as its full hash.
    base: String,
    /// Files that git knows, below the root.
    tracked: BTreeSet<OsString>,
    /// Of those, the ones that differ, with the name that they had if it was another.
    changed: BTreeMap<OsString, Option<OsString>>,
    modules: Vec<Module>,
}

/// A submodule, of which the repository around it knows only the commit.
#[derive(Debug)]
struct Module {
    /// Its folder, below the root.
    folder: PathBuf,
    /// Read when one of its files is asked for.
    repository: OnceLock<Result<Option<Repository>, Failure>>,
}

impl Changes {
    /// What has changed in the repository of the working folder since it has gone its own way from `revision`. What has
    /// been done there meanwhile is no change of this one.
    pub(crate) fn since(revision: &str) -> Result<Self, Failure> {
        let here = Path::new(".");
        let about =
            |failure: Failure| Failure { message: format!("--since {revision}: {}", failure.message), ..failure };
        let lacking = |message: &str, what: &str| {
            let message = format!("--since {revision}: {message}");
            let help =
                format!("fetch the whole history (`fetch-depth: 0`, on GitLab `GIT_DEPTH: 0`): CI may lack {what}");
            Failure { path: None, message, help: Some(help) }
        };
        let root = top(here, false).map_err(about)?;
        // What begins with a hyphen is a revision all the same, never an option.
        let commit = format!("{revision}^{{commit}}");
        let hash = git(here, false, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])
            .map_err(|_| lacking("git knows no such revision", "this revision"))?;
        let base = git(here, false, &["merge-base", &hash_in(&hash), "HEAD"]).map_err(|_| {
            lacking("git finds no commit that this revision and HEAD have in common", "the commits in between")
        })?;
        Repository::read(root, hash_in(&base), false).map(Self).map_err(about)
    }

    /// The changed lines (from 0) of a file; none if all of it counts, because git does not know it. Of a link, those of
    /// the file that is read.
    pub(crate) fn lines(&self, path: &Path) -> Result<Option<Vec<Range<usize>>>, Failure> {
        let mut place = files::whole(path);
        for _ in 0..LINKS {
            let Some((repository, name)) = self.0.holding(&place)? else { return Ok(None) };
            match (repository.changed.get(&name), files::behind(&place)) {
                (None, None) => return Ok(Some(Vec::new())),
                (Some(before), None) => return repository.lines(&name, before.as_deref()).map(Some),
                (None, Some(target)) => place = target,
                // A link that is new, or has pointed elsewhere, shows what was not there before.
                (Some(_), Some(_)) => return Ok(None),
            }
        }
        Ok(None)
    }
}

impl Repository {
    /// Asks what there is below `root`, and what of it is not as it was at `base`.
    fn read(root: PathBuf, base: String, inner: bool) -> Result<Self, Failure> {
        let (mut tracked, mut modules) = (BTreeSet::new(), Vec::new());
        let staged = git(&root, inner, &["ls-files", "--stage", "-z"])?;
        // `mode hash stage`, a tab and the name.
        for entry in staged.split(|byte| *byte == 0) {
            let Some(tab) = entry.iter().position(|byte| *byte == b'\t') else { continue };
            let name = name(&entry[tab + 1..]);
            if entry.starts_with(b"160000 ") {
                modules.push(Module { folder: name.into(), repository: OnceLock::new() });
            } else {
                tracked.insert(name);
            }
        }
        let compare = [&DIFF[..], &["--name-status", "-z", &base, "--"]].concat();
        let changed = renamed(&git(&root, inner, &compare)?);
        Ok(Self { root, inner, base, tracked, changed, modules })
    }

    /// The repository that knows the file at a place, this one or a submodule, and the file's name in it.
    fn holding(&self, place: &Path) -> Result<Option<(&Self, OsString)>, Failure> {
        let Ok(below) = place.strip_prefix(&self.root) else { return Ok(None) };
        if let Some(module) = self.modules.iter().find(|module| below.starts_with(&module.folder)) {
            let read = module.repository.get_or_init(|| self.module(&module.folder));
            return match read {
                Ok(Some(repository)) => repository.holding(place),
                Ok(None) => Ok(None),
                Err(failure) => Err(failure.clone()),
            };
        }
        let name = if cfg!(windows) { files::slashed(below).into() } else { below.as_os_str().to_owned() };
        Ok(self.tracked.contains(&name).then_some((self, name)))
    }

    /// A submodule since the commit that it was at; nothing where that is not known, so that all of it counts.
    fn module(&self, folder: &Path) -> Result<Option<Self>, Failure> {
        let asked = ["ls-tree", "-z", &self.base, "--"].map(OsStr::new);
        let entry = git(&self.root, self.inner, &[&asked[..], &[folder.as_os_str()]].concat())?;
        let entry = String::from_utf8_lossy(&entry);
        let recorded = entry.strip_prefix("160000 commit ").and_then(|rest| rest.split('\t').next());
        let root = self.root.join(folder);
        // A submodule that was not fetched is a folder of the repository around it.
        let (Some(base), true) = (recorded, top(&root, true).is_ok_and(|top| top == root)) else { return Ok(None) };
        let commit = format!("{base}^{{commit}}");
        match git(&root, true, &["rev-parse", "--verify", "--quiet", &commit]) {
            Ok(_) => Self::read(root, base.to_owned(), true).map(Some),
            Err(_) => Ok(None),
        }
    }

    /// The changed lines of a file, which may have had another name.
    fn lines(&self, name: &OsStr, before: Option<&OsStr>) -> Result<Vec<Range<usize>>, Failure> {
        let asked = [&DIFF[..], &LINES, &[&self.base, "--"]].concat();
        let asked: Vec<&OsStr> = asked.into_iter().map(OsStr::new).chain(before).chain([name]).collect();
        let diff = git(&self.root, self.inner, &asked)?;
        Ok(String::from_utf8_lossy(&diff).lines().filter_map(hunk).collect())
    }
}

/// The folder of the repository that a folder is in, without links in it.
fn top(folder: &Path, inner: bool) -> Result<PathBuf, Failure> {
    let path = git(folder, inner, &["rev-parse", "--show-toplevel"])?;
    let path = path.strip_suffix(b"\n").unwrap_or(&path);
    Ok(files::folder_of(&PathBuf::from(name(path)).join("x")))
}

/// A hash as git writes it on a line.
fn hash_in(line: &[u8]) -> String {
    String::from_utf8_lossy(line).trim().to_owned()
}

/// A name as git writes it, which need not be text.
#[cfg(unix)]
fn name(bytes: &[u8]) -> OsString {
    use std::os::unix::ffi::OsStrExt;
    OsStr::from_bytes(bytes).to_owned()
}

/// A name as git writes it, always in UTF-8.
#[cfg(not(unix))]
fn name(bytes: &[u8]) -> OsString {
    String::from_utf8_lossy(bytes).trim_end_matches('\r').into()
}

/// Files and what they were called before, in what `--name-status -z` writes.
fn renamed(text: &[u8]) -> BTreeMap<OsString, Option<OsString>> {
    let mut fields = text.split(|byte| *byte == 0);
    let mut files = BTreeMap::new();
    while let (Some(status), Some(file)) = (fields.next(), fields.next()) {
        if matches!(status.first(), Some(b'R' | b'C')) {
            files.extend(fields.next().map(|new| (name(new), Some(name(file)))));
        } else {
            files.insert(name(file), None);
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

/// Asks git in a folder, which is that of a submodule or below it if it is `inner`. Names are names, never patterns.
fn git(folder: &Path, inner: bool, arguments: &[impl AsRef<OsStr>]) -> Result<Vec<u8>, Failure> {
    let failed = |message: String| Failure { path: None, message, help: None };
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).arg("--literal-pathspecs").args(arguments);
    for name in BENDING.iter().chain(LOCAL.iter().filter(|_| inner)) {
        command.env_remove(name);
    }
    let output = command.output().map_err(|error| failed(format!("git cannot be run: {error}")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().next().unwrap_or("it does not say why").trim_start_matches("fatal: ").to_owned();
        let asked = arguments.first().map_or("".into(), |asked| asked.as_ref().to_string_lossy());
        return Err(failed(format!("git {asked}: {said}")));
    }
    Ok(output.stdout)
}

#[cfg(test)]
mod tests {
    use super::{hunk, renamed};

    #[test]
    fn a_file_may_have_had_another_name() {
        let files = renamed(b"M\0a b.md\0R087\0old.md\0new.md\0A\0c.md\0");
        let text = |name: &std::ffi::OsString| name.to_str().unwrap().to_owned();
        let files: Vec<_> = files.iter().map(|(name, before)| (text(name), before.as_ref().map(text))).collect();
        let expected = [("a b.md", None), ("c.md", None), ("new.md", Some("old.md"))];
        assert_eq!(files, expected.map(|(name, before)| (name.to_owned(), before.map(str::to_owned))));
        assert!(renamed(b"").is_empty() && renamed(b"M\0").len() <= 1);
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
