//! What counts of what is found: baselines, changed lines and safe changes, on scratch folders and scratch repositories.

use std::process::Command;

use claimlint::render::Format;

use crate::cli::Folder;

const QUIET: &str = "rules: {'disclosure/*': off}\n";
const KNOWN: &str = "Kratom treats depression.\n";

fn folder(files: &[(&str, &str)]) -> Folder {
    let folder = Folder::with(files);
    folder.write("claimlint.yml", QUIET.as_bytes());
    folder
}

const CHECK: [&str; 3] = ["check", "--baseline", "known.json"];

#[test]
fn what_the_baseline_knows_does_not_fail_a_run_and_what_is_new_does() {
    let folder = folder(&[("posts/a.md", KNOWN), ("b.md", "Kava cures insomnia.\n")]);
    folder.run(&CHECK).exits(2).says("known.json: no such file");
    folder
        .run(&[&CHECK[..], &["--write-baseline"]].concat())
        .exits(0)
        .says("known.json: 2 findings known now, 0 before");
    let written = folder.read("known.json");
    assert!(written.contains("\"posts/a.md\"") && written.contains("treats depression"), "{written}");
    folder.run(&CHECK).exits(0).says("not counted: 2 known to the baseline");
    let json = folder.run(&[&CHECK[..], &["--format", "json"]].concat()).exits(0).json();
    assert_eq!(json["summary"]["baselined"], 2);
    // The same, written again, is the same.
    folder.run(&[&CHECK[..], &["--write-baseline"]].concat()).exits(0);
    assert_eq!(folder.read("known.json"), written);
    folder.write("b.md", b"Kava cures insomnia.\n\nKava prevents cancer.\n");
    let answer = folder.run(&[&CHECK[..], &["--format", "short"]].concat());
    assert_eq!(answer.exits(1).stdout.lines().count(), 1, "{}", answer.stdout);
}

#[test]
fn a_baseline_survives_edits_elsewhere_moves_and_reformatting() {
    let page = "# Notes\n\nKratom treats depression.\n\nWater is wet.\n\nKava cures insomnia in a week.\n";
    let folder = folder(&[("a.md", page)]);
    folder.run(&[&CHECK[..], &["--write-baseline"]].concat()).exits(0);
    for edited in [
        "---\ntitle: Notes\n---\n\n# Notes\n\nSome new words.\n\nKratom treats depression.\n\nKava cures insomnia in a week.\n",
        "Kava cures insomnia in a week.\n\n# Notes\n\nKratom treats depression.\n",
        "# Notes\r\n\r\n> **Kratom** treats\r\n> *depression*.\r\n\r\n- Kava cures [insomnia](https://x.test) in\r\n  a week.\r\n",
    ] {
        folder.write("a.md", edited.as_bytes());
        folder.run(&CHECK).exits(0);
    }
}

/// A page that gets another name is the same page; a copy is none.
#[test]
fn a_baseline_knows_a_page_under_its_new_name() {
    let folder = folder(&[("blog/a.md", KNOWN), ("b.md", "Kava cures insomnia.\n")]);
    folder.run(&[&CHECK[..], &["--write-baseline"]].concat()).exits(0);
    folder.write("blog/moved.md", KNOWN.as_bytes());
    folder.run(&CHECK).exits(1);
    folder.remove("blog/a.md");
    assert!(!folder.run(&CHECK).exits(0).stderr.contains("stale"));
    // What is new in it is new.
    folder.write("blog/moved.md", format!("{KNOWN}\nKava prevents cancer.\n").as_bytes());
    let answer = folder.run(&[&CHECK[..], &["--format", "short"]].concat());
    assert_eq!(answer.exits(1).stdout.lines().count(), 1, "{}", answer.stdout);
    folder.run(&[&CHECK[..], &["--write-baseline"]].concat()).exits(0).says("3 findings known now, 2 before");
    let written = folder.read("known.json");
    assert!(written.contains("blog/moved.md") && !written.contains("blog/a.md"), "{written}");
}

/// A run that did not look where a page may have gone neither says that it is stale nor forgets what is known of it.
#[test]
fn a_page_with_a_new_name_that_was_not_judged_stays_known() {
    let folder = folder(&[("a/1.md", KNOWN), ("b/2.md", KNOWN), ("b/3.md", "Kava cures insomnia.\n")]);
    folder.run(&[&CHECK[..], &["--write-baseline"]].concat()).exits(0).says("3 findings known now");
    folder.write("b/33.md", b"Kava cures insomnia.\n");
    folder.remove("b/3.md");
    assert!(!folder.run(&[&CHECK[..], &["a"]].concat()).exits(0).stderr.contains("stale"));
    folder.run(&[&CHECK[..], &["--write-baseline", "a"]].concat()).exits(0).says("3 findings known now, 3 before");
    assert!(!folder.run(&CHECK).exits(0).says("3 known to the baseline").stderr.contains("stale"));
    // Once it is judged it is known by its new name only.
    folder
        .run(&[&CHECK[..], &["--write-baseline", "b/33.md"]].concat())
        .exits(0)
        .says("3 findings known now, 3 before");
    let written = folder.read("known.json");
    assert!(written.contains("b/33.md") && !written.contains("b/3.md"), "{written}");
}

/// Wherever a baseline is kept, its names are ways from there.
#[test]
fn a_baseline_beside_the_pages_or_in_another_folder_knows_them() {
    let folder = folder(&[("posts/a.md", KNOWN), ("b.md", KNOWN)]);
    let check = ["check", "--baseline", "ci/known.json"];
    std::fs::create_dir(folder.path().join("ci")).unwrap();
    folder.run(&[&check[..], &["--write-baseline"]].concat()).exits(0);
    let written = folder.read("ci/known.json");
    assert!(written.contains("\"../b.md\"") && written.contains("\"../posts/a.md\""), "{written}");
    assert!(!folder.run(&check).exits(0).stderr.contains("stale"));
    folder.run(&[&check[..], &["--write-baseline", "b.md"]].concat()).exits(0).says("2 findings known now, 2 before");
    // One from before, with ways from the working folder, holds, and is written anew.
    folder.write("ci/known.json", written.replace("../", "").as_bytes());
    folder.run(&check).exits(0).says("2 known to the baseline");
    folder.run(&[&check[..], &["--write-baseline"]].concat()).exits(0);
    assert_eq!(folder.read("ci/known.json"), written);
}

/// What is known of a page that is gone is known of one page, not of as many as come to say the same.
#[test]
fn a_page_that_is_gone_excuses_one_page() {
    let folder = folder(&[("a.md", KNOWN), ("z.md", "Water is wet.\n")]);
    folder.run(&[&CHECK[..], &["--write-baseline"]].concat()).exits(0);
    folder.remove("a.md");
    for name in ["b.md", "c.md", "d.md"] {
        folder.write(name, KNOWN.as_bytes());
    }
    for threads in ["1", "3"] {
        let answer = folder.run(&[&CHECK[..], &["--format", "short", "--threads", threads]].concat());
        let lines: Vec<&str> = answer.exits(1).stdout.lines().map(|line| &line[..4]).collect();
        assert_eq!(lines, ["c.md", "d.md"]);
    }
}

#[test]
fn a_second_one_like_the_first_is_new() {
    let folder = folder(&[("a.md", KNOWN)]);
    folder.run(&[&CHECK[..], &["--write-baseline"]].concat()).exits(0);
    folder.write("a.md", format!("{KNOWN}\n{KNOWN}").as_bytes());
    let answer = folder.run(&[&CHECK[..], &["--format", "short"]].concat());
    assert_eq!(answer.exits(1).stdout.lines().count(), 1);
}

#[test]
fn stale_entries_are_told_and_taken_out() {
    let folder = folder(&[("a.md", KNOWN), ("b.md", KNOWN), ("c.md", KNOWN)]);
    folder.run(&[&CHECK[..], &["--write-baseline"]].concat()).exits(0);
    folder.write("a.md", b"Nothing.\n");
    folder.remove("b.md");
    folder.run(&CHECK).exits(0).says("2 entries of the baseline are stale (a.md, b.md)");
    // A run over some files leaves what is known of others.
    folder.run(&[&CHECK[..], &["--write-baseline", "a.md"]].concat()).exits(0).says("2 findings known now, 3 before");
    folder.run(&CHECK).exits(0).says("1 entry of the baseline is stale (b.md)");
    folder.run(&[&CHECK[..], &["--write-baseline"]].concat()).exits(0).says("1 finding known now, 2 before");
    let written = folder.read("known.json");
    assert!(written.contains("c.md") && !written.contains("a.md") && !written.contains("b.md"), "{written}");
    assert!(!folder.run(&CHECK).exits(0).stderr.contains("stale"));
}

#[test]
fn a_baseline_of_the_configuration_counts_and_a_broken_one_fails_closed() {
    let folder = folder(&[("posts/a.md", KNOWN)]);
    folder.write("claimlint.yml", format!("{QUIET}baseline: known.json\n").as_bytes());
    folder.run(&["check"]).exits(2).says("known.json: no such file").says("claimlint.yml:2:11");
    folder.run(&["check", "--baseline", "none.json"]).exits(2).says("`--write-baseline` begins one");
    folder.run(&["check", "--write-baseline"]).exits(0);
    folder.run(&["check"]).exits(0);
    folder.run(&["check", "--no-config", "posts"]).exits(1);
    folder.write("known.json", b"{\"version\": 1,\n \"files\": 7}\n");
    folder.run(&["check"]).exits(2).says("this is no baseline").says("known.json:2:");
    Folder::with(&[("a.md", KNOWN)]).run(&["check", "--write-baseline"]).exits(2).says("--baseline FILE");
    // It is known before anything is judged.
    let homeless = Folder::with(&[("a.md", KNOWN)]);
    assert_eq!(homeless.run(&["check", "--write-baseline"]).stdout, "");
}

/// A merge that was not finished, a pack that does not load: what such a run finds is no ground to bless or change files.
#[test]
fn nothing_is_written_before_the_configuration_is_in_order() {
    let page = format!("{KNOWN}\n<!-- claimlint-allow claim/cure: old -->\n\nThe museum opens.\n");
    let folder = folder(&[("a.md", &page), ("b.md", KNOWN)]);
    folder.run(&[&CHECK[..], &["--write-baseline"]].concat()).exits(0);
    let known = folder.read("known.json");
    folder.write("claimlint.yml", format!("{QUIET}packs: [gone.yml]\n").as_bytes());
    folder.write("b.md", b"Nothing.\n");
    let told = "nothing is written before the configuration is in order";
    folder.run(&[&CHECK[..], &["--write-baseline"]].concat()).exits(2).says(told);
    folder.run(&["check", "--fix"]).exits(2).says(told);
    assert_eq!((folder.read("known.json"), folder.read("a.md")), (known, page));
    folder.write("claimlint.yml", QUIET.as_bytes());
    folder.write("known.json", b"<<<<<<< HEAD\n");
    let answer = folder.run(&[&CHECK[..], &["--write-baseline"]].concat());
    assert!(!answer.exits(2).says("delete it").stderr.contains("no baseline to write to"), "{}", answer.stderr);
    assert_eq!(folder.read("known.json"), "<<<<<<< HEAD\n");
}

#[test]
fn a_file_that_cannot_be_read_keeps_what_is_known_of_it() {
    let folder = folder(&[("a.md", KNOWN), ("b.md", KNOWN)]);
    folder.run(&[&CHECK[..], &["--write-baseline"]].concat()).exits(0);
    folder.write("a.md", b"\xff");
    folder.run(&[&CHECK[..], &["--write-baseline"]].concat()).exits(2);
    assert!(folder.read("known.json").contains("a.md"));
    // What cannot be read may be a page under its new name.
    folder.remove("a.md");
    folder.write("new.md", b"\xff");
    assert!(!folder.run(&CHECK).exits(2).stderr.contains("stale"));
    folder.run(&[&CHECK[..], &["--write-baseline"]].concat()).exits(2);
    assert!(folder.read("known.json").contains("a.md"));
}

/// A repository with a page of two claims; nothing if there is no git here.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn repository(page: &str) -> Option<Folder> {
    let folder = folder(&[("posts/a.md", page), ("b c é.md", KNOWN)]);
    let git = |arguments: &[&str]| folder.git(arguments);
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("skipped: there is no git here");
        return None;
    }
    git(&["init", "-q"]);
    commit(&folder);
    Some(folder)
}

/// Commits all there is.
fn commit(folder: &Folder) {
    folder.git(&["add", "."]);
    folder.git(&["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-q", "-m", "more"]);
}

/// The lines that count since a revision.
#[track_caller]
fn since(folder: &Folder, revision: &str) -> Vec<String> {
    let answer = folder.run_with_path(env!("PATH"), &["check", "--since", revision, "--format", "short"]);
    let lines: Vec<String> = answer.stdout.lines().map(str::to_owned).collect();
    answer.exits(i32::from(!lines.is_empty()));
    lines.iter().map(|line| line.splitn(3, ':').take(2).collect::<Vec<_>>().join(":")).collect()
}

#[test]
fn since_a_revision_only_changes_count() {
    let page = "# Title\n\nKratom treats\ndepression.\n\nWater is wet.\n\nKava cures insomnia.\n";
    let Some(folder) = repository(page) else { return };
    let since =
        |revision: &str| folder.run_with_path(env!("PATH"), &["check", "--since", revision, "--format", "short"]);
    assert_eq!(since("HEAD").exits(0).stdout, "");
    folder.write("posts/a.md", page.replace("Water is wet.", "Water is very wet.").as_bytes());
    assert_eq!(since("HEAD").exits(0).stdout, "");
    // A changed line changes its paragraph.
    folder.write("posts/a.md", page.replace("depression.", "depression!").as_bytes());
    assert!(since("HEAD").exits(1).stdout.starts_with("posts/a.md:3:"));
    // So does one that is gone.
    folder.write("posts/a.md", page.replace("# Title\n\n", "").as_bytes());
    assert!(since("HEAD").exits(1).stdout.starts_with("posts/a.md:1:"));
    folder.write("posts/a.md", page.as_bytes());
    // A file under a new name is the same file.
    folder.git(&["mv", "posts/a.md", "posts/renamed.md"]);
    assert_eq!(since("HEAD").exits(0).stdout, "");
    folder.write("posts/renamed.md", page.replace("Kava cures", "Kava really cures").as_bytes());
    assert!(since("HEAD").exits(1).stdout.starts_with("posts/renamed.md:8:"));
    folder.write("posts/renamed.md", page.as_bytes());
    // A new file counts as a whole, named or found.
    folder.write("new.md", KNOWN.as_bytes());
    assert!(since("HEAD").exits(1).stdout.starts_with("new.md:1:"));
    folder.remove("new.md");
    folder.write("b c é.md", "Kratom really treats depression.\n".as_bytes());
    assert!(since("HEAD").exits(1).stdout.starts_with("b c é.md:1:"));
}

/// What has been done on the other branch meanwhile is no change of this one.
#[test]
fn since_a_branch_that_has_gone_on_only_own_changes_count() {
    let Some(folder) = repository(KNOWN) else { return };
    folder.git(&["branch", "-m", "main"]);
    folder.git(&["checkout", "-q", "-b", "work"]);
    folder.write("b.md", b"Water is wet.\n");
    commit(&folder);
    folder.git(&["checkout", "-q", "main"]);
    folder.write("posts/a.md", b"Kratom is a plant.\n");
    commit(&folder);
    // From behind, nothing is told of what is ahead; what is not committed counts.
    folder.git(&["checkout", "-q", "work"]);
    assert!(since(&folder, "main").is_empty());
    folder.write("b.md", b"Water is wet.\n\nKava cures insomnia.\n");
    assert_eq!(since(&folder, "main"), ["b.md:3"]);
    commit(&folder);
    assert_eq!(since(&folder, "main"), ["b.md:3"]);
    // A revision that HEAD has gone on to, and HEAD itself.
    folder.git(&["checkout", "-q", "work~1"]);
    assert!(since(&folder, "work").is_empty());
    folder.write("b.md", b"Kava cures insomnia.\n");
    folder.write("new.md", KNOWN.as_bytes());
    assert_eq!(since(&folder, "work"), ["b.md:1", "new.md:1"]);
    assert_eq!(since(&folder, "HEAD"), ["b.md:1", "new.md:1"]);
}

#[test]
fn since_fails_closed_where_histories_do_not_meet() {
    let Some(folder) = repository(KNOWN) else { return };
    let fails = |folder: &Folder, revision: &str| {
        let answer = folder.run_with_path(env!("PATH"), &["check", "--since", revision, "--format", "short"]);
        answer.exits(2).says("have in common").says("`fetch-depth: 0`");
    };
    folder.git(&["branch", "-m", "main"]);
    folder.git(&["checkout", "-q", "--orphan", "other"]);
    // There is no commit yet, then there is one with another root.
    fails(&folder, "main");
    folder.write("o.md", b"Water is wet.\n");
    commit(&folder);
    fails(&folder, "main");
    folder.git(&["checkout", "-q", "-b", "work", "main"]);
    folder.write("b.md", KNOWN.as_bytes());
    commit(&folder);
    folder.git(&["checkout", "-q", "main"]);
    folder.write("c.md", KNOWN.as_bytes());
    commit(&folder);
    let (shallow, origin) = (Folder::with(&[]), format!("file://{}", folder.path().display()));
    shallow.git(&["clone", "-q", "--depth", "1", "--branch", "work", "--no-single-branch", &origin, "."]);
    fails(&shallow, "origin/main");
    shallow.git(&["fetch", "-q", "--unshallow"]);
    assert_eq!(since(&shallow, "origin/main"), ["b.md:1"]);
}

/// What is read is the file behind a link; a link that is new shows all of it for the first time.
#[cfg(unix)]
#[test]
fn since_a_revision_a_link_has_changed_with_the_file_behind_it() {
    use std::os::unix::fs::symlink;
    let Some(folder) = repository(KNOWN) else { return };
    let link = |to: &str, name: &str| {
        let _ = std::fs::remove_file(folder.path().join(name));
        symlink(to, folder.path().join(name)).expect("a link");
    };
    let of = |name: &str| {
        let answer = folder.run_with_path(env!("PATH"), &["check", "--since", "HEAD", "--format", "short", name]);
        answer.stdout.lines().count()
    };
    link("posts/a.md", "first.md");
    link("first.md", "second.md");
    commit(&folder);
    assert_eq!((of("first.md"), of("second.md")), (0, 0));
    folder.write("posts/a.md", format!("{KNOWN}\nKava cures insomnia.\n").as_bytes());
    assert_eq!((of("first.md"), of("second.md"), of("posts/a.md")), (1, 1, 1));
    commit(&folder);
    link("b c é.md", "first.md");
    link("posts/a.md", "new.md");
    assert_eq!((of("first.md"), of("second.md"), of("new.md"), of("posts/a.md")), (1, 1, 2, 0));
    // What is behind it may be nothing of git's.
    let outside = Folder::with(&[("o.md", KNOWN)]);
    link(outside.path().join("o.md").to_str().expect("a name"), "first.md");
    commit(&folder);
    assert_eq!(of("first.md"), 1);
}

/// Not every system has such names.
#[cfg(target_os = "linux")]
#[test]
fn since_a_revision_files_with_any_name_count() {
    use std::os::unix::ffi::OsStrExt;
    let Some(folder) = repository(KNOWN) else { return };
    for name in [&b"caf\xe9.md"[..], b":(top)x.md", b"[a].md", b"new\nline.md"] {
        let path = folder.path().join(std::ffi::OsStr::from_bytes(name));
        std::fs::write(&path, KNOWN).expect("a file");
        assert_eq!(since(&folder, "HEAD").len(), 1, "{name:?}");
        commit(&folder);
        assert!(since(&folder, "HEAD").is_empty(), "{name:?}");
        std::fs::write(&path, "Kava really cures insomnia.\n").expect("a file");
        assert_eq!(since(&folder, "HEAD").len(), 1, "{name:?}");
        commit(&folder);
    }
}

#[test]
fn since_a_revision_a_submodule_counts_since_the_commit_that_it_was_at() {
    let Some(folder) = repository(KNOWN) else { return };
    let page = "Kratom treats depression.\n\nWater is wet.\n";
    let Some(theme) = repository(page) else { return };
    let from = theme.path().to_str().expect("a name");
    folder.git(&["-c", "protocol.file.allow=always", "submodule", "-q", "add", from, "shared theme"]);
    // Its files are new as long as it is.
    assert!(since(&folder, "HEAD").contains(&"shared theme/posts/a.md:1".to_owned()));
    commit(&folder);
    assert!(since(&folder, "HEAD").is_empty());
    let changed = page.replace("Water is wet.", "Kava cures insomnia.");
    folder.write("shared theme/posts/a.md", changed.as_bytes());
    folder.write("shared theme/new.md", KNOWN.as_bytes());
    let both = ["shared theme/new.md:1", "shared theme/posts/a.md:3"];
    assert_eq!(since(&folder, "HEAD"), both);
    // Committed in it, then in the repository around it.
    folder.git(&["-C", "shared theme", "add", "."]);
    folder.git(&["-C", "shared theme", "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-q", "-m", "more"]);
    assert_eq!(since(&folder, "HEAD"), both);
    commit(&folder);
    assert!(since(&folder, "HEAD").is_empty());
    assert_eq!(since(&folder, "HEAD~1"), both);
    // A hook runs where the environment names the repository around it.
    let around = [("PATH", std::path::Path::new(env!("PATH"))), ("GIT_DIR", std::path::Path::new(".git"))];
    let answer = folder.run_in(".", &around, &["check", "--since", "HEAD", "--format", "short"]);
    assert_eq!(answer.exits(0).stdout, "");
}

#[test]
fn since_a_revision_nobodys_settings_change_what_counts() {
    let filler = "The museum opens at nine, and tea is served from ten.\n\n".repeat(4);
    let page = format!("Kratom treats depression.\n\nKava cures insomnia.\n\nWater is wet.\n\n{filler}");
    let Some(folder) = repository(&page) else { return };
    let expected = ["b c é.md:1", "moved.md:1", "moved.md:5"];
    folder.git(&["mv", "posts/a.md", "moved.md"]);
    let changed = page.replace("Water is wet", "Kelp cures gout").replace("Kratom", "Kratom tea");
    folder.write("moved.md", changed.as_bytes());
    folder.write("b c é.md", b"Kratom really treats depression.\n");
    assert_eq!(since(&folder, "HEAD"), expected);
    for setting in [
        ["diff.interHunkContext", "10"],
        ["diff.context", "10"],
        ["diff.noprefix", "true"],
        ["diff.mnemonicPrefix", "true"],
        ["diff.external", "true"],
        ["diff.renames", "false"],
        ["diff.renameLimit", "1"],
        ["diff.algorithm", "patience"],
        ["diff.relative", "true"],
        ["color.ui", "always"],
        ["color.diff", "always"],
        ["core.quotePath", "true"],
        ["diff.prose.textconv", "tr a-z A-Z <"],
    ] {
        folder.git(&["config", setting[0], setting[1]]);
        folder.write(".git/info/attributes", b"*.md diff=prose\n");
        assert_eq!(since(&folder, "HEAD"), expected, "{setting:?}");
    }
    let path = std::path::Path::new(env!("PATH"));
    for said in [("GIT_DIFF_OPTS", "--unified=10"), ("GIT_GLOB_PATHSPECS", "1"), ("GIT_EXTERNAL_DIFF", "true")] {
        let environment = [("PATH", path), (said.0, std::path::Path::new(said.1))];
        let answer = folder.run_in(".", &environment, &["check", "--since", "HEAD", "--format", "short"]);
        assert_eq!(answer.exits(1).stdout.lines().count(), expected.len(), "{said:?}");
    }
}

#[test]
fn since_fails_closed() {
    let Some(folder) = repository(KNOWN) else { return };
    folder
        .run_with_path(env!("PATH"), &["check", "--since", "no-such-branch"])
        .exits(2)
        .says("git knows no such revision")
        .says("`fetch-depth: 0`");
    folder.run_with_path(env!("PATH"), &["check", "--since", "--upload-pack=x"]).exits(2);
    folder.run_with_path(env!("PATH"), &["check", "--since=--output=x", "posts"]).exits(2);
    folder.run_with_path("/nowhere", &["check", "--since", "HEAD"]).exits(2).says("git cannot be run");
    let nowhere = Folder::with(&[("a.md", KNOWN)]);
    nowhere.run_with_path(env!("PATH"), &["check", "--since", "HEAD"]).exits(2).says("--since HEAD");
}

#[test]
fn whoever_has_drafts_put_in_is_told_to_read_them() {
    let page = "# Kratom\n\nKratom treats depression.\n";
    let folder = Folder::with(&[("a.md", page)]);
    folder.run(&["check", "--diff"]).exits(1).says("can be made; one is a draft of what is missing: read it");
    folder.run(&["check", "--fix"]).exits(1).says("made; one is a draft of what is missing: read it");
    assert!(folder.read("a.md").len() > page.len());
}

#[test]
fn safe_changes_are_made_once_and_only_when_asked_for() {
    let page = "\u{feff}# Title\r\n\r\nKratom treats depr3ssion.\r\n\r\n<!-- claimlint-allow claim/cure: old -->\r\n\r\nThe museum opens.\r\n";
    let folder = folder(&[("a.md", page), ("clean.md", "Nothing.\n")]);
    folder.run(&["check"]).exits(1);
    assert_eq!(folder.read("a.md"), page);
    let diff = folder.run(&["check", "--diff"]);
    assert_eq!(folder.read("a.md"), page);
    for line in [
        "--- a/a.md",
        "+++ b/a.md",
        "-Kratom treats depr3ssion.",
        "+Kratom treats depression.",
        "-<!-- claimlint-allow",
    ] {
        assert!(diff.exits(1).stdout.contains(line), "no {line} in {}", diff.stdout);
    }
    folder.run(&["check", "--fix"]).exits(1).says("2 safe changes made\n");
    let fixed = "\u{feff}# Title\r\n\r\nKratom treats depression.\r\n\r\nThe museum opens.\r\n";
    assert_eq!(folder.read("a.md"), fixed);
    let again = folder.run(&["check", "--fix"]);
    assert!(!again.exits(1).stderr.contains("safe change"));
    assert_eq!(folder.read("a.md"), fixed);
    assert_eq!(folder.run(&["check", "--diff"]).exits(1).stdout, "");
}

/// A page of one misspelt word that `--fix` mends.
const SLIP: &str = "Kratom treats depr3ssion.\n";
const MENDED: &str = "Kratom treats depression.\n";

#[test]
fn a_read_only_page_stays_as_it_is_and_the_others_are_mended() {
    let folder = folder(&[("a.md", SLIP), ("b.md", SLIP), ("r.json", "old")]);
    let read_only = |name: &str| {
        let path = folder.path().join(name);
        let mut permissions = std::fs::metadata(&path).expect("a file").permissions();
        permissions.set_readonly(true);
        std::fs::set_permissions(&path, permissions).expect("permissions");
    };
    read_only("a.md");
    read_only("r.json");
    folder.run(&["check", "--fix"]).exits(2).says("a.md: this file is read-only").says("1 safe change made");
    assert_eq!((folder.read("a.md").as_str(), folder.read("b.md").as_str()), (SLIP, MENDED));
    folder.run(&["check", "b.md", "--format", "json=r.json"]).exits(2).says("r.json: this file is read-only");
    assert_eq!(folder.read("r.json"), "old");
    assert_eq!(names(&folder), ["a.md", "b.md", "claimlint.yml", "r.json"]);
}

/// All files of a folder, hidden ones, too.
fn names(folder: &Folder) -> Vec<String> {
    let entries = std::fs::read_dir(folder.path()).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[cfg(unix)]
#[test]
fn a_page_that_is_mended_keeps_its_names_its_owner_and_who_may_read_it() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let folder = folder(&[("a.md", &format!("{SLIP}\nAnd more of it, so that the old text is longer.\n"))]);
    let path = |name: &str| folder.path().join(name);
    let about = |name: &str| std::fs::metadata(path(name)).expect("a file");
    std::fs::set_permissions(path("a.md"), std::fs::Permissions::from_mode(0o640)).expect("permissions");
    // The safe way gives a new file the old one's name.
    let before = about("a.md").ino();
    folder.run(&["check", "--fix"]).exits(1);
    assert_ne!(about("a.md").ino(), before);
    assert_eq!(about("a.md").permissions().mode() & 0o777, 0o640);
    // One with two names keeps both.
    folder.write("a.md", SLIP.as_bytes());
    std::fs::hard_link(path("a.md"), path("other.md")).expect("a link");
    folder.run(&["check", "--fix", "a.md"]).exits(1).says("1 safe change made");
    assert_eq!((folder.read("a.md").as_str(), folder.read("other.md").as_str()), (MENDED, MENDED));
    assert_eq!((about("a.md").nlink(), about("a.md").permissions().mode() & 0o777), (2, 0o640));
    folder.remove("other.md");
    // Only root may give files away.
    folder.write("a.md", SLIP.as_bytes());
    if std::os::unix::fs::chown(path("a.md"), Some(1234), Some(1235)).is_ok() {
        folder.run(&["check", "--fix"]).exits(1);
        assert_eq!((about("a.md").uid(), about("a.md").gid(), folder.read("a.md").as_str()), (1234, 1235, MENDED));
    }
    assert_eq!(names(&folder), ["a.md", "claimlint.yml"]);
}

#[test]
fn only_what_is_unused_is_taken_out_of_a_suppression() {
    let rule = "claim/disease-treatment";
    for (page, fixed) in [
        (
            format!("<!-- claimlint-allow claim/cure, {rule}, claim/testimonial: r -->\n\n{KNOWN}"),
            format!("<!-- claimlint-allow {rule}: r -->\n\n{KNOWN}"),
        ),
        (
            "One.\n\n<!-- claimlint-allow-begin claim/cure: r -->\n\nTwo.\n\n<!-- claimlint-allow-end -->\n\nThree.\n"
                .to_owned(),
            "One.\n\nTwo.\n\nThree.\n".to_owned(),
        ),
        ("One <!-- claimlint-allow claim/cure: r --> two.\n".to_owned(), "One  two.\n".to_owned()),
        ("<!-- claimlint-allow-file claim/cure, claim/testimonial: r -->\nOne.\n".to_owned(), "One.\n".to_owned()),
    ] {
        let folder = folder(&[("a.md", &page)]);
        folder.run(&["check", "--fix"]).exits(0);
        assert_eq!(folder.read("a.md"), fixed);
    }
}

#[test]
fn words_keep_their_case_and_markup_is_left_alone() {
    for (written, plain) in [("C u r e s", "Cures"), ("CUR3S", "CURES"), ("сures", "cures"), ("c**ur3**s", "c**ur3**s")]
    {
        let page = format!("Kratom {written} depression.\n");
        let folder = folder(&[("a.md", &page)]);
        folder.run(&["check", "--fix"]).exits(1);
        assert_eq!(folder.read("a.md"), format!("Kratom {plain} depression.\n"));
    }
}

/// A name may hold what ends a line of a diff, or be no UTF-8, and be as long as names can be.
#[cfg(target_os = "linux")]
#[test]
fn changes_of_files_with_odd_names_can_be_applied() {
    use std::os::unix::ffi::OsStrExt;
    let page = "<!-- claimlint-allow claim/cure: old -->\n\nThe museum opens.\n";
    let names = [&b"a\nb \"c\".md"[..], b"\xffd.md", &[&[b'e'; 248][..], b".md"].concat()];
    let folder = folder(&[]);
    let places = names.map(|name| folder.path().join(std::ffi::OsStr::from_bytes(name)));
    let write = || places.iter().for_each(|place| std::fs::write(place, page).unwrap());
    #[expect(clippy::disallowed_methods, reason = "reads what the binary wrote")]
    let read = || places.each_ref().map(|place| std::fs::read_to_string(place).unwrap());
    write();
    let diff = folder.run(&["check", "--diff"]).stdout;
    folder.run(&["check", "--fix"]).exits(0).says("3 safe changes made");
    let fixed = read();
    assert!(fixed.iter().all(|text| !text.contains("allow")), "{fixed:?}");
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("skipped: there is no git here");
        return;
    }
    write();
    folder.write("changes.diff", diff.as_bytes());
    folder.git(&["apply", "changes.diff"]);
    assert_eq!(read(), fixed);
}

#[test]
fn what_contradicts_itself_is_refused() {
    let folder = folder(&[("a.md", KNOWN)]);
    for arguments in [
        &["check", "--fix", "--diff"][..],
        &["check", "--fix", "--since", "HEAD"],
        &["check", "-", "--fix"],
        &["check", "--diff", "--format", "json"],
        &["check", "--write-baseline", "--baseline", "b.json", "--since", "HEAD"],
        &["check", "--threads", "0"],
    ] {
        folder.run(arguments).exits(2);
    }
    folder.run(&["check", "--diff", "--format", "json=r.json"]).exits(1);
}

#[test]
fn any_number_of_threads_writes_the_same_bytes_and_one_bad_file_hides_no_other() {
    let folder = folder(&[]);
    for at in 0..300 {
        let page = if at % 7 == 0 { KNOWN.repeat(at % 5 + 1) } else { format!("Page {at}.\n") };
        folder.write(&format!("d{}/p{at}.md", at % 10), page.as_bytes());
    }
    folder.write("d5/bad.md", b"\xff\xfe");
    let files: Vec<String> = Format::ALL.iter().map(|format| format!("{0}=out.{0}", format.name())).collect();
    let run = |threads| {
        let formats: Vec<&str> = files.iter().flat_map(|file| ["--format", file]).collect();
        let answer = folder.run(&[&["check", "--threads", threads][..], &formats].concat());
        answer.exits(2).says("d5/bad.md: not UTF-8").says("300 files");
        (answer.stderr, Format::ALL.map(|format| folder.read(&format!("out.{}", format.name()))))
    };
    let (one, eight) = (run("1"), run("8"));
    assert_eq!(one.0, eight.0);
    for (format, (one, eight)) in Format::ALL.iter().zip(one.1.iter().zip(&eight.1)) {
        assert!(one == eight, "{format:?} depends on the number of threads");
        assert!(one.contains("d0/p0.md"), "{format:?}: {one}");
    }
}

#[test]
fn of_ten_thousand_files_a_bad_one_is_told_and_the_rest_is_checked() {
    let folder = folder(&[]);
    for at in 0..10_000 {
        folder.write(&format!("d{}/p{at}.md", at % 100), b"The museum opens at nine.\n");
    }
    folder.write("d7/bad.md", b"\xff");
    folder.write("d8/claim.md", KNOWN.as_bytes());
    let answer = folder.run(&["check", "--format", "short", "--threads", "4"]);
    answer.exits(2).says("d7/bad.md: not UTF-8").says("10,001 files");
    assert_eq!(answer.stdout.lines().count(), 1, "{}", answer.stdout);
}
