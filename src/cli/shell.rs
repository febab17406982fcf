//! `claimlint completions` and `claimlint man`: what a shell and a reader of manuals need, made from the same types that
//! read the command line, so that neither can be out of date. Floor 8.

use clap::CommandFactory;
use clap_complete::Shell;

use super::args::Arguments;
use super::console::Console;
use super::exit::Exit;
use super::rules::write;
use crate::lexicon::did_you_mean;

/// Writes the completions of a shell.
pub(crate) fn completions(shell: Shell, console: Console) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "claimlint", &mut script);
    if shell == Shell::Fish {
        script.extend(fish_values().into_bytes());
    }
    write(console, Exit::Clean, |out| out.write_all(&script))
}

/// The values of arguments without a name (`schema pack`), which the generator leaves out for fish alone.
fn fish_values() -> String {
    let mut out = String::new();
    for command in Arguments::command().get_subcommands() {
        for value in command.get_positionals().flat_map(clap::Arg::get_possible_values) {
            let (command, value, about) = (command.get_name(), value.get_name(), value.get_help().unwrap_or_default());
            out.push_str(&format!(
                "complete -c claimlint -n \"__fish_claimlint_using_subcommand {command}\" -f -a \"{value}\" -d '{about}'\n"
            ));
        }
    }
    out
}

/// Writes the manual page of the program, or of one of its commands.
pub(crate) fn man(command: Option<&str>, console: Console) -> Exit {
    let mut whole = Arguments::command();
    whole.build();
    let page = match command {
        None => whole,
        Some(name) => match whole.find_subcommand(name) {
            Some(found) => found.clone(),
            None => {
                let hint = did_you_mean(name, whole.get_subcommands().map(clap::Command::get_name));
                let hint = hint.map_or(String::new(), |hint| format!("; {hint}"));
                console.say(&format!("error: no command `{name}`{hint}"));
                return Exit::Trouble;
            }
        },
    };
    write(console, Exit::Clean, |out| clap_mangen::Man::new(page).render(out))
}
