//! The integration tests, one binary: it links once, and every module sees the library as its users do.

mod ablation;
mod articles;
mod changes;
mod cli;
mod disclosures;
mod drafts;
mod editors;
mod filling;
mod fixtures;
mod formats;
mod frames;
mod gate;
mod labelled;
mod lsp;
mod packs;
mod pages;
mod policy;
mod properties;
mod readme;
mod ready_made;
mod repository;
mod scope;
mod score;
mod suppressions;
mod tidy;
mod user_packs;
