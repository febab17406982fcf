//! `claimlint config PATH`: the settings that count for a file, as YAML that says where each comes from. What counts is
//! decided where files are checked; this only shows it. Floor 8.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::console::Console;
use super::exit::Exit;
use super::rules;
use crate::detect::RuleProfile;
use crate::lint::{Globs, Stated};
use crate::project::{CONFIG, Setup, Setups, Source, files};
use crate::text::Span;

/// Runs the command, with the nearest configuration or the one that is given.
pub(crate) fn run(path: &Path, given: Option<PathBuf>, console: Console) -> Exit {
    let mut setups = Setups::new(given.map_or(Source::Nearest, Source::Given));
    // A folder stands for the pages in it.
    let file = if path.is_dir() { path.join("page.md") } else { path.to_owned() };
    let setup = setups.of_file(&file);
    let checked = setups.admits(&file, !path.is_dir());
    let exit = if console.troubles(&setups.troubles).is_empty() { Exit::Clean } else { Exit::Trouble };
    rules::write(console, exit, |out| {
        setups.misnamed().try_for_each(|misnamed| writeln!(out, "# {misnamed}"))?;
        Settings { setup: &setup }.write(checked, out)
    })
}

struct Settings<'s> {
    setup: &'s Setup,
}

impl Settings<'_> {
    fn write(&self, checked: bool, out: &mut dyn Write) -> io::Result<()> {
        let Setup { wishes, project, fail_on, .. } = self.setup;
        match &project.config {
            Some(config) => writeln!(out, "# {}", config.name())?,
            None => writeln!(out, "# no {CONFIG} here or above")?,
        }
        if !checked {
            writeln!(out, "# this file is not checked: see include and exclude")?;
        }
        let from = wishes.fail_on.as_ref().map_or("default".to_owned(), |stated| self.line(stated.span));
        writeln!(out, "fail_on: {}  # {from}", fail_on.name())?;
        if wishes.profiles.is_empty() {
            writeln!(out, "profiles:\n  - {}  # default", RuleProfile::DEFAULT)?;
        }
        self.list("profiles", &wishes.profiles, out)?;
        self.list("products", &wishes.products, out)?;
        if !wishes.rules.is_empty() {
            writeln!(out, "rules:  # the last that matches counts")?;
        }
        for rule in &wishes.rules {
            writeln!(out, "  {}: {}  # {}", quoted(&rule.pattern), rule.level.name(), self.line(rule.span))?;
        }
        let disclosures: Vec<Stated<String>> = wishes.disclosures.iter().map(|include| include.file.clone()).collect();
        self.list("disclosures", &disclosures, out)?;
        self.list("packs", &project.policy.packs, out)?;
        self.globs("include", &project.policy.include, out)?;
        self.globs("exclude", &project.policy.exclude, out)?;
        if let Some(baseline) = &project.policy.baseline {
            writeln!(out, "baseline: {}  # {}", quoted(&baseline.value), self.line(baseline.span))?;
        }
        Ok(())
    }

    fn list(&self, key: &str, all: &[Stated<String>], out: &mut dyn Write) -> io::Result<()> {
        if all.is_empty() {
            return Ok(());
        }
        writeln!(out, "{key}:")?;
        all.iter().try_for_each(|stated| writeln!(out, "  - {}  # {}", quoted(&stated.value), self.line(stated.span)))
    }

    fn globs(&self, key: &str, globs: &Globs, out: &mut dyn Write) -> io::Result<()> {
        self.list(key, globs.patterns(), out)
    }

    /// Where in the configuration something is said.
    fn line(&self, span: Span) -> String {
        let config = self.setup.project.config.as_ref();
        config.map_or(String::new(), |config| {
            format!("{}:{}", files::name(Path::new(config.name())), config.line_at(span.start) + 1)
        })
    }
}

/// A scalar of YAML, in quotes where it needs them.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | ' ');
    let bare = text.starts_with(char::is_alphabetic) && text.chars().all(plain) && !text.ends_with(' ');
    if bare { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}
