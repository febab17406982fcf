//! [`Told`]: the claims of a page as they are found, one for what is said twice: a question about the reader's condition
//! waits for the answer that makes the claim, and a customer's complaint for the sentence that tells how it went away. What
//! the claims are is `claims.rs`. Floor 4.

use super::claims::Claim;
use super::frames::Frame;
use super::hit::Hit;
use super::severity::Severity;
use super::view::View;

/// What has been told of a page.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// In order of place, with what is silenced and what is no claim.
    pub(super) hits: Vec<Hit>,
    /// The claims that speak.
    pub(super) judged: Vec<Claim>,
    /// Those that others speak for.
    pub(super) attached: Vec<Claim>,
    waiting: Option<Waiting>,
}

/// A claim that is told unless another tells it better: the places of its hit and of the claim itself.
#[derive(Debug)]
struct Waiting {
    hit: usize,
    claim: usize,
    until: Until,
}

#[derive(Debug)]
enum Until {
    /// The answer that starts at a token.
    Answer(usize),
    /// A later sentence of a block.
    End(usize),
}

impl Told {
    /// Tells a claim of a passage and those that it speaks for.
    pub(super) fn tell(&mut self, view: &View<'_>, mut claim: Claim, others: Vec<Claim>, mut hit: Hit) {
        let tells_better = |waiting: &mut Waiting| waiting.until.is_met(view, &claim, &self.judged[waiting.claim]);
        if let Some(waiting) = self.waiting.take_if(tells_better) {
            let (before, of) = (self.hits.remove(waiting.hit), self.judged.remove(waiting.claim));
            if of.frame == Frame::Testimony && claim.frame == Frame::Suggested {
                // What is only suggested of a complaint has its name from there.
                hit.take_name(&before);
                (claim.rule, claim.severity) = (of.rule, of.severity);
            }
            hit.stand_for(before);
            self.attached.push(of);
        }
        if let Some(until) = Until::of(view, &claim) {
            self.waiting = Some(Waiting { hit: self.hits.len(), claim: self.judged.len(), until });
        }
        self.hits.push(hit);
        self.judged.push(claim);
        self.attached.extend(others);
    }
}

impl Until {
    /// What a claim waits for, if for anything.
    fn of(view: &View<'_>, claim: &Claim) -> Option<Self> {
        match claim.frame {
            Frame::ProblemOffer => view.answer().map(|(answer, _)| Self::Answer(answer.start())),
            Frame::Testimony => Some(Self::End(view.passage.block)),
            _ => None,
        }
    }

    /// Whether a claim tells what another before it waits to have told.
    fn is_met(&self, view: &View<'_>, claim: &Claim, before: &Claim) -> bool {
        match self {
            // What an answer only suggests has its name from the question.
            Self::Answer(start) => {
                *start == view.start() && claim.frame != Frame::Suggested && claim.severity >= before.severity
            }
            Self::End(block) => {
                // What is told more mildly stands beside the complaint, not for it; what is suggested takes its gravity from there.
                let tells = match claim.frame {
                    Frame::Testimony | Frame::Implied => false,
                    Frame::Suggested => claim.severity > Severity::Info,
                    _ => claim.severity >= before.severity,
                };
                *block == view.passage.block && tells
            }
        }
    }
}
