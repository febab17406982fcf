//! The scope rules, each with sentences that it lets through and sentences that it stops: what a frame may reach (S1 to
//! S5), what a cue governs (S6 to S10), who speaks (S11) and what is only advice (S12). One sentence, no page.

use claimlint::detect::Severity;
use claimlint::lint::Finding;
use claimlint::text::SourceFile;

use crate::repository::{LINTER, lint};

/// A rule, whether the sentence claims, and the sentence.
const SENTENCES: &[(&str, bool, &str)] = &[
    // S1: a frame stays inside its clause.
    ("S1", true, "Kratom, a leaf from Borneo, relieves chronic pain."),
    ("S1", false, "Kratom is a leaf; chronic pain is relieved by physiotherapy."),
    ("S1", false, "Kratom is sold here: chronic pain has many causes."),
    // S2: a verb reaches its target over a few words, an ambiguous one over fewer.
    ("S2", true, "Kratom relieves even the most stubborn and long lasting kinds of pain."),
    ("S2", false, "Kratom relieves the boredom of a long wait at the station for people who came about their pain."),
    ("S2", false, "Kratom controls a large share of the market for teas sold to people with pain."),
    ("S2", false, "Kratom may block a drug used for epilepsy."),
    ("S2", true, "Kratom may block epilepsy."),
    ("S2", false, "Kratom, flushing, nausea and cramps were on the list of the meeting."),
    // S3: the subject is the nearest agent to the left, and another agent takes its place.
    ("S3", true, "The leaves of kratom relieve anxiety."),
    ("S3", true, "With kratom, you can relieve anxiety."),
    ("S3", false, "Kratom users say that sertraline relieves anxiety."),
    ("S3", false, "Kratom shop owners know that therapy relieves anxiety."),
    ("S3", false, "HRT is an effective treatment for hot flushes, and most women can take it."),
    ("S3", true, "Kratom is an effective treatment for hot flushes."),
    ("S3", true, "There is no better herb for migraine than kava."),
    // S4: the passive wants a form of be and an agent behind `by`.
    ("S4", true, "Anxiety is relieved by kratom."),
    ("S4", false, "Anxiety is relieved by therapy, and kratom is a tree."),
    ("S4", false, "Kratom and anxiety were discussed by the committee."),
    // S5: a base form behind an article is a noun; a sufferer's verb is no trigger.
    ("S5", true, "Kratom helps people battling depression."),
    ("S5", false, "People battling depression should not be sold kratom."),
    ("S5", false, "The treat that kratom growers like is cake, and depression is another matter."),
    // S6: the longest cue wins, and what only looks like one wins a tie.
    ("S6", true, "No doubt kratom relieves pain."),
    ("S6", true, "Kratom not only relieves pain, it tastes of grass."),
    ("S6", true, "Don't take painkillers until you have tried our kratom for back pain."),
    ("S6", false, "Don't take kratom for back pain until you have asked your doctor."),
    ("S6", false, "Kratom is no more effective than water against pain."),
    // S7: how far cues reach, forwards and backwards.
    ("S7", false, "Kratom does not relieve pain."),
    (
        "S7",
        false,
        "There is no evidence that kratom, taken as a powder or a tea or chewed as a fresh leaf every day, relieves pain.",
    ),
    ("S7", false, "That kratom relieves pain is unproven."),
    // S8: terminators end a cue's reach, a fronted concession keeps its cues.
    ("S8", true, "It does not taste good, but kratom relieves pain."),
    ("S8", true, "While it is not cheap, kratom relieves pain."),
    ("S8", false, "While kratom does not relieve pain, people drink it."),
    // A claim with a subject of its own stands, whatever the clause beside it says: what the thing is free of, who gets the
    // money, what has failed before, what others think.
    ("S8", true, "Free from gluten, our drops cure acne."),
    ("S8", true, "Contains no gluten, and our drops cure acne."),
    ("S8", true, "Tested for heavy metals, our kratom cures anxiety."),
    ("S8", true, "Kratom cures depression, and a pound from each box goes to charity."),
    ("S8", true, "Kratom cured my gout, and luck had nothing to do with it."),
    ("S8", true, "Kratom cures gout, yet your doctor has never heard of it."),
    ("S8", true, "Doctors treat arthritis with medicines, but our drops cure it for good."),
    ("S8", true, "Surgeons treat gallstones with surgery; our drops cure them."),
    ("S8", true, "Our honey is the recognised therapy for burns."),
    ("S8", true, "Approved by the FDA for pain only, our drops cure migraine."),
    ("S8", true, "Where trials of other herbs came up short, our drops cure eczema."),
    ("S8", true, "Creams did nothing, our drops cure eczema."),
    ("S8", true, "Kratom reduces tiredness and fatigue and cures depression."),
    ("S8", false, "Trials of ginkgo for tinnitus have come up empty."),
    ("S8", true, "Kratom cures gout, and doctors are worried."),
    ("S8", true, "Doctors disagree, but kratom cures gout."),
    ("S8", true, "Before I tried kratom I had gout, and kratom cured it."),
    ("S8", true, "I refused surgery, kratom cured my arthritis, and I never regretted it."),
    ("S8", true, "Keep out of reach of children; kratom cures gout."),
    ("S8", true, "In the 1950s my gran took it, and today kratom cures your gout."),
    ("S8", true, "Contrary to popular belief, kratom cures gout."),
    ("S8", true, "My doctor never mentioned kratom, and it cured my gout."),
    ("S8", true, "After years of no sleep, kratom cured my insomnia."),
    ("S8", true, "It was no better, and then kratom cured my gout."),
    ("S8", true, "My sister, who trusts nobody, cured her gout with kratom."),
    ("S8", true, "Our drops have no smell and cure gout."),
    ("S8", true, "I was never a believer until kratom cured my gout."),
    ("S8", true, "Kratom cures anxiety so you don't have to take pills."),
    ("S8", true, "Kratom cures the headaches that red wine can trigger."),
    ("S8", false, "The FDA warned the firm, which had said kratom cures gout."),
    ("S8", false, "In 40 adults, kratom relieved anxiety no better than placebo."),
    ("S8", false, "Kratom cures gout, or so the seller told me; it did nothing."),
    ("S8", false, "He believed kratom would cure his cancer, and he died."),
    ("S8", false, "Kratom has no licence to treat gout and cure eczema."),
    ("S8", false, "No study, small or large, shows that kratom cures gout."),
    ("S8", false, "Neither tea, coffee nor kratom cures gout."),
    ("S8", false, "I don't think it is a drug, or that kratom cures gout."),
    ("S8", false, "Kratom can lower blood sugar, so check with your doctor if you use insulin."),
    ("S8", true, "If you have a cold, our drops lower your blood pressure."),
    ("S8", true, "Kratom can lower blood pressure, and we take care of delivery."),
    ("S8", false, "He was not cured of gout by kratom."),
    // S9: a phrase owns the negation among its own words.
    ("S9", true, "Kratom has no side effects."),
    ("S9", false, "It is not true that kratom has no side effects."),
    ("S9", true, "There is no fuss here, no drip at all, no risk of any kind with kratom."),
    ("S9", false, "Kratom does not have no side effects."),
    ("S9", true, "There is no smell and no risk of any kind with kratom."),
    ("S9", true, "As it is not a drug, kratom is completely safe."),
    ("S9", true, "It never stings, so kratom is completely safe."),
    ("S9", true, "Kratom works on the root cause, shrinks the swelling and calms the pain."),
    ("S9", false, "High doses of kratom cause pain."),
    ("S9", false, "It is not true, as some say, that kratom relieves pain."),
    // S10: `whether` asks, but not at the start of a sentence.
    ("S10", true, "Whether you are old or young, kratom relieves pain."),
    ("S10", false, "It is unclear whether kratom relieves pain."),
    // S11: regulators and named speakers report; a crowd still claims.
    ("S11", true, "Many users say kratom relieves their pain."),
    ("S11", false, "The FDA warned a company that said kratom relieves pain."),
    ("S11", false, "Dr Wells told the committee that kratom relieves pain."),
    // S12: conditional advice silences only what it governs.
    ("S12", true, "Kratom relieves pain. Consult a doctor before using it."),
    ("S12", false, "If you use kratom for pain, consult a doctor."),
    ("S12", false, "Consult a doctor before using kratom for pain."),
];

#[test]
fn each_scope_rule_lets_through_and_stops_what_it_should() {
    let mut wrong = Vec::new();
    for (rule, claims, sentence) in SENTENCES {
        let report = lint(&format!("{sentence}\n"));
        // What a sentence only suggests is weighed, not joined by scope.
        let is_joined = |finding: &&Finding| {
            let suggests = matches!(&*finding.rule, "claim/implied-effect" | "claim/suggested-effect");
            finding.rule.starts_with("claim/") && finding.severity >= Severity::Warning && !suggests
        };
        let found = report.findings.iter().find(is_joined);
        if found.is_some() != *claims {
            wrong.push(format!("{rule}: {sentence} ({:?})", found.map(|finding| &finding.rule)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_next_sentence_can_take_a_claim_back() {
    let told = |next: &str| {
        let findings = lint(&format!("I bought turmeric for my arthritis. {next}\n")).findings;
        findings.iter().any(|finding| finding.rule.starts_with("claim/") && finding.severity >= Severity::Warning)
    };
    for next in
        ["It did nothing.", "Nothing changed.", "Just as sore as before.", "It made no difference.", "Not true."]
    {
        assert!(!told(next), "{next}");
    }
    for next in
        ["It did wonders.", "It arrived on Tuesday.", "Nothing beats it.", "It made me dance.", "Just the thing."]
    {
        assert!(told(next), "{next}");
    }
}

#[test]
fn the_next_sentence_can_be_about_something_else() {
    for next in ["It had no taste.", "It does no harm.", "They made no fuss.", "Nothing changed my life like it."] {
        let findings = lint(&format!("Kava cured my gout. {next}\n")).findings;
        assert!(findings.iter().any(|finding| finding.text.contains("cure")), "{next}: {findings:?}");
    }
}

#[test]
fn an_idiom_beside_a_claim_takes_nothing_back() {
    for sentence in [
        "Kava cures depression, and doctors won't talk about it.",
        "Kava cured my anxiety, and I never landed in hospital again.",
        "She put her faith in our kava drops and they cured her gout.",
        "Take what the doctors say with a pinch of salt: kava cures gout.",
        "The surgeon was shaking his head: kava had cured my gout.",
        "Kava cures gout, and we have seen enough to say so.",
        "Kava cured my gout, and the part I believe most is the sleep.",
        "None of the pills for me: kava cured my gout.",
        "All it did was cure my gout: thank you, kava.",
        "Kava is the only thing that cured me of gout.",
    ] {
        let findings = lint(&format!("# Kava drops\n\nOrder our kava drops today, $20.\n\n{sentence}\n")).findings;
        let claims = |finding: &Finding| finding.rule.starts_with("claim/") && finding.text.contains("cure");
        assert!(findings.iter().any(claims), "{sentence}: {findings:?}");
    }
}

#[test]
fn a_word_has_no_sense_where_it_means_something_else() {
    let source = SourceFile::new("page.md", "Kratom eases cabin fever, not a fever.\n");
    let traces = LINTER.trace(source.clone(), source.line(0));
    let places: Vec<&[String]> = traces[0].whole.iter().map(Vec::as_slice).collect();
    let fevers: Vec<&[String]> = places.into_iter().filter(|place| place[0] == "~fev").collect();
    let [idiom, fever] = fevers[..] else { panic!("{fevers:?}") };
    assert_eq!(idiom, ["~fev", "{exclusion}"]);
    assert_eq!(fever.last().map(String::as_str), Some("{symptom}"));
    assert!(fever.iter().any(|symbol| symbol.starts_with('<')), "{fever:?}");
}
