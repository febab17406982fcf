//! [`Page`]: what the whole page shows before any sentence is judged: its topic and whether it promotes something.
//! Both are decided from evidence, and the evidence is kept for the explanation. Floor 4.

use std::collections::BTreeMap;

use super::brand::{has_coined_name, is_brand_and_goods};
use super::engine::{Engine, EvidenceKinds, PageSettings};
use super::evidence::Sign;
use super::heard::Beside;
use super::opening::{Opened, opened};
use super::parts::Parts;
use super::reading::Reading;
use super::subject::{Agent, AgentKind};
use super::topic::{Topic, topic};
use super::trade::is_of_another;
use crate::lexicon::{Class, EntryId};
use crate::prose::{BlockKind, FrontMatterKey};

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
    /// What its parts show beyond what each may count.
    pub beyond: f64,
    /// Points for or against it by its first words.
    pub opening: f64,
    /// Points for or against it by what its sentences suggest; none where nobody listened.
    pub suggestive: Option<f64>,
    /// What a point of the others counts beside these: in full where nobody listened, and of a few words.
    pub beside: Option<Beside>,
    /// How many points it has above those it needs, but for how it opens and for what its sentences suggest.
    pub margin: f64,
    /// Points of `promotion` that a substance in the title gave: an encyclopaedia has one too.
    pub titled: f64,
    /// Points for a reference or patient text (the negative evidence, as a positive number).
    pub reference: f64,
    /// What the points came from.
    pub evidence: Vec<String>,
    /// The kinds of evidence that it shows.
    pub shown: EvidenceKinds,
    /// Points that make a page promotional.
    pub threshold: f64,
    /// Points that make a page a reference.
    pub reference_threshold: f64,
    /// Conditions named in titles and headings or often: a reader knows what the page is about.
    pub conditions: BTreeMap<String, usize>,
    /// Whether a title or first heading names a condition.
    pub titled_condition: bool,
    /// Whether hardly a word on it means the body: then nothing on it is a claim about health.
    pub is_of_another_trade: bool,
    /// Whether it is a few words without a title, as cut from a page: a post, a caption.
    pub is_piece: bool,
}

impl PageSettings {
    /// Points of promotion as a page of so many words must show them: a long page gathers some by its length alone.
    #[must_use]
    pub(super) fn for_length(&self, points: f64, words: usize) -> f64 {
        points + self.threshold_per_1000_words * amount(words) / 1000.0
    }
}

impl Page {
    /// Looks at a page; `agents` are those of each passage, `signs` what its words show, each in one of the parts.
    #[must_use]
    pub(super) fn new(
        reading: &Reading<'_>,
        agents: &[Vec<Agent>],
        engine: &Engine,
        (parts, signs): (&Parts, Vec<Sign>),
    ) -> Self {
        let settings = &engine.page;
        let mut page = Self::default();
        let mut counts: BTreeMap<EntryId, usize> = BTreeMap::new();
        let mut names: BTreeMap<EntryId, String> = BTreeMap::new();
        let mut titled: Option<EntryId> = None;
        let (mut titled_product, mut titled_substance) = (false, false);
        let (mut coined, mut has_title, mut of_medicine) = (false, false, false);
        for (passage, agents) in reading.passages.iter().zip(agents).filter(|(passage, _)| reading.tells(passage)) {
            let is_title = is_page_title(reading, passage.block);
            has_title |= is_title;
            if is_title {
                page.branded_goods |= is_brand_and_goods(reading, engine, passage);
                coined |= has_coined_name(reading, passage);
                of_medicine |= reading.mentions[passage.mentions.clone()].iter().any(|name| engine.is_medicine(name));
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
                titled_substance |= is_title && !bare && agent.entry.is_some_and(|entry| !engine.is_name(entry));
            }
            for mention in mentions {
                if mention.class.is_disease() {
                    *page.conditions.entry(engine.lexicon.entry_of(mention.term).id.to_string()).or_default() += 1;
                    page.titled_condition |= is_title;
                }
            }
        }
        let words = reading.words();
        page.is_piece = !has_title && words <= settings.suggestive.few_words;
        let may_be_of_another_trade = !page.is_piece && !titled_substance;
        page.is_of_another_trade = may_be_of_another_trade && is_of_another(reading, engine);
        let named = |entry| Topic { entry, name: names.get(&entry).cloned().unwrap_or_default() };
        page.topic = topic(&counts, titled, words, settings).map(named);
        page.weigh(engine, titled_product, (parts, signs));
        if let Some(Opened { points, by }) = opened(engine, reading) {
            page.opening = points;
            let words = if by.is_empty() { String::new() } else { format!(": {}", by.join(" and ")) };
            page.evidence.push(format!("how it opens, {points:+.2}{words}"));
        }
        if of_medicine && page.topic.is_none() {
            page.promotion -= settings.titled_medicine;
            page.evidence.push("a medicine in the title".to_owned());
        }
        // What a brand and its goods show already is not shown again.
        if coined && !page.branded_goods {
            page.promotion += settings.coined_title;
            page.evidence.push("a coined name in the title".to_owned());
        }
        page.reference_threshold = settings.reference_threshold;
        page.threshold = settings.for_length(settings.threshold, words);
        page.margin = page.promotion - page.threshold;
        page
    }

    /// Adds up what its title, its topic and its words show.
    fn weigh(&mut self, engine: &Engine, titled_product: bool, (parts, signs): (&Parts, Vec<Sign>)) {
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
        self.shown = signs.iter().map(|sign| sign.kind).collect();
        let bounded = parts.points(&signs);
        self.promotion += bounded;
        self.beyond += signs.iter().map(|sign| sign.weight).sum::<f64>() - bounded;
        for sign in signs {
            if sign.is_of_reference() {
                self.reference -= sign.weight;
            }
            self.evidence.extend(sign.says);
        }
    }

    /// All that speaks for promotion or against it.
    fn points(&self) -> f64 {
        let Beside { shown, opening, .. } = self.beside.unwrap_or_default();
        shown * self.promotion + opening * self.opening + self.suggestive.unwrap_or_default()
    }

    /// The same without the substance in its title.
    fn points_untitled(&self) -> f64 {
        self.points() - self.beside.unwrap_or_default().shown * self.titled
    }

    /// Whether the page promotes something.
    #[must_use]
    pub fn is_promotional(&self) -> bool {
        self.points() >= self.threshold
    }

    /// Whether it shows so plainly that it sells, without the substance in its title, that it owes what sellers owe whatever its
    /// sentences suggest.
    fn shows_plainly(&self) -> bool {
        self.beside.is_some_and(|beside| self.margin - self.titled >= beside.plainly)
    }

    /// Whether a part of it sells something, if not the whole: `our cushion` is its goods.
    #[must_use]
    pub(super) fn has_goods(&self) -> bool {
        let suggested = self.suggestive.filter(|_| self.beside.is_none()).unwrap_or_default();
        self.is_promotional() || self.margin + self.beyond + self.opening + suggested >= 0.0
    }

    /// The points that speak against promotion, as far as they count against a claim.
    #[must_use]
    pub(super) fn points_against(&self, most: f64) -> f64 {
        let needed = if self.beside.is_some() { self.threshold } else { 0.0 };
        (needed - self.points()).min(most).max(0.0)
    }

    /// Whether it promotes something even without the substance in its title.
    #[must_use]
    pub fn sells(&self) -> bool {
        self.lacking() <= 0.0
    }

    /// How many points it lacks to sell, without the substance in its title.
    #[must_use]
    pub(super) fn lacking(&self) -> f64 {
        self.threshold - self.points_untitled()
    }

    /// Whether it sells by what it offers, not only by how it begins: then it owes what sellers owe.
    #[must_use]
    pub fn offers(&self) -> bool {
        let offered = self.points_untitled() - self.beside.unwrap_or_default().opening * self.opening;
        (self.sells() && offered >= self.threshold) || self.shows_plainly()
    }

    /// Whether it promotes or offers something.
    #[must_use]
    pub(super) fn trades(&self) -> bool {
        self.is_promotional() || self.offers()
    }

    /// The page in words: its topic and what speaks for or against promotion.
    #[must_use]
    pub fn describe(&self) -> String {
        let topic = self.topic.as_ref().map_or("no topic".to_owned(), |topic| format!("topic “{}”", topic.name));
        let verdict = match (self.is_promotional(), self.shows_plainly()) {
            (true, _) => "promotes a product",
            (false, true) => "sells something, and does not promote it for health",
            (false, false) => "does not promote a product",
        };
        let evidence = if self.evidence.is_empty() { "no evidence".to_owned() } else { self.evidence.join(", ") };
        let trade = if self.is_of_another_trade { "; hardly a word on it means the body" } else { "" };
        format!("{topic}; {verdict}: {:.2} points of {:.2} needed ({evidence}){trade}", self.points(), self.threshold)
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

/// A title, or the first heading of the first level.
pub(super) fn is_page_title(reading: &Reading<'_>, block: usize) -> bool {
    matches!(reading.document.blocks[block].kind, BlockKind::Heading(1) | BlockKind::FrontMatter(FrontMatterKey::Title))
}

/// Points that were counted in hundredths.
pub(super) fn hundredths(points: i64) -> f64 {
    f64::from(i32::try_from(points).unwrap_or(i32::MAX)) / 100.0
}

/// A count as a number to weigh with.
pub(super) fn amount(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
