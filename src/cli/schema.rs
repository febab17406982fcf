//! `claimlint schema`: the JSON Schemas of packs, of `claimlint.yml` and of the JSON report, for editors and for programs
//! that read reports. They are made from the types and checked in; a test keeps them true. Floor 8.

use clap::ValueEnum;

use super::console::Console;
use super::exit::Exit;
use super::rules;

/// What there is a schema of.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Schema {
    /// Rule packs
    Pack,
    /// claimlint.yml
    Config,
    /// The JSON report, version 1
    Report,
}

/// Writes a schema.
pub(crate) fn run(schema: Schema, console: Console) -> Exit {
    let text = match schema {
        Schema::Pack => include_str!("../../schemas/pack.json"),
        Schema::Config => include_str!("../../schemas/config.json"),
        Schema::Report => include_str!("../../schemas/report.json"),
    };
    rules::write(console, Exit::Clean, |out| out.write_all(text.as_bytes()))
}
