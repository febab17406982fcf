//! What a rule says, and its examples: every `{…}` of a message is one that the engine fills, every pair of `[[` and `]]`
//! marks one place. Floor 5.

use std::ops::Range;

use super::super::raw::{self, Text};
use super::super::yaml::span;
use super::{Builder, File};
use crate::detect::Example;
use crate::lexicon::did_you_mean_one_of;

/// What messages of rules that find claims can be filled with.
const OF_CLAIMS: &[&str] = &["subject", "relation", "target", "match"];

/// What messages can be filled with, by the kind of the rule.
fn fills(rule: &raw::Rule) -> (&'static str, &'static [&'static str]) {
    if rule.claim.is_some() {
        ("claim", OF_CLAIMS)
    } else if rule.phrase.is_some() {
        ("phrase", OF_CLAIMS)
    } else if rule.impression.is_some() {
        ("impression", OF_CLAIMS)
    } else if rule.keyphrase.is_some() {
        ("keyphrase", &["match", "signals"])
    } else if rule.measure.is_some() {
        ("measure", &["match", "signals"])
    } else if rule.disclosure.is_some() {
        ("disclosure", &["match", "missing", "subject"])
    } else if rule.evasion.is_some() {
        ("evasion", &["match"])
    } else {
        ("suppression", &["rule", "detail"])
    }
}

impl Builder<'_> {
    /// Every `{…}` of a message is one that the engine fills.
    pub(super) fn fills(&mut self, file: &File, rule: &raw::Rule) {
        let (kind, known) = fills(rule);
        let message = &rule.message;
        for (at, _) in message.value.match_indices('{') {
            let name = message.value[at + 1..].split('}').next().unwrap_or_default();
            if !known.contains(&name) {
                let part = at..(at + name.len() + 2).min(message.value.len());
                let help = Some(did_you_mean_one_of(name, known));
                let said = format!("`{{{name}}}` is nothing a message can be filled with in a rule with `{kind}`");
                self.part_problem(file, message, part, said, help);
            }
        }
    }

    pub(super) fn example(&mut self, file: &File, raw: &raw::Example, rule: &raw::Rule) -> Option<Example> {
        let severity = raw.severity.as_ref().and_then(|severity| self.severity(file, severity));
        let (bad, text) = match (&raw.bad, &raw.good) {
            (Some(text), None) => (true, text),
            (None, Some(text)) => (false, text),
            _ => {
                self.problem(file, &rule.id, "an example is either bad or good", None);
                return None;
            }
        };
        let marked = self.marked(file, text, bad);
        let plain = text.value.replace("[[", "").replace("]]", "");
        let line = span(text).map_or(0, |span| file.source.line_at(span.start) + 1);
        Some(Example { bad, context: raw.context.clone(), text: plain, marked, severity, line })
    }

    /// Where the words between `[[` and `]]` stand in the text without these, if the example has such a pair.
    fn marked(&mut self, file: &File, text: &Text, bad: bool) -> Option<Range<usize>> {
        let written = &text.value;
        let (open, close) = (written.find("[["), written.find("]]"));
        let help = "what a finding must point at stands once between `[[` and `]]`";
        let (at, message) = match (open, close) {
            (None, None) => return None,
            (Some(open), _) if !bad => (open, "a good example has nothing to point at"),
            (Some(open), None) => (open, "`[[` is never closed"),
            (Some(open), Some(close)) if open < close => {
                let again = written[close + 2..].find(['[', ']']).map(|at| close + 2 + at);
                let again = again.filter(|at| written[*at..].starts_with("[[") || written[*at..].starts_with("]]"));
                match again {
                    None if written[open + 2..close].trim().is_empty() => {
                        (open, "`[[` and `]]` have no words between them")
                    }
                    None => return Some(open..close - 2),
                    Some(again) => (again, "an example points at one place"),
                }
            }
            (_, Some(close)) => (close, "`]]` closes nothing"),
        };
        self.part_problem(file, text, at..at + 2, message, Some(help.to_owned()));
        None
    }
}
