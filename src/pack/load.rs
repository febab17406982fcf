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
    let mut loading = Loading::default();
    for source in sources {
        loading.digest(source);
        loading.read((&source.name, &source.text), source.text.len(), |pack| change(&source.name, pack));
    }
    loading.finish(None)
}

/// Loads packs behind others that an engine was built from: the engine that [`load`] makes of all of them, but for its digest.
/// Of the others, each with its name, only so many bytes are read: behind them stand senses, small signs, openings and networks alone,
/// and these are taken from their engine, unless a pack adds to a network.
pub(super) fn load_behind(engine: &Engine, others: &[(&str, &str, usize)], sources: &[PackSource]) -> Loaded {
    let mut own = Loading::default();
    own.hasher.update(engine.digest.as_bytes());
    for source in sources {
        own.digest(source);
        own.read((&source.name, &source.text), source.text.len(), |_| {});
    }
    // Whoever changes a network changes all that is compiled of it.
    let says_network = |file: &build::File| !(file.pack.network.is_empty() && file.pack.vectors.is_empty());
    let compiled = (!own.files.iter().any(says_network)).then_some(engine);
    let mut loading = Loading { hasher: own.hasher, ..Loading::default() };
    for (name, text, read) in others {
        if compiled.is_none() {
            loading.read((name, text), text.len(), |_| {});
        } else if *read > 0 {
            loading.read((name, text), *read, |pack| {
                (pack.senses, pack.small_signs, pack.opening) = <_>::default();
                (pack.network, pack.vectors) = <_>::default();
            });
        }
    }
    loading.files.append(&mut own.files);
    loading.problems.append(&mut own.problems);
    loading.finish(compiled)
}

/// Packs on their way to an engine.
#[derive(Default)]
struct Loading {
    files: Vec<build::File>,
    problems: Vec<Problem>,
    hasher: Sha256,
}

impl Loading {
    /// Makes a pack tell in the digest.
    fn digest(&mut self, source: &PackSource) {
        self.hasher.update(source.name.as_bytes());
        self.hasher.update(source.text.as_bytes());
    }

    /// Reads the first bytes of a pack, and changes what they say.
    fn read(&mut self, (name, text): (&str, &str), bytes: usize, change: impl FnOnce(&mut raw::Pack)) {
        let source = SourceFile::new(name, text);
        match yaml::read_first::<raw::Pack>(&source, bytes) {
            Ok(mut pack) => {
                change(&mut pack);
                self.files.push(build::File { source, pack });
            }
            Err(problem) => self.problems.push(*problem),
        }
    }

    fn finish(mut self, compiled: Option<&Engine>) -> Loaded {
        let mut engine = build::build(&mut self.files, compiled, &mut self.problems);
        let digest = self.hasher.finalize();
        engine.digest = digest.iter().fold("sha256:".to_owned(), |hex, byte| hex + &format!("{byte:02x}"));
        Loaded { engine, problems: self.problems }
    }
}
