//! What is ready-made for gates, shells and readers of manuals, each tried with the program that reads it, where that is
//! installed: the GitHub Action, the pre-commit hook, the GitLab snippet, completions and manual pages.

#![expect(clippy::unwrap_used, reason = "the functions beside the tests are tests, too")]

use std::process::{Command, Output};

use crate::cli::Folder;
use crate::repository::{read, root};

const CLAIM: &str = "Kratom cures depression.\n";

/// What a program says, if there is such a program.
fn run(program: &str, arguments: &[&str]) -> Option<Output> {
    Command::new(program).args(arguments).current_dir(root("")).output().ok()
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// The script of a step of the action.
fn script_of_the_action(step: &str) -> String {
    let action = read("action.yml");
    let script = action.split_once(&format!("- name: {step}\n")).unwrap().1.split_once("run: |\n").unwrap().1;
    let own = script.lines().take_while(|line| line.is_empty() || line.starts_with("        "));
    own.map(|line| line.trim_start_matches("        ").to_owned() + "\n").collect()
}

/// Bash as the runner calls it; nothing if there is none.
fn bash(folder: &Folder, environment: &[(&str, &str)]) -> Option<Output> {
    let mut bash = Command::new("bash");
    bash.args(["--noprofile", "--norc", "-eo", "pipefail", "step.sh"]).envs(environment.iter().copied());
    bash.env("GITHUB_OUTPUT", folder.path().join("out")).current_dir(folder.path()).output().ok()
}

#[cfg(unix)]
#[test]
fn the_action_checks_what_it_is_told_and_keeps_the_exit_code() {
    let script = script_of_the_action("Check");
    let folder = Folder::with(&[("a b.md", CLAIM), ("c.md", "Nothing.\n"), ("step.sh", &script)]);
    let installed = folder.path().join("temp/claimlint/bin");
    std::fs::create_dir_all(&installed).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_claimlint"), installed.join("claimlint")).unwrap();
    let temp = folder.path().join("temp").display().to_string();
    let step = |paths: &str, fail_on: &str, formats: &str| {
        let inputs = [("PATHS", paths), ("FAIL_ON", fail_on), ("FORMATS", formats), ("CONFIG", "")];
        let more = [("MORE", "--statistics\n--threads=1\n"), ("RUNNER_TEMP", &temp)];
        bash(&folder, &[&inputs[..], &more[..]].concat())
    };
    let Some(found) = step("a b.md\nc.md\n", "", "github\nsarif=o.sarif\n") else {
        eprintln!("SKIPPED: no bash");
        return;
    };
    assert_eq!(found.status.code(), Some(1), "{}", words(&found));
    assert!(String::from_utf8_lossy(&found.stdout).starts_with("::error file=a b.md,line=1"), "{}", words(&found));
    assert!(folder.read("o.sarif").contains("claim/cure") && words(&found).contains("by family"));
    let codes = [(".", "never", 0), ("c.md", "", 0), ("gone.md", "", 2), ("--fix", "", 2)];
    for (paths, fail_on, code) in codes {
        let answer = step(paths, fail_on, "github").unwrap();
        assert_eq!(answer.status.code(), Some(code), "{paths}: {}", words(&answer));
        assert!(folder.read("out").ends_with(&format!("exit-code={code}\n")));
    }
    assert_eq!(folder.read("a b.md"), CLAIM, "a path is no option");
}

/// A build is kept under a name that changes with what is built, and with nothing else.
#[cfg(unix)]
#[test]
fn the_action_names_a_build_by_its_tag_or_its_source() {
    let script = script_of_the_action("Name the build");
    let source =
        [("Cargo.toml", "a"), ("Cargo.lock", "b"), ("build.rs", "c"), ("src/a b.rs", "d"), ("rules/e.yml", "e")];
    let folder = Folder::with(&[&source[..], &[("step.sh", &script)]].concat());
    let home = folder.path().display().to_string();
    let named = |version: &str| {
        let answer = bash(&folder, &[("ACTION_PATH", &home), ("VERSION", version)])?;
        assert!(answer.status.success(), "{}", words(&answer));
        folder.read("out").lines().last().map(str::to_owned)
    };
    let Some(tag) = named("v1.2.3") else {
        eprintln!("SKIPPED: no bash");
        return;
    };
    assert_eq!(tag, "source=v1.2.3");
    let first = named("");
    assert_eq!(first, named(""));
    folder.write("README.md", b"words");
    assert_eq!(first, named(""));
    folder.write("rules/e.yml", b"other rules");
    assert_ne!(first, named(""));
}

#[test]
fn the_action_and_the_hook_are_what_their_readers_expect() {
    let schema = ["--builtin-schema", "vendor.github-actions", "action.yml"];
    match run("check-jsonschema", &schema) {
        Some(answer) => assert!(answer.status.success(), "{}", words(&answer)),
        None => eprintln!("SKIPPED: no check-jsonschema; .ci/run gets it"),
    }
    match run("pre-commit", &["validate-manifest", ".pre-commit-hooks.yaml"]) {
        Some(answer) => assert!(answer.status.success(), "{}", words(&answer)),
        None => eprintln!("SKIPPED: no pre-commit; .ci/run gets it"),
    }
}

/// pre-commit hands over the names of changed files; a commit without Markdown is none of its business.
#[test]
fn the_hook_checks_the_files_of_a_commit_and_changes_nothing() {
    let hooks = read(".pre-commit-hooks.yaml");
    let entry = hooks.lines().find_map(|line| line.strip_prefix("  entry: claimlint ")).unwrap();
    let folder = Folder::with(&[("a.md", CLAIM), ("b.mdx", "Nothing.\n")]);
    let hook = |files: &[&str]| folder.run(&[entry.split(' ').collect(), files.to_vec()].concat());
    hook(&["a.md", "b.mdx"]).exits(1);
    hook(&["b.mdx"]).exits(0);
    assert_eq!(folder.read("a.md"), CLAIM);
}

/// A program that was built with a newer libc does not start on an older one.
#[test]
fn the_image_runs_on_the_debian_that_it_is_built_on() {
    let docker = read("Dockerfile");
    let images = docker.lines().filter_map(|line| line.strip_prefix("FROM ")?.split(' ').next());
    let releases: Vec<&str> =
        images.filter_map(|image| image.split([':', '-']).find(|part| *part == "bookworm")).collect();
    assert_eq!(releases.len(), docker.matches("FROM ").count(), "{docker}");
}

/// `--since` asks git, which trusts no checkout of somebody else's, and in CI every checkout is.
#[test]
fn the_image_has_a_git_that_reads_what_is_mounted() {
    let docker = read("Dockerfile");
    let last = docker.split("FROM ").last().unwrap();
    for part in ["apt-get install -y --no-install-recommends git ", "git config --system --add safe.directory '*'"] {
        assert!(last.contains(part), "no {part} in {last}");
    }
}

#[test]
fn the_snippet_for_gitlab_writes_the_report_that_it_names() {
    let readme = read("README.md");
    let script = readme.lines().find_map(|line| line.strip_prefix("  script: claimlint ")).unwrap();
    let report = readme.split("codequality: ").nth(1).and_then(|rest| rest.split('}').next()).unwrap();
    let folder = Folder::with(&[("content/a.md", CLAIM)]);
    folder.run(&script.split(' ').collect::<Vec<_>>()).exits(1);
    assert!(folder.read(report).contains("\"check_name\""), "{}", folder.read(report));
}

#[cfg(unix)]
#[test]
fn bash_completes_commands_options_and_their_values() {
    let folder = Folder::with(&[("a.md", CLAIM)]);
    folder.write("completions", folder.run(&["completions", "bash"]).exits(0).stdout.as_bytes());
    let complete = |line: &str| {
        let ask = "source completions; COMP_WORDS=($1 \"$2\"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=()
                   _claimlint claimlint \"$2\" \"${COMP_WORDS[COMP_CWORD-1]}\"; echo \"${COMPREPLY[*]}\"";
        let (before, word) = line.rsplit_once(' ').unwrap();
        let bash =
            Command::new("bash").args(["--norc", "-c", ask, "bash", before, word]).current_dir(folder.path()).output();
        bash.ok().map(|answer| String::from_utf8_lossy(&answer.stdout).trim().to_owned())
    };
    for (line, words) in [
        ("claimlint ch", "check"),
        ("claimlint check --fa", "--fail-on"),
        ("claimlint check --fail-on w", "warning"),
        ("claimlint check --format s", "short sarif"),
        ("claimlint check --profile au", "au"),
        ("claimlint schema r", "report"),
    ] {
        let Some(offered) = complete(line) else {
            eprintln!("SKIPPED: no bash");
            return;
        };
        assert_eq!(offered, words, "{line}");
    }
}

#[cfg(unix)]
#[test]
fn fish_and_zsh_complete_commands_options_and_their_values() {
    let folder = Folder::with(&[("a.md", CLAIM)]);
    for (shell, file) in [("fish", "claimlint.fish"), ("zsh", "_claimlint")] {
        folder.write(file, folder.run(&["completions", shell]).exits(0).stdout.as_bytes());
    }
    let complete = |line: &str| {
        let ask = "source claimlint.fish; complete -C $argv[1]";
        let fish = Command::new("fish").args(["--no-config", "-c", ask, line]).current_dir(folder.path()).output();
        fish.ok().map(|answer| words(&answer))
    };
    for (line, word) in [
        ("claimlint ch", "check\t"),
        ("claimlint check --fa", "--fail-on\t"),
        ("claimlint check --fail-on w", "warning"),
        ("claimlint check --format s", "sarif\t"),
        ("claimlint schema r", "report\t"),
        ("claimlint completions e", "elvish"),
    ] {
        let Some(offered) = complete(line) else {
            eprintln!("SKIPPED: no fish");
            break;
        };
        assert!(offered.lines().any(|offer| offer.starts_with(word)), "{line}: {offered}");
    }
    // What zsh offers needs a terminal; that it takes the script needs none.
    match Command::new("zsh").args(["-f", "-n", "_claimlint"]).current_dir(folder.path()).output() {
        Ok(answer) => assert!(answer.status.success() && words(&answer).is_empty(), "{}", words(&answer)),
        Err(_) => eprintln!("SKIPPED: no zsh"),
    }
}

#[test]
fn manual_pages_can_be_read_without_a_warning() {
    let folder = Folder::with(&[]);
    for page in [&["man"][..], &["man", "check"], &["man", "explain"]] {
        folder.write("page.1", folder.run(page).exits(0).stdout.as_bytes());
        let page = folder.path().join("page.1");
        let Some(answer) = run("man", &["--warnings", "-l", &page.display().to_string()]) else {
            eprintln!("SKIPPED: no man");
            return;
        };
        let complaints = String::from_utf8_lossy(&answer.stderr);
        assert!(answer.status.success() && complaints.is_empty(), "{complaints}");
        assert!(String::from_utf8_lossy(&answer.stdout).contains("SYNOPSIS"), "{}", words(&answer));
    }
}
