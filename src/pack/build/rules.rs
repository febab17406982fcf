//! Rules: exactly one kind each, every name in them known. What they say and their examples are `wording.rs`.
//! Floor 5.

use std::collections::BTreeSet;

use super::super::raw::{self, Text};
use super::cues::url_parts;
use super::{Builder, File};
use crate::detect::{
    ClaimRule, Element, EvasionRule, Fault, Frame, PhraseRule, Placement, Profile, Requirement, Rule, Severity,
    SubjectNeed,
};
use crate::lexicon::{PackText, did_you_mean};

impl Builder<'_> {
    pub(super) fn rules(&mut self, files: &[File]) {
        // Rules are kept sorted by id, so that indices are stable whatever the file order.
        let mut all: Vec<(&File, &raw::Rule)> =
            files.iter().flat_map(|file| file.pack.rules.iter().map(move |rule| (file, rule))).collect();
        all.sort_by(|a, b| a.1.id.value.cmp(&b.1.id.value));
        for (file, raw) in all {
            if self.engine.rules.last().is_some_and(|last| last.id == raw.id.value) {
                let help =
                    "give it another id; numbers of a rule are set anew under `limits`, its level in claimlint.yml";
                self.exists(file, &raw.id, "rule", help);
                continue;
            }
            self.rule(file, raw, files);
        }
        self.engine.claims.sort_by_key(|rule| std::cmp::Reverse(rule.rank));
        let raw = files.iter().flat_map(|file| file.pack.profiles.iter().map(move |raw| (file, raw)));
        // The first of an id counts; of the others is told.
        let mut seen = BTreeSet::new();
        let profiles: Vec<_> = raw.filter(|(_, raw)| seen.insert(raw.id.value.as_str())).collect();
        let owed = profiles.iter().map(|(file, raw)| {
            let tier = raw.tier.as_ref().and_then(|tier| self.tier(file, tier));
            Profile { tier, ..profile(raw) }
        });
        self.engine.owed = owed.collect::<Vec<_>>().into();
        for (owner, (file, raw)) in profiles.into_iter().enumerate() {
            self.patterns(file, &raw.words, owner, |engine| &mut engine.owing_words);
            self.patterns(file, &raw.seller, owner, |engine| &mut engine.seller_words);
        }
    }

    /// Adds a rule. One with a mistake is added as well as it can be, so that what else is wrong with it is told, too.
    fn rule(&mut self, file: &File, raw: &raw::Rule, files: &[File]) {
        if !is_rule_id(&raw.id.value) {
            let help =
                Some("expected `family/name` in lower case with hyphens, such as `claim/hype-metaphor`".to_owned());
            self.problem(file, &raw.id, format!("`{}` is no rule id", raw.id.value), help);
        }
        let kinds = [
            // What frames find may have set phrases, too.
            raw.claim.is_some() || raw.phrase.is_some(),
            raw.impression.is_some(),
            raw.keyphrase.is_some(),
            raw.disclosure.is_some(),
            raw.evasion.is_some(),
            raw.measure.is_some(),
            raw.suppression.is_some(),
        ];
        if kinds.iter().filter(|kind| **kind).count() != 1 {
            let help = Some(
                "give exactly one of claim, phrase, impression, keyphrase, disclosure, evasion, measure, suppression"
                    .to_owned(),
            );
            self.problem(file, &raw.id, format!("`{}` must have one kind", raw.id.value), help);
        }
        let by_grid = raw.severity.value == "grid";
        let known = ["info", "warning", "error"];
        let severity = if by_grid { None } else { self.name(file, &raw.severity, "severity", &known) };
        let severity = severity.unwrap_or(Severity::Warning);
        self.fills(file, raw);
        let examples: Vec<_> = raw.examples.iter().filter_map(|example| self.example(file, example, raw)).collect();
        let rule = self.engine.rules.len();
        self.engine.rules.push(Rule {
            id: raw.id.value.clone().into(),
            pack: file.source.name().to_owned().into(),
            summary: raw.summary.clone().into(),
            severity,
            message: raw.message.value.clone().into(),
            help: raw.help.trim().to_owned().into(),
            refs: raw.refs.iter().cloned().map(PackText::from).collect(),
            examples: examples.into(),
        });
        if let Some(kind) = &raw.phrase {
            self.phrase(file, kind, (rule, raw));
        }
        if let Some(kind) = &raw.claim {
            self.claim(file, kind, rule, (!by_grid).then_some(severity));
        } else if let Some(kind) = &raw.impression {
            self.impression(file, kind, rule, (raw, files));
        } else if let Some(kind) = &raw.keyphrase {
            self.keyphrase(file, kind, rule, (raw, files));
        } else if let Some(kind) = &raw.disclosure {
            self.disclosure(file, kind, rule, (raw, files));
        } else if let Some(kind) = &raw.measure {
            self.measure(file, kind, rule, (raw, files));
        } else if let Some(kind) = &raw.suppression {
            let fault = self.name(file, &kind.fault, "fault of a suppression", Fault::NAMES);
            self.engine.suppressions.extend(fault.map(|fault: Fault| (fault, rule)));
        } else if let Some(kind) = &raw.evasion {
            let prefixes = kind.prefixes.iter().map(|prefix| prefix.clone().into()).collect();
            self.engine.evasion = Some(EvasionRule { rule, prefixes });
        }
    }

    fn claim(&mut self, file: &File, raw: &raw::ClaimKind, rule: usize, severity: Option<Severity>) {
        let kind = ClaimRule {
            rule,
            frames: raw.frames.iter().filter_map(|frame| self.name(file, frame, "frame", Frame::NAMES)).collect(),
            relations: raw.relations.iter().map(|text| text.value.clone()).collect(),
            targets: raw.targets.iter().filter_map(|target| self.class(file, target)).collect(),
            groups: raw.groups.iter().map(|text| text.value.clone()).collect(),
            rank: raw.rank,
            severity,
        };
        for relation in &raw.relations {
            let known = self.engine.lexicon.entries().iter().any(|entry| entry.relation == relation.value);
            if !known && relation.value != "for" {
                let known = self.engine.lexicon.entries().iter().map(|entry| entry.relation.as_str());
                let help = did_you_mean(&relation.value, known.filter(|known| !known.is_empty()));
                self.problem(file, relation, format!("no lexicon has the relation `{}`", relation.value), help);
            }
        }
        self.engine.claims.push(kind);
    }

    fn phrase(&mut self, file: &File, raw: &raw::PhraseKind, (rule, of): (usize, &raw::Rule)) {
        if raw.any.is_empty() && raw.felt.is_empty() {
            let help = Some("list them under `any`".to_owned());
            self.problem(file, &of.id, format!("`{}` has no phrases", of.id.value), help);
        }
        let relation = of.claim.as_ref().and_then(|claim| claim.relations.first());
        let graded = relation.filter(|_| of.severity.value == "grid").map(|relation| relation.value.clone());
        let subject = match &raw.subject {
            Some(subject) => self.name(file, subject, "subject", &["resolved", "named", "page", "none"]),
            None => Some(SubjectNeed::default()),
        };
        let within = match &raw.within {
            Some(within) => self.name(file, within, "reach", &["sentence", "previous", "page"]),
            None => Some(crate::detect::Within::default()),
        };
        let near = raw.near.iter().filter_map(|class| self.class(file, class)).collect();
        let owner = self.engine.phrases.len();
        self.engine.phrases.push(PhraseRule {
            rule,
            subject: subject.unwrap_or_default(),
            near,
            within: within.unwrap_or_default(),
            rank: raw.rank,
            extend: raw.extend,
            graded,
        });
        self.patterns(file, &raw.any, owner, |engine| &mut engine.phrase_patterns);
        self.patterns(file, &raw.felt, owner, |engine| &mut engine.felt_patterns);
        self.patterns(file, &raw.not, owner, |engine| &mut engine.phrase_exceptions);
    }

    fn disclosure(&mut self, file: &File, raw: &raw::DisclosureKind, rule: usize, (of, files): (&raw::Rule, &[File])) {
        let first = self.engine.requirements.iter().map(|requirement| requirement.elements.len()).sum();
        let mut requirement = Requirement { rule, first, opening: raw.opening.clone(), ..Requirement::default() };
        requirement.placement.before = raw.before;
        let label =
            raw.opening.iter().map(|opening| opening.trim_matches(['*', '_', ' '])).find(|label| !label.is_empty());
        if let Some(label) = label.filter(|label| self.engine.notices.iter().all(|known| known != label)) {
            self.engine.notices.push(label.to_owned().into());
        }
        for (name, number) in self.limits(file, &of.id.value, &raw.limits, Placement::NAMES, files) {
            requirement.placement.set(&name, number);
        }
        let known = || files.iter().flat_map(|file| file.pack.elements.iter().map(move |element| (file, element)));
        for id in &raw.elements {
            let Some((home, element)) = known().find(|(_, element)| element.id.value == id.value) else {
                let help = did_you_mean(&id.value, known().map(|(_, element)| element.id.value.as_str()));
                self.problem(file, id, format!("no element is called `{}`", id.value), help);
                continue;
            };
            let owner = first + requirement.elements.len();
            let regexes = element.regex.iter().filter_map(|text| self.regex(home, text)).collect();
            requirement.elements.push(Element {
                id: element.id.value.clone(),
                name: element.name.clone(),
                about_substance: element.about_substance,
                owns_negation: element.owns_negation,
                any_voice: element.any_voice,
                regexes,
                keys: element.keys.iter().map(|key| key.value.to_lowercase()).collect(),
                draft: element.draft.clone(),
            });
            self.patterns(home, &element.any, owner, |engine| &mut engine.statements);
            self.patterns(home, &element.bare, owner, |engine| &mut engine.bare_statements);
            self.patterns(home, &element.not, owner, |engine| &mut engine.false_statements);
        }
        self.engine.requirements.change(|requirements| requirements.push(requirement));
    }
}

/// A profile as written, but for its tier.
fn profile(raw: &raw::Profile) -> Profile {
    let values = |texts: &[Text]| texts.iter().map(|text| text.value.clone()).collect();
    Profile {
        id: raw.id.value.clone(),
        basis: raw.basis.clone(),
        must: values(&raw.must),
        should: values(&raw.should),
        conditions: values(&raw.conditions),
        tier: None,
        claims: values(&raw.claims),
        naming: values(&raw.naming),
        spares: values(&raw.spares),
        open: values(&raw.open),
        links: url_parts(&raw.links),
        promotional: raw.promotional,
        spares_food: raw.spares_food,
    }
}

fn is_rule_id(id: &str) -> bool {
    let word = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    id.split_once('/').is_some_and(|(family, name)| word(family) && word(name))
}
