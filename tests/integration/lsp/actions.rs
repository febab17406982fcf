//! Code actions as a client sees them: what is offered, that a draft is offered once however many findings ask for it and
//! only by itself, and that all safe changes at once leave none.

use serde_json::{Value, json};

use super::client::{Client, range, uri};
use crate::cli::Folder;
use crate::repository::read;

fn offered(client: &mut Client, page: &str, range: &Value, only: &[&str]) -> Vec<Value> {
    offered_in(client, page, range, &json!({"diagnostics": [], "only": only}))
}

fn offered_in(client: &mut Client, page: &str, range: &Value, context: &Value) -> Vec<Value> {
    let wish = json!({"textDocument": {"uri": page}, "range": range, "context": context});
    client.request("textDocument/codeAction", wish).as_array().cloned().unwrap_or_default()
}

/// The byte at a position in UTF-16.
fn offset(text: &str, position: &Value) -> usize {
    let number = |key: &str| usize::try_from(position[key].as_u64().unwrap_or_default()).unwrap_or_default();
    let start: usize = text.split_inclusive('\n').take(number("line")).map(str::len).sum();
    let mut units = number("character");
    let inside = text[start..].chars().take_while(|c| {
        let fits = c.len_utf16() <= units;
        units -= if fits { c.len_utf16() } else { 0 };
        fits
    });
    start + inside.map(char::len_utf8).sum::<usize>()
}

/// The text after an action's edits.
fn after(text: &str, page: &str, action: &Value) -> String {
    let mut edits = action["edit"]["changes"][page].as_array().cloned().unwrap_or_default();
    edits.sort_by_key(|edit| std::cmp::Reverse(offset(text, &edit["range"]["start"])));
    let mut out = text.to_owned();
    for edit in edits {
        let bytes = offset(text, &edit["range"]["start"])..offset(text, &edit["range"]["end"]);
        out.replace_range(bytes, edit["newText"].as_str().unwrap_or_default());
    }
    out
}

/// Something to change safely: disguised words, and suppressions of nothing.
const UNTIDY: &str =
    "\n\nKava cur3s and c u r e s gout.\n\n<!-- claimlint-allow claim/cure: agreed -->\n\nThe museum opens at nine.\n";

#[test]
fn all_safe_changes_at_once_leave_none_and_insert_no_draft() {
    for article in ["kratom-anxiety", "sleep-gummies-shop"] {
        let text = read(&format!("fixtures/articles/{article}.md")) + UNTIDY;
        let folder = Folder::with(&[("page.md", &text)]);
        let page = uri(&folder.path().join("page.md"));
        let mut client = Client::start(folder.path(), json!({}));
        client.open(&page, &text);
        client.diagnostics(&page, Some(1));
        let everywhere = range(&text, 0..text.len(), char::len_utf16);
        let all = offered(&mut client, &page, &everywhere, &["source.fixAll"]);
        let [action] = &all[..] else { panic!("{article}: {all:?}") };
        let fixed = after(&text, &page, action);
        assert!(fixed.len() < text.len() && fixed.contains("cures and cures gout"), "{article}: {fixed}");
        client.change(&page, 2, &[(None, &fixed)]);
        client.diagnostics(&page, Some(2));
        let again = offered(&mut client, &page, &range(&fixed, 0..fixed.len(), char::len_utf16), &["source.fixAll"]);
        assert_eq!(again, Vec::<Value>::new(), "{article}");
        client.stop();
    }
}

#[test]
fn a_draft_that_answers_several_findings_is_offered_once() {
    let text = "# Leaf\n\nKratom 😀 cures depression.\n";
    let folder = Folder::with(&[("page.md", text)]);
    let page = uri(&folder.path().join("page.md"));
    let mut client = Client::start(folder.path(), json!({}));
    client.open(&page, text);
    let found = client.diagnostics(&page, Some(1));
    let owed = found.iter().filter(|found| found["code"].as_str().is_some_and(|code| code.starts_with("disclosure/")));
    let owed = owed.count();
    assert!(owed > 1, "{found:?}");
    let at = text.find("depression").unwrap_or_default();
    let actions = offered(&mut client, &page, &range(text, at..at, char::len_utf16), &["quickfix"]);
    let drafts: Vec<&Value> =
        actions.iter().filter(|action| action["title"].as_str().is_some_and(|title| title.contains("draft"))).collect();
    let [draft] = drafts[..] else { panic!("{actions:#?}") };
    assert_eq!(draft["isPreferred"], false, "nobody has read it");
    assert_eq!(draft["diagnostics"].as_array().map(Vec::len), Some(owed));
    assert!(after(text, &page, draft).contains("depression.\n\n**Safety:** "), "{draft}");
    // A draft alone is nothing that is safe to do.
    assert_eq!(
        offered(&mut client, &page, &range(text, 0..0, char::len_utf16), &["source.fixAll"]),
        Vec::<Value>::new()
    );
    client.stop();
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().filter_map(|action| action["title"].as_str()).collect()
}

#[test]
fn no_kinds_are_all_kinds() {
    let text = "Kratom cur3s gout.\n";
    let folder = Folder::with(&[("page.md", text)]);
    let page = uri(&folder.path().join("page.md"));
    let mut client = Client::start(folder.path(), json!({}));
    client.open(&page, text);
    let everywhere = range(text, 0..text.len(), char::len_utf16);
    let all = offered_in(&mut client, &page, &everywhere, &json!({"diagnostics": []}));
    for kind in ["quickfix", "source.fixAll.claimlint"] {
        assert!(all.iter().any(|action| action["kind"] == kind), "{all:#?}");
    }
    assert_eq!(offered(&mut client, &page, &everywhere, &[]), all);
    assert_eq!(offered(&mut client, &page, &everywhere, &["refactor"]), Vec::<Value>::new());
    client.stop();
}

#[test]
fn what_the_client_names_is_offered_first_however_much_there_is() {
    // One place with more findings than are offered suppressions.
    let text = "Kratom cures depression, gout, insomnia, asthma, arthritis, psoriasis, migraine, eczema and flu.\n\n"
        .repeat(3);
    let folder = Folder::with(&[("page.md", &text)]);
    let page = uri(&folder.path().join("page.md"));
    let mut client = Client::start(folder.path(), json!({}));
    client.open(&page, &text);
    let found = client.diagnostics(&page, Some(1));
    assert!(found.len() > 8, "{found:#?}");
    let everywhere = range(&text, 0..text.len(), char::len_utf16);
    for named in &found {
        let context = json!({"diagnostics": [named], "only": ["quickfix"]});
        let actions = offered_in(&mut client, &page, &everywhere, &context);
        let mut allowing = actions.iter().filter(|action| titles(&[(*action).clone()])[0].starts_with("Allow "));
        let about = allowing.next().map(|action| &action["diagnostics"][0]["data"]);
        assert_eq!(about, Some(&named["data"]), "{named}");
    }
    client.stop();
}

#[test]
fn a_suppression_says_how_far_it_reaches() {
    let text = "---\ntitle: Kratom cures gout\n---\n\nKratom cures gout.\n";
    let folder = Folder::with(&[("page.md", text)]);
    let page = uri(&folder.path().join("page.md"));
    let mut client = Client::start(folder.path(), json!({}));
    client.open(&page, text);
    for (at, title) in [
        (text.find("cures"), "Allow claim/cure in the whole file, for a reason"),
        (text.rfind("cures"), "Allow claim/cure here, for a reason"),
    ] {
        let at = at.unwrap_or_default();
        let actions = offered(&mut client, &page, &range(text, at..at, char::len_utf16), &["quickfix"]);
        assert!(titles(&actions).contains(&title), "{title}: {actions:#?}");
    }
    client.stop();
}
