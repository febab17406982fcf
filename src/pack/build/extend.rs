//! Words that a pack adds to the lexicons of another, or takes from them: the built-in packs stay as they are, and a
//! project says what it reads otherwise. Floor 5.

use super::super::raw::{Entry, Extension, Text};
use super::super::yaml::span;
use super::File;
use crate::lexicon::did_you_mean;
use crate::pack::Problem;
use crate::prose::norms;

/// Changes the lexicons that extensions name.
pub(super) fn extend(files: &mut [File], problems: &mut Vec<Problem>) {
    check_terms(files, problems);
    for at in 0..files.len() {
        let source = files[at].source.clone();
        let mut tell = |place: &Text, message: String, help: Option<String>| {
            problems.push(Problem { help, ..Problem::new(&source, span(place), message) });
        };
        for Extension { lexicon, terms, remove } in std::mem::take(&mut files[at].pack.extend) {
            let mut entries = files.iter_mut().flat_map(|file| file.pack.lexicons.iter_mut());
            let Some(entry) = entries.find(|entry| entry.id.value == lexicon.value) else {
                let ids = files.iter().flat_map(|file| file.pack.lexicons.iter().map(|entry| entry.id.value.as_str()));
                let hint = did_you_mean(&lexicon.value, ids);
                tell(&lexicon, format!("no lexicon is called `{}`", lexicon.value), hint);
                continue;
            };
            for word in &remove {
                if !take(entry, &word.value) {
                    let all = [&entry.terms, &entry.exact, &entry.vague].into_iter().flatten();
                    let hint = did_you_mean(&word.value, all.map(|term| term.value.as_str()));
                    tell(word, format!("`{}` is no term of `{}`", word.value, lexicon.value), hint);
                }
            }
            entry.terms.extend(terms);
        }
    }
}

/// Tells of terms that are none, and of lexicons that have none before any are taken from them, and that nobody gives some.
fn check_terms(files: &[File], problems: &mut Vec<Problem>) {
    let extended = |id: &str| {
        let mut all = files.iter().flat_map(|file| &file.pack.extend);
        all.any(|extension| extension.lexicon.value == id && !extension.terms.is_empty())
    };
    for file in files {
        for entry in &file.pack.lexicons {
            let lists = || [&entry.terms, &entry.exact, &entry.vague, &entry.suffixes];
            for term in lists().into_iter().flatten() {
                if let Some((message, help)) = no_term(&term.value) {
                    problems.push(Problem { help: Some(help), ..Problem::new(&file.source, span(term), message) });
                }
            }
            let has_none = lists().iter().all(|list| list.is_empty()) && entry.compounds.is_empty();
            if has_none && !extended(&entry.id.value) {
                let message = format!("the lexicon `{}` has no terms", entry.id.value);
                let help = Some("list them under `terms`".to_owned());
                problems.push(Problem { help, ..Problem::new(&file.source, span(&entry.id), message) });
            }
        }
    }
}

/// Why no text has such a term, and what to write.
fn no_term(term: &str) -> Option<(String, String)> {
    if term.trim().is_empty() {
        return Some(("this term is empty".to_owned(), "write a word or several, or take it out".to_owned()));
    }
    let verb = term.strip_prefix('~').map(|verb| format!("write `{verb}`: its forms are found by themselves"));
    let is_pattern = verb.is_some() || term.contains(['|', '{', '}']);
    let help = verb.unwrap_or_else(|| "list each wording as a term of its own".to_owned());
    is_pattern.then(|| (format!("`{term}` is a pattern, and terms are plain words"), help))
}

/// Takes a term out of a lexicon; false if it is not there.
fn take(entry: &mut Entry, word: &str) -> bool {
    let word = norms(word);
    let lists = [&mut entry.terms, &mut entry.exact, &mut entry.vague];
    let mut found = false;
    for list in lists {
        let before = list.len();
        list.retain(|term| norms(&term.value) != word);
        found |= list.len() < before;
    }
    found
}
