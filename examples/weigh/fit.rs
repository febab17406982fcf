//! Logistic regression over signs and runs of symbols, so that points are natural logarithms of odds. What a run tells by
//! itself scales how freely it may count (Wang and Manning 2012, “Baselines and Bigrams”).

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use claimlint::lexicon::{Ngrams, Senses};

/// How much a point costs: the inverse of the strength of the L2 penalty, as found by leaving sets out.
const FREEDOM: f64 = 1.0;
/// The most that a logarithm of odds by itself scales what a sign may count, and what of it scales nothing.
const MOST_ODDS: f64 = 3.0;
const EVEN_ODDS: f64 = 1.5;
/// The most runs that count, the most pairs and the most runs of senses: what packs hold at ease.
const MOST_RUNS: usize = 70_000;
const MOST_PAIRS: usize = 60_000;
const MOST_OF_SENSES: usize = 90_000;
const PASSES: usize = 25;
/// Of a line of the pack, in bytes.
const WIDTH: usize = 125;

/// A labelled example.
#[derive(Clone)]
pub(crate) struct Row {
    pub(crate) set: usize,
    /// A claim, or a page that sells.
    pub(crate) is_one: bool,
    /// Something else has decided it.
    pub(crate) is_settled: bool,
    /// What is known of it before: a logarithm of odds.
    pub(crate) given: f64,
    /// How many such rows it stands for.
    pub(crate) weight: f64,
    pub(crate) features: Vec<usize>,
}

/// The names of features; a name starts with what it is, `sign` or `run`.
#[derive(Default)]
pub(crate) struct Features {
    pub(crate) names: Vec<String>,
    by_name: BTreeMap<String, usize>,
}

impl Features {
    pub(crate) fn number(&mut self, name: String) -> usize {
        let next = self.names.len();
        *self.by_name.entry(name).or_insert_with_key(|name| {
            self.names.push(name.clone());
            next
        })
    }
}

/// The points of each feature, and at the end the bias. What stands in fewer rows than it needs (`least`, and that of a pair)
/// says more of their authors than of what is asked. Only the strongest runs and pairs stay, and all is fitted anew with them:
/// to leave out what is weak after that would be to leave out much that speaks against a claim.
pub(crate) fn fit(rows: &[&Row], names: &[String], (least, least_pair): (usize, usize)) -> Vec<f64> {
    let features = names.len();
    let mut holding: Vec<Vec<usize>> = vec![Vec::new(); features];
    for (at, row) in rows.iter().enumerate() {
        row.features.iter().for_each(|feature| holding[*feature].push(at));
    }
    // What stands in the very rows that another stands in says nothing more: `~the` beside `the`.
    let mut seen = HashSet::new();
    for (holding, name) in holding.iter_mut().zip(names) {
        let least = if is_pair(name) { least_pair } else { least };
        if holding.len() < least || !seen.insert(holding.clone()) {
            holding.clear();
        }
    }
    let all: Vec<usize> = (0..rows.len()).collect();
    let ones = weight(&all, rows, true);
    let others = weight(&all, rows, false);
    let scale = |(holding, name): (&Vec<usize>, &String)| {
        if name.starts_with("sign ") { 1.0 } else { scale(holding, rows, (ones, others)) }
    };
    let mut scales: Vec<f64> = holding.iter().zip(names).map(scale).collect();
    holding.push(all);
    scales.push(1.0);
    let points = descend(rows, &holding, &scales);
    let is_run = |at: &usize| !names[*at].starts_with("sign ") && !holding[*at].is_empty();
    let (mut pairs, runs): (Vec<usize>, Vec<usize>) = (0..features).filter(is_run).partition(|at| is_pair(&names[*at]));
    let (mut senses, mut runs): (Vec<usize>, Vec<usize>) = runs.into_iter().partition(|at| is_of_senses(&names[*at]));
    for (all, most) in [(&mut pairs, MOST_PAIRS), (&mut runs, MOST_RUNS), (&mut senses, MOST_OF_SENSES)] {
        all.sort_by(|a, b| points[*b].abs().total_cmp(&points[*a].abs()));
        all.iter().skip(most).for_each(|weak| holding[*weak].clear());
    }
    let mut points = descend(rows, &holding, &scales);
    points[..features].iter_mut().for_each(|points| *points = rounded(*points));
    points
}

/// The points that make the rows likeliest, feature by feature, at a cost for each point.
fn descend(rows: &[&Row], holding: &[Vec<usize>], scales: &[f64]) -> Vec<f64> {
    let mut points = vec![0.0; holding.len()];
    let mut sums: Vec<f64> = rows.iter().map(|row| row.given).collect();
    for _ in 0..PASSES {
        for (feature, holding) in holding.iter().enumerate().rev().filter(|(_, holding)| !holding.is_empty()) {
            let scale = scales[feature];
            let (mut slope, mut bend) = (points[feature] / FREEDOM, 1.0 / FREEDOM);
            for at in holding {
                let (chance, weight) = (chance(sums[*at]), rows[*at].weight);
                slope += weight * scale * (chance - f64::from(u8::from(rows[*at].is_one)));
                bend += weight * scale * scale * chance * (1.0 - chance);
            }
            let step = (-slope / bend).clamp(-1.0, 1.0);
            points[feature] += step;
            holding.iter().for_each(|at| sums[*at] += step * scale);
        }
    }
    points.iter_mut().zip(scales).for_each(|(points, scale)| *points *= scale);
    points
}

/// What rows of one kind weigh together.
fn weight(at: &[usize], rows: &[&Row], ones: bool) -> f64 {
    at.iter().map(|at| rows[*at]).filter(|row| row.is_one == ones).map(|row| row.weight).sum()
}

/// How far a feature by itself tells ones from others: the logarithm of its odds, within bounds.
fn scale(holding: &[usize], rows: &[&Row], (ones, others): (f64, f64)) -> f64 {
    let among_ones = (weight(holding, rows, true) + 1.0) / ones;
    let among_others = (weight(holding, rows, false) + 1.0) / others;
    (among_ones / among_others).ln().abs().min(MOST_ODDS) / EVEN_ODDS
}

/// To a twentieth.
fn rounded(points: f64) -> f64 {
    (points * 20.0).round() / 20.0
}

/// Whether a feature is two symbols of one sentence.
pub(crate) fn is_pair(name: &str) -> bool {
    Ngrams::is_pair(&name.trim_start_matches("run ").split(' ').collect::<Vec<_>>())
}

/// Whether a run holds the sense of a word.
pub(crate) fn is_of_senses(name: &str) -> bool {
    name.trim_start_matches("run ").split(' ').any(Senses::is_symbol)
}

/// The chance that a sum stands for.
pub(crate) fn chance(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}

/// What a row counts.
pub(crate) fn sum(points: &[f64], row: &Row) -> f64 {
    row.given + points[points.len() - 1] + row.features.iter().map(|feature| points[*feature]).sum::<f64>()
}

/// The features of a kind that count, by name, with their points.
pub(crate) fn counting<'f>(points: &[f64], features: &'f Features, kind: &str) -> Vec<(&'f str, f64)> {
    let named = features.names.iter().zip(points).filter(|(_, points)| **points != 0.0);
    let mut out: Vec<(&str, f64)> =
        named.filter_map(|(name, points)| Some((name.strip_prefix(kind)?, *points))).collect();
    out.sort_by_key(|(name, _)| *name);
    out
}

/// A symbol as a key of YAML.
pub(crate) fn quoted(symbol: &str) -> String {
    format!("\"{}\"", symbol.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Runs with their points as a mapping of YAML, indented.
pub(crate) fn mapping(runs: &[(&str, f64)], indent: &str) -> String {
    let mut out = String::new();
    let mut line = format!("{indent}{{");
    for (number, (run, points)) in runs.iter().enumerate() {
        let next = format!("{}: {points}", quoted(run));
        let before = if number == 0 { "" } else { "," };
        line.push_str(before);
        if line.len() + next.len() > WIDTH {
            let _ = writeln!(out, "{line}");
            indent.clone_into(&mut line);
        } else if number > 0 {
            line.push(' ');
        }
        line.push_str(&next);
    }
    let _ = writeln!(out, "{line}}}");
    out
}
