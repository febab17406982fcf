//! The text of a page as its reader reads it, findings highlighted, each block with the notes that belong to it beside it.
//! Front matter, alternative texts and link titles are shown with their names. Floor 7.

use std::ops::Range;

use super::marked::{Mark, Marked};
use super::markup;
use super::notes::{self, Kind};
use crate::lint::Report;
use crate::prose::{Block, BlockId, BlockKind, Document, FrontMatterKey};

/// So many highlights over one letter are enough.
const DEEP: usize = 6;

/// A page being written.
pub(super) struct Article<'a> {
    pub(super) document: &'a Document,
    pub(super) report: &'a Report,
    /// Class names of each finding.
    pub(super) kinds: &'a [Kind],
    /// Number of the page in the report.
    pub(super) page: usize,
    pub(super) marked: Marked,
    /// Where findings stand that do not count, if they are listed.
    pub(super) excused: Marked,
    /// Findings whose help was given before, and by which.
    pub(super) told: Vec<Option<usize>>,
}

impl Article<'_> {
    /// Writes all blocks. Notes of disclosures stand above the article, what the whole page owes being no matter of one
    /// line; their numbers are in the text all the same.
    pub(super) fn write(&self, out: &mut String) {
        let blocks = &self.document.blocks;
        let mut at = 0;
        while at < blocks.len() {
            let end = self.table_end(at);
            out.push_str("<div class=\"row\"><div class=\"text\">");
            if end > at {
                self.table(at..end, out);
            } else {
                self.block(at, out);
            }
            out.push_str("</div>");
            let end = end.max(at + 1);
            self.notes(at..end, out);
            out.push_str("</div>\n");
            at = end;
        }
    }

    /// One past the last cell of the table that begins at a block; the block itself if none does.
    fn table_end(&self, at: BlockId) -> BlockId {
        let cell = |id: BlockId| match self.document.blocks.get(id)?.kind {
            BlockKind::TableCell { row, column } => Some((row, column)),
            _ => None,
        };
        let mut end = at;
        let mut last = None;
        while let Some(cell) = cell(end)
            && last.is_none_or(|last| last < cell)
        {
            last = Some(cell);
            end += 1;
        }
        end
    }

    fn table(&self, cells: Range<BlockId>, out: &mut String) {
        let place = |id: BlockId| match self.document.blocks[id].kind {
            BlockKind::TableCell { row, column } => (row, column),
            _ => (0, 0),
        };
        let columns = cells.clone().map(|id| place(id).1 + 1).max().unwrap_or_default();
        // A cell without prose is no block, and leaves its place empty.
        let empty = |from: usize, to: usize| "<td></td>".repeat(to.saturating_sub(from));
        out.push_str("<div class=\"wide\"><table dir=\"auto\"><tr>");
        let (mut current, mut next) = (0, 0);
        for id in cells {
            let (row, column) = place(id);
            if row != current {
                out.push_str(&format!("{}</tr><tr>", empty(next, columns)));
                (current, next) = (row, 0);
            }
            let tag = if row == 0 { "th" } else { "td" };
            out.push_str(&format!("{}<{tag}>", empty(next, column)));
            self.prose(id, out);
            out.push_str(&format!("</{tag}>"));
            next = column + 1;
        }
        out.push_str(&format!("{}</tr></table></div>", empty(next, columns)));
    }

    fn block(&self, id: BlockId, out: &mut String) {
        let block = &self.document.blocks[id];
        let label = label(block);
        let (tag, mut class) = match block.kind {
            // The report has its own first and second level.
            BlockKind::Heading(level) => (["h3", "h4", "h5", "h6"][usize::from(level).clamp(1, 4) - 1], "heading"),
            BlockKind::ListItem => ("p", "item"),
            BlockKind::DefinitionTerm => ("p", "term"),
            BlockKind::FrontMatter(_) | BlockKind::Alt | BlockKind::LinkTitle => ("p", "meta"),
            _ => ("p", ""),
        };
        if block.context.callout {
            class = "callout";
        }
        let depth = usize::from(block.context.quote.min(4));
        // The outermost element takes the direction of the text: one in it with its own would hide the text from it.
        let own = " dir=\"auto\"";
        let quote = match depth {
            0 => String::new(),
            depth => format!("<blockquote{own}>{}", "<blockquote>".repeat(depth - 1)),
        };
        let own = if depth == 0 { own } else { "" };
        let indent = block.context.list.saturating_sub(1).min(5);
        out.push_str(&format!("{quote}<{tag}{own} class=\"{class} in{indent}\">"));
        if let Some(label) = label {
            // With a direction of its own a label does not decide that of the text.
            out.push_str(&format!("<span class=\"label\" dir=\"ltr\">{label}</span> "));
        }
        self.prose(id, out);
        out.push_str(&format!("</{tag}>{}", "</blockquote>".repeat(depth)));
    }

    /// The prose of a block with its highlights.
    fn prose(&self, id: BlockId, out: &mut String) {
        let block = &self.document.blocks[id];
        let (marks, excused) = (self.marked.of(id), self.excused.of(id));
        let (mut next, mut active): (usize, Vec<&Mark>) = (0, Vec::new());
        for piece in borders(block, marks, excused).windows(2) {
            let (start, end) = (piece[0], piece[1]);
            active.retain(|mark| mark.prose.end > start);
            while let Some(mark) = marks.get(next).filter(|mark| mark.prose.start <= start) {
                active.push(mark);
                next += 1;
            }
            let holds = |range: &Range<usize>| range.start <= start && end <= range.end;
            let link = within(&block.links, start, |link| &link.text).filter(|link| holds(&link.text));
            let strong = within(&block.strong, start, |range| range).is_some_and(holds);
            if let Some(link) = link {
                out.push_str(&format!("<span class=\"link\" title=\"{}\">", markup::text(&link.url)));
            }
            out.push_str(if strong { "<strong>" } else { "" });
            let is_excused = excused.iter().any(|mark| holds(&mark.prose));
            out.push_str(if is_excused { "<mark class=\"excused\">" } else { "" });
            let deep = active.len().min(DEEP);
            for mark in &active[..deep] {
                out.push_str(&format!("<mark class=\"{}\">", self.kinds[mark.finding].classes));
            }
            self.words(block, start..end, out);
            out.push_str(&"</mark>".repeat(deep + usize::from(is_excused)));
            out.push_str(if strong { "</strong>" } else { "" });
            out.push_str(if link.is_some() { "</span>" } else { "" });
            let ended = active.iter().filter(|mark| mark.is_last && mark.prose.end == end);
            let mut ended: Vec<usize> = ended.map(|mark| mark.finding).collect();
            ended.sort_unstable();
            ended.into_iter().for_each(|finding| self.number(finding, out));
            let ended = excused.iter().filter(|mark| mark.is_last && mark.prose.end == end);
            self.tick(&ended.map(|mark| mark.finding).collect::<Vec<_>>(), out);
        }
    }

    /// The sign that leads from findings that do not count to the reasons.
    fn tick(&self, excused: &[usize], out: &mut String) {
        let Some(first) = excused.first() else { return };
        let page = self.page;
        excused.iter().for_each(|nth| out.push_str(&format!("<span id=\"a{page}-{nth}\"></span>")));
        out.push_str(&format!(
            "<a class=\"ref excused\" href=\"#x{page}-{first}\" title=\"found and not counted\">✓</a>"
        ));
    }

    /// The number that leads to a note.
    fn number(&self, finding: usize, out: &mut String) {
        let (page, number, classes) = (self.page, finding + 1, &self.kinds[finding].classes);
        out.push_str(&format!(
            "<a class=\"ref {classes}\" id=\"m{page}-{number}\" href=\"#n{page}-{number}\">{number}</a>"
        ));
    }

    /// Text of a block; code stands in it as one character, and is shown as it is written.
    fn words(&self, block: &Block, range: Range<usize>, out: &mut String) {
        let text = block.prose.get(range.clone()).unwrap_or_default();
        let mut from = 0;
        for (at, _) in text.match_indices('\u{fffc}') {
            markup::push(out, &text[from..at]);
            from = at + '\u{fffc}'.len_utf8();
            let code = block.map.hull(range.start + at..range.start + from);
            let code = self.report.source.slice(code).trim_matches('`').trim();
            out.push_str("<code>");
            markup::push(out, code);
            out.push_str("</code>");
        }
        markup::push(out, &text[from..]);
    }

    /// The notes of the findings that end in some blocks.
    fn notes(&self, blocks: Range<BlockId>, out: &mut String) {
        let mut findings: Vec<usize> = blocks
            .flat_map(|block| self.marked.of(block))
            .filter(|mark| mark.is_last && !self.kinds[mark.finding].is_disclosure)
            .map(|mark| mark.finding)
            .collect();
        findings.sort_unstable();
        if findings.is_empty() {
            return;
        }
        out.push_str("<div class=\"notes\">");
        findings.iter().for_each(|finding| self.note(*finding, out));
        out.push_str("</div>");
    }

    /// One note.
    pub(super) fn note(&self, finding: usize, out: &mut String) {
        let anchored = !self.marked.outside.contains(&finding);
        let note = notes::Note {
            source: &self.report.source,
            finding: &self.report.findings[finding],
            kind: &self.kinds[finding],
            page: self.page,
            number: finding + 1,
            anchored,
            told: self.told[finding].map(|index| index + 1),
        };
        note.write(out);
    }
}

/// Where something begins or ends in a block, both ends of it included.
fn borders(block: &Block, marks: &[Mark], excused: &[Mark]) -> Vec<usize> {
    let ranges = marks
        .iter()
        .chain(excused)
        .map(|mark| &mark.prose)
        .chain(block.links.iter().map(|link| &link.text))
        .chain(&block.strong);
    let whole = 0..block.prose.len();
    let ends = ranges.chain([&whole]).flat_map(|range| [range.start, range.end]);
    let mut borders: Vec<usize> = ends.map(|at| block.prose.floor_char_boundary(at.min(block.prose.len()))).collect();
    borders.sort_unstable();
    borders.dedup();
    borders
}

/// The last of some sorted ranges that begins at or before a place.
fn within<T>(ranges: &[T], at: usize, range: impl Fn(&T) -> &Range<usize>) -> Option<&T> {
    ranges.partition_point(|item| range(item).start <= at).checked_sub(1).map(|index| &ranges[index])
}

/// What a block is, where its look does not tell.
fn label(block: &Block) -> Option<&'static str> {
    Some(match block.kind {
        BlockKind::FrontMatter(FrontMatterKey::Title) => "Title",
        BlockKind::FrontMatter(FrontMatterKey::Description) => "Description",
        BlockKind::FrontMatter(FrontMatterKey::Summary) => "Summary",
        BlockKind::FrontMatter(FrontMatterKey::Keyword) => "Keyword",
        BlockKind::FrontMatter(FrontMatterKey::Tag) => "Tag",
        BlockKind::Alt => "Image",
        BlockKind::LinkTitle => "Link title",
        _ if block.context.collapsed => "Shown on demand",
        _ if block.context.footnote => "Footnote",
        _ => return None,
    })
}
