//! Front matter: which of its values are prose, each a block with its exact bytes. YAML between `---`, TOML between `+++`.
//! Of broken front matter what stands on lines of its own is read (`title: Kava: it cures`), and nothing stops. What the keys
//! mean to a linter is not known here. Floor 2.

use std::ops::Range;

use super::draft::Draft;
use super::named_text::is_of_text;
use super::scalar::{self, Part};
use super::{Block, BlockKind, Context, FrontMatterKey};
use crate::text::Span;
use crate::text::tree::{self, Node};

/// The language of front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrontMatterFormat {
    /// Between `---` lines.
    Yaml,
    /// Between `+++` lines.
    Toml,
}

/// Front matter in a file.
pub(super) struct Found {
    pub(super) format: FrontMatterFormat,
    /// What stands between the delimiting lines.
    pub(super) span: Span,
    /// Where the text after it starts.
    end: usize,
}

/// The front matter of a text, if it begins with some.
pub(super) fn find(text: &str) -> Option<Found> {
    let start = bom(text);
    let mut at = start;
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next()?;
    let (format, close) = match first.trim_end() {
        "---" => (FrontMatterFormat::Yaml, ["---", "..."]),
        "+++" => (FrontMatterFormat::Toml, ["+++", "+++"]),
        _ => return None,
    };
    at += first.len();
    let inner = at;
    for line in lines {
        if close.contains(&line.trim_end()) {
            let span = Span::new(inner, at);
            return is_metadata(&text[span.range()], format).then_some(Found { format, span, end: at + line.len() });
        }
        at += line.len();
    }
    None
}

/// A rule over a heading looks like empty front matter with text in it; metadata begins with a key.
fn is_metadata(inner: &str, format: FrontMatterFormat) -> bool {
    let mut lines = inner.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let Some(line) = lines.next() else { return true };
    match format {
        FrontMatterFormat::Yaml => {
            let key = line.split_once(':').map_or("", |(key, _)| key.trim());
            line.starts_with('{') || !key.is_empty() && (!key.contains(' ') || key.starts_with(['"', '\'']))
        }
        FrontMatterFormat::Toml => line.contains('=') || line.starts_with('['),
    }
}

fn bom(text: &str) -> usize {
    if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 }
}

/// What front matter says.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    /// Where the rest of the text starts.
    pub(super) end: usize,
    /// Its prose.
    pub(super) blocks: Vec<Block>,
    /// What stands under `claimlint`.
    pub(super) own: Option<Node>,
    /// Where `claimlint` stands in front matter that is broken, so that nothing under it can be read.
    pub(super) unread: Option<Unread>,
    /// Its other keys in lower case, with those values that are text.
    pub(super) metadata: Vec<(String, String)>,
}

/// Front matter for the linter that is lost on it.
#[derive(Debug)]
pub(super) struct Unread {
    /// The line on which `claimlint` stands.
    pub(super) at: Span,
    /// Which line of the file breaks the rest, and how: `line 2: …`.
    pub(super) why: String,
}

/// Reads the front matter of a text.
pub(super) fn read(text: &str) -> FrontMatter {
    let Some(found) = find(text) else { return FrontMatter { end: bom(text), ..FrontMatter::default() } };
    let inner = &text[found.span.range()];
    let root = match found.format {
        FrontMatterFormat::Yaml => tree::lenient_yaml(inner),
        FrontMatterFormat::Toml => tree::toml(inner),
    };
    let mut unread = None;
    let mut entries = match root.map(|root| root.value) {
        Ok(tree::Value::Map(entries)) => entries,
        Ok(_) => Vec::new(),
        Err(error) => {
            unread = own_line(inner).map(|own| Unread {
                at: Span::new(found.span.start + own.start, found.span.start + own.end),
                why: format!("line {}: {}", line_number(text, found.span.start + error.span.start), error.message),
            });
            lines(inner, found.format)
        }
    };
    let mut values = values(&entries);
    values.sort_by_key(|value| value.span.start);
    let drafts = values.into_iter().flat_map(|value| value.drafts(text, found.span.start));
    let blocks = drafts.filter_map(Draft::finish).collect();
    let own = entries.iter().position(|(key, _)| key.text() == Some("claimlint"));
    let own = own.map(|at| entries.swap_remove(at).1.shifted(found.span.start));
    let text = |node: &Node| match node.value {
        // `true`, as it is written.
        tree::Value::Other => inner.get(node.span.range()).unwrap_or_default().to_lowercase(),
        _ => node.text().unwrap_or_default().to_lowercase(),
    };
    let metadata = entries.iter().map(|(key, value)| (text(key), text(value))).collect();
    FrontMatter { end: found.end, blocks, own, unread, metadata }
}

/// What broken front matter says on lines of its own: a key, its sign, and text to the end of the line, taken as it stands.
fn lines(inner: &str, format: FrontMatterFormat) -> Vec<(Node, Node)> {
    let mut entries = Vec::new();
    for (at, line) in lines_of(inner) {
        let line = line.trim_end();
        let parted = match format {
            FrontMatterFormat::Yaml => line.split_once(": "),
            FrontMatterFormat::Toml => line.split_once('=').map(|(name, value)| (name.trim_end(), value)),
        };
        let Some((name, value)) = parted else { continue };
        let text = value.trim_start();
        let quotes = ["\"\"\"", "'''"];
        // What opens a list, a mapping or a text over several lines is not whole on its line.
        let is_whole = !text.is_empty()
            && !text.starts_with(['[', '{', '|', '>', '&', '*', '#'])
            && !quotes.iter().any(|quote| text.starts_with(quote));
        if name.is_empty() || name.contains(char::is_whitespace) || !is_whole {
            continue;
        }
        let from = at + line.len() - text.len();
        let quoted =
            text.len() > 1 && ['"', '\''].iter().any(|quote| text.starts_with(*quote) && text.ends_with(*quote));
        let decoded = if quoted { &text[1..text.len() - 1] } else { text };
        entries.push((leaf(name, at..at + name.len()), leaf(decoded, from..from + text.len())));
    }
    entries
}

/// Where `claimlint` is a key or a table of broken front matter.
fn own_line(inner: &str) -> Option<Range<usize>> {
    let is_own = |line: &str| {
        let name = line.trim_start_matches(['[', '"', '\'']);
        let rest = name.strip_prefix("claimlint").map(|rest| rest.trim_start_matches(['"', '\'', ' ']));
        rest.is_some_and(|rest| rest.starts_with([':', '=', '.', ']']))
    };
    lines_of(inner).find(|(_, line)| is_own(line)).map(|(at, line)| at..at + line.trim_end().len())
}

/// The number of the line that holds a byte, from 1.
fn line_number(text: &str, at: usize) -> usize {
    text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
}

/// The lines of a text, and where each begins.
fn lines_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        at += line.len();
        (at - line.len(), line)
    })
}

fn leaf(text: &str, at: Range<usize>) -> Node {
    Node { span: Span::new(at.start, at.end), value: tree::Value::Text(text.to_owned()) }
}

fn key(name: &str) -> Option<FrontMatterKey> {
    Some(match name {
        "title" | "seo_title" | "meta_title" | "linkTitle" => FrontMatterKey::Title,
        "description" | "meta_description" | "seo_description" | "subtitle" | "excerpt" => FrontMatterKey::Description,
        "summary" => FrontMatterKey::Summary,
        "keywords" | "focus_keyword" => FrontMatterKey::Keyword,
        "tags" | "categories" => FrontMatterKey::Tag,
        _ => return None,
    })
}

/// A scalar under a known key.
struct Value {
    key: FrontMatterKey,
    /// The value as decoded; nothing for numbers and the like, which are as they stand.
    text: Option<String>,
    /// In the front matter, quotes included.
    span: Span,
}

impl Value {
    /// The blocks of a scalar: one, or one a keyword.
    fn drafts(self, source: &str, base: usize) -> Vec<Draft> {
        let span = Span::new(base + self.span.start, base + self.span.end);
        let Some(raw) = source.get(span.range()) else { return Vec::new() };
        let text = self.text.unwrap_or_else(|| raw.to_owned());
        let whole = || vec![Part { text: 0..text.len(), source: 0..raw.len(), verbatim: false }];
        let parts = scalar::parts(raw, &text).unwrap_or_else(whole);
        let list = matches!(self.key, FrontMatterKey::Keyword | FrontMatterKey::Tag);
        let mut at = 0;
        let pieces = if list { text.split(',').collect() } else { vec![text.as_str()] };
        let mut drafts = Vec::new();
        for piece in pieces {
            let start = at + (piece.len() - piece.trim_start().len());
            let end = start + piece.trim().len();
            at += piece.len() + 1;
            let mut draft = Draft::new(BlockKind::FrontMatter(self.key), Context::default());
            for part in parts.iter().filter(|part| part.text.start < end && part.text.end > start) {
                let said = part.text.start.max(start)..part.text.end.min(end);
                let from = span.start + part.source.start;
                if part.verbatim {
                    draft.verbatim(&text[said.clone()], from + said.start - part.text.start);
                } else {
                    draft.replaced(&text[said], Span::new(from, span.start + part.source.end));
                }
            }
            drafts.push(draft);
        }
        drafts
    }
}

/// The scalars under keys whose values are prose, those in lists and mappings, too (`seo: {description: …}`): there a title is
/// not the page's, and keywords are none.
fn values(entries: &[(Node, Node)]) -> Vec<Value> {
    let mut out = Vec::new();
    let mut gather = vec![(entries, true)];
    while let Some((entries, is_page)) = gather.pop() {
        for (name, node) in entries {
            // Who wrote a page is not what it says.
            let Some(name) = name.text().filter(|name| !matches!(*name, "claimlint" | "author" | "authors")) else {
                continue;
            };
            let own = if is_page { key(name) } else { None };
            let key = own.or_else(|| is_of_text(name).then_some(FrontMatterKey::Description));
            for item in node.items() {
                let text = match &item.value {
                    tree::Value::Map(inner) => {
                        gather.push((inner, false));
                        continue;
                    }
                    tree::Value::Text(text) => Some(text.clone()),
                    tree::Value::Other if is_page => None,
                    _ => continue,
                };
                out.extend(key.map(|key| Value { key, text, span: item.span }));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{FrontMatter, read};
    use crate::prose::{BlockKind, FrontMatterKey, PieceKind};

    fn shown(text: &str) -> (Vec<(FrontMatterKey, String, String)>, String) {
        let FrontMatter { end, blocks, .. } = read(text);
        let blocks = blocks.into_iter().map(|block| {
            let BlockKind::FrontMatter(key) = block.kind else { panic!("{:?}", block.kind) };
            for piece in block.map.pieces().iter().filter(|piece| piece.kind == PieceKind::Verbatim) {
                assert_eq!(block.prose[piece.prose.clone()], text[piece.source.range()]);
            }
            (key, block.prose.clone(), text[block.span().range()].to_owned())
        });
        (blocks.collect(), text[end..].to_owned())
    }

    fn entry(key: FrontMatterKey, prose: &str, source: &str) -> (FrontMatterKey, String, String) {
        (key, prose.to_owned(), source.to_owned())
    }

    #[test]
    fn yaml_values_keep_their_bytes() {
        use FrontMatterKey::{Description, Keyword, Summary, Tag, Title};
        let text = "\u{FEFF}---\r\ntitle: Kava é cures\r\ndate: 2024-01-01\r\nseo_title: \"Kava\"\r\nsubtitle: 'it''s'\r\n\
                    draft: true\r\nauthor: {name: x, tags: [y]}\r\nkeywords: kava, kratom tea\r\ntags: [a b, \"c\"]\r\n\
                    categories:\r\n  - d\r\n  - 5\r\nsummary: >\r\n  folded\r\n  text\r\n---\r\nBody";
        let (blocks, rest) = shown(text);
        assert_eq!(rest, "Body");
        assert_eq!(
            blocks[..9],
            [
                entry(Title, "Kava é cures", "Kava é cures"),
                entry(Title, "Kava", "Kava"),
                entry(Description, "it's", "it''s"),
                entry(Keyword, "kava", "kava"),
                entry(Keyword, "kratom tea", "kratom tea"),
                entry(Tag, "a b", "a b"),
                entry(Tag, "c", "c"),
                entry(Tag, "d", "d"),
                entry(Tag, "5", "5"),
            ]
        );
        assert_eq!((blocks[9].0, blocks[9].1.as_str()), (Summary, "folded text"));
        assert_eq!(blocks[9].2, "folded\r\n  text");
    }

    #[test]
    fn values_in_lists_and_mappings_are_read() {
        use FrontMatterKey::{Description, Title};
        let text = "---\ntitle: Kava\nhero: {tagline: Sleep, image: {src: a.png, alt: A jar}}\nfaq:\n  - question: Why?\n    \
                    answer: It cures\nauthor: {description: a nurse}\nseo:\n  title: Tea\n  keywords: b\n---\nBody";
        let (blocks, _) = shown(text);
        assert_eq!(blocks[0], entry(Title, "Kava", "Kava"));
        let texts = ["Sleep", "A jar", "Why?", "It cures", "Tea"];
        assert_eq!(blocks[1..], texts.map(|text| entry(Description, text, text)));
    }

    #[test]
    fn toml_values_keep_their_bytes() {
        use FrontMatterKey::{Description, Tag, Title};
        let text =
            "+++\ntitle = \"Kava\"\ntags = ['a', \"b\\u0063\"]\ndescription = 'it is'\n[x]\ntitle = 1\n+++\nBody";
        assert_eq!(
            shown(text).0,
            [
                entry(Title, "Kava", "Kava"),
                entry(Tag, "a", "a"),
                entry(Tag, "bc", "b\\u0063"),
                entry(Description, "it is", "it is"),
            ]
        );
    }

    #[test]
    fn broken_front_matter_gives_what_stands_on_lines_of_its_own() {
        use FrontMatterKey::{Description, Title};
        let text = "---\r\ntitle: Kava: it cures\r\nprice: $20\r\ntags: [a\r\ndescription: \"It: is\"\r\n---\r\nBody";
        let (blocks, rest) = shown(text);
        assert_eq!(rest, "Body");
        assert_eq!(blocks, [entry(Title, "Kava: it cures", "Kava: it cures"), entry(Description, "It: is", "It: is")]);
        assert!(read(text).metadata.contains(&("price".to_owned(), "$20".to_owned())));
        let text = "+++\ntitle = \"Kava: it cures\"\nprice = $20\ntags = [a\ndescription='It is'\n+++\nBody";
        let (blocks, rest) = shown(text);
        assert_eq!(rest, "Body");
        assert_eq!(blocks, [entry(Title, "Kava: it cures", "Kava: it cures"), entry(Description, "It is", "It is")]);
    }

    #[test]
    fn broken_front_matter_says_where_it_speaks_to_the_linter() {
        let unread = |text: &str| read(text).unread.map(|unread| text[unread.at.range()].to_owned());
        let own = |line: &str| Some(line.to_owned());
        assert_eq!(unread("---\na: b: c\nclaimlint:\n  products: [x]\n---\n"), own("claimlint:"));
        assert_eq!(unread("+++\na = b\n[[claimlint.allow]]\r\n+++\n"), own("[[claimlint.allow]]"));
        assert_eq!(unread("+++\na = b\nclaimlint = {}\n+++\n"), own("claimlint = {}"));
        assert_eq!(unread("---\na: b: c\nby: claimlint\nclaimlinting: x\n---\n"), None);
        assert_eq!(unread("---\na: b\nclaimlint: {}\n---\n"), None);
        let line = |text: &str| read(text).unread.and_then(|it| Some(it.why.split_once(": ")?.0.to_owned()));
        for (text, broken) in [
            ("---\na: b\ntitle: Tea: it cures\nclaimlint:\n  products: [x]\n---\n", "line 3"),
            ("---\r\nclaimlint: {}\r\ntags: [a\r\nby: me\r\n---\r\n", "line 4"),
            ("+++\na = 1\nb = c d\n[claimlint]\n+++\n", "line 3"),
        ] {
            assert_eq!(line(text).as_deref(), Some(broken), "{text}");
        }
    }

    #[test]
    fn broken_front_matter_gives_no_blocks_and_the_rest_stays() {
        for text in
            ["---\ntitle: [a\n---\nBody", "+++\ntitle = \n+++\nBody", "---\n---\nBody", "---\na: &x [*x]\n---\nBody"]
        {
            assert_eq!(shown(text), (Vec::new(), "Body".to_owned()), "{text}");
        }
    }

    #[test]
    fn a_rule_over_a_heading_is_no_front_matter() {
        for text in ["---\nKava cures\n---\n", "---\n\nKava really: it cures\n\n---\n", "---\ntitle: x\n", "-- -\n"] {
            assert_eq!(shown(text), (Vec::new(), text.to_owned()), "{text}");
        }
    }
}
