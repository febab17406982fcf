//! What loading says about slips in packs: every one is found, each points at the words that are wrong, and nothing sound
//! is lost. How problems are drawn is tested on the command line. Tests only. Floor 5.

use super::{Loaded, PackSource, load};

fn loaded(text: &str) -> Loaded {
    load(&[PackSource { name: "house.yml".to_owned(), text: text.to_owned() }])
}

/// The problems of a pack: what is pointed at, and what is said.
fn problems(text: &str) -> Vec<(String, String)> {
    let pointed = |problem: &super::Problem| problem.span.map_or("", |span| &text[span.range()]).to_owned();
    loaded(text).problems.iter().map(|problem| (pointed(problem), problem.to_string())).collect()
}

/// A pack of one phrase rule.
fn phrase(pattern: &str) -> String {
    let head =
        "rules:\n  - id: claim/x\n    summary: x\n    severity: error\n    message: x\n    help: x\n    refs: []\n";
    format!("{head}    phrase: {{any: [{pattern}]}}\n")
}

#[track_caller]
fn points(text: &str, at: &str, message: &str) {
    let problems = problems(text);
    let [(pointed, said)] = &problems[..] else { panic!("{problems:?}") };
    assert_eq!(pointed, at, "{said}");
    assert!(said.contains(message), "{said}");
}

#[test]
fn a_name_that_there_is_not_is_pointed_at() {
    points("lexicons:\n  - {id: a, class: verbb, terms: [a]}\n", "verbb", "`verbb` is no class");
    points("lexicons:\n  - {id: a, class: condition, tier: grave, terms: [a]}\n", "grave", "`grave` is no tier");
    points("lexicons:\n  - {id: a, class: substance, risk: low, terms: [a]}\n", "low", "`low` is no risk");
    points("lexicons:\n  - {id: a, class: substance, targets: [drugs], terms: [a]}\n", "drugs", "`drugs` is no class");
    points("words:\n  - {class: adverbial, terms: [a]}\n", "adverbial", "`adverbial` is no word class");
    points("modifiers:\n  - {id: a, effect: hush, direction: forward, any: [a]}\n", "hush", "`hush` is no effect");
    points("modifiers:\n  - {id: a, effect: silence, direction: up, any: [a]}\n", "up", "`up` is no direction");
    points("links:\n  - {role: follow, any: [a]}\n", "follow", "`follow` is no role");
    points(&phrase("a").replace("error", "fatal"), "fatal", "`fatal` is no severity");
    points(&phrase("a").replace("any:", "near: [weather], any:"), "weather", "`weather` is no class");
    points(&phrase("a").replace("any:", "subject: me, any:"), "me", "`me` is no subject");
    points(&phrase("a").replace("claim/x", "Claim"), "Claim", "`Claim` is no rule id");
    points(
        &phrase("a").replace("message: x", "message: \"{mach}\""),
        "{mach}",
        "`{mach}` is nothing a message can be filled",
    );
}

#[test]
fn what_stands_twice_is_pointed_at_the_second_time() {
    let twice = "lexicons:\n  - {id: a, class: drug, terms: [a]}\n  - {id: \"a\", class: therapy, terms: [b]}\n";
    points(twice, "\"a\"", "the lexicon `a` exists already");
    assert!(loaded(twice).problems.remove(0).help.is_some_and(|help| help.contains("extend: [{lexicon: a, ")));
    let modifier = |id: &str| format!("  - {{id: {id}, effect: silence, direction: sentence, any: [soon]}}\n");
    points(&format!("modifiers:\n{}{}", modifier("m"), modifier("'m'")), "'m'", "the modifier `m` exists already");
    let evidence = |id: &str| format!("  - {{id: {id}, weight: 1, any: [soon]}}\n");
    points(&format!("evidence:\n{}{}", evidence("e"), evidence("'e'")), "'e'", "the evidence `e` exists already");
    let owed = OWED
        .replace("elements:\n", "elements:\n  - {id: e, name: f, any: [far]}\n")
        .replace("id: e, name: n", "id: 'e', name: n");
    points(&owed, "'e'", "the element `e` exists already");
    let owed = OWED.to_owned() + "  - {id: \"p\", basis: c, must: [e], claims: [disclosure/x]}\n";
    points(&owed, "\"p\"", "the profile `p` exists already");
    points(
        &signs("{id: b, points: 1, at: [heading]}, {id: 'b', points: 1, at: [item]}"),
        "'b'",
        "the sign `b` exists already",
    );
}

/// A pack of an element that a profile owes and a rule looks after.
const OWED: &str = "\
rules:
  - {id: disclosure/x, summary: s, severity: info, message: m, help: h, refs: [], disclosure: {elements: [e]}}
elements:
  - {id: e, name: n, any: [near]}
profiles:
  - {id: p, basis: b, must: [e], claims: [disclosure/x]}
";

/// A pack of one rule that weighs signs.
fn signs(signs: &str) -> String {
    phrase("a").replace("phrase: {any: [a]}", &format!("impression: {{threshold: 1, signs: [{signs}]}}"))
}

#[test]
fn what_packs_name_of_each_other_must_be_there() {
    assert_eq!(problems(OWED), []);
    for (written, slip, at, message) in [
        ("must: [e]", "must: [e, f]", "f", "no element is called `f`"),
        ("must: [e]", "must: [e], should: [f]", "f", "no element is called `f`"),
        ("claims: [disclosure/x]", "claims: [disclosure/xx]", "disclosure/xx", "no rule matches `disclosure/xx`"),
        ("claims:", "conditions: [gowt], claims:", "gowt", "no lexicon or group is called `gowt`"),
        ("claims:", "naming: [gowt], claims:", "gowt", "no lexicon or group is called `gowt`"),
        (", claims: [disclosure/x]", "", "p", "the profile `p` is never owed"),
        ("must: [e]", "must: []", "p", "the profile `p` asks for nothing"),
        ("elements:\n", "elements:\n  - {id: f, name: f, any: [far]}\n", "f", "no disclosure rule lists it"),
    ] {
        points(&OWED.replace(written, slip), at, message);
    }
    let help = loaded(&OWED.replace("[disclosure/x]", "[disclosure/xx]")).problems.remove(0).help;
    assert_eq!(help.as_deref(), Some("did you mean `disclosure/x`?"));
    let owing = "lexicons:\n  - {id: l, class: substance, disclosures: [q], terms: [l]}\n";
    points(&(OWED.to_owned() + owing), "q", "no profile is called `q`");
    let modifier = "modifiers:\n  - {id: m, effect: silence, direction: sentence, spares: [claim/y], any: [soon]}\n";
    points(&(phrase("a") + modifier), "claim/y", "no rule matches `claim/y`");
    points(&modifier.replace(", spares: [claim/y]", "").replace("[soon]", "[]"), "m", "has no cues");
}

#[test]
fn what_one_pack_names_another_may_define() {
    let pack = |name: &str, text: &str| PackSource { name: name.to_owned(), text: text.to_owned() };
    let substance = pack("a.yml", "lexicons:\n  - {id: l, class: substance, disclosures: [p], terms: [l]}\n");
    let owed = pack("b.yml", &OWED.replace(", claims: [disclosure/x]", ""));
    assert!(load(&[substance, owed]).problems.is_empty());
}

#[test]
fn a_relation_is_one_that_a_rule_is_for() {
    let claim = phrase("a").replace("phrase: {any: [a]}", "claim: {relations: [cure]}")
        + "lexicons:\n  - {id: v, class: verb, relation: cure, terms: [mend]}\n";
    assert_eq!(problems(&claim), []);
    points(
        &claim.replace("relation: cure", "relation: cures").replace("relations: [cure]", "rank: 1"),
        "cures",
        "no rule is for the relation `cures`",
    );
    points(&(claim.clone() + "  - {id: w, class: noun, terms: [mending]}\n"), "w", "words of effect, and no relation");
    points(&(claim.clone() + "severity: {cured: {serious: error}}\n"), "cured", "no lexicon has the relation `cured`");
    points(&(claim.clone() + "severity: {cure: {serius: error}}\n"), "serius", "`serius` is no tier");
    points(&claim.replace("relations:", "groups: [nope], relations:"), "nope", "no lexicon is of a group `nope`");
}

#[test]
fn what_nothing_can_show_is_pointed_at() {
    points("evidence:\n  - {id: e, weight: 1}\n", "e", "nothing shows the evidence `e`");
    points(&signs("{id: b, points: 1}"), "b", "nothing shows the sign `b`");
    points("lexicons:\n  - {id: l, class: drug, terms: []}\n", "l", "the lexicon `l` has no terms");
    points("lexicons:\n  - {id: l, class: drug, terms: [l, \" \"]}\n", "\" \"", "this term is empty");
    for term in ["moon|root", "~mend", "{drug} root", "moon (root | tea)"] {
        let term = format!("'{term}'");
        points(&format!("lexicons:\n  - {{id: l, class: drug, terms: [{term}]}}\n"), &term, "terms are plain words");
    }
    let extended = "lexicons:\n  - {id: l, class: drug, terms: []}\nextend:\n  - {lexicon: l, terms: [m]}\n";
    assert_eq!(problems(extended), []);
    let taken = "lexicons:\n  - {id: l, class: drug, terms: [l]}\nextend:\n  - {lexicon: l, remove: [l]}\n";
    assert_eq!(problems(taken), []);
}

#[test]
fn a_key_that_its_class_does_not_read_is_pointed_at() {
    let lexicon = |keys: &str| OWED.to_owned() + &format!("lexicons:\n  - {{id: l, terms: [l], {keys}}}\n");
    assert_eq!(problems(&lexicon("class: substance, risk: high, blocked: [oil], disclosures: [p]")), []);
    assert_eq!(problems(&lexicon("class: condition, tier: serious")), []);
    points(&lexicon("class: condition, risk: high"), "high", "nothing is read of this");
    points(&lexicon("class: drug, disclosures: [p]"), "p", "nothing is read of this");
    points(&lexicon("class: product, blocked: [oil]"), "oil", "nothing is read of this");
    points(&lexicon("class: substance, tier: serious"), "serious", "a substance has no tier");
}

#[test]
fn a_number_has_an_end() {
    for number in [".nan", ".inf", "-.inf"] {
        points(&format!("evidence:\n  - {{id: e, weight: {number}, any: [a]}}\n"), number, "nothing can be counted");
        points(&signs(&format!("{{id: b, points: {number}, at: [heading]}}")), number, "nothing can be counted");
        let limits = signs("{id: b, points: 1, at: [heading]}") + &format!("limits: {{claim/x: {{b: {number}}}}}\n");
        points(&limits, number, "nothing can be counted");
        let small = signs("") + &format!("small_signs: {{claim/x: {{~b: {number}}}}}\n");
        points(&small, number, "nothing can be counted");
    }
}

#[test]
fn a_slip_in_a_key_is_pointed_at_there() {
    let rule = signs("{id: b, points: 1, at: [heading]}");
    points(&(rule.clone() + "limits: {claim/x: {bb: 1}}\n"), "bb", "`claim/x` has no number `bb`");
    points(&(rule.clone() + "limits: {claim/xx: {b: 1}}\n"), "claim/xx", "no rule with numbers is called `claim/xx`");
    points(&(phrase("a") + "limits: {claim/x: {b: 1}}\n"), "claim/x", "the rule `claim/x` has no numbers");
    points(
        &(rule.clone() + "small_signs: {claim/xx: {b: 1}}\n"),
        "claim/xx",
        "no rule with signs is called `claim/xx`",
    );
    points(&(rule.clone() + "small_signs: {claim/x: {a b c d: 1}}\n"), "a b c d", "has 4 symbols, and 3 are the most");
    points(&(rule + "small_signs: {claim/x: {<gardn>: 1}}\n"), "<gardn>", "`<gardn>` is no sense of any pack");
}

/// Not a slip of the letters, but a word that is cut short.
#[test]
fn a_severity_that_is_cut_short_is_known() {
    let problem = loaded(&phrase("a").replace("error", "warn")).problems.remove(0);
    assert_eq!(problem.help.as_deref(), Some("did you mean `warning`?"));
    let problem = loaded(&phrase("a").replace("error", "fatal")).problems.remove(0);
    assert_eq!(problem.help.as_deref(), Some("expected one of info, warning, error"));
}

#[test]
fn a_message_is_filled_with_what_its_kind_of_rule_has() {
    let message = |pack: &str, message: &str| pack.replacen("message: m", &format!("message: '{message}'"), 1);
    let phrases = phrase("a").replace("message: x", "message: m");
    assert_eq!(problems(&message(&phrases, "{match} of {subject} {relation} {target}")), []);
    points(&message(&phrases, "{signals}"), "{signals}", "in a rule with `phrase`");
    points(&message(&phrases, "{missing}"), "{missing}", "in a rule with `phrase`");
    assert_eq!(problems(&message(OWED, "{missing} {subject}")), []);
    points(&message(OWED, "{target}"), "{target}", "in a rule with `disclosure`");
    let help = loaded(&message(OWED, "{mising}")).problems.remove(0).help;
    assert_eq!(help.as_deref(), Some("did you mean `missing`?"));
}

#[test]
fn a_sign_is_of_a_sentence_or_of_what_stands_around_it() {
    let signs = |sign: &str| signs(&format!("{{id: b, points: 1, {sign}}}"));
    assert_eq!(problems(&signs("at: [heading], classes: [drug]")), []);
    assert_eq!(problems(&signs("at: [below-risks], opening: 100")), []);
    points(
        &signs("at: [heading, below-risks]"),
        "b",
        "`b` is a sign of a sentence by itself and of the page around it",
    );
    points(&signs("opening: 100, any: [soon]"), "b", "`b` is a sign of a sentence by itself and of the page around it");
    points(&signs("at: [below-risk]"), "below-risk", "`below-risk` is no place");
}

#[test]
fn a_rule_has_exactly_one_kind() {
    points(&phrase("a").replace("phrase: {any: [a]}", ""), "claim/x", "must have one kind");
    points(&phrase("a").replace("{any: [a]}", "{rank: 1}"), "claim/x", "has no phrases");
    assert!(problems(&(phrase("a") + "    claim: {rank: 1}\n")).is_empty(), "phrases may stand beside frames");
    let both = phrase("a") + "    disclosure: {elements: []}\n";
    points(&both, "claim/x", "must have one kind");
}

#[test]
fn an_example_is_bad_or_good() {
    points(&(phrase("a") + "    examples: [{bad: a, good: b}]\n"), "claim/x", "either bad or good");
}

#[test]
fn an_example_points_at_one_place_or_the_slip_is_pointed_at() {
    let example = |text: &str| phrase("a") + &format!("    examples: [{text}]\n");
    for (text, place, message) in [
        ("{bad: \"so [[a it is\"}", "[[", "never closed"),
        ("{bad: \"so a]] it is\"}", "]]", "closes nothing"),
        ("{bad: \"so ]]a[[ it is\"}", "]]", "closes nothing"),
        ("{bad: \"so [[a]] it [[a]] is\"}", "[[", "one place"),
        ("{bad: \"so [[a]] it]] is\"}", "]]", "one place"),
        ("{good: \"so [[b]] it is\"}", "[[", "nothing to point at"),
        ("{bad: \"so [[ ]] it is\"}", "[[", "no words between them"),
        ("{bad: a, severity: bad}", "bad", "no severity"),
    ] {
        points(&example(text), place, message);
    }
    for sound in ["{bad: \"so [[a]] it is\"}", "{bad: \"[a] [[a]](x)\"}", "{good: \"[b](x)\"}"] {
        assert!(problems(&example(sound)).is_empty(), "{sound}");
    }
}

/// A bar that is meant for runs of words needs parentheses; who has not read that gets them suggested.
#[test]
fn a_bar_between_runs_of_words_is_told_where_it_belongs() {
    for (pattern, meant) in
        [("full moon | new moon", "`(full moon | new moon)`"), ("full |new moon", "`(full | new moon)`")]
    {
        points(&phrase(&format!("\"{pattern}\"")), "|", "in parentheses");
        let help = loaded(&phrase(&format!("\"{pattern}\""))).problems.remove(0).help.unwrap();
        assert!(help.contains(meant), "{help}");
    }
    assert!(problems(&phrase("\"(full moon | new moon)\"")).is_empty());
}

/// Whoever mends a pack sees all that is wrong with a rule at once, not one slip a run.
#[test]
fn one_slip_of_a_rule_hides_no_other() {
    let text =
        phrase("\"a)\"").replace("claim/x", "Claim").replace("error", "fatal").replace("message: x", "message: '{m}'")
            + "    examples: [{bad: '[[a', severity: dire}]\n";
    let told: Vec<String> = problems(&text).into_iter().map(|(place, _)| place).collect();
    assert_eq!(told, ["Claim", "fatal", "{m}", "dire", "[[", ")"]);
}

#[test]
fn a_pattern_that_is_none_is_pointed_at_whatever_is_wrong_with_it() {
    for (pattern, place, message) in [
        ("\"(a | b\"", "(", "never closed"),
        ("\"[a\"", "[", "never closed"),
        ("'\\(a)'", ")", "closes"),
        ("\"a)\"", ")", "closes"),
        ("\"a ]\"", "]", "closes"),
        ("\"{condition\"", "{", "never closed"),
        ("\"{conditon}\"", "{conditon}", "`conditon`"),
        ("\"{drug|medicin}\"", "{drug|medicin}", "`medicin`"),
        ("\"* a\"", "*", "not a gap"),
        ("\"   \"", "   ", "empty"),
        ("\"[a]\"", "[a]", "may be missing"),
        ("\"() a\"", "()", "no words here"),
        ("\"(a || b)\"", "||", "no words here"),
        ("\"(|a)\"", "(|", "no words here"),
        ("\"a [b |]\"", "|]", "no words here"),
        ("\"moon(s)\"", "(", "touches"),
        ("\"(full)moon\"", "m", "touches"),
        ("\"bless.*moon\"", "*", "touches"),
        ("\"bless *moon\"", "m", "touches"),
        ("\"~(bless|curse) a\"", "~", "right before a verb"),
        ("\"~ bless a\"", "~", "right before a verb"),
        ("\"a } b\"", "}", "closes"),
        ("\"<garden> a\"", "<garden>", "is a sense"),
    ] {
        points(&phrase(pattern), place, message);
    }
}

/// What is suggested is a pattern.
#[test]
fn what_was_meant_by_a_pattern_is_suggested() {
    let help = |pattern: &str| loaded(&phrase(&format!("'{pattern}'"))).problems.remove(0).help.unwrap();
    for (pattern, meant) in [
        ("|moon", "`moon`"),
        ("moon |", "`moon`"),
        ("blessed || by", "`(blessed | by)`"),
        ("moon(s)", "`moon|moons`"),
        ("a full moon[s]", "`moon|moons`"),
        ("bless.*moon", "` * `"),
        ("~(bless|curse) moon", "`~bless`"),
        ("~ bless moon", "`~bless`"),
        ("moon \\q", "`\\(`"),
    ] {
        assert!(help(pattern).contains(meant), "{pattern}: {}", help(pattern));
    }
    for pattern in [
        "{condition} \'\'s moon",
        "{number}%",
        "(a | b), c",
        "a|b *3 c",
        "a *2",
        "[a] b",
        "\\( a \\)",
        "($ | €) {number}",
    ] {
        assert_eq!(problems(&phrase(&format!("'{pattern}'"))), [], "{pattern}");
    }
}

#[test]
fn places_are_right_after_letters_of_many_bytes_a_mark_and_other_line_endings() {
    let text = "# “é” 😀\nlexicons:\n  - {id: a, class: verbb, terms: [a]}\n";
    points(text, "verbb", "no class");
    points(&text.replace('\n', "\r\n"), "verbb", "no class");
    points(&format!("\u{FEFF}{text}"), "verbb", "no class");
}

#[test]
fn every_slip_of_a_pack_is_told_and_the_rest_is_used() {
    let text = phrase("fine words")
        + "lexicons:\n  - {id: a, class: verbb, terms: [a]}\n  - {id: b, class: nounn, terms: [b]}\n";
    assert_eq!(problems(&text).len(), 2);
    let rules = loaded(&text);
    assert_eq!(rules.engine.rules().iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>(), ["claim/x"]);
}

#[test]
fn a_file_that_is_no_yaml_does_not_spoil_the_others() {
    let source = |name: &str, text: &str| PackSource { name: name.to_owned(), text: text.to_owned() };
    let both = load(&[source("bad.yml", "rules: [}"), source("good.yml", &phrase("fine words"))]);
    assert_eq!((both.problems.len(), both.engine.rules().len()), (1, 1));
}

#[test]
fn an_empty_pack_is_a_pack() {
    for text in ["", "# nothing yet\n", "rules: []\n", "{}\n"] {
        assert!(problems(text).is_empty(), "{text:?}: {:?}", problems(text));
    }
}

#[test]
fn a_regular_expression_that_is_none_is_pointed_at() {
    let text = "elements:\n  - {id: x, name: x, regex: ['(800']}\nrules:\n  - id: disclosure/x\n    summary: s\n    severity: info\n    \
                message: m\n    help: h\n    refs: []\n    disclosure: {elements: [x]}\n";
    points(text, "'(800'", "no regular expression: unclosed group");
}

#[test]
fn a_length_that_is_none_is_pointed_at() {
    let builtin = crate::pack::builtin();
    let evidence =
        builtin.iter().find(|pack| pack.text.contains("suggestive:")).expect("a pack says when a page sells");
    let page = evidence.text.find("page:").map_or("", |at| &evidence.text[at..]);
    let page = page.find("\nevidence:").map_or(page, |end| &page[..=end]);
    assert!(problems(page).is_empty(), "{:?}", problems(page));
    for length in ["0", "-0.5", ".nan", ".inf"] {
        points(&page.replace("even: 16.5", &format!("even: {length}")), length, "a length in sentences, above 0");
    }
}

#[test]
fn quotes_that_are_never_reached_are_pointed_at() {
    let sign = |from: &str| {
        format!("evidence:\n  - {{id: a letter, weight: -1.5, most: 3, quotes_from: {from}, any: [your claims]}}\n")
    };
    assert!(problems(&sign("3")).is_empty(), "{:?}", problems(&sign("3")));
    for from in ["4", "0"] {
        points(&sign(from), from, "`quotes_from` is never reached");
    }
}

#[test]
fn problems_share_the_text_of_their_file() {
    let terms: Vec<String> = (0..500).map(|nth| format!("{{class: nosuch{nth}, terms: [a]}}")).collect();
    let problems = loaded(&format!("words: [{}]\n", terms.join(", "))).problems;
    assert_eq!(problems.len(), 500);
    let texts = problems.iter().map(|problem| problem.source().text().as_ptr());
    assert_eq!(texts.collect::<std::collections::BTreeSet<_>>().len(), 1);
}

/// A pack of one rule that weighs signs and reads sentences as wholes.
const NETWORK: &str = "\
rules:
  - id: claim/x
    summary: x
    severity: error
    message: x
    help: x
    refs: []
    impression: {threshold: 1, signs: []}
network:
  claim/x:
    most: 3
    filters: [{bias: 0, weights: wghi}]
    sentence: [{bias: 0, weights: wh}]
    page: [{bias: 0, weights: whhgghh}]
    verdict: {bias: -1, weights: whi}
vectors:
  claim/x: {~eas: wh, \"~\": wg}
";

#[test]
fn the_layers_of_a_network_fit_each_other() {
    assert_eq!(problems(NETWORK), []);
    assert!(!loaded(NETWORK).engine.impressions[0].whole.is_empty());
    for (written, slip, message) in [
        ("wghi", "wghii", "expected 4 digits: three for each digit of a vector"),
        ("wh}]\n    page", "wghh}]\n    page", "expected 2 digits: one for each filter"),
        ("whhgghh", "whhg", "expected 7 digits: six for each unit of `sentence`"),
        ("whi", "wh!", "expected 3 digits: one for each unit of `sentence` and of `page`"),
        ("~eas: wh", "~eas: whh", "expected 2 digits: as many as the other vectors"),
    ] {
        let slipped = NETWORK.replacen(written, slip, 1);
        let at = slip.split("}]").next().unwrap_or(slip).trim_start_matches("~eas: ");
        points(&slipped, at, message);
        assert!(loaded(&slipped).engine.impressions[0].whole.is_empty() || slip.starts_with('~'), "{slip}");
    }
}

#[test]
fn a_symbol_has_one_vector() {
    let pack = |name: &str, text: &str| PackSource { name: name.to_owned(), text: text.to_owned() };
    let house = "vectors:\n  claim/x: {~eas: wi, \"\": wi, ~ach: wi}\n";
    let loaded = load(&[pack("a.yml", NETWORK), pack("house.yml", house)]);
    let said: Vec<String> = loaded.problems.iter().map(ToString::to_string).collect();
    assert_eq!(said, ["`` has a vector already, or is no symbol", "`~eas` has a vector already, or is no symbol"]);
}

#[test]
fn a_network_is_of_a_rule_and_vectors_are_of_a_network() {
    let other = NETWORK.replace("claim/x:", "claim/y:");
    points(&other, "whi", "no rule with signs is called `claim/y`");
    let vectors = NETWORK.replace("vectors:\n", "vectors:\n  claim/y: {~eas: wi}\n");
    points(&vectors, "wi", "`claim/y` has no network that would read vectors");
}
