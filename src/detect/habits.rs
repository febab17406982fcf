//! [`Habits`]: how a page writes its substance's name and what it is about, counted once for the slot signals of
//! `keyphrase.rs`. It judges nothing. Floor 4.

use std::collections::BTreeMap;

use super::keyphrase::candidates;
use super::reading::Reading;
use super::subject::Agent;
use super::view::View;
use crate::lexicon::Class;
use crate::prose::{BlockKind, FrontMatterKey, TokenFlags};

/// How a page writes and what it is about, counted once.
#[derive(Clone, Debug, Default)]
pub struct Habits {
    /// Mentions of each substance inside sentences: with a capital, in all.
    pub(super) capitals: BTreeMap<u32, (usize, usize)>,
    /// Mentions of each condition outside keyphrases.
    pub(super) conditions: BTreeMap<u32, usize>,
    /// Keywords of the front matter, lower case.
    pub(super) keywords: Vec<String>,
}

impl Habits {
    /// Counts a page.
    #[must_use]
    pub fn new(reading: &Reading<'_>, engine: &super::Engine, agents: &[Vec<Agent>]) -> Self {
        let mut habits = Self::default();
        for (passage, agents) in reading.passages.iter().zip(agents).filter(|(passage, _)| !passage.has_lead()) {
            let view = View { reading, lexicon: &engine.lexicon, passage };
            let block = reading.block(passage);
            if block.kind == BlockKind::FrontMatter(FrontMatterKey::Keyword) {
                habits.keywords.push(block.prose.trim().to_lowercase());
            }
            let phrases = candidates(&view, agents);
            for mention in view.mentions() {
                let inside = phrases.iter().any(|phrase| phrase.at.contains(&(mention.start as usize)));
                let entry = engine.lexicon.term(mention.term).entry.0;
                if mention.class == Class::Substance
                    && mention.start as usize > passage.toks.start
                    && !reading.is_title(passage.block)
                {
                    let (capital, all) = habits.capitals.entry(entry).or_default();
                    *all += 1;
                    *capital += usize::from(view.written(mention.start as usize, TokenFlags::CAPITAL));
                }
                if mention.class.is_disease() && !inside {
                    *habits.conditions.entry(entry).or_default() += 1;
                }
            }
        }
        habits
    }
}
