//! The same claims in many settings: beside clauses about something else, in every kind of block and of mouth, they stand;
//! behind every way to deny, doubt, report and ask, they do not. Whatever the claim is, the setting decides alike. And the
//! same meaning in many shapes of grammar, whatever the verb.

use claimlint::detect::Severity;

use crate::repository::lint;

/// Whether a page makes a claim of level warning or above.
fn claims(page: &str) -> bool {
    let findings = lint(&format!("{page}\n")).findings;
    findings.iter().any(|finding| finding.rule.starts_with("claim/") && finding.severity >= Severity::Warning)
}

fn capitalised(text: &str) -> String {
    text[..1].to_uppercase() + &text[1..]
}

/// Claims that nobody would miss.
const BLATANT: [&str; 7] = [
    "kava cures gout",
    "our drops relieve eczema",
    "these capsules reversed my diabetes",
    "kava is a natural alternative to antidepressants",
    "gout is cured by kava",
    "kava works better than ibuprofen for migraine",
    "our tea prevents cancer",
];

/// What else a page says in the same breath, with the words in which other sentences deny, warn, ask or report.
const BESIDE: [&str; 34] = [
    "they contain no gluten",
    "the bottle is not made of glass",
    "nobody else in Leeds sells it",
    "delivery is free from May",
    "a pound from each box goes to charity",
    "the label says nothing about it",
    "it is tested for heavy metals",
    "my doctor was surprised",
    "the shop is closed on Sundays",
    "it never tastes bitter",
    "I have had it since the court case",
    "you may have read about it",
    "it is sold out again",
    "we don't test on animals",
    "my neighbour disagrees",
    "there is no hurry",
    "please keep it away from children",
    "side effects are rare",
    "a study is under way",
    "the FDA has not evaluated it",
    "it comes in a box of 30",
    "my gran was a nurse in the hospital",
    "it may stain your teeth",
    "ask the pharmacist for a bag",
    "it was a cold winter",
    "the price is wrong on the website",
    "I was against it at first",
    "we close early when it snows",
    "it is older than the museum",
    "you need not store it in the fridge",
    "the doctors were proved wrong",
    "they were wrong about it",
    "I had tried pills and diets, none of which did anything",
    "we take care of delivery",
];

#[test]
fn a_claim_stands_whatever_the_clause_beside_it_says() {
    let mut missed = Vec::new();
    for (claim, beside) in BLATANT.iter().flat_map(|claim| BESIDE.map(|beside| (claim, beside))) {
        for sentence in [
            format!("{}, and {beside}.", capitalised(claim)),
            format!("{}; {beside}.", capitalised(claim)),
            format!("{}, and {claim}.", capitalised(beside)),
            format!("{}, but {claim}.", capitalised(beside)),
        ] {
            if !claims(&sentence) {
                missed.push(sentence);
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

/// Where a claim may stand, and who may say it with the page's blessing.
const STANDS: [&str; 26] = [
    "{Claim}.",
    "{CLAIM}!",
    "**{Claim}.**",
    "# {Claim}\n",
    "- {Claim}",
    "1. {Claim}.",
    "> {Claim}.",
    "| Product | What it does |\n|---|---|\n| The best | {Claim} |",
    "[{Claim}](https://example.com)",
    "![{Claim}](a.png)",
    "Q: What does it do?\nA: {Claim}.",
    "Did you know that {claim}?",
    "Yes, {claim}.",
    "As everyone knows, {claim}.",
    "“{Claim},” says Jane.",
    "FACT: {claim}.",
    "It's simple: {claim}.",
    "{Claim} 🌿",
    "The truth is that {claim}.",
    "We believe that {claim}.",
    "Studies show that {claim}.",
    "My mother says {claim}.",
    "Here's why {claim}.",
    "There is no doubt that {claim}.",
    "I never doubted that {claim}.",
    "Contrary to popular belief, {claim}.",
];

/// What denies a claim, doubts it, reports it or asks.
const TAKEN_BACK: [&str; 32] = [
    "There is no evidence that {claim}.",
    "It is a myth that {claim}.",
    "It is not true that {claim}.",
    "No study has shown that {claim}.",
    "Nobody has ever proved that {claim}.",
    "The FDA warned a firm that told customers {claim}.",
    "The seller was fined for saying that {claim}.",
    "He falsely claimed that {claim}.",
    "Do not believe anyone who says that {claim}.",
    "We do not claim that {claim}.",
    "We can't say that {claim}.",
    "It would be wrong to say that {claim}.",
    "Critics dispute the claim that {claim}.",
    "A judge heard that the leaflet said {claim}.",
    "I doubt that {claim}.",
    "Whether {claim} is unknown.",
    "It is unclear whether {claim}.",
    "Researchers are studying whether {claim}.",
    "The idea that {claim} has no basis in science.",
    "“{Claim}” is a false claim.",
    "Myth: {claim}. Fact: nothing shows that.",
    "The claim that {claim} was removed from the label.",
    "The advert said that {claim}, which is untrue.",
    "There is not enough evidence to say that {claim}.",
    "Trials have not shown that {claim}.",
    "Some people believe that {claim}, but there is no proof.",
    "Is it true that {claim}? No.",
    "I wish I could say that {claim}.",
    "That {claim} has never been shown.",
    "Stop telling people that {claim}.",
    "Ads saying that {claim} break the law.",
    "No, it is not the case that {claim}.",
];

/// A setting with a claim in it.
fn set(setting: &str, claim: &str) -> String {
    setting.replace("{claim}", claim).replace("{Claim}", &capitalised(claim)).replace("{CLAIM}", &claim.to_uppercase())
}

#[test]
fn a_claim_stands_wherever_it_is_set() {
    let pages = BLATANT.iter().flat_map(|claim| STANDS.map(|setting| set(setting, claim)));
    let missed: Vec<String> = pages.filter(|page| !claims(page)).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn a_claim_is_silent_where_it_is_taken_back() {
    let pages = BLATANT.iter().flat_map(|claim| TAKEN_BACK.map(|setting| set(setting, claim)));
    let heard: Vec<String> = pages.filter(|page| claims(page)).collect();
    assert!(heard.is_empty(), "{heard:#?}");
}

/// Ways of English grammar to say that a thing acts on a disease.
const SHAPES: [&str; 37] = [
    "{D} can be {p} with {s}.",
    "What {t} my {d} was {s}.",
    "The only thing that {z} {d} is {s}.",
    "{S}, which {z} {d}, is sold here.",
    "{G} {d} with {s} is easy.",
    "The best way to {v} {d} is {s}.",
    "The fastest way of {g} {d} is {s}.",
    "There is no better way to {v} {d} than {s}.",
    "By taking {s} you {v} {d}.",
    "Thanks to {s}, I {t} my {d}.",
    "I {t} my {d} by drinking {s}.",
    "Not only does {s} {v} {d}, it tastes good.",
    "{S} has the power to {v} {d}.",
    "The power of {s} to {v} {d} is a wonder.",
    "Nothing {z} {d} faster than {s}.",
    "To {v} {d}, take {s}.",
    "{S}, taken daily, {z} {d}.",
    "{S}, like its cousin, {z} {d}.",
    "{S} gently, safely and quickly {z} {d}.",
    "{S} {z} headaches, hay fever and {d}.",
    "{S} and honey {v} {d}.",
    "So well does {s} {v} {d} that I stopped worrying.",
    "{S} is so strong that it {z} {d}.",
    "I bought {s} and it {t} my {d}.",
    "It took two weeks for {s} to {v} my {d}.",
    "{S} never fails to {v} {d}.",
    "I saw {s} {v} her {d}.",
    "Did you know that {s} {z} {d}?",
    "Who knew that {s} could {v} {d}?",
    "{S} will have {p} your {d} by May.",
    "Having {p} my {d}, {s} became my friend.",
    "{S} is what {t} my {d}.",
    "The {s} my aunt grows {z} {d}.",
    "One dose of {s} {t} my {d}.",
    "{S} itself {z} {d}.",
    "Got {d}? {S} {z} it.",
    "Whether it is {d} or ringworm, {s} {z} it.",
];

/// A verb of effect: its base, third person, past and participle in one, and its form in -ing.
const VERBS: [[&str; 4]; 4] = [
    ["cure", "cures", "cured", "curing"],
    ["relieve", "relieves", "relieved", "relieving"],
    ["reverse", "reverses", "reversed", "reversing"],
    ["heal", "heals", "healed", "healing"],
];

#[test]
fn a_claim_is_found_in_every_shape_of_grammar() {
    let mut missed = Vec::new();
    for (shape, [base, third, past, ing]) in SHAPES.iter().flat_map(|shape| VERBS.map(|verb| (shape, verb))) {
        for (substance, disease) in [("kava", "gout"), ("black seed oil", "eczema")] {
            let words =
                [("v", base), ("z", third), ("t", past), ("p", past), ("g", ing), ("s", substance), ("d", disease)];
            let sentence = words.iter().fold((*shape).to_owned(), |sentence, (slot, word)| {
                let plain = sentence.replace(&format!("{{{slot}}}"), word);
                plain.replace(&format!("{{{}}}", slot.to_uppercase()), &capitalised(word))
            });
            if !claims(&sentence) {
                missed.push(sentence);
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

/// Claims that are errors, and others that are no more than warnings.
const GRAVE: [&str; 3] = ["treats cancer", "prevents heart attacks", "relieves depression"];
const MILD: [&str; 3] = ["clears brain fog", "knocks out chronic fatigue", "is recommended by doctors"];

#[test]
fn what_is_mild_never_speaks_for_what_is_grave() {
    for (grave, mild) in GRAVE.iter().flat_map(|grave| MILD.map(|mild| (grave, mild))) {
        for sentence in [format!("Our drip {grave} and {mild}."), format!("Our drip {mild} and {grave}.")] {
            let page = format!("# Order our drip\n\n{sentence}\n");
            let findings = lint(&page).findings;
            let worst = findings.iter().map(|finding| finding.severity).max();
            assert_eq!(worst, Some(Severity::Error), "{sentence}");
        }
    }
}
