//! Files that are made from types and checked in, so that others can read them without building anything.
//! Tests only. Floor 1.

/// Holds `schemas/NAME.json` against what the types say; `INSTA_UPDATE=always` writes it anew, as it does snapshots.
#[expect(clippy::disallowed_methods, reason = "compares and writes a file of the repository")]
pub(crate) fn schema(name: &str, title: &str, schema: schemars::Schema) {
    let mut schema = schema;
    schema.insert("title".to_owned(), title.into());
    let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("schemas/{name}.json"));
    if std::env::var("INSTA_UPDATE").is_ok_and(|value| value == "always") {
        std::fs::write(&path, &text).unwrap();
    }
    let checked_in = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(checked_in == text, "schemas/{name}.json is not what the types say; INSTA_UPDATE=always writes it");
}
