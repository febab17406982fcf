//! [`Node`]: a YAML value that knows where it stands, read with a tight budget. What the values mean is decided by the
//! reader of the tree, which can then report every wrong key and value at once instead of stopping at the first. Floor 6.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::budget::BudgetBreach;
use serde_yaml::{Error, Location, Spanned, UserMessageFormatter};

use crate::pack::Problem;
use crate::text::Span;

/// No configuration is that long; a longer file is a mistake or an attack.
const MAX_BYTES: usize = 1 << 20;
/// Nor is any that deep.
const MAX_DEPTH: usize = 32;

/// A value and its place.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) span: Span,
    pub(super) value: Value,
}

/// What stands there.
#[derive(Debug)]
pub(super) enum Value {
    Null,
    Text(String),
    /// A boolean or a number: never wanted.
    Other,
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// What kind of value it is, in words.
    pub(super) fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Text(_) => "text",
            Value::Other => "a number or boolean",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

/// Reads one YAML document. A structural error (bad indentation, a duplicate key, the budget) is one problem.
pub(super) fn parse(name: &str, text: &str) -> Result<Node, Box<Problem>> {
    if text.len() > MAX_BYTES {
        let message = format!("{} bytes are too many: at most {MAX_BYTES}", text.len());
        // Only the head is kept to show: the file is not worth its memory.
        let head = text.lines().next().unwrap_or_default();
        return Err(Box::new(Problem::new(name, head, Some(Span::new(0, 0)), message)));
    }
    let options = serde_yaml::options! {
        budget: serde_yaml::budget! { max_depth: MAX_DEPTH, max_nodes: 50_000, max_anchors: 0, max_aliases: 0 },
        strict_booleans: true,
        with_snippet: false,
    };
    match serde_yaml::from_str_with_options::<Spanned<Value>>(text, options) {
        Ok(root) => Ok(node(root)),
        Err(error) => {
            let error = error.without_snippet();
            let span = error.location().map_or(Span::new(0, 0), |location| span(text, &location));
            Err(Box::new(Problem::new(name, text, Some(span), message(error))))
        }
    }
}

/// What is wrong, in words for the writer of the file; the drawing shows the place.
fn message(error: &Error) -> String {
    if let Error::Budget { breach, .. } = error {
        return match breach {
            BudgetBreach::Anchors { .. } | BudgetBreach::Aliases { .. } => {
                "anchors and aliases are not allowed".to_owned()
            }
            BudgetBreach::Depth { .. } => format!("nested deeper than {MAX_DEPTH} levels"),
            _ => "larger than any configuration needs to be".to_owned(),
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
