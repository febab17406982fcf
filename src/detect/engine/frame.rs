//! [`Frame`]: the ways to say that a thing does something to a target, by name. How each is recognised is `frames`. Floor 4:
//! data that packs compile to.

use serde::{Deserialize, Serialize};

/// A way to say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Frame {
    /// Kratom relieves anxiety.
    Active,
    /// Anxiety is relieved by kratom.
    Passive,
    /// Kratom offers relief from anxiety; anxiety relief.
    Nominal,
    /// Kratom has antidepressant properties; a natural antiviral.
    Property,
    /// Kratom is effective against anxiety.
    Effective,
    /// Kratom is used for anxiety.
    UsedFor,
    /// Kratom for anxiety.
    Keyphrase,
    /// Arthritis cream, anxiety relief gummies.
    ProductName,
    /// A product and a disease in one sentence, on a page that promotes it and with nothing that says otherwise.
    Implied,
    /// By morning the knees go quiet: several signs of an effect, none of which says it, on a page that sells.
    Suggested,
    /// Tired of anxiety? Try our drops.
    ProblemOffer,
    /// A customer's words about a disease or a medicine, quoted by the seller.
    Testimony,
    /// Zoloft: six years. Our drops: two weeks. A medicine in one half, the promoted thing in the other.
    SetAgainst,
    /// A phrase of the pack.
    Phrase,
}

impl Frame {
    /// Whether the words beside the product make the claim, not a relation between them: anything that says otherwise
    /// silences it, wherever in the sentence it stands.
    #[must_use]
    pub const fn is_impression(self) -> bool {
        matches!(self, Self::Implied | Self::Suggested)
    }

    /// Whether it says something of its subject, a sentence or a phrase of its own; the others only set names side by side.
    #[must_use]
    pub const fn is_predication(self) -> bool {
        !self.is_impression()
            && !matches!(
                self,
                Self::Keyphrase | Self::ProductName | Self::ProblemOffer | Self::Testimony | Self::SetAgainst
            )
    }

    /// The words that packs and reports use.
    pub const NAMES: &[&str] = &[
        "active",
        "passive",
        "nominal",
        "property",
        "effective",
        "used-for",
        "keyphrase",
        "product-name",
        "implied",
        "suggested",
        "problem-offer",
        "testimony",
        "set-against",
        "phrase",
    ];

    /// The word that reports use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Passive => "passive",
            Self::Nominal => "nominal",
            Self::Property => "property",
            Self::Effective => "effective",
            Self::UsedFor => "used-for",
            Self::Keyphrase => "keyphrase",
            Self::ProductName => "product-name",
            Self::Implied => "implied",
            Self::Suggested => "suggested",
            Self::ProblemOffer => "problem-offer",
            Self::Testimony => "testimony",
            Self::SetAgainst => "set-against",
            Self::Phrase => "phrase",
        }
    }
}
