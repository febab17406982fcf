//! From packs as written to an [`Engine`]: names become types, terms become trie paths, phrases become patterns. Every
//! problem is collected and pointed at; what is unsound is left out, the rest is used. Floor 5.

mod cues;
mod extend;
mod limits;
mod network;
mod profiles;
mod references;
mod rules;
mod scores;
mod terms;
mod wording;

use std::ops::Range;

use serde::de::DeserializeOwned;
use serde_yaml::Spanned;

use super::problem::Problem;
use super::raw::{self, Text};
use super::yaml::span;
use crate::detect::{Engine, Expression, Pattern, PatternSet, Severity};
use crate::lexicon::{Class, Lexicon, Tier, did_you_mean, did_you_mean_one_of};
use crate::prose::norms;
use crate::text::SourceFile;

/// One file: itself for messages, and what it says.
pub(in crate::pack) struct File {
    pub(in crate::pack) source: SourceFile,
    pub(in crate::pack) pack: raw::Pack,
}

/// Builds an engine from files, in order. The senses, small signs, openings and networks of the first of them are not in them if there is
/// an engine that was built of these: they are taken from there.
pub(in crate::pack) fn build(files: &mut [File], compiled: Option<&Engine>, problems: &mut Vec<Problem>) -> Engine {
    extend::extend(files, problems);
    let files = &*files;
    let mut lexicon = Lexicon::new();
    lexicon.senses = compiled.map(|engine| engine.lexicon.senses.clone()).unwrap_or_default();
    let mut builder = Builder { engine: Engine { lexicon, ..Engine::default() }, compiled, problems };
    // Before all words, which else would be words of their own.
    for file in files {
        builder.misspellings(file);
    }
    for file in files {
        builder.senses(file);
        builder.words(file);
    }
    for file in files {
        builder.lexicons(file);
    }
    builder.names();
    builder.gate(files);
    for file in files {
        builder.cues(file);
        builder.settings(file);
        builder.stuffing(file);
    }
    builder.rules(files);
    builder.opening(files);
    builder.limits_of_no_rule(files);
    builder.profiles(files);
    builder.references(files);
    builder.engine
}

struct Builder<'p> {
    engine: Engine,
    compiled: Option<&'p Engine>,
    problems: &'p mut Vec<Problem>,
}

impl Builder<'_> {
    fn problem<T>(&mut self, file: &File, at: &Spanned<T>, message: impl Into<String>, help: Option<String>) {
        let mut problem = Problem::new(&file.source, span(at), message);
        if let Some(help) = help {
            problem = problem.help(help);
        }
        self.problems.push(problem);
    }

    /// A problem with a part of a text.
    fn part_problem(
        &mut self,
        file: &File,
        text: &Text,
        part: Range<usize>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        let at = inside(file.source.text(), text, &part);
        let mut problem = Problem::new(&file.source, at.or_else(|| span(text)), message);
        let words = text.value.get(part).filter(|words| at.is_none() && !words.is_empty());
        problem.help = help.or_else(|| Some(format!("the trouble is at `{}`", words?)));
        self.problems.push(problem);
    }

    /// A name of one of our enums; a problem with a suggestion if it is none.
    fn name<T: DeserializeOwned>(&mut self, file: &File, text: &Text, what: &str, known: &[&str]) -> Option<T> {
        let value = serde_json::Value::String(text.value.clone());
        if let Ok(value) = serde_json::from_value(value) {
            return Some(value);
        }
        // `warn` is no slip of `warning`, but the start of it.
        let mut longer = known.iter().filter(|known| text.value.len() > 2 && known.starts_with(&text.value));
        let hint = did_you_mean(&text.value, known.iter().copied())
            .or_else(|| longer.next().map(|known| format!("did you mean `{known}`?")));
        let help = hint.or_else(|| Some(did_you_mean_one_of(&text.value, known)));
        self.problem(file, text, format!("`{}` is no {what}", text.value), help);
        None
    }

    fn class(&mut self, file: &File, text: &Text) -> Option<Class> {
        self.name(file, text, "class", Class::NAMES)
    }

    fn tier(&mut self, file: &File, text: &Text) -> Option<Tier> {
        self.name(file, text, "tier", &["minor", "moderate", "serious"])
    }

    fn severity(&mut self, file: &File, text: &Text) -> Option<Severity> {
        self.name(file, text, "severity", &["info", "warning", "error"])
    }

    fn pattern(&mut self, file: &File, text: &Text) -> Option<Pattern> {
        match Pattern::parse(&text.value, &mut self.engine.lexicon, norms) {
            Ok(pattern) => Some(pattern),
            Err(error) => {
                self.part_problem(file, text, error.at, error.message, error.help);
                None
            }
        }
    }

    /// A regular expression, in any case of letters and of bounded size.
    fn regex(&mut self, file: &File, text: &Text) -> Option<Expression> {
        match Expression::new(&text.value) {
            Ok(regex) => Some(regex),
            Err(error) => {
                // The last line says what is wrong; those before draw the expression again.
                let reason = error.to_string();
                let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
                self.problem(file, text, format!("no regular expression: {reason}"), None);
                None
            }
        }
    }

    fn patterns(&mut self, file: &File, texts: &[Text], owner: usize, into: fn(&mut Engine) -> &mut PatternSet) {
        for text in texts {
            if let Some(pattern) = self.pattern(file, text) {
                into(&mut self.engine).add(owner, &pattern);
            }
        }
    }
}

/// A part of a scalar's value in the file; nothing if the scalar is written with escapes, which move its bytes.
fn inside(file: &str, text: &Text, part: &Range<usize>) -> Option<crate::text::Span> {
    let whole = span(text)?;
    let written = file.get(whole.range())?;
    let quotes = usize::from(written.starts_with(['"', '\'']));
    let same = written.get(quotes..written.len() - quotes)? == text.value;
    same.then(|| crate::text::Span::new(whole.start + quotes + part.start, whole.start + quotes + part.end))
}
