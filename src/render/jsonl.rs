//! Format `jsonl`: one JSON object a line, written as files are judged, for pipelines that do not wait for the end. Each
//! has a `type`: `finding` (the fields of the JSON report and the `path`), `excused` if that is asked for, `file` after its
//! findings, so that clean files are seen, `error`, and `summary` last. Floor 7.

use std::io::{self, Write};

use serde::Serialize;

use super::json_excused::ExcusedReport;
use super::json_v1::{FileError, FindingReport, Summary, Tool};
use super::{Renderer, Run};
use crate::lint::Report;

/// Writes lines as they come.
pub(super) struct JsonLines {
    pub(super) with_excused: bool,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line<'a> {
    Finding {
        path: &'a str,
        #[serde(flatten)]
        finding: Box<FindingReport<'a>>,
    },
    Excused {
        path: &'a str,
        #[serde(flatten)]
        excused: Box<ExcusedReport<'a>>,
    },
    File {
        path: &'a str,
        words: usize,
        findings: usize,
    },
    Error(FileError),
    Summary {
        schema_version: u32,
        tool: Tool,
        #[serde(flatten)]
        summary: Summary,
    },
}

impl Renderer for JsonLines {
    fn report(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let path = report.source.name();
        for finding in &report.findings {
            line(&Line::Finding { path, finding: Box::new(FindingReport::new(&report.source, finding)) }, out)?;
        }
        for excused in report.excused.iter().filter(|_| self.with_excused) {
            line(&Line::Excused { path, excused: Box::new(ExcusedReport::new(&report.source, excused)) }, out)?;
        }
        line(&Line::File { path, words: report.words, findings: report.findings.len() }, out)
    }

    fn finish(&mut self, run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
        for failure in run.failures {
            line(&Line::Error(FileError::from(failure)), out)?;
        }
        line(&Line::Summary { schema_version: 1, tool: Tool::new(run), summary: Summary::new(run) }, out)
    }
}

fn line(line: &Line<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    writeln!(out)
}
