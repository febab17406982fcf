//! [`Statistics`]: a run in numbers, for `--statistics`: findings by rule, by family and by file, and what each page claims
//! and discloses. It counts what was judged and decides nothing. Floor 7.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{clean, count};
use crate::detect::{PageScore, Severity};
use crate::lint::Report;

/// Columns of a path.
const PATH: usize = 60;

/// Sums by rule and by file.
#[derive(Debug, Default)]
pub struct Statistics {
    rules: BTreeMap<String, Counts>,
    files: Vec<(String, Counts, PageScore)>,
}

/// Errors, warnings and infos.
#[derive(Clone, Copy, Debug, Default)]
struct Counts([usize; 3]);

impl Counts {
    fn add(&mut self, severity: Severity) {
        self.0[Severity::Error as usize - severity as usize] += 1;
    }

    fn sum(self) -> usize {
        self.0.iter().sum()
    }

    fn words(self) -> String {
        let names = ["error", "warning", "info"];
        let parts = self.0.iter().zip(names).filter(|(n, _)| **n > 0).map(|(n, name)| count(*n, name));
        parts.collect::<Vec<_>>().join(", ")
    }
}

impl Statistics {
    /// Counts a file.
    pub fn add(&mut self, report: &Report) {
        let mut counts = Counts::default();
        for finding in &report.findings {
            counts.add(finding.severity);
            self.rules.entry(finding.rule.clone()).or_default().add(finding.severity);
        }
        if counts.sum() > 0 || report.score.total() > 0 {
            self.files.push((report.source.name().to_owned(), counts, report.score.clone()));
        }
    }

    /// The numbers as lines, most first.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        let mut families: BTreeMap<&str, Counts> = BTreeMap::new();
        for (rule, counts) in &self.rules {
            let family = families.entry(rule.split('/').next().unwrap_or_default()).or_default();
            family.0.iter_mut().zip(counts.0).for_each(|(sum, n)| *sum += n);
        }
        table(&mut out, "by family", families.into_iter().map(|(name, counts)| (name.to_owned(), counts)).collect());
        table(&mut out, "by rule", self.rules.iter().map(|(name, counts)| (name.clone(), *counts)).collect());
        if !self.files.is_empty() {
            out.push_str("by file\n");
        }
        let mut files: Vec<_> = self.files.iter().collect();
        files.sort_by_key(|(_, counts, _)| std::cmp::Reverse(counts.sum()));
        for (path, counts, score) in files {
            let path = clean::line_end(path, PATH);
            let _ = writeln!(out, "{:>6}  {path}", counts.sum());
            if let Some(line) = page(score) {
                let _ = writeln!(out, "        {line}");
            }
        }
        out.trim_end().to_owned()
    }
}

/// What a page claims and discloses.
fn page(score: &PageScore) -> Option<String> {
    let total = score.total();
    if total == 0 {
        return None;
    }
    let rate: f64 = score.per_100_words().values().sum();
    let mut line =
        format!("{} ({rate:.1} in 100 words, {:.0} % hedged)", count(total, "claim"), score.share_hedged() * 100.0);
    let owed = score.disclosures.len();
    if owed > 0 {
        line += &format!("; {} of {} given", score.given(), count(owed, "disclosure"));
    }
    let place =
        |share: f64| if share < 0.005 { "at the start".to_owned() } else { format!("after {:.0} %", share * 100.0) };
    if let Some(share) = score.first_claim {
        line += &format!("; first claim {}", place(share));
    }
    line += &score.first_risk.map_or(", no risk told".to_owned(), |share| format!(", first risk {}", place(share)));
    Some(line)
}

fn table(out: &mut String, title: &str, mut rows: Vec<(String, Counts)>) {
    if rows.is_empty() {
        return;
    }
    rows.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.sum()));
    let columns = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let _ = writeln!(out, "{title}");
    for (name, counts) in rows {
        let name = clean::line(&name, columns);
        let _ = writeln!(out, "{:>6}  {name:columns$}  {}", counts.sum(), counts.words());
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::Statistics;
    use crate::detect::{PageScore, Severity};
    use crate::lint::Report;
    use crate::render::sample::{finding, report};
    use crate::text::SourceFile;

    #[test]
    fn a_run_is_told_by_family_rule_and_file() {
        let source = SourceFile::new("posts/a.md", "It cures colds.\n");
        let (one, mut two, mut three) = (finding(&source, "cures"), finding(&source, "colds"), finding(&source, "It"));
        two.severity = Severity::Info;
        three.rule = "stuffing/density".to_owned();
        let mut score =
            PageScore { words: 300, hedged: 1, first_claim: Some(0.0), first_risk: Some(0.88), ..PageScore::default() };
        score.claims.insert("claim/cure".to_owned(), 3);
        let report = Report { score, ..report(source, 300, vec![one, two, three]) };
        let mut statistics = Statistics::default();
        statistics.add(&Report { source: SourceFile::new("index.md", ""), findings: Vec::new(), ..report.clone() });
        statistics.add(&report);
        insta::assert_snapshot!(statistics.text(), @r"
        by family
             2  claim     1 error, 1 info
             1  stuffing  1 error

        by rule
             2  claim/alternative-to-treatment  1 error, 1 info
             1  stuffing/density                1 error

        by file
             3  posts/a.md
                3 claims (1.0 in 100 words, 33 % hedged); first claim at the start, first risk after 88 %
             0  index.md
                3 claims (1.0 in 100 words, 33 % hedged); first claim at the start, first risk after 88 %
        ");
        assert_eq!(Statistics::default().text(), "");
    }
}
