//! The evidence in a page's addresses, front matter and words: each place that speaks for a seller, or for a reference, a
//! leaflet, a paper. What it adds up to is `page.rs`. Floor 4.

use super::brand::is_brand_and_goods;
use super::engine::{Engine, Evidence, EvidenceKinds, EvidencePlace};
use super::page::is_page_title;
use super::reading::Reading;
use super::view::View;
use crate::lexicon::PackText;
use crate::prose::{BlockKind, TokenFlags};

/// A place that counts as evidence.
#[derive(Clone, Debug)]
pub(super) struct Sign {
    /// Points, negative for signs of an informational page.
    pub(super) weight: f64,
    /// An address shows it; such signs make no reference of a page.
    pub(super) in_link: bool,
    /// What it is, if it is the first of its kind or an address.
    pub(super) says: Option<String>,
    /// The block it stands in; none of what tells of the whole page: its front matter, its opening.
    pub(super) block: Option<usize>,
    /// With those before it, it tells that the page quotes others.
    pub(super) quotes: bool,
    /// Its kind, where with those before it there is enough of it.
    pub(super) kind: EvidenceKinds,
}

impl Sign {
    /// One of a kind in the words of a page, of which so many have been seen with it.
    fn of((place, evidence): (usize, &Evidence), seen: usize, says: Option<String>) -> Self {
        let quotes = seen == evidence.quotes_from;
        let enough = quotes || evidence.quotes_from == usize::MAX;
        let kind = if enough { EvidenceKinds::at(place) } else { EvidenceKinds::default() };
        Self { weight: evidence.weight, in_link: false, says, block: None, quotes, kind }
    }

    /// Whether it speaks for a reference, a leaflet, a paper.
    pub(super) fn is_of_reference(&self) -> bool {
        !self.in_link && self.weight < 0.0
    }
}

/// The evidence in a page's addresses and words, in order. The same signs tell whether a page sells, before its own names
/// are learnt, and what it is.
#[must_use]
pub(super) fn signs(reading: &Reading<'_>, engine: &Engine) -> Vec<Sign> {
    let mut out = Vec::new();
    let mut text =
        reading.passages.iter().filter(|passage| !is_page_title(reading, passage.block) && reading.tells(passage));
    if text.any(|passage| is_brand_and_goods(reading, engine, passage)) {
        let says = Some("a brand and its goods in the text".to_owned());
        let kind = EvidenceKinds::default();
        out.push(Sign { weight: engine.page.branded_text, in_link: false, says, block: None, quotes: false, kind });
    }
    let mut seen = vec![0usize; engine.evidence.len()];
    let blocks = reading.document.blocks.iter().enumerate().filter(|(id, _)| !reading.is_notice(*id));
    let links = blocks.flat_map(|(id, block)| block.links.iter().map(move |link| (id, link.url.as_str())));
    // Most addresses show nothing: one look tells.
    for (block, url) in links.filter(|(_, url)| engine.evidence_links.stand_in(url)) {
        for ((place, evidence), seen) in engine.evidence.iter().enumerate().zip(&mut seen) {
            if *seen < evidence.most && evidence.links.stand_in(url) {
                *seen += 1;
                let says = Some(format!("{} “{url}”", evidence.id));
                out.push(Sign { in_link: true, block: Some(block), ..Sign::of((place, evidence), *seen, says) });
            }
        }
    }
    for (key, value) in &reading.document.metadata {
        let says = |(name, wanted): &(PackText, Option<PackText>)| {
            *name == *key && wanted.as_ref().is_none_or(|wanted| has_words(value, wanted))
        };
        for ((place, evidence), seen) in engine.evidence.iter().enumerate().zip(&mut seen) {
            if *seen < evidence.most && evidence.front_matter.iter().any(says) {
                *seen += 1;
                let says = Some(format!("{} “{key}”", evidence.id));
                out.push(Sign::of((place, evidence), *seen, says));
            }
        }
    }
    let (mut words, mut ends) = (0, vec![0; engine.evidence.len()]);
    for passage in reading.passages.iter().filter(|passage| reading.tells(passage)) {
        let view = View { reading, lexicon: &engine.lexicon, passage };
        let kind = &reading.block(passage).kind;
        let opening = words < engine.page.opening_words;
        words += if matches!(kind, BlockKind::FrontMatter(_)) { 0 } else { passage.toks.len() };
        for found in engine.evidence_patterns.find(&view, passage.toks.clone()) {
            let evidence = &engine.evidence[found.owner];
            let opens_link = || {
                view.written(found.at.start, TokenFlags::LINK)
                    && (found.at.start == passage.toks.start || !view.written(found.at.start - 1, TokenFlags::LINK))
            };
            let counts = match evidence.at {
                EvidencePlace::Anywhere => true,
                EvidencePlace::Link => opens_link(),
                EvidencePlace::Opening => opening,
                EvidencePlace::Heading => matches!(kind, BlockKind::Heading(_)) && found.at.start == passage.toks.start,
            };
            // `The leaflet says` may be two expressions of a kind, and is one place.
            if !counts || found.at.start < ends[found.owner] {
                continue;
            }
            ends[found.owner] = found.at.end;
            if seen[found.owner] < evidence.most {
                seen[found.owner] += 1;
                let first = seen[found.owner] == 1;
                let says = first.then(|| format!("{} “{}”", evidence.id, reading.shown(found.at)));
                let sign = Sign::of((found.owner, evidence), seen[found.owner], says);
                out.push(Sign { block: (!opening).then_some(passage.block), ..sign });
            }
        }
    }
    out
}

/// Whether words stand in a text, whole and in a row: `court reporter` has `reporter`, `shopping` has no `shop`.
fn has_words(text: &str, words: &str) -> bool {
    let begins = |from: usize| !text[..from].ends_with(char::is_alphanumeric);
    let ends = |to: usize| !text[to..].starts_with(char::is_alphanumeric);
    text.match_indices(words).any(|(from, found)| begins(from) && ends(from + found.len()))
}
