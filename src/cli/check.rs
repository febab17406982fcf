//! `claimlint check`: finds files, judges each, writes what was found. Files are judged one after the other;
//! [`Task::judge`] needs nothing but its task, so that threads would change one loop here. Floor 8.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::CheckArguments;
use super::console::Console;
use super::exit::Exit;
use super::outputs::Outputs;
use crate::lint::Report;
use crate::project::{Setup, Setups, Source, files};
use crate::render::{Failure, Run, Statistics, Totals};

/// A file to judge, and by what.
struct Task {
    path: PathBuf,
    /// What standard input is called.
    stdin_name: Option<PathBuf>,
    setup: Arc<Setup>,
}

impl Task {
    /// The path that reports show, and sort by.
    fn shown(&self) -> &Path {
        self.stdin_name.as_ref().unwrap_or(&self.path)
    }

    fn judge(&self) -> Result<Report, Failure> {
        let source = match &self.stdin_name {
            Some(name) => files::read_stdin(&files::name(name)),
            None => files::read(&self.path),
        };
        source.map(|source| self.setup.linter.lint(source))
    }
}

/// Runs the command.
pub(crate) fn run(arguments: &CheckArguments, console: Console) -> Exit {
    if let Some(contradiction) = arguments.contradiction() {
        console.say(&format!("error: {contradiction}"));
        return Exit::Trouble;
    }
    let source = match (&arguments.config, arguments.no_config) {
        (Some(path), _) => Source::Given(path.clone()),
        (None, true) => Source::Nowhere,
        (None, false) => Source::Nearest,
    };
    let mut setups = Setups::new(source, arguments.fail_on.map(Into::into));
    let found = files::find(&arguments.paths);
    let tasks = tasks(arguments, found.files, &mut setups);
    let (fail_on, rules_digest) = (setups.fail_on(), setups.digest());
    let mut failures = console.troubles(&setups.troubles);
    found.failures.iter().for_each(|failure| console.failure(failure));
    failures.extend(found.failures);

    let mut outputs = Outputs::new(&arguments.format, console);
    let (mut totals, mut statistics) = (Totals::default(), Statistics::default());
    for task in &tasks {
        match task.judge() {
            Ok(report) => {
                totals.add(&report, task.setup.fail_on);
                statistics.add(&report);
                outputs.report(&report);
            }
            Err(failure) => {
                console.failure(&failure);
                failures.push(failure);
            }
        }
    }
    let rules = setups.rules();
    let run = Run { totals: &totals, fail_on, rules_digest: &rules_digest, rules: &rules, failures: &failures };
    failures.extend(outputs.finish(&run));

    if arguments.statistics {
        console.say(&statistics.text());
    }
    if !arguments.quiet {
        let nothing = totals.files == 0 && failures.is_empty();
        console.say(&if nothing { why_nothing(&arguments.paths) } else { totals.summary(fail_on, &failures) });
    }
    exit(&totals, &failures, arguments.allow_empty)
}

fn exit(totals: &Totals, failures: &[Failure], allow_empty: bool) -> Exit {
    match totals {
        _ if !failures.is_empty() => Exit::Trouble,
        Totals { files: 0, .. } if !allow_empty => Exit::Nothing,
        Totals { failed: true, .. } => Exit::Findings,
        _ => Exit::Clean,
    }
}

fn tasks(arguments: &CheckArguments, files: Vec<PathBuf>, setups: &mut Setups) -> Vec<Task> {
    let task = |path: PathBuf| {
        let stdin = path.as_os_str() == "-";
        let stdin_name = stdin.then(|| arguments.stdin_filename.clone().unwrap_or_else(|| "<stdin>".into()));
        let setup = setups.of_file(stdin_name.as_ref().unwrap_or(&path));
        Task { path, stdin_name, setup }
    };
    let mut tasks: Vec<Task> = files.into_iter().map(task).collect();
    tasks.sort_by(|a, b| a.shown().cmp(b.shown()));
    tasks
}

/// The summary of a run that had nothing to check.
fn why_nothing(paths: &[PathBuf]) -> String {
    let paths: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
    format!(
        "nothing was checked: no Markdown under {} (looked for *.{}; hidden and git-ignored files are passed over)",
        paths.join(", "),
        files::EXTENSIONS.join(", *.")
    )
}
