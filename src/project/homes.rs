//! [`Homes`]: where the configuration of a file is. The nearest `claimlint.yml` upwards counts, unless one is given for all
//! files or none is wanted. It reads none. Floor 8.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use super::demands::Source;
use super::{Texts, files};

/// The name of a configuration.
pub(crate) const CONFIG: &str = "claimlint.yml";
/// What people call one, and nothing reads.
const MISNOMERS: [&str; 3] = ["claimlint.yaml", ".claimlint.yml", ".claimlint.yaml"];

/// Configurations of files, found as files ask for them.
#[derive(Debug, Default)]
pub(super) struct Homes {
    /// Of the folders of files: the configuration, and the way from there.
    folders: HashMap<PathBuf, (Option<PathBuf>, PathBuf)>,
    nearest: HashMap<PathBuf, Option<PathBuf>>,
    /// What was found on the way and is no configuration, though it is called like one.
    pub(super) misnamed: BTreeSet<PathBuf>,
}

impl Homes {
    /// The configuration of a file, and what the file is called there. `inputs` takes the paths that were looked at.
    pub(super) fn of_file(
        &mut self,
        path: &Path,
        source: &Source,
        texts: &Texts,
        inputs: &mut BTreeSet<PathBuf>,
    ) -> (Option<PathBuf>, String) {
        // As written it is a key already: most files are beside one that was asked for before.
        let written = path.parent().unwrap_or(path);
        if !self.folders.contains_key(written) {
            let folder = files::folder_of(path);
            let config = match source {
                Source::Nowhere => None,
                Source::Given(config) => Some(config.clone()),
                Source::Nearest => self.nearest(&folder, texts, inputs),
            };
            let home = config.as_ref().map(|config| files::folder_of(config));
            let way = home.and_then(|home| Some(folder.strip_prefix(home).ok()?.to_owned())).unwrap_or(folder);
            self.folders.insert(written.to_owned(), (config, way));
        }
        let (config, way) = &self.folders[written];
        let name = way.join(path.file_name().unwrap_or_default());
        (config.clone(), files::slashed(&name))
    }

    fn nearest(&mut self, folder: &Path, texts: &Texts, inputs: &mut BTreeSet<PathBuf>) -> Option<PathBuf> {
        if let Some(known) = self.nearest.get(folder) {
            return known.clone();
        }
        self.misnamed.extend(MISNOMERS.map(|name| folder.join(name)).into_iter().filter(|path| files::stands(path)));
        let here = folder.join(CONFIG);
        inputs.insert(here.clone());
        let config = if texts.stands(&here) {
            Some(here)
        } else {
            folder.parent().and_then(|up| self.nearest(up, texts, inputs))
        };
        self.nearest.insert(folder.to_owned(), config.clone());
        config
    }
}
