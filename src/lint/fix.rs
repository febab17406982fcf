//! Applying the safe changes that findings carry. Texts come and go; who may write a file is the edge's business.
//! Floor 6.

use super::Report;
use crate::detect::Fix;
use crate::text::SourceFile;

/// A text after its safe changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The text.
    pub text: String,
    /// How many changes that took.
    pub changes: usize,
    /// How many of them are drafts of what is missing, which somebody must read.
    pub drafts: usize,
}

/// Changes that overlap wait for the next round; changes that make room for others end here.
const MOST_ROUNDS: usize = 20;

/// Makes every safe change that `judge` finds, until there are none; nothing if there are none to begin with. To fix what is
/// fixed changes nothing.
pub fn fix(source: &SourceFile, judge: impl Fn(SourceFile) -> Report) -> Option<Fixed> {
    let mut text = source.text().to_owned();
    let (mut changes, mut drafts) = (0, 0);
    for _ in 0..MOST_ROUNDS {
        let report = judge(SourceFile::new(source.name(), &text));
        let fixes: Vec<&Fix> = report.findings.iter().filter_map(|finding| finding.fix.as_ref()).collect();
        let Some((next, made)) = apply(&text, &fixes) else { break };
        text = next;
        changes += made.len();
        drafts += made.iter().filter(|fix| fix.draft).count();
    }
    (text != source.text()).then_some(Fixed { text, changes, drafts })
}

/// Makes the changes that do not get into each other's way, the first of two; nothing if none changes anything.
fn apply<'f>(text: &str, fixes: &[&'f Fix]) -> Option<(String, Vec<&'f Fix>)> {
    let mut fixes: Vec<&'f Fix> = fixes.to_vec();
    fixes.sort_by_key(|fix| (fix.span, &fix.replacement));
    fixes.dedup_by(|a, b| a.span == b.span && a.replacement == b.replacement);
    let (mut out, mut at, mut made) = (String::new(), 0, Vec::new());
    for fix in fixes {
        let (Some(before), Some(old)) = (text.get(at..fix.span.start), text.get(fix.span.range())) else { continue };
        if old == fix.replacement {
            continue;
        }
        out.push_str(before);
        out.push_str(&fix.replacement);
        at = fix.span.end;
        made.push(fix);
    }
    out.push_str(text.get(at..)?);
    (!made.is_empty()).then_some((out, made))
}

#[cfg(test)]
mod tests {
    use super::apply;
    use crate::detect::Fix;
    use crate::text::Span;

    #[test]
    fn of_changes_that_overlap_the_first_is_made() {
        let fix = |start, end, replacement: &str| Fix {
            title: format!("{start}"),
            span: Span::new(start, end),
            replacement: replacement.to_owned(),
            draft: false,
        };
        let (a, b, c, same) = (fix(0, 2, "X"), fix(1, 3, "Y"), fix(4, 4, "Z"), fix(5, 6, "f"));
        let (text, made) = apply("abcdef", &[&c, &b, &a, &same, &a]).unwrap();
        assert_eq!((text.as_str(), made), ("XcdZef", vec![&a, &c]));
        assert_eq!(apply("abcdef", &[&same]), None);
    }
}
