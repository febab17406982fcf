//! [`Workers`]: the threads that load configurations and lint, so that the one that answers does neither. A newer text of
//! a document takes the place of one that waits, and a panic costs the run it happened in. Floor 8.

use std::any::Any;
use std::collections::{BTreeMap, HashSet, VecDeque};
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crossbeam_channel::Sender;
use gen_lsp_types::{Diagnostic, Uri};

use super::buffer::Buffer;
use super::diagnostics::{self, Look, Shown};
use super::uri;
use crate::lint::{Linter, Report};
use crate::project::{Setups, Source, Stamps};
use crate::text::{Encoding, SourceFile};

/// How a file is judged: `Linter::lint`, or what a test puts in its place.
pub(super) type Judge = Arc<dyn Fn(&Linter, SourceFile) -> Report + Send + Sync>;

/// Something to do.
pub(super) enum Task {
    /// Judge a document.
    Lint(Job),
    /// Forget a document that was closed: what is on disk counts again.
    Close(Uri),
    /// See whether a configuration or a pack has changed; those at these paths have.
    Recheck(Vec<PathBuf>),
    /// Take configurations from elsewhere.
    Configure(Source),
}

impl Task {
    /// The document that it is about.
    fn uri(&self) -> Option<&Uri> {
        match self {
            Self::Lint(Job { uri, .. }) | Self::Close(uri) => Some(uri),
            Self::Recheck(_) | Self::Configure(_) => None,
        }
    }
}

/// A document to judge.
pub(super) struct Job {
    pub(super) uri: Uri,
    /// Which state of which document under which configuration, never used twice.
    pub(super) revision: u64,
    /// Where it is, or would be.
    pub(super) path: PathBuf,
    /// What reports call it; nothing if it is no prose but may be a configuration.
    pub(super) name: Option<String>,
    pub(super) buffer: Buffer,
    pub(super) look: Look,
}

/// What came of a task.
pub(super) enum Outcome {
    /// A document was judged.
    Judged { uri: Uri, revision: u64, shown: Vec<Shown> },
    /// It was not, because of a panic.
    Failed { uri: Option<Uri>, revision: u64, message: String },
    /// Everything that is wrong with configurations and packs, by file.
    Troubles(BTreeMap<PathBuf, Vec<Diagnostic>>),
    /// Configurations are new: what was judged under the old ones no longer counts.
    Reconfigured,
}

/// The way in to the threads. They end when it is dropped, each after the run that it is in.
pub(super) struct Workers(Arc<Shared>);

struct Shared {
    queue: Mutex<Queue>,
    wake: Condvar,
    project: Mutex<Project>,
    judge: Judge,
    outcomes: Sender<Outcome>,
}

#[derive(Default)]
struct Queue {
    tasks: VecDeque<Task>,
    /// Documents that are being judged. One run each: a long one must not take every thread with its newer texts.
    running: HashSet<Uri>,
    closed: bool,
}

/// Configurations, and the state of the files they came from.
struct Project {
    setups: Setups,
    stamps: Stamps,
    /// Whether something was loaded since troubles were last told.
    untold: bool,
}

impl Workers {
    pub(super) fn new(judge: Judge, outcomes: Sender<Outcome>) -> Self {
        let project = Project { setups: Setups::new(Source::Nearest), stamps: Stamps::default(), untold: true };
        let (queue, project) = (Mutex::default(), Mutex::new(project));
        let shared = Arc::new(Shared { queue, wake: Condvar::new(), project, judge, outcomes });
        // Two at least: a document that takes long must not keep others waiting.
        let threads = thread::available_parallelism().map_or(2, NonZero::get).clamp(2, 4);
        for _ in 0..threads {
            let shared = Arc::clone(&shared);
            thread::spawn(move || shared.work());
        }
        Self(shared)
    }

    /// Queues a task; a document that waits already is replaced.
    pub(super) fn queue(&self, task: Task) {
        let mut queue = lock(&self.0.queue);
        if task.uri().is_some() {
            queue.tasks.retain(|other| other.uri() != task.uri());
        }
        queue.tasks.push_back(task);
        self.0.wake.notify_one();
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        lock(&self.0.queue).closed = true;
        self.0.wake.notify_all();
    }
}

impl Shared {
    fn work(&self) {
        while let Some(task) = self.next() {
            let uri = task.uri().cloned();
            let revision = if let Task::Lint(job) = &task { job.revision } else { 0 };
            let outcome = catch_unwind(AssertUnwindSafe(|| self.run(task)));
            if let Some(uri) = &uri {
                lock(&self.queue).running.remove(uri);
                self.wake.notify_one();
            }
            let outcome = outcome.unwrap_or_else(|panic| {
                let message = panic_message(&*panic);
                Some(Outcome::Failed { uri, revision, message })
            });
            if let Some(outcome) = outcome {
                // A server that has gone needs nothing.
                let _ = self.outcomes.send(outcome);
            }
        }
    }

    fn next(&self) -> Option<Task> {
        let mut queue = lock(&self.queue);
        loop {
            if queue.closed {
                return None;
            }
            let free = |task: &Task| task.uri().is_none_or(|uri| !queue.running.contains(uri));
            if let Some(task) = queue.tasks.iter().position(free).and_then(|at| queue.tasks.remove(at)) {
                queue.running.extend(task.uri().cloned());
                return Some(task);
            }
            queue = self.wake.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn run(&self, task: Task) -> Option<Outcome> {
        match task {
            Task::Lint(job) => Some(self.lint(job)),
            Task::Close(uri) => lock(&self.project).take(&uri, None),
            Task::Recheck(paths) => {
                let mut project = lock(&self.project);
                let changed = paths.iter().any(|path| project.stamps.know(path)) || project.stamps.changed();
                changed.then(|| project.start_over(None))
            }
            Task::Configure(source) => Some(lock(&self.project).start_over(Some(source))),
        }
    }

    fn lint(&self, job: Job) -> Outcome {
        let (setup, admitted) = {
            let mut project = lock(&self.project);
            if job.name.is_none()
                && let Some(outcome) = project.take(&job.uri, Some(job.buffer.text()))
            {
                let _ = self.outcomes.send(outcome);
            }
            let setup = project.setups.of_file(&job.path);
            // To open a file is to name it.
            let admitted = project.setups.admits(&job.path, true);
            if let Some(troubles) = project.troubles(job.look.encoding) {
                let _ = self.outcomes.send(Outcome::Troubles(troubles));
            }
            (setup, admitted)
        };
        let shown = match &job.name {
            Some(name) if admitted => {
                let mut report = (self.judge)(&setup.linter, SourceFile::new(name, job.buffer.text()));
                if let Some(known) = setup.known() {
                    report.excuse_known(known.of(&job.path));
                }
                diagnostics::of_findings(report.findings, &job.buffer, &job.uri, job.look)
            }
            _ => Vec::new(),
        };
        Outcome::Judged { uri: job.uri, revision: job.revision, shown }
    }
}

impl Project {
    fn start_over(&mut self, source: Option<Source>) -> Outcome {
        self.setups.start_over(source);
        (self.stamps, self.untold) = (Stamps::default(), true);
        Outcome::Reconfigured
    }

    /// Takes the text of an open file that may be a configuration or a pack, or none once it is closed.
    fn take(&mut self, uri: &Uri, text: Option<&str>) -> Option<Outcome> {
        let path = uri::path(uri)?;
        let news = self.setups.texts.take(&path, text);
        (news && self.stamps.know(&path)).then(|| self.start_over(None))
    }

    /// What is wrong, if that may be news.
    fn troubles(&mut self, encoding: Encoding) -> Option<BTreeMap<PathBuf, Vec<Diagnostic>>> {
        let loaded = self.stamps.add(&self.setups.inputs);
        (std::mem::take(&mut self.untold) || loaded).then(|| diagnostics::of_troubles(&self.setups.troubles, encoding))
    }
}

/// A lock outlives a panic: what it guards is replaced as a whole or still makes sense.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a panic said.
pub(super) fn panic_message(panic: &(dyn Any + Send)) -> String {
    let said = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("claimlint panicked: {}; please report this", said.unwrap_or("no message"))
}
