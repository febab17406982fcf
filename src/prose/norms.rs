//! [`norms`], [`normalised`]: a bare text as the normalised words that its prose would have. Packs spell their terms by it, so that terms
//! and prose are cut alike. Floor 2.

use super::source_map::{Piece, PieceKind};
use super::token::Token;
use super::tokenise::{Marking, tokenise};
use crate::text::Span;

/// The normalised words of a bare text, no Markdown in it.
#[must_use]
pub fn norms(text: &str) -> Vec<String> {
    let (norm, tokens) = cut(text);
    tokens.iter().map(|token| word(&norm, token).to_owned()).collect()
}

/// The same with a blank between them.
#[must_use]
pub fn normalised(text: &str) -> String {
    let (norm, tokens) = cut(text);
    let mut out = String::with_capacity(norm.len() + tokens.len());
    for (nth, token) in tokens.iter().enumerate() {
        if nth > 0 {
            out.push(' ');
        }
        out.push_str(word(&norm, token));
    }
    out
}

fn cut(text: &str) -> (String, Vec<Token>) {
    let whole = 0..text.len();
    let piece = Piece { prose: whole.clone(), source: Span::new(whole.start, whole.end), kind: PieceKind::Verbatim };
    tokenise(text, &Marking { pieces: &[piece], links: &[], strong: &[] })
}

fn word<'n>(norm: &'n str, token: &Token) -> &'n str {
    &norm[token.norm.start as usize..token.norm.end as usize]
}

#[cfg(test)]
mod tests {
    use super::{normalised, norms};

    #[test]
    fn terms_are_cut_as_prose_is() {
        assert_eq!(norms("St. John's wort"), ["st", ".", "john", "'s", "wort"]);
        assert_eq!(norms("anti-inflammatory"), ["anti", "inflammatory"]);
        assert_eq!(norms("7-OH"), ["7", "oh"]);
        assert_eq!(normalised("7-OH "), "7 oh");
        assert_eq!(normalised(""), "");
    }
}
