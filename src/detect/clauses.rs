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
                overlap(&a.extent, &b.extent) || !view.breaks(a.trigger.end..b.trigger.start)
            })
        });
        match same {
            Some(group) => group.push(claim),
            None => groups.push(vec![claim]),
        }
    }
    let pick = |mut group: Vec<Claim>| {
        let best = (0..group.len()).max_by_key(|index| {
            let claim = &group[*index];
            // What is only worth knowing never stands for what fails a build.
            (
                claim.severity > Severity::Info,
                claim.rank,
                claim.severity,
                claim.extent.len(),
                std::cmp::Reverse(claim.extent.start),
            )
        })?;
        let winner = group.remove(best);
        Some((winner, group))
    };
    groups.into_iter().filter_map(pick).collect()
}
