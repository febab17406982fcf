//! What no compiler checks: imports go down the floors, every file says what it is and stays readable, and every pack
//! is in the binary.

use crate::repository::{files, read};

/// The rooms of the house from below; those of one floor look to their left only, too.
const FLOORS: [&[&str]; 8] =
    [&["text"], &["prose"], &["lexicon"], &["detect"], &["pack"], &["lint"], &["render"], &["project", "lsp", "cli"]];

/// The most lines a file may have without its tests.
const MOST_LINES: usize = 300;

/// Longer files, each with its reason. Nothing is added here without one.
const LONG: [(&str, &str); 2] = [
    ("src/prose/tokenise.rs", "one pass over the characters, whose states belong together"),
    ("src/prose/walk.rs", "one match over the parser's events"),
];

/// Floor and room (from 0) of a module.
fn place(module: &str) -> Option<(usize, usize)> {
    let rooms = FLOORS.iter().enumerate();
    let mut places = rooms.filter_map(|(floor, rooms)| Some((floor, rooms.iter().position(|name| *name == module)?)));
    places.next()
}

/// The place of a file below `src/`; none for `lib.rs` and `main.rs`, which stand outside the house.
fn home(path: &str) -> Option<(usize, usize)> {
    let folder = path.strip_prefix("src/")?.split_once('/')?.0;
    let home = place(folder);
    assert!(home.is_some(), "{path} stands on no floor");
    home
}

/// A line of code without its comment. A `//` in a string cuts too much, which can only hide what follows it.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

/// The names after `crate::` and `super::super::` in a file, with their line numbers; of `{a, b::c}` each one.
fn imports(text: &str) -> Vec<(usize, String)> {
    let code: String = text.lines().map(|line| code(line).to_owned() + "\n").collect();
    let mut found = Vec::new();
    for prefix in ["crate::", "super::super::"] {
        for (at, _) in code.match_indices(prefix) {
            let line = code[..at].matches('\n').count() + 1;
            let rest = &code[at + prefix.len()..];
            let names = match rest.strip_prefix('{') {
                Some(group) => top_level(group),
                None => vec![rest],
            };
            let name = |path: &str| path.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            found.extend(names.into_iter().map(|path| (line, name(path))));
        }
    }
    found
}

/// The parts of a `{…}` group, split at its own commas.
fn top_level(group: &str) -> Vec<&str> {
    let (mut depth, mut from, mut parts) = (0_usize, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                parts.push(&group[from..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&group[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts
}

#[test]
fn imports_go_down_the_floors() {
    let mut wrong = Vec::new();
    for path in files("src", "rs") {
        let Some(own) = home(&path) else { continue };
        for (line, name) in imports(&read(&path)) {
            if place(&name).is_some_and(|other| other > own) {
                wrong.push(format!("{path}:{line}: looks up to `{name}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn imports_are_seen_in_every_shape() {
    let text = "use crate::text::Span;\nuse crate::{prose::{A, lint}, render};\nlet a = super::super::cli::x; // crate::pack\n";
    let mut names = imports(text);
    names.sort();
    let expected = [(1, "text"), (2, "prose"), (2, "render"), (3, "cli")];
    assert_eq!(names, expected.map(|(line, name)| (line, name.to_owned())));
}

#[test]
fn every_file_opens_with_what_it_is_and_its_floor() {
    let mut wrong = Vec::new();
    for path in files("src", "rs") {
        let text = read(&path);
        let header: Vec<&str> = text.lines().take_while(|line| line.starts_with("//!")).collect();
        let Some((floor, _)) = home(&path) else {
            if header.is_empty() {
                wrong.push(format!("{path}: no header"));
            }
            continue;
        };
        if !(2..=8).contains(&header.len()) {
            wrong.push(format!("{path}: a header of {} lines, not 2 to 8", header.len()));
        }
        if !header.join(" ").contains(&format!("Floor {}", floor + 1)) {
            wrong.push(format!("{path}: the header does not say “Floor {}”", floor + 1));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a file is declared as `#[cfg(test)] mod name;`, so that all of it is tests.
fn is_test_module(path: &str) -> bool {
    let Some((folder, file)) = path.rsplit_once('/') else { return false };
    let name = file.trim_end_matches(".rs");
    let parent = format!("{folder}/mod.rs");
    name != "mod" && home(path).is_some() && read(&parent).contains(&format!("#[cfg(test)]\nmod {name};"))
}

/// How many lines a file has before its own `#[cfg(test)] mod … {`, which stands last.
fn lines_without_tests(text: &str) -> usize {
    let lines: Vec<&str> = text.lines().collect();
    let is_tests = |pair: &[&str]| pair[0] == "#[cfg(test)]" && pair[1].starts_with("mod ") && pair[1].ends_with('{');
    lines.windows(2).position(is_tests).unwrap_or(lines.len())
}

#[test]
fn files_stay_short() {
    let mut wrong = Vec::new();
    for path in files("src", "rs").into_iter().filter(|path| !is_test_module(path)) {
        let lines = lines_without_tests(&read(&path));
        if lines > MOST_LINES && !LONG.iter().any(|(long, _)| *long == path) {
            wrong.push(format!("{path}: {lines} lines without tests, more than {MOST_LINES}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn exceptions_name_files_that_are_there() {
    let files = files("src", "rs");
    let gone: Vec<&str> =
        LONG.iter().map(|(path, _)| *path).filter(|path| !files.iter().any(|file| file == path)).collect();
    assert!(gone.is_empty(), "{gone:?}");
}

#[test]
fn every_pack_is_in_the_binary_as_it_stands_on_disk() {
    let builtin = claimlint::pack::builtin();
    let mut names: Vec<&str> = builtin.iter().map(|pack| pack.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, files("rules", "yml"));
    assert!(files("rules", "yaml").is_empty(), "packs end in .yml");
    for pack in &builtin {
        // The whole texts would drown the name.
        assert!(pack.text == read(&pack.name), "{} is another text in the binary", pack.name);
    }
}
