//! Sentences of a page that sells which suggest an effect on health by several signs, none of which says it: a complaint, a
//! quick result, a medicine left behind. What the signs are and what they weigh is for packs to say. Floor 4.

use std::cell::LazyCell;
use std::ops::Range;

use super::claims::Claim;
use super::engine::{Engine, ImpressionRule};
use super::extent::shown;
use super::frames::Frame;
use super::gist::Share;
use super::modifier::cues;
use super::outspoken::Company;
use super::own_signs::{Own, OwnOf};
use super::page::hundredths;
use super::severity::SeverityStep;
use super::standing::{around, number, stands};
use super::subject::{Agent, Subjects};
use super::symbols::{Small, SymbolTable};
use super::trace::Trace;
use super::view::{View, apart, range};
use super::way::Way;
use crate::lexicon::{Classes, Mention, WordBits};
use crate::text::quoted;

/// Points from which a sign is worth naming, in hundredths.
const SPEAKS: i32 = 20;

/// Most signs that an explanation names.
const NAMED: usize = 4;

/// A sign in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sign<'a> {
    /// What it is, `a quick result`; a small sign goes by its words.
    pub(super) name: Option<&'a str>,
    /// What it counts, for an impression or against it, in hundredths.
    pub(super) points: i32,
    /// The tokens that show it first; none of a place or a page.
    pub(super) at: Range<usize>,
    /// Those of the other word of a pair.
    pub(super) with: Option<Range<usize>>,
}

impl Sign<'_> {
    /// The words that show it.
    #[must_use]
    pub(super) fn text(&self, view: &View<'_>) -> String {
        let text = |at: &Range<usize>| view.reading.shown(at.clone());
        match &self.with {
            Some(with) if with.start >= self.at.end => format!("{} … {}", text(&self.at), text(with)),
            // A word and its kind are one word to a reader.
            _ => text(&self.at),
        }
    }

    /// Whether a finding shows it: a place has no words, little weighs little, and words of grammar tell a reader nothing.
    fn speaks(&self, view: &View<'_>) -> bool {
        let tells =
            |at: usize| view.tok(at).is_some_and(|tok| !tok.bits.any(WordBits::GRAMMAR.with(WordBits::HARD_MARK)));
        let both_tell = || std::iter::once(&self.at).chain(&self.with).all(|at| at.clone().any(tells));
        self.points >= SPEAKS && !self.at.is_empty() && (self.name.is_some() || both_tell())
    }
}

/// The signs that a sentence has by itself. Each counts once.
#[derive(Clone, Debug)]
pub(super) struct Signs {
    /// Those with a name: which of the rule's, and the tokens.
    named: Vec<(usize, Range<usize>)>,
    /// What counts by itself, alone or in a run: words, stems and kinds of words.
    small: Vec<Small>,
    /// What it says as a whole, in hundredths.
    whole: i32,
    /// What they count together, in hundredths.
    pub(super) points: i64,
}

impl Signs {
    /// By the rule that weighs them, with its symbols of the page and what the sentence says as a whole.
    #[must_use]
    pub(super) fn new(
        engine: &Engine,
        (rule, symbols): (&ImpressionRule, &SymbolTable),
        (view, whole): (&View<'_>, i32),
        agents: &[Agent],
    ) -> Self {
        let mut named = Vec::new();
        let mut shown = vec![false; rule.signs.len()];
        for found in rule.patterns.find(view, view.start()..view.end()) {
            if !std::mem::replace(&mut shown[found.owner], true) {
                named.push((found.owner, found.at));
            }
        }
        let cues = cues(engine, view);
        let (words, number) = (LazyCell::new(|| view.words()), number(view));
        for index in rule.wordless.iter().copied().filter(|index| !shown[*index]) {
            let sign = &rule.signs[index];
            let shows = |mention: &&Mention| sign.classes.any(Classes::of(&[mention.class])) && !view.is_vague(mention);
            let there = view.passage.classes.any(sign.classes);
            let mention = || if there { view.mentions().iter().find(shows).map(range) } else { None };
            let agent = || agents.first().filter(|agent| sign.agents.contains(&agent.kind)).map(|it| it.at.clone());
            let cue = || cues.iter().find(|cue| sign.cues.contains(&cue.modifier)).map(|cue| cue.at.clone());
            let place = || {
                let there = sign.places.iter().any(|place| stands(*place, view, number));
                let long = sign.words.is_some_and(|(least, most)| (least..=most).contains(&*words));
                (there || long).then(|| view.start()..view.start())
            };
            if let Some(at) = mention().or_else(agent).or_else(cue).or_else(place) {
                named.push((index, at));
            }
        }
        Self::counted(rule, named, symbols.found(&rule.small, view, &Way::ALL), whole)
    }

    /// Those of a sentence with the words of others, as if it said them, too: what stands in two of them counts once. How long
    /// the others are and where they stand is theirs.
    #[must_use]
    pub(super) fn with<'s>(&self, rule: &ImpressionRule, others: impl Iterator<Item = &'s Self>) -> Self {
        let (mut named, mut small) = (self.named.clone(), self.small.clone());
        for other in others {
            named.extend(other.named.iter().filter(|(_, at)| !at.is_empty()).cloned());
            small.extend(other.small.iter().copied());
        }
        named.sort_by_key(|(sign, at)| (*sign, at.start));
        named.dedup_by_key(|(sign, _)| *sign);
        small.sort_by_key(|small| (small.run, small.start));
        small.dedup_by_key(|small| small.run);
        Self::counted(rule, named, small, self.whole)
    }

    fn counted(rule: &ImpressionRule, named: Vec<(usize, Range<usize>)>, small: Vec<Small>, whole: i32) -> Self {
        let points = named.iter().map(|(sign, _)| rule.signs[*sign].points);
        let points = points.chain(small.iter().map(|small| small.points)).chain([whole]).map(i64::from).sum();
        Self { named, small, whole, points }
    }

    /// All of them by place, with those that the sentence has from the page around it; what it says as a whole stands where that is
    /// due to most.
    #[must_use]
    pub(super) fn in_order<'a>(
        &self,
        rule: &'a ImpressionRule,
        (view, company): (&View<'_>, Company),
        shares: &[Share],
    ) -> Vec<Sign<'a>> {
        let named = self.named.iter().map(|(index, at)| {
            let sign = &rule.signs[*index];
            Sign { name: Some(&sign.id), points: sign.points, at: at.clone(), with: None }
        });
        let mut out: Vec<Sign<'a>> = named.chain(around(rule, view, company)).collect();
        if self.whole != 0 {
            let most = shares.iter().max_by_key(|share| share.points * self.whole.signum());
            let at = most.map_or(view.start()..view.start(), |share| share.at.clone());
            out.push(Sign { name: Some(Trace::WHOLE), points: self.whole, at, with: None });
        }
        let mut small: Vec<&Small> = self.small.iter().collect();
        small.sort_unstable_by_key(|small| small.run);
        out.extend(small.into_iter().map(|small| Sign {
            name: None,
            points: small.points,
            at: small.start as usize..small.end as usize,
            with: small.with.map(|[start, end]| start as usize..end as usize),
        }));
        out.sort_by_key(|sign| sign.at.start);
        out
    }
}

/// The rules whose threshold the signs of a sentence reach by so much, with its own signs and what it has beyond that.
fn sufficient<'a>(
    engine: &'a Engine,
    (view, more): (&View<'_>, f64),
    (company, own): (Company, OwnOf<'a>),
) -> impl Iterator<Item = (usize, &'a Signs, f64)> {
    engine.impressions.iter().enumerate().filter_map(move |(index, rule)| {
        let own = own.by(index);
        let signs = own.signs.as_ref()?;
        let beyond = hundredths(points(rule, view, company, own) - i64::from(rule.threshold)) - more;
        (beyond >= 0.0).then_some((index, signs, beyond))
    })
}

/// What a sentence counts by a rule, with what stands around it, in hundredths.
#[must_use]
pub(super) fn points(rule: &ImpressionRule, view: &View<'_>, company: Company, own: &Own) -> i64 {
    own.points + around(rule, view, company).map(|sign| i64::from(sign.points)).sum::<i64>()
}

/// Whether a disease that only stands beside a product is a claim: where the sentence has the signs of one.
#[must_use]
pub(super) fn is_felt(engine: &Engine, subjects: &Subjects<'_>, heard: (Company, OwnOf<'_>)) -> bool {
    let more = subjects.page.asks_more(engine.page.suggestive).unwrap_or_default();
    engine.impressions.is_empty() || sufficient(engine, (&subjects.view, more), heard).next().is_some()
}

/// The claims that a sentence suggests: by each rule whose signs suffice, one.
#[must_use]
pub(super) fn suggested(engine: &Engine, subjects: &Subjects<'_>, heard: (Company, OwnOf<'_>)) -> Vec<Claim> {
    let view = &subjects.view;
    // A cell `x` says nothing by itself, whatever its row is about.
    let own = view.passage.own;
    let says_yes = view.is(own, WordBits::AFFIRMATIVE);
    let names = view.mentions().iter().any(|mention| mention.start as usize >= own);
    let lone = view.words() < 2 && !names && !says_yes && !view.passage.has_lead();
    if lone || view.awaits_introduction() || heard.0.shown_below {
        return Vec::new();
    }
    let Some(more) = subjects.page.asks_more(engine.page.suggestive) else { return Vec::new() };
    let claims = sufficient(engine, (view, more), heard);
    let is_settled = || cues(engine, view).iter().any(|cue| engine.modifiers[cue.modifier].absolute);
    let claim = |(index, signs, beyond): (usize, &Signs, f64)| {
        let (rule, shares) = (&engine.impressions[index], heard.1.shares(index));
        let mut signs = signs.in_order(rule, (view, heard.0), &[]);
        // What a sentence says as a whole, a reader is told by the parts that say it.
        signs.extend(shares.into_iter().map(|Share { at, points }| Sign { name: None, points, at, with: None }));
        Claim {
            outweighs: beyond >= hundredths(i64::from(rule.outweighs)) && !is_settled(),
            ..claim(engine, rule, subjects, signs)
        }
    };
    claims.map(claim).collect()
}

fn claim(engine: &Engine, rule: &ImpressionRule, subjects: &Subjects<'_>, mut signs: Vec<Sign<'_>>) -> Claim {
    let view = &subjects.view;
    signs.retain(|sign| sign.speaks(view));
    // What other sentences of a post tell counts, and is not pointed at.
    let here = |at: &&Range<usize>| (view.start()..view.end()).contains(&at.start);
    let places = || signs.iter().flat_map(|sign| std::iter::once(&sign.at).chain(&sign.with)).filter(here);
    // Where only its place and little words speak, the sentence as a whole does.
    let from = places().map(|at| at.start).min().unwrap_or(view.passage.own);
    let to = places().map(|at| at.end).max().unwrap_or(view.end());
    let at = shown(view, from..to);
    let severity = engine.rules[rule.rule].severity;
    // The strongest tell enough.
    signs.sort_by_key(|sign| std::cmp::Reverse(sign.points));
    // `brings back` tells what `back` would.
    let told = apart(&signs, NAMED, |sign| sign.at.clone());
    let names: Vec<String> = told.into_iter().map(|sign| named(sign, view)).collect();
    let names = if names.is_empty() { "many small ones".to_owned() } else { names.join(", ") };
    Claim {
        rule: rule.rule,
        frame: Frame::Suggested,
        subject: Some(subjects.page_product()),
        trigger: at.clone(),
        relation: "suggested".to_owned(),
        target: None,
        extent: at,
        rank: i32::MIN,
        steps: vec![SeverityStep { reason: format!("signs: {names}"), to: severity }],
        severity,
        modality: "bare",
        says: Vec::new(),
        hedge: None,
        needs_signs: false,
        outweighs: false,
        asked: false,
        silenced: None,
    }
}

/// A sign in words.
fn named(sign: &Sign<'_>, view: &View<'_>) -> String {
    sign.name.map_or_else(|| quoted(&sign.text(view)), str::to_owned)
}
