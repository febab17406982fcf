//! [`Project`]: a configuration with everything it refers to: packs, a baseline, texts that count as disclosures. What is
//! missing is pointed at where it is asked for. Floor 8.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::{Texts, Trouble, files};
use crate::detect::Engine;
use crate::lint::{Baseline, Inclusion, Known, Policy, Stated, Wishes};
use crate::pack::{self, PackSource, Problem};
use crate::render::Failure;
use crate::text::SourceFile;

/// The built-in rules under no configuration, or what a `claimlint.yml` makes of them.
#[derive(Debug)]
pub(crate) struct Project {
    /// The configuration; none for what holds without one.
    pub(crate) config: Option<SourceFile>,
    /// Its folder, to which its paths are relative, without links in it.
    pub(crate) folder: PathBuf,
    /// What it refers to, there or not.
    pub(crate) inputs: Vec<PathBuf>,
    pub(crate) policy: Policy,
    pub(crate) engine: Arc<Engine>,
    pub(crate) known: Option<KnownFindings>,
}

/// What helps where there is no baseline.
const BEGIN: &str = "`--write-baseline` begins one";

/// A baseline and where it is kept.
#[derive(Debug)]
pub(crate) struct KnownFindings {
    pub(crate) path: PathBuf,
    /// The folder that its paths are relative to, without links in it.
    folder: PathBuf,
    pub(crate) baseline: Baseline,
}

impl KnownFindings {
    /// Reads the baseline at a path; a file that may not be there yet is an empty one.
    pub(crate) fn read(path: &Path, may_be_missing: bool) -> Result<Self, Box<Trouble>> {
        let baseline = if may_be_missing && !files::stands(path) {
            Baseline::default()
        } else {
            let missing = |failure: Failure| Trouble::Failure(failure.help(BEGIN));
            let file = files::read(path).map_err(|failure| Box::new(missing(failure)))?;
            Baseline::parse(file.name(), file.text()).map_err(|problem| Box::new(Trouble::Problem(*problem)))?
        };
        Ok(Self { path: path.to_owned(), folder: files::folder_of(path), baseline })
    }

    /// What is known of a file.
    pub(crate) fn of(&self, file: &Path) -> &[Known] {
        self.baseline.of(&self.name(file))
    }

    /// Files that are known of and no longer there.
    pub(crate) fn gone(&self) -> impl Iterator<Item = &str> {
        self.baseline.paths().filter(|name| self.is_gone(name))
    }

    /// What a file is called in the baseline: its path from there, on every machine the same.
    pub(crate) fn name(&self, file: &Path) -> String {
        files::way(&self.folder, &files::whole(file))
    }

    /// Where a file is that the baseline calls so.
    pub(crate) fn place(&self, name: &str) -> PathBuf {
        let mut place = self.folder.clone();
        for part in Path::new(name).components() {
            match part {
                Component::ParentDir => drop(place.pop()),
                part => place.push(part),
            }
        }
        place
    }

    fn is_gone(&self, name: &str) -> bool {
        !files::stands(&self.place(name))
    }
}

impl Project {
    /// Without a configuration.
    pub(crate) fn bare(engine: Arc<Engine>) -> Self {
        let folder = files::folder_of(Path::new("x"));
        Self { config: None, folder, inputs: Vec::new(), policy: Policy::default(), engine, known: None }
    }

    /// Reads a configuration and what it refers to. `builtin` are the rules of the binary. What is sound is used.
    pub(crate) fn read(path: &Path, builtin: Arc<Engine>, texts: &Texts, troubles: &mut Vec<Trouble>) -> Self {
        let folder = files::folder_of(path);
        let config = match texts.read(path) {
            Ok(config) => config,
            Err(failure) => {
                troubles.push(Trouble::Failure(failure));
                return Self { folder, ..Self::bare(builtin) };
            }
        };
        let (policy, mut problems) = Policy::parse(config.name(), config.text());
        let mut project =
            Self { config: Some(config), folder, inputs: Vec::new(), policy, engine: builtin, known: None };
        let slips = problems.len();
        if !project.policy.packs.is_empty() {
            let packs = project.packs(path, texts, &mut problems);
            let loaded = pack::extended(&packs);
            problems.extend(loaded.problems);
            project.engine = Arc::new(loaded.engine);
        }
        // The rules of a pack that did not load are not unknown.
        if problems.len() == slips {
            problems.extend(project.unmatched());
        }
        troubles.extend(problems.into_iter().map(Trouble::Problem));
        project
    }

    /// Where the baseline of the configuration is, or would be.
    pub(crate) fn baseline_path(&self) -> Option<PathBuf> {
        self.policy.baseline.as_ref().map(|wish| self.folder.join(&wish.value))
    }

    /// Reads the baseline of the configuration.
    pub(crate) fn read_baseline(&mut self, may_be_missing: bool, troubles: &mut Vec<Trouble>) {
        let Some(wish) = &self.policy.baseline else { return };
        let path = self.folder.join(&wish.value);
        match KnownFindings::read(&path, may_be_missing).map_err(|trouble| *trouble) {
            Ok(known) => self.known = Some(known),
            Err(Trouble::Failure(failure)) => {
                let problem = self.missing(wish, &failure, BEGIN);
                troubles.extend(problem.map(Trouble::Problem));
            }
            Err(trouble) => troubles.push(trouble),
        }
    }

    /// Paths of texts that count as standing on the pages of which this is wished.
    pub(crate) fn included<'w>(&self, wishes: &'w Wishes) -> impl Iterator<Item = PathBuf> + use<'_, 'w> {
        wishes.disclosures.iter().map(|include| self.folder.join(&include.file.value))
    }

    /// Reads the texts that count as standing on the pages of which this is wished.
    pub(crate) fn inclusions(&self, wishes: &Wishes, troubles: &mut Vec<Trouble>) -> Vec<Inclusion> {
        let mut inclusions = Vec::new();
        for include in &wishes.disclosures {
            match files::read(&self.folder.join(&include.file.value)) {
                Ok(file) => inclusions.push(Inclusion::new(file, include.marker.clone())),
                Err(failure) => {
                    let problem = self.missing(&include.file, &failure, "paths are relative to this file");
                    troubles.extend(problem.map(Trouble::Problem));
                }
            }
        }
        inclusions
    }

    fn packs(&mut self, config: &Path, texts: &Texts, problems: &mut Vec<Problem>) -> Vec<PackSource> {
        let mut packs = Vec::new();
        for pack in &self.policy.packs {
            let path = config.parent().unwrap_or(Path::new("")).join(&pack.value);
            let (sources, failures) = read_packs(&path, texts);
            self.inputs.extend(sources.iter().map(|source| PathBuf::from(&source.name)));
            self.inputs.push(path);
            let missing =
                failures.iter().filter_map(|failure| self.missing(pack, failure, "paths are relative to this file"));
            problems.extend(missing);
            packs.extend(sources);
        }
        packs
    }

    fn missing(&self, wish: &Stated<String>, failure: &Failure, help: &str) -> Option<Problem> {
        let config = self.config.as_ref()?;
        let place = failure.path.as_deref().unwrap_or(&wish.value);
        let message = format!("{place}: {}", failure.message);
        let problem = Problem::new(config, Some(wish.span), message);
        Some(problem.label("asked for here").help(help))
    }

    fn unmatched(&self) -> Vec<Problem> {
        let Some(config) = &self.config else { return Vec::new() };
        let rules = self.engine.rules().iter().map(|rule| rule.id.as_str());
        let profiles = self.engine.profiles.iter().map(|profile| profile.id.as_str());
        self.policy.unmatched(config, rules, profiles)
    }
}

/// Reads the pack at a path, or all packs of a folder.
pub(crate) fn read_packs(path: &Path, texts: &Texts) -> (Vec<PackSource>, Vec<Failure>) {
    let mut found = files::find_packs(path);
    let mut sources = Vec::new();
    for file in &found.files {
        match texts.read(file) {
            Ok(file) => sources.push(PackSource { name: file.name().to_owned(), text: file.text().to_owned() }),
            Err(failure) => found.failures.push(failure),
        }
    }
    (sources, found.failures)
}
