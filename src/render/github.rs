//! Format `github`: workflow commands, which GitHub Actions shows as annotations beside the lines of a pull request. It
//! shows ten of a kind in one step; the full list is SARIF's. Floor 7.

use std::io::{self, Write};

use super::{Renderer, Run, clean};
use crate::detect::Severity;
use crate::lint::{Finding, Report};
use crate::text::{Encoding, SourceFile};

/// Writes findings as they come.
pub(super) struct GitHub;

impl Renderer for GitHub {
    fn report(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        report.findings.iter().try_for_each(|finding| annotation(&report.source, finding, out))
    }

    fn finish(&mut self, run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
        for failure in run.failures {
            let file = failure.path.as_ref().map_or(String::new(), |path| format!("file={},", property(path)));
            writeln!(out, "::error {file}title=claimlint::{}", data(&failure.message))?;
        }
        Ok(())
    }
}

fn annotation(source: &SourceFile, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let start = source.position(finding.span.start, Encoding::Scalar);
    let end = source.position(finding.span.end, Encoding::Scalar);
    write!(out, "::{command} file={},line={},endLine={}", property(source.name()), start.line, end.line)?;
    // Columns over several lines are refused.
    if start.line == end.line {
        write!(out, ",col={},endColumn={}", start.column, end.column)?;
    }
    let text = [&finding.message, &finding.help].map(String::as_str).join("\n");
    writeln!(out, ",title={}::{}", property(&finding.rule), data(text.trim_end()))
}

/// The text after `::`.
fn data(text: &str) -> String {
    clean::text(text).replace('%', "%25").replace('\n', "%0A")
}

/// A value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::GitHub;
    use crate::detect::Severity;
    use crate::render::Failure;
    use crate::render::sample::{finding, write};
    use crate::text::SourceFile;

    #[test]
    fn nothing_in_a_file_can_end_a_command_or_begin_another() {
        let source = SourceFile::new("50%,a:b.md", "– it cures\ncolds\n");
        let mut one = finding(&source, "cures");
        one.message = "Says “100%”\r\n::error::injected, \u{1b}[31mred\u{202e}".to_owned();
        let mut two = finding(&source, "cures\ncolds");
        (two.severity, two.help) = (Severity::Info, String::new());
        let written = write(&mut GitHub, source, vec![one, two], &[Failure::of("b.md", "not UTF-8\n::debug::x")]);
        insta::assert_snapshot!(written, @"
        ::error file=50%25%2Ca%3Ab.md,line=1,endLine=1,col=6,endColumn=11,title=claim/alternative-to-treatment::Says “100%25”%0A::error::injected, ␛[31mred�%0ASay what is known, or remove it.
        ::notice file=50%25%2Ca%3Ab.md,line=1,endLine=2,title=claim/alternative-to-treatment::Presents it as a substitute for treatment.
        ::error file=b.md,title=claimlint::not UTF-8%0A::debug::x
        ");
    }
}
