//! Findings for the tests of this floor, made by hand: what the engine finds must not matter here.
//! Tests only. Floor 7.

use super::{Failure, Renderer, Run, Totals};
use crate::detect::{PageScore, Severity};
use crate::lint::{FailOn, Finding, Report};
use crate::text::{SourceFile, Span};

/// The first place of some words.
pub(super) fn find(source: &SourceFile, words: &str) -> Span {
    let start = source.text().find(words).unwrap();
    Span::new(start, start + words.len())
}

/// A finding at the first place of some words.
pub(super) fn finding(source: &SourceFile, words: &str) -> Finding {
    let span = find(source, words);
    Finding {
        rule: "claim/alternative-to-treatment".to_owned(),
        severity: Severity::Error,
        message: "Presents it as a substitute for treatment.".to_owned(),
        help: "Say what is known, or remove it.".to_owned(),
        refs: vec!["21 CFR 101.93(g)(2)(vi)".to_owned(), "FTC 2022".to_owned()],
        span,
        fragments: vec![span],
        text: words.to_owned(),
        labels: Vec::new(),
        explanation: None,
        related: Vec::new(),
        fix: None,
        fingerprint: "0123abcd".to_owned(),
        of_page: false,
        stand_ins: Vec::new(),
    }
}

/// A report of a file with nothing but findings.
pub(super) fn report(source: SourceFile, words: usize, findings: Vec<Finding>) -> Report {
    Report {
        source,
        words,
        passed_over: false,
        code_blocks: 0,
        fail_on: FailOn::DEFAULT,
        findings,
        excused: Vec::new(),
        silenced: Vec::new(),
        score: PageScore::default(),
    }
}

/// What a renderer makes of a run over one file.
pub(super) fn write(
    renderer: &mut dyn Renderer,
    source: SourceFile,
    findings: Vec<Finding>,
    failures: &[Failure],
) -> String {
    let report = report(source, 3, findings);
    let mut totals = Totals::default();
    totals.add(&report);
    let run = Run { totals: &totals, fail_on: FailOn::DEFAULT, rules_digest: "sha256:00", rules: &[], failures };
    let mut out = Vec::new();
    renderer.report(&report, &mut out).unwrap();
    renderer.finish(&run, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}
