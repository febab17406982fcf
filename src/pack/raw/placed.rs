//! [`Placed`] and [`Key`]: a scalar of a pack and a key of a mapping with their places, types of our own so that the pack's
//! schema can be made from the types. Floor 5.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::ops::{Deref, DerefMut};

use serde::Deserialize;
use serde_yaml::Spanned;

/// A scalar with its place.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub(in crate::pack) struct Placed<T>(Spanned<T>);

impl<T> Deref for Placed<T> {
    type Target = Spanned<T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<T> DerefMut for Placed<T> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

/// A key of a mapping with its place; it is looked up as text.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub(in crate::pack) struct Key(Placed<String>);

impl Key {
    /// The key that stands for a field of ours, at the place of another scalar.
    pub(in crate::pack) fn at<T>(name: &str, place: &Spanned<T>) -> Self {
        Self(Placed(Spanned::new(name.to_owned(), place.referenced, place.defined)))
    }
}

impl Deref for Key {
    type Target = Spanned<String>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Borrow<str> for Key {
    fn borrow(&self) -> &str {
        &self.value
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for Key {}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

#[cfg(test)]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Placed<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Key {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        String::schema_name()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}
