//! Format `sarif`: SARIF 2.1.0, which GitHub code scanning and many dashboards read. Results are written as files are
//! judged; the rules and what went wrong follow at the end, since the order of keys means nothing. The shape is
//! `log.rs`. Floor 7.

mod log;

use std::io::{self, Write};

use self::log::{
    Area, ArtifactLocation, Change, Driver, Fix, Inserted, Invocation, Level, Location, Message, Notification,
    PartialFingerprints, Physical, Region, SarifResult, Snippet, Suppression, SuppressionKind, Tool, driver_rule,
};
use super::json_array::JsonArray;
use super::{Failure, Renderer, Run, clean, excused};
use crate::lint::{Excuse, Finding, Report};
use crate::text::{Encoding, SourceFile, Span};

const HEAD: &str =
    r#"{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"results":["#;

/// Writes results as they come.
#[derive(Default)]
pub(super) struct Sarif {
    /// Only if asked for: GitHub shows a suppressed result as an open alert.
    with_excused: bool,
    opened: bool,
    results: JsonArray,
}

impl Renderer for Sarif {
    fn report(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        self.open(out)?;
        let source = &report.source;
        for finding in &report.findings {
            let suppressions = self.with_excused.then(Vec::new);
            self.results.push(&result(source, finding, suppressions), out)?;
        }
        for excused in report.excused.iter().filter(|_| self.with_excused) {
            let suppressions = Some(vec![suppression(source, &excused.by)]);
            self.results.push(&result(source, &excused.finding, suppressions), out)?;
        }
        Ok(())
    }

    fn finish(&mut self, run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.open(out)?;
        self.results.end(out)?;
        out.write_all(b"],\n\"columnKind\":\"unicodeCodePoints\",\n\"tool\":")?;
        let rules = run.rules.iter().map(|rule| driver_rule(rule)).collect();
        serde_json::to_writer(&mut *out, &Tool { driver: Driver::new(run.rules_digest, rules) })?;
        out.write_all(b",\n\"invocations\":")?;
        let notifications = run.failures.iter().map(notification).collect();
        serde_json::to_writer(&mut *out, &[Invocation::new(run.failures.is_empty(), notifications)])?;
        writeln!(out, "}}]}}")
    }
}

impl Sarif {
    pub(super) fn new(with_excused: bool) -> Self {
        Self { with_excused, ..Self::default() }
    }

    fn open(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.opened, true) {
            return Ok(());
        }
        out.write_all(HEAD.as_bytes())
    }
}

fn result(source: &SourceFile, finding: &Finding, suppressions: Option<Vec<Suppression>>) -> SarifResult {
    let mut location = place(source, finding.span, None);
    location.annotations = finding.labels.iter().map(|label| area(source, label.span, &label.text)).collect();
    let related = finding.related.iter().map(|related| place(source, related.span, Some(&related.message)));
    SarifResult {
        rule_id: finding.rule.clone(),
        level: Level::of(finding.severity),
        message: message(&finding.message),
        locations: [location],
        related_locations: related.collect(),
        partial_fingerprints: PartialFingerprints::new(&finding.fingerprint),
        fixes: finding.fix.iter().map(|fix| change(source, fix)).collect(),
        suppressions,
    }
}

fn suppression(source: &SourceFile, by: &Excuse) -> Suppression {
    let (kind, justification, location) = match by {
        Excuse::Suppression { span, reason, .. } => {
            (SuppressionKind::InSource, clean::text(reason), Some(place(source, *span, None)))
        }
        Excuse::Baseline | Excuse::Unchanged => (SuppressionKind::External, excused::why(source, by), None),
    };
    Suppression { kind, status: "accepted", justification, location }
}

/// A place in a file. Only places that are no result's own have a message.
fn place(source: &SourceFile, span: Span, words: Option<&str>) -> Location {
    Location {
        physical_location: Physical { artifact_location: artifact(source.name()), region: Some(region(source, span)) },
        message: words.map(message),
        annotations: Vec::new(),
    }
}

fn region(source: &SourceFile, span: Span) -> Region {
    let (start, end) = (source.position(span.start, Encoding::Scalar), source.position(span.end, Encoding::Scalar));
    let char_offset = source.scalars_before(span.start);
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
        char_offset,
        char_length: source.scalars_before(span.end).saturating_sub(char_offset),
        byte_offset: span.start,
        byte_length: span.len(),
        snippet: Some(Snippet { text: source.slice(span).to_owned() }),
    }
}

fn area(source: &SourceFile, span: Span, words: &str) -> Area {
    Area { region: Region { snippet: None, ..region(source, span) }, message: message(words) }
}

fn change(source: &SourceFile, fix: &crate::lint::Fix) -> Fix {
    let replacement = Inserted::new(Region { snippet: None, ..region(source, fix.span) }, fix.replacement.clone());
    Fix {
        description: message(&fix.title),
        artifact_changes: [Change { artifact_location: artifact(source.name()), replacements: [replacement] }],
    }
}

fn notification(failure: &Failure) -> Notification {
    let location = |path: &String| Location {
        physical_location: Physical { artifact_location: artifact(path), region: None },
        message: None,
        annotations: Vec::new(),
    };
    Notification {
        level: "error",
        message: message(&failure.message),
        locations: failure.path.iter().map(location).collect(),
    }
}

/// A text for people. `[words](target)` is a link in a message, and quoted words of a file must not become one.
fn message(text: &str) -> Message {
    Message { text: clean::text(text).replace("](", "\\](") }
}

/// A path as a URI reference: relative to the root of the checkout unless the path is absolute.
fn artifact(path: &str) -> ArtifactLocation {
    let absolute = path.starts_with('/') || path.as_bytes().get(1) == Some(&b':');
    let prefix = match absolute {
        true if path.starts_with('/') => "file://",
        true => "file:///",
        false => "",
    };
    ArtifactLocation { uri: format!("{prefix}{}", encoded(path)), uri_base_id: (!absolute).then_some("%SRCROOT%") }
}

/// Percent-encoded, but for what may stand in the path of a URI as it is.
fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte);
    path.bytes().fold(String::new(), |uri, byte| {
        uri + &if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    })
}

#[cfg(test)]
mod tests {
    use super::{Sarif, artifact};
    use crate::lint::{Fix, Label, Related};
    use crate::render::Failure;
    use crate::render::sample::{find, finding, write};
    use crate::text::SourceFile;

    #[test]
    fn a_result_has_its_place_in_bytes_and_characters() {
        let source = SourceFile::new("my post.md", "\u{feff}One.\r\n– it **cures** colds\r\n");
        let mut finding = finding(&source, "cures");
        finding.message = "Says “[x](http://evil.example)”\u{202e}.".to_owned();
        finding.labels = vec![Label { span: find(&source, "it"), text: "subject".to_owned() }];
        let colds = find(&source, "colds");
        finding.related = vec![Related { rule: "a/b".to_owned(), span: colds, message: "here".to_owned() }];
        finding.fix = Some(Fix { title: "Remove".to_owned(), span: colds, replacement: String::new(), draft: false });
        let failure = [Failure::of("b.md", "not UTF-8")];
        let written = write(&mut Sarif::default(), source, vec![finding], &failure);
        let log: serde_json::Value = serde_json::from_str(&written).unwrap();
        let run = &log["runs"][0];
        let result = &run["results"][0];
        assert_eq!(result["message"]["text"], "Says “[x\\](http://evil.example)”�.");
        assert_eq!(result["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"]["byteOffset"], 26);
        assert_eq!(result["relatedLocations"][0]["message"]["text"], "here");
        assert_eq!(result["locations"][0]["annotations"][0]["message"]["text"], "subject");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "my%20post.md");
        let region = serde_json::json!({
            "startLine": 2, "startColumn": 8, "endLine": 2, "endColumn": 13,
            "charOffset": 14, "charLength": 5, "byteOffset": 18, "byteLength": 5,
            "snippet": {"text": "cures"},
        });
        assert_eq!(place["region"], region);
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        assert_eq!(run["invocations"][0]["executionSuccessful"], false);
        assert_eq!(run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"], "not UTF-8");
    }

    #[test]
    fn paths_are_uris() {
        let uri = |path: &str| {
            let artifact = artifact(path);
            format!("{} {}", artifact.uri, artifact.uri_base_id.is_some())
        };
        assert_eq!(uri("docs/a b%é#?.md"), "docs/a%20b%25%C3%A9%23%3F.md true");
        assert_eq!(uri("aa:b.md"), "aa%3Ab.md true");
        assert_eq!(uri("../x.md"), "../x.md true");
        assert_eq!(uri("/tmp/x.md"), "file:///tmp/x.md false");
    }
}
