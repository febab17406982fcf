//! Disclosures: what a page with claims owes its reader, whether it says so, in whose voice and where. Each substance owes
//! its risks; a condition, a kind of claim or a paid link owes help, a disclaimer or the relation. What is owed is the packs';
//! how a statement is recognised is `said.rs` and `statement.rs`, of whom it is said `whom.rs` and `object.rs`, where it
//! stands `place.rs`, who owes `debt.rs`, `owners.rs` and `goods.rs`, what a finding says of it `report.rs`. Floor 4.

mod around;
mod debt;
mod goods;
mod insertion;
mod object;
mod owners;
mod place;
mod report;
mod said;
mod statement;
mod whom;

use std::ops::Range;

use super::claims::Claim;
use super::engine::Engine;
pub(super) use super::engine::{Element, Link, Placement, Profile, Requirement};
use super::names::Names;
use super::page::Page;
use super::reading::Reading;
use super::subject::{Subjects, agents};
use super::view::View;
use crate::prose::Document;
use crate::text::{SourceFile, Span};

pub use insertion::Insertion;
pub(super) use insertion::Places;

pub(super) use around::{Around, announces_risks, arounds};
pub(super) use debt::{Debt, debts};
pub(super) use report::hit;
pub(super) use said::{Said, said};

/// How well an element is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Nowhere that a reader sees.
    Absent,
    /// Only as what critics or agencies say.
    AttributedOnly,
    /// Said, and taken back at once.
    Undermined,
    /// Said, where few will read it.
    Buried,
    /// Said, in words that few will understand.
    HardToRead,
    /// Said in the author's voice, near the claims.
    Adequate,
}

impl State {
    /// All of them, the worst first.
    pub const ALL: [Self; 6] =
        [Self::Absent, Self::AttributedOnly, Self::Undermined, Self::Buried, Self::HardToRead, Self::Adequate];

    /// The words of the message.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::AttributedOnly => "only attributed to others",
            Self::Undermined => "taken back at once",
            Self::Buried => "buried",
            Self::HardToRead => "hard to read",
            Self::Adequate => "adequate",
        }
    }

    /// The name that reports and tables use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::AttributedOnly => "attributed-only",
            Self::Undermined => "undermined",
            Self::Buried => "buried",
            Self::HardToRead => "hard-to-read",
            Self::Adequate => "adequate",
        }
    }
}

/// An owed element and its state on a page.
#[derive(Clone, Debug)]
pub struct Owed {
    /// Who owes it, as an index of the debts.
    pub debt: usize,
    /// The element, as an index of the requirement's.
    pub element: usize,
    /// The best state found.
    pub state: State,
    /// Where it is said in that state; nowhere if it is not said.
    pub at: Option<Range<usize>>,
    /// Where it is said and no reader sees it, and what hides it.
    pub hidden: Option<(Span, &'static str)>,
}

/// The page that owes: what statements are weighed against.
#[derive(Clone, Copy)]
pub(super) struct Ledger<'l> {
    pub(super) engine: &'l Engine,
    pub(super) debts: &'l [Debt],
    pub(super) passages: &'l [(Subjects<'l>, Around)],
    /// What each passage may say.
    pub(super) said: &'l [Said],
    pub(super) judged: &'l [Claim],
}

/// Whose text a statement is found in.
#[derive(Clone, Copy)]
enum Origin {
    /// The page's own.
    Page,
    /// A comment's, at its place.
    Comment(Span),
}

/// What a page owes under a requirement and how well it gives it, by debt.
#[must_use]
pub(super) fn owed(ledger: Ledger<'_>, requirement: &Requirement) -> Vec<Owed> {
    let mut out: Vec<Owed> = Vec::new();
    for (index, debt) in ledger.debts.iter().enumerate() {
        let profiles = ledger.engine.owed.iter().filter(|profile| debt.profiles.contains(&profile.id));
        for id in profiles.flat_map(|profile| &profile.must) {
            let Some(element) = requirement.elements.iter().position(|element| element.id == *id) else { continue };
            // What is not said of a substance is said once for all of them.
            let general = !requirement.elements[element].about_substance;
            if !out.iter().any(|other| other.element == element && (general || other.debt == index)) {
                out.push(Owed { debt: index, element, state: State::Absent, at: None, hidden: None });
            }
        }
    }
    let Some((first, _)) = ledger.passages.first().filter(|_| !out.is_empty()) else { return out };
    for owed in &mut out {
        if is_declared(first, &requirement.elements[owed.element]) {
            owed.state = State::Adequate;
        }
    }
    for index in 0..ledger.passages.len() {
        statement::note(ledger, requirement, Origin::Page, index, &mut out);
    }
    for comment in &first.view.reading.document.comments {
        if out.iter().any(|owed| owed.state == State::Absent && owed.hidden.is_none()) {
            elsewhere(ledger, requirement, first.page, &comment.text, Origin::Comment(comment.span), &mut out);
        }
    }
    out
}

/// Whether a key of the front matter tells the site's layout to say an element: `affiliate_disclosure: true`.
fn is_declared(subjects: &Subjects<'_>, element: &Element) -> bool {
    let plain = |key: &str| key.replace(['_', '-'], "");
    let on = |value: &str| !matches!(value, "" | "false" | "no" | "none" | "off" | "0" | "null" | "~");
    let metadata = &subjects.view.reading.document.metadata;
    metadata.iter().any(|(key, value)| on(value) && element.keys.iter().any(|own| plain(own) == plain(key)))
}

/// Notes what a text that is not the page's prose says of the owed elements.
fn elsewhere(ledger: Ledger<'_>, requirement: &Requirement, page: &Page, text: &str, origin: Origin, out: &mut [Owed]) {
    let document = Document::parse(SourceFile::new("", text));
    let lexicon = &ledger.engine.lexicon;
    let reading = Reading::new(&document, lexicon, &Names::default());
    let view = |passage| View { reading: &reading, lexicon, passage };
    let found: Vec<_> = reading.passages.iter().map(|passage| agents(&view(passage))).collect();
    let subjects = reading.passages.iter().zip(&found);
    let subjects = subjects.map(|(passage, agents)| Subjects {
        view: view(passage),
        agents,
        page,
        antecedent: None,
        means_body: true,
    });
    let subjects: Vec<Subjects<'_>> = subjects.collect();
    let arounds = arounds(ledger.engine, &subjects);
    let passages: Vec<(Subjects<'_>, Around)> = subjects.into_iter().zip(arounds).collect();
    let said = said(ledger.engine, passages.iter().map(|(subjects, _)| &subjects.view));
    let ledger = Ledger { passages: &passages, said: &said, judged: &[], ..ledger };
    for index in 0..passages.len() {
        statement::note(ledger, requirement, origin, index, out);
    }
}
