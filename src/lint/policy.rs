//! [`Policy`]: what one project wants, read from its `claimlint.yml`. It does not find or read the file, and knows no
//! rules: ids that match none are reported when the engine is known. Floor 6.

use super::yaml::{self, Node, Value};
use crate::detect::{Severity, glob};
use crate::lexicon::closest;
use crate::pack::Problem;
use crate::text::Span;

/// What to do with a rule's findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// No findings.
    Off,
    /// Findings with this severity, whatever the engine says.
    At(Severity),
}

/// When a run fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOn {
    /// At findings of this severity or above.
    At(Severity),
    /// Never because of findings.
    Never,
}

/// What one project wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// The severity from which a run fails: `None` in the file means the default, warning.
    pub fail_on: Option<FailOn>,
    /// Brand names that are promoted substances.
    pub products: Vec<String>,
    /// Pack files and folders, as written (relative to the configuration file).
    pub packs: Vec<PackPath>,
    /// Levels by rule id or glob (`claim/*`), in file order: the last that matches wins.
    pub rules: Vec<RuleLevel>,
}

/// An entry of `packs`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackPath {
    /// The path as written.
    pub path: String,
    /// Where in the configuration file.
    pub span: Span,
}

/// An entry of `rules`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleLevel {
    /// A rule id, or a glob in which `*` stands for any run of characters.
    pub pattern: String,
    /// What to do with what it matches.
    pub level: Level,
    /// Where in the configuration file the pattern stands.
    pub span: Span,
}

impl FailOn {
    /// Without a wish, warnings fail a run.
    pub const DEFAULT: Self = Self::At(Severity::Warning);

    /// Whether a finding of this severity fails the run.
    #[must_use]
    pub fn fails(self, severity: Severity) -> bool {
        matches!(self, Self::At(level) if severity >= level)
    }

    /// The word that the command line, the configuration and reports use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::At(severity) => severity.name(),
            Self::Never => "never",
        }
    }
}

impl Policy {
    /// Reads the configuration file `name`. What is sound counts even when something else is wrong.
    #[must_use]
    pub fn parse(name: &str, text: &str) -> (Self, Vec<Problem>) {
        let mut reader = Reader { name, text, policy: Self::default(), problems: Vec::new() };
        match yaml::parse(name, text) {
            Ok(root) => reader.root(&root),
            Err(problem) => reader.problems.push(*problem),
        }
        (reader.policy, reader.problems)
    }

    /// What this project wants of a rule; `None` leaves the severity to the engine.
    #[must_use]
    pub fn level(&self, rule: &str) -> Option<Level> {
        self.rules.iter().rev().find(|entry| glob(&entry.pattern, rule)).map(|entry| entry.level)
    }

    /// A problem for every entry of `rules` that matches none of the rules there are. `name` and `text` are those that
    /// the policy was parsed from.
    #[must_use]
    pub fn unmatched<'a>(
        &self,
        name: &str,
        text: &str,
        rules: impl IntoIterator<Item = &'a str> + Clone,
    ) -> Vec<Problem> {
        let unmatched = |entry: &&RuleLevel| !rules.clone().into_iter().any(|rule| glob(&entry.pattern, rule));
        let problem = |entry: &RuleLevel| {
            let message = format!("no rule matches `{}`", entry.pattern);
            let help = match closest(&entry.pattern, rules.clone()) {
                Some(rule) => format!("did you mean `{rule}`?"),
                None => "`claimlint rules` lists all rules".to_owned(),
            };
            Problem::new(name, text, Some(entry.span), message).label("matches nothing").help(help)
        };
        self.rules.iter().filter(unmatched).map(problem).take(MAX_PROBLEMS).collect()
    }
}

/// Every problem carries the file's text, so their number is bounded.
const MAX_PROBLEMS: usize = 50;

const KEYS: [&str; 4] = ["fail_on", "products", "packs", "rules"];
const FAIL_LEVELS: [&str; 4] = ["error", "warning", "info", "never"];
const LEVELS: [&str; 4] = ["off", "info", "warning", "error"];

/// Fills a policy from a YAML tree.
struct Reader<'a> {
    name: &'a str,
    text: &'a str,
    policy: Policy,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn root(&mut self, root: &Node) {
        match &root.value {
            // An empty file, or one of comments only, wants nothing.
            Value::Null => {}
            Value::Map(entries) => entries.iter().for_each(|(key, value)| self.entry(key, value)),
            _ => self.wrong(root, format!("a configuration is a mapping, this is {}", root.kind()), None),
        }
    }

    fn entry(&mut self, key: &Node, value: &Node) {
        match &key.value {
            Value::Text(text) => match text.as_str() {
                "fail_on" => self.policy.fail_on = self.word(value, &FAIL_LEVELS, "fail level").map(fail_on),
                "products" => self.policy.products = self.list(value, "a product name").map(|(text, _)| text).collect(),
                "packs" => {
                    let entries = self.list(value, "a path");
                    self.policy.packs = entries.map(|(path, span)| PackPath { path, span }).collect();
                }
                "rules" => self.rules(value),
                other => self.unknown(key, "key", other, &KEYS),
            },
            _ => self.wrong(key, format!("a key is text, this is {}", key.kind()), None),
        }
    }

    fn rules(&mut self, value: &Node) {
        let Value::Map(entries) = &value.value else {
            let help = "for example `claim/hype-metaphor: off`";
            return self.wrong(value, format!("`rules` maps rule ids to levels, this is {}", value.kind()), Some(help));
        };
        for (key, value) in entries {
            let Value::Text(pattern) = &key.value else {
                self.wrong(key, format!("a rule id is text, this is {}", key.kind()), None);
                continue;
            };
            if let Some(word) = self.word(value, &LEVELS, "level") {
                let level = severity(word).map_or(Level::Off, Level::At);
                self.policy.rules.push(RuleLevel { pattern: pattern.clone(), level, span: key.span });
            }
        }
    }

    /// One of a few words.
    fn word(&mut self, node: &Node, words: &[&'static str], what: &str) -> Option<&'static str> {
        let Value::Text(text) = &node.value else {
            let message = format!("a {what} is one of {}, this is {}", words.join(", "), node.kind());
            self.wrong(node, message, None);
            return None;
        };
        let word = words.iter().copied().find(|word| *word == text);
        if word.is_none() {
            self.unknown(node, what, text, words);
        }
        word
    }

    /// Texts, each with its place. A single text is a list of one.
    fn list(&mut self, node: &Node, what: &str) -> std::vec::IntoIter<(String, Span)> {
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            Value::Text(_) => std::slice::from_ref(node),
            _ => {
                self.wrong(node, format!("this is {}, not a list; each entry is {what}", node.kind()), None);
                &[]
            }
        };
        let mut texts = Vec::new();
        for item in items {
            match &item.value {
                Value::Text(text) if !text.trim().is_empty() => texts.push((text.clone(), item.span)),
                Value::Text(_) => self.wrong(item, format!("{what} cannot be empty"), None),
                _ => self.wrong(item, format!("{what} is text, this is {}", item.kind()), Some("put it in quotes")),
            }
        }
        texts.into_iter()
    }

    fn unknown(&mut self, node: &Node, what: &str, word: &str, known: &[&str]) {
        let help = match closest(word, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("one of: {}", known.join(", ")),
        };
        self.report(node.span, format!("unknown {what} `{word}`"), format!("no such {what}"), Some(help));
    }

    fn wrong(&mut self, node: &Node, message: String, help: Option<&str>) {
        self.report(node.span, message, node.kind().to_owned(), help.map(str::to_owned));
    }

    fn report(&mut self, span: Span, message: String, label: String, help: Option<String>) {
        if self.problems.len() < MAX_PROBLEMS {
            let mut problem = Problem::new(self.name, self.text, Some(span), message).label(label);
            problem.help = help;
            self.problems.push(problem);
        }
    }
}

fn severity(word: &str) -> Option<Severity> {
    [Severity::Info, Severity::Warning, Severity::Error].into_iter().find(|severity| severity.name() == word)
}

fn fail_on(word: &str) -> FailOn {
    severity(word).map_or(FailOn::Never, FailOn::At)
}

#[cfg(test)]
mod tests {
    use super::{FailOn, Level, Policy};
    use crate::detect::Severity;

    fn policy(text: &str) -> Policy {
        let (policy, problems) = Policy::parse("claimlint.yml", text);
        assert!(problems.is_empty(), "{problems:?}");
        policy
    }

    #[test]
    fn everything_in_a_sound_file_counts() {
        let text = "fail_on: error # strict\r\nproducts: [Zen Drops, \"7-OH\"]\r\npacks:\r\n  - rules/ours.yml\r\n";
        let policy = policy(text);
        assert_eq!(policy.fail_on, Some(FailOn::At(Severity::Error)));
        assert_eq!(policy.products, ["Zen Drops", "7-OH"]);
        assert_eq!(policy.packs[0].path, "rules/ours.yml");
        assert_eq!(&text[policy.packs[0].span.range()], "rules/ours.yml");
    }

    #[test]
    fn a_file_that_says_nothing_wants_nothing() {
        for text in ["", "# later\n", "---\n", "\u{feff}", "rules: {}\nproducts: []\n"] {
            assert_eq!(policy(text), Policy::default(), "{text:?}");
        }
    }

    #[test]
    fn the_last_rule_that_matches_wins() {
        let policy = policy("rules:\n  claim/*: info\n  '*/hype-*': error\n  claim/hype-metaphor: off\n");
        assert_eq!(policy.level("claim/cure"), Some(Level::At(Severity::Info)));
        assert_eq!(policy.level("claim/hype-words"), Some(Level::At(Severity::Error)));
        assert_eq!(policy.level("claim/hype-metaphor"), Some(Level::Off));
        assert_eq!(policy.level("claim/hype-metaphor-2"), Some(Level::At(Severity::Error)));
        assert_eq!(policy.level("stuffing/density"), None);
    }

    #[test]
    fn what_is_sound_counts_beside_what_is_not() {
        let (policy, problems) = Policy::parse("claimlint.yml", "fail_one: error\nrules:\n  a/*: of\n  b/c: off\n");
        assert_eq!(problems.len(), 2);
        assert_eq!(policy.level("b/c"), Some(Level::Off));
    }

    #[test]
    fn places_count_bytes_of_the_file_as_stored() {
        let text = "\u{feff}products: [很长]\r\nfail_one: error\r\n";
        let (_, problems) = Policy::parse("claimlint.yml", text);
        let places: Vec<&str> = problems.iter().map(|problem| &text[problem.span.unwrap().range()]).collect();
        assert_eq!(places, ["fail_one"]);
    }

    #[test]
    fn hostile_files_are_problems_and_quick() {
        let messages = |text: &str| {
            let (_, problems) = Policy::parse("claimlint.yml", text);
            problems.iter().map(|problem| problem.message.clone()).collect::<Vec<_>>()
        };
        assert!(!messages(&"[".repeat(100_000)).is_empty());
        assert!(messages(&format!("# {}", "x".repeat(2 << 20)))[0].contains("too many"));
        let deep: String = (0..60).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
        assert_eq!(messages(&deep), ["nested deeper than 32 levels"]);
        assert_eq!(messages("products: &a [x]\npacks: *a\n"), ["anchors and aliases are not allowed"]);
        let many: String = (0..10_000).map(|n| format!("key{n}: x\n")).collect();
        assert_eq!(messages(&many).len(), super::MAX_PROBLEMS);
    }

    #[test]
    fn a_fail_level_counts_itself_and_above() {
        let fails = |level| [Severity::Info, Severity::Warning, Severity::Error].map(|at| FailOn::fails(level, at));
        assert_eq!(fails(FailOn::DEFAULT), [false, true, true]);
        assert_eq!(fails(FailOn::At(Severity::Error)), [false, false, true]);
        assert_eq!(fails(FailOn::Never), [false, false, false]);
    }
}
