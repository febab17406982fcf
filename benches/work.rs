//! What a check is made of, measured inside one process: `cargo bench`. Whole processes side by side with other tools are
//! `benches/compare`.

use std::io;
use std::sync::LazyLock;

use claimlint::detect::Engine;
use claimlint::lint::{Linter, Policy, Report};
use claimlint::pack;
use claimlint::prose::{Document, norms};
use claimlint::render::{Format, Paint};
use claimlint::text::SourceFile;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

static LINTER: LazyLock<Linter> = LazyLock::new(|| Linter::new(pack::engine(), Policy::default()));

/// A page of each kind.
#[derive(Clone, Copy, Debug)]
enum Page {
    /// Claims in every other sentence.
    Dense,
    /// Nothing about health.
    Ordinary,
    /// A shop page and an article, every word of it on one line.
    OneLine,
    /// Nothing but list items, each read with its introduction.
    Lists,
    /// Unknown words, marks and emphasis that open and never close.
    Noise,
}

const PAGES: [Page; 5] = [Page::Dense, Page::Ordinary, Page::OneLine, Page::Lists, Page::Noise];

impl Page {
    fn text(self) -> String {
        let dense = concat!(
            include_str!("../fixtures/articles/kratom-anxiety.md"),
            include_str!("../fixtures/articles/sleep-gummies-shop.md"),
        );
        match self {
            Self::Dense => dense.repeat(4),
            Self::Ordinary => include_str!("../fixtures/articles/sourdough.md").repeat(8),
            Self::OneLine => dense.replace('\n', " ").repeat(4),
            Self::Lists => format!("Our drops help with:\n\n{}", "- joint pain and poor sleep\n".repeat(1_000)),
            Self::Noise => "*a_ [b `c <d qwxz* e9f ![g](h".repeat(1_000),
        }
    }
}

fn source(page: Page) -> SourceFile {
    SourceFile::new("page.md", &page.text())
}

/// What a project with packs of its own pays before its first file: all packs are read from their YAML.
#[divan::bench(sample_count = 10)]
fn start_from_yaml() -> Engine {
    pack::load(&pack::builtin()).engine
}

#[divan::bench(args = PAGES)]
fn parse(bencher: Bencher<'_, '_>, page: Page) {
    let source = source(page);
    let bencher = bencher.counter(BytesCount::of_str(source.text()));
    bencher.with_inputs(|| source.clone()).bench_values(Document::parse);
}

#[divan::bench(args = PAGES)]
fn tokenise(bencher: Bencher<'_, '_>, page: Page) {
    let text = page.text();
    bencher.counter(BytesCount::of_str(&text)).bench(|| norms(black_box(&text)));
}

/// Mentions, frames, modifiers and document rules: all that follows parsing.
#[divan::bench(args = PAGES)]
fn detect(bencher: Bencher<'_, '_>, page: Page) {
    let document = Document::parse(source(page));
    let engine = pack::engine();
    bencher.counter(BytesCount::of_str(document.source.text())).bench(|| engine.detect(black_box(&document), &[]));
}

#[divan::bench(args = PAGES)]
fn lint(bencher: Bencher<'_, '_>, page: Page) {
    let source = source(page);
    let bencher = bencher.counter(BytesCount::of_str(source.text()));
    bencher.with_inputs(|| source.clone()).bench_values(|source| LINTER.lint(source));
}

#[divan::bench(args = Format::ALL.map(Format::name))]
fn render(bencher: Bencher<'_, '_>, format: &str) {
    let format = Format::ALL.into_iter().find(|known| known.name() == format).unwrap_or(Format::Json);
    let report: Report = LINTER.lint(source(Page::Dense));
    bencher.counter(divan::counter::ItemsCount::new(report.findings.len())).bench(|| {
        // A sink cannot fail.
        let _ = format.renderer(Paint::Plain.into(), false).report(black_box(&report), &mut io::sink());
    });
}
