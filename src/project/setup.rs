//! [`Setups`]: which configuration, and so which linter, is for which file. Each configuration is read
//! once, and files of which the same is wished share a linter. What is wrong with them is kept for whoever shows it.
//! Floor 8.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::configured::{KnownFindings, Project};
use super::demands::{Demands, Source};
use super::homes::{CONFIG, Homes};
use super::trouble::{Identity, Trouble};
use super::{Texts, files};
use crate::detect::{Engine, Rule};
use crate::lint::{FailOn, Linter, Stated, Wishes};
use crate::pack;
use crate::prose::Date;
use crate::text::{Encoding, Span};

/// All setups of a run, made as files ask for them.
pub(crate) struct Setups {
    demands: Demands,
    homes: Homes,
    projects: HashMap<Option<PathBuf>, Arc<Project>>,
    setups: HashMap<(Option<PathBuf>, Vec<usize>), Arc<Setup>>,
    builtin: Option<Arc<Engine>>,
    given: Option<Arc<KnownFindings>>,
    /// What configurations and packs say.
    pub(crate) texts: Texts,
    /// What is wrong, in the order of loading, each once.
    pub(crate) troubles: Vec<Trouble>,
    told: BTreeSet<Identity>,
    /// Every path that was looked at, there or not: as long as none of them changes, the setups hold.
    pub(crate) inputs: BTreeSet<PathBuf>,
}

/// What all files of which the same is wished share.
#[derive(Debug)]
pub(crate) struct Setup {
    pub(crate) linter: Linter,
    pub(crate) fail_on: FailOn,
    pub(crate) wishes: Wishes,
    pub(crate) project: Arc<Project>,
    /// The baseline of the command line.
    given: Option<Arc<KnownFindings>>,
}

impl Setup {
    /// The baseline that counts.
    pub(crate) fn known(&self) -> Option<&KnownFindings> {
        self.given.as_deref().or(self.project.known.as_ref())
    }
}

impl Setups {
    pub(crate) fn new(demands: impl Into<Demands>) -> Self {
        let mut setups = Self {
            demands: demands.into(),
            homes: Homes::default(),
            projects: HashMap::new(),
            setups: HashMap::new(),
            builtin: None,
            given: None,
            texts: Texts::default(),
            troubles: Vec::new(),
            told: BTreeSet::new(),
            inputs: BTreeSet::new(),
        };
        if let Some(path) = setups.demands.baseline.clone() {
            setups.inputs.insert(path.clone());
            match KnownFindings::read(&path, setups.demands.write_baseline) {
                Ok(known) => setups.given = Some(Arc::new(known)),
                Err(trouble) => setups.keep(vec![*trouble]),
            }
        }
        if matches!(setups.demands.source, Source::Given(_)) {
            // What was asked for must be sound even if no file turns up that needs it.
            setups.of_file(Path::new(""));
        }
        setups
    }

    /// Forgets everything that came from disk; from here on configurations come from `source`, if one is given.
    pub(crate) fn start_over(&mut self, source: Option<Source>) {
        let source = source.unwrap_or_else(|| self.demands.source.clone());
        let demands = Demands { source, ..self.demands.clone() };
        let (builtin, texts) = (self.builtin.take(), std::mem::take(&mut self.texts));
        // What is given is read once a file asks for it.
        *self = Self { builtin, texts, ..Self::new(Source::Nowhere) };
        self.demands = demands;
    }

    /// The setup for a file.
    pub(crate) fn of_file(&mut self, path: &Path) -> Arc<Setup> {
        let (config, name) = self.placed(path);
        let project = self.project(config.clone());
        let overrides = if config.is_some() { project.policy.overrides_of(&name) } else { Vec::new() };
        let key = (config, overrides);
        if let Some(setup) = self.setups.get(&key) {
            return Arc::clone(setup);
        }
        let setup = Arc::new(self.setup(project, &key.1));
        self.setups.insert(key, Arc::clone(&setup));
        setup
    }

    /// Whether the configuration of a file lets it be checked; `named` says that it was asked for by its own name.
    pub(crate) fn admits(&mut self, path: &Path, named: bool) -> bool {
        let (config, name) = self.placed(path);
        if config.is_none() {
            return true;
        }
        let policy = &self.project(config).policy;
        let included = named || policy.include.is_empty() || policy.include.matches(&name);
        included && !policy.exclude.matches(&name)
    }

    /// Files that look like configurations and are none, in words.
    pub(crate) fn misnamed(&self) -> impl Iterator<Item = String> {
        let told = |path: &PathBuf| format!("{} is not read: a configuration is called {CONFIG}", files::name(path));
        self.homes.misnamed.iter().map(told)
    }

    /// The configuration of a file.
    pub(crate) fn home(&mut self, path: &Path) -> Option<PathBuf> {
        self.placed(path).0
    }

    /// Whether a profile was asked for that some file's rule set does not have.
    pub(crate) fn lacks_a_profile(&self) -> bool {
        self.projects.values().any(|project| !self.demands.unknown_profiles(&project.engine).is_empty())
    }

    /// The digests of all rule sets in use, the built-in one if no file asked for any, joined by commas.
    pub(crate) fn digest(&mut self) -> String {
        if self.projects.is_empty() {
            return self.builtin().digest().to_owned();
        }
        let mut digests: Vec<&str> = self.projects.values().map(|project| project.engine.digest()).collect();
        digests.sort_unstable();
        digests.dedup();
        digests.join(",")
    }

    /// Overrides that are for no file which asked, in words, where all files of their configuration were searched for: in one
    /// of these folders.
    pub(crate) fn idle_overrides(&self, folders: &[PathBuf]) -> Vec<String> {
        let folders: Vec<PathBuf> =
            folders.iter().filter(|path| path.is_dir()).map(|path| files::whole(path)).collect();
        let used: BTreeSet<_> =
            self.setups.keys().flat_map(|(home, used)| used.iter().map(move |at| (home, *at))).collect();
        let mut projects: Vec<_> = self.projects.iter().collect();
        projects.sort_by_key(|(config, _)| *config);
        let mut out = Vec::new();
        for (home, project) in projects {
            let is_searched = folders.iter().any(|folder| project.folder.starts_with(folder));
            let Some(config) = project.config.as_ref().filter(|_| is_searched) else { continue };
            let all = project.policy.overrides.iter().enumerate().filter(|(at, _)| !used.contains(&(home, *at)));
            for pattern in all.filter_map(|(_, entry)| entry.files.patterns().first()) {
                let line = config.position(pattern.span.start, Encoding::Scalar).line;
                let (name, pattern) = (config.name(), &pattern.value);
                out.push(format!("{name}:{line}: no file is one of `{pattern}`: its override changes nothing"));
            }
        }
        out
    }

    /// The rules of all rule sets in use, sorted by id, each once.
    pub(crate) fn rules(&self) -> Vec<&Rule> {
        let mut projects: Vec<_> = self.projects.iter().collect();
        projects.sort_by_key(|(config, _)| *config);
        let engines = projects.iter().map(|(_, project)| &*project.engine).chain(self.builtin.as_deref());
        let mut rules: Vec<&Rule> = engines.flat_map(|engine| engine.rules()).collect();
        rules.sort_by(|a, b| a.id.cmp(&b.id));
        rules.dedup_by(|a, b| a.id == b.id);
        rules
    }

    /// The strictest fail level in use.
    pub(crate) fn fail_on(&self) -> FailOn {
        let levels = self.setups.values().map(|setup| setup.fail_on);
        let strictness = |level: &FailOn| match level {
            FailOn::Never => None,
            FailOn::At(severity) => Some(std::cmp::Reverse(*severity)),
        };
        levels.max_by_key(strictness).or(self.demands.fail_on).unwrap_or(FailOn::DEFAULT)
    }

    /// The configuration of a file, and what the file is called there.
    fn placed(&mut self, path: &Path) -> (Option<PathBuf>, String) {
        self.homes.of_file(path, &self.demands.source, &self.texts, &mut self.inputs)
    }

    fn project(&mut self, config: Option<PathBuf>) -> Arc<Project> {
        if let Some(project) = self.projects.get(&config) {
            return Arc::clone(project);
        }
        let builtin = self.builtin();
        self.inputs.extend(config.clone());
        let mut troubles = Vec::new();
        let project = match &config {
            None => Project::bare(builtin),
            Some(path) => {
                let mut project = Project::read(path, builtin, &self.texts, &mut troubles);
                if self.demands.baseline.is_none() {
                    project.read_baseline(self.demands.write_baseline, &mut troubles);
                }
                project
            }
        };
        troubles.extend(self.demands.unknown_profiles(&project.engine).into_iter().map(Trouble::Failure));
        self.keep(troubles);
        self.inputs.extend(project.inputs.iter().cloned());
        // A baseline that is not there yet may come.
        self.inputs.extend(project.baseline_path());
        let project = Arc::new(project);
        self.projects.insert(config, Arc::clone(&project));
        project
    }

    /// Keeps what was not met before.
    fn keep(&mut self, troubles: Vec<Trouble>) {
        self.troubles.extend(troubles.into_iter().filter(|trouble| self.told.insert(trouble.identity())));
    }

    fn builtin(&mut self) -> Arc<Engine> {
        if let Some(engine) = &self.builtin {
            return Arc::clone(engine);
        }
        Arc::clone(self.builtin.insert(pack::engine()))
    }

    fn setup(&mut self, project: Arc<Project>, overrides: &[usize]) -> Setup {
        let mut wishes = project.policy.wishes_with(overrides);
        if !self.demands.profiles.is_empty() {
            let stated = |name: &String| Stated { value: name.clone(), span: Span::new(0, 0) };
            wishes.profiles = self.demands.profiles.iter().map(stated).collect();
        }
        if let Some(value) = self.demands.fail_on {
            wishes.fail_on = Some(Stated { value, span: Span::new(0, 0) });
        }
        let mut troubles = Vec::new();
        let inclusions = project.inclusions(&wishes, &mut troubles);
        self.keep(troubles);
        self.inputs.extend(project.included(&wishes));
        let fail_on = wishes.fail_on.as_ref().map_or(FailOn::DEFAULT, |stated| stated.value);
        let linter = Linter::new(Arc::clone(&project.engine), wishes.clone()).including(inclusions).on(today());
        Setup { linter, fail_on, wishes, project, given: self.given.clone() }
    }
}

/// The day it is in Greenwich: a gate must not open at another hour for another machine.
fn today() -> Date {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() / 86_400);
    Date::from_unix_days(u32::try_from(days).unwrap_or(0))
}
