//! Frames of the net impression, on pages that promote a product only: a disease set beside it, and a question about the
//! reader's condition that the product answers. Floor 4.

use super::{Frame, Relation, worst_tier};
use crate::detect::subject::{Agent, AgentKind, Subject, Subjects};
use crate::detect::view::{View, range};
use crate::lexicon::{Class, Mention, WordBits};
use crate::prose::BlockKind;

/// A disease that stands beside the promoted product on a page that sells it: the net impression is the claim (21 CFR
/// 101.93(g)(2)(x)). Only where no other frame reads the sentence; any cue that silences does so wherever it stands, unless it is weighed.
pub(super) fn implied(subjects: &Subjects<'_>) -> Option<Relation> {
    const FRAGMENT: usize = 14;
    let view = &subjects.view;
    if !subjects.page.is_promotional() || view.asks() {
        return None;
    }
    // `Kratom and low mood` heads a leaflet as well as an advertisement.
    if view.reading.is_title(view.passage.block) && !subjects.page.sells() {
        return None;
    }
    if view.awaits_introduction() {
        return None;
    }
    let counts = |class| matches!(class, Class::Condition | Class::Symptom | Class::Biomarker);
    let target = view.matching(counts).find(|target| !view.is_vague(target))?;
    let start = target.start as usize;
    // A bare `course` or `pack` is no product by itself.
    let product = |agent: &&Agent| !(agent.vague && agent.kind == AgentKind::Indefinite);
    let explicit = subjects
        .agents
        .iter()
        .filter(product)
        .filter_map(|agent| subjects.resolve(agent))
        .find(|subject| subject.explicit);
    let reader = || {
        let addressed = target.class == Class::Biomarker
            && (view.start()..view.end()).any(|at| view.is(at, WordBits::SECOND_PERSON));
        addressed.then(|| subjects.page_product())
    };
    let own = || (view.start()..view.end()).any(|at| view.is(at, WordBits::OWN)).then(|| subjects.page_product());
    // One capital at the start of a sentence is no sign of a name; two are.
    let brand = || {
        subjects.capitalised_opening().filter(|name| name.at.as_ref().is_some_and(|at| at.len() > 1 && at.end <= start))
    };
    let fragment = || {
        let short = view.end() - view.passage.own <= FRAGMENT
            && view.end() - view.passage.own > target.end as usize - start + 1;
        let other = subjects.agents.iter().any(|agent| agent.kind == AgentKind::Other && agent.at.start != start);
        let stands = matches!(
            view.reading.block(view.passage).kind,
            BlockKind::Heading(_) | BlockKind::ListItem | BlockKind::TableCell { .. }
        );
        (short && stands && !other).then(|| subjects.page_product())
    };
    // `Paracetamol for the fever`, `Give paracetamol for the fever`.
    let of_medicine = view.of(Class::Drug).any(|drug| (drug.start as usize) < (view.start() + 2).min(start));
    let subject = explicit
        .or_else(own)
        .or_else(brand)
        .or_else(reader)
        .or_else(fragment)
        // Where the page sells, every sentence is about what it sells, unless it opens with a medicine.
        .or_else(|| (subjects.page.sells() && !of_medicine).then(|| subjects.page_product()))?;
    Some(impression(view, (Frame::Implied, "implied"), subject, target))
}

/// A question about the reader's condition, answered by the product in the next sentence.
pub(super) fn problem_offer(subjects: &Subjects<'_>) -> Option<Relation> {
    const FRAGMENT: usize = 3;
    let view = &subjects.view;
    let sells = subjects.page.is_promotional();
    // `Tired of migraines? Try feverfew`: a post says so without a page around it.
    if !(sells || subjects.page.is_piece) || !view.asks() || view.passage.has_lead() {
        return None;
    }
    let target = view.matching(Class::is_target).find(|target| target.class != Class::Function)?;
    let (answer, start) = view.answer()?;
    // `Does it help migraine? Yes.` says what the question asked, whoever its subject is; `Can I wear it with an allergy?
    // Yes.` and `My son has an allergy, can he wear it? Yes.` allow a use.
    let allows = (0..2).any(|at| view.is(view.start() + at, WordBits::FIRST_PERSON));
    let affirms = (answer.is(start, WordBits::AFFIRMATIVE) || answer.echoes(start)) && !allows;
    let names = subjects.agents.iter().any(|agent| subjects.resolve(agent).is_some_and(|subject| subject.explicit));
    // `Can't shake the migraines? Our drops …` speaks to the reader; `What about blood pressure?` only asks, and a customer
    // speaks of himself: `I have eczema, which jar?`
    let whole = view.start()..view.end();
    let asks = view.is(view.start(), WordBits::QUESTION) || view.any(whole.clone(), WordBits::FIRST_PERSON);
    let addresses = view.any(whole, WordBits::SECOND_PERSON) || !asks;
    // The heading over a paragraph is its topic, which the paragraph need not offer to solve.
    let beside = answer.passage.block == view.passage.block;
    // A post shows its goods: `Do you have gout? These drops are the answer.`
    let shown = || answer.of(Class::Product).any(|goods| answer.before(goods.start as usize, WordBits::DEMONSTRATIVE));
    let goods = || {
        if sells { answer.goods().next().is_some() } else { answer.of(Class::Substance).next().is_some() || shown() }
    };
    let offers = addresses && (goods() || answer.any(answer.passage.toks.clone(), WordBits::OWN));
    // `What helps with gout? Kava, above all.`
    let named = || answer.starting(start).iter().any(|mention| mention.class == Class::Substance);
    let seeks = view.is(view.start(), WordBits::WH) && view.of(Class::Verb).next().is_some() && named();
    // `Bedsores? Not on this mattress.`
    let behind = answer.is(start + 1, WordBits::PREPOSITION) && !answer.is(start + 1, WordBits::FOR);
    let rules_out = sells && !asks && view.words() <= FRAGMENT && answer.is(start, WordBits::NEGATIVE) && behind;
    let says = (affirms && (sells || names)) || ((offers || seeks) && beside && !names);
    if answer.asks() || !(rules_out || (says && !answer.denies())) {
        return None;
    }
    Some(impression(view, (Frame::ProblemOffer, "implied"), subjects.page_product(), target))
}

/// A review that a seller quotes: a customer's words about a disease, a symptom or a medicine. The seller answers for them
/// (16 CFR 255.2), whatever they deny: `no shakes, no sweats`.
pub(super) fn testimony(subjects: &Subjects<'_>) -> Option<Relation> {
    let view = &subjects.view;
    // A quotation that is all there is may be a report (`> The FDA warned …`): its signs tell.
    if !subjects.page.sells() || subjects.page.is_piece || view.asks() {
        return None;
    }
    let block = view.reading.block(view.passage);
    // The block is asked only where it matters: it may be as long as the file, and this is asked of each of its sentences.
    let passages = view.reading.passages_of(view.passage.block);
    let person = WordBits::FIRST_PERSON.with(WordBits::OWN);
    let says = |at: usize, bits| view.reading.toks[at].bits.any(bits);
    let speaks = || passages.iter().any(|passage| passage.toks.clone().any(|at| says(at, person)));
    let opens = passages.first().is_some_and(|first| says(first.toks.start, WordBits::QUOTE));
    // `> **Warning:** …` is a callout by another name, unless somebody speaks in it.
    let label =
        block.strong.first().filter(|strong| strong.start == 0).map_or("", |strong| &block.prose[strong.clone()]);
    let callout = block.context.callout || (label.trim_end().ends_with(':') && !speaks());
    let quoted = (block.context.quote > 0 && !callout) || (opens && speaks());
    if !quoted {
        return None;
    }
    let counts =
        |class| matches!(class, Class::Condition | Class::Symptom | Class::Biomarker | Class::Drug | Class::Therapy);
    let target = view.matching(counts).find(|target| !view.is_vague(target))?;
    Some(impression(view, (Frame::Testimony, "quoted"), subjects.page_product(), target))
}

/// A relation whose trigger is the disease itself.
fn impression(
    view: &View<'_>,
    (frame, relation): (Frame, &'static str),
    subject: Subject,
    target: &Mention,
) -> Relation {
    let entry = view.entry(target);
    Relation {
        frame,
        subject,
        trigger: range(target),
        relation: relation.into(),
        target: range(target),
        class: target.class,
        group: entry.group.clone(),
        tier: worst_tier(view, target),
    }
}
