//! [`Levels`]: the severity a finding ends up with once profiles and the project have had their say. What the project says
//! of a rule counts; otherwise the strictest of its profiles. Floor 6.

use super::policy::{Level, Wishes};
use crate::detect::{Engine, RuleProfile, Severity, SeverityStep};

/// Profiles and levels of some files.
#[derive(Clone, Debug, Default)]
pub(super) struct Levels {
    wishes: Wishes,
    profiles: Vec<RuleProfile>,
}

impl Levels {
    /// The profiles that are wished for, of those that the packs have: the rest is told when the configuration is checked.
    pub(super) fn new(engine: &Engine, wishes: Wishes) -> Self {
        let wished = |profile: &&RuleProfile| {
            let default = wishes.profiles.is_empty() && profile.id == RuleProfile::DEFAULT;
            default || wishes.profiles.iter().any(|wished| wished.value == profile.id)
        };
        let profiles = engine.profiles.iter().filter(wished).cloned().collect();
        Self { wishes, profiles }
    }

    /// The severity of a finding that the engine gives a severity, and the step that led there if it is another; none if
    /// there is to be no finding.
    pub(super) fn judge(&self, rule: &str, severity: Severity) -> Option<(Severity, Option<SeverityStep>)> {
        let step = |reason: String, to| (to, (to != severity).then_some(SeverityStep { reason, to }));
        match self.wishes.level(rule) {
            Some(Level::Off) => return None,
            Some(Level::At(level)) => return Some(step("the project’s own level".to_owned(), level)),
            None => {}
        }
        if self.profiles.is_empty() {
            return Some((severity, None));
        }
        let judged = self.profiles.iter().filter_map(|profile| Some((profile.severity(rule, severity)?, &profile.id)));
        let (strictest, id) = judged.rev().max_by_key(|(severity, _)| *severity)?;
        Some(step(format!("profile `{id}`"), strictest))
    }

    /// Whether a rule can have findings.
    pub(super) fn is_on(&self, rule: &str, severity: Severity) -> bool {
        self.judge(rule, severity).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::Levels;
    use crate::detect::{Engine, RuleProfile, Severity, Shift};
    use crate::lint::Policy;

    fn levels(config: &str) -> Levels {
        let profile = |id: &str, shifts: &[(&str, Shift)]| RuleProfile {
            id: id.to_owned(),
            summary: String::new(),
            refs: Vec::new(),
            shifts: shifts.iter().map(|(pattern, shift)| ((*pattern).to_owned(), *shift)).collect(),
        };
        let engine = Engine {
            profiles: vec![
                profile("us", &[("disclosure/eu", Shift::Off)]),
                profile("strict", &[("claim/*", Shift::Lower), ("claim/cure", Shift::Raise)]),
                profile("lax", &[("claim/*", Shift::Off)]),
            ],
            ..Engine::default()
        };
        Levels::new(&engine, Policy::parse("claimlint.yml", config).0.wishes)
    }

    fn judged(config: &str, rule: &str) -> Option<Severity> {
        levels(config).judge(rule, Severity::Warning).map(|(severity, _)| severity)
    }

    #[test]
    fn the_strictest_profile_counts_and_the_project_before_it() {
        assert_eq!(judged("", "disclosure/eu"), None);
        assert_eq!(judged("", "claim/cure"), Some(Severity::Warning));
        assert_eq!(judged("profiles: [lax]", "claim/cure"), None);
        assert_eq!(judged("profiles: [lax, strict]", "claim/cure"), Some(Severity::Error));
        assert_eq!(judged("profiles: [lax, strict]", "claim/x"), Some(Severity::Info));
        assert_eq!(judged("profiles: [strict, us]", "claim/x"), Some(Severity::Warning));
        assert_eq!(judged("profiles: [lax]\nrules: {claim/cure: info}", "claim/cure"), Some(Severity::Info));
        let (_, step) = levels("profiles: [strict]").judge("claim/cure", Severity::Warning).unwrap();
        assert_eq!(step.unwrap().reason, "profile `strict`");
    }
}
