//! [`Task`]: a file to judge and by what. Everything between reading it and its report, for any thread: safe changes, the
//! baseline, the lines that were changed. Floor 8.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::CheckArguments;
use super::console::Console;
use super::diff;
use super::outputs::STDOUT;
use crate::lint::{self, Fixed, Known, Report};
use crate::project::{Changes, Draft, Setup, files};
use crate::render::Failure;
use crate::text::SourceFile;

/// A file to judge, and by what.
pub(crate) struct Task {
    pub(crate) path: PathBuf,
    /// What standard input is called.
    pub(crate) stdin_name: Option<PathBuf>,
    pub(crate) setup: Arc<Setup>,
}

/// What came of a task.
pub(crate) struct Judged {
    pub(crate) report: Report,
    /// What the baseline knows of the file and nothing in it is.
    pub(crate) stale: Vec<Known>,
    /// The file after its safe changes, and what it was before.
    pub(crate) fixed: Option<Changed>,
}

/// A file before and after its safe changes.
pub(crate) struct Changed {
    before: SourceFile,
    after: String,
    /// How many changes there are.
    pub(crate) changes: usize,
    /// How many of them are drafts.
    pub(crate) drafts: usize,
}

impl Task {
    /// The path that reports show, and sort by.
    pub(crate) fn shown(&self) -> &Path {
        self.stdin_name.as_ref().unwrap_or(&self.path)
    }

    pub(crate) fn judge(&self, arguments: &CheckArguments, changes: Option<&Changes>) -> Result<Judged, Failure> {
        let source = match &self.stdin_name {
            Some(name) => files::read_stdin(&files::name(name)),
            None => files::read_page(&self.path),
        }?;
        let changed = match changes {
            // What comes from standard input need not be what git sees.
            Some(changes) if self.stdin_name.is_none() => changes.lines(&self.path)?,
            _ => None,
        };
        let (mut source, mut fixed) = (source, None);
        if arguments.fix || arguments.diff {
            let changed = lint::fix(&source, |source| self.report(source).0);
            if let Some(Fixed { text, changes, drafts }) = changed {
                let before = source.clone();
                if arguments.fix {
                    source = SourceFile::new(before.name(), &text);
                }
                fixed = Some(Changed { before, after: text, changes, drafts });
            }
        }
        let (mut report, stale) = self.report(source);
        if let Some(changed) = changed {
            report.excuse_unchanged(&changed);
        }
        Ok(Judged { report, stale, fixed })
    }

    /// The report against the baseline.
    fn report(&self, source: SourceFile) -> (Report, Vec<Known>) {
        let mut report = self.setup.linter.lint(source);
        let stale = self.setup.known().map_or_else(Vec::new, |known| report.excuse_known(known.of(self.shown())));
        (report, stale)
    }

    /// Writes the file with its safe changes, or shows what would be written.
    pub(crate) fn write(&self, arguments: &CheckArguments, changed: &Changed, console: Console) -> Result<(), Failure> {
        if arguments.fix {
            let mut draft = Draft::create(&self.path)?;
            draft.write(|out| out.write_all(changed.after.as_bytes()))?;
            return draft.complete();
        }
        let diff = diff::text(self.shown(), changed.before.text(), &changed.after);
        let mut out = console.stdout();
        let written =
            std::io::Write::write_all(&mut out, diff.as_bytes()).and_then(|()| std::io::Write::flush(&mut out));
        written.map_err(|error| Failure::of(STDOUT, error.to_string()))
    }
}
