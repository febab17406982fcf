//! `claimlint check`: finds files, judges each on as many threads as are worth it, and writes what was found in the order
//! of the files. What judging one file takes is [`Task`]. Floor 8.

use std::io::Stderr;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::args::{CheckArguments, profiles};
use super::console::Console;
use super::exit::Exit;
use super::ledger::Ledger;
use super::outputs::Outputs;
use super::progress::Progress;
use super::rooted::STDIN;
use super::task::{Judged, Task};
use super::workers::in_order;
use crate::project::files::{self, Found};
use crate::project::{Changes, Demands, Setups};
use crate::render::{Failure, Format, Run, Statistics, Totals, count};

/// Starting threads takes as long as judging a handful of pages.
const FILES_A_THREAD: usize = 8;

/// Runs the command.
pub(crate) fn run(arguments: &CheckArguments, console: Console) -> Exit {
    if let Some(contradiction) = arguments.contradiction() {
        console.say(&format!("error: {contradiction}"));
        return Exit::Trouble;
    }
    let mut setups = Setups::new(demands(arguments));
    let mut found = files::find(&arguments.paths);
    lone_profiles(arguments, &mut found.failures);
    let (mut tasks, passed_over) = tasks(arguments, &mut found, &mut setups);
    let html = if tasks.is_empty() { 0 } else { unread_html(arguments, &found, &mut setups) };
    if setups.lacks_a_profile() {
        // It may be a path that `--profile` took, and what was meant to be checked is then not known.
        tasks.clear();
    }
    if let Some(page) = overwritten(arguments, &tasks) {
        console.say(&format!("error: {} is to be checked, and cannot take a report", files::name(page)));
        return Exit::Trouble;
    }
    let (fail_on, rules_digest) = (setups.fail_on(), setups.digest());
    let mut failures = console.troubles(&setups.troubles);
    let arguments = &if failures.is_empty() { arguments.clone() } else { unwritten(arguments, console) };
    found.failures.iter().for_each(|failure| console.failure(failure));
    failures.extend(found.failures);
    if let Some(homeless) = without_baseline(arguments, &tasks) {
        console.failure(&homeless);
        return Exit::Trouble;
    }
    let changes = arguments.since.as_deref().map(Changes::since).transpose().unwrap_or_else(|failure| {
        console.failure(&failure);
        failures.push(failure);
        None
    });

    let mut outputs = Outputs::new(&arguments.outputs(), arguments.show_suppressed, console);
    let (mut totals, mut statistics) = (Totals::default(), Statistics::default());
    let (mut known, mut fixed, mut drafts) = (Ledger::default(), 0, 0);
    let judge = |task: &Task| task.judge(arguments, changes.as_ref());
    let (begun, mut progress) = (Instant::now(), progress(arguments, tasks.len(), console));
    in_order(&tasks, threads(arguments, tasks.len()), judge, |task, judged| {
        let is_silent = matches!(&judged, Ok(Judged { report, fixed: None, .. })
            if report.findings.is_empty() && report.excused.is_empty());
        if !is_silent {
            progress.hide();
        }
        match judged {
            Ok(Judged { mut report, stale, fixed: changed }) => {
                known.adopt(task, &mut report, arguments);
                totals.add(&report);
                if arguments.statistics {
                    statistics.add(&report);
                }
                outputs.report(&report);
                if let Some(changed) = changed {
                    match task.write(arguments, &changed, console) {
                        Ok(()) => {
                            fixed += changed.changes;
                            drafts += changed.drafts;
                        }
                        Err(failure) => {
                            console.failure(&failure);
                            failures.push(failure);
                        }
                    }
                }
                known.add(task, &report, &stale);
            }
            Err(failure) => {
                console.failure(&failure);
                failures.push(failure);
            }
        }
        progress.step(begun.elapsed());
    });
    progress.hide();
    failures.extend(known.settle(arguments, &tasks, console));
    let rules = setups.rules();
    let run = Run { totals: &totals, fail_on, rules_digest: &rules_digest, rules: &rules, failures: &failures };
    failures.extend(outputs.finish(&run));

    if arguments.statistics {
        console.say(&statistics.text());
    }
    if !arguments.quiet {
        if fixed > 0 {
            let would = if arguments.diff { "can be made" } else { "made" };
            let read = match drafts {
                0 => "",
                1 => "; one is a draft of what is missing: read it before you publish",
                _ => "; some are drafts of what is missing: read them before you publish",
            };
            console.say(&format!("{} {would}{read}", count(fixed, "safe change")));
        }
        totals.excused().into_iter().for_each(|excused| console.say(&excused));
        let skipped = totals.skipped(passed_over, html);
        skipped.into_iter().filter(|_| totals.files > 0).for_each(|skipped| console.say(&skipped));
        setups.misnamed().for_each(|misnamed| console.say(&misnamed));
        setups.idle_overrides(&arguments.paths).iter().for_each(|idle| console.say(idle));
        let nothing = totals.files == 0 && failures.is_empty();
        console.say(&if nothing { why_nothing(&arguments.paths, passed_over) } else { totals.summary(&failures) });
    }
    exit(&totals, &failures, arguments.allow_empty)
}

/// Says how further profiles are written, where paths are not there and have the names of some.
fn lone_profiles(arguments: &CheckArguments, failures: &mut [Failure]) {
    let [first, ..] = &arguments.weighing.profile[..] else { return };
    for failure in failures {
        let name = failure.path.as_deref().filter(|path| profiles().iter().any(|(name, _)| name == path));
        if let Some(help) = name.map(|name| format!("as a profile: `--profile {first},{name}`")) {
            failure.help = Some(help);
        }
    }
}

/// The same run without writing pages or baselines: what half a configuration finds is no ground for either.
fn unwritten(arguments: &CheckArguments, console: Console) -> CheckArguments {
    if arguments.fix || arguments.write_baseline {
        console.say("nothing is written before the configuration is in order");
    }
    CheckArguments { fix: false, write_baseline: false, ..arguments.clone() }
}

/// What is wrong where findings are to be written to a baseline that a page has not.
fn without_baseline(arguments: &CheckArguments, tasks: &[Task]) -> Option<Failure> {
    let task = tasks.iter().find(|task| arguments.write_baseline && task.setup.known().is_none())?;
    let failure = Failure::of(files::name(task.shown()), "there is no baseline to write to");
    Some(failure.help("give `--baseline FILE`, or `baseline:` in its claimlint.yml"))
}

/// A page that a report would take the place of.
fn overwritten<'t>(arguments: &CheckArguments, tasks: &'t [Task]) -> Option<&'t Path> {
    let mut pages = tasks.iter().filter(|task| task.stdin_name.is_none()).map(|task| task.path.as_path());
    pages.find(|page| is_output(arguments, page))
}

/// Whether a report is written to a file.
fn is_output(arguments: &CheckArguments, file: &Path) -> bool {
    let outputs = arguments.format.iter().filter_map(|output| output.file.as_ref());
    let mut same_name = outputs.filter(|output| output.file_name() == file.file_name());
    same_name.any(|output| files::whole(output) == files::whole(file))
}

/// How many pages of HTML stand in folders whose Markdown is checked, and are not: reports of this run are none.
fn unread_html(arguments: &CheckArguments, found: &Found, setups: &mut Setups) -> usize {
    let pages = found.html.iter().filter(|page| !is_output(arguments, page));
    pages.filter(|page| setups.admits(page, false)).count()
}

fn demands(arguments: &CheckArguments) -> Demands {
    Demands {
        fail_on: arguments.fail_on.map(Into::into),
        baseline: arguments.baseline.clone(),
        write_baseline: arguments.write_baseline,
        ..Demands::from(&arguments.weighing)
    }
}

/// A line that stands between findings would tear those of other formats apart.
fn progress(arguments: &CheckArguments, files: usize, console: Console) -> Progress<Stderr> {
    let whole_lines = |format| matches!(format, Format::Full | Format::Short);
    let in_order = arguments.format.iter().all(|output| output.file.is_some() || whole_lines(output.format));
    Progress::new(console.live(in_order).filter(|_| !arguments.quiet), files)
}

fn threads(arguments: &CheckArguments, files: usize) -> usize {
    let most = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(files / FILES_A_THREAD);
    arguments.threads.map_or_else(most, std::num::NonZero::get)
}

fn exit(totals: &Totals, failures: &[Failure], allow_empty: bool) -> Exit {
    match totals {
        _ if !failures.is_empty() => Exit::Trouble,
        Totals { files: 0, .. } if !allow_empty => Exit::Nothing,
        Totals { failed: true, .. } => Exit::Findings,
        _ => Exit::Clean,
    }
}

/// What is to be judged, and how many files the configuration passes over.
fn tasks(arguments: &CheckArguments, found: &mut Found, setups: &mut Setups) -> (Vec<Task>, usize) {
    let (mut tasks, mut passed_over) = (Vec::new(), 0);
    for path in std::mem::take(&mut found.files) {
        let stdin = path.as_os_str() == "-";
        let stdin_name = stdin.then(|| arguments.stdin_filename.clone().unwrap_or_else(|| STDIN.into()));
        let shown = stdin_name.as_deref().unwrap_or(&path);
        if setups.admits(shown, stdin || found.named.contains(&path)) {
            let setup = setups.of_file(shown);
            tasks.push(Task { path, stdin_name, setup });
        } else {
            passed_over += 1;
        }
    }
    tasks.sort_by(|a, b| a.shown().cmp(b.shown()));
    (tasks, passed_over)
}

/// The summary of a run that had nothing to check.
fn why_nothing(paths: &[PathBuf], passed_over: usize) -> String {
    let paths: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
    let paths = paths.join(", ");
    if passed_over > 0 {
        let files =
            if passed_over == 1 { "the one file".to_owned() } else { format!("all {}", count(passed_over, "file")) };
        return format!("nothing was checked: the configuration passes over {files} under {paths} (include, exclude)");
    }
    format!(
        "nothing was checked: no Markdown under {paths} (looked for *.{}; hidden and git-ignored files are passed over)",
        files::EXTENSIONS.join(", *.")
    )
}
