//! Floor 5: rules as data. YAML is read as written, checked into the types of [`crate::detect`] with every problem
//! collected and pointed at, and compiled into an [`Engine`].

mod problem;

pub use problem::Problem;

use crate::detect::Engine;

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
    /// The engine. A file with a problem contributes nothing.
    pub engine: Engine,
    /// What was wrong, in file order.
    pub problems: Vec<Problem>,
}

/// The packs inside the binary.
#[must_use]
pub fn builtin() -> Vec<PackSource> {
    Vec::new()
}

/// Checks and compiles packs; later files may use the lexicons of earlier ones.
#[must_use]
pub fn load(sources: &[PackSource]) -> Loaded {
    let _ = sources;
    Loaded { engine: Engine::default(), problems: Vec::new() }
}
