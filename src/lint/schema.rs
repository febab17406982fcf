//! The shape of `claimlint.yml` as types, for its JSON Schema. `config.rs` reads the file by hand, to point at every slip
//! at once; that both know the same keys is tested here. Tests only. Floor 6.

use std::collections::BTreeMap;

use schemars::JsonSchema;

use super::config::{KEYS, OVERRIDE_KEYS};

/// One or several.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its shape is read")]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(dead_code, reason = "only its shape is read")]
enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(dead_code, reason = "only its shape is read")]
enum Level {
    Off,
    Info,
    Warning,
    Error,
}

#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its shape is read")]
enum Include {
    /// A file whose text readers see on every page.
    Path(String),
    /// A file whose text readers see where a page takes it in.
    Marked(Marked),
}

#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is read")]
struct Marked {
    /// The file, relative to claimlint.yml.
    file: String,
    /// The text by which a page takes it in.
    marker: Option<String>,
}

/// What a project wants.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is read")]
struct Configuration {
    /// Findings of this severity or above fail a run.
    fail_on: Option<FailOn>,
    /// How rules are weighed: us, eu, uk, au, ca, news, google-ads, amazon, or one of a pack. The strictest counts.
    profiles: Option<OneOrMany>,
    /// Brand names that are promoted products.
    products: Option<OneOrMany>,
    /// Pack files and folders, beside the built-in ones.
    packs: Option<OneOrMany>,
    /// Levels by rule id or pattern; the last that matches counts.
    rules: Option<BTreeMap<String, Level>>,
    /// Other wishes for some files.
    overrides: Option<Vec<Override>>,
    /// What is checked in folders, as a .gitignore writes it.
    include: Option<OneOrMany>,
    /// What is never checked, as a .gitignore writes it.
    exclude: Option<OneOrMany>,
    /// The file of known findings.
    baseline: Option<String>,
    /// Files whose text counts as standing on the page.
    disclosures: Option<Vec<Include>>,
}

/// Other wishes for some files.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is read")]
struct Override {
    /// The files, as a .gitignore writes them.
    files: OneOrMany,
    /// Findings of this severity or above fail a run.
    fail_on: Option<FailOn>,
    /// How rules are weighed.
    profiles: Option<OneOrMany>,
    /// Brand names that are promoted products, beside those of the project.
    products: Option<OneOrMany>,
    /// Levels by rule id or pattern, after those of the project.
    rules: Option<BTreeMap<String, Level>>,
    /// Files whose text counts as standing on the page, beside those of the project.
    disclosures: Option<Vec<Include>>,
}

#[test]
fn the_schema_is_that_of_the_types_and_has_the_keys_that_are_read() {
    let schema = schemars::schema_for!(Configuration);
    let keys = |schema: &serde_json::Value| -> Vec<String> {
        let mut keys: Vec<String> = schema["properties"].as_object().unwrap().keys().cloned().collect();
        keys.sort();
        keys
    };
    let sorted = |keys: &[&str]| {
        let mut keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        keys.sort();
        keys
    };
    assert_eq!(keys(schema.as_value()), sorted(&KEYS));
    assert_eq!(keys(&schema.as_value()["$defs"]["Override"]), sorted(&OVERRIDE_KEYS));
    crate::text::checked_in::schema("config", "claimlint.yml", schema);
}
