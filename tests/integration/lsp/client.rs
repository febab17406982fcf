//! A client of the language server, as small as can be: the real binary, framed messages, and a model of the document that
//! shares no code with the server's.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

/// Long enough for a slow machine: only a server that hangs gets there.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running server and the client's end of the line.
pub(crate) struct Client {
    server: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// Notifications and requests of the server that nobody has looked at.
    unread: VecDeque<Value>,
    asked: i64,
    /// What the server said of itself.
    pub(crate) capabilities: Value,
}

impl Client {
    /// Starts a server for a folder and greets it.
    pub(crate) fn start(folder: &Path, capabilities: Value) -> Self {
        Self::start_with(
            folder,
            json!({
                "capabilities": capabilities,
                "workspaceFolders": [{"uri": uri(folder), "name": "folder"}],
            }),
        )
    }

    /// Starts a server and greets it with these parameters.
    pub(crate) fn start_with(folder: &Path, params: Value) -> Self {
        let mut client = Self::greet(folder, params);
        client.notify("initialized", json!({}));
        client
    }

    /// Starts a server and says no more than these parameters.
    pub(crate) fn greet(folder: &Path, mut params: Value) -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_claimlint"))
            .arg("lsp")
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (input, output) = (server.stdin.take(), server.stdout.take().unwrap());
        let (tell, messages) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = receive(&mut output) {
                if tell.send(message).is_err() {
                    break;
                }
            }
        });
        let unread = VecDeque::new();
        let mut client = Self { server, input, messages, unread, asked: 0, capabilities: Value::Null };
        params["processId"] = Value::Null;
        client.capabilities = client.request("initialize", params)["capabilities"].take();
        client
    }

    pub(crate) fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.write(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
    }

    /// Writes what need not be a message.
    pub(crate) fn write(&mut self, bytes: &str) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes.as_bytes()).unwrap();
        input.flush().unwrap();
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request and says what number it has.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.asked += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.asked, "method": method, "params": params}));
        self.asked
    }

    /// The whole response to a request.
    pub(crate) fn response(&mut self, id: i64) -> Value {
        self.wait(|message| message.get("method").is_none() && message["id"] == id)
    }

    /// The answer to something that has no id.
    pub(crate) fn response_to_nothing(&mut self) -> Value {
        self.wait(|message| message.get("method").is_none() && message.get("id") == Some(&Value::Null))
    }

    /// The result of a request.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let mut response = self.response(id);
        assert_eq!(response.get("error"), None, "{method}");
        response["result"].take()
    }

    /// The next message of a kind that has not been looked at.
    pub(crate) fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.unread.iter().position(&wanted) {
            return self.unread.remove(at).unwrap();
        }
        loop {
            let message = self.messages.recv_timeout(PATIENCE).expect("the server says nothing");
            // What the server asks is always granted.
            if message.get("method").is_some() && message.get("id").is_some() {
                self.send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": null}));
            }
            if wanted(&message) {
                return message;
            }
            self.unread.push_back(message);
        }
    }

    /// The diagnostics that are published next for a file, of a version if it has one.
    pub(crate) fn diagnostics(&mut self, uri: &str, version: Option<i64>) -> Vec<Value> {
        let published = self.wait(|message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && version.is_none_or(|version| message["params"]["version"] == version)
        });
        published["params"]["diagnostics"].as_array().unwrap().clone()
    }

    /// The version of the next diagnostics of a file that have come and were not looked at.
    pub(crate) fn take_published(&mut self, uri: &str) -> Option<i64> {
        let published = |it: &Value| it["method"] == "textDocument/publishDiagnostics" && it["params"]["uri"] == uri;
        let at = self.unread.iter().position(published)?;
        self.unread.remove(at)?["params"]["version"].as_i64()
    }

    /// Whether something of a kind has come and was not looked at.
    pub(crate) fn has(&self, method: &str) -> bool {
        self.unread.iter().any(|message| message["method"] == method)
    }

    pub(crate) fn open(&mut self, uri: &str, text: &str) {
        self.open_as(uri, "markdown", text);
    }

    pub(crate) fn open_as(&mut self, uri: &str, language: &str, text: &str) {
        let item = json!({"uri": uri, "languageId": language, "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": item}));
    }

    /// Sends changes: `[range, text]` each, or the whole text without a range.
    pub(crate) fn change(&mut self, uri: &str, version: i64, changes: &[(Option<Value>, &str)]) {
        let change = |(range, text): &(Option<Value>, &str)| match range {
            Some(range) => json!({"range": range, "text": text}),
            None => json!({"text": text}),
        };
        let changes: Vec<Value> = changes.iter().map(change).collect();
        let document = json!({"uri": uri, "version": version});
        self.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    /// Says goodbye properly.
    pub(crate) fn stop(mut self) {
        assert_eq!(self.request("shutdown", Value::Null), Value::Null);
        self.notify("exit", Value::Null);
        assert_eq!(self.gone().code(), Some(0));
    }

    /// Waits for the end of the server.
    pub(crate) fn gone(&mut self) -> ExitStatus {
        self.server.wait().unwrap()
    }

    /// Goes away without a word.
    pub(crate) fn hang_up(&mut self) {
        self.input = None;
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // A test that failed must not leave a server behind.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn receive(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", number)) => length = number.parse().ok()?,
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

/// The URI of a path that needs no escapes.
pub(crate) fn uri(path: &Path) -> String {
    format!("file://{}", path.to_str().unwrap())
}

/// Line and column of a byte offset, columns in what `units` counts.
pub(crate) fn position(text: &str, offset: usize, units: fn(char) -> usize) -> Value {
    let before = &text[..offset];
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    json!({"line": line, "character": before[start..].chars().map(units).sum::<usize>()})
}

/// A range of bytes as the protocol says it.
pub(crate) fn range(text: &str, bytes: std::ops::Range<usize>, units: fn(char) -> usize) -> Value {
    json!({"start": position(text, bytes.start, units), "end": position(text, bytes.end, units)})
}
