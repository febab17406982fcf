//! [`Drafts`]: one block of text for all disclosures that a page lacks at one place, offered as the fix of each finding that
//! asks for some of it. Applied once, it answers all of them. What it says is the packs'. Floor 6.

use super::{Finding, Fix};
use crate::detect::Insertion;
use crate::text::{SourceFile, Span};

/// The drafts of a page while its findings are made.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    /// Each with the findings it is for, as indices.
    drafts: Vec<(Insertion, Vec<usize>)>,
}

impl Drafts {
    /// Adds what a finding would insert.
    pub(super) fn add(&mut self, finding: usize, insertion: Option<Insertion>) {
        let Some(insertion) = insertion else { return };
        let same = |draft: &Insertion| {
            (draft.at, draft.before, &draft.opening) == (insertion.at, insertion.before, &insertion.opening)
        };
        match self.drafts.iter_mut().find(|(draft, _)| same(draft)) {
            Some((draft, findings)) => {
                for sentence in insertion.sentences {
                    if !draft.sentences.contains(&sentence) {
                        draft.sentences.push(sentence);
                    }
                }
                findings.push(finding);
            }
            None => self.drafts.push((insertion, vec![finding])),
        }
    }

    /// Gives each finding its fix.
    pub(super) fn give(self, source: &SourceFile, findings: &mut [Finding]) {
        for (draft, indices) in self.drafts {
            let replacement = draft.text(source.text());
            let title = "insert a draft disclosure; read it before you publish, it makes no page lawful".to_owned();
            let fix = Fix { title, span: Span::new(draft.at, draft.at), replacement, draft: true };
            for index in indices {
                findings[index].fix = Some(fix.clone());
            }
        }
    }
}
