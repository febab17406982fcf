//! [`Directive`]: what a comment (`claimlint-allow RULE: reason`) or the front matter asks of the linter, as it is written.
//! Whether a rule of that name exists and whether anything is allowed by it is not known here. Floor 2.

use super::front_matter::Unread;
use super::{BlockId, Comment, Date};
use crate::text::Span;
use crate::text::tree::{Node, Value};

/// One suppression as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// The comment with its delimiters, or the entry of the front matter.
    pub span: Span,
    /// What it covers.
    pub reach: Result<Reach, Slip>,
    /// The rules it names, in order.
    pub rules: Vec<Named>,
    /// Why, as written; empty if it does not say.
    pub reason: String,
    /// The last day on which it counts.
    pub until: Option<Until>,
    /// Whether it is a comment, which can be taken out without harm to what stands around it.
    pub comment: bool,
}

/// A name and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// As written.
    pub id: String,
    /// Where.
    pub span: Span,
}

/// The end of a directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Until {
    /// As written.
    pub text: String,
    /// The day; none if it is no date.
    pub date: Option<Date>,
    /// Where.
    pub span: Span,
}

/// What a directive covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// A block; the number of blocks if none follows.
    Block(BlockId),
    /// The text that it stands behind, on one line.
    Own(Span),
    /// From the end of this comment to the start of the one that ends the range.
    Range {
        /// What is covered.
        inner: Span,
        /// The comment that ends it.
        end: Span,
    },
    /// The file.
    File,
}

/// Why a directive covers nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slip {
    /// A range that begins and does not end.
    Unclosed,
    /// A range that ends and does not begin.
    Unopened,
    /// No such directive.
    Word(String),
    /// No such key under `claimlint` in the front matter.
    Key(String),
    /// Front matter that is broken, so that nothing it says here is known: which line breaks it, and how.
    Unread(String),
    /// The front matter says something that is no such thing.
    Shape {
        /// What it should be.
        expected: &'static str,
        /// What it is.
        found: &'static str,
    },
}

impl Directive {
    /// The words that open a comment for us.
    pub const WORDS: [&'static str; 4] =
        ["claimlint-allow", "claimlint-allow-begin", "claimlint-allow-end", "claimlint-allow-file"];
    /// The keys under `claimlint` in the front matter.
    pub const KEYS: [&'static str; 2] = ["allow", "products"];
    /// The keys of an entry of `allow`.
    pub const ALLOW_KEYS: [&'static str; 3] = ["rule", "reason", "until"];

    /// What stands for a reason until somebody writes one.
    pub const PLACEHOLDER: &'static str = "TODO: say why this may stand";

    /// Whether it says why. A placeholder does not.
    #[must_use]
    pub fn has_reason(&self) -> bool {
        !matches!(self.reason.as_str(), "" | Self::PLACEHOLDER)
    }

    fn slip(span: Span, slip: Slip) -> Self {
        Self { span, reach: Err(slip), rules: Vec::new(), reason: String::new(), until: None, comment: false }
    }
}

/// Reads the comments of a file, in source order; `all` come before.
pub(super) fn read(source: &str, comments: &[Comment], mut all: Vec<Directive>) -> Vec<Directive> {
    let mut open: Vec<usize> = Vec::new();
    for comment in comments {
        let Some((word, rest)) = split(&comment.text) else { continue };
        let body = Body { at: place(source, comment), span: comment.span };
        let mut directive = body.directive(&comment.text, rest);
        directive.reach = match word {
            "claimlint-allow" => Ok(comment.own.map_or(Reach::Block(comment.next), Reach::Own)),
            "claimlint-allow-file" => Ok(Reach::File),
            "claimlint-allow-begin" => {
                open.push(all.len());
                Err(Slip::Unclosed)
            }
            "claimlint-allow-end" => {
                // The end may name what it ends; without names it ends what began last.
                let named =
                    |at: &usize| all[*at].rules.iter().any(|rule| directive.rules.iter().any(|of| of.id == rule.id));
                let begin = open.iter().rposition(|at| directive.rules.is_empty() || named(at));
                if let Some(at) = begin.map(|begin| open.remove(begin)) {
                    let inner = Span::new(all[at].span.end, comment.span.start);
                    all[at].reach = Ok(Reach::Range { inner, end: comment.span });
                    continue;
                }
                Err(Slip::Unopened)
            }
            other => Err(Slip::Word(other.to_owned())),
        };
        all.push(directive);
    }
    all
}

/// The word that opens a comment, if it is one for us, and where the rest begins.
fn split(text: &str) -> Option<(&str, usize)> {
    if !text.starts_with("claimlint-") && !text.starts_with("claimlint:") {
        return None;
    }
    let end = text.find(|c: char| c.is_whitespace() || c == ':').unwrap_or(text.len());
    Some((&text[..end], end))
}

/// Where the text of a comment stands, unless the source writes it in another way (in block quotes).
fn place(source: &str, comment: &Comment) -> Option<usize> {
    let whole = source.get(comment.span.range())?;
    let mdx = || whole.strip_prefix('{')?.trim_start().strip_prefix("/*");
    let body = whole.strip_prefix("<!--").or_else(mdx)?.trim_start();
    body.starts_with(&comment.text).then(|| comment.span.end - body.len())
}

/// A comment whose parts have places.
struct Body {
    at: Option<usize>,
    span: Span,
}

impl Body {
    fn span(&self, from: usize, to: usize) -> Span {
        self.at.map_or(self.span, |at| Span::new(at + from, at + to))
    }

    /// Names up to the colon, a reason after it, and `until=` among either.
    fn directive(&self, text: &str, from: usize) -> Directive {
        let rest = &text[from..];
        let colon = rest
            .match_indices(':')
            .map(|(at, _)| at)
            .find(|at| rest[at + 1..].starts_with(char::is_whitespace) || rest.len() == at + 1);
        let (names, reason) = colon.map_or((rest, ""), |at| (&rest[..at], &rest[at + 1..]));
        let mut until = None;
        let mut rules = Vec::new();
        for part in pieces(names, from, |c| c == ',') {
            let words = pieces(&text[part.clone()], part.start, char::is_whitespace);
            for (nth, word) in words.into_iter().enumerate() {
                let span = self.span(word.start, word.end);
                match text[word.clone()].strip_prefix("until=") {
                    Some(date) => until = Some(day(date, span)),
                    // Without a colon, what follows a name may be a reason that lacks one.
                    None if nth == 0 || colon.is_some() => {
                        rules.push(Named { id: text[word].to_owned(), span });
                    }
                    None => {}
                }
            }
        }
        let mut said: Vec<&str> = Vec::new();
        let reason_at = from + rest.len() - reason.len();
        for word in pieces(reason, reason_at, char::is_whitespace) {
            match text[word.clone()].strip_prefix("until=") {
                Some(date) => until = Some(day(date, self.span(word.start, word.end))),
                None => said.push(&text[word]),
            }
        }
        let reason = said.join(" ");
        Directive { span: self.span, reach: Ok(Reach::File), rules, reason, until, comment: true }
    }
}

/// The parts between separators, trimmed, none empty, as ranges of the text that `part` stands in at `base`.
fn pieces(part: &str, base: usize, separator: impl Fn(char) -> bool) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    let mut at = base;
    for piece in part.split(&separator) {
        let start = at + piece.len() - piece.trim_start().len();
        let trimmed = piece.trim();
        if !trimmed.is_empty() {
            out.push(start..start + trimmed.len());
        }
        at += piece.len();
        at += part[at - base..].chars().next().map_or(0, char::len_utf8);
    }
    out
}

fn day(text: &str, span: Span) -> Until {
    Until { text: text.to_owned(), date: Date::parse(text), span }
}

/// What the front matter says to the linter.
#[derive(Debug, Default)]
pub(super) struct Own {
    pub(super) directives: Vec<Directive>,
    pub(super) products: Vec<String>,
}

/// Reads `claimlint: {allow: [{rule, reason, until}], products: [..]}`; `unread` is that of broken front matter.
pub(super) fn read_front_matter(node: Option<&Node>, unread: Option<Unread>) -> Own {
    let mut own = Own::default();
    own.directives.extend(unread.map(|unread| Directive::slip(unread.at, Slip::Unread(unread.why))));
    let Some(node) = node else { return own };
    let Value::Map(entries) = &node.value else {
        own.slip(node, "a mapping of `allow` and `products`");
        return own;
    };
    for (key, value) in entries {
        match key.text() {
            Some("allow") => value.items().iter().for_each(|item| own.allow(item)),
            Some("products") => {
                for item in value.items() {
                    match item.text() {
                        Some(name) => own.products.push(name.to_owned()),
                        None => own.slip(item, "the name of a product"),
                    }
                }
            }
            _ => own.key(key),
        }
    }
    own
}

impl Own {
    fn slip(&mut self, node: &Node, expected: &'static str) {
        self.directives.push(Directive::slip(node.span, Slip::Shape { expected, found: node.kind() }));
    }

    fn key(&mut self, key: &Node) {
        match key.text() {
            Some(name) => self.directives.push(Directive::slip(key.span, Slip::Key(name.to_owned()))),
            None => self.slip(key, "a key"),
        }
    }

    fn allow(&mut self, item: &Node) {
        let Value::Map(entries) = &item.value else { return self.slip(item, "`{rule: …, reason: …}`") };
        // A mapping's own place is that of its first sign.
        let span = entries.iter().fold(item.span, |span, (_, value)| span.hull(value.span));
        let mut directive = Directive { reach: Ok(Reach::File), ..Directive::slip(span, Slip::Unclosed) };
        for (key, value) in entries {
            let items = value.items().iter().filter_map(|item| Some((item.text()?, item.span)));
            match key.text() {
                Some("rule") if value.items().iter().all(|item| item.text().is_some()) => {
                    directive.rules.extend(items.map(|(id, span)| Named { id: id.to_owned(), span }));
                }
                Some("reason") if value.text().is_some() => {
                    directive.reason = value.text().unwrap_or_default().trim().to_owned();
                }
                Some("until") if value.text().is_some() => {
                    directive.until = value.text().map(|text| day(text, value.span));
                }
                Some("rule" | "reason" | "until") => self.slip(value, "text"),
                _ => self.key(key),
            }
        }
        self.directives.push(directive);
    }
}

#[cfg(test)]
mod tests {
    use super::{Directive, Reach, Slip};
    use crate::prose::Document;
    use crate::text::SourceFile;

    fn directives(name: &str, text: &str) -> Vec<Directive> {
        Document::parse(SourceFile::new(name, text)).directives
    }

    fn rules(directive: &Directive) -> Vec<&str> {
        directive.rules.iter().map(|rule| rule.id.as_str()).collect()
    }

    #[test]
    fn a_comment_names_rules_a_reason_and_an_end() {
        let text = "é <!--  claimlint-allow claim/cure, claim/x until=2027-01-31: Legal said: fine -->\n\nNext.\n";
        let found = directives("a.md", text);
        let [directive] = &found[..] else { panic!("{found:?}") };
        assert_eq!(rules(directive), ["claim/cure", "claim/x"]);
        assert_eq!(directive.reason, "Legal said: fine");
        assert!(matches!(directive.reach, Ok(Reach::Own(own)) if own.start == 0), "{directive:?}");
        let until = directive.until.as_ref().unwrap();
        assert_eq!(until.date.unwrap().to_string(), "2027-01-31");
        let spans = [directive.rules[0].span, directive.rules[1].span, until.span].map(|span| &text[span.range()]);
        assert_eq!(spans, ["claim/cure", "claim/x", "until=2027-01-31"]);
    }

    #[test]
    fn an_end_may_stand_in_the_reason_and_a_reason_may_be_missing() {
        let found = directives(
            "a.md",
            "<!-- claimlint-allow-file claim/cure: agreed until=soon -->\n<!-- claimlint-allow claim/cure -->\n<!-- claimlint-allow claim/cure because -->\n<!-- claimlint-allow -->\n",
        );
        assert_eq!((found[0].reason.as_str(), found[0].reach.clone()), ("agreed", Ok(Reach::File)));
        assert_eq!(found[0].until.as_ref().unwrap().date, None);
        assert_eq!((found[1].reason.as_str(), rules(&found[1])), ("", vec!["claim/cure"]));
        assert_eq!((found[2].reason.as_str(), rules(&found[2])), ("", vec!["claim/cure"]));
        assert!(found[3].rules.is_empty());
    }

    #[test]
    fn comments_in_code_and_comments_of_others_say_nothing() {
        let text = "`<!-- claimlint-allow a/b: c -->`\n\n```\n<!-- claimlint-allow a/b: c -->\n```\n\n<!-- claimlint is a linter -->\n\n<!-- vale off -->\n";
        assert!(directives("a.md", text).is_empty());
        assert!(directives("a.md", "{/* claimlint-allow a/b: c */}\n").is_empty(), "no comment in Markdown");
        assert_eq!(directives("a.mdx", "{/* claimlint-allow a/b: c */}\n\nNext\n").len(), 1);
        assert!(directives("a.mdx", "`{/* claimlint-allow a/b: c */}`\n").is_empty());
    }

    #[test]
    fn ranges_nest_and_what_does_not_close_is_told() {
        let begin = |rule: &str| format!("<!-- claimlint-allow-begin {rule}: r -->\n\n");
        let text = begin("a/a")
            + &begin("b/b")
            + "In\n\n<!-- claimlint-allow-end a/a -->\n\n<!-- claimlint-allow-end -->\n\n<!-- claimlint-allow-end -->\n\n"
            + &begin("c/c");
        let found = directives("a.md", &text);
        assert_eq!(found.len(), 4);
        for directive in &found[..2] {
            let Ok(Reach::Range { inner, .. }) = directive.reach else { panic!("{directive:?}") };
            assert!(text[inner.range()].contains("In\n"));
        }
        assert_eq!((&found[2].reach, &found[3].reach), (&Err(Slip::Unopened), &Err(Slip::Unclosed)));
    }

    #[test]
    fn a_word_that_there_is_not_is_told() {
        for text in
            ["<!-- claimlint-alow a/b: c -->", "<!-- claimlint: a/b -->", "<!-- claimlint-allow-next a/b: c -->"]
        {
            assert!(matches!(directives("a.md", text)[0].reach, Err(Slip::Word(_))), "{text}");
        }
    }

    #[test]
    fn front_matter_allows_and_names_products() {
        let yaml = "---\ntitle: é\nclaimlint:\n  allow:\n    - rule: claim/cure\n      reason: agreed\n      until: 2027-01-31\n    - {rule: [a/b, c/d], reason: 'so'}\n  products: [Zen Drops]\n---\nBody\n";
        let toml = "+++\ntitle = \"é\"\n[claimlint]\nproducts = [\"Zen Drops\"]\n[[claimlint.allow]]\nrule = \"claim/cure\"\nreason = \"agreed\"\nuntil = 2027-01-31\n[[claimlint.allow]]\nrule = [\"a/b\", \"c/d\"]\nreason = 'so'\n+++\nBody\n";
        for text in [yaml, toml] {
            let document = Document::parse(SourceFile::new("a.md", text));
            assert_eq!(document.products, ["Zen Drops"], "{text}");
            let [first, second] = &document.directives[..] else { panic!("{:?}", document.directives) };
            assert_eq!((rules(first), first.reason.as_str()), (vec!["claim/cure"], "agreed"));
            assert_eq!(first.until.as_ref().unwrap().date.unwrap().to_string(), "2027-01-31");
            assert!(text[first.rules[0].span.range()].contains("claim/cure"));
            assert_eq!((rules(second), second.reach.clone()), (vec!["a/b", "c/d"], Ok(Reach::File)));
        }
    }

    #[test]
    fn front_matter_that_says_something_else_is_told_where() {
        let text = "---\nclaimlint:\n  alow: []\n  products: [7]\n  allow:\n    - claim/cure\n    - {rule: a/b, reson: x}\n---\n";
        let found = directives("a.md", text);
        let told: Vec<(&str, bool)> = found.iter().map(|d| (&text[d.span.range()], d.reach.is_err())).collect();
        assert_eq!(
            told,
            [("alow", true), ("7", true), ("claim/cure", true), ("reson", true), ("{rule: a/b, reson: x", false)]
        );
    }
}
