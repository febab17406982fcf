//! What can be done about findings: the change that a finding carries, all safe changes of the document at once but no draft,
//! and a suppression with room for its reason. Every edit is made of what the server found itself: some clients send ranges
//! back in the wrong units. Floor 8.

use std::collections::HashMap;

use gen_lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, Diagnostic, Edit, OptionalVersionedTextDocumentIdentifier, Range,
    TextDocumentEdit, TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};

use serde_json::{Value, json};

use super::client::Client;
use super::diagnostics::Shown;
use super::server::Document;
use super::suppress::{self, Suppression};
use crate::lint::Fix;
use crate::prose;
use crate::text::SourceFile;

/// The kind of the action that makes all safe changes except drafts.
pub(super) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.claimlint");

/// More findings than this at one place are no place: nobody reads that many suppressions.
const MOST_SUPPRESSIONS: usize = 8;

/// What a client wants actions for.
pub(super) struct Wish {
    range: Range,
    /// What its diagnostics carry of ours, which names them; nothing else that it says of them counts.
    named: Vec<Value>,
    /// Kinds; none for all.
    only: Option<Vec<CodeActionKind>>,
}

impl Wish {
    pub(super) fn read(mut params: Value) -> Result<(Uri, Self), serde_json::Error> {
        let sent = params.pointer_mut("/context/diagnostics").map(|it| std::mem::replace(it, json!([])));
        let data = |diagnostic: &Value| diagnostic.get("data").filter(|data| !data.is_null()).cloned();
        let named = sent.iter().filter_map(Value::as_array).flatten().filter_map(data).collect();
        let CodeActionParams { text_document, range, context, .. } = serde_json::from_value(params)?;
        // Who wants nothing does not ask: an empty list is how some clients write that they want everything.
        let only = context.only.filter(|kinds| !kinds.is_empty());
        Ok((text_document.uri, Self { range, named, only }))
    }

    fn wants(&self, kind: &CodeActionKind) -> bool {
        self.only.as_ref().is_none_or(|kinds| kinds.iter().any(|wanted| covers(wanted, kind)))
    }
}

/// The actions for a wish.
pub(super) fn of(client: &Client, (uri, document): (&Uri, &Document), shown: &[Shown], wish: &Wish) -> Vec<CodeAction> {
    let desk = Desk { client, uri, document };
    let mut actions = Vec::new();
    if wish.wants(&CodeActionKind::QuickFix) {
        let here = meant(document, shown, wish);
        actions.extend(desk.fixes(&here));
        actions.extend(desk.suppressions(&here));
    }
    if wish.wants(&FIX_ALL) {
        actions.extend(desk.fix_all(shown));
    }
    actions
}

/// Whether a kind is the wanted one or a kind of it.
fn covers(wanted: &CodeActionKind, kind: &CodeActionKind) -> bool {
    let (wanted, kind) = (wanted.to_string(), kind.to_string());
    wanted.is_empty() || kind.strip_prefix(&wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The findings that the client names, and behind them the others that the range touches.
fn meant<'s>(document: &Document, shown: &'s [Shown], wish: &Wish) -> Vec<&'s Shown> {
    let range = document.buffer.span(wish.range);
    let named = |shown: &Shown| shown.diagnostic.data.as_ref().is_some_and(|data| wish.named.contains(data));
    let touched = |shown: &Shown| shown.finding.span.start <= range.end && range.start <= shown.finding.span.end;
    let (mut meant, others): (Vec<&Shown>, Vec<&Shown>) = shown.iter().partition(|shown| named(shown));
    meant.extend(others.into_iter().filter(|shown| touched(shown)));
    meant
}

/// Where actions for one document are made.
struct Desk<'s> {
    client: &'s Client,
    uri: &'s Uri,
    document: &'s Document,
}

impl Desk<'_> {
    /// Each change once: a draft answers several findings.
    fn fixes(&self, here: &[&Shown]) -> Vec<CodeAction> {
        let mut fixes: Vec<(&Fix, Vec<&Shown>)> = Vec::new();
        for shown in here {
            let Some(fix) = &shown.finding.fix else { continue };
            match fixes.iter_mut().find(|(known, _)| *known == fix) {
                Some((_, about)) => about.push(shown),
                None => fixes.push((fix, vec![shown])),
            }
        }
        let action = |(fix, about): &(&Fix, Vec<&Shown>)| {
            let action = self.action(fix.title.clone(), CodeActionKind::QuickFix, about, &[fix]);
            // Editors make what is preferred at a keystroke.
            CodeAction { is_preferred: Some(!fix.draft), ..action }
        };
        fixes.iter().map(action).collect()
    }

    /// What is wrong with a suppression is mended, not suppressed.
    fn suppressions(&self, here: &[&Shown]) -> Vec<CodeAction> {
        let mut wanted = here.iter().filter(|shown| !shown.finding.rule.starts_with("meta/")).peekable();
        if wanted.peek().is_none() {
            return Vec::new();
        }
        let page = prose::Document::parse(SourceFile::new(&self.document.name, self.document.buffer.text()));
        let suppression = |shown: &&Shown| {
            let Suppression { insertions, whole_file } = suppress::of(&page, &shown.finding)?;
            let place = if whole_file { "in the whole file" } else { "here" };
            let title = format!("Allow {} {place}, for a reason", shown.finding.rule);
            Some(self.action(title, CodeActionKind::QuickFix, &[shown], &insertions.iter().collect::<Vec<_>>()))
        };
        wanted.take(MOST_SUPPRESSIONS).filter_map(suppression).collect()
    }

    fn fix_all(&self, shown: &[Shown]) -> Option<CodeAction> {
        let (mut fixed, mut fixes): (Vec<&Shown>, Vec<&Fix>) = (Vec::new(), Vec::new());
        for shown in shown {
            // A draft has to be read, so it is asked for by itself.
            let Some(fix) = shown.finding.fix.as_ref().filter(|fix| !fix.draft) else { continue };
            // What touches an earlier change waits for the next time.
            if fixes.iter().all(|other| other.span.end < fix.span.start || fix.span.end < other.span.start) {
                fixed.push(shown);
                fixes.push(fix);
            }
        }
        let title = "Make all safe changes except drafts (claimlint)".to_owned();
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
