//! What is told together: a post says in three sentences what a page says in one, and the cells of a table's row say together
//! what each leaves out. One sentence of them tells it all. What counts is `suggestion.rs`. Floor 4.

use std::cmp::Reverse;
use std::ops::Range;

use super::own_signs::{OwnOf, OwnSigns};
use super::passage::Passage;
use super::suggestion::Signs;
use crate::prose::BlockKind;

/// Sentences of a post that are taken to tell one thing: of more, what each says adds up to anything.
const POST: usize = 3;

/// Passages of a row, its headers among them, that are taken to tell one thing.
const ROW: usize = 24;

impl OwnSigns<'_> {
    /// The passages of the page by what they tell: each by itself, and the row of a table as one. What only reads an item with its
    /// introduction tells nothing new.
    #[must_use]
    pub(super) fn sentences(&self) -> Vec<Range<usize>> {
        let mut out = Vec::with_capacity(self.passages().len());
        let mut at = 0;
        while at < self.passages().len() {
            let sentence = self.row(at).unwrap_or(at..at + 1);
            at = sentence.end;
            if self.passages()[sentence.clone()].iter().any(|passage| self.reading.tells(passage)) {
                out.push(sentence);
            }
        }
        out
    }

    /// The passages of the row that one stands in, in a table of several columns and below its header, if they are no long text.
    fn row(&self, passage: usize) -> Option<Range<usize>> {
        let passages = self.passages();
        let row_of = |passage: &Passage| match self.reading.block(passage).kind {
            BlockKind::TableCell { row, .. } if row > 0 => Some(row),
            _ => None,
        };
        let row = row_of(&passages[passage])?;
        let is_of_row = |passage: &&Passage| row_of(passage) == Some(row);
        let before = passages[..passage].iter().rev().take(ROW).take_while(is_of_row).count();
        let behind = passages[passage..].iter().take(ROW + 1).take_while(is_of_row).count();
        let all = passage - before..passage + behind;
        let has_columns = passages[all.start].block != passages[all.end - 1].block;
        (has_columns && all.len() <= ROW).then_some(all)
    }

    fn passages(&self) -> &[Passage] {
        &self.reading.passages
    }
}

impl OwnOf<'_> {
    /// All signs by a rule, whether they may suffice or not: those of the sentence, and at the one that tells most of what is told
    /// together those of the others, unless these say less than nothing: `Kratom relieves pain. Consult a doctor.`
    #[must_use]
    pub(super) fn told(self, rule: usize) -> Signs {
        let (own, together) = match self.page.row(self.passage) {
            Some(row) => (self.in_cell(row.clone()).cached(rule), self.told_in_row(rule, row)),
            None if self.page.is_piece && !self.has_lead(self.passage) => (self.cached(rule), self.told_in_post(rule)),
            None => return self.alone(rule),
        };
        together.filter(|together| together.points > own.points).unwrap_or_else(|| own.clone())
    }

    /// Up to three sentences: `I danced till midnight. Sixty-eight years old. It's the drops.`
    fn told_in_post(self, rule: usize) -> Option<Signs> {
        let passages = self.page.passages();
        let is_here = |at: &usize| passages[*at].block == passages[self.passage].block;
        let is_own = |at: &usize| !self.has_lead(*at);
        let before = (0..self.passage).rev().take_while(is_here).filter(is_own).take(POST);
        let after = (self.passage + 1..passages.len()).take_while(is_here).filter(is_own).take(POST);
        let (mut near, after): (Vec<usize>, Vec<usize>) = (before.collect(), after.collect());
        near.reverse();
        near.extend(after);
        let is_near = |at: usize| near.len() < POST || at.abs_diff(self.passage) <= POST / 2;
        let beside = || near.iter().copied().filter(|at| is_near(*at));
        let (own, told_at) = (self.cached(rule), |at: usize| self.at(at).cached(rule));
        let tells_more = |at: usize| (told_at(at).points, self.passage) > (own.points, at);
        let weighing = &self.page.engine.impressions[rule];
        (!beside().any(tells_more)).then(|| own.with(weighing, beside().map(told_at)))
    }

    /// The cells of a row, with their headers (`Gout`, `Black cherry` and `A glass at noon` below `Complaint`), at the cell that
    /// by its own words tells most, read with its introduction if it has one.
    fn told_in_row(self, rule: usize, row: Range<usize>) -> Option<Signs> {
        let passages = self.page.passages();
        let cells = row.clone().filter(|at| !self.has_lead(*at));
        let most = cells.max_by_key(|at| (self.at(*at).cached(rule).points, Reverse(*at)))?;
        let awaits = self.page.view(most).awaits_introduction();
        let read_with_it = |at: &usize| passages[*at].block == passages[most].block && self.has_lead(*at);
        let teller = if awaits { row.clone().rev().find(read_with_it) } else { Some(most) };
        let others = row.filter(|at| *at != self.passage).map(|at| self.at(at).cached(rule));
        let weighing = &self.page.engine.impressions[rule];
        (teller == Some(self.passage)).then(|| self.cached(rule).with(weighing, others))
    }

    /// Itself, or what a cell says without its introduction: what the header and the first cell say is told once for the row.
    fn in_cell(self, mut row: Range<usize>) -> Self {
        let passages = self.page.passages();
        let is_own = |at: &usize| passages[*at].block == passages[self.passage].block && !self.has_lead(*at);
        if self.has_lead(self.passage) { row.find(is_own).map_or(self, |own| self.at(own)) } else { self }
    }

    fn has_lead(self, passage: usize) -> bool {
        self.page.passages()[passage].has_lead()
    }
}
