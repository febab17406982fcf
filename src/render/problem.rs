//! What goes to standard error when something could not be read or loaded: problems in YAML with the place in view, and
//! failures of whole files. Both are kept as [`Failure`]s for reports. Floor 7.

use super::clean;
use super::crop::{Mark, Snippet};
use super::drawing::{Canvas, Drawing};
use crate::pack::Problem;
use crate::text::Encoding;

/// Longer texts are cut.
const SENTENCE: usize = 600;

/// Something that kept a run from being complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The file, if there is one.
    pub path: Option<String>,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl Failure {
    /// A failure of a file or folder.
    #[must_use]
    pub fn of(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: Some(path.into()), message: message.into(), help: None }
    }

    /// Adds how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The failure as text for a terminal.
    ///
    /// # Errors
    /// Only if the drawing library refuses to draw.
    pub fn draw(&self, canvas: Canvas) -> Result<String, std::fmt::Error> {
        let message = match &self.path {
            Some(path) => format!("{}: {}", clean::line_end(path, SENTENCE), self.message),
            None => self.message.clone(),
        };
        drawing(&message, self.help.as_deref(), None).draw(canvas)
    }
}

/// A problem in a pack or a configuration as text for a terminal, its place in view.
///
/// # Errors
/// Only if the drawing library refuses to draw.
pub fn draw_problem(problem: &Problem, canvas: Canvas) -> Result<String, std::fmt::Error> {
    let snippet = problem.span.map(|span| {
        let mark = Mark { span, text: Some(problem.label.clone()) };
        Snippet::new(problem.source(), span.start, &[mark], canvas.columns())
    });
    // A drawing of the place names the file.
    if snippet.is_none() {
        return Failure::from(problem).draw(canvas);
    }
    drawing(&problem.message, problem.help.as_deref(), snippet).draw(canvas)
}

impl From<&Problem> for Failure {
    fn from(problem: &Problem) -> Self {
        let source = problem.source();
        let at = problem.span.map(|span| source.position(span.start, Encoding::Scalar));
        let message = match at {
            Some(at) => format!("line {}, column {}: {}", at.line, at.column, problem.message),
            None => problem.message.clone(),
        };
        Self { path: Some(source.name().to_owned()), message, help: problem.help.clone() }
    }
}

fn drawing(message: &str, help: Option<&str>, snippet: Option<Snippet>) -> Drawing {
    Drawing {
        severity: miette::Severity::Error,
        code: None,
        message: clean::line(message, SENTENCE),
        help: help.map(|help| clean::line(help, SENTENCE)),
        snippet,
    }
}

#[cfg(test)]
mod tests {
    use super::{Failure, draw_problem};
    use crate::lint::Policy;
    use crate::pack::Problem;
    use crate::render::Paint;
    use crate::text::{SourceFile, Span};

    fn drawn(problems: &[Problem]) -> String {
        problems.iter().map(|problem| draw_problem(problem, Paint::Plain.into()).unwrap()).collect()
    }

    fn problems(text: &str) -> String {
        drawn(&Policy::parse("claimlint.yml", text).1)
    }

    #[test]
    fn every_problem_of_a_configuration_is_drawn_where_it_is() {
        insta::assert_snapshot!(problems("fail_one: error\nfail_on: waring\nproducts: {a: b}\n"), @r"
         × unknown key `fail_one`
          ╭─[claimlint.yml:1:1]
        1 │ fail_one: error
          · ────┬───
          ·     ╰── no such key
        2 │ fail_on: waring
          ╰────
         help: did you mean `fail_on`?
         × unknown fail level `waring`
          ╭─[claimlint.yml:2:10]
        1 │ fail_one: error
        2 │ fail_on: waring
          ·          ───┬──
          ·             ╰── no such fail level
        3 │ products: {a: b}
          ╰────
         help: did you mean `warning`?
         × this is a mapping, not a list; each entry is a product name
          ╭─[claimlint.yml:3:11]
        2 │ fail_on: waring
        3 │ products: {a: b}
          ·           ┬
          ·           ╰── a mapping
          ╰────
        ");
        insta::assert_snapshot!(problems("rules:\n  claim/*: of\n  7: off\nlevels: [us]\n"), @r"
         × unknown level `of`
          ╭─[claimlint.yml:2:12]
        1 │ rules:
        2 │   claim/*: of
          ·            ─┬
          ·             ╰── no such level
        3 │   7: off
          ╰────
         help: did you mean `off`?
         × a rule id is text, this is a number or boolean
          ╭─[claimlint.yml:3:3]
        2 │   claim/*: of
        3 │   7: off
          ·   ┬
          ·   ╰── a number or boolean
        4 │ levels: [us]
          ╰────
         × unknown key `levels`
          ╭─[claimlint.yml:4:1]
        3 │   7: off
        4 │ levels: [us]
          · ───┬──
          ·    ╰── no such key
          ╰────
         help: one of: fail_on, profiles, products, packs, rules, overrides, include, exclude, baseline,
               disclosures
        ");
    }

    #[test]
    fn what_is_no_yaml_or_no_configuration_is_said_so() {
        insta::assert_snapshot!(problems("- fail_on\n"), @r"
         × a configuration is a mapping, this is a list
          ╭─[claimlint.yml:1:1]
        1 │ - fail_on
          · ┬
          · ╰── a list
          ╰────
        ");
        insta::assert_snapshot!(problems("fail_on: error\nfail_on: info\n"), @r"
         × duplicate mapping key `fail_on` is not allowed here
          ╭─[claimlint.yml:2:1]
        1 │ fail_on: error
        2 │ fail_on: info
          · ───┬───
          ·    ╰── here
          ╰────
        ");
        insta::assert_snapshot!(problems("rules:\n  claim/*: [off\n"), @r"
         × unclosed bracket '['
          ╭─[claimlint.yml:2:12]
        1 │ rules:
        2 │   claim/*: [off
          ·            ┬
          ·            ╰── here
          ╰────
        ");
        insta::assert_snapshot!(problems("products: &a [x]\npacks: *a\n"), @r"
         × anchors and aliases are not allowed
          ╭─[claimlint.yml:1:14]
        1 │ products: &a [x]
          ·              ┬
          ·              ╰── here
        2 │ packs: *a
          ╰────
        ");
    }

    #[test]
    fn a_rule_that_there_is_not_is_drawn_with_the_one_meant() {
        let text = "rules:\n  claim/hype-metafor: off\n  claim/*: info\n  news/*: off\n";
        let (policy, _) = Policy::parse("claimlint.yml", text);
        let rules = ["claim/hype-metaphor", "stuffing/density"];
        insta::assert_snapshot!(drawn(&policy.unmatched(&SourceFile::new("claimlint.yml", text), rules, [])), @r"
         × no rule matches `claim/hype-metafor`
          ╭─[claimlint.yml:2:3]
        1 │ rules:
        2 │   claim/hype-metafor: off
          ·   ─────────┬────────
          ·            ╰── matches nothing
        3 │   claim/*: info
          ╰────
         help: did you mean `claim/hype-metaphor`?
         × no rule matches `news/*`
          ╭─[claimlint.yml:4:3]
        3 │   claim/*: info
        4 │   news/*: off
          ·   ───┬──
          ·      ╰── matches nothing
          ╰────
         help: `claimlint rules` lists all rules
        ");
    }

    #[test]
    fn a_problem_without_a_place_and_one_beyond_the_end_are_drawn() {
        let nowhere = Problem::new(&SourceFile::new("a.yml", "x: 1\n"), None, "no rules in it");
        let beyond = Problem::new(&SourceFile::new("a.yml", "x: \u{1b}[31m1\n"), Some(Span::new(90, 99)), "cut off");
        let drawn = drawn(&[nowhere, beyond]);
        assert!(drawn.contains("a.yml: no rules in it") && drawn.contains("[a.yml:2:1]"), "{drawn}");
        assert!(!drawn.contains('\u{1b}'), "{drawn}");
    }

    #[test]
    fn a_failure_for_reports_says_where_in_words() {
        let problem = Problem::new(&SourceFile::new("a.yml", "a: 1\nbb: 2\n"), Some(Span::new(5, 7)), "unknown key");
        let failure = Failure::from(&problem);
        assert_eq!(failure.path.as_deref(), Some("a.yml"));
        assert_eq!(failure.message, "line 2, column 1: unknown key");
    }
}
