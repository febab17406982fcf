//! [`Said`]: which words of a passage may say an element, found once for all requirements. A question says nothing, unless
//! the next sentence answers it with a warning (`Pregnant? Do not take it.`). Whether the author asserts what the words say, and of
//! what, is `statement.rs`. Floor 4.

use crate::detect::engine::Engine;
use crate::detect::expression::Expression;
use crate::detect::matching::Match;
use crate::detect::view::{View, overlap};
use crate::lexicon::WordBits;

use super::Link;

/// What a passage may say of any element.
#[derive(Default)]
pub(in crate::detect) struct Said {
    /// By words or expressions of its own.
    pub(super) whole: Vec<Match>,
    /// By words that say it only beside a [`Link`].
    pub(super) bare: Vec<Match>,
    pub(super) links: Vec<Match>,
    /// It asks, and a warning answers.
    pub(super) answered: bool,
}

/// What each of some passages may say.
pub(in crate::detect) fn said<'v>(engine: &Engine, views: impl Iterator<Item = &'v View<'v>>) -> Vec<Said> {
    let expressions = expressions(engine);
    views.map(|view| of_passage(engine, &expressions, view)).collect()
}

/// The regular expressions of all elements, each with the number of its element.
fn expressions(engine: &Engine) -> Vec<(usize, &Expression)> {
    let elements = engine.requirements.iter().flat_map(|requirement| &requirement.elements).enumerate();
    elements.flat_map(|(owner, element)| element.regexes.iter().map(move |regex| (owner, regex))).collect()
}

fn of_passage(engine: &Engine, expressions: &[(usize, &Expression)], view: &View<'_>) -> Said {
    let answered = view.asks();
    if answered && !is_answered(engine, view) {
        return Said::default();
    }
    let all = view.start()..view.end();
    let mut whole = engine.statements.find(view, all.clone());
    whole.extend(by_regex(expressions, view));
    let mut bare = engine.bare_statements.find(view, all.clone());
    if whole.is_empty() && bare.is_empty() {
        return Said::default();
    }
    let not = engine.false_statements.find(view, all.clone());
    let holds = |found: &Match| !not.iter().any(|not| not.owner == found.owner && overlap(&not.at, &found.at));
    whole.retain(holds);
    bare.retain(holds);
    Said { whole, bare, links: engine.link_patterns.find(view, all), answered }
}

/// Whether a question of a few words that has no verb to ask with (`On warfarin?`) is answered by a warning at once.
fn is_answered(engine: &Engine, view: &View<'_>) -> bool {
    let verbs = WordBits::BE.with(WordBits::DO).with(WordBits::HAVE).with(WordBits::MODAL);
    let asks = (view.start()..view.end()).any(|at| view.is(at, verbs) || view.is(at, WordBits::RELATIVE));
    let Some(passage) = view.reading.next_in_block(view.passage).filter(|_| !asks) else { return false };
    let next = View { passage, ..*view };
    engine.link_patterns.opening(&next).iter().any(|link| engine.links[link.owner] == Link::Leads)
}

/// What the elements' regular expressions find in a passage's own words.
fn by_regex(expressions: &[(usize, &Expression)], view: &View<'_>) -> Vec<Match> {
    let block = view.reading.block(view.passage);
    let own = view.passage.own..view.passage.toks.end;
    let place = |at: usize| {
        let tok = &view.reading.toks[at];
        block.prose_range(tok.token as usize..(tok.token + tok.length) as usize)
    };
    if own.is_empty() || view.passage.has_lead() {
        return Vec::new();
    }
    let prose = place(own.start).start..place(own.end - 1).end;
    let mut out = Vec::new();
    for (owner, expression) in expressions {
        for found in expression.find_iter(&block.prose[prose.clone()]) {
            let (start, end) = (prose.start + found.start(), prose.start + found.end());
            let mut inside = own.clone().filter(|at| place(*at).start < end && start < place(*at).end);
            if let Some(first) = inside.next() {
                let last = inside.next_back().unwrap_or(first);
                out.push(Match { owner: *owner, at: first..last + 1, slots: Vec::new() });
            }
        }
    }
    out
}
