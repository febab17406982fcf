//! The integration tests, one binary: it links once, and every module sees the library as its users do.

mod articles;
mod changes;
mod cli;
mod disclosures;
mod fixtures;
mod gate;
mod labelled;
mod packs;
mod policy;
mod properties;
mod readme;
mod repository;
mod score;
mod suppressions;
mod tidy;
mod user_packs;
