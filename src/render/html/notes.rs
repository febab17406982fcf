//! [`Note`]: what stands beside a finding: what is wrong, what to write instead, why it is as serious as it is, and what is
//! behind the rule. Floor 7.

use super::markup;
use crate::detect::Severity;
use crate::lint::{Explanation, Finding};
use crate::text::{Encoding, SourceFile, quoted};

/// How a finding is filed: its look and what filters it.
#[derive(Clone, Debug)]
pub(super) struct Kind {
    pub(super) classes: String,
    pub(super) is_disclosure: bool,
}

/// A finding to write about.
pub(super) struct Note<'a> {
    pub(super) source: &'a SourceFile,
    pub(super) finding: &'a Finding,
    pub(super) kind: &'a Kind,
    pub(super) page: usize,
    pub(super) number: usize,
    /// Whether it has a number in the text.
    pub(super) anchored: bool,
    /// The note that gave the same help.
    pub(super) told: Option<usize>,
}

/// The word for a severity in running text.
pub(super) const fn plural(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Errors",
        Severity::Warning => "Warnings",
        Severity::Info => "Notes",
    }
}

/// The same for one.
pub(super) const fn singular(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Info => "Note",
    }
}

impl Note<'_> {
    pub(super) fn write(&self, out: &mut String) {
        let Self { finding, page, number, .. } = self;
        let (classes, severity) = (&self.kind.classes, finding.severity.name());
        out.push_str(&format!("<aside class=\"note {classes}\" id=\"n{page}-{number}\"><p class=\"head\">"));
        if self.anchored {
            out.push_str(&format!("<a class=\"num\" href=\"#m{page}-{number}\" title=\"to the text\">{number}</a>"));
        } else {
            let line = self.source.position(finding.span.start, Encoding::Scalar).line;
            out.push_str(&format!("<span class=\"num\">{number}</span> line {line}"));
        }
        out.push_str(&format!(" <b>{severity}</b> <code>{}</code></p>", markup::text(&finding.rule)));
        out.push_str(&format!("<p class=\"message\">{}</p>", markup::text(&finding.message)));
        self.details(out);
        out.push_str("</aside>");
    }

    fn details(&self, out: &mut String) {
        let Self { finding, page, .. } = self;
        out.push_str("<details><summary>What to write instead, and why</summary>");
        match self.told {
            Some(told) => out.push_str(&format!(
                "<p class=\"help\">What to write instead, and the sources: <a href=\"#n{page}-{told}\">note {told}</a>.</p>"
            )),
            None => out.push_str(&format!("<p class=\"help\">{}</p>", markup::text(&finding.help))),
        }
        if let Some(why) = &finding.explanation {
            explanation(why, out);
        }
        for related in &finding.related {
            let line = self.source.position(related.span.start, Encoding::Scalar).line;
            out.push_str(&format!("<p class=\"also\">Also line {line}: {}</p>", markup::text(&related.message)));
        }
        if self.told.is_none() && !finding.refs.is_empty() {
            out.push_str("<ul class=\"refs\">");
            finding.refs.iter().for_each(|text| out.push_str(&format!("<li>{}</li>", markup::text(text))));
            out.push_str("</ul>");
        }
        out.push_str("</details>");
    }
}

/// What the engine saw, as far as it says something.
fn explanation(why: &Explanation, out: &mut String) {
    let subject = why.subject.as_ref().map_or(String::new(), |subject| match subject.text.as_str() {
        "" => format!("{} (unsaid)", subject.resolved),
        text if text == subject.resolved => text.to_owned(),
        text => format!("{}, that is {}", quoted(text), subject.resolved),
    });
    let steps: Vec<String> =
        why.severity_steps.iter().map(|step| format!("{} → {}", step.reason, step.to.name())).collect();
    let rows =
        [("About", subject), ("Says", why.relation.clone()), ("For", why.target.clone()), ("Level", steps.join("; "))];
    out.push_str("<dl>");
    for (name, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
        out.push_str(&format!("<div><dt>{name}</dt><dd>{}</dd></div>", markup::text(value)));
    }
    out.push_str("</dl>");
}
