//! The part of SARIF 2.1.0 that we write, as types: names and nesting are the standard's (OASIS, sections 3.13 to 3.58).
//! What is empty is left out. Floor 7.

use serde::Serialize;

use crate::detect::{Rule, Severity};
use crate::lexicon::PackText;
use crate::render::family;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SarifResult {
    pub(super) rule_id: String,
    pub(super) level: Level,
    pub(super) message: Message,
    pub(super) locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) related_locations: Vec<Location>,
    pub(super) partial_fingerprints: PartialFingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) fixes: Vec<Fix>,
    /// Nothing if nobody asked; empty if nothing suppresses it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) suppressions: Option<Vec<Suppression>>,
}

#[derive(Serialize)]
pub(super) struct Suppression {
    pub(super) kind: SuppressionKind,
    pub(super) status: &'static str,
    pub(super) justification: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) location: Option<Location>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum SuppressionKind {
    InSource,
    External,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Level {
    Error,
    Warning,
    Note,
}

#[derive(Serialize)]
pub(super) struct Message {
    pub(super) text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location {
    pub(super) physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) message: Option<Message>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) annotations: Vec<Area>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Physical {
    pub(super) artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactLocation {
    pub(super) uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region {
    pub(super) start_line: usize,
    pub(super) start_column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
    pub(super) char_offset: usize,
    pub(super) char_length: usize,
    pub(super) byte_offset: usize,
    pub(super) byte_length: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) snippet: Option<Snippet>,
}

#[derive(Serialize)]
pub(super) struct Snippet {
    pub(super) text: String,
}

/// A region with words on it.
#[derive(Serialize)]
pub(super) struct Area {
    #[serde(flatten)]
    pub(super) region: Region,
    pub(super) message: Message,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PartialFingerprints {
    #[serde(rename = "claimlint/v1")]
    ours: String,
    /// The one that GitHub reads; without it, it hashes the line, and an edit beside a finding makes it a new alert.
    primary_location_line_hash: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Fix {
    pub(super) description: Message,
    pub(super) artifact_changes: [Change; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Change {
    pub(super) artifact_location: ArtifactLocation,
    pub(super) replacements: [Inserted; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Inserted {
    deleted_region: Region,
    inserted_content: Snippet,
}

#[derive(Serialize)]
pub(super) struct Tool {
    pub(super) driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Driver {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    short_description: Message,
    rules: Vec<DriverRule>,
    properties: DriverProperties,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DriverProperties {
    rules_digest: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DriverRule {
    id: String,
    short_description: Message,
    full_description: Message,
    help: Help,
    default_configuration: Configuration,
    properties: RuleProperties,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: Level,
}

#[derive(Serialize)]
struct RuleProperties {
    tags: Vec<String>,
    /// What GitHub sorts and filters by.
    #[serde(rename = "problem.severity")]
    severity: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
pub(super) struct Notification {
    pub(super) level: &'static str,
    pub(super) message: Message,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) locations: Vec<Location>,
}

impl Level {
    pub(super) const fn of(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Info => Self::Note,
        }
    }
}

impl PartialFingerprints {
    pub(super) fn new(fingerprint: &str) -> Self {
        Self { ours: fingerprint.to_owned(), primary_location_line_hash: format!("{fingerprint}:1") }
    }
}

impl Inserted {
    pub(super) fn new(deleted_region: Region, text: String) -> Self {
        Self { deleted_region, inserted_content: Snippet { text } }
    }
}

impl Driver {
    pub(super) fn new(rules_digest: &str, rules: Vec<DriverRule>) -> Self {
        Self {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            semantic_version: env!("CARGO_PKG_VERSION"),
            short_description: Message { text: env!("CARGO_PKG_DESCRIPTION").to_owned() },
            rules,
            properties: DriverProperties { rules_digest: rules_digest.to_owned() },
        }
    }
}

impl Invocation {
    pub(super) fn new(successful: bool, notifications: Vec<Notification>) -> Self {
        Self { execution_successful: successful, tool_execution_notifications: notifications }
    }
}

/// What a pack says about a rule.
pub(super) fn driver_rule(rule: &Rule) -> DriverRule {
    let family = family(&rule.id);
    let message = || Message { text: rule.summary.to_string() };
    DriverRule {
        id: rule.id.to_string(),
        short_description: message(),
        full_description: message(),
        help: Help { text: help(rule, "", "- "), markdown: help(rule, "**", "- ") },
        default_configuration: Configuration { level: Level::of(rule.severity) },
        properties: RuleProperties {
            tags: ["health", "advertising", family].map(str::to_owned).to_vec(),
            severity: match rule.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "recommendation",
            },
        },
    }
}

/// What to write instead, examples and refs. `strong` stands around titles.
fn help(rule: &Rule, strong: &str, item: &str) -> String {
    let mut parts = vec![if rule.help.is_empty() { rule.summary.to_string() } else { rule.help.to_string() }];
    let mut section = |title: &str, lines: Vec<&str>| {
        if !lines.is_empty() {
            let lines: String = lines.iter().map(|line| format!("\n{item}{line}")).collect();
            parts.push(format!("{strong}{title}{strong}\n{lines}"));
        }
    };
    let examples = |bad| rule.examples.iter().filter(|e| e.bad == bad).map(|e| e.text.trim()).take(3).collect();
    section("Found", examples(true));
    section("Not found", examples(false));
    section("References", rule.refs.iter().map(PackText::as_str).collect());
    parts.join("\n\n")
}
