//! Pages of other trades, whose pains and cures are figures of speech, and pages that have to do with the body.

use claimlint::detect::Severity;

use crate::repository::lint;

/// A page of a hundred and fifty words that sells, with a text between its heading and them.
fn page(title: &str, text: &str) -> String {
    let rest = "We come on time and clean up behind us. ".repeat(16);
    format!("# {title}\n\n{text}\n\n## Prices\n\n{rest}\n\nFrom £25 a month. [Order now](/cart)\n")
}

fn rules(page: &str) -> Vec<String> {
    let claims = lint(page).findings.into_iter().filter(|finding| finding.severity > Severity::Info);
    claims.map(|finding| finding.rule.to_string()).filter(|rule| rule.starts_with("claim/")).collect()
}

#[test]
fn figures_are_no_claims_where_nothing_means_the_body() {
    for text in [
        "We take the pain out of payroll.",
        "Stop treating the symptoms. We cure month-end stress, and our customers' anxiety is gone.",
        "Relief for your headaches! No side effects on your budget.",
        "Our service relieves the pain of paperwork and prevents burnout in the back office.",
    ] {
        let found = rules(&page("Payroll for small teams", text));
        assert!(found.is_empty(), "{text} {found:?}");
    }
}

#[test]
fn they_are_where_something_does() {
    for (title, text) in [
        ("Massage at your desk", "Our massage relieves pain. It loosens muscles and wakes up a tired spine."),
        ("The coil", "Our coil relieves headaches. Wear it on the neck against sciatica."),
        ("Calm drops", "Our drops with valerian relieve anxiety."),
    ] {
        assert!(!rules(&page(title, text)).is_empty(), "{text}");
    }
}

#[test]
fn what_stands_beside_a_disease_is_a_claim_on_any_page() {
    let long = "We oil every chair by hand before it leaves the workshop. ".repeat(16);
    let with = |text: &str| page("Oak chairs and cushions", &format!("{long}\n\n{text}"));
    assert!(rules(&with("Our cushion takes the pain out of meetings.")).is_empty());
    assert!(!rules(&with("Our cushion cures sciatica.")).is_empty());
    assert!(!rules(&with("### Sciatica\n\nOur cushion takes the pain away.")).is_empty());
}

#[test]
fn a_part_of_the_body_is_one_where_it_is_somebodys() {
    let with = |text: &str| page("The Stillpoint bed", text);
    assert!(!rules(&with("Our bed heals your back overnight, and the pain leaves for good.")).is_empty());
    assert!(rules(&with("Our bed heals the back of the frame overnight, and the pain leaves for good.")).is_empty());
}

#[test]
fn few_words_tell_no_trade() {
    assert!(!rules("# Our coil\n\nOur coil relieves pain and stress. £25, order now.\n").is_empty());
}

#[test]
fn what_another_trade_links_to_owes_nothing_and_its_spelling_hides_nothing() {
    let long = "We come on time and clean up behind us. ".repeat(16);
    for (rule, text) in [
        ("disclosure/affiliate-relation", "Find us [here](https://builders.example/search?q=oak&ref=front)."),
        ("disclosure/affiliate-relation", "Use our code ATTIC10 for 10% off the first month."),
        ("meta/evasion", "The parser was written by m3m0ry."),
    ] {
        let tells = |title: &str| {
            lint(&format!("# {title}\n\n{text}\n\n{long}\n")).findings.iter().any(|finding| finding.rule == rule)
        };
        assert!(!tells("Payroll for small teams"), "{text}");
        assert!(tells("Valerian drops for insomnia"), "{text}");
    }
}

#[test]
fn what_belongs_to_us_is_no_code_of_a_shop() {
    let owes = |text: &str| {
        let page = format!("# Valerian drops\n\nValerian drops cure insomnia. {text}\n");
        lint(&page).findings.iter().any(|finding| finding.rule == "disclosure/affiliate-relation")
    };
    assert!(!owes("All comments must comply with our code of conduct."));
    assert!(owes("My code LENA15 gets you 15% off."));
    assert!(owes("Use my code LENA15 in their shop."));
}
