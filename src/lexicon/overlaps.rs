//! Which of two mentions counts where they overlap: everything in an exclusion goes, and a nominal mention strictly inside
//! another (`pain` in `pain medication`). Mentions of one class never overlap; the walk sees to that. Floor 3.

use super::{Class, Mention};

/// Drops mentions that a longer one hides: everything in an exclusion, and a nominal mention strictly inside another.
pub fn resolve_overlaps(mentions: &mut Vec<Mention>) {
    // A mention that stands alone is hidden by nothing.
    if mentions.len() < 2 {
        return mentions.retain(|mention| mention.class != Class::Exclusion);
    }
    let exclusions: Vec<(u32, u32)> = spans(mentions, |mention| mention.class == Class::Exclusion);
    let nominals: Vec<(u32, u32)> = spans(mentions, |mention| {
        mention.class.is_nominal()
            && !matches!(
                mention.class,
                Class::Exclusion | Class::Product | Class::Noun | Class::Property | Class::Sufferer
            )
    });
    mentions.retain(|mention| {
        let inside = |(start, end): &(u32, u32)| *start <= mention.start && mention.end <= *end;
        let strictly = |span: &&(u32, u32)| inside(span) && span.1 - span.0 > mention.end - mention.start;
        mention.class != Class::Exclusion
            // A term that is the whole phrase is meant: `insulin resistance` is no insulin, and a condition.
            && !near(&exclusions, mention).any(|span| strictly(&span))
            && !(mention.class.is_nominal() || mention.class == Class::Verb)
                | !near(&nominals, mention).any(|span| strictly(&span))
    });
}

fn spans(mentions: &[Mention], keep: impl Fn(&Mention) -> bool) -> Vec<(u32, u32)> {
    mentions.iter().filter(|mention| keep(mention)).map(|mention| (mention.start, mention.end)).collect()
}

/// The spans (sorted by start) that could hold a mention: terms are short, so a window bounds the look.
fn near<'s>(spans: &'s [(u32, u32)], mention: &Mention) -> impl Iterator<Item = &'s (u32, u32)> {
    const LONGEST_TERM: u32 = 16;
    let from = spans.partition_point(|span| span.0 + LONGEST_TERM < mention.start);
    let start = mention.start;
    spans[from..].iter().take_while(move |span| span.0 <= start)
}
