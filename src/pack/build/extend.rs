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
