//! [`Setups`]: which configuration, and so which linter, is for which file. The nearest `claimlint.yml` upwards counts;
//! each is read once, its packs beside it. What is wrong with them is kept for whoever shows it. Floor 8.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files;
use crate::detect::Engine;
use crate::lint::{FailOn, Linter, Policy};
use crate::pack::{self, PackSource, Problem};
use crate::render::Failure;

/// The name of a configuration.
const CONFIG: &str = "claimlint.yml";

/// Where configurations come from.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// The nearest `claimlint.yml` of each file.
    Nearest,
    /// This one for all files.
    Given(PathBuf),
    /// None.
    Nowhere,
}

/// Something wrong with a configuration or a pack.
#[derive(Clone, Debug)]
pub(crate) enum Trouble {
    /// At a place in it.
    Problem(Problem),
    /// With a file as a whole.
    Failure(Failure),
}

/// All setups of a run, made as files ask for them.
pub(crate) struct Setups {
    source: Source,
    fail_on: Option<FailOn>,
    by_folder: HashMap<PathBuf, Option<PathBuf>>,
    by_config: HashMap<Option<PathBuf>, Arc<Setup>>,
    builtin: Option<Arc<Engine>>,
    /// What is wrong, in the order of loading.
    pub(crate) troubles: Vec<Trouble>,
    /// Every path that was looked at, there or not: as long as none of them changes, the setups hold.
    pub(crate) inputs: BTreeSet<PathBuf>,
}

/// What all files under one configuration share.
#[derive(Debug)]
pub(crate) struct Setup {
    pub(crate) linter: Linter,
    pub(crate) fail_on: FailOn,
}

impl Setups {
    /// `fail_on` is the level of the command line, which wins over any configuration.
    pub(crate) fn new(source: Source, fail_on: Option<FailOn>) -> Self {
        let mut setups = Self {
            source,
            fail_on,
            by_folder: HashMap::new(),
            by_config: HashMap::new(),
            builtin: None,
            troubles: Vec::new(),
            inputs: BTreeSet::new(),
        };
        if matches!(setups.source, Source::Given(_)) {
            // What was asked for must be sound even if no file turns up that needs it.
            setups.of_file(Path::new(""));
        }
        setups
    }

    /// Forgets everything that came from disk; from here on configurations come from `source`, if one is given.
    pub(crate) fn start_over(&mut self, source: Option<Source>) {
        let source = source.unwrap_or_else(|| self.source.clone());
        let builtin = self.builtin.take();
        *self = Self { builtin, ..Self::new(Source::Nowhere, self.fail_on) };
        self.source = source;
    }

    /// The setup for a file.
    pub(crate) fn of_file(&mut self, path: &Path) -> Arc<Setup> {
        let config = match &self.source {
            Source::Nowhere => None,
            Source::Given(config) => Some(config.clone()),
            Source::Nearest => self.nearest_to(path),
        };
        if let Some(setup) = self.by_config.get(&config) {
            return Arc::clone(setup);
        }
        let setup = Arc::new(self.load(config.as_deref()));
        self.by_config.insert(config, Arc::clone(&setup));
        setup
    }

    /// The digests of all rule sets in use, the built-in one if no file asked for any, joined by commas.
    pub(crate) fn digest(&mut self) -> String {
        if self.by_config.is_empty() {
            return self.builtin().digest().to_owned();
        }
        let mut digests: Vec<&str> = self.by_config.values().map(|setup| setup.linter.engine().digest()).collect();
        digests.sort_unstable();
        digests.dedup();
        digests.join(",")
    }

    /// The strictest fail level in use.
    pub(crate) fn fail_on(&self) -> FailOn {
        let levels = self.by_config.values().map(|setup| setup.fail_on);
        let strictness = |level: &FailOn| match level {
            FailOn::Never => None,
            FailOn::At(severity) => Some(std::cmp::Reverse(*severity)),
        };
        levels.max_by_key(strictness).or(self.fail_on).unwrap_or(FailOn::DEFAULT)
    }

    fn nearest_to(&mut self, path: &Path) -> Option<PathBuf> {
        // As written it is a key already: most files are beside one that was asked for before.
        let written = path.parent().unwrap_or(path);
        if let Some(known) = self.by_folder.get(written) {
            return known.clone();
        }
        let config = self.nearest(&files::folder_of(path));
        self.by_folder.insert(written.to_owned(), config.clone());
        config
    }

    fn nearest(&mut self, folder: &Path) -> Option<PathBuf> {
        if let Some(known) = self.by_folder.get(folder) {
            return known.clone();
        }
        let here = folder.join(CONFIG);
        self.inputs.insert(here.clone());
        let config = if files::stands(&here) { Some(here) } else { folder.parent().and_then(|up| self.nearest(up)) };
        self.by_folder.insert(folder.to_owned(), config.clone());
        config
    }

    fn load(&mut self, config: Option<&Path>) -> Setup {
        self.inputs.extend(config.map(Path::to_owned));
        let read = config
            .and_then(|path| files::read(path).map_err(|failure| self.troubles.push(Trouble::Failure(failure))).ok());
        let Some((path, file)) = config.zip(read) else {
            let engine = self.builtin();
            return self.setup(engine, Policy::default());
        };
        let (policy, problems) = Policy::parse(file.name(), file.text());
        self.report(problems);
        let sound = self.troubles.len();
        let engine = if policy.packs.is_empty() {
            self.builtin()
        } else {
            let packs = self.packs(path, &policy, (file.name(), file.text()));
            let loaded = pack::load(&pack::builtin().into_iter().chain(packs).collect::<Vec<_>>());
            self.report(loaded.problems);
            Arc::new(loaded.engine)
        };
        // The rules of a pack that did not load are not unknown.
        if self.troubles.len() == sound {
            let rules = engine.rules().iter().map(|rule| rule.id.as_str());
            self.report(policy.unmatched(file.name(), file.text(), rules));
        }
        self.setup(engine, policy)
    }

    /// The packs of a configuration; what is missing is pointed at where it is asked for.
    fn packs(&mut self, config: &Path, policy: &Policy, (name, text): (&str, &str)) -> Vec<PackSource> {
        let mut packs = Vec::new();
        for pack in &policy.packs {
            let path = config.parent().unwrap_or(Path::new("")).join(&pack.path);
            let (sources, failures) = read_packs(&path);
            self.inputs.extend(sources.iter().map(|source| PathBuf::from(&source.name)));
            self.inputs.insert(path);
            for failure in failures {
                let place = failure.path.unwrap_or_default();
                let problem = Problem::new(name, text, Some(pack.span), format!("{place}: {}", failure.message));
                self.report(vec![problem.label("asked for here").help("paths are relative to this file")]);
            }
            packs.extend(sources);
        }
        packs
    }

    fn builtin(&mut self) -> Arc<Engine> {
        if let Some(engine) = &self.builtin {
            return Arc::clone(engine);
        }
        Arc::clone(self.builtin.insert(Arc::new(pack::engine())))
    }

    fn setup(&self, engine: Arc<Engine>, policy: Policy) -> Setup {
        let fail_on = self.fail_on.or(policy.fail_on).unwrap_or(FailOn::DEFAULT);
        Setup { linter: Linter::new(engine, policy), fail_on }
    }

    fn report(&mut self, problems: Vec<Problem>) {
        self.troubles.extend(problems.into_iter().map(Trouble::Problem));
    }
}

impl From<&Trouble> for Failure {
    fn from(trouble: &Trouble) -> Self {
        match trouble {
            Trouble::Problem(problem) => problem.into(),
            Trouble::Failure(failure) => failure.clone(),
        }
    }
}

/// Reads the pack at a path, or all packs of a folder.
pub(crate) fn read_packs(path: &Path) -> (Vec<PackSource>, Vec<Failure>) {
    let mut found = files::find_packs(path);
    let mut sources = Vec::new();
    for file in &found.files {
        match files::read(file) {
            Ok(file) => sources.push(PackSource { name: file.name().to_owned(), text: file.text().to_owned() }),
            Err(failure) => found.failures.push(failure),
        }
    }
    (sources, found.failures)
}
