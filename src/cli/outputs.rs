//! [`Outputs`]: the formats of a run and where each goes. A file that cannot be written is a failure of the run and does
//! not stop the others. Floor 8.

use std::io::{self, Write};

use super::args::Output;
use super::console::{Console, Stdout};
use crate::lint::Report;
use crate::project::files::Draft;
use crate::render::{self, Failure, Format, Renderer, Run};

/// All outputs of a run.
pub(crate) struct Outputs {
    open: Vec<Open>,
    failures: Vec<Failure>,
    console: Console,
}

struct Open {
    renderer: Box<dyn Renderer>,
    target: Target,
    /// Whether what is excused is listed.
    excused: bool,
}

enum Target {
    Stdout(Stdout),
    File(Draft),
}

impl Outputs {
    /// Opens every output; `excused` adds to formats for people what does not count.
    pub(crate) fn new(outputs: &[Output], excused: bool, console: Console) -> Self {
        let mut opened = Self { open: Vec::new(), failures: Vec::new(), console };
        for output in outputs {
            let (paint, target) = match &output.file {
                None => (console.paint, Ok(Target::Stdout(console.stdout()))),
                Some(file) => (console.file_paint(), Draft::create(file).map(Target::File)),
            };
            match target {
                Ok(target) => opened.open.push(Open {
                    renderer: output.format.renderer(paint),
                    target,
                    excused: excused && matches!(output.format, Format::Full | Format::Short),
                }),
                Err(failure) => opened.fail(failure),
            }
        }
        opened
    }

    /// Writes the next file's findings.
    pub(crate) fn report(&mut self, report: &Report) {
        self.each(|renderer, excused, out| {
            renderer.report(report, out)?;
            if excused { render::excused(report, out) } else { Ok(()) }
        });
    }

    /// Ends every output and says what could not be written.
    pub(crate) fn finish(mut self, run: &Run<'_>) -> Vec<Failure> {
        self.each(|renderer, _, out| renderer.finish(run, out));
        for Open { target, .. } in std::mem::take(&mut self.open) {
            if let Target::File(draft) = target
                && let Err(failure) = draft.complete()
            {
                self.fail(failure);
            }
        }
        self.failures
    }

    fn each(&mut self, mut write: impl FnMut(&mut dyn Renderer, bool, &mut dyn Write) -> io::Result<()>) {
        for Open { mut renderer, mut target, excused } in std::mem::take(&mut self.open) {
            let written = match &mut target {
                Target::Stdout(out) => write(&mut *renderer, excused, out)
                    .and_then(|()| out.flush())
                    .map_err(|error| Failure::of("standard output", error.to_string())),
                Target::File(draft) => draft.write(|out| write(&mut *renderer, excused, out)),
            };
            match written {
                Ok(()) => self.open.push(Open { renderer, target, excused }),
                Err(failure) => self.fail(failure),
            }
        }
    }

    fn fail(&mut self, failure: Failure) {
        self.console.failure(&failure);
        self.failures.push(failure);
    }
}
