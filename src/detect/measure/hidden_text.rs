//! Hidden text: search phrases in comments and in elements that no reader sees. A note to an editor that names one is none.
//! Floor 4.

use super::phrases::matches;
use super::{Limits, Measured, Place, Sheet};
use crate::detect::names::Names;
use crate::detect::reading::Reading;
use crate::detect::view::View;
use crate::prose::Document;
use crate::text::SourceFile;

/// The first comment or hidden block that holds several phrases.
pub(super) fn found(sheet: &Sheet<'_>, limits: Limits<'_>) -> Option<Measured> {
    let reading = sheet.run.reading;
    let blocks = &reading.document.blocks;
    let hidden = (0..blocks.len()).filter(|block| blocks[*block].context.hidden).find_map(|block| {
        let count = sheet.phrases.iter().filter(|phrase| phrase.block == block).count();
        let at = reading.whole(block)?;
        limits.reached("phrases", count).then(|| {
            let signals = vec![format!("{count} search phrases in text that no reader sees")];
            Measured { at: Place::Words(at), signals, others: Vec::new() }
        })
    });
    hidden.or_else(|| {
        reading.document.comments.iter().find_map(|comment| {
            let count = count(sheet, &comment.text);
            limits.reached("phrases", count).then(|| {
                let signals = vec![format!("{count} search phrases in a comment")];
                let text: String = comment.text.chars().take(SHOWN).collect();
                Measured { at: Place::Comment(comment.span, text), signals, others: Vec::new() }
            })
        })
    })
}

/// The phrases of a comment.
fn count(sheet: &Sheet<'_>, text: &str) -> usize {
    let document = Document::parse(SourceFile::new("", text));
    let lexicon = &sheet.run.engine.lexicon;
    let reading = Reading::new(&document, lexicon, &Names::default());
    let view = |passage| View { reading: &reading, lexicon, passage };
    reading.passages.iter().map(|passage| matches(sheet.run, &view(passage)).len()).sum()
}

/// How many characters of a comment a finding shows.
const SHOWN: usize = 120;
