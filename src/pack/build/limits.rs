//! Numbers of rules: those that a rule gives itself, and those that a later pack sets anew under `limits`, by rule id and
//! name. A name that the rule does not know, and a rule that there is not, are problems. Floor 5.

use std::collections::BTreeMap;

use super::super::raw::{Key, Number, Rule};
use super::{Builder, File};
use crate::lexicon::{did_you_mean, did_you_mean_one_of};

impl Builder<'_> {
    /// A rule's numbers: its own, then what the packs set anew, in order.
    pub(super) fn limits(
        &mut self,
        home: &File,
        rule: &str,
        own: &BTreeMap<Key, Number>,
        known: &[&str],
        files: &[File],
    ) -> BTreeMap<String, f64> {
        let later = files.iter().filter_map(|file| Some((file, file.pack.limits.get(rule)?)));
        let mut out = BTreeMap::new();
        for (file, numbers) in std::iter::once((home, own)).chain(later) {
            for (name, number) in numbers {
                if known.contains(&name.value.as_str()) {
                    out.extend(self.finite(file, number).map(|number| (name.value.clone(), number)));
                    continue;
                }
                let help = Some(did_you_mean_one_of(&name.value, known));
                self.problem(file, name, format!("`{rule}` has no number `{}`", name.value), help);
            }
        }
        out
    }

    /// A number that can be counted with; a problem if it is none, or has no end.
    pub(super) fn finite(&mut self, file: &File, number: &Number) -> Option<f64> {
        if number.value.is_finite() {
            return Some(number.value);
        }
        self.problem(
            file,
            number,
            "nothing can be counted with this number",
            Some("write it as `2` or `0.5`".to_owned()),
        );
        None
    }

    /// Numbers for a rule that has none, or that there is not.
    pub(super) fn limits_of_no_rule(&mut self, files: &[File]) {
        for file in files {
            let of = |small| move |rule| (rule, small);
            let rules = file.pack.limits.keys().map(of(false)).chain(file.pack.small_signs.keys().map(of(true)));
            for (rule, small) in rules {
                let has_numbers = |raw: &&Rule| {
                    let counts = raw.keyphrase.is_some() || raw.disclosure.is_some() || raw.measure.is_some();
                    raw.impression.is_some() || (counts && !small)
                };
                let with_numbers = || {
                    let rules = files.iter().flat_map(|file| file.pack.rules.iter());
                    rules.filter(has_numbers).map(|raw| raw.id.value.as_str())
                };
                if with_numbers().any(|id| id == rule.value) {
                    continue;
                }
                let what = if small { "signs" } else { "numbers" };
                let (message, help) = if self.engine.rules.iter().any(|known| known.id == rule.value) {
                    let mut all: Vec<&str> = with_numbers().collect();
                    all.sort_unstable();
                    (
                        format!("the rule `{}` has no {what}", rule.value),
                        Some(format!("those with {what} are {}", all.join(", "))),
                    )
                } else {
                    let help = did_you_mean(&rule.value, with_numbers());
                    (format!("no rule with {what} is called `{}`", rule.value), help)
                };
                self.problem(file, rule, message, help);
            }
        }
        self.networks_of_no_rule(files);
    }

    /// A network, or vectors for one, of a rule that weighs no signs, and vectors for no network.
    fn networks_of_no_rule(&mut self, files: &[File]) {
        let weighs = |rule: &str| {
            let is_it = |raw: &super::raw::Rule| raw.id.value == *rule && raw.impression.is_some();
            files.iter().any(|file| file.pack.rules.iter().any(is_it))
        };
        let has_network = |rule: &str| files.iter().any(|file| file.pack.network.contains_key(rule));
        for file in files {
            for (rule, network) in file.pack.network.iter().filter(|(rule, _)| !weighs(rule)) {
                let help = did_you_mean(rule, self.engine.rules.iter().map(|rule| rule.id.as_str()));
                let message = format!("no rule with signs is called `{rule}`");
                self.problem(file, &network.verdict.weights, message, help);
            }
            for (rule, vectors) in file.pack.vectors.iter().filter(|(rule, _)| !has_network(rule)) {
                if let Some(vector) = vectors.values().next() {
                    self.problem(file, vector, format!("`{rule}` has no network that would read vectors"), None);
                }
            }
        }
    }
}
