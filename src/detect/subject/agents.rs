//! Agents: the noun phrases of a passage that could be a subject, by name, by a product noun with its determiner, or by a
//! pronoun. Which of them a claim is about is decided in `resolve.rs` and `verb.rs`. Floor 4.

use std::ops::Range;

use crate::detect::engine::AgentKind;
use crate::detect::tok::is_number;
use crate::detect::view::{View, overlap, range};
use crate::lexicon::{Class, Classes, EntryId, Mention, WordBits};
use crate::prose::TokenFlags;

/// A noun phrase that could be a subject.
#[derive(Clone, Debug)]
pub struct Agent {
    /// What it is.
    pub kind: AgentKind,
    /// Its tokens, with the product nouns that follow it.
    pub at: Range<usize>,
    /// The substance, for named ones.
    pub entry: Option<EntryId>,
    /// Its noun counts only where the page sells (`system`, `discovery`).
    pub vague: bool,
}

/// The agents of a passage, by start.
#[must_use]
pub(crate) fn agents(view: &View<'_>) -> Vec<Agent> {
    let mut out: Vec<Agent> = Vec::new();
    for mention in view.mentions() {
        match mention.class {
            Class::Substance => out.push(substance(view, mention)),
            // `Our injections` are the seller's, whatever else injections are.
            Class::Drug | Class::Therapy | Class::Agent if own_goods(view, mention) => {}
            Class::Drug | Class::Therapy | Class::Agent => {
                let kind =
                    if is_prepositional_object(view, range(mention).start) || view.is_modifier(range(mention).end) {
                        AgentKind::Blocked
                    } else {
                        AgentKind::Other
                    };
                out.push(Agent { kind, at: range(mention), entry: None, vague: false });
            }
            Class::Product => out.extend(product(view, mention, out.last())),
            _ => {}
        }
    }
    if view.passage.classes.any(Classes::of(&[Class::Verb])) {
        let ours = (view.start()..view.end()).filter(|at| view.is(*at, WordBits::OUR));
        for at in ours.filter_map(|at| unknown_goods(view, at)) {
            if !out.iter().any(|agent| overlap(&agent.at, &at)) {
                out.push(Agent { kind: AgentKind::Own, at, entry: None, vague: true });
            }
        }
    }
    let pronouns = (view.start()..view.end()).filter(|at| is_pronoun_subject(view, *at));
    out.extend(pronouns.map(|at| Agent { kind: AgentKind::Pronoun, at: at..at + 1, entry: None, vague: false }));
    out.sort_by_key(|agent| (agent.at.start, agent.at.end));
    out
}

/// Goods that no pack knows, from their `our` to the verb that says what they do: `our stool cures`. People, parts of the
/// body and what else is known by a name of its own are none.
fn unknown_goods(view: &View<'_>, own: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 3;
    let known = WordBits::GRAMMAR.with(WordBits::HARD_MARK).with(WordBits::COMMA).with(WordBits::PREPOSITION);
    let known = known.with(WordBits::AND).with(WordBits::BODILY).with(WordBits::BODY_PART);
    let has_verb = |at: usize| view.starting(at).iter().any(|mention| mention.class == Class::Verb);
    // `while our host removed a virus`, `our growing blocks were hit`: it opens what a mark ends, and no noun looks like a
    // verb.
    let opens = own == view.start() || view.before(own, WordBits::HARD_MARK.with(WordBits::COMMA));
    let verbal = WordBits::BE.with(WordBits::HAVE).with(WordBits::DO).with(WordBits::MODAL).with(WordBits::ADVERB);
    let end = (own + 2..=own + 1 + LONGEST).find(|end| has_verb(*end))?;
    if !opens || view.is(end + 1, verbal) {
        return None;
    }
    let words = own + 1..end;
    let named = |mention: &Mention| mention.class != Class::Noun && overlap(&range(mention), &words);
    let is_unknown = !view.any(words.clone(), known) && !view.mentions().iter().any(named);
    is_unknown.then_some(own..end)
}

/// Whether words end a longer product noun that begins with `our`.
fn own_goods(view: &View<'_>, mention: &Mention) -> bool {
    let at = range(mention);
    let before = at.start.checked_sub(1).filter(|before| view.is(*before, WordBits::OWN));
    before.is_some_and(|before| {
        view.starting(before).iter().any(|goods| goods.class == Class::Product && goods.end == mention.end)
    })
}

fn substance(view: &View<'_>, mention: &Mention) -> Agent {
    let entry = view.entry(mention);
    let mut end = mention.end as usize;
    let noun = |end: usize| {
        let nouns = view.starting(end).iter().find(|next| next.class == Class::Product);
        nouns.filter(|noun| !is_verb(view, noun)).map(|next| next.end as usize)
    };
    while let Some(next) = noun(end) {
        end = next;
    }
    let after = if view.is(end, WordBits::GENITIVE) { end + 1 } else { end };
    let blocked_word = |at: usize| view.tok(at).is_some_and(|tok| entry.blocked.contains(&tok.word) && tok.word.0 != 0);
    let blocked = [end, after]
        .iter()
        .any(|at| view.starting(*at).iter().any(|next| next.class == Class::Blocked) || blocked_word(*at));
    let kind = if blocked { AgentKind::Blocked } else { AgentKind::Named };
    Agent { kind, at: mention.start as usize..end, entry: Some(view.lexicon.term(mention.term).entry), vague: false }
}

/// Whether the product noun behind a name is a verb: `kava leaves codeine in the dust`, `zinc cushions the blow`.
fn is_verb(view: &View<'_>, noun: &Mention) -> bool {
    let end = noun.end as usize;
    let object = WordBits::DEMONSTRATIVE.with(WordBits::DETERMINER).with(WordBits::POSSESSIVE).with(WordBits::OWN);
    let medicine = || view.starting(end).iter().any(|next| matches!(next.class, Class::Drug | Class::Therapy));
    has_s(view, end - 1) && (view.is(end, object) || medicine()) || is_phrasal(view, noun) || acts(view, noun)
}

/// Whether a product noun is a verb by what stands beside it: `Ember wipes out gout`, `drop 15 kg`, `our herbalist mixes a
/// tea`.
fn acts(view: &View<'_>, noun: &Mention) -> bool {
    let start = noun.start as usize;
    let named = || start > view.start() && view.written(start - 1, TokenFlags::CAPITAL);
    let amount = || {
        let counts = start == view.start() && view.tok(noun.end as usize).is_some_and(is_number);
        counts && view.starting(start).iter().any(|verb| verb.class == Class::Verb)
    };
    (is_phrasal(view, noun) && named()) || amount() || is_done_by_people(view, noun)
}

/// Whether a longer verb begins with a product noun: `wipes out`.
fn is_phrasal(view: &View<'_>, noun: &Mention) -> bool {
    let mut verbs = view.starting(noun.start as usize).iter().filter(|verb| verb.class == Class::Verb);
    verbs.any(|verb| verb.end > noun.end)
}

/// Most words of what people or a firm are called.
const NAME: usize = 8;

/// Whether a product noun stands between people or a firm and an object, and agrees with them as a verb does: `our pharmacists
/// blend a tea`, `the clinic mixes teas`.
fn is_done_by_people(view: &View<'_>, noun: &Mention) -> bool {
    let (start, end) = (noun.start as usize, noun.end as usize);
    let opens_object = WordBits::INDEFINITE.with(WordBits::DETERMINER).with(WordBits::OWN).with(WordBits::POSSESSIVE);
    let object = || view.is(end, opens_object) || view.starting(end).iter().any(|goods| goods.class == Class::Product);
    let agree = start > view.start() && has_s(view, start - 1) != has_s(view, end - 1);
    // Near by only: a line may be as long as the file.
    let near = start.saturating_sub(NAME).max(view.start())..start;
    let ends_here = |agent: &Mention| agent.class == Class::Agent && agent.end == noun.start;
    let people = || near.rev().any(|at| view.starting(at).iter().any(ends_here)) && !view.is_modifier(start);
    agree && object() && people()
}

/// Whether a word ends in an s, as plural nouns and verbs of the third person do.
fn has_s(view: &View<'_>, at: usize) -> bool {
    view.reading.norm(at).ends_with('s')
}

/// A product noun as an agent, with its determiner.
fn product(view: &View<'_>, mention: &Mention, last: Option<&Agent>) -> Option<Agent> {
    const REACH: usize = 5;
    let noun = range(mention);
    if last.is_some_and(|agent| agent.at.end >= noun.end && agent.kind != AgentKind::Pronoun) {
        return None;
    }
    if view.starting(noun.end).iter().any(|next| matches!(next.class, Class::Blocked)) {
        return None;
    }
    // The head of a compound is its last product noun: `pain relief cream`.
    let is_head = |next: &Mention| next.class == Class::Product && !acts(view, next);
    if acts(view, mention) || view.starting(noun.end).iter().any(is_head) {
        return None;
    }
    let agent = |kind, start| Some(Agent { kind, at: start..noun.end, entry: None, vague: view.is_vague(mention) });
    let stop =
        WordBits::PREPOSITION.with(WordBits::HARD_MARK).with(WordBits::MODAL).with(WordBits::BE).with(WordBits::BREAK);
    if view.is(noun.start, WordBits::OWN) {
        return agent(AgentKind::Own, noun.start);
    }
    for at in (noun.start.saturating_sub(REACH).max(view.start())..noun.start).rev() {
        if view.is(at, WordBits::OWN) {
            return agent(AgentKind::Own, at);
        }
        let made =
            || view.starting(at).iter().any(|verb| verb.class == Class::Product && is_done_by_people(view, verb));
        if made() {
            return agent(AgentKind::Indefinite, noun.start);
        }
        if view.is(at, WordBits::INDEFINITE) {
            return agent(AgentKind::Indefinite, at);
        }
        if view.is(at, WordBits::DEMONSTRATIVE.with(WordBits::DETERMINER).with(WordBits::POSSESSIVE)) {
            return agent(AgentKind::Definite, at);
        }
        if view.is(at, stop.with(WordBits::COMMA).with(WordBits::AND)) {
            return agent(AgentKind::Indefinite, at + 1);
        }
    }
    agent(AgentKind::Indefinite, noun.start)
}

/// Whether a noun phrase that starts here is governed by a preposition.
fn is_prepositional_object(view: &View<'_>, start: usize) -> bool {
    view.before(view.phrase_start(start), WordBits::PREPOSITION)
}

/// it, they, this, these before a verb; not the empty `it` of `it is clear that`.
fn is_pronoun_subject(view: &View<'_>, at: usize) -> bool {
    if view.is(at, WordBits::NEUTER) && !view.is(at, WordBits::PRONOUN) {
        // `its properties`: the owner is what the pronoun stands for.
        return true;
    }
    if !view.is(at, WordBits::PRONOUN) {
        return false;
    }
    let verbal = WordBits::MODAL.with(WordBits::BE).with(WordBits::HAVE).with(WordBits::DO);
    let adverb = WordBits::ADVERB.with(WordBits::LY);
    let mut next = at + 1;
    while view.is(next, adverb) {
        next += 1;
    }
    let verb = view.is(next, verbal.with(WordBits::GENITIVE))
        || view.starting(next).iter().any(|mention| mention.class == Class::Verb);
    let empty = view.is(next, WordBits::BE.with(WordBits::GENITIVE))
        && (next + 1..next + 4)
            .any(|at| view.is(at, WordBits::RELATIVE.with(WordBits::SUBORDINATOR).with(WordBits::TO)));
    let object = view.is(at, WordBits::NEUTER)
        && at > view.start()
        && !view.before(at, WordBits::HARD_MARK.with(WordBits::COMMA));
    (verb || object) && !empty
}
