//! [`Linter`]: built once, shared between threads, the only way to judge a file. It asks the engine for hits and makes
//! them findings as the policy wants them; it finds nothing by itself. Floor 6.

use std::borrow::Cow;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::draft::Drafts;
use super::levels::Levels;
use super::message::fill;
use super::policy::Wishes;
use super::settle::{Settling, settle};
use super::{Explanation, FailOn, Finding, Label, Related, Report, Silenced, Subject};
use crate::detect::{Engine, Hit, PageScore, Skimmed, Trace};
use crate::lexicon::PackText;
use crate::prose::{Date, Document, normalised, norms};
use crate::text::{SourceFile, Span};

/// An engine and a policy.
#[derive(Clone, Debug)]
pub struct Linter {
    engine: Arc<Engine>,
    levels: Levels,
    /// Texts that stand on pages without standing in their files, and the marks that take them in.
    inclusions: Vec<Inclusion>,
    products: Vec<Vec<String>>,
    fail_on: FailOn,
    today: Option<Date>,
}

impl Linter {
    /// A linter for files of which the same is wished.
    #[must_use]
    pub fn new(engine: Arc<Engine>, wishes: impl Into<Wishes>) -> Self {
        let wishes = wishes.into();
        let products = names(wishes.products.iter().map(|product| product.value.as_str())).collect();
        let fail_on = wishes.fail_on.as_ref().map_or(FailOn::DEFAULT, |stated| stated.value);
        let levels = Levels::new(&engine, wishes);
        Self { engine, levels, inclusions: Vec::new(), products, fail_on, today: None }
    }

    /// With the texts of the wished disclosures, in their order: whoever reads files must hand them over.
    #[must_use]
    pub fn including(self, inclusions: Vec<Inclusion>) -> Self {
        Self { inclusions, ..self }
    }

    /// With the day it is. Without one, no suppression expires: linting asks no clock.
    #[must_use]
    pub fn on(self, today: Date) -> Self {
        Self { today: Some(today), ..self }
    }

    /// The engine.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Judges one file; one that names nothing of health is passed over. Cannot fail.
    #[must_use]
    pub fn lint(&self, source: SourceFile) -> Report {
        if let Some(skimmed) = self.engine.skim(source.text(), &self.products) {
            return self.nothing_in(source, skimmed);
        }
        let document = self.parse(source);
        let mut findings = Vec::new();
        let mut silenced = Vec::new();
        let detected = self.engine.detect(&document, &self.products_of(&document));
        let mut drafts = Drafts::default();
        for mut hit in detected.hits {
            let insertion = hit.insertion.take();
            match &hit.silenced {
                Some(reason) => silenced.push(self.silenced(&hit, reason)),
                None => {
                    if let Some(finding) = self.spoken(hit) {
                        drafts.add(findings.len(), insertion);
                        findings.push(finding);
                    }
                }
            }
        }
        drafts.give(&document.source, &mut findings);
        let settled = settle(
            findings,
            &Settling { engine: &self.engine, levels: &self.levels, document: &document, today: self.today },
        );
        Report {
            passed_over: false,
            words: document.words,
            code_blocks: document.code_blocks,
            source: document.source,
            fail_on: self.fail_on,
            findings: settled.findings,
            excused: settled.excused,
            silenced,
            score: detected.score,
        }
    }

    /// The report of a text that names nothing of health.
    fn nothing_in(&self, source: SourceFile, Skimmed { words, code_blocks }: Skimmed) -> Report {
        Report {
            source,
            passed_over: true,
            words,
            code_blocks,
            fail_on: self.fail_on,
            findings: Vec::new(),
            excused: Vec::new(),
            silenced: Vec::new(),
            score: PageScore { words, ..PageScore::default() },
        }
    }

    /// The products of the project and of the page.
    fn products_of(&self, document: &Document) -> Cow<'_, [Vec<String>]> {
        if document.products.is_empty() {
            return Cow::Borrowed(&self.products);
        }
        let own = names(document.products.iter().map(String::as_str));
        self.products.iter().cloned().chain(own).collect()
    }

    /// A file as its readers see it, with what its site adds.
    fn parse(&self, source: SourceFile) -> Document {
        let mut document = Document::parse(source);
        for inclusion in &self.inclusions {
            if let Some(at) = inclusion.place(document.source.text()) {
                document.take_in(&inclusion.document, at);
            }
        }
        document
    }

    /// What the engine sees in the sentences at a place, whatever the policy makes of it.
    #[must_use]
    pub fn trace(&self, source: SourceFile, at: Span) -> Vec<Trace> {
        let document = self.parse(source);
        self.engine.trace(&document, &self.products_of(&document), at)
    }

    /// What is told of a clause as the policy wants it: the gravest of what it claims, in the engine's order. The others stand
    /// in for it where it is allowed. Nothing if all their rules are off.
    fn spoken(&self, mut hit: Hit) -> Option<Finding> {
        let stand_ins = std::mem::take(&mut hit.stand_ins);
        let mut all: Vec<Finding> = std::iter::once(hit).chain(stand_ins).filter_map(|hit| self.finding(hit)).collect();
        let gravest = (0..all.len()).rev().max_by_key(|index| all[*index].severity)?;
        let first = all.remove(gravest);
        // Most have none; room for some would be kept for each.
        all.shrink_to_fit();
        Some(Finding { stand_ins: all, ..first })
    }

    /// A hit as the policy wants it; nothing if its rule is off.
    fn finding(&self, hit: Hit) -> Option<Finding> {
        let rule = &self.engine.rules()[hit.rule];
        let (severity, step) = self.levels.judge(&rule.id, hit.severity)?;
        let span = hit.fragments.iter().copied().reduce(Span::hull)?;
        let fingerprint = match &hit.identity {
            Some(identity) => fingerprint(&rule.id, identity, "", 0),
            None => fingerprint(&rule.id, &hit.text, &hit.neighbours, 0),
        };
        let explanation = (!hit.frame.is_empty()).then(|| Explanation {
            subject: hit.subject.map(|(text, resolved, how)| Subject { text, resolved, how }),
            relation: hit.relation,
            target: hit.target,
            frame: hit.frame.to_owned(),
            modality: hit.modality.to_owned(),
            polarity: "affirmed".to_owned(),
            source: hit.source,
            severity_steps: hit.steps.into_iter().chain(step).collect(),
        });
        let related = hit.related.into_iter().map(|(rule, span, message)| Related {
            rule: self.engine.rules()[rule].id.to_string(),
            span,
            message,
        });
        Some(Finding {
            rule: rule.id.to_string(),
            severity,
            message: fill(&rule.message, &hit.fills),
            help: fill(&rule.help, &hit.fills),
            refs: each_once(rule.refs.iter().map(PackText::as_str).chain(hit.refs.iter().map(String::as_str))),
            span,
            text: hit.text,
            labels: hit.labels.into_iter().map(|(span, text)| Label { span, text }).collect(),
            explanation,
            related: related.collect(),
            fix: hit.fix,
            fingerprint,
            of_page: hit.identity.is_some(),
            stand_ins: Vec::new(),
            fragments: hit.fragments,
        })
    }

    fn silenced(&self, hit: &Hit, reason: &str) -> Silenced {
        let span = hit.fragments.iter().copied().reduce(Span::hull).unwrap_or(Span::new(0, 0));
        Silenced {
            rule: self.engine.rules()[hit.rule].id.to_string(),
            span,
            text: hit.text.clone(),
            reason: reason.to_owned(),
        }
    }
}

/// A text that stands on pages without standing in their files.
#[derive(Clone, Debug)]
pub struct Inclusion {
    document: Document,
    marker: Option<String>,
}

impl Inclusion {
    /// The text of a file, on the pages that have the marker, or on all.
    #[must_use]
    pub fn new(file: SourceFile, marker: Option<String>) -> Self {
        Self { document: Document::parse(file), marker }
    }

    /// Where a page takes it in: at the marker, else at its end.
    fn place(&self, page: &str) -> Option<usize> {
        self.marker.as_ref().map_or(Some(page.len()), |marker| page.find(marker))
    }
}

/// A hash of rule, normalised match, neighbouring words and ordinal: stable over edits elsewhere in the file.
pub(super) fn fingerprint(rule: &str, text: &str, neighbours: &str, ordinal: usize) -> String {
    let text = normalised(text);
    let digest = Sha256::digest(format!("{rule}\n{text}\n{neighbours}\n{ordinal}"));
    let (first, _) = digest.as_slice().as_chunks::<8>();
    first.first().map(|bytes| format!("{:016x}", u64::from_be_bytes(*bytes))).unwrap_or_default()
}

/// What is behind a finding, in order, each source once. A disclosure names several in one text.
fn each_once<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for text in texts.flat_map(|text| text.split("; ")) {
        if !once.iter().any(|known| known == text) {
            once.push(text.to_owned());
        }
    }
    once
}

/// Names as detection compares words.
fn names<'n>(names: impl Iterator<Item = &'n str>) -> impl Iterator<Item = Vec<String>> {
    names.map(norms).filter(|name| !name.is_empty())
}

/// Sorts findings by place and rule; those that share a fingerprint get the ordinal of their place among them.
pub(super) fn order(findings: &mut [Finding]) {
    findings.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
    number_twins(findings);
}

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
