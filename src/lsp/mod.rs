//! Floor 8: the editor's edge, `claimlint lsp`, a language server on standard input and output. One thread answers and
//! never waits for anything but messages (`server.rs`); others load configurations and lint (`worker.rs`). What is found
//! is [`crate::lint::Linter::lint`]'s, and edits are made of the server's own findings, never of what a client sends back.

mod actions;
mod buffer;
mod client;
mod diagnostics;
mod handshake;
mod hover;
mod outbox;
mod questions;
mod server;
#[cfg(test)]
mod server_tests;
mod settings;
mod suppress;
mod uri;
mod wire;
mod worker;

use std::process::ExitCode;
use std::sync::Arc;

use server::Server;

/// Serves one client until it says goodbye. The code is 0 if it did so properly, 1 if it vanished, as the protocol asks.
///
/// # Errors
/// What is wrong with the connection.
pub(crate) fn run() -> Result<ExitCode, String> {
    let (connection, threads) = wire::stdio();
    let exit = Server::serve(connection, Arc::new(|linter, source| linter.lint(source)))?;
    // A reader that still waits for the client would wait for ever.
    if exit == ExitCode::SUCCESS {
        threads.join().map_err(|error| error.to_string())?;
    }
    Ok(exit)
}
