//! [`Server`]: one client's session. It keeps the open documents, hands their texts to the workers, and answers when the
//! current text has been judged. Nothing here reads files or lints, so nothing here takes long. Floor 8.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use crossbeam_channel::{Receiver, select, unbounded};
use gen_lsp_types::{DiagnosticRefreshRequest, MessageType, TextDocumentItem, Uri, WorkspaceFoldersChangeEvent};
use lsp_server::{Connection, ErrorCode, Message, RequestId};
use serde_json::Value;

use super::buffer::Buffer;
use super::client::Client;
use super::diagnostics::{Look, Shown};
use super::outbox::Outbox;
use super::questions::{Changed, Question};
use super::worker::{Job, Judge, Outcome, Task, Workers, panic_message};
use super::{handshake, questions, uri};
use crate::detect::Severity;
use crate::project::{Source, files};

/// A session.
pub(super) struct Server {
    pub(super) client: Client,
    pub(super) outbox: Outbox,
    documents: HashMap<Uri, Document>,
    /// Counts the states of documents; every judgement is of one of them.
    revision: u64,
    workers: Workers,
    outcomes: Receiver<Outcome>,
    /// Configurations and packs that something is wrong with, as told to the client.
    troubled: BTreeSet<PathBuf>,
    pub(super) shutting_down: bool,
}

/// An open document.
pub(super) struct Document {
    pub(super) version: i32,
    /// Whether it is to be judged; YAML is not, but may be a configuration.
    prose: bool,
    /// Where it is, if it is a file.
    path: Option<PathBuf>,
    /// What reports would call it.
    pub(super) name: String,
    pub(super) buffer: Buffer,
    /// Of its text under the current configuration.
    pub(super) revision: u64,
    /// What was found in that text; an error if the linter panicked.
    pub(super) judged: Option<Result<Arc<[Shown]>, String>>,
    /// Questions that wait for it.
    waiting: Vec<(RequestId, Question)>,
}

impl Server {
    /// Serves a client from its first message to its last.
    pub(super) fn serve(connection: Connection, judge: Judge) -> Result<ExitCode, String> {
        let (client, slips) = handshake::greet(&connection).map_err(|error| error.to_string())?;
        let Connection { sender, receiver } = connection;
        let (tell, outcomes) = unbounded();
        let mut server = Self {
            client,
            outbox: Outbox::new(sender),
            documents: HashMap::new(),
            revision: 0,
            workers: Workers::new(judge, tell),
            outcomes,
            troubled: BTreeSet::new(),
            shutting_down: false,
        };
        server.tell_slips("initializationOptions", slips);
        if server.client.settings.config.is_some() {
            server.configure();
        }
        let exit = server.run(&receiver);
        server.outbox.close();
        Ok(exit)
    }

    fn run(&mut self, messages: &Receiver<Message>) -> ExitCode {
        let outcomes = self.outcomes.clone();
        loop {
            let done = select! {
                recv(messages) -> message => match message {
                    Ok(Message::Notification(it)) if it.method == "exit" => {
                        return if self.shutting_down { ExitCode::SUCCESS } else { ExitCode::FAILURE };
                    }
                    Ok(message) => self.guarded(message),
                    Err(_) => return ExitCode::FAILURE,
                },
                recv(outcomes) -> outcome => {
                    let settle = || outcome.into_iter().for_each(|outcome| self.settle(outcome));
                    catch_unwind(AssertUnwindSafe(settle))
                }
            };
            if let Err(panic) = done {
                self.outbox.log(MessageType::Error, panic_message(&*panic));
            }
        }
    }

    /// Handles a message. A panic is the end of the message, not of the session; a request is told so.
    fn guarded(&mut self, message: Message) -> std::thread::Result<()> {
        let id = match &message {
            Message::Request(request) => Some(request.id.clone()),
            _ => None,
        };
        let handled = catch_unwind(AssertUnwindSafe(|| match message {
            Message::Request(request) => questions::request(self, request),
            Message::Notification(notification) => questions::notification(self, notification),
            Message::Response(_) => {}
        }));
        if let (Err(panic), Some(id)) = (&handled, id) {
            self.outbox.refuse(id, ErrorCode::InternalError, panic_message(&**panic));
        }
        handled
    }

    pub(super) fn open(&mut self, item: TextDocumentItem) {
        let language = item.language_id.to_string();
        let path = uri::path(&item.uri);
        let name = path.as_deref().map_or_else(|| uri::name(&item.uri), files::name);
        let extension = Path::new(&name).extension().unwrap_or_default().to_ascii_lowercase();
        let document = Document {
            version: item.version,
            prose: language != "yaml" && extension != "yml" && extension != "yaml",
            path,
            name: if language == "mdx" && extension != "mdx" { name + ".mdx" } else { name },
            buffer: Buffer::new(item.text, self.client.encoding),
            revision: 0,
            judged: None,
            waiting: Vec::new(),
        };
        if let Some(before) = self.documents.insert(item.uri.clone(), document) {
            self.drop_questions(before);
        }
        self.judge(&item.uri);
    }

    pub(super) fn change(&mut self, changed: Changed) {
        let uri = changed.text_document.text_document_identifier.uri;
        let Some(document) = self.documents.get_mut(&uri) else {
            return self.outbox.log(MessageType::Warning, format!("changed, but not open: {}", uri.0));
        };
        document.version = changed.text_document.version;
        for change in changed.content_changes {
            document.buffer.edit(change.range, &change.text);
        }
        self.judge(&uri);
    }

    pub(super) fn close(&mut self, uri: &Uri) {
        let Some(document) = self.documents.remove(uri) else { return };
        // What is wrong with a configuration is wrong whether it is open or not.
        if document.prose && !self.client.pulls {
            self.outbox.publish(uri.clone(), None, Vec::new());
        }
        self.workers.queue(Task::Close(uri.clone()));
        self.drop_questions(document);
    }

    /// Something was saved or changed on disk, and perhaps with it a configuration or a pack.
    pub(super) fn recheck(&self, uris: impl Iterator<Item = Uri>) {
        self.workers.queue(Task::Recheck(uris.filter_map(|uri| uri::path(&uri)).collect()));
    }

    pub(super) fn change_folders(&mut self, event: WorkspaceFoldersChangeEvent) {
        let removed: Vec<PathBuf> = event.removed.iter().filter_map(|folder| uri::path(&folder.uri)).collect();
        self.client.folders.retain(|folder| !removed.contains(folder));
        self.client.folders.extend(event.added.iter().filter_map(|folder| uri::path(&folder.uri)));
        self.judge_all();
    }

    pub(super) fn change_settings(&mut self, sent: Value) {
        let before = self.client.settings.clone();
        let slips = self.client.settings.take(sent, true);
        self.tell_slips("workspace/didChangeConfiguration", slips);
        if before.config != self.client.settings.config {
            self.configure();
        } else if before != self.client.settings {
            self.judge_all();
        }
    }

    fn tell_slips(&self, place: &str, slips: Vec<String>) {
        slips.iter().for_each(|slip| self.outbox.log(MessageType::Warning, format!("{place}: {slip}")));
    }

    fn configure(&self) {
        let source = match &self.client.settings.config {
            Some(config) => Source::Given(self.first_folder().join(config)),
            None => Source::Nearest,
        };
        self.workers.queue(Task::Configure(source));
    }

    /// Answers a question as soon as the document as it is now has been judged.
    pub(super) fn ask(&mut self, id: RequestId, uri: &Uri, question: Question) {
        match self.documents.get_mut(uri) {
            None => questions::answer_about_nothing(&self.outbox, id, &question),
            Some(document) if document.judged.is_none() => document.waiting.push((id, question)),
            Some(document) => questions::answer(&self.client, &self.outbox, (uri, document), id, &question),
        }
    }

    pub(super) fn cancel(&mut self, id: &RequestId) {
        let waits = |(waiting, _): &(RequestId, Question)| waiting == id;
        let found = self.documents.values_mut().find_map(|document| {
            let at = document.waiting.iter().position(waits)?;
            Some(document.waiting.remove(at))
        });
        if let Some((id, _)) = found {
            self.outbox.refuse(id, ErrorCode::RequestCanceled, "cancelled");
        }
    }

    fn drop_questions(&self, document: Document) {
        for (id, _) in document.waiting {
            self.outbox.refuse(id, ErrorCode::ContentModified, "the document was closed");
        }
    }

    /// Sends a document to the workers; what was found in it before no longer counts.
    fn judge(&mut self, uri: &Uri) {
        let Some(document) = self.documents.get_mut(uri) else { return };
        self.revision += 1;
        (document.revision, document.judged) = (self.revision, None);
        let (path, buffer) = (document.path.clone(), document.buffer.clone());
        let name = document.prose.then(|| document.name.clone());
        let path = path.unwrap_or_else(|| self.first_folder().join(uri::name(uri)));
        let least = self.client.settings.minimum_severity.unwrap_or(Severity::Info);
        let look = Look { related: self.client.related, least, encoding: self.client.encoding };
        self.workers.queue(Task::Lint(Job { uri: uri.clone(), revision: self.revision, path, name, buffer, look }));
    }

    fn judge_all(&mut self) {
        let uris: Vec<Uri> = self.documents.keys().cloned().collect();
        uris.iter().for_each(|uri| self.judge(uri));
        if self.client.pulls && self.client.refreshes {
            self.outbox.ask::<DiagnosticRefreshRequest>(&());
        }
    }

    fn first_folder(&self) -> &Path {
        self.client.folders.first().map_or(Path::new(""), PathBuf::as_path)
    }

    fn settle(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Judged { uri, revision, shown } => self.judged(&uri, revision, Ok(shown.into())),
            Outcome::Failed { uri, revision, message } => {
                self.outbox.log(MessageType::Error, message.clone());
                if let Some(uri) = uri {
                    self.judged(&uri, revision, Err(message));
                }
            }
            Outcome::Troubles(files) => {
                let paths = files.keys().cloned().collect();
                let gone = std::mem::replace(&mut self.troubled, paths);
                for path in gone.difference(&self.troubled) {
                    self.outbox.publish(self.uri_of(path), None, Vec::new());
                }
                for (path, diagnostics) in files {
                    self.outbox.publish(self.uri_of(&path), None, diagnostics);
                }
            }
            Outcome::Reconfigured => {
                if self.documents.is_empty() {
                    self.settle(Outcome::Troubles(BTreeMap::new()));
                }
                self.judge_all();
            }
        }
    }

    fn judged(&mut self, uri: &Uri, revision: u64, shown: Result<Arc<[Shown]>, String>) {
        // An older text of it was judged meanwhile, or it was closed.
        let Some(document) = self.documents.get_mut(uri).filter(|document| document.revision == revision) else {
            return;
        };
        if let (Ok(shown), false, true) = (&shown, self.client.pulls, document.prose) {
            let diagnostics = shown.iter().map(|shown| shown.diagnostic.clone()).collect();
            self.outbox.publish(uri.clone(), Some(document.version), diagnostics);
        }
        document.judged = Some(shown);
        for (id, question) in std::mem::take(&mut document.waiting) {
            questions::answer(&self.client, &self.outbox, (uri, document), id, &question);
        }
    }

    /// The URI of a file, as the client writes it if the file is open.
    fn uri_of(&self, path: &Path) -> Uri {
        let same = |uri: &&Uri| uri::path(uri).is_some_and(|open| open == path);
        self.documents.keys().find(same).cloned().unwrap_or_else(|| uri::of(path))
    }
}
