//! Reads a pattern as a pack writes it into steps. The language is told in the header of `mod.rs`; every error points at
//! the bytes that are wrong and guesses what was meant. Floor 4.

use std::ops::Range;

use super::{Need, Pattern, PatternError, Slot, Step};
use crate::lexicon::{Class, EntryId, Lexicon, did_you_mean, verb_forms};

impl Pattern {
    /// Compiles a pattern; its words join the lexicon's vocabulary. `norms` cuts text as prose is cut.
    ///
    /// # Errors
    /// What is wrong with it and where.
    pub fn parse(text: &str, lexicon: &mut Lexicon, norms: fn(&str) -> Vec<String>) -> Result<Self, PatternError> {
        let mut parser = Parser { text, at: 0, lexicon, norms };
        let steps = parser.sequence()?;
        match parser.peek() {
            None => {}
            Some('|') => {
                let runs: Vec<&str> = text.split('|').map(str::trim).filter(|run| !run.is_empty()).collect();
                let help = match runs[..] {
                    [] => "write the words between which it stands".to_owned(),
                    [run] => format!("write `{run}`"),
                    _ => {
                        let runs = runs.join(" | ");
                        format!(
                            "write `({runs})` for either of the runs, or `a|b` without blanks for either of two words"
                        )
                    }
                };
                return Err(parser
                    .error(parser.at..parser.at + 1, "a bar between runs of words stands in parentheses")
                    .help(help));
            }
            Some(_) => return Err(parser.error(parser.at..parser.at + 1, "nothing was opened that this closes")),
        }
        match steps.first() {
            None => Err(PatternError { message: "the pattern is empty".to_owned(), at: 0..text.len(), help: None }),
            Some(Step::Gap(_)) => Err(PatternError {
                message: "a pattern starts with a word or a {class}, not a gap".to_owned(),
                at: 0..1,
                help: None,
            }),
            Some(_) if steps.iter().all(|step| matches!(step, Step::Optional(_) | Step::Gap(_))) => {
                let error =
                    PatternError { message: "all of this may be missing".to_owned(), at: 0..text.len(), help: None };
                Err(error.help("leave the brackets off words that must stand there"))
            }
            Some(_) => {
                let needs = Need::of_all(&steps, lexicon);
                Ok(Self { steps, needs })
            }
        }
    }
}

impl PatternError {
    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

struct Parser<'p> {
    text: &'p str,
    at: usize,
    lexicon: &'p mut Lexicon,
    norms: fn(&str) -> Vec<String>,
}

impl Parser<'_> {
    fn error(&self, at: Range<usize>, message: impl Into<String>) -> PatternError {
        PatternError { message: message.into(), at: at.start..at.end.min(self.text.len()), help: None }
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    /// Steps up to the end or a closing bracket or bar.
    fn sequence(&mut self) -> Result<Vec<Step>, PatternError> {
        let mut steps = Vec::new();
        while let Some(next) = self.peek() {
            let start = self.at;
            self.apart(next)?;
            match next {
                ']' | ')' | '|' => break,
                ' ' => self.at += 1,
                '[' => {
                    self.at += 1;
                    let branches = self.branches(']', start)?;
                    steps.push(Step::Optional(vec![Step::Choice(branches)]));
                }
                '(' => {
                    self.at += 1;
                    steps.push(Step::Choice(self.branches(')', start)?));
                }
                '{' => {
                    let close = self.text[start..].find('}').map(|found| start + found);
                    let close = close.ok_or_else(|| self.error(start..start + 1, "`{` is never closed"))?;
                    self.at = close + 1;
                    let names = &self.text[start + 1..close];
                    let mut choices = Vec::new();
                    for name in names.split('|') {
                        choices.push(vec![self.slot(name.trim(), start..close + 1)?]);
                    }
                    steps.push(if choices.len() == 1 { choices.remove(0).remove(0) } else { Step::Choice(choices) });
                }
                '*' => {
                    self.at += 1;
                    let digits = self.text[self.at..].bytes().take_while(u8::is_ascii_digit).count();
                    let most = self.text[self.at..self.at + digits].parse().unwrap_or(DEFAULT_GAP);
                    self.at += digits;
                    steps.push(Step::Gap(most));
                }
                _ => self.words(&mut steps)?,
            }
        }
        Ok(steps)
    }

    /// Words, brackets and gaps stand with blanks between them: `moon(s)` and `bless.*moon` are of other languages, and would be
    /// read as words of their own, which no text has. A mark may touch a bracket, `{product}'s`.
    fn apart(&self, next: char) -> Result<(), PatternError> {
        let Some(before) = self.text[..self.at].chars().next_back() else { return Ok(()) };
        let from = self.text[..self.at].rfind([' ', '(', '[', '|']).map_or(0, |blank| blank + 1);
        let head = &self.text[from..self.at];
        let is_gap = head.strip_prefix('*').is_some_and(|most| most.bytes().all(|byte| byte.is_ascii_digit()));
        let touches = match next {
            '(' | '[' | '{' => before.is_alphanumeric() && !is_gap || before == '-',
            '*' => before.is_alphanumeric() || before == '.',
            _ => next.is_alphanumeric() && (is_gap || ")]}".contains(before)),
        };
        if !touches {
            return Ok(());
        }
        let rest = &self.text[self.at..];
        let close = rest.find([')', ']']).filter(|close| rest[1..*close].chars().all(char::is_alphanumeric));
        let help = match close {
            Some(close) if matches!(next, '(' | '[') && head.chars().all(char::is_alphanumeric) => {
                format!("write `{head}|{head}{}` for either of two words", &rest[1..close])
            }
            _ if next == '*' || is_gap => "write ` * ` for up to four words between, ` *2 ` for up to two".to_owned(),
            _ => "put a blank between them, or write the whole word".to_owned(),
        };
        let message = format!("`{next}` touches what stands before it");
        Err(self.error(self.at..self.at + next.len_utf8(), message).help(help))
    }

    /// Runs between bars up to the closing bracket.
    fn branches(&mut self, close: char, open: usize) -> Result<Vec<Vec<Step>>, PatternError> {
        let mut out = Vec::new();
        loop {
            let start = self.at;
            let run = self.sequence()?;
            if run.is_empty() && self.peek().is_some() {
                return Err(self
                    .error(start.saturating_sub(1)..self.at + 1, "there are no words here")
                    .help("take it out, or write `[a | b]` for words that may be missing"));
            }
            out.push(run);
            if self.peek() != Some('|') {
                break;
            }
            self.at += 1;
        }
        if self.peek() != Some(close) {
            return Err(self.error(open..open + 1, format!("this is never closed by `{close}`")));
        }
        self.at += 1;
        Ok(out)
    }

    fn slot(&mut self, name: &str, at: Range<usize>) -> Result<Step, PatternError> {
        if name == "number" {
            return Ok(Step::Number);
        }
        let class = |name: &str| serde_json::from_value::<Class>(serde_json::Value::String(name.to_owned())).ok();
        if let Some(class) = class(name) {
            return Ok(Step::Slot(Slot::Class(class)));
        }
        let wanted = name.split_once('.').and_then(|(of, group)| Some((class(of)?, group)));
        let entries: Vec<EntryId> = (0u32..)
            .zip(self.lexicon.entries())
            .filter(|(_, entry)| match wanted {
                Some((class, group)) => entry.class == class && entry.group == group,
                None => entry.id == name,
            })
            .map(|(index, _)| EntryId(index))
            .collect();
        if entries.is_empty() {
            let entries = self.lexicon.entries().iter().map(|entry| entry.id.as_str());
            return Err(PatternError {
                help: did_you_mean(name, Class::NAMES.iter().copied().chain(entries)),
                ..self.error(at, format!("no class, group or lexicon is called `{name}`"))
            });
        }
        let mut classes: Vec<Class> = entries.iter().map(|entry| self.lexicon.entry(*entry).class).collect();
        if classes.iter().any(|class| class.is_target()) {
            // `anti-` before a target makes a class word of it.
            classes.push(Class::ClassWord);
        }
        classes.sort_unstable();
        classes.dedup();
        Ok(Step::Slot(Slot::Entries(entries, classes)))
    }

    /// One blank-separated run: `word`, `~word`, or several joined by `|`.
    fn words(&mut self, steps: &mut Vec<Step>) -> Result<(), PatternError> {
        let mut choices: Vec<Vec<Step>> = Vec::new();
        loop {
            // `\(` is a parenthesis of the text.
            let escaped = self.text[self.at..].starts_with('\\');
            self.at += usize::from(escaped);
            let start = self.at;
            let mut unescaped = self.text[start..].char_indices().skip(usize::from(escaped));
            let end = unescaped.find(|(_, next)| " |[](){*".contains(*next));
            let length = end.map_or(self.text.len() - start, |(at, _)| at);
            let word = &self.text[start..start + length];
            self.at = start + length;
            if word.is_empty() {
                return Err(self.error(start..start + 1, "a word is missing here"));
            }
            self.known(word, start, escaped)?;
            choices.extend(self.word(word));
            // Inside brackets a bar separates runs; here it joins words only if no blank follows.
            let joins = self.peek() == Some('|')
                && self.text[self.at + 1..].starts_with(|c: char| c.is_alphanumeric() || c == '~');
            if !joins {
                break;
            }
            self.at += 1;
        }
        let single = choices.iter().all(|choice| choice.len() == 1);
        if single {
            let words = choices.into_iter().flatten().filter_map(|step| match step {
                Step::Word(words) => Some(words),
                _ => None,
            });
            steps.push(Step::Word(words.flatten().collect()));
        } else {
            steps.push(Step::Choice(choices));
        }
        Ok(())
    }

    /// Refuses words that no text has, since they are of another language or a slip in this one.
    fn known(&self, word: &str, start: usize, escaped: bool) -> Result<(), PatternError> {
        let at = start..start + word.len();
        if let Some(letter) = word.chars().next().filter(|letter| escaped && letter.is_alphanumeric()) {
            let error = self.error(start - 1..start + letter.len_utf8(), format!("`\\{letter}` stands for nothing"));
            return Err(error.help("only brackets and bars of the text are written so, as `\\(`"));
        }
        if word == "~" {
            let verb =
                self.text[at.end..].trim_start_matches([' ', '(']).split([' ', '|', ')']).next().unwrap_or_default();
            let verb = if verb.is_empty() { "bless" } else { verb };
            let error = self.error(at, "`~` stands right before a verb");
            return Err(error.help(format!("write `~{verb}`, and `~{verb}|~curse` for either of two verbs")));
        }
        if word.ends_with('}') {
            return Err(self.error(at.end - 1..at.end, "nothing was opened that this closes"));
        }
        if word.len() > 2 && word.starts_with('<') && word.ends_with('>') {
            let error = self.error(at, format!("`{word}` is a sense, and patterns have none"));
            return Err(error.help("name a class or a lexicon, as `{condition}`"));
        }
        Ok(())
    }

    /// The runs of tokens that a written word stands for: one a form for `~word`.
    fn word(&mut self, word: &str) -> Vec<Vec<Step>> {
        let forms: Vec<String> = match word.strip_prefix('~') {
            Some(verb) => verb_forms(verb).into_iter().map(|(form, _)| form).collect(),
            None => vec![word.to_owned()],
        };
        forms.iter().map(|form| self.tokens(form)).filter(|tokens| !tokens.is_empty()).collect()
    }

    fn tokens(&mut self, text: &str) -> Vec<Step> {
        // Alone it would be cut as a quotation mark and a letter.
        if text == "'s" {
            return vec![Step::Word(vec![self.lexicon.intern(text)])];
        }
        (self.norms)(text).iter().map(|norm| Step::Word(vec![self.lexicon.intern(norm)])).collect()
    }
}

/// How many tokens a bare `*` may skip.
const DEFAULT_GAP: usize = 4;
