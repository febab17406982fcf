//! Reading `claimlint.yml` into a [`Policy`]: every wrong key and value is told at once, where it stands, and what is
//! sound counts all the same. Floor 6.

use super::Globs;
use super::policy::{FailOn, Include, Level, Override, Policy, RuleLevel, Stated, Wishes};
use crate::detect::Severity;
use crate::lexicon::did_you_mean;
use crate::pack::Problem;
use crate::text::tree::{self, Node, Value};
use crate::text::{SourceFile, Span};

/// Nobody reads more of them, and each is drawn with its place.
pub(super) const MAX_PROBLEMS: usize = 50;

/// The keys of an override. A configuration has those but `files`, and its own.
pub(super) const OVERRIDE_KEYS: [&str; 6] = ["files", "fail_on", "profiles", "products", "rules", "disclosures"];
/// The keys of a configuration.
pub(super) const KEYS: [&str; 10] =
    ["fail_on", "profiles", "products", "packs", "rules", "overrides", "include", "exclude", "baseline", "disclosures"];
const FAIL_LEVELS: [&str; 4] = ["error", "warning", "info", "never"];
const LEVELS: [&str; 4] = ["off", "info", "warning", "error"];
/// What helps where YAML takes a text for something else.
const QUOTES: Option<&str> = Some("put it in quotes");

impl Policy {
    /// Reads the configuration file `name`. What is sound counts even when something else is wrong.
    #[must_use]
    pub fn parse(name: &str, text: &str) -> (Self, Vec<Problem>) {
        let source = SourceFile::new(name, text);
        let mut reader = Reader { source, policy: Self::default(), problems: Vec::new() };
        match tree::yaml(text) {
            Ok(root) => reader.root(&root),
            Err(error) => reader.problems.push(Problem::new(&reader.source, Some(error.span), error.message)),
        }
        (reader.policy, reader.problems)
    }
}

/// Fills a policy from a YAML tree.
struct Reader {
    source: SourceFile,
    policy: Policy,
    problems: Vec<Problem>,
}

impl Reader {
    fn root(&mut self, root: &Node) {
        match &root.value {
            // An empty file, or one of comments only, wants nothing.
            Value::Null => {}
            Value::Map(entries) => {
                for (key, value) in entries {
                    let mut wishes = std::mem::take(&mut self.policy.wishes);
                    let known =
                        self.key(key).is_none_or(|name| self.wish(name, value, &mut wishes) || self.entry(name, value));
                    self.policy.wishes = wishes;
                    if !known {
                        self.unknown(key, "key", key.text().unwrap_or_default(), &KEYS);
                    }
                }
            }
            _ => self.wrong(root, format!("a configuration is a mapping, this is {}", root.kind()), None),
        }
    }

    fn key<'n>(&mut self, key: &'n Node) -> Option<&'n str> {
        if key.text().is_none() {
            self.wrong(key, format!("a key is text, this is {}", key.kind()), None);
        }
        key.text()
    }

    /// A key that concerns the whole project; false if there is no such key.
    fn entry(&mut self, key: &str, value: &Node) -> bool {
        match key {
            "packs" => self.policy.packs = self.list(value, "a path"),
            "include" => self.policy.include = self.globs(value),
            "exclude" => self.policy.exclude = self.globs(value),
            "baseline" => self.policy.baseline = self.text(value, "`baseline`", "a path", None),
            "overrides" => {
                let Value::List(items) = &value.value else {
                    let help = "for example `- {files: news/**, rules: {claim/testimonial: off}}`";
                    self.wrong(value, format!("`overrides` is a list, this is {}", value.kind()), Some(help));
                    return true;
                };
                items.iter().for_each(|item| self.override_(item));
            }
            _ => return false,
        }
        true
    }

    /// A key that concerns some files, or all; false if there is no such key.
    fn wish(&mut self, key: &str, value: &Node, wishes: &mut Wishes) -> bool {
        match key {
            "fail_on" => {
                let word = self.word(value, &FAIL_LEVELS, "fail level");
                wishes.fail_on = word.map(|word| Stated { value: fail_on(word), span: value.span });
            }
            "profiles" => wishes.profiles = self.list(value, "a profile"),
            "products" => wishes.products = self.list(value, "a product name"),
            "rules" => self.rules(value, wishes),
            "disclosures" => value.items().iter().for_each(|item| self.include(item, wishes)),
            _ => return false,
        }
        true
    }

    fn override_(&mut self, item: &Node) {
        let Value::Map(entries) = &item.value else {
            return self.wrong(item, format!("an override is a mapping, this is {}", item.kind()), None);
        };
        let mut found = Override::default();
        for (key, value) in entries {
            match self.key(key) {
                None => {}
                Some("files") => found.files = self.globs(value),
                Some(name) if self.wish(name, value, &mut found.wishes) => {}
                Some(name) => self.unknown(key, "key", name, &OVERRIDE_KEYS),
            }
        }
        if !entries.iter().any(|(key, _)| key.text() == Some("files")) {
            let help = "add `files:` with patterns as in a .gitignore";
            return self.wrong(item, "an override needs files that it is for".to_owned(), Some(help));
        }
        self.policy.overrides.push(found);
    }

    /// A file whose text counts as standing on the page.
    fn include(&mut self, item: &Node, wishes: &mut Wishes) {
        if item.text().is_some() {
            let file = self.text(item, "a disclosure", "a path", None);
            wishes.disclosures.extend(file.map(|file| Include { file, marker: None }));
            return;
        }
        let Value::Map(entries) = &item.value else {
            let help = "for example `{file: partials/risks.md, marker: \"{{< risks >}}\"}`";
            return self.wrong(
                item,
                format!("a disclosure is a path or a mapping, this is {}", item.kind()),
                Some(help),
            );
        };
        let (mut file, mut marker) = (None, None);
        for (key, value) in entries {
            match self.key(key) {
                None => {}
                Some("file") => file = Some(self.text(value, "`file`", "text", QUOTES)),
                Some("marker") => marker = self.text(value, "`marker`", "text", QUOTES).map(|text| text.value),
                Some(name) => self.unknown(key, "key", name, &["file", "marker"]),
            }
        }
        match file {
            Some(file) => wishes.disclosures.extend(file.map(|file| Include { file, marker })),
            None => self.wrong(item, "a disclosure needs a file".to_owned(), Some("add `file:`")),
        }
    }

    fn globs(&mut self, value: &Node) -> Globs {
        let (globs, wrong) = Globs::new(self.list(value, "a pattern"));
        for (span, message) in wrong {
            let help = "patterns are those of a .gitignore: `drafts/`, `*.tmp.md`, `/news/**`";
            self.report(span, message, "no pattern".to_owned(), Some(help.to_owned()));
        }
        globs
    }

    fn rules(&mut self, value: &Node, wishes: &mut Wishes) {
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
                wishes.rules.push(RuleLevel { pattern: pattern.clone(), level, span: key.span });
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
    fn list(&mut self, node: &Node, what: &str) -> Vec<Stated<String>> {
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
            texts.extend(self.text(item, what, "text", QUOTES));
        }
        texts
    }

    /// A text that says something. `what` it is must be `of` this kind.
    fn text(&mut self, node: &Node, what: &str, of: &str, help: Option<&str>) -> Option<Stated<String>> {
        match node.text() {
            Some(text) if !text.trim().is_empty() => {
                return Some(Stated { value: text.to_owned(), span: node.span });
            }
            Some(_) => self.wrong(node, format!("{what} cannot be empty"), None),
            None => self.wrong(node, format!("{what} is {of}, this is {}", node.kind()), help),
        }
        None
    }

    fn unknown(&mut self, node: &Node, what: &str, word: &str, known: &[&str]) {
        let hint = did_you_mean(word, known.iter().copied());
        let help = hint.or_else(|| Some(format!("one of: {}", known.join(", "))));
        self.report(node.span, format!("unknown {what} `{word}`"), format!("no such {what}"), help);
    }

    fn wrong(&mut self, node: &Node, message: String, help: Option<&str>) {
        self.report(node.span, message, node.kind().to_owned(), help.map(str::to_owned));
    }

    fn report(&mut self, span: Span, message: String, label: String, help: Option<String>) {
        if self.problems.len() < MAX_PROBLEMS {
            let mut problem = Problem::new(&self.source, Some(span), message).label(label);
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
    use super::{FailOn, Level, Policy, Stated};
    use crate::detect::Severity;

    fn policy(text: &str) -> Policy {
        let (policy, problems) = Policy::parse("claimlint.yml", text);
        assert!(problems.is_empty(), "{problems:?}");
        policy
    }

    fn values(stated: &[Stated<String>]) -> Vec<&str> {
        stated.iter().map(|stated| stated.value.as_str()).collect()
    }

    fn messages(text: &str) -> Vec<String> {
        let (_, problems) = Policy::parse("claimlint.yml", text);
        let place = |span: crate::text::Span| &text[span.range()];
        problems.iter().map(|problem| format!("{}: {}", place(problem.span.unwrap()), problem.message)).collect()
    }

    #[test]
    fn everything_in_a_sound_file_counts() {
        let text = "fail_on: error # strict\r\nproducts: [Zen Drops, \"7-OH\"]\r\npacks:\r\n  - rules/ours.yml\r\n";
        let policy = policy(text);
        assert_eq!(policy.wishes.fail_on.as_ref().unwrap().value, FailOn::At(Severity::Error));
        assert_eq!(values(&policy.wishes.products), ["Zen Drops", "7-OH"]);
        assert_eq!(policy.packs[0].value, "rules/ours.yml");
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
        assert_eq!(policy.wishes.level("claim/cure"), Some(Level::At(Severity::Info)));
        assert_eq!(policy.wishes.level("claim/hype-words"), Some(Level::At(Severity::Error)));
        assert_eq!(policy.wishes.level("claim/hype-metaphor"), Some(Level::Off));
        assert_eq!(policy.wishes.level("claim/hype-metaphor-2"), Some(Level::At(Severity::Error)));
        assert_eq!(policy.wishes.level("stuffing/density"), None);
    }

    #[test]
    fn what_is_sound_counts_beside_what_is_not() {
        let (policy, problems) = Policy::parse("claimlint.yml", "fail_one: error\nrules:\n  a/*: of\n  b/c: off\n");
        assert_eq!(problems.len(), 2);
        assert_eq!(policy.wishes.level("b/c"), Some(Level::Off));
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
    fn an_override_is_for_its_files_and_the_last_one_wins() {
        let policy = policy(
            "fail_on: error\nprofiles: [us]\nproducts: [A]\nrules: {claim/*: info}\noverrides:\n  - files: [news/, '*.mdx']\n    \
             fail_on: never\n    profiles: news\n    products: [B]\n    rules: {claim/cure: off}\n  - {files: news/a.md, fail_on: info}\n",
        );
        let wishes = |path: &str| policy.wishes_with(&policy.overrides_of(path));
        assert_eq!(wishes("a.md"), policy.wishes);
        let news = wishes("news/x/b.md");
        assert_eq!(news.fail_on.as_ref().unwrap().value, FailOn::Never);
        assert_eq!((values(&news.profiles), values(&news.products)), (vec!["news"], vec!["A", "B"]));
        assert_eq!(news.level("claim/cure"), Some(Level::Off));
        assert_eq!(news.level("claim/testimonial"), Some(Level::At(Severity::Info)));
        assert_eq!(wishes("news/a.md").fail_on.unwrap().value, FailOn::At(Severity::Info));
        assert_eq!(wishes("b.mdx"), news);
    }

    #[test]
    fn every_key_is_read() {
        let policy = policy(
            "include: [posts/]\nexclude: '*.draft.md'\nbaseline: known.json\ndisclosures:\n  - partials/a.md\n  - {file: b.md, \
             marker: '{{< b >}}'}\n",
        );
        assert!(policy.include.matches("posts/a.md") && policy.exclude.matches("x/a.draft.md"));
        assert_eq!(policy.baseline.as_ref().unwrap().value, "known.json");
        let [a, b] = &policy.wishes.disclosures[..] else { panic!("{policy:?}") };
        assert_eq!((a.file.value.as_str(), a.marker.as_deref()), ("partials/a.md", None));
        assert_eq!((b.file.value.as_str(), b.marker.as_deref()), ("b.md", Some("{{< b >}}")));
    }

    #[test]
    fn every_slip_is_told_where_it_stands() {
        let text = "include: ['{a']\nbaseline: 7\ndisclosures: [{fle: a.md}, 3]\noverrides:\n  - fail_on: error\n  - {files: a, \
                    packs: [x]}\n  - 5\nprofiles: {a: b}\n";
        let told = messages(text);
        for (place, message) in [
            ("'{a'", "is no pattern"),
            ("7", "`baseline` is a path"),
            ("fle", "unknown key `fle`"),
            ("3", "a disclosure is a path or a mapping"),
            ("packs", "unknown key `packs`"),
            ("5", "an override is a mapping"),
        ] {
            let found = told.iter().any(|told| told.starts_with(&format!("{place}: ")) && told.contains(message));
            assert!(found, "no “{message}” at “{place}” in {told:#?}");
        }
        assert!(told.iter().any(|told| told.contains("needs files")) && told.len() == 9, "{told:#?}");
        assert_eq!(messages("overrides: {files: a}\n").len(), 1);
        assert_eq!(messages("disclosures: [{file: 7}]\n"), ["7: `file` is text, this is a number or boolean"]);
    }

    #[test]
    fn what_says_nothing_is_told_to_be_empty_and_no_more() {
        for (text, told) in [
            ("products: ['']\n", "'': a product name cannot be empty"),
            ("baseline: ''\n", "'': `baseline` cannot be empty"),
            ("disclosures: [' ']\n", "' ': a disclosure cannot be empty"),
            ("disclosures: [{file: ''}]\n", "'': `file` cannot be empty"),
            ("disclosures: [{file: a.md, marker: \"\"}]\n", "\"\": `marker` cannot be empty"),
        ] {
            assert_eq!(messages(text), [told]);
        }
    }
}
