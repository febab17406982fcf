//! Drafts: what a fix inserts for missing disclosures, where it stands, that it answers the finding and tears nothing apart.

use claimlint::detect::Severity;
use claimlint::lint::{Finding, Fix, Inclusion, fix};
use claimlint::text::{SourceFile, Span};

use crate::repository::{LINTER, files, lint, read};

fn owed(page: &str) -> Vec<Finding> {
    lint(page).findings.into_iter().filter(|finding| finding.rule.starts_with("disclosure/")).collect()
}

/// The fixes of a page, each once.
fn fixes(page: &str) -> Vec<Fix> {
    let mut out: Vec<Fix> = Vec::new();
    for fix in owed(page).into_iter().filter_map(|finding| finding.fix) {
        if !out.contains(&fix) {
            out.push(fix);
        }
    }
    out
}

/// The page with its fixes applied, from the end to the start.
fn mended(page: &str) -> String {
    let mut fixes = fixes(page);
    fixes.sort_by_key(|fix| std::cmp::Reverse(fix.span.start));
    let mut out = page.to_owned();
    for fix in fixes {
        out.replace_range(fix.span.range(), &fix.replacement);
    }
    out
}

#[test]
fn one_draft_answers_all_that_a_page_lacks() {
    let page = "# Notes on kratom\n\nKratom relieves pain and eases\ndepression.\n\nIt grows by the river.\n";
    let fixes = fixes(page);
    assert_eq!(fixes.len(), 1, "{fixes:#?}");
    assert!(owed(page).iter().all(|finding| finding.fix.as_ref() == fixes.first()));
    let mended = mended(page);
    for part in
        ["eases\ndepression.\n\n**Safety:** ", "Kratom can cause dependence and withdrawal.", "988", "\n\nIt grows by"]
    {
        assert!(mended.contains(part), "“{part}” in\n{mended}");
    }
    let left: Vec<String> = owed(&mended).into_iter().map(|finding| finding.message).collect();
    assert!(left.is_empty(), "{left:#?}");
}

#[test]
fn a_draft_answers_its_finding_for_every_substance() {
    for (substance, target) in [
        ("Kava", "anxiety"),
        ("CBD oil", "arthritis"),
        ("St John's wort", "depression"),
        ("Ashwagandha", "anxiety"),
        ("Turmeric", "arthritis"),
        ("Red yeast rice", "heart disease"),
        ("Berberine", "diabetes"),
        ("Compounded semaglutide", "obesity"),
        ("Colloidal silver", "infections"),
        ("Tianeptine", "depression"),
        ("Phenibut", "anxiety"),
        ("Ginkgo", "tinnitus"),
        ("Iron", "anemia"),
        ("Valerian", "insomnia"),
        ("Melatonin", "insomnia"),
        ("Ibogaine", "opioid addiction"),
        ("Kratom", "alcoholism"),
        ("Turmeric", "breast cancer"),
        ("Nattokinase", "strokes"),
    ] {
        let page = format!("{substance} cures {target}.\n");
        assert!(!owed(&page).is_empty(), "{page} owes nothing");
        let mended = mended(&page);
        let left: Vec<String> = owed(&mended).into_iter().map(|finding| finding.message).collect();
        assert!(left.is_empty(), "{left:#?}\n{mended}");
    }
}

#[test]
fn a_draft_stands_behind_lists_tables_quotations_and_code() {
    for (page, expected) in [
        ("- Kratom cures pain.\n- Tea\n\nEnd.\n", "- Kratom cures pain.\n- Tea\n\n**"),
        ("- Kratom cures pain.\n\n- Tea\n\nEnd.\n", "- Tea\n\n**"),
        ("> Kratom cures pain.\n>\n> Tea.\n\nEnd.\n", "> Tea.\n\n**"),
        ("| Leaf |\n|---|\n| Kratom cures pain |\n| Tea |\n\nEnd.\n", "| Tea |\n\n**"),
        ("Kratom cures pain:\n```\nboil\n\nstrain\n```\n\nEnd.\n", "strain\n```\n\n**"),
        ("---\ntitle: Kratom cures pain\n---\n\n# Leaf\n\nTea.\n", "# Leaf\n\n**"),
        ("---\ntitle: Kratom cures pain\n---\nTea.\n", "---\n**"),
        ("Kratom **cures pain**", "**cures pain**\n\n**"),
    ] {
        let mended = mended(page);
        assert!(mended.contains(expected), "{mended}");
    }
    let windows = mended("Kratom cures pain.\r\n\r\nEnd.\r\n");
    assert!(windows.starts_with("Kratom cures pain.\r\n\r\n**") && windows.ends_with("\r\n\r\nEnd.\r\n"), "{windows}");
}

#[test]
fn an_affiliate_draft_stands_before_the_first_paid_link() {
    let page = "# Sprays\n\nWe tried six.\n\nMelatonin spray cures insomnia. Do not drive after you take melatonin. Our pick is \
                [DriftOff](https://shop.example/p/1?aff=77).\n";
    let mended = mended(page);
    assert!(mended.contains("We tried six.\n\n**Disclosure:** Some links"), "{mended}");
    assert!(owed(&mended).is_empty(), "{:#?}", owed(&mended));
}

#[test]
fn only_the_seller_knows_what_is_typical() {
    let page = "# Magnesium\n\n> \"My migraine vanished in ten days on magnesium.\" (Horst)\n";
    let typical: Vec<Finding> =
        owed(page).into_iter().filter(|finding| finding.rule == "disclosure/typical-results").collect();
    assert_eq!(typical.len(), 1);
    assert_eq!(typical[0].fix, None);
}

#[test]
fn text_declared_to_stand_on_the_page_counts() {
    let declared = |text: &str| {
        let declared = vec![Inclusion::new(SourceFile::new("partials/kratom-risk.md", text), None)];
        let page = SourceFile::new("page.md", "# Kratom\n\nKratom relieves pain.\n");
        let report = LINTER.clone().including(declared).lint(page);
        let messages = report.findings.into_iter().filter(|finding| finding.rule.starts_with("disclosure/"));
        messages.map(|finding| finding.message).collect::<Vec<_>>()
    };
    let whole = "Kratom can cause dependence and liver injury. With opioids or alcohol it can stop your breathing. It is not \
                 approved by the FDA. Do not take kratom if you are pregnant. Ask your doctor first.\n";
    assert!(declared(whole).is_empty(), "{:#?}", declared(whole));
    let half = declared("Kratom can cause liver injury.\n");
    assert!(half.iter().any(|message| message.contains("absent: dependence")), "{half:#?}");
    assert!(half.iter().all(|message| !message.contains("liver")), "{half:#?}");
    // A declared text claims nothing and hides nothing.
    let hidden = declared("<!-- Kratom can cause dependence. -->\n");
    assert!(hidden.iter().any(|message| message.contains("absent: dependence")), "{hidden:#?}");
}

#[test]
fn drafts_on_pages_that_sell_are_put_in_once_and_claim_nothing() {
    for article in ["kratom-anxiety", "kratom-mood", "sleep-gummies-shop"] {
        let page = crate::repository::read(&format!("fixtures/articles/{article}.md"));
        let judge = |source: SourceFile| LINTER.lint(source);
        let fixed = fix(&SourceFile::new("page.md", &page), judge).map(|fixed| fixed.text).unwrap_or_default();
        let same = |a: &Finding, b: &Finding| (&a.rule, &a.text) == (&b.rule, &b.text);
        let before = lint(&page).findings;
        let after = lint(&fixed).findings;
        let mut drafts = Vec::new();
        for draft in fixed.split("\n\n").filter(|block| block.starts_with("**Safety:**")) {
            assert_eq!(fixed.matches(draft).count(), 1, "{article}: {draft}");
            let start = fixed.find(draft).expect("it is part of the page");
            drafts.push(Span::new(start, start + draft.len()));
        }
        // A sentence behind a draft stands further down the page than before, and that is one of its signs.
        let in_a_draft = |finding: &Finding| drafts.iter().any(|draft| finding.span.overlaps(*draft));
        let new: Vec<&Finding> = after
            .iter()
            .filter(|finding| !before.iter().any(|old| same(old, finding)))
            .filter(|finding| !finding.rule.starts_with("claim/") || in_a_draft(finding))
            .collect();
        assert!(new.is_empty(), "{article}: {new:#?}");
        assert!(after.iter().all(|finding| finding.fix.is_none()), "{article}");
    }
}

#[test]
fn a_draft_acquits_no_page() {
    // With a paragraph between it and the next, a claim may be told by another rule, or of other words.
    let claims = |page: &str| -> Vec<Severity> {
        let claims = lint(page).findings.into_iter().filter(|finding| finding.rule.starts_with("claim/"));
        claims.map(|claim| claim.severity).collect()
    };
    let mut with_drafts = 0;
    for path in
        ["tests/pages", "fixtures/articles", "fixtures/rules"].into_iter().flat_map(|folder| files(folder, "md"))
    {
        let page = read(&path);
        let mended = mended(&page);
        with_drafts += usize::from(mended != page);
        assert_eq!(claims(&page), claims(&mended), "{path}");
    }
    assert!(with_drafts >= 30, "{with_drafts} pages get a draft");
}

#[test]
fn a_warning_in_a_quotation_block_is_no_review() {
    let page = read_shop("> **Warning:** Not for people with liver disease or depression.\n");
    assert!(!page.contains(&"claim/quoted-review".to_owned()), "{page:?}");
    let review = read_shop("> **Anna:** My depression is gone.\n");
    assert!(review.iter().any(|rule| rule.starts_with("claim/")), "{review:?}");
}

/// The rules that fire on the fixture of a shop with something more on it.
fn read_shop(more: &str) -> Vec<String> {
    let page = crate::repository::read("fixtures/articles/sleep-gummies-shop.md");
    let findings = lint(&format!("{page}\n{more}")).findings;
    findings.into_iter().filter(|finding| finding.span.start >= page.len()).map(|finding| finding.rule).collect()
}

#[test]
fn front_matter_is_no_way_between_a_claim_and_a_disclosure() {
    let tags =
        ["", "tags: [kratom, mood]\n", "categories: [a, b, c]\ntags: [kratom, mood, herbal tea, botanicals, calm]\n"];
    for tags in tags {
        let page = format!("---\ntitle: Kratom cures depression\n{tags}---\n\nBuy our kratom today.\n");
        let fixed = fix(&SourceFile::new("page.md", &page), |source| LINTER.lint(source)).expect("it lacks risks").text;
        assert_eq!(fixed.matches("**Safety:**").count(), 1, "{fixed}");
        let left: Vec<String> = owed(&fixed).into_iter().map(|finding| finding.message).collect();
        assert!(left.is_empty(), "{left:#?}\n{fixed}");
    }
}

#[test]
fn a_draft_stands_where_it_is_found_near_its_claim() {
    for (page, expected) in [
        ("> Kratom cures pain.\n\n> Tea.\n\n> Rain.\n\n> Sun.\n\n> Snow.\n", "> Kratom cures pain.\n\n**"),
        ("- > Kratom cures pain.\n\n  > Tea.\n\n  > Rain.\n\n  > Sun.\n\n  > Snow.\n", "**"),
        ("# Kratom cures pain\n## Tea\n## Rain\n## Sun\n## Snow\nthey grow\n", "# Kratom cures pain\n**Safety:**"),
        ("```\nboil\n\nstrain\n```\nKratom cures pain\n# Tea\n# Rain\n# Sun\n# Snow\n", "**Safety:**"),
    ] {
        let mended = mended(page);
        assert!(mended.contains(expected) && owed(&mended).is_empty(), "{:#?}\n{mended}", owed(&mended));
    }
}

#[test]
fn a_draft_that_is_taken_back_is_not_offered_again() {
    let page = mended("Kratom cures pain.\n\nBut do not worry, it is totally safe.\n");
    let left = owed(&page);
    assert!(left.iter().any(|finding| finding.message.contains("taken back")), "{left:#?}");
    assert!(left.iter().all(|finding| finding.fix.is_none()), "{page}");
}

#[test]
fn what_discloses_risks_is_no_stuffing() {
    let body = "Our kratom is ground in small batches by people who know the tree. They pick the leaves by hand in the cool \
                of the morning and dry them on racks in the shade. You may stir kratom into tea or take it with water. Each \
                bag of kratom is sealed on the day of the harvest.";
    let page = mended(&format!("# Kratom cures depression\n\n{body}\n"));
    assert!(page.matches("ratom").count() >= 10, "{page}");
    let stuffed: Vec<String> = lint(&page)
        .findings
        .into_iter()
        .filter(|finding| finding.rule == "stuffing/density")
        .map(|f| f.message)
        .collect();
    assert!(stuffed.is_empty(), "{stuffed:#?}\n{page}");
}
