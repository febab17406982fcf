//! Whole pages, as their writers would see them judged: what is found, and how it is drawn. A change of rules shows here
//! as a diff that a reviewer can read. Pages that promote nothing must pass.

#![expect(clippy::unwrap_used, reason = "the functions beside the tests are tests, too")]

use claimlint::detect::Severity;
use claimlint::lint::{FailOn, Report};
use claimlint::render::{Format, Paint, Run, Totals};
use claimlint::text::SourceFile;

use crate::repository::{LINTER, files, read};

fn lint(path: &str) -> Report {
    LINTER.lint(SourceFile::new(path, &read(path)))
}

fn name(path: &str) -> &str {
    path.trim_start_matches("fixtures/articles/").trim_end_matches(".md")
}

#[test]
fn every_article_is_judged_as_recorded() {
    insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        for path in files("fixtures/articles", "md") {
            insta::assert_snapshot!(name(&path), short(&lint(&path)));
        }
    });
}

#[test]
fn an_article_is_drawn_as_recorded() {
    insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("kratom-mood.full", render(Format::Full, &lint("fixtures/articles/kratom-mood.md")));
    });
}

#[test]
fn pages_that_promote_nothing_pass() {
    for path in ["kratom-responsible", "anxiety-leaflet", "sourdough"] {
        let report = lint(&format!("fixtures/articles/{path}.md"));
        let noise: Vec<_> = report.findings.iter().filter(|finding| finding.severity > Severity::Info).collect();
        assert!(noise.is_empty(), "{path}: {noise:#?}");
    }
}

#[test]
fn pages_that_promote_do_not_pass() {
    for path in ["kratom-anxiety", "kratom-mood", "sleep-gummies-shop"] {
        let report = lint(&format!("fixtures/articles/{path}.md"));
        assert!(report.count(Severity::Error) >= 3, "{path}");
    }
}

fn short(report: &Report) -> String {
    let text = render(Format::Short, report);
    if text.is_empty() { "nothing\n".to_owned() } else { text }
}

/// A report as it is written to a file: no colour, nothing that depends on a terminal.
fn render(format: Format, report: &Report) -> String {
    let mut out = Vec::new();
    let mut renderer = format.renderer(Paint::Plain.into(), false);
    renderer.report(report, &mut out).unwrap();
    let mut totals = Totals::default();
    totals.add(report);
    let run = Run { totals: &totals, fail_on: FailOn::DEFAULT, rules_digest: "", rules: &[], failures: &[] };
    renderer.finish(&run, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}
