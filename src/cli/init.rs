//! `claimlint init`: a `claimlint.yml` to begin with, in the working folder. It says what the defaults are and changes
//! none. Floor 8.

use std::path::Path;

use super::console::Console;
use super::exit::Exit;
use crate::project::{CONFIG, Draft, Setups, Source, files};

/// The file, every key of a configuration in it as a comment.
pub(super) const TEMPLATE: &str = include_str!("init.yml");

/// Writes the file, unless there is one.
pub(crate) fn run(console: Console) -> Exit {
    let path = Path::new(CONFIG);
    if files::stands(path) {
        console.say(&format!("error: there is a {CONFIG} already; `claimlint config` shows what it says"));
        return Exit::Trouble;
    }
    // Asked before there is a nearer one.
    let above = Setups::new(Source::Nearest).home(path);
    let written = Draft::create(path).and_then(|mut draft| {
        draft.write(|out| out.write_all(TEMPLATE.as_bytes()))?;
        draft.complete()
    });
    match written {
        Ok(()) => {
            console.say(&format!("wrote {CONFIG}; `claimlint check` uses it"));
            if let Some(above) = above {
                console.say(&format!("{} no longer counts for files here and below", files::name(&above)));
            }
            Exit::Clean
        }
        Err(failure) => {
            console.failure(&failure);
            Exit::Trouble
        }
    }
}
