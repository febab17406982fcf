//! [`Globs`]: paths by pattern, as a `.gitignore` writes them, for `include`, `exclude` and `overrides`. Paths are texts
//! relative to the configuration, always with `/`; nothing is looked up on disk. Floor 6.

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::policy::Stated;
use crate::text::Span;

/// A list of patterns.
#[derive(Clone, Debug)]
pub struct Globs {
    patterns: Vec<Stated<String>>,
    matcher: Gitignore,
}

impl Globs {
    /// Compiles patterns; those that are none come back with what is wrong with them.
    #[must_use]
    pub fn new(patterns: Vec<Stated<String>>) -> (Self, Vec<(Span, String)>) {
        let mut builder = GitignoreBuilder::new("");
        let mut wrong = Vec::new();
        let mut kept = Vec::new();
        for pattern in patterns {
            match builder.add_line(None, &pattern.value) {
                Ok(_) => kept.push(pattern),
                Err(error) => {
                    let message = error.to_string();
                    let reason = message.rsplit(": ").next().unwrap_or(&message).to_owned();
                    wrong.push((pattern.span, format!("`{}` is no pattern: {reason}", pattern.value)));
                }
            }
        }
        let matcher = builder.build().unwrap_or_else(|_| Gitignore::empty());
        (Self { patterns: kept, matcher }, wrong)
    }

    /// Whether there are no patterns.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// The patterns.
    #[must_use]
    pub fn patterns(&self) -> &[Stated<String>] {
        &self.patterns
    }

    /// Whether a file or a folder above it is meant; the last pattern that matches decides.
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        self.matcher.matched_path_or_any_parents(path.trim_start_matches('/'), false).is_ignore()
    }
}

impl Default for Globs {
    fn default() -> Self {
        Self { patterns: Vec::new(), matcher: Gitignore::empty() }
    }
}

impl PartialEq for Globs {
    fn eq(&self, other: &Self) -> bool {
        self.patterns == other.patterns
    }
}

#[cfg(test)]
mod tests {
    use super::Globs;
    use crate::lint::Stated;
    use crate::text::Span;

    fn globs(patterns: &[&str]) -> (Globs, usize) {
        let stated = patterns.iter().map(|pattern| Stated { value: (*pattern).to_owned(), span: Span::new(0, 0) });
        let (globs, wrong) = Globs::new(stated.collect());
        (globs, wrong.len())
    }

    #[test]
    fn patterns_are_those_of_gitignore() {
        let (globs, _) = globs(&["drafts/", "*.tmp.md", "/archive/**", "!archive/keep.md"]);
        let matched = ["drafts/a.md", "x/drafts/y/a.md", "x/a.tmp.md", "archive/b/c.md"];
        assert!(matched.iter().all(|path| globs.matches(path)));
        let free = ["a.md", "x/archive/a.md", "archive/keep.md", "drafts.md", "../a.md", "/a.md", ""];
        assert!(free.iter().all(|path| !globs.matches(path)));
    }

    #[test]
    fn a_pattern_that_is_none_is_told_and_the_others_count() {
        let (globs, wrong) = globs(&["{a", "b.md"]);
        assert_eq!((wrong, globs.matches("b.md"), globs.is_empty()), (1, true, false));
    }
}
