//! [`Rooted`]: a renderer for readers that know files by their paths in the repository, wherever in it the run was: SARIF,
//! GitHub and GitLab. What CI says of its checkout counts, then where `.git` is. Floor 8.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use super::outputs::STDOUT;
use crate::lint::Report;
use crate::project::files;
use crate::render::{Failure, Renderer, Run};

/// Where GitHub and GitLab say that the checkout is.
const TOLD: [&str; 2] = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"];
/// What standard input is called if it has no other name.
pub(super) const STDIN: &str = "<stdin>";

/// Writes reports with other names of files.
pub(super) struct Rooted {
    renderer: Box<dyn Renderer>,
    roots: Roots,
}

/// Folders from which paths are told: of a file the first one that it is in.
struct Roots {
    /// The working folder, without links in it, as the others are.
    here: PathBuf,
    roots: Vec<PathBuf>,
}

impl Rooted {
    pub(super) fn new(renderer: Box<dyn Renderer>) -> Self {
        Self { renderer, roots: Roots::of_environment() }
    }
}

impl Renderer for Rooted {
    fn report(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let name = self.roots.name(report.source.name());
        if name == report.source.name() {
            return self.renderer.report(report, out);
        }
        let source = report.source.renamed(&name);
        self.renderer.report(&Report { source, ..report.clone() }, out)
    }

    fn finish(&mut self, run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
        let rooted = |failure: &Failure| {
            let path = failure.path.as_ref().map(|path| self.roots.name(path).into_owned());
            Failure { path, ..failure.clone() }
        };
        let failures: Vec<Failure> = run.failures.iter().map(rooted).collect();
        self.renderer.finish(&Run { failures: &failures, ..*run }, out)
    }
}

impl Roots {
    #[expect(clippy::disallowed_methods, reason = "where CI has checked out is told there and nowhere else")]
    fn of_environment() -> Self {
        let folder = |path: PathBuf| files::folder_of(&path.join("x"));
        let here = folder(PathBuf::new());
        let told = TOLD.iter().filter_map(std::env::var_os).map(PathBuf::from).filter(|path| path.is_absolute());
        let mut roots: Vec<PathBuf> = told.map(folder).collect();
        roots.extend(here.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_owned));
        Self { here, roots }
    }

    /// A file's path from its root; what is below none keeps its name.
    fn name<'n>(&self, shown: &'n str) -> Cow<'n, str> {
        if [STDIN, STDOUT].contains(&shown) {
            return shown.into();
        }
        let path = Path::new(shown);
        let up = path.components().any(|part| part == Component::ParentDir);
        let whole = if up || path.is_absolute() { files::whole(path) } else { self.here.join(path) };
        let mut below = self.roots.iter().filter_map(|root| whole.strip_prefix(root).ok());
        below.next().map_or(shown.into(), |below| files::name(below).into())
    }
}
