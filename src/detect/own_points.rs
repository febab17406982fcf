//! [`OwnPoints`]: what each sentence of a page counts by its own words, before anything is known of the page: how many of
//! them suggest an effect tells a seller from who only informs. What counts is `suggestion.rs`. Floor 4.

use super::engine::{Engine, ImpressionRule};
use super::reading::Reading;
use super::subject::Agent;
use super::suggestion::Signs;
use super::view::View;
use crate::lexicon::{Class, Classes};

/// What the sentences of a page count by their own words.
#[derive(Debug, Default)]
pub(super) struct OwnPoints {
    /// By passage and rule, in hundredths. Nothing for one that is read with its introduction; empty for a page that hardly
    /// names a disease, symptom or marker: it may sell what it likes.
    points: Vec<Option<i64>>,
    /// How many rules there are.
    rules: usize,
}

impl OwnPoints {
    /// Of a page; `agents` are those of each passage.
    #[must_use]
    pub(super) fn new(engine: &Engine, reading: &Reading<'_>, agents: &[Vec<Agent>]) -> Self {
        let health = Classes::of(&[Class::Condition, Class::Symptom, Class::Biomarker]);
        let own = || reading.passages.iter().filter(|passage| !passage.has_lead());
        let named = own().filter(|passage| passage.classes.any(health)).count();
        if engine.impressions.is_empty() || named == 0 || named * engine.page.suggestive.one_in < own().count() {
            return Self::default();
        }
        let points = |(passage, agents)| {
            let view = View { reading, lexicon: &engine.lexicon, passage };
            let alone = move |rule| Signs::new(engine, rule, &view, agents).points();
            engine.impressions.iter().map(move |rule| (!passage.has_lead()).then(|| alone(rule)))
        };
        let points = reading.passages.iter().zip(agents.iter().map(Vec::as_slice)).flat_map(points).collect();
        Self { points, rules: engine.impressions.len() }
    }

    /// Those of a passage, for each rule; nothing where nobody asked.
    #[must_use]
    pub(super) fn of(&self, passage: usize) -> &[Option<i64>] {
        self.points.get(passage * self.rules..).and_then(|points| points.get(..self.rules)).unwrap_or_default()
    }

    /// How many sentences suggest an effect by their own words, and of how many; nothing where nobody asked.
    #[must_use]
    pub(super) fn suggestive(&self, engine: &Engine) -> Option<(usize, usize)> {
        let suffices = |(points, rule): (&Option<i64>, &ImpressionRule)| *points >= Some(i64::from(rule.threshold));
        let suggests = |points: &&[Option<i64>]| points.iter().zip(engine.impressions.iter()).any(suffices);
        let asked = || self.points.chunks(self.rules.max(1)).filter(|points| points.iter().all(Option::is_some));
        (!self.points.is_empty()).then(|| (asked().filter(suggests).count(), asked().count()))
    }
}
