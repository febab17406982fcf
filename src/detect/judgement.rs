//! Judging one claim: the steps of its severity, and what silences it. A weak hedge lowers a claim and never clears it.
//! Which cues there are is `modifier.rs` and the packs. Floor 4.

use super::claims::{Claim, Surroundings};
use super::engine::Engine;
use super::frames::Frame;
use super::modifier::{Cue, Effect, governs, spares};
use super::scope::Governed;
use super::severity::{Severity, SeverityStep};
use super::subject::{How, Subjects};
use super::view::{View, overlap, range};
use crate::lexicon::{Class, WordBits};

/// Applies the modifiers to a claim: steps its severity, or silences it and keeps the reason.
pub(super) fn judge(engine: &Engine, subjects: &Subjects<'_>, found: &[Cue], around: Surroundings, claim: &mut Claim) {
    let view = &subjects.view;
    let promotional = subjects.page.sells();
    // What a few words suggest may be all that they say: `Vitamin C cures scurvy.` is no shop for that.
    let trades = promotional && (!subjects.page.is_piece || subjects.page.margin >= 0.0);
    // `Can kava replace statins? Absolutely.` asks nothing.
    let affirmed = (subjects.page.is_promotional() || subjects.page.is_piece) && view.is_affirmed();
    let id = &engine.rules[claim.rule].id;
    let fixed_info = claim.severity == Severity::Info;
    let step = |claim: &mut Claim, reason: String, to: Severity| {
        if to != claim.severity {
            claim.severity = to;
            claim.steps.push(SeverityStep { reason, to });
        }
    };
    let high_risk =
        claim.subject.as_ref().and_then(|s| s.entry).is_some_and(|entry| engine.lexicon.entry(entry).high_risk);
    if high_risk && !fixed_info {
        let to = claim.severity.raised();
        step(claim, "a substance that regulators act on".to_owned(), to);
    }
    if around.title && !fixed_info {
        let to = claim.severity.raised();
        step(claim, "in a title or heading".to_owned(), to);
    }
    if is_scare_quoted(view, claim) {
        claim.silenced = Some("a word in scare quotes".to_owned());
    }
    let mut weakened = false;
    let mut qualified = false;
    let mut boosted = false;
    for cue in found {
        let modifier = &engine.modifiers[cue.modifier];
        // A cue inside the target is part of it: `withdrawal symptoms`; and one inside a longer verb, part of that.
        let verb = view.of(Class::Verb).any(|verb| {
            let verb = range(verb);
            verb.len() > cue.at.len() && verb.start <= cue.at.start && cue.at.end <= verb.end
        });
        let inside = verb
            || claim.target.as_ref().is_some_and(|target| target.start <= cue.at.start && cue.at.end <= target.end);
        // A phrase means its own words: the `no` of “no more migraines” denies nothing (S9).
        let own = !modifier.unless_own
            && claim.frame == Frame::Phrase
            && claim.trigger.start <= cue.at.start
            && cue.at.end <= claim.trigger.end;
        // A question is open where nothing is sold, and where a denial answers it.
        let is_open = || modifier.question && (!trades || view.is_denied());
        // An impression weighs such a cue against its other signs.
        let weighs = || engine.impressions.iter().any(|rule| rule.weighs(cue.modifier)) && !is_open();
        let weighed = claim.frame.is_impression() && weighs();
        // A claim that goes on into the answer has heard it.
        let answered = modifier.question && (affirmed || claim.extent.end > view.end());
        let off = inside
            || own
            || weighed
            || answered
            || (modifier.unless_promotional && if modifier.unless_own { trades } else { promotional })
            || (modifier.unless_own && is_of_own(view, claim))
            || spares(modifier, id);
        if off || !governs(view, modifier, cue, Governed::of(claim)) {
            continue;
        }
        let said = || format!("{} “{}”", modifier.id, view.reading.shown(cue.at.clone()));
        if let Some(says) = &modifier.says {
            claim.says.push(says.clone());
        }
        match modifier.effect {
            Effect::Silence if claim.outweighs && !is_open() => {}
            Effect::Silence => {
                claim.asked = modifier.question && weighs() && (claim.asked || claim.silenced.is_none());
                claim.silenced = claim.silenced.take().or_else(|| Some(said()));
            }
            Effect::Weaken if !weakened => {
                weakened = true;
                claim.modality = "weak";
                claim.hedge = Some(cue.at.clone());
                let to = claim.severity.lowered();
                step(claim, said(), to);
            }
            Effect::Qualify if !qualified => {
                qualified = true;
                claim.modality = "qualified";
                let to = claim.severity.lowered().lowered();
                step(claim, said(), to);
            }
            Effect::Boost if !boosted && !fixed_info => {
                boosted = true;
                if claim.modality == "bare" {
                    claim.modality = "boosted";
                }
                let to = claim.severity.raised();
                step(claim, said(), to);
            }
            _ => {}
        }
    }
}

/// Whether a claim is made for the writer's own goods, or for no goods that the sentence names.
fn is_of_own(view: &View<'_>, claim: &Claim) -> bool {
    let own = WordBits::OWN.with(WordBits::DEMONSTRATIVE);
    let named = claim.subject.as_ref().filter(|subject| subject.how == How::Named).and_then(|it| it.at.as_ref());
    named.is_none_or(|at| view.is_led_by(at.start, own))
}

/// Whether a verb or a noun stands alone between quotation marks, held at arm's length: `the pendant that "blocks" tinnitus`.
fn is_scare_quoted(view: &View<'_>, claim: &Claim) -> bool {
    let at = &claim.trigger;
    let alone = claim.target.as_ref().is_some_and(|target| !overlap(target, at));
    alone && view.before(at.start, WordBits::QUOTE) && view.is(at.end, WordBits::QUOTE)
}
