//! Rules that add up or count: impressions, keyphrases and measures, with the numbers that a later pack may set anew.
//! Floor 5.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::super::raw::{self, Key, Number, Text};
use super::references::OTHER_ID;
use super::{Builder, File};
use crate::detect::{
    AgentKind, ImpressionRule, ImpressionSign, KeyphraseRule, Measure, MeasureRule, Opening, SignAround, SignNeighbour,
    SignPage, SignPlace, Signal,
};
use crate::lexicon::{Ngrams, NgramsDraft, Senses, did_you_mean};

impl Builder<'_> {
    /// The numbers of the signs may be set anew by their ids.
    pub(super) fn impression(
        &mut self,
        file: &File,
        raw: &raw::ImpressionKind,
        rule: usize,
        (of, files): (&raw::Rule, &[File]),
    ) {
        let points =
            raw.signs.iter().filter_map(|sign| Some((Key::at(&sign.id.value, &sign.id), sign.points.clone()?)));
        let limits = [
            ("threshold", Some(&raw.threshold)),
            ("doubt", raw.doubt.as_ref()),
            ("doubt_named", raw.doubt_named.as_ref()),
            ("outweighs", raw.outweighs.as_ref()),
        ];
        let given = limits.iter().filter_map(|(name, number)| Some((Key::at(name, (*number)?), (*number)?.clone())));
        let own = points.chain(given).collect();
        let names = limits.map(|(name, _)| name);
        let known: Vec<&str> = raw.signs.iter().map(|sign| sign.id.value.as_str()).chain(names).collect();
        let numbers = self.limits(file, &of.id.value, &own, &known, files);
        let number = |name: &str| numbers.get(name).copied().unwrap_or_default();
        let doubt = |name: &str| numbers.get(name).map_or(i32::MIN, |points| hundredths(*points));
        let mut impression = ImpressionRule {
            rule,
            threshold: hundredths(number("threshold")),
            doubt: doubt("doubt"),
            doubt_named: doubt("doubt_named"),
            outweighs: numbers.get("outweighs").map_or(i32::MAX, |points| hundredths(*points)),
            doubts: self.rules_named(file, &raw.doubts, files),
            ..ImpressionRule::default()
        };
        let mut seen = BTreeSet::new();
        for sign in &raw.signs {
            if !seen.insert(sign.id.value.as_str()) {
                self.exists(file, &sign.id, "sign", OTHER_ID);
                continue;
            }
            let (id, points) = (sign.id.value.clone().into(), hundredths(number(&sign.id.value)));
            let (places, beside) = self.places(file, &sign.at);
            if !beside.is_empty() || sign.page.is_some() || sign.opening.is_some() || !sign.evidence.is_empty() {
                self.only_around(file, sign, &places);
                let page = sign.page.as_ref().map(|page| SignPage {
                    words: (page.words, page.most_words.unwrap_or(usize::MAX)),
                    claims: (page.least_claims, page.most_claims.unwrap_or(usize::MAX)),
                });
                let evidence = sign.evidence.iter().filter_map(|id| self.evidence(file, id)).collect();
                impression.around.push(SignAround { id, points, beside, page, opening: sign.opening, evidence });
                continue;
            }
            let owner = impression.signs.len();
            impression.signs.push(ImpressionSign {
                id,
                points,
                classes: sign.classes.iter().filter_map(|class| self.class(file, class)).collect(),
                places,
                agents: sign
                    .agents
                    .iter()
                    .filter_map(|kind| self.name(file, kind, "agent", AgentKind::NAMES))
                    .collect(),
                cues: sign.cues.iter().filter_map(|id| self.modifier(file, id)).collect(),
                words: sign.words.as_ref().map(|words| (words.least, words.most.unwrap_or(usize::MAX))),
            });
            let lists = [&sign.classes, &sign.agents, &sign.cues, &sign.at];
            if lists.iter().any(|list| !list.is_empty()) || sign.words.is_some() {
                impression.wordless.push(owner);
            } else if sign.any.is_empty() {
                let help = "say what shows it: `any`, `classes`, `cues`, `agents`, `words`, `at`, `opening`, `evidence` or `page`";
                self.problem(
                    file,
                    &sign.id,
                    format!("nothing shows the sign `{}`", sign.id.value),
                    Some(help.to_owned()),
                );
            }
            for pattern in sign.any.iter().filter_map(|text| self.pattern(file, text)) {
                impression.patterns.add(owner, &pattern);
            }
        }
        let compiled = self.compiled.and_then(|engine| {
            let is_it = |impression: &&ImpressionRule| engine.rules[impression.rule].id == of.id.value;
            engine.impressions.iter().find(is_it)
        });
        let small = files.iter().filter_map(|file| Some((file, file.pack.small_signs.get(of.id.value.as_str())?)));
        impression.small = self.runs(compiled.map(|impression| &impression.small), small);
        impression.whole = self.network(compiled.map(|impression| &impression.whole), &of.id.value, files);
        self.engine.impressions.push(impression);
    }

    /// What a page's first words count, once all words are known.
    pub(super) fn opening(&mut self, files: &[File]) {
        let compiled = self.compiled.map(|engine| &engine.opening);
        let given = || files.iter().filter_map(|file| Some((file, file.pack.opening.as_ref()?)));
        let runs = self.runs(compiled.map(|opening| &opening.runs), given().map(|(file, raw)| (file, &raw.points)));
        // The last that says how openings count.
        self.engine.opening = match (given().next_back(), compiled) {
            (Some((_, raw)), _) => Opening {
                words: raw.words,
                enough: raw.enough,
                base: hundredths(raw.base),
                least: hundredths(raw.least),
                most: raw.most.map_or(i32::MAX, hundredths),
                runs,
            },
            (None, Some(compiled)) => Opening { runs, ..*compiled },
            (None, None) => Opening { runs, ..Opening::default() },
        };
    }

    /// Runs of symbols with their points: those that are compiled, and those that files add.
    fn runs<'f>(
        &mut self,
        compiled: Option<&Ngrams>,
        added: impl Iterator<Item = (&'f File, &'f BTreeMap<Key, Number>)>,
    ) -> Ngrams {
        let mut added = added.peekable();
        match (self.compiled, compiled) {
            (Some(engine), Some(runs)) if added.peek().is_none() => {
                runs.for_lexicon(&self.engine.lexicon, &engine.lexicon)
            }
            _ => {
                let mut draft = compiled.map(NgramsDraft::from).unwrap_or_default();
                added.for_each(|(file, points)| self.add_runs(file, points, &mut draft));
                draft.finish(&self.engine.lexicon)
            }
        }
    }

    /// Adds runs of symbols with their points.
    fn add_runs(&mut self, file: &File, points: &BTreeMap<Key, Number>, into: &mut NgramsDraft) {
        let senses: BTreeSet<String> = self.engine.lexicon.senses.symbols().map(str::to_owned).collect();
        for (key, points) in points {
            let text = &key.value;
            let symbols: Vec<&str> = text.split(' ').collect();
            if let Some(none) = symbols.iter().find(|symbol| Senses::is_symbol(symbol) && !senses.contains(**symbol)) {
                let help = did_you_mean(none, senses.iter().map(String::as_str));
                self.problem(file, key, format!("`{none}` is no sense of any pack"), help);
            } else if Ngrams::is_pair(&symbols) && !(can_pair(symbols[0]) && can_pair(symbols[2])) {
                let message = format!("`{text}` pairs what is no `~stem`, no `{{kind}}` and no `#`");
                self.problem(file, key, message, Some("write the words as stems, `~knee … ~stair`".to_owned()));
            } else if symbols.len() > Ngrams::LONGEST {
                let message = format!("`{text}` has {} symbols, and {} are the most", symbols.len(), Ngrams::LONGEST);
                self.problem(file, key, message, None);
            } else if let Some(number) = self.finite(file, points)
                && !into.add(&symbols, hundredths(number))
            {
                self.problem(file, key, format!("`{text}` has points already"), None);
            }
        }
    }

    /// Where a sentence stands, and beside what.
    fn places(&mut self, file: &File, at: &[Text]) -> (Vec<SignPlace>, Vec<SignNeighbour>) {
        let known = [SignPlace::NAMES, SignNeighbour::NAMES].concat();
        let (mut places, mut beside) = (Vec::new(), Vec::new());
        for name in at {
            match self.name(file, name, "place", &known) {
                Some(Stands::In(place)) => places.push(place),
                Some(Stands::Beside(neighbour)) => beside.push(neighbour),
                None => {}
            }
        }
        (places, beside)
    }

    /// A problem where a sign of the page around a sentence is one of the sentence by itself, too.
    fn only_around(&mut self, file: &File, sign: &raw::ImpressionSign, places: &[SignPlace]) {
        let texts = [&sign.classes, &sign.agents, &sign.cues, &sign.any].iter().all(|texts| texts.is_empty());
        if !(texts && places.is_empty() && sign.words.is_none()) {
            let message = format!("`{}` is a sign of a sentence by itself and of the page around it", sign.id.value);
            self.problem(file, &sign.id, message, Some("make two signs of it".to_owned()));
        }
    }

    pub(super) fn keyphrase(
        &mut self,
        file: &File,
        raw: &raw::KeyphraseKind,
        rule: usize,
        (of, files): (&raw::Rule, &[File]),
    ) {
        let mut own = raw.weights.clone();
        own.insert(Key::at("threshold", &raw.threshold), raw.threshold.clone());
        let known: Vec<&str> = SIGNALS.iter().copied().chain(["threshold"]).collect();
        let mut numbers = self.limits(file, &of.id.value, &own, &known, files);
        let threshold = numbers.remove("threshold").unwrap_or(f64::INFINITY);
        let signal = |name: String| serde_json::from_value::<Signal>(serde_json::Value::String(name)).ok();
        let weights = numbers.into_iter().filter_map(|(name, weight)| Some((signal(name)?, weight))).collect();
        self.engine.keyphrases.push(KeyphraseRule { rule, threshold, weights });
    }

    pub(super) fn measure(
        &mut self,
        file: &File,
        raw: &raw::MeasureKind,
        rule: usize,
        (of, files): (&raw::Rule, &[File]),
    ) {
        let Some(measure) = self.name::<Measure>(file, &raw.of, "measure", Measure::NAMES) else { return };
        let limits = self.limits(file, &of.id.value, &raw.limits, measure.limits(), files);
        let missing: Vec<&str> = measure.limits().iter().copied().filter(|name| !limits.contains_key(*name)).collect();
        if !missing.is_empty() {
            let message = format!("the measure `{}` lacks its numbers {}", raw.of.value, missing.join(", "));
            self.problem(file, &raw.of, message, None);
        }
        self.engine.measures.push(MeasureRule { rule, measure, limits });
    }
}

/// Where a sentence stands, or beside what.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stands {
    In(SignPlace),
    Beside(SignNeighbour),
}

/// Whether a symbol can be one of a pair: the sentence is paired by its stems, kinds of words and numbers.
fn can_pair(symbol: &str) -> bool {
    symbol == "#" || symbol.starts_with(['~', '{'])
}

/// Points of a sign as they are added up: so many of them, in any order, have one sum.
fn hundredths(points: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "a cast saturates, and no points come near")]
    let hundredths = (points * 100.0).round() as i32;
    hundredths
}

/// The signals of a keyphrase.
const SIGNALS: &[&str] = &[
    "noun-before",
    "noun-after",
    "comma-participle",
    "subject-of-verb",
    "same-condition",
    "topic-mismatch",
    "casing",
    "no-break-space",
    "link-text",
    "front-matter-keyword",
    "repeated",
    "governed",
];
