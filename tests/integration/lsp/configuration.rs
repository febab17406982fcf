//! Which configuration counts in the editor, and that it counts as soon as it changes.

use serde_json::{Value, json};

use super::client::{Client, range, uri};
use super::{PAGE, UTF_16};
use crate::cli::Folder;

const SILENT: &str = "rules:\n  '*': off\n";

fn changed(client: &mut Client, uri: &str) {
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri, "type": 2}]}));
}

#[test]
fn the_nearest_configuration_counts_and_is_read_again_when_it_changes() {
    let folder = Folder::with(&[("claimlint.yml", SILENT), ("shop/claimlint.yml", ""), ("shop/page.md", PAGE)]);
    let config = uri(&folder.path().join("claimlint.yml"));
    let (page, shop) = (uri(&folder.path().join("page.md")), uri(&folder.path().join("shop/page.md")));
    let watching = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    let mut client = Client::start(folder.path(), watching);
    let asked = client.wait(|message| message["method"] == "client/registerCapability");
    assert_eq!(asked["params"]["registrations"][0]["method"], "workspace/didChangeWatchedFiles");

    client.open(&page, PAGE);
    client.open(&shop, PAGE);
    assert_eq!(client.diagnostics(&page, Some(1)), Vec::<Value>::new());
    let all = client.diagnostics(&shop, Some(1)).len();
    assert!(all > 0);

    folder.write("claimlint.yml", b"fail_on: error\n");
    changed(&mut client, &config);
    assert_eq!(client.diagnostics(&page, Some(1)).len(), all);

    // A new one that is nearer counts, too; and saving any document is enough to notice.
    folder.write("claimlint.yml", SILENT.as_bytes());
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": page}}));
    assert_eq!(client.diagnostics(&page, Some(1)), Vec::<Value>::new());
    client.stop();
}

#[test]
fn a_text_of_disclosures_counts_as_soon_as_it_changes() {
    let config = "disclosures:\n  - {file: risks.md}\n";
    let folder = Folder::with(&[("claimlint.yml", config), ("risks.md", "Text.\n")]);
    let (page, risks) = (uri(&folder.path().join("page.md")), uri(&folder.path().join("risks.md")));
    let watching = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    let mut client = Client::start(folder.path(), watching);
    let asked = client.wait(|message| message["method"] == "client/registerCapability");
    let watchers = &asked["params"]["registrations"][0]["registerOptions"]["watchers"];
    assert!(watchers.as_array().unwrap().contains(&json!({"globPattern": "**/*.md"})), "{watchers}");
    client.open(&page, PAGE);
    let owes = |found: &[Value]| found.iter().any(|it| it["code"] == "disclosure/professional-advice");
    assert!(owes(&client.diagnostics(&page, Some(1))));
    folder.write("risks.md", b"Talk to your doctor or pharmacist before you use kratom.\n");
    changed(&mut client, &risks);
    assert!(!owes(&client.diagnostics(&page, Some(1))));
    client.stop();
}

#[test]
fn slips_are_shown_where_they_are_until_they_are_mended() {
    let slip = "# é😀\nfail_on: error\nrules: {claim/cur: off}\npacks: [house.yml]\n";
    let pack = "rules:\n  - id: claim/moon\n    summary: 7\n    sevrity: high\n";
    let folder = Folder::with(&[("claimlint.yml", slip), ("house.yml", pack)]);
    let (config, house) = (uri(&folder.path().join("claimlint.yml")), uri(&folder.path().join("house.yml")));
    let page = uri(&folder.path().join("page.md"));
    let mut client = Client::start(folder.path(), json!({}));
    client.open(&page, PAGE);
    let wrong = client.diagnostics(&house, None);
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    let at = pack.find("sevrity").unwrap();
    assert_eq!(wrong[0]["range"]["start"], range(pack, at..at, UTF_16)["start"]);
    assert!(!client.diagnostics(&page, Some(1)).is_empty(), "what is sound counts");

    // With the pack out of the way, the rule that there is not can be named.
    folder.write("house.yml", b"rules: []\n");
    changed(&mut client, &house);
    let wrong = client.diagnostics(&config, None);
    let at = slip.find("claim/cur").unwrap();
    assert_eq!(wrong[0]["range"], range(slip, at..at + "claim/cur".len(), UTF_16));
    assert!(wrong[0]["message"].as_str().unwrap().contains("claim/cure"), "{wrong:?}");
    assert_eq!(client.diagnostics(&house, None), Vec::<Value>::new());

    folder.write("claimlint.yml", b"fail_on: error\n");
    changed(&mut client, &config);
    assert_eq!(client.diagnostics(&config, None), Vec::<Value>::new());
    client.stop();
}

#[test]
fn an_open_configuration_shows_its_slips_without_any_page() {
    let folder = Folder::with(&[("claimlint.yml", "fail_one: error\n")]);
    let config = uri(&folder.path().join("claimlint.yml"));
    let mut client = Client::start(folder.path(), json!({}));
    client.open_as(&config, "yaml", "fail_one: error\n");
    assert_eq!(client.diagnostics(&config, None).len(), 1);
    client.change(&config, 2, &[(None, "fail_on: error\n")]);
    folder.write("claimlint.yml", b"fail_on: error\n");
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": config}}));
    assert_eq!(client.diagnostics(&config, None), Vec::<Value>::new());
    client.stop();
}

#[test]
fn a_buffer_without_a_file_belongs_to_the_first_folder() {
    let folder = Folder::with(&[("quiet/claimlint.yml", SILENT), ("loud/page.md", "")]);
    let (quiet, loud) = (folder.path().join("quiet"), folder.path().join("loud"));
    let folders = json!([{"uri": uri(&quiet), "name": "quiet"}, {"uri": uri(&loud), "name": "loud"}]);
    let params = json!({"capabilities": {}, "workspaceFolders": folders});
    let mut client = Client::start_with(folder.path(), params);
    client.open("untitled:Untitled-1", PAGE);
    let page = uri(&loud.join("page.md"));
    client.open(&page, PAGE);
    assert_eq!(client.diagnostics("untitled:Untitled-1", Some(1)), Vec::<Value>::new());
    assert!(!client.diagnostics(&page, Some(1)).is_empty());

    let event = json!({"added": [], "removed": [{"uri": uri(&quiet), "name": "quiet"}]});
    client.notify("workspace/didChangeWorkspaceFolders", json!({"event": event}));
    assert!(!client.diagnostics("untitled:Untitled-1", Some(1)).is_empty());
    client.stop();
}

#[test]
fn settings_choose_a_configuration_and_the_least_severity() {
    let folder = Folder::with(&[("other.yml", "rules:\n  '*': info\n")]);
    let page = uri(&folder.path().join("page.md"));
    let mut client = Client::start_with(
        folder.path(),
        json!({
            "capabilities": {}, "rootUri": uri(folder.path()), "initializationOptions": {"config": "other.yml"},
        }),
    );
    client.open(&page, PAGE);
    // The setting may take effect after the document was first judged.
    let info = |found: &[Value]| !found.is_empty() && found.iter().all(|it| it["severity"] == 3);
    while !info(&client.diagnostics(&page, Some(1))) {}
    let settings = json!({"claimlint": {"config": "other.yml", "minimumSeverity": "warning"}});
    client.notify("workspace/didChangeConfiguration", json!({"settings": settings}));
    while !client.diagnostics(&page, Some(1)).is_empty() {}
    client.stop();
}

#[test]
fn options_of_the_start_hold_until_something_else_is_said() {
    let folder = Folder::with(&[("claimlint.yml", "rules:\n  '*': info\n")]);
    let options = json!({"minimumSeverity": "warning"});
    let mut client = Client::start_with(folder.path(), json!({"capabilities": {}, "initializationOptions": options}));
    // As eglot does right after it has connected.
    for (nth, nothing) in [json!({}), json!(null), json!({"gopls": {"staticcheck": true}})].into_iter().enumerate() {
        client.notify("workspace/didChangeConfiguration", json!({"settings": nothing}));
        let page = uri(&folder.path().join(format!("{nth}.md")));
        client.open(&page, PAGE);
        assert_eq!(client.diagnostics(&page, Some(1)), Vec::<Value>::new(), "{nth}");
    }
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"minimumSeverity": "info"}}));
    let page = uri(&folder.path().join("last.md"));
    client.open(&page, PAGE);
    assert!(!client.diagnostics(&page, Some(1)).is_empty());
    assert!(!client.has("window/logMessage"));
    client.stop();
}

#[test]
fn options_that_are_wrong_are_logged_and_the_others_count() {
    let folder = Folder::with(&[("other.yml", SILENT)]);
    let page = uri(&folder.path().join("page.md"));
    let wrong = json!({"minimumSeverity": "high", "minimumSeverty": "error", "config": "other.yml"});
    let params = json!({"capabilities": {}, "rootUri": uri(folder.path()), "initializationOptions": wrong});
    let mut client = Client::start_with(folder.path(), params);
    let logged = |client: &mut Client, channel: &str, words: &str| {
        client.wait(|message| {
            let said = message["params"]["message"].as_str().unwrap_or_default();
            message["method"] == "window/logMessage" && said.starts_with(channel) && said.contains(words)
        })
    };
    logged(&mut client, "initializationOptions: ", "`info`, `warning` or `error`, and is `\"high\"`");
    logged(&mut client, "initializationOptions: ", "`minimumSeverty`; did you mean `minimumSeverity`?");
    client.open(&page, PAGE);
    // The configuration may take effect after the document was first judged.
    while !client.diagnostics(&page, Some(1)).is_empty() {}
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"claimlint": {"confg": "x.yml"}}}));
    logged(&mut client, "workspace/didChangeConfiguration: ", "`confg`; did you mean `config`?");
    client.stop();
}

#[test]
fn what_a_configuration_excludes_is_not_judged() {
    let folder = Folder::with(&[("claimlint.yml", "include: [posts/]\nexclude: [drafts/]\n")]);
    let (draft, page) = (uri(&folder.path().join("drafts/page.md")), uri(&folder.path().join("page.md")));
    let mut client = Client::start(folder.path(), json!({}));
    client.open(&draft, PAGE);
    client.open(&page, PAGE);
    assert_eq!(client.diagnostics(&draft, Some(1)), Vec::<Value>::new());
    // To open a file is to name it.
    assert!(!client.diagnostics(&page, Some(1)).is_empty());
    folder.write("claimlint.yml", b"");
    changed(&mut client, &uri(&folder.path().join("claimlint.yml")));
    assert!(!client.diagnostics(&draft, Some(1)).is_empty());
    client.stop();
}

#[test]
fn what_the_baseline_knows_is_not_shown() {
    let folder = Folder::with(&[("claimlint.yml", "baseline: known.json\n"), ("posts/page.md", PAGE)]);
    let (page, config) = (uri(&folder.path().join("posts/page.md")), uri(&folder.path().join("claimlint.yml")));
    let mut client = Client::start(folder.path(), json!({}));
    client.open(&page, PAGE);
    assert_eq!(client.diagnostics(&config, None).len(), 1, "there is no baseline yet");
    assert!(!client.diagnostics(&page, Some(1)).is_empty());

    folder.run(&["check", "--write-baseline", "posts"]);
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": page}}));
    assert_eq!(client.diagnostics(&config, None), Vec::<Value>::new());
    assert_eq!(client.diagnostics(&page, Some(1)), Vec::<Value>::new());

    client.change(&page, 2, &[(None, &(PAGE.to_owned() + "\nKava cures gout.\n"))]);
    let found = client.diagnostics(&page, Some(2));
    let claim = |it: &&Value| it["code"].as_str().is_some_and(|code| code.starts_with("claim/"));
    let lines: Vec<&Value> = found.iter().filter(claim).map(|it| &it["range"]["start"]["line"]).collect();
    assert_eq!(lines, [5], "{found:#?}");
    client.stop();
}

#[test]
fn an_open_configuration_counts_before_it_is_saved_and_no_longer_once_it_is_closed() {
    let folder = Folder::with(&[("claimlint.yml", "packs: [house.yml]\n"), ("house.yml", "lexicons: []\n")]);
    let (config, house) = (uri(&folder.path().join("claimlint.yml")), uri(&folder.path().join("house.yml")));
    let page = uri(&folder.path().join("page.md"));
    let mut client = Client::start(folder.path(), json!({}));
    client.open(&page, PAGE);
    let all = client.diagnostics(&page, Some(1)).len();
    assert!(all > 0);

    client.open_as(&config, "yaml", SILENT);
    assert_eq!(client.diagnostics(&page, Some(1)), Vec::<Value>::new());
    let slip = "# not saved\nfail_one: error\n";
    client.change(&config, 2, &[(None, slip)]);
    let at = slip.find("fail_one").unwrap();
    assert_eq!(client.diagnostics(&config, None)[0]["range"], range(slip, at..at + "fail_one".len(), UTF_16));
    assert_eq!(client.diagnostics(&page, Some(1)).len(), all);
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": config}}));
    assert_eq!(client.diagnostics(&config, None), Vec::<Value>::new());
    assert_eq!(client.diagnostics(&page, Some(1)).len(), all);

    client.open_as(&house, "yaml", "lexicon: []\n");
    assert_eq!(client.diagnostics(&house, None).len(), 1);
    client.change(&house, 2, &[(None, "lexicons: []\n")]);
    assert_eq!(client.diagnostics(&house, None), Vec::<Value>::new());
    client.stop();
}

#[test]
fn a_configuration_that_is_only_open_yet_counts() {
    let folder = Folder::with(&[]);
    let (config, page) = (uri(&folder.path().join("claimlint.yml")), uri(&folder.path().join("page.md")));
    let mut client = Client::start(folder.path(), json!({}));
    client.open(&page, PAGE);
    assert!(!client.diagnostics(&page, Some(1)).is_empty());
    client.open_as(&config, "yaml", SILENT);
    assert_eq!(client.diagnostics(&page, Some(1)), Vec::<Value>::new());
    client.stop();
}
