//! HTML inside Markdown: blocks of text, tags that hide or mark text, comments. html5gum says where tags begin and end;
//! text is read from the source between them, so every byte keeps its place. Floor 2.

use html5gum::emitters::default::{DefaultEmitter, StartTag};
use html5gum::{Token, Tokenizer};

use super::elements::{Effect, class_hides, heading_level, is_block, is_code, is_program, is_void, style_hides};
use super::entities::{self, Place, Reading};
use super::mdx::{EXPRESSION, NOTHING};
use super::named_text::is_of_text;
use super::walk::Walk;
use super::{BlockKind, Comment, FrontMatterKey};
use crate::text::Span;

/// A stretch of HTML, joined from lines that may stand apart in the source (block quotes).
#[derive(Debug, Default)]
pub(super) struct Buffer {
    text: String,
    /// Start in the text, place in the source, whether the bytes are the same.
    lines: Vec<(usize, Span, bool)>,
}

impl Buffer {
    /// Text that stands at a place of the source, where marks of quotations may open its lines.
    pub(super) fn new(text: &str, source: &str, span: Span) -> Self {
        let mut out = Self::default();
        let whole = source.get(span.range()).unwrap_or_default();
        let lines: Vec<(&str, &str)> = text.split_inclusive('\n').zip(whole.split_inclusive('\n')).collect();
        let is_apart = text != whole && lines.iter().all(|(line, written)| written.ends_with(line));
        if !is_apart {
            out.add(text, source, span);
            return out;
        }
        let mut end = span.start;
        for (line, written) in lines {
            end += written.len();
            out.add(line, source, Span::new(end - line.len(), end));
        }
        out
    }

    /// Adds a line.
    pub(super) fn add(&mut self, text: &str, source: &str, span: Span) {
        self.lines.push((self.text.len(), span, source.get(span.range()) == Some(text)));
        self.text.push_str(text);
    }

    fn line(&self, at: usize) -> Option<(usize, Span, bool)> {
        self.lines.get(self.lines.partition_point(|line| line.0 <= at).checked_sub(1)?).copied()
    }
}

impl Place for Buffer {
    fn at(&self, start: usize, end: usize) -> (Span, bool) {
        let last = end.saturating_sub(1).max(start);
        let (Some((from, span, same)), Some((to, span_to, same_to))) = (self.line(start), self.line(last)) else {
            return (Span::new(0, 0), false);
        };
        let head = if same { span.start + (start - from) } else { span.start };
        let tail = if same_to { span_to.start + (end - to) } else { span_to.end };
        (Span::new(head, tail), same && from == to)
    }
}

impl Walk<'_> {
    /// Reads a whole HTML block.
    pub(super) fn html_block(&mut self, html: &Buffer) {
        self.tags(html, false);
        self.finish();
        // What a browser closes by itself, and what a writer forgot to close and would swallow the rest of the page.
        while self.elements.last() == Some("p")
            || ["pre", "code", "kbd", "samp", "textarea", "math", "svg"].iter().any(|name| self.elements.is_open(name))
        {
            self.close_last();
        }
        (self.html_heading, self.html_cell) = (None, None);
    }

    /// Reads tags and comments, and the text between them if they are not inline.
    pub(super) fn tags(&mut self, html: &Buffer, inline: bool) {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(!inline);
        for token in Tokenizer::new_with_emitter(&html.text, emitter).flatten() {
            match token {
                Token::StartTag(tag) => self.start_tag(&tag, html, inline),
                Token::EndTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    self.end_tag(&name, inline);
                }
                Token::String(string) if !inline => self.html_text(html, string.span.start, string.span.end),
                Token::Comment(comment) => self.comment(html, comment.span.start, comment.span.end),
                _ => {}
            }
        }
    }

    fn html_text(&mut self, html: &Buffer, start: usize, end: usize) {
        let Some(text) = html.text.get(start..end) else { return };
        if self.elements.skips() || !self.is_reading() && text.trim().is_empty() {
            return;
        }
        if !self.is_reading() {
            self.begin(self.html_kind());
        }
        let mut at = start;
        for part in text.split_inclusive([EXPRESSION, NOTHING]) {
            let masked = self.mdx && part.ends_with([EXPRESSION, NOTHING]);
            let end = at + part.len() - usize::from(masked);
            self.write(|draft| {
                entities::push(draft, &html.text, at, end, Reading::Html, html);
                if masked && part.ends_with(EXPRESSION) && !draft.prose.ends_with('\u{FFFC}') {
                    draft.object(html.at(end, end + 1).0);
                }
            });
            at += part.len();
        }
    }

    /// What text is that begins here.
    fn html_kind(&self) -> BlockKind {
        let plain = || self.html_cell.clone().unwrap_or(BlockKind::Html);
        self.html_heading.map_or_else(plain, BlockKind::Heading)
    }

    fn comment(&mut self, html: &Buffer, start: usize, end: usize) {
        // Declarations and processing instructions come as comments too.
        let Some(body) = html.text.get(start..end).and_then(|raw| raw.strip_prefix("<!--")) else { return };
        let body = body.strip_suffix("-->").or_else(|| body.strip_suffix("--!>")).unwrap_or(body);
        let (span, _) = html.at(start, end);
        self.comments.push(Comment { span, text: body.trim().to_owned(), next: 0, own: None });
    }

    fn start_tag(&mut self, tag: &StartTag<usize>, html: &Buffer, inline: bool) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let (span, _) = html.at(tag.span.start, tag.span.end);
        if !inline && is_block(&name) {
            self.finish();
            let closes = self.elements.last().is_some_and(|last| {
                last == "p" || last == name && matches!(last, "li" | "td" | "th" | "tr" | "dt" | "dd" | "option")
            });
            if closes {
                self.close_last();
            }
            self.html_heading = heading_level(&name).or(self.html_heading);
            match name.as_str() {
                "table" => (self.table, self.html_cell) = (super::walk::Table::default(), None),
                "tr" => self.begin_row(self.table.row + 1),
                "td" | "th" => self.begin_html_cell(name == "th"),
                _ => {}
            }
        }
        let is_component =
            self.mdx && html.text.get(tag.span.start + 1..).is_some_and(|name| name.starts_with(char::is_uppercase));
        // `<meta property="og:description" content="…">` says what front matter says elsewhere.
        let described = |key: &[u8]| {
            let key = tag.attributes.get(key).and_then(|key| std::str::from_utf8(&key.value).ok());
            key.and_then(|key| key.rsplit(':').next()).is_some_and(is_of_text)
        };
        let describes = name == "meta" && (described(b"name") || described(b"property"));
        for (attribute, value) in &tag.attributes {
            let kind = match &attribute[..] {
                b"alt" => BlockKind::Alt,
                b"content" if describes => BlockKind::FrontMatter(FrontMatterKey::Description),
                b"title" | b"aria-label" | b"placeholder" => BlockKind::LinkTitle,
                name if is_component && std::str::from_utf8(name).is_ok_and(is_of_text) => BlockKind::Html,
                _ => continue,
            };
            self.attribute(html, value.span.start, value.span.end, kind);
        }
        match name.as_str() {
            "img" if inline || self.is_reading() => self.write(|draft| draft.object(span)),
            "br" if inline && self.is_bullet(span.end) => self.begin_bullet(),
            "br" if inline || self.html_heading.is_some() || goes_on(&html.text[tag.span.end..]) => {
                self.write(|draft| draft.end_line(span));
            }
            "br" => self.finish(),
            _ => {}
        }
        if is_void(&name) || tag.self_closing {
            return;
        }
        let value =
            |name: &[u8]| tag.attributes.get(name).map(|value| String::from_utf8_lossy(&value.value).into_owned());
        let effect = Effect {
            hidden: value(b"hidden").is_some_and(|value| value != "false")
                || value(b"aria-hidden").is_some_and(|value| value == "true" || value.is_empty())
                || value(b"style").is_some_and(|style| style_hides(&style))
                || [&b"class"[..], b"classname"].iter().any(|name| value(name).is_some_and(|all| class_hides(&all))),
            details: name == "details",
            summary: name == "summary" && self.elements.is_open("details"),
            skip: is_program(&name) || is_code(&name) || name == "sup" && self.is_note(span.end),
            strong: matches!(name.as_str(), "strong" | "b"),
            struck: matches!(name.as_str(), "s" | "del" | "strike"),
            link: name == "a" && tag.attributes.contains_key(&b"href"[..]),
            list: !inline && matches!(name.as_str(), "ul" | "ol"),
        };
        if is_code(&name) && (inline || self.is_reading()) {
            self.write(|draft| draft.object(span));
        }
        if !inline && (effect.strong || effect.struck || effect.link) && !self.is_reading() && !self.elements.skips() {
            self.begin(self.html_kind());
        }
        if effect.strong {
            self.begin_strong();
        }
        if effect.struck {
            self.begin_struck();
        }
        if effect.link {
            self.begin_link(&value(b"href").unwrap_or_default());
        }
        if effect.list {
            self.begin_list();
        }
        self.elements.open(&name, effect);
    }

    /// Whether a note's sign stands in the `<sup>` that ends at a byte of the text, `gout<sup>[1]</sup>`: one letter at most, and no
    /// power of ten.
    fn is_note(&self, at: usize) -> bool {
        /// Signs are short.
        const MOST_BYTES: usize = 200;
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        let rest = String::from_utf8_lossy(&rest[..rest.len().min(MOST_BYTES)]);
        let Some((sign, _)) = rest.split_once("</sup>") else { return false };
        let mut in_tag = false;
        let shown = sign.chars().filter(|c| {
            let is_shown = !in_tag && *c != '<';
            in_tag = (in_tag || *c == '<') && *c != '>';
            is_shown
        });
        let before = self.current.as_ref().and_then(|draft| draft.prose.chars().next_back());
        !before.is_some_and(|c| c.is_ascii_digit()) && shown.filter(|c| c.is_alphabetic()).count() <= 1
    }

    fn end_tag(&mut self, name: &str, inline: bool) {
        if !inline && is_block(name) {
            self.finish();
        }
        if heading_level(name).is_some() {
            self.html_heading = None;
        }
        if matches!(name, "td" | "th" | "tr" | "table") {
            self.html_cell = None;
        }
        while self.elements.is_open(name) {
            let last = self.elements.last() == Some(name);
            self.close_last();
            if last {
                break;
            }
        }
    }

    fn close_last(&mut self) {
        let Some(effect) = self.elements.pop() else { return };
        if effect.strong {
            self.end_strong();
        }
        if effect.struck {
            self.end_struck();
        }
        if effect.link {
            self.end_link();
        }
        if effect.list {
            self.end_list();
        }
    }

    /// A block from the value of an attribute, whose span covers name, sign and quotes.
    fn attribute(&mut self, html: &Buffer, start: usize, end: usize, kind: BlockKind) {
        let Some(raw) = html.text.get(start..end.min(html.text.len())) else { return };
        let Some(sign) = raw.find('=') else { return };
        let value = raw[sign + 1..].trim_start();
        let from = start + raw.len() - value.len();
        let (from, len) = match value.as_bytes().first() {
            Some(quote @ (b'"' | b'\'')) => (from + 1, value[1..].find(char::from(*quote)).unwrap_or(value.len() - 1)),
            _ => (from, value.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(value.len())),
        };
        if self.mdx && html.text[from..from + len].contains([EXPRESSION, NOTHING]) {
            return;
        }
        let mut draft = self.draft(kind);
        entities::push(&mut draft, &html.text, from, from + len, Reading::Html, html);
        self.follow(draft);
    }
}

/// Whether a sentence goes on behind a line break: with a small letter, in bold or not.
fn goes_on(mut text: &str) -> bool {
    while let Some((tag, rest)) = text.trim_start().strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        if !matches!(tag.split_whitespace().next(), Some("a" | "b" | "i" | "em" | "strong" | "u" | "small" | "span")) {
            return false;
        }
        text = rest;
    }
    text.trim_start().starts_with(char::is_lowercase)
}
