//! Inserted keyphrases: a search phrase (`kratom for anxiety`) that stands where no writer would put it. The slot in the
//! sentence decides, at a count of one; weights and threshold are the pack's. Density is none of this file's. Floor 4.

use std::ops::Range;

pub(super) use super::engine::{KeyphraseRule, Signal};
use super::habits::Habits;
use super::page::Page;
use super::subject::{Agent, AgentKind};
use super::view::{View, range};
use crate::lexicon::{Class, Form, Mention, TermId, WordBits};
use crate::prose::{BlockKind, TokenFlags};

impl Signal {
    const fn text(self) -> &'static str {
        match self {
            Self::NounBefore => "a noun stands directly before it",
            Self::NounAfter => "a noun stands directly after it",
            Self::CommaParticiple => "spliced between a comma and a participle",
            Self::SubjectOfVerb => "used as the subject of a verb",
            Self::SameCondition => "its condition stands in the sentence already",
            Self::TopicMismatch => "its condition is not what the page is about",
            Self::Casing => "lower case where the page writes a capital",
            Self::NoBreakSpace => "a no-break space before it",
            Self::LinkText => "it is a whole link text",
            Self::FrontMatterKeyword => "it is one of the page's keywords",
            Self::Repeated => "another keyphrase stands in the sentence",
            Self::Governed => "governed by a verb or preposition",
        }
    }
}

/// A keyphrase in a slot.
#[derive(Clone, Debug)]
pub struct Keyphrase {
    /// Its tokens.
    pub at: Range<usize>,
    /// What the slot shows, in words.
    pub signals: Vec<&'static str>,
    /// The points.
    pub score: f64,
}

/// Substance, `for`, condition: where they stand in a passage.
pub(super) struct Candidate<'r> {
    pub(super) agent: &'r Agent,
    pub(super) target: &'r Mention,
    pub(super) at: Range<usize>,
}

pub(super) fn candidates<'r>(view: &View<'r>, agents: &'r [Agent]) -> Vec<Candidate<'r>> {
    const GAP: usize = 2;
    let named = agents.iter().filter(|agent| agent.kind == AgentKind::Named && view.is(agent.at.end, WordBits::FOR));
    named
        .filter_map(|agent| {
            let link = agent.at.end;
            let target = view
                .matching(|class| class.is_disease() || class == Class::Function)
                .find(|target| target.start as usize > link && target.start as usize - link - 1 <= GAP)?;
            let mut end = target.end as usize;
            if view.any(link + 1..target.start as usize, WordBits::COMMA.with(WordBits::HARD_MARK)) {
                return None;
            }
            while view.starting(end).iter().any(|m| m.class == Class::Noun && range(m).len() == 1) {
                end += 1;
            }
            Some(Candidate { agent, target, at: agent.at.start..end })
        })
        .collect()
}

/// The inserted keyphrases of a passage.
#[must_use]
pub fn inserted(
    rule: &KeyphraseRule,
    view: &View<'_>,
    agents: &[Agent],
    page: &Page,
    habits: &Habits,
) -> Vec<Keyphrase> {
    let block = view.reading.block(view.passage);
    let prose = matches!(
        block.kind,
        BlockKind::Paragraph
            | BlockKind::ListItem
            | BlockKind::TableCell { .. }
            | BlockKind::Definition
            | BlockKind::Html
    );
    if !prose || view.passage.has_lead() || view.asks() {
        return Vec::new();
    }
    let found = candidates(view, agents);
    let many = found.len() > 1;
    found
        .into_iter()
        .filter_map(|candidate| {
            let mut signals = slot_signals(view, &candidate);
            signals.extend(page_signals(view, &candidate, page, habits));
            if many {
                signals.push(Signal::Repeated);
            }
            let score: f64 = signals.iter().filter_map(|signal| rule.weights.get(signal)).sum();
            (score >= rule.threshold).then(|| Keyphrase {
                at: candidate.at,
                signals: signals.into_iter().filter(|signal| *signal != Signal::Governed).map(Signal::text).collect(),
                score,
            })
        })
        .collect()
}

/// What the words around the phrase show.
fn slot_signals(view: &View<'_>, candidate: &Candidate<'_>) -> Vec<Signal> {
    let (start, end) = (candidate.at.start, candidate.at.end);
    let mut out = Vec::new();
    let closed = WordBits::DETERMINER
        .with(WordBits::INDEFINITE)
        .with(WordBits::POSSESSIVE)
        .with(WordBits::OWN)
        .with(WordBits::DEMONSTRATIVE)
        .with(WordBits::PREPOSITION)
        .with(WordBits::AND)
        .with(WordBits::TO)
        .with(WordBits::ADVERB)
        .with(WordBits::LY)
        .with(WordBits::ADJECTIVE)
        .with(WordBits::BE)
        .with(WordBits::HAVE)
        .with(WordBits::DO)
        .with(WordBits::MODAL)
        .with(WordBits::RELATIVE)
        .with(WordBits::SUBORDINATOR)
        .with(WordBits::BREAK)
        .with(WordBits::CONCESSIVE)
        .with(WordBits::ING)
        .with(WordBits::ED)
        .with(WordBits::QUESTION)
        .with(WordBits::GENITIVE)
        .with(WordBits::NEGATIVE);
    let verb = |at: usize| view.starting(at).iter().any(|m| matches!(m.class, Class::Verb | Class::UsedFor));
    let word = |at: usize| view.tok(at).is_some() && !view.written(at, TokenFlags::MARK) && !view.is(at, closed);
    if start > view.start() && word(start - 1) && !verb(start - 1) && is_noun(view, start - 1) {
        out.push(Signal::NounBefore);
    }
    let noun_after = view.starting(end).iter().any(|m| matches!(m.class, Class::Property));
    if noun_after || view.is(end, WordBits::PART) {
        out.push(Signal::NounAfter);
    }
    let participle = view.is(end, WordBits::ING) || view.starting(end).iter().any(|m| view.form(m) == Form::Ing);
    let parted = view.before(start, WordBits::COMMA.with(WordBits::HARD_MARK)) && !view.before(start, WordBits::COLON);
    if parted && participle {
        out.push(Signal::CommaParticiple);
    }
    let mut next = end;
    while view.is(next, WordBits::ADVERB.with(WordBits::LY)) {
        next += 1;
    }
    let full_verb = view
        .starting(next)
        .iter()
        .any(|m| m.class == Class::Verb && matches!(view.form(m), Form::Third | Form::Base | Form::Past));
    if view.is(next, WordBits::MODAL) || full_verb {
        out.push(Signal::SubjectOfVerb);
    }
    if is_governed(view, start) {
        out.push(Signal::Governed);
    }
    let entry = view.lexicon.term(candidate.target.term).entry;
    let again = view.matching(Class::is_disease).any(|m| {
        let outside = m.end as usize <= start || m.start as usize >= end;
        outside && view.lexicon.term(m.term).entry == entry
    });
    if again {
        out.push(Signal::SameCondition);
    }
    out
}

/// A word that reads as a noun: plural, or one that some lexicon holds as a noun.
fn is_noun(view: &View<'_>, at: usize) -> bool {
    let mention = view.mentions().iter().any(|m| {
        m.end as usize == at + 1
            && matches!(
                m.class,
                Class::Agent
                    | Class::Product
                    | Class::Sufferer
                    | Class::Drug
                    | Class::Condition
                    | Class::Noun
                    | Class::Property
            )
    });
    let norm = view.reading.norm(at);
    mention || (norm.len() > 3 && norm.ends_with('s') && !norm.ends_with("ss") && !norm.ends_with("us"))
}

/// `use kratom for pain`, `of kratom for pain`, `the term “kratom for pain”`.
pub(super) fn is_governed(view: &View<'_>, start: usize) -> bool {
    const REACH: usize = 3;
    let from = start.saturating_sub(REACH).max(view.start());
    let verb = (from..start).any(|at| {
        view.mentions().iter().any(|m| m.class == Class::UsedFor && m.end as usize == at + 1)
            || view.is(at, WordBits::ING)
    });
    let crossed = view.any(from..start, WordBits::HARD_MARK.with(WordBits::COMMA));
    let preposition =
        view.before(start, WordBits::PREPOSITION) && view.is(start.saturating_sub(1), WordBits::PREPOSITION);
    (verb && !crossed) || preposition || view.before(start, WordBits::QUOTE)
}

/// What the page around shows.
fn page_signals(view: &View<'_>, candidate: &Candidate<'_>, page: &Page, habits: &Habits) -> Vec<Signal> {
    const FEWEST: usize = 4;
    let reading = view.reading;
    let start = candidate.at.start;
    let mut out = Vec::new();
    let entry_of = |term: TermId| view.lexicon.term(term).entry.0;
    let condition = entry_of(candidate.target.term);
    let own = habits.conditions.get(&condition).copied().unwrap_or_default();
    let most = habits.conditions.values().copied().max().unwrap_or_default();
    if candidate.target.class.is_disease() && own <= 1 && most >= FEWEST && page.topic.is_some() {
        out.push(Signal::TopicMismatch);
    }
    if let Some((capital, all)) = candidate.agent.entry.and_then(|entry| habits.capitals.get(&entry.0)) {
        let habit = *all >= FEWEST && *capital * 10 >= *all * 7;
        if habit && start > view.start() && !view.written(start, TokenFlags::CAPITAL) {
            out.push(Signal::Casing);
        }
    }
    if view.written(start, TokenFlags::NBSP_BEFORE) {
        out.push(Signal::NoBreakSpace);
    }
    let block = reading.block(view.passage);
    let tokens = reading.toks[start].token as usize..reading.toks[candidate.at.end - 1].token as usize + 1;
    let prose = block.prose_range(tokens);
    if block
        .links
        .iter()
        .any(|link| link.text.start <= prose.start && prose.end <= link.text.end && link.text.len() <= prose.len() + 2)
    {
        out.push(Signal::LinkText);
    }
    let written = block.prose[prose].to_lowercase();
    if habits.keywords.contains(&written) {
        out.push(Signal::FrontMatterKeyword);
    }
    out
}
