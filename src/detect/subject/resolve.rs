//! What an agent stands for: itself, what the text before names, the page's topic, or the product that the page promotes.
//! Floor 4.

use super::{Agent, AgentKind, Antecedent, How, Subject, Subjects};
use crate::lexicon::{Class, WordBits};

impl Subjects<'_> {
    /// Whether anything here may stand for a promoted thing, told without looking at any trigger: most sentences of most
    /// pages name none, follow none, and stand on a page that promotes none.
    #[must_use]
    pub(crate) fn may_resolve(&self) -> bool {
        self.page.is_promotional()
            || self.page.sells()
            || self.page.is_piece
            || self.page.topic.is_some()
            || matches!(self.antecedent, Some(Antecedent::Promoted { .. }))
            || self.agents.iter().any(|agent| matches!(agent.kind, AgentKind::Named | AgentKind::Own))
    }

    /// The promoted thing that an agent stands for; nothing if it stands for none.
    #[must_use]
    pub(crate) fn resolve(&self, agent: &Agent) -> Option<Subject> {
        let text = || self.view.text(agent.at.clone());
        let subject = |resolved: String, how, entry, explicit| {
            Some(Subject { at: Some(agent.at.clone()), resolved, how, entry, explicit })
        };
        match agent.kind {
            AgentKind::Named => {
                let entry = agent.entry?;
                let everyday = self.view.lexicon.entry(entry).everyday;
                let promoted = !everyday || self.page.promotes(entry) || self.is_own(agent);
                // Semaglutide is a medicine too: only a page that sells it makes it the promoted thing.
                let medicine = everyday && self.is_medicine(agent) && !self.page.is_promotional();
                (promoted && !medicine).then(|| subject(text(), How::Named, Some(entry), true)).flatten()
            }
            AgentKind::Own if agent.vague && !self.page.has_goods() => None,
            AgentKind::Own => {
                let (resolved, entry) = self.page.topic_or(&text());
                subject(resolved, How::Own, entry, true)
            }
            AgentKind::Definite if agent.vague && !self.page.is_promotional() => None,
            AgentKind::Pronoun if self.means_medicine(agent) => None,
            AgentKind::Definite | AgentKind::Pronoun => {
                let explicit = agent.kind == AgentKind::Definite;
                if let Some(near) = self.named_before(agent) {
                    let subject = self.resolve(near)?;
                    return Some(Subject {
                        at: Some(agent.at.clone()),
                        how: How::Antecedent,
                        explicit: true,
                        ..subject
                    });
                }
                match self.antecedent {
                    Some(Antecedent::Promoted { name, entry }) => {
                        return subject(name.clone(), How::Antecedent, *entry, explicit);
                    }
                    Some(Antecedent::Other) if !explicit => return None,
                    _ => {}
                }
                if let Some(topic) = &self.page.topic {
                    return subject(topic.name.clone(), How::Topic, Some(topic.entry), explicit);
                }
                // `This patch ends period pain`: what a post shows.
                let shown = self.page.is_piece && explicit && self.view.is(agent.at.start, WordBits::DEMONSTRATIVE);
                let promoted = shown || self.page.is_promotional();
                // A pronoun is no name to tell a reader.
                let name = || if explicit { text() } else { self.page_product().resolved };
                promoted.then(|| subject(name(), How::Promotion, None, explicit)).flatten()
            }
            AgentKind::Indefinite if agent.vague && !self.page.is_promotional() => None,
            AgentKind::Indefinite => {
                self.page.is_promotional().then(|| subject(text(), How::Promotion, None, true)).flatten()
            }
            AgentKind::Other | AgentKind::Blocked => None,
        }
    }

    /// What the same sentence named before a pronoun: `Kava is no drink; it treats anxiety`.
    fn named_before(&self, agent: &Agent) -> Option<&Agent> {
        self.last_before(agent).filter(|other| matches!(other.kind, AgentKind::Named | AgentKind::Own))
    }

    /// Whether a pronoun stands for a medicine that the same sentence named: `Give paracetamol; it brings the fever down`.
    pub(crate) fn means_medicine(&self, agent: &Agent) -> bool {
        let other = |other: &&Agent| other.kind == AgentKind::Other && self.is_medicine(other);
        agent.kind == AgentKind::Pronoun && self.last_before(agent).filter(other).is_some()
    }

    fn last_before(&self, agent: &Agent) -> Option<&Agent> {
        let mut before = self.agents.iter().rev().filter(|other| other.at.end <= agent.at.start);
        before.find(|other| !matches!(other.kind, AgentKind::Blocked | AgentKind::Indefinite))
    }

    /// Whether the same words name a medicine.
    fn is_medicine(&self, agent: &Agent) -> bool {
        self.view.starting(agent.at.start).iter().any(|mention| mention.class == Class::Drug)
    }

    /// `our ginger tea`: the author's own word before a named substance.
    fn is_own(&self, agent: &Agent) -> bool {
        let before = agent.at.start.saturating_sub(3).max(self.view.start())..agent.at.start;
        self.view.any(before, WordBits::OWN)
    }

    /// The nearest agent that ends at or before a position, blocked ones passed over.
    #[must_use]
    pub(crate) fn left(&self, at: usize) -> Option<&Agent> {
        let fits = |agent: &&Agent| agent.at.end <= at && agent.kind != AgentKind::Blocked;
        let agents = self.agents.iter().rev().filter(fits);
        // A bare product noun is a subject only if nothing better stands further left.
        let mut weak = None;
        for agent in agents {
            if agent.kind == AgentKind::Indefinite {
                weak = weak.or(Some(agent));
            } else {
                return Some(agent);
            }
        }
        weak
    }

    /// The nearest agent that starts at or after a position, within a distance.
    #[must_use]
    pub(crate) fn right(&self, at: usize, most: usize) -> Option<&Agent> {
        let usable = |agent: &&Agent| !matches!(agent.kind, AgentKind::Blocked | AgentKind::Indefinite);
        self.agents.iter().filter(usable).find(|agent| agent.at.start >= at && agent.at.start - at <= most)
    }
}
