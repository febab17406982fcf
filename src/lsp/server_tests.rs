//! What cannot be shown from outside: sessions whose linter waits, or panics, when a test wants it to. The protocol itself
//! is tested with the real binary. Floor 8.

use std::sync::{Arc, Mutex};

use crossbeam_channel::{Receiver, Sender, unbounded};
use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};

use super::server::Server;
use crate::text::SourceFile;

const PAGE: &str = "untitled:page.md";

/// The result, or the code of the error.
fn said(response: Response) -> Result<Value, i32> {
    response.response_result.map_err(|error| error.code)
}

/// A client and its server's linter, which says what it judges and waits for leave.
struct Session {
    client: Connection,
    judged: Receiver<String>,
    leave: Sender<()>,
}

impl Session {
    fn start() -> Self {
        let (server, client) = Connection::memory();
        let (tell, judged) = unbounded();
        let (leave, may) = unbounded();
        let may = Arc::new(Mutex::new(may));
        std::thread::spawn(move || {
            Server::serve(
                server,
                Arc::new(move |linter, source: SourceFile| {
                    let text = source.text().to_owned();
                    let _ = tell.send(text.clone());
                    if text.contains("wait") {
                        let _ = may.lock().unwrap().recv();
                    }
                    assert!(!text.contains("panic"), "as told");
                    linter.lint(source)
                }),
            )
        });
        let session = Self { client, judged, leave };
        session.ask(0, "initialize", json!({"capabilities": {}}));
        session.response(0).unwrap();
        session.tell("initialized", json!({}));
        session
    }

    fn tell(&self, method: &str, params: Value) {
        self.client.sender.send(Notification::new(method.to_owned(), params).into()).unwrap();
    }

    fn ask(&self, id: i32, method: &str, params: Value) {
        self.client.sender.send(Request::new(id.into(), method.to_owned(), params).into()).unwrap();
    }

    fn hover(&self, id: i32) {
        self.ask(
            id,
            "textDocument/hover",
            json!({"textDocument": {"uri": PAGE}, "position": {"line": 0, "character": 0}}),
        );
    }

    fn open(&self, text: &str) {
        let item = json!({"uri": PAGE, "languageId": "markdown", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": item}));
    }

    fn change(&self, version: i32, text: &str) {
        self.make(version, json!([{"text": text}]));
    }

    fn make(&self, version: i32, changes: Value) {
        let document = json!({"uri": PAGE, "version": version});
        self.tell("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    fn next(&self) -> Message {
        self.client.receiver.recv_timeout(std::time::Duration::from_secs(60)).unwrap()
    }

    fn response(&self, id: i32) -> Result<Value, i32> {
        loop {
            if let Message::Response(response) = self.next()
                && response.id == RequestId::from(id)
            {
                return said(response);
            }
        }
    }

    /// The version of the diagnostics that are published next.
    fn published(&self) -> Value {
        loop {
            if let Message::Notification(it) = self.next()
                && it.method == "textDocument/publishDiagnostics"
            {
                return it.params["version"].clone();
            }
        }
    }
}

#[test]
fn a_newer_text_takes_the_place_of_one_that_waits() {
    let session = Session::start();
    session.open("wait 1");
    assert_eq!(session.judged.recv().unwrap(), "wait 1");
    for version in 2..=20 {
        session.change(version, &format!("wait {version}"));
    }
    // Answered at once, although every thread waits.
    session.ask(1, "no/such/thing", Value::Null);
    assert_eq!(session.response(1), Err(-32601));
    (0..20).for_each(|_| session.leave.send(()).unwrap());
    assert_eq!(session.published(), 20, "nothing of a text that was overtaken");
    let judged: Vec<String> = session.judged.try_iter().collect();
    assert_eq!(judged, ["wait 20"], "texts that were overtaken are not judged");
}

#[test]
fn a_question_waits_for_the_text_it_is_about_and_can_be_taken_back() {
    let session = Session::start();
    session.open("wait");
    session.hover(1);
    session.hover(2);
    session.tell("$/cancelRequest", json!({"id": 1}));
    assert_eq!(session.response(1), Err(-32800));
    session.leave.send(()).unwrap();
    assert_eq!(session.response(2), Ok(Value::Null));
}

#[test]
fn a_document_that_is_closed_answers_no_more() {
    let session = Session::start();
    session.open("wait");
    session.hover(1);
    session.tell("textDocument/didClose", json!({"textDocument": {"uri": PAGE}}));
    assert_eq!(session.response(1), Err(-32801));
    session.leave.send(()).unwrap();
    session.hover(2);
    assert_eq!(session.response(2), Ok(Value::Null));
}

#[test]
fn a_panic_is_logged_and_the_session_goes_on() {
    let session = Session::start();
    session.open("panic");
    session.hover(1);
    let mut logged = false;
    loop {
        match session.next() {
            Message::Notification(it) if it.method == "window/logMessage" => {
                assert!(it.params["message"].as_str().unwrap().contains("as told"), "{it:?}");
                logged = true;
            }
            Message::Response(response) => {
                assert_eq!(said(response), Err(-32603));
                break;
            }
            _ => {}
        }
    }
    assert!(logged);
    session.change(2, "all is well");
    assert_eq!(session.published(), 2);
}

#[test]
fn a_change_whose_range_cannot_be_read_is_logged_and_leaves_the_text() {
    let session = Session::start();
    session.open("one two");
    assert_eq!(session.judged.recv().unwrap(), "one two");
    let start = json!({"line": 0, "character": 0});
    let insertion = json!({"range": {"start": start, "end": start}, "text": "a "});
    for wrong in [
        json!({"start": start, "end": {"line": 0, "character": 1.0}}),
        json!({"start": {"line": -1, "character": 0}, "end": start}),
        json!({"start": start}),
        json!(7),
    ] {
        session.make(2, json!([insertion, {"range": wrong, "text": "x"}]));
        let logged = loop {
            match session.next() {
                Message::Notification(it) if it.method == "window/logMessage" => break it.params,
                _ => {}
            }
        };
        let said = logged["message"].as_str().unwrap();
        assert!(said.starts_with("textDocument/didChange cannot be read and changes nothing: "), "{said}");
    }
    session.make(3, json!([insertion]));
    assert_eq!(session.judged.recv().unwrap(), "a one two");
    session.make(4, json!([{"range": null, "text": "all"}]));
    assert_eq!(session.judged.recv().unwrap(), "all", "no range is the whole text");
}
