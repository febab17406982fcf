//! [`Draft`]: a file being written, be it a report, a baseline or a page with its safe changes. Whoever reads it sees all
//! of it or none, unless a new file in its place would be another one than it was. Decides nothing; what goes wrong comes
//! back as a [`Failure`]. Floor 8.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::files::{failure, name};
use crate::render::Failure;

/// How many drafts were begun.
static DRAFTS: AtomicUsize = AtomicUsize::new(0);

/// A file being written: it has another name until it is complete. What is no ordinary file (`/dev/stderr`, a pipe) is
/// written to as it is.
#[derive(Debug)]
pub(crate) struct Draft {
    /// As asked for.
    path: PathBuf,
    /// Where the bytes go.
    draft: PathBuf,
    /// The name of the complete file, while it has another.
    target: Option<PathBuf>,
    /// The file that stands there, if the bytes must go into it.
    old: Option<File>,
    out: BufWriter<File>,
}

impl Draft {
    /// Begins to write the file at `path`. One that is read-only stays as it is.
    pub(crate) fn create(path: &Path) -> Result<Self, Failure> {
        let failed = |error| failure(path, &error);
        if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
            let out = BufWriter::new(File::create(path).map_err(failed)?);
            return Ok(Self { path: path.to_owned(), draft: path.to_owned(), target: None, old: None, out });
        }
        // Behind a link, the file is replaced, not the link.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let was = fs::metadata(&target).ok();
        // To those who may write to all files, too, it says that it is finished.
        if was.as_ref().is_some_and(|was| was.permissions().readonly()) {
            return Err(
                Failure::of(name(path), "this file is read-only").help("if it is to be written, make it writable")
            );
        }
        let mut old = match OpenOptions::new().write(true).open(&target) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            old => Some(old.map_err(failed)?),
        };
        // The file's own name may be as long as names can be.
        let nth = DRAFTS.fetch_add(1, Ordering::Relaxed);
        let draft = target.with_file_name(format!(".claimlint-{}-{nth}.part", std::process::id()));
        // What a process of this number has left is not to be written to: it may be a link by now.
        let _ = fs::remove_file(&draft);
        let file = File::create_new(&draft).map_err(failed)?;
        if let Some(was) = was {
            // Whoever may read and write the file may do so after.
            let _ = file.set_permissions(was.permissions());
            old = old.filter(|_| file.metadata().is_ok_and(|is| is_bound(&was, &is)));
        }
        Ok(Self { path: path.to_owned(), draft, target: Some(target), old, out: BufWriter::new(file) })
    }

    /// Writes more of it.
    pub(crate) fn write(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        write(&mut self.out).map_err(|error| failure(&self.path, &error))
    }

    /// Gives the complete file its name, or its text to the file of that name.
    pub(crate) fn complete(mut self) -> Result<(), Failure> {
        self.out.flush().map_err(|error| failure(&self.path, &error))?;
        if let Some(old) = &mut self.old {
            let Err(error) = copy(&self.draft, old) else { return Ok(()) };
            // What is left of the old text may be less than all.
            self.target = None;
            return Err(failure(&self.path, &error).help(format!("the whole text is in {}", name(&self.draft))));
        }
        let rename = |target: &PathBuf| fs::rename(&self.draft, target);
        let done = self.target.as_ref().map_or(Ok(()), rename);
        if done.is_ok() {
            self.target = None;
        }
        done.map_err(|error| failure(&self.path, &error))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if self.target.is_some() {
            // Half a report is none.
            let _ = fs::remove_file(&self.draft);
        }
    }
}

/// Whether a file must be kept, not replaced: it has other names, which would keep the old text, or it belongs to others
/// than the new file would.
#[cfg(unix)]
fn is_bound(was: &Metadata, new: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    was.nlink() > 1 || (was.uid(), was.gid()) != (new.uid(), new.gid())
}

/// A file that replaces another takes over its owner here.
#[cfg(not(unix))]
fn is_bound(_: &Metadata, _: &Metadata) -> bool {
    false
}

/// Puts the text of one file in the place of another's.
fn copy(from: &Path, to: &mut File) -> io::Result<()> {
    let mut from = File::open(from)?;
    to.set_len(0)?;
    io::copy(&mut from, to)?;
    Ok(())
}
