//! Numbers of rules: those that a rule gives itself, and those that a later pack sets anew under `limits`, by rule id and
//! name. A name that the rule does not know, and a rule that there is not, are problems. Floor 5.

use std::collections::BTreeMap;

use super::super::raw::Number;
use super::{Builder, File};
use crate::lexicon::did_you_mean;

impl Builder<'_> {
    /// A rule's numbers: its own, then what the packs set anew, in order.
    pub(super) fn limits(
        &mut self,
        home: &File,
        rule: &str,
        own: &BTreeMap<String, Number>,
        known: &[&str],
        files: &[File],
    ) -> BTreeMap<String, f64> {
        let later = files.iter().filter_map(|file| Some((file, file.pack.limits.get(rule)?)));
        let mut out = BTreeMap::new();
        for (file, numbers) in std::iter::once((home, own)).chain(later) {
            for (name, number) in numbers {
                if known.contains(&name.as_str()) {
                    out.insert(name.clone(), number.value);
                    continue;
                }
                let hint = did_you_mean(name, known.iter().copied());
                let help = hint.or_else(|| Some(format!("expected one of {}", known.join(", "))));
                self.problem(file, number, format!("`{rule}` has no number `{name}`"), help);
            }
        }
        out
    }

    /// Numbers for a rule that has none, or that there is not.
    pub(super) fn limits_of_no_rule(&mut self, files: &[File]) {
        for file in files {
            let of = |small| move |(rule, numbers)| (rule, numbers, small);
            let numbers = file.pack.limits.iter().map(of(false)).chain(file.pack.small_signs.iter().map(of(true)));
            for (rule, numbers, small) in numbers {
                let Some(number) = numbers.values().next() else { continue };
                let has_numbers = |raw: &super::raw::Rule| {
                    let counts = raw.keyphrase.is_some() || raw.disclosure.is_some() || raw.measure.is_some();
                    raw.id.value == *rule && (raw.impression.is_some() || (counts && !small))
                };
                if files.iter().any(|file| file.pack.rules.iter().any(has_numbers)) {
                    continue;
                }
                let help = did_you_mean(rule, self.engine.rules.iter().map(|rule| rule.id.as_str()));
                let what = if small { "signs" } else { "numbers" };
                self.problem(file, number, format!("no rule with {what} is called `{rule}`"), help);
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
