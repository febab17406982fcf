//! [`Linter`]: built once, shared between threads, the only way to judge a file. It asks the engine for hits and makes
//! them findings as the policy wants them; it finds nothing by itself. Floor 6.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::draft::Drafts;
use super::{Explanation, Finding, Label, Level, Policy, Related, Report, Silenced, Subject};
use crate::detect::{Declared, Engine, Hit, Trace};
use crate::prose::{Document, norms};
use crate::text::{SourceFile, Span};

/// An engine and a policy.
#[derive(Clone, Debug)]
pub struct Linter {
    engine: Arc<Engine>,
    policy: Policy,
    products: Vec<Vec<String>>,
    declared: Vec<Declared>,
}

impl Linter {
    /// A linter for files under one policy.
    #[must_use]
    pub fn new(engine: Arc<Engine>, policy: Policy) -> Self {
        let products = policy.products.iter().map(|name| norms(name)).filter(|name| !name.is_empty()).collect();
        Self { engine, policy, products, declared: Vec::new() }
    }

    /// With text that stands on every page beside the file's own: includes, parts of the site's template. It counts as
    /// disclosed, and nothing else is asked of it.
    #[must_use]
    pub fn with_declared(self, declared: Vec<Declared>) -> Self {
        Self { declared, ..self }
    }

    /// The engine.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The policy.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Judges one file. Cannot fail.
    #[must_use]
    pub fn lint(&self, source: SourceFile) -> Report {
        let document = Document::parse(source);
        let mut findings = Vec::new();
        let mut silenced = Vec::new();
        let detected = self.engine.detect(&document, &self.products, &self.declared);
        let mut drafts = Drafts::default();
        for mut hit in detected.hits {
            let insertion = hit.insertion.take();
            match &hit.silenced {
                Some(reason) => silenced.push(self.silenced(&hit, reason)),
                None => {
                    if let Some(finding) = self.finding(hit) {
                        drafts.add(findings.len(), insertion);
                        findings.push(finding);
                    }
                }
            }
        }
        drafts.give(&document.source, &mut findings);
        findings.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
        number_twins(&mut findings);
        let score = detected.score;
        Report { words: document.words, source: document.source, findings, silenced, score }
    }

    /// What the engine sees in the sentences of a line (from 0), at a column (from 0, Unicode scalars) if one is given.
    #[must_use]
    pub fn trace(&self, source: SourceFile, line: usize, column: Option<usize>) -> Vec<Trace> {
        let whole = source.line(line);
        let at = match column {
            None => whole,
            Some(column) => {
                let text = source.slice(whole);
                let offset = whole.start + text.char_indices().nth(column).map_or(text.len(), |(offset, _)| offset);
                Span::new(offset, offset + 1)
            }
        };
        self.engine.trace(&Document::parse(source), &self.products, at)
    }

    /// A hit as the policy wants it; nothing if its rule is off.
    fn finding(&self, hit: Hit) -> Option<Finding> {
        let rule = &self.engine.rules()[hit.rule];
        let severity = match self.policy.level(&rule.id) {
            Some(Level::Off) => return None,
            Some(Level::At(severity)) => severity,
            None => hit.severity,
        };
        let span = hit.fragments.iter().copied().reduce(Span::hull)?;
        let fill = |text: &str| {
            hit.fills.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
        };
        let explanation = (!hit.frame.is_empty()).then(|| Explanation {
            subject: hit.subject.clone().map(|(text, resolved, how)| Subject { text, resolved, how }),
            relation: hit.relation.clone(),
            target: hit.target.clone(),
            frame: hit.frame.to_owned(),
            modality: hit.modality.to_owned(),
            polarity: "affirmed".to_owned(),
            source: hit.source.clone(),
            severity_steps: hit.steps.clone(),
        });
        let related = hit.related.iter().map(|(rule, span, message)| Related {
            rule: self.engine.rules()[*rule].id.clone(),
            span: *span,
            message: message.clone(),
        });
        Some(Finding {
            rule: rule.id.clone(),
            severity,
            message: fill(&rule.message),
            help: fill(&rule.help),
            refs: rule.refs.iter().chain(&hit.refs).cloned().collect(),
            span,
            text: hit.text.clone(),
            labels: hit.labels.iter().map(|(span, text)| Label { span: *span, text: text.clone() }).collect(),
            explanation,
            related: related.collect(),
            fix: None,
            fingerprint: fingerprint(&rule.id, &hit.text, &hit.neighbours, 0),
            fragments: hit.fragments,
        })
    }

    fn silenced(&self, hit: &Hit, reason: &str) -> Silenced {
        let span = hit.fragments.iter().copied().reduce(Span::hull).unwrap_or(Span::new(0, 0));
        Silenced {
            rule: self.engine.rules()[hit.rule].id.clone(),
            span,
            text: hit.text.clone(),
            reason: reason.to_owned(),
        }
    }
}

/// A hash of rule, normalised match, neighbouring words and ordinal: stable over edits elsewhere in the file.
fn fingerprint(rule: &str, text: &str, neighbours: &str, ordinal: usize) -> String {
    let text = norms(text).join(" ");
    let digest = Sha256::digest(format!("{rule}\n{text}\n{neighbours}\n{ordinal}"));
    digest.iter().take(8).fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// Findings that share a fingerprint get the ordinal of their place among them.
fn number_twins(findings: &mut [Finding]) {
    let mut seen: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for finding in findings {
        let ordinal = seen.entry(finding.fingerprint.clone()).or_default();
        if *ordinal > 0 {
            finding.fingerprint = fingerprint(&finding.rule, &finding.text, &finding.fingerprint, *ordinal);
        }
        *ordinal += 1;
    }
}
