//! The page in numbers: what a page claims, hedges, owes and gives, and where that begins.

use crate::repository::lint;

#[test]
fn a_page_is_told_in_numbers() {
    let page = "# Kratom for the back\n\nA leaf from Borneo, sold as a powder.\n\nKratom relieves pain. It may ease \
                anxiety.\n\nKratom can cause dependence and liver injury. Talk to your doctor.\n";
    let score = lint(page).score;
    assert_eq!((score.total(), score.hedged, score.qualified), (2, 1, 0), "{score:?}");
    assert_eq!(score.words, 30);
    let relief = score.per_100_words()["claim/symptom-relief"];
    assert!((relief - 200.0 / 30.0).abs() < 1e-9, "{relief}");
    assert!((score.share_hedged() - 0.5).abs() < 1e-9);
    // Dependence, liver and advice of what kratom owes; two claims in the third block, the risks in the fourth.
    assert_eq!(score.given(), 3, "{score:?}");
    assert!(score.disclosures.len() > score.given());
    let (claim, risk) = (score.first_claim.expect("there is a claim"), score.first_risk.expect("there is a risk"));
    assert!(claim > 0.3 && claim < risk && risk < 1.0, "{score:?}");
}

#[test]
fn a_page_without_claims_has_no_places() {
    let score = lint("# Bread\n\nFlour, water and salt.\n").score;
    assert_eq!((score.words, score.total(), score.disclosures.len()), (5, 0, 0));
    assert_eq!((score.first_claim, score.first_risk), (None, None));
    assert!(score.share_hedged().abs() < f64::EPSILON);
}
