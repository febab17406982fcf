//! [`Problem`]: something wrong in a YAML file, pointed at. Packs and configuration share it; how it is drawn is
//! `render`'s. Floor 5.

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};

use crate::text::Span;

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
    source_code: NamedSource<String>,
}

impl Problem {
    /// A problem at a place in the file `name` with the text `text`.
    #[must_use]
    pub fn new(name: &str, text: &str, span: Option<Span>, message: impl Into<String>) -> Self {
        let source_code = NamedSource::new(name, text.to_owned());
        Self { message: message.into(), help: None, span, label: "here".to_owned(), source_code }
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
}

impl Diagnostic for Problem {
    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn std::fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.span.map(|_| &self.source_code as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = self.span?;
        let label = LabeledSpan::new(Some(self.label.clone()), span.start, span.len());
        Some(Box::new(std::iter::once(label)))
    }
}
