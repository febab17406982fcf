//! [`Ledger`]: what a run learns for the baselines, and how they are kept: written anew when that is asked for, and
//! otherwise told what is stale in them. What is known of files that a run did not judge stays. Floor 8.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::args::CheckArguments;
use super::console::Console;
use super::task::Task;
use crate::lint::{Baseline, Excuse, Finding, Known, Report};
use crate::project::{Draft, KnownFindings, files};
use crate::render::{Failure, count};

/// Files named where something is said of more.
const NAMED: usize = 3;

/// What is known now, and what is no longer there.
#[derive(Default)]
pub(crate) struct Ledger {
    /// Of each baseline, the files judged and their findings.
    now: BTreeMap<PathBuf, Vec<(String, Vec<Known>)>>,
    /// Of each baseline, what is known of files that are gone and no other file has taken over.
    left: BTreeMap<PathBuf, Gone>,
    /// Files with entries that nothing matches any more, and how many.
    stale: BTreeMap<String, usize>,
}

/// Known findings and their files, by fingerprint.
type Gone = BTreeMap<String, Vec<(String, Known)>>;

impl Ledger {
    /// Excuses what is known of files that are gone in a file that nothing is known of: it may be one of them under a new
    /// name. Each entry excuses one finding of the whole run, in the order of the files. What is to be written to the
    /// baseline is known from now on, whatever it is.
    pub(crate) fn adopt(&mut self, task: &Task, report: &mut Report, arguments: &CheckArguments) {
        let Some(known) = task.setup.known() else { return };
        let is_silent = report.findings.is_empty() && report.excused.is_empty();
        if !is_silent && known.of(task.shown()).is_empty() {
            let left = self.left.entry(known.path.clone()).or_insert_with(|| gone(known));
            let mut take = |finding: &Finding| left.get_mut(&finding.fingerprint).and_then(Vec::pop).is_some();
            report.excuse_where(&mut take);
            // What nobody has changed is there all the same.
            for excused in report.excused.iter().filter(|excused| excused.by == Excuse::Unchanged) {
                take(&excused.finding);
            }
        }
        if arguments.write_baseline {
            let rest: Vec<Known> = report.findings.iter().map(Known::from).collect();
            report.excuse_known(&rest);
        }
    }

    /// Takes in the report of a file, and the entries that match nothing in it.
    pub(crate) fn add(&mut self, task: &Task, report: &Report, stale: &[Known]) {
        let Some(known) = task.setup.known() else { return };
        let name = known.name(task.shown());
        if !stale.is_empty() {
            *self.stale.entry(name.clone()).or_default() += stale.len();
        }
        let baselined = report.excused.iter().filter(|excused| excused.by == Excuse::Baseline);
        let now = baselined.map(|excused| Known::from(&excused.finding)).collect();
        self.now.entry(known.path.clone()).or_default().push((name, now));
    }

    /// Writes the baselines, or says what is stale in them.
    pub(crate) fn settle(mut self, arguments: &CheckArguments, tasks: &[Task], console: Console) -> Vec<Failure> {
        let mut baselines: BTreeMap<&Path, &KnownFindings> = BTreeMap::new();
        baselines.extend(tasks.iter().filter_map(|task| task.setup.known()).map(|known| (known.path.as_path(), known)));
        let whole = self.whole(&baselines, tasks, arguments);
        if arguments.write_baseline {
            return self.write(&baselines, &whole, arguments, console);
        }
        for known in baselines.values().filter(|known| whole.contains(&*known.path)) {
            let left = self.left.remove(&known.path).unwrap_or_else(|| gone(known));
            for (name, _) in left.into_values().flatten() {
                *self.stale.entry(name).or_default() += 1;
            }
        }
        if let Some(stale) = stale(&self.stale).filter(|_| !arguments.quiet) {
            console.say(&stale);
        }
        Vec::new()
    }

    /// The baselines of which the run has judged all there is: it looked wherever they know of files, and could read what
    /// is there. Elsewhere a file that is gone may have a new name.
    fn whole<'b>(
        &self,
        baselines: &BTreeMap<&'b Path, &KnownFindings>,
        tasks: &[Task],
        arguments: &CheckArguments,
    ) -> BTreeSet<&'b Path> {
        let folders: Vec<PathBuf> =
            arguments.paths.iter().filter(|path| path.is_dir()).map(|path| files::whole(path)).collect();
        let is_whole = |path: &Path, known: &KnownFindings| {
            let of_it = tasks.iter().filter(|task| task.setup.known().is_some_and(|known| known.path == path));
            let judged: BTreeSet<&str> =
                self.now.get(path).into_iter().flatten().map(|(name, _)| name.as_str()).collect();
            let is_searched = |name| folders.iter().any(|folder| known.place(name).starts_with(folder));
            of_it.count() == judged.len()
                && known.baseline.paths().all(|name| judged.contains(name) || is_searched(name))
        };
        baselines.iter().filter(|(path, known)| is_whole(path, known)).map(|(path, _)| *path).collect()
    }

    fn write(
        &self,
        baselines: &BTreeMap<&Path, &KnownFindings>,
        whole: &BTreeSet<&Path>,
        arguments: &CheckArguments,
        console: Console,
    ) -> Vec<Failure> {
        let mut failures = Vec::new();
        for (path, known) in baselines {
            let mut baseline: Baseline = known.baseline.clone();
            let before = baseline.len();
            known.gone().for_each(|name| baseline.record(name, Vec::new()));
            if !whole.contains(path) {
                let left = self.left.get(*path).cloned().unwrap_or_else(|| gone(known));
                let mut of_files: BTreeMap<String, Vec<Known>> = BTreeMap::new();
                for (name, entry) in left.into_values().flatten() {
                    of_files.entry(name).or_default().push(entry);
                }
                of_files.into_iter().for_each(|(name, entries)| baseline.record(&name, entries));
            }
            for (name, now) in self.now.get(*path).into_iter().flatten() {
                baseline.record(name, now.clone());
            }
            let written = Draft::create(path).and_then(|mut draft| {
                draft.write(|out| out.write_all(baseline.to_text().as_bytes()))?;
                draft.complete()
            });
            match written {
                Ok(()) if !arguments.quiet => {
                    let (now, path) = (count(baseline.len(), "finding"), files::name(path));
                    console.say(&format!("{path}: {now} known now, {before} before"));
                }
                Ok(()) => {}
                Err(failure) => failures.push(failure),
            }
        }
        failures.iter().for_each(|failure| console.failure(failure));
        failures
    }
}

/// What is known of files that are gone.
fn gone(known: &KnownFindings) -> Gone {
    let mut gone = Gone::new();
    for name in known.gone() {
        for entry in known.baseline.of(name) {
            gone.entry(entry.fingerprint.clone()).or_default().push((name.to_owned(), entry.clone()));
        }
    }
    gone
}

/// How many entries are stale, and of which files.
fn stale(of: &BTreeMap<String, usize>) -> Option<String> {
    let entries = match of.values().sum() {
        0 => return None,
        1 => "1 entry of the baseline is".to_owned(),
        many => format!("{many} entries of the baseline are"),
    };
    let mut files: Vec<&str> = of.keys().take(NAMED).map(String::as_str).collect();
    let more = (of.len() > NAMED).then(|| format!("and {}", count(of.len() - NAMED, "more file")));
    files.extend(more.as_deref());
    Some(format!("{entries} stale ({}); `--write-baseline` takes them out", files.join(", ")))
}
