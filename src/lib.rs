//! claimlint: a linter for promotional health content.
//!
//! The architecture is the folder list. Imports go down the floors only (a test keeps it):
//!
//! | floor | module | what it knows |
//! |---|---|---|
//! | 1 | [`text`] | where things are: spans, lines, columns |
//! | 2 | [`prose`] | what a reader reads: Markdown as blocks, tokens and sentences, with an exact map back to the source |
//! | 3 | [`lexicon`] | words: terms, inflection, the token trie, mentions |
//! | 4 | [`detect`] | what is said: subjects, frames, modifiers, severity; document rules |
//! | 5 | [`pack`] | rules as data: YAML read, checked and explained |
//! | 6 | [`lint`] | judging one file: [`lint::Linter::lint`], policy, findings, report |
//! | 7 | [`render`] | saying it: terminal, JSON, short |
//! | 8 | `project` | the disk: files, the configuration and packs that count for each |
//! | 8 | `lsp` | the editor: a language server |
//! | 8 | [`cli`] | the command line: arguments, exit codes |
//!
//! The life of a file is `cli → Linter::lint(SourceFile) → Document::parse → mentions → frames → modifiers → findings
//! → Report → render → exit code`. Linting never fails and touches no disk, clock or environment.

pub mod text;

pub mod prose;

pub mod lexicon;

pub mod detect;

pub mod pack;

pub mod lint;

pub mod render;

mod project;

mod lsp;

pub mod cli;
