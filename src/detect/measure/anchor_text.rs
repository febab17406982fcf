//! Link texts: links to shops whose whole text is a search phrase. Links to sources name what they lead to, and are none.
//! Floor 4.

use std::collections::BTreeMap;
use std::ops::Range;

use super::phrases::is_body;
use super::{Limits, Measured, Place, Sheet};
use crate::prose::TokenFlags;

/// The links whose texts are search phrases.
pub(super) fn found(sheet: &Sheet<'_>, limits: Limits<'_>) -> Option<Measured> {
    let reading = sheet.run.reading;
    let blocks = reading.document.blocks.iter().enumerate();
    let mut exact: Vec<Range<usize>> = Vec::new();
    let mut same: BTreeMap<&str, Vec<Range<usize>>> = BTreeMap::new();
    for (id, block) in blocks.filter(|(id, block)| is_body(block) && !sheet.spared[*id]) {
        for link in &block.links {
            let Some(at) = reading.within(id, &link.text) else { continue };
            let from = sheet.phrases.partition_point(|phrase| phrase.at.start < at.start);
            let mut inside = sheet.phrases[from..].iter().take_while(|phrase| phrase.at.start < at.end);
            let Some(phrase) = inside.find(|phrase| is_whole(sheet, &at, &phrase.at)) else { continue };
            let source = sheet.run.engine.stuffing.sources.stand_in(&link.url);
            if link.url.starts_with("http") && !source {
                exact.push(at.clone());
            }
            if !source {
                same.entry(&phrase.key).or_default().push(at);
            }
        }
    }
    let of = |places: &[Range<usize>], what: &str| {
        let signals = vec![format!("{} links {what}", places.len())];
        Some(Measured { at: Place::Words(places[0].clone()), signals, others: places[1..].to_vec() })
    };
    if limits.reached("exact", exact.len()) {
        return of(&exact, "to other sites have a search phrase as their whole text");
    }
    let most = same.into_values().max_by_key(Vec::len).unwrap_or_default();
    if limits.reached("same", most.len()) { of(&most, "have it as their text") } else { None }
}

/// Whether a phrase is the whole of a link's text, one word aside.
fn is_whole(sheet: &Sheet<'_>, link: &Range<usize>, phrase: &Range<usize>) -> bool {
    let inside = link.start <= phrase.start && phrase.end <= link.end;
    let word = |at: &usize| !sheet.run.reading.toks[*at].flags.has(TokenFlags::MARK);
    inside && link.clone().filter(word).count() <= phrase.len() + 1
}
