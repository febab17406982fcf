//! Format `checkstyle`: the XML that many older tools read. Files without findings are left out, and columns count Unicode
//! scalar values. Floor 7.

use std::io::{self, Write};

use quick_xml::escape::escape;

use super::{Renderer, Run, clean};
use crate::lint::Report;
use crate::text::Encoding;

/// Writes files as they come.
#[derive(Default)]
pub(super) struct Checkstyle {
    opened: bool,
}

impl Renderer for Checkstyle {
    fn report(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        self.open(out)?;
        if report.findings.is_empty() {
            return Ok(());
        }
        writeln!(out, "  <file name=\"{}\">", attribute(report.source.name()))?;
        for finding in &report.findings {
            let at = report.source.position(finding.span.start, Encoding::Scalar);
            let (severity, message) = (finding.severity.name(), attribute(&finding.message));
            let source = attribute(&finding.rule);
            writeln!(
                out,
                "    <error line=\"{}\" column=\"{}\" severity=\"{severity}\" message=\"{message}\" source=\"{source}\"/>",
                at.line, at.column
            )?;
        }
        writeln!(out, "  </file>")
    }

    fn finish(&mut self, run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.open(out)?;
        for failure in run.failures {
            let path = attribute(failure.path.as_deref().unwrap_or("."));
            let message = attribute(&failure.message);
            writeln!(out, "  <file name=\"{path}\">")?;
            writeln!(out, "    <error line=\"1\" severity=\"error\" message=\"{message}\" source=\"claimlint\"/>")?;
            writeln!(out, "  </file>")?;
        }
        writeln!(out, "</checkstyle>")
    }
}

impl Checkstyle {
    fn open(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.opened, true) {
            return Ok(());
        }
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"10.0\">")
    }
}

/// A text as the value of an attribute. XML has no way to write most control characters.
fn attribute(text: &str) -> String {
    let clean: String = clean::text(text).chars().map(|c| if is_xml(c) { c } else { '\u{fffd}' }).collect();
    escape(clean.as_str()).replace('\n', "&#10;")
}

/// What is left of the characters that XML refuses once controls are cleaned.
fn is_xml(c: char) -> bool {
    !matches!(c, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::Checkstyle;
    use crate::render::Failure;
    use crate::render::sample::{finding, write};
    use crate::text::SourceFile;

    #[test]
    fn hostile_text_stays_inside_its_attribute() {
        let source = SourceFile::new("a&\"b'.md", "– it cures\n");
        let mut finding = finding(&source, "cures");
        finding.message = "“]]><!-- </error> & \"'\u{0}\u{b}\u{ffff}\r\n”".to_owned();
        let written = write(&mut Checkstyle::default(), source, vec![finding], &[Failure::of("b.md", "not <UTF-8>")]);
        insta::assert_snapshot!(written, @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <checkstyle version="10.0">
          <file name="a&amp;&quot;b&apos;.md">
            <error line="1" column="6" severity="error" message="“]]&gt;&lt;!-- &lt;/error&gt; &amp; &quot;&apos;␀␋�&#10;”" source="claim/alternative-to-treatment"/>
          </file>
          <file name="b.md">
            <error line="1" severity="error" message="not &lt;UTF-8&gt;" source="claimlint"/>
          </file>
        </checkstyle>
        "#);
    }
}
