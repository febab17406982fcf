//! [`Ledger`]: what a run learns for the baselines, and how they are kept: written anew when that is asked for, and
//! otherwise told what is stale in them. What is known of files that a run did not judge stays. Floor 8.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::args::CheckArguments;
use super::console::Console;
use super::task::Task;
use crate::lint::{Baseline, Excuse, Known, Report};
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
    left: BTreeMap<PathBuf, Vec<Known>>,
    /// Files with entries that nothing matches any more, and how many.
    stale: BTreeMap<String, usize>,
}

impl Ledger {
    /// Excuses what is known of files that are gone in a file that nothing is known of: it may be one of them under a new
    /// name. Each entry excuses one finding of the whole run, in the order of the files.
    pub(crate) fn adopt(&mut self, task: &Task, report: &mut Report) {
        let Some(known) = task.setup.known() else { return };
        if report.findings.is_empty() || !known.of(task.shown()).is_empty() {
            return;
        }
        let of_gone = || known.gone().flat_map(|name| known.baseline.of(name)).cloned().collect();
        let left = self.left.entry(known.path.clone()).or_insert_with(of_gone);
        *left = report.excuse_known(left);
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
        if arguments.write_baseline {
            return self.write(&baselines, arguments, console);
        }
        for known in baselines.values() {
            for name in known.gone() {
                *self.stale.entry(name.to_owned()).or_default() += known.baseline.of(name).len();
            }
        }
        if let Some(stale) = stale(&self.stale).filter(|_| !arguments.quiet) {
            console.say(&stale);
        }
        Vec::new()
    }

    fn write(
        &self,
        baselines: &BTreeMap<&Path, &KnownFindings>,
        arguments: &CheckArguments,
        console: Console,
    ) -> Vec<Failure> {
        let mut failures = Vec::new();
        for (path, known) in baselines {
            let mut baseline: Baseline = known.baseline.clone();
            let before = baseline.len();
            known.gone().for_each(|name| baseline.record(name, Vec::new()));
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
