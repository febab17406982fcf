//! What can be done about findings: the safe change that a finding carries, all safe changes of the document at once, and
//! a suppression with room for its reason. Every edit is made of what the server found itself: some clients send ranges
//! back in the wrong units. Floor 8.

use std::collections::HashMap;

use gen_lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, Diagnostic, Edit, OptionalVersionedTextDocumentIdentifier,
    TextDocumentEdit, TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};

use super::client::Client;
use super::diagnostics::Shown;
use super::server::Document;
use crate::lint::Fix;

/// The kind of the action that makes all safe changes.
pub(super) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.claimlint");

/// The actions for a range.
pub(super) fn of(
    client: &Client,
    (uri, document): (&Uri, &Document),
    shown: &[Shown],
    asked: &CodeActionParams,
) -> Vec<CodeAction> {
    let desk = Desk { client, uri, document };
    let wants = |kind: &CodeActionKind| {
        asked.context.only.as_ref().is_none_or(|kinds| kinds.iter().any(|wanted| covers(wanted, kind)))
    };
    let mut actions = Vec::new();
    if wants(&CodeActionKind::QuickFix) {
        let here: Vec<&Shown> = meant(document, shown, asked).collect();
        actions.extend(here.iter().filter_map(|shown| desk.fix(shown)));
    }
    if wants(&FIX_ALL) {
        actions.extend(desk.fix_all(shown));
    }
    actions
}

/// Whether a kind is the wanted one or a kind of it.
fn covers(wanted: &CodeActionKind, kind: &CodeActionKind) -> bool {
    let (wanted, kind) = (wanted.to_string(), kind.to_string());
    wanted.is_empty() || kind.strip_prefix(&wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The findings that the range touches, and those whose diagnostics the client sends along, which it names by their data.
fn meant<'s>(document: &Document, shown: &'s [Shown], asked: &CodeActionParams) -> impl Iterator<Item = &'s Shown> {
    let range = document.buffer.span(asked.range);
    let named: Vec<_> = asked.context.diagnostics.iter().filter_map(|diagnostic| diagnostic.data.clone()).collect();
    shown.iter().filter(move |shown| {
        let span = shown.finding.span;
        let touched = span.start <= range.end && range.start <= span.end;
        touched || shown.diagnostic.data.as_ref().is_some_and(|data| named.contains(data))
    })
}

/// Where actions for one document are made.
struct Desk<'s> {
    client: &'s Client,
    uri: &'s Uri,
    document: &'s Document,
}

impl Desk<'_> {
    fn fix(&self, shown: &Shown) -> Option<CodeAction> {
        let fix = shown.finding.fix.as_ref()?;
        let action = self.action(fix.title.clone(), CodeActionKind::QuickFix, &[shown], &[fix]);
        Some(CodeAction { is_preferred: Some(true), ..action })
    }

    fn fix_all(&self, shown: &[Shown]) -> Option<CodeAction> {
        let (mut fixed, mut fixes): (Vec<&Shown>, Vec<&Fix>) = (Vec::new(), Vec::new());
        for shown in shown {
            let Some(fix) = &shown.finding.fix else { continue };
            // What touches an earlier change waits for the next time.
            if fixes.iter().all(|other| other.span.end < fix.span.start || fix.span.end < other.span.start) {
                fixed.push(shown);
                fixes.push(fix);
            }
        }
        let title = "Make all safe changes (claimlint)".to_owned();
        (!fixes.is_empty()).then(|| self.action(title, FIX_ALL, &fixed, &fixes))
    }

    fn action(&self, title: String, kind: CodeActionKind, about: &[&Shown], fixes: &[&Fix]) -> CodeAction {
        let mut positions = self.document.buffer.positions();
        let edits =
            fixes.iter().map(|fix| TextEdit { range: positions.range(fix.span), new_text: fix.replacement.clone() });
        let diagnostics: Vec<Diagnostic> = about.iter().map(|shown| shown.diagnostic.clone()).collect();
        CodeAction {
            title,
            kind: Some(kind),
            diagnostics: Some(diagnostics),
            edit: Some(self.edit(edits.collect())),
            ..CodeAction::default()
        }
    }

    /// For this version of the document only, where the client can tell versions apart.
    fn edit(&self, edits: Vec<TextEdit>) -> WorkspaceEdit {
        if !self.client.versioned_edits {
            let changes = HashMap::from([(self.uri.clone(), edits)]);
            return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
        }
        let text_document = OptionalVersionedTextDocumentIdentifier {
            version: Some(self.document.version),
            text_document_identifier: TextDocumentIdentifier { uri: self.uri.clone() },
        };
        let change = TextDocumentEdit { text_document, edits: edits.into_iter().map(Edit::TextEdit).collect() };
        WorkspaceEdit { document_changes: Some(vec![change.into()]), ..WorkspaceEdit::default() }
    }
}
