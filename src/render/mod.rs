//! Floor 7: saying it. Reports become text for people (`terminal`, `short`, `explain`) and for programs (a file a format);
//! problems and failures become text for standard error. Nothing here opens a file, looks at the environment or decides
//! an exit code; drawing with miette stays inside this floor, on an explicit handler, never the global hook.

mod checkstyle;
mod clean;
mod crop;
mod drawing;
mod excused;
pub mod explain;
mod github;
mod gitlab;
mod html;
mod json;
mod json_array;
mod json_excused;
mod json_v1;
mod jsonl;
mod junit;
mod problem;
mod rdjson;
#[cfg(test)]
mod sample;
mod sarif;
mod short;
mod statistics;
mod summary;
mod terminal;

use std::io::{self, Write};

use crate::detect::Rule;
use crate::lint::{FailOn, Report};

pub use drawing::{Canvas, Paint};
pub use problem::{Failure, draw_problem};
pub use statistics::Statistics;
pub use summary::Totals;
pub(crate) use summary::{count, grouped};

/// The family of a rule: what stands before the slash.
fn family(rule: &str) -> &str {
    rule.split('/').next().unwrap_or_default()
}

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Drawn with the source, for people.
    Full,
    /// One line a finding.
    Short,
    /// The JSON report, version 1.
    Json,
    /// One JSON object a line.
    JsonLines,
    /// SARIF 2.1.0.
    Sarif,
    /// GitHub workflow commands.
    GitHub,
    /// A GitLab Code Quality report.
    GitLab,
    /// JUnit XML.
    JUnit,
    /// Checkstyle XML.
    Checkstyle,
    /// The diagnostic format of reviewdog.
    Rdjson,
    /// A report to open in a browser.
    Html,
}

/// Everything about a run that is known at its end.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// Sums over all files.
    pub totals: &'a Totals,
    /// The level that decided whether the run failed.
    pub fail_on: FailOn,
    /// Which rules were used.
    pub rules_digest: &'a str,
    /// These rules, sorted by id, each once.
    pub rules: &'a [&'a Rule],
    /// What could not be read or loaded.
    pub failures: &'a [Failure],
}

/// Writes the reports of a run, file by file.
pub trait Renderer {
    /// Takes the next file, in the order of output. What can be written at once is.
    ///
    /// # Errors
    /// Only those of `out`.
    fn report(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()>;

    /// Ends the output.
    ///
    /// # Errors
    /// Only those of `out`.
    fn finish(&mut self, run: &Run<'_>, out: &mut dyn Write) -> io::Result<()>;
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 11] = [
        Self::Full,
        Self::Short,
        Self::Json,
        Self::JsonLines,
        Self::Sarif,
        Self::GitHub,
        Self::GitLab,
        Self::JUnit,
        Self::Checkstyle,
        Self::Rdjson,
        Self::Html,
    ];

    /// The word on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Short => "short",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Sarif => "sarif",
            Self::GitHub => "github",
            Self::GitLab => "gitlab",
            Self::JUnit => "junit",
            Self::Checkstyle => "checkstyle",
            Self::Rdjson => "rdjson",
            Self::Html => "html",
        }
    }

    /// Who it is for, in a few words.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Full => "For people: findings drawn with their source",
            Self::Short => "For editors and grep: a line for each finding",
            Self::Json => "For programs: the report, version 1",
            Self::JsonLines => "For pipelines: the report as an object a line",
            Self::Sarif => "SARIF 2.1.0, for code scanning",
            Self::GitHub => "Annotations of GitHub Actions",
            Self::GitLab => "The Code Quality report of GitLab",
            Self::JUnit => "JUnit XML, for CI servers",
            Self::Checkstyle => "Checkstyle XML, for CI servers",
            Self::Rdjson => "The diagnostic format of reviewdog",
            Self::Html => "For editors and lawyers: each page as text with notes, in one file",
        }
    }

    /// Whether its readers know a file by its path from the root of the repository, whatever the working folder was.
    #[must_use]
    pub const fn is_rooted(self) -> bool {
        matches!(self, Self::Sarif | Self::GitHub | Self::GitLab)
    }

    /// A renderer for one output. Only `full` is ever drawn. What is excused is listed if it is asked for, where the
    /// format has a place for it: whoever reads GitHub's, GitLab's, checkstyle's or reviewdog's takes every entry for a
    /// finding.
    #[must_use]
    pub fn renderer(self, canvas: Canvas, with_excused: bool) -> Box<dyn Renderer> {
        match self {
            Self::Full => Box::new(terminal::Terminal::new(canvas, with_excused)),
            Self::Short => Box::new(short::Short { with_excused }),
            Self::Json => Box::new(json::Json::new(with_excused)),
            Self::JsonLines => Box::new(jsonl::JsonLines { with_excused }),
            Self::Sarif => Box::new(sarif::Sarif::new(with_excused)),
            Self::GitHub => Box::new(github::GitHub),
            Self::GitLab => Box::new(gitlab::GitLab::default()),
            Self::JUnit => Box::new(junit::JUnit::new(with_excused)),
            Self::Checkstyle => Box::new(checkstyle::Checkstyle::default()),
            Self::Rdjson => Box::new(rdjson::Rdjson::default()),
            Self::Html => Box::new(html::Html::new(with_excused)),
        }
    }
}
