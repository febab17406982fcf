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
    points("lexicons:\n  - {id: a, class: verb, targets: [drugs], terms: [a]}\n", "drugs", "`drugs` is no class");
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
    let twice = "lexicons:\n  - {id: a, class: verb, terms: [a]}\n  - {id: \"a\", class: noun, terms: [b]}\n";
    points(twice, "\"a\"", "the lexicon `a` exists already");
}

#[test]
fn a_sign_is_of_a_sentence_or_of_what_stands_around_it() {
    let signs = |sign: &str| {
        phrase("a").replace(
            "phrase: {any: [a]}",
            &format!("impression: {{threshold: 1, signs: [{{id: b, points: 1, {sign}}}]}}"),
        )
    };
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
    for pattern in ["full moon | new moon", "full |new moon"] {
        points(&phrase(&format!("\"{pattern}\"")), "|", "in parentheses");
        let help = loaded(&phrase(&format!("\"{pattern}\""))).problems.remove(0).help.unwrap();
        assert!(help.contains(&format!("`({pattern})`")), "{help}");
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
    ] {
        points(&phrase(pattern), place, message);
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
