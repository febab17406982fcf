//! Disclosures: what each page owes, what counts as saying it, and that the packs name only what there is. Pages of our
//! own; `claim/…` findings beside them are other tests' matter.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use claimlint::detect::Severity;
use claimlint::lint::{Finding, Linter, Policy};
use claimlint::pack::{self, PackSource};
use claimlint::text::SourceFile;

use crate::repository::{lint, read};

/// The findings about disclosures, in order.
fn owed(page: &str) -> Vec<Finding> {
    lint(page).findings.into_iter().filter(|finding| finding.rule.starts_with("disclosure/")).collect()
}

/// What a rule says is missing on a page, as in its message; empty if it does not fire.
fn missing(page: &str, rule: &str) -> String {
    let found: Vec<Finding> =
        owed(page).into_iter().filter(|finding| finding.rule == format!("disclosure/{rule}")).collect();
    assert!(found.len() <= 1, "more than one finding: {found:#?}");
    let message = found.first().map(|finding| finding.message.clone()).unwrap_or_default();
    let Some((_, list)) = message.rsplit_once(" (") else { return message };
    list.trim_end_matches(')').to_owned()
}

#[track_caller]
fn misses(page: &str, rule: &str, expected: &[&str]) {
    let missing = missing(page, rule);
    for part in expected {
        assert!(missing.contains(part), "{rule} does not miss “{part}” but “{missing}” on\n{page}");
    }
}

#[track_caller]
fn gives(page: &str, rule: &str, names: &[&str]) {
    let missing = missing(page, rule);
    for name in names {
        assert!(!missing.contains(name), "{rule} misses “{name}”: “{missing}” on\n{page}");
    }
}

const KRATOM_RISKS: &str = "Kratom can cause dependence, withdrawal and liver injury. Taking it with opioids, alcohol or \
    sedatives can be fatal. The FDA has not approved it for any use. Do not take it if you are pregnant. Talk to a doctor or pharmacist before \
    you take it.";

fn kratom(disclosure: &str) -> String {
    format!("# Kratom for the back\n\n{disclosure}\n\nKratom relieves pain.\n")
}

#[test]
fn a_responsible_page_owes_nothing() {
    let pages = [
        kratom(KRATOM_RISKS),
        // As a list under a heading.
        "# Kratom\n\nKratom relieves pain.\n\n## Risks\n\n- Dependence and withdrawal\n- Liver injury\n- Overdose: it can stop \
         your breathing\n- Do not combine with opioids, alcohol or sedatives\n- Not approved by the FDA\n- Not for use in \
         pregnancy\n- Speak to your doctor first\n"
            .to_owned(),
        // As a callout.
        "# Kratom\n\nKratom relieves pain.\n\n> [!WARNING]\n> Dependence, liver injury and deaths. Do not mix it with alcohol \
         or opioids. Not FDA-approved. Never in pregnancy. Ask your doctor.\n"
            .to_owned(),
        // Of the page's pronoun and of its elided subject.
        "Kratom relieves pain. It is addictive, it can damage the liver, and it can slow your breathing. Never mix it with \
         alcohol. It is not approved by the FDA. Avoid it in pregnancy. Ask your doctor first.\n"
            .to_owned(),
    ];
    for page in pages {
        let found: Vec<String> = owed(&page).into_iter().map(|finding| finding.message).collect();
        assert!(found.is_empty(), "{found:#?}\n{page}");
    }
}

#[test]
fn what_is_not_said_is_absent() {
    let page = kratom("A leaf from Borneo.");
    misses(&page, "substance-risk", &["absent: dependence and withdrawal, liver injury, overdose"]);
    misses(&page, "drug-interactions", &["absent: dangerous combinations with opioids, alcohol or sedatives"]);
    misses(&page, "regulatory-status", &["absent: that it is not an approved medicine"]);
    misses(&page, "professional-advice", &["absent: advice to ask a health professional"]);
}

#[test]
fn what_critics_say_is_attributed_only() {
    misses(
        &kratom("Critics argue that kratom can lead to dependence."),
        "substance-risk",
        &["only attributed to others: dependence"],
    );
    misses(
        &kratom("Some agencies have raised concerns about kratom, such as liver injury."),
        "substance-risk",
        &["only attributed to others: liver injury"],
    );
}

#[test]
fn what_few_will_read_is_buried() {
    let filler = "A paragraph on the tree and its leaves.\n\n".repeat(9);
    let page = format!("# Kratom\n\nKratom relieves pain.\n\n{filler}{KRATOM_RISKS}\n");
    misses(
        &page,
        "substance-risk",
        &["buried: dependence and withdrawal, liver injury, overdose and slowed breathing"],
    );
    misses(&page, "professional-advice", &["buried: advice"]);
    let page = format!("# Kratom\n\nKratom relieves pain.[^1]\n\n[^1]: {KRATOM_RISKS}\n");
    misses(&page, "substance-risk", &["buried: dependence and withdrawal"]);
}

#[test]
fn what_nobody_sees_is_absent() {
    for hidden in [
        format!("<!-- {KRATOM_RISKS} -->"),
        format!("```\n{KRATOM_RISKS}\n```"),
        format!("`{KRATOM_RISKS}`"),
        format!("![{KRATOM_RISKS}](leaf.jpg)"),
        format!("[the leaf](leaf.html \"{KRATOM_RISKS}\")"),
        format!("<details>\n<summary>More</summary>\n\n{KRATOM_RISKS}\n\n</details>"),
        "[Read our disclaimer](/disclaimer) for the rest.".to_owned(),
    ] {
        let page = kratom(&hidden);
        misses(
            &page,
            "substance-risk",
            &["absent: dependence and withdrawal, liver injury, overdose and slowed breathing"],
        );
        misses(&page, "drug-interactions", &["absent: "]);
        misses(&page, "regulatory-status", &["absent: "]);
        misses(&page, "professional-advice", &["absent: "]);
    }
    let page = format!("---\ndescription: \"{}\"\n---\n\n{}", KRATOM_RISKS.replace('"', ""), kratom(""));
    misses(&page, "substance-risk", &["absent: dependence"]);
}

#[test]
fn what_nobody_sees_is_pointed_at() {
    for (hidden, what) in [
        (format!("<!-- {KRATOM_RISKS} -->"), "a comment"),
        (format!("![{KRATOM_RISKS}](leaf.jpg)"), "the text of an image"),
        (format!("<details>\n<summary>More</summary>\n\n{KRATOM_RISKS}\n\n</details>"), "a collapsed section"),
        (format!("<p style=\"display:none\">{KRATOM_RISKS}</p>"), "hidden text"),
        ("[Read how kratom causes dependence and liver injury](/risks)".to_owned(), "the text of a link"),
    ] {
        let page = kratom(&hidden);
        let found = owed(&page).into_iter().find(|finding| finding.rule == "disclosure/substance-risk");
        let related = found.expect("the risks are missing").related;
        let expected = format!("dependence and withdrawal: only in {what}, where readers do not see it");
        let place = related.iter().find(|place| place.message == expected);
        let place = place.unwrap_or_else(|| panic!("{expected}: {related:#?}"));
        assert!(hidden.contains(&page[place.span.range()]), "{}", &page[place.span.range()]);
    }
    // A link on a word of a warning, and a warning that links to more, are warnings.
    for text in [
        "Kratom can cause [dependence](https://nida.nih.gov) and [liver injury](https://livertox.nih.gov).",
        "Kratom can cause dependence and liver injury. [Read more](/risks).",
    ] {
        gives(&kratom(text), "substance-risk", &["dependence", "liver"]);
    }
}

#[test]
fn what_is_taken_back_at_once_is_undermined() {
    for text in [
        "Kratom can cause dependence. However, it relieves pain like nothing else.",
        "Kratom can cause dependence. But don't let that put you off.",
        "Kratom can cause dependence.\n\nThese scare stories are blown out of all proportion.",
        "Kratom can cause dependence only if it is abused.",
    ] {
        misses(&kratom(text), "substance-risk", &["taken back at once: dependence"]);
    }
    for text in [
        "Kratom can cause dependence. However, few people know that.",
        "Kratom can cause dependence.\n\nHowever, it relieves pain in some who take it.",
        "Kratom can cause dependence. Some people still take it.",
    ] {
        gives(&kratom(text), "substance-risk", &["dependence"]);
    }
}

#[test]
fn what_few_understand_is_hard_to_read() {
    for text in [
        "Dependence on kratom cannot be entirely excluded.",
        "Notwithstanding favourable tolerability in heterogeneous populations, habitual administration of kratom \
         preparations is associated with the manifestation of neuroadaptation and physiological dependence.",
    ] {
        misses(&kratom(text), "substance-risk", &["hard to read: dependence"]);
    }
    let all = "With opioids or alcohol, kratom can stop your breathing. It can hurt the liver. Dependence on kratom cannot be \
               entirely excluded.";
    let finding = owed(&kratom(all)).into_iter().find(|finding| finding.rule == "disclosure/substance-risk");
    assert_eq!(finding.expect("dependence is hard to read").severity, Severity::Info);
}

#[test]
fn what_stands_in_the_midst_of_a_long_paragraph_is_buried() {
    let filler = "The tree grows by the river, and people have known it for a long time. ".repeat(8);
    let page = kratom(&format!("{filler}Kratom can cause dependence. {filler}"));
    misses(&page, "substance-risk", &["buried: dependence"]);
    for page in [
        kratom(&format!("Kratom can cause dependence. {filler}")),
        kratom(&format!("**Safety.** {filler}Kratom can cause dependence. {filler}")),
    ] {
        gives(&page, "substance-risk", &["dependence"]);
    }
}

#[test]
fn food_on_a_food_blog_owes_no_label() {
    assert!(owed("# Soup\n\nGarlic lowers blood pressure, said my aunt. Fry it in butter.\n").is_empty());
    let shop = "# Garlic capsules\n\nOur garlic capsules treat high blood pressure.\n\n$12. [Add to cart](/cart)\n";
    misses(shop, "drug-interactions", &["blood thinners"]);
}

#[test]
fn a_claim_of_a_kind_owes_what_its_kind_owes() {
    misses("Kava is a natural alternative to antidepressants.\n", "professional-advice", &["prescribed medicine"]);
    let shop = "# Calm\n\nOur ashwagandha supports a calm mood.\n\n$12. [Add to cart](/cart)\n";
    misses(shop, "supplement-disclaimer", &["have not been evaluated", "not intended to diagnose"]);
    gives("# Calm\n\nAshwagandha supports a calm mood.\n", "supplement-disclaimer", &["evaluated"]);
}

#[test]
fn the_risks_of_medicines_are_no_disclosure() {
    for text in [
        "Side effects of prescription drugs include dependence, withdrawal and liver damage.",
        "Prescription opioids cause dependence and liver damage.",
        "Unlike kratom, opioids can cause dependence and liver damage.",
        "Unlike opioids, which cause dependence and liver damage, kratom is a leaf.",
        "Kratom is an alternative to opioids, which cause dependence and liver damage.",
        "Many people dread antidepressants. They can cause dependence and liver damage.",
        "## The trouble with antidepressants\n\nThe side effects are dependence and liver damage.\n\n## The leaf",
    ] {
        misses(&kratom(text), "substance-risk", &["absent: dependence and withdrawal, liver injury, overdose"]);
    }
}

#[test]
fn benefits_denials_questions_and_boilerplate_are_no_disclosure() {
    for text in [
        "Kratom works without dependence or liver damage.",
        "Kratom does not cause dependence or liver damage.",
        "Kratom is not addictive and will not harm your liver.",
        "Kratom is free of side effects such as dependence and liver damage.",
        "Claims that kratom can cause dependence and liver damage are a myth.",
        "The risks of kratom, dependence and liver damage, are exaggerated.",
        "Is kratom addictive? Can it damage the liver?",
        "Many people struggle with addiction and turn to kratom.",
        "Kratom reduces the risk of addiction and liver disease.",
        "Caution must be exercised, and further research is imperative.",
        "There are risks, so use it responsibly.",
        "Worried about addiction and liver damage? Don't be.",
        "Kratom is gentler on the liver than any pill, and fears of addiction are nothing to worry about.",
    ] {
        let page = kratom(text);
        let missing = missing(&page, "substance-risk");
        for name in ["dependence and withdrawal", "liver injury"] {
            assert!(missing.contains(name), "“{text}” discloses {name}: {missing}");
        }
        assert!(!missing.contains("buried"), "“{text}”: {missing}");
    }
}

#[test]
fn each_substance_owes_its_own_risks() {
    let page = "Magnesium relieves insomnia.\n\nKratom relieves pain.\n";
    let found = owed(page);
    assert!(!found.is_empty());
    for finding in &found {
        assert_eq!(finding.text, "relieves pain", "{}", finding.message);
        assert!(!finding.message.contains("Magnesium"), "{}", finding.message);
    }
    let page = "Kava relieves anxiety, and kava can damage the liver.\n\nKratom relieves pain.\n";
    misses(page, "substance-risk", &["absent: dependence and withdrawal, liver injury, overdose and slowed breathing"]);
    let page = "Kava relieves anxiety.\n\nTurmeric relieves pain. Turmeric can hurt the liver.\n";
    assert_eq!(missing(page, "substance-risk"), "absent: liver injury");
    assert!(owed(page).iter().any(|finding| finding.message.contains("does not disclose the risks of Kava")));
    let page = "Kava relieves anxiety.\n\nTurmeric relieves pain.\n";
    assert_eq!(missing(page, "substance-risk"), "Kava, absent: liver injury; Turmeric, absent: liver injury");
}

#[test]
fn a_brand_owes_the_risks_of_what_it_is() {
    for names in ["PureAg colloidal silver", "Order PureAg. PureAg is a pure colloidal silver"] {
        let page =
            format!("# Stories of PureAg\n\n{names}.\n\nPureAg cured my gout.\n\nOrder PureAg today, $20 a bottle.\n");
        misses(&page, "substance-risk", &["lasting discolouration of the skin"]);
    }
    let beside = "# PureAg\n\nOrder PureAg today, $20.\n\nPureAg cured my gout. It has nothing of colloidal silver.\n";
    gives(beside, "substance-risk", &["lasting discolouration of the skin"]);
}

/// A brand says what is in the box in many ways; food in it owes nothing, and neither does what is not in it.
#[test]
fn a_product_owes_the_risks_of_what_it_contains() {
    let page =
        |more: &str| format!("# Nightfall Tea\n\nNightfall tea ends insomnia. Order your box today, $12.\n\n{more}\n");
    for contained in [
        "## Ingredients\n\n- Chamomile\n- Kava root",
        "Ingredients: kava root, water, honey.",
        "Every bag is made with kava from Fiji.",
        "Each bag has 200 mg kava.",
        "| Ingredients | Amount |\n|---|---|\n| Kava | 200 mg |",
    ] {
        misses(&page(contained), "substance-risk", &["liver injury"]);
    }
    for without in ["It contains no kava.", "Our friend sells kava.", "Made without alcohol or kava."] {
        let rules: Vec<String> = owed(&page(without)).into_iter().map(|finding| finding.rule).collect();
        assert!(!rules.iter().any(|rule| rule == "disclosure/substance-risk"), "{without}: {rules:?}");
    }
}

#[test]
fn each_substance_of_a_list_and_of_a_sentence_owes_its_risks() {
    for sentence in [
        "Kava and kratom cure gout.",
        "Kratom and our own kava cure gout.",
        "Gout is eased by kratom, honey and kava.",
        "Kratom cures gout and kava relieves anxiety.",
        "Kava relieves anxiety while kratom cures gout.",
    ] {
        let missing = missing(&format!("# Notes\n\n{sentence}\n"), "substance-risk");
        assert!(missing.contains("liver injury") && missing.contains("dependence"), "{sentence}: {missing}");
    }
}

#[test]
fn only_high_risk_makes_an_error_and_hedged_claims_none() {
    let severity =
        |page: &str| owed(page).into_iter().map(|finding| (finding.rule, finding.severity)).collect::<Vec<_>>();
    assert!(severity("Kratom relieves pain.").contains(&("disclosure/substance-risk".to_owned(), Severity::Error)));
    assert!(severity("Kratom may relieve pain.").contains(&("disclosure/substance-risk".to_owned(), Severity::Error)));
    assert!(
        severity("Turmeric cures arthritis.").contains(&("disclosure/substance-risk".to_owned(), Severity::Warning))
    );
    let hedged = severity("Turmeric may relieve stiff knees.");
    assert!(hedged.iter().all(|(_, severity)| *severity == Severity::Info), "{hedged:?}");
}

#[test]
fn a_topic_owes_help_whatever_the_claim_is_about() {
    let page = "# Depression and the kitchen\n\nMagnesium relieves fatigue.\n";
    misses(page, "crisis-line", &["a crisis line"]);
    misses(page, "professional-advice", &["advice to ask a health professional"]);
    gives("# The kitchen\n\nMagnesium relieves fatigue.\n", "crisis-line", &["crisis"]);
    misses("Magnesium beats alcoholism.\n", "crisis-line", &["addiction treatment"]);
    misses("Nattokinase prevents strokes.\n", "crisis-line", &["the emergency number"]);
    misses(
        "Turmeric cures breast cancer.\n",
        "professional-advice",
        &["must not delay or replace", "health professional"],
    );
    // At the end of the page is where media guidelines want it.
    let filler = "A paragraph on spinach.\n\n".repeat(12);
    gives(&format!("{page}\n{filler}Call or text 988 at any hour.\n"), "crisis-line", &["crisis"]);
    // A heading on risks is no topic.
    gives("# Kratom\n\nKratom relieves pain.\n\n## Risks: overdose\n\nIt can kill.\n", "crisis-line", &["emergency"]);
    assert!(
        owed("# Depression\n\nDepression is an illness. It has many treatments, and most people recover.\n").is_empty()
    );
}

#[test]
fn each_country_has_its_lines() {
    for line in [
        "In the US call or text 988.",
        "In Canada call 9-8-8.",
        "In the UK and Ireland call Samaritans on 116 123.",
        "In the UK text SHOUT to 85258.",
        "In Australia call Lifeline on 13 11 14 or Beyond Blue on 1300 22 4636.",
        "In New Zealand call or text 1737.",
        "In India call Tele-MANAS on 14416.",
        "In South Africa reach SADAG.",
        "Elsewhere, befrienders list a crisis line near you.",
    ] {
        gives(&format!("Magnesium relieves depression.\n\n{line}\n"), "crisis-line", &["crisis line"]);
    }
    for line in [
        "Call SAMHSA on 1-800-662-4357.",
        "In the UK talk to FRANK on 0300 123 6600.",
        "In Australia ring 1800 250 015.",
    ] {
        gives(&format!("Magnesium beats alcoholism.\n\n{line}\n"), "crisis-line", &["addiction treatment"]);
    }
}

#[test]
fn each_kind_of_page_owes_what_it_should() {
    for (claim, rule, names) in [
        ("CBD relieves anxiety.", "substance-risk", &["liver injury"][..]),
        ("CBD relieves anxiety.", "drug-interactions", &["interactions with medicines"]),
        ("CBD relieves anxiety.", "regulatory-status", &["not an approved medicine"]),
        ("St John's wort relieves low mood.", "substance-risk", &["serotonin syndrome"]),
        ("St John's wort relieves low mood.", "drug-interactions", &["contraception", "interactions with medicines"]),
        ("Red yeast rice lowers cholesterol and treats heart disease.", "substance-risk", &["liver injury"]),
        ("Red yeast rice lowers cholesterol and treats heart disease.", "drug-interactions", &["statins"]),
        ("Red yeast rice lowers cholesterol and treats heart disease.", "vulnerable-groups", &["pregnancy"]),
        ("Kava relieves anxiety.", "substance-risk", &["liver injury"]),
        ("Kava relieves anxiety.", "drug-interactions", &["opioids, alcohol or sedatives"]),
        ("Compounded semaglutide cures obesity.", "substance-risk", &["nausea"]),
        ("Compounded semaglutide cures obesity.", "regulatory-status", &["not an approved medicine"]),
        ("Our iron drops cure anemia. $24, add to cart.", "vulnerable-groups", &["children"]),
        ("Colloidal silver cures infections.", "substance-risk", &["lasting discolouration"]),
        ("Ginkgo cures dementia.", "drug-interactions", &["blood thinners"]),
        ("Valerian relieves insomnia.", "substance-risk", &["drowsiness"]),
        ("Melatonin relieves insomnia.", "substance-risk", &["drowsiness"]),
        ("Our psyllium husk cures constipation. $9, add to cart.", "substance-risk", &["choking"]),
        ("Aristolochia cures gout.", "substance-risk", &["kidney"]),
        ("Raw milk cures eczema.", "vulnerable-groups", &["pregnancy"]),
        ("Andrographis cures colds.", "substance-risk", &["allergic reactions"]),
        ("Modafinil cures brain fog.", "drug-interactions", &["contraception"]),
        ("Amygdalin cures cancer.", "substance-risk", &["harm from too much"]),
        ("Feel Free tonic relieves anxiety.", "substance-risk", &["dependence", "liver injury"]),
    ] {
        misses(&format!("{claim}\n"), rule, names);
    }
    // What is harmless, and what no authority asks of a relative of theirs.
    for claim in [
        "Magnesium relieves insomnia.",
        "Devil's claw relieves back pain.",
        "Schisandra relieves stress.",
        "Herbal tea relieves colds.",
        "Niacinamide relieves acne.",
        "Tart cherry relieves insomnia.",
        "Beta-carotene relieves dry eyes.",
    ] {
        let found = owed(&format!("{claim}\n"));
        assert!(found.is_empty(), "{claim}: {found:#?}");
    }
}

#[test]
fn honest_pages_on_other_substances_pass() {
    for page in [
        "# CBD\n\nCBD relieves anxiety. It is not approved for that. CBD can raise liver enzymes and can interact with other \
         medicines, so ask a pharmacist first.\n",
        "# St John's wort\n\nSt John's wort relieves low mood.\n\nIt makes many medicines less effective, among them birth \
         control pills. With antidepressants it can cause serotonin syndrome.\n",
        "# Red yeast rice\n\nRed yeast rice treats high cholesterol. Do not take it with statins, if you are pregnant, or if \
         you have liver problems. Ask your doctor first.\n",
        "# Kava\n\nKava relieves anxiety. Kava has been linked to severe liver injury. Do not drink alcohol with it, and see a \
         doctor before use.\n",
        "# Valerian\n\nValerian relieves insomnia. It can make you drowsy, so do not drive.\n",
        "# Ginkgo\n\nGinkgo relieves tinnitus. If you take warfarin or aspirin, it can increase bleeding: ask \
         your doctor.\n",
        "# Iron drops\n\nOur iron drops cure anemia. Accidental overdose of iron is a leading cause of fatal poisoning in children \
         under 6. Keep them out of reach of children, and ask your doctor first. $24, [add to cart](/cart).\n",
    ] {
        let found: Vec<String> = owed(page).into_iter().map(|finding| finding.message).collect();
        assert!(found.is_empty(), "{found:#?}\n{page}");
    }
}

/// A linter in which one substance owes every element there is.
static EVERYTHING: LazyLock<Linter> = LazyLock::new(|| {
    let ids = elements().keys().cloned().collect::<Vec<_>>().join(", ");
    let text = format!(
        "lexicons:\n  - {{id: testroot, class: substance, terms: [testroot], disclosures: [everything]}}\nprofiles:\n  - id: \
         everything\n    basis: x\n    must: [{ids}]\nrules:\n  - id: disclosure/everything\n    summary: x\n    severity: \
         warning\n    message: \"{{missing}}\"\n    help: x\n    refs: []\n    disclosure: {{elements: [{ids}]}}\n"
    );
    let mut packs = pack::builtin();
    packs.push(PackSource { name: "house.yml".to_owned(), text });
    let loaded = pack::load(&packs);
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    Linter::new(Arc::new(loaded.engine), Policy::default())
});

/// Whether a sentence on a page about testroot gives an element.
fn says(sentence: &str, element: &str) -> bool {
    let page = format!("# Testroot\n\nTestroot relieves pain.\n\n{sentence}\n");
    let report = EVERYTHING.lint(SourceFile::new("page.md", &page));
    let found = report.findings.iter().find(|finding| finding.rule == "disclosure/everything");
    let name = &elements()[element];
    found.is_none_or(|finding| !finding.message.contains(name.as_str()))
}

#[test]
fn honest_sentences_give_their_element() {
    let table = read("tests/disclosures/sentences.tsv");
    let mut wrong = Vec::new();
    let mut tested = BTreeSet::new();
    for line in table.lines().skip(1) {
        let [element, expected, sentence] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        tested.insert(element.to_owned());
        if says(sentence, element) != (expected == "yes") {
            wrong.push(format!("{element}, expected {expected}: {sentence}"));
        }
    }
    assert!(wrong.is_empty(), "{} sentences are misread:\n{}", wrong.len(), wrong.join("\n"));
    let untested: Vec<&String> = elements().keys().filter(|id| !tested.contains(*id)).collect();
    assert!(untested.is_empty(), "no sentence for {untested:?}");
}

/// The names of all elements by id.
fn elements() -> &'static BTreeMap<String, String> {
    static ELEMENTS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
        let text = read("rules/disclosures/elements.yml");
        let mut out = BTreeMap::new();
        let mut id = String::new();
        for line in text.lines().map(str::trim) {
            if let Some(value) = line.strip_prefix("- id: ") {
                value.clone_into(&mut id);
            } else if let Some(value) = line.strip_prefix("name: ") {
                out.insert(id.clone(), value.to_owned());
            }
        }
        out
    });
    &ELEMENTS
}

#[test]
fn the_packs_name_only_what_there_is() {
    let engine = pack::engine();
    let profiles = &engine.owed;
    assert!(!profiles.is_empty(), "there are disclosure rules");
    let is_profile = |id: &str| profiles.iter().any(|profile| profile.id == id);
    let entries = engine.lexicon.entries();
    let named: BTreeSet<&str> = entries.iter().flat_map(|entry| &entry.disclosures).map(|id| id.as_str()).collect();
    let unknown: Vec<_> = named.iter().filter(|id| !is_profile(id)).collect();
    assert!(unknown.is_empty(), "substances name no profile: {unknown:?}");

    let mut wrong = Vec::new();
    for profile in profiles.iter() {
        let by_claims = profile.claims.iter().any(|rule| engine.rule(rule).is_some())
            || profile.links.stand_in("https://a.example/?aff=1");
        if profile.conditions.is_empty() && profile.tier.is_none() && !by_claims && !named.contains(profile.id.as_str())
        {
            wrong.push(format!("nothing makes `{}` owed", profile.id));
        }
        for element in profile.must.iter().chain(&profile.should) {
            let rules =
                engine.requirements.iter().filter(|rule| rule.elements.iter().any(|own| own.id == *element)).count();
            if rules != 1 {
                wrong.push(format!("`{}` names `{element}`, which {rules} rules look after", profile.id));
            }
        }
        if profile.must.iter().any(|element| profile.should.contains(element)) {
            wrong.push(format!("`{}` both must and should", profile.id));
        }
        for lexicon in &profile.naming {
            if !entries.iter().any(|entry| entry.id == *lexicon) {
                wrong.push(format!("`{}` names the lexicon `{lexicon}`, which there is none of", profile.id));
            }
        }
        for goods in profile.spares.iter().chain(&profile.open) {
            if !entries.iter().any(|entry| entry.id == *goods || entry.group == *goods) {
                wrong.push(format!("`{}` names the goods `{goods}`, which there is none of", profile.id));
            }
        }
        for condition in &profile.conditions {
            let known = |entry: &claimlint::lexicon::Entry| {
                entry.class.is_disease() && (entry.id == *condition || entry.group == *condition)
            };
            if !entries.iter().any(|entry| known(entry)) {
                wrong.push(format!("`{}` names the condition `{condition}`, which no lexicon has", profile.id));
            }
        }
    }
    let ids: BTreeSet<&String> = profiles.iter().map(|profile| &profile.id).collect();
    assert_eq!(ids.len(), profiles.len(), "a profile stands twice");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_grave_disease_needs_a_doctor_and_a_mild_one_does_not() {
    for disease in ["asthma", "epilepsy", "HIV", "heart failure", "lupus", "tuberculosis", "glaucoma"] {
        misses(
            &format!("Turmeric cures {disease}.\n"),
            "professional-advice",
            &["advice to ask a health professional"],
        );
    }
    assert_eq!(missing("Honey eases a sore throat.\n", "professional-advice"), "");
    for disorder in ["schizophrenia", "psychosis", "PTSD", "panic disorder"] {
        misses(&format!("Magnesium cures {disorder}.\n"), "crisis-line", &["a crisis line"]);
    }
    misses("Magnesium helps you come off fentanyl.\n", "crisis-line", &["addiction treatment"]);
    assert_eq!(missing("Magnesium helps you come off statins.\n", "crisis-line"), "");
}

#[test]
fn whatever_leads_to_a_shop_for_pay_is_a_paid_link() {
    for link in [
        "<Cta href=\"https://amzn.to/3x\">Buy</Cta>",
        "<Product url=\"https://prf.hn/click/camref:1\" />",
        "<Link to=\"/go/drops\">Buy</Link>",
        "{{< button href=\"https://shop.example/?rcode=AB1\" >}}Buy{{< /button >}}",
        "{% button url=\"/recommends/drops\" %}",
        "Buy at https://shop.example/p?aff=7 today.",
        "<a rel=\"nofollow sponsored\" href=\"https://shop.example\">Buy</a>",
        "[Buy](https://www.amazon.co.uk/dp/B0?tag=me-21)",
    ] {
        let page = format!("# Drops\n\nMelatonin cures insomnia.\n\n{link}\n");
        misses(&page, "affiliate-relation", &["earns from the links"]);
        let said = page.replace("\n\nMelatonin", "\n\nWe earn a commission from our links.\n\nMelatonin");
        gives(&said, "affiliate-relation", &["earns from the links"]);
    }
    misses(
        "---\ntitle: Drops\nbuy_link: https://amzn.to/3x\n---\n\nMelatonin cures insomnia.\n",
        "affiliate-relation",
        &["earns from the links"],
    );
    for link in ["[NHS](https://www.nhs.uk/search?tag=anxiety)", "`https://amzn.to/3x`", "<!-- https://amzn.to/3x -->"]
    {
        gives(&format!("Melatonin cures insomnia. {link}\n"), "affiliate-relation", &["earns"]);
    }
    let coded = "# Drops\n\nI like these. Melatonin cures insomnia.\n\nUse code LENA15 for 15% off.\n";
    misses(coded, "affiliate-relation", &["earns from the links"]);
    gives(&format!("{coded}\n[Add to cart](/cart)\n"), "affiliate-relation", &["earns"]);
    // What a seller gives a code for is its own.
    for own in ["Our peppermint drops come in glass.", "We ship from Ghent within two days.", "Add to cart: €14.90"] {
        gives(&format!("{coded}\n{own}\n"), "affiliate-relation", &["earns"]);
    }
    for other in ["Our favourite drops come in glass.", "They ship from Ghent.", "We tested our drops for a month."] {
        misses(&format!("{coded}\n{other}\n"), "affiliate-relation", &["earns from the links"]);
    }
}

#[test]
fn a_layout_may_say_who_is_paid() {
    let page = |value: &str| {
        format!("---\naffiliate_disclosure: {value}\n---\n\nMelatonin cures insomnia. [Buy](https://amzn.to/3x)\n")
    };
    for value in ["true", "We are paid."] {
        gives(&page(value), "affiliate-relation", &["earns"]);
    }
    misses(&page("false"), "affiliate-relation", &["earns from the links"]);
}

/// A shop page with a claim for magnesium and something below it.
fn shop(below: &str) -> String {
    format!("# Night Shop\n\nOur magnesium drops cure insomnia. 60 ml, $24. [Add to cart](/cart)\n\n{below}\n")
}

#[test]
fn what_is_offered_beside_a_claim_for_other_goods_owes_its_risks() {
    let offered = [
        "## Kratom powder\n\n250 g of red vein, $35. [Buy now](/buy)",
        "## Kratom powder, 250 g\n\n- Red vein\n- $35",
        "## More for the night\n\n- Kratom powder, 250 g: $35\n- Lavender pillows: $12",
        "| Product | |\n|---|---|\n| Kratom powder | [Add to cart](/cart/7) |",
        "Try our kratom powder, too.",
        "[Kratom powder](/shop/kratom-powder) comes in three sizes.",
    ];
    for below in offered {
        misses(&shop(below), "substance-risk", &["absent: dependence and withdrawal", "liver injury"]);
        misses(&shop(below), "drug-interactions", &["opioids, alcohol or sedatives"]);
    }
    misses(&shop("## CBD biscuits\n\n12 biscuits, $19. [Add to basket](/basket)"), "substance-risk", &["liver injury"]);
    misses(&shop("## Semaglutide\n\n5 mg vial, $129. In stock."), "regulatory-status", &["not an approved medicine"]);
    let told = format!("## Kratom powder\n\n{KRATOM_RISKS}\n\n250 g, $35. [Buy now](/buy)");
    gives(&shop(&told), "substance-risk", &["dependence", "liver"]);
}

#[test]
fn what_is_only_mentioned_on_a_page_that_sells_owes_nothing() {
    let mentioned = [
        "They contain no kratom and no kava.",
        "## No kratom, no kava\n\nOnly magnesium. [Add to cart](/cart)",
        "## Kratom-free nights\n\n60 ml, $24. [Add to cart](/cart)",
        "## Kratom alternatives\n\nDrops, $24. [Add to cart](/cart)",
        "## Better than kratom\n\nDrops, $24. [Add to cart](/cart)",
        "## Semaglutide\n\nSemaglutide costs $900 a month. Our berberine capsules are $29. [Add to cart](/cart)",
        "| | Ours | Semaglutide |\n|---|---|---|\n| A month | $29 | $900 |",
        "Forget kratom at $90. [Order now](/cart)",
        "Still on kratom? [Order our drops](/cart)",
        "Kratom left me drained, so I [ordered these drops](/cart).",
        "Read our guide to kratom.",
        "- Unlike kratom, they cost $24",
        "Semaglutide is $900 elsewhere.",
        "- [Phenibut: a warning](/shop/blog/phenibut)\n- [Kratom laws by state](/shop/blog/kratom)",
    ];
    for below in mentioned {
        assert_eq!(missing(&shop(below), "substance-risk"), "", "{below}");
        assert_eq!(missing(&shop(below), "regulatory-status"), "", "{below}");
    }
    let article = "# Two plants\n\nKratom powder is sold in many shops. Magnesium cures insomnia.\n";
    assert_eq!(missing(article, "substance-risk"), "");
}

#[test]
fn only_what_is_swallowed_owes_the_disclaimer_of_supplements() {
    let rule = "supplement-disclaimer";
    let page = |text: &str| format!("# Glow Shop\n\n{text} $40. [Add to cart](/cart)\n");
    let spared = [
        "Our red light panel supports a calm mood.",
        "This TENS unit supports healthy circulation.",
        "Our magnetic bracelet supports healthy circulation.",
        "Our turmeric balm supports healthy skin.",
        "The red light panel is a metre tall. This product supports a calm mood.",
        "Our acupuncture supports a calm mood.",
    ];
    for text in spared {
        assert_eq!(missing(&page(text), rule), "", "{text}");
    }
    let owing = [
        "Our ashwagandha capsules support a calm mood.",
        "Our red light panel supports a calm mood. Our ashwagandha capsules support a calm mood.",
        "Our red light panel supports a calm mood.\n\n## Ashwagandha capsules\n\nThey support a calm mood.",
        "The red light panel is a metre tall. Our supplement supports a calm mood.",
    ];
    for text in owing {
        misses(&page(text), rule, &["not been evaluated by the FDA"]);
    }
}
