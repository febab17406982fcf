//! [`JsonArray`]: the items of a JSON array, written one a line as they come, so that a report of many files needs the
//! memory of one. What stands around the array is its writer's. Floor 7.

use std::io::{self, Write};

use serde::Serialize;

/// The inside of an array.
#[derive(Default)]
pub(super) struct JsonArray {
    begun: bool,
}

impl JsonArray {
    /// Writes the next item.
    pub(super) fn push(&mut self, item: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.begun { b",\n" } else { b"\n" })?;
        self.begun = true;
        out.write_all(&serde_json::to_vec(item)?)
    }

    /// Writes the line break after the last item, if there was one.
    pub(super) fn end(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.begun { b"\n" } else { b"" })
    }
}
