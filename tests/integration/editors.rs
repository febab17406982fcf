//! Real editors, headless: each opens a page, is told of a claim behind emoji at the right columns, takes the code action,
//! writes the reason and sees the finding go. An editor that is not installed is passed over, aloud; `.ci/run` installs them where it can.

#![expect(clippy::unwrap_used, reason = "the functions beside the tests are tests, too")]

use std::io::Write;
use std::process::{Command, Stdio};

use crate::cli::Folder;

/// One rule, so that there is one finding.
const CONFIG: &str = "rules:\n  '*': off\n  claim/cure: error\n";
const PAGE: &str = "# Kratom 😀\n\n𝐀 leaf, é. 😀😀 Kratom *cures* depression.\n";
const MARKED: &str = "cures* depression";

/// Runs an editor on the page; nothing if there is no such editor.
fn edited(program: &str, arguments: &[&str]) -> Option<String> {
    let there = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if there.is_err() {
        skipped(&format!("{program} is not installed"));
        return None;
    }
    let folder = Folder::with(&[("claimlint.yml", CONFIG), ("page.md", PAGE)]);
    let page = folder.path().join("page.md");
    let found = folder.run(&["check", "--format=json", "page.md"]).stdout;
    assert_eq!(found.matches("\"fingerprint\"").count(), 1, "{found}");
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder.path())
        .env("HOME", folder.path())
        .env("LC_ALL", "C.UTF-8")
        .env("CLAIMLINT", env!("CARGO_BIN_EXE_claimlint"))
        .env("PAGE", &page)
        .env("MARKED", MARKED)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = folder.read("page.md");
    // What the editor did is what the command line reads.
    assert_eq!(folder.run(&["check", "--format=short", "--quiet", "page.md"]).stdout, "");
    Some(text)
}

/// Says aloud, past what captures the output of tests, that one did not run.
fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "SKIPPED: {why}, so nothing is known of it");
}

/// The page as an editor should leave it.
fn expected() -> String {
    let comment = "<!-- claimlint-allow claim/cure: a quotation -->\n";
    PAGE.replace("𝐀 leaf", &format!("{comment}𝐀 leaf"))
}

#[test]
fn neovim_shows_the_finding_and_sees_it_go() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/editors/neovim.lua");
    let arguments = ["--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", &format!("luafile {script}")];
    if let Some(text) = edited("nvim", &arguments) {
        assert_eq!(text, expected());
    }
}

#[test]
fn emacs_shows_the_finding_and_sees_it_go() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/editors/emacs.el");
    let eglot = Command::new("emacs").args(["--batch", "--eval", "(require 'eglot)"]).output();
    if eglot.is_ok_and(|it| !it.status.success()) {
        skipped("this emacs has no eglot");
        return;
    }
    if let Some(text) = edited("emacs", &["--batch", "-l", script]) {
        assert_eq!(text, expected());
    }
}
