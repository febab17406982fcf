//! Settling: which findings the suppressions of a file excuse, and what is wrong with those suppressions. One finding is
//! credited to one suppression, and a suppression with a fault excuses nothing. Floor 6.

use rustc_hash::FxHashMap;

use super::levels::Levels;
use super::linter::{fingerprint, order};
use super::message::fill;
use super::{Excuse, Excused, Finding};
use crate::detect::{Engine, Fault, Fix};
use crate::lexicon::did_you_mean;
use crate::prose::{Block, Date, Directive, Document, Named, Reach, Slip};
use crate::text::Span;

/// What settling looks at.
pub(super) struct Settling<'a> {
    pub(super) engine: &'a Engine,
    pub(super) levels: &'a Levels,
    pub(super) document: &'a Document,
    pub(super) today: Option<Date>,
}

/// What came of it.
pub(super) struct Settled {
    pub(super) findings: Vec<Finding>,
    pub(super) excused: Vec<Excused>,
}

/// A suppression without fault: one rule of one directive.
struct Suppression<'d> {
    directive: &'d Directive,
    /// Index into the directive's rules.
    rule: usize,
    covers: Span,
    rank: Rank,
    used: bool,
}

/// The nearer suppression is credited: a block's before a range, the inner range before the outer, the file last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Block,
    /// Ranges by their length.
    Range(usize),
    File,
}

/// Settles the findings of a file.
pub(super) fn settle(mut findings: Vec<Finding>, settling: &Settling<'_>) -> Settled {
    order(&mut findings);
    let directives = &settling.document.directives;
    if directives.is_empty() {
        return Settled { findings, excused: Vec::new() };
    }
    let (mut suppressions, mut faults) = (Vec::new(), Vec::new());
    for directive in directives {
        settling.sort_out(directive, &mut suppressions, &mut faults);
    }
    suppressions.sort_by_key(|suppression: &Suppression<'_>| suppression.rank);
    let (mut kept, mut excused) = (Vec::new(), Vec::new());
    for finding in findings {
        let mut next = Some(finding);
        while let Some(mut finding) = next.take() {
            // A finding stands where it begins: a match may run over, a block never does.
            let at = finding.fragments.first().map_or(finding.span.start, |fragment| fragment.start);
            let covers = |suppression: &&mut Suppression<'_>| {
                let here = suppression.covers.start <= at && at < suppression.covers.end;
                here && suppression.directive.rules[suppression.rule].id == finding.rule
            };
            let Some(suppression) = suppressions.iter_mut().find(covers) else {
                kept.push(finding);
                break;
            };
            suppression.used = true;
            // What is allowed hides nothing that is not.
            let mut stand_ins = std::mem::take(&mut finding.stand_ins).into_iter();
            next = stand_ins.next().map(|first| Finding { stand_ins: stand_ins.collect(), ..first });
            excused.push(Excused { finding, by: suppression.excuse() });
        }
    }
    faults.extend(settling.unused(&suppressions));
    kept.extend(faults);
    order(&mut kept);
    Settled { findings: kept, excused }
}

impl Suppression<'_> {
    fn excuse(&self) -> Excuse {
        let Directive { span, reason, until, .. } = self.directive;
        let until = until.as_ref().and_then(|until| until.date);
        Excuse::Suppression { span: *span, reason: reason.clone(), until }
    }
}

impl Settling<'_> {
    /// Makes a directive suppressions, or says what is wrong with it.
    fn sort_out<'d>(
        &self,
        directive: &'d Directive,
        suppressions: &mut Vec<Suppression<'d>>,
        faults: &mut Vec<Finding>,
    ) {
        let mut fault = |fault, span, rule: &str, detail: &str| {
            faults.extend(self.fault(fault, span, &[("rule", rule), ("detail", detail)], None));
        };
        let reach = match &directive.reach {
            Ok(reach) => *reach,
            Err(slip @ (Slip::Unclosed | Slip::Unopened)) => {
                return fault(Fault::Unclosed, directive.span, "", &explain(slip));
            }
            Err(slip) => return fault(Fault::Malformed, directive.span, "", &explain(slip)),
        };
        let all: Vec<&str> = directive.rules.iter().map(|rule| rule.id.as_str()).collect();
        let all = all.join(", ");
        let blanket = |rule: &&Named| rule.id.contains('*') || rule.id == "all";
        if directive.rules.is_empty() {
            return fault(Fault::Blanket, directive.span, "", "");
        }
        if let Some(rule) = directive.rules.iter().find(blanket) {
            return fault(Fault::Blanket, rule.span, &rule.id, "");
        }
        if !directive.has_reason() {
            return fault(Fault::Reasonless, directive.span, &all, "");
        }
        if let Some(until) = &directive.until {
            let Some(date) = until.date else {
                let detail = format!("`until={}` is no date such as 2027-01-31", until.text);
                return fault(Fault::Malformed, until.span, &all, &detail);
            };
            if self.today.is_some_and(|today| today > date) {
                return fault(Fault::Expired, until.span, &all, &date.to_string());
            }
        }
        let (covers, rank) = match reach {
            Reach::File => (Span::new(0, usize::MAX), Rank::File),
            Reach::Own(own) => (own, Rank::Block),
            Reach::Range { inner, .. } => (inner, Rank::Range(inner.len())),
            // Behind the last block there is nothing.
            Reach::Block(first) => {
                let blocks = self.document.blocks.get(first..=self.document.last_of_block(first)).unwrap_or_default();
                let whole = blocks.iter().map(Block::span).reduce(Span::hull);
                (whole.unwrap_or(Span::new(0, 0)), Rank::Block)
            }
        };
        for (rule, named) in directive.rules.iter().enumerate() {
            if self.engine.rule(&named.id).is_some() {
                suppressions.push(Suppression { directive, rule, covers, rank, used: false });
            } else {
                let hint = did_you_mean(&named.id, self.engine.rules().iter().map(|rule| rule.id.as_str()));
                let near = hint.map_or(String::new(), |hint| format!("; {hint}"));
                fault(Fault::Unknown, named.span, &named.id, &near);
            }
        }
    }

    /// A finding for every suppression that nothing was credited to. One of a rule that is off has had no chance.
    fn unused(&self, suppressions: &[Suppression<'_>]) -> Vec<Finding> {
        let idle = |suppression: &&Suppression<'_>| {
            let rule = self.engine.rule(&suppression.directive.rules[suppression.rule].id);
            !suppression.used && rule.is_some_and(|rule| self.levels.is_on(&rule.id, rule.severity))
        };
        let all: Vec<&Suppression<'_>> = suppressions.iter().filter(idle).collect();
        // By comment, how many of its rules are: a file may have as many comments as lines.
        let mut mates: FxHashMap<usize, usize> = FxHashMap::default();
        all.iter().for_each(|suppression| *mates.entry(suppression.directive.span.start).or_default() += 1);
        let finding = |suppression: &&Suppression<'_>| {
            let Directive { rules, span, .. } = suppression.directive;
            let fix = self.removal(suppression, mates[&span.start] == rules.len());
            let rule = &rules[suppression.rule];
            self.fault(Fault::Unused, rule.span, &[("rule", &rule.id), ("detail", "")], fix)
        };
        all.iter().filter_map(finding).collect()
    }

    /// Takes an unused rule out of its comment, or out the comment if it allows nothing else.
    fn removal(&self, suppression: &Suppression<'_>, whole: bool) -> Option<Fix> {
        let Directive { rules, span, reach, comment, .. } = suppression.directive;
        if !comment {
            return None;
        }
        let text = self.document.source.text();
        if whole {
            let title = "Remove the unused suppression".to_owned();
            return Some(match reach {
                Ok(Reach::Range { inner, end }) => {
                    let (from, to) = (line_of(text, *span), line_of(text, *end));
                    let kept = Span::new(from.end.max(inner.start), to.start.min(inner.end));
                    let replacement = text.get(kept.range())?.to_owned();
                    Fix { title, span: from.hull(to), replacement, draft: false }
                }
                _ => Fix { title, span: line_of(text, *span), replacement: String::new(), draft: false },
            });
        }
        let own = rules[suppression.rule].span;
        // Names have no places of their own in a comment that is written over several quoted lines.
        let cut = match rules.get(suppression.rule + 1) {
            Some(next) => Span::new(own.start, next.span.start),
            None => Span::new(rules.get(suppression.rule.checked_sub(1)?)?.span.end, own.end),
        };
        let title = format!("Remove `{}` from the suppression", rules[suppression.rule].id);
        let fix = Fix { title, span: cut, replacement: String::new(), draft: false };
        (own != *span && !cut.is_empty()).then_some(fix)
    }

    /// A finding of the rule that says what is wrong with a suppression; none if it is off or there is none.
    fn fault(&self, fault: Fault, span: Span, fills: &[(&str, &str)], fix: Option<Fix>) -> Option<Finding> {
        let rule = &self.engine.rules()[*self.engine.suppressions.get(&fault)?];
        let (severity, _) = self.levels.judge(&rule.id, rule.severity)?;
        let text = self.document.source.slice(span).to_owned();
        Some(Finding {
            rule: rule.id.to_string(),
            severity,
            message: fill(&rule.message, fills),
            help: fill(&rule.help, fills),
            refs: rule.refs.iter().map(ToString::to_string).collect(),
            span,
            fragments: vec![span],
            labels: Vec::new(),
            explanation: None,
            related: Vec::new(),
            fix,
            fingerprint: fingerprint(&rule.id, &text, "", 0),
            of_page: false,
            stand_ins: Vec::new(),
            text,
        })
    }
}

/// A comment, and the line it stands on if it stands there alone.
fn line_of(text: &str, span: Span) -> Span {
    let before = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let after = text[span.end..].find('\n').map_or(text.len(), |at| span.end + at + 1);
    let blank = |part: &str| part.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']).is_empty();
    if !blank(&text[before..span.start]) || !blank(&text[span.end..after]) {
        return span;
    }
    let start = before + if text[before..].starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    // Of the empty lines around it, those after go with it.
    let next = text[after..].find('\n').map_or(text.len(), |at| after + at + 1);
    let gap = start == 0 || text[..before].ends_with("\n\n") || text[..before].ends_with("\n\r\n");
    let end = if gap && after < text.len() && blank(&text[after..next]) { next } else { after };
    Span::new(start, end)
}

fn explain(slip: &Slip) -> String {
    let suggest = |word: &str, known: &[&'static str]| {
        let hint = did_you_mean(word, known.iter().copied());
        format!("; {}", hint.unwrap_or_else(|| format!("one of {}", known.join(", "))))
    };
    match slip {
        Slip::Unclosed => "`claimlint-allow-begin` has no `claimlint-allow-end`, and allows nothing".to_owned(),
        Slip::Unopened => "`claimlint-allow-end` ends nothing".to_owned(),
        Slip::Word(word) => format!("there is no `{word}`{}", suggest(word, &Directive::WORDS)),
        Slip::Key(key) => {
            let known = [&Directive::KEYS[..], &Directive::ALLOW_KEYS[..]].concat();
            format!("unknown key `{key}` under `claimlint`{}", suggest(key, &known))
        }
        Slip::Unread(why) => {
            format!("the front matter cannot be read, so that nothing under `claimlint` counts; {why}")
        }
        Slip::Shape { expected, found } => format!("this should be {expected}, and is {found}"),
    }
}
