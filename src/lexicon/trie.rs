//! [`Trie`]: the paths that terms spell, word by word. Flat tables, so that compiled packs are used where they lie; the first word
//! of a path is looked up by its number alone. What stands at the end of a path is `index.rs`. Floor 3.

use serde::{Deserialize, Serialize};

use super::Numbers;

/// Paths of words. Node 0 is the root.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Trie {
    /// By the number of a path's first word: its node, 0 for none.
    roots: Numbers,
    /// The other edges by hash, three numbers each: from, word, to. A free slot leads to 0. A power of two, never full.
    edges: Numbers,
    /// How many edges `edges` holds.
    count: usize,
    /// By node: the first term that ends there, plus one; 0 for none.
    heads: Numbers,
    /// By term: the next that ends at the same node, plus one; 0 for none.
    nexts: Numbers,
}

impl Default for Trie {
    fn default() -> Self {
        Self {
            roots: Numbers::default(),
            edges: Numbers::zeros(64 * 3),
            count: 0,
            heads: Numbers::zeros(1),
            nexts: Numbers::default(),
        }
    }
}

impl Trie {
    /// The node behind a node by a word, 0 for none.
    pub(super) fn step(&self, from: u32, word: u32) -> u32 {
        if from == 0 {
            return self.roots.or_zero(word as usize);
        }
        self.edges.at(find(&self.edges, from, word) + 2)
    }

    /// The terms that end at a node, in the order they were added.
    pub(super) fn terms(&self, node: u32) -> impl Iterator<Item = u32> {
        let mut next = self.heads.at(node as usize);
        std::iter::from_fn(move || {
            let term = next.checked_sub(1)?;
            next = self.nexts.at(term as usize);
            Some(term)
        })
    }

    /// The node of a path, made if there is none; 0 for the empty path.
    pub(super) fn path(&mut self, words: impl Iterator<Item = u32>) -> u32 {
        words.fold(0, |node, word| match self.step(node, word) {
            0 => self.grow(node, word),
            next => next,
        })
    }

    /// Sets a term at the end of a path, behind those that stand there.
    pub(super) fn add(&mut self, node: u32, term: u32) {
        self.nexts.grow(term as usize + 1);
        match self.terms(node).last() {
            Some(last) => self.nexts.set(last as usize, term + 1),
            None => self.heads.set(node as usize, term + 1),
        }
    }

    fn grow(&mut self, from: u32, word: u32) -> u32 {
        let node = u32::try_from(self.heads.len()).unwrap_or(u32::MAX);
        self.heads.push(0);
        if from == 0 {
            self.roots.grow(word as usize + 1);
            self.roots.set(word as usize, node);
            return node;
        }
        if (self.count + 1) * 3 * 2 > self.edges.len() {
            let wider = Numbers::zeros(self.edges.len() * 2);
            let edges = std::mem::replace(&mut self.edges, wider);
            for at in (0..edges.len()).step_by(3).filter(|at| edges.at(at + 2) != 0) {
                self.set(edges.at(at), edges.at(at + 1), edges.at(at + 2));
            }
        }
        self.set(from, word, node);
        self.count += 1;
        node
    }

    fn set(&mut self, from: u32, word: u32, to: u32) {
        let at = find(&self.edges, from, word);
        (at..).zip([from, word, to]).for_each(|(at, number)| self.edges.set(at, number));
    }
}

/// Where an edge stands, or the free slot where it would.
fn find(edges: &Numbers, from: u32, word: u32) -> usize {
    let mask = edges.len() / 3 - 1;
    let key = (u64::from(from) << 32 | u64::from(word)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut slot = usize::try_from(key >> 40).unwrap_or(0) & mask;
    loop {
        let at = slot * 3;
        if edges.at(at + 2) == 0 || (edges.at(at) == from && edges.at(at + 1) == word) {
            return at;
        }
        slot = (slot + 1) & mask;
    }
}

#[cfg(test)]
mod tests {
    use super::Trie;

    #[test]
    fn paths_lead_where_they_were_laid() {
        let mut trie = Trie::default();
        let paths: Vec<Vec<u32>> = (1..2_000).map(|word| vec![word % 17 + 1, word, word + 1]).collect();
        for (term, path) in (0..).zip(&paths) {
            let node = trie.path(path.iter().copied());
            trie.add(node, term);
        }
        let node = trie.path([3, 2].into_iter());
        trie.add(node, 5_000);
        trie.add(node, 5_001);
        let walk = |path: &[u32]| path.iter().fold(0, |node, word| trie.step(node, *word));
        for (term, path) in (0..).zip(&paths) {
            assert!(trie.terms(walk(path)).eq([term]), "{path:?}");
        }
        assert!(trie.terms(walk(&[3, 2])).eq([5_000, 5_001]));
        assert_eq!((walk(&[3, 9_999]), trie.step(0, 9_999)), (0, 0));
    }
}
