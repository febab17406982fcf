//! Sentences of a page that sells which suggest an effect on health by several signs, none of which says it: a complaint, a
//! quick result, a medicine left behind. What the signs are and what they weigh is for packs to say. Floor 4.

use std::collections::BTreeSet;
use std::ops::Range;

use super::claims::Claim;
use super::disclosure::announces_risks;
use super::engine::{Engine, ImpressionRule, SignPlace};
use super::frames::Frame;
use super::severity::{Severity, SeverityStep};
use super::subject::Subjects;
use super::view::{View, range};
use crate::lexicon::{Mention, WordBits};
use crate::prose::{BlockKind, FrontMatterKey};
use crate::text::quoted;

/// Points from which a sign is worth naming.
const SPEAKS: f64 = 0.4;

/// Most signs that an explanation names.
const NAMED: usize = 4;

/// A sign in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sign<'a> {
    /// What it is, `a quick result`; a small sign goes by its words.
    pub(super) name: Option<&'a str>,
    /// What it counts, for an impression or against it.
    pub(super) points: f64,
    /// The tokens that show it first; none of a place or a page.
    pub(super) at: Range<usize>,
}

impl Sign<'_> {
    /// Whether a finding shows it: a place has no words, and little weighs little.
    fn speaks(&self) -> bool {
        self.points >= SPEAKS && !self.at.is_empty()
    }
}

/// The signs in a sentence, by place, on a page that makes so many claims elsewhere. Each counts once.
#[must_use]
pub(super) fn signs<'a>(rule: &'a ImpressionRule, view: &View<'_>, elsewhere: usize) -> Vec<Sign<'a>> {
    let mut owners = BTreeSet::new();
    let mut out = Vec::new();
    for found in rule.patterns.find(view, view.start()..view.end()) {
        if owners.insert(found.owner) {
            let (name, points) = rule.sign(found.owner);
            out.push(Sign { name, points, at: found.at });
        }
    }
    for sign in (0..rule.signs.len()).filter(|owner| !owners.contains(owner)).map(|owner| &rule.signs[owner]) {
        let shows = |mention: &&Mention| sign.classes.contains(&mention.class) && !view.is_vague(mention);
        let mention = || view.mentions().iter().find(shows).map(range);
        let place = || {
            let there = sign.places.iter().any(|place| stands(*place, view));
            let page = sign.page.is_some_and(|page| page.is(view.reading.document.words, elsewhere));
            (there || page).then(|| view.start()..view.start())
        };
        if let Some(at) = mention().or_else(place) {
            out.push(Sign { name: Some(&sign.id), points: sign.points, at });
        }
    }
    out.sort_by_key(|sign| sign.at.start);
    out
}

fn stands(place: SignPlace, view: &View<'_>) -> bool {
    let block = view.reading.block(view.passage);
    match place {
        SignPlace::Heading => {
            matches!(block.kind, BlockKind::Heading(_) | BlockKind::FrontMatter(FrontMatterKey::Title))
        }
        SignPlace::Item => block.kind == BlockKind::ListItem,
        SignPlace::Cell => matches!(block.kind, BlockKind::TableCell { .. }),
        SignPlace::Introduced => view.passage.has_lead(),
    }
}

/// Whether the signs in a sentence have points enough.
#[must_use]
pub(super) fn suffices(rule: &ImpressionRule, signs: &[Sign<'_>]) -> bool {
    signs.iter().map(|sign| sign.points).sum::<f64>() >= rule.threshold
}

/// Whether a disease that only stands beside a product is a claim: where the sentence has the signs of one.
#[must_use]
pub(super) fn is_felt(engine: &Engine, subjects: &Subjects<'_>, elsewhere: usize) -> bool {
    let mut rules = engine.impressions.iter();
    rules.len() == 0 || rules.any(|rule| suffices(rule, &signs(rule, &subjects.view, elsewhere)))
}

/// The claim that a sentence suggests, if its signs suffice.
#[must_use]
pub(super) fn suggested(
    engine: &Engine,
    rule: &ImpressionRule,
    subjects: &Subjects<'_>,
    elsewhere: usize,
) -> Option<Claim> {
    let view = &subjects.view;
    if !subjects.page.sells() || view.asks() || view.awaits_introduction() {
        return None;
    }
    let mut signs = signs(rule, view, elsewhere);
    if !suffices(rule, &signs) {
        return None;
    }
    signs.retain(Sign::speaks);
    let from = signs.iter().map(|sign| sign.at.start).min()?;
    let to = signs.iter().map(|sign| sign.at.end).max()?;
    // A finding does not begin with `and`, nor end with `the`.
    let marks = [WordBits::AND, WordBits::COMMA, WordBits::COLON, WordBits::HARD_MARK];
    let links = [WordBits::DETERMINER, WordBits::PREPOSITION, WordBits::FOR, WordBits::TO, WordBits::SUBORDINATOR];
    let is = |at: usize, bits: &[WordBits]| bits.iter().any(|bits| view.is(at, *bits));
    let start = (from..to).find(|at| !is(*at, &marks)).unwrap_or(from);
    let end = (start..to).rev().find(|at| !is(*at, &marks) && !is(*at, &links)).map_or(to, |last| last + 1);
    let severity = engine.rules[rule.rule].severity;
    // The strongest tell enough.
    signs.sort_by(|a, b| b.points.total_cmp(&a.points));
    let names: Vec<String> = signs.iter().take(NAMED).map(|sign| named(sign, view)).collect();
    Some(Claim {
        rule: rule.rule,
        frame: Frame::Suggested,
        subject: Some(subjects.page_product()),
        trigger: start..end,
        relation: "suggested".to_owned(),
        target: None,
        extent: start..end,
        rank: i32::MIN,
        steps: vec![SeverityStep { reason: format!("signs: {}", names.join(", ")), to: severity }],
        severity,
        modality: "bare",
        says: Vec::new(),
        hedge: None,
        silenced: None,
    })
}

/// A sign in words.
fn named(sign: &Sign<'_>, view: &View<'_>) -> String {
    match sign.name {
        Some(name) => name.to_owned(),
        None => quoted(&view.reading.text(sign.at.clone())),
    }
}

/// What silences an impression by where it stands: below a heading that announces what can go wrong.
#[must_use]
pub(super) fn setting(engine: &Engine, subjects: &Subjects<'_>, claim: &Claim) -> Option<String> {
    let view = &subjects.view;
    let heading = view.reading.block(view.passage).heading.filter(|_| claim.frame.is_impression())?;
    let passage = view.reading.passages_of(heading).first()?;
    announces_risks(engine, &View { passage, ..*view }).then(|| "a section on risks".to_owned())
}

/// How many claims a page makes that its readers need no signs to hear; an item counts without its introduction.
#[must_use]
pub(super) fn outspoken<'c>(said: impl Iterator<Item = &'c Claim>) -> usize {
    let speaks =
        |claim: &&Claim| !claim.frame.is_impression() && claim.severity > Severity::Info && claim.silenced.is_none();
    said.filter(speaks).count()
}
