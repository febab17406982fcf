//! [`Settings`]: what a user wants of the server. What is sent later replaces what was sent before key by key; what cannot
//! be read changes nothing and is told. When and how it takes effect is `server.rs`. Floor 8.

use std::path::PathBuf;

use serde_json::Value;

use crate::detect::Severity;
use crate::lexicon::did_you_mean;

/// The settings of a user, sent as `initializationOptions` or as `workspace/didChangeConfiguration`, where they may
/// stand below the key `claimlint`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Settings {
    /// A configuration for all files instead of the nearest `claimlint.yml`; relative to the first folder.
    pub(super) config: Option<PathBuf>,
    /// The least severity to show.
    pub(super) minimum_severity: Option<Severity>,
}

/// The key below which they may stand.
const OURS: &str = "claimlint";
/// Their own keys.
const KEYS: [&str; 2] = ["config", "minimumSeverity"];
/// What the extension for VS Code keeps below our key for itself.
const OF_EDITORS: [&str; 2] = ["path", "trace"];

impl Settings {
    /// Takes what was sent: keys that are there replace, `null` unsets, and all else stays as it was. Says what is wrong.
    /// Where settings are `shared`, those of other servers may stand beside ours.
    pub(super) fn take(&mut self, mut sent: Value, mut shared: bool) -> Vec<String> {
        if let Some(ours) = sent.get_mut(OURS) {
            (sent, shared) = (ours.take(), false);
        }
        match sent {
            Value::Object(entries) => {
                entries.into_iter().filter_map(|(key, value)| self.set(&key, value, shared).err()).collect()
            }
            Value::Null => Vec::new(),
            // So some editors write an empty table.
            Value::Array(items) if items.is_empty() => Vec::new(),
            other => vec![format!("settings should be an object, and are {}", named(&other))],
        }
    }

    fn set(&mut self, key: &str, value: Value, shared: bool) -> Result<(), String> {
        match (key, value) {
            ("config", Value::Null) => self.config = None,
            ("config", Value::String(path)) => {
                let path = path.trim();
                self.config = (!path.is_empty()).then(|| path.into());
            }
            ("config", value) => return Err(format!("`config` should be a path, and is {}", named(&value))),
            ("minimumSeverity", Value::Null) => self.minimum_severity = None,
            ("minimumSeverity", value) => self.minimum_severity = Some(severity(&value)?),
            (_, value) => return unknown(key, &value, shared),
        }
        Ok(())
    }
}

fn severity(value: &Value) -> Result<Severity, String> {
    let all = [Severity::Info, Severity::Warning, Severity::Error];
    let found = all.into_iter().find(|severity| value.as_str() == Some(severity.name()));
    found.ok_or_else(|| {
        let hint = did_you_mean(value.as_str().unwrap_or_default(), all.iter().map(|severity| severity.name()));
        let hint = hint.map_or(String::new(), |hint| format!("; {hint}"));
        format!("`minimumSeverity` should be `info`, `warning` or `error`, and is {}{hint}", named(value))
    })
}

/// What to say of a key that is none of ours.
fn unknown(key: &str, value: &Value, shared: bool) -> Result<(), String> {
    match did_you_mean(key, KEYS.into_iter().chain([OURS])) {
        Some(hint) => Err(format!("unknown setting `{key}`; {hint}")),
        // Other servers keep theirs below a key each.
        None if shared && value.is_object() => Ok(()),
        None if OF_EDITORS.contains(&key) => Ok(()),
        None => Err(format!("unknown setting `{key}`; one of {}", KEYS.join(", "))),
    }
}

/// A value in a message.
fn named(value: &Value) -> String {
    match value {
        Value::Object(_) => "an object".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        value => format!("`{value}`"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Settings;
    use crate::detect::Severity;

    fn given() -> Settings {
        Settings { config: Some("other.yml".into()), minimum_severity: Some(Severity::Warning) }
    }

    #[test]
    fn what_is_not_said_stays_as_it_was() {
        for sent in [
            json!({}),
            json!([]),
            Value::Null,
            json!({"claimlint": {}}),
            json!({"claimlint": null}),
            json!({"gopls": {"config": 7}}),
            json!({"claimlint": {"path": "claimlint", "trace": {"server": "off"}}}),
        ] {
            let mut settings = given();
            assert_eq!(settings.take(sent.clone(), true), Vec::<String>::new(), "{sent}");
            assert_eq!(settings, given(), "{sent}");
        }
    }

    #[test]
    fn what_is_said_replaces_key_by_key() {
        let mut settings = given();
        assert_eq!(settings.take(json!({"minimumSeverity": "error"}), false), Vec::<String>::new());
        assert_eq!(settings, Settings { minimum_severity: Some(Severity::Error), ..given() });
        assert_eq!(settings.take(json!({"claimlint": {"config": " house.yml "}}), true), Vec::<String>::new());
        assert_eq!(settings.config, Some("house.yml".into()));
        for none in [json!({"config": null, "minimumSeverity": null}), json!({"config": " ", "minimumSeverity": null})]
        {
            let mut settings = given();
            assert_eq!(settings.take(none, true), Vec::<String>::new());
            assert_eq!(settings, Settings::default());
        }
    }

    #[test]
    fn what_is_wrong_is_told_and_changes_nothing_else() {
        let hint = "unknown setting `minimumSeverty`; did you mean `minimumSeverity`?";
        for shared in [false, true] {
            for (sent, said) in [
                (
                    json!({"minimumSeverity": "high"}),
                    "`minimumSeverity` should be `info`, `warning` or `error`, and is `\"high\"`",
                ),
                (
                    json!({"minimumSeverity": "waring"}),
                    "`minimumSeverity` should be `info`, `warning` or `error`, and is `\"waring\"`; did you mean `warning`?",
                ),
                (json!({"config": ["a.yml"]}), "`config` should be a path, and is a list"),
                (json!({"minimumSeverty": "error"}), hint),
                (json!({"claimlint": {"minimumSeverty": "error"}}), hint),
                (json!({"claimlnt": {"config": "a.yml"}}), "unknown setting `claimlnt`; did you mean `claimlint`?"),
                (json!({"claimlint": {"rules": {}}}), "unknown setting `rules`; one of config, minimumSeverity"),
                (json!(7), "settings should be an object, and are `7`"),
            ] {
                let mut settings = given();
                assert_eq!(settings.take(sent, shared), [said]);
                assert_eq!(settings, given(), "{said}");
            }
        }
        let mut settings = Settings::default();
        let slips = settings.take(json!({"minimumSeverity": "high", "config": "other.yml"}), false);
        assert_eq!((slips.len(), settings.config), (1, given().config));
        // At the start nobody else is spoken to.
        assert_eq!(Settings::default().take(json!({"settings": {}}), false).len(), 1);
    }
}
