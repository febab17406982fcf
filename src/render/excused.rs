//! Findings that do not count, one line each with what excuses them, for whoever audits a site: `--show-suppressed` adds
//! them to the formats for people. Programs read them from their own reports. Floor 7.

use std::io::{self, Write};

use super::clean;
use crate::lint::{Excuse, Report};
use crate::text::Encoding;

/// Long enough for any reason; a line must still end.
const COLUMNS: usize = 2_000;

/// Writes what a file excuses: `path:line:col: allowed error: message [rule] because: reason`.
///
/// # Errors
/// Those of the writer.
pub fn excused(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let path = clean::line(report.source.name(), COLUMNS);
    let line = |offset| report.source.position(offset, Encoding::Scalar);
    for excused in &report.excused {
        let finding = &excused.finding;
        let at = line(finding.span.start);
        let (how, why) = match &excused.by {
            Excuse::Suppression { span, reason, until } => {
                let until = until.map_or(String::new(), |until| format!(" until {until}"));
                ("allowed", format!(" on line {}{until}: {reason}", line(span.start).line))
            }
            Excuse::Baseline => ("known", " by the baseline".to_owned()),
            Excuse::Unchanged => ("unchanged", String::new()),
        };
        let (severity, message) = (finding.severity.name(), clean::line(&finding.message, COLUMNS));
        let (rule, why) = (clean::line(&finding.rule, COLUMNS), clean::line(&why, COLUMNS));
        writeln!(out, "{path}:{}:{}: {how} {severity}: {message} [{rule}]{why}", at.line, at.column)?;
    }
    Ok(())
}
