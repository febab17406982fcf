//! [`Demands`]: what the command line wants of all files, whatever their configurations say. Whether there is such a thing
//! is asked when the rules are known. Floor 8.

use std::path::{Path, PathBuf};

use super::files;
use crate::detect::Engine;
use crate::lexicon::did_you_mean;
use crate::lint::FailOn;
use crate::render::Failure;

/// Where configurations come from.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// The nearest `claimlint.yml` of each file.
    Nearest,
    /// This one for all files.
    Given(PathBuf),
    /// None.
    Nowhere,
}

/// What the command line wants of all files, whatever their configurations say.
#[derive(Clone, Debug)]
pub(crate) struct Demands {
    pub(crate) source: Source,
    pub(crate) fail_on: Option<FailOn>,
    pub(crate) profiles: Vec<String>,
    pub(crate) baseline: Option<PathBuf>,
    /// Whether baselines are written, and need not be there.
    pub(crate) write_baseline: bool,
}

impl From<Source> for Demands {
    fn from(source: Source) -> Self {
        Self { source, fail_on: None, profiles: Vec::new(), baseline: None, write_baseline: false }
    }
}

impl Demands {
    /// A failure for each profile that an engine does not have.
    pub(super) fn unknown_profiles(&self, engine: &Engine) -> Vec<Failure> {
        let known = || engine.profiles.iter().map(|profile| profile.id.as_str());
        let unknown = self.profiles.iter().filter(|name| !known().any(|id| id == *name));
        let failure = |name: &String| {
            let help = match did_you_mean(name, known()) {
                Some(hint) => hint,
                None if files::stands(Path::new(name)) => "this is a path: `--profile` needs a name".to_owned(),
                None => format!("profiles are {}", known().collect::<Vec<_>>().join(", ")),
            };
            Failure { path: None, message: format!("unknown profile `{name}`"), help: Some(help) }
        };
        unknown.map(failure).collect()
    }
}
