//! Template code of site generators in Markdown: Liquid's and Hugo's comments and listings, which no reader reads as prose, and
//! the admonitions and tabs of MkDocs, whose text is indented as code is. They are masked, byte for byte, before Markdown is parsed;
//! what else templates say (`{% include tip.html text="…" %}`) stays. MDX is `mdx.rs`. Floor 2.

use std::ops::Range;

use super::Comment;
use super::code::code;
use super::components::{blanked, outdent};
use super::mdx::Masked;
use crate::text::Span;

/// A tag of a template.
struct Tag<'t> {
    span: Span,
    /// What stands in it, without its marks.
    body: &'t str,
}

/// A file, from byte `base` on; nothing if there is no template code in it.
pub(super) fn masked(source: &str, base: usize) -> Option<Masked> {
    let has_tags = ["{%", "{{"].iter().any(|mark| source[base..].contains(mark));
    let has_admonitions = ["!!! ", "??? ", "=== \""].iter().any(|mark| source[base..].contains(mark));
    if !has_tags && !has_admonitions {
        return None;
    }
    let mut text = source.to_owned();
    let mut comments = Vec::new();
    if has_tags {
        let mut spans = Vec::new();
        read_tags(source, base, &mut spans, &mut comments);
        text = flush(blanked(&text, &spans), source, &spans);
    }
    if has_admonitions {
        text = admonitions(&text, base);
    }
    Some(Masked { text, comments, ..Masked::default() })
}

/// A text in which what stands behind a masked span that opens its line is indented as the line is.
fn flush(text: String, source: &str, spans: &[Span]) -> String {
    let mut out = text.into_bytes();
    // A line may have as many spans as words: it is laid out with the first that ends on it.
    let mut seen = 0;
    let mut last = None;
    for span in spans {
        let found = source[seen..span.end].rfind('\n').map(|found| seen + found + 1);
        seen = span.end;
        let line = match (found, last) {
            (None, Some(_)) => continue,
            (found, _) => found.unwrap_or_default(),
        };
        last = Some(line);
        let indent = source[line..].len() - source[line..].trim_start_matches(' ').len();
        let blanks = out[line..].iter().take_while(|byte| **byte == b' ').count();
        if line + blanks >= span.end {
            outdent(&mut out, line, blanks.saturating_sub(indent));
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| source.to_owned())
}

/// Lists what to mask, and the comments.
fn read_tags(source: &str, base: usize, spans: &mut Vec<Span>, comments: &mut Vec<Comment>) {
    let code = code(&source[base..]);
    let mut code = code.iter().map(|span| Span::new(span.start + base, span.end + base)).peekable();
    let mut is_code = |at: usize| {
        while code.next_if(|span| span.end <= at).is_some() {}
        code.peek().is_some_and(|span| span.start <= at)
    };
    let mut at = base;
    // What nobody closes is asked for once, so that no file is slow.
    let mut unclosed = Vec::new();
    while let Some(tag) = next_tag(source, at) {
        at = tag.span.end;
        if is_code(tag.span.start) {
            continue;
        }
        let word = tag.body.split_whitespace().next().unwrap_or_default();
        let closing = match word {
            "comment" | "highlight" | "raw" if !unclosed.contains(&word) => {
                let found = closing_tag(source, at, word);
                if found.is_none() {
                    unclosed.push(word);
                }
                found
            }
            "endraw" => Some(tag.span),
            _ => None,
        };
        if let Some(note) = tag.body.strip_prefix("/*").and_then(|rest| rest.strip_suffix("*/")) {
            comments.push(comment(tag.span, note));
            spans.push(tag.span);
        } else if let (Some(closing), "raw") = (closing, word) {
            // What looks like a tag between these is text.
            spans.extend([tag.span, closing]);
            at = closing.end;
        } else if let Some(closing) = closing {
            let span = Span::new(tag.span.start, closing.end);
            if word == "comment" {
                comments.push(comment(span, &source[tag.span.end..closing.start]));
            }
            spans.push(span);
            at = span.end;
        }
    }
}

fn comment(span: Span, text: &str) -> Comment {
    Comment { span, text: text.trim().to_owned(), next: 0, own: None }
}

/// The next tag from a byte on: `{% … %}`, `{{< … >}}`, `{{% … %}}`, `{{/* … */}}`.
fn next_tag(source: &str, mut at: usize) -> Option<Tag<'_>> {
    /// Tags are short, and comments longer.
    const MOST_BYTES: usize = 4_000;
    const MARKS: [(&str, &str); 5] =
        [("{%", "%}"), ("{{<", ">}}"), ("{{%", "%}}"), ("{{/*", "*/}}"), ("{{- /*", "*/ -}}")];
    loop {
        let start = at + source[at..].find('{')?;
        let rest = &source[start..];
        let near =
            (0..4).find_map(|less| rest.get(..rest.len().min(MOST_BYTES) - less.min(rest.len()))).unwrap_or(rest);
        let found = MARKS.iter().find(|(open, _)| near.starts_with(open));
        let end = found.and_then(|(open, close)| Some((open, open.len() + near[open.len()..].find(close)?, close)));
        if let Some((open, end, close)) = end {
            let is_note = open.ends_with("/*");
            let body = if is_note { &near[open.len() - 2..end + 2] } else { &near[open.len()..end] };
            let body = body.trim_matches(|c: char| c == '-' || c.is_whitespace());
            return Some(Tag { span: Span::new(start, start + end + close.len()), body });
        }
        at = start + 1;
    }
}

/// The tag that closes one of a name: `endcomment`, or `/comment` in Hugo.
fn closing_tag(source: &str, mut at: usize, name: &str) -> Option<Span> {
    while let Some(tag) = next_tag(source, at) {
        let body = tag.body.strip_prefix("end").or_else(|| tag.body.strip_prefix('/')).map(str::trim);
        if body == Some(name) {
            return Some(tag.span);
        }
        at = tag.span.end;
    }
    None
}

/// A text, from byte `base` on, in which what admonitions and tabs hold (`!!! note "Title"`, `=== "Tab"`, and indented lines below)
/// begins its lines.
fn admonitions(text: &str, base: usize) -> String {
    let mut out = text.as_bytes().to_vec();
    // How many admonitions hold the line.
    let mut depth = 0;
    let mut at = base;
    for line in text[base..].split_inclusive('\n') {
        let content = line.trim_start_matches(' ');
        let indent = line.len() - content.len();
        if !content.trim().is_empty() {
            depth = depth.min(indent / INDENT);
            if indent == depth * INDENT
                && let Some(title) = title(content.trim_end())
                && holds(&text[at + line.len()..], indent)
            {
                let (head, end) = (at + indent, at + line.trim_end().len());
                out[head..head + title.start].fill(b' ');
                out[head + title.end..end].fill(b' ');
                if !title.is_empty() {
                    // A line break in the place of the quotation mark, so that the title is a paragraph.
                    out[head + title.end] = b'\n';
                    outdent(&mut out, at, indent + title.start);
                }
                depth += 1;
            } else {
                outdent(&mut out, at, depth * INDENT);
            }
        }
        at += line.len();
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// How much farther than its first line what an admonition holds is indented.
const INDENT: usize = 4;

/// Where the title of an admonition stands in the line that opens it, an empty place if it has none; nothing if the line opens
/// none.
fn title(line: &str) -> Option<Range<usize>> {
    let is_tab = line.starts_with("=== \"");
    let rest = ["!!! ", "??? ", "???+ ", "=== "].iter().find_map(|mark| line.strip_prefix(mark))?;
    let (kinds, quoted) = rest.split_once('"').unwrap_or((rest, ""));
    let is_kind = |word: &str| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    if kinds.trim().is_empty() != is_tab || !kinds.split_whitespace().all(is_kind) {
        return None;
    }
    match quoted.strip_suffix('"') {
        Some(title) => Some(line.len() - 1 - title.len()..line.len() - 1),
        None => quoted.is_empty().then_some(line.len()..line.len()),
    }
}

/// Whether the next text below a line of some indent is what an admonition there holds.
fn holds(below: &str, indent: usize) -> bool {
    let next = below.lines().take(MOST_BLANKS).find(|line| !line.trim().is_empty());
    next.is_some_and(|line| line.len() - line.trim_start_matches(' ').len() >= indent + INDENT)
}

/// Most blank lines that are looked over.
const MOST_BLANKS: usize = 8;

#[cfg(test)]
mod tests {
    use super::masked;

    #[track_caller]
    fn shown(text: &str) -> (String, Vec<String>) {
        let masked = masked(text, 0).expect("template code");
        assert_eq!(masked.text.len(), text.len());
        let lines: Vec<&str> = masked.text.lines().map(str::trim_end).collect();
        (lines.join("\n"), masked.comments.into_iter().map(|comment| comment.text).collect())
    }

    #[test]
    fn comments_and_listings_are_masked_and_other_tags_stay() {
        for (text, prose) in [
            ("a {% highlight html %}\nb\n{% endhighlight %} c", "a\n\nc"),
            ("a\n{{< highlight go >}}\nb\n{{< /highlight >}}\nc", "a\n\n\n\nc"),
            ("b\n\n{%- raw -%}a{%- endraw -%}", "b\n\na"),
            ("- {% raw %} a {% endraw %}", "-           a"),
            (
                "b\n{% raw %}\n{% comment %}\n{% endraw %}\na\n{% raw %}\n{% endcomment %}\n{% endraw %}",
                "b\n\n{% comment %}\n\na\n\n{% endcomment %}",
            ),
            ("{% include tip.html text=\"a\" %}", "{% include tip.html text=\"a\" %}"),
            ("{% highlight html %}\na", "{% highlight html %}\na"),
            ("`{% comment %}` a {% endcomment %}", "`{% comment %}` a {% endcomment %}"),
        ] {
            assert_eq!(shown(text), (prose.to_owned(), vec![]), "{text}");
        }
        let notes = "{% comment %}\n a {% endcomment %}{{/* b */}}{{- /* c */ -}}{{< comment >}}d{{< /comment >}}";
        assert_eq!(shown(notes), ("\n".to_owned(), ["a", "b", "c", "d"].map(str::to_owned).to_vec()));
    }

    #[test]
    fn what_admonitions_hold_begins_its_lines() {
        for (text, prose) in [
            ("x\n\n!!! note \"Tip\"\n\n    a\n\n    b\nc", "x\n\nTip\n\n\na\n\nb\nc"),
            ("x\n!!! note \"Tip\"\n    a", "x\nTip\n\na"),
            ("x\n\n???+ warning\n    a\n\n    !!! tip\n        b\n    c", "x\n\n\na\n\n\nb\nc"),
            ("=== \"Tab\"\n\n    a\n\n=== \"Other\"\n\n    b", "\n\n\n\n\nTab\n\n\na\n\nOther\n\n\nb"),
            ("!!! SALE !!!\n    a", "!!! SALE !!!\n    a"),
            ("!!! now\n\na", "!!! now\n\na"),
        ] {
            assert_eq!(shown(text).0, prose, "{text}");
        }
    }

    #[test]
    fn a_file_without_template_code_is_read_as_it_stands() {
        assert!(masked("a {b} 50%} c!!!", 0).is_none());
        assert!(masked("=== a\n    a", 0).is_none());
    }
}
