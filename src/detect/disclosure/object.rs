//! What a warning forbids, where that is another thing than the substance: `never give aspirin to pregnant women` says nothing
//! of kratom and pregnancy, nor `never mix Xanax with alcohol` of kava and alcohol. Whose risk a sentence tells otherwise is
//! `whom.rs`. Floor 4.

use std::ops::Range;

use super::whom::is_drug;
use crate::detect::subject::{AgentKind, Subjects};
use crate::detect::view::{View, range};
use crate::lexicon::{Class, Mention, WordBits};

/// Whether the words that warn have another thing as their object, and the sentence names nothing that could be the
/// substance. A statement that begins or ends with that object (`do not drink alcohol`) is about it, unless it goes with
/// something else.
pub(super) fn is_of_another(subjects: &Subjects<'_>, leads: &[Range<usize>], at: &Range<usize>) -> bool {
    let view = &subjects.view;
    let could_be_it = subjects.agents.iter().any(|agent| {
        let other = matches!(agent.kind, AgentKind::Other | AgentKind::Blocked | AgentKind::Indefinite);
        agent.entry.is_some() || !other && !is_drug(view, agent)
    });
    if could_be_it {
        return false;
    }
    let forbidden = |mention: &&Mention| {
        let head = view.phrase_start(range(mention).start);
        leads.iter().any(|lead| lead.end == head || lead.end == range(mention).start)
    };
    view.mentions().iter().filter(|mention| is_taken(view, mention)).filter(forbidden).any(|mention| {
        let object = range(mention);
        let own = at.start == object.start || at.end == object.end;
        !own || view.is(object.end, WordBits::INSTRUMENT)
    })
}

/// Whether it is a thing that people take, and no substance: a medicine, a drink.
fn is_taken(view: &View<'_>, mention: &Mention) -> bool {
    mention.class == Class::Drug || mention.class == Class::Agent && view.entry(mention).group == "lifestyle"
}
