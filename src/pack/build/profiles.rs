//! Profiles: how a jurisdiction or a platform weighs the rules. Every rule that one names must be there.
//! Floor 5.

use super::super::raw;
use super::{Builder, File};
use crate::detect::{RuleProfile, Shift, glob};
use crate::lexicon::did_you_mean;

impl Builder<'_> {
    /// Reads the profiles of all files, in the order of their names.
    pub(super) fn profiles(&mut self, files: &[File]) {
        for (file, weights) in files.iter().filter_map(|file| Some((file, file.pack.profile.as_ref()?))) {
            if self.engine.profiles.iter().any(|profile| profile.id == weights.id.value) {
                self.problem(file, &weights.id, format!("the profile `{}` exists already", weights.id.value), None);
                continue;
            }
            let shifts = weights.levels.iter().flat_map(|weight| self.shifts(file, weight)).collect();
            self.engine.profiles.push(RuleProfile {
                id: weights.id.value.clone(),
                summary: weights.summary.clone(),
                refs: weights.refs.clone(),
                shifts,
            });
        }
        self.engine.profiles.sort_by(|a, b| a.id.cmp(&b.id));
    }

    fn shifts(&mut self, file: &File, weight: &raw::Weight) -> Vec<(String, Shift)> {
        let Some(shift) = self.name::<Shift>(file, &weight.level, "level", Shift::NAMES) else { return Vec::new() };
        let mut shifts = Vec::new();
        for pattern in &weight.rules {
            let ids = || self.engine.rules.iter().map(|rule| rule.id.as_str());
            if ids().any(|id| glob(&pattern.value, id)) {
                shifts.push((pattern.value.clone(), shift));
                continue;
            }
            let help = did_you_mean(&pattern.value, ids());
            self.problem(file, pattern, format!("no rule matches `{}`", pattern.value), help);
        }
        shifts
    }
}
