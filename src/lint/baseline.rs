//! [`Baseline`]: the findings a project has decided to live with for now, by file and fingerprint. A new finding is one that
//! is not in it; an entry that nothing matches any more is stale. Files are read and written at the edge. Floor 6.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Excuse, Excused, Finding, Report};
use crate::pack::Problem;
use crate::text::{SourceFile, Span};

const VERSION: u32 = 1;

/// Known findings by file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    files: BTreeMap<String, Vec<Known>>,
}

/// A known finding. Only the fingerprint counts; the rest is for whoever reads the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The finding's rule.
    pub rule: String,
    /// What it matched.
    pub text: String,
    /// What it is known by.
    pub fingerprint: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: u32,
    files: BTreeMap<String, Vec<Known>>,
}

impl Baseline {
    /// Reads a baseline file.
    ///
    /// # Errors
    /// What keeps it from being one, and where.
    pub fn parse(name: &str, text: &str) -> Result<Self, Box<Problem>> {
        let source = SourceFile::new(name, text);
        let problem = |span, message: String| {
            let help = "mend it, or delete it and begin anew with `--write-baseline`";
            Box::new(Problem::new(&source, Some(span), message).help(help))
        };
        let written: Written = serde_json::from_str(text).map_err(|error| {
            let at = source.line(error.line().saturating_sub(1)).start + error.column().saturating_sub(1);
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            problem(Span::new(at, at), format!("this is no baseline: {message}"))
        })?;
        if written.version != VERSION {
            let message = format!("version {} is unknown: this claimlint reads version {VERSION}", written.version);
            return Err(problem(Span::new(0, 0), message));
        }
        Ok(Self { files: written.files })
    }

    /// The file's text: one finding a line, sorted, so that changes of it can be read.
    #[must_use]
    pub fn to_text(&self) -> String {
        let json = |value: &str| serde_json::Value::from(value).to_string();
        let mut out = format!("{{\n  \"version\": {VERSION},\n  \"files\": {{");
        for (nth, (path, all)) in self.files.iter().enumerate() {
            out.push_str(if nth == 0 { "\n" } else { ",\n" });
            out.push_str(&format!("    {}: [", json(path)));
            for (nth, known) in all.iter().enumerate() {
                out.push_str(if nth == 0 { "\n" } else { ",\n" });
                let (rule, text, print) = (json(&known.rule), json(&known.text), json(&known.fingerprint));
                out.push_str(&format!("      {{\"rule\": {rule}, \"text\": {text}, \"fingerprint\": {print}}}"));
            }
            out.push_str("\n    ]");
        }
        out.push_str(if self.files.is_empty() { "}\n}\n" } else { "\n  }\n}\n" });
        out
    }

    /// What is known of a file.
    #[must_use]
    pub fn of(&self, path: &str) -> &[Known] {
        self.files.get(path).map_or(&[], Vec::as_slice)
    }

    /// All files that something is known of.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Takes over what is known of a file now. Nothing known leaves no entry.
    pub fn record(&mut self, path: &str, mut known: Vec<Known>) {
        known.sort();
        if known.is_empty() {
            self.files.remove(path);
        } else {
            self.files.insert(path.to_owned(), known);
        }
    }

    /// How many findings are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.values().map(Vec::len).sum()
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

impl From<&Finding> for Known {
    fn from(finding: &Finding) -> Self {
        Self { rule: finding.rule.clone(), text: finding.text.clone(), fingerprint: finding.fingerprint.clone() }
    }
}

impl Report {
    /// Excuses the findings that are known; each entry excuses one. Returns the entries that excuse none.
    pub fn excuse_known(&mut self, known: &[Known]) -> Vec<Known> {
        let mut left: BTreeMap<&str, Vec<&Known>> = BTreeMap::new();
        for entry in known {
            left.entry(&entry.fingerprint).or_default().push(entry);
        }
        self.excuse(|finding| left.get_mut(finding.fingerprint.as_str()).and_then(Vec::pop).map(|_| Excuse::Baseline));
        let mut stale: Vec<Known> = left.into_values().flatten().cloned().collect();
        stale.sort();
        stale
    }

    /// Excuses the findings that a baseline knows otherwise, such as by the name that their file had.
    pub fn excuse_where(&mut self, mut is_known: impl FnMut(&Finding) -> bool) {
        self.excuse(|finding| is_known(finding).then_some(Excuse::Baseline));
    }

    /// Excuses findings where nothing was changed, `changed` being lines (from 0), sorted. The paragraph that a changed
    /// line stands in is changed, and so is the page as a whole.
    pub fn excuse_unchanged(&mut self, changed: &[std::ops::Range<usize>]) {
        let source = self.source.clone();
        let blank = |line: usize| source.slice(source.line(line)).trim().is_empty();
        self.excuse(|finding| {
            let (mut first, mut last) = (source.line_at(finding.span.start), source.line_at(finding.span.end));
            while first > 0 && !blank(first - 1) {
                first -= 1;
            }
            while last + 1 < source.line_count() && !blank(last + 1) {
                last += 1;
            }
            let hit = |lines: &std::ops::Range<usize>| lines.start <= last && lines.end > first;
            let counts = changed.iter().any(hit) || (finding.of_page && !changed.is_empty());
            (!counts).then_some(Excuse::Unchanged)
        });
    }

    /// Moves findings to what is excused, in order.
    fn excuse(&mut self, mut by: impl FnMut(&Finding) -> Option<Excuse>) {
        for finding in std::mem::take(&mut self.findings) {
            match by(&finding) {
                Some(by) => self.excused.push(Excused { finding, by }),
                None => self.findings.push(finding),
            }
        }
        self.excused.sort_by(|a, b| (a.finding.span, &a.finding.rule).cmp(&(b.finding.span, &b.finding.rule)));
    }
}

#[cfg(test)]
mod tests {
    use super::{Baseline, Known};

    fn known(text: &str, fingerprint: &str) -> Known {
        Known { rule: "a/b".to_owned(), text: text.to_owned(), fingerprint: fingerprint.to_owned() }
    }

    #[test]
    fn what_is_written_is_read() {
        let mut baseline = Baseline::default();
        assert_eq!(Baseline::parse("b.json", &baseline.to_text()).unwrap(), baseline);
        baseline.record("ü/\"a\".md", vec![known("b\n“c”", "02"), known("a", "01"), known("a", "01")]);
        baseline.record("b.md", vec![known("x", "03")]);
        assert_eq!(Baseline::parse("b.json", &baseline.to_text()).unwrap(), baseline);
        assert_eq!(baseline.to_text().lines().filter(|line| line.contains("fingerprint")).count(), 4);
        baseline.record("b.md", Vec::new());
        assert_eq!(baseline.paths().collect::<Vec<_>>(), ["ü/\"a\".md"]);
    }

    #[test]
    fn what_is_no_baseline_is_told_where() {
        let told = |text: &str| {
            let problem = Baseline::parse("b.json", text).unwrap_err();
            (problem.message.clone(), problem.span.unwrap().start)
        };
        assert_eq!(told("{\n  \"version\": 1,\n  \"file\": {}\n}\n").1, 25);
        assert!(told("{\"version\": 9, \"files\": {}}").0.contains("version 9"));
        assert!(told("").0.contains("no baseline"));
    }
}
