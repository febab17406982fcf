//! Sentences of a page that sells which suggest an effect on health by several signs, none of which says it: a complaint, a
//! quick result, a medicine left behind. What the signs are and what they weigh is for packs to say. Floor 4.

use std::ops::Range;

use super::claims::Claim;
use super::engine::{Engine, ImpressionRule};
use super::frames::Frame;
use super::severity::SeverityStep;
use super::subject::Subjects;
use super::view::range;

/// The claim that a sentence suggests, if its signs have points enough.
#[must_use]
pub(super) fn suggested(engine: &Engine, rule: &ImpressionRule, subjects: &Subjects<'_>) -> Option<Claim> {
    let view = &subjects.view;
    if !subjects.page.sells() || view.asks() {
        return None;
    }
    let mut seen: Vec<Option<Range<usize>>> = vec![None; rule.signs.len()];
    for found in rule.patterns.find(view, view.start()..view.end()) {
        seen[found.owner].get_or_insert(found.at);
    }
    for (sign, seen) in rule.signs.iter().zip(&mut seen) {
        let mut mentions = view.mentions().iter().filter(|mention| sign.classes.contains(&mention.class));
        *seen = seen.take().or_else(|| mentions.next().map(range));
    }
    let signs = rule.signs.iter().zip(&seen).filter(|(_, at)| at.is_some());
    let points: f64 = signs.clone().map(|(sign, _)| sign.points).sum();
    if points < rule.threshold {
        return None;
    }
    let speaking: Vec<(&str, &Range<usize>)> =
        signs.filter(|(sign, _)| sign.points > 0.0).filter_map(|(sign, at)| Some((&*sign.id, at.as_ref()?))).collect();
    let start = speaking.iter().map(|(_, at)| at.start).min()?;
    let end = speaking.iter().map(|(_, at)| at.end).max()?;
    let severity = engine.rules[rule.rule].severity;
    let names: Vec<&str> = speaking.iter().map(|(name, _)| *name).collect();
    Some(Claim {
        rule: rule.rule,
        frame: Frame::Suggested,
        subject: Some(subjects.page_product()),
        trigger: start..end,
        relation: "suggested".to_owned(),
        target: None,
        extent: start..end,
        rank: i32::MIN,
        steps: vec![SeverityStep { reason: format!("signs: {}", names.join(", ")), to: severity }],
        severity,
        modality: "bare",
        says: Vec::new(),
        hedge: None,
        silenced: None,
    })
}
