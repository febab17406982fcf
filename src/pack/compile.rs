//! The engine as the build script writes it, for `compiled.rs` to read: short things in one part, long ones in another. The
//! library has it for tests alone. Floor 5.

use postcard::{Error, Result, ser_flavors};

use super::compiled::LONG;
use crate::detect::Engine;

/// An engine as bytes.
///
/// # Errors
///
/// If something in it cannot be written, or it is too long.
pub(crate) fn write(engine: &Engine) -> Result<Vec<u8>> {
    postcard::serialize_with_flavor(engine, Written::default())
}

/// The parts as they are written.
#[derive(Default)]
struct Written {
    short: Vec<u8>,
    long: Vec<u8>,
}

impl ser_flavors::Flavor for Written {
    type Output = Vec<u8>;

    fn try_push(&mut self, byte: u8) -> Result<()> {
        self.short.push(byte);
        Ok(())
    }

    fn try_extend(&mut self, bytes: &[u8]) -> Result<()> {
        let part = if bytes.len() < LONG { &mut self.short } else { &mut self.long };
        part.extend_from_slice(bytes);
        Ok(())
    }

    fn finalize(self) -> Result<Vec<u8>> {
        let length = u32::try_from(self.short.len()).map_err(|_| Error::SerializeBufferFull)?;
        Ok([&length.to_le_bytes(), &*self.short, &*self.long].concat())
    }
}
