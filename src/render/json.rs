//! Format `json`: the JSON report, one document for the whole run. Files are written as they are judged, so that a report
//! of many needs the memory of one; what is known only at the end follows them. Its shape is `json_v1.rs`. Floor 7.

use std::io::{self, BufWriter, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};

use super::json_v1::{FileReport, RunEnd};
use super::{Renderer, Run};
use crate::lint::Report;

const HEAD: &str = "{\n  \"schema_version\": 1,\n  \"files\": [";

/// Writes files as they come.
pub(super) struct Json {
    with_excused: bool,
    /// Files written.
    files: usize,
}

impl Json {
    pub(super) const fn new(with_excused: bool) -> Self {
        Self { with_excused, files: 0 }
    }
}

impl Renderer for Json {
    fn report(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let before = if self.files == 0 { HEAD } else { "," };
        self.files += 1;
        write!(out, "{before}\n    ")?;
        indented(&FileReport::new(report, self.with_excused), 2, out)
    }

    fn finish(&mut self, run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.files == 0 { HEAD } else { "\n  " }.as_bytes())?;
        // The rest of the object that is open: without the brace that would open another.
        let mut end = Vec::new();
        indented(&RunEnd::new(run), 0, &mut end)?;
        out.write_all(b"],")?;
        out.write_all(end.strip_prefix(b"{").unwrap_or(&end))?;
        writeln!(out)
    }
}

/// Writes a value over several lines, so many levels deep.
fn indented(value: &impl Serialize, depth: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut lines = PrettyFormatter::new();
    for _ in 0..depth {
        lines.begin_array(&mut io::sink())?;
    }
    // Values come in small pieces, which a buffer of their own takes fastest.
    let mut out = BufWriter::new(out);
    value.serialize(&mut Serializer::with_formatter(&mut out, lines))?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::Json;
    use crate::detect::{Severity, SeverityStep};
    use crate::lint::{Explanation, FailOn, Fix, Related, Report, Subject};
    use crate::render::sample::{find, finding, report};
    use crate::render::{Failure, Renderer, Run, Totals};
    use crate::text::SourceFile;

    fn write(reports: &[Report], failures: &[Failure]) -> String {
        let (mut json, mut out) = (Json::new(false), Vec::new());
        let mut totals = Totals::default();
        for report in reports {
            totals.add(report);
            json.report(report, &mut out).unwrap();
        }
        let run = Run { totals: &totals, fail_on: FailOn::DEFAULT, rules_digest: "sha256:00", rules: &[], failures };
        json.finish(&run, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_report_has_the_shape_of_the_contract() {
        let source = SourceFile::new("post.md", "\u{feff}It is an **alternative\r\nto** drugs.\r\n");
        let mut finding = finding(&source, "alternative\r\nto");
        finding.fragments = vec![find(&source, "alternative"), find(&source, "to")];
        finding.text = "alternative to".to_owned();
        finding.explanation = Some(Explanation {
            subject: Some(Subject { text: "It".to_owned(), resolved: "kratom".to_owned(), how: "pronoun".to_owned() }),
            relation: "alternative to".to_owned(),
            target: "drugs".to_owned(),
            frame: "alternative".to_owned(),
            modality: "bare".to_owned(),
            polarity: "affirmed".to_owned(),
            source: "author".to_owned(),
            severity_steps: vec![SeverityStep { reason: "base".to_owned(), to: Severity::Error }],
        });
        let drugs = find(&source, "drugs");
        let rule = "claim/hype-metaphor".to_owned();
        finding.related = vec![Related { rule, span: drugs, message: "also here".to_owned() }];
        finding.fix = Some(Fix { title: "Remove".to_owned(), span: drugs, replacement: String::new(), draft: false });
        let report = report(source, 6, vec![finding]);
        let written = write(&[report], &[Failure::of("b.md", "not UTF-8")]);
        insta::assert_snapshot!(written.replace(env!("CARGO_PKG_VERSION"), "X.Y.Z"), @r#"
        {
          "schema_version": 1,
          "files": [
            {
              "path": "post.md",
              "words": 6,
              "findings": [
                {
                  "rule": "claim/alternative-to-treatment",
                  "severity": "error",
                  "message": "Presents it as a substitute for treatment.",
                  "help": "Say what is known, or remove it.",
                  "refs": [
                    "21 CFR 101.93(g)(2)(vi)",
                    "FTC 2022"
                  ],
                  "span": {
                    "start": 14,
                    "end": 29
                  },
                  "fragments": [
                    {
                      "start": 14,
                      "end": 25
                    },
                    {
                      "start": 27,
                      "end": 29
                    }
                  ],
                  "start": {
                    "line": 1,
                    "column": 13
                  },
                  "end": {
                    "line": 2,
                    "column": 3
                  },
                  "text": "alternative to",
                  "explanation": {
                    "subject": {
                      "text": "It",
                      "resolved": "kratom",
                      "how": "pronoun"
                    },
                    "relation": "alternative to",
                    "target": "drugs",
                    "frame": "alternative",
                    "modality": "bare",
                    "polarity": "affirmed",
                    "source": "author",
                    "severity_steps": [
                      {
                        "reason": "base",
                        "to": "error"
                      }
                    ]
                  },
                  "related": [
                    {
                      "rule": "claim/hype-metaphor",
                      "message": "also here",
                      "span": {
                        "start": 32,
                        "end": 37
                      },
                      "start": {
                        "line": 2,
                        "column": 6
                      },
                      "end": {
                        "line": 2,
                        "column": 11
                      }
                    }
                  ],
                  "fix": {
                    "title": "Remove",
                    "span": {
                      "start": 32,
                      "end": 37
                    },
                    "replacement": ""
                  },
                  "fingerprint": "0123abcd"
                }
              ],
              "excused": null
            }
          ],
          "tool": {
            "name": "claimlint",
            "version": "X.Y.Z",
            "rules_digest": "sha256:00"
          },
          "summary": {
            "files": 1,
            "words": 6,
            "error": 1,
            "warning": 0,
            "info": 0,
            "suppressed": 0,
            "baselined": 0,
            "fail_on": "warning",
            "failed": true,
            "unchanged": 0,
            "complete": false
          },
          "errors": [
            {
              "path": "b.md",
              "message": "not UTF-8"
            }
          ]
        }
        "#);
    }

    #[test]
    fn what_is_not_there_is_null_or_empty_and_never_left_out() {
        let source = SourceFile::new("a\u{1b}.md", "It cures.\n");
        let mut finding = finding(&source, "cures");
        finding.severity = Severity::Info;
        let report = report(source, 2, vec![finding]);
        let nowhere = Failure { path: None, message: "no".to_owned(), help: None };
        let json: serde_json::Value = serde_json::from_str(&write(&[report], &[nowhere])).unwrap();
        let finding = &json["files"][0]["findings"][0];
        for (key, value) in [("explanation", "null"), ("fix", "null"), ("related", "[]")] {
            assert_eq!(finding.get(key).unwrap().to_string(), value);
        }
        assert_eq!(json["errors"][0].get("path").unwrap(), &serde_json::Value::Null);
        assert_eq!(json["files"][0]["path"], "a\u{1b}.md");
        assert_eq!(json["summary"]["failed"], false);
    }
}
