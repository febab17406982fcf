//! What a client tells and asks: each message to the part of the server that it is for, and answers made of what was found.
//! Floor 8.

use gen_lsp_types::{
    CancelParams, DidChangeConfigurationNotification, DidChangeWatchedFilesNotification,
    DidChangeWorkspaceFoldersNotification, DidCloseTextDocumentNotification, DidOpenTextDocumentNotification,
    DidSaveTextDocumentNotification, DocumentDiagnosticReport, DocumentDiagnosticRequest, FullDocumentDiagnosticReport,
    HoverRequest, Id, MessageType, Notification as IsNotification, Position, Range,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport, Request as IsRequest,
    UnchangedDocumentDiagnosticReport, Uri, VersionedTextDocumentIdentifier,
};
use lsp_server::{ErrorCode, Notification, Request, RequestId};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::actions::{self, Wish};
use super::client::Client;
use super::diagnostics::Shown;
use super::outbox::Outbox;
use super::server::{Document, Server};
use super::{handshake, hover};

/// Something to answer about a document.
pub(super) enum Question {
    /// Its diagnostics; the client has those of a revision already.
    Diagnostics { known: Option<String> },
    /// What is to be said of a place.
    Hover(Position),
    /// What can be done.
    Actions(Wish),
}

/// Changes of a document. The protocol's own type takes a change whose range cannot be read for one of the whole text.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Changed {
    pub(super) text_document: VersionedTextDocumentIdentifier,
    /// In order, each of the text that the one before it has left. None is taken if one cannot be read.
    pub(super) content_changes: Vec<Change>,
}

/// A text in the place of a part of a document.
#[derive(Deserialize)]
pub(super) struct Change {
    /// The part; none for the whole.
    pub(super) range: Option<Range>,
    pub(super) text: String,
}

/// Takes a request.
pub(super) fn request(server: &mut Server, request: Request) {
    let Request { id, method, params } = request;
    if server.shutting_down {
        return server.outbox.refuse(id, ErrorCode::InvalidRequest, "shutting down");
    }
    let asked = match method.as_str() {
        "shutdown" => {
            server.shutting_down = true;
            return server.outbox.answer(id, Value::Null);
        }
        "textDocument/diagnostic" => read::<<DocumentDiagnosticRequest as IsRequest>::Params>(params)
            .map(|asked| (asked.text_document.uri, Question::Diagnostics { known: asked.previous_result_id })),
        "textDocument/hover" => read::<<HoverRequest as IsRequest>::Params>(params).map(|asked| {
            let at = asked.text_document_position_params;
            (at.text_document.uri, Question::Hover(at.position))
        }),
        "textDocument/codeAction" => Wish::read(params).map(|(uri, wish)| (uri, Question::Actions(wish))),
        _ => return server.outbox.refuse(id, ErrorCode::MethodNotFound, format!("no such method: {method}")),
    };
    match asked {
        Ok((uri, question)) => server.ask(id, &uri, question),
        Err(error) => server.outbox.refuse(id, ErrorCode::InvalidParams, format!("{method}: {error}")),
    }
}

/// Takes a notification.
pub(super) fn notification(server: &mut Server, notification: Notification) {
    let Notification { method, params } = notification;
    let taken = match method.as_str() {
        "initialized" => {
            handshake::watch(server);
            Ok(())
        }
        "textDocument/didOpen" => told::<DidOpenTextDocumentNotification>(params, |it| server.open(it.text_document)),
        "textDocument/didChange" => read::<Changed>(params).map(|it| server.change(it)),
        "textDocument/didClose" => {
            told::<DidCloseTextDocumentNotification>(params, |it| server.close(&it.text_document.uri))
        }
        "textDocument/didSave" => told::<DidSaveTextDocumentNotification>(params, |it| {
            server.recheck(std::iter::once(it.text_document.uri));
        }),
        "workspace/didChangeWatchedFiles" => told::<DidChangeWatchedFilesNotification>(params, |it| {
            server.recheck(it.changes.into_iter().map(|change| change.uri));
        }),
        "workspace/didChangeWorkspaceFolders" => {
            told::<DidChangeWorkspaceFoldersNotification>(params, |it| server.change_folders(it.event))
        }
        "workspace/didChangeConfiguration" => {
            told::<DidChangeConfigurationNotification>(params, |it| server.change_settings(it.settings))
        }
        "$/cancelRequest" => read::<CancelParams>(params).map(|it| {
            server.cancel(&match it.id {
                Id::Int(id) => id.into(),
                Id::String(id) => id.into(),
            });
        }),
        // The rest of the protocol is no concern of a linter.
        _ => Ok(()),
    };
    if let Err(error) = taken {
        server.outbox.log(MessageType::Error, format!("{method} cannot be read and changes nothing: {error}"));
    }
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, serde_json::Error> {
    serde_json::from_value(params)
}

fn told<N: IsNotification>(params: Value, then: impl FnOnce(N::Params)) -> Result<(), serde_json::Error> {
    read(params).map(then)
}

/// Answers about a document that is not open.
pub(super) fn answer_about_nothing(outbox: &Outbox, id: RequestId, question: &Question) {
    match question {
        Question::Diagnostics { .. } => outbox.answer(id, full(None, Vec::new())),
        Question::Hover(_) | Question::Actions(_) => outbox.answer(id, Value::Null),
    }
}

/// Answers about a document that has been judged.
pub(super) fn answer(
    client: &Client,
    outbox: &Outbox,
    (uri, document): (&Uri, &Document),
    id: RequestId,
    question: &Question,
) {
    let shown: &[Shown] = match &document.judged {
        Some(Ok(shown)) => shown,
        Some(Err(message)) => return outbox.refuse(id, ErrorCode::InternalError, message.clone()),
        None => return outbox.refuse(id, ErrorCode::ContentModified, "the text has changed"),
    };
    match question {
        Question::Diagnostics { known } => {
            let result = document.revision.to_string();
            if known.as_ref() == Some(&result) {
                return outbox.answer(id, unchanged(result));
            }
            outbox.answer(id, full(Some(result), shown.iter().map(|shown| shown.diagnostic.clone()).collect()));
        }
        Question::Hover(position) => {
            let at = document.buffer.offset(*position);
            let here = |shown: &&Shown| shown.finding.span.start <= at && at <= shown.finding.span.end;
            outbox.answer(id, hover::of(&shown.iter().filter(here).collect::<Vec<_>>(), client.markdown));
        }
        Question::Actions(wish) => outbox.answer(id, actions::of(client, (uri, document), shown, wish)),
    }
}

fn full(result_id: Option<String>, items: Vec<gen_lsp_types::Diagnostic>) -> DocumentDiagnosticReport {
    RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
    }
    .into()
}

fn unchanged(result_id: String) -> DocumentDiagnosticReport {
    RelatedUnchangedDocumentDiagnosticReport {
        related_documents: None,
        unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
    }
    .into()
}
