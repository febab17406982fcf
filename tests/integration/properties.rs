//! What must hold for every page, and what may not change when only the writing does. Pages are put together from
//! sentences that claim and sentences that do not, written in every way Markdown allows.

use std::sync::{Arc, LazyLock};

use claimlint::detect::Severity;
use claimlint::lint::{FailOn, Finding, Linter, Policy, Report};
use claimlint::pack;
use claimlint::prose::{Block, Document, PieceKind};
use claimlint::render::{Format, Paint, Run, Totals};
use claimlint::text::SourceFile;
use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::test_runner::TestCaseError;

use crate::repository::{LINTER, lint};

/// One paragraph each. Every claim names its subject in its own paragraph, so that paragraphs do not lean on each other.
const PARAGRAPHS: [&str; 30] = [
    "Kratom relieves depression.",
    "Kratom is sold as a powder. It eases chronic pain within the hour.",
    "Many people say that kava calms anxiety better than tea.",
    "For anxiety, kava is a viable alternative to benzodiazepines.",
    "Kratom may relieve insomnia.",
    "CBD oil cures arthritis and is completely safe.",
    "Depression is no match for kratom, which treats it at the root.",
    "Elderberry syrup prevents the flu.",
    "Ashwagandha lowers cortisol and helps with panic attacks.",
    "Experts kratom for depression discuss its history.",
    "Kratom could be a lifeline for people with depression.",
    "Turmeric capsules are as effective as ibuprofen for joint pain.",
    "Kratom has no side effects and ends opioid withdrawal.",
    "Magnesium supports normal muscle function.",
    "Kratom does not treat depression.",
    "The FDA warned a firm that claimed kratom cures anxiety.",
    "Does kratom help with depression?",
    "There is no evidence that kava cures insomnia.",
    "Kratom can cause liver injury, seizures and dependence.",
    "Talk to your doctor before you take kratom.",
    "Sertraline is approved for the treatment of depression.",
    "The museum opens at nine and closes at five.",
    "Cure the ham for three weeks, then smoke it over beech.",
    "The pull request fixes a race in the scheduler.",
    "Dr. Moss grows 7-OH free leaves, e.g. mint, at 2.5 m above the path.",
    "A pressure relief valve prevents damage to the boiler.",
    "She doesn't sell kava; her neighbour's shop did.",
    "The trial will test whether kava reduces anxiety in adults.",
    "Kratom helps people who can't sleep because of anxiety.",
    "Rain is likely on Tuesday, with wind from the west.",
];

/// A shop page, on which “our drops” and sentences without a subject are claims.
const SHOP: &str = "# Fernwick Night Drops\n\nDrops with valerian and hops. **€18.00**. [Add to basket](/basket)\n\nOur drops put an end to insomnia.\n\n";

/// A way to write a word, without changing what is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Plain,
    Strong,
    Emphasis,
    Link,
    Html,
    Entity,
    SoftHyphen,
    ZeroWidth,
}

/// A way to write a paragraph.
#[derive(Clone, Copy, Debug)]
enum Frame {
    Plain,
    Quote,
    Bullet,
    Heading,
    Html,
    Emoji,
    Alt,
}

fn styles() -> impl Strategy<Value = Vec<Style>> {
    let style = prop_oneof![
        3 => prop::sample::select(&[Style::Plain][..]),
        7 => prop::sample::select(&[Style::Strong, Style::Emphasis, Style::Link, Style::Html, Style::Entity, Style::SoftHyphen,
            Style::ZeroWidth][..]),
    ];
    prop::collection::vec(style, 1..24)
}

fn frames() -> impl Strategy<Value = Vec<Frame>> {
    let all = &[Frame::Plain, Frame::Quote, Frame::Bullet, Frame::Heading, Frame::Html, Frame::Emoji, Frame::Alt][..];
    prop::collection::vec(prop::sample::select(all), 1..8)
}

/// Different paragraphs, in some order.
fn paragraphs() -> impl Strategy<Value = Vec<&'static str>> {
    prop::sample::subsequence(&PARAGRAPHS[..], 1..8).prop_shuffle()
}

fn head(shop: bool) -> &'static str {
    if shop { SHOP } else { "" }
}

/// A word in a style; what stands around its letters stays outside.
fn styled_word(word: &str, style: Style) -> String {
    let is_core = |c: char| c.is_alphanumeric();
    let (Some(start), Some(end)) = (word.find(is_core), word.rfind(is_core)) else { return word.to_owned() };
    let (before, core, after) = (&word[..start], &word[start..=end], &word[end + 1..]);
    let inside = |between: &str| match core.bytes().position(|b| !b.is_ascii_alphabetic()) {
        None if core.len() > 3 => format!("{}{between}{}", &core[..2], &core[2..]),
        _ => core.to_owned(),
    };
    let core = match style {
        Style::Plain => core.to_owned(),
        Style::Strong => format!("**{core}**"),
        Style::Emphasis => format!("_{core}_"),
        Style::Link => format!("[{core}](https://example.com/a_b)"),
        Style::Html => format!("<b>{core}</b>"),
        Style::Entity => format!("&#{};{}", core.as_bytes()[0], &core[1..]),
        Style::SoftHyphen => inside("\u{AD}"),
        Style::ZeroWidth => inside("\u{200B}"),
    };
    format!("{before}{core}{after}")
}

/// A paragraph with its words in styles, taken in turn.
fn styled(text: &str, styles: &[Style]) -> String {
    let words = text.split(' ').zip(styles.iter().cycle());
    words.map(|(word, style)| styled_word(word, *style)).collect::<Vec<_>>().join(" ")
}

fn framed(text: &str, plain: &str, frame: Frame) -> String {
    match frame {
        Frame::Plain => text.to_owned(),
        Frame::Quote => format!("> {}", text.replacen(' ', "\n> ", 2)),
        Frame::Bullet => format!("- {}", text.replacen(' ', "\n  ", 2)),
        Frame::Heading => format!("## {text}"),
        Frame::Html => format!("<div>\n<p>{}</p>\n</div>", plain.replacen(' ', "&nbsp;\n", 2)),
        Frame::Emoji => format!("😀👩‍🔬 {text}"),
        Frame::Alt => format!("![{plain}](/images/a.jpg) {text}"),
    }
}

fn joined(paragraphs: &[&str]) -> String {
    paragraphs.join("\n\n") + "\n"
}

/// A text as a reader takes it in: no invisible characters, every run of white space one space.
fn as_read(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !matches!(c, '\u{AD}' | '\u{200B}')).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

type Said = Vec<(String, Severity, String)>;

/// What a report says, whatever the places.
fn said(report: &Report, of: impl Fn(&Finding) -> bool) -> Said {
    let findings = report.findings.iter().filter(|finding| of(finding));
    let mut said: Said = findings.map(|f| (f.rule.clone(), f.severity, as_read(&f.text))).collect();
    said.sort();
    said
}

fn all(text: &str) -> Said {
    // How a word is disguised is a matter of its own: it is what some styles change.
    said(&lint(text), |finding| !finding.rule.starts_with("meta/"))
}

/// Claims and stuffing: which of them comes first decides where a disclosure is missed, and a quotation is not the
/// author's own voice. What a sentence implies, it implies in quotation marks by the rule for reviews.
fn claims(text: &str) -> Said {
    let mut said =
        said(&lint(text), |finding| !finding.rule.starts_with("disclosure/") && !finding.rule.starts_with("meta/"));
    for (rule, ..) in said.iter_mut().filter(|(rule, ..)| rule == "claim/quoted-review") {
        "claim/implied-effect".clone_into(rule);
    }
    said.sort();
    said
}

/// What a block's prose says under fragments of the source.
fn decoded(block: &Block, finding: &Finding) -> String {
    let mut text = String::new();
    for piece in block.map.pieces() {
        for fragment in &finding.fragments {
            let (from, to) = (fragment.start.max(piece.source.start), fragment.end.min(piece.source.end));
            if from >= to {
                continue;
            }
            match piece.kind {
                PieceKind::Verbatim => {
                    let at = |source: usize| piece.prose.start + source - piece.source.start;
                    text.push_str(&block.prose[at(from)..at(to)]);
                }
                PieceKind::Replaced => text.push_str(&block.prose[piece.prose.clone()]),
                PieceKind::Synthetic => {}
            }
        }
    }
    text
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Every finding stands exactly where it says.
fn check_places(text: &str) -> Result<(), TestCaseError> {
    let report = lint(text);
    let document = Document::parse(SourceFile::new("page.md", text));
    for finding in &report.findings {
        prop_assert!(text.get(finding.span.range()).is_some_and(|slice| !slice.is_empty()), "no slice: {:?}", finding);
        let (first, last) = (finding.fragments.first(), finding.fragments.last());
        prop_assert_eq!(first.map(|span| span.start), Some(finding.span.start));
        prop_assert_eq!(last.map(|span| span.end), Some(finding.span.end));
        prop_assert!(
            finding.fragments.iter().all(|span| text.get(span.range()).is_some_and(|slice| !slice.is_empty()))
        );
        prop_assert!(finding.fragments.windows(2).all(|pair| pair[0].end < pair[1].start), "{:?}", finding.fragments);
        let labels =
            finding.labels.iter().map(|label| label.span).chain(finding.related.iter().map(|other| other.span));
        for span in labels {
            prop_assert!(text.get(span.range()).is_some_and(|slice| !slice.is_empty()), "no slice: {:?}", span);
        }
        let wanted = without_space(&finding.text);
        let fits = |block: &&Block| without_space(&decoded(block, finding)) == wanted;
        prop_assert!(document.blocks.iter().find(fits).is_some(), "{:?} is not “{}”", finding.fragments, finding.text);
    }
    Ok(())
}

/// Built apart from the shared one, and of the packs' text: neither the order of a hash map nor the compiling may show.
static ANOTHER: LazyLock<Linter> =
    LazyLock::new(|| Linter::new(Arc::new(pack::load(&pack::builtin()).engine), Policy::default()));

fn json(linter: &Linter, text: &str) -> Vec<u8> {
    let report = linter.lint(SourceFile::new("page.md", text));
    let mut totals = Totals::default();
    totals.add(&report);
    let mut out = Vec::new();
    let mut renderer = Format::Json.renderer(Paint::Plain.into(), false);
    let digest = linter.engine().digest();
    let run = Run { totals: &totals, fail_on: FailOn::DEFAULT, rules_digest: digest, rules: &[], failures: &[] };
    renderer
        .report(&report, &mut out)
        .and_then(|()| renderer.finish(&run, &mut out))
        .expect("a vector takes all bytes");
    out
}

/// The fingerprints of all claims that a sentence makes by itself, sorted. What it only suggests depends on its page.
fn prints(text: &str) -> Vec<String> {
    let suggests = |rule: &str| matches!(rule, "claim/implied-effect" | "claim/suggested-effect");
    let claims = |finding: &&Finding| finding.rule.starts_with("claim/") && !suggests(&finding.rule);
    let mut prints: Vec<String> =
        lint(text).findings.iter().filter(claims).map(|finding| finding.fingerprint.clone()).collect();
    prints.sort();
    prints
}

#[test]
fn the_pool_makes_findings_and_silence() {
    let finds = |text: &&&str| !lint(text).findings.is_empty();
    let loud = PARAGRAPHS.iter().filter(finds).count();
    assert!((10..=20).contains(&loud), "{loud} of {} paragraphs have findings", PARAGRAPHS.len());
}

#[test]
fn styles_are_what_they_say() {
    assert_eq!(styled_word("(relief),", Style::Strong), "(**relief**),");
    assert_eq!(styled_word("relief.", Style::Entity), "&#114;elief.");
    assert_eq!(styled_word("can't", Style::SoftHyphen), "can't");
    assert_eq!(styled_word("relief", Style::SoftHyphen), "re\u{AD}lief");
    assert_eq!(styled("a bee", &[Style::Link]), "[a](https://example.com/a_b) [bee](https://example.com/a_b)");
}

proptest! {
    // A fixed seed: the same pages every time, so that a failure is news about the code and not about the dice.
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20_250_601),
        ..ProptestConfig::with_cases(300)
    })]

    #[test]
    fn every_finding_stands_where_it_says(
        paragraphs in paragraphs(), styles in styles(), frames in frames(), shop in any::<bool>(), crlf in any::<bool>(), mark in any::<bool>(),
    ) {
        let framed: Vec<String> = paragraphs.iter().zip(frames.iter().cycle())
            .map(|(plain, frame)| framed(&styled(plain, &styles), plain, *frame)).collect();
        let text = format!("{}{}\n", head(shop), framed.join("\n\n"));
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        check_places(&if mark { format!("\u{FEFF}{text}") } else { text })?;
    }

    #[test]
    fn every_finding_reads_as_a_part_of_what_was_written(paragraphs in paragraphs(), styles in styles()) {
        let text: Vec<String> = paragraphs.iter().map(|plain| styled(plain, &styles)).collect();
        for finding in &lint(&text.join("\n\n")).findings {
            let read = as_read(&finding.text);
            prop_assert!(paragraphs.iter().any(|plain| plain.contains(&read)), "“{}” is in no paragraph", read);
        }
    }

    #[test]
    fn the_style_of_words_changes_nothing(paragraphs in paragraphs(), styles in styles(), shop in any::<bool>()) {
        let plain = format!("{}{}", head(shop), joined(&paragraphs));
        let texts: Vec<String> = paragraphs.iter().map(|text| styled(text, &styles)).collect();
        let styled = format!("{}{}\n", head(shop), texts.join("\n\n"));
        prop_assert_eq!(all(&styled), all(&plain), "{}", styled);
    }

    #[test]
    fn line_endings_marks_and_front_matter_change_nothing(paragraphs in paragraphs(), shop in any::<bool>()) {
        let plain = format!("{}{}", head(shop), joined(&paragraphs));
        let expected = all(&plain);
        prop_assert_eq!(&all(&plain.replace('\n', "\r\n")), &expected);
        prop_assert_eq!(&all(&format!("\u{FEFF}{plain}")), &expected);
        prop_assert_eq!(&all(&format!("---\nlayout: post\ndate: 2025-06-01\nslug: kratom-cures-depression\n---\n\n{plain}")), &expected);
        prop_assert_eq!(&all(&format!("+++\nlayout = \"post\"\n+++\n\n{plain}")), &expected);
    }

    #[test]
    fn line_breaks_between_words_change_nothing(paragraphs in paragraphs(), shop in any::<bool>()) {
        let plain = format!("{}{}", head(shop), joined(&paragraphs));
        let broken = format!("{}{}", head(shop), joined(&paragraphs).replace(' ', "\n"));
        prop_assert_eq!(all(&broken), all(&plain));
    }

    #[test]
    fn a_picture_before_a_paragraph_changes_nothing(paragraphs in paragraphs()) {
        let plain = joined(&paragraphs);
        let texts: Vec<String> = paragraphs.iter().map(|text| format!("🌿 {text}")).collect();
        prop_assert_eq!(all(&(texts.join("\n\n") + "\n")), all(&plain));
    }

    #[test]
    fn quoting_keeps_every_claim(paragraphs in paragraphs()) {
        let plain = joined(&paragraphs);
        let quoted: String = plain.lines().map(|line| format!("> {line}\n")).collect();
        prop_assert_eq!(claims(&quoted), claims(&plain));
    }

    #[test]
    fn the_order_of_paragraphs_changes_no_claim(
        (before, after) in paragraphs().prop_flat_map(|list| (prop::strategy::Just(list.clone()), prop::strategy::Just(list).prop_shuffle())),
    ) {
        prop_assert_eq!(claims(&joined(&before)), claims(&joined(&after)));
    }

    #[test]
    fn a_baseline_knows_every_claim_again(
        (before, after) in paragraphs().prop_flat_map(|list| (prop::strategy::Just(list.clone()), prop::strategy::Just(list).prop_shuffle())),
        styles in styles(), breaks in any::<bool>(),
    ) {
        // Moved, written with other markup, wrapped elsewhere, behind front matter, with news in between.
        let texts: Vec<String> = after.iter().map(|text| styled(text, &styles)).collect();
        let text = texts.join("\n\nThe library is closed on Mondays.\n\n");
        let edited = format!("---\nlayout: post\n---\n\n{}\n", if breaks { text.replace(' ', "\r\n") } else { text });
        prop_assert_eq!(prints(&edited), prints(&joined(&before)), "{}", edited);
    }

    #[test]
    fn fixing_twice_is_fixing_once(paragraphs in paragraphs(), styles in styles(), letters in prop::collection::vec(any::<bool>(), 1..9)) {
        let mut letters = letters.iter().cycle();
        let mut disguise = |c| if c == 'e' && letters.next() == Some(&true) { '3' } else { c };
        let texts: Vec<String> = paragraphs.iter().map(|text| styled(text, &styles).chars().map(&mut disguise).collect()).collect();
        let allow = "\n\n<!-- claimlint-allow claim/cure, claim/symptom-relief: agreed -->\n\n";
        let page = SourceFile::new("page.md", &(texts.join(allow) + "\n"));
        let judge = |source| LINTER.lint(source);
        if let Some(once) = claimlint::lint::fix(&page, judge) {
            let again = claimlint::lint::fix(&SourceFile::new("page.md", &once.text), judge);
            prop_assert_eq!(again, None);
        }
    }

    #[test]
    fn the_same_page_gives_the_same_bytes(paragraphs in paragraphs(), shop in any::<bool>()) {
        let text = format!("{}{}", head(shop), joined(&paragraphs));
        let first = json(&LINTER, &text);
        prop_assert_eq!(&first, &json(&LINTER, &text));
        prop_assert_eq!(&first, &json(&ANOTHER, &text));
    }

    #[test]
    fn no_text_is_too_strange(scraps in prop::collection::vec(
        prop_oneof![
            4 => prop::sample::select(&PARAGRAPHS[..]).prop_map(str::to_owned),
            2 => prop::sample::select(&["\n", "\r", "\n\n", "> ", "- ", "# ", "**", "_", "`", "```\n", "[", "](", ")", "![", "<p>", "<!--", "-->",
                "</p>", "| a |\n|---|\n| ", "&#", "&amp;", "\\", "---\n", "title: ", ": ", "[^1]: ", "\u{AD}", "\u{FEFF}", "\u{202E}", "\0"][..])
                .prop_map(str::to_owned),
            1 => any::<char>().prop_map(String::from),
            1 => "\\PC{0,12}",
        ], 0..24,
    )) {
        check_places(&scraps.concat())?;
    }
}
