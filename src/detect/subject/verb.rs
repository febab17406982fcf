//! The subject of a verb (S3): the nearest agent to the left, an instrument behind the target, a subject behind a fronted
//! phrase, or none at all on a page that promotes a product. A noun that no pack knows is nobody's product. Floor 4.

use std::ops::Range;

use super::{Agent, AgentKind, How, Subject, Subjects};
use crate::detect::view::range;
use crate::lexicon::{Class, Form, Mention, WordBits};
use crate::prose::TokenFlags;

impl Subjects<'_> {
    /// The promoted thing that a verb says something of.
    #[must_use]
    pub(crate) fn of_verb(&self, verb: &Mention, target: &Range<usize>) -> Option<Subject> {
        let at = verb.start as usize;
        let form = self.view.form(verb);
        // `After years of no sleep, Zenora cured …`
        let behind_comma =
            |brand: &Subject| brand.at.as_ref().is_some_and(|at| self.view.before(at.start, WordBits::COMMA));
        let brand = self.brand_subject(verb);
        if brand.as_ref().is_some_and(behind_comma) {
            return brand;
        }
        if let Some(subject) = self.predicate(verb, target.end) {
            return Some(subject);
        }
        if let Some(instrument) = self.instrument(target.end) {
            let left = self.left(at).and_then(|agent| self.resolve(agent));
            if left.as_ref().is_some_and(|subject| subject.explicit) {
                return left;
            }
            let usable = instrument.kind != AgentKind::Other;
            return usable.then(|| self.resolve(instrument).or(left)).flatten();
        }
        if form != Form::Ing && self.has_unknown_head(verb) {
            return brand.or_else(|| self.mechanism_subject(at));
        }
        let fronted = form == Form::Ing && self.opens_clause(at);
        match self.left(at) {
            Some(agent) if agent.kind == AgentKind::Other => return self.relative_head(verb),
            Some(agent) if self.hangs_on_other(agent) => return None,
            Some(agent) if !fronted => {
                let subject = self.resolve(agent);
                if subject.is_some() || agent.kind != AgentKind::Indefinite {
                    return subject;
                }
            }
            _ => {}
        }
        self.after_comma(at, target.end).or_else(|| self.elided(at, form)).or_else(|| self.coordinated(at))
    }

    /// `Our chemist mixes a cream that ends nerve pain`: what a relative pronoun stands for, though a chemist stands further left.
    fn relative_head(&self, verb: &Mention) -> Option<Subject> {
        let at = self.group_start(verb);
        if !self.view.before(at, WordBits::RELATIVE) {
            return None;
        }
        let head = self.agents.iter().find(|agent| agent.at.end + 1 == at && agent.kind == AgentKind::Indefinite)?;
        self.resolve(head)
    }

    /// `Freshens breath and fights bacteria`, `Zenora firms the skin and fades scars`: the second verb of a clause whose
    /// first is not known, on a page that promotes a product.
    fn coordinated(&self, at: usize) -> Option<Subject> {
        let view = self.view;
        if !self.page.is_promotional()
            || !view.before(at, WordBits::AND.with(WordBits::COMMA))
            || self.left(at).is_some()
        {
            return None;
        }
        let start = view.clause_start(at);
        let other = WordBits::DETERMINER
            .with(WordBits::INDEFINITE)
            .with(WordBits::PRONOUN)
            .with(WordBits::POSSESSIVE)
            .with(WordBits::FIRST_PERSON)
            .with(WordBits::SECOND_PERSON)
            .with(WordBits::SUBORDINATOR)
            .with(WordBits::PREPOSITION);
        let target =
            view.starting(start).iter().any(|mention| mention.class.is_target() || mention.class == Class::Sufferer);
        if view.is(start, other) || target {
            return None;
        }
        self.capitalised_opening().or_else(|| Some(self.page_product()))
    }

    /// `medications similar to marijuana`: a named substance behind a preposition hangs on the drug before it.
    fn hangs_on_other(&self, agent: &Agent) -> bool {
        let view = self.view;
        if agent.kind != AgentKind::Named || !view.before(agent.at.start, WordBits::PREPOSITION) {
            return false;
        }
        let before = self
            .agents
            .iter()
            .rev()
            .find(|other| other.at.end <= agent.at.start && other.kind != AgentKind::Indefinite);
        before.is_some_and(|other| {
            other.kind == AgentKind::Other
                && !view.any(other.at.end..agent.at.start, WordBits::COMMA.with(WordBits::HARD_MARK))
        })
    }

    /// What is said to be the thing that does it: `What cured my gout was kava`, `The best way to cure gout is kava`.
    fn predicate(&self, verb: &Mention, from: usize) -> Option<Subject> {
        const REACH: usize = 4;
        let view = self.view;
        let start = self.group_start(verb);
        let is_means = view.before(start, WordBits::RELATIVE.with(WordBits::WH))
            || (view.before(start, WordBits::TO.with(WordBits::PREPOSITION))
                && view.before(start - 1, WordBits::MEANS));
        if !is_means {
            return None;
        }
        let is = |at: &usize| view.is(*at, WordBits::BE) || view.reading.norm(*at) == "than";
        let is = (from..view.end().min(from + REACH)).find(is)?;
        let agent = self.agents.iter().find(|agent| agent.at.start > is)?;
        let apart = WordBits::COMMA.with(WordBits::HARD_MARK).with(WordBits::NEGATIVE).with(WordBits::BREAK);
        let near = agent.at.start - is <= REACH && !view.any(from..agent.at.start, apart);
        (near && !view.is(agent.at.end, WordBits::GENITIVE)).then(|| self.resolve(agent)).flatten()
    }

    /// An agent joined by with, using, by … right after a target: `Treat eczema with our balm`.
    #[must_use]
    pub(crate) fn instrument(&self, from: usize) -> Option<&Agent> {
        const REACH: usize = 8;
        let near = |agent: &&Agent| agent.at.start >= from && agent.at.start <= from + REACH;
        // The doctor of `doctor-formulated drops` joins nothing.
        let agent = self.agents.iter().filter(near).find(|agent| !self.view.is_modifier(agent.at.end))?;
        let between = from..agent.at.start;
        // `…, and a pound from each box goes to charity` is another clause.
        let anew = |at: usize| self.view.is(at, WordBits::COMMA) && self.view.is(at + 1, WordBits::AND);
        let joined = self.view.any(between.clone(), WordBits::INSTRUMENT) && !self.view.breaks(between.clone());
        (joined && !between.into_iter().any(anew)).then_some(agent)
    }

    /// A fronted phrase belongs to the subject behind its comma: `By easing pain, kratom …`.
    fn after_comma(&self, at: usize, from: usize) -> Option<Subject> {
        const FRONT: usize = 14;
        if at - self.view.clause_start(at) > FRONT {
            return None;
        }
        let agent = self.right(from, FRONT)?;
        let between = from..agent.at.start;
        let joined = self.view.any(between, WordBits::COMMA.with(WordBits::HARD_MARK));
        joined.then(|| self.resolve(agent)).flatten()
    }

    /// Whether only adverbs, conjunctions and the like stand between the start of the clause and a position.
    #[must_use]
    pub(crate) fn opens_clause(&self, at: usize) -> bool {
        let light = WordBits::ADVERB
            .with(WordBits::LY)
            .with(WordBits::ADJECTIVE)
            .with(WordBits::AND)
            .with(WordBits::TO)
            .with(WordBits::MODAL)
            .with(WordBits::ED)
            .with(WordBits::HAVE)
            .with(WordBits::COMMA)
            .with(WordBits::QUOTE)
            .with(WordBits::BRACKET)
            .with(WordBits::INSTRUMENT);
        let start = self.view.clause_start(at);
        let covered = |position: usize| {
            let helper = |mention: &Mention| matches!(mention.class, Class::Verb | Class::UsedFor | Class::Effective);
            self.view.mentions().iter().any(|mention| helper(mention) && range(mention).contains(&position))
        };
        (start..at).all(|position| self.view.is(position, light) || covered(position))
    }

    /// An elided subject on a page that promotes a product: `Soothes itchy skin`, `Treat your eczema naturally`.
    #[must_use]
    pub(crate) fn elided(&self, at: usize, form: Form) -> Option<Subject> {
        let shape = matches!(form, Form::Third | Form::Base | Form::Ing | Form::Plural | Form::Participle);
        let opens = self.opens_clause(at) && shape && self.page.is_promotional();
        opens.then(|| self.page_product())
    }

    /// The thing that the page promotes.
    #[must_use]
    pub(crate) fn page_product(&self) -> Subject {
        let (resolved, entry) = self.page.topic_or("the product of this page");
        Subject { at: None, resolved, how: How::Promotion, entry, explicit: false }
    }

    /// Where the group of a verb begins: back over its auxiliaries, and over a helping verb: `helps relieve`, `works to relieve`.
    fn group_start(&self, verb: &Mention) -> usize {
        let view = self.view;
        let group = WordBits::ADVERB
            .with(WordBits::LY)
            .with(WordBits::MODAL)
            .with(WordBits::BE)
            .with(WordBits::HAVE)
            .with(WordBits::DO);
        let mut at = verb.start as usize;
        loop {
            let helper = view.mentions().iter().find(|m| {
                let name = view.written(m.start as usize, TokenFlags::CAPITAL) && m.start as usize > view.start();
                m.class == Class::Verb && m.end as usize == at && m.start < verb.start && !name
            });
            if let Some(helper) = helper {
                at = helper.start as usize;
            } else if view.before(at, group.with(WordBits::NEGATIVE)) {
                at -= 1;
            } else {
                return at;
            }
        }
    }

    /// Whether the verb's own subject is a noun that no pack knows (`kratom farmers fight drought`), by the word that
    /// stands left of the verb group.
    fn has_unknown_head(&self, verb: &Mention) -> bool {
        let view = self.view;
        let at = self.group_start(verb);
        if at == view.start() {
            return false;
        }
        let head = at - 1;
        let open = WordBits::COMMA
            .with(WordBits::AND)
            .with(WordBits::TO)
            .with(WordBits::RELATIVE)
            .with(WordBits::PRONOUN)
            .with(WordBits::HARD_MARK)
            .with(WordBits::BREAK)
            .with(WordBits::QUOTE)
            .with(WordBits::BRACKET)
            .with(WordBits::PREPOSITION)
            .with(WordBits::SUBORDINATOR)
            .with(WordBits::PART)
            .with(WordBits::TIME)
            .with(WordBits::SECOND_PERSON)
            .with(WordBits::FIRST_PERSON)
            .with(WordBits::DEMONSTRATIVE)
            .with(WordBits::CONCESSIVE);
        if view.is(head, WordBits::RELATIVE) && head > view.start() && !view.written(head - 1, TokenFlags::MARK) {
            // `white blood cells that fight`: the noun before the relative pronoun is the subject.
            let noun = head - 1;
            let known = self.agents.iter().any(|agent| agent.at.contains(&noun) && agent.kind != AgentKind::Pronoun)
                || view
                    .mentions()
                    .iter()
                    .any(|m| matches!(m.class, Class::Property | Class::Noun) && range(m).contains(&noun))
                || view.is(noun, WordBits::PART.with(WordBits::DEMONSTRATIVE));
            return !known && !self.page.is_promotional();
        }
        // `Kava is what cured my gout`.
        let names = |agent: &Agent| agent.kind != AgentKind::Pronoun;
        let is_cleft =
            view.is(head, WordBits::WH) && view.before(head, WordBits::BE) && self.left(head).is_some_and(names);
        if is_cleft || view.is(head, open) || view.written(head, TokenFlags::MARK) {
            return false;
        }
        if self.agents.iter().any(|agent| agent.at.contains(&head)) {
            return false;
        }
        // A mention that may stand there is no head of its own: a product noun, a property, another object.
        let class = view.mentions().iter().find(|mention| range(mention).contains(&head)).map(|mention| mention.class);
        match class {
            Some(
                Class::Product | Class::Property | Class::Verb | Class::UsedFor | Class::Effective | Class::ClassWord,
            ) => return false,
            Some(Class::Blocked) => return true,
            _ => {}
        }
        // `kratom in high doses eases`: the word ends a phrase that hangs on the agent, or its genitive owns it.
        let Some(agent) = self.left(head + 1) else { return true };
        let between = agent.at.end..head + 1;
        let joins = WordBits::PREPOSITION
            .with(WordBits::GENITIVE)
            .with(WordBits::RELATIVE)
            .with(WordBits::COMMA)
            .with(WordBits::AND)
            .with(WordBits::ING);
        // `The kava my aunt grows cures …`
        let maker = WordBits::OWN.with(WordBits::POSSESSIVE).with(WordBits::FIRST_PERSON).with(WordBits::SECOND_PERSON);
        let is_made =
            between.len() > 1 && view.is(agent.at.end, maker) && view.before(agent.at.start, WordBits::DETERMINER);
        !is_made && !view.any(between, joins)
    }
}
