//! [`Problem`]: something wrong in a YAML file, pointed at. Packs and configuration share it; that it is a diagnostic is
//! `diagnostic.rs`, how it is drawn `render`'s. Floor 5.

use crate::text::{Encoding, SourceFile, Span};

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
    /// The file: shared, since a pack may have as many problems as words.
    pub(super) file: SourceFile,
}

impl Problem {
    /// A problem at a place in a file.
    #[must_use]
    pub fn new(source: &SourceFile, span: Option<Span>, message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, span, label: "here".to_owned(), file: source.clone() }
    }

    /// The file it is in.
    #[must_use]
    pub fn source(&self) -> &SourceFile {
        &self.file
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
        let name = self.file.name();
        let Some(span) = self.span else { return name.to_owned() };
        let at = self.file.position(span.start, Encoding::Scalar);
        format!("{name}:{}:{}", at.line, at.column)
    }
}
