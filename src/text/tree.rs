//! [`Node`]: a YAML or TOML value that knows where it stands, read within a budget. What the values mean is decided by the
//! reader of the tree, which can then report every wrong key and value at once instead of stopping at the first. Floor 1.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::budget::BudgetBreach;
use serde_yaml::options::{DuplicateKeyPolicy, Options};
use serde_yaml::{Error, Location, Spanned, UserMessageFormatter};
use toml::de::{DeTable, DeValue};

use super::Span;

/// Longer files are a mistake or an attack.
const MAX_BYTES: usize = 1 << 20;
/// So are deeper ones.
const MAX_DEPTH: usize = 32;

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it stands, quotes included.
    pub span: Span,
    /// What stands there.
    pub value: Value,
}

/// What stands at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing, or `null`.
    Null,
    /// Text as decoded; dates are text.
    Text(String),
    /// A boolean or a number: the source says which.
    Other,
    /// A list.
    List(Vec<Node>),
    /// Keys and values in the order of the file.
    Map(Vec<(Node, Node)>),
}

/// What keeps a text from being a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeError {
    /// Where.
    pub span: Span,
    /// What is wrong, for the writer of the file.
    pub message: String,
}

impl Node {
    /// What kind of value it is, in words.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Text(_) => "text",
            Value::Other => "a number or boolean",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }

    /// The text that stands there, if it is text.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The entries of a list; of anything else, itself.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            _ => std::slice::from_ref(self),
        }
    }

    /// Moves the tree by as many bytes as stand before its text in the file.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        let value = match self.value {
            Value::List(items) => Value::List(items.into_iter().map(|item| item.shifted(by)).collect()),
            Value::Map(entries) => {
                Value::Map(entries.into_iter().map(|(key, value)| (key.shifted(by), value.shifted(by))).collect())
            }
            other => other,
        };
        Self { span: Span::new(self.span.start + by, self.span.end + by), value }
    }
}

/// Reads a YAML document of ours: no anchors, no aliases, no key twice.
///
/// # Errors
/// The first structural slip (indentation, a duplicate key, the budget), and where it is.
pub fn yaml(text: &str) -> Result<Node, TreeError> {
    if text.len() > MAX_BYTES {
        let message = format!("{} bytes are too many: at most {MAX_BYTES}", text.len());
        return Err(TreeError { span: Span::new(0, 0), message });
    }
    let options = serde_yaml::options! {
        budget: serde_yaml::budget! { max_depth: MAX_DEPTH, max_nodes: 50_000, max_anchors: 0, max_aliases: 0 },
        strict_booleans: true,
        with_snippet: false,
    };
    read_yaml(text, options)
}

/// Reads the YAML of somebody else, as it comes: a key may stand twice.
///
/// # Errors
/// What keeps it from being YAML, and where it is.
pub fn lenient_yaml(text: &str) -> Result<Node, TreeError> {
    let options = serde_yaml::options! {
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        with_snippet: false,
    };
    read_yaml(text, options)
}

fn read_yaml(text: &str, options: Options) -> Result<Node, TreeError> {
    serde_yaml::from_str_with_options::<Spanned<Value>>(text, options).map(node).map_err(|error| {
        let error = error.without_snippet();
        let span = error.location().map_or(Span::new(0, 0), |location| span(text, &location));
        TreeError { span, message: message(error) }
    })
}

/// Reads a TOML document.
///
/// # Errors
/// What keeps it from being TOML, and where it is.
pub fn toml(text: &str) -> Result<Node, TreeError> {
    match DeTable::parse(text) {
        Ok(table) => Ok(Node { span: Span::new(0, text.len()), value: toml_table(table.get_ref()) }),
        Err(error) => {
            let span = error.span().map_or(Span::new(0, 0), Span::from);
            Err(TreeError { span, message: error.message().to_owned() })
        }
    }
}

fn toml_table(table: &DeTable<'_>) -> Value {
    let entry = |(key, value): (&toml::Spanned<std::borrow::Cow<'_, str>>, &toml::Spanned<DeValue<'_>>)| {
        let name = Value::Text(key.get_ref().clone().into_owned());
        (Node { span: key.span().into(), value: name }, toml_node(value))
    };
    let mut entries: Vec<(Node, Node)> = table.iter().map(entry).collect();
    entries.sort_by_key(|(key, _)| key.span);
    Value::Map(entries)
}

fn toml_node(spanned: &toml::Spanned<DeValue<'_>>) -> Node {
    let value = match spanned.get_ref() {
        DeValue::String(text) => Value::Text(text.clone().into_owned()),
        DeValue::Datetime(date) => Value::Text(date.to_string()),
        DeValue::Array(items) => Value::List(items.iter().map(toml_node).collect()),
        DeValue::Table(table) => toml_table(table),
        _ => Value::Other,
    };
    Node { span: spanned.span().into(), value }
}

/// What is wrong, in words for the writer of the file; the drawing shows the place.
fn message(error: &Error) -> String {
    if let Error::Budget { breach, .. } = error {
        return match breach {
            BudgetBreach::Anchors { .. } | BudgetBreach::Aliases { .. } => {
                "anchors and aliases are not allowed".to_owned()
            }
            BudgetBreach::Depth { .. } => format!("nested deeper than {MAX_DEPTH} levels"),
            _ => "larger than any file of ours needs to be".to_owned(),
        };
    }
    let message = error.render_with_formatter(&UserMessageFormatter);
    message.split(" at line ").next().unwrap_or(&message).to_owned()
}

fn node(spanned: Spanned<Value>) -> Node {
    // Values always know their bytes; only errors of the scanner do not.
    Node { span: span("", &spanned.referenced), value: spanned.value }
}

fn span(text: &str, location: &Location) -> Span {
    let count = |value: u64| usize::try_from(value).unwrap_or(0);
    let span = location.span();
    match (span.byte_offset(), span.byte_len()) {
        (Some(start), Some(len)) => Span::new(count(start), count(start.saturating_add(len))),
        _ => {
            let line = count(location.line()).saturating_sub(1);
            let start = text.split_inclusive('\n').take(line).map(str::len).sum::<usize>();
            let before = text[start..].chars().take(count(location.column()).saturating_sub(1));
            let at = start + before.map(char::len_utf8).sum::<usize>();
            Span::new(at, at)
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Value, E> {
        Ok(Value::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Value, E> {
        Ok(Value::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Value, E> {
        Ok(Value::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
        Ok(Value::Other)
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element::<Spanned<Value>>()? {
            items.push(node(item));
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, value)) = map.next_entry::<Spanned<Value>, Spanned<Value>>()? {
            entries.push((node(key), node(value)));
        }
        Ok(Value::Map(entries))
    }
}
