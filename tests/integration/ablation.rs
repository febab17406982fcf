//! Each mechanism is there for something: with a part of the packs taken away, the sentences that it is there for are lost,
//! or harmless ones are flagged. The rest of the packs stays as it is.

use std::sync::Arc;

use claimlint::detect::Severity;
use claimlint::lint::{Linter, Policy};
use claimlint::pack::{self, PackSource};
use claimlint::text::SourceFile;

/// A page that sells, before whose sentences it stands.
const SHOP: &str = "# Zenora balm\n\nOrder our balm today for $19. Our customers love it.\n\n";

/// A page that begins as a seller begins, and offers nothing else.
const ROOM: &str = "# Hands of Moss\n\nI work by the sea, from spring to autumn, and come to your home in winter.\n\n";

/// An article that explains a disease and then tells how somebody got rid of it.
const LESSON: &str = "# What migraine is\n\nMigraine is a disorder of the brain. The causes of migraine are not known, and it runs \
                      in families. Doctors make the diagnosis by asking about the attacks. Signs and symptoms include a \
                      throbbing pain on one side, nausea and a dislike of light.\n\n## How it is found\n\nYour doctor may ask \
                      you to keep a diary for some weeks. A scan is seldom needed. The treatment depends on how often the \
                      attacks come.\n\n## What worked for me\n\nFeverfew cured my migraine. I threw away the tablets, and the pain has never come back. \
                      Feverfew did in a month what ten years of medicine could not. It healed my sister, too, and my \
                      neighbour swears by it.\n\n";

/// A shop that says little of health.
const BED: &str = "# The Stillpoint bed\n\nBeds for small houses.\n\n## How it comes\n\nWe carry it up the stairs \
                   and take the old one away. Two people need ten minutes for it. The slats are of beech, and the frame is of \
                   oak from the valley behind the workshop. Every joint is cut by hand and glued, so that nothing creaks. You \
                   choose the height and the colour of the oil. The van comes on weekdays between eight and six. Ring the \
                   workshop the day before. We sweep up behind us, and leave a tin of oil and a cloth.\n\n## \
                   Nights\n\n";

/// A page about a tree, which sells nothing.
const TREE: &str = "# The kratom tree\n\nKratom is a tree of the coffee family that grows along rivers. The leaves are large, dark \
                    and glossy, and the tree may stand twenty-five metres tall. Farmers plant it on low ground, where it likes its \
                    feet wet. It flowers in round yellow heads, and bees visit it from far away. The wood is light and is used for \
                    boxes. A young tree takes six years before anybody picks from it. The village sells the leaves at the market by \
                    the bridge on Fridays. Children climb the old trees by the school. In the dry season the river falls, and the \
                    trees drop half of their leaves. Botanists described the tree in the nineteenth century from plants that had \
                    been sent to the Netherlands. A museum in Leiden keeps the first sheets.\n\n";

/// What is taken away.
enum Part {
    /// The packs whose names begin so.
    Pack(&'static str),
    /// A text in a pack, for another.
    Text(&'static str, &'static str, &'static str),
}

/// A part, what it is, the page before, a sentence, and whether it claims while the part is there.
const ABLATIONS: &[(Part, &str, &str, &str, bool)] = &[
    (
        Part::Text("rules/core/evidence.yml", "  threshold: 0.9", "  threshold: 900"),
        "the page's evidence",
        SHOP,
        "Soothes shingles in minutes.",
        true,
    ),
    (Part::Pack("rules/core/modifiers.yml"), "modifiers", "", "Kratom does not relieve pain.", false),
    (Part::Pack("rules/core/claims/suggestion.yml"), "signs", SHOP, "By week two she climbed the stairs again.", true),
    (Part::Pack("rules/core/claims/suggestion-pairs-"), "pairs of words", SHOP, "I can thread a needle.", true),
    (
        Part::Pack("rules/core/claims/suggestion-network"),
        "sentences read as wholes",
        SHOP,
        "The door shuts again.",
        false,
    ),
    (Part::Pack("rules/core/claims/suggestion-senses-"), "what words mean", SHOP, "I ring the bells again.", true),
    (
        Part::Text("rules/core/claims/suggestion.yml", "outweighs: 4", "outweighs: 400"),
        "signs that outweigh a cue",
        SHOP,
        "I rubbed in as much as I would use to test a recipe, and that same night the itching in my legs had stopped.",
        true,
    ),
    (
        Part::Text("rules/core/claims/suggestion.yml", "cues: [question]", "cues: [risk statement]"),
        "what a question suggests",
        SHOP,
        "Does it help with gout?",
        true,
    ),
    (Part::Pack("rules/core/conditions.yml"), "conditions", "", "Our tea is for rickets.", true),
    (Part::Pack("rules/core/drugs.yml"), "medicines", "", "Kava is a stand-in for lorazepam.", true),
    (Part::Pack("rules/core/idioms.yml"), "idioms", TREE, "Kratom helps your butterfly stroke.", false),
    (Part::Pack("rules/core/misspellings.yml"), "misspellings", "", "Our tea is for exzema.", true),
    (Part::Pack("rules/core/symptoms.yml"), "symptoms", "", "Kratom eases cold hands.", true),
    (
        Part::Pack("rules/core/claims/testimonial.yml"),
        "stories",
        "# Zenora balm for gout\n\nOrder our balm today for $19.\n\n",
        "It worked a treat.",
        true,
    ),
    (Part::Pack("rules/core/opening.yml"), "how pages open", ROOM, "Lumbago goes.", true),
    (
        Part::Text("rules/core/evidence.yml", "lacks: 2", "lacks: 0"),
        "pages that fall short of selling",
        BED,
        "It ends the ache in your hips.",
        true,
    ),
    (
        Part::Text("rules/core/evidence.yml", "clearest: 3, clearest_in: 12", "clearest: 0, clearest_in: 99"),
        "what the clearest sentences tell of a page",
        LESSON,
        "My head has been clear for a year.",
        true,
    ),
    (
        Part::Text("rules/core/claims/suggestion-points.yml", "    doubt: ", "    doubt: -99 #"),
        "signs that speak against a claim",
        SHOP,
        "The new box prevents infection of the parcel by mould in the van, says our packer.",
        false,
    ),
    (
        Part::Pack("rules/core/claims/safety.yml"),
        "phrases that own their negation",
        "",
        "There is no such thing as too much kava.",
        true,
    ),
];

/// Whether a linter of these packs flags a claim in the sentence.
fn claims(sources: &[PackSource], page: &str, sentence: &str) -> bool {
    let linter = Linter::new(Arc::new(pack::load(sources).engine), Policy::default());
    let report = linter.lint(SourceFile::new("page.md", &format!("{page}{sentence}\n")));
    let loud = |rule: &str, severity| rule.starts_with("claim/") && severity >= Severity::Warning;
    report.findings.iter().any(|finding| finding.span.start >= page.len() && loud(&finding.rule, finding.severity))
}

#[test]
fn without_a_mechanism_its_sentences_are_lost() {
    let whole = pack::builtin();
    let mut wrong = Vec::new();
    for (part, what, page, sentence, expected) in ABLATIONS {
        let mut packs = whole.clone();
        match part {
            Part::Pack(name) => packs.retain(|pack| !pack.name.starts_with(name)),
            Part::Text(name, text, other) => {
                let pack = packs.iter_mut().find(|pack| pack.name == *name).expect("there is such a pack");
                assert!(pack.text.contains(text), "{name} says {text}");
                pack.text = pack.text.replacen(text, other, 1);
            }
        }
        assert!(matches!(part, Part::Text(..)) || packs.len() < whole.len(), "there is such a pack: {what}");
        if claims(&whole, page, sentence) != *expected {
            wrong.push(format!("with {what}: {sentence}"));
        }
        if claims(&packs, page, sentence) == *expected {
            wrong.push(format!("without {what}: {sentence}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
