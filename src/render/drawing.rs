//! [`Drawing`]: a diagnostic ready to be drawn, and the one place that calls miette's graphical handler. Findings,
//! problems in YAML and files that cannot be read all look alike because all pass here. Floor 7.

use std::fmt;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use super::crop::Snippet;

/// Whether an output is coloured. Decided once for each stream, at the edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// No escape sequence is written.
    Plain,
    /// ANSI colours.
    Color,
}

/// Where a drawing is seen: whether in colour, and how many columns wide it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Canvas {
    paint: Paint,
    columns: usize,
}

impl Canvas {
    /// Of what is no terminal: files and logs are read at any width, and must not depend on whose terminal wrote them.
    const COLUMNS: usize = 100;
    /// No picture fits into less, and lines of more are hard to read.
    const LIMITS: std::ops::RangeInclusive<usize> = 40..=120;

    /// A terminal that is so many columns wide.
    #[must_use]
    pub fn terminal(paint: Paint, columns: usize) -> Self {
        Self { paint, columns: columns.clamp(*Self::LIMITS.start(), *Self::LIMITS.end()) }
    }

    /// Columns that may be drawn on.
    pub(super) const fn columns(self) -> usize {
        self.columns
    }
}

impl From<Paint> for Canvas {
    /// A file, a pipe, a log.
    fn from(paint: Paint) -> Self {
        Self { paint, columns: Self::COLUMNS }
    }
}

/// What miette is asked to draw. All texts are clean.
#[derive(Debug)]
pub(super) struct Drawing {
    pub(super) severity: miette::Severity,
    pub(super) code: Option<String>,
    pub(super) message: String,
    pub(super) help: Option<String>,
    pub(super) snippet: Option<Snippet>,
}

impl Drawing {
    /// The drawing as text that ends in a line break.
    pub(super) fn draw(&self, canvas: Canvas) -> Result<String, fmt::Error> {
        let theme = match canvas.paint {
            Paint::Plain => GraphicalTheme::unicode_nocolor(),
            Paint::Color => GraphicalTheme::unicode(),
        };
        let mut out = String::new();
        GraphicalReportHandler::new_themed(theme)
            .with_links(false)
            .with_width(canvas.columns)
            // The snippet chooses its own context; it only needs to tell this call from the one for the header.
            .with_context_lines(1)
            .render_report(&mut out, self)?;
        Ok(out)
    }
}

impl fmt::Display for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawing {}

impl Diagnostic for Drawing {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.as_ref().map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.snippet.as_ref().map(|snippet| snippet as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.snippet.as_ref().map(|snippet| Box::new(snippet.labels().iter().cloned()) as Box<_>)
    }
}
