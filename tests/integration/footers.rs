//! What stands at the end of a page tells little of the page: references, a recipe and advice take no claim back, and an
//! advertisement makes no seller of a leaflet. Put under the labelled pages that may be read (`tests/labelled/README.md`).
//! `cargo test --test integration footers -- --nocapture` prints the numbers.

use std::collections::BTreeMap;

use claimlint::detect::Severity;
use claimlint::lint::Finding;

use crate::labelled::table;
use crate::repository::{lint, read, root, share};

/// What a seller may put under a page, and what would be read there of a leaflet, a paper and a cook.
const HARMLESS: &str = "## When to see a doctor\n\nTalk to your doctor or pharmacist before you start anything new, above all if you \
    take other medicines. Symptoms that last for more than two weeks should be looked at. If you are diagnosed with a \
    condition, keep taking what your GP has prescribed.\n\n\
    ## References\n\n\
    1. Okafor L, Brandt P. A randomised, placebo-controlled trial of a herbal extract in adults. 2019; 12: 44-51.\n\
    2. Lindqvist M, et al. Double-blind cohort study of a botanical blend. 2020.\n\
    3. Hale T. Systematic review of plant compounds. 2018.\n\n\
    ## A warm drink for the evening\n\nHeat 200 ml of oat milk in a saucepan. Whisk in a teaspoon of honey. Simmer for three \
    minutes, then stir in a tablespoon of cocoa. Serves one.\n";

/// What pays for a page that sells nothing itself.
const ADVERTISEMENT: &str =
    "*Advertisement.* The Dozewell mat, now £89. [Order now](/shop/dozewell) and save 20%. Free delivery over £30.\n";

/// Claims from which a page is taken to be a seller's.
const SELLS: usize = 4;

/// The labelled pages to which something may be fitted, each with how many claims it makes.
fn pages() -> Vec<(String, usize)> {
    let floors = read("tests/integration/floors.tsv");
    let read_sets = table(&floors).filter(|row| row[4] == "no" && root(&format!("tests/labelled/{}", row[0])).is_dir());
    let mut out = Vec::new();
    for set in read_sets.map(|row| row[0]) {
        let labels = read(&format!("tests/labelled/{set}.tsv"));
        let mut claims: BTreeMap<&str, usize> = BTreeMap::new();
        for row in table(&labels) {
            *claims.entry(row[0]).or_default() += usize::from(row[2] == "claim");
        }
        out.extend(claims.iter().map(|(page, claims)| (read(&format!("tests/labelled/{set}/{page}.md")), *claims)));
    }
    out
}

/// How many claims are found in a page with something below it.
fn found(page: &str, below: &str) -> usize {
    let page = page.trim_end();
    let in_page = |finding: &&Finding| {
        finding.span.start < page.len() && finding.severity >= Severity::Warning && finding.rule.starts_with("claim/")
    };
    lint(&format!("{page}\n\n{below}")).findings.iter().filter(in_page).count()
}

#[test]
fn what_stands_below_a_page_tells_little_of_it() {
    let (mut before, mut after) = (0, 0);
    let (mut silent, mut roused) = (0, 0);
    // Every fourth page tells enough.
    for (page, claims) in pages().iter().step_by(4) {
        if *claims >= SELLS {
            before += found(page, "");
            after += found(page, HARMLESS).min(found(page, ""));
        } else if *claims == 0 && found(page, "") == 0 {
            silent += 1;
            roused += usize::from(found(page, ADVERTISEMENT) > 0);
        }
    }
    println!("{after} of {before} findings stay above advice, references and a recipe");
    println!("{roused} of {silent} silent pages are roused by an advertisement");
    assert!(before > 3_000 && silent > 150, "the labelled pages are there");
    assert!(share(after, before) > 0.96, "{after} of {before}");
    assert!(share(roused, silent) < 0.05, "{roused} of {silent}");
}
