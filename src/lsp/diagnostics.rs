//! Diagnostics: findings, and what is wrong with configurations and packs, as the protocol says them. What is found, and
//! when it is sent, is decided elsewhere. Floor 8.

use std::collections::BTreeMap;
use std::path::PathBuf;

use gen_lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Range, Uri,
};
use serde_json::json;

use super::buffer::{Buffer, Positions};
use crate::detect::Severity;
use crate::lint::Finding;
use crate::project::Trouble;
use crate::render::Failure;
use crate::text::{Encoding, Span};

/// The name of the source of all diagnostics.
const SOURCE: &str = "claimlint";

/// A finding and how it is shown.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) finding: Finding,
    pub(super) diagnostic: Diagnostic,
}

/// How a client wants findings shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// With other places that belong to them.
    pub(super) related: bool,
    /// Only these and more serious ones.
    pub(super) least: Severity,
    /// What columns count in other files.
    pub(super) encoding: Encoding,
}

/// The findings of a document, which come in order.
pub(super) fn of_findings(findings: Vec<Finding>, buffer: &Buffer, uri: &Uri, look: Look) -> Vec<Shown> {
    let mut positions = buffer.positions();
    // Related places jump about; counting them on their own keeps the main count going forward.
    let mut elsewhere = buffer.positions();
    let wanted = findings.into_iter().filter(|finding| finding.severity >= look.least);
    let show = |finding: Finding| {
        let related = look.related.then(|| related(&finding, uri, &mut elsewhere)).filter(|places| !places.is_empty());
        let diagnostic = Diagnostic {
            range: positions.range(finding.span),
            severity: Some(severity(finding.severity)),
            code: Some(finding.rule.clone().into()),
            code_description: finding.refs.iter().find_map(|text| url(text)).map(|href| CodeDescription { href }),
            source: Some(SOURCE.to_owned()),
            message: finding.message.clone().into(),
            tags: None,
            related_information: related,
            data: Some(json!({ "fingerprint": finding.fingerprint })),
        };
        Shown { finding, diagnostic }
    };
    wanted.map(show).collect()
}

/// Other places of a finding, and the named parts of its sentence that the squiggle does not cover.
fn related(finding: &Finding, uri: &Uri, positions: &mut Positions<'_>) -> Vec<DiagnosticRelatedInformation> {
    let outside = |span: Span| !span.is_empty() && (span.start < finding.span.start || span.end > finding.span.end);
    let labels = finding.labels.iter().filter(|label| outside(label.span)).map(|label| (label.span, &label.text));
    let others = finding.related.iter().map(|related| (related.span, &related.message));
    let place = |(span, message): (Span, &String)| DiagnosticRelatedInformation {
        location: Location { uri: uri.clone(), range: positions.range(span) },
        message: message.clone(),
    };
    labels.chain(others).map(place).collect()
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Information,
    }
}

/// The first address in a reference.
pub(super) fn url(text: &str) -> Option<Uri> {
    let from = text.find("https://")?;
    let address = text[from..].split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"')).next()?;
    Some(Uri(address.trim_end_matches(['.', ',', ';', ')']).to_owned()))
}

/// What is wrong, by the file that it is in.
pub(super) fn of_troubles(troubles: &[Trouble], encoding: Encoding) -> BTreeMap<PathBuf, Vec<Diagnostic>> {
    let mut files: BTreeMap<PathBuf, Vec<Diagnostic>> = BTreeMap::new();
    for trouble in troubles {
        let (path, range, message, help) = match trouble {
            Trouble::Problem(problem) => {
                let source = problem.source();
                let buffer = Buffer::new(source.text().to_owned(), encoding);
                let range = buffer.positions().range(problem.span.unwrap_or(Span::new(0, 0)));
                (source.name().to_owned(), range, problem.message.clone(), problem.help.clone())
            }
            Trouble::Failure(Failure { path, message, help }) => {
                (path.clone().unwrap_or_default(), Range::default(), message.clone(), help.clone())
            }
        };
        let message = help.map_or(message.clone(), |help| format!("{message}\n{help}"));
        files.entry(std::path::absolute(&path).unwrap_or_else(|_| path.into())).or_default().push(Diagnostic {
            range,
            severity: Some(DiagnosticSeverity::Error),
            source: Some(SOURCE.to_owned()),
            message: message.into(),
            ..Diagnostic::default()
        });
    }
    files
}
