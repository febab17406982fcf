//! [`Problem`]: something wrong in a YAML file, pointed at. Packs and configuration share it; that it is a diagnostic is
//! `diagnostic.rs`, how it is drawn `render`'s. Floor 5.

use crate::text::{SourceFile, Span};

/// A located problem in a pack or a configuration file.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
pub struct Problem {
    /// What is wrong.
    pub message: String,
    /// What was expected, or how to mend it.
    pub help: Option<String>,
    /// Where in the file (bytes); none when it concerns the whole file.
    pub span: Option<Span>,
    /// What stands there, in a word or two.
    pub label: String,
    /// The file's name.
    pub(super) name: String,
    /// The file's text.
    pub(super) text: String,
}

impl Problem {
    /// A problem at a place in the file `name` with the text `text`.
    #[must_use]
    pub fn new(name: &str, text: &str, span: Option<Span>, message: impl Into<String>) -> Self {
        let (name, text) = (name.to_owned(), text.to_owned());
        Self { message: message.into(), help: None, span, label: "here".to_owned(), name, text }
    }

    /// The file it is in.
    #[must_use]
    pub fn source(&self) -> SourceFile {
        SourceFile::new(&self.name, &self.text)
    }

    /// Adds how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds what stands at the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// The place as `file:line:column`.
    #[must_use]
    pub fn place(&self) -> String {
        let Some(span) = self.span else { return self.name.clone() };
        let before = &self.text[..span.start];
        let line = before.rsplit('\n').next().unwrap_or_default();
        format!("{}:{}:{}", self.name, before.matches('\n').count() + 1, line.chars().count() + 1)
    }
}
