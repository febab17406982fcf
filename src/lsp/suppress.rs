//! Suppressions to insert: `claimlint-allow RULE: reason`, written so that Markdown sees a comment and the page stays as
//! it is. Several ways are tried, the nearest to the words first; each is read back, and counts only if the blocks are
//! what they were and the comment is where it works. Floor 8.

use crate::lint::{Finding, Fix};
use crate::prose::{Block, BlockKind, Directive, Document, FrontMatterFormat, Reach};
use crate::text::{SourceFile, Span};

/// What a writer replaces by the reason. Before that it allows nothing.
const REASON: &str = Directive::PLACEHOLDER;

/// A suppression to insert.
pub(super) struct Suppression {
    pub(super) insertions: Insertions,
    /// Whether it allows the rule wherever the file breaks it.
    pub(super) whole_file: bool,
}

/// Insertions, in order, none touching another.
type Insertions = Vec<Fix>;

/// The suppression of a finding, as near to it as can be; none if one waits for its reason already.
pub(super) fn of(document: &Document, finding: &Finding) -> Option<Suppression> {
    let at = finding.fragments.first().map_or(finding.span.start, |fragment| fragment.start);
    let target = document.blocks.iter().position(|block| {
        let span = block.span();
        span.start <= at && at < span.end
    })?;
    let place = Place { document, rule: &finding.rule, target, text: document.source.text() };
    if document.directives.iter().any(|directive| place.waits(directive, at)) {
        return None;
    }
    let for_file = || Some(Suppression { insertions: place.for_file()?, whole_file: true });
    if matches!(document.blocks[target].kind, BlockKind::FrontMatter(_)) {
        let entry = place.in_front_matter().map(|insertions| Suppression { insertions, whole_file: true });
        return entry.or_else(for_file);
    }
    if at < place.json_end() {
        return for_file();
    }
    let near = place.in_front_of_block().or_else(|| place.around_lines());
    near.map(|insertions| Suppression { insertions, whole_file: false }).or_else(for_file)
}

/// Where a suppression is wanted.
struct Place<'d> {
    document: &'d Document,
    rule: &'d str,
    /// Index of the block.
    target: usize,
    text: &'d str,
}

impl Place<'_> {
    /// Whether a suppression would allow what stands at `at`, had it a reason.
    fn waits(&self, directive: &Directive, at: usize) -> bool {
        let covers = match &directive.reach {
            Ok(Reach::Block(first)) => (*first..=self.document.last_of_block(*first)).contains(&self.target),
            Ok(Reach::Own(inner) | Reach::Range { inner, .. }) => inner.start <= at && at < inner.end,
            Ok(Reach::File) => true,
            Err(_) => false,
        };
        covers && !directive.has_reason() && directive.rules.iter().any(|rule| rule.id == self.rule)
    }

    fn comment(&self, word: &str, reason: bool) -> String {
        let reason = if reason { format!(": {REASON}") } else { String::new() };
        let body = format!("{word} {}{reason}", self.rule);
        if self.mdx() { format!("{{/* {body} */}}") } else { format!("<!-- {body} -->") }
    }

    fn mdx(&self) -> bool {
        self.document.source.name().to_ascii_lowercase().ends_with(".mdx")
    }

    /// The line ending of the file.
    fn newline(&self) -> &'static str {
        if self.text.contains("\r\n") { "\r\n" } else { "\n" }
    }

    fn insert(&self, at: usize, text: String) -> Fix {
        Fix { title: String::new(), span: Span::new(at, at), replacement: text, draft: false }
    }

    /// A line of its own before the block; in a list item, the item's first line.
    fn in_front_of_block(&self) -> Option<Insertions> {
        let line =
            self.document.source.line(self.document.source.line_at(self.document.blocks[self.target].span().start));
        let written = &self.text[line.range()];
        let comment = self.comment("claimlint-allow", true);
        let item = marker(written);
        let newline = self.newline();
        let insertion = if item > 0 {
            let indent: String =
                written[..item].chars().map(|c| if matches!(c, '>' | '\t' | ' ') { c } else { ' ' }).collect();
            self.insert(line.start + item, format!("{comment}{newline}{indent}"))
        } else {
            let prefix = &written[..written.len() - written.trim_start_matches(['>', ' ', '\t']).len()];
            // MDX wants its expressions apart from paragraphs.
            let gap = if self.mdx() { format!("{newline}{}", prefix.trim_end()) } else { String::new() };
            self.insert(line.start, format!("{prefix}{comment}{gap}{newline}"))
        };
        self.holds(vec![insertion], |_, next| next == self.target)
    }

    /// Around the lines that stand together, as those of a table do.
    fn around_lines(&self) -> Option<Insertions> {
        let source = &self.document.source;
        let blank = |line: usize| source.slice(source.line(line)).trim_matches(['>', ' ', '\t']).is_empty();
        let own = self.document.blocks[self.target].span();
        let (mut first, mut last) = (source.line_at(own.start), source.line_at(own.end));
        while first > 0 && !blank(first - 1) {
            first -= 1;
        }
        while last + 1 < source.line_count() && !blank(last + 1) {
            last += 1;
        }
        let written = source.slice(source.line(first));
        let prefix = &written[..written.len() - written.trim_start_matches(['>', ' ']).len()];
        let newline = self.newline();
        let begin = self.comment("claimlint-allow-begin", true);
        let end = self.comment("claimlint-allow-end", false);
        let after = source.line(last).end;
        let insertions = vec![
            self.insert(source.line(first).start, format!("{prefix}{begin}{newline}{}{newline}", prefix.trim_end())),
            self.insert(after, format!("{newline}{}{newline}{prefix}{end}", prefix.trim_end())),
        ];
        self.holds(insertions, |nth, next| if nth == 0 { next <= self.target } else { next > self.target })
    }

    /// An entry of the front matter.
    fn in_front_matter(&self) -> Option<Insertions> {
        let (format, span) = self.document.front_matter()?;
        let written = self.text.get(span.range())?;
        let rule = self.rule;
        let insertion = match (format, written.trim_end().strip_suffix('}')) {
            (FrontMatterFormat::Yaml, Some(inside)) if written.trim_start().starts_with('{') => {
                self.key_in_braces(inside, span.start)
            }
            (FrontMatterFormat::Yaml, _) => self.lines(
                span.end,
                &["claimlint:", "  allow:", &format!("    - rule: {rule}"), &format!("      reason: \"{REASON}\"")],
            ),
            (FrontMatterFormat::Toml, _) => self
                .lines(span.end, &["[claimlint]", &format!("allow = [{{rule = \"{rule}\", reason = \"{REASON}\"}}]")]),
        };
        self.holds(vec![insertion], |_, _| true)
    }

    /// Lines at the end of front matter, before the line that closes it.
    fn lines(&self, at: usize, lines: &[&str]) -> Fix {
        let newline = self.newline();
        self.insert(at, lines.iter().map(|line| format!("{line}{newline}")).collect())
    }

    /// After the last value of a mapping in braces, which may be JSON. `inside` is all of it before the last brace.
    fn key_in_braces(&self, inside: &str, start: usize) -> Fix {
        let values = inside.trim_end();
        let comma = if values.ends_with(['{', ',']) { "" } else { "," };
        let last = values.rfind('\n').map_or(0, |at| at + 1);
        let indent = &values[last..last + values[last..].len() - values[last..].trim_start().len()];
        let lines = inside[values.len()..].contains('\n');
        let gap = if lines { self.newline().to_owned() + indent } else { " ".to_owned() };
        let entry = format!(r#"{{"rule": "{}", "reason": "{REASON}"}}"#, self.rule);
        self.insert(start + values.len(), format!(r#"{comma}{gap}"claimlint": {{"allow": [{entry}]}}"#))
    }

    /// Where JSON ends that the file begins with, as some generators of sites have their front matter. It is prose like any
    /// other here, but a comment in front of it or in it would break it.
    fn json_end(&self) -> usize {
        let mut values = serde_json::Deserializer::from_str(self.text).into_iter::<serde::de::IgnoredAny>();
        let is_object = self.text.starts_with('{') && values.next().is_some_and(|value| value.is_ok());
        if is_object { values.byte_offset() } else { 0 }
    }

    /// At the top of the page, for all of it.
    fn for_file(&self) -> Option<Insertions> {
        let json_end = self.json_end();
        let is_body =
            |block: &&Block| !matches!(block.kind, BlockKind::FrontMatter(_)) && block.span().start >= json_end;
        let first = self.document.blocks.iter().find(is_body);
        let source = &self.document.source;
        let (comment, newline) = (self.comment("claimlint-allow-file", true), self.newline());
        let insertion = match first {
            Some(first) => {
                let start = source.line(source.line_at(first.span().start)).start;
                self.insert(start, comment + &newline.repeat(2))
            }
            // All that the page says is in its front matter.
            None => {
                let gap = if self.text.ends_with('\n') { newline.to_owned() } else { newline.repeat(2) };
                self.insert(self.text.len(), gap + &comment + newline)
            }
        };
        self.holds(vec![insertion], |_, _| true)
    }

    /// The insertions, if with them the page reads as before, each new comment is followed by a block that will do, and they
    /// ask for what is wanted: in front matter that cannot be read, an entry asks for nothing.
    fn holds(&self, insertions: Insertions, right: impl Fn(usize, usize) -> bool) -> Option<Insertions> {
        let mut text = self.text.to_owned();
        for insertion in insertions.iter().rev() {
            text.insert_str(insertion.span.start, &insertion.replacement);
        }
        let after = Document::parse(SourceFile::new(self.document.source.name(), &text));
        let same = after.blocks.len() == self.document.blocks.len()
            && after.blocks.iter().zip(&self.document.blocks).all(|(a, b)| a.prose == b.prose && a.kind == b.kind);
        let mut added = 0;
        let mut new = Vec::new();
        for insertion in &insertions {
            let span =
                Span::new(insertion.span.start + added, insertion.span.start + added + insertion.replacement.len());
            new.extend(after.comments.iter().filter(|comment| comment.span.overlaps(span)));
            added += insertion.replacement.len();
        }
        let placed = new.iter().enumerate().all(|(nth, comment)| right(nth, comment.next));
        let asks = |directive: &&Directive| {
            directive.reach.is_ok() && directive.rules.iter().any(|named| named.id == self.rule)
        };
        let asking = |document: &Document| document.directives.iter().filter(asks).count();
        let seen = new.len() + self.document.comments.len() == after.comments.len()
            && after.directives.len() == self.document.directives.len() + 1
            && asking(&after) == asking(self.document) + 1;
        (same && placed && seen).then_some(insertions)
    }
}

/// The bytes of a line up to the text of a list item, quotes and outer items included; 0 if it begins none.
fn marker(line: &str) -> usize {
    let mut at = 0;
    let mut end = 0;
    loop {
        at += line[at..].len() - line[at..].trim_start_matches(['>', ' ', '\t']).len();
        let rest = &line[at..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let width = match rest.as_bytes().get(digits) {
            Some(b'.' | b')') if (1..=9).contains(&digits) => digits + 1,
            Some(b'-' | b'*' | b'+') if digits == 0 => 1,
            _ => return end,
        };
        let spaces = rest[width..].len() - rest[width..].trim_start_matches(' ').len();
        if spaces == 0 {
            return end;
        }
        at += width + spaces;
        end = at;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{REASON, Suppression, of};
    use crate::lint::{Linter, Policy};
    use crate::pack;
    use crate::prose::Document;
    use crate::text::SourceFile;

    /// A page with what its suppression of the first claim in it inserts, and whether that allows it everywhere.
    fn suppressed(linter: &Linter, name: &str, text: &str) -> Option<(String, bool)> {
        let report = linter.lint(SourceFile::new(name, text));
        let finding = report.findings.iter().find(|finding| finding.rule.starts_with("claim/")).expect(text);
        let Suppression { insertions, whole_file } = of(&Document::parse(SourceFile::new(name, text)), finding)?;
        let mut page = text.to_owned();
        for insertion in insertions.iter().rev() {
            page.insert_str(insertion.span.start, &insertion.replacement);
        }
        Some((page, whole_file))
    }

    /// The page with the first finding of a claim allowed for the reason `R`, which leaves nothing of it.
    fn allowed(linter: &Linter, name: &str, text: &str) -> String {
        let claims = |text: &str| {
            let found = linter.lint(SourceFile::new(name, text)).findings;
            assert!(!found.iter().any(|finding| finding.rule.starts_with("meta/")), "wrong in:\n{text}");
            found.into_iter().filter(|finding| finding.rule.starts_with("claim/")).count()
        };
        let (page, whole_file) = suppressed(linter, name, text).expect(text);
        let page = page.replace(REASON, "R");
        assert!(claims(&page) < claims(text), "still found in:\n{page}");
        let in_matter =
            page.find("claimlint").is_some_and(|at| page[at..].contains("\n---\n") || page[at..].contains("\n+++\n"));
        assert_eq!(whole_file, in_matter || page.contains("-allow-file"), "{page}");
        page
    }

    #[test]
    fn a_suppression_stands_where_it_works_and_changes_nothing_else() {
        let linter = Linter::new(Arc::new(pack::load(&pack::builtin()).engine), Policy::default());
        let page = |text: &str| allowed(&linter, "a.md", text);
        insta::assert_snapshot!(page("# Kratom\n\nKratom cures depression.\n"), @r"
        # Kratom

        <!-- claimlint-allow claim/cure: R -->
        Kratom cures depression.
        ");
        insta::assert_snapshot!(page("Tea and\nmore: kratom cures depression.\n"), @r"
        <!-- claimlint-allow claim/cure: R -->
        Tea and
        more: kratom cures depression.
        ");
        insta::assert_snapshot!(page("> Kratom:\n>\n> - It comes in bags of 100 g.\n> - Kratom cures depression.\n"), @r"
        > Kratom:
        >
        > - It comes in bags of 100 g.
        > - <!-- claimlint-allow claim/cure: R -->
        >   Kratom cures depression.
        ");
        insta::assert_snapshot!(page("| what | why |\n|---|---|\n| a leaf | Kratom cures depression. |\n| x | y |\n"), @r"
        <!-- claimlint-allow-begin claim/cure: R -->

        | what | why |
        |---|---|
        | a leaf | Kratom cures depression. |
        | x | y |

        <!-- claimlint-allow-end claim/cure -->
        ");
        insta::assert_snapshot!(page("---\ntitle: Kratom cures depression\n---\n\nText.\n"), @r#"
        ---
        title: Kratom cures depression
        claimlint:
          allow:
            - rule: claim/cure
              reason: "R"
        ---

        Text.
        "#);
        insta::assert_snapshot!(page("---\n{\n  \"title\": \"Kratom cures depression\"\n}\n---\n\nText.\n"), @r#"
        ---
        {
          "title": "Kratom cures depression",
          "claimlint": {"allow": [{"rule": "claim/cure", "reason": "R"}]}
        }
        ---

        Text.
        "#);
        insta::assert_snapshot!(page("---\n{title: Kratom cures depression, tags: []}\n---\n\nText.\n"), @r#"
        ---
        {title: Kratom cures depression, tags: [], "claimlint": {"allow": [{"rule": "claim/cure", "reason": "R"}]}}
        ---

        Text.
        "#);
        insta::assert_snapshot!(page("{\n  \"title\": \"Our kratom drops cure depression for good\"\n}\n\nText.\n"), @r#"
        {
          "title": "Our kratom drops cure depression for good"
        }

        <!-- claimlint-allow-file claim/cure: R -->

        Text.
        "#);
        insta::assert_snapshot!(page("+++\ntitle = \"Kratom cures depression\"\n+++\n\nText.\n"), @r#"
        +++
        title = "Kratom cures depression"
        [claimlint]
        allow = [{rule = "claim/cure", reason = "R"}]
        +++

        Text.
        "#);
        insta::assert_snapshot!(allowed(&linter, "a.mdx", "# Kratom\n\nKratom cures depression.\n"), @r"
        # Kratom

        {/* claimlint-allow claim/cure: R */}

        Kratom cures depression.
        ");
        assert!(page("A.\r\n\r\nKratom cures depression.\r\n").contains(" -->\r\nKratom"));
    }

    #[test]
    fn where_front_matter_cannot_take_an_entry_the_text_takes_a_comment() {
        let linter = Linter::new(Arc::new(pack::load(&pack::builtin()).engine), Policy::default());
        let page = |text: &str| allowed(&linter, "a.md", text);
        insta::assert_snapshot!(page("---\ntitle: Tea: Kratom cures depression\n---\n\nText.\n"), @r"
        ---
        title: Tea: Kratom cures depression
        ---

        <!-- claimlint-allow-file claim/cure: R -->

        Text.
        ");
        insta::assert_snapshot!(page("+++\ntitle = Kratom cures depression\n+++\n"), @r"
        +++
        title = Kratom cures depression
        +++

        <!-- claimlint-allow-file claim/cure: R -->
        ");
        insta::assert_snapshot!(
            page("+++\ntitle = \"Kratom cures depression\"\n[claimlint]\nproducts = [\"Zen\"]\n+++\n\nText.\n"), @r#"
        +++
        title = "Kratom cures depression"
        [claimlint]
        products = ["Zen"]
        +++

        <!-- claimlint-allow-file claim/cure: R -->

        Text.
        "#);
    }

    #[test]
    fn before_its_reason_is_written_it_allows_nothing_and_is_offered_no_more() {
        let linter = Linter::new(Arc::new(pack::load(&pack::builtin()).engine), Policy::default());
        for text in ["Kratom cures depression.\n", "---\ntitle: Kratom cures depression\n---\n\nText.\n"] {
            let (page, _) = suppressed(&linter, "a.md", text).expect(text);
            let found = linter.lint(SourceFile::new("a.md", &page)).findings;
            for rule in ["claim/cure", "meta/reasonless-suppression"] {
                assert!(found.iter().any(|finding| finding.rule == rule), "{rule} in:\n{page}");
            }
            assert_eq!(suppressed(&linter, "a.md", &page), None, "{page}");
        }
    }
}
