//! [`Stamps`]: the state of files and folders, to tell later whether one of them has changed. It reads no file: times and
//! lengths will do. Floor 8.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::files;

/// When paths last changed and how long they were; nothing for those that were not there.
#[derive(Debug, Default)]
pub(crate) struct Stamps(BTreeMap<PathBuf, Option<Stamp>>);

type Stamp = (Option<SystemTime>, u64);

impl Stamps {
    /// Takes the state of the paths that are new. Says whether there were any.
    pub(crate) fn add(&mut self, paths: &BTreeSet<PathBuf>) -> bool {
        let before = self.0.len();
        for path in paths {
            let path = files::whole(path);
            self.0.entry(path).or_insert_with_key(|path| stamp(path));
        }
        self.0.len() > before
    }

    /// Whether the file at a path, or something in the folder there, is among them.
    pub(crate) fn know(&self, path: &Path) -> bool {
        files::whole(path).ancestors().any(|path| self.0.contains_key(path))
    }

    /// Whether one of them is no longer what it was.
    pub(crate) fn changed(&self) -> bool {
        self.0.iter().any(|(path, before)| stamp(path) != *before)
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok(), metadata.len()))
}
