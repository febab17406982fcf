//! `claimlint rules` and `claimlint explain`: what rules there are, built in and of the configuration that counts for
//! the working folder, and what one of them is about. Floor 8.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use clap::ValueEnum;

use super::console::Console;
use super::exit::Exit;
use crate::lexicon::did_you_mean;
use crate::project::{Setup, Setups, Source};
use crate::render::explain;

/// How a list of rules is written.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum Listing {
    /// A line each: id, severity before any step, summary
    #[default]
    Text,
    /// An object with each rule's id, severity, summary, help and refs
    Json,
}

/// Lists all rules.
pub(crate) fn list(listing: Listing, console: Console) -> Exit {
    let (setup, exit) = setup(Setups::new(Source::Nearest), console);
    let rules = setup.linter.engine().rules();
    write(console, exit, |out| match listing {
        Listing::Text => explain::rules(rules, out),
        Listing::Json => explain::rules_json(rules, out),
    })
}

/// Explains one rule of those that a project has.
pub(crate) fn explain(id: &str, setups: Setups, console: Console) -> Exit {
    let (setup, exit) = setup(setups, console);
    let rules = setup.linter.engine().rules();
    let Some(rule) = rules.iter().find(|rule| rule.id == id) else {
        let ids = || rules.iter().map(|rule| rule.id.as_str());
        // Of a rule's id the second part is what people remember.
        let named = |whole: &&str| whole.split_once('/').is_some_and(|(_, name)| name == id);
        let hint = did_you_mean(ids().find(named).unwrap_or(id), ids());
        let hint = hint.unwrap_or_else(|| "`claimlint rules` lists all rules".to_owned());
        console.say(&format!("error: no rule `{id}`; {hint}"));
        return Exit::Trouble;
    };
    write(console, exit, |out| explain::rule(rule, out))
}

fn setup(mut setups: Setups, console: Console) -> (Arc<Setup>, Exit) {
    // As if there were a file here.
    let setup = setups.of_file(Path::new("page.md"));
    let exit = if console.troubles(&setups.troubles).is_empty() { Exit::Clean } else { Exit::Trouble };
    (setup, exit)
}

pub(super) fn write(console: Console, exit: Exit, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Exit {
    let mut out = console.stdout();
    match write(&mut out).and_then(|()| out.flush()) {
        Ok(()) => exit,
        Err(error) => {
            console.say(&format!("error: standard output: {error}"));
            Exit::Trouble
        }
    }
}
