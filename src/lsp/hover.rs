//! What an editor shows when the pointer rests on a finding: what is wrong, what to write instead, what was seen, why it
//! is as serious as it is, and which rules of law are behind it. Floor 8.

use gen_lsp_types::{Contents, Hover, MarkupContent, MarkupKind};

use super::diagnostics::{Shown, url};
use crate::lint::{Explanation, Finding};

/// The findings at a place, the first one first.
pub(super) fn of(findings: &[&Shown], markdown: bool) -> Option<Hover> {
    let first = findings.first()?;
    let style = Style { markdown };
    let texts: Vec<String> = findings.iter().map(|shown| style.finding(&shown.finding)).collect();
    let (kind, rule) = if markdown { (MarkupKind::Markdown, "\n\n---\n\n") } else { (MarkupKind::PlainText, "\n\n") };
    let contents = Contents::MarkupContent(MarkupContent { kind, value: texts.join(rule) });
    Some(Hover { contents, range: Some(first.diagnostic.range) })
}

#[derive(Clone, Copy)]
struct Style {
    markdown: bool,
}

impl Style {
    fn finding(self, finding: &Finding) -> String {
        let mut paragraphs = vec![self.head(finding), self.text(&finding.message), self.text(&finding.help)];
        let mut seen: Vec<String> = finding.explanation.iter().flat_map(|it| self.explanation(it)).collect();
        if let Some(why) = why(finding) {
            seen.push(format!("why {}: {}", finding.severity.name(), self.text(&why)));
        }
        if seen.is_empty() {
            seen.extend(finding.labels.iter().map(|label| self.text(&label.text)));
        }
        paragraphs.push(self.list(&seen));
        let refs: Vec<String> = finding.refs.iter().map(|text| self.reference(text)).collect();
        paragraphs.push(self.list(&refs));
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        paragraphs.join("\n\n")
    }

    fn head(self, finding: &Finding) -> String {
        let (severity, rule) = (finding.severity.name(), &finding.rule);
        if self.markdown { format!("**{severity}** `{rule}`") } else { format!("{severity} [{rule}]") }
    }

    fn explanation(self, seen: &Explanation) -> Vec<String> {
        let subject = seen.subject.as_ref().map(|subject| {
            let words = if subject.text.is_empty() { "unsaid".to_owned() } else { format!("“{}”", subject.text) };
            let same = subject.resolved.is_empty() || subject.resolved.eq_ignore_ascii_case(&subject.text);
            let meaning = if same { String::new() } else { format!(", which is {}", subject.resolved) };
            let how = if subject.how.is_empty() { String::new() } else { format!(" ({})", subject.how) };
            format!("{words}{meaning}{how}")
        });
        let shape = [&seen.frame, &seen.modality, &seen.polarity].map(String::as_str).join(", ");
        let parts = [
            ("subject", subject.unwrap_or_default()),
            ("relation", seen.relation.clone()),
            ("target", seen.target.clone()),
            ("form", shape),
            ("said by", seen.source.clone()),
        ];
        let said = parts.into_iter().filter(|(_, value)| !value.is_empty());
        said.map(|(name, value)| format!("{name}: {}", self.text(&value))).collect()
    }

    fn list(self, items: &[String]) -> String {
        items.iter().map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n")
    }

    fn reference(self, text: &str) -> String {
        match url(text) {
            Some(address) if self.markdown => {
                let (before, after) = text.split_once(&address.0).unwrap_or((text, ""));
                format!("{}<{address}>{}", self.text(before), self.text(after))
            }
            _ => self.text(text),
        }
    }

    /// Words that may quote the page: they must not become headings or links.
    fn text(self, text: &str) -> String {
        let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        if !self.markdown {
            return line;
        }
        let mut out = String::with_capacity(line.len());
        for c in line.chars() {
            if matches!(
                c,
                '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '+' | '!' | '|' | '&' | '~'
            ) {
                out.push('\\');
            }
            out.push(c);
        }
        out
    }
}

/// From base to final severity.
fn why(finding: &Finding) -> Option<String> {
    let steps = &finding.explanation.as_ref()?.severity_steps;
    let steps: Vec<String> = steps.iter().map(|step| format!("{} → {}", step.reason, step.to.name())).collect();
    (!steps.is_empty()).then(|| steps.join("; "))
}
