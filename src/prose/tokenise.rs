//! Cutting prose into [`Token`]s: words, numbers, marks, and things that are no words (code, addresses).
//! One pass, no look-back past the last token, no allocation per token. What a letter folds to is `normalise.rs`. Floor 2.

use std::ops::Range;

use super::normalise::{fold_letter, fold_mark, is_apostrophe, is_emoji, is_invisible, is_superscript, is_word};
use super::word::fold_word;
use super::{Link, Piece, Token, TokenFlags};

/// What lies over the prose and shows in the flags of its tokens.
pub(super) struct Marking<'a> {
    /// Where the prose came from.
    pub(super) pieces: &'a [Piece],
    /// Its links, in order.
    pub(super) links: &'a [Link],
    /// Its strong emphasis, in order.
    pub(super) strong: &'a [Range<usize>],
}

/// The endings that a word sheds at an apostrophe.
const CLITICS: [&str; 6] = ["s", "ll", "ve", "re", "d", "m"];

/// Cuts prose into tokens; the string is what their `norm` ranges slice.
pub(super) fn tokenise(prose: &str, marking: &Marking<'_>) -> (String, Vec<Token>) {
    let mut cutter = Cutter {
        prose,
        marking,
        norm: String::with_capacity(prose.len()),
        tokens: Vec::with_capacity(prose.len() / 4 + 2),
        space: true,
        no_break: false,
        joined: false,
        piece: 0,
        link: 0,
        strong: 0,
        no_mail_before: if prose.contains('@') { 0 } else { prose.len() },
    };
    let mut at = 0;
    while let Some(c) = prose[at..].chars().next() {
        at = cutter.step(at, c);
    }
    (cutter.norm, cutter.tokens)
}

struct Cutter<'a> {
    prose: &'a str,
    marking: &'a Marking<'a>,
    norm: String,
    tokens: Vec<Token>,
    space: bool,
    no_break: bool,
    joined: bool,
    piece: usize,
    link: usize,
    strong: usize,
    /// Up to here, no start of a word begins an e-mail address (keeps the look-ahead linear).
    no_mail_before: usize,
}

impl Cutter<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        self.prose.get(at..).and_then(|rest| rest.chars().next())
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.prose.get(..at).and_then(|head| head.chars().next_back())
    }

    /// Reads what starts at `at` and returns where the next thing starts.
    fn step(&mut self, at: usize, c: char) -> usize {
        let after = at + c.len_utf8();
        if c.is_whitespace() {
            self.space = true;
            self.no_break = matches!(c, '\u{A0}' | '\u{202F}' | '\u{2007}');
            return after;
        }
        if !matches!(c, '!'..='~') && is_invisible(c) {
            return after;
        }
        if c == '\u{FFFC}' {
            return self.opaque(at, after);
        }
        if is_picture(c)
            && let Some(next) = self.amid_words(after)
        {
            return next;
        }
        if is_word(c) || c == '@' && self.char_at(after).is_some_and(char::is_alphabetic) {
            if let Some(end) = self.plain_word(at, c) {
                self.push(at..end, TokenFlags::default(), fold_word);
                return end;
            }
            if let Some(end) = self.address(at, c) {
                return self.opaque(at, end);
            }
            return self.word(at);
        }
        if is_apostrophe(c)
            && !self.space
            && self.last_is_word()
            && let Some(end) = self.clitic(after)
        {
            self.push(at..end, TokenFlags::default(), |norm, prose| {
                norm.push('\'');
                for c in prose.chars().skip(1) {
                    fold_letter(c, false, norm);
                }
                TokenFlags::default()
            });
            return end;
        }
        self.note(at, c).unwrap_or_else(|| self.mark(at, c))
    }

    /// Where a sentence goes on behind pictures between its words, `cure 🌿 gout`, where they say nothing.
    fn amid_words(&self, after: usize) -> Option<usize> {
        let rest = self.prose[after..].trim_start_matches(|c: char| is_picture(c) || is_invisible(c));
        let next = rest.trim_start();
        let goes_on =
            self.space && self.last_is_word() && next.len() < rest.len() && next.starts_with(char::is_lowercase);
        goes_on.then_some(self.prose.len() - next.len())
    }

    /// The end of a note's sign that starts here, right behind a word or the end of a sentence: `gout¹`, `cures†`, `relieves*`. It
    /// says nothing by itself, as a footnote's reference in Markdown does not.
    fn note(&self, at: usize, c: char) -> Option<usize> {
        let is_sign = |c: char| matches!(c, '*' | '†' | '‡' | '§' | '¶') || is_superscript(c);
        let before = self.char_before(at)?;
        let is_power = is_superscript(c) && before.is_numeric();
        if self.space
            || !is_sign(c)
            || is_power
            || !(before.is_alphanumeric() || matches!(before, '.' | '!' | '?' | ')'))
        {
            return None;
        }
        let rest = &self.prose[at..];
        let end = at + rest.find(|c: char| !is_sign(c) && !matches!(c, ',' | '-' | '–')).unwrap_or(rest.len());
        let end = self.prose[..end].trim_end_matches([',', '-', '–']).len();
        (!self.char_at(end).is_some_and(is_word)).then_some(end)
    }

    /// The end of what most words are: ASCII letters, then something that ends any word. Nothing where a closer look is due.
    fn plain_word(&self, at: usize, c: char) -> Option<usize> {
        let may_be_address = matches!(c, 'h' | 'H' | 'w' | 'W') || at >= self.no_mail_before;
        if may_be_address || !c.is_ascii_alphabetic() {
            return None;
        }
        let bytes = self.prose.as_bytes();
        let end = at + bytes[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let ends = |byte: &u8| matches!(byte, b' ' | b'\n' | b',' | b'.' | b';' | b':' | b'!' | b'?' | b')' | b'"');
        bytes.get(end).is_none_or(ends).then_some(end)
    }

    fn last_is_word(&self) -> bool {
        self.tokens.last().is_some_and(|token| !token.flags.has(TokenFlags::MARK))
    }

    /// The end of a clitic whose letters start at `at`, if there is one.
    fn clitic(&self, at: usize) -> Option<usize> {
        let rest = &self.prose.as_bytes()[at..];
        let len = rest.iter().take(3).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let known = CLITICS.iter().any(|clitic| rest[..len].eq_ignore_ascii_case(clitic.as_bytes()));
        (known && !self.char_at(at + len).is_some_and(is_word)).then_some(at + len)
    }

    fn opaque(&mut self, at: usize, end: usize) -> usize {
        self.push(at..end, TokenFlags::OPAQUE, |norm, _| {
            norm.push('\u{FFFC}');
            TokenFlags::default()
        });
        end
    }

    /// The end of a URL or e-mail address that starts here.
    fn address(&mut self, at: usize, c: char) -> Option<usize> {
        if matches!(c, 'h' | 'H' | 'w' | 'W') {
            let rest = &self.prose.as_bytes()[at..];
            let starts = |prefix: &[u8]| rest.len() > prefix.len() && rest[..prefix.len()].eq_ignore_ascii_case(prefix);
            if starts(b"http://") || starts(b"https://") || starts(b"www.") {
                let rest = &self.prose[at..];
                let end =
                    rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\u{FFFC}' | '“' | '”'));
                let url = rest[..end.unwrap_or(rest.len())].trim_end_matches(|c: char| {
                    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | ')' | ']' | '}' | '*' | '_' | '…')
                });
                return Some(at + url.len());
            }
        }
        if at < self.no_mail_before || !c.is_ascii() {
            return None;
        }
        let bytes = self.prose.as_bytes();
        let run = |from: usize, more: &[u8]| {
            bytes[from..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || more.contains(byte)).count()
        };
        let sign = at + run(at, b"._%+-");
        if sign > at && bytes.get(sign) == Some(&b'@') {
            let domain = &self.prose[sign + 1..sign + 1 + run(sign + 1, b".-")];
            let domain = domain.trim_end_matches(['.', '-']);
            let top = domain.rsplit('.').next().unwrap_or_default();
            if domain.contains('.') && top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                return Some(sign + 1 + domain.len());
            }
        }
        self.no_mail_before = sign;
        None
    }

    /// The first byte after what is dropped inside a word (invisible characters, emoji), if a word goes on there.
    fn over_hidden(&self, at: usize) -> Option<usize> {
        let rest = &self.prose[at..];
        let end = at + rest.find(|c: char| !is_invisible(c) && (!is_emoji(c) || is_word(c)))?;
        self.char_at(end).is_some_and(is_word).then_some(end)
    }

    fn word(&mut self, start: usize) -> usize {
        let mut flags = TokenFlags::default();
        let mut at = start;
        let mut before = None;
        loop {
            // Most words are nothing but ASCII letters.
            let plain = self.prose.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            if plain > 0 {
                at += plain;
                before = self.prose.as_bytes().get(at - 1).map(|byte| char::from(*byte));
            }
            let Some(c) = self.char_at(at) else { break };
            if matches!(c, ' ' | '\n') {
                break;
            }
            let after = at + c.len_utf8();
            if is_word(c) {
                at = after;
            } else if is_invisible(c) || is_emoji(c) {
                let Some(end) = self.over_hidden(at) else { break };
                // An emoji between digits or after a digit is no disguise: it stands between two things.
                let letters =
                    before.is_some_and(char::is_alphabetic) && self.char_at(end).is_some_and(char::is_alphabetic);
                if is_emoji(c) && !letters {
                    break;
                }
                flags.insert(TokenFlags::INVISIBLE);
                at = end;
                continue;
            } else if matches!(c, '$' | '@') {
                let Some(end) = self.signs(start, at, c, before) else { break };
                at = end;
            } else if self.goes_on(at, c, before) {
                at = after;
            } else {
                break;
            }
            before = Some(c);
        }
        self.push(start..at, flags, fold_word);
        self.hyphen(at)
    }

    /// Whether a character that is no letter belongs to the word around it.
    fn goes_on(&self, at: usize, c: char, before: Option<char>) -> bool {
        let after = at + c.len_utf8();
        let next = self.char_at(after);
        match c {
            '.' => before.is_some_and(|c| c.is_ascii_digit()) && next.is_some_and(|c| c.is_ascii_digit()),
            ',' => {
                let rest = &self.prose.as_bytes()[after..];
                before.is_some_and(|c| c.is_ascii_digit())
                    && rest.iter().take(4).take_while(|byte| byte.is_ascii_digit()).count() == 3
            }
            _ if is_apostrophe(c) => {
                let letters = before.is_some_and(char::is_alphabetic) && next.is_some_and(char::is_alphabetic);
                letters && self.clitic(after).is_none()
            }
            _ => false,
        }
    }

    /// The end of a run of `$` and `@` that stands for letters of the word around it.
    fn signs(&self, start: usize, at: usize, c: char, before: Option<char>) -> Option<usize> {
        let rest = &self.prose[at..];
        let end = at + rest.find(|c: char| !matches!(c, '$' | '@'))?;
        let open = at == start && c == '@' || before.is_some_and(char::is_alphabetic);
        (open && self.char_at(end).is_some_and(char::is_alphabetic)).then_some(end)
    }

    /// Steps over a hyphen that joins the word that ended at `at` to the next.
    fn hyphen(&mut self, at: usize) -> usize {
        let Some(c @ ('-' | '\u{2010}' | '\u{2011}')) = self.char_at(at) else { return at };
        let after = at + c.len_utf8();
        let next = self.prose[after..].chars().find(|c| !is_invisible(*c));
        if next.is_some_and(|c| is_word(c) || c == '\u{FFFC}') {
            self.joined = true;
            return after;
        }
        at
    }

    fn mark(&mut self, at: usize, c: char) -> usize {
        let run = |wanted: char| self.prose[at..].chars().take_while(|c| *c == wanted).count();
        let (len, norm) = match c {
            '.' if run('.') >= 3 => (run('.'), '…'),
            '…' => (c.len_utf8(), '…'),
            '-' if run('-') >= 2 => (run('-'), '—'),
            '-' | '\u{2010}' | '\u{2011}' => {
                let open = self.char_at(at + c.len_utf8()).is_none_or(char::is_whitespace);
                let alone = self.space && open && !self.tokens.is_empty();
                (c.len_utf8(), if alone { '—' } else { '-' })
            }
            '\u{2013}' | '\u{2012}' => {
                let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
                let range = digit(self.char_before(at)) && digit(self.char_at(at + c.len_utf8()));
                (c.len_utf8(), if range { '-' } else { '—' })
            }
            _ => (c.len_utf8(), fold_mark(c)),
        };
        self.push(at..at + len, TokenFlags::MARK, |out, _| {
            out.push(norm);
            TokenFlags::default()
        });
        at + len
    }

    /// Adds a token. `fold` writes its normalised text and says what it saw.
    fn push(&mut self, prose: Range<usize>, flags: TokenFlags, fold: impl Fn(&mut String, &str) -> TokenFlags) {
        let start = self.norm.len();
        let mut flags = flags;
        flags.insert(fold(&mut self.norm, &self.prose[prose.clone()]));
        if self.norm.len() == start {
            // Marks without a letter fold to nothing; they stay as they are.
            self.norm.push_str(&self.prose[prose.clone()]);
        }
        for (set, flag) in [
            (self.space, TokenFlags::SPACE_BEFORE),
            (self.space && self.no_break, TokenFlags::NBSP_BEFORE),
            (self.joined, TokenFlags::JOINED),
            (self.in_link(&prose), TokenFlags::LINK),
            (self.in_strong(&prose), TokenFlags::STRONG),
            (self.is_split(&prose), TokenFlags::SPLIT),
        ] {
            if set {
                flags.insert(flag);
            }
        }
        (self.space, self.no_break, self.joined) = (false, false, false);
        self.tokens.push(Token {
            prose: prose.start as u32..prose.end as u32,
            norm: start as u32..self.norm.len() as u32,
            flags,
        });
    }

    fn in_link(&mut self, prose: &Range<usize>) -> bool {
        let links = self.marking.links;
        while links.get(self.link).is_some_and(|link| link.text.end <= prose.start) {
            self.link += 1;
        }
        links.get(self.link).is_some_and(|link| link.text.start < prose.end)
    }

    fn in_strong(&mut self, prose: &Range<usize>) -> bool {
        let strong = self.marking.strong;
        while strong.get(self.strong).is_some_and(|range| range.end <= prose.start) {
            self.strong += 1;
        }
        strong.get(self.strong).is_some_and(|range| range.start < prose.end)
    }

    /// Whether a border of two pieces runs between two letters of the token. An apostrophe written as an entity is
    /// how people write apostrophes, not a split.
    fn is_split(&mut self, prose: &Range<usize>) -> bool {
        let pieces = self.marking.pieces;
        if pieces.get(self.piece).is_some_and(|piece| piece.prose.start <= prose.start && prose.end <= piece.prose.end)
        {
            return false;
        }
        while pieces.get(self.piece).is_some_and(|piece| piece.prose.end <= prose.start) {
            self.piece += 1;
        }
        let inside = pieces.iter().skip(self.piece).map(|piece| piece.prose.end).take_while(|end| *end < prose.end);
        inside
            .into_iter()
            .any(|border| [self.char_before(border), self.char_at(border)].iter().flatten().all(|c| !is_apostrophe(*c)))
    }
}

/// Whether a character is a picture of a thing; signs like ✔, ★ and ❌ speak.
fn is_picture(c: char) -> bool {
    is_emoji(c) && c >= '\u{1F300}'
}
