//! The engine as it lies in the program, in two parts: what a run reads when it starts, and behind that long texts and tables,
//! of which it touches what it looks up: a page of memory that is new to a process costs as much as thousands of steps. How
//! it is written is `compile.rs`. Floor 5.

use postcard::{Deserializer, Error, Result, de_flavors};
use serde::Deserialize;

use crate::detect::Engine;

/// From how many bytes on something is long.
pub(crate) const LONG: usize = 48;

/// The engine that bytes are, if they are one.
#[must_use]
pub(crate) fn read(bytes: &'static [u8]) -> Option<Engine> {
    let (length, rest) = bytes.split_first_chunk()?;
    let (short, long) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    Engine::deserialize(&mut Deserializer::from_flavor(Lying { short, long })).ok()
}

/// What is left of the parts as they lie in the program.
struct Lying {
    short: &'static [u8],
    long: &'static [u8],
}

impl de_flavors::Flavor<'static> for Lying {
    type Remainder = ();
    type Source = ();

    fn pop(&mut self) -> Result<u8> {
        let (byte, rest) = self.short.split_first().ok_or(Error::DeserializeUnexpectedEnd)?;
        self.short = rest;
        Ok(*byte)
    }

    fn try_take_n(&mut self, count: usize) -> Result<&'static [u8]> {
        let part = if count < LONG { &mut self.short } else { &mut self.long };
        let (bytes, rest) = part.split_at_checked(count).ok_or(Error::DeserializeUnexpectedEnd)?;
        *part = rest;
        Ok(bytes)
    }

    fn finalize(self) -> Result<()> {
        Ok(())
    }
}
