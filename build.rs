//! Compiles `rules/` when claimlint is built: the packs are read and checked by the very modules that read them at run
//! time, and the engine they make is written as bytes for the library to carry. A pack that is not sound fails the build,
//! with its place. A new pack file, rule or field needs no line here.

#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    unused_imports,
    clippy::all,
    reason = "the modules are written for the library, and checked there"
)]
#![allow(clippy::disallowed_methods, clippy::print_stderr, clippy::exit, reason = "how a build script speaks to cargo")]

#[path = "src/text"]
mod text {
    mod source;
    mod span;

    pub use source::{Encoding, Position, SourceFile};
    pub use span::Span;
}

#[path = "src/prose"]
mod prose {
    mod block;
    mod normalise;
    mod norms;
    mod source_map;
    mod token;
    mod tokenise;
    mod word;

    pub use block::Link;
    pub use norms::norms;
    pub use source_map::{Piece, PieceKind, SourceMap};
    pub use token::{Sentence, Token, TokenFlags};
}

#[path = "src/lexicon/mod.rs"]
mod lexicon;

#[path = "src/detect"]
mod detect {
    mod engine;
    mod fault;
    mod pattern;
    mod profile;
    mod rule;
    mod severity;
    mod url_parts;

    /// As text only: the library builds them when a page needs them. Whether they are sound, its tests say.
    pub mod expression {
        use serde::{Deserialize, Serialize};

        #[derive(Clone, Debug, Serialize, Deserialize)]
        pub struct Expression {
            text: String,
        }

        impl Expression {
            pub fn new(text: &str) -> Result<Self, std::fmt::Error> {
                Ok(Self { text: text.to_owned() })
            }
        }
    }

    pub use engine::*;
    pub use expression::Expression;
    pub use fault::Fault;
    pub use pattern::{Pattern, PatternError, PatternSet};
    pub use profile::{RuleProfile, Shift};
    pub use rule::{Example, Rule, glob};
    pub use severity::{Grid, Severity};
    pub use url_parts::UrlParts;
}

#[path = "src/pack"]
mod pack {
    mod build;
    pub mod compile;
    mod compiled;
    mod load;
    mod problem;
    mod raw;
    mod yaml;

    pub use load::{PackSource, load};
    pub use problem::Problem;
    pub use yaml::span;
}

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use pack::PackSource;

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    println!("cargo::rerun-if-changed=rules");
    let target = |what: &str| env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        // At a fixed address: else the loader writes 23,000 addresses before `main` and so copies some hundred pages, a
        // tenth of what an article costs. Random addresses guard against memory errors, of which safe code has none.
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
    let mut files = Vec::new();
    collect(&root.join("rules"), &mut files)?;
    files.sort();

    let mut packs = Vec::new();
    let mut code = String::from("[\n");
    for file in &files {
        let name = file.strip_prefix(&root).unwrap_or(file).display().to_string().replace('\\', "/");
        let text = fs::read_to_string(file)?;
        let read = to_read(&text);
        packs.push(PackSource { name: name.clone(), text });
        let name = name.escape_default();
        // The folder is filled in when the library is compiled: a build folder that was moved or copied must not embed the
        // packs of another checkout.
        let path = format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{name}\")");
        writeln!(code, "    (\"{name}\", include_str!({path}), {read}),").map_err(io::Error::other)?;
    }
    code.push_str("]\n");
    fs::write(out.join("builtin_packs.rs"), code)?;

    let loaded = pack::load(&packs);
    if !loaded.problems.is_empty() {
        for problem in loaded.problems {
            eprintln!(
                "error: {problem}\n  --> {}\n  help: {}\n",
                problem.place(),
                problem.help.as_deref().unwrap_or("-")
            );
        }
        std::process::exit(1);
    }
    fs::write(out.join("builtin_packs.bin"), pack::compile::write(&loaded.engine).map_err(io::Error::other)?)
}

/// How much of a pack says more than what an engine holds ready for packs of a project to be loaded behind it, in bytes: what
/// stands before the senses, small signs, openings and networks with which it ends.
fn to_read(text: &str) -> usize {
    const READY: [&str; 5] = ["senses:", "small_signs:", "opening:", "network:", "vectors:"];
    let (mut at, mut says_more, mut end) = (0, false, None);
    for line in text.split_inclusive('\n') {
        // What is not indented is a key: or something else at which no file may be cut.
        if !line.starts_with([' ', '#', '\r', '\n']) {
            let is_ready = READY.iter().any(|key| line.starts_with(key));
            says_more |= !is_ready;
            end = if is_ready { end.or(Some(at)) } else { None };
        }
        at += line.len();
    }
    if says_more || end.is_none() { end.unwrap_or(text.len()) } else { 0 }
}

fn collect(folder: &Path, out: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, out)?;
        } else if path.extension().is_some_and(|extension| extension == "yml") {
            out.push(path);
        }
    }
    Ok(())
}
