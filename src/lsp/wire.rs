//! The wire: messages in frames on standard input and output. What cannot be read is answered with an error of JSON-RPC,
//! and reading goes on at the next frame; only the end of the stream is an end. `lsp-server`, whose messages these are,
//! gives up at the first slip. What messages mean is not known here. Floor 8.

use std::io::{self, BufRead, Read, Write};
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender, bounded, select, unbounded};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request};
use serde_json::{Value, json};

/// No message is larger; what says it is would be waited for in vain.
const MAX_BYTES: u64 = 512 << 20;
/// No line of a header is longer, and what is none is passed over in pieces of this length.
const MAX_LINE: u64 = 64 << 10;

/// The threads of a connection.
pub(super) struct Wire {
    reader: JoinHandle<()>,
    writer: JoinHandle<io::Result<()>>,
}

/// A connection over standard input and output.
pub(super) fn stdio() -> (Connection, Wire) {
    let (sender, outgoing) = bounded(0);
    let (incoming, receiver) = bounded(0);
    // Refusing never waits: a client may read nothing until it has written all it wants to.
    let (refuse, refusals) = unbounded();
    let reader = thread::spawn(move || read_all(io::stdin().lock(), &incoming, &refuse));
    let writer = thread::spawn(move || write_all(io::stdout().lock(), &outgoing, refusals));
    (Connection { sender, receiver }, Wire { reader, writer })
}

impl Wire {
    /// Waits until everything is read and written.
    pub(super) fn join(self) -> io::Result<()> {
        let panicked = || io::Error::other("the connection broke");
        self.reader.join().map_err(|_| panicked())?;
        self.writer.join().map_err(|_| panicked())?
    }
}

fn read_all(input: impl BufRead, incoming: &Sender<Message>, refuse: &Sender<Refusal>) {
    let mut frames = Frames::new(input);
    while let Some(body) = frames.next() {
        match body.and_then(message) {
            Ok(Some(message)) => {
                let is_exit = matches!(&message, Message::Notification(it) if it.method == "exit");
                if incoming.send(message).is_err() || is_exit {
                    return;
                }
            }
            Ok(None) => {}
            Err(refusal) => {
                let _ = refuse.send(refusal);
            }
        }
    }
}

fn write_all(mut out: impl Write, messages: &Receiver<Message>, mut refusals: Receiver<Refusal>) -> io::Result<()> {
    loop {
        select! {
            recv(messages) -> message => match message {
                Ok(message) => message.write(&mut out)?,
                Err(_) => return refusals.try_iter().try_for_each(|refusal| refusal.write(&mut out)),
            },
            recv(refusals) -> refusal => match refusal {
                Ok(refusal) => refusal.write(&mut out)?,
                // Nothing more is read.
                Err(_) => refusals = crossbeam_channel::never(),
            },
        }
    }
}

/// The answer to what is no message.
#[derive(Debug)]
struct Refusal {
    /// The id of what is refused, if it has one.
    id: Value,
    code: ErrorCode,
    message: String,
}

impl Refusal {
    fn unreadable(message: impl Into<String>) -> Self {
        Self { id: Value::Null, code: ErrorCode::ParseError, message: message.into() }
    }

    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let error = json!({"code": self.code as i32, "message": self.message});
        let body = json!({"jsonrpc": "2.0", "id": self.id, "error": error}).to_string();
        write!(out, "Content-Length: {}\r\n\r\n{body}", body.len())?;
        out.flush()
    }
}

/// The message in a frame; none if it is an answer to nothing that was asked.
fn message(mut body: Value) -> Result<Option<Message>, Refusal> {
    let id = body.get("id").cloned();
    let invalid = |message: &str| {
        let id = id.clone().filter(|id| id.is_number() || id.is_string()).unwrap_or(Value::Null);
        Refusal { id, code: ErrorCode::InvalidRequest, message: message.to_owned() }
    };
    let params = body.get_mut("params").map(Value::take).unwrap_or_default();
    match (body.get_mut("method").map(Value::take), &id) {
        (Some(Value::String(method)), None) => Ok(Some(Notification { method, params }.into())),
        (Some(Value::String(method)), Some(id)) => {
            let id = serde_json::from_value(id.clone());
            let id = id.map_err(|_| invalid("an id is a text or an integer of 32 bits"))?;
            Ok(Some(Request { id, method, params }.into()))
        }
        (None, _) if body.get("result").or(body.get("error")).is_some() => {
            Ok(serde_json::from_value(body).ok().map(Message::Response))
        }
        _ => Err(invalid("this is neither a request nor a notification nor a response")),
    }
}

/// The bodies of frames.
struct Frames<R> {
    input: R,
    /// Whether what comes next may be the rest of something that was refused. It is passed over up to the next length.
    lost: bool,
    /// The length at the end of something else: the next header begins there.
    length: Option<u64>,
}

impl<R: BufRead> Frames<R> {
    fn new(input: R) -> Self {
        Self { input, lost: false, length: None }
    }

    /// The next body, or what is wrong with it or its header; none at the end of the stream. What is wrong is told at once,
    /// not when something right follows.
    fn next(&mut self) -> Option<Result<Value, Refusal>> {
        let length = match self.header()? {
            Ok(length) => length,
            Err(message) => return Some(Err(Refusal::unreadable(message))),
        };
        let mut body = Vec::new();
        self.input.by_ref().take(length).read_to_end(&mut body).ok()?;
        if (body.len() as u64) < length {
            return None;
        }
        let body = serde_json::from_slice(&body);
        // The length may have been too small.
        self.lost = body.is_err();
        Some(body.map_err(|error| Refusal::unreadable(error.to_string())))
    }

    /// The length of the next body, or what is wrong.
    fn header(&mut self) -> Option<Result<u64, String>> {
        let mut length = self.length.take();
        let mut begun = length.is_some();
        loop {
            let line = self.line()?;
            let line = line.trim_ascii_end();
            let wrong = match length_in(line) {
                Some((at, given)) if at == 0 || self.lost => {
                    (self.lost, length) = (false, Some(given));
                    None
                }
                Some((_, given)) => {
                    self.length = Some(given);
                    return Some(Err("something between two messages".to_owned()));
                }
                None if self.lost => None,
                None if line.is_empty() => match length {
                    Some(length) if length > MAX_BYTES => Some(format!("{length} bytes are too many")),
                    Some(length) => return Some(Ok(length)),
                    None if begun => Some("a header without Content-Length".to_owned()),
                    // Some end a body with an empty line.
                    None => continue,
                },
                None if is_field(line) => None,
                None => Some(format!("no line of a header: {}", String::from_utf8_lossy(&line[..line.len().min(80)]))),
            };
            if let Some(wrong) = wrong {
                self.lost = true;
                return Some(Err(wrong));
            }
            begun = true;
        }
    }

    /// A line, or a piece of one that does not end.
    fn line(&mut self) -> Option<Vec<u8>> {
        let mut line = Vec::new();
        self.input.by_ref().take(MAX_LINE).read_until(b'\n', &mut line).ok()?;
        (!line.is_empty()).then_some(line)
    }
}

/// The length at the end of a line, and where its name begins.
fn length_in(line: &[u8]) -> Option<(usize, u64)> {
    const NAME: &[u8] = b"content-length:";
    let at = line.windows(NAME.len()).rposition(|part| part.eq_ignore_ascii_case(NAME))?;
    let digits = std::str::from_utf8(&line[at + NAME.len()..]).ok()?.trim();
    Some((at, digits.parse().ok()?))
}

/// Whether a line names something and says what it is, as lines of a header do.
fn is_field(line: &[u8]) -> bool {
    let is_name =
        |name: &[u8]| !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    line.iter().position(|byte| *byte == b':').is_some_and(|colon| is_name(&line[..colon]))
}

#[cfg(test)]
mod tests {
    use lsp_server::{ErrorCode, Message};

    use super::{Frames, message};

    /// What is read from a stream: methods, and what is refused.
    fn read(stream: &[u8]) -> Vec<String> {
        let mut frames = Frames::new(stream);
        let mut said = Vec::new();
        while let Some(body) = frames.next() {
            said.push(match body.and_then(message) {
                Ok(Some(Message::Request(it))) => format!("{} {}", it.method, it.id),
                Ok(Some(Message::Notification(it))) => it.method,
                Ok(Some(Message::Response(it))) => format!("response {}", it.id),
                Ok(None) => "nothing".to_owned(),
                Err(refusal) => {
                    let sort = if matches!(refusal.code, ErrorCode::ParseError) { "unreadable" } else { "invalid" };
                    format!("{sort} {}", refusal.id)
                }
            });
        }
        said
    }

    fn frame(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn what_cannot_be_read_is_refused_once_and_the_next_message_is_read() {
        let body = r#"{"method":"lost"}"#;
        for wrong in [
            frame("{\"method\":"),
            frame("\u{e9}"),
            "Content-Length: 5\r\n\r\n{\"\u{e9}\":".to_owned(),
            format!("Content-Type: x\r\n\r\n{body}"),
            "Content-Type: x\r\n\r\n{\n  \"method\":\n  \"Content-Length: 7\"\n}\n".to_owned(),
            format!("Content-Length: many\r\n\r\n{body}"),
            format!("Content-Length: -7\r\n\r\n{body}\r\n"),
            format!("Content-Length: 99999999999999\r\n\r\n{body}"),
            "hello\r\n\r\n".to_owned(),
            "hello\n".to_owned(),
            "\u{0}".repeat(200_000),
            body.to_owned(),
        ] {
            let said = read((wrong.clone() + &frame(r#"{"method":"next"}"#)).as_bytes());
            assert_eq!(said, ["unreadable null", "next"], "{}", &wrong[..wrong.len().min(100)]);
        }
        // A length that is wrong costs what stands in its way.
        let long = format!("Content-Length: {}\r\n\r\n{body}", body.len() + 9);
        let said = read((long + &frame(body) + &frame(r#"{"method":"next"}"#)).as_bytes());
        assert_eq!(said.last().map(String::as_str), Some("next"), "{said:?}");
    }

    #[test]
    fn what_is_no_message_is_refused_by_its_id() {
        for (body, expected) in [
            (r#"{"id":1,"method":"a"}"#, "a 1"),
            (r#"{"id":"x","method":"a","params":null}"#, "a \"x\""),
            (r#"{"id":1,"result":null}"#, "response 1"),
            (r#"{"id":null,"error":{"code":-32700,"message":"?"}}"#, "nothing"),
            (r#"{"id":3000000000,"method":"a"}"#, "invalid 3000000000"),
            (r#"{"id":null,"method":"a"}"#, "invalid null"),
            (r#"{"id":7,"method":7}"#, "invalid 7"),
            (r#"{"id":7}"#, "invalid 7"),
            ("[]", "invalid null"),
            ("7", "invalid null"),
        ] {
            assert_eq!(read(frame(body).as_bytes()), [expected], "{body}");
        }
    }

    #[test]
    fn headers_are_read_in_every_manner() {
        let body = r#"{"method":"a"}"#;
        for header in
            ["content-length:14\r\n\r\n", "Content-Length: 14\n\n", "\r\nContent-Type: x\r\nContent-Length: 14\r\n\r\n"]
        {
            assert_eq!(read(format!("{header}{body}{header}{body}").as_bytes()), ["a", "a"], "{header}");
        }
        assert!(read(b"Content-Length: 14\r\n\r\n{").is_empty(), "the stream has ended");
    }
}
