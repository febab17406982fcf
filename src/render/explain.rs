//! A rule as text for a terminal: what it finds, why, and what it does and does not fire on; and the list of all rules, as
//! text or as JSON. Everything shown comes from the rules themselves, so it cannot go stale. Floor 7.

use std::io::{self, Write};

use serde::Serialize;

use super::{clean, excused};
use crate::detect::{Example, Rule, Trace, TraceSign};
use crate::lint::examples::ExampleFailure;
use crate::lint::{Finding, Report};
use crate::text::Span;

/// No line of a rule is longer.
const COLUMNS: usize = 2_000;

/// Most examples of either side that are shown: the first of a pack are the telling ones, the others fire each pattern once.
const EXAMPLES: usize = 12;

/// Signs of a sentence that are shown one by one: it may have two hundred.
const SIGNS: usize = 12;

/// Writes everything a pack says about a rule.
///
/// # Errors
/// Only those of `out`.
pub fn rule(rule: &Rule, out: &mut dyn Write) -> io::Result<()> {
    let line = |text: &str| clean::line(text, COLUMNS);
    writeln!(out, "{}[{}]", rule.severity.name(), line(&rule.id))?;
    writeln!(out, "{}", line(&rule.summary))?;
    if !rule.help.is_empty() {
        writeln!(out, "\nhelp: {}", line(&rule.help))?;
    }
    section(out, "refs", rule.refs.iter().map(|text| line(text)))?;
    section(out, "bad", examples(rule, true))?;
    section(out, "good", examples(rule, false))
}

/// The first examples of a rule that it must fire on or not, and how many more there are.
fn examples(rule: &Rule, bad: bool) -> impl Iterator<Item = String> {
    let all = || rule.examples.iter().filter(move |example| example.bad == bad);
    let more = all().count().saturating_sub(EXAMPLES);
    let rest = (more > 0).then(|| format!("… and {more} more in its pack"));
    all().take(EXAMPLES).map(example).chain(rest)
}

/// Writes the list of rules, one a line.
///
/// # Errors
/// Only those of `out`.
pub fn rules(rules: &[Rule], out: &mut dyn Write) -> io::Result<()> {
    let id_columns = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    for rule in rules {
        let (id, severity) = (clean::line(&rule.id, COLUMNS), rule.severity.name());
        writeln!(out, "{id:id_columns$}  {severity:7}  {}", clean::line(&rule.summary, COLUMNS))?;
    }
    Ok(())
}

/// Writes all rules as JSON, for programs: what each is about, and its severity before any step.
///
/// # Errors
/// Only those of `out`.
pub fn rules_json(rules: &[Rule], out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Listed<'r> {
        id: &'r str,
        severity: &'r str,
        summary: &'r str,
        help: &'r str,
        refs: Vec<&'r str>,
    }
    #[derive(Serialize)]
    struct Listing<'r> {
        schema_version: u32,
        rules: Vec<Listed<'r>>,
    }
    let listed = rules.iter().map(|rule| Listed {
        id: &rule.id,
        severity: rule.severity.name(),
        summary: &rule.summary,
        help: &rule.help,
        refs: rule.refs.iter().map(|source| &**source).collect(),
    });
    serde_json::to_writer_pretty(&mut *out, &Listing { schema_version: 1, rules: listed.collect() })?;
    writeln!(out)
}

/// Writes what is reported at a place, and what the engine saw in the passages there. What a configuration turns off is
/// seen all the same, and reported nowhere.
///
/// # Errors
/// Only those of `out`.
pub fn place(report: &Report, at: Span, traces: &[Trace], out: &mut dyn Write) -> io::Result<()> {
    let line = |text: &str| clean::line(text, COLUMNS);
    match traces.first() {
        Some(_) if report.passed_over => {
            writeln!(out, "page: names nothing of health, so that nothing on it is judged")?
        }
        Some(first) => writeln!(out, "page: {}", line(&first.page))?,
        None => writeln!(out, "no prose stands there")?,
    }
    let is_here = |finding: &&Finding| finding.fragments.iter().any(|fragment| fragment.overlaps(at));
    let told = |finding: &Finding| {
        format!("{}: {} [{}]", finding.severity.name(), line(&finding.message), line(&finding.rule))
    };
    section(out, "reported", report.findings.iter().filter(is_here).map(told))?;
    let excused = report.excused.iter().filter(|excused| is_here(&&excused.finding));
    let excused = excused.map(|it| format!("{}, {}", told(&it.finding), line(&excused::why(&report.source, &it.by))));
    section(out, "not counted", excused)?;
    for trace in traces {
        writeln!(out, "\n{}", line(&trace.text))?;
        section(out, "claims", trace.claims.iter().map(|text| line(text)))?;
        if let Some(missing) = &trace.missing {
            writeln!(out, "\nno claim: {}", line(missing))?;
        }
        section(out, &signs_title(trace), signs(&trace.signs).map(|text| line(&text)))?;
        section(out, "subjects", trace.agents.iter().map(|text| line(text)))?;
        section(out, "words", trace.mentions.iter().map(|text| line(text)))?;
    }
    Ok(())
}

fn signs_title(trace: &Trace) -> String {
    let points: f64 = trace.signs.iter().map(|sign| sign.points).sum();
    let needed = match trace.sufficient {
        Some(needed) => format!(", of {needed:.2} that suffice on this page"),
        None => ", and none suffice on this page".to_owned(),
    };
    format!("signs of an effect: {points:+.2} points{needed}")
}

/// The weightiest signs of a sentence in its order, and what the others count together.
fn signs(all: &[TraceSign]) -> impl Iterator<Item = String> {
    let mut weights: Vec<f64> = all.iter().map(|sign| sign.points.abs()).collect();
    weights.sort_by(|a, b| b.total_cmp(a));
    let least = weights.get(SIGNS - 1).copied().unwrap_or_default();
    let (told, rest): (Vec<_>, Vec<_>) = all.iter().partition(|sign| sign.points.abs() >= least);
    let others = (!rest.is_empty()).then(|| {
        let points: f64 = rest.iter().map(|sign| sign.points).sum();
        format!("{points:+.2} {} more that weigh less", rest.len())
    });
    told.into_iter().map(sign).chain(others)
}

/// A sign as a line: `+0.90 a complaint “stiff”`.
fn sign(sign: &TraceSign) -> String {
    let words = (!sign.text.is_empty()).then(|| format!("“{}”", sign.text));
    let what: Vec<&str> = sign.name.iter().chain(&words).map(String::as_str).collect();
    // A small sign without words of the sentence is one of its ends, or a word of the heading.
    let what = if what.is_empty() { vec!["an end of the sentence, or the heading above"] } else { what };
    format!("{:+.2} {}", sign.points, what.join(" "))
}

/// An example that does not hold, as lines for standard error.
#[must_use]
pub fn broken(failure: &ExampleFailure) -> String {
    let line = |text: &str| clean::line(text, COLUMNS);
    let ExampleFailure { place, rule, text, expected, got, reason } = failure;
    let (place, rule, text) = (line(place), line(rule), line(text));
    let why = reason.as_ref().map(|why| format!("  why: {}\n", line(why))).unwrap_or_default();
    format!("{place}: {rule}: {text}\n  expected: {}\n  got: {}\n{why}", line(expected), line(got))
}

fn section(out: &mut dyn Write, title: &str, mut lines: impl Iterator<Item = String>) -> io::Result<()> {
    let Some(first) = lines.next() else { return Ok(()) };
    writeln!(out, "\n{title}:\n  {first}")?;
    lines.try_for_each(|line| writeln!(out, "  {line}"))
}

/// The example with what stands before it on the page.
fn example(example: &Example) -> String {
    let text = clean::line(&example.text, COLUMNS);
    match example.context.trim() {
        "" => text,
        context => format!("{text}  (after: {})", clean::line(context, COLUMNS)),
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::{Example, Rule, Severity};

    #[test]
    fn a_rule_is_explained_with_its_examples() {
        let example = |bad, context: &str, text: &str| Example {
            bad,
            context: context.to_owned(),
            text: text.to_owned(),
            marked: None,
            severity: None,
            line: 1,
        };
        let rule = Rule {
            id: "claim/hype-metaphor".into(),
            pack: "hype.yml".into(),
            summary: "A metaphor of rescue or revolution.".into(),
            severity: Severity::Warning,
            message: "{match} promises more than is known.".into(),
            help: "Say what was measured.".into(),
            refs: vec!["FTC Health Products Compliance Guidance".into()],
            examples: vec![
                example(true, "Kratom is a powder.\n", "This could be a lifeline."),
                example(false, "", "Call the 988 crisis lifeline."),
            ]
            .into(),
        };
        let (mut explained, mut listed) = (Vec::new(), Vec::new());
        super::rule(&rule, &mut explained).unwrap();
        super::rules(std::slice::from_ref(&rule), &mut listed).unwrap();
        insta::assert_snapshot!(String::from_utf8(explained).unwrap(), @r"
        warning[claim/hype-metaphor]
        A metaphor of rescue or revolution.

        help: Say what was measured.

        refs:
          FTC Health Products Compliance Guidance

        bad:
          This could be a lifeline.  (after: Kratom is a powder.)

        good:
          Call the 988 crisis lifeline.
        ");
        let many = (0..15).map(|nth| example(true, "", &format!("Example {nth}."))).collect::<Vec<_>>();
        let mut explained = Vec::new();
        super::rule(&Rule { examples: many.into(), ..rule }, &mut explained).unwrap();
        let explained = String::from_utf8(explained).unwrap();
        assert!(explained.ends_with("  Example 11.\n  … and 3 more in its pack\n"), "{explained}");
        let listed = String::from_utf8(listed).unwrap();
        assert_eq!(listed, "claim/hype-metaphor  warning  A metaphor of rescue or revolution.\n");
    }
}
