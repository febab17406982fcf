//! Floor 8: the command line. Arguments come in, reports and an exit code go out; with its neighbours `project` (files and
//! configurations) it makes the only floor that touches the disk, the environment and the standard streams. What is found
//! and how it looks is decided below.

mod args;
mod check;
mod console;
mod diff;
mod exit;
mod explain;
mod init;
mod ledger;
mod outputs;
mod progress;
mod rooted;
mod rules;
mod schema;
mod settings;
mod shell;
mod task;
mod test_packs;
mod workers;

use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use clap::error::{ContextKind, ContextValue};

use args::{Arguments, Command};
use console::Console;
use exit::Exit;

use crate::lsp;

/// Runs the command line that the process was started with.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(mut answer) => {
            suggest_check(&mut answer);
            // Help and version come this way, too.
            let exit = if answer.use_stderr() { Exit::Trouble } else { Exit::Clean };
            // Nobody reads it: nobody is told.
            let _ = answer.print();
            return exit.into();
        }
    };
    let console = Console::new(arguments.color);
    let exit = match arguments.command {
        Command::Check(arguments) => check::run(&arguments, console),
        Command::Explain { what, weighing } => explain::run(&what, &weighing, console),
        Command::Lsp { .. } => match lsp::run() {
            Ok(code) => return code,
            Err(error) => {
                console.say(&format!("error: {error}"));
                return ExitCode::FAILURE;
            }
        },
        Command::Rules { format } => rules::list(format, console),
        Command::Init => init::run(console),
        Command::Schema { of } => schema::run(of, console),
        Command::Config { path, config } => settings::run(&path, config, console),
        Command::Test { packs } => test_packs::run(&packs, console),
        Command::Completions { shell } => shell::completions(shell, console),
        Command::Man { command } => shell::man(command.as_deref(), console),
    };
    exit.into()
}

/// Whoever types a file where a command stands wants it checked.
fn suggest_check(answer: &mut clap::Error) {
    let Some(ContextValue::String(typed)) = answer.get(ContextKind::InvalidSubcommand) else { return };
    if Path::new(typed).exists() {
        let tip = format!("`claimlint check {typed}` checks it");
        answer.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    }
}
