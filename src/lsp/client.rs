//! [`Client`]: what the editor said at the start, what it can do and what it wants, as plain answers to the questions
//! the server asks. Floor 8.

use std::path::PathBuf;

use gen_lsp_types::{ClientCapabilities, InitializeParams, MarkupKind, PositionEncodingKind, WorkspaceFolders};

use super::settings::Settings;
use super::uri;
use crate::text::Encoding;

/// The editor at the other end.
#[derive(Clone, Debug)]
pub(super) struct Client {
    /// What columns count.
    pub(super) encoding: Encoding,
    /// Asks for diagnostics itself; none are sent to it unasked, or it would show them twice.
    pub(super) pulls: bool,
    /// Takes a wish to ask again.
    pub(super) refreshes: bool,
    /// Shows related places.
    pub(super) related: bool,
    /// Takes edits that say which version they are for.
    pub(super) versioned_edits: bool,
    /// Wants hovers in Markdown.
    pub(super) markdown: bool,
    /// Can be asked to watch files.
    pub(super) watches: bool,
    /// Its folders.
    pub(super) folders: Vec<PathBuf>,
    /// What its user wants.
    pub(super) settings: Settings,
}

impl Client {
    pub(super) fn new(params: InitializeParams, settings: Settings) -> Self {
        let capabilities = params.capabilities;
        let text = capabilities.text_document.as_ref();
        let workspace = capabilities.workspace.as_ref();
        let diagnostics = text.and_then(|text| text.publish_diagnostics.as_ref());
        let hover = text.and_then(|text| text.hover.as_ref()).and_then(|hover| hover.content_format.as_ref());
        let watches = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
        let edits = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        let folders = match params.workspace_folders_initialize_params.workspace_folders {
            Some(WorkspaceFolders::WorkspaceFolderList(folders)) => folders.into_iter().map(|it| it.uri).collect(),
            #[expect(deprecated, reason = "older clients know nothing else")]
            _ => Vec::from_iter(params.root_uri),
        };
        Self {
            encoding: encoding(&capabilities),
            pulls: text.is_some_and(|text| text.diagnostic.is_some()),
            refreshes: workspace
                .and_then(|workspace| workspace.diagnostics.as_ref())
                .is_some_and(|diagnostics| diagnostics.refresh_support == Some(true)),
            related: diagnostics.is_some_and(|it| it.diagnostics_capabilities.related_information == Some(true)),
            versioned_edits: edits.is_some_and(|edits| edits.document_changes == Some(true)),
            markdown: hover.is_none_or(|formats| prefers_markdown(formats)),
            watches: watches.is_some_and(|watches| watches.dynamic_registration == Some(true)),
            folders: folders.iter().filter_map(uri::path).collect(),
            settings,
        }
    }
}

/// Formats stand in the order in which the client wants them; what we do not write does not count.
fn prefers_markdown(formats: &[MarkupKind]) -> bool {
    let ours = |kind: &&MarkupKind| matches!(kind, MarkupKind::Markdown | MarkupKind::PlainText);
    formats.iter().find(ours) == Some(&MarkupKind::Markdown)
}

/// Bytes if the client counts them, because then nothing needs counting; UTF-16 if it says nothing.
fn encoding(capabilities: &ClientCapabilities) -> Encoding {
    let offered = capabilities.general.as_ref().and_then(|general| general.position_encodings.as_deref());
    let offers = |kind| offered.unwrap_or_default().contains(&kind);
    if offers(PositionEncodingKind::UTF8) {
        Encoding::Utf8
    } else if offers(PositionEncodingKind::UTF32) {
        Encoding::Scalar
    } else {
        Encoding::Utf16
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Client, Settings};

    #[test]
    fn hovers_are_in_the_format_that_the_client_names_first() {
        for (formats, markdown) in [
            (json!(["markdown", "plaintext"]), true),
            (json!(["plaintext", "markdown"]), false),
            (json!(["x-html", "markdown", "plaintext"]), true),
            (json!(["plaintext"]), false),
            (json!(null), true),
        ] {
            let hover = json!({"capabilities": {"textDocument": {"hover": {"contentFormat": formats}}}});
            let client = Client::new(serde_json::from_value(hover).unwrap(), Settings::default());
            assert_eq!(client.markdown, markdown, "{formats}");
        }
    }
}
