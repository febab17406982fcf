//! Format `rdjson`: the diagnostic format of reviewdog, which comments on pull requests and can offer suggestions. Its
//! columns count UTF-8 bytes, and ranges end before their end. Floor 7.

use std::io::{self, Write};

use serde::Serialize;

use super::json_array::JsonArray;
use super::{Failure, Renderer, Run, clean};
use crate::detect::Severity;
use crate::lint::{Finding, Fix, Related, Report};
use crate::text::{Encoding, Position, SourceFile, Span};

/// Writes findings as they come.
#[derive(Default)]
pub(super) struct Rdjson {
    opened: bool,
    diagnostics: JsonArray,
}

#[derive(Serialize)]
struct Diagnostic {
    message: String,
    location: Location,
    severity: &'static str,
    code: Code,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion>,
    #[serde(skip_serializing_if = "Vec::is_empty", rename = "relatedLocations")]
    related_locations: Vec<RelatedLocation>,
}

#[derive(Serialize)]
struct Code {
    value: String,
}

#[derive(Serialize)]
struct Location {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

#[derive(Serialize)]
struct RelatedLocation {
    message: String,
    location: Location,
}

impl Renderer for Rdjson {
    fn report(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        self.open(out)?;
        let mut findings = report.findings.iter();
        findings.try_for_each(|finding| self.diagnostics.push(&diagnostic(&report.source, finding), out))
    }

    fn finish(&mut self, run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.open(out)?;
        run.failures.iter().try_for_each(|failure| self.diagnostics.push(&trouble(failure), out))?;
        self.diagnostics.end(out)?;
        writeln!(out, "]}}")
    }
}

impl Rdjson {
    fn open(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.opened, true) {
            return Ok(());
        }
        out.write_all(br#"{"source":{"name":"claimlint"},"diagnostics":["#)
    }
}

fn diagnostic(source: &SourceFile, finding: &Finding) -> Diagnostic {
    let message = [&finding.message, &finding.help].map(|text| clean::text(text)).join("\n");
    let suggestion = |fix: &Fix| Suggestion { range: range(source, fix.span), text: fix.replacement.clone() };
    let related = |related: &Related| RelatedLocation {
        message: clean::text(&related.message),
        location: location(source, related.span),
    };
    Diagnostic {
        message: message.trim_end().to_owned(),
        location: location(source, finding.span),
        severity: match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        code: Code { value: finding.rule.clone() },
        suggestions: finding.fix.iter().map(suggestion).collect(),
        related_locations: finding.related.iter().map(related).collect(),
    }
}

fn trouble(failure: &Failure) -> Diagnostic {
    Diagnostic {
        message: clean::text(&failure.message),
        location: Location { path: failure.path.clone().unwrap_or_else(|| ".".to_owned()), range: None },
        severity: "ERROR",
        code: Code { value: "claimlint".to_owned() },
        suggestions: Vec::new(),
        related_locations: Vec::new(),
    }
}

fn location(source: &SourceFile, span: Span) -> Location {
    Location { path: source.name().to_owned(), range: Some(range(source, span)) }
}

fn range(source: &SourceFile, span: Span) -> Range {
    Range { start: source.position(span.start, Encoding::Utf8), end: source.position(span.end, Encoding::Utf8) }
}

#[cfg(test)]
mod tests {
    use super::Rdjson;
    use crate::lint::{Fix, Related};
    use crate::render::Failure;
    use crate::render::sample::{find, finding, write};
    use crate::text::SourceFile;

    #[test]
    fn columns_count_bytes_and_a_fix_is_a_suggestion() {
        let source = SourceFile::new("a.md", "– é it cures\ncolds\n");
        let mut finding = finding(&source, "cures");
        finding.message = "Says “cures\u{202e}”".to_owned();
        let colds = find(&source, "colds");
        finding.fix =
            Some(Fix { title: "Remove".to_owned(), span: colds, replacement: "\u{7}".to_owned(), draft: false });
        finding.related = vec![Related { rule: "a/b".to_owned(), span: colds, message: "here".to_owned() }];
        let written = write(&mut Rdjson::default(), source, vec![finding], &[Failure::of("b.md", "not UTF-8")]);
        insta::assert_snapshot!(written, @r#"
        {"source":{"name":"claimlint"},"diagnostics":[
        {"message":"Says “cures�”\nSay what is known, or remove it.","location":{"path":"a.md","range":{"start":{"line":1,"column":11},"end":{"line":1,"column":16}}},"severity":"ERROR","code":{"value":"claim/alternative-to-treatment"},"suggestions":[{"range":{"start":{"line":2,"column":1},"end":{"line":2,"column":6}},"text":"\u0007"}],"relatedLocations":[{"message":"here","location":{"path":"a.md","range":{"start":{"line":2,"column":1},"end":{"line":2,"column":6}}}}]},
        {"message":"not UTF-8","location":{"path":"b.md"},"severity":"ERROR","code":{"value":"claimlint"}}
        ]}
        "#);
    }
}
