//! [`Numbers`], [`Bytes`], [`PackText`]: tables and texts as compiled packs carry them, read where they lie: loading them
//! copies nothing, and a page that needs little of them touches little. Little-endian, whatever the machine. Floor 3.

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, Range};

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Numbers in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Numbers(Cow<'static, [[u8; 4]]>);

impl Numbers {
    /// So many zeros.
    pub(crate) fn zeros(count: usize) -> Self {
        Self(Cow::Owned(vec![[0; 4]; count]))
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number at a place that there is.
    pub(crate) fn at(&self, place: usize) -> u32 {
        u32::from_le_bytes(self.0[place])
    }

    /// The number at a place, 0 where there is none.
    pub(crate) fn or_zero(&self, place: usize) -> u32 {
        self.0.get(place).map_or(0, |bytes| u32::from_le_bytes(*bytes))
    }

    /// Some numbers from a place on that there are.
    pub(crate) fn from<const N: usize>(&self, place: usize) -> [u32; N] {
        let mut out = [0; N];
        // A loop: the compiler makes less of `map` on an array.
        for (number, bytes) in out.iter_mut().zip(&self.0[place..place + N]) {
            *number = u32::from_le_bytes(*bytes);
        }
        out
    }

    /// The numbers at some places that there are, in order.
    pub(crate) fn among(&self, places: Range<usize>) -> impl Iterator<Item = u32> {
        self.0[places].iter().map(|bytes| u32::from_le_bytes(*bytes))
    }

    /// The numbers at some places that there are, which are the bits of fractions.
    pub(crate) fn floats(&self, places: Range<usize>) -> impl Iterator<Item = f32> {
        self.0[places].iter().map(|bytes| f32::from_le_bytes(*bytes))
    }

    /// Four numbers from a place on that there are, as one.
    pub(crate) fn wide(&self, place: usize) -> u128 {
        let bytes = self.0[place..].as_flattened().first_chunk::<16>();
        bytes.map_or(0, |bytes| u128::from_le_bytes(*bytes))
    }

    /// Whether a number stands among some that are in order.
    pub(crate) fn holds(&self, places: Range<usize>, number: u32) -> bool {
        self.position(places, number).is_some()
    }

    /// Where a number stands among some that are in order, from the first of them.
    pub(crate) fn position(&self, places: Range<usize>, number: u32) -> Option<usize> {
        const FEW: usize = 8;
        let numbers = &self.0[places];
        if numbers.len() <= FEW {
            let wanted = number.to_le_bytes();
            numbers.iter().position(|bytes| *bytes == wanted)
        } else {
            numbers.binary_search_by_key(&number, |bytes| u32::from_le_bytes(*bytes)).ok()
        }
    }

    /// Adds one behind the others.
    pub(crate) fn push(&mut self, number: u32) {
        self.0.to_mut().push(number.to_le_bytes());
    }

    /// Changes one.
    pub(crate) fn set(&mut self, place: usize, number: u32) {
        self.0.to_mut()[place] = number.to_le_bytes();
    }

    /// Adds zeros until there are so many.
    pub(crate) fn grow(&mut self, count: usize) {
        if self.len() < count {
            self.0.to_mut().resize(count, [0; 4]);
        }
    }
}

impl Extend<u32> for Numbers {
    fn extend<I: IntoIterator<Item = u32>>(&mut self, numbers: I) {
        self.0.to_mut().extend(numbers.into_iter().map(u32::to_le_bytes));
    }
}

impl Serialize for Numbers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0.as_flattened())
    }
}

impl<'de: 'static> Deserialize<'de> for Numbers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = Bytes::deserialize(deserializer)?;
        let numbers = match bytes.0 {
            Cow::Borrowed(bytes) => bytes.as_chunks::<4>().0,
            Cow::Owned(_) => &[],
        };
        Ok(Self(Cow::Borrowed(numbers)))
    }
}

/// Bytes in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bytes(Cow<'static, [u8]>);

impl Bytes {
    /// Adds some behind the others.
    pub(crate) fn extend(&mut self, bytes: &[u8]) {
        self.0.to_mut().extend_from_slice(bytes);
    }

    /// All of them, if they lie in the compiled packs.
    pub(crate) fn lying(&self) -> Option<&'static [u8]> {
        match self.0 {
            Cow::Borrowed(bytes) => Some(bytes),
            Cow::Owned(_) => None,
        }
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de: 'static> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Lying;
        impl<'de: 'static> Visitor<'de> for Lying {
            type Value = Bytes;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("bytes that lie in the program")
            }

            fn visit_borrowed_bytes<E: Error>(self, bytes: &'de [u8]) -> Result<Bytes, E> {
                Ok(Bytes(Cow::Borrowed(bytes)))
            }
        }
        deserializer.deserialize_bytes(Lying)
    }
}

/// A short text of a pack: an id, a group.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PackText(Cow<'static, str>);

impl PackText {
    /// As it is.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for PackText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PackText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self)
    }
}

impl From<String> for PackText {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&'static str> for PackText {
    fn from(text: &'static str) -> Self {
        Self(text.into())
    }
}

impl PartialEq<&str> for PackText {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl PartialEq<String> for PackText {
    fn eq(&self, other: &String) -> bool {
        self.0 == *other
    }
}

impl Serialize for PackText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de: 'static> Deserialize<'de> for PackText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&'de str>::deserialize(deserializer).map(Self::from)
    }
}
