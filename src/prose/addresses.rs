//! Addresses that are no Markdown link: in attributes of HTML and of MDX components (`<Cta to="/go/x">`), in shortcodes, under
//! keys of front matter, bare in the text. They are found by how they are written, not by what stands around them, since
//! each site generator has forms of its own. Floor 2.

use super::{Document, code};
use crate::text::Span;

/// An address, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// As it is written; `rel=sponsored` where an attribute says that of a link.
    pub url: String,
    /// Its place in the source.
    pub span: Span,
}

impl Document {
    /// Those addresses that are wanted, in order; what stands in code and in comments is none.
    #[must_use]
    pub fn addresses(&self, wanted: impl Fn(&str) -> bool) -> Vec<Address> {
        let text = self.source.text();
        let mut found = find(text);
        found.retain(|address| !is_image(&address.url) && wanted(&address.url));
        if !found.is_empty() {
            let base = self.body();
            let code = code::code(&text[base..]);
            let code = code.iter().map(|span| Span::new(span.start + base, span.end + base));
            let unread: Vec<Span> = code.chain(self.comments.iter().map(|comment| comment.span)).collect();
            let read = |address: &Address| !unread.iter().any(|span| span.holds(address.span));
            found.retain(read);
        }
        found
    }

    /// The first byte behind the front matter.
    #[must_use]
    pub fn body(&self) -> usize {
        self.front_matter().map_or(0, |(_, span)| span.end)
    }
}

/// All addresses of a text: with a scheme wherever they stand, others only in quotes or behind a key.
fn find(text: &str) -> Vec<Address> {
    let mut out = Vec::new();
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>' | ')' | ']' | '}' | '|' | '\\');
    let until = |start: usize| start + text[start..].find(ends).unwrap_or(text.len() - start);
    let mut from = 0;
    for (at, _) in text.match_indices(['/', '=']).filter(|(at, _)| text.is_char_boundary(*at)) {
        if at < from {
            continue;
        }
        let before = &text[..at];
        let start = if text[at..].starts_with("//") {
            // `https://…`, or `//host/…` in quotes.
            let scheme = before.strip_suffix(':').map(|rest| rest.len() - letters_behind(rest));
            scheme.filter(|scheme| *scheme + 1 < at).or_else(|| opens_value(before).then_some(at))
        } else if text[at..].starts_with('/') {
            opens_value(before).then_some(at)
        } else {
            if let Some(span) = sponsored(text, at) {
                out.push(Address { url: "rel=sponsored".to_owned(), span });
            }
            None
        };
        if let Some(start) = start {
            from = until(at).max(at + 1);
            out.push(Address { url: text[start..from].to_owned(), span: Span::new(start, from) });
        }
    }
    out
}

/// How many ASCII letters a text ends with.
fn letters_behind(text: &str) -> usize {
    text.bytes().rev().take_while(u8::is_ascii_alphabetic).take(LONGEST_SCHEME).count()
}

/// Whether a value may begin behind a text: behind a quote, or a key and its sign.
fn opens_value(before: &str) -> bool {
    before.ends_with(['"', '\'', '`', '=']) || before.ends_with(": ")
}

/// The attribute `rel="… sponsored …"` whose sign stands at a place.
fn sponsored(text: &str, sign: usize) -> Option<Span> {
    let start = text[..sign].trim_end().strip_suffix("rel")?.len();
    let value = text[sign + 1..].trim_start_matches([' ', '{']);
    let from = text.len() - value.len();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'));
    let value = match quote {
        Some(quote) => value[1..].split(quote).next()?,
        None => value.split([' ', '>', '}', '\n']).next()?,
    };
    let says = value.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("sponsored"));
    says.then(|| Span::new(start, from + value.len()))
}

/// Whether it is a picture's: nobody is led there.
fn is_image(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    path.contains('/')
        && matches!(ending.as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg" | "avif" | "css" | "js")
}

/// No scheme is longer.
const LONGEST_SCHEME: usize = 8;

#[cfg(test)]
mod tests {
    use crate::prose::Document;
    use crate::text::SourceFile;

    fn addresses(text: &str) -> Vec<String> {
        let document = Document::parse(SourceFile::new("page.mdx", text));
        document.addresses(|_| true).into_iter().map(|address| address.url).collect()
    }

    #[test]
    fn addresses_are_found_in_whatever_form_they_stand() {
        for (text, url) in [
            ("<Cta href=\"https://a.example/x?y=1\">Go</Cta>", "https://a.example/x?y=1"),
            ("<Link to=\"/go/drops\">Go</Link>", "/go/drops"),
            ("<Product url='//a.example/x' />", "//a.example/x"),
            ("<Card link={\"https://a.example/x\"} />", "https://a.example/x"),
            ("{{< button href=\"https://a.example/x\" >}}Go{{< /button >}}", "https://a.example/x"),
            ("{% button url=\"https://a.example/x\" %}", "https://a.example/x"),
            ("Go to https://a.example/x today.", "https://a.example/x"),
            ("<https://a.example/x>", "https://a.example/x"),
            ("---\nbuy_link: /go/drops\n---\n\nText.", "/go/drops"),
            ("<a rel=\"nofollow sponsored\" href=\"x\">Go</a>", "rel=sponsored"),
        ] {
            assert!(addresses(text).iter().any(|found| found == url), "{url}: {:?}", addresses(text));
        }
    }

    #[test]
    fn what_leads_nowhere_is_none() {
        for text in [
            "Take it and/or leave it, 1/2 a cup.",
            "```\nhttps://a.example/x\n```",
            "See `https://a.example/x` here.",
            "{/* https://a.example/x */}",
            "![leaf](https://a.example/leaf.png)",
            "<a rel=\"nofollow\">Go</a>",
        ] {
            assert_eq!(addresses(text), Vec::<String>::new(), "{text}");
        }
    }
}
