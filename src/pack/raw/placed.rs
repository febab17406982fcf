//! [`Placed`]: a scalar of a pack with its place, a type of our own so that the pack's schema can be made from the types.
//! Floor 5.

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
