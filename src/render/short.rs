//! Format `short`: `path:line:col: severity: message [rule]`, one line a finding, as compilers write and editors and
//! `grep` read. Columns count Unicode scalar values. Floor 7.

use std::io::{self, Write};

use super::{Renderer, Run, clean, excused};
use crate::lint::Report;
use crate::text::Encoding;

/// Long enough for any message; a line of output must still end.
const COLUMNS: usize = 2_000;

/// Writes findings as they come.
pub(super) struct Short {
    /// Whether what is excused is listed.
    pub(super) with_excused: bool,
}

impl Renderer for Short {
    fn report(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let path = clean::line(report.source.name(), COLUMNS);
        for finding in &report.findings {
            let at = report.source.position(finding.span.start, Encoding::Scalar);
            let (severity, message) = (finding.severity.name(), clean::line(&finding.message, COLUMNS));
            let rule = clean::line(&finding.rule, COLUMNS);
            writeln!(out, "{path}:{}:{}: {severity}: {message} [{rule}]", at.line, at.column)?;
        }
        if self.with_excused { excused::lines(report, out) } else { Ok(()) }
    }

    fn finish(&mut self, _: &Run<'_>, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Short;
    use crate::render::Renderer;
    use crate::render::sample::{finding, report};
    use crate::text::SourceFile;

    #[test]
    fn a_finding_is_one_line_whatever_it_says() {
        let source = SourceFile::new("docs/a.md", "One.\n– é cures\n");
        let mut finding = finding(&source, "cures");
        finding.message = "Says “cures\r\ncolds\u{1b}[0m”.".to_owned();
        let report = report(source, 0, vec![finding]);
        let mut out = Vec::new();
        Short { with_excused: false }.report(&report, &mut out).unwrap();
        let expected = "docs/a.md:2:5: error: Says “cures  colds␛[0m”. [claim/alternative-to-treatment]\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
