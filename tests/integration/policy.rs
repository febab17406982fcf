//! What a project wants, through the binary: profiles, overrides, which files are checked, texts that stand elsewhere, and
//! the commands that show and begin it.

use serde_json::json;

use crate::cli::Folder;

const PAGE: &str = "# Title\n\nThe museum opens at nine.\n";
const CLAIM: &str = "Kratom treats depression.\n";

/// Turns off what a claim owes, so that one claim is one finding.
const QUIET: &str = "rules: {'disclosure/*': off}\n";

#[track_caller]
fn severity(folder: &Folder, arguments: &[&str]) -> String {
    let json = folder.run(&[&["check", "--format", "json"], arguments].concat()).json();
    json["files"][0]["findings"][0]["severity"].as_str().unwrap_or("none").to_owned()
}

#[test]
fn profiles_weigh_rules_and_the_strictest_counts() {
    let page = "Magnesium supports normal muscle function.\n";
    let folder = Folder::with(&[("a.md", page), ("claimlint.yml", "profiles: [eu]\n")]);
    assert_eq!(severity(&folder, &[]), "warning");
    assert_eq!(severity(&folder, &["--no-config"]), "info");
    assert_eq!(severity(&folder, &["--profile", "us"]), "info");
    assert_eq!(severity(&folder, &["--profile", "news", "--profile", "uk"]), "warning");
    let json = folder.run(&["check", "--format", "json"]).json();
    let steps = json["files"][0]["findings"][0]["explanation"]["severity_steps"].to_string();
    assert!(steps.contains("profile `eu`"), "{steps}");
    for profile in ["us", "eu", "uk", "au", "ca", "news", "google-ads", "amazon"] {
        assert_ne!(severity(&folder, &["--profile", profile]), "none");
    }
}

#[test]
fn a_profile_that_there_is_not_exits_2_with_the_one_meant() {
    let folder = Folder::with(&[("a.md", PAGE), ("claimlint.yml", "profiles:\n  - google-add\n")]);
    folder.run(&["check"]).exits(2).says("unknown profile `google-add`").says("`google-ads`").says("claimlint.yml:2:5");
    folder.run(&["check", "--no-config", "--profile", "ue"]).exits(2).says("unknown profile `ue`");
    // It may be a path, and what was meant to be checked is not known then, so nothing is.
    folder.write("claims.md", CLAIM.as_bytes());
    let path = folder.run(&["check", "--no-config", "--profile", "a.md", "--format", "json"]);
    path.exits(2).says("unknown profile `a.md`").says("this is a path");
    assert_eq!((&path.json()["files"], &path.json()["summary"]["complete"]), (&json!([]), &json!(false)));
}

/// As pre-commit has it, which puts the names of files behind all arguments.
#[test]
fn the_option_for_profiles_leaves_paths_alone() {
    let folder = Folder::with(&[("a.md", "Magnesium supports normal muscle function.\n"), ("b.md", CLAIM)]);
    let paths = |arguments: &[&str]| folder.run(&[&["check", "--format", "json"], arguments].concat()).paths();
    assert_eq!(paths(&["--profile", "uk", "a.md"]), ["a.md"]);
    assert_eq!(severity(&folder, &["--profile", "us", "a.md"]), "info");
    assert_eq!(severity(&folder, &["--profile", "news,uk", "a.md"]), "warning");
    folder.run(&["check", "--profile", "us", "eu", "a.md"]).exits(2).says("as a profile: `--profile us,eu`");
}

#[test]
fn an_override_is_for_its_files() {
    let config = "rules: {'disclosure/*': off}\noverrides:\n  - files: [news/]\n    fail_on: never\n  - {files: '*.mdx', rules: {claim/*: off}}\n";
    let folder = Folder::with(&[("a.md", PAGE), ("news/deep/b.md", CLAIM), ("claimlint.yml", config)]);
    folder.run(&["check"]).exits(0);
    folder.write("c.mdx", CLAIM.as_bytes());
    folder.run(&["check"]).exits(0);
    folder.write("d.md", CLAIM.as_bytes());
    let answer = folder.run(&["check", "--format", "short"]);
    assert!(answer.exits(1).stdout.contains("d.md:1:") && answer.stdout.contains("news/deep/b.md:1:"));
    assert!(!answer.stdout.contains("c.mdx"));
}

#[test]
fn an_override_for_no_file_is_told_where_all_files_are_searched() {
    let config = "overrides:\n  - {files: news/, fail_on: never}\n  - {files: nwes/, fail_on: never}\n";
    let folder = Folder::with(&[("a.md", PAGE), ("news/b.md", CLAIM), ("claimlint.yml", config)]);
    let answer = folder.run(&["check"]);
    answer.exits(0).says("claimlint.yml:3: no file is one of `nwes/`");
    assert!(!answer.stderr.contains("`news/`"), "{}", answer.stderr);
    // One page or folder tells nothing of the others.
    for arguments in [&["check", "news"][..], &["check", "a.md"], &["check", "--quiet"], &["check", "-q"]] {
        assert!(!folder.run(arguments).exits(0).stderr.contains("no file is one of"), "{arguments:?}");
    }
}

#[test]
fn pages_of_html_in_folders_are_said_to_be_unread() {
    let folder = Folder::with(&[("a.md", PAGE), ("b.html", CLAIM), ("old/c.htm", CLAIM)]);
    folder.run(&["check"]).exits(0).says("not checked: 2 pages of HTML (checked only where named)");
    folder.write("claimlint.yml", b"exclude: [old/]\n");
    folder.run(&["check"]).exits(0).says("not checked: 1 page of HTML");
    folder.run(&["check", "b.html"]).exits(1);
    assert!(!folder.run(&["check", "a.md"]).exits(0).stderr.contains("HTML"));
}

#[test]
fn excludes_hold_for_named_files_and_includes_for_folders() {
    let config = "include: [posts/]\nexclude: ['*.draft.md', /posts/old/]\n";
    let files = ["posts/a.md", "posts/b.draft.md", "posts/old/c.md", "d.md"];
    let folder = Folder::with(&files.map(|path| (path, PAGE)));
    folder.write("claimlint.yml", config.as_bytes());
    let paths = |arguments: &[&str]| folder.run(&[&["check", "--format", "json"], arguments].concat()).paths();
    assert_eq!(paths(&[]), ["posts/a.md"]);
    assert_eq!(paths(&["d.md", "posts/a.md", "posts/b.draft.md"]), ["d.md", "posts/a.md"]);
    folder.run(&["check", "posts/old", "posts/b.draft.md"]).exits(3).says("passes over all 2 files");
    folder.run(&["check", "posts/old", "--no-config"]).exits(0);
}

#[test]
fn a_path_of_a_configuration_may_begin_with_a_dot() {
    let config = "include: [./content]\nexclude: [./content/old]\npacks: [./house.yml]\ndisclosures: [./risks.md]\n\
                  overrides: [{files: [./content/news/], fail_on: never}]\n";
    let folder = Folder::with(&[
        ("content/a.md", PAGE),
        ("content/old/b.md", CLAIM),
        ("content/news/c.md", CLAIM),
        ("d.md", CLAIM),
        ("risks.md", PAGE),
        ("house.yml", "lexicons: [{id: moonroot, class: substance, terms: [moonroot]}]\n"),
        ("claimlint.yml", config),
    ]);
    assert_eq!(folder.run(&["check", "--format", "json"]).exits(0).paths(), ["content/a.md", "content/news/c.md"]);
}

/// What looks like a configuration and is none is passed over with a word.
#[test]
fn a_configuration_by_another_name_is_said_not_to_be_read() {
    let folder = Folder::with(&[("posts/a.md", PAGE), ("claimlint.yaml", "fail_one: error\n")]);
    let told = "claimlint.yaml is not read: a configuration is called claimlint.yml";
    folder.run(&["check"]).exits(0).says(told);
    folder.run(&["explain", "posts/a.md:1"]).exits(0).says(told);
    let shown = folder.run(&["config", "posts/a.md"]).exits(0).stdout.clone();
    assert!(shown.starts_with(&format!("# {told}\n# no claimlint.yml here or above\n")), "{shown}");
    assert!(!folder.run(&["check", "--no-config"]).exits(0).stderr.contains(told));
}

#[test]
fn every_slip_of_a_configuration_is_told_at_once() {
    let config = "overides: []\nexclude: ['{a']\noverrides:\n  - {rules: {claim/*: of}}\nbaseline: [x]\n";
    let folder = Folder::with(&[("a.md", PAGE), ("claimlint.yml", config)]);
    let answer = folder.run(&["check"]);
    answer
        .exits(2)
        .says("did you mean `overrides`?")
        .says("is no pattern")
        .says("did you mean `off`?")
        .says("`baseline` is a path");
    answer.says("needs files");
}

#[test]
fn a_disclosure_that_stands_in_another_file_counts() {
    let risks = "Kratom can cause dependence, liver injury, seizures and overdose, and deaths have been reported. Do not take kratom with \
                 alcohol, opioids or other sedatives. Kratom is not approved by the FDA for any use. Talk to your doctor before you \
                 use kratom.\n";
    let page = "Kratom treats depression.\n\n{{< risks >}}\n";
    let folder = Folder::with(&[("a.md", page), ("partials/risks.txt", risks), ("claimlint.yml", "")]);
    let owed = || {
        let json = folder.run(&["check", "a.md", "--format", "json"]).json();
        let rules = json["files"][0]["findings"]
            .as_array()
            .map(|all| all.iter().map(|f| f["rule"].to_string()).collect::<Vec<_>>());
        rules.unwrap_or_default().iter().filter(|rule| rule.contains("disclosure/substance-risk")).count()
    };
    assert_eq!(owed(), 1);
    folder.write("claimlint.yml", b"disclosures: [{file: partials/risks.txt, marker: '{{< risks >}}'}]\n");
    assert_eq!(owed(), 0);
    folder.write("claimlint.yml", b"disclosures: [{file: partials/risks.txt, marker: '{{< other >}}'}]\n");
    assert_eq!(owed(), 1);
    folder.write("claimlint.yml", b"disclosures: [partials/none.md]\n");
    folder.run(&["check", "a.md"]).exits(2).says("partials/none.md: no such file").says("claimlint.yml:1:15");
}

#[test]
fn nothing_in_another_file_is_pointed_at() {
    let files =
        [("a.md", PAGE), ("b.txt", CLAIM), ("claimlint.yml", "disclosures: [b.txt]\nrules: {'disclosure/*': off}\n")];
    Folder::with(&files).run(&["check", "a.md"]).exits(0);
}

#[test]
fn config_says_what_counts_and_where_it_comes_from() {
    let config = "fail_on: error\nproducts: [Zen Drops]\nrules:\n  claim/*: info\noverrides:\n  - files: news/\n    profiles: [news]\n    rules: {claim/cure: off}\nexclude: ['*.tmp.md']\n";
    let folder = Folder::with(&[("news/a.md", PAGE), ("claimlint.yml", config)]);
    let shown = folder.run(&["config", "news/a.md"]).exits(0).stdout.clone();
    for line in [
        "fail_on: error  # claimlint.yml:1",
        "  - news  # claimlint.yml:7",
        "  - Zen Drops  # claimlint.yml:2",
        "  \"claim/*\": info  # claimlint.yml:4",
        "  claim/cure: off  # claimlint.yml:8",
    ] {
        assert!(shown.contains(line), "no “{line}” in\n{shown}");
    }
    assert!(folder.run(&["config", "x.tmp.md"]).exits(0).stdout.contains("this file is not checked"));
    folder.write("other.yml", b"fail_on: info\n");
    let given = folder.run(&["config", "--config", "other.yml", "news/a.md"]).exits(0).stdout.clone();
    assert!(given.starts_with("# other.yml\nfail_on: info  # other.yml:1\n"), "{given}");
    folder.run(&["config", "--config", "gone.yml"]).exits(2).says("gone.yml: no such file");
    let bare = Folder::with(&[]).run(&["config"]).exits(0).stdout.clone();
    assert!(bare.contains("fail_on: warning  # default") && bare.contains("- us  # default"), "{bare}");
    folder.write("claimlint.yml", b"fail_one: error\n");
    folder.run(&["config", "news/a.md"]).exits(2);
}

#[test]
fn init_begins_a_configuration_that_changes_nothing() {
    let folder = Folder::with(&[("a.md", CLAIM)]);
    let before = folder.run(&["check", "--format", "json"]).stdout;
    folder.run(&["init"]).exits(0);
    assert_eq!(folder.run(&["check", "--format", "json"]).exits(1).stdout, before);
    folder.run(&["init"]).exits(2).says("already");
    // What is offered in comments is sound, too.
    let text = folder.read("claimlint.yml");
    let offered: String = text.lines().filter_map(offer).collect();
    let (_, problems) = claimlint::lint::Policy::parse("claimlint.yml", &offered);
    assert!(problems.is_empty(), "{offered}\n{problems:?}");
    assert!(offered.contains("overrides:") && offered.contains("baseline:"));
}

/// What held for a folder is no longer held once it has a configuration of its own.
#[test]
fn init_says_what_it_switches_off() {
    let folder = Folder::with(&[("claimlint.yml", "fail_on: never\n")]);
    folder.write("posts/a.md", CLAIM.as_bytes());
    let answer = folder.run_in("posts", &[], &["init"]);
    answer.exits(0).says("wrote claimlint.yml").says("claimlint.yml no longer counts for files here and below");
    let alone = Folder::with(&[("posts/a.md", CLAIM)]);
    assert!(!alone.run_in("posts", &[], &["init"]).exits(0).stderr.contains("no longer counts"));
}

/// A line of the file with its comment sign taken off, if it is YAML rather than prose.
fn offer(line: &str) -> Option<String> {
    let line = line.strip_prefix("# ").unwrap_or(line);
    let yaml =
        line.starts_with("  ") || line.split_once(':').is_some_and(|(key, _)| !key.contains(' ') && !key.contains('.'));
    yaml.then(|| format!("{line}\n"))
}

#[test]
fn words_are_added_to_and_taken_from_builtin_lexicons() {
    let pack = "extend:\n  - {lexicon: kratom, terms: [zoobleaf]}\n";
    let page = "Zoobleaf treats depression.\n";
    let config = format!("packs: [house.yml]\n{QUIET}");
    let folder = Folder::with(&[("a.md", page), ("claimlint.yml", &config), ("house.yml", pack)]);
    folder.run(&["check", "--no-config"]).exits(0);
    folder.run(&["check"]).exits(1);
    folder.write("a.md", b"Kratom prevents ulcers.\n");
    folder.run(&["check"]).exits(1);
    folder.write("house.yml", b"extend:\n  - {lexicon: kratom, remove: [kratom]}\n");
    folder.run(&["check"]).exits(0);
    folder.write("house.yml", b"extend:\n  - {lexicon: kratum, terms: [x]}\n  - {lexicon: kratom, remove: [kratem]}\n");
    folder
        .run(&["check"])
        .exits(2)
        .says("did you mean `kratom`?")
        .says("no lexicon is called `kratum`")
        .says("`kratem` is no term");
}

#[test]
fn schemas_are_there_for_editors_and_programs() {
    let folder = Folder::with(&[]);
    for (name, key) in [("pack", "lexicons"), ("config", "fail_on"), ("report", "schema_version")] {
        let schema = folder.run(&["schema", name]).exits(0).json();
        assert!(schema["properties"][key].is_object(), "{name}");
    }
    folder.run(&["schema", "packs"]).exits(2);
}

#[test]
fn slips_of_every_kind_are_told_at_once() {
    let config = "rules: {claim/cur: off}\nprofiles: [uss]\nbaseline: 7\noverrides: [{file: [x]}]\n";
    let answer = Folder::with(&[("a.md", "Nothing.\n"), ("claimlint.yml", config)]).run(&["check"]);
    answer.exits(2).says("did you mean `claim/cure`?").says("did you mean `us`?").says("did you mean `files`?");
    for place in [":1:9]", ":2:12]", ":3:11]", ":4:14]"] {
        answer.says(&format!("claimlint.yml{place}"));
    }
}

/// One claim speaks for a clause. Where its rule is off, allowed or worth less, what else the clause claims is told.
#[test]
fn what_is_off_or_allowed_hides_no_other_claim() {
    let page = "Kratom cures gout and is FDA approved.\n";
    let folder = Folder::with(&[("a.md", page), ("claimlint.yml", QUIET)]);
    let rules = |config: &str| -> Vec<(String, String)> {
        folder.write("claimlint.yml", config.as_bytes());
        let json = folder.run(&["check", "--format", "json"]).json();
        let text = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap().to_owned();
        let findings = json["files"][0]["findings"].as_array().unwrap().clone();
        findings.iter().map(|finding| (text(finding, "rule"), text(finding, "text"))).collect()
    };
    let only = |rule: &str, text: &str| vec![(rule.to_owned(), text.to_owned())];
    let (approval, cure) = (only("claim/regulator-approval", "FDA approved"), only("claim/cure", "cures gout"));
    assert_eq!(rules(QUIET), approval);
    assert_eq!(rules("rules: {'disclosure/*': off, claim/regulator-approval: off}\n"), cure);
    assert_eq!(rules("rules: {'disclosure/*': off, claim/regulator-approval: info}\n"), cure);
    assert_eq!(rules("rules: {'disclosure/*': off, claim/cure: off}\n"), approval);
    assert_eq!(rules("rules: {'*': off}\n"), Vec::new());
    folder
        .write("a.md", format!("<!-- claimlint-allow claim/regulator-approval: a quotation -->\n\n{page}").as_bytes());
    assert_eq!(rules(QUIET), cure);
    let both = format!("<!-- claimlint-allow claim/regulator-approval, claim/cure: a quotation -->\n\n{page}");
    folder.write("a.md", both.as_bytes());
    assert_eq!(rules(QUIET), Vec::new());
}
