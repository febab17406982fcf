//! [`Page`]: what the whole page shows before any sentence is judged: its topic and whether it promotes something.
//! Both are decided from evidence, and the evidence is kept for the explanation. Floor 4.

use std::collections::BTreeMap;

use super::brand::is_brand_and_goods;
use super::engine::{Engine, EvidencePlace, PageSettings};
use super::reading::Reading;
use super::subject::{Agent, AgentKind};
use super::view::View;
use crate::lexicon::{Class, EntryId, PackText};
use crate::prose::TokenFlags;
use crate::prose::{BlockKind, FrontMatterKey};

/// The substance that a page is about.
#[derive(Clone, Debug)]
pub struct Topic {
    /// The substance.
    pub entry: EntryId,
    /// Its name as the page first writes it.
    pub name: String,
}

/// A page before its sentences are judged.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The substance it is about.
    pub topic: Option<Topic>,
    /// A title is a brand and its goods: `Corrick Insoles`, `Alvarado Regenerative Clinic`.
    pub branded_goods: bool,
    /// Words of the page's titles: a noun among them may stand for the product (`the coil`).
    pub title_words: Vec<String>,
    /// Points for promotion, against what the page's length asks for.
    pub promotion: f64,
    /// Those of them that a substance in the title gave: an encyclopaedia has one too.
    pub titled: f64,
    /// Points for a reference or patient text (the negative evidence, as a positive number).
    pub reference: f64,
    /// What the points came from.
    pub evidence: Vec<String>,
    /// Points that make a page promotional.
    pub threshold: f64,
    /// Points that make a page a reference.
    pub reference_threshold: f64,
    /// Conditions named in titles and headings or often: a reader knows what the page is about.
    pub conditions: BTreeMap<String, usize>,
    /// Whether a title or first heading names a condition.
    pub titled_condition: bool,
}

impl PageSettings {
    /// Points of promotion as a page of so many words must show them: a long page gathers some by its length alone.
    #[must_use]
    pub(super) fn for_length(&self, points: f64, words: usize) -> f64 {
        points + self.threshold_per_1000_words * amount(words) / 1000.0
    }
}

impl Page {
    /// Looks at a page; `agents` are those of each passage, `signs` what its words show.
    #[must_use]
    pub(super) fn new(reading: &Reading<'_>, agents: &[Vec<Agent>], engine: &Engine, signs: Vec<Sign>) -> Self {
        let settings = &engine.page;
        let mut page = Self::default();
        let mut counts: BTreeMap<EntryId, usize> = BTreeMap::new();
        let mut names: BTreeMap<EntryId, String> = BTreeMap::new();
        let mut titled: Option<EntryId> = None;
        let mut titled_product = false;
        for (passage, agents) in reading.passages.iter().zip(agents).filter(|(passage, _)| !passage.has_lead()) {
            let is_title = is_page_title(reading, passage.block);
            if is_title {
                page.branded_goods |= is_brand_and_goods(reading, engine, passage);
                page.title_words.extend(passage.toks.clone().map(|at| reading.norm(at).to_owned()));
            }
            let mentions = &reading.mentions[passage.mentions.clone()];
            for agent in agents {
                if let (AgentKind::Named, Some(entry)) = (agent.kind, agent.entry) {
                    *counts.entry(entry).or_default() += 1;
                    names.entry(entry).or_insert_with(|| reading.text(agent.at.clone()));
                    if is_title {
                        titled = titled.or(Some(entry));
                    }
                }
                // A title that names ginger may be a recipe; one that names ginger drops is a product's.
                let everyday = agent.entry.is_some_and(|entry| engine.lexicon.entry(entry).everyday);
                let bare = everyday
                    && !mentions.iter().any(|m| m.class == Class::Product && agent.at.contains(&(m.start as usize)));
                titled_product |= is_title && !bare && matches!(agent.kind, AgentKind::Named | AgentKind::Own);
            }
            for mention in mentions {
                if mention.class.is_disease() {
                    *page.conditions.entry(engine.lexicon.entry_of(mention.term).id.to_string()).or_default() += 1;
                    page.titled_condition |= is_title;
                }
            }
        }
        let words = reading.document.words;
        page.topic = topic(&counts, titled, words, settings).map(|entry| {
            let name = names.get(&entry).cloned().unwrap_or_default();
            Topic { entry, name }
        });
        page.weigh(engine, titled_product, signs);
        page.reference_threshold = settings.reference_threshold;
        page.threshold = settings.for_length(settings.threshold, words);
        page
    }

    /// Adds up what its title, its topic and its words show.
    fn weigh(&mut self, engine: &Engine, titled_product: bool, signs: Vec<Sign>) {
        if titled_product {
            self.promotion += engine.page.titled_product;
            self.titled += engine.page.titled_product;
            self.evidence.push("a product in the title".to_owned());
        }
        if self.branded_goods {
            self.promotion += engine.page.branded_goods;
            self.evidence.push("a brand and its goods in the title".to_owned());
        }
        if let Some(brand) = self.topic.as_ref().filter(|topic| engine.is_name(topic.entry)) {
            self.promotion += engine.page.titled_brand;
            self.evidence.push(format!("a brand of its own, “{}”", brand.name));
        }
        for sign in signs {
            self.promotion += sign.weight;
            if sign.is_of_reference() {
                self.reference -= sign.weight;
            }
            self.evidence.extend(sign.says);
        }
    }

    /// Whether the page promotes something.
    #[must_use]
    pub fn is_promotional(&self) -> bool {
        self.promotion >= self.threshold
    }

    /// Whether it promotes something even without the substance in its title.
    #[must_use]
    pub fn sells(&self) -> bool {
        self.promotion - self.titled >= self.threshold
    }

    /// The page in words: its topic and what speaks for or against promotion.
    #[must_use]
    pub fn describe(&self) -> String {
        let topic = self.topic.as_ref().map_or("no topic".to_owned(), |topic| format!("topic “{}”", topic.name));
        let verdict = if self.is_promotional() { "promotes a product" } else { "does not promote a product" };
        let evidence = if self.evidence.is_empty() { "no evidence".to_owned() } else { self.evidence.join(", ") };
        format!("{topic}; {verdict}: {:.2} points of {:.2} needed ({evidence})", self.promotion, self.threshold)
    }

    /// Whether the page reads as reference, patient information or research.
    #[must_use]
    pub fn is_reference(&self) -> bool {
        self.reference >= self.reference_threshold && !self.is_promotional()
    }

    /// Whether an everyday substance (ginger, zinc) is promoted here: patient texts and papers name it neutrally.
    #[must_use]
    pub fn promotes(&self, entry: EntryId) -> bool {
        !self.is_reference() || self.topic.as_ref().is_some_and(|topic| topic.entry == entry)
    }

    /// The topic's name and substance, or a text in its place.
    #[must_use]
    pub fn topic_or(&self, text: &str) -> (String, Option<EntryId>) {
        self.topic.as_ref().map_or_else(|| (text.to_owned(), None), |topic| (topic.name.clone(), Some(topic.entry)))
    }
}

/// A place that counts as evidence.
#[derive(Clone, Debug)]
pub(super) struct Sign {
    /// Points, negative for signs of an informational page.
    pub(super) weight: f64,
    /// An address shows it; such signs make no reference of a page.
    in_link: bool,
    /// What it is, if it is the first of its kind or an address.
    says: Option<String>,
}

impl Sign {
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
    let mut text = reading.passages.iter().filter(|passage| !is_page_title(reading, passage.block));
    if text.any(|passage| is_brand_and_goods(reading, engine, passage)) {
        let says = Some("a brand and its goods in the text".to_owned());
        out.push(Sign { weight: engine.page.branded_text, in_link: false, says });
    }
    let mut seen = vec![0usize; engine.evidence.len()];
    for url in reading.document.blocks.iter().flat_map(|block| &block.links).map(|link| link.url.as_str()) {
        for (evidence, seen) in engine.evidence.iter().zip(&mut seen) {
            if *seen < evidence.most && evidence.links.stand_in(url) {
                *seen += 1;
                let says = Some(format!("{} “{url}”", evidence.id));
                out.push(Sign { weight: evidence.weight, in_link: true, says });
            }
        }
    }
    for (key, value) in &reading.document.metadata {
        let says = |(name, wanted): &(PackText, Option<PackText>)| {
            *name == *key && wanted.as_ref().is_none_or(|wanted| has_words(value, wanted))
        };
        for (evidence, seen) in engine.evidence.iter().zip(&mut seen) {
            if *seen < evidence.most && evidence.front_matter.iter().any(says) {
                *seen += 1;
                let says = Some(format!("{} “{key}”", evidence.id));
                out.push(Sign { weight: evidence.weight, in_link: false, says });
            }
        }
    }
    let mut words = 0;
    for passage in reading.passages.iter().filter(|passage| !passage.has_lead()) {
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
            if !counts {
                continue;
            }
            if seen[found.owner] < evidence.most {
                seen[found.owner] += 1;
                let first = seen[found.owner] == 1;
                let says = first.then(|| format!("{} “{}”", evidence.id, reading.text(found.at)));
                out.push(Sign { weight: evidence.weight, in_link: false, says });
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

/// A title, or the first heading of the first level.
pub(super) fn is_page_title(reading: &Reading<'_>, block: usize) -> bool {
    matches!(reading.document.blocks[block].kind, BlockKind::Heading(1) | BlockKind::FrontMatter(FrontMatterKey::Title))
}

fn topic(
    counts: &BTreeMap<EntryId, usize>,
    titled: Option<EntryId>,
    words: usize,
    settings: &PageSettings,
) -> Option<EntryId> {
    if titled.is_some() {
        return titled;
    }
    let total: usize = counts.values().sum();
    let (entry, count) = counts.iter().max_by_key(|(_, count)| **count)?;
    let share = amount(*count) / amount(total);
    let asked = (settings.topic_per_1000_words * amount(words) / 1000.0).max(amount(settings.topic_mentions));
    (amount(*count) >= asked && share >= settings.topic_share).then_some(*entry)
}

/// A count as a number to weigh with.
pub(super) fn amount(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
