//! Floor 5: rules as data. YAML is read as written, checked into the types of [`crate::detect`] with every problem
//! collected and pointed at, and compiled into an [`Engine`](crate::detect::Engine).

mod build;
mod builtin;
#[cfg(test)]
mod compile;
mod compiled;
mod coverage;
mod diagnostic;
#[cfg(test)]
mod gate_tests;
mod load;
#[cfg(test)]
mod load_tests;
mod problem;
mod raw;
#[cfg(test)]
mod shortcut_tests;
mod yaml;

pub use builtin::{builtin, engine, extended};
pub use coverage::{Alternative, TwoClasses, apart, in_two_classes};
pub use load::{Loaded, PackSource, load};
pub use problem::Problem;
pub use yaml::{read, span};
