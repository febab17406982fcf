//! Shortcuts: work that is passed over where it is known to find nothing. They change how long a page takes and never what
//! is found; tests take the long way too and hold the two against each other. Floor 4.

/// Whether to pass over work that would find nothing.
pub(super) fn skips(would_find_nothing: bool) -> bool {
    would_find_nothing && !is_long_way()
}

#[cfg(not(test))]
const fn is_long_way() -> bool {
    false
}

#[cfg(test)]
fn is_long_way() -> bool {
    LONG_WAY.get()
}

#[cfg(test)]
thread_local! {
    static LONG_WAY: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Runs something without any shortcut.
#[cfg(test)]
pub(crate) fn the_long_way<T>(run: impl FnOnce() -> T) -> T {
    LONG_WAY.set(true);
    let out = run();
    LONG_WAY.set(false);
    out
}
