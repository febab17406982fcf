//! [`Outbox`]: what goes to the client. Posting never waits: a client that is slow to read, or reads nothing until it has
//! written all it wants to, must not stop the server. Floor 8.

use std::thread::{self, JoinHandle};

use crossbeam_channel::{Sender, unbounded};
use gen_lsp_types::{
    Diagnostic, LogMessageNotification, LogMessageParams, MessageType, Notification as IsNotification,
    PublishDiagnosticsNotification, PublishDiagnosticsParams, Request as IsRequest, Uri,
};
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::Serialize;

/// Messages on their way to the client.
pub(super) struct Outbox {
    messages: Sender<Message>,
    /// Requests sent so far.
    asked: i32,
    postman: JoinHandle<()>,
}

impl Outbox {
    pub(super) fn new(client: Sender<Message>) -> Self {
        let (messages, waiting) = unbounded();
        // It ends when either side has gone.
        let postman =
            thread::spawn(move || waiting.into_iter().try_for_each(|message| client.send(message)).unwrap_or(()));
        Self { messages, asked: 0, postman }
    }

    pub(super) fn notify<N: IsNotification>(&self, params: &N::Params) {
        self.post(Notification::new(N::METHOD.to_string(), params).into());
    }

    /// Asks something whose answer does not matter.
    pub(super) fn ask<R: IsRequest>(&mut self, params: &R::Params) {
        self.asked += 1;
        self.post(Request::new(self.asked.into(), R::METHOD.to_string(), params).into());
    }

    pub(super) fn answer(&self, id: RequestId, result: impl Serialize) {
        self.post(Response::new_ok(id, result).into());
    }

    pub(super) fn refuse(&self, id: RequestId, code: ErrorCode, message: impl Into<String>) {
        self.post(Response::new_err(id, code as i32, message.into()).into());
    }

    pub(super) fn publish(&self, uri: Uri, version: Option<i32>, diagnostics: Vec<Diagnostic>) {
        self.notify::<PublishDiagnosticsNotification>(&PublishDiagnosticsParams { uri, version, diagnostics });
    }

    /// A line in the client's log.
    pub(super) fn log(&self, kind: MessageType, message: impl Into<String>) {
        self.notify::<LogMessageNotification>(&LogMessageParams { kind, message: message.into() });
    }

    fn post(&self, message: Message) {
        // Without a client there is nobody to tell.
        let _ = self.messages.send(message);
    }

    /// Waits until everything is sent.
    pub(super) fn close(self) {
        drop(self.messages);
        let _ = self.postman.join();
    }
}
