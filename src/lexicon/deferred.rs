//! [`Deferred`]: a part of compiled packs that many runs do not need, decoded when it is first asked for. Tables of numbers
//! need no decoding: they are `flat.rs`. Floor 3.

use std::ops::Deref;
use std::sync::OnceLock;

use serde::ser::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Bytes;

/// A value, or the bytes that it is in compiled packs.
#[derive(Clone, Debug, Default)]
pub struct Deferred<T> {
    bytes: Bytes,
    // Boxed: a table of many that are never asked for stays small.
    value: OnceLock<Box<T>>,
}

impl<T: Default + Deserialize<'static>> Deferred<T> {
    /// Changes the value.
    pub fn change(&mut self, change: impl FnOnce(&mut T)) {
        let _ = &**self;
        if let Some(value) = self.value.get_mut() {
            change(value);
        }
    }
}

impl<T> From<T> for Deferred<T> {
    fn from(value: T) -> Self {
        Self { bytes: Bytes::default(), value: OnceLock::from(Box::new(value)) }
    }
}

impl<T: Default + Deserialize<'static>> Deref for Deferred<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // What the build script wrote can be read: a test reads all of it.
        let decode = |bytes| postcard::from_bytes(bytes).ok();
        self.value.get_or_init(|| Box::new(self.bytes.lying().and_then(decode).unwrap_or_default()))
    }
}

impl<T: Default + Serialize + Deserialize<'static>> Serialize for Deferred<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&postcard::to_allocvec(&**self).map_err(S::Error::custom)?)
    }
}

impl<'de: 'static, T> Deserialize<'de> for Deferred<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self { bytes: Bytes::deserialize(deserializer)?, value: OnceLock::new() })
    }
}
