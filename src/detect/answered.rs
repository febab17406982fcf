//! Sentences that only say with the next what they say: questions and what answers them (`Any side effects? None.`), a
//! complaint and a verdict on it, a terse sentence and what a second sets against it (`Zoloft: six years. Saffron: two weeks.`).
//! What either says alone is `claims.rs`'s. Floor 4.

use std::cell::OnceCell;

use super::passage::Passage;
use super::reading::Reading;
use super::view::View;
use crate::lexicon::{Class, Classes, WordBits};
use crate::prose::{BlockKind, TokenFlags};

/// Most words of an answer that says nothing but what its question asked.
const FEW: usize = 8;

/// Most words of a sentence that the next completes, and of that.
const TERSE: usize = 12;

/// Most words of one that only says the verb of the sentence before once more: `I was on the list for a new hip. Was.`
const VERB: usize = 2;

/// What a terse sentence names that the next sets something against, or who: `9.2 in May. 5.4 in June.` may count anything.
const SET_AGAINST: Classes = Classes::of(&[
    Class::Drug,
    Class::Therapy,
    Class::Condition,
    Class::Symptom,
    Class::Biomarker,
    Class::Agent,
    Class::Sufferer,
]);

/// Two passages read as one.
pub(super) struct Joined {
    /// Both.
    pub passage: Passage,
    /// The mark that ends the first; where it ends, if none does.
    pub border: usize,
}

/// A question with the few words that answer it, if they stand right behind it; a complaint that is only named, with the
/// few words on it: `Hay fever. Handled.`; and two terse sentences, of which the second answers the first.
#[must_use]
pub(super) fn with_next(view: &View<'_>) -> Option<Joined> {
    if view.passage.has_lead() {
        return None;
    }
    let next =
        if view.asks() { view.short_answer()?.0 } else { view.verdict_on_name().or_else(|| view.counterpart())? };
    let passage = view.reading.joined(view.passage, next.passage)?;
    let marks = (view.start()..view.end()).rev().take_while(|at| view.written(*at, TokenFlags::MARK));
    Some(Joined { passage, border: marks.last().unwrap_or(view.end()) })
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
    /// What stands behind a question: the next sentence of its block, or the first of the block below, and whether it is that of
    /// its block.
    fn behind(&self) -> Option<(Self, bool)> {
        let below = || {
            let block = self.passage.block;
            let asks = matches!(self.reading.block(self.passage).kind, BlockKind::Heading(_) | BlockKind::Paragraph);
            let kind = &self.reading.document.blocks.get(block + 1)?.kind;
            let answers = asks && matches!(kind, BlockKind::Paragraph | BlockKind::Html);
            answers.then(|| self.reading.passages_of(block + 1).first()).flatten()
        };
        let beside = self.reading.next_in_block(self.passage);
        Some((Self { passage: beside.or_else(below)?, ..*self }, beside.is_some()))
    }

    /// What answers a question, and where: the next sentence of its block; or a few words behind a label (`A: Yes`) or in the
    /// block below, as in a list of frequent questions. More than a few say themselves what they claim.
    #[must_use]
    pub fn answer(&self) -> Option<(Self, usize)> {
        let (answer, is_beside) = self.behind()?;
        let start = answer.start();
        let few = answer.words() <= FEW;
        let label = if few && answer.is(start + 1, WordBits::COLON) { 2 } else { 0 };
        (few || is_beside).then_some((answer, start + label))
    }

    /// Whether it asks and what stands behind it begins by denying: `Does it cure gout? No.`, `We do not treat that.`
    #[must_use]
    pub fn is_denied(&self) -> bool {
        const BEGINS: usize = 4;
        let denies =
            |answer: Self| answer.any(answer.start()..answer.end().min(answer.start() + BEGINS), WordBits::NEGATIVE);
        self.asks() && self.behind().is_some_and(|(answer, _)| denies(answer))
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

    /// The terse sentence behind one as terse that names a medicine, a disease or a reading of one, or a word or two behind any.
    fn counterpart(&self) -> Option<Self> {
        let of = |view: &Self, most: usize| view.passage.toks.len() <= 2 * most && view.words() <= most;
        if !of(self, TERSE) {
            return None;
        }
        let next = Self { passage: self.reading.next_in_block(self.passage)?, ..*self };
        let most = if self.passage.classes.any(SET_AGAINST) { TERSE } else { VERB };
        of(&next, most).then_some(next)
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
            (from..self.end()).rev().any(|at| self.is_dash(at) && at > self.start() && question(at - 1))
        };
        marks.into_iter().any(question) || signed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::names::Names;
    use crate::lexicon::Lexicon;
    use crate::prose::Document;
    use crate::text::SourceFile;

    /// The words of the first sentence that are read with the next, before and behind the border.
    fn halves(text: &str) -> Option<(String, String)> {
        let (document, lexicon) = (Document::parse(SourceFile::new("", text)), Lexicon::new());
        let reading = Reading::new(&document, &lexicon, &Names::default());
        let view = View { reading: &reading, lexicon: &lexicon, passage: &reading.passages[0] };
        let Joined { passage, border } = with_next(&view)?;
        Some((reading.text(passage.toks.start..border), reading.text(border..passage.toks.end)))
    }

    #[test]
    fn a_question_is_read_with_a_short_answer() {
        assert_eq!(halves("Any risk? None."), Some(("Any risk".to_owned(), "? None.".to_owned())));
        assert_eq!(halves("Any risk? None that we have heard of in all of these years."), None);
        assert_eq!(halves("**Any risk?**\n\nNone."), Some(("Any risk".to_owned(), "? None.".to_owned())));
    }

    #[test]
    fn a_verb_said_once_more_is_read_with_its_sentence() {
        assert_eq!(halves("I was on the list. Was."), Some(("I was on the list".to_owned(), ". Was.".to_owned())));
        assert_eq!(halves("I was on the list. I still am on it."), None, "it names nothing that is set against");
        assert_eq!(halves("I was on the list.\n\nWas."), None, "another block tells another thing");
    }
}
