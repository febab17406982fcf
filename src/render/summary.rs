//! [`Totals`]: sums over a run, and the one line on standard error that says how it went. It counts what was judged
//! and decides nothing: the exit code is the command line's. Floor 7.

use super::Failure;
use crate::detect::Severity;
use crate::lint::{Excuse, FailOn, Report};
use crate::prose::Date;

/// Sums over a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Files judged.
    pub files: usize,
    /// Words of visible prose.
    pub words: usize,
    /// Blocks of code that nobody read.
    pub code_blocks: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are infos.
    pub infos: usize,
    /// Findings that the file itself excuses.
    pub suppressed: usize,
    /// The first day on which one of those is excused for the last time; none if none ends.
    pub first_end: Option<Date>,
    /// Findings that the baseline excuses.
    pub baselined: usize,
    /// Findings where nothing has changed.
    pub unchanged: usize,
    /// Whether a finding reached the fail level of its file.
    pub failed: bool,
    /// The fail levels of the files, each once, as they were met.
    pub levels: Vec<FailOn>,
}

impl Totals {
    /// Adds a file.
    pub fn add(&mut self, report: &Report) {
        self.files += 1;
        self.words += report.words;
        self.code_blocks += report.code_blocks;
        self.errors += report.count(Severity::Error);
        self.warnings += report.count(Severity::Warning);
        self.infos += report.count(Severity::Info);
        self.suppressed += report.suppressed();
        let ends = report.excused.iter().filter_map(|excused| match excused.by {
            Excuse::Suppression { until, .. } => until,
            _ => None,
        });
        self.first_end = self.first_end.into_iter().chain(ends).min();
        self.baselined += report.baselined();
        self.unchanged += report.excused.len() - report.suppressed() - report.baselined();
        self.failed |= report.fails();
        if !self.levels.contains(&report.fail_on) {
            self.levels.push(report.fail_on);
        }
    }

    /// What was found and does not count, in one line; none if everything counts.
    #[must_use]
    pub fn excused(&self) -> Option<String> {
        // Who reads it has time until then: nothing else tells that a run will fail on a day to come.
        let end = self.first_end.map_or(String::new(), |day| format!(" (the first until {day})"));
        let allowed = format!("allowed in their files{end}");
        let parts = [
            (self.suppressed, allowed.as_str()),
            (self.baselined, "known to the baseline"),
            (self.unchanged, "where nothing has changed"),
        ];
        let parts: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, why)| format!("{n} {why}")).collect();
        (!parts.is_empty()).then(|| format!("not counted: {}", parts.join(", ")))
    }

    /// What stands before the eyes of readers and was not judged, in one line; none if everything was. `passed_over` are
    /// the files that configurations leave out, `html` those of folders that are no Markdown and were not asked for by name.
    #[must_use]
    pub fn skipped(&self, passed_over: usize, html: usize) -> Option<String> {
        let code = (self.code_blocks > 0).then(|| count(self.code_blocks, "block") + " of code");
        let files = (passed_over > 0).then(|| count(passed_over, "file") + " (include, exclude)");
        let html = (html > 0).then(|| count(html, "page") + " of HTML (checked only where named)");
        let parts: Vec<String> = code.into_iter().chain(files).chain(html).collect();
        (!parts.is_empty()).then(|| format!("not checked: {}", parts.join(", ")))
    }

    /// The run in one line, without line break.
    #[must_use]
    pub fn summary(&self, failures: &[Failure]) -> String {
        let mut line = format!("{}, {}: ", count(self.files, "file"), count(self.words, "word"));
        let counts = [(self.errors, "error"), (self.warnings, "warning"), (self.infos, "info")];
        let counts: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, noun)| count(*n, noun)).collect();
        line.push_str(if counts.is_empty() { "no findings" } else { "" });
        line.push_str(&counts.join(", "));
        let verdict = match (self.files, self.failed) {
            (0, _) => "nothing was checked",
            (_, true) => "failed",
            (_, false) => "passed",
        };
        // A run with a failure never passes, whatever the findings say.
        let verdict = if failures.is_empty() || self.failed { verdict } else { "incomplete" };
        line.push_str(&format!("; {verdict}{}", self.level()));
        if !failures.is_empty() {
            line.push_str(&format!(", {}", count(failures.len(), "problem")));
        }
        line
    }

    /// At what level files fail, in words.
    fn level(&self) -> String {
        match &self.levels[..] {
            [] => String::new(),
            [level] => format!(" (fail level: {})", level.name()),
            // Strictest first.
            several => {
                let all = [Severity::Info, Severity::Warning, Severity::Error].map(FailOn::At);
                let met = all.iter().chain([&FailOn::Never]).filter(|level| several.contains(level));
                let names: Vec<&str> = met.map(|level| level.name()).collect();
                format!(" (fail levels of different files: {})", names.join(", "))
            }
        }
    }
}

/// `1 file`, `1,512 words`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    format!("{} {noun}{}", grouped(number), if number == 1 { "" } else { "s" })
}

/// `1,512`.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::{Totals, count};
    use crate::detect::Severity;
    use crate::lint::FailOn;
    use crate::render::Failure;

    #[test]
    fn the_line_says_what_was_found_and_what_follows() {
        let at = |severity| vec![FailOn::At(severity)];
        let clean = Totals { files: 1, words: 1, levels: vec![FailOn::Never], ..Totals::default() };
        let mut found =
            Totals { files: 3, words: 1512, errors: 4, warnings: 1, infos: 2, failed: true, ..Totals::default() };
        found.levels = at(Severity::Warning);
        let mixed =
            Totals { levels: [at(Severity::Error), vec![FailOn::Never], at(Severity::Info)].concat(), ..found.clone() };
        let problems = [Failure::of("a.md", "not UTF-8")];
        let lines = [
            clean.summary(&[]),
            found.summary(&[]),
            clean.summary(&problems),
            found.summary(&problems),
            mixed.summary(&[]),
            Totals::default().summary(&[]),
        ];
        insta::assert_snapshot!(lines.join("\n"), @r"
        1 file, 1 word: no findings; passed (fail level: never)
        3 files, 1,512 words: 4 errors, 1 warning, 2 infos; failed (fail level: warning)
        1 file, 1 word: no findings; incomplete (fail level: never), 1 problem
        3 files, 1,512 words: 4 errors, 1 warning, 2 infos; failed (fail level: warning), 1 problem
        3 files, 1,512 words: 4 errors, 1 warning, 2 infos; failed (fail levels of different files: info, error, never)
        0 files, 0 words: no findings; nothing was checked
        ");
    }

    #[test]
    fn what_nobody_read_is_said() {
        let totals = Totals { code_blocks: 2, ..Totals::default() };
        assert_eq!(totals.skipped(1, 0).as_deref(), Some("not checked: 2 blocks of code, 1 file (include, exclude)"));
        assert_eq!(totals.skipped(0, 0).as_deref(), Some("not checked: 2 blocks of code"));
        let html = Totals::default().skipped(0, 3);
        assert_eq!(html.as_deref(), Some("not checked: 3 pages of HTML (checked only where named)"));
        assert_eq!(Totals::default().skipped(0, 0), None);
    }

    #[test]
    fn large_numbers_are_grouped() {
        assert_eq!(count(1, "word"), "1 word");
        assert_eq!(count(999, "word"), "999 words");
        assert_eq!(count(1_234_567, "word"), "1,234,567 words");
    }
}
