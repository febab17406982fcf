//! [`Lists`]: the lists that are open while a file is read, and what introduces each. A list may be typed and not marked up:
//! lines that begin with a tick, a dot or an arrow (`✔ Gout`), as shops and posts write them; a reader sees a list, so each
//! such line is an item. What a list means is not decided here. Floor 2.

use super::walk::Walk;
use super::{BlockId, BlockKind};

/// Lists nested deeper than this keep their innermost introductions: nobody reads that far, and time stays linear.
const MOST_LEADS: usize = 8;

/// Marks that begin an item and nothing else. Stars are left out, they rate; pictures may stand before any sentence.
const BULLETS: [char; 21] =
    ['✔', '✓', '✅', '☑', '✗', '✘', '•', '●', '○', '◦', '▪', '▫', '■', '◆', '➤', '►', '▶', '➢', '➔', '‣', '∙'];

/// The lists that are open.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// What introduces them, outermost first.
    leads: Vec<BlockId>,
    /// Of each, whether it is introduced.
    introduced: Vec<bool>,
    /// The innermost is one of lines that begin with a bullet.
    bulleted: bool,
    /// The bullet of the item that is being read comes next.
    at_bullet: bool,
}

impl Lists {
    /// What introduces an item, outermost first.
    pub(super) fn leads(&self) -> &[BlockId] {
        &self.leads[self.leads.len().saturating_sub(MOST_LEADS)..]
    }

    /// A text without the bullet that is expected.
    pub(super) fn without_bullet<'t>(&mut self, text: &'t str) -> &'t str {
        if std::mem::take(&mut self.at_bullet) { behind_bullet(text).unwrap_or(text) } else { text }
    }
}

impl Walk<'_> {
    /// Goes into a list, introduced by what stands directly before if that says so.
    pub(super) fn begin_list(&mut self) {
        let lead = self.sibling.filter(|id| self.blocks.get(*id).is_some_and(|block| introduces(&block.prose)));
        self.lists.leads.extend(lead);
        self.lists.introduced.push(lead.is_some());
        self.sibling = None;
        self.context.list = self.context.list.saturating_add(1);
    }

    /// Comes out of a list.
    pub(super) fn end_list(&mut self) {
        if self.lists.introduced.pop() == Some(true) {
            self.lists.leads.pop();
        }
        self.sibling = None;
        self.context.list = self.context.list.saturating_sub(1);
    }

    /// Whether what begins at a byte of the text is an item by its bullet: a line of a paragraph, in no list that is marked up.
    pub(super) fn is_bullet(&self, at: usize) -> bool {
        let in_paragraph = self.current.as_ref().is_none_or(|draft| draft.kind == BlockKind::Paragraph);
        let in_list = !self.lists.introduced.is_empty();
        (self.lists.bulleted || in_paragraph && !in_list) && self.text.get(at..).is_some_and(begins_item)
    }

    /// Begins an item that is typed as a line with a bullet.
    pub(super) fn begin_bullet(&mut self) {
        self.finish();
        if !std::mem::replace(&mut self.lists.bulleted, true) {
            self.begin_list();
        }
        self.begin(BlockKind::ListItem);
        self.lists.at_bullet = true;
    }

    /// Comes out of a list of such lines, if in one.
    pub(super) fn end_bullets(&mut self) {
        if std::mem::take(&mut self.lists.bulleted) {
            self.end_list();
        }
    }
}

/// A line without its bullet and the space behind that; nothing if it begins with none.
fn behind_bullet(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(BULLETS)?;
    // The mark may ask to be drawn as a picture.
    let rest = rest.strip_prefix('\u{FE0F}').unwrap_or(rest);
    Some(rest.trim_start_matches([' ', '\t', '\u{A0}']))
}

/// Whether a text goes on with a line that is an item by its bullet.
fn begins_item(text: &str) -> bool {
    let item = behind_bullet(text.trim_start_matches([' ', '\t']));
    item.is_some_and(|item| item.starts_with(|c: char| !c.is_whitespace()))
}

/// Whether a text introduces the list below it: it ends in a colon, or in the middle of a sentence that the items end (`We
/// also help with`), or it asks what they are (`What can be treated?`).
fn introduces(prose: &str) -> bool {
    const OPEN: &str = "for with against from in of to as like by include includes including following";
    const ASKING: &str = "what which who whom";
    let is_one = |word: &str, of: &str| of.split(' ').any(|one| one.eq_ignore_ascii_case(word));
    let closing = |c: char| c.is_whitespace() || matches!(c, '"' | '”' | '’' | ')' | '*' | '_');
    let prose = prose.trim_end_matches(closing);
    let asks = || {
        let is_one_question = prose.ends_with('?') && !prose.contains(". ");
        is_one_question && prose.split_whitespace().take(2).any(|word| is_one(word, ASKING))
    };
    let breaks_off = || prose.rsplit_once(char::is_whitespace).is_some_and(|(_, last)| is_one(last, OPEN));
    prose.ends_with([':', '：']) || breaks_off() || asks()
}

#[cfg(test)]
mod tests {
    use super::{begins_item, behind_bullet};

    #[test]
    fn an_item_begins_with_a_bullet_and_has_something_behind_it() {
        for line in ["✔ Gout", "•\u{A0}Gout", "  ✔️ Gout", "➤Gout"] {
            assert!(begins_item(line), "{line}");
            assert_eq!(behind_bullet(line.trim_start()), Some("Gout"));
        }
        for line in ["Gout", "★★★★★ Gout", "- Gout", "✔", "✔ \n", ""] {
            assert!(!begins_item(line), "{line:?}");
        }
    }
}
