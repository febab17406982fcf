//! Quoting text that may hold quotation marks of its own, as English prose does: the inner ones become single, and those
//! whose other half is not in the text are left out. Floor 1.

/// What stands in prose for what is no text, and is nothing to read.
const OBJECT: char = '\u{fffc}';

/// `text` in double quotation marks.
#[must_use]
pub fn quoted(text: &str) -> String {
    format!("“{}”", within_quotes(text))
}

/// `text` as it is written between double quotation marks.
#[must_use]
pub fn within_quotes(text: &str) -> String {
    if !text.contains(['“', '”', '"', OBJECT]) {
        return text.to_owned();
    }
    let mut out: Vec<(char, bool)> = Vec::new();
    // Where quotations begin whose end has not come yet; a mark that does not say its side closes one of its own kind.
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        // One that only ends a word has begun before the text, and begins nothing.
        let word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        let ends_a_word = c == '"' && word(before) && !rest.peek().is_some_and(|c| c.is_alphanumeric());
        before = Some(c);
        let closes = match c {
            '”' => open.iter().rposition(|(opening, _)| *opening == '“'),
            '"' => open.iter().rposition(|(opening, _)| *opening == '"'),
            _ => None,
        };
        match (c, closes) {
            ('”' | '"', Some(at)) => {
                for (_, lone) in open.drain(at..).skip(1) {
                    out[lone].1 = false;
                }
                out.push(('’', true));
            }
            ('”', None) => {}
            ('"', None) if ends_a_word => {}
            ('“' | '"', None) => {
                open.push((c, out.len()));
                out.push(('‘', true));
            }
            (OBJECT, _) => out.push(('…', true)),
            _ => out.push((c, true)),
        }
    }
    open.iter().for_each(|(_, lone)| out[*lone].1 = false);
    out.into_iter().filter_map(|(c, kept)| kept.then_some(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::{quoted, within_quotes};

    #[test]
    fn inner_marks_are_single_and_those_without_a_partner_are_left_out() {
        for (text, shown) in [
            ("cures insomnia", "“cures insomnia”"),
            ("cures \u{fffc} and insomnia", "“cures … and insomnia”"),
            ("it “cures” insomnia", "“it ‘cures’ insomnia”"),
            ("it \"cures\" insomnia", "“it ‘cures’ insomnia”"),
            ("cures” insomnia", "“cures insomnia”"),
            ("“cures insomnia", "“cures insomnia”"),
            ("\"cures insomnia", "“cures insomnia”"),
            ("“a \"b c” d", "“‘a b c’ d”"),
            ("“a “b” c”", "“‘a ‘b’ c’”"),
            ("the user’s ‘own’ words", "“the user’s ‘own’ words”"),
            ("calming\" to \"our tea calms", "“calming to our tea calms”"),
            ("calming\" to \"our tea\" is short", "“calming to ‘our tea’ is short”"),
            ("", "“”"),
        ] {
            assert_eq!(quoted(text), shown);
        }
        assert_eq!(within_quotes("6\" tall"), "6 tall");
    }
}
