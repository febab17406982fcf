//! The first messages of a session: what the server can do, in the units that the client counts in, and the wish to be
//! told when configurations and packs change. Floor 8.

use gen_lsp_types::{
    CodeActionKind, CodeActionOptions, DiagnosticOptions, DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher,
    InitializeParams, PositionEncodingKind, Registration, RegistrationParams, RegistrationRequest, ServerCapabilities,
    TextDocumentSyncKind, TextDocumentSyncOptions, WorkspaceFoldersServerCapabilities, WorkspaceOptions,
};
use lsp_server::{Connection, ProtocolError, Response};
use serde_json::{Value, json};

use super::actions::FIX_ALL;
use super::client::Client;
use super::server::Server;
use super::settings::Settings;
use crate::project::files;
use crate::text::Encoding;

/// Meets the client. Says, too, what is wrong with its options.
pub(super) fn greet(connection: &Connection) -> Result<(Client, Vec<String>), ProtocolError> {
    let (id, mut params) = connection.initialize_start()?;
    let mut settings = Settings::default();
    let options = params.get_mut("initializationOptions").map(Value::take).unwrap_or_default();
    let slips = settings.take(options, false);
    // A client that says things no version of the protocol knows still gets its diagnostics.
    let client = Client::new(serde_json::from_value::<InitializeParams>(params).unwrap_or_default(), settings);
    let server = json!({ "name": "claimlint", "version": env!("CARGO_PKG_VERSION") });
    let answer = json!({ "capabilities": capabilities(&client), "serverInfo": server });
    // What it says next need not be `initialized`. One that has gone needs no answer.
    let _ = connection.sender.send(Response::new_ok(id, answer).into());
    Ok((client, slips))
}

fn capabilities(client: &Client) -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::Incremental),
        save: Some(true.into()),
        ..TextDocumentSyncOptions::default()
    };
    let actions = CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QuickFix, FIX_ALL]),
        ..CodeActionOptions::default()
    };
    let pull = DiagnosticOptions { identifier: Some("claimlint".to_owned()), ..DiagnosticOptions::default() };
    let folders = WorkspaceFoldersServerCapabilities { supported: Some(true), change_notifications: Some(true.into()) };
    ServerCapabilities {
        position_encoding: Some(match client.encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Scalar => PositionEncodingKind::UTF32,
        }),
        text_document_sync: Some(sync.into()),
        hover_provider: Some(true.into()),
        code_action_provider: Some(actions.into()),
        diagnostic_provider: client.pulls.then(|| pull.into()),
        workspace: Some(WorkspaceOptions { workspace_folders: Some(folders), ..WorkspaceOptions::default() }),
        ..ServerCapabilities::default()
    }
}

/// Asks to be told of changed YAML, JSON that may be a baseline, and texts that may be disclosures: which of it matters is
/// known only after it was read.
pub(super) fn watch(server: &mut Server) {
    if !server.client.watches {
        return;
    }
    let watcher = |pattern: &str| FileSystemWatcher { glob_pattern: pattern.to_owned().into(), kind: None };
    let extensions = ["yml", "yaml", "json", "txt", "html", "htm"].into_iter().chain(files::EXTENSIONS);
    let watchers = extensions.map(|extension| watcher(&format!("**/*.{extension}"))).collect();
    let options = DidChangeWatchedFilesRegistrationOptions { watchers };
    let registration = Registration {
        id: "claimlint-configurations".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: serde_json::to_value(options).ok(),
    };
    server.outbox.ask::<RegistrationRequest>(&RegistrationParams { registrations: vec![registration] });
}
