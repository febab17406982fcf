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
    /// Struck through.
    pub(super) struck: bool,
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
            "font-size" => measure(value).is_some_and(|(number, unit)| number <= smallest(unit)),
            "opacity" => measure(value).is_some_and(|(number, _)| number < 0.05),
            "color" => value == "transparent",
            "text-indent" | "left" | "top" | "right" | "bottom" | "margin-left" => {
                measure(value).is_some_and(|(number, _)| number <= -OFF_SCREEN)
            }
            "clip" => value.replace(' ', "").starts_with("rect(0"),
            "clip-path" => matches!(value.replace(' ', "").as_str(), "inset(50%)" | "inset(100%)" | "circle(0)"),
            _ => false,
        }
    })
}

/// Whether classes hide the element: those of the common style sheets. `hidden md:block` shows it on wide screens.
pub(super) fn class_hides(classes: &str) -> bool {
    let shows = |class: &str| {
        let shown = class.split_once(':').map_or("", |(_, shown)| shown);
        matches!(shown, "block" | "inline" | "inline-block" | "flex" | "inline-flex" | "grid" | "table" | "contents")
            || class.starts_with("d-") && !class.ends_with("-none")
    };
    let hides = |class: &str| {
        matches!(
            class.to_ascii_lowercase().as_str(),
            "sr-only"
                | "sronly"
                | "visually-hidden"
                | "visuallyhidden"
                | "screen-reader-text"
                | "screen-reader-only"
                | "screenreader-only"
                | "hidden"
                | "is-hidden"
                | "u-hidden"
                | "d-none"
                | "display-none"
                | "invisible"
        )
    };
    let classes = || classes.split_whitespace();
    classes().any(hides) && !classes().any(shows)
}

/// A number and its unit: `-9999px`.
fn measure(value: &str) -> Option<(f64, &str)> {
    let unit = value.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    Some((value[..value.len() - unit.len()].parse().ok()?, unit.trim()))
}

/// The largest size of letters that nobody reads.
fn smallest(unit: &str) -> f64 {
    match unit {
        "px" | "pt" => 3.0,
        "em" | "rem" => 0.2,
        "%" => 20.0,
        _ => 0.0,
    }
}

/// So many pixels away, nothing is on the screen.
const OFF_SCREEN: f64 = 999.0;

#[cfg(test)]
mod tests {
    use super::{Effect, Elements, class_hides, style_hides};

    #[test]
    fn only_styles_that_hide_hide() {
        for style in [
            "display:none",
            "color: red; Visibility : HIDDEN",
            "font-size:0",
            "font-size: 0.0px !important",
            "font-size:1px;color:#fff",
            "font-size: 0.1em",
            "opacity:0",
            "text-indent: -9999px",
            "position:absolute;left:-10000px",
            "clip: rect(0, 0, 0, 0)",
        ] {
            assert!(style_hides(style), "{style}");
        }
        for style in [
            "display:block",
            "font-size:0.9em",
            "font-size: 10px",
            "font-size: small",
            "x",
            "visibility: visible",
            "opacity:0.8",
            "left:-10px",
        ] {
            assert!(!style_hides(style), "{style}");
        }
    }

    #[test]
    fn classes_that_hide_hide() {
        for classes in ["sr-only", "note visually-hidden", "screen-reader-text", "d-none", "text-sm hidden"] {
            assert!(class_hides(classes), "{classes}");
        }
        for classes in ["", "note", "hidden md:block", "d-none d-md-block", "hidden-gem"] {
            assert!(!class_hides(classes), "{classes}");
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
