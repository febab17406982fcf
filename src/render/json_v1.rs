//! The JSON report, version 1, as types. It is a contract: fields are only ever added; the order of keys means nothing.
//! The types repeat those of [`crate::lint`] on purpose, so that a change there cannot change the report unnoticed. Floor 7.

use serde::Serialize;

use super::json_excused::ExcusedReport;
use super::{Failure, Run};
use crate::detect::SeverityStep;
use crate::lint::{Explanation, Finding, Fix, Related, Report, Subject};
use crate::text::{Encoding, Position, SourceFile, Span};

// The whole report, which is never in memory as one: files are written as they come.
#[cfg(test)]
#[derive(Serialize, schemars::JsonSchema)]
struct RunReport<'f> {
    schema_version: u32,
    files: Vec<FileReport<'f>>,
    tool: Tool,
    summary: Summary,
    errors: Vec<FileError>,
}

/// What is known of a run at its end.
#[derive(Serialize)]
pub(super) struct RunEnd {
    tool: Tool,
    summary: Summary,
    errors: Vec<FileError>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Tool {
    name: &'static str,
    version: &'static str,
    rules_digest: String,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Summary {
    files: usize,
    words: usize,
    error: usize,
    warning: usize,
    info: usize,
    suppressed: usize,
    baselined: usize,
    fail_on: &'static str,
    failed: bool,
    unchanged: usize,
    /// Whether all went well, so that what was found is all there is.
    complete: bool,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct FileReport<'f> {
    path: &'f str,
    words: usize,
    findings: Vec<FindingReport<'f>>,
    /// What does not count, if that was asked for.
    excused: Option<Vec<ExcusedReport<'f>>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct FindingReport<'f> {
    rule: &'f str,
    severity: &'static str,
    message: &'f str,
    help: &'f str,
    refs: &'f [String],
    span: Bytes,
    fragments: Vec<Bytes>,
    start: Place,
    end: Place,
    text: &'f str,
    explanation: Option<ExplanationReport<'f>>,
    related: Vec<RelatedReport<'f>>,
    fix: Option<FixReport<'f>>,
    fingerprint: &'f str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Bytes {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Place {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ExplanationReport<'f> {
    subject: Option<SubjectReport<'f>>,
    relation: &'f str,
    target: &'f str,
    frame: &'f str,
    modality: &'f str,
    polarity: &'f str,
    source: &'f str,
    severity_steps: Vec<StepReport<'f>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SubjectReport<'f> {
    text: &'f str,
    resolved: &'f str,
    how: &'f str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct StepReport<'f> {
    reason: &'f str,
    to: &'static str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct RelatedReport<'f> {
    rule: &'f str,
    message: &'f str,
    span: Bytes,
    start: Place,
    end: Place,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FixReport<'f> {
    title: &'f str,
    span: Bytes,
    replacement: &'f str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct FileError {
    path: Option<String>,
    message: String,
}

impl RunEnd {
    pub(super) fn new(run: &Run<'_>) -> Self {
        let errors = run.failures.iter().map(FileError::from).collect();
        Self { tool: Tool::new(run), summary: Summary::new(run), errors }
    }
}

impl Tool {
    pub(super) fn new(run: &Run<'_>) -> Self {
        Self {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            rules_digest: run.rules_digest.to_owned(),
        }
    }
}

impl Summary {
    pub(super) fn new(run: &Run<'_>) -> Self {
        let totals = run.totals;
        Self {
            files: totals.files,
            words: totals.words,
            error: totals.errors,
            warning: totals.warnings,
            info: totals.infos,
            suppressed: totals.suppressed,
            baselined: totals.baselined,
            fail_on: run.fail_on.name(),
            failed: totals.failed,
            unchanged: totals.unchanged,
            complete: run.failures.is_empty(),
        }
    }
}

impl<'f> FileReport<'f> {
    pub(super) fn new(report: &'f Report, with_excused: bool) -> Self {
        let findings = report.findings.iter().map(|finding| FindingReport::new(&report.source, finding)).collect();
        let excused = || report.excused.iter().map(|excused| ExcusedReport::new(&report.source, excused)).collect();
        Self { path: report.source.name(), words: report.words, findings, excused: with_excused.then(excused) }
    }
}

impl<'f> FindingReport<'f> {
    pub(super) fn new(source: &SourceFile, finding: &'f Finding) -> Self {
        Self {
            rule: &finding.rule,
            severity: finding.severity.name(),
            message: &finding.message,
            help: &finding.help,
            refs: &finding.refs,
            span: finding.span.into(),
            fragments: finding.fragments.iter().copied().map(Bytes::from).collect(),
            start: source.position(finding.span.start, Encoding::Scalar).into(),
            end: source.position(finding.span.end, Encoding::Scalar).into(),
            text: &finding.text,
            explanation: finding.explanation.as_ref().map(ExplanationReport::from),
            related: finding.related.iter().map(|related| RelatedReport::new(source, related)).collect(),
            fix: finding.fix.as_ref().map(FixReport::from),
            fingerprint: &finding.fingerprint,
        }
    }
}

impl<'f> RelatedReport<'f> {
    fn new(source: &SourceFile, related: &'f Related) -> Self {
        Self {
            start: source.position(related.span.start, Encoding::Scalar).into(),
            end: source.position(related.span.end, Encoding::Scalar).into(),
            rule: &related.rule,
            message: &related.message,
            span: related.span.into(),
        }
    }
}

impl<'f> From<&'f Explanation> for ExplanationReport<'f> {
    fn from(explanation: &'f Explanation) -> Self {
        let step = |step: &'f SeverityStep| StepReport { reason: &step.reason, to: step.to.name() };
        let subject = |subject: &'f Subject| SubjectReport {
            text: &subject.text,
            resolved: &subject.resolved,
            how: &subject.how,
        };
        Self {
            subject: explanation.subject.as_ref().map(subject),
            relation: &explanation.relation,
            target: &explanation.target,
            frame: &explanation.frame,
            modality: &explanation.modality,
            polarity: &explanation.polarity,
            source: &explanation.source,
            severity_steps: explanation.severity_steps.iter().map(step).collect(),
        }
    }
}

impl<'f> From<&'f Fix> for FixReport<'f> {
    fn from(fix: &'f Fix) -> Self {
        Self { title: &fix.title, span: fix.span.into(), replacement: &fix.replacement }
    }
}

impl From<&Failure> for FileError {
    fn from(failure: &Failure) -> Self {
        Self { path: failure.path.clone(), message: failure.message.clone() }
    }
}

impl From<Span> for Bytes {
    fn from(span: Span) -> Self {
        Self { start: span.start, end: span.end }
    }
}

impl From<Position> for Place {
    fn from(position: Position) -> Self {
        Self { line: position.line, column: position.column }
    }
}

#[cfg(test)]
mod tests {
    use super::RunReport;

    #[test]
    fn the_schema_is_that_of_the_types() {
        // What is not there is null and never left out, so every field is required.
        let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
        let schema = settings.into_generator().into_root_schema_for::<RunReport<'_>>();
        crate::text::checked_in::schema("report", "A claimlint report, version 1", schema);
    }
}
