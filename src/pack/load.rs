//! Loading: packs as text to an [`Engine`], and an engine to the bytes in which claimlint carries its own packs. The build
//! script compiles this file, too. Floor 5.

use sha2::{Digest, Sha256};

use super::{Problem, build, raw, yaml};
use crate::detect::Engine;
use crate::text::SourceFile;

/// A pack file as text.
#[derive(Clone, Debug)]
pub struct PackSource {
    /// Its name in messages, a path as a rule.
    pub name: String,
    /// Its YAML.
    pub text: String,
}

/// What loading gave: an engine of everything that was sound, and every problem.
#[derive(Debug)]
pub struct Loaded {
    /// The engine. What had a problem is not in it.
    pub engine: Engine,
    /// What was wrong, in file order.
    pub problems: Vec<Problem>,
}

/// Checks and compiles packs; any file may use the lexicons of any other.
#[must_use]
pub fn load(sources: &[PackSource]) -> Loaded {
    load_changed(sources, |_, _| {})
}

/// Loads packs after a change of what they say; the change gets each pack's name.
pub(super) fn load_changed(sources: &[PackSource], change: impl Fn(&str, &mut raw::Pack)) -> Loaded {
    let mut problems = Vec::new();
    let mut files = Vec::new();
    let mut hasher = Sha256::new();
    for source in sources {
        hasher.update(source.name.as_bytes());
        hasher.update(source.text.as_bytes());
        let source = SourceFile::new(&source.name, &source.text);
        match yaml::read::<raw::Pack>(&source) {
            Ok(mut pack) => {
                change(source.name(), &mut pack);
                files.push(build::File { source, pack });
            }
            Err(problem) => problems.push(*problem),
        }
    }
    let mut engine = build::build(&mut files, &mut problems);
    let digest = hasher.finalize();
    engine.digest = digest.iter().fold("sha256:".to_owned(), |hex, byte| hex + &format!("{byte:02x}"));
    Loaded { engine, problems }
}
