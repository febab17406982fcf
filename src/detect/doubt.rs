//! Doubt: a claim that a frame or a phrase has found, and that the signs of its sentence speak against. What a sentence
//! suggests without saying it is `suggestion.rs`; which rules are doubted, and from how many points, is for packs to say.
//! Floor 4.

use std::ops::Range;

use super::claims::Claim;
use super::engine::{Engine, ImpressionRule};
use super::frames::Frame;
use super::outspoken::Company;
use super::own_signs::OwnOf;
use super::page::hundredths;
use super::scope::{Governed, own_clause};
use super::subject::{How, Subject, Subjects};
use super::suggestion::{Sign, Signs, points};
use super::view::View;
use crate::lexicon::WordBits;

/// Why a claim that a frame or a phrase has found is doubted: the signs in its sentence and around it speak against it. What a
/// sentence says outright, its first words being a substance and what it does, is not: `Noble kava treats anxiety, and …`. What
/// speaks against promotion on the page speaks against each of its claims.
#[must_use]
pub(super) fn doubted(
    engine: &Engine,
    subjects: &Subjects<'_>,
    (company, signs): (Company, OwnOf<'_>),
    claim: &Claim,
) -> Option<String> {
    let view = &subjects.view;
    let subject = claim.subject.as_ref().filter(|subject| match subject.how {
        How::Named | How::Own => true,
        How::Antecedent => subject.entry.is_some(),
        How::Topic | How::Promotion => false,
    });
    let opens = |at: &Range<usize>| at.start == view.start();
    let outright = |subject: &Subject| subject.entry.is_some() && subject.at.as_ref().is_some_and(opens);
    let settings = &engine.page;
    let against = if is_own(view, claim) { 0.0 } else { subjects.page.points_against(settings.most_against) };
    // A page that reports says much outright: `Iron tablets treat anaemia`.
    if against <= 0.0 && claim.frame == Frame::Active && subject.is_some_and(outright) {
        return None;
    }
    if against > 0.0 && against >= settings.reports_from && claim.frame == Frame::Keyphrase {
        return Some("it names a thing and a disease on a page that reports on them".to_owned());
    }
    let is_named = subject.is_some() || points_at_goods(view, claim);
    let has_clause = is_named && relates(view, claim);
    let doubting = engine.impressions.iter().enumerate().filter(|(_, rule)| rule.doubts.contains(&claim.rule));
    let (have, need) = doubting
        .map(|(index, rule)| {
            let need = against + hundredths(i64::from(if is_named { rule.doubt_named } else { rule.doubt }));
            let whole = points(rule, view, company, signs.by(index));
            let speaks = hundredths(whole) >= need || !has_clause;
            let have =
                if speaks { whole } else { whole.max(of_clause(rule, view, company, &signs.told(index), claim)) };
            (hundredths(have), need)
        })
        .find(|(have, need)| have < need)?;
    Some(format!("signs that speak against a claim: {have:.2} points of {need:.2} needed"))
}

/// Whether a claim is made for the writer's own: whoever says `our drops cure gout` sells them, whatever else stands there.
fn is_own(view: &View<'_>, claim: &Claim) -> bool {
    claim.subject.as_ref().is_some_and(|subject| {
        let led = || subject.at.as_ref().is_some_and(|at| view.is_led_by(at.start, WordBits::OWN));
        subject.how == How::Own || led()
    })
}

/// Whether a claim relates a thing to a target in the sentence's own words.
fn relates(view: &View<'_>, claim: &Claim) -> bool {
    claim.target.is_some() && claim.frame != Frame::Phrase && !view.passage.has_lead()
}

/// Whether a claim is about `these drops`, `my drops`.
fn points_at_goods(view: &View<'_>, claim: &Claim) -> bool {
    let points = WordBits::OWN.with(WordBits::DEMONSTRATIVE);
    Governed::of(claim).subject.is_some_and(|at| view.is_led_by(at.start, points))
}

/// What the clause of a claim counts by a rule, with what stands around the sentence. Free of gluten or sold out: what another
/// clause says is nothing against it.
fn of_clause(rule: &ImpressionRule, view: &View<'_>, company: Company, signs: &Signs, claim: &Claim) -> i64 {
    let Some(clause) = own_clause(view, Governed::of(claim)) else { return i64::MIN };
    let within = |at: &Range<usize>| clause.start <= at.start && at.end <= clause.end;
    let stands = |sign: &Sign<'_>| sign.at.is_empty() || std::iter::once(&sign.at).chain(&sign.with).all(within);
    let signs = signs.in_order(rule, (view, company), &[]);
    signs.iter().filter(|sign| stands(sign)).map(|sign| i64::from(sign.points)).sum()
}
