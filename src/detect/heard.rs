//! What its sentences tell of a page: the clearest of a seller's suggest effects, those of a leaflet hardly one. What else the
//! page shows counts less beside them. What it weighs is for packs to say; what a sentence suggests is `own_signs.rs`. Floor 4.

use super::engine::Suggestive;
use super::own_signs::Suggested;
use super::page::{Page, amount, hundredths};

impl Suggestive {
    /// Points that a page of so many sentences needs.
    #[must_use]
    fn needs(&self, sentences: usize) -> f64 {
        self.per_length * ((amount(sentences) + self.given) / self.even).ln()
    }
}

/// What a point of what a page shows counts.
#[derive(Clone, Copy, Debug)]
pub struct Beside {
    /// By its words, its links and its title.
    pub shown: f64,
    /// By how it opens.
    pub opening: f64,
    /// Points above those that it needs by its words, its links and its title with which a page owes what sellers owe, whatever its
    /// sentences suggest.
    pub plainly: f64,
}

impl Default for Beside {
    /// Beside nothing, each counts in full.
    fn default() -> Self {
        Self { shown: 1.0, opening: 1.0, plainly: f64::INFINITY }
    }
}

impl Page {
    /// Takes in what its sentences suggest; what is hardly more than a sentence goes by what those add up to.
    pub(super) fn hear(&mut self, settings: Suggestive, suggested: Suggested) {
        let Suggested { some, all, clearest, above, is_short } = suggested;
        let points = if is_short {
            // A few words on a disease that name no goods sell none: `# Depression` and what it is.
            above.map_or(0.0, hundredths)
        } else {
            let Suggestive { shown, opening, plainly, .. } = settings;
            self.beside = Some(Beside { shown, opening, plainly });
            self.threshold = settings.needs(all);
            clearest
        };
        self.suggestive = Some(points);
        let tell = if is_short { "together" } else { "the clearest" };
        self.evidence.push(format!("{some} of {all} sentences suggest an effect, {tell} {points:+.2}"));
    }

    /// How many more points than its rule asks a sentence needs to suggest an effect on this page: none where it sells, and where
    /// it falls a little short of that what it lacks and some. On other pages nothing is suggested.
    #[must_use]
    pub(super) fn asks_more(&self, settings: Suggestive) -> Option<f64> {
        let lacking = self.lacking();
        if lacking <= 0.0 {
            return Some(0.0);
        }
        (self.suggestive.is_some() && lacking <= settings.lacks).then_some(lacking + settings.clearer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETTINGS: Suggestive = Suggestive {
        clearest: 3,
        clearest_in: 12,
        of_part: 2,
        least: -4.0,
        shown: 0.5,
        opening: 0.25,
        plainly: 9.0,
        per_length: 2.0,
        given: 10.0,
        even: 20.0,
        one_in: 50,
        few_words: 0,
        lacks: 6.0,
        clearer: 2.0,
    };

    fn heard(promotion: f64, suggested: Suggested) -> Page {
        let margin = promotion - 3.0;
        let mut page = Page { promotion, margin, opening: 2.0, threshold: 3.0, ..Page::default() };
        page.hear(SETTINGS, suggested);
        page
    }

    #[test]
    fn a_long_page_needs_clearer_sentences_than_a_short_one() {
        assert!(SETTINGS.needs(10).abs() < 1e-9);
        assert!((SETTINGS.needs(44) - 2.0 * 2.7_f64.ln()).abs() < 1e-9);
        assert!(SETTINGS.needs(0) < 0.0);
    }

    #[test]
    fn beside_what_its_sentences_suggest_what_a_page_shows_counts_less() {
        let suggested = Suggested { some: 1, all: 10, clearest: -2.0, above: Some(900), is_short: false };
        assert!(!heard(2.0, suggested).is_promotional(), "1.0 + 0.5 - 2.0 of 0");
        assert!(heard(3.0, suggested).is_promotional(), "1.5 + 0.5 - 2.0 of 0");
        assert!(
            heard(-9.0, Suggested { clearest: 4.0, ..suggested }).is_promotional(),
            "references do not outweigh claims"
        );
    }

    #[test]
    fn a_shop_owes_what_sellers_owe_and_promotes_what_its_sentences_suggest() {
        let suggested = Suggested { some: 0, all: 10, clearest: -9.0, above: None, is_short: false };
        let shop = heard(12.0, suggested);
        assert!(shop.offers() && !shop.is_promotional() && !shop.sells(), "6.0 + 0.5 - 9.0 of 0, 9.0 above 3.0");
        assert!(!heard(11.0, suggested).offers(), "8.0 above 3.0");
    }

    #[test]
    fn a_page_that_falls_a_little_short_of_selling_asks_for_what_it_lacks() {
        let page = |promotion| Page { promotion, threshold: 2.0, suggestive: Some(0.0), ..Page::default() };
        assert_eq!(page(2.0).asks_more(SETTINGS), Some(0.0));
        assert_eq!(page(1.0).asks_more(SETTINGS), Some(3.0));
        assert_eq!(page(-4.5).asks_more(SETTINGS), None, "too far from it");
        assert_eq!(Page { suggestive: None, ..page(1.0) }.asks_more(SETTINGS), None, "nothing on it is about health");
        assert_eq!(page(1.0).asks_more(Suggestive::default()), None, "a pack without it");
    }

    #[test]
    fn a_few_words_go_by_all_that_they_suggest() {
        let suggested = Suggested { some: 2, all: 2, clearest: -9.0, above: Some(100), is_short: true };
        assert!(heard(0.0, suggested).is_promotional(), "2.0 + 1.0 of 3.0");
        assert!(!heard(0.0, Suggested { above: None, ..suggested }).is_promotional(), "they name no goods");
    }
}
