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
        if let Some(literal) = literal(inner) {
            // `title={"…"}` is `title="…"`, and elsewhere `{"…"}` is the text.
            let start = span.start + 1 + (inner.len() - inner.trim_start().len());
            let quote = if text[..span.start].ends_with('=') { b'"' } else { b' ' };
            masked[span.start] = b' ';
            masked[span.end - 1] = b' ';
            (masked[start], masked[start + literal.len() - 1]) = (quote, quote);
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

/// The text that an expression is, quotes included, if it is nothing but that.
fn literal(inner: &str) -> Option<&str> {
    let text = inner.trim();
    let quote = text.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
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

/// `import` and `export` statements at the start of a block, each up to the first blank line at which no bracket of it is open.
fn imports(text: &str, code: &[Span]) -> Vec<Span> {
    let mut code = Code(code);
    let mut out: Vec<Span> = Vec::new();
    let mut fresh = true;
    // A statement whose brackets nobody closes ends at a blank line, and so do all from there on: no file is slow.
    let mut balanced = true;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let is_inside = out.last().is_some_and(|last| at < last.end);
        if fresh && !is_inside && code.holds(at).is_none() && is_statement(line) {
            let end = statement_end(&text[at..], balanced).or_else(|| {
                balanced = false;
                statement_end(&text[at..], false)
            });
            out.push(Span::new(at, at + end.unwrap_or(line.len())));
        }
        fresh = line.trim().is_empty();
        at += line.len();
    }
    out
}

/// Where the statement that opens a text ends, line break not included; nothing if its brackets are to be closed and are not.
fn statement_end(text: &str, balanced: bool) -> Option<usize> {
    let (mut at, mut last, mut depth) = (0, 0, 0_i64);
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            if depth <= 0 || !balanced {
                return Some(last);
            }
        } else {
            last = at + line.trim_end().len();
        }
        depth += brackets(line.as_bytes());
        at += line.len();
    }
    (depth <= 0 || !balanced).then_some(last)
}

/// How many brackets a line of program text opens and does not close.
fn brackets(line: &[u8]) -> i64 {
    let (mut at, mut depth) = (0, 0);
    while let Some(byte) = line.get(at) {
        match byte {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' | b')' | b']' => depth -= 1,
            _ => {}
        }
        at = string_end(line, at).unwrap_or(at + 1);
    }
    depth
}

/// The end of a string of program text that begins at a byte and ends on its line. What follows a letter is an apostrophe.
fn string_end(text: &[u8], at: usize) -> Option<usize> {
    let quote = *text.get(at).filter(|quote| matches!(quote, b'"' | b'\'' | b'`'))?;
    if at > 0 && text[at - 1].is_ascii_alphanumeric() {
        return None;
    }
    let mut escaped = false;
    let is_end = |byte: &u8| {
        let ends = !escaped && *byte == quote || *byte == b'\n';
        escaped = !escaped && *byte == b'\\';
        ends
    };
    let end = at + 1 + text[at + 1..].iter().position(is_end)?;
    (text[end] == quote).then_some(end + 1)
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

/// Outermost `{…}` with balanced braces, in order. Those in strings do not count.
fn expressions(text: &[u8], code: &[Span]) -> Vec<Span> {
    let mut code_left = Code(code);
    let mut open = Vec::new();
    let mut out: Vec<Span> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if let Some(end) = string_end(text, at).filter(|_| !open.is_empty()) {
            at = end;
            continue;
        }
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
        assert_eq!(shown("a {\"b\"}{' '}{`c`} {`${d}`}", &[]), "a   b         c   EEEEEEEE");
    }

    #[test]
    fn imports_end_at_a_blank_line_and_duties_are_prose() {
        assert_eq!(
            shown("import A from 'a'\n\nimport duties rise\n", &[]),
            "NNNNNNNNNNNNNNNNN\n\nimport duties rise\n"
        );
    }

    #[test]
    fn an_export_goes_on_while_its_brackets_are_open() {
        let n = |text: &str, rest: &str| {
            let masked = shown(&format!("{text}{rest}"), &[]);
            assert_eq!(masked, "N".repeat(text.len()) + rest, "{text}");
        };
        n("export function A() {\n  const b = '}'\n\n  return <p>it's (c)</p>\n}", "\n\nd");
        n("export const a = { b: [\n\n  'c(' ] }", "\n\nd\n");
        // Nobody closes it.
        n("export const a = {", "\n\nb\n\nexport to the\n");
        n("export const a = 1", "");
    }

    #[test]
    fn braces_in_strings_do_not_count() {
        assert_eq!(shown("{a('}')} b {'{'} c {it's} d's", &[]), "EEEEEEEE b EEEEE c EEEEEE d's");
    }

    #[test]
    fn braces_in_code_do_not_count() {
        assert_eq!(shown("`{/* a */}`", &[Span::new(0, 11)]), "`{/* a */}`");
    }
}
