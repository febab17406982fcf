//! [`Text`]: a scalar of a pack with its place, a type of our own so that the pack's schema can be made from the types.
//! Floor 5.

use std::ops::Deref;

use serde::Deserialize;
use serde_yaml::Spanned;

/// Text with its place.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(in crate::pack) struct Text(Spanned<String>);

impl Deref for Text {
    type Target = Spanned<String>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Text {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Text".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}
