//! [`Trouble`]: something wrong with a configuration, or with what it refers to. Who keeps it is `setup.rs`, and who shows it
//! stands above. Floor 8.

use crate::pack::Problem;
use crate::render::Failure;
use crate::text::Span;

/// Something wrong with a configuration, or with what it refers to.
#[derive(Clone, Debug)]
pub(crate) enum Trouble {
    /// At a place in it.
    Problem(Problem),
    /// With a file as a whole.
    Failure(Failure),
}

/// The file, the place in it, and what is wrong there.
pub(super) type Identity = (String, Option<Span>, String);

impl Trouble {
    /// What is the same about it wherever it is met: configurations may share a pack.
    pub(super) fn identity(&self) -> Identity {
        match self {
            Self::Problem(it) => (it.source().name().to_owned(), it.span, it.message.clone()),
            Self::Failure(it) => (it.path.clone().unwrap_or_default(), None, it.message.clone()),
        }
    }
}

impl From<&Trouble> for Failure {
    fn from(trouble: &Trouble) -> Self {
        match trouble {
            Trouble::Problem(problem) => problem.into(),
            Trouble::Failure(failure) => failure.clone(),
        }
    }
}
