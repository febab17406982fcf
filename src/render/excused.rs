//! Findings that do not count, for whoever audits a site and asks with `--show-suppressed`: what excuses one, in words, and
//! the lines that `full` and `short` add. Other formats have places of their own for them. Floor 7.

use std::io::{self, Write};

use super::clean;
use crate::lint::{Excuse, Report};
use crate::text::{Encoding, SourceFile};

/// Long enough for any reason; a line must still end.
const COLUMNS: usize = 2_000;

/// Writes what a file excuses: `path:line:col: allowed error: message [rule] on line 3: reason`.
pub(super) fn lines(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let path = clean::line(report.source.name(), COLUMNS);
    for excused in &report.excused {
        let finding = &excused.finding;
        let at = report.source.position(finding.span.start, Encoding::Scalar);
        let why = why(&report.source, &excused.by);
        let (how, why) = why.split_once(' ').unwrap_or((&why, ""));
        let (severity, message) = (finding.severity.name(), clean::line(&finding.message, COLUMNS));
        let (rule, why) = (clean::line(&finding.rule, COLUMNS), clean::line(why, COLUMNS));
        writeln!(out, "{path}:{}:{}: {how} {severity}: {message} [{rule}] {why}", at.line, at.column)?;
    }
    Ok(())
}

/// What excuses a finding: `allowed on line 3 until 2027-01-31: reason`.
pub(super) fn why(source: &SourceFile, by: &Excuse) -> String {
    match by {
        Excuse::Suppression { span, reason, until } => {
            let line = source.position(span.start, Encoding::Scalar).line;
            let until = until.map_or(String::new(), |until| format!(" until {until}"));
            format!("allowed on line {line}{until}: {reason}")
        }
        Excuse::Baseline => "known to the baseline".to_owned(),
        Excuse::Unchanged => "unchanged since the revision".to_owned(),
    }
}
