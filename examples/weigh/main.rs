//! Fits what packs count to the labelled pages under `tests/labelled`, and writes the packs in their place; to standard
//! error it says how well what is left out is judged: that, not the fit itself, says how well it generalises.
//!
//!     cargo run --release --example weigh -- signs [--leave-out]     # rules/core/claims/suggestion-*.yml
//!     cargo run --release --example weigh -- wholes                  # rules/core/claims/suggestion-{network,vectors-*}.yml
//!     cargo run --release --example weigh -- openings                # rules/core/opening.yml

#![allow(clippy::disallowed_methods, clippy::print_stderr, reason = "a program of its own")]

mod documents;
#[path = "../../tests/integration/filling.rs"]
mod filling;
mod fit;
mod network;
mod numbers;
mod openings;
#[path = "../../tests/integration/posts.rs"]
mod posts;
mod signs;
mod steps;
mod train;
mod wholes;

use std::path::Path;
use std::{fs, io};

use claimlint::lint::{Linter, Wishes};
use claimlint::pack;

/// The rule whose signs are weighed, and which has the network.
const RULE: &str = "claim/suggested-effect";

/// The part that the signs of a sentence have in what it counts: the network, which reads it as a whole, has the other.
const SHARE: f64 = 0.5;

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (home, packs) = (root.join("tests/labelled"), root.join("rules/core"));
    let linter = Linter::new(pack::engine(), Wishes::default());
    let leaves_out = std::env::args().nth(2).is_some_and(|argument| argument == "--leave-out");
    match std::env::args().nth(1).as_deref() {
        Some("signs") => signs::weigh(&home, linter, leaves_out, &packs),
        Some("wholes") => wholes::weigh(&home, &linter, &packs),
        Some("openings") => openings::weigh(&home, &linter, &packs),
        _ => Err(io::Error::other("expected `signs`, `wholes` or `openings`")),
    }
}

/// The sets that are fitted to: all but those that `floors.tsv` says are held out, which measure.
fn sets(home: &Path) -> io::Result<Vec<String>> {
    let rows = table(&home.join("../integration"), "floors")?.into_iter();
    let fitted = rows.filter(|row| row.get(4).is_some_and(|held_out| held_out == "no"));
    let mut sets: Vec<String> = fitted.filter_map(|row| row.into_iter().next()).collect();
    sets.sort();
    Ok(sets)
}

/// Whether the pages of a set were modelled on real ones, as `floors.tsv` says.
fn is_real(home: &Path, set: &str) -> io::Result<bool> {
    let rows = table(&home.join("../integration"), "floors")?;
    Ok(rows.iter().any(|row| row[0] == set && row.get(5).is_some_and(|real| real == "yes")))
}

/// The table of a labelled set: its rows in cells.
fn table(home: &Path, name: &str) -> io::Result<Vec<Vec<String>>> {
    let text = fs::read_to_string(home.join(format!("{name}.tsv")))?;
    Ok(text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}

/// The heads of a set of sentences, by page.
fn heads(home: &Path, name: &str) -> io::Result<Vec<(String, String)>> {
    let heads = if name == "products" { "pages".to_owned() } else { format!("{name}_pages") };
    let rows = table(home, &heads)?.into_iter();
    Ok(rows.filter_map(|row| Some((row.first()?.clone(), row.get(1)?.replace("\\n", "\n")))).collect())
}
