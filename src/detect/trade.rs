//! Pages of other trades: every trade writes of pains, cures and headaches, and only one that has to do with the body also
//! names what means it: a disease, a substance, the spine. Where hardly a word does, figures are figures. What counts how
//! much is for packs to say. Floor 4.

use super::engine::{Bodily, Engine};
use super::page::amount;
use super::passage::Passage;
use super::reading::Reading;
use crate::lexicon::{Class, Classes, Mention, WordBits};
use crate::prose::TokenFlags;

/// Classes whose words may mean the body, where they are no figures.
const BODY: Classes = Classes::of(&[
    Class::Condition,
    Class::Symptom,
    Class::Biomarker,
    Class::Substance,
    Class::Function,
    Class::Mechanism,
    Class::Drug,
    Class::ClassWord,
    Class::Pathogen,
]);

/// Whether hardly a word of a page means the body. Of few words nothing is known, and nothing where packs say nothing of it.
#[must_use]
pub(super) fn is_of_another(reading: &Reading<'_>, engine: &Engine) -> bool {
    let Bodily { from_words, per_100_words, touches, .. } = engine.page.bodily;
    let most = per_100_words * amount(reading.words().saturating_sub(from_words)) / 100.0;
    if most <= 0.0 {
        return false;
    }
    let mut points = 0.0;
    for passage in reading.passages.iter().filter(|passage| reading.tells(passage)) {
        let mentions = reading.mentions[passage.mentions.clone()].iter();
        points += mentions.map(|mention| worth(reading, engine, mention)).sum::<f64>();
        points += touches * amount(passage.toks.clone().filter(|at| is_bodily(reading, passage, *at)).count());
        if points > most {
            return false;
        }
    }
    true
}

/// By passage: whether it may speak of the body on whatever page: it has a word for it, or a disease or a substance is named
/// beside it, in its block or in the heading above. Each block is looked at once, however many sentences it has.
#[must_use]
pub(super) fn beside_body(reading: &Reading<'_>, engine: &Engine) -> Vec<bool> {
    let names_body = |mention: &Mention| worth(reading, engine, mention) >= engine.page.bodily.names;
    let mut names = vec![false; reading.document.blocks.len()];
    for passage in &reading.passages {
        names[passage.block] |= reading.mentions[passage.mentions.clone()].iter().any(names_body);
    }
    let beside = |passage: &Passage| {
        let heading = reading.document.blocks[passage.block].heading;
        names[passage.block] || heading.is_some_and(|heading| names[heading]) || has_bodily(reading, passage)
    };
    reading.passages.iter().map(beside).collect()
}

/// Whether a passage has a word that means the body.
#[must_use]
pub(super) fn has_bodily(reading: &Reading<'_>, passage: &Passage) -> bool {
    passage.toks.clone().any(|at| is_bodily(reading, passage, at))
}

/// Whether a word means the body without naming a disease: `spine`, `your back`, `your lower back`.
fn is_bodily(reading: &Reading<'_>, passage: &Passage, at: usize) -> bool {
    let bits = reading.toks[at].bits;
    let owned = |before: usize| {
        let owner = at.checked_sub(before).filter(|owner| *owner >= passage.toks.start);
        owner.is_some_and(|owner| reading.toks[owner].bits.any(WordBits::POSSESSIVE.with(WordBits::OWN)))
    };
    bits.any(WordBits::BODILY) || (bits.any(WordBits::BODY_PART) && (owned(1) || owned(2)))
}

/// What a mention counts for a page that has to do with the body: `headache` and `cold` are words of every trade.
fn worth(reading: &Reading<'_>, engine: &Engine, mention: &Mention) -> f64 {
    if !Classes::of(&[mention.class]).any(BODY) {
        return 0.0;
    }
    // `stress-free`, `migraine-inducing`
    let figure = WordBits::FIGURATIVE.with(WordBits::FREE).with(WordBits::ANTI).with(WordBits::TARGET_SUFFIX);
    let mut toks = reading.toks[mention.start as usize..mention.end as usize].iter();
    let mut is_figure = || toks.all(|tok| tok.bits.any(figure) || tok.flags.has(TokenFlags::MARK));
    if engine.lexicon.term(mention.term).vague || is_figure() {
        return 0.0;
    }
    let Bodily { names, touches, .. } = engine.page.bodily;
    let entry = || engine.lexicon.entry_of(mention.term);
    match mention.class {
        Class::Condition | Class::Symptom | Class::Biomarker => names,
        Class::Substance if engine.name_term == Some(mention.term) => 0.0,
        Class::Substance if !entry().everyday => names,
        _ => touches,
    }
}
