//! Questions and what answers them: the sentence or block behind, whether it is a bare yes, and both read as one, since
//! `Any side effects? None.` says what neither says by itself. What either says alone is `claims.rs`'s. Floor 4.

use std::cell::OnceCell;

use super::passage::Passage;
use super::reading::Reading;
use super::view::View;
use crate::lexicon::{Class, WordBits};
use crate::prose::{BlockKind, TokenFlags};

/// Most words of an answer that says nothing but what its question asked.
const FEW: usize = 8;

/// A question with the few words that answer it, if they stand right behind it; and a complaint that is only named, with the
/// few words on it: `Hay fever. Handled.`
#[must_use]
pub(super) fn with_answer(view: &View<'_>) -> Option<Passage> {
    if view.passage.has_lead() {
        return None;
    }
    let answer = if view.asks() { view.short_answer()?.0 } else { view.verdict_on_name()? };
    view.reading.joined(view.passage, answer.passage)
}

impl Reading<'_> {
    /// Two passages as one, if the second begins where the first ends.
    #[must_use]
    pub fn joined(&self, first: &Passage, second: &Passage) -> Option<Passage> {
        let mentions = first.mentions.start..second.mentions.end;
        let follows = first.toks.end == second.toks.start && first.mentions.end == second.mentions.start;
        follows.then(|| Passage {
            toks: first.toks.start..second.toks.end,
            classes: self.mentions[mentions.clone()].iter().map(|mention| mention.class).collect(),
            holds: self.places[first.toks.start..second.toks.end].iter().copied().collect(),
            mentions,
            cues: OnceCell::new(),
            ..first.clone()
        })
    }
}

impl View<'_> {
    /// What answers a question, and where: the next sentence of its block; or a few words behind a label (`A: Yes`) or in the
    /// block below, as in a list of frequent questions. More than a few say themselves what they claim.
    #[must_use]
    pub fn answer(&self) -> Option<(Self, usize)> {
        let below = || {
            let block = self.passage.block;
            let asks = matches!(self.reading.block(self.passage).kind, BlockKind::Heading(_) | BlockKind::Paragraph);
            let kind = &self.reading.document.blocks.get(block + 1)?.kind;
            let answers = asks && matches!(kind, BlockKind::Paragraph | BlockKind::Html);
            answers.then(|| self.reading.passages_of(block + 1).first()).flatten()
        };
        let beside = self.reading.next_in_block(self.passage);
        let answer = Self { passage: beside.or_else(below)?, ..*self };
        let start = answer.start();
        let few = answer.words() <= FEW;
        let label = if few && answer.is(start + 1, WordBits::COLON) { 2 } else { 0 };
        (few || beside.is_some()).then_some((answer, start + label))
    }

    /// What answers a question in a few words, and where.
    #[must_use]
    pub fn short_answer(&self) -> Option<(Self, usize)> {
        self.answer().filter(|(answer, _)| answer.words() <= FEW)
    }

    /// The few words behind a sentence that names a complaint and says nothing of it.
    fn verdict_on_name(&self) -> Option<Self> {
        const NAME: usize = 4;
        const MARKS: usize = 3;
        // Most sentences are longer.
        if self.passage.toks.len() > NAME + MARKS {
            return None;
        }
        let last = (self.start()..self.end()).rev().find(|at| !self.written(*at, TokenFlags::MARK))?;
        let ends = self.matching(Class::is_disease).any(|named| named.end as usize == last + 1);
        let only_names = ends && self.words() <= NAME && self.of(Class::Verb).next().is_none();
        let next = self.reading.next_in_block(self.passage).filter(|_| only_names)?;
        let next = Self { passage: next, ..*self };
        (next.words() <= FEW).then_some(next)
    }

    /// Whether it asks and is answered by a bare yes. What follows a yes says itself what it claims.
    #[must_use]
    pub fn is_affirmed(&self) -> bool {
        // `Yes, in nearly every case.`, `For me the answer was yes.`
        let affirms = |(answer, start): (Self, usize)| {
            let last = (start..answer.end()).rev().find(|at| !answer.written(*at, TokenFlags::MARK));
            let yes = |at: usize| answer.is(at, WordBits::AFFIRMATIVE);
            (yes(start) || last.is_some_and(yes) || answer.echoes(start)) && !answer.denies()
        };
        self.asks() && self.short_answer().is_some_and(affirms)
    }

    /// Whether it is an answer that repeats the verb of the question and says no more: `It does.`, `They can, and quickly.`
    #[must_use]
    pub fn echoes(&self, start: usize) -> bool {
        let verb = WordBits::DO.with(WordBits::MODAL).with(WordBits::BE).with(WordBits::HAVE);
        let ends = |at: usize| at >= self.end() || self.written(at, TokenFlags::MARK);
        self.is(start, WordBits::PRONOUN.with(WordBits::SECOND_PERSON)) && self.is(start + 1, verb) && ends(start + 2)
    }

    /// Whether a word of denial stands in it.
    #[must_use]
    pub fn denies(&self) -> bool {
        self.any(self.passage.toks.clone(), WordBits::NEGATIVE)
    }

    /// Whether the passage asks: it ends in a question mark, or in one and who asks: `… at bay? — Mark, Hull`.
    #[must_use]
    pub fn asks(&self) -> bool {
        const SIGNED: usize = 5;
        let marks = (self.start()..self.end()).rev().take_while(|at| self.written(*at, TokenFlags::MARK));
        let question = |at: usize| self.is(at, WordBits::QUESTION_MARK);
        let signed = || {
            let from = self.end().saturating_sub(SIGNED).max(self.start());
            (from..self.end())
                .rev()
                .any(|at| matches!(self.reading.norm(at), "—" | "–" | "-") && at > self.start() && question(at - 1))
        };
        marks.into_iter().any(question) || signed()
    }
}
