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
    /// What was changed, in order.
    pub titles: Vec<String>,
}

/// Changes that overlap wait for the next round; changes that make room for others end here.
const MOST_ROUNDS: usize = 20;

/// Makes every safe change that `judge` finds, until there are none; nothing if there are none to begin with. To fix what is
/// fixed changes nothing.
pub fn fix(source: &SourceFile, judge: impl Fn(SourceFile) -> Report) -> Option<Fixed> {
    let mut text = source.text().to_owned();
    let mut titles = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let report = judge(SourceFile::new(source.name(), &text));
        let fixes: Vec<&Fix> = report.findings.iter().filter_map(|finding| finding.fix.as_ref()).collect();
        let Some((next, made)) = apply(&text, &fixes) else { break };
        text = next;
        titles.extend(made);
    }
    (text != source.text()).then_some(Fixed { text, titles })
}

/// Makes the changes that do not get into each other's way, the first of two; nothing if none changes anything.
fn apply(text: &str, fixes: &[&Fix]) -> Option<(String, Vec<String>)> {
    let mut fixes: Vec<&Fix> = fixes.to_vec();
    fixes.sort_by_key(|fix| (fix.span, &fix.replacement));
    fixes.dedup_by(|a, b| a.span == b.span && a.replacement == b.replacement);
    let (mut out, mut at, mut titles) = (String::new(), 0, Vec::new());
    for fix in fixes {
        let (Some(before), Some(old)) = (text.get(at..fix.span.start), text.get(fix.span.range())) else { continue };
        if old == fix.replacement {
            continue;
        }
        out.push_str(before);
        out.push_str(&fix.replacement);
        at = fix.span.end;
        titles.push(fix.title.clone());
    }
    out.push_str(text.get(at..)?);
    (!titles.is_empty()).then_some((out, titles))
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
        let (text, titles) = apply("abcdef", &[&c, &b, &a, &same, &a]).unwrap();
        assert_eq!((text.as_str(), titles.join(" ").as_str()), ("XcdZef", "0 4"));
        assert_eq!(apply("abcdef", &[&same]), None);
    }
}
