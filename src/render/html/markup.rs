//! Text as HTML: every text of a file, a pack or a path goes through here. Nothing of a checked file becomes markup, a link
//! or a script. Floor 7.

use crate::render::clean;

/// Text between tags or in a quoted attribute, control and bidi characters shown instead of obeyed.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    push(&mut out, text);
    out
}

/// Adds such text.
pub(super) fn push(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push('\n'),
            '\r' => {}
            c => out.push(clean::clean(c)),
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_text_is_markup() {
        let hostile = "<script>alert('x')</script> \"&amp;\" \u{202e}\u{1b}\r\n";
        let safe = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &quot;&amp;amp;&quot; �␛\n";
        assert_eq!(super::text(hostile), safe);
    }
}
