//! Suppressions on real pages: what they cover, what they must say, and what is told when they say it wrong. What fires is
//! the disease rule; its rule and its subject do not matter here.

use std::sync::{Arc, LazyLock};

use claimlint::lint::{Excuse, Linter, Policy, Report};
use claimlint::pack;
use claimlint::prose::Date;
use claimlint::text::SourceFile;

use crate::cli::Folder;
use crate::repository::LINTER;

const CLAIM: &str = "Kratom treats depression.";
const RULE: &str = "claim/disease-treatment";

static GATE: LazyLock<Linter> = LazyLock::new(|| {
    let policy = Policy::parse("claimlint.yml", "rules: {'disclosure/*': off}\n").0;
    let linter = Linter::new(Arc::new(pack::load(&pack::builtin()).engine), policy);
    Date::parse("2026-06-01").map_or(linter.clone(), |today| linter.on(today))
});

fn lint_named(name: &str, text: &str) -> Report {
    GATE.lint(SourceFile::new(name, text))
}

/// Rules found, then how many findings are excused.
fn found(text: &str) -> (Vec<String>, usize) {
    let report = lint_named("a.md", text);
    (report.findings.iter().map(|finding| finding.rule.clone()).collect(), report.excused.len())
}

#[track_caller]
fn finds(text: &str, rules: &[&str], excused: usize) {
    assert_eq!(found(text), (rules.iter().map(|rule| (*rule).to_owned()).collect(), excused), "{text}");
}

#[test]
fn a_comment_covers_the_next_block_and_nothing_else() {
    let allow = format!("<!-- claimlint-allow {RULE}: quoted from the warning letter -->");
    finds(&format!("{allow}\n{CLAIM}\n\n{CLAIM}\n"), &[RULE], 1);
    // A quotation, a list and a table are one block, where the comment stands before them.
    finds(&format!("{allow}\n\n\n> {CLAIM}\n>\n> {CLAIM}\n\n{CLAIM}\n"), &[RULE], 2);
    finds(&format!("{allow}\n\n- {CLAIM}\n  - {CLAIM}\n- {CLAIM}\n\n{CLAIM}\n"), &[RULE], 3);
    let table = format!("| {CLAIM} | b |\n|---|---|\n| {CLAIM} | {CLAIM} |\n");
    finds(&format!("{allow}\n\n{table}\n{CLAIM}\n\n{table}"), &[RULE, RULE, RULE, RULE], 3);
    let table = format!("<table><tr><td>{CLAIM}</td><td>{CLAIM}</td></tr><tr><td>{CLAIM}</td></tr></table>\n");
    finds(&format!("{allow}\n{table}\n{CLAIM}\n\n{table}"), &[RULE, RULE, RULE, RULE], 3);
    finds(&format!("{allow}\n\n{CLAIM}\n: {CLAIM}\n\nb\n: {CLAIM}\n\n{CLAIM}\n"), &[RULE], 3);
    // What a paragraph shows when it is pointed at is its own; a picture by itself is not.
    finds(&format!("{allow}\n\n[a](/b \"{CLAIM}\")\nand ![{CLAIM}](c)\n\n![{CLAIM}](d)\n"), &[RULE], 2);
    finds(&format!("> {CLAIM}\n>\n> {allow}\n>\n> {CLAIM}\n>\n> {CLAIM}\n"), &[RULE, RULE], 1);
    finds(&format!("- {CLAIM}\n{allow}\n- {CLAIM}\n- {CLAIM}\n"), &[RULE, RULE], 1);
    finds(&format!("{allow}\r\n# {CLAIM}\r\n"), &[], 1);
    finds(&format!("\u{feff}{allow}\n{CLAIM}\n"), &[], 1);
    // Two claims in one block are one block.
    finds(&format!("{allow}\n\n{CLAIM} And kava treats anxiety.\n"), &[], 2);
    // Markup and line breaks inside the match do not matter.
    finds(&format!("{allow}\n\n**Kratom** treats\n*depression*.\n"), &[], 1);
}

#[test]
fn comments_of_templates_suppress_without_a_trace_on_the_page() {
    for (open, close) in [("{% comment %}", "{% endcomment %}"), ("{{/*", "*/}}"), ("{{- /*", "*/ -}}")] {
        let allow = format!("{open} claimlint-allow {RULE}: quoted {close}");
        finds(&format!("{allow}\n\n{CLAIM}\n\n{CLAIM}\n"), &[RULE], 1);
        finds(&format!("{CLAIM} {allow}\n\n{CLAIM}\n"), &[RULE], 1);
    }
}

#[test]
fn a_comment_behind_text_covers_what_stands_on_its_line() {
    let allow = format!("<!-- claimlint-allow {RULE}: quoted from the warning letter -->");
    finds(&format!("{CLAIM} {allow}\n\n{CLAIM}\n"), &[RULE], 1);
    finds(&format!("# {CLAIM} {allow}\n\n{CLAIM}\n"), &[RULE], 1);
    finds(&format!("Good. {allow} {CLAIM}\n\n{CLAIM}\n"), &[RULE], 1);
    finds(&format!("{CLAIM}\n![Leaves](leaf.png) and\nmore. {allow}\n\n{CLAIM}\n"), &[RULE], 1);
    // An item and a row are lines of their own; the list and the table go on.
    finds(&format!("- {CLAIM} {allow}\n- {CLAIM}\n"), &[RULE], 1);
    finds(&format!("| a | b |\n|---|---|\n| {CLAIM} | page {allow} |\n| {CLAIM} | page |\n"), &[RULE], 1);
    finds(&format!("<p>{CLAIM}</p> {allow}\n\n{CLAIM}\n"), &[RULE], 1);
    // A cell that others follow is a text of its own.
    finds(&format!("| a | b |\n|---|---|\n| {CLAIM} {allow} | {CLAIM} |\n"), &[RULE], 1);
    finds(
        &format!("| a | b | c |\n|---|---|---|\n| {CLAIM} | page {allow} | page |\n"),
        &[RULE, "meta/unused-suppression"],
        0,
    );
    finds(&format!("<table><tr><td>{CLAIM} {allow}</td><td>{CLAIM}</td></tr></table>\n"), &[RULE], 1);
    let cells = format!("| a | b |\n|---|---|\n| {CLAIM} {{/* claimlint-allow {RULE}: quoted */}} | {CLAIM} |\n");
    let report = lint_named("a.mdx", &cells);
    assert_eq!((report.findings.len(), report.excused.len()), (1, 1));
    assert_eq!(report.excused[0].finding.span.start, cells.find("treats").unwrap(), "the first cell's");
    finds(&format!("{CLAIM} {allow}\r\n\r\n{CLAIM}\r\n"), &[RULE], 1);
    // Before text, it covers that text, whatever stands before.
    finds(&format!("| a | b |\n|---|---|\n| page | {allow} {CLAIM} |\n"), &[], 1);
    finds(&format!("<p>{CLAIM}</p> {allow} <p>{CLAIM}</p>\n"), &[RULE], 1);
    // What it does not find there, it excuses nowhere.
    finds(&format!("Good. {allow}\n\n{CLAIM}\n"), &["meta/unused-suppression", RULE], 0);
    let mdx = format!("{CLAIM} {{/* claimlint-allow {RULE}: quoted */}}\n\n{CLAIM}\n");
    let report = lint_named("a.mdx", &mdx);
    assert_eq!((report.findings.len(), report.excused.len()), (1, 1));
}

#[test]
fn ranges_and_files_are_covered() {
    let (begin, end) = (format!("<!-- claimlint-allow-begin {RULE}: letters -->"), "<!-- claimlint-allow-end -->");
    finds(&format!("{CLAIM}\n\n{begin}\n\n{CLAIM}\n\n- {CLAIM}\n\n{end}\n\n{CLAIM}\n"), &[RULE, RULE], 2);
    finds(&format!("{CLAIM}\n\n<!-- claimlint-allow-file {RULE}: an archive -->\n\n{CLAIM}\n"), &[], 2);
    finds(&format!("---\nclaimlint:\n  allow: [{{rule: {RULE}, reason: an archive}}]\n---\n\n{CLAIM}\n"), &[], 1);
    finds(&format!("+++\n[[claimlint.allow]]\nrule = \"{RULE}\"\nreason = \"an archive\"\n+++\n\n{CLAIM}\n"), &[], 1);
}

#[test]
fn comments_of_mdx_count_in_mdx_and_code_never() {
    let text = format!("{{/* claimlint-allow {RULE}: quoted */}}\n\n{CLAIM}\n");
    assert_eq!(lint_named("a.mdx", &text).excused.len(), 1);
    assert_eq!(lint_named("a.md", &text).excused.len(), 0);
    finds(&format!("```html\n<!-- claimlint-allow-file {RULE}: quoted -->\n```\n\n{CLAIM}\n"), &[RULE], 0);
    finds(&format!("`<!-- claimlint-allow-file {RULE}: quoted -->`\n\n{CLAIM}\n"), &[RULE], 0);
}

#[test]
fn a_suppression_with_a_fault_excuses_nothing_and_is_told() {
    let under = |comment: &str| format!("{comment}\n\n{CLAIM}\n");
    let cases = [
        (format!("<!-- claimlint-allow {RULE} -->"), "meta/reasonless-suppression"),
        (format!("<!-- claimlint-allow {RULE}: TODO: say why this may stand -->"), "meta/reasonless-suppression"),
        (format!("<!-- claimlint-allow {RULE} until=2026-05-31: ok -->"), "meta/expired-suppression"),
        (format!("<!-- claimlint-allow {RULE} until=never: ok -->"), "meta/malformed-suppression"),
        ("<!-- claimlint-allow claim/*: ok -->".to_owned(), "meta/blanket-suppression"),
        ("<!-- claimlint-allow: ok -->".to_owned(), "meta/blanket-suppression"),
        ("<!-- claimlint-allow claim/disease-tretment: ok -->".to_owned(), "meta/unknown-rule"),
        (format!("<!-- claimlint-allow-begin {RULE}: ok -->"), "meta/unclosed-suppression"),
        (format!("<!-- claimlint-allow-next {RULE}: ok -->"), "meta/malformed-suppression"),
        ("<!-- claimlint-allow claim/cure: ok -->".to_owned(), "meta/unused-suppression"),
    ];
    for (comment, fault) in cases {
        finds(&under(&comment), &[fault, RULE], 0);
    }
    finds(&under(&format!("<!-- claimlint-allow {RULE} until=2026-06-01: ok -->")), &[], 1);
    let report = lint_named("a.md", &under("<!-- claimlint-allow claim/disease-tretment: ok -->"));
    assert!(report.findings[0].message.contains("did you mean `claim/disease-treatment`?"), "{report:?}");
    assert_eq!(report.findings[0].text, "claim/disease-tretment");
}

#[test]
fn of_two_that_cover_a_finding_the_nearer_is_credited_and_the_other_is_unused() {
    let allow = |how: &str| format!("<!-- claimlint-allow{how} {RULE}: {} -->\n\n", how.len());
    let end = "\n<!-- claimlint-allow-end -->\n";
    let reason = |text: &str| {
        let report = lint_named("a.md", text);
        let Excuse::Suppression { reason, .. } = &report.excused[0].by else { panic!("{report:?}") };
        (reason.clone(), report.findings.len())
    };
    let (block, range, file) = (allow(""), allow("-begin"), allow("-file"));
    assert_eq!(reason(&format!("{file}{range}{block}{CLAIM}\n{end}")), ("0".to_owned(), 2));
    assert_eq!(reason(&format!("{file}{range}{CLAIM}\n{end}")), ("6".to_owned(), 1));
    assert_eq!(reason(&format!("{file}{block}{CLAIM}\n\n{CLAIM}\n")), ("0".to_owned(), 0));
    // Rules of one comment are judged one by one.
    finds(&format!("<!-- claimlint-allow {RULE}, claim/cure: r -->\n\n{CLAIM}\n"), &["meta/unused-suppression"], 1);
}

#[test]
fn a_rule_that_is_off_leaves_its_suppressions_alone() {
    let page = format!("<!-- claimlint-allow {RULE}: quoted -->\n\n{CLAIM}\n");
    let config = format!("rules: {{{RULE}: off, 'disclosure/*': off}}\n");
    Folder::with(&[("a.md", &page), ("claimlint.yml", &config)]).run(&["check"]).exits(0).says("no findings");
}

#[test]
fn faults_are_rules_like_others() {
    let page = "<!-- claimlint-allow claim/cure: agreed -->\n\nThe museum opens at nine.\n";
    let folder = Folder::with(&[("a.md", page)]);
    folder.run(&["check"]).exits(1);
    folder.write("claimlint.yml", b"rules: {meta/unused-suppression: info}\n");
    folder.run(&["check"]).exits(0);
    folder.run(&["explain", "meta/unused-suppression"]).exits(0);
}

#[test]
fn an_auditor_sees_what_is_excused_and_why() {
    let page = format!("<!-- claimlint-allow {RULE} until=2999-12-31: quoted from FDA letter 7 -->\n\n{CLAIM}\n");
    let folder = Folder::with(&[("a.md", &page), ("claimlint.yml", "rules: {'disclosure/*': off}\n")]);
    let answer = folder.run(&["check", "--format", "short"]);
    answer.exits(0).says("not counted: 1 allowed in their files (the first until 2999-12-31)");
    assert_eq!(answer.stdout, "");
    for format in ["short", "full"] {
        let answer = folder.run(&["check", "--format", format, "--show-suppressed"]);
        let line = answer.exits(0).stdout.lines().last().unwrap_or_default().to_owned();
        assert!(
            line.starts_with("a.md:3:8: allowed error: ")
                && line.ends_with("[claim/disease-treatment] on line 1 until 2999-12-31: quoted from FDA letter 7"),
            "{line}"
        );
    }
    let json = folder.run(&["check", "--format", "json"]).exits(0).json();
    assert_eq!((&json["summary"]["suppressed"], &json["summary"]["warning"]), (&1.into(), &0.into()));
    assert_eq!(json["files"][0]["excused"], serde_json::Value::Null, "nobody asked");
}

#[test]
fn programs_and_lawyers_are_told_what_is_excused_if_they_ask() {
    let page = format!("<!-- claimlint-allow {RULE} until=2999-12-31: quoted <b>from</b> a letter -->\n\n{CLAIM}\n");
    let known = format!("{CLAIM}\n");
    let folder =
        Folder::with(&[("a.md", &page), ("b.md", &known), ("claimlint.yml", "rules: {'disclosure/*': off}\n")]);
    let check = ["check", "--baseline", "known.json"];
    folder.run(&[&check[..], &["--write-baseline"]].concat()).exits(0);
    let shown = |format| {
        let answer = folder.run(&[&check[..], &["--format", format]].concat()).exits(0).stdout.clone();
        let asked = folder.run(&[&check[..], &["--show-suppressed", "--format", format]].concat());
        let told = "1 allowed in their files (the first until 2999-12-31), 1 known to the baseline";
        (answer, asked.exits(0).says(told).stdout.clone())
    };

    let json: serde_json::Value = serde_json::from_str(&shown("json").1).unwrap_or_default();
    let [allowed, known] = [0, 1].map(|file| &json["files"][file]["excused"][0]);
    assert_eq!((&allowed["by"], &known["by"]), (&"suppression".into(), &"baseline".into()));
    assert_eq!(allowed["reason"], "quoted <b>from</b> a letter");
    assert_eq!((&allowed["until"], &allowed["suppression"]["start"]["line"]), (&"2999-12-31".into(), &1.into()));
    assert_eq!((&allowed["finding"]["rule"], &known["finding"]["rule"]), (&RULE.into(), &RULE.into()));
    assert_eq!((&known["reason"], &known["suppression"]), (&serde_json::Value::Null, &serde_json::Value::Null));

    let (silent, lines) = shown("jsonl");
    let excused: Vec<&str> = lines.lines().filter(|line| line.contains("\"type\":\"excused\"")).collect();
    assert_eq!((excused.len(), silent.contains("excused")), (2, false), "{lines}");

    let (silent, log) = shown("sarif");
    let log: serde_json::Value = serde_json::from_str(&log).unwrap_or_default();
    let results = &log["runs"][0]["results"];
    assert_eq!(results[0]["suppressions"][0]["kind"], "inSource");
    assert_eq!(results[0]["suppressions"][0]["justification"], "quoted <b>from</b> a letter");
    let region = &results[0]["suppressions"][0]["location"]["physicalLocation"]["region"];
    assert_eq!(region["startLine"], 1);
    assert_eq!(results[1]["suppressions"][0]["kind"], "external");
    assert!(!silent.contains("suppressions"), "GitHub shows suppressed results as open");

    let (silent, cases) = shown("junit");
    assert!(cases.contains("skipped=\"2\" failures=\"0\""), "{cases}");
    assert!(cases.contains("<skipped message=\"allowed on line 1 until 2999-12-31: quoted &lt;b&gt;"), "{cases}");
    assert!(silent.contains("skipped=\"0\""), "{silent}");

    let (silent, page) = shown("html");
    assert!(
        page.contains("<td>allowed on line 1 until 2999-12-31: quoted &lt;b&gt;from&lt;/b&gt; a letter</td>"),
        "{page}"
    );
    // The words stand out in the text, and the row leads to them and back.
    let marked = "<mark class=\"excused\">treats depression</mark><span id=\"a1-0\"></span><a class=\"ref excused\" href=\"#x1-0\"";
    assert!(page.contains(marked) && page.contains("<tr id=\"x1-0\"><td><a href=\"#a1-0\""), "{page}");
    assert!(page.contains("<td>known to the baseline</td>") && !silent.contains("known to the baseline</td>"));

    // Their readers take every entry for a finding.
    for format in ["github", "gitlab", "checkstyle", "rdjson"] {
        let (silent, asked) = shown(format);
        assert_eq!(silent, asked, "{format}");
    }
}

#[test]
fn a_product_of_the_front_matter_is_a_promoted_thing() {
    let page = "---\nclaimlint: {products: [Brollivant]}\n---\n\nBrollivant prevents migraine.\n";
    let rules = |text: &str| LINTER.lint(SourceFile::new("a.md", text)).findings.len();
    assert!(rules(page) > 0);
    assert_eq!(rules(&page.replace("products: [Brollivant]", "")), 0);
}
