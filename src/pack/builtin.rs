//! The packs inside the binary: as text, for user packs to be built upon, and as the engine that the build script compiled
//! of them. Floor 5.

use std::sync::{Arc, LazyLock};

use super::compiled::read;
use super::load::{Loaded, PackSource, load_behind};
use crate::detect::Engine;

/// The packs by name; and how many bytes of each say more than the senses, small signs, openings and networks that [`COMPILED`]
/// has ready.
const BUILTIN: &[(&str, &str, usize)] = &include!(concat!(env!("OUT_DIR"), "/builtin_packs.rs"));

/// The engine of them all.
const COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/builtin_packs.bin"));

/// The packs inside the binary.
#[must_use]
pub fn builtin() -> Vec<PackSource> {
    BUILTIN.iter().map(|(name, text, _)| PackSource { name: (*name).to_owned(), text: (*text).to_owned() }).collect()
}

/// The engine of the packs inside the binary, the same that [`load()`](super::load()) makes of [`builtin`], without the work.
/// It is made once, and kept until the process ends.
#[must_use]
pub fn engine() -> Arc<Engine> {
    static ENGINE: LazyLock<Arc<Engine>> =
        LazyLock::new(|| Arc::new(read(COMPILED).unwrap_or_else(|| super::load(&builtin()).engine)));
    Arc::clone(&ENGINE)
}

/// The engine of the packs inside the binary and others behind them, the same that [`load()`](super::load()) makes of all, but
/// for its digest and its gate, which lets in every text: packs of a project may be of anything. Nine tenths of the packs inside
/// need not be read for it.
#[must_use]
pub fn extended(packs: &[PackSource]) -> Loaded {
    let mut loaded = load_behind(&engine(), BUILTIN, packs);
    loaded.engine.gate = <_>::default();
    loaded
}

#[cfg(test)]
mod tests {
    use super::{BUILTIN, COMPILED, builtin, engine, extended};
    use crate::detect::Engine;
    use crate::pack::compile::write;
    use crate::pack::load::load_behind;
    use crate::pack::{Loaded, PackSource, load, raw, yaml};
    use crate::text::SourceFile;

    #[test]
    fn the_compiled_packs_are_what_their_text_says() {
        let loaded = load(&builtin());
        assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
        assert!(write(&loaded.engine).is_ok_and(|bytes| bytes == COMPILED));
    }

    #[test]
    fn the_compiled_packs_can_be_read() {
        assert!(engine().requirements.iter().any(|requirement| !requirement.elements.is_empty()));
        assert!(write(&engine()).is_ok_and(|bytes| bytes == COMPILED));
    }

    #[test]
    fn most_of_the_packs_need_not_be_read_again() {
        let read: usize = BUILTIN.iter().map(|(.., read)| read).sum();
        let all: usize = BUILTIN.iter().map(|(_, text, _)| text.len()).sum();
        assert!(read > 0 && read * 4 < all, "{read} of {all} bytes");
        for (name, text, read) in BUILTIN {
            let rest = &text[*read..];
            let starts = ["senses:", "small_signs:", "opening:"].iter().any(|key| rest.starts_with(key));
            assert!(rest.is_empty() || *read == 0 || starts, "{name} is cut at {read}");
        }
    }

    /// A pack of a project, behind the built-in ones.
    fn house(text: &str) -> PackSource {
        PackSource { name: "house.yml".to_owned(), text: text.to_owned() }
    }

    /// What packs of a project make of the rules, all of them read and not: the same, byte for byte. Returns what is wrong.
    #[track_caller]
    fn both_ways(packs: &[PackSource]) -> Vec<String> {
        let told = |loaded: &Loaded| -> Vec<String> {
            let help = |help: &Option<String>| help.clone().unwrap_or_default();
            let told = |problem: &crate::pack::Problem| {
                format!("{}: {problem} ({:?}; {})", problem.place(), problem.span, help(&problem.help))
            };
            loaded.problems.iter().map(told).collect()
        };
        let read = load(&builtin().into_iter().chain(packs.iter().cloned()).collect::<Vec<_>>());
        let short = load_behind(&engine(), BUILTIN, packs);
        assert_eq!(told(&short), told(&read));
        let engine = Engine { digest: read.engine.digest.clone(), ..short.engine };
        let same = write(&engine).unwrap() == write(&read.engine).unwrap();
        assert!(same, "the engines differ");
        told(&read)
    }

    #[track_caller]
    fn sound(text: &str) {
        assert_eq!(both_ways(&[house(text)]), [""; 0]);
    }

    #[test]
    fn no_pack_beside_them_changes_nothing() {
        assert_eq!(both_ways(&[]), [""; 0]);
    }

    #[test]
    fn words_of_a_project_join_the_lexicons() {
        sound(
            "misspellings: {gardenia: [gardinia]}\nwords: [{class: preposition, terms: [qwyllily]}]\n\
             extend: [{lexicon: kratom, terms: [qwyllbert leaf]}]\n\
             lexicons: [{id: moonroot, class: substance, terms: [moonroot, moonroot tea]}]\n",
        );
    }

    #[test]
    fn small_signs_of_a_project_join_the_compiled() {
        sound(
            "small_signs:\n  claim/suggested-effect: {qwyllbert: 1, \"qwyllbert <household>\": 0.5, \
             \"<household/bedding> qwyllbert {product}\": -0.5, \"~qwyllbert … ~gardenia\": 0.25}\n",
        );
    }

    #[test]
    fn senses_of_a_project_change_what_words_are_to_compiled_runs() {
        let engine = engine();
        let is_free = |word: &&str| {
            word.len() > 5
                && word.bytes().all(|byte| byte.is_ascii_lowercase())
                && engine.lexicon.senses.of(word).is_none()
        };
        let free: Vec<&str> = engine.lexicon.words().map(|(word, _)| word).filter(is_free).take(2).collect();
        let [one, other] = free[..] else { panic!("{free:?}") };
        sound(&format!("senses: {{household: {{bedding: [{one}, qwyllbert]}}, belfries: {{tower: [{other}]}}}}\n"));
    }

    #[test]
    fn an_opening_of_a_project_joins_the_compiled() {
        sound(
            "opening:\n  words: 40\n  enough: 9\n  base: 0.2\n  least: -0.7\n  \
             points: {\"qwyllbert gardenias\": 0.5, \"<household> qwyllbert\": 1}\n",
        );
    }

    #[test]
    fn vectors_of_a_project_join_those_of_the_network() {
        let vector = "w".repeat(65);
        sound(&format!("vectors: {{claim/suggested-effect: {{\"~qwyllbert\": {vector}}}}}\n"));
        // What only speaks of one is read as any other.
        sound("# The network and its vectors stay.\nmisspellings: {gardenia: [gardinia]}\n");
        let twice = given(|pack| pack.vectors.get("claim/suggested-effect")?.keys().next_back());
        let problems = both_ways(&[house(&format!("vectors: {{claim/suggested-effect: {{{twice}: {vector}}}}}\n"))]);
        assert!(matches!(&problems[..], [problem] if problem.contains("has a vector already")), "{problems:?}");
    }

    /// A run that a built-in pack has points for, as YAML.
    fn given(runs: impl Fn(&raw::Pack) -> Option<&String>) -> String {
        let read = |pack: PackSource| yaml::read::<raw::Pack>(&SourceFile::new(&pack.name, &pack.text)).unwrap();
        builtin().into_iter().map(read).find_map(|pack| Some(serde_json::to_string(runs(&pack)?).unwrap())).unwrap()
    }

    #[test]
    fn problems_are_the_same_and_at_the_same_places() {
        let signs = given(|pack| Some(&pack.small_signs.get("claim/suggested-effect")?.keys().next_back()?.value));
        let opening = given(|pack| Some(&pack.opening.as_ref()?.points.keys().next_back()?.value));
        let text = format!(
            "lexicons: [{{id: kratom, class: substance, terms: [x]}}, {{id: moonroot, class: substence, terms: [x]}}]\n\
             extend: [{{lexicon: kratum, terms: [x]}}]\nsenses: {{garden: {{tools: [mattress]}}}}\n\
             limits: {{claim/suggested-effect: {{treshold: 2}}, claim/no-such: {{threshold: 1}}}}\n\
             small_signs:\n  claim/suggested-effect: {{{signs}: 1, \"<household/towre> x\": 1, \"knee … ~qwyll\": 1}}\n  \
             claim/suggested-efect: {{x: 1}}\n\
             opening: {{words: 1, enough: 1, base: 0, least: 0, points: {{{opening}: 1}}}}\n"
        );
        let problems =
            both_ways(&[house(&text), PackSource { name: "no.yml".to_owned(), text: "rules: [}".to_owned() }]);
        assert_eq!(problems.iter().filter(|told| told.contains("has points already")).count(), 2, "{problems:#?}");
        assert_eq!(problems.len(), 12, "{problems:#?}");
    }

    #[test]
    fn beside_packs_of_a_project_every_text_is_read() {
        assert!(engine().gate.least.is_some());
        assert_eq!(extended(&[house("misspellings: {gardenia: [gardinia]}\n")]).engine.gate.least, None);
    }

    #[test]
    fn the_digest_is_of_all_packs() {
        let digest = |name: &str, text: &str| {
            extended(&[PackSource { name: name.to_owned(), text: text.to_owned() }]).engine.digest
        };
        let all = [engine().digest.clone(), digest("a.yml", ""), digest("b.yml", ""), digest("a.yml", "rules: []\n")];
        assert_eq!(all.iter().collect::<std::collections::BTreeSet<_>>().len(), all.len(), "{all:?}");
        assert!(all[1] == digest("a.yml", "") && all[1].starts_with("sha256:"));
    }
}
