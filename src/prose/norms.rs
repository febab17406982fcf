//! [`norms`]: a bare text as the normalised words that its prose would have. Packs spell their terms by it, so that terms
//! and prose are cut alike. Floor 2.

use super::source_map::{Piece, PieceKind};
use super::tokenise::{Marking, tokenise};
use crate::text::Span;

/// The normalised words of a bare text, no Markdown in it.
#[must_use]
pub fn norms(text: &str) -> Vec<String> {
    let whole = 0..text.len();
    let piece = Piece { prose: whole.clone(), source: Span::new(whole.start, whole.end), kind: PieceKind::Verbatim };
    let marking = Marking { pieces: &[piece], links: &[], strong: &[] };
    let (norm, tokens) = tokenise(text, &marking);
    tokens.iter().map(|token| norm[token.norm.start as usize..token.norm.end as usize].to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::norms;

    #[test]
    fn terms_are_cut_as_prose_is() {
        assert_eq!(norms("St. John's wort"), ["st", ".", "john", "'s", "wort"]);
        assert_eq!(norms("anti-inflammatory"), ["anti", "inflammatory"]);
        assert_eq!(norms("7-OH"), ["7", "oh"]);
    }
}
