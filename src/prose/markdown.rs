//! Markdown to blocks of prose: pulldown-cmark's events, each with its bytes, drive a [`Walk`].
//! Front matter is cut off before, HTML is read in `html.rs`. Floor 2.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};

use super::draft::Draft;
use super::entities::{self, Reading};
use super::html::Buffer;
use super::link_title::title_range;
use super::math::is_false_math;
use super::mdx::{self, Masked};
use super::templates;
use super::walk::Walk;
use super::{Block, BlockKind, Comment};
use crate::text::Span;

/// All of it but front matter (cut off by then), smart punctuation (other bytes than the source's) and wikilinks.
pub(super) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_HEADING_ATTRIBUTES);

#[expect(clippy::disallowed_methods, reason = "this is the one place that parses Markdown")]
pub(super) fn parser(text: &str, options: Options) -> OffsetIter<'_> {
    Parser::new_ext(text, options).into_offset_iter()
}

/// Dollar signs are prices and disguises (`depre$$ion`) more often than math, and what math swallows is lost. So math
/// counts in a file only if all of it looks like math: a file is read with math, and once more without it if that fails.
pub(super) const WITH_MATH: Options = OPTIONS.union(Options::ENABLE_MATH);

/// Reads `source` from byte `base` on; `blocks` come before. Of code blocks there is nothing but how many there are.
pub(super) fn read(source: &str, base: usize, is_mdx: bool, blocks: Vec<Block>) -> (Vec<Block>, Vec<Comment>, usize) {
    let masked = if is_mdx { Some(Masked::new(source, base)) } else { templates::masked(source, base) };
    let Masked { text, tagged, tags, comments } = masked.unwrap_or_default();
    let text = if text.is_empty() { source } else { text.as_str() };
    let options = if text.contains('$') { WITH_MATH } else { OPTIONS };
    let (mut walk, all_math) = read_with(options, Walk::new(text, is_mdx, blocks, comments), base, (&tagged, &tags));
    if !all_math {
        let again = Walk::new(text, is_mdx, walk.blocks, walk.comments);
        (walk, _) = read_with(OPTIONS, again, base, (&tagged, &tags));
    }
    (walk.blocks, walk.comments, walk.code_blocks)
}

/// Goes down the text of a walk from byte `base` on, and over the tags of components among it. Where something is taken for math
/// and is none, it goes no further, and gives back what came before the walk, and false.
fn read_with<'a>(
    options: Options,
    walk: Walk<'a>,
    base: usize,
    (tagged, tags): (&'a str, &'a [Span]),
) -> (Walk<'a>, bool) {
    let before = (walk.blocks.len(), walk.comments.len());
    let text = &walk.text[base..];
    let (places, used) = (Vec::new(), BTreeSet::new());
    let mut reader = Reader { walk, base, tagged, tags, places, html: None, code: false, callouts: 0, used };
    let mut events = parser(text, options);
    while let Some((event, range)) = events.next() {
        if is_false_math(text, &event, &range) {
            reader.walk.blocks.truncate(before.0);
            reader.walk.comments.truncate(before.1);
            return (reader.walk, false);
        }
        let span = Span::new(range.start + base, range.end + base);
        reader.tags(span.start);
        reader.event(event, span, &events);
    }
    reader.walk.finish();
    reader.tags(usize::MAX);
    (reader.walk, true)
}

struct Reader<'a> {
    walk: Walk<'a>,
    base: usize,
    /// The text with the tags of components, which `walk.text` has blanks for.
    tagged: &'a str,
    /// Those tags that are still to be read.
    tags: &'a [Span],
    /// The kinds that text takes in the containers that are open.
    places: Vec<BlockKind>,
    /// The HTML block being collected.
    html: Option<Buffer>,
    /// Inside a code block.
    code: bool,
    callouts: usize,
    /// Reference definitions whose titles have been read.
    used: BTreeSet<usize>,
}

impl Reader<'_> {
    /// Reads the tags of components before a position.
    fn tags(&mut self, before: usize) {
        while let Some((tag, rest)) = self.tags.split_first().filter(|(tag, _)| tag.start < before) {
            self.tags = rest;
            self.walk.finish();
            self.walk.end_bullets();
            self.walk.html_block(&Buffer::new(&self.tagged[tag.range()], self.tagged, *tag));
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span, events: &OffsetIter<'_>) {
        match event {
            Event::Start(tag) => self.start(tag, span, events),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.html {
                Some(html) => html.add(&text, self.walk.text, span),
                None if self.code => {}
                None => {
                    self.open();
                    self.walk.text(&text, span);
                }
            },
            Event::Html(text) => {
                self.html.get_or_insert_default().add(&text, self.walk.text, span);
            }
            Event::InlineHtml(text) => {
                self.open();
                let html = Buffer::new(&text, self.walk.text, span);
                self.walk.tags(&html, true);
            }
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.open();
                self.walk.write(|draft| draft.object(span));
            }
            Event::SoftBreak | Event::HardBreak if self.walk.is_bullet(span.end) => self.walk.begin_bullet(),
            Event::SoftBreak | Event::HardBreak => self.walk.write(|draft| draft.end_line(span)),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
            Event::Rule => {
                self.walk.finish();
                self.walk.end_bullets();
                self.walk.sibling = None;
            }
        }
    }

    /// Text without a paragraph: tight list items.
    fn open(&mut self) {
        if !self.walk.is_reading() {
            self.walk.begin(self.kind());
        }
    }

    fn kind(&self) -> BlockKind {
        self.places.last().cloned().unwrap_or(BlockKind::Paragraph)
    }

    fn start(&mut self, tag: Tag<'_>, span: Span, events: &OffsetIter<'_>) {
        match tag {
            Tag::Emphasis | Tag::Superscript | Tag::Subscript => {}
            Tag::Strikethrough => {
                self.open();
                self.walk.begin_struck();
            }
            Tag::Strong => {
                self.open();
                self.walk.begin_strong();
            }
            Tag::Link { link_type, dest_url, title, id } => {
                self.open();
                self.walk.begin_link(&dest_url);
                self.title(link_type, &title, &id, span, events);
            }
            Tag::Image { link_type, title, id, .. } => {
                self.open();
                self.walk.begin_alt(span);
                self.title(link_type, &title, &id, span, events);
            }
            Tag::Paragraph if self.walk.is_bullet(span.start) => self.walk.begin_bullet(),
            _ => {
                self.walk.finish();
                self.walk.end_bullets();
                self.begin(&tag);
            }
        }
    }

    fn begin(&mut self, tag: &Tag<'_>) {
        let walk = &mut self.walk;
        match tag {
            Tag::Paragraph => walk.begin(self.places.last().cloned().unwrap_or(BlockKind::Paragraph)),
            Tag::Heading { level, .. } => walk.begin(BlockKind::Heading(*level as u8)),
            Tag::BlockQuote(kind) => {
                walk.context.quote = walk.context.quote.saturating_add(1);
                self.callouts += usize::from(kind.is_some());
                walk.context.callout = self.callouts > 0;
                walk.sibling = None;
            }
            Tag::CodeBlock(_) => {
                self.code = true;
                walk.code_blocks += 1;
                walk.sibling = None;
            }
            Tag::HtmlBlock => self.html = Some(Buffer::default()),
            Tag::List(_) => walk.begin_list(),
            Tag::Item => {
                self.places.push(BlockKind::ListItem);
                walk.sibling = None;
            }
            Tag::FootnoteDefinition(_) => {
                walk.context.footnote = true;
                walk.sibling = None;
            }
            Tag::DefinitionListTitle => walk.begin(BlockKind::DefinitionTerm),
            Tag::DefinitionListDefinition => self.places.push(BlockKind::Definition),
            Tag::Table(_) => walk.table = super::walk::Table::default(),
            Tag::TableHead => walk.begin_row(0),
            Tag::TableCell => walk.begin(BlockKind::TableCell { row: walk.table.row, column: walk.table.column }),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Superscript | TagEnd::Subscript => return,
            TagEnd::Strikethrough => return self.walk.end_struck(),
            TagEnd::Strong => return self.walk.end_strong(),
            TagEnd::Link => return self.walk.end_link(),
            TagEnd::Image => return self.walk.end_alt(),
            TagEnd::Paragraph => return self.walk.finish(),
            _ => self.walk.finish(),
        }
        let walk = &mut self.walk;
        walk.end_bullets();
        match tag {
            TagEnd::BlockQuote(kind) => {
                walk.context.quote = walk.context.quote.saturating_sub(1);
                self.callouts = self.callouts.saturating_sub(usize::from(kind.is_some()));
                walk.context.callout = self.callouts > 0;
                walk.sibling = None;
            }
            TagEnd::CodeBlock => self.code = false,
            TagEnd::HtmlBlock => {
                if let Some(html) = self.html.take() {
                    walk.html_block(&html);
                }
            }
            TagEnd::List(_) => walk.end_list(),
            TagEnd::Item => {
                self.places.pop();
                walk.sibling = None;
            }
            TagEnd::FootnoteDefinition => {
                walk.context.footnote = false;
                walk.sibling = None;
            }
            TagEnd::DefinitionListDefinition => {
                self.places.pop();
            }
            TagEnd::DefinitionList => {
                walk.term = None;
                walk.sibling = None;
            }
            TagEnd::Table => walk.sibling = None,
            TagEnd::TableHead | TagEnd::TableRow => walk.begin_row(walk.table.row + 1),
            TagEnd::TableCell => walk.table.column += 1,
            _ => {}
        }
    }

    /// The title of a link or image, a block of its own. A reference's title is read once, where it is defined.
    fn title(&mut self, kind: LinkType, title: &str, id: &str, span: Span, events: &OffsetIter<'_>) {
        if title.trim().is_empty() {
            return;
        }
        let span = match kind {
            LinkType::Inline => span,
            _ => match events.reference_definitions().get(id) {
                Some(found) => Span::new(found.span.start + self.base, found.span.end + self.base),
                None => return,
            },
        };
        if kind != LinkType::Inline && !self.used.insert(span.start) {
            return;
        }
        let Some(source) = self.walk.text.get(span.range()) else { return };
        let Some((start, end)) = title_range(source, kind == LinkType::Inline) else { return };
        let mut draft = self.walk.draft(BlockKind::LinkTitle);
        let fresh = || Draft { lead: draft.lead.clone(), ..self.walk.draft(BlockKind::LinkTitle) };
        let mut exact = fresh();
        entities::push(&mut exact, source, start, end, Reading::Markdown, &entities::From(span.start));
        if exact.prose.split_whitespace().eq(title.split_whitespace()) && !self.walk.mdx {
            draft = exact;
        } else {
            let plain: String = title.chars().filter(|c| !matches!(*c, mdx::EXPRESSION | mdx::NOTHING)).collect();
            draft.replaced(&plain, Span::new(span.start + start, span.start + end));
        }
        self.walk.follow(draft);
    }
}
