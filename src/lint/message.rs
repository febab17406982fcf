//! Fills the `{…}` of messages and helps. Values are words of the page: what stands between quotation marks is quoted
//! cleanly, and what looks like another `{…}` in a value is no such thing. Floor 6.

use crate::text::within_quotes;

/// The template with every `{name}` that has a value replaced by it; what has none stays as it is.
pub(super) fn fill<V: AsRef<str>>(template: &str, values: &[(&str, V)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let (before, from) = rest.split_at(open);
        out.push_str(before);
        let value = from[1..].find('}').map(|close| &from[1..=close]).and_then(|name| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((name.len() + 2, value.as_ref()))
        });
        match value {
            Some((length, value)) => {
                if before.ends_with('“') {
                    out.push_str(&within_quotes(value))
                } else {
                    out.push_str(&value.replace('\u{fffc}', "…"))
                }
                rest = &from[length..];
            }
            None => {
                out.push('{');
                rest = &from[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn values_are_quoted_cleanly_and_are_no_templates() {
        let values = [("match", "“cures” insomnia” {subject}"), ("subject", "Kava \"Gold\"")];
        assert_eq!(fill("“{match}” of {subject}", &values), "“‘cures’ insomnia {subject}” of Kava \"Gold\"");
        assert_eq!(fill("{a}", &[("a", "our \u{fffc} drops")]), "our … drops");
        for same in ["", "no holes", "{unknown} and {", "{{"] {
            assert_eq!(fill(same, &values), same);
        }
        assert_eq!(fill("{{subject}}", &[("subject", "x")]), "{x}");
    }
}
