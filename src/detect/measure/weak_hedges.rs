//! A page whose many claims are tempered by `may` and `could` alone: none says what is not known. A hedge lowers each claim;
//! this is what the page as a whole owes. Floor 4.

use super::{Limits, Measured, Place, Sheet};
use crate::detect::page::amount;

/// The first weakly hedged claim, if most claims are so hedged and hardly one states a limit.
pub(super) fn found(sheet: &Sheet<'_>, limits: Limits<'_>) -> Option<Measured> {
    let total = sheet.score.total();
    let share = |count: usize| amount(count) / amount(total.max(1));
    let only_weak = limits.reached("claims", total)
        && share(sheet.score.hedged) >= limits.get("weak_share")
        && share(sheet.score.qualified) < limits.get("limited_share");
    let mut weak = sheet.judged.iter().filter(|claim| claim.modality == "weak");
    let first = weak.next().filter(|_| only_weak)?;
    let signals = vec![format!(
        "{total} claims, {} hedged by words such as “may” only, {} with a stated limit",
        sheet.score.hedged, sheet.score.qualified
    )];
    let others = weak.map(|claim| claim.extent.clone()).collect();
    Some(Measured { at: Place::Words(first.extent.clone()), signals, others })
}
