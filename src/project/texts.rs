//! [`Texts`]: what files say. One that is open in an editor says what it says there, saved or not; all others what they say
//! on disk. The command line has none open. Floor 8.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::files;
use crate::render::Failure;
use crate::text::SourceFile;

/// The texts of open files, by the one name that each has.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts(BTreeMap<PathBuf, String>);

impl Texts {
    /// Reads a file.
    pub(crate) fn read(&self, path: &Path) -> Result<SourceFile, Failure> {
        match self.open(path) {
            Some(text) => Ok(SourceFile::new(&files::name(path), text)),
            None => files::read(path),
        }
    }

    /// Whether there is a file at a path, on disk or only in an editor.
    pub(crate) fn stands(&self, path: &Path) -> bool {
        files::stands(path) || self.open(path).is_some()
    }

    /// Takes the text of a file that is open, or none of one that is closed. Says whether the file now says something else.
    pub(crate) fn take(&mut self, path: &Path, text: Option<&str>) -> bool {
        if text.is_none() && self.open(path).is_none() {
            return false;
        }
        let said = |texts: &Self| texts.read(path).ok().map(|source| source.text().to_owned());
        let before = said(self);
        match text {
            Some(text) => self.0.insert(files::whole(path), text.to_owned()),
            None => self.0.remove(&files::whole(path)),
        };
        before != said(self)
    }

    fn open(&self, path: &Path) -> Option<&str> {
        // Finding the name of a file asks the disk.
        if self.0.is_empty() { None } else { self.0.get(&files::whole(path)).map(String::as_str) }
    }
}
