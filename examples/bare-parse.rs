//! The yardstick of `benches/compare`: reads every Markdown file under the given paths and drives pulldown-cmark over it,
//! with the extensions that claimlint reads, and does nothing else.

#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a program of its own, not part of the linter")]

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use pulldown_cmark::{Options, Parser};

fn main() -> io::Result<()> {
    let mut events = 0;
    for path in env::args_os().skip(1) {
        visit(&PathBuf::from(path), &mut events)?;
    }
    println!("{events} events");
    Ok(())
}

fn visit(path: &Path, events: &mut usize) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            visit(&entry?.path(), events)?;
        }
    } else if path.extension().is_some_and(|extension| extension == "md") {
        let text = fs::read_to_string(path)?;
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_GFM
            | Options::ENABLE_DEFINITION_LIST
            | Options::ENABLE_HEADING_ATTRIBUTES;
        *events += Parser::new_ext(&text, options).into_offset_iter().count();
    }
    Ok(())
}
