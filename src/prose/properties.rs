//! What must hold for every input, and what may not change when only the writing does.
//! Tests only. Floor 2.

use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};

use super::{Block, BlockKind, Document, PieceKind};
use crate::text::SourceFile;

const SCRAPS: [&str; 96] = [
    "# ",
    "## ",
    "\n",
    "\n\n",
    "\r\n",
    "> ",
    "- ",
    "1. ",
    "    ",
    "\t",
    " ",
    " ",
    "* ",
    "+ ",
    "---\n",
    "+++\n",
    "```\n",
    "~~~",
    "`",
    "``",
    "$",
    "$$",
    "**",
    "__",
    "*",
    "_",
    "~~",
    "[",
    "](u)",
    "](u \"ti&amp;tle\")",
    "![",
    "](i.png 'a\\'b')",
    "][k]",
    "[k]: /u \"Title\"\n",
    "[^1]",
    "[^1]: ",
    "| a | b |\n|---|---|\n| c | d |\n",
    "|",
    ": ",
    "Term\n: ",
    "> [!NOTE]\n",
    "- [ ] ",
    "{#id}",
    "<!-- c -->",
    "<!--",
    "-->",
    "<div>",
    "</div>",
    "<details>",
    "</details>",
    "<summary>",
    "</summary>",
    "<p hidden>",
    "<span style=\"display:none\">",
    "</span>",
    "<b>",
    "</b>",
    "<a href=x>",
    "</a>",
    "<img alt=\"a &lt; b\" title=t>",
    "<br>",
    "<script>",
    "</script>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<h2>",
    "</h2>",
    "<ul><li>",
    "</ul>",
    "&amp;",
    "&#99;",
    "&nbsp;",
    "&",
    "\\",
    "\\*",
    "{x}",
    "{/* c */}",
    "{",
    "}",
    "import a from 'b'\n",
    "cures",
    "Kratom ",
    "pain. ",
    "don't",
    "U.S. ",
    "2.5",
    "-",
    "—",
    "...",
    "é",
    "с",
    "\u{AD}",
    "😀",
    "a@b.c",
];

fn markdown() -> impl Strategy<Value = String> {
    let scrap = prop_oneof![
        8 => prop::sample::select(&SCRAPS[..]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "\\PC{0,6}",
        1 => "[a-zA-Z,.!?'\" ]{0,12}",
    ];
    let front = prop_oneof![
        6 => prop::sample::select(&["", "", "", "\u{FEFF}"][..]).prop_map(str::to_owned),
        1 => "---\n(title|tags|keywords): [ \"'\\[\\]a-z,é\\\\]{0,12}\n---\n",
        1 => "\\+\\+\\+\n(title|tags) = [ \"'\\[\\]a-z,é\\\\]{0,12}\n\\+\\+\\+\n",
    ];
    (front, prop::collection::vec(scrap, 0..40)).prop_map(|(front, scraps)| front + &scraps.concat())
}

fn parse(text: &str) -> Document {
    Document::parse(SourceFile::new("a.md", text))
}

fn check(document: &Document, block: &Block) -> Result<(), proptest::test_runner::TestCaseError> {
    let text = document.source.text();
    let mut at = 0;
    for piece in block.map.pieces() {
        prop_assert_eq!(piece.prose.start, at, "gap in the map");
        at = piece.prose.end;
        prop_assert!(text.get(piece.source.range()).is_some(), "no slice: {:?}", piece);
        prop_assert!(piece.kind == PieceKind::Synthetic || !piece.source.is_empty(), "empty: {:?}", piece);
        if piece.kind == PieceKind::Verbatim {
            prop_assert_eq!(&block.prose[piece.prose.clone()], &text[piece.source.range()]);
        }
    }
    prop_assert_eq!(at, block.prose.len(), "the map does not cover the prose");
    let mut end = (0, 0);
    for (index, token) in block.tokens.iter().enumerate() {
        let (prose, norm) = (token.prose.start as usize..token.prose.end as usize, token.norm.clone());
        prop_assert!(prose.start >= end.0 && prose.start < prose.end && block.prose.get(prose.clone()).is_some());
        prop_assert!(norm.start as usize == end.1 && norm.start < norm.end && !block.norm(index).is_empty());
        let fragments = block.fragments(index..index + 1);
        prop_assert!(!fragments.is_empty());
        for pair in fragments.windows(2) {
            prop_assert!(pair[0].end <= pair[1].start, "fragments out of order");
        }
        prop_assert!(fragments.iter().all(|span| text.get(span.range()).is_some()));
        end = (prose.end, norm.end as usize);
    }
    let mut next = 0;
    for sentence in &block.sentences {
        prop_assert!(sentence.tokens.start == next && sentence.tokens.end > next);
        next = sentence.tokens.end;
    }
    prop_assert_eq!(next, block.tokens.len(), "tokens outside sentences");
    for range in block.strong.iter().chain(block.links.iter().map(|link| &link.text)) {
        prop_assert!(block.prose.get(range.clone()).is_some());
    }
    Ok(())
}

/// A paragraph of plain words, the base of the metamorphic tests.
fn words() -> impl Strategy<Value = Vec<String>> {
    let word = prop::sample::select(
        &[
            "Kratom",
            "cures",
            "pain",
            "doesn't",
            "B12",
            "anti-inflammatory",
            "2.5",
            "mg,",
            "it.",
            "They",
            "(maybe)",
            "U.S.",
            "John's",
            "\"really\"",
            "café",
            "7-OH",
            "1,000",
            "e.g.",
            "St.",
            "depre$$ion",
            "why?",
            "co-operate",
        ][..],
    );
    prop::collection::vec(word.prop_map(str::to_owned), 3..20).prop_map(|mut words| {
        words.insert(0, "So".to_owned());
        words
    })
}

fn norms(text: &str) -> Vec<String> {
    let document = parse(text);
    document.blocks.iter().flat_map(|block| (0..block.tokens.len()).map(|token| block.norm(token).to_owned())).collect()
}

fn sentence_ends(text: &str) -> Vec<usize> {
    parse(text)
        .blocks
        .iter()
        .flat_map(|block| block.sentences.iter().map(|s| s.tokens.end).collect::<Vec<_>>())
        .collect()
}

/// Words on lines that are full: one that has room for what follows was ended on purpose.
fn filled(words: &[String]) -> Vec<String> {
    const COLUMNS: usize = 24;
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= COLUMNS => {
                *line = format!("{line} {word}")
            }
            _ => lines.push(word.clone()),
        }
    }
    lines
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

    #[test]
    fn every_document_is_sound(text in markdown(), mdx in any::<bool>()) {
        let document = Document::parse(SourceFile::new(if mdx { "a.mdx" } else { "a.md" }, &text));
        for (id, block) in document.blocks.iter().enumerate() {
            check(&document, block)?;
            prop_assert!(block.lead.iter().chain(&block.heading).all(|other| *other < document.blocks.len() && *other != id));
        }
        let starts: Vec<usize> = document.blocks.iter().map(|block| block.span().start).collect();
        prop_assert!(starts.is_sorted());
        for comment in &document.comments {
            prop_assert!(comment.next <= document.blocks.len());
            prop_assert!(document.source.slice(comment.span).len() >= 4, "{:?}", comment);
        }
    }

    #[test]
    fn line_endings_change_nothing(text in markdown()) {
        let text = text.replace('\r', "");
        prop_assert_eq!(norms(&text), norms(&text.replace('\n', "\r\n")));
    }

    #[test]
    fn a_byte_order_mark_changes_nothing(text in markdown()) {
        let text = text.trim_start_matches('\u{FEFF}');
        let (plain, marked) = (parse(text), parse(&format!("\u{FEFF}{text}")));
        prop_assert_eq!(plain.blocks.len(), marked.blocks.len());
        for (a, b) in plain.blocks.iter().zip(&marked.blocks) {
            prop_assert_eq!(&a.prose, &b.prose);
            prop_assert_eq!(a.span().start + 3, b.span().start);
        }
    }

    #[test]
    fn writing_it_another_way_keeps_the_tokens(words in words(), at in any::<prop::sample::Index>(), wrap in 0..7_usize) {
        let plain = words.join(" ");
        let expected = norms(&plain);
        let at = at.index(words.len());
        let with = |word: String| words.iter().enumerate().map(|(i, w)| if i == at { word.clone() } else { w.clone() })
            .collect::<Vec<_>>().join(" ");
        let word = &words[at];
        let inner = word.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(0);
        let head = inner + word[inner..].chars().next().map_or(0, char::len_utf8);
        let other = match wrap {
            0 => format!("> {}", filled(&words).join("\n> ")),
            1 => with(format!("**{word}**")),
            2 => with(format!("[{word}](u)")),
            3 => format!("- {}", filled(&words).join("\n  ")),
            4 => with(format!("<b>{word}</b>")),
            5 if head > inner => with(format!("{}&#{};{}", &word[..inner], word.as_bytes()[inner], &word[head..])),
            6 if head < word.len() && word[inner..].starts_with(|c: char| c.is_ascii_alphabetic())
                && word[head..].starts_with(|c: char| c.is_ascii_alphabetic()) =>
                with(format!("{}\u{AD}{}", &word[..head], &word[head..])),
            _ => format!("**{plain}**"),
        };
        prop_assert_eq!(&norms(&other), &expected, "{}", other);
        prop_assert_eq!(sentence_ends(&other), sentence_ends(&plain), "{}", other);
        let emoji = norms(&format!("😀 {plain}"));
        prop_assert_eq!(&emoji[1..], &expected[..]);
    }

    #[test]
    fn a_title_before_changes_nothing(text in words()) {
        let text = text.join(" ");
        let document = parse(&format!("---\ntitle: x\n---\n{text}"));
        prop_assert_eq!(&document.blocks[0].kind, &BlockKind::FrontMatter(super::FrontMatterKey::Title));
        prop_assert_eq!(&document.blocks[1].prose, &text);
    }
}
