//! Floor 7: saying it. Reports become text for people (`terminal`, `short`, `explain`) and for programs (`json`);
//! problems and failures become text for standard error. Nothing here opens a file, looks at the environment or decides
//! an exit code; drawing with miette stays inside this floor, on an explicit handler, never the global hook.

mod clean;
mod crop;
mod drawing;
mod excused;
pub mod explain;
mod json;
mod json_v1;
mod problem;
#[cfg(test)]
mod sample;
mod short;
mod summary;
mod terminal;

use std::io::{self, Write};

use crate::lint::{FailOn, Report};

pub use drawing::Paint;
pub use excused::excused;
pub use problem::{Failure, draw_problem};
pub use summary::Totals;
pub(crate) use summary::count;

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Drawn with the source, for people.
    Full,
    /// One line a finding.
    Short,
    /// The JSON report, version 1.
    Json,
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
    pub const ALL: [Self; 3] = [Self::Full, Self::Short, Self::Json];

    /// The word on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Short => "short",
            Self::Json => "json",
        }
    }

    /// A renderer for one output. Only `full` is ever coloured.
    #[must_use]
    pub fn renderer(self, paint: Paint) -> Box<dyn Renderer> {
        match self {
            Self::Full => Box::new(terminal::Terminal::new(paint)),
            Self::Short => Box::new(short::Short),
            Self::Json => Box::new(json::Json::default()),
        }
    }
}
