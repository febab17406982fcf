//! What packs name of each other: rules, profiles, elements, lexicons and their groups, relations, modifiers, evidence. Any
//! pack may name what another defines, so most is asked when all is known. Floor 5.

use std::collections::BTreeSet;

use super::super::raw::{self, Text};
use super::{Builder, File};
use crate::detect::{EvidenceKinds, glob};
use crate::lexicon::{did_you_mean, did_you_mean_one_of};

/// How an id that is taken is mended where nothing can be added to what has it.
pub(super) const OTHER_ID: &str = "give it another id";

/// Relations that no word of a lexicon has: those of frames that need none.
const OF_FRAMES: [&str; 3] = ["for", "implied", "quoted"];

/// Classes of words that say what something does to something else.
const RELATING: [&str; 4] = ["verb", "noun", "effective", "used-for"];

/// What all packs define, by name.
struct Known<'f> {
    rules: BTreeSet<&'f str>,
    elements: BTreeSet<&'f str>,
    /// The elements that rules look after.
    owed: BTreeSet<&'f str>,
    profiles: BTreeSet<&'f str>,
    /// The profiles that lexicons name.
    called: BTreeSet<&'f str>,
    /// Lexicons and their groups.
    lexicons: BTreeSet<&'f str>,
    groups: BTreeSet<&'f str>,
    /// The relations that rules or severities are for.
    read: BTreeSet<&'f str>,
    /// The relations that words have or rules are for.
    said: BTreeSet<&'f str>,
}

impl<'f> Known<'f> {
    fn new(files: &'f [File]) -> Self {
        let rules = || files.iter().flat_map(|file| &file.pack.rules);
        let lexicons = || files.iter().flat_map(|file| &file.pack.lexicons);
        let profiles = || files.iter().flat_map(|file| &file.pack.profiles);
        let elements = files.iter().flat_map(|file| &file.pack.elements);
        let graded = files.iter().flat_map(|file| file.pack.severity.keys()).map(|key| key.value.as_str());
        let claimed = || rules().filter_map(|rule| rule.claim.as_ref()).flat_map(|claim| values(&claim.relations));
        let groups = || lexicons().map(|entry| entry.group.as_str()).filter(|group| !group.is_empty());
        Self {
            rules: rules().map(|rule| rule.id.value.as_str()).collect(),
            elements: elements.map(|element| element.id.value.as_str()).collect(),
            owed: rules().filter_map(|rule| rule.disclosure.as_ref()).flat_map(|kind| values(&kind.elements)).collect(),
            profiles: profiles().map(|profile| profile.id.value.as_str()).collect(),
            called: lexicons().flat_map(|entry| values(&entry.disclosures)).collect(),
            lexicons: lexicons().map(|entry| entry.id.value.as_str()).chain(groups()).collect(),
            groups: groups().collect(),
            read: claimed().chain(graded).collect(),
            said: lexicons()
                .filter_map(|entry| Some(entry.relation.as_ref()?.value.as_str()))
                .chain(claimed())
                .chain(OF_FRAMES)
                .collect(),
        }
    }
}

impl Builder<'_> {
    /// A problem for every name in a pack that nothing has, and for what is defined and nothing can reach.
    pub(super) fn references(&mut self, files: &[File]) {
        let known = Known::new(files);
        for file in files {
            for entry in &file.pack.lexicons {
                self.of_lexicon(file, entry, &known);
            }
            for relation in file.pack.severity.keys().filter(|key| !known.said.contains(key.value.as_str())) {
                let message = format!("no lexicon has the relation `{}`", relation.value);
                self.problem(file, relation, message, one_of(&relation.value, &known.said));
            }
            for modifier in &file.pack.modifiers {
                self.rules_matched(file, &modifier.spares, &known.rules);
            }
            for element in file.pack.elements.iter().filter(|element| !known.owed.contains(element.id.value.as_str())) {
                let message = format!("nobody owes `{}`: no disclosure rule lists it", element.id.value);
                let help = "list it under `elements` of a rule with `disclosure`".to_owned();
                self.problem(file, &element.id, message, Some(help));
            }
            for profile in &file.pack.profiles {
                self.of_profile(file, profile, &known);
            }
            for claim in file.pack.rules.iter().filter_map(|rule| rule.claim.as_ref()) {
                self.all_known(file, &claim.groups, &known.groups, |name| format!("no lexicon is of a group `{name}`"));
            }
        }
        self.defined_twice(files);
    }

    fn of_lexicon(&mut self, file: &File, entry: &raw::Entry, known: &Known<'_>) {
        match &entry.relation {
            Some(relation) if !known.read.contains(relation.value.as_str()) => {
                let message = format!("no rule is for the relation `{}`", relation.value);
                self.problem(file, relation, message, one_of(&relation.value, &known.read));
            }
            None if RELATING.contains(&entry.class.value.as_str()) => {
                let message = format!("`{}` has words of effect, and no relation", entry.id.value);
                let all: Vec<&str> = known.read.iter().copied().collect();
                self.problem(file, &entry.id, message, Some(format!("add `relation:`, one of {}", all.join(", "))));
            }
            _ => {}
        }
        self.all_known(file, &entry.disclosures, &known.profiles, |name| format!("no profile is called `{name}`"));
        self.of_class(file, entry);
    }

    /// A problem for each key that nothing reads where the lexicon is of such a class.
    fn of_class(&mut self, file: &File, entry: &raw::Entry) {
        let class = entry.class.value.as_str();
        if class != "substance" {
            let first = entry.disclosures.first().or(entry.blocked.first()).or(entry.risk.as_ref());
            if let Some(key) = first {
                let help = "`risk`, `blocked` and `disclosures` belong to lexicons of `class: substance`";
                let message = format!("nothing is read of this in a lexicon of `class: {class}`");
                self.problem(file, key, message, Some(help.to_owned()));
            }
        } else if let Some(tier) = &entry.tier {
            let help = "a tier belongs to what is treated, as `class: condition`; of a substance write `risk: high`";
            self.problem(file, tier, "a substance has no tier", Some(help.to_owned()));
        }
    }

    fn of_profile(&mut self, file: &File, profile: &raw::Profile, known: &Known<'_>) {
        let no_element = |name: &str| format!("no element is called `{name}`");
        self.all_known(file, &profile.must, &known.elements, no_element);
        self.all_known(file, &profile.should, &known.elements, no_element);
        for names in [&profile.conditions, &profile.naming, &profile.spares, &profile.open] {
            self.all_known(file, names, &known.lexicons, |name| format!("no lexicon or group is called `{name}`"));
        }
        self.rules_matched(file, &profile.claims, &known.rules);
        let lists = [&profile.conditions, &profile.claims, &profile.links, &profile.words];
        let is_called = known.called.contains(profile.id.value.as_str()) || profile.tier.is_some();
        let (what, help) = if profile.must.is_empty() && profile.should.is_empty() {
            ("asks for nothing", "list elements under `must`")
        } else if !is_called && lists.iter().all(|list| list.is_empty()) {
            (
                "is never owed",
                "name it under `disclosures` of a lexicon, or give it `conditions`, `tier`, `claims`, `links` or `words`",
            )
        } else {
            return;
        };
        self.problem(file, &profile.id, format!("the profile `{}` {what}", profile.id.value), Some(help.to_owned()));
    }

    /// A problem for each name that is not known.
    fn all_known(&mut self, file: &File, names: &[Text], known: &BTreeSet<&str>, message: impl Fn(&str) -> String) {
        for name in names.iter().filter(|name| !known.contains(name.value.as_str())) {
            let help = did_you_mean(&name.value, known.iter().copied());
            self.problem(file, name, message(&name.value), help);
        }
    }

    /// A problem for each pattern that no rule's id matches.
    fn rules_matched(&mut self, file: &File, patterns: &[Text], rules: &BTreeSet<&str>) {
        for pattern in patterns.iter().filter(|pattern| !rules.iter().any(|id| glob(&pattern.value, id))) {
            let help = did_you_mean(&pattern.value, rules.iter().copied());
            self.problem(file, pattern, format!("no rule matches `{}`", pattern.value), help);
        }
    }

    /// A problem for each element and profile whose id another has: the first counts.
    fn defined_twice(&mut self, files: &[File]) {
        let (mut elements, mut profiles) = (BTreeSet::new(), BTreeSet::new());
        for file in files {
            for element in file.pack.elements.iter().filter(|element| !elements.insert(element.id.value.as_str())) {
                self.exists(file, &element.id, "element", OTHER_ID);
            }
            for profile in file.pack.profiles.iter().filter(|profile| !profiles.insert(profile.id.value.as_str())) {
                self.exists(file, &profile.id, "profile", OTHER_ID);
            }
        }
    }

    /// A problem with an id that another has.
    pub(super) fn exists(&mut self, file: &File, id: &Text, what: &str, help: &str) {
        self.problem(file, id, format!("the {what} `{}` exists already", id.value), Some(help.to_owned()));
    }

    /// The places that rules will have once all are built; a problem for each id that no rule has.
    pub(super) fn rules_named(&mut self, file: &File, ids: &[Text], files: &[File]) -> Vec<usize> {
        let mut all: Vec<&str> =
            files.iter().flat_map(|file| file.pack.rules.iter().map(|rule| rule.id.value.as_str())).collect();
        all.sort_unstable();
        all.dedup();
        let mut place = |id: &Text| {
            let found = all.binary_search(&id.value.as_str()).ok();
            if found.is_none() {
                let help = did_you_mean(&id.value, all.iter().copied());
                self.problem(file, id, format!("there is no rule `{}`", id.value), help);
            }
            found
        };
        ids.iter().filter_map(&mut place).collect()
    }

    /// The number of a modifier of this or an earlier pack; a problem if there is none of that name.
    pub(super) fn modifier(&mut self, file: &File, id: &Text) -> Option<usize> {
        let found = self.engine.modifiers.iter().position(|modifier| modifier.id == id.value);
        if found.is_none() {
            let help = did_you_mean(&id.value, self.engine.modifiers.iter().map(|modifier| modifier.id.as_str()));
            self.problem(file, id, format!("there is no modifier `{}`", id.value), help);
        }
        found
    }

    /// A kind of evidence; a problem where there is none, or where it stands behind those that signs can tell apart.
    pub(super) fn evidence(&mut self, file: &File, id: &Text) -> Option<EvidenceKinds> {
        let all = &self.engine.evidence;
        let found = all.iter().position(|evidence| evidence.id == id.value);
        if let Some(place) = found.filter(|place| *place < EvidenceKinds::MOST) {
            return Some(EvidenceKinds::at(place));
        }
        let (message, help) = if found.is_some() {
            let message = format!("`{}` is not among the first {} kinds of evidence", id.value, EvidenceKinds::MOST);
            (message, Some("list fewer kinds of evidence before it".to_owned()))
        } else {
            let help = did_you_mean(&id.value, all.iter().map(|evidence| evidence.id.as_str()));
            (format!("there is no evidence `{}`", id.value), help)
        };
        self.problem(file, id, message, help);
        None
    }
}

fn values(texts: &[Text]) -> impl Iterator<Item = &str> {
    texts.iter().map(|text| text.value.as_str())
}

/// The name that was meant, or all of them.
fn one_of(name: &str, known: &BTreeSet<&str>) -> Option<String> {
    let all: Vec<&str> = known.iter().copied().collect();
    Some(did_you_mean_one_of(name, &all))
}
