//! The packs inside the binary: as text, for user packs to be built upon, and as the engine that the build script compiled
//! of them. Floor 5.

use std::sync::{Arc, LazyLock};

use super::PackSource;
use crate::detect::Engine;

/// The packs by name.
const BUILTIN: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/builtin_packs.rs"));

/// The engine of them all.
const COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/builtin_packs.bin"));

/// The packs inside the binary.
#[must_use]
pub fn builtin() -> Vec<PackSource> {
    BUILTIN.iter().map(|(name, text)| PackSource { name: (*name).to_owned(), text: (*text).to_owned() }).collect()
}

/// The engine of the packs inside the binary, the same that [`load()`](super::load()) makes of [`builtin`], without the work.
/// It is made once, and kept until the process ends.
#[must_use]
pub fn engine() -> Arc<Engine> {
    static ENGINE: LazyLock<Arc<Engine>> =
        LazyLock::new(|| Arc::new(postcard::from_bytes(COMPILED).unwrap_or_else(|_| super::load(&builtin()).engine)));
    Arc::clone(&ENGINE)
}

#[cfg(test)]
mod tests {
    use super::{COMPILED, builtin, engine};
    use crate::pack::load;

    #[test]
    fn the_compiled_packs_are_what_their_text_says() {
        let loaded = load(&builtin());
        assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
        assert!(postcard::to_allocvec(&loaded.engine).is_ok_and(|bytes| bytes == COMPILED));
    }

    #[test]
    fn the_compiled_packs_can_be_read() {
        assert!(engine().requirements.iter().any(|requirement| !requirement.elements.is_empty()));
        assert!(postcard::to_allocvec(&*engine()).is_ok_and(|bytes| bytes == COMPILED));
    }
}
