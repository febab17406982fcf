//! [`UrlParts`]: parts of addresses, looked for in any case of letters; `amazon.*tag=` is one part and, anywhere behind it,
//! another. Which pairs of letters begin one is noted when packs are compiled, so that an address costs a look at each of
//! its pairs and nothing is built for it. Floor 4.

use serde::{Deserialize, Serialize};

use crate::lexicon::{Numbers, PackText};

/// Parts of addresses, in any case of letters.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct UrlParts {
    parts: Vec<Part>,
    /// One bit for each pair of first letters, by hash: whether a part may begin so.
    pairs: Numbers,
}

/// A part, and the one that must stand anywhere behind it, if any.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Part {
    head: PackText,
    rest: Option<PackText>,
}

/// How many bits `pairs` has.
const BITS: usize = 1024;

impl UrlParts {
    /// Parts as a pack lists them.
    #[must_use]
    pub fn new(parts: Vec<String>) -> Self {
        let mut out = Self::default();
        out.add(parts);
        out
    }

    /// Adds parts as a pack lists them.
    pub fn add(&mut self, parts: Vec<String>) {
        if self.parts.is_empty() && !parts.is_empty() {
            self.pairs = Numbers::zeros(BITS / 32);
        }
        for part in &parts {
            let bytes = part.as_bytes();
            let (Some(&first), second) = (bytes.first(), bytes.get(1).copied()) else { continue };
            // A single letter may have any letter behind it, or none.
            for second in second.map_or(0..=u8::MAX, |second| second..=second) {
                let bit = bit(first, second);
                self.pairs.set(bit / 32, self.pairs.at(bit / 32) | 1 << (bit % 32));
            }
        }
        self.parts.extend(parts.iter().map(|part| match part.split_once('*') {
            Some((head, rest)) => Part { head: head.to_owned().into(), rest: Some(rest.to_owned().into()) },
            None => Part { head: part.clone().into(), rest: None },
        }));
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether an address holds one of them.
    #[must_use]
    pub fn stand_in(&self, url: &str) -> bool {
        let url = url.as_bytes();
        !self.parts.is_empty() && (0..url.len()).any(|at| self.begin(&url[at..]))
    }

    /// Whether one of them stands at the start of a text.
    fn begin(&self, text: &[u8]) -> bool {
        let bit = bit(text[0], text.get(1).copied().unwrap_or_default());
        self.pairs.at(bit / 32) >> (bit % 32) & 1 == 1 && self.parts.iter().any(|part| part.begins(text))
    }
}

impl Part {
    /// Whether it stands at the start of a text.
    fn begins(&self, text: &[u8]) -> bool {
        let begins = |text: &[u8], part: &str| {
            text.get(..part.len()).is_some_and(|head| head.eq_ignore_ascii_case(part.as_bytes()))
        };
        let follows = |rest: &PackText| (self.head.len()..text.len()).any(|at| begins(&text[at..], rest));
        begins(text, &self.head) && self.rest.as_ref().is_none_or(follows)
    }
}

fn bit(first: u8, second: u8) -> usize {
    let letters = [first, second].map(|byte| usize::from(byte.to_ascii_lowercase()));
    (letters[0] * 37 + letters[1]) % BITS
}

#[cfg(test)]
mod tests {
    use super::UrlParts;

    #[test]
    fn parts_are_found_wherever_they_stand_and_however_they_are_written() {
        let parts = UrlParts::new(["/cart", "tag=", "amazon.", "#", "x"].map(str::to_owned).to_vec());
        for url in ["/cart", "https://a.example/CART/1", "?tag=", "https://www.Amazon.co.uk/", "a#", "#b", "aX"] {
            assert!(parts.stand_in(url), "{url}");
        }
        for url in ["", "/car", "/tag", "amazon", "https://a.eu/c/art"] {
            assert!(!parts.stand_in(url), "{url}");
        }
        assert!(!UrlParts::default().stand_in("/cart"));
    }

    #[test]
    fn a_part_may_need_another_behind_it() {
        let parts = UrlParts::new(vec!["amazon.*tag=".to_owned()]);
        assert!(parts.stand_in("https://www.amazon.co.uk/dp/1?Tag=me-21"));
        for url in ["https://a.example/?tag=tea", "https://www.amazon.com/dp/1", "https://a.example/?tag=amazon."] {
            assert!(!parts.stand_in(url), "{url}");
        }
    }
}
