//! Packs that users write: new words and rules are YAML only, and a slip in one is drawn where it stands, fails the run
//! and hides nothing.

use claimlint::pack;

use crate::cli::{Answer, Folder};

const PAGE: &str = "Kratom relieves depression.\n";

/// A run over two pages under a configuration that asks for one pack.
fn with_pack(pack: &str) -> Answer {
    let config = "packs: [house.yml]\n";
    let files = [("house.yml", pack), ("claimlint.yml", config), ("a.md", PAGE), ("news/b.md", PAGE)];
    Folder::with(&files).run(&["check", "--format", "json"])
}

/// The drawing of a slip. The run is no good, and everything else in it was done.
#[track_caller]
fn drawn(pack: &str) -> String {
    let answer = with_pack(pack);
    answer.exits(2);
    assert_eq!(answer.paths(), ["a.md", "news/b.md"]);
    let json = answer.json();
    for file in json["files"].as_array().expect("files are a list") {
        let findings = file["findings"].as_array().expect("findings are a list");
        assert!(findings.iter().any(|finding| finding["rule"] == "claim/symptom-relief"), "{file}");
    }
    assert_eq!(json["errors"].as_array().map(Vec::len), Some(1), "{json}");
    // The last line is the summary of the run.
    let lines: Vec<&str> = answer.stderr.trim_end().lines().collect();
    lines[..lines.len() - 1].join("\n")
}

#[test]
fn a_slip_in_a_pack_that_configurations_share_is_told_once() {
    let config = "packs: [../house.yml]\n";
    let files = [("a/claimlint.yml", config), ("b/claimlint.yml", config), ("a/a.md", PAGE), ("b/b.md", PAGE)];
    let folder = Folder::with(&files);
    folder.write("house.yml", b"rules:\n  - id: claim/moon\n    sevrity: high\n");
    let answer = folder.run(&["check", "--format", "json"]);
    answer.exits(2);
    let errors = answer.json()["errors"].as_array().cloned().expect("errors are a list");
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(answer.stderr.matches("unknown key `sevrity`").count(), 1, "{}", answer.stderr);
}

#[test]
fn an_unknown_key_is_pointed_at() {
    let drawing =
        drawn("lexicons:\n  - id: moonroot\n    class: substance\n    terms: [moonroot]\n    disclosure: [kratom]\n");
    assert!(drawing.contains("[house.yml:5:5]") && drawing.contains("disclosure: [kratom]"), "{drawing}");
    assert!(
        drawing.contains("unknown key `disclosure`") && drawing.contains("did you mean `disclosures`?"),
        "{drawing}"
    );
}

#[test]
fn an_unknown_class_is_pointed_at_with_a_suggestion() {
    insta::assert_snapshot!(drawn("lexicons:\n  - id: moonroot\n    class: substence\n    terms: [moonroot]\n"), @r#"
     × `substence` is no class
      ╭─[house.yml:3:12]
    2 │   - id: moonroot
    3 │     class: substence
      ·            ────┬────
      ·                ╰── here
    4 │     terms: [moonroot]
      ╰────
     help: did you mean `substance`?
    "#);
}

#[test]
fn a_pattern_that_is_none_is_pointed_at() {
    insta::assert_snapshot!(drawn(&phrase("(full | new moon")), @r#"
     × this is never closed by `)`
       ╭─[house.yml:10:12]
     9 │       any:
    10 │         - "(full | new moon"
       ·            ┬
       ·            ╰── here
       ╰────
    "#);
}

#[test]
fn an_unknown_lexicon_in_a_pattern_is_pointed_at() {
    insta::assert_snapshot!(drawn(&phrase("full moon {conditon}")), @r#"
     × no class, group or lexicon is called `conditon`
       ╭─[house.yml:10:22]
     9 │       any:
    10 │         - "full moon {conditon}"
       ·                      ─────┬────
       ·                           ╰── here
       ╰────
     help: did you mean `condition`?
    "#);
}

#[test]
fn an_unknown_severity_is_pointed_at() {
    let pack = phrase("full moon").replace("severity: error", "severity: eror");
    insta::assert_snapshot!(drawn(&pack), @r#"
     × `eror` is no severity
      ╭─[house.yml:4:15]
    3 │     summary: The moon is said to be a reason.
    4 │     severity: eror
      ·               ──┬─
      ·                 ╰── here
    5 │     message: "“{match}” is no evidence"
      ╰────
     help: did you mean `error`?
    "#);
}

#[test]
fn text_that_is_no_yaml_is_pointed_at() {
    let drawing = drawn("lexicons:\n  - id: [moonroot\n    class: substance\n");
    assert!(drawing.contains("[house.yml:"), "{drawing}");
}

#[test]
fn a_rule_that_exists_already_is_pointed_at() {
    let pack = phrase("full moon").replace("claim/moon-magic", "claim/cure");
    assert!(drawn(&pack).contains("the rule `claim/cure` exists already"));
}

/// A pack of one phrase rule.
fn phrase(pattern: &str) -> String {
    format!(
        r#"rules:
  - id: claim/moon-magic
    summary: The moon is said to be a reason.
    severity: error
    message: "“{{match}}” is no evidence"
    help: Say what was measured.
    refs: ["House style 4"]
    phrase:
      any:
        - "{pattern}"
"#
    )
}

/// A substance, a condition, a verb, a cue and a rule that no built-in pack knows.
const HOUSE: &str = r#"
lexicons:
  - id: moonroot
    class: substance
    terms: [moonroot, moonroot tea]
  - id: grumblegut
    class: condition
    tier: serious
    terms: [grumblegut]
  - id: unhexing
    class: verb
    relation: cure
    targets: [condition, symptom]
    terms: [unhex]
modifiers:
  - id: fairy-tale
    effect: silence
    direction: sentence
    any: [once upon a time]
rules:
  - id: claim/moon-magic
    summary: The moon is said to be a reason.
    severity: error
    message: "“{match}” is no evidence"
    help: Say what was measured.
    refs: ["House style 4"]
    phrase:
      any:
        - "blessed by the (full | new) moon"
    examples:
      - {bad: "Moonroot is [[blessed by the full moon]]."}
      - {good: "The full moon rose over the bay."}
"#;

/// The rules and texts of the claims on a page.
fn claims(page: &str, config: &str) -> Vec<String> {
    let folder = Folder::with(&[("house.yml", HOUSE), ("claimlint.yml", config), ("a.md", page)]);
    let json = folder.run(&["check", "--format", "json", "--fail-on", "never"]).exits(0).json();
    let findings = json["files"][0]["findings"].as_array().expect("findings are a list").clone();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let claims = findings.iter().filter(|finding| text(&finding["rule"]).starts_with("claim/"));
    claims.map(|finding| format!("{}: {}", text(&finding["rule"]), text(&finding["text"]))).collect()
}

#[test]
fn a_pack_of_yaml_alone_adds_every_kind_of_word_and_a_rule() {
    let cases = [
        ("Moonroot relieves depression.", "claim/symptom-relief: relieves depression"),
        ("Kratom relieves grumblegut.", "claim/symptom-relief: relieves grumblegut"),
        ("Kratom unhexes depression.", "claim/cure: unhexes depression"),
        ("Depression was unhexed by kratom.", "claim/cure: Depression was unhexed"),
        ("Moonroot is **blessed** by the new moon.", "claim/moon-magic: blessed by the new moon"),
        ("Moonroot tea unhexes grumblegut.", "claim/cure: unhexes grumblegut"),
    ];
    for (page, expected) in cases {
        assert_eq!(claims(page, "packs: [house.yml]\n"), [expected], "{page}");
        // A condition beside a substance may suggest an effect even so.
        let without = claims(page, "{}\n");
        assert!(!without.iter().any(|claim| claim == expected), "the built-in packs know nothing of {page}");
    }
    assert!(claims("Once upon a time kratom prevented gout.", "packs: [house.yml]\n").is_empty());
    assert_eq!(claims("Once upon a time kratom prevented gout.", "{}\n").len(), 1);
}

#[test]
fn the_examples_of_a_pack_are_run() {
    let folder = Folder::with(&[("house.yml", HOUSE)]);
    folder.run(&["test", "house.yml"]).exits(0);
    folder.write("house.yml", HOUSE.replace("The full moon rose", "Kratom, blessed by the full moon, rose").as_bytes());
    folder.run(&["test", "house.yml"]).exits(1).says("house.yml:").says("expected: silence");
}

#[test]
fn a_marked_example_holds_where_its_words_are_found_and_nowhere_else() {
    let folder = Folder::with(&[("house.yml", HOUSE)]);
    let test = |example: &str| {
        folder.write("house.yml", HOUSE.replace("Moonroot is [[blessed by the full moon]].", example).as_bytes());
        folder.run(&["test", "house.yml"])
    };
    let blessed = "blessed by the full moon";
    test(&format!("Moonroot is [[{blessed}]].")).exits(0);
    test("Moonroot is [[blessed]] by the full moon.").exits(0);
    // The second of two findings.
    test(&format!("Moonroot is {blessed}. Kratom is [[{blessed}]].")).exits(0);
    // A place that looks like one that is found.
    let answer = test(&format!("Moonroot is {blessed} and th[[e]]n."));
    answer.exits(1).says("house.yml:31: claim/moon-magic: Moonroot is").says("expected: a finding over “e”");
    test(&format!("[[Moonroot]] is {blessed}.")).exits(1);
}

#[test]
fn an_example_of_a_phrase_that_is_said_of_nothing_says_so() {
    let pack = |subject: &str| {
        phrase("foo bar").replace("phrase:", &format!("phrase:\n      subject: {subject}"))
            + "    examples:\n      - {bad: \"A [[foo bar]].\"}\n"
    };
    let folder = Folder::with(&[("house.yml", &pack("resolved"))]);
    let answer = folder.run(&["test", "house.yml"]);
    answer.exits(1).says("got: nothing").says("said of nothing that the page promotes").says("`subject: none`");
    folder.write("house.yml", pack("none").as_bytes());
    folder.run(&["test", "house.yml"]).exits(0);
}

#[test]
fn a_pack_that_is_no_yaml_names_the_file_and_the_place() {
    let folder = Folder::with(&[("p.yml", "lexicons:\n\t- id: x\n")]);
    folder.run(&["test", "p.yml"]).exits(2).says("[p.yml:2:2]").says("not with tabs");
    folder.write("p.yml", format!("# {}\n", "x".repeat(1 << 20)).as_bytes());
    folder.run(&["test", "p.yml"]).exits(2).says("p.yml: the file has");
}

#[test]
fn a_pack_under_the_name_of_a_built_in_one_is_tested_in_its_place() {
    const NAME: &str = "rules/stuffing/keyphrases.yml";
    let own = pack::builtin().into_iter().find(|pack| pack.name == NAME).unwrap();
    let folder = Folder::with(&[(NAME, &own.text)]);
    folder.run(&["test", "rules"]).exits(0).says("1 pack stands in for the built-in").says("2 rules, 9 examples hold");
    folder.write(NAME, own.text.replace("best kava bar near me", "best kava bar near you").as_bytes());
    folder.run(&["test", "rules"]).exits(1);
}

/// The rules that fire on a page under a pack.
fn rules(page: &str, pack: &str) -> Vec<String> {
    let folder = Folder::with(&[("house.yml", pack), ("claimlint.yml", "packs: [house.yml]\n"), ("a.md", page)]);
    let json = folder.run(&["check", "--format", "json", "--fail-on", "never"]).exits(0).json();
    let findings = json["files"][0]["findings"].as_array().expect("findings are a list").clone();
    findings.iter().map(|finding| finding["rule"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_number_that_a_pack_sets_anew_changes_the_verdict() {
    let filler = "The tree grows by the river.\n\n".repeat(9);
    let risks = "Kratom can cause dependence and liver injury, and can kill.";
    let buried = format!("# Kratom\n\nKratom relieves pain.\n\n{filler}{risks}\n");
    let twice = "Kratom for pain is cheap. Kratom for pain is fresh.\n".to_owned();
    let spliced = "Proponents kratom for depression highlight its past.\n".to_owned();
    let hedged = "Ashwagandha may ease anxiety. It might relieve insomnia.\n".to_owned();
    for (page, rule, limits, fires, then) in [
        (&buried, "disclosure/substance-risk", "within_blocks: 12", true, false),
        (&twice, "stuffing/density", "sentences: 2", false, true),
        (&spliced, "stuffing/inserted-keyphrase", "noun-before: 0", true, false),
        (&spliced, "stuffing/inserted-keyphrase", "threshold: 9", true, false),
        (&hedged, "disclosure/weak-hedges-only", "claims: 2", false, true),
    ] {
        let pack = format!("limits:\n  {rule}:\n    {limits}\n");
        assert_eq!(rules(page, "{}\n").iter().any(|found| found == rule), fires, "{rule} on {page}");
        assert_eq!(rules(page, &pack).iter().any(|found| found == rule), then, "{pack} on {page}");
    }
}

#[test]
fn a_number_that_no_rule_has_is_pointed_at() {
    let drawing = drawn("limits:\n  stuffing/density:\n    sentence: 2\n");
    assert!(drawing.contains("`stuffing/density` has no number `sentence`"), "{drawing}");
    assert!(drawing.contains("[house.yml:3:5]") && drawing.contains("did you mean `sentences`?"), "{drawing}");
    let drawing = drawn("limits:\n  stuffing/densty:\n    sentences: 2\n");
    assert!(drawing.contains("no rule with numbers is called `stuffing/densty`"), "{drawing}");
    assert!(drawing.contains("did you mean `stuffing/density`?"), "{drawing}");
}

#[test]
fn what_no_example_fires_and_what_stands_twice_is_told() {
    let rule = |id: &str, any: &str, examples: &str| {
        format!(
            "  - id: {id}\n    summary: s\n    severity: warning\n    message: m\n    help: h\n    refs: []\n    \
             phrase: {{subject: none, any: [{any}]}}\n    examples: [{examples}]\n"
        )
    };
    let pack = "lexicons:\n  - {id: our-drugs, class: drug, terms: [kratom]}\nrules:\n".to_owned()
        + &rule("claim/moon", "moonlit cure, starlit cure", "{bad: A moonlit cure is here.}")
        + &rule("claim/sun", "sunlit cure", "{good: The sun is out.}");
    let answer = Folder::with(&[("house.yml", &pack)]).run(&["test", "house.yml"]);
    answer.exits(0).says("claim/moon: no example fires “starlit cure”").says("claim/sun: no example fires it");
    answer.says("“kratom” is substance in `kratom` and drug in `our-drugs`");
    assert!(!answer.stderr.contains("“moonlit cure”"), "{}", answer.stderr);
}

#[test]
fn frames_and_relations_that_can_never_match_are_told() {
    let pack = "lexicons:\n  - {id: our-verbs, class: verb, relation: unsettle, terms: [unsettle]}\nrules:\n  \
                - id: claim/unsettling\n    summary: s\n    severity: warning\n    message: m\n    help: h\n    refs: []\n    \
                claim: {relations: [unsettle, treat], frames: [active, nominal], targets: [condition], rank: 90}\n    \
                examples: [{bad: \"Kratom [[unsettles depression]].\"}]\n";
    let answer = Folder::with(&[("house.yml", pack)]).run(&["test", "house.yml"]);
    answer.exits(0).says("claim/unsettling: no example fires “nominal”");
    answer.says("claim/unsettling: no example fires “treat”");
    assert!(!answer.stderr.contains("“active”") && !answer.stderr.contains("“unsettle”"), "{}", answer.stderr);
}

/// A rule whose signs are a place, a cue, the first agent, and runs of a stem, a kind of word, a number and a heading.
const HINT: &str = r##"rules:
  - id: claim/gardenia-hint
    summary: Gardenias hint at an effect.
    severity: warning
    message: "“{match}” hints"
    help: Leave the gardenias out.
    refs: ["House style 5"]
    impression:
      threshold: 2
      signs:
        - {id: behind a claim, points: 1, at: [after-claim]}
        - {id: a risk, points: -5, cues: [risk statement]}
        - {id: somebody else, points: -5, agents: [other]}
small_signs:
  claim/gardenia-hint: {"~gardenia": 1, "# {product}": 1, ">blooms": 1, "^ upstairs": 1}
"##;

/// A page that sells, before whose sentences it stands.
const SHOP: &str = "# Fenwick drops\n\nOrder our drops today, $18 a bottle.\n\n";

/// Holds whether the rule of a pack like `HINT` fires on a page.
fn assert_hint(page: &str, pack: &str, fires: bool) {
    let found = rules(&format!("{page}\n"), pack);
    assert_eq!(found.iter().any(|rule| rule == "claim/gardenia-hint"), fires, "{page}: {found:?}");
}

#[test]
fn a_pack_may_weigh_what_stands_around_a_sentence_and_the_stems_and_kinds_of_its_words() {
    for (text, fires) in [
        ("Our drops relieve joint pain. The gardenia said so.", true),
        ("Our drops relieve joint pain. The gardenias said so.", true),
        ("The gardenias said so.", false),
        ("Our drops relieve joint pain. The gardenias cause a rash.", false),
        ("The gardenias grow in 12 drops.", true),
        ("Ibuprofen is no gardenia in 12 drops.", false),
        ("Upstairs the gardenias grow.", true),
        ("The gardenias grow upstairs.", false),
        ("## Blooms\n\nThe gardenias grow.", true),
    ] {
        assert_hint(&format!("{SHOP}{text}"), HINT, fires);
    }
}

#[test]
fn a_lexicon_may_say_its_terms_as_compounds() {
    let pack = "lexicons:\n  - id: our-complaints\n    class: condition\n    tier: serious\n    compounds: [[[grumble, mumble], [spindle, ferrule]]]\n";
    for term in ["grumble spindle", "grumble ferrules", "mumble ferrule"] {
        assert!(rules(&format!("Kratom cures {term}.\n"), pack).contains(&"claim/cure".to_owned()), "{term}");
    }
    for words in ["grumble", "spindle mumble", "grumble mumble"] {
        assert!(!rules(&format!("Kratom cures {words}.\n"), pack).contains(&"claim/cure".to_owned()), "{words}");
    }
}

#[test]
fn a_misspelling_stands_for_its_word() {
    let page = format!("{SHOP}Our drops relieve joint pain. The gardinias said so.");
    assert_hint(&page, HINT, false);
    let pack = format!("misspellings: {{gardenias: [gardinias, gardeenias]}}\n{HINT}");
    assert_hint(&page, &pack, true);
    let broken = "misspellings:\n  gardenia: [gardinia, gardenia tea]\n  rose: [gardinia, gardenia]\n";
    let answer = Folder::with(&[("house.yml", broken)]).run(&["test", "house.yml"]);
    answer.says("a misspelling is a single word, and so is what it stands for");
    answer.says("`gardinia` is a word already that others are misspelt as, or a misspelling");
    answer.says("`gardenia` is a word already that others are misspelt as, or a misspelling");
    answer.exits(2);
}

#[test]
fn a_pack_may_give_words_a_sense_and_weigh_it() {
    let points = HINT.replace(r#""^ upstairs": 1"#, r#""^ <building/tower>": 1, "<unknown> <building>": 1"#);
    let pack = format!("senses: {{building: {{tower: [belfry, turret, minaret]}}}}\n{points}");
    for (text, fires) in [
        ("Turret gardenias grow.", true),
        ("Minaret gardenias grow.", true),
        ("Pergola gardenias grow.", false),
        ("The gardenias grow in a belfry.", false),
        ("The gardenias grow in Qwyllbert belfry.", true),
    ] {
        assert_hint(&format!("{SHOP}{text}"), &pack, fires);
    }
    let broken = "senses:\n  building: {tower: [turret, bell tower], Spire: [pinnacle], keep: [turret]}\nsmall_signs:\n  claim/suggested-effect: {\"<building/towre> qwyll\": 1}\n";
    let answer = Folder::with(&[("house.yml", broken)]).run(&["test", "house.yml"]);
    answer.says("a sense holds single words only").says("`building`, `Spire` are no names of a field and a sense");
    answer.says("`turret` has another sense already").says("`<building/towre>` is no sense of any pack");
    answer.exits(2);
}

#[test]
fn a_pack_may_weigh_two_words_of_one_sentence_wherever_they_stand() {
    let pack = HINT.replace(r#""^ upstairs": 1"#, r#""~noon … ~gardenia": 1, "{product} … ~terrac": 1"#);
    for (text, fires) in [
        ("By noon the gardenias looked on.", true),
        ("The gardenias looked on until noon.", true),
        ("The gardenias grow on the hill.", false),
        ("The gardenias grow. It was noon.", false),
        ("Gardenias and the drops stood on the terrace.", true),
    ] {
        assert_hint(&format!("{SHOP}{text}"), &pack, fires);
    }
}

#[test]
fn a_pack_may_add_small_signs_and_an_opening_to_the_built_in_ones() {
    let page = format!("{SHOP}The gardenias said so.\n");
    let suggests = |pack: &str| rules(&page, pack).contains(&"claim/suggested-effect".to_owned());
    assert!(!suggests("{}\n"));
    assert!(suggests("small_signs:\n  claim/suggested-effect: {\"~gardenia\": 30}\n"));
    let twice = "small_signs:\n  claim/suggested-effect:\n    \"~gardenia\": 1\n    \"#\": 1\n";
    let drawing = drawn(twice);
    assert!(drawing.contains("`#` has points already"), "{drawing}");
    assert!(drawing.contains("[house.yml:4:5]"), "{drawing}");
    let opening = "opening: {words: 60, enough: 16, base: 0.1, least: -0.5, points: {\"#\": 1}}\n";
    assert!(drawn(opening).contains("`#` has points already"));
}

#[test]
fn what_a_post_tells_in_several_sentences_counts_together() {
    for (page, fires) in [
        ("Our gardenia drops sell. Upstairs they lie.", true),
        ("Our gardenia drops sell.\n\nUpstairs they lie.", false),
        (
            "# Fenwick drops\n\nOrder our drops today, $18 a bottle.\n\nOur gardenia drops sell. Upstairs they lie.",
            false,
        ),
    ] {
        let found = rules(&format!("{page}\n"), HINT);
        let hints = found.iter().filter(|rule| *rule == "claim/gardenia-hint").count();
        assert_eq!(hints, usize::from(fires), "{page}: {found:?}");
    }
}

#[test]
fn what_the_row_of_a_table_tells_counts_together() {
    let table = |rows: &str| format!("{SHOP}| Where | What |\n|---|---|\n{rows}");
    for (page, hints) in [
        (table("| Upstairs there | Red gardenias |"), 1),
        (table("| Upstairs there | Red roses |\n| Below them | Red gardenias |"), 0),
        (table("| Upstairs there | Red gardenias |\n| Below them | Red roses |\n| Upstairs there | A gardenia |"), 2),
        (format!("{SHOP}| Where | Gardenia room |\n|---|---|\n| Upstairs there | Red roses |"), 1),
        (table(&format!("| Upstairs there | Red gardenias. {}|", "They grow. ".repeat(30))), 0),
    ] {
        let found = rules(&format!("{page}\n"), HINT);
        assert_eq!(found.iter().filter(|rule| *rule == "claim/gardenia-hint").count(), hints, "{page}: {found:?}");
    }
}

#[test]
fn a_pair_of_what_is_never_paired_is_told() {
    let pack = HINT.replace("^ upstairs", "knee … ~stair");
    let folder = Folder::with(&[("house.yml", &pack)]);
    let answer = folder.run(&["test", "house.yml"]);
    answer.exits(2).says("`knee … ~stair` pairs what is no `~stem`, no `{kind}` and no `#`");
    answer.says("write the words as stems, `~knee … ~stair`");
}

#[test]
fn a_pack_may_weigh_how_long_a_sentence_is_and_whether_it_opens_the_page() {
    let long = HINT.replace(
        "        - {id: somebody else",
        "        - {id: few words, points: 1, words: {most: 5}}\n        - {id: many words, points: 2, words: {least: 10}}\n        - {id: somebody else",
    );
    let opening = HINT.replace(
        "        - {id: somebody else",
        "        - {id: it opens, points: 1, opening: 100}\n        - {id: somebody else",
    );
    let filler = "They come in a box with a ribbon and a card.\n\n".repeat(12);
    for (pack, text, fires) in [
        (&long, "The gardenias stood there.".to_owned(), true),
        (&long, "The gardenias stood there on a shelf.".to_owned(), false),
        (&long, "It is a shelf that stands in a hall beside the shop.".to_owned(), true),
        (&opening, "The gardenias stood there on a shelf.".to_owned(), true),
        (&opening, format!("{filler}The gardenias stood there on a shelf."), false),
    ] {
        assert_hint(&format!("{SHOP}{text}"), pack, fires);
    }
}

#[test]
fn a_pack_may_weigh_which_sentence_of_its_block_it_is() {
    let (hint, other) = ("The gardenias are grey.", "They come in a box.");
    for (place, blocks) in [
        ("alone", [true, false, false, false]),
        ("first", [false, true, false, false]),
        ("second", [false, false, true, false]),
        ("later", [false, false, false, true]),
        ("last", [false, false, true, true]),
    ] {
        let sign = format!("        - {{id: its place, points: 1, at: [{place}]}}\n        - {{id: somebody else");
        let pack = HINT.replace("        - {id: somebody else", &sign);
        let texts =
            [hint.to_owned(), format!("{hint} {other}"), format!("{other} {hint}"), format!("{other} {other} {hint}")];
        for (text, fires) in texts.into_iter().zip(blocks) {
            assert_hint(&format!("{SHOP}{text}"), &pack, fires);
        }
    }
}

#[test]
fn a_pack_doubts_the_rules_it_names_where_its_signs_speak_against_a_claim() {
    let doubting = |doubt: &str| HINT.replace("threshold: 2", &format!("threshold: 2\n      {doubt}"));
    let (named, unnamed) = ("Our drops cure gout, said Gardenia.", "Cures gout, said Gardenia.");
    for (doubt, page, fires) in [
        ("doubts: []", unnamed, true),
        ("doubt: 0.5\n      doubts: [claim/cure]", unnamed, true),
        ("doubt: 1.5\n      doubts: [claim/cure]", unnamed, false),
        ("doubt: 1.5\n      doubts: [claim/detox]", unnamed, true),
        ("doubt: 1.5\n      doubts: [claim/cure]", named, true),
        ("doubt_named: 1.5\n      doubts: [claim/cure]", named, false),
    ] {
        let found = rules(&format!("{SHOP}{page}\n"), &doubting(doubt));
        assert_eq!(found.iter().any(|rule| rule == "claim/cure"), fires, "{doubt}: {page}: {found:?}");
    }
}

#[test]
fn a_pack_may_weigh_what_a_page_shows_beside_a_sentence() {
    // A kind that tells of quoting is shown where it stands often enough to; what two expressions find at one place counts once.
    let evidence = "evidence:\n  - {id: a hedgerow, weight: 0, any: [hedgerow]}\n  \
                    - {id: an echo, weight: 0, most: 3, quotes_from: 2, any: [echo says, the echo says]}\n";
    let pack = |kinds: &str| {
        let sign = format!("        - {{id: its page, points: 1, evidence: [{kinds}]}}\n        - {{id: somebody else");
        format!("{evidence}{}", HINT.replace("        - {id: somebody else", &sign))
    };
    let hint = "The gardenias grow.";
    for (kinds, beside, fires) in [
        ("a hedgerow", "", false),
        ("a hedgerow", "We have a hedgerow.", true),
        ("a hedgerow", "The echo says so. The echo says so.", false),
        ("an echo", "We have a hedgerow.", false),
        ("an echo", "The echo says so.", false),
        ("an echo", "The echo says so. The echo says so.", true),
        ("a hedgerow, an echo", "We have a hedgerow.", true),
    ] {
        assert_hint(&format!("{SHOP}{hint}\n\n{beside}"), &pack(kinds), fires);
    }
}

#[test]
fn evidence_that_a_sign_cannot_tell_is_pointed_at() {
    let sign = |id: &str| HINT.replace("cues: [risk statement]", &format!("evidence: [{id}]"));
    let drawing = drawn(&sign("botanny"));
    assert!(
        drawing.contains("there is no evidence `botanny`") && drawing.contains("did you mean `botany`?"),
        "{drawing}"
    );
    let kinds: String = (0..64).map(|nth| format!("  - {{id: kind {nth}, weight: 0, any: [word{nth}]}}\n")).collect();
    let drawing = drawn(&format!("evidence:\n{kinds}{}", sign("kind 63")));
    assert!(drawing.contains("`kind 63` is not among the first 64 kinds of evidence"), "{drawing}");
    assert!(drawing.contains("list fewer kinds of evidence before it"), "{drawing}");
    let both = HINT.replace("cues: [risk statement]", "cues: [risk statement], evidence: [botany]");
    let drawing = drawn(&both);
    assert!(drawing.contains("is a sign of a sentence by itself and of the page around it"), "{drawing}");
}

#[test]
fn a_sign_of_a_modifier_that_is_none_is_pointed_at() {
    let drawing = drawn(&HINT.replace("[risk statement]", "[risk statment]"));
    assert!(drawing.contains("there is no modifier `risk statment`"), "{drawing}");
    assert!(drawing.contains("did you mean `risk statement`?"), "{drawing}");
    let doubts = "threshold: 2\n      doubts: [claim/cura]";
    let drawing = drawn(&HINT.replace("threshold: 2", doubts));
    assert!(drawing.contains("there is no rule `claim/cura`"), "{drawing}");
    assert!(drawing.contains("did you mean `claim/cure`?"), "{drawing}");
    let drawing = drawn(&HINT.replace("^ upstairs", "we went up there"));
    assert!(drawing.contains("has 4 symbols, and 3 are the most"), "{drawing}");
}
