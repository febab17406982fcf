//! Format `full`: one drawing a finding, with the source in view, for people; what a page owes at one place is drawn once.
//! What is underlined is decided here, how much of the source is in view in `crop.rs`. Floor 7.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::clean;
use super::crop::{Mark, Snippet};
use super::drawing::{Canvas, Drawing};
use super::{Renderer, Run, excused, family};
use crate::detect::Severity;
use crate::lint::{Finding, Report};
use crate::text::{Encoding, SourceFile, Span};

/// Longer messages and helps are cut: they are sentences, and may quote the file.
const SENTENCE: usize = 600;
/// Other places listed under a finding.
const RELATED: usize = 3;

/// Draws findings as they come. The help of a rule is given once, where the rule is first met.
pub(super) struct Terminal {
    canvas: Canvas,
    /// Whether what is excused is listed.
    with_excused: bool,
    told: BTreeSet<(String, String)>,
}

impl Terminal {
    pub(super) fn new(canvas: Canvas, with_excused: bool) -> Self {
        Self { canvas, with_excused, told: BTreeSet::new() }
    }
}

impl Renderer for Terminal {
    fn report(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        for findings in report.findings.chunk_by(are_of_one_place) {
            let new: Vec<bool> =
                findings.iter().map(|finding| self.told.insert((finding.rule.clone(), finding.help.clone()))).collect();
            let Some(drawing) = drawing(&report.source, findings, &new, self.canvas.columns()) else { continue };
            writeln!(out, "{}", drawing.draw(self.canvas).map_err(io::Error::other)?)?;
        }
        if self.with_excused { excused::lines(report, out) } else { Ok(()) }
    }

    fn finish(&mut self, _: &Run<'_>, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// Whether both are of one family, about the whole page, and told at the same place: of the same source drawn seven times
/// nobody reads the claim that stands below.
fn are_of_one_place(a: &Finding, b: &Finding) -> bool {
    a.of_page && b.of_page && a.fragments == b.fragments && family(&a.rule) == family(&b.rule)
}

/// One drawing of findings at one place; whether the help of each is new.
fn drawing(source: &SourceFile, findings: &[Finding], new: &[bool], columns: usize) -> Option<Drawing> {
    let (first, severity) = (findings.first()?, findings.iter().map(|finding| finding.severity).max()?);
    let code = |severity: Severity, rule: &str| clean::line(&format!("{}[{rule}]", severity.name()), 120);
    let message = |finding: &Finding| clean::line(&finding.message, SENTENCE);
    let (code, message) = match findings {
        [one] => (code(severity, &one.rule), message(one)),
        many => {
            let told = |finding: &Finding| format!("{}: {}", code(finding.severity, &finding.rule), message(finding));
            let told: Vec<String> = many.iter().map(told).collect();
            (code(severity, &format!("{}/*", family(&first.rule))), told.join("\n"))
        }
    };
    Some(Drawing {
        severity: match severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        },
        code: Some(code),
        message,
        help: notes(source, findings, new),
        snippet: Some(Snippet::new(source, first.span.start, &marks(source, first), columns)),
    })
}

/// The parts of the match that have a name; the whole match only where no part of it has one, since underlines over
/// underlines cannot be read.
fn marks(source: &SourceFile, finding: &Finding) -> Vec<Mark> {
    let label = |label: &crate::lint::Label| Mark { span: label.span, text: Some(label.text.clone()) };
    let mut marks: Vec<Mark> = finding.labels.iter().filter(|label| !label.span.is_empty()).map(label).collect();
    if !marks.iter().any(|mark| mark.span.overlaps(finding.span)) {
        let whole = by_line(source, finding).into_iter().map(|span| Mark { span, text: None });
        marks.splice(0..0, whole);
    }
    marks
}

/// The hull of the match's fragments on each line, so that markup inside is underlined but a `> ` before a line is not.
fn by_line(source: &SourceFile, finding: &Finding) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for fragment in &finding.fragments {
        match spans.last_mut() {
            Some(last) if source.line_at(last.start) == source.line_at(fragment.start) => *last = last.hull(*fragment),
            _ => spans.push(*fragment),
        }
    }
    if spans.is_empty() { vec![finding.span] } else { spans }
}

/// Everything under the source: help and refs unless they were given before, other places, and why the severity is what
/// it is.
fn notes(source: &SourceFile, findings: &[Finding], new: &[bool]) -> Option<String> {
    let mut notes = Vec::new();
    let mut refs: Vec<&str> = Vec::new();
    for (finding, is_new) in findings.iter().zip(new) {
        if !is_new {
            notes.push(clean::line(&format!("as for the first {} above", finding.rule), SENTENCE));
        } else if !finding.help.is_empty() {
            let of = if findings.len() > 1 { format!("{}: ", finding.rule) } else { String::new() };
            notes.push(clean::line(&format!("{of}{}", finding.help), SENTENCE));
        }
        for text in finding.refs.iter().filter(|_| *is_new) {
            if !refs.contains(&text.as_str()) {
                refs.push(text);
            }
        }
    }
    if !refs.is_empty() {
        notes.push(clean::line(&format!("refs: {}", refs.join("; ")), SENTENCE * findings.len().min(2)));
    }
    for finding in findings {
        for related in finding.related.iter().take(RELATED) {
            let at = source.position(related.span.start, Encoding::Scalar);
            notes.push(clean::line(&format!("also {}:{}: {}", at.line, at.column, related.message), SENTENCE));
        }
        if finding.related.len() > RELATED {
            notes.push(format!("also {} more", finding.related.len() - RELATED));
        }
        let steps = finding.explanation.iter().flat_map(|explanation| &explanation.severity_steps);
        let steps: Vec<String> = steps.map(|step| format!("{} → {}", step.reason, step.to.name())).collect();
        if !steps.is_empty() {
            let why = format!("why {}: {}", finding.severity.name(), steps.join("; "));
            notes.push(clean::line(&why, SENTENCE));
        }
    }
    (!notes.is_empty()).then(|| notes.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::{Terminal, drawing};
    use crate::detect::{Severity, SeverityStep};
    use crate::lint::{Explanation, Finding, Label, Related};
    use crate::render::sample::{find, finding, report};
    use crate::render::{Canvas, Paint};
    use crate::text::SourceFile;

    fn draw(source: &SourceFile, finding: &Finding) -> String {
        draw_on(Paint::Plain.into(), source, finding)
    }

    fn draw_on(canvas: Canvas, source: &SourceFile, finding: &Finding) -> String {
        let findings = std::slice::from_ref(finding);
        drawing(source, findings, &[true], canvas.columns()).unwrap().draw(canvas).unwrap()
    }

    #[test]
    fn a_match_without_named_parts_is_underlined_whole() {
        let source =
            SourceFile::new("post.md", "# Kava\n\n> It is an *alternative to*\n> antidepressants, they say.\n");
        let mut finding = finding(&source, "alternative to*\n> antidepressants");
        finding.fragments = vec![find(&source, "alternative to"), find(&source, "antidepressants")];
        insta::assert_snapshot!(draw(&source, &finding), @r"
        error[claim/alternative-to-treatment]

          × Presents it as a substitute for treatment.
           ╭─[post.md:3:13]
         3 │ > It is an *alternative to*
           ·             ──────────────
         4 │ > antidepressants, they say.
           ·   ───────────────
           ╰────
          help: Say what is known, or remove it.
                refs: 21 CFR 101.93(g)(2)(vi); FTC 2022
        ");
    }

    #[test]
    fn named_parts_take_the_place_of_the_match() {
        let text = "First of all.\n\nIt is a viable adjunct or alternative to conventional antidepressants for many.\n";
        let source = SourceFile::new("blog/post.md", text);
        let mut finding = finding(&source, "viable adjunct or alternative to conventional antidepressants");
        let label = |words: &str, text: &str| Label { span: find(&source, words), text: text.to_owned() };
        finding.labels = vec![
            label("It", "subject: “it” → Kratom powder"),
            label("alternative to", "relation"),
            label("conventional antidepressants", "target"),
            label("antidepressants", "drug class, under the target"),
        ];
        let step = |reason: &str, to| SeverityStep { reason: reason.to_owned(), to };
        let severity_steps = vec![
            step("base: alternative to a medicine", Severity::Error),
            step("weak hedges do not count here", Severity::Error),
        ];
        finding.explanation = Some(Explanation { severity_steps, ..Explanation::default() });
        let related = |words: &str| Related {
            rule: "claim/hype-metaphor".to_owned(),
            span: find(&source, words),
            message: "and here".to_owned(),
        };
        finding.related = ["First", "many", "all", "for"].map(related).to_vec();
        insta::assert_snapshot!(draw(&source, &finding), @r"
        error[claim/alternative-to-treatment]

          × Presents it as a substitute for treatment.
           ╭─[blog/post.md:3:9]
         3 │ It is a viable adjunct or alternative to conventional antidepressants for many.
           · ─┬                        ───────┬────── ──────────────┬─────────────
           ·  │                               │                     ╰── target
           ·  │                               ╰── relation
           ·  ╰── subject: “it” → Kratom powder
           ╰────
          help: Say what is known, or remove it.
                refs: 21 CFR 101.93(g)(2)(vi); FTC 2022
                also 1:1: and here
                also 3:75: and here
                also 1:10: and here
                also 1 more
                why error: base: alternative to a medicine → error; weak hedges do not count here → error
        ");
    }

    #[test]
    fn a_narrow_terminal_gets_narrow_drawings() {
        let text = "Of all the teas in the shop, kratom is a viable adjunct or alternative to conventional \
                    antidepressants for many who have tried it.\n";
        let source = SourceFile::new("blog/post.md", text);
        let mut finding = finding(&source, "alternative to conventional antidepressants");
        let label = |words: &str, text: &str| Label { span: find(&source, words), text: text.to_owned() };
        finding.labels = vec![label("kratom", "subject"), label("alternative to", "relation: in the place of")];
        insta::assert_snapshot!(draw_on(Canvas::terminal(Paint::Plain, 56), &source, &finding), @r"
        error[claim/alternative-to-treatment]

          × Presents it as a substitute for treatment.
           ╭─[blog/post.md:1:60]
         1 │ … kratom is a viable adjunct or alternative to …
           ·   ───┬──                        ───────┬──────
           ·      │                                 ╰── relatio…
           ·      ╰── subject
           ╰────
          help: Say what is known, or remove it.
                refs: 21 CFR 101.93(g)(2)(vi); FTC 2022
        ");
        let widest = |columns| {
            let drawn = draw_on(Canvas::terminal(Paint::Plain, columns), &source, &finding);
            drawn.lines().map(|line| line.chars().count()).max().unwrap_or(0)
        };
        assert!([80, 100, 120].into_iter().all(|columns| widest(columns) <= columns));
        assert_eq!(widest(500), widest(120), "no line is longer than one likes to read");
    }

    #[test]
    fn a_long_paragraph_is_cropped_and_its_column_is_real() {
        let filler = "a study of – something in the group ".repeat(40);
        let source = SourceFile::new("post.md", &format!("{filler}Zen Drops cures {filler}cancer in days. {filler}"));
        let mut finding = finding(&source, &format!("cures {filler}cancer"));
        let label = |words: &str, text: &str| Label { span: find(&source, words), text: text.to_owned() };
        finding.labels = vec![label("Zen Drops", "subject"), label("cures", "relation"), label("cancer", "target")];
        insta::assert_snapshot!(draw(&source, &finding), @r"
        error[claim/alternative-to-treatment]

          × Presents it as a substitute for treatment.
           ╭─[post.md:1:1451]
         1 │ … the group Zen Drops cures a study of – … in the group cancer in days. a study …
           ·             ────┬──── ──┬──                             ───┬──
           ·                 │       │                                  ╰── target
           ·                 │       ╰── relation
           ·                 ╰── subject
           ╰────
          help: Say what is known, or remove it.
                refs: 21 CFR 101.93(g)(2)(vi); FTC 2022
        ");
    }

    #[test]
    fn what_a_page_owes_at_one_place_is_drawn_once() {
        let source = SourceFile::new("a.md", "Kava cures colds.\n");
        let owed = |rule: &str, severity, help: &str| Finding {
            rule: format!("disclosure/{rule}"),
            severity,
            message: format!("The page lacks {rule}"),
            help: help.to_owned(),
            of_page: true,
            ..finding(&source, "cures colds")
        };
        let claim = finding(&source, "cures colds");
        let findings = vec![
            claim,
            owed("substance-risk", Severity::Error, "Tell the risks."),
            owed("crisis-line", Severity::Warning, "Give a number."),
        ];
        let report = report(source, 3, findings);
        let mut out = Vec::new();
        crate::render::Renderer::report(&mut Terminal::new(Paint::Plain.into(), false), &report, &mut out).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap(), @r"
        error[claim/alternative-to-treatment]

          × Presents it as a substitute for treatment.
           ╭─[a.md:1:6]
         1 │ Kava cures colds.
           ·      ───────────
           ╰────
          help: Say what is known, or remove it.
                refs: 21 CFR 101.93(g)(2)(vi); FTC 2022

        error[disclosure/*]

          × error[disclosure/substance-risk]: The page lacks substance-risk
          │ warning[disclosure/crisis-line]: The page lacks crisis-line
           ╭─[a.md:1:6]
         1 │ Kava cures colds.
           ·      ───────────
           ╰────
          help: disclosure/substance-risk: Tell the risks.
                disclosure/crisis-line: Give a number.
                refs: 21 CFR 101.93(g)(2)(vi); FTC 2022
        ");
    }

    #[test]
    fn findings_are_drawn_one_after_the_other_and_colour_is_a_choice() {
        let source = SourceFile::new("a.md", "Cures colds. Cures colds.\n");
        let findings = vec![finding(&source, "Cures"), finding(&source, "colds")];
        let report = report(source, 4, findings);
        let write = |paint: Paint| {
            let mut out = Vec::new();
            crate::render::Renderer::report(&mut Terminal::new(paint.into(), false), &report, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(write(Paint::Plain).matches("a.md:1:").count(), 2);
        assert_eq!(write(Paint::Plain).matches("Say what is known").count(), 1);
        assert!(write(Paint::Plain).contains("help: as for the first claim/alternative-to-treatment above"));
        assert!(!write(Paint::Plain).contains('\u{1b}'));
        assert!(write(Paint::Color).contains('\u{1b}'));
    }
}
