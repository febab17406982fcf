//! [`Fault`]: what can be wrong with a suppression, each with a rule of a pack that says it. What is wrong with one is
//! decided where findings are settled (`lint/settle.rs`). Floor 4.

use serde::{Deserialize, Serialize};

/// What is wrong with a suppression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// Nothing is there to allow.
    Unused,
    /// Its last day is over.
    Expired,
    /// It names a rule that there is not.
    Unknown,
    /// It gives no reason.
    Reasonless,
    /// It names no rule, or all of them.
    Blanket,
    /// A range without its end, or an end without its beginning.
    Unclosed,
    /// It cannot be read.
    Malformed,
}

impl Fault {
    /// All names, as packs write them.
    pub const NAMES: &'static [&'static str] =
        &["unused", "expired", "unknown", "reasonless", "blanket", "unclosed", "malformed"];
}
