//! Format `junit`: the XML that CI servers show as test results. A file is a suite; each finding at or above the fail
//! level of the file is a failed case, each below it a passed one that keeps its words as output, what is excused a skipped one if that
//! is asked for, and a file without any of them is one passed case. What could not be read is an error. Floor 7.

use std::io::{self, Write};

use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};

use super::{Failure, Renderer, Run, clean, excused};
use crate::detect::Severity;
use crate::lint::{Finding, Report};
use crate::text::Encoding;

/// Collects files: the format counts first.
pub(super) struct JUnit {
    with_excused: bool,
    files: Vec<(String, Vec<Case>)>,
}

/// A finding as text.
struct Case {
    severity: Severity,
    /// Whether it fails the run.
    fails: bool,
    name: String,
    message: String,
    description: String,
    /// What excuses it.
    excused: Option<String>,
}

impl JUnit {
    pub(super) const fn new(with_excused: bool) -> Self {
        Self { with_excused, files: Vec::new() }
    }
}

impl Renderer for JUnit {
    fn report(&mut self, report: &Report, _: &mut dyn Write) -> io::Result<()> {
        let source = &report.source;
        let mut cases: Vec<Case> = report.findings.iter().map(|finding| Case::new(report, finding)).collect();
        cases.extend(report.excused.iter().filter(|_| self.with_excused).map(|excused| Case {
            excused: Some(clean::text(&excused::why(source, &excused.by))),
            ..Case::new(report, &excused.finding)
        }));
        self.files.push((clean::text(report.source.name()), cases));
        Ok(())
    }

    fn finish(&mut self, run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut written = quick_junit::Report::new("claimlint");
        for (path, cases) in std::mem::take(&mut self.files) {
            let mut suite = TestSuite::new(path.as_str());
            if cases.is_empty() {
                suite.add_test_case(case(&path, "no findings", TestCaseStatus::success()));
            }
            suite.add_test_cases(cases.into_iter().map(|finding| finding.into_case(&path)));
            written.add_test_suite(suite);
        }
        if !run.failures.is_empty() {
            let mut suite = TestSuite::new("not checked");
            suite.add_test_cases(run.failures.iter().map(trouble));
            written.add_test_suite(suite);
        }
        written.serialize(out).map_err(io::Error::other)
    }
}

impl Case {
    fn new(report: &Report, finding: &Finding) -> Self {
        let source = &report.source;
        let at = source.position(finding.span.start, Encoding::Scalar);
        let severity = finding.severity.name();
        Self {
            severity: finding.severity,
            fails: report.fail_on.fails(finding.severity),
            name: format!("{} at {}:{}", clean::text(&finding.rule), at.line, at.column),
            message: clean::text(&finding.message),
            description: clean::text(&format!(
                "{}:{}:{}: {severity}: {}\n{}",
                source.name(),
                at.line,
                at.column,
                finding.message,
                finding.help
            )),
            excused: None,
        }
    }

    fn into_case(self, path: &str) -> TestCase {
        if let Some(why) = self.excused {
            let mut status = TestCaseStatus::skipped();
            status.set_message(why).set_description(self.description);
            return case(path, &self.name, status);
        }
        if !self.fails {
            let mut passed = case(path, &self.name, TestCaseStatus::success());
            passed.set_system_out(self.description);
            return passed;
        }
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_type(self.severity.name()).set_message(self.message).set_description(self.description);
        case(path, &self.name, status)
    }
}

fn trouble(failure: &Failure) -> TestCase {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
    status.set_message(clean::text(&failure.message));
    let path = failure.path.as_deref().map_or("run".to_owned(), clean::text);
    case(&path, &path, status)
}

fn case(path: &str, name: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(name, status);
    case.set_classname(path);
    case
}

#[cfg(test)]
mod tests {
    use super::JUnit;
    use crate::detect::Severity;
    use crate::render::Failure;
    use crate::render::sample::{finding, write};
    use crate::text::SourceFile;

    #[test]
    fn findings_at_the_fail_level_fail_and_others_pass_with_their_words() {
        let source = SourceFile::new("a<b>.md", "– it cures colds\n");
        let mut high = finding(&source, "cures");
        high.message = "“]]> & \"\u{0}\u{1b}[31m\u{202e}”".to_owned();
        let mut low = finding(&source, "colds");
        low.severity = Severity::Info;
        let written = write(&mut JUnit::new(false), source, vec![high, low], &[Failure::of("b.md", "not UTF-8")]);
        insta::assert_snapshot!(written, @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="claimlint" tests="3" skipped="0" failures="1" errors="1">
            <testsuite name="a&lt;b&gt;.md" tests="2" skipped="0" errors="0" failures="1">
                <testcase name="claim/alternative-to-treatment at 1:6" classname="a&lt;b&gt;.md">
                    <failure message="“]]&gt; &amp; &quot;␀␛[31m�”" type="error">a&lt;b&gt;.md:1:6: error: “]]&gt; &amp; &quot;␀␛[31m�”
        Say what is known, or remove it.</failure>
                </testcase>
                <testcase name="claim/alternative-to-treatment at 1:12" classname="a&lt;b&gt;.md">
                    <system-out>a&lt;b&gt;.md:1:12: info: Presents it as a substitute for treatment.
        Say what is known, or remove it.</system-out>
                </testcase>
            </testsuite>
            <testsuite name="not checked" tests="1" skipped="0" errors="1" failures="0">
                <testcase name="b.md" classname="b.md">
                    <error message="not UTF-8"/>
                </testcase>
            </testsuite>
        </testsuites>
        "#);
        let clean = write(&mut JUnit::new(false), SourceFile::new("c.md", "x"), Vec::new(), &[]);
        assert!(clean.contains("tests=\"1\" skipped=\"0\" errors=\"0\" failures=\"0\""), "{clean}");
    }
}
