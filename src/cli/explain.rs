//! `claimlint explain`: a rule by its id, or a place by `FILE:LINE[:COL]`. What is explained is decided here, how it
//! reads is [`crate::render::explain`]'s. Floor 8.

use std::path::{Path, PathBuf};

use super::args::Weighing;
use super::console::Console;
use super::exit::Exit;
use super::rules;
use crate::project::{Demands, Setups, files};
use crate::render::{count, explain};

/// Explains whatever is named: a place if it looks like one and its file is there, else a rule.
pub(crate) fn run(what: &str, weighing: &Weighing, console: Console) -> Exit {
    let setups = Setups::new(Demands::from(weighing));
    match place(what) {
        Some((path, line, column)) => at(&path, line, column, (setups, console)),
        None if is_file(what) => {
            console.say("error: a place is FILE:LINE or FILE:LINE:COLUMN, and both count from 1");
            Exit::Trouble
        }
        None => rules::explain(what, setups, console),
    }
}

/// Whether there is a file of this name, with or without something that may have been meant as a place in it.
fn is_file(what: &str) -> bool {
    files::stands(Path::new(what)) || what.split_once(':').is_some_and(|(path, _)| files::stands(Path::new(path)))
}

/// `FILE:LINE` or `FILE:LINE:COLUMN`, numbers from 1.
fn place(what: &str) -> Option<(PathBuf, usize, Option<usize>)> {
    let number = |text: &str| text.parse::<usize>().ok().filter(|number| *number > 0);
    let (rest, last) = what.rsplit_once(':')?;
    let last = number(last)?;
    match rest.rsplit_once(':').and_then(|(path, line)| Some((path, number(line)?))) {
        Some((path, line)) => Some((PathBuf::from(path), line, Some(last))),
        None => Some((PathBuf::from(rest), last, None)),
    }
}

fn at(path: &Path, line: usize, column: Option<usize>, (mut setups, console): (Setups, Console)) -> Exit {
    let source = match files::read_page(path) {
        Ok(source) => source,
        Err(failure) => {
            console.failure(&failure);
            return Exit::Trouble;
        }
    };
    // What stands behind the last line break is no line, but of an empty file it is the first.
    let lines = source.text().lines().count().max(1);
    if line > lines {
        console.say(&format!("error: {} has {}", path.display(), count(lines, "line")));
        return Exit::Trouble;
    }
    let place = source.place(line - 1, column.map(|column| column - 1));
    let setup = setups.of_file(path);
    let checked = setups.admits(path, true);
    let traces = setup.linter.trace(source.clone(), place);
    let mut report = setup.linter.lint(source);
    if let Some(known) = setup.known() {
        report.excuse_known(known.of(path));
    }
    setups.misnamed().for_each(|misnamed| console.say(&misnamed));
    let exit = if console.troubles(&setups.troubles).is_empty() { Exit::Clean } else { Exit::Trouble };
    rules::write(console, exit, |out| {
        if let Some(config) = setup.project.config.as_ref().filter(|_| !checked) {
            writeln!(out, "this file is not checked: see exclude in {}; if it were:\n", config.name())?;
        }
        explain::place(&report, place, &traces, out)
    })
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_place_is_a_path_and_numbers() {
        assert_eq!(place("a/b.md:7"), Some(("a/b.md".into(), 7, None)));
        assert_eq!(place("b.md:7:12"), Some(("b.md".into(), 7, Some(12))));
        assert_eq!(place("claim/cure"), None);
        assert_eq!(place("b.md:0"), None);
    }
}
