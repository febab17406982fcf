//! What a document must hold: which blocks, where they stand, what introduces them.
//! Tests only. Floor 2.

use super::{BlockKind, Document, TokenFlags};
use crate::text::SourceFile;

fn parse(text: &str) -> Document {
    Document::parse(SourceFile::new("a.md", text))
}

fn shown(document: &Document) -> Vec<String> {
    document.blocks.iter().map(|block| format!("{:?} {}", block.kind, block.prose)).collect()
}

fn sources(document: &Document, block: usize, word: &str) -> Vec<String> {
    let block = &document.blocks[block];
    let at = (0..block.tokens.len()).find(|token| block.norm(*token) == word).unwrap();
    block.fragments(at..at + 1).into_iter().map(|span| document.source.slice(span).to_owned()).collect()
}

/// The prose of what introduces a block.
fn lead<'a>(document: &'a Document, prose: &str) -> Vec<&'a str> {
    let block = document.blocks.iter().find(|block| block.prose == prose).unwrap();
    block.lead.iter().map(|id| document.blocks[*id].prose.as_str()).collect()
}

/// The sentences of the first block.
fn sentences(text: &str) -> Vec<String> {
    let block = &parse(text).blocks[0];
    block.sentences.iter().map(|it| block.prose[block.prose_range(it.tokens.clone())].to_owned()).collect()
}

#[test]
fn leaf_blocks_come_in_source_order() {
    let text = "# Kava\n\nIt *cures*\npain.\n\n- one\n- two\n\n  more\n\n> quoted\n\n```\ncode\n```\n\n    code\n";
    let document = parse(text);
    assert_eq!(
        shown(&document),
        [
            "Heading(1) Kava",
            "Paragraph It cures pain.",
            "ListItem one",
            "ListItem two",
            "ListItem more",
            "Paragraph quoted"
        ]
    );
    assert_eq!(document.blocks[5].context.quote, 1);
    assert_eq!(document.blocks[2].context.list, 1);
    assert_eq!(document.blocks[1].heading, Some(0));
    assert_eq!(document.words, 8);
}

#[test]
fn a_word_across_markup_is_one_token_with_its_fragments() {
    let document = parse("It cu**res** co&#107;e, [snow_ball](u).");
    assert_eq!(sources(&document, 0, "cures"), ["cu", "res"]);
    assert_eq!(sources(&document, 0, "coke"), ["co&#107;e"]);
    let block = &document.blocks[0];
    assert!(block.tokens[1].flags.has(TokenFlags::SPLIT) && block.tokens[1].flags.has(TokenFlags::STRONG));
    assert!(!block.tokens[0].flags.has(TokenFlags::SPLIT));
    assert!(block.tokens[4].flags.has(TokenFlags::LINK));
    assert_eq!(block.links[0].url, "u");
}

#[test]
fn code_images_and_math_are_one_opaque_token() {
    let document = parse("Use `x` and $y^2$ and ![a **b**](i.png \"the 'title' &amp; more\") now.");
    assert_eq!(
        shown(&document),
        ["Paragraph Use \u{FFFC} and \u{FFFC} and \u{FFFC} now.", "Alt a b", "LinkTitle the 'title' & more"]
    );
    assert_eq!(sources(&document, 2, "title"), ["title"]);
    assert_eq!(sources(&document, 2, "&"), ["&amp;"]);
}

#[test]
fn the_title_of_a_reference_stands_where_it_is_defined() {
    let document = parse("[//]: # (a note to self)\n\nSee [kava][k].\n\n[k]: /u \"Cures all\"\n\n> later\n");
    assert_eq!(shown(&document), ["Paragraph See kava.", "LinkTitle Cures all", "Paragraph later"]);
    assert_eq!(sources(&document, 1, "cures"), ["Cures"]);
}

#[test]
fn a_label_in_bold_begins_a_sentence() {
    assert_eq!(sentences("**Brand:** Sorrel\n**Good for**: gout\n"), ["Brand: Sorrel", "Good for: gout"]);
    assert_eq!(sentences("Take **this:** tea,\n**then** leave\n"), ["Take this: tea, then leave"]);
    assert_eq!(sentences("Brand<br>**For:** gout\n"), ["Brand", "For: gout"]);
}

#[test]
fn a_few_words_in_bold_are_a_heading() {
    let kinds = |text: &str| parse(text).blocks.into_iter().map(|block| block.kind).collect::<Vec<_>>();
    assert_eq!(kinds("**Symptoms of gout**\n\nIt hurts.\n"), [BlockKind::Heading(6), BlockKind::Paragraph]);
    for no_heading in [
        "**Sorrel** tea",
        "**Is it safe?**",
        "**We ship on Mondays.**",
        "**$19**",
        "- **Gout**",
        "> **Gout**",
        "**[Order now](/cart)**",
        "**one two three four five six seven eight nine ten eleven**",
    ] {
        assert!(!kinds(no_heading).contains(&BlockKind::Heading(6)), "{no_heading}");
    }
    let document = parse("# Sorrel\n\n**Uses**\n\none\n\n**Risks**\n\ntwo\n");
    let heading = |at: usize| document.blocks[at].heading.map(|id| document.blocks[id].prose.as_str());
    assert_eq!([1, 2, 3, 4].map(heading), [Some("Sorrel"), Some("Uses"), Some("Sorrel"), Some("Risks")]);
}

#[test]
fn a_colon_leads_into_the_list_below() {
    let document = parse("Kratom helps with:\n\n- pain\n- mood:\n  - joy\n- sleep\n\nText.\n\n- free\n");
    assert_eq!(lead(&document, "pain"), ["Kratom helps with:"]);
    assert_eq!(lead(&document, "joy"), ["Kratom helps with:", "mood:"]);
    assert_eq!(lead(&document, "sleep"), ["Kratom helps with:"]);
    assert!(lead(&document, "free").is_empty());
    assert_eq!(lead(&parse("## Benefits:\n- pain\n"), "pain"), ["Benefits:"]);
    assert_eq!(lead(&parse("**Benefits:**\n1. pain\n"), "pain"), ["Benefits:"]);
    assert!(lead(&parse("So:\n\n---\n\n- pain\n"), "pain").is_empty());
}

#[test]
fn half_a_sentence_and_a_question_for_things_lead_into_the_list_below() {
    for leads in [
        "We also help with",
        "## Perfect for",
        "**Useful in**",
        "## What can be treated?",
        "In which cases is it used?",
    ] {
        assert_eq!(lead(&parse(&format!("{leads}\n\n- pain\n")), "pain").len(), 1, "{leads}");
    }
    for other in ["We help.", "For", "## Uses", "Is it for you?", "We ship. What now?", "How does it help?"] {
        assert!(lead(&parse(&format!("{other}\n\n- pain\n")), "pain").is_empty(), "{other}");
    }
}

#[test]
fn a_name_in_bold_is_a_sentence_of_its_own() {
    assert_eq!(sentences("**Shirley H.** I sleep again.").len(), 2);
    assert_eq!(sentences("**Dr. Shirley** sleeps again.").len(), 1);
    assert_eq!(sentences("We met **Shirley H.** in Leeds.").len(), 1, "an initial in a text ends nothing");
}

#[test]
fn who_wrote_a_review_ends_it_where_the_line_ends() {
    let signed = "> My knees are fine. — Ann, Leeds\n> It leaked! – J. Carr\n> Warm.\n";
    assert_eq!(sentences(signed), ["My knees are fine. — Ann, Leeds", "It leaked! – J. Carr", "Warm."]);
    for one in ["It holds — Ann, of Leeds,\nsays so.", "It eases. — Ann\nagain said so.", "Warm — Ann\nKnits."] {
        assert_eq!(sentences(one).len(), 1, "{one}");
    }
    let both = "\"Lovely.\" — Ann \"It eased.\" — Bo\nIt leaked. — Cy";
    assert_eq!(sentences(both), ["\"Lovely.\" — Ann", "\"It eased.\" — Bo", "It leaked. — Cy"]);
    let long = "It eases. — And so we went on with Bo to\nLeeds by train.";
    assert_eq!(sentences(long).len(), 1, "this is no name");
}

#[test]
fn a_short_line_that_ends_on_purpose_is_no_part_of_what_follows() {
    let review = "4.0\n\"Epi\"\nOur dog had a fit every ten days, now we count in months.\n";
    assert_eq!(sentences(review), ["4.0", "\"Epi\"", "Our dog had a fit every ten days, now we count in months."]);
    let named = "Coach Marlon – 5 stars – Knee\nI wear one on each wrist, and I can show the drills again.\n";
    assert_eq!(sentences(named).len(), 2);
    let patient =
        "Nerve pain after shingles\n12 years\nSince March the shirt no longer hurts, and I sleep on that side.\n";
    assert_eq!(sentences(patient).len(), 3);
    for one in [
        // Wrapped where the line was full, or behind a word that nobody ends on.
        "The drops that we bottle in the old mill of\nKerrin ease the knees.\n",
        "Sold in\nKerrin, where the mill stands, and in no other town of the county.\n",
        "It was bottled by Ann\nand sold by those who had learnt it from her mother.\n",
        // Lines of one length, and what a line introduces.
        "Oak Lane 12\nKerrin Town\n",
        "Our drops are good for:\nGout\nMigraine\n",
    ] {
        assert_eq!(sentences(one).len(), 1, "{one}");
    }
}

#[test]
fn stars_and_a_name_on_a_line_of_their_own_are_no_part_of_the_review() {
    for head in ["★★★★★ Gill H", "⭐⭐⭐⭐ Ann, Leeds", "Tiana ⭐⭐⭐⭐⭐", "5 stars ★★★★★ – Jo"]
    {
        let text = format!("{head}\nHave had restless legs.\n{head}\nIt leaks\n");
        let blocks = &parse(&text).blocks;
        let cut: Vec<&str> =
            blocks[0].sentences.iter().map(|s| &blocks[0].prose[blocks[0].prose_range(s.tokens.clone())]).collect();
        assert_eq!(cut, [head, "Have had restless legs.", head, "It leaks"], "{head}");
    }
    for one in ["★★★★★ Gill H says it\nleaks", "It is one ★ of\nTen"] {
        assert_eq!(parse(one).blocks[0].sentences.len(), 1, "{one}");
    }
}

#[test]
fn lines_with_bullets_are_a_list() {
    let document = parse("Good for:\n✔ gout\n✔ **stiff** knees\nand hips\n\n• sleep\n\nText.\n\n✔ posted today\n");
    let items = ["ListItem gout", "ListItem stiff knees and hips", "ListItem sleep"];
    assert_eq!(
        shown(&document),
        [&["Paragraph Good for:"][..], &items, &["Paragraph Text.", "ListItem posted today"]].concat()
    );
    for item in ["gout", "stiff knees and hips", "sleep"] {
        assert_eq!(lead(&document, item), ["Good for:"], "{item}");
    }
    assert!(lead(&document, "posted today").is_empty());
    assert_eq!(shown(&parse("Good for<br>✔ gout<br>✔ hips")), ["Paragraph Good for", "ListItem gout", "ListItem hips"]);
    assert_eq!(shown(&parse("- ✔ gout\n  ✔ hips\n")), ["ListItem ✔ gout ✔ hips"]);
    assert_eq!(document.source.slice(document.blocks[1].fragments(0..1)[0]), "gout");
}

#[test]
fn cells_are_led_by_their_header_and_row() {
    let document = parse("| Herb | Treats |\n|---|---|\n| Kava | anxiety |\n| `x` | pain |\n");
    assert_eq!(document.blocks[1].kind, BlockKind::TableCell { row: 0, column: 1 });
    assert_eq!(lead(&document, "anxiety"), ["Treats", "Kava"]);
    assert_eq!(lead(&document, "Kava"), ["Herb"]);
    assert_eq!(lead(&document, "pain"), ["Treats"]);
}

#[test]
fn a_definition_is_led_by_its_term() {
    let document = parse("Kava\n: Cures anxiety.\n");
    assert_eq!(shown(&document), ["DefinitionTerm Kava", "Definition Cures anxiety."]);
    assert_eq!(lead(&document, "Cures anxiety."), ["Kava"]);
}

#[test]
fn alerts_and_footnotes_show_in_the_context() {
    let document = parse("> [!WARNING]\n> Do not drive.\n\nText.[^1]\n\n[^1]: A note.\n");
    assert!(document.blocks[0].context.callout && document.blocks[0].context.quote == 1);
    assert_eq!(document.blocks[1].prose, "Text.");
    assert!(document.blocks[2].context.footnote && !document.blocks[1].context.footnote);
}

#[test]
fn html_blocks_are_text_blocks() {
    let text = "> <div><h2>Kava &amp; you</h2>\n> <p>It <b>cures</b>\n>   pain.<br>Really.</p>\n> <script>var x</script>\n> <img alt=\"a &quot;root&quot;\" title=\"t\"></div>\n\nAfter.\n";
    let document = parse(text);
    assert_eq!(
        shown(&document),
        [
            "Heading(2) Kava & you",
            "Html It cures pain.",
            "Html Really.",
            "Alt a \"root\"",
            "LinkTitle t",
            "Paragraph After."
        ]
    );
    assert_eq!(document.blocks[1].heading, Some(0));
    assert_eq!(sources(&document, 1, "pain"), ["pain"]);
    assert_eq!(sources(&document, 0, "&"), ["&amp;"]);
    assert_eq!(sources(&document, 3, "root"), ["root"]);
    assert!(document.blocks[1].tokens[1].flags.has(TokenFlags::STRONG));
}

#[test]
fn html_tables_are_tables() {
    let table =
        "<table><tr><th>Herb</th><th>For</th></tr>\n<tr><td>Rue</td><td><p>Gout</p></td></tr></table>\n\n<p>End.</p>\n";
    let document = parse(table);
    let cell = |row: usize, column: usize| BlockKind::TableCell { row, column };
    let kinds: Vec<BlockKind> = document.blocks.iter().map(|block| block.kind.clone()).collect();
    assert_eq!(kinds, [cell(0, 0), cell(0, 1), cell(2, 0), cell(2, 1), BlockKind::Html]);
    assert_eq!(lead(&document, "Gout"), ["For", "Rue"]);
    assert_eq!(lead(&document, "Rue"), ["Herb"]);
    let named = parse("<table><tr><th>Rue<td>Gout</tr><tr><th>Oats<td>Bread</tr></table>\n");
    assert_eq!(lead(&named, "Gout"), ["Rue"], "a row that names itself has no header above");
    assert_eq!(lead(&named, "Bread"), ["Oats"]);
    assert!(lead(&named, "Oats").is_empty());
}

#[test]
fn hidden_text_is_collapsed() {
    let text = "<details><summary>More</summary>\n\nFine *print*.\n\n</details>\n\nSeen <span style=\"display:none\">not seen</span> here.\n\n<p hidden>gone</p>\n\nEnd.\n";
    let document = parse(text);
    let blocks: Vec<(&str, bool)> = document.blocks.iter().map(|b| (b.prose.trim(), b.context.collapsed)).collect();
    assert_eq!(
        blocks,
        [
            ("More", false),
            ("Fine print.", true),
            ("Seen  here.", false),
            ("not seen", true),
            ("gone", true),
            ("End.", false)
        ]
    );
}

#[test]
fn inline_tags_are_transparent() {
    let document = parse("It cu<em>res</em> <a href=\"u\">pain</a><br>and <code>x</code> more<!-- no -->.");
    assert_eq!(document.blocks[0].prose, "It cures pain and \u{FFFC} more.");
    assert_eq!(sources(&document, 0, "cures"), ["cu", "res"]);
    assert_eq!(document.blocks[0].links[0].url, "u");
}

#[test]
fn comments_are_those_that_markdown_sees() {
    let text = "<!-- one\n two -->\n\nText <!-- three --> more.\n\n`<!-- code -->`\n\n```\n<!-- code -->\n```\n\n> <!-- four\n> five -->\n> x\n";
    let document = parse(text);
    let comments: Vec<(&str, usize, &str)> =
        document.comments.iter().map(|c| (c.text.as_str(), c.next, document.source.slice(c.span))).collect();
    assert_eq!(comments[0], ("one\n two", 0, "<!-- one\n two -->"));
    assert_eq!(comments[1], ("three", 1, "<!-- three -->"));
    assert_eq!(comments[2].0, "four\nfive");
    assert_eq!(comments.len(), 3);
}

#[test]
fn mdx_program_text_is_no_prose() {
    let text = "import A from 'a'\n\n{/* claimlint-allow x: y */}\nIt {verb} pain.\n\n<Card title=\"Cures\">\n\nInside `{/* no */}`.\n\n</Card>\n\nexport const a = {\n  b: 'c'\n}\n";
    let document = Document::parse(SourceFile::new("a.MDX", text));
    assert_eq!(document.comments.len(), 1);
    assert_eq!((document.comments[0].text.as_str(), document.comments[0].next), ("claimlint-allow x: y", 0));
    assert_eq!(shown(&document)[1..], ["LinkTitle Cures", "Paragraph Inside \u{FFFC}."]);
    assert_eq!(document.blocks[0].prose.trim(), "It \u{FFFC} pain.");
    assert_eq!(parse("It {verb} pain.").blocks[0].prose, "It {verb} pain.");
}

#[test]
fn what_mdx_components_hold_is_markdown_however_far_it_is_indented() {
    let text = "<Tabs label=\"Uses\">\n  <Tab>\n    ## Sleep\n    - **Calms** *all*\n      nerves\n    - Naps\n\n    Last {x}\n    [line](/a).\n  </Tab>\n</Tabs>\n\nBelow.\n";
    let document = Document::parse(SourceFile::new("a.mdx", text));
    let expected = ["Heading(2) Sleep", "ListItem Calms all nerves", "ListItem Naps", "Paragraph Last \u{FFFC} line."];
    assert_eq!(shown(&document), [&["Html Uses"], &expected[..], &["Paragraph Below."]].concat());
    assert_eq!(document.code_blocks, 0);
    assert_eq!(sources(&document, 2, "nerves"), ["nerves"]);
    assert_eq!(sources(&document, 4, "line"), ["line"]);
    assert_eq!(sources(&document, 5, "below"), ["Below"]);
}

#[test]
fn dollar_signs_hide_no_prose() {
    for text in ["Beat depre$$ion, end depre$$ion now", "US$5 pain US$6 relief", "$Kratom cures pain$", "$5-$10 a day"]
    {
        assert!(!parse(text).blocks[0].prose.contains('\u{FFFC}'), "{text}");
    }
}

#[test]
fn a_sentence_goes_on_behind_a_line_break_in_html() {
    assert_eq!(
        shown(&parse("<p>It cures<br>pain.<br/>\n<b>really</b>,<br>Ann</p>\n<h2>Kava<br>for pain</h2>")),
        ["Html It cures pain. really,", "Html Ann", "Heading(2) Kava for pain"]
    );
}

#[test]
fn a_sentence_goes_on_in_a_link_behind_a_line_break() {
    assert_eq!(shown(&parse("<p>It cures<br><a href=\"x\">gout</a> now.</p>")), ["Html It cures gout now."]);
    assert_eq!(shown(&parse("<p>It helps<br><a href=\"x\">Gout</a></p>")), ["Html It helps", "Html Gout"]);
}

#[test]
fn the_sign_of_a_note_is_no_text() {
    for text in [
        "It cures gout<sup>1</sup>.",
        "It cures gout<sup>a</sup>.",
        "It cures§ gout¶.",
        "It cures† gout.",
        "It cures* gout.",
        "It cures¹,² gout.",
        "<p>It cures<sup>[<a href='#n'>2</a>]</sup> gout.</p>",
        "It cures gout.<sup>3</sup>",
        "It cures gout.‡",
    ] {
        let document = parse(text);
        let norms: Vec<&str> =
            (0..document.blocks[0].tokens.len()).map(|token| document.blocks[0].norm(token)).collect();
        assert_eq!(norms, ["it", "cures", "gout", "."], "{text}");
    }
    for text in ["10<sup>9</sup> CFU", "the 1<sup>st</sup> one", "Kava<sup>TM</sup>", "c*re", "a * b", "10⁹ CFU"] {
        let block = &parse(text).blocks[0];
        let shown: String = block
            .tokens
            .iter()
            .map(|token| &block.prose[token.prose.start as usize..token.prose.end as usize])
            .collect();
        assert_eq!(shown, text.replace("<sup>", "").replace("</sup>", "").replace(' ', ""), "{text}");
    }
    let two = parse("It cures gout.<sup>1</sup> It cures pain.² Buy it.");
    assert_eq!(two.blocks[0].sentences.len(), 3);
}

#[test]
fn a_tag_over_lines_of_a_quotation_has_each_byte_in_its_place() {
    let document = parse("> See <img\n>   src=\"x\"\n>   alt=\"It cures gout.\"\n>   width=\"3\"> now");
    let alt = document.blocks.iter().position(|block| block.kind == BlockKind::Alt).unwrap();
    assert_eq!(sources(&document, alt, "gout"), ["gout"]);
}

#[test]
fn a_picture_in_the_text_of_another_is_a_part_of_it() {
    let document = parse("![It cures ![gout](a) now](b)");
    assert_eq!(shown(&document), ["Alt It cures gout now"]);
    assert_eq!(sources(&document, 0, "gout"), ["gout"]);
}

#[test]
fn template_code_of_site_generators_is_no_prose() {
    let text = "{% highlight html %}\nIt cures gout.\n{% endhighlight %}\n\n{% raw %}It cures pain.{% endraw %}\n\n!!! note \"A *tip*\"\n\n    It cures colds.\n";
    let document = parse(text);
    assert_eq!(shown(&document), ["Paragraph It cures pain.", "Paragraph A tip", "Paragraph It cures colds."]);
    assert_eq!(sources(&document, 2, "colds"), ["colds"]);
}
