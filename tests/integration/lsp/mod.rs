//! The language server: the real binary through the whole life of documents, configurations and sessions. What it finds
//! is compared with what `claimlint check` finds, so no rule is named here.

#![expect(clippy::unwrap_used, reason = "the functions beside the tests are tests, too")]

mod actions;
mod client;
mod configuration;

use serde_json::{Value, json};

use crate::cli::Folder;
use client::{Client, position, range, uri};

/// What a column counts of a character.
type Units = fn(char) -> usize;

const UTF_16: Units = char::len_utf16;

const PAGE: &str = "# Kratom\n\nA leaf. 😀 Kratom *cures* depression, 𝐚𝐧𝐝 kratom\nrelieves chronic pain.\n";

/// What `claimlint check` finds in a text: rule, severity, message and the bytes of the match.
fn checked(folder: &Folder, text: &str) -> Vec<(String, String, String, std::ops::Range<usize>)> {
    folder.write("checked.md", text.as_bytes());
    let report: Value = serde_json::from_str(&folder.run(&["check", "--format=json", "checked.md"]).stdout).unwrap();
    let findings = report["files"][0]["findings"].as_array().unwrap();
    let said = |value: &Value| value.as_str().unwrap().to_owned();
    let byte = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let finding = |it: &Value| {
        let span = byte(&it["span"]["start"])..byte(&it["span"]["end"]);
        (said(&it["rule"]), said(&it["severity"]), said(&it["message"]), span)
    };
    findings.iter().map(finding).collect()
}

/// The same findings as a client should be told them.
fn expected(folder: &Folder, text: &str, units: Units) -> Vec<Value> {
    let severity = |name: &str| ["error", "warning", "info"].iter().position(|it| *it == name).unwrap() + 1;
    let diagnostic = |(rule, level, message, span): (String, String, String, std::ops::Range<usize>)| {
        json!({
            "range": range(text, span, units), "severity": severity(&level), "code": rule, "source": "claimlint",
            "message": message,
        })
    };
    checked(folder, text).into_iter().map(diagnostic).collect()
}

/// Diagnostics without what is not compared.
fn plain(diagnostics: &[Value]) -> Vec<Value> {
    let keep = |diagnostic: &Value| {
        let mut diagnostic = diagnostic.clone();
        let fields = diagnostic.as_object_mut().unwrap();
        fields.retain(|key, _| ["range", "severity", "code", "source", "message"].contains(&key.as_str()));
        diagnostic
    };
    diagnostics.iter().map(keep).collect()
}

#[test]
fn a_document_from_open_to_close() {
    let folder = Folder::with(&[("page.md", PAGE)]);
    let page = uri(&folder.path().join("page.md"));
    let mut client = Client::start(folder.path(), json!({}));
    assert_eq!(client.capabilities["positionEncoding"], "utf-16");

    client.open(&page, PAGE);
    let found = client.diagnostics(&page, Some(1));
    assert!(!found.is_empty());
    assert_eq!(plain(&found), expected(&folder, PAGE, UTF_16));

    // Two edits in one message, the second in terms of the first one's text: a line before everything, and no cure.
    let first = "Intro 😀\n\n";
    let half = first.to_owned() + PAGE;
    let cures = half.find("*cures*").unwrap();
    client.change(
        &page,
        2,
        &[
            (Some(range(PAGE, 0..0, UTF_16)), first),
            (Some(range(&half, cures..cures + "*cures*".len(), UTF_16)), "does not cure"),
        ],
    );
    let text = half.replace("*cures*", "does not cure");
    assert_eq!(plain(&client.diagnostics(&page, Some(2))), expected(&folder, &text, UTF_16));

    client.change(&page, 3, &[(None, "# Bread\n\nFlour and water.\n")]);
    assert_eq!(client.diagnostics(&page, Some(3)), Vec::<Value>::new());
    client.change(&page, 4, &[(None, PAGE)]);
    assert_eq!(client.diagnostics(&page, Some(4)).len(), found.len());
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": page}}));
    assert_eq!(client.diagnostics(&page, None), Vec::<Value>::new());
    client.stop();
}

#[test]
fn columns_count_what_was_agreed_on() {
    let folder = Folder::with(&[]);
    let page = uri(&folder.path().join("page.md"));
    let cases: [(Value, &str, Units); 3] = [
        (json!(["utf-16", "utf-8", "utf-32"]), "utf-8", char::len_utf8),
        (json!(["utf-16", "utf-32"]), "utf-32", |_| 1),
        (json!(["utf-16"]), "utf-16", UTF_16),
    ];
    for (offered, agreed, units) in cases {
        let mut client = Client::start(folder.path(), json!({"general": {"positionEncodings": offered}}));
        assert_eq!(client.capabilities["positionEncoding"], agreed);
        client.open(&page, PAGE);
        assert_eq!(plain(&client.diagnostics(&page, Some(1))), expected(&folder, PAGE, units), "{agreed}");
        // Edits are read in the same units.
        let at = PAGE.find("*cures*").unwrap();
        client.change(&page, 2, &[(Some(range(PAGE, at..at + 7, units)), "prevents")]);
        let text = PAGE.replace("*cures*", "prevents");
        assert_eq!(plain(&client.diagnostics(&page, Some(2))), expected(&folder, &text, units), "{agreed}");
        client.stop();
    }
}

/// A small generator of numbers: the same ones every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

#[test]
fn a_thousand_edits_come_to_the_whole_text() {
    const PARTS: [&str; 12] = [
        "\n\nKratom cures depression. ",
        "😀",
        "\n\n",
        "\r\n",
        "é",
        "\n\nKava relieves **anxiety**.\n\n",
        "# ",
        "> ",
        "**",
        " not ",
        "\n- ",
        "\n\nKratom is a natural alternative to antidepressants. ",
    ];
    let folder = Folder::with(&[]);
    let (edited, whole) = (uri(&folder.path().join("edited.md")), uri(&folder.path().join("whole.md")));
    let mut client = Client::start(folder.path(), json!({}));
    let mut dice = Dice(4);
    let mut text = PAGE.to_owned();
    client.open(&edited, &text);
    let mut found_some = 0;
    for version in 2..=1_001 {
        let boundary = |at: usize| text.floor_char_boundary(at);
        let start = boundary(dice.below(text.len() + 1));
        // Mostly small holes, so that the text grows and shrinks.
        let end = boundary((start + dice.below(24)).min(text.len())).max(start);
        let part = if text.len() > 4_000 { "" } else { PARTS[dice.below(PARTS.len())] };
        // Between the two halves of a line ending there is no position.
        let torn = |at: usize| text[..at].ends_with('\r') && text[at..].starts_with('\n');
        if torn(start) || torn(end) {
            client.change(&edited, version, &[]);
        } else {
            client.change(&edited, version, &[(Some(range(&text, start..end, UTF_16)), part)]);
            text.replace_range(start..end, part);
            // A lone `\r` ends a line for the protocol, but not for the model here.
            if let Some(at) = text.match_indices('\r').map(|(at, _)| at).find(|at| !text[at + 1..].starts_with('\n')) {
                text.replace_range(at..=at, "");
                client.change(&edited, version, &[(None, &text)]);
            }
        }
        if version % 100 == 1 {
            let uri = format!("{whole}{version}");
            client.open(&uri, &text);
            let (one, other) = (client.diagnostics(&edited, Some(version)), client.diagnostics(&uri, Some(1)));
            assert_eq!(plain(&one), plain(&other), "at version {version}: {text:?}");
            found_some += usize::from(!one.is_empty());
        }
    }
    assert!(found_some >= 5, "edits that leave nothing to find compare nothing");
    client.stop();
}

#[test]
fn a_large_document_keeps_answering() {
    let folder = Folder::with(&[]);
    let (large, small) = (uri(&folder.path().join("large.md")), uri(&folder.path().join("small.md")));
    let paragraph = "Bread needs flour, water, salt and time, and the oven does the rest. ".repeat(14) + "\n\n";
    let text = paragraph.repeat((1 << 20) / paragraph.len()) + PAGE;
    let mut client = Client::start(folder.path(), json!({}));
    client.open(&large, &text);
    for version in 2..=40 {
        client.change(&large, version, &[(Some(range(&text, 0..0, UTF_16)), "x")]);
    }
    let hover = client
        .ask("textDocument/hover", json!({"textDocument": {"uri": large}, "position": {"line": 0, "character": 1}}));
    client.notify("$/cancelRequest", json!({"id": hover}));
    client.open(&small, PAGE);
    assert!(!client.diagnostics(&small, Some(1)).is_empty());
    // It was answered once: in vain, or before the wish to cancel it came.
    let response = client.response(hover);
    assert!(response["error"]["code"] == -32800 || response.get("result").is_some(), "{response}");
    // Nothing is published of texts that were overtaken, and goodbye need not wait for the last one.
    let versions: Vec<i64> = std::iter::from_fn(|| client.take_published(&large)).collect();
    assert!(versions.is_sorted() && versions.len() < 39, "{versions:?}");
    client.stop();
}

#[test]
fn a_client_that_asks_is_told_only_then() {
    let folder = Folder::with(&[]);
    let page = uri(&folder.path().join("page.md"));
    let mut client = Client::start(folder.path(), json!({"textDocument": {"diagnostic": {}}}));
    assert_eq!(client.capabilities["diagnosticProvider"]["interFileDependencies"], false);
    client.open(&page, PAGE);
    let ask = |client: &mut Client, known: Value| {
        let params = json!({"textDocument": {"uri": page}, "previousResultId": known});
        client.request("textDocument/diagnostic", params)
    };
    let report = ask(&mut client, Value::Null);
    assert_eq!(report["kind"], "full");
    assert_eq!(plain(report["items"].as_array().unwrap()), expected(&folder, PAGE, UTF_16));
    assert_eq!(ask(&mut client, report["resultId"].clone())["kind"], "unchanged");
    client.change(&page, 2, &[(None, "Bread.\n")]);
    let report = ask(&mut client, report["resultId"].clone());
    assert_eq!((&report["kind"], &report["items"]), (&json!("full"), &json!([])));
    assert!(!client.has("textDocument/publishDiagnostics"));
    client.stop();
}

#[test]
fn sessions_end_as_the_protocol_asks() {
    let folder = Folder::with(&[]);
    let mut client = Client::start(folder.path(), json!({}));
    client.request("shutdown", Value::Null);
    let late = client.ask("textDocument/hover", json!({}));
    assert_eq!(client.response(late)["error"]["code"], -32600);
    client.notify("exit", Value::Null);
    assert_eq!(client.gone().code(), Some(0));

    let mut rude = Client::start(folder.path(), json!({}));
    rude.notify("exit", Value::Null);
    assert_eq!(rude.gone().code(), Some(1));

    let mut gone = Client::start(folder.path(), json!({}));
    gone.hang_up();
    assert_eq!(gone.gone().code(), Some(1));
}

#[test]
fn what_makes_no_sense_is_answered_or_passed_over() {
    let folder = Folder::with(&[]);
    let page = uri(&folder.path().join("page.md"));
    let mut client = Client::start(folder.path(), json!({}));
    let id = client.ask("textDocument/telepathy", json!({}));
    assert_eq!(client.response(id)["error"]["code"], -32601);
    let id = client.ask("textDocument/hover", json!({"position": "here"}));
    assert_eq!(client.response(id)["error"]["code"], -32602);
    client.notify("textDocument/didChange", json!({"textDocument": 7}));
    client.notify("$/unheard-of", json!(null));
    client.change(&page, 9, &[(None, "never opened")]);
    let nothing = client
        .request("textDocument/hover", json!({"textDocument": {"uri": page}, "position": position("", 0, UTF_16)}));
    assert_eq!(nothing, Value::Null);
    client.open(&page, PAGE);
    assert!(!client.diagnostics(&page, Some(1)).is_empty());
    client.stop();
}

#[test]
fn what_cannot_be_read_is_answered_and_the_session_goes_on() {
    let folder = Folder::with(&[]);
    let page = uri(&folder.path().join("page.md"));
    let mut client = Client::start(folder.path(), json!({}));
    let body = r#"{"jsonrpc": "2.0", "method": "initialized"}"#;
    for (wrong, code) in [
        ("Content-Length: 5\r\n\r\n{\"id\"".to_owned(), -32700),
        ("Content-Length: 2\r\n\r\n[]".to_owned(), -32600),
        (format!("Content-Type: text/plain\r\n\r\n{body}"), -32700),
        (format!("no header\r\n\r\n{body}"), -32700),
    ] {
        client.write(&wrong);
        assert_eq!(client.response_to_nothing()["error"]["code"], code, "{wrong}");
        client.open(&page, PAGE);
        assert!(!client.diagnostics(&page, Some(1)).is_empty(), "{wrong}");
    }
    client.stop();
}

#[test]
fn a_client_need_not_say_that_it_is_initialized() {
    let folder = Folder::with(&[]);
    let page = uri(&folder.path().join("page.md"));
    let mut client = Client::greet(folder.path(), json!({"capabilities": {}}));
    client.open(&page, PAGE);
    assert!(!client.diagnostics(&page, Some(1)).is_empty());
    client.stop();
}
