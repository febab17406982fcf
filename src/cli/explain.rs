//! `claimlint explain`: a rule by its id, or a place by `FILE:LINE[:COL]`. What is explained is decided here, how it
//! reads is [`crate::render::explain`]'s. Floor 8.

use std::path::{Path, PathBuf};

use super::console::Console;
use super::exit::Exit;
use super::rules;
use crate::project::{Setups, Source, files};
use crate::render::explain;

/// Explains whatever is named: a place if it looks like one and its file is there, else a rule.
pub(crate) fn run(what: &str, console: Console) -> Exit {
    match place(what) {
        Some((path, line, column)) => at(&path, line, column, console),
        None => rules::explain(what, console),
    }
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

fn at(path: &Path, line: usize, column: Option<usize>, console: Console) -> Exit {
    let mut setups = Setups::new(Source::Nearest);
    let source = match files::read(path) {
        Ok(source) => source,
        Err(failure) => {
            console.failure(&failure);
            return Exit::Trouble;
        }
    };
    if line > source.line_count() {
        console.say(&format!("error: {} has {} lines", path.display(), source.line_count()));
        return Exit::Trouble;
    }
    let setup = setups.of_file(path);
    let traces = setup.linter.trace(source, line - 1, column.map(|column| column - 1));
    let exit = if console.troubles(&setups.troubles).is_empty() { Exit::Clean } else { Exit::Trouble };
    rules::write(console, exit, |out| explain::traces(&traces, out))
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
