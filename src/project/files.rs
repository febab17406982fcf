//! File access: finding what to check and reading it; what writes is `draft.rs`. Says nothing and decides nothing; what
//! goes wrong comes back as [`Failure`]s. Floor 8.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use ignore::WalkBuilder;

use crate::render::Failure;
use crate::text::SourceFile;

/// What a folder is searched for.
pub(crate) const EXTENSIONS: [&str; 5] = ["md", "markdown", "mdx", "mdown", "mkd"];
/// What a folder may hold that is built of Markdown, or written by hand.
const HTML: [&str; 2] = ["html", "htm"];
/// Larger files are not prose, or not one page of it.
const MAX_BYTES: u64 = 64 << 20;

/// What a command line's paths come to: files in order, each once, and what is wrong with the paths.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) files: Vec<PathBuf>,
    /// Those that were asked for by their own names.
    pub(crate) named: BTreeSet<PathBuf>,
    /// Pages of HTML in folders, which are checked only by their own names.
    pub(crate) html: Vec<PathBuf>,
    pub(crate) failures: Vec<Failure>,
}

/// Looks for Markdown under folders, honouring .gitignore and passing over hidden files; a file that is named itself is
/// taken whatever it is called. `-` is passed on.
pub(crate) fn find(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for path in paths {
        if path.as_os_str() == "-" {
            found.files.push(path.clone());
            continue;
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walk(path, &EXTENSIONS, true, &mut found),
            Ok(_) => {
                found.files.push(plain(path));
                found.named.insert(plain(path));
            }
            Err(error) => found.failures.push(failure(path, &error)),
        }
    }
    found.files.sort();
    found.files.dedup();
    found
}

/// The pack files that a path stands for: itself, or all YAML under it.
pub(crate) fn find_packs(path: &Path) -> Found {
    let mut found = Found::default();
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => {
            walk(path, &["yml", "yaml"], false, &mut found);
            if found.files.is_empty() && found.failures.is_empty() {
                found.failures.push(Failure::of(name(path), "no *.yml in this folder"));
            }
        }
        Ok(_) => found.files.push(plain(path)),
        Err(error) => found.failures.push(failure(path, &error)),
    }
    found.files.sort();
    found
}

fn walk(folder: &Path, extensions: &[&str], git: bool, found: &mut Found) {
    let mut walk = WalkBuilder::new(folder);
    // What is checked must not depend on whose machine it is: no global ignore file, no `.ignore` of other tools; and a
    // .gitignore counts outside of a repository, too.
    walk.standard_filters(false).hidden(true).require_git(false);
    walk.git_ignore(git).git_exclude(git).parents(git);
    for entry in walk.build() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.failures.push(unsearched(folder, &error));
                continue;
            }
        };
        let extension = entry.path().extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let is_one_of = |wanted: &[&str]| wanted.iter().any(|wanted| extension.eq_ignore_ascii_case(wanted));
        let (wanted, html) = (is_one_of(extensions), is_one_of(&HTML));
        if (wanted || html) && entry.file_type().is_some_and(|kind| kind.is_file()) {
            let list = if wanted { &mut found.files } else { &mut found.html };
            list.push(plain(entry.path()));
        }
    }
}

/// What keeps a folder from being searched, without the words of the library, which hold the path and the call.
fn unsearched(folder: &Path, error: &ignore::Error) -> Failure {
    match error {
        ignore::Error::WithDepth { err, .. } => unsearched(folder, err),
        ignore::Error::WithPath { path, err } => unsearched(path, err),
        error => Failure::of(name(folder), error.io_error().map_or_else(|| error.to_string(), reason)),
    }
}

/// Reads a page. What is no ordinary file, such as a pipe, may never say anything.
pub(crate) fn read_page(path: &Path) -> Result<SourceFile, Failure> {
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        let failure = Failure::of(name(path), "not an ordinary file, but a pipe, a device or a folder");
        return Err(failure.help("`-` reads standard input"));
    }
    read(path)
}

/// Reads a file. An unreadable or undecodable one is a failure, never an empty text.
pub(crate) fn read(path: &Path) -> Result<SourceFile, Failure> {
    let file = File::open(path).map_err(|error| failure(path, &error))?;
    // A hint only: what is no ordinary file may say anything.
    let size = file.metadata().map_or(0, |metadata| metadata.len().min(MAX_BYTES));
    read_from(file, usize::try_from(size).unwrap_or(0), &name(path))
}

/// Reads standard input under the name that reports will show.
pub(crate) fn read_stdin(name: &str) -> Result<SourceFile, Failure> {
    read_from(io::stdin().lock(), 0, name)
}

/// Reads all there is, some `size` bytes.
fn read_from(input: impl Read, size: usize, name: &str) -> Result<SourceFile, Failure> {
    let mut bytes = Vec::with_capacity(size);
    input.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| Failure::of(name, reason(&error)))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Failure::of(name, format!("larger than {} MiB", MAX_BYTES >> 20)));
    }
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let at = error.valid_up_to();
        let line = bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        let message = format!("not UTF-8: byte 0x{:02x} at offset {at}, line {line}", bytes[at]);
        let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
        let help = if utf16 { "this looks like UTF-16; save it as UTF-8" } else { "save it as UTF-8" };
        Failure::of(name, message).help(help)
    })?;
    Ok(SourceFile::new(name, text))
}

/// Whether there is something other than a folder at `path`, readable or not.
pub(crate) fn stands(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok() && !path.is_dir()
}

/// The folder of a file without `.`, `..` and links in it, so that going up from it ends where one expects.
pub(crate) fn folder_of(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folder = absolute.parent().unwrap_or(&absolute);
    fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned())
}

/// A path without `.`, `..` and links in its folder: the same for all ways to write it.
pub(crate) fn whole(path: &Path) -> PathBuf {
    match path.file_name() {
        Some(name) => folder_of(path).join(name),
        None => fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()),
    }
}

/// Where a link points, without links in its folder; nothing for what is no link.
pub(crate) fn behind(path: &Path) -> Option<PathBuf> {
    let target = fs::read_link(path).ok()?;
    Some(whole(&path.parent()?.join(target)))
}

/// The way from a folder to a file, both whole, with `/`: down, or up and down.
pub(crate) fn way(folder: &Path, file: &Path) -> String {
    let shared = folder.components().zip(file.components()).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        // On Windows it may be on another drive.
        return slashed(file);
    }
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    slashed(&up.chain(file.components().skip(shared)).collect::<PathBuf>())
}

/// A path as reports show it, always with `/`.
pub(crate) fn name(path: &Path) -> String {
    slashed(&plain(path))
}

/// A path as it is, with `/`.
pub(crate) fn slashed(path: &Path) -> String {
    let name = path.to_string_lossy().into_owned();
    if cfg!(windows) { name.replace('\\', "/") } else { name }
}

/// A path relative to the working folder where it can be, and without `.`: `a.md`, `./a.md` and `x/../a.md` are one.
fn plain(path: &Path) -> PathBuf {
    let here = std::env::current_dir().ok();
    // On the way up there may be a link, so that `a/..` is not always here.
    let real = path.components().any(|part| part == Component::ParentDir).then(|| whole(path));
    let here_is = |path: &&Path| here.as_ref().is_some_and(|here| path.starts_with(here));
    let path = real.as_deref().filter(here_is).unwrap_or(path);
    let path = here.as_ref().and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path);
    let plain: PathBuf = path.components().filter(|part| !matches!(part, Component::CurDir)).collect();
    if plain.as_os_str().is_empty() { PathBuf::from(".") } else { plain }
}

pub(super) fn failure(path: &Path, error: &io::Error) -> Failure {
    Failure::of(name(path), reason(error))
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::{Path, unsearched};

    #[test]
    fn a_folder_that_cannot_be_searched_is_told_by_its_name_and_the_reason() {
        let io = io::Error::new(io::ErrorKind::PermissionDenied, "IO error for operation on ./d: Permission denied");
        let path = Box::new(ignore::Error::WithPath { path: "./d".into(), err: Box::new(io.into()) });
        let failure = unsearched(Path::new("."), &ignore::Error::WithDepth { depth: 1, err: path });
        assert_eq!((failure.path.as_deref(), &*failure.message), (Some("d"), "permission denied"));
    }
}
