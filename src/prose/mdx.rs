//! MDX: which parts of an `.mdx` file are program text. They are masked, byte for byte, before Markdown is parsed.
//! Tags on lines of their own are `components.rs`; Markdown reads others as HTML. Floor 2.

use super::Comment;
use super::code::code;
use super::components::{Layout, blanked, layout};
use crate::text::Span;

/// Stands for a byte of an expression.
pub(super) const EXPRESSION: char = '\u{1}';
/// Stands for a byte of a comment or an import: nothing at all.
pub(super) const NOTHING: char = '\u{2}';

/// A file with its program text masked. Offsets are those of the file.
#[derive(Default)]
pub(super) struct Masked {
    /// What Markdown reads.
    pub(super) text: String,
    /// The same with the tags of components.
    pub(super) tagged: String,
    /// Those tags.
    pub(super) tags: Vec<Span>,
    /// Its comments.
    pub(super) comments: Vec<Comment>,
}

impl Masked {
    /// A file, from byte `base` on.
    pub(super) fn new(source: &str, base: usize) -> Self {
        let Layout { text, mut tags } = layout(&source[base..]);
        let (rest, mut comments) = mask(&text, &code(&blanked(&text, &tags)));
        let spans = tags.iter_mut().chain(comments.iter_mut().map(|comment| &mut comment.span));
        spans.for_each(|span| *span = Span::new(span.start + base, span.end + base));
        let tagged = [&source[..base], &rest].concat();
        Self { text: blanked(&tagged, &tags), tagged, tags, comments }
    }
}

/// Masks expressions, comments and imports of `text`, except inside `code` (sorted ranges), and lists the comments.
pub(super) fn mask(text: &str, code: &[Span]) -> (String, Vec<Comment>) {
    let mut masked = text.as_bytes().to_vec();
    let mut comments = Vec::new();
    for Span { start, end } in imports(text, code) {
        masked[start..end].fill(NOTHING as u8);
    }
    for span in expressions(&masked, code) {
        let inner = &text[span.start + 1..span.end - 1];
        if let Some(literal) = literal(&text[..span.start], inner) {
            // `title={"…"}` is `title="…"`.
            let start = span.start + 1 + (inner.len() - inner.trim_start().len());
            masked[span.start] = b' ';
            masked[span.end - 1] = b' ';
            (masked[start], masked[start + literal.len() - 1]) = (b'"', b'"');
            continue;
        }
        let comment = inner.trim().strip_prefix("/*").and_then(|rest| rest.strip_suffix("*/"));
        let fill = match comment {
            Some(body) => {
                comments.push(Comment { span, text: body.trim().to_owned(), next: 0, own: None });
                NOTHING
            }
            None => EXPRESSION,
        };
        masked[span.range()].fill(fill as u8);
    }
    (String::from_utf8(masked).unwrap_or_else(|_| text.to_owned()), comments)
}

/// The text that an expression is, quotes included, if it is an attribute's and nothing but that.
fn literal<'t>(before: &str, inner: &'t str) -> Option<&'t str> {
    let text = inner.trim();
    let quote = text.chars().next().filter(|quote| before.ends_with('=') && matches!(quote, '"' | '\'' | '`'))?;
    let body = text.strip_prefix(quote)?.strip_suffix(quote)?;
    (!body.contains([quote, '"', '\\', '\n', '{', '}'])).then_some(text)
}

/// Walks over code while a position moves forward.
struct Code<'a>(&'a [Span]);

impl Code<'_> {
    /// The end of the code that holds `at`.
    fn holds(&mut self, at: usize) -> Option<usize> {
        while self.0.first().is_some_and(|span| span.end <= at) {
            self.0 = &self.0[1..];
        }
        self.0.first().filter(|span| span.start <= at).map(|span| span.end)
    }
}

/// `import` and `export` statements at the start of a block, up to the next blank line.
fn imports(text: &str, code: &[Span]) -> Vec<Span> {
    let mut code = Code(code);
    let mut out = Vec::new();
    let mut start: Option<usize> = None;
    let mut last = 0;
    let mut fresh = true;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.trim_end_matches(['\n', '\r']).len();
        let blank = line.trim().is_empty();
        let open = fresh || start.is_some();
        if start.is_none() && open && code.holds(at).is_none() && is_statement(line) {
            start = Some(at);
        }
        if blank && let Some(from) = start.take() {
            out.push(Span::new(from, last));
        }
        fresh = blank;
        last = end;
        at += line.len();
    }
    out.extend(start.map(|from| Span::new(from, last)));
    out
}

fn is_statement(line: &str) -> bool {
    if let Some(rest) = line.strip_prefix("import ") {
        return rest.trim_start().starts_with(['{', '*', '"', '\'']) || rest.contains(" from ");
    }
    line.strip_prefix("export ").is_some_and(|rest| {
        let word = rest.trim_start().split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        matches!(word, "default" | "const" | "let" | "var" | "function" | "class" | "async")
            || rest.trim_start().starts_with(['{', '*'])
    })
}

/// Outermost `{…}` with balanced braces, in order.
fn expressions(text: &[u8], code: &[Span]) -> Vec<Span> {
    let mut code_left = Code(code);
    let mut open = Vec::new();
    let mut out: Vec<Span> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        match text[at] {
            b'{' | b'}' if code_left.holds(at).is_some() => {}
            b'{' if at > 0 && text[at - 1] == b'\\' => {}
            b'{' => open.push(at),
            b'}' => {
                if let Some(start) = open.pop() {
                    while out.last().is_some_and(|span| span.start > start) {
                        out.pop();
                    }
                    out.push(Span::new(start, at + 1));
                }
            }
            _ => {}
        }
        at += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{EXPRESSION, NOTHING, mask};
    use crate::text::Span;

    fn shown(text: &str, code: &[Span]) -> String {
        mask(text, code).0.replace(EXPRESSION, "E").replace(NOTHING, "N")
    }

    #[test]
    fn expressions_and_comments_are_masked_and_prose_is_not() {
        assert_eq!(shown("a {b{c}} d {/* e */} }{", &[]), "a EEEEEE d NNNNNNNNN }{");
        assert_eq!(mask("{/* claimlint x */}", &[]).1[0].text, "claimlint x");
    }

    #[test]
    fn an_attribute_that_is_a_text_is_one() {
        assert_eq!(
            shown("<A b={\"c d\"} e={ `f` } g={'h'} i={j} k={`${l}`} />", &[]),
            "<A b= \"c d\"  e=  \"f\"   g= \"h\"  i=EEE k=EEEEEEEE />"
        );
        assert_eq!(shown("a {\"b\"}", &[]), "a EEEEE");
    }

    #[test]
    fn imports_end_at_a_blank_line_and_duties_are_prose() {
        assert_eq!(
            shown("import A from 'a'\n\nimport duties rise\n", &[]),
            "NNNNNNNNNNNNNNNNN\n\nimport duties rise\n"
        );
    }

    #[test]
    fn braces_in_code_do_not_count() {
        assert_eq!(shown("`{/* a */}`", &[Span::new(0, 11)]), "`{/* a */}`");
    }
}
