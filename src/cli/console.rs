//! [`Console`]: standard output and standard error, each with its one colour decision. Findings go to the first,
//! everything else to the second. A reader that has gone away is no error. Floor 8.

use std::io::{self, BufWriter, IsTerminal, Stderr, StdoutLock, Write};
#[cfg(unix)]
use std::os::fd::AsFd;
#[cfg(windows)]
use std::os::windows::io::AsHandle as AsFd;

use anstream::{AutoStream, ColorChoice};
use terminal_size::{Width, terminal_size_of};

use super::args::When;
use crate::pack::Problem;
use crate::project::Trouble;
use crate::render::{Canvas, Failure, Paint, draw_problem};

/// The two streams.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Console {
    /// How to draw on standard output.
    pub(crate) canvas: Canvas,
    error_canvas: Canvas,
    color: When,
}

impl Console {
    pub(crate) fn new(color: When) -> Self {
        let auto = |choice| if choice == ColorChoice::Never { Paint::Plain } else { Paint::Color };
        let (paint, error_paint) = match color {
            When::Auto => (auto(AutoStream::choice(&io::stdout())), auto(AutoStream::choice(&io::stderr()))),
            When::Always => (Paint::Color, Paint::Color),
            When::Never => (Paint::Plain, Paint::Plain),
        };
        Self { canvas: canvas(paint, io::stdout()), error_canvas: canvas(error_paint, io::stderr()), color }
    }

    /// How to draw into a file: never coloured unless asked for.
    pub(crate) fn file_paint(self) -> Paint {
        if matches!(self.color, When::Always) { Paint::Color } else { Paint::Plain }
    }

    /// Standard output, locked.
    pub(crate) fn stdout(self) -> Stdout {
        Stdout { out: Some(BufWriter::new(io::stdout().lock())) }
    }

    /// Draws what is wrong with configurations and packs, and gives it back as what a run reports.
    pub(crate) fn troubles(self, troubles: &[Trouble]) -> Vec<Failure> {
        for trouble in troubles {
            match trouble {
                Trouble::Problem(problem) => self.problem(problem),
                Trouble::Failure(failure) => self.failure(failure),
            }
        }
        troubles.iter().map(Failure::from).collect()
    }

    /// Draws what could not be read or loaded.
    pub(crate) fn failure(self, failure: &Failure) {
        self.drawn(failure.draw(self.error_canvas), &failure.message);
    }

    /// Draws a problem in a YAML file.
    pub(crate) fn problem(self, problem: &Problem) {
        self.drawn(draw_problem(problem, self.error_canvas), &problem.message);
    }

    fn drawn(self, drawing: Result<String, std::fmt::Error>, message: &str) {
        match drawing {
            Ok(text) => self.say(&text),
            // A drawing that fails must not hide what it was about.
            Err(_) => self.say(message),
        }
    }

    /// Standard error for a line that is written over: only if it is a terminal, and if `stdout` is to stay in order
    /// with it, or goes somewhere else.
    pub(crate) fn live(self, stdout_in_order: bool) -> Option<Stderr> {
        let terminal = io::stderr().is_terminal() && (stdout_in_order || !io::stdout().is_terminal());
        terminal.then(io::stderr)
    }

    /// A line for people.
    pub(crate) fn say(self, text: &str) {
        let stderr: Stderr = io::stderr();
        // There is nobody left to tell.
        let _ = writeln!(stderr.lock(), "{text}");
    }
}

/// As wide as the terminal, if it is one.
fn canvas(paint: Paint, stream: impl AsFd) -> Canvas {
    match terminal_size_of(stream) {
        Some((Width(columns), _)) => Canvas::terminal(paint, columns.into()),
        None => paint.into(),
    }
}

/// Standard output that falls silent when its reader goes away (`claimlint check | head`): the run goes on, because its
/// exit code still counts.
pub(crate) struct Stdout {
    out: Option<BufWriter<StdoutLock<'static>>>,
}

impl Stdout {
    fn attempt<T>(&mut self, silent: T, attempt: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> io::Result<T> {
        let Some(out) = &mut self.out else { return Ok(silent) };
        match attempt(out) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                // Dropping a buffer writes it again; its parts are dropped one by one instead.
                if let Some(out) = self.out.take() {
                    let _ = out.into_parts();
                }
                Ok(silent)
            }
            other => other,
        }
    }
}

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.attempt(bytes.len(), |out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.attempt((), |out| out.flush())
    }
}
