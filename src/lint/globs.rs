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
            let reason = unfinished(&pattern.value).map(str::to_owned).or_else(|| {
                let message = builder.add_line(None, &rooted(&pattern.value)).err()?.to_string();
                Some(message.rsplit(": ").next().unwrap_or(&message).to_owned())
            });
            match reason {
                None => kept.push(pattern),
                Some(reason) => wrong.push((pattern.span, format!("`{}` is no pattern: {reason}", pattern.value))),
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

/// A pattern with `/` for `./` at its start, which a `.gitignore` does not know and which means the same to whoever writes it.
fn rooted(pattern: &str) -> String {
    let (not, path) = pattern.strip_prefix('!').map_or(("", pattern), |path| ("!", path));
    let mut rest = path;
    while let Some(below) = rest.strip_prefix("./") {
        rest = below.trim_start_matches('/');
    }
    match rest {
        "" | "." if path.starts_with('.') => format!("{not}**"),
        _ if rest.len() < path.len() => format!("{not}/{rest}"),
        _ => pattern.to_owned(),
    }
}

/// What a `.gitignore` takes without a word although it cannot be meant.
fn unfinished(pattern: &str) -> Option<&'static str> {
    if pattern.starts_with('#') {
        return Some("after `#` it is a comment; a name that begins so is written `\\#`");
    }
    let mut rest = pattern.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => drop(rest.next()),
            '[' => {
                // A bracket right at the start of a class is one of its characters.
                let class = rest.as_str().trim_start_matches(['!', '^']);
                let first = class.chars().next().map_or(0, char::len_utf8);
                let Some(close) = class[first..].find(']') else { return Some("`[` is never closed") };
                rest = class[first + close + 1..].chars();
            }
            _ => {}
        }
    }
    None
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
    fn a_dot_at_the_start_is_the_folder_of_the_configuration() {
        for (pattern, matched, free) in [
            ("./content/news", "content/news/a.md", "x/content/news/a.md"),
            ("./news/", "news/a.md", "x/news/a.md"),
            ("././/*.md", "a.md", "x/a.md"),
            (".drafts/", ".drafts/a.md", "drafts/a.md"),
            ("..a", "..a", "a"),
        ] {
            let (globs, wrong) = globs(&[pattern]);
            assert!(wrong == 0 && globs.matches(matched) && !globs.matches(free), "{pattern}");
        }
        for all in [".", "./", "./."] {
            let (globs, _) = globs(&[all]);
            assert!(globs.matches("a.md") && globs.matches("x/a.md"), "{all}");
        }
        let (globs, _) = globs(&["*.md", "!./keep.md"]);
        assert!(globs.matches("x/keep.md") && !globs.matches("keep.md"));
    }

    #[test]
    fn a_pattern_that_is_none_is_told_and_the_others_count() {
        let (globs, wrong) = globs(&["{a", "[a", "x[!]", "#drafts/", "b.md", "[]a]c.md", "\\[d.md", "[!x-z]e.md"]);
        assert_eq!((wrong, globs.is_empty()), (4, false));
        for path in ["b.md", "]c.md", "[d.md", "ae.md"] {
            assert!(globs.matches(path), "{path}");
        }
    }
}
