//! What does not count, in the JSON report, version 1: the finding as it would have counted, and what excuses it. A contract
//! like the rest of the report. Floor 7.

use serde::Serialize;

use super::json_v1::{Bytes, FindingReport, Place};
use crate::lint::{Excuse, Excused};
use crate::text::{Encoding, SourceFile, Span};

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct ExcusedReport<'f> {
    /// `suppression`, `baseline` or `unchanged`.
    by: &'static str,
    reason: Option<&'f str>,
    until: Option<String>,
    /// Where the suppression stands.
    suppression: Option<Located>,
    finding: FindingReport<'f>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Located {
    span: Bytes,
    start: Place,
    end: Place,
}

impl<'f> ExcusedReport<'f> {
    pub(super) fn new(source: &SourceFile, excused: &'f Excused) -> Self {
        let (by, reason, until, span) = match &excused.by {
            Excuse::Suppression { span, reason, until } => {
                ("suppression", Some(reason.as_str()), until.map(|until| until.to_string()), Some(*span))
            }
            Excuse::Baseline => ("baseline", None, None, None),
            Excuse::Unchanged => ("unchanged", None, None, None),
        };
        let located = |span: Span| Located {
            span: span.into(),
            start: source.position(span.start, Encoding::Scalar).into(),
            end: source.position(span.end, Encoding::Scalar).into(),
        };
        let finding = FindingReport::new(source, &excused.finding);
        Self { by, reason, until, suppression: span.map(located), finding }
    }
}
