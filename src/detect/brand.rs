//! Brands: the names that a page gives its own product, learnt from its title and text. Names from the configuration need
//! no learning. Floor 4.

use std::collections::BTreeSet;

use super::engine::Engine;
use super::evidence::Sign;
use super::page::is_page_title;
use super::passage::Passage;
use super::reading::Reading;
use super::view::View;
use crate::lexicon::{Class, WordBits};
use crate::prose::TokenFlags;

/// The names that a page teaches, as normalised words.
#[derive(Debug, Default)]
pub(super) struct Learnt {
    /// Of its own products.
    pub(super) products: Vec<Vec<String>>,
    /// Of medicines: what it says of the name is that a drug is in it.
    pub(super) medicines: Vec<Vec<String>>,
}

impl Learnt {
    /// Whether it teaches none.
    pub(super) fn is_empty(&self) -> bool {
        self.products.is_empty() && self.medicines.is_empty()
    }
}

/// Names that a page gives its own product: a capitalised word that no pack knows, in a title beside
/// a product noun or a substance and again in the text (`Velmora Joint Cream` … `Velmora is a herbal rub`); and, on a page
/// with any sign of selling, before a product noun or a trade mark anywhere, or shared by title and text.
#[must_use]
pub(super) fn learn_names(reading: &Reading<'_>, engine: &Engine, signs: &[Sign]) -> Learnt {
    let points: f64 = signs.iter().map(|sign| sign.weight).sum();
    let reached = |points_asked: f64| points >= engine.page.for_length(points_asked, reading.words());
    if signs.iter().any(Sign::is_of_reference) && !reached(engine.page.threshold) {
        // The tablets of a leaflet have a name too; it is nobody's promoted product.
        return Learnt::default();
    }
    let sells = reached(engine.page.sells);
    let mut out: BTreeSet<&str> = BTreeSet::new();
    let mut titled: BTreeSet<&str> = BTreeSet::new();
    let mut branded: BTreeSet<&str> = BTreeSet::new();
    for passage in reading.passages.iter().filter(|passage| !passage.has_lead()) {
        let view = View { reading, lexicon: &engine.lexicon, passage };
        let title = is_page_title(reading, passage.block);
        let goods = view.goods().next().is_some();
        for at in passage.toks.clone() {
            let is_name = view.written(at, TokenFlags::CAPITAL)
                && !view.is(at, WordBits::KNOWN)
                && !view.is(at, WordBits::LY.with(WordBits::NEVER_BRAND));
            if !is_name {
                continue;
            }
            let norm = reading.norm(at);
            if title {
                titled.insert(norm);
                if goods {
                    branded.insert(norm);
                }
                continue;
            }
            // `FocusBears are gummies`: the text says what the titled name is.
            let defined = titled.contains(norm) && at == passage.toks.start && view.is(at + 1, WordBits::BE) && goods;
            let product = view.starting(at + 1).iter().any(|mention| mention.class == Class::Product);
            let mark = view.tok(at + 1).is_some() && matches!(reading.norm(at + 1), "™" | "®");
            let mid_sentence = at > passage.toks.start || mark;
            let here = sells && (mark || (product && mid_sentence) || titled.contains(norm));
            if defined || branded.contains(norm) || here {
                out.insert(norm);
            }
        }
    }
    let of_medicines = if out.is_empty() { BTreeSet::new() } else { medicines(reading, engine) };
    let words = |name: &&str| vec![(*name).to_owned()];
    Learnt {
        products: out.difference(&of_medicines).map(words).collect(),
        medicines: out.intersection(&of_medicines).map(words).collect(),
    }
}

/// The words behind which a page says that a drug is in what they name: `Pantafix 40 mg: pantoprazole`.
fn medicines<'r>(reading: &'r Reading<'_>, engine: &Engine) -> BTreeSet<&'r str> {
    let passages = reading.passages.iter().filter(|passage| !passage.has_lead());
    passages
        .flat_map(|passage| {
            let view = View { reading, lexicon: &engine.lexicon, passage };
            let told = engine.medicine_patterns.find(&view, passage.toks.clone());
            told.into_iter().map(|told| told.at.start).filter(|behind| *behind > passage.toks.start)
        })
        .map(|behind| reading.norm(behind - 1))
        .collect()
}

/// Whether a title is a capitalised name that no pack knows with a product, service or substance right behind it.
pub(super) fn is_brand_and_goods(reading: &Reading<'_>, engine: &Engine, passage: &Passage) -> bool {
    const REACH: usize = 3;
    let view = View { reading, lexicon: &engine.lexicon, passage };
    view.goods().any(|goods| {
        let start = goods.start as usize;
        let from = start.saturating_sub(REACH).max(view.start());
        // `Kelloway: patches and insoles`: a mark may stand between the name and the goods.
        let joins = |at: &usize| view.written(*at, TokenFlags::CAPITAL) || view.is(*at, WordBits::HARD_MARK);
        let name = (from..start).rev().take_while(joins).filter(|at| view.written(*at, TokenFlags::CAPITAL));
        let mut name = name.filter(|at| !view.is(*at, WordBits::NEVER_BRAND));
        name.any(|at| !view.is(at, WordBits::KNOWN))
    })
}

/// Whether a title has a word with a capital inside, as only names of brands and their goods are written: `PulseLoop`.
pub(super) fn has_coined_name(reading: &Reading<'_>, passage: &Passage) -> bool {
    passage.toks.clone().filter(|at| reading.toks[*at].flags.has(TokenFlags::CAPITAL)).any(|at| {
        let text = reading.text(at..at + 1);
        let mut pairs = text.chars().zip(text.chars().skip(1));
        pairs.any(|(before, letter)| before.is_lowercase() && letter.is_uppercase())
    })
}
