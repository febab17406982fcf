//! The packs inside the binary: as text, for user packs to be built upon, and as the engine that the build script compiled
//! of them. Floor 5.

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
#[must_use]
pub fn engine() -> Engine {
    postcard::from_bytes(COMPILED).unwrap_or_else(|_| super::load(&builtin()).engine)
}

#[cfg(test)]
mod tests {
    use super::{COMPILED, builtin};
    use crate::pack::load;

    #[test]
    fn the_compiled_packs_are_what_their_text_says() {
        let loaded = load(&builtin());
        assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
        assert!(postcard::to_allocvec(&loaded.engine).is_ok_and(|bytes| bytes == COMPILED));
    }
}
