//! [`Policy`]: what one project wants of which files. It does not find or read files, and knows no rules: ids and profiles
//! that there are not are reported when the engine is known. How `claimlint.yml` is read is `config.rs`. Floor 6.

use super::Globs;
use crate::detect::{Severity, glob};
use crate::lexicon::did_you_mean;
use crate::pack::Problem;
use crate::text::{SourceFile, Span};

/// What to do with a rule's findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// No findings.
    Off,
    /// Findings with this severity, whatever the engine says.
    At(Severity),
}

/// When a run fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOn {
    /// At findings of this severity or above.
    At(Severity),
    /// Never because of findings.
    Never,
}

/// A wish, and where in the configuration file it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated<T> {
    /// What is wanted.
    pub value: T,
    /// Where that is said.
    pub span: Span,
}

/// What is wanted of some files: of all of a project, or of those of an override.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// The severity from which a run fails; none for the default, warning.
    pub fail_on: Option<Stated<FailOn>>,
    /// Severity and disclosure sets; none for the default, `us`.
    pub profiles: Vec<Stated<String>>,
    /// Brand names that are promoted substances.
    pub products: Vec<Stated<String>>,
    /// Levels by rule id or glob (`claim/*`), in file order: the last that matches wins.
    pub rules: Vec<RuleLevel>,
    /// Files whose text counts as standing on the page.
    pub disclosures: Vec<Include>,
}

/// What one project wants.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Policy {
    /// What it wants of every file.
    pub wishes: Wishes,
    /// What it wants of some files beside, or instead; later ones win.
    pub overrides: Vec<Override>,
    /// Pack files and folders, as written (relative to the configuration file).
    pub packs: Vec<Stated<String>>,
    /// Which files of a folder are checked; empty for all Markdown.
    pub include: Globs,
    /// Which files are never checked, even if they are named.
    pub exclude: Globs,
    /// The file of known findings, as written.
    pub baseline: Option<Stated<String>>,
}

/// An entry of `overrides`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Override {
    /// The files that it is for.
    pub files: Globs,
    /// What is wanted of them.
    pub wishes: Wishes,
}

/// An entry of `rules`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleLevel {
    /// A rule id, or a glob in which `*` stands for any run of characters.
    pub pattern: String,
    /// What to do with what it matches.
    pub level: Level,
    /// Where in the configuration file the pattern stands.
    pub span: Span,
}

/// An entry of `disclosures`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Include {
    /// The file, as written (relative to the configuration file).
    pub file: Stated<String>,
    /// The text by which a page takes it in (`{{< risks >}}`); none if every page shows it.
    pub marker: Option<String>,
}

impl FailOn {
    /// Without a wish, warnings fail a run.
    pub const DEFAULT: Self = Self::At(Severity::Warning);

    /// Whether a finding of this severity fails the run.
    #[must_use]
    pub fn fails(self, severity: Severity) -> bool {
        matches!(self, Self::At(level) if severity >= level)
    }

    /// The word that the command line, the configuration and reports use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::At(severity) => severity.name(),
            Self::Never => "never",
        }
    }
}

impl Level {
    /// The word that the configuration uses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::At(severity) => severity.name(),
            Self::Off => "off",
        }
    }
}

impl From<Policy> for Wishes {
    fn from(policy: Policy) -> Self {
        policy.wishes
    }
}

impl Wishes {
    /// What this project wants of a rule; `None` leaves the severity to the engine and the profiles.
    #[must_use]
    pub fn level(&self, rule: &str) -> Option<Level> {
        self.rules.iter().rev().find(|entry| glob(&entry.pattern, rule)).map(|entry| entry.level)
    }

    /// Adds the wishes of an override: lists grow, but for profiles, and single values are replaced.
    fn add(&mut self, other: &Self) {
        if other.fail_on.is_some() {
            self.fail_on.clone_from(&other.fail_on);
        }
        if !other.profiles.is_empty() {
            self.profiles.clone_from(&other.profiles);
        }
        self.products.extend_from_slice(&other.products);
        self.rules.extend_from_slice(&other.rules);
        self.disclosures.extend_from_slice(&other.disclosures);
    }
}

impl Policy {
    /// Which overrides are for a file (a path relative to the configuration, with `/`).
    #[must_use]
    pub fn overrides_of(&self, path: &str) -> Vec<usize> {
        let all = self.overrides.iter().enumerate();
        all.filter(|(_, entry)| entry.files.matches(path)).map(|(at, _)| at).collect()
    }

    /// What is wanted of a file that these overrides are for.
    #[must_use]
    pub fn wishes_with(&self, overrides: &[usize]) -> Wishes {
        let mut wishes = self.wishes.clone();
        overrides.iter().filter_map(|at| self.overrides.get(*at)).for_each(|entry| wishes.add(&entry.wishes));
        wishes
    }

    /// A problem for every rule and profile that there is not. `source` is what the policy was parsed from.
    #[must_use]
    pub fn unmatched<'a>(
        &self,
        source: &SourceFile,
        rules: impl IntoIterator<Item = &'a str> + Clone,
        profiles: impl IntoIterator<Item = &'a str> + Clone,
    ) -> Vec<Problem> {
        let wishes = || std::iter::once(&self.wishes).chain(self.overrides.iter().map(|entry| &entry.wishes));
        let problem = |span, message: String, word: &str, hint: Option<String>, known: String| {
            Problem::new(source, Some(span), message).label(word).help(hint.unwrap_or(known))
        };
        let unmatched = |entry: &&RuleLevel| !rules.clone().into_iter().any(|rule| glob(&entry.pattern, rule));
        let of_rules = wishes().flat_map(|wishes| wishes.rules.iter()).filter(unmatched).map(|entry| {
            let message = format!("no rule matches `{}`", entry.pattern);
            let hint = did_you_mean(&entry.pattern, rules.clone());
            problem(entry.span, message, "matches nothing", hint, "`claimlint rules` lists all rules".to_owned())
        });
        let unknown = |entry: &&Stated<String>| !profiles.clone().into_iter().any(|profile| entry.value == profile);
        let of_profiles = wishes().flat_map(|wishes| wishes.profiles.iter()).filter(unknown).map(|entry| {
            let known: Vec<&str> = profiles.clone().into_iter().collect();
            let hint = did_you_mean(&entry.value, known.iter().copied());
            let known = format!("one of: {}", known.join(", "));
            problem(entry.span, format!("unknown profile `{}`", entry.value), "no such profile", hint, known)
        });
        of_rules.chain(of_profiles).take(super::config::MAX_PROBLEMS).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::FailOn;
    use crate::detect::Severity;

    #[test]
    fn a_fail_level_counts_itself_and_above() {
        let fails = |level| [Severity::Info, Severity::Warning, Severity::Error].map(|at| FailOn::fails(level, at));
        assert_eq!(fails(FailOn::DEFAULT), [false, true, true]);
        assert_eq!(fails(FailOn::At(Severity::Error)), [false, false, true]);
        assert_eq!(fails(FailOn::Never), [false, false, false]);
    }
}
