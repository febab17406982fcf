//! HTML elements that are open, and what they do to the text inside: hide it, make it strong, link it, drop it.
//! The same state serves HTML blocks and tags inside paragraphs. It reads no text. Floor 2.

use std::collections::HashMap;

/// What an open element does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Effect {
    /// Hidden by attribute or style.
    pub(super) hidden: bool,
    /// `<details>`.
    pub(super) details: bool,
    /// `<summary>`, which shows while its `<details>` is closed.
    pub(super) summary: bool,
    /// Its text is no prose (`<script>`, `<code>`).
    pub(super) skip: bool,
    /// Bold.
    pub(super) strong: bool,
    /// A link.
    pub(super) link: bool,
    /// A list.
    pub(super) list: bool,
}

/// The open elements, innermost last.
#[derive(Debug, Default)]
pub(super) struct Elements {
    open: Vec<(String, Effect)>,
    names: HashMap<String, usize>,
    hidden: usize,
    details: usize,
    summaries: usize,
    skip: usize,
}

impl Elements {
    /// How many are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Whether text is hidden by an attribute or style.
    pub(super) fn hidden(&self) -> bool {
        self.hidden > 0
    }

    /// Whether a reader has to open something to see the text, or never sees it.
    pub(super) fn collapsed(&self) -> bool {
        self.hidden > 0 || self.details > self.summaries
    }

    /// Whether the text is no prose.
    pub(super) fn skips(&self) -> bool {
        self.skip > 0
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &str, effect: Effect) {
        *self.names.entry(name.to_owned()).or_default() += 1;
        self.hidden += usize::from(effect.hidden);
        self.details += usize::from(effect.details);
        self.summaries += usize::from(effect.summary);
        self.skip += usize::from(effect.skip);
        self.open.push((name.to_owned(), effect));
    }

    /// Closes the innermost element, and hands its effect over.
    pub(super) fn pop(&mut self) -> Option<Effect> {
        let (name, effect) = self.open.pop()?;
        if let Some(count) = self.names.get_mut(&name) {
            *count = count.saturating_sub(1);
        }
        self.hidden -= usize::from(effect.hidden);
        self.details -= usize::from(effect.details);
        self.summaries -= usize::from(effect.summary);
        self.skip -= usize::from(effect.skip);
        Some(effect)
    }

    /// Whether an element of this name is open.
    pub(super) fn is_open(&self, name: &str) -> bool {
        self.names.get(name).is_some_and(|count| *count > 0)
    }

    /// The name of the innermost open element.
    pub(super) fn last(&self) -> Option<&str> {
        self.open.last().map(|(name, _)| name.as_str())
    }
}

/// Elements that never hold anything.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements that begin a line of their own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "br"
            | "button"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "head"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "iframe"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "optgroup"
            | "option"
            | "p"
            | "picture"
            | "pre"
            | "section"
            | "select"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "template"
            | "textarea"
            | "tfoot"
            | "th"
            | "thead"
            | "title"
            | "tr"
            | "ul"
            | "video"
    )
}

/// The level of a heading element.
pub(super) fn heading_level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

/// Elements whose text is program text wherever they end.
pub(super) fn is_program(name: &str) -> bool {
    matches!(name, "script" | "style" | "template")
}

/// Elements whose text is shown as it is typed.
pub(super) fn is_code(name: &str) -> bool {
    matches!(name, "pre" | "code" | "kbd" | "samp" | "textarea" | "math" | "svg")
}

/// Whether an inline style hides the element.
pub(super) fn style_hides(style: &str) -> bool {
    style.split(';').any(|declaration| {
        let Some((property, value)) = declaration.split_once(':') else { return false };
        let value = value.trim().to_ascii_lowercase();
        let value = value.split('!').next().unwrap_or_default().trim();
        match property.trim().to_ascii_lowercase().as_str() {
            "display" => value == "none",
            "visibility" => value == "hidden" || value == "collapse",
            "font-size" => {
                let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
                !number.is_empty() && number.bytes().all(|byte| byte == b'0' || byte == b'.')
            }
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Effect, Elements, style_hides};

    #[test]
    fn only_styles_that_hide_hide() {
        for style in ["display:none", "color: red; Visibility : HIDDEN", "font-size:0", "font-size: 0.0px !important"] {
            assert!(style_hides(style), "{style}");
        }
        for style in ["display:block", "font-size:0.9em", "font-size: 10px", "x", "visibility: visible"] {
            assert!(!style_hides(style), "{style}");
        }
    }

    #[test]
    fn a_summary_shows() {
        let mut open = Elements::default();
        open.open("details", Effect { details: true, ..Effect::default() });
        assert!(open.collapsed());
        open.open("summary", Effect { summary: true, ..Effect::default() });
        assert!(!open.collapsed());
        open.pop();
        assert!(open.collapsed());
    }
}
