//! [`did_you_mean`] of keys, levels, formats and rule ids. It names one candidate or none: a bad guess is worse than no guess.
//! [`did_you_mean_one_of`] lists a few instead, where there are but a few. Floor 3.

/// Asks whether `word` is a slip of a candidate, of that which it is most likely one of, if any is near enough to be worth naming.
#[must_use]
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    closest(word, candidates).map(|near| format!("did you mean `{near}`?"))
}

/// The same, or what all the candidates are where none is near.
#[must_use]
pub fn did_you_mean_one_of(word: &str, candidates: &[&str]) -> String {
    did_you_mean(word, candidates.iter().copied())
        .unwrap_or_else(|| format!("expected one of {}", candidates.join(", ")))
}

/// The candidate that `word` is most likely a slip of.
fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.to_lowercase().chars().take(80).collect();
    let allowed = (word.len() / 3).clamp(1, 4);
    candidates
        .into_iter()
        .map(|candidate| (distance(&word, &candidate.chars().collect::<Vec<_>>()), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn a_slip_finds_its_word_and_a_stranger_finds_none() {
        let words = ["error", "warning", "info", "never"];
        assert_eq!(closest("waring", words), Some("warning"));
        assert_eq!(closest("erorr", words), Some("error"));
        assert_eq!(closest("Never", words), Some("never"));
        assert_eq!(closest("banana", words), None);
    }
}
