//! [`View`]: one passage with the questions that frames and scope rules ask of it: what stands here, what lies between.
//! It decides nothing. Floor 4.

use std::ops::Range;

use super::passage::Passage;
use super::reading::Reading;
use super::tok::Tok;
use crate::lexicon::{Class, Entry, Form, Lexicon, Mention, WordBits};
use crate::prose::TokenFlags;

/// What a customer's rating is drawn with.
const STARS: [char; 3] = ['★', '☆', '⭐'];

/// A passage of a reading.
#[derive(Clone, Copy, Debug)]
pub struct View<'r> {
    /// The reading it belongs to.
    pub reading: &'r Reading<'r>,
    /// The words behind it.
    pub lexicon: &'r Lexicon,
    /// The passage.
    pub passage: &'r Passage,
}

impl<'r> View<'r> {
    /// First position.
    #[must_use]
    pub fn start(&self) -> usize {
        self.passage.toks.start
    }

    /// One past the last position.
    #[must_use]
    pub fn end(&self) -> usize {
        self.passage.toks.end
    }

    /// Where its words begin: a bullet, a tick, a dash or a picture before a sentence is no part of it.
    #[must_use]
    pub fn first(&self) -> usize {
        let is_ornament = |at: &usize| self.is(*at, WordBits::HARD_MARK) && !self.reading.norm(*at).is_ascii();
        (self.start()..self.end()).find(|at| !is_ornament(at)).unwrap_or(self.end())
    }

    /// How many words it has of its own: no marks, and not those of its introduction.
    #[must_use]
    pub fn words(&self) -> usize {
        let own = &self.reading.toks[self.passage.own..self.end()];
        own.iter().filter(|tok| !tok.flags.has(TokenFlags::MARK)).count()
    }

    /// Whether a dash stands at a position, as before who signs a review.
    #[must_use]
    pub fn is_dash(&self, at: usize) -> bool {
        matches!(self.reading.norm(at), "—" | "–" | "-")
    }

    /// The token at a position, if it is in the passage.
    #[must_use]
    pub fn tok(&self, at: usize) -> Option<&'r Tok> {
        self.passage.toks.contains(&at).then(|| &self.reading.toks[at])
    }

    /// Whether it is an item with an introduction, which says what it means only when it is read with it.
    #[must_use]
    pub fn awaits_introduction(&self) -> bool {
        !self.passage.has_lead() && self.reading.passages_of(self.passage.block).last().is_some_and(Passage::has_lead)
    }

    /// Whether a position of the passage's own words stands between quotation marks, which may open in an earlier sentence.
    #[must_use]
    pub fn is_quoted(&self, at: usize) -> bool {
        let passages = self.reading.passages_of(self.passage.block);
        let from =
            if self.passage.has_lead() { self.passage.own } else { passages.first().map_or(at, |p| p.toks.start) };
        self.reading.quotes(from..at) % 2 == 1
    }

    /// Whether the token at a position is in one of the closed classes; false outside the passage.
    #[must_use]
    pub fn is(&self, at: usize, bits: WordBits) -> bool {
        self.tok(at).is_some_and(|tok| tok.bits.any(bits))
    }

    /// Whether the token at a position was written so.
    #[must_use]
    pub fn written(&self, at: usize, flag: TokenFlags) -> bool {
        self.tok(at).is_some_and(|tok| tok.flags.has(flag))
    }

    /// Whether the token just before a position is in one of the closed classes.
    #[must_use]
    pub fn before(&self, at: usize, bits: WordBits) -> bool {
        at > self.start() && self.is(at - 1, bits)
    }

    /// Whether any token in a range is in one of the closed classes.
    #[must_use]
    pub fn any(&self, at: Range<usize>, bits: WordBits) -> bool {
        at.into_iter().any(|position| self.is(position, bits))
    }

    /// Whether a clause border lies in a range (S1: `; : — ? ! |`, but, because, however, whereas).
    #[must_use]
    pub fn breaks(&self, at: Range<usize>) -> bool {
        self.any(at, WordBits::HARD_MARK.with(WordBits::BREAK))
    }

    /// All mentions of the passage, by start.
    #[must_use]
    pub fn mentions(&self) -> &'r [Mention] {
        &self.reading.mentions[self.passage.mentions.clone()]
    }

    /// The mentions of a class.
    pub fn of(&self, class: Class) -> impl Iterator<Item = &'r Mention> + use<'r> {
        self.mentions().iter().filter(move |mention| mention.class == class)
    }

    /// The mentions of goods: product nouns and substances.
    pub fn goods(&self) -> impl Iterator<Item = &'r Mention> + use<'r> {
        self.matching(|class| matches!(class, Class::Product | Class::Substance))
    }

    /// The mentions that a predicate on the class keeps.
    pub fn matching(&self, keep: fn(Class) -> bool) -> impl Iterator<Item = &'r Mention> + use<'r> {
        self.mentions().iter().filter(move |mention| keep(mention.class))
    }

    /// Mentions that start at a position, longest first per class.
    #[must_use]
    pub fn starting(&self, at: usize) -> &'r [Mention] {
        let all = self.mentions();
        let from = all.partition_point(|mention| (mention.start as usize) < at);
        let to = all.partition_point(|mention| mention.start as usize <= at);
        &all[from..to]
    }

    /// A mention of the class that covers a position.
    #[must_use]
    pub fn covering(&self, at: usize, class: Class) -> Option<&'r Mention> {
        self.of(class).find(|mention| range(mention).contains(&at))
    }

    /// What its pack says about a mention.
    #[must_use]
    pub fn entry(&self, mention: &Mention) -> &'r Entry {
        self.lexicon.entry_of(mention.term)
    }

    /// The form a mention was found in.
    #[must_use]
    pub fn form(&self, mention: &Mention) -> Form {
        self.lexicon.term(mention.term).form
    }

    /// Whether a mention's term counts only beside a named product.
    #[must_use]
    pub fn is_vague(&self, mention: &Mention) -> bool {
        self.lexicon.term(mention.term).vague
    }

    /// A match without the stars that it begins with: they tell that it is a customer's story, and are no part of what it says.
    #[must_use]
    pub fn behind_stars(&self, at: Range<usize>) -> Range<usize> {
        let is_star = |token: usize| {
            let is_mark = self.reading.toks[token].flags.has(TokenFlags::MARK);
            is_mark && self.text(token..token + 1).chars().all(|mark| STARS.contains(&mark))
        };
        at.clone().find(|token| !is_star(*token)).unwrap_or(at.start)..at.end
    }

    /// The text of a range of tokens as read.
    #[must_use]
    pub fn text(&self, at: Range<usize>) -> String {
        self.reading.text(at)
    }

    /// The first position of the clause that holds `at`: after the nearest hard mark to the left.
    #[must_use]
    pub fn clause_start(&self, at: usize) -> usize {
        (self.start()..at)
            .rev()
            .find(|position| self.is(*position, WordBits::HARD_MARK))
            .map_or(self.start(), |p| p + 1)
    }

    /// Where the noun phrase begins whose noun stands here: back over determiners and adjectives.
    #[must_use]
    pub fn phrase_start(&self, noun: usize) -> usize {
        let light = WordBits::DETERMINER
            .with(WordBits::INDEFINITE)
            .with(WordBits::POSSESSIVE)
            .with(WordBits::OWN)
            .with(WordBits::ADJECTIVE)
            .with(WordBits::DEMONSTRATIVE);
        let mut at = noun;
        while self.before(at, light) {
            at -= 1;
        }
        at
    }

    /// Whether the noun phrase whose noun stands here has such a word before it: `our drops`, `these magnetic drops`.
    #[must_use]
    pub fn is_led_by(&self, noun: usize, words: WordBits) -> bool {
        self.is(self.phrase_start(noun), words)
    }

    /// Whether a noun that ends here only says of what kind another is: `doctor-formulated drops`.
    #[must_use]
    pub fn is_modifier(&self, end: usize) -> bool {
        self.is(end, WordBits::ED) && self.written(end, TokenFlags::JOINED)
    }

    /// Where a list of diseases ends that goes on behind a position: `anxiety | , stress and low mood`.
    #[must_use]
    pub fn list_end(&self, end: usize) -> usize {
        const BETWEEN: usize = 3;
        let joins = WordBits::COMMA.with(WordBits::AND);
        let mut end = end;
        for mention in self.matching(Class::is_disease) {
            let at = range(mention);
            let gap = end..at.start;
            if at.start >= end && gap.len() <= BETWEEN + 1 && self.any(gap.clone(), joins) && !self.breaks(gap) {
                end = at.end;
            }
        }
        end
    }
}

/// Whether two ranges of tokens share one.
#[must_use]
pub(crate) fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The first of some things, so many at most, that share no token with one before them.
#[must_use]
pub(crate) fn apart<T>(all: &[T], most: usize, at: impl Fn(&T) -> Range<usize>) -> Vec<&T> {
    let mut out: Vec<&T> = Vec::new();
    for next in all {
        if out.len() < most && !out.iter().any(|other| overlap(&at(other), &at(next))) {
            out.push(next);
        }
    }
    out
}

/// The positions that a mention covers.
#[must_use]
pub(crate) fn range(mention: &Mention) -> Range<usize> {
    mention.start as usize..mention.end as usize
}
