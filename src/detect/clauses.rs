//! One finding a clause: of the claims that share one, the most specific speaks and the others attach to it. What the claims are
//! is `claims.rs`. Floor 4.

use super::claims::Claim;
use super::severity::Severity;
use super::view::{View, overlap};

/// One claim a clause: the most specific rule wins, the others attach to it. Silenced claims take no part.
#[must_use]
pub(super) fn one_a_clause(view: &View<'_>, claims: Vec<Claim>) -> Vec<(Claim, Vec<Claim>)> {
    let mut groups: Vec<Vec<Claim>> = Vec::new();
    for claim in claims.into_iter().filter(|claim| claim.silenced.is_none()) {
        let same = groups.iter_mut().find(|group| {
            group.iter().any(|other| {
                let (a, b) = if other.trigger.start <= claim.trigger.start { (other, &claim) } else { (&claim, other) };
                overlap(&a.extent, &b.extent)
                    || !(view.breaks(a.trigger.end..b.trigger.start) || speaks_of_another(a, b))
            })
        });
        match same {
            Some(group) => group.push(claim),
            None => groups.push(vec![claim]),
        }
    }
    groups.into_iter().filter_map(speaker).collect()
}

/// Whether the second of two claims says of something else what it says: `Valerian ends insomnia and kava relieves anxiety`.
fn speaks_of_another(first: &Claim, second: &Claim) -> bool {
    let at = |claim: &Claim| {
        let named = claim.subject.as_ref().filter(|subject| subject.explicit && claim.frame.is_predication())?;
        named.at.clone().filter(|at| at.end <= claim.trigger.start)
    };
    at(first).is_some() && at(second).is_some_and(|at| first.extent.end <= at.start)
}

/// The claim that speaks for a group, and the others: the most specific of the gravest and of those that share words with one
/// of these. `Treats cancer and clears brain fog` is no mild claim.
fn speaker(mut group: Vec<Claim>) -> Option<(Claim, Vec<Claim>)> {
    let gravest = group.iter().map(|claim| claim.severity).max()?;
    // What is only worth knowing never stands for what fails a build.
    let says_it = |claim: &Claim| {
        let shares = |other: &Claim| other.severity == gravest && overlap(&other.extent, &claim.extent);
        claim.severity == gravest || (claim.severity > Severity::Info && group.iter().any(shares))
    };
    let best = (0..group.len()).filter(|index| says_it(&group[*index])).max_by_key(|index| {
        let claim = &group[*index];
        (claim.rank, claim.severity, claim.extent.len(), std::cmp::Reverse(claim.extent.start))
    })?;
    let winner = group.remove(best);
    Some((winner, group))
}

/// The claims of a group that share no word with the one that speaks for it or with each other, in the order in which they
/// would speak.
#[must_use]
pub(super) fn apart_from(spoken: &Claim, others: &[Claim]) -> Vec<Claim> {
    let mut rest = others.to_vec();
    let mut out: Vec<Claim> = Vec::new();
    loop {
        let last = out.last().unwrap_or(spoken);
        rest.retain(|other| !overlap(&other.extent, &last.extent));
        match speaker(std::mem::take(&mut rest)) {
            Some((next, others)) => {
                out.push(next);
                rest = others;
            }
            None => return out,
        }
    }
}
