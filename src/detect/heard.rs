//! What its sentences tell of a page: a seller's suggest effects, a leaflet's hardly any. It is asked only where they can still
//! decide whether the page promotes something. What it weighs is for packs to say; which sentences do is `own_signs.rs`.
//! Floor 4.

use super::engine::{Engine, Suggestive};
use super::own_signs::Suggested;
use super::page::{Page, amount, hundredths};

impl Suggestive {
    /// Points for promotion of a page with so many suggestive sentences of so many.
    #[must_use]
    fn points(&self, some: usize, all: usize) -> f64 {
        if self.weight <= 0.0 {
            return 0.0;
        }
        let share = (amount(some) + self.even * self.given) / (amount(all) + self.given);
        (self.weight * (share / self.even).ln()).min(self.each * amount(some)).max(self.least)
    }
}

impl Page {
    /// Whether it may yet turn out to promote something or not, by how many of so many sentences suggest an effect.
    #[must_use]
    pub(super) fn is_open(&self, engine: &Engine, (sentences, words): (usize, usize)) -> bool {
        let Suggestive { least, each, few_words, .. } = engine.page.suggestive;
        if words <= few_words {
            return true;
        }
        let shown = self.promotion + self.opening;
        let (lowest, highest) = (shown - self.titled + least, shown + each * amount(sentences));
        lowest < self.threshold && highest >= self.threshold
    }

    /// Takes in how many of all sentences suggest an effect; what is hardly more than a sentence goes by how much that does.
    pub(super) fn hear(&mut self, engine: &Engine, suggested: Suggested) {
        let Suggested { some, all, counted, above, is_short } = suggested;
        let points = engine.page.suggestive.points(some, counted);
        let points = match above {
            Some(above) => points.max(hundredths(above)),
            // A few words on a disease that name no goods sell none: `# Depression` and what it is.
            None if is_short && self.titled_condition => points.min(0.0),
            None => points,
        };
        self.suggestive = Some(points);
        self.evidence.push(format!("{some} of {all} sentences suggest an effect, {points:+.2}"));
    }

    /// How many more points than its rule asks a sentence needs to suggest an effect on this page: none where it sells, and where
    /// it falls a little short of that what it lacks and some. On other pages nothing is suggested.
    #[must_use]
    pub(super) fn asks_more(&self, engine: &Engine) -> Option<f64> {
        let Suggestive { lacks, clearer, .. } = engine.page.suggestive;
        let lacking = self.lacking();
        if lacking <= 0.0 {
            return Some(0.0);
        }
        (self.suggestive.is_some() && lacking <= lacks).then_some(lacking + clearer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::engine::PageSettings;

    const SUGGESTIVE: Suggestive = Suggestive {
        weight: 8.0,
        even: 0.14,
        given: 24.0,
        least: -8.0,
        each: 0.2,
        one_in: 50,
        few_words: 0,
        lacks: 0.0,
        clearer: 0.0,
    };

    #[test]
    fn a_share_of_suggestive_sentences_counts_for_or_against() {
        assert!(SUGGESTIVE.points(20, 40) > 3.0);
        assert!(SUGGESTIVE.points(0, 40) < -7.0);
        let even = SUGGESTIVE.points(14, 100);
        assert!(even.abs() < 1e-9, "{even}");
        assert!(SUGGESTIVE.points(0, 0).abs() < 1e-9, "nothing tells nothing");
    }

    #[test]
    fn one_sentence_makes_no_page_promotional_and_silence_costs_no_more_than_the_least() {
        assert!((SUGGESTIVE.points(1, 1) - 0.2).abs() < 1e-9);
        assert!((SUGGESTIVE.points(0, 5_000) + 8.0).abs() < 1e-9);
        assert!(Suggestive::default().points(20, 40).abs() < f64::EPSILON, "a pack without it");
    }

    #[test]
    fn a_page_that_falls_a_little_short_of_selling_asks_for_what_it_lacks() {
        let engine =
            |suggestive| Engine { page: PageSettings { suggestive, ..PageSettings::default() }, ..Engine::default() };
        let with = engine(Suggestive { lacks: 6.0, clearer: 2.0, ..SUGGESTIVE });
        let page = |promotion| Page { promotion, threshold: 2.0, suggestive: Some(0.0), ..Page::default() };
        assert_eq!(page(2.0).asks_more(&with), Some(0.0));
        assert_eq!(page(1.0).asks_more(&with), Some(3.0));
        assert_eq!(page(-4.5).asks_more(&with), None, "too far from it");
        assert_eq!(Page { suggestive: None, ..page(1.0) }.asks_more(&with), None, "nothing on it is about health");
        assert_eq!(page(1.0).asks_more(&engine(SUGGESTIVE)), None, "a pack without it");
    }

    #[test]
    fn a_page_is_open_where_its_sentences_can_still_decide() {
        let engine = Engine::default();
        let settings = PageSettings { suggestive: SUGGESTIVE, ..PageSettings::default() };
        let engine = Engine { page: settings, ..engine };
        let page = |promotion| Page { promotion, threshold: 2.0, ..Page::default() };
        assert!(!page(12.0).is_open(&engine, (40, 500)), "sells whatever it says");
        assert!(page(5.0).is_open(&engine, (40, 500)));
        assert!(page(0.0).is_open(&engine, (40, 500)));
        assert!(!page(0.0).is_open(&engine, (5, 500)), "too short to say it by itself");
    }
}
