//! The real binary on real folders: what it reads, where it writes, and above all its exit codes. Nothing here depends
//! on what the rules find.

#![expect(clippy::unwrap_used, reason = "the functions beside the tests are tests, too")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A folder to run the binary in.
pub(crate) struct Folder(TempDir);

/// What a run said.
pub(crate) struct Answer {
    code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Folder {
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        files.iter().for_each(|(path, text)| folder.write(path, text.as_bytes()));
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    #[expect(clippy::disallowed_methods, reason = "reads what the binary wrote")]
    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path().join(path)).unwrap()
    }

    pub(crate) fn remove(&self, path: &str) {
        std::fs::remove_file(self.path().join(path)).unwrap();
    }

    /// Runs the binary where it finds other programs in `path`.
    pub(crate) fn run_with_path(&self, path: &str, arguments: &[&str]) -> Answer {
        self.command(arguments).env("PATH", path).output().unwrap().into()
    }

    /// Runs git, and nobody's settings.
    pub(crate) fn git(&self, arguments: &[&str]) {
        let mut command = Command::new("git");
        let nobody = [("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1")];
        let output = command.args(arguments).envs(nobody).current_dir(self.path()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// Runs the binary in a folder of this one, where the environment says something.
    pub(crate) fn run_in(&self, below: &str, said: &[(&str, &Path)], arguments: &[&str]) -> Answer {
        let mut command = self.command(arguments);
        command.current_dir(self.path().join(below)).envs(said.iter().copied()).output().unwrap().into()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_claimlint"));
        command.args(arguments).current_dir(self.path()).env_clear().stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Answer {
        self.command(arguments).output().unwrap().into()
    }

    fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Answer {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        child.wait_with_output().unwrap().into()
    }
}

impl From<Output> for Answer {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

impl Answer {
    #[track_caller]
    pub(crate) fn exits(&self, code: i32) -> &Self {
        assert_eq!(self.code, Some(code), "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }

    #[track_caller]
    pub(crate) fn says(&self, words: &str) -> &Self {
        assert!(self.stderr.contains(words), "no “{words}” in: {}", self.stderr);
        self
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap()
    }

    pub(crate) fn paths(&self) -> Vec<String> {
        let json = self.json();
        let files = json["files"].as_array().unwrap().iter();
        files.map(|file| file["path"].as_str().unwrap().to_owned()).collect()
    }
}

const PAGE: &str = "# Title\n\nThe museum opens at nine.\n";

#[test]
fn a_clean_page_exits_0_and_keeps_standard_output_empty() {
    let folder = Folder::with(&[("a.md", PAGE)]);
    let answer = folder.run(&["check"]);
    answer.exits(0).says("1 file, ").says("passed (fail level: warning)");
    assert_eq!(answer.stdout, "");
    assert_eq!(folder.run(&["check", "--quiet"]).exits(0).stderr, "");
}

#[test]
fn a_missing_path_exits_2_and_the_rest_is_checked() {
    let folder = Folder::with(&[("a.md", PAGE)]);
    let answer = folder.run(&["check", "a.md", "nope.md", "--format", "json"]);
    answer.exits(2).says("nope.md: no such file or folder");
    assert_eq!(answer.paths(), ["a.md"]);
    assert_eq!(answer.json()["errors"][0]["path"], "nope.md");
    folder.run(&["check", "nope"]).exits(2);
}

#[test]
fn a_file_that_is_no_utf8_exits_2_points_at_the_byte_and_the_rest_is_checked() {
    let folder = Folder::with(&[("a.md", PAGE)]);
    folder.write("b.md", b"one\ntwo \xff\n");
    folder.write("c.md", b"\xff\xfea\0");
    let answer = folder.run(&["check", "--format", "json"]);
    answer.exits(2).says("b.md: not UTF-8: byte 0xff at offset 8, line 2").says("UTF-16");
    assert_eq!(answer.paths(), ["a.md"]);
    assert_eq!(answer.json()["errors"].as_array().unwrap().len(), 2);
}

#[test]
fn nothing_to_check_exits_3_unless_it_is_allowed() {
    let folder = Folder::with(&[("readme.txt", PAGE)]);
    folder.run(&["check"]).exits(3).says("nothing was checked").says("`.`");
    folder.run(&["check", "--allow-empty"]).exits(0);
    folder.run(&["check", "--allow-empty", "nope"]).exits(2);
    assert_eq!(folder.run(&["check", "--format", "json"]).exits(3).json()["summary"]["files"], 0);
}

#[test]
fn folders_are_searched_for_markdown_and_named_files_always_taken() {
    let files = ["b/z.md", "b/a.MDX", "a.markdown", "c.txt", ".hidden/x.md", "drafts/y.md", "b-c.mkd", "vendor/v.md"];
    let folder = Folder::with(&files.map(|path| (path, PAGE)));
    folder.write(".gitignore", b"drafts/\n");
    folder.write(".ignore", b"vendor/\n");
    let paths = |arguments: &[&str]| folder.run(&[&["check", "--format", "json"], arguments].concat()).paths();
    assert_eq!(paths(&[]), ["a.markdown", "b/a.MDX", "b/z.md", "b-c.mkd", "vendor/v.md"]);
    assert_eq!(paths(&["c.txt", "drafts/y.md", "./c.txt"]), ["c.txt", "drafts/y.md"]);
    assert_eq!(paths(&["b", "b/z.md"]), ["b/a.MDX", "b/z.md"]);
    let absolute = folder.path().canonicalize().unwrap().join("b/z.md");
    assert_eq!(paths(&["b/z.md", absolute.to_str().unwrap(), "b/../b/z.md"]), ["b/z.md"]);
}

#[test]
fn standard_input_is_a_file_with_a_name() {
    let folder = Folder::with(&[]);
    let named = ["check", "-", "--stdin-filename", "docs/a.md", "--format", "json"];
    assert_eq!(folder.run_with_input(&named, PAGE.as_bytes()).exits(0).paths(), ["docs/a.md"]);
    let nameless = folder.run_with_input(&["check", "-", "--format", "json"], b"");
    assert_eq!(nameless.exits(0).paths(), ["<stdin>"]);
    folder.run_with_input(&["check", "-"], b"\xff").exits(2).says("<stdin>: not UTF-8");
}

#[test]
fn a_place_is_explained_by_what_was_seen_there() {
    let page = "# Fenwick drops\n\nOrder our drops today, $18 a bottle.\n\nOur drops cure gout.\n\n\
                The new box prevents infection of the parcel by mould in the van, says our packer.\n";
    let folder = Folder::with(&[("a.md", page)]);
    let claim = folder.run(&["explain", "a.md:5"]).exits(0).stdout.clone();
    for seen in [
        "page: ",
        "a price or an offer “$18”",
        "claim/cure, active frame: “cure gout” of “Our drops”",
        "signs of an effect: +",
        "Condition “gout”",
    ] {
        assert!(claim.contains(seen), "{seen}: {claim}");
    }
    let doubted = folder.run(&["explain", "a.md:7"]).exits(0).stdout.clone();
    assert!(doubted.contains("silenced by signs that speak against a claim: -"), "{doubted}");
    assert!(folder.run(&["explain", "a.md:2"]).exits(0).stdout.contains("no prose stands there"));
    folder.run(&["explain", "nowhere.md:2"]).exits(2);
    // As a run with the same arguments judges it.
    folder.run(&["explain", "a.md:5", "--no-config", "--profile", "eu"]).exits(0);
    folder.run(&["explain", "a.md:5", "--config", "nowhere.yml"]).exits(2).says("nowhere.yml");
    folder.run(&["a.md"]).exits(2).says("`claimlint check a.md` checks it");
    for place in ["a.md", "a.md:0", "a.md:5:x"] {
        folder.run(&["explain", place]).exits(2).says("FILE:LINE");
    }
}

/// What was seen at a place and what is reported there are not the same where something is turned off or allowed.
#[test]
fn a_long_text_that_names_nothing_of_health_is_passed_over() {
    let tents = "The fly never leaks, guaranteed. Buy ours and see.\n\n".repeat(60);
    let of_health = tents.clone() + "Kratom cures anxiety.\n";
    let suppressed = tents.clone() + "<!-- claimlint-allow claim/cure -->\nThe pole holds.\n";
    let folder = Folder::with(&[("tents.md", &tents), ("herb.md", &of_health), ("allowed.md", &suppressed)]);
    let answer = folder.run(&["check", "tents.md"]).exits(0).stderr.clone();
    assert!(answer.contains("1 file, 540 words: no findings"), "{answer}");
    let explained = folder.run(&["explain", "tents.md:1"]).exits(0).stdout.clone();
    assert!(explained.contains("names nothing of health"), "{explained}");
    let explained = folder.run(&["explain", "herb.md:1"]).exits(0).stdout.clone();
    assert!(!explained.contains("names nothing of health"), "{explained}");
    for (file, rule) in [("herb.md", "claim/cure"), ("allowed.md", "meta/reasonless-suppression")] {
        let told = folder.run(&["check", file]).exits(1).stdout.clone();
        assert!(told.contains(rule), "{told}");
    }
}

#[test]
fn a_place_is_explained_by_what_is_reported_there_too() {
    let page = "Kratom treats depression.\n\n<!-- claimlint-allow claim/disease-treatment: a quotation -->\n\nKava treats gout.\n";
    let folder = Folder::with(&[("a.md", page)]);
    let explained = |at: &str| folder.run(&["explain", at]).exits(0).stdout.clone();
    let claim = explained("a.md:1");
    assert!(claim.contains("\nreported:\n  error: ") && !claim.contains("not counted"), "{claim}");
    let allowed = explained("a.md:5");
    assert!(allowed.contains("[claim/disease-treatment], allowed on line 3: a quotation"), "{allowed}");
    assert!(!allowed.contains("reported:"), "{allowed}");
    folder.write("claimlint.yml", b"rules: {'*': off}\n");
    let off = explained("a.md:1");
    assert!(off.contains("claims:") && !off.contains("reported:"), "{off}");
    // A file that is passed over is explained all the same.
    let passed_over = "this file is not checked: see exclude in claimlint.yml; if it were:\n\npage: ";
    folder.write("claimlint.yml", b"exclude: [a.md]\n");
    assert!(explained("a.md:1").starts_with(passed_over), "{}", explained("a.md:1"));
    folder.write("claimlint.yml", b"include: [b.md]\n");
    assert!(explained("a.md:1").starts_with("page: "), "a file that is named is checked");
}

#[test]
fn usage_errors_exit_2() {
    let folder = Folder::with(&[("a.md", PAGE)]);
    folder.run(&["check", "--format", "jsn"]).exits(2).says("did you mean `json`?");
    folder.run(&["check", "--format", "json="]).exits(2).says("no file after `=`");
    folder.run(&["check", "--format", "json", "--format", "short"]).exits(2).says("standard output");
    folder.run(&["check", "--format", "json=-", "--format", "short"]).exits(2).says("standard output");
    folder.run(&["check", "--threads", "0"]).exits(2).says("it takes a whole number from 1");
    folder.run(&["explain", "a.md:4"]).exits(2).says("a.md has 3 lines");
    folder.run(&["check", "--format", "json=a.json", "--format", "sarif=./a.json"]).exits(2).says("two formats");
    folder.run(&["check", "--format", "json=./a.md"]).exits(2).says("a.md is to be checked");
    assert_eq!(folder.read("a.md"), PAGE);
    folder.run(&["check", "-", "--since", "HEAD"]).exits(2).says("--since needs files");
    folder.run(&["check", "--fail-on", "warnings"]).exits(2).says("warning");
    folder.run(&["check", "--stdin-filename", "a.md"]).exits(2).says("needs `-`");
    folder.run(&["check", "--config", "a.yml", "--no-config"]).exits(2);
    folder.run(&["explain", "claim/no-such-rule"]).exits(2).says("no rule `claim/no-such-rule`");
    folder.run(&["explain", "cure"]).exits(2).says("did you mean `claim/cure`?");
    folder.run(&["chekc"]).exits(2);
    folder.run(&[]).exits(2);
    folder.run(&["--help"]).exits(0);
    folder.run(&["--version"]).exits(0);
}

#[test]
fn shells_and_readers_of_manuals_get_what_they_need() {
    let folder = Folder::with(&[]);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = folder.run(&["completions", shell]);
        assert!(script.exits(0).stdout.contains("fail-on"), "{shell}");
    }
    folder.run(&["completions", "cmd"]).exits(2);
    assert!(folder.run(&["man"]).exits(0).stdout.contains("explain"));
    assert!(folder.run(&["man", "check"]).exits(0).stdout.contains("stdin\\-filename"));
    folder.run(&["man", "chek"]).exits(2).says("did you mean `check`?");
}

#[test]
fn statistics_go_to_standard_error_and_change_nothing_else() {
    let folder = Folder::with(&[("a.md", "Magnesium supports normal muscle function.\n")]);
    let answer = folder.run(&["check", "--statistics", "--format", "short"]);
    answer.exits(0).says("by family").says("by rule").says("claim/structure-function").says("1 claim (");
    assert_eq!(answer.stdout, folder.run(&["check", "--format", "short"]).stdout);
}

#[test]
fn formats_go_to_files_whole_and_never_change_the_exit_code() {
    let folder = Folder::with(&[("a.md", PAGE), ("out/old.json", "old")]);
    let arguments = ["check", "--format", "json=out/old.json", "--format", "short=s.txt", "--format", "full"];
    folder.run(&arguments).exits(0);
    assert!(folder.read("out/old.json").contains("\"schema_version\": 1"));
    assert_eq!(folder.read("s.txt"), "");
    let names = |path: &str| std::fs::read_dir(folder.path().join(path)).unwrap().count();
    assert_eq!((names("out"), names(".")), (1, 3), "no draft is left behind");
    folder.run(&["check", "--format", "json=no/such/r.json"]).exits(2).says("no/such/r.json: no such file or folder");
    for format in ["full", "short", "json"] {
        folder.run(&["check", "--format", format]).exits(0);
        folder.run(&["check", "--format", format, "gone.md"]).exits(2);
    }
}

/// As everywhere, a hyphen is no file but the standard stream.
#[test]
fn a_hyphen_for_the_file_of_a_format_is_standard_output() {
    let folder = Folder::with(&[("a.md", PAGE)]);
    assert_eq!(folder.run(&["check", "--format", "json=-"]).exits(0).paths(), ["a.md"]);
    assert!(!folder.path().join("-").exists());
}

/// Nobody may ever write to a pipe; what waits for it waits for good.
#[cfg(unix)]
#[test]
fn what_is_no_ordinary_file_is_refused() {
    let folder = Folder::with(&[("a.md", PAGE)]);
    if !Command::new("mkfifo").arg(folder.path().join("p.md")).status().is_ok_and(|status| status.success()) {
        eprintln!("SKIPPED: no mkfifo");
        return;
    }
    folder.run(&["check", "p.md", "a.md"]).exits(2).says("p.md: not an ordinary file").says("1 file,");
    folder.run(&["explain", "p.md:1"]).exits(2).says("p.md: not an ordinary file");
}

#[test]
fn a_bad_configuration_exits_2_with_a_suggestion_at_its_place_and_files_are_still_checked() {
    let folder = Folder::with(&[("a.md", PAGE), ("claimlint.yml", "products: [Zen]\nfail_one: error\n")]);
    let answer = folder.run(&["check", "--format", "json"]);
    answer.exits(2).says("claimlint.yml:2:1").says("did you mean `fail_on`?");
    assert_eq!(answer.paths(), ["a.md"]);
    assert_eq!(answer.json()["errors"][0]["message"], "line 2, column 1: unknown key `fail_one`");
    folder.run(&["check", "--no-config"]).exits(0);
    folder.run(&["rules"]).exits(2);
}

#[test]
fn rules_are_listed_for_programs_too() {
    let pack = "rules:\n  - id: house/slogan\n    summary: The old slogan.\n    severity: info\n    message: no\n    help: Drop it.\n    \
                refs: [Style guide 4]\n    phrase: {any: [nature knows best]}\n    examples:\n      - {bad: Nature knows best.}\n";
    let folder = Folder::with(&[("claimlint.yml", "packs: [ours.yml]\n"), ("ours.yml", pack)]);
    let answer = folder.run(&["rules", "--format", "json"]);
    answer.exits(0);
    let rules = answer.json()["rules"].as_array().unwrap().clone();
    let rule = |id: &str| rules.iter().find(|rule| rule["id"] == id).unwrap().clone();
    assert_eq!(
        rule("house/slogan"),
        serde_json::json!({
            "id": "house/slogan", "severity": "info", "summary": "The old slogan.", "help": "Drop it.", "refs": ["Style guide 4"],
        })
    );
    assert_eq!(rule("claim/absolute-safety")["severity"], "error");
    let text = folder.run(&["rules"]);
    text.exits(0);
    assert_eq!(text.stdout.lines().count(), rules.len());
}

#[test]
fn a_rule_that_there_is_not_is_a_problem_of_the_configuration() {
    let folder = Folder::with(&[("a.md", PAGE), ("claimlint.yml", "rules:\n  claim/no-such-rule: off\n")]);
    folder.run(&["check"]).exits(2).says("no rule matches `claim/no-such-rule`").says("claimlint.yml:2:3");
}

#[test]
fn the_nearest_configuration_counts() {
    let folder = Folder::with(&[
        ("claimlint.yml", "fail_on: error\n"),
        ("a.md", PAGE),
        ("news/deep/b.md", PAGE),
        ("news/claimlint.yml", "fail_on: never\n"),
    ]);
    let level = |arguments: &[&str]| {
        let answer = folder.run(&[&["check", "--format", "json"], arguments].concat());
        answer.exits(0).json()["summary"]["fail_on"].as_str().unwrap().to_owned()
    };
    assert_eq!(level(&["a.md"]), "error");
    assert_eq!(level(&["news"]), "never");
    assert_eq!(level(&["."]), "error", "of several, the strictest is reported");
    assert_eq!(level(&["news", "--fail-on", "info"]), "info");
    assert_eq!(level(&["news", "--config", "claimlint.yml"]), "error");
    assert_eq!(level(&["news", "--no-config"]), "warning");
    let outside =
        folder.command(&["check", "../a.md", "--format", "json"]).current_dir(folder.path().join("news")).output();
    assert_eq!(Answer::from(outside.unwrap()).exits(0).json()["summary"]["fail_on"], "error");
    let twice = folder.run(&["check", "a.md", "news/../a.md", "./a.md", "news/..", "--format", "json"]);
    let paths: Vec<String> =
        twice.exits(0).json()["files"].as_array().unwrap().iter().map(|file| file["path"].to_string()).collect();
    assert_eq!(paths, ["\"a.md\"", "\"news/deep/b.md\""], "each file is checked once, however it is written");
    folder.run(&["check", "--config", "nope.yml"]).exits(2).says("nope.yml: no such file or folder");
    folder.run(&["check", "--config", "nope.yml", "--allow-empty"]).exits(2);
}

#[test]
fn a_pack_that_is_not_there_is_pointed_at_where_it_is_asked_for() {
    let folder = Folder::with(&[("docs/a.md", PAGE), ("claimlint.yml", "packs:\n  - rules/ours.yml\n  - empty\n")]);
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    let answer = folder.run(&["check"]);
    answer.exits(2).says("claimlint.yml:2:5").says("rules/ours.yml: no such file or folder").says("no *.yml");
}

#[test]
fn a_test_without_examples_does_not_pass() {
    let folder = Folder::with(&[("empty/readme.txt", "")]);
    folder.run(&["test", "nope.yml"]).exits(2).says("nope.yml: no such file or folder");
    folder.run(&["test", "empty"]).exits(2).says("no *.yml");
}

#[test]
fn colour_is_a_choice_and_never_the_default_in_a_pipe() {
    let folder = Folder::with(&[]);
    let escapes = |arguments: &[&str]| folder.run(arguments).exits(2).stderr.contains('\u{1b}');
    assert!(!escapes(&["check", "nope.md"]));
    assert!(escapes(&["check", "nope.md", "--color", "always"]));
    assert!(!escapes(&["--color", "never", "check", "nope.md"]));
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = Folder::with(&[("a.md", PAGE)]);
    let mut child =
        folder.command(&["check", "--format", "json"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let answer = Answer::from(child.wait_with_output().unwrap());
    answer.exits(0);
    assert!(!answer.stderr.contains("pipe"), "{}", answer.stderr);
}

#[test]
fn the_same_files_give_the_same_bytes() {
    let folder = Folder::with(&[("a.md", PAGE), ("b/c.md", PAGE), ("b/claimlint.yml", "products: [Zen]\n")]);
    let run = || folder.run(&["check", "--format", "json"]).exits(0).stdout.clone();
    let first = run();
    assert!((0..5).all(|_| run() == first));
}
