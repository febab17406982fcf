//! Density: a search phrase, in any order and inflection, or a substance, repeated past what reads as writing: over the whole
//! page, in a window of words, in sentences in a row, at the start of paragraph after paragraph. Floor 4.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::phrases::{is_body, words};
use super::{Limits, Measured, Phrase, Place, Sheet};
use crate::detect::page::amount;
use crate::detect::passage::Passage;
use crate::lexicon::{Class, EntryId};
use crate::prose::{BlockKind, TokenFlags};

/// The phrase that is repeated most, or else the substance.
pub(super) fn found(sheet: &Sheet<'_>, limits: Limits<'_>) -> Option<Measured> {
    let reading = sheet.run.reading;
    let blocks = &reading.document.blocks;
    let body = |block: usize| is_body(&blocks[block]) && !sheet.spared[block];
    let total: usize = (0..blocks.len()).filter(|block| body(*block)).map(|block| words(&blocks[block])).sum();
    let telling = telling(sheet);
    let told = telling.iter().map(|passage| &reading.passages[*passage]).filter(|passage| body(passage.block));
    let total = total.saturating_sub(told.map(|passage| words_of(sheet, passage)).sum());
    let counts = |phrase: &&Phrase| !phrase.natural && body(phrase.block) && !telling.contains(&phrase.passage);
    let mut by_key: BTreeMap<&str, Vec<&Phrase>> = BTreeMap::new();
    for phrase in sheet.phrases.iter().filter(counts) {
        by_key.entry(&phrase.key).or_default().push(phrase);
    }
    let signals = by_key.into_values().map(|phrases| (signals(sheet, limits, &phrases, total), phrases));
    let worst = signals.filter(|(signals, _)| !signals.is_empty()).max_by_key(|(_, phrases)| phrases.len());
    if let Some((signals, phrases)) = worst {
        let others = phrases[1..].iter().map(|phrase| phrase.at.clone()).collect();
        return Some(Measured { at: Place::Words(phrases[0].at.clone()), signals, others });
    }
    term(sheet, limits, &telling, total)
}

/// The sentences that tell what the page owes its readers: a risk is told by its name, once for each.
fn telling(sheet: &Sheet<'_>) -> BTreeSet<usize> {
    let passages = &sheet.run.reading.passages;
    let told = sheet.score.disclosures.iter().filter_map(|owed| owed.at);
    told.filter_map(|at| {
        let holds = |passage: &Passage| !passage.has_lead() && passage.toks.contains(&at);
        passages.iter().position(holds)
    })
    .collect()
}

/// How many words a passage has.
fn words_of(sheet: &Sheet<'_>, passage: &Passage) -> usize {
    let toks = &sheet.run.reading.toks[passage.toks.clone()];
    toks.iter().filter(|tok| !tok.flags.has(TokenFlags::MARK)).count()
}

/// What shows that a phrase is repeated.
fn signals(sheet: &Sheet<'_>, limits: Limits<'_>, phrases: &[&Phrase], total: usize) -> Vec<String> {
    let mut out = Vec::new();
    let count = phrases.len();
    let length = phrases.iter().map(|phrase| phrase.at.len()).sum::<usize>() / count.max(1);
    let density = weighted(count, length, total);
    if limits.reached("words", total) && limits.reached("count", count) && density > limits.get("phrase") {
        out.push(format!("{count} times in {total} words (density {density:.1})"));
    }
    let reach = limits.get("window_words");
    let near = |from: usize| {
        let close = |phrase: &&&Phrase| amount(phrase.at.end - phrases[from].at.start) <= reach;
        phrases[from..].iter().take_while(close).count()
    };
    let most = (0..count).map(near).max().unwrap_or_default();
    if limits.reached("window", most) {
        out.push(format!("{most} times within {reach:.0} words"));
    }
    let row = in_a_row(sheet, phrases);
    if limits.reached("sentences", row) {
        out.push(format!("in {row} sentences in a row"));
    }
    let opened = openers(sheet, limits, phrases);
    let blocks = sheet.run.reading.document.blocks.iter();
    let paragraphs = blocks.filter(|block| block.kind == BlockKind::Paragraph && is_body(block)).count();
    let share = amount(opened) / amount(paragraphs.max(1));
    if limits.reached("openers", opened) && share >= limits.get("opener_share") {
        out.push(format!("{opened} of {paragraphs} paragraphs open with it"));
    }
    out
}

/// Yoast's density: per 100 words, a longer phrase weighing more.
fn weighted(count: usize, length: usize, total: usize) -> f64 {
    100.0 * amount(count) / amount(total.max(1)) * (0.7 + amount(length) / 3.0)
}

/// The longest run of sentences that all hold the phrase.
fn in_a_row(sheet: &Sheet<'_>, phrases: &[&Phrase]) -> usize {
    let passages = &sheet.run.reading.passages;
    let next = |at: usize| (at + 1..passages.len()).find(|at| !passages[*at].has_lead());
    let (mut longest, mut run, mut last) = (0usize, 0usize, None::<usize>);
    for phrase in phrases {
        match last {
            Some(at) if at == phrase.passage => {}
            Some(at) if next(at) == Some(phrase.passage) => run += 1,
            _ => run = 1,
        }
        last = Some(phrase.passage);
        longest = longest.max(run);
    }
    longest
}

/// How many paragraphs open with the phrase.
fn openers(sheet: &Sheet<'_>, limits: Limits<'_>, phrases: &[&Phrase]) -> usize {
    let reading = sheet.run.reading;
    let opens = |phrase: &&&Phrase| {
        let passage = &reading.passages[phrase.passage];
        let first = amount(phrase.at.start - passage.toks.start) < limits.get("opener_words");
        passage.opens_block && first && reading.block(passage).kind == BlockKind::Paragraph
    };
    let mut blocks: Vec<usize> = phrases.iter().filter(opens).map(|phrase| phrase.block).collect();
    blocks.dedup();
    blocks.len()
}

/// A substance that stands so often that it is no longer writing; a page that wants nothing may repeat its topic.
fn term(sheet: &Sheet<'_>, limits: Limits<'_>, telling: &BTreeSet<usize>, total: usize) -> Option<Measured> {
    if !sheet.promotes() || !limits.reached("words", total) {
        return None;
    }
    let reading = sheet.run.reading;
    let mut by_entry: BTreeMap<EntryId, Vec<Range<usize>>> = BTreeMap::new();
    let counts = |(index, passage): &(usize, &Passage)| !passage.has_lead() && !telling.contains(index);
    for (_, passage) in reading.passages.iter().enumerate().filter(counts) {
        let body = is_body(reading.block(passage)) && !sheet.spared[passage.block];
        for mention in reading.mentions[passage.mentions.clone()].iter().filter(|_| body) {
            let entry = sheet.run.engine.lexicon.term(mention.term).entry;
            if mention.class == Class::Substance && !sheet.run.engine.is_name(entry) {
                by_entry.entry(entry).or_default().push(mention.start as usize..mention.end as usize);
            }
        }
    }
    let places = by_entry.into_values().max_by_key(Vec::len)?;
    let word = |at: &usize| !reading.toks[*at].flags.has(TokenFlags::MARK);
    let length = places.iter().map(|at| at.clone().filter(word).count()).sum::<usize>() / places.len().max(1);
    let density = weighted(places.len(), length, total);
    let repeated = limits.reached("term_count", places.len()) && density > limits.get("term");
    let signals = vec![format!("{} times in {total} words (density {density:.1})", places.len())];
    repeated.then(|| Measured { at: Place::Words(places[0].clone()), signals, others: places[1..].to_vec() })
}
