//! Measures: rules over what a page does as a whole, which no sentence shows: a search phrase repeated, headings and image
//! texts written for a crawler, lists of diseases, claims that only weak hedges temper. Each kind is one file and one line
//! of [`Measure`]; its numbers are the packs'. A phrase in one bad slot is `keyphrase.rs`. Floor 4.

mod alt_text;
mod anchor_text;
mod condition_list;
mod density;
mod front_matter;
mod headings;
mod hidden_text;
mod phrases;
mod title;
mod weak_hedges;

use std::collections::BTreeMap;
use std::ops::Range;

use super::claims::Claim;
use super::detector::Run;
use super::engine::Measure;
use super::hit::Hit;
use super::passage::Passage;
use super::score::PageScore;
use super::shortcut::skips;
use super::view::View;
use crate::lexicon::Class;
use crate::text::{Span, quoted};

use phrases::{Phrase, phrases};

/// What a measure finds on a page.
fn of(measure: Measure, sheet: &Sheet<'_>, limits: Limits<'_>) -> Option<Measured> {
    match measure {
        Measure::Headings | Measure::AltText | Measure::AnchorText if skips(sheet.phrases.is_empty()) => None,
        Measure::Density => density::found(sheet, limits),
        Measure::Headings => headings::found(sheet, limits),
        Measure::AltText => alt_text::found(sheet, limits),
        Measure::FrontMatter => front_matter::found(sheet, limits),
        Measure::AnchorText => anchor_text::found(sheet, limits),
        Measure::Title => title::found(sheet, limits),
        Measure::HiddenText => hidden_text::found(sheet, limits),
        Measure::ConditionList => condition_list::found(sheet, limits),
        Measure::WeakHedges => weak_hedges::found(sheet, limits),
    }
}

/// A rule's numbers.
#[derive(Clone, Copy)]
struct Limits<'l>(&'l BTreeMap<String, f64>);

impl Limits<'_> {
    /// A number by its name.
    fn get(self, name: &str) -> f64 {
        self.0.get(name).copied().unwrap_or(f64::INFINITY)
    }

    /// Whether a count reaches a number.
    fn reached(self, name: &str, count: usize) -> bool {
        super::page::amount(count) >= self.get(name)
    }
}

/// What a measure found: at most one a page.
struct Measured {
    /// Where it is pointed at.
    at: Place,
    /// What it shows, in words.
    signals: Vec<String>,
    /// The other places.
    others: Vec<Range<usize>>,
}

/// A place that a finding points at.
enum Place {
    /// Words of the page.
    Words(Range<usize>),
    /// A comment, and what it says.
    Comment(Span, String),
}

/// A page as measures see it.
struct Sheet<'s> {
    run: &'s Run<'s>,
    phrases: Vec<Phrase>,
    /// Blocks whose words are no stuffing wherever they stand: risks, contents, menus, glossaries.
    spared: Vec<bool>,
    judged: &'s [Claim],
    score: &'s PageScore,
}

impl Sheet<'_> {
    fn view<'s>(&'s self, passage: &'s Passage) -> View<'s> {
        View { reading: self.run.reading, lexicon: &self.run.engine.lexicon, passage }
    }

    /// Whether the page wants to sell or claims something.
    fn promotes(&self) -> bool {
        !self.judged.is_empty() || self.run.page.trades()
    }
}

impl Run<'_> {
    /// What the measures say of the page.
    pub(super) fn measures(&self, judged: &[Claim], score: &PageScore) -> Vec<Hit> {
        let health = |class: Class| class == Class::Substance || class.is_disease();
        let comments = !self.reading.document.comments.is_empty();
        if !comments && !self.reading.mentions.iter().any(|mention| health(mention.class)) {
            return Vec::new();
        }
        let spared = phrases::spared(self);
        let sheet = Sheet { run: self, phrases: phrases(self, &spared), spared, judged, score };
        let found = self.engine.measures.iter().filter_map(|rule| {
            let found = of(rule.measure, &sheet, Limits(&rule.limits))?;
            Some(self.measured(rule.rule, found))
        });
        found.collect()
    }

    fn measured(&self, rule: usize, found: Measured) -> Hit {
        let fills = [("signals", found.signals.join(", "))];
        let mut hit = match found.at {
            Place::Words(at) => self.plain(rule, &at, &fills),
            Place::Comment(span, text) => {
                let mut hit = self.plain(rule, &(0..0), &fills);
                hit.fills.insert(0, ("match", text.clone()));
                (hit.fragments, hit.text) = (vec![span], text);
                hit
            }
        };
        let others = found.others.into_iter().take(MOST_RELATED).filter_map(|at| {
            let span = self.reading.fragments(at.clone()).into_iter().reduce(Span::hull)?;
            Some((rule, span, quoted(&self.reading.shown(at))))
        });
        hit.related = others.collect();
        // The first place of several is as good as any other.
        hit.identity = Some(hit.text.to_lowercase());
        hit
    }
}

/// Most places beside the first that a finding lists.
const MOST_RELATED: usize = 12;
