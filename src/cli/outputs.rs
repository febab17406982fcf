//! [`Outputs`]: the formats of a run and where each goes. A file that cannot be written is a failure of the run and does
//! not stop the others. Floor 8.

use std::io::{self, Write};
use std::path::PathBuf;

use super::console::{Console, Stdout};
use super::rooted::Rooted;
use crate::lexicon::did_you_mean;
use crate::lint::Report;
use crate::project::Draft;
use crate::render::{Failure, Format, Renderer, Run};

/// A format and where it goes; standard output without a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Output {
    pub(crate) format: Format,
    pub(crate) file: Option<PathBuf>,
}

/// The names of formats, and what each is for.
pub(super) fn formats() -> Vec<(&'static str, &'static str)> {
    Format::ALL.map(|format| (format.name(), format.about())).to_vec()
}

/// Reads `FORMAT` or `FORMAT=FILE`.
pub(super) fn output(argument: String) -> Result<Output, String> {
    let (name, file) = match argument.split_once('=') {
        Some((_, "")) => return Err("no file after `=`".to_owned()),
        Some((name, "-")) => (name, None),
        Some((name, file)) => (name, Some(PathBuf::from(file))),
        None => (argument.as_str(), None),
    };
    let Some(format) = Format::ALL.into_iter().find(|format| format.name() == name) else {
        let names = Format::ALL.map(Format::name);
        let hint = did_you_mean(name, names).map_or(String::new(), |hint| format!("; {hint}"));
        return Err(format!("formats are {}{hint}", names.join(", ")));
    };
    Ok(Output { format, file })
}

/// What standard output is called where it fails.
pub(super) const STDOUT: &str = "standard output";

/// All outputs of a run.
pub(crate) struct Outputs {
    open: Vec<Open>,
    failures: Vec<Failure>,
    console: Console,
}

struct Open {
    renderer: Box<dyn Renderer>,
    target: Target,
}

enum Target {
    Stdout(Stdout),
    File(Draft),
}

impl Outputs {
    /// Opens every output; what does not count is listed `with_excused`.
    pub(crate) fn new(outputs: &[Output], with_excused: bool, console: Console) -> Self {
        let mut opened = Self { open: Vec::new(), failures: Vec::new(), console };
        for output in outputs {
            let (canvas, target) = match &output.file {
                None => (console.canvas, Ok(Target::Stdout(console.stdout()))),
                Some(file) => (console.file_paint().into(), Draft::create(file).map(Target::File)),
            };
            match target {
                Ok(target) => {
                    let renderer = output.format.renderer(canvas, with_excused);
                    let renderer: Box<dyn Renderer> =
                        if output.format.is_rooted() { Box::new(Rooted::new(renderer)) } else { renderer };
                    opened.open.push(Open { renderer, target });
                }
                Err(failure) => opened.fail(failure),
            }
        }
        opened
    }

    /// Writes the next file's findings.
    pub(crate) fn report(&mut self, report: &Report) {
        self.each(|renderer, out| renderer.report(report, out));
    }

    /// Ends every output and says what could not be written.
    pub(crate) fn finish(mut self, run: &Run<'_>) -> Vec<Failure> {
        self.each(|renderer, out| renderer.finish(run, out));
        for Open { target, .. } in std::mem::take(&mut self.open) {
            if let Target::File(draft) = target
                && let Err(failure) = draft.complete()
            {
                self.fail(failure);
            }
        }
        self.failures
    }

    fn each(&mut self, mut write: impl FnMut(&mut dyn Renderer, &mut dyn Write) -> io::Result<()>) {
        for Open { mut renderer, mut target } in std::mem::take(&mut self.open) {
            let written = match &mut target {
                Target::Stdout(out) => write(&mut *renderer, out)
                    .and_then(|()| out.flush())
                    .map_err(|error| Failure::of(STDOUT, error.to_string())),
                Target::File(draft) => draft.write(|out| write(&mut *renderer, out)),
            };
            match written {
                Ok(()) => self.open.push(Open { renderer, target }),
                Err(failure) => self.fail(failure),
            }
        }
    }

    fn fail(&mut self, failure: Failure) {
        self.console.failure(&failure);
        self.failures.push(failure);
    }
}
