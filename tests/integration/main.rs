//! The integration tests, one binary: it links once, and every module sees the library as its users do.

mod articles;
mod cli;
mod disclosures;
mod drafts;
mod fixtures;
mod gate;
mod labelled;
mod packs;
mod pages;
mod properties;
mod readme;
mod repository;
mod score;
mod tidy;
mod user_packs;
