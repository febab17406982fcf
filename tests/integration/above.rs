//! What stands above or before a list of diseases on a page that sells: it says what the goods are for, or who should stay
//! away and what can go wrong. As a heading, an introduction, a label, the header of a table.

use claimlint::detect::Severity;

use crate::repository::lint;

/// What says that the goods are for what follows.
const USES: &[&str] = &[
    "We use it for",
    "People come to us with",
    "Good results in",
    "Recommended for",
    "What is it good for?",
    "What conditions is it good for?",
    "Indications and contraindications",
    "Helps with the side effects of chemotherapy",
    "Common reasons to come",
    // Words of those who keep somebody from it, said of others.
    "Doctors refer patients to us with",
    "Come and see our osteopath with",
    "For those who can't take painkillers any more",
    "Stop taking pills and try our drops for",
    "Avoid surgery with our drops in",
    "Don't take painkillers until you have tried our drops for",
    "Complaints that need an osteopath",
];

/// What says that it does not.
const RISKS: &[&str] = &[
    "Contraindications",
    "Possible side effects",
    "Reported reactions",
    "Who should not come?",
    "Not suitable for people with",
    "Do not use it if you have",
    "Not to be used in",
    "Avoid in",
    "Ask your doctor first if you have",
    "Tell us before the session if you have",
    "We do not treat",
    "We send you on to a hospital with",
    "It does nothing for",
];

/// How many claims are told below a shop's offer.
fn told(text: &str) -> usize {
    let page = format!("# Karst propolis drops\n\nOrder our propolis drops today, 14 euros a bottle.\n\n{text}\n");
    let claims = lint(&page).findings.into_iter().filter(|it| it.rule.starts_with("claim/"));
    claims.filter(|it| it.severity > Severity::Info).count()
}

/// A list of diseases below or behind some words, in the ways in which pages are written.
fn shapes(above: &str) -> [String; 5] {
    let items = "- Migraine\n- Knee osteoarthritis\n- Chronic sinusitis";
    let label = above.trim_end_matches('?');
    [
        format!("## {above}\n\n{items}"),
        format!("{label}:\n\n{items}"),
        format!("**{label}:**\n\n{items}"),
        format!("## {above}\n\nMigraine, knee osteoarthritis, chronic sinusitis."),
        format!("**{label}:** migraine, knee osteoarthritis, chronic sinusitis."),
    ]
}

#[test]
fn diseases_that_it_is_for_are_told() {
    for above in USES {
        for shape in shapes(above) {
            assert!(told(&shape) > 0, "{shape}");
        }
    }
}

#[test]
fn diseases_that_keep_somebody_from_it_are_not() {
    for above in RISKS {
        for shape in shapes(above) {
            assert_eq!(told(&shape), 0, "{shape}");
        }
    }
}

#[test]
fn a_header_of_a_table_says_it_of_its_column() {
    let table =
        |header: &str| format!("| {header} | How often |\n|---|---|\n| Migraine | now and then |\n| Eczema | seldom |");
    assert_eq!(told(&table("Side effect")), 0);
    assert_eq!(told("| Illness | Ask your doctor first |\n|---|---|\n| Migraine | yes |\n| Eczema | no need |"), 0);
    assert!(told("| Illness | Remedy | Side effect |\n|---|---|---|\n| Migraine | our drops | none |") > 0);
    assert!(told(&table("Good for")) > 0);
}

#[test]
fn what_a_guide_strikes_is_not_what_it_says() {
    for (head, claims) in [
        ("## Words that we always strike", false),
        ("Claims to avoid:", false),
        ("What you must not say on a label:", false),
        ("What we are not allowed to say:", true),
        ("What you wrote to us:", true),
        ("What to use instead of tablets:", true),
        ("What you cannot say no to:", true),
        ("Our little dictionary of uses:", true),
    ] {
        assert_eq!(told(&format!("{head}\n\n- Cures gout\n- Relieves migraine without pills")) > 0, claims, "{head}");
    }
    let table = "| Do not write | Write instead |\n|---|---|\n| Cures insomnia | Supports restful sleep |\n| Treats gout | Delete |";
    assert_eq!(told(table), 0);
    assert!(told(&table.replace("Do not write", "Uses").replace("Write instead", "Comment")) > 0);
}

#[test]
fn below_such_a_heading_a_claim_stays_one() {
    for text in [
        "## Side effects\n\n- None whatsoever, it is completely safe\n- Our drops cure migraine",
        "## Contraindications\n\nMigraine, epilepsy. In all else our drops cure eczema for good.",
        "## Who should not take it?\n\nNobody. It is safe for everyone and cures migraine.",
        "Side effects: none, and it cures migraine.",
        "## Do not come with\n\n- Fever\n\n> My migraine has been gone since the second bottle.",
    ] {
        assert!(told(text) > 0, "{text}");
    }
}
