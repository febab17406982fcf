//! How long a writer waits: from an edit to its diagnostics, through the real language server, on an article of 8 KB.
//! `cargo bench --bench editor` prints the figures of the README; they include both ends of the pipe and all of JSON.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark has nobody to recover for")]
#![allow(dead_code, reason = "the client is the one of the tests")]

#[path = "../tests/integration/lsp/client.rs"]
mod client;

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;

use client::{Client, range, uri};

const EDITS: usize = 500;
const SIZE: usize = 8 << 10;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    #[expect(clippy::disallowed_methods, reason = "benchmarks read what they measure")]
    let article = std::fs::read_to_string(root.join("fixtures/articles/kratom-mood.md")).unwrap();
    let mut text = article.repeat(SIZE.div_ceil(article.len()));
    text.truncate(text.floor_char_boundary(SIZE));

    let mut client = Client::start(&std::env::temp_dir(), json!({}));
    let page = uri(&std::env::temp_dir().join("article.md"));
    client.open(&page, &text);
    let findings = client.diagnostics(&page, Some(1)).len();

    let mut waits: Vec<Duration> = Vec::with_capacity(EDITS);
    for nth in 0..EDITS {
        // Typing: a letter, here and there.
        let at = text.floor_char_boundary(nth * 7_919 % text.len());
        let edit = [(Some(range(&text, at..at, char::len_utf16)), "a")];
        text.insert(at, 'a');
        let version = i64::try_from(nth).unwrap() + 2;
        let start = Instant::now();
        client.change(&page, version, &edit);
        client.diagnostics(&page, Some(version));
        waits.push(start.elapsed());
    }
    client.stop();

    waits.sort();
    let at = |share: usize| waits[(EDITS - 1) * share / 100].as_secs_f64() * 1e3;
    println!("{SIZE} bytes, {findings} findings, {EDITS} edits, each to its diagnostics:");
    println!("median {:.1} ms, 95th percentile {:.1} ms, slowest {:.1} ms", at(50), at(95), at(100));
}
