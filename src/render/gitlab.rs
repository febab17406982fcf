//! Format `gitlab`: a Code Quality report, which GitLab shows in merge requests. It knows lines and no columns. What could
//! not be read is a `blocker`, so that a report of half a run does not look like a clean one. Floor 7.

use std::io::{self, Write};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::json_array::JsonArray;
use super::{Failure, Renderer, Run, clean};
use crate::detect::Severity;
use crate::lint::{Finding, Report};
use crate::text::{Encoding, SourceFile};

/// Writes findings as they come.
#[derive(Default)]
pub(super) struct GitLab {
    opened: bool,
    issues: JsonArray,
}

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

impl Renderer for GitLab {
    fn report(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        self.open(out)?;
        report.findings.iter().try_for_each(|finding| self.issues.push(&issue(&report.source, finding), out))
    }

    fn finish(&mut self, run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.open(out)?;
        run.failures.iter().try_for_each(|failure| self.issues.push(&blocker(failure), out))?;
        self.issues.end(out)?;
        writeln!(out, "]")
    }
}

impl GitLab {
    fn open(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if !std::mem::replace(&mut self.opened, true) {
            out.write_all(b"[")?;
        }
        Ok(())
    }
}

fn issue(source: &SourceFile, finding: &Finding) -> Issue {
    let line = |offset| source.position(offset, Encoding::Utf8).line;
    Issue {
        description: clean::text(&finding.message),
        check_name: finding.rule.clone(),
        fingerprint: fingerprint(&[source.name(), &finding.fingerprint]),
        severity: match finding.severity {
            Severity::Error => "critical",
            Severity::Warning => "major",
            Severity::Info => "info",
        },
        location: Location {
            path: source.name().to_owned(),
            lines: Lines { begin: line(finding.span.start), end: line(finding.span.end) },
        },
    }
}

fn blocker(failure: &Failure) -> Issue {
    let path = failure.path.clone().unwrap_or_else(|| ".".to_owned());
    Issue {
        description: clean::text(&failure.message),
        check_name: "claimlint".to_owned(),
        fingerprint: fingerprint(&[&path, &failure.message]),
        severity: "blocker",
        location: Location { path, lines: Lines { begin: 1, end: 1 } },
    }
}

/// GitLab takes issues of one fingerprint for one issue, wherever they are: ours is unique in its file only.
fn fingerprint(parts: &[&str]) -> String {
    let digest = Sha256::digest(parts.join("\n"));
    digest.iter().take(16).fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::GitLab;
    use crate::render::Failure;
    use crate::render::sample::{finding, write};
    use crate::text::SourceFile;

    #[test]
    fn issues_have_lines_and_fingerprints_of_their_own() {
        let write = |name: &str| {
            let source = SourceFile::new(name, "One.\n\nIt cures\ncolds\n");
            let mut finding = finding(&source, "cures\ncolds");
            finding.message = "Says “\u{1b}”.".to_owned();
            write(&mut GitLab::default(), source, vec![finding], &[Failure::of("b.md", "not UTF-8")])
        };
        insta::assert_snapshot!(write("a.md"), @r#"
        [
        {"description":"Says “␛”.","check_name":"claim/alternative-to-treatment","fingerprint":"2e56c4a358a541906a09bb76610e3a32","severity":"critical","location":{"path":"a.md","lines":{"begin":3,"end":4}}},
        {"description":"not UTF-8","check_name":"claimlint","fingerprint":"4c7d5ca72dfb663e57051b94eae59b2c","severity":"blocker","location":{"path":"b.md","lines":{"begin":1,"end":1}}}
        ]
        "#);
        let of = |name: &str| {
            let issues: serde_json::Value = serde_json::from_str(&write(name)).unwrap();
            issues[0]["fingerprint"].clone()
        };
        assert_ne!(of("a.md"), of("c.md"));
    }
}
