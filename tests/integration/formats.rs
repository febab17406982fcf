//! What programs read: each format over one small page with hostile text, as a reviewer can read it; whether it is what
//! its readers expect, and that none of them changes an exit code.

#![expect(clippy::unwrap_used, reason = "the functions beside the tests are tests, too")]

use std::io::Read;
use std::process::Command;

use claimlint::detect::Rule;
use claimlint::lint::FailOn;
use claimlint::render::{Failure, Format, Paint, Run, Totals};
use claimlint::text::SourceFile;

use crate::cli::Folder;
use crate::repository::{LINTER, files, read};

const PAGE: &str = "fixtures/formats/half & half, 50%.md";

/// Where `.ci/run` puts the schema that OASIS publishes; it is not ours to keep here.
const SARIF_SCHEMA: &str = "target/schemas/sarif-2.1.0.json";

/// The page in a format, with one file that could not be read. Only the rules that found something are told.
fn write(format: Format) -> String {
    let report = LINTER.lint(SourceFile::new(PAGE, &read(PAGE)));
    let found = |rule: &&Rule| report.findings.iter().any(|finding| rule.id == finding.rule);
    let rules: Vec<&Rule> = LINTER.engine().rules().iter().filter(found).collect();
    let mut totals = Totals::default();
    totals.add(&report);
    let failures = [Failure::of("gone.md", "no such file or folder")];
    let run = Run {
        totals: &totals,
        fail_on: FailOn::DEFAULT,
        rules_digest: "sha256:00",
        rules: &rules,
        failures: &failures,
    };
    let (mut renderer, mut out) = (format.renderer(Paint::Plain.into(), false), Vec::new());
    renderer.report(&report, &mut out).unwrap();
    renderer.finish(&run, &mut out).unwrap();
    String::from_utf8(out).unwrap().replace(env!("CARGO_PKG_VERSION"), "X.Y.Z")
}

#[test]
fn a_page_is_written_as_recorded() {
    insta::with_settings!({ snapshot_path => "snapshots/formats", prepend_module_to_snapshot => false, omit_expression => true }, {
        for format in Format::ALL {
            let mut text = write(format);
            // The style sheet is a file of its own, which a reviewer reads there.
            if let (Some(from), Some(to)) = (text.find("<style>"), text.find("</style>")) {
                text.replace_range(from + "<style>".len()..to, "…");
            }
            insta::assert_snapshot!(format.name(), text);
        }
    });
}

/// What each file of a format must be to be read at all.
fn parses(format: Format, text: &str) -> Result<(), String> {
    match format {
        Format::Json | Format::Sarif | Format::GitLab | Format::Rdjson => {
            serde_json::from_str::<serde_json::Value>(text).map(drop).map_err(|error| error.to_string())
        }
        Format::JsonLines => text
            .lines()
            .try_for_each(|line| serde_json::from_str::<serde_json::Value>(line).map(drop))
            .map_err(|error| error.to_string()),
        Format::JUnit | Format::Checkstyle => {
            let mut reader = quick_xml::Reader::from_str(text);
            loop {
                match reader.read_event() {
                    Ok(quick_xml::events::Event::Eof) => return Ok(()),
                    Ok(_) => {}
                    Err(error) => return Err(error.to_string()),
                }
            }
        }
        Format::GitHub => {
            let mut lines = text.lines();
            let sound = |line: &str| line.starts_with("::") && line.matches("::").count() >= 2;
            lines.try_for_each(|line| if sound(line) { Ok(()) } else { Err(line.to_owned()) })
        }
        Format::Html => {
            let whole = text.starts_with("<!DOCTYPE html>") && text.ends_with("</html>\n");
            let still = !text.contains("<script") && !text.contains("javascript:") && !text.contains("src=");
            if whole && still { Ok(()) } else { Err(text.to_owned()) }
        }
        Format::Full | Format::Short => Ok(()),
    }
}

#[test]
fn no_format_changes_an_exit_code_and_each_can_be_read_every_time() {
    let folder = Folder::with(&[
        ("clean/a.md", "The museum opens at nine.\n"),
        ("found/50%, \u{1b}[31m\u{202e} a&b.md", &read(PAGE)),
        ("empty/readme.txt", ""),
    ]);
    folder.write("bad/b.md", b"\xff");
    for format in Format::ALL {
        for (path, code) in [("clean", 0), ("found", 1), ("bad", 2), ("gone.md", 2), ("empty", 3)] {
            let answer = folder.run(&["check", path, "--format", format.name()]);
            answer.exits(code);
            parses(format, &answer.stdout).unwrap_or_else(|error| panic!("{format:?} of {path}: {error}"));
            if !matches!(format, Format::Json | Format::JsonLines) {
                let raw = |c| matches!(c, '\u{1b}' | '\u{202e}');
                let shown = answer.stdout.replace("[31m\u{202e} a", "");
                assert!(
                    !shown.contains(raw) || matches!(format, Format::Rdjson | Format::GitLab),
                    "{format:?}: {shown}"
                );
            }
        }
        folder.run(&["check", "found", "bad", "--format", format.name()]).exits(2);
        folder.run(&["check", "found", "--fail-on", "never", "--format", format.name()]).exits(0);
        folder.run(&["check", "empty", "--allow-empty", "--format", format.name()]).exits(0);
    }
}

#[test]
fn an_exit_code_follows_from_what_there_is_in_every_combination_and_format() {
    let folder = Folder::with(&[("clean.md", "The museum opens at nine.\n"), ("empty/readme.txt", "")]);
    folder.write("found.md", read(PAGE).as_bytes());
    folder.write("info.md", b"Magnesium supports normal muscle function.\n");
    folder.write("bad.md", b"\xff");
    folder.write("slip.yml", b"fail_one: error\n");
    // A file that has nothing, one below the fail level, one above it; then what keeps a run from being complete.
    let (files, troubles) = (["clean.md", "info.md", "found.md"], ["bad.md", "gone.md", "--config=slip.yml"]);
    let chosen = |of: [&'static str; 3], bits: usize| {
        of.into_iter().enumerate().filter(move |(at, _)| bits >> at & 1 == 1).map(|(_, name)| name)
    };
    let mut formats = Format::ALL.into_iter().cycle();
    for (files_bits, troubles_bits) in (0..8).flat_map(|files| (0..8).map(move |troubles| (files, troubles))) {
        let arguments: Vec<&str> = chosen(files, files_bits).chain(chosen(troubles, troubles_bits)).collect();
        let found = files_bits & 4 > 0;
        let (none, trouble) = (files_bits == 0, troubles_bits > 0);
        for (extra, code) in [
            (&[][..], [i32::from(found), 3][usize::from(none)]),
            (&["--fail-on", "never"], [0, 3][usize::from(none)]),
            (&["--allow-empty", "--quiet"], i32::from(found)),
        ] {
            let code = if trouble { 2 } else { code };
            let format = formats.next().map_or("full", Format::name);
            folder.run(&[&["check", "empty", "--format", format], extra, &arguments[..]].concat()).exits(code);
        }
    }
}

#[test]
fn all_formats_at_once_say_what_each_says_alone() {
    let folder = Folder::with(&[("a.md", &read(PAGE)), ("b.md", "Nothing.\n")]);
    let alone: Vec<String> =
        Format::ALL.iter().map(|format| folder.run(&["check", "--format", format.name()]).stdout).collect();
    let files: Vec<String> = Format::ALL.iter().map(|format| format!("{0}=out.{0}", format.name())).collect();
    let arguments: Vec<&str> = files.iter().flat_map(|file| ["--format", file]).collect();
    folder.run(&[&["check"], &arguments[..]].concat()).exits(1);
    for (format, alone) in Format::ALL.iter().zip(alone) {
        assert_eq!(folder.read(&format!("out.{}", format.name())), alone, "{format:?}");
    }
}

/// GitHub, GitLab and code scanning look for files from the root of the repository.
#[test]
fn formats_of_ci_name_files_from_the_root_of_the_repository() {
    let page = "Kratom treats depression.\n";
    let folder = Folder::with(&[(".git/HEAD", ""), ("site/posts/new.md", page), ("site/old.md", page)]);
    folder.write("site/claimlint.yml", b"rules: {'disclosure/*': off}\n");
    let paths = |format: &str, said: &[(&str, &std::path::Path)]| {
        let arguments = ["check", "new.md", "../old.md", "gone.md", "--format", format];
        let answer = folder.run_in("site/posts", said, &arguments);
        let text = &answer.exits(2).stdout;
        let between = |before: &str, after: &str| {
            let parts = text.split(before).skip(1);
            parts.map(|part| part.split(after).next().unwrap().to_owned()).collect::<Vec<String>>()
        };
        match format {
            "github" => between("file=", ","),
            "gitlab" => between("\"path\":\"", "\""),
            "sarif" => between("\"uri\":\"", "\""),
            _ => between("\"path\": \"", "\""),
        }
    };
    let root = folder.path();
    for format in ["github", "gitlab", "sarif"] {
        assert_eq!(paths(format, &[]), ["site/old.md", "site/posts/new.md", "site/posts/gone.md"], "{format}");
        // What CI says of its checkout comes first, for what is in it.
        for said in ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"] {
            let site = root.join("site");
            assert_eq!(paths(format, &[(said, &site)]), ["old.md", "posts/new.md", "posts/gone.md"], "{format}");
            let posts = root.join("site/posts");
            assert_eq!(paths(format, &[(said, &posts)]), ["site/old.md", "new.md", "gone.md"], "{format}");
            assert_eq!(paths(format, &[(said, &root.join("none"))])[0], "site/old.md", "{format}");
        }
    }
    // The others tell them from the working folder, as all do outside of a repository.
    assert_eq!(paths("json", &[])[1..], ["new.md", "gone.md"]);
    let buffer = folder.run_in("site/posts", &[], &["check", "-", "--allow-empty", "--format", "github"]);
    assert_eq!(buffer.exits(0).stdout, "");
    folder.remove(".git/HEAD");
    std::fs::remove_dir(root.join(".git")).unwrap();
    assert_eq!(paths("github", &[])[1..], ["new.md", "gone.md"]);
}

#[test]
fn lines_tell_every_file_and_end_with_the_sum() {
    let folder = Folder::with(&[("a.md", &read(PAGE)), ("b.md", "Nothing.\n")]);
    let answer = folder.run(&["check", ".", "gone.md", "--format", "jsonl"]);
    let lines: Vec<serde_json::Value> =
        answer.exits(2).stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |kind: &str| lines.iter().filter(|line| line["type"] == kind).count();
    assert_eq!((of("file"), of("error"), of("summary")), (2, 1, 1));
    assert!(of("finding") >= 3 && lines.iter().filter(|line| line["type"] == "finding").all(|l| l["path"] == "a.md"));
    assert_eq!(lines.last().unwrap()["type"], "summary");
    assert_eq!(lines.last().unwrap()["schema_version"], 1);
    let report: serde_json::Value = serde_json::from_str(&folder.run(&["check", "--format", "json"]).stdout).unwrap();
    let mut first = lines[0].clone();
    for key in ["type", "path"] {
        first.as_object_mut().unwrap().remove(key);
    }
    assert_eq!(first, report["files"][0]["findings"][0], "a line has the fields of the JSON report");
}

/// A picture of a page, if there is a browser to take it.
fn picture(folder: &Folder, page: &str) -> Option<Vec<u8>> {
    let shot = folder.path().join("shot.png");
    let browser = Command::new("chromium")
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1200,1600"])
        .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
        .arg(format!("--screenshot={}", shot.display()))
        .arg(format!("file://{}", folder.path().join(page).display()))
        .output();
    browser.ok().filter(|answer| answer.status.success())?;
    let mut bytes = Vec::new();
    std::fs::File::open(shot).ok()?.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

#[test]
fn the_report_for_people_is_shown_by_a_browser_and_filters_without_a_script() {
    let folder = Folder::with(&[("a.md", &read("fixtures/articles/kratom-mood.md"))]);
    folder.run(&["check", "a.md", "--format", "html=report.html"]).exits(1);
    let report = folder.read("report.html");
    let box_of_errors = "id=\"show-error\" checked";
    assert!(report.contains(box_of_errors));
    let filtered = report.replace(box_of_errors, "id=\"show-error\"");
    // The same box unchecked, but without the rule of the style sheet that goes with it.
    let inert = filtered.replace(":root:has(#show-error:", ":root:has(#nothing:");
    folder.write("filtered.html", filtered.as_bytes());
    folder.write("inert.html", inert.as_bytes());
    folder.write("blank.html", b"<!DOCTYPE html><title>nothing</title>");
    let pages = ["report.html", "filtered.html", "inert.html", "blank.html"];
    let [Some(whole), Some(filtered), Some(inert), Some(blank)] = pages.map(|page| picture(&folder, page)) else {
        eprintln!("SKIPPED: no chromium; .ci/run installs it where it can");
        return;
    };
    assert!(whole.len() > 5 * blank.len(), "{} bytes of picture", whole.len());
    assert_ne!(filtered, inert, "a filter hides");
}

/// What the validator that `.ci/run` installs says of a file: its words are empty if it is valid. Nothing without it.
fn complaints(schema: &str, folder: &Folder, file: &str) -> Option<String> {
    let schema = crate::repository::root(schema);
    let mut validator = Command::new("check-jsonschema");
    validator.args(["--regex-variant", "python", "--schemafile"]).arg(&schema).arg(folder.path().join(file));
    let answer = validator.output().ok().filter(|_| schema.is_file())?;
    let words = String::from_utf8_lossy(&answer.stdout).into_owned() + &String::from_utf8_lossy(&answer.stderr);
    Some(if answer.status.success() { String::new() } else { words })
}

#[test]
fn sarif_is_valid_by_the_schema_of_the_standard() {
    let allowed = "<!-- claimlint-allow claim/cure: a letter -->\n\nKratom cures depression.\n";
    let pages = [("a.md", &*read(PAGE)), ("b c.md", &read("fixtures/articles/kratom-mood.md")), ("c.md", allowed)];
    let folder = Folder::with(&pages);
    folder.run(&["check", "a.md", "--baseline", "known.json", "--write-baseline"]).exits(0);
    let check = ["check", ".", "gone.md", "--show-suppressed", "--baseline", "known.json"];
    folder.run(&[&check[..], &["--format", "sarif=all.sarif"]].concat()).exits(2);
    for suppressed in ["\"inSource\"", "\"external\"", "\"suppressions\":[]"] {
        assert!(folder.read("all.sarif").contains(suppressed), "{suppressed}");
    }
    let one = write(Format::Sarif);
    folder.write("one.sarif", one.as_bytes());
    folder.write("broken.sarif", one.replace("\"level\":\"error\"", "\"level\":\"fatal\"").as_bytes());
    let [Some(all), Some(one), Some(broken)] =
        ["all.sarif", "one.sarif", "broken.sarif"].map(|file| complaints(SARIF_SCHEMA, &folder, file))
    else {
        eprintln!("SKIPPED: no check-jsonschema, or no {SARIF_SCHEMA}; .ci/run gets both");
        return;
    };
    assert_eq!((all.as_str(), one.as_str()), ("", ""));
    assert!(broken.contains("fatal"), "the schema knows levels: {broken}");
}

/// Every Markdown file that the tests read.
fn fixtures() -> Vec<String> {
    let folders = ["fixtures/articles", "fixtures/formats", "fixtures/rules", "tests/pages"];
    let of = |extension| folders.into_iter().flat_map(move |folder| files(folder, extension));
    of("md").chain(of("mdx")).collect()
}

#[test]
fn the_json_report_is_valid_by_its_schema_on_every_fixture() {
    let fixtures = fixtures();
    assert!(fixtures.len() > 80, "{} fixtures", fixtures.len());
    let pages: Vec<(&str, String)> = fixtures.iter().map(|file| (file.as_str(), read(file))).collect();
    let pages: Vec<(&str, &str)> = pages.iter().map(|(file, text)| (*file, text.as_str())).collect();
    let folder = Folder::with(&pages);
    folder.write("bad.md", b"\xff");
    folder.write("allowed.md", b"<!-- claimlint-allow claim/cure: a letter -->\n\nKratom cures depression.\n");
    let answer = folder.run(&["check", ".", "gone.md", "--show-suppressed", "--format", "json=report.json"]);
    answer.exits(2).says("bad.md").says("gone.md");
    folder.run(&["check", "allowed.md", "--format", "json=quiet.json"]).exits(1);
    let report = folder.read("report.json");
    folder.write("broken.json", report.replacen("\"severity\"", "\"gravity\"", 1).as_bytes());
    let [Some(valid), Some(quiet), Some(broken)] =
        ["report.json", "quiet.json", "broken.json"].map(|file| complaints("schemas/report.json", &folder, file))
    else {
        eprintln!("SKIPPED: no check-jsonschema; .ci/run gets it");
        return;
    };
    assert_eq!((valid.as_str(), quiet.as_str()), ("", ""));
    assert!(broken.contains("severity"), "the schema knows what a finding has: {broken}");
}

/// Pages may fail at different levels: each verdict is by the page's own, as the exit code is.
#[test]
fn a_page_is_failed_by_its_own_level_in_every_report() {
    let config = "rules: {'disclosure/*': off, claim/*: warning}\noverrides:\n  - {files: shop/, fail_on: error}\n  - {files: news/, fail_on: never}\n";
    let claim = "Kratom treats depression.\n";
    let files = [("shop/a.md", claim), ("news/b.md", claim), ("c.md", "Water is wet.\n"), ("claimlint.yml", config)];
    let folder = Folder::with(&files);
    let run = || folder.run(&["check", "--format", "junit=j.xml", "--format", "html=r.html"]);
    run().exits(0).says("passed (fail levels of different files: warning, error, never)");
    let html = folder.read("r.html");
    assert!(!folder.read("j.xml").contains("<failure") && html.contains("All 3 pages pass"));
    assert!(html.contains("Passes <small>fail level: error</small>") && !html.contains("Does not pass"));
    folder.write("c.md", claim.as_bytes());
    run().exits(1).says("failed (");
    let (junit, html) = (folder.read("j.xml"), folder.read("r.html"));
    assert!(junit.matches("<failure").count() == 1 && html.contains("1 of 3 pages does not pass"));
}

/// Of many pages those with findings are seen at once; the others are folded away, and none is left out.
#[test]
fn pages_without_findings_are_folded_away_where_they_are_many() {
    let folder =
        Folder::with(&[("a.md", "Kratom treats depression.\n"), ("claimlint.yml", "rules: {'disclosure/*': off}\n")]);
    let rows = |quiet: usize| {
        (0..quiet).for_each(|nth| folder.write(&format!("{nth:02}.md"), b"Water is wet.\n"));
        folder.run(&["check", "--format", "html=r.html"]).exits(1);
        let html = folder.read("r.html");
        let (shown, folded) = html.split_once("<details class=\"rest\">").unwrap_or((&html, ""));
        let rows = |part: &str| ["<tr class=\"passes", "<tr class=\"fails"].map(|row| part.matches(row).count());
        [shown, folded].map(|part| rows(part).iter().sum::<usize>())
    };
    assert_eq!(rows(10), [11, 0]);
    assert_eq!(rows(30), [1, 30]);
}

#[test]
fn a_report_on_one_page_names_it_though_nothing_was_found() {
    let folder = Folder::with(&[("water.md", "# Water is wet\n\nIt rains.\n"), ("more/rain.md", "Rain is wet.\n")]);
    folder.run(&["check", "water.md", "--format", "html=r.html"]).exits(0);
    let html = folder.read("r.html");
    assert!(html.contains("<p class=\"path\">water.md</p>") && html.contains(">Water is wet</h2>"), "{html}");
    // Of several pages the table tells, and their heads are left out.
    folder.run(&["check", "--format", "html=r.html"]).exits(0);
    assert!(!folder.read("r.html").contains("class=\"path\""));
}

#[test]
fn text_runs_its_own_way_and_a_wide_table_scrolls_by_itself() {
    let page =
        "---\ntitle: القرطوم يعالج الاكتئاب\n---\n\n> עץ\n\nKratom cures gout.\n\n| ورقة | a |\n|---|---|\n| b | c |\n";
    let folder = Folder::with(&[("a.md", page)]);
    folder.run(&["check", "a.md", "--format", "html=r.html"]).exits(1);
    let html = folder.read("r.html");
    // A label in Latin letters does not turn the title that it names.
    let title = "<p dir=\"auto\" class=\"meta in0\"><span class=\"label\" dir=\"ltr\">Title</span> ";
    for part in [title, "<blockquote dir=\"auto\"><p class=", "<h2 dir=\"auto\">"] {
        assert!(html.contains(part), "{part}");
    }
    assert!(html.contains("<div class=\"wide\"><table dir=\"auto\">") && html.contains(".wide { overflow-x: auto; }"));
}

#[test]
fn cells_stand_in_their_columns_though_some_before_them_are_empty() {
    let page = "| a | b | c |\n|---|---|---|\n| Kratom cures gout | | here |\n| x |\n";
    let folder = Folder::with(&[("a.md", page)]);
    folder.run(&["check", "a.md", "--format", "html=r.html"]).exits(1);
    let html = folder.read("r.html");
    assert!(html.contains("</td><td></td><td>") && html.contains("<td>x</td><td></td><td></td></tr>"), "{html}");
}

#[test]
fn code_in_a_match_is_shown_to_people_and_stays_one_character_to_programs() {
    let text = "Kratom cures `gout` and anxiety. It cures $x$ and ![insomnia](a.png) depression.\n";
    let report = LINTER.lint(SourceFile::new("page.md", text));
    let cures: Vec<_> = report.findings.iter().filter(|finding| finding.rule == "claim/cure").collect();
    let [first, second] = cures[..] else { panic!("{cures:#?}") };
    assert!(first.message.ends_with("“cures `gout` and anxiety”"), "{}", first.message);
    assert_eq!(first.text, "cures \u{fffc} and anxiety");
    // Baselines know it by this.
    assert_eq!(first.fingerprint, "f1c8e1e6ceb31ab4");
    assert!(second.message.ends_with("“cures $x$ and … depression”"), "{}", second.message);
}
