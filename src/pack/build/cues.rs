//! Modifiers, evidence, page settings and the grid of base severities. Floor 5: numbers and cues as the engine holds
//! them; what they do is `detect`'s.

use super::super::raw::Text;
use super::references::OTHER_ID;
use super::{Builder, File};
use crate::detect::{
    Bodily, Evidence, EvidencePlace, Frame, Link, Modifier, PageSettings, PartSettings, Severity, Suggestive, UrlParts,
};
use crate::lexicon::did_you_mean;

/// How often a sign of evidence counts on a page where its pack does not say.
const MOST_TIMES: usize = 2;

impl Builder<'_> {
    pub(super) fn cues(&mut self, file: &File) {
        for raw in &file.pack.modifiers {
            let effects = ["silence", "weaken", "qualify", "boost", "pseudo"];
            let Some(effect) = self.name(file, &raw.effect, "effect", &effects) else { continue };
            let directions = ["forward", "backward", "clause", "sentence", "previous", "verdict", "below"];
            let Some(direction) = self.name(file, &raw.direction, "direction", &directions) else { continue };
            let frames = raw.frames.iter().filter_map(|frame| self.name(file, frame, "frame", Frame::NAMES)).collect();
            if self.engine.modifiers.iter().any(|modifier| modifier.id == raw.id.value) {
                self.exists(file, &raw.id, "modifier", OTHER_ID);
                continue;
            }
            if raw.any.is_empty() {
                let help = Some("list them under `any`".to_owned());
                self.problem(file, &raw.id, format!("the modifier `{}` has no cues", raw.id.value), help);
            }
            let owner = self.engine.modifiers.len();
            self.engine.modifiers.push(Modifier {
                id: raw.id.value.clone().into(),
                effect,
                direction,
                window: raw.window,
                says: raw.says.iter().next().map(|(what, value)| (what.clone().into(), value.clone().into())),
                spares: raw.spares.iter().map(|text| text.value.clone().into()).collect(),
                unless_promotional: raw.unless_promotional,
                unless_own: raw.unless_own,
                absolute: raw.absolute,
                question: raw.question,
                not_initial: raw.not_initial,
                denies: raw.denies,
                frames,
            });
            self.patterns(file, &raw.any, owner, |engine| &mut engine.cue_patterns);
        }
        for raw in &file.pack.links {
            let Some(role) = self.name(file, &raw.role, "role", Link::NAMES) else { continue };
            let owner = self.engine.links.len();
            self.engine.links.push(role);
            self.patterns(file, &raw.any, owner, |engine| &mut engine.link_patterns);
        }
        self.patterns(file, &file.pack.medicines, 0, |engine| &mut engine.medicine_patterns);
        for raw in &file.pack.evidence {
            if self.engine.evidence.iter().any(|evidence| evidence.id == raw.id.value) {
                self.exists(file, &raw.id, "evidence", OTHER_ID);
                continue;
            }
            if raw.any.is_empty() && raw.links.is_empty() && raw.front_matter.is_empty() {
                let help = Some("say where it is found: `any`, `links` or `front_matter`".to_owned());
                self.problem(file, &raw.id, format!("nothing shows the evidence `{}`", raw.id.value), help);
            }
            let owner = self.engine.evidence.len();
            let id = raw.id.value.clone().into();
            let at = raw.at.as_ref().and_then(|at| self.name(file, at, "place", EvidencePlace::NAMES));
            let key = |text: &Text| match text.value.to_lowercase().split_once('=') {
                Some((key, value)) => (key.to_owned().into(), Some(value.to_owned().into())),
                None => (text.value.to_lowercase().into(), None),
            };
            let most = raw.most.unwrap_or(MOST_TIMES);
            if let Some(from) = raw.quotes_from.as_ref().filter(|from| !(1..=most).contains(&from.value)) {
                let help = format!("it is found up to {most} times, as `most` says: give 1 to {most}");
                self.problem(file, from, format!("`quotes_from` is never reached: {}", from.value), Some(help));
            }
            let weight = self.finite(file, &raw.weight).unwrap_or_default();
            self.engine.evidence_links.add(values(&raw.links));
            self.engine.evidence.push(Evidence {
                id,
                weight,
                most,
                quotes_from: raw.quotes_from.as_ref().map_or(usize::MAX, |from| from.value),
                at: at.unwrap_or_default(),
                front_matter: raw.front_matter.iter().map(key).collect(),
                links: url_parts(&raw.links),
            });
            self.patterns(file, &raw.any, owner, |engine| &mut engine.evidence_patterns);
        }
    }

    pub(super) fn stuffing(&mut self, file: &File) {
        let Some(raw) = &file.pack.stuffing else { return };
        self.patterns(file, &raw.phrases, 0, |engine| &mut engine.stuffing.phrases);
        self.patterns(file, &raw.spared_sections, 0, |engine| &mut engine.stuffing.spared);
        if !raw.sources.is_empty() {
            self.engine.stuffing.sources = url_parts(&raw.sources);
        }
    }

    pub(super) fn settings(&mut self, file: &File) {
        if let Some(page) = &file.pack.page {
            if let Some(even) = page.suggestive.as_ref().map(|raw| &raw.even)
                && !(even.value > 0.0 && even.value.is_finite())
            {
                let help = "write the length of a page that needs no points, `even: 16.5`".to_owned();
                self.problem(file, even, "`even` is a length in sentences, above 0", Some(help));
            }
            self.engine.page = PageSettings {
                threshold: page.threshold,
                threshold_per_1000_words: page.threshold_per_1000_words,
                reference_threshold: page.reference_threshold,
                sells: page.sells,
                branded_goods: page.branded_goods,
                most_against: page.most_against,
                reports_from: page.reports_from,
                titled_brand: page.titled_brand,
                titled_medicine: page.titled_medicine,
                titled_product: page.titled_product,
                coined_title: page.coined_title,
                branded_text: page.branded_text,
                suggestive: page.suggestive.as_ref().map_or_else(Suggestive::default, |raw| Suggestive {
                    clearest: raw.clearest,
                    clearest_in: raw.clearest_in,
                    of_part: raw.of_part,
                    least: raw.least,
                    shown: raw.shown,
                    opening: raw.opening,
                    plainly: raw.plainly,
                    per_length: raw.per_length,
                    given: raw.given,
                    even: raw.even.value,
                    one_in: raw.one_in,
                    few_words: raw.few_words,
                    lacks: raw.lacks,
                    clearer: raw.clearer,
                }),
                bodily: page.bodily.as_ref().map_or_else(Bodily::default, |raw| Bodily {
                    from_words: raw.from_words,
                    per_100_words: raw.per_100_words,
                    names: raw.names,
                    touches: raw.touches,
                }),
                part: page.part.as_ref().map_or_else(PartSettings::default, |raw| PartSettings {
                    words: raw.words,
                    least: raw.least,
                    most_for: raw.most_for,
                    most_against: raw.most_against,
                }),
                opening_words: page.opening_words,
                topic_share: page.topic_share,
                topic_per_1000_words: page.topic_per_1000_words,
                topic_mentions: page.topic_mentions,
            };
        }
        for (relation, row) in &file.pack.severity {
            let mut cells = [Severity::Warning; 3];
            for (tier, severity) in row {
                let slot = match tier.value.as_str() {
                    "minor" => 0,
                    "moderate" => 1,
                    "serious" => 2,
                    _ => {
                        let hint = did_you_mean(&tier.value, ["minor", "moderate", "serious"]);
                        let help = hint.or_else(|| Some("expected minor, moderate, serious".to_owned()));
                        self.problem(file, tier, format!("`{}` is no tier", tier.value), help);
                        continue;
                    }
                };
                if let Some(severity) = self.severity(file, severity) {
                    cells[slot] = severity;
                }
            }
            self.engine.grid.rows.insert(relation.value.clone(), cells);
        }
    }
}

/// Parts of link targets as a pack lists them.
pub(super) fn url_parts(parts: &[Text]) -> UrlParts {
    UrlParts::new(values(parts))
}

fn values(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}
