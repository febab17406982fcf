//! What a finding says of what is missing: the list by state, who owes it, how loud, by whose authority, where it is said
//! badly, and the draft that a fix inserts. It finds nothing itself. Floor 4.

use memchr::memmem::Finder;

use super::insertion::Places;
use super::{Debt, Owed, Profile, Requirement, State};
use crate::detect::detector::Run;
use crate::detect::engine::Engine;
use crate::detect::hit::Hit;
use crate::detect::reading::Reading;
use crate::detect::severity::{Severity, SeverityStep};
use crate::text::Span;

/// The finding for what a requirement does not find; nothing if all is given.
pub(in crate::detect) fn hit(
    run: &Run<'_>,
    requirement: &Requirement,
    debts: &[Debt],
    owed: &[Owed],
    drafts: &mut Places,
) -> Option<Hit> {
    let missing: Vec<Owed> = owed.iter().filter(|owed| owed.state < State::Adequate).cloned().collect();
    let first = missing.iter().map(|owed| &debts[owed.debt]).min_by_key(|debt| debt.trigger.start)?;
    let fills = [("missing", list(requirement, debts, &missing)), ("subject", names(debts, &missing))];
    let mut hit = run.plain(requirement.rule, &first.trigger, &fills);
    (hit.severity, hit.steps) = severity(hit.severity, debts, &missing);
    hit.identity = Some(names(debts, &missing).to_lowercase());
    hit.related = places(run, requirement, &missing);
    hit.refs = bases(run.engine, requirement, debts, &missing);
    hit.insertion = drafts.insertion(
        run.reading.document,
        requirement,
        first,
        sentences(run.reading, requirement, debts, &missing),
    );
    Some(hit)
}

/// The missing elements in words: `absent: liver injury; buried: dependence`, by substance if several owe something.
fn list(requirement: &Requirement, debts: &[Debt], missing: &[Owed]) -> String {
    let about = |owed: &Owed| requirement.elements[owed.element].about_substance;
    let mut groups: Vec<(Option<usize>, Vec<&Owed>)> = Vec::new();
    for owed in missing {
        let key = about(owed).then_some(owed.debt);
        match groups.iter_mut().find(|(other, _)| *other == key) {
            Some((_, group)) => group.push(owed),
            None => groups.push((key, vec![owed])),
        }
    }
    let several = groups.iter().filter(|(key, _)| key.is_some()).count() > 1;
    let words = groups.iter().flat_map(|(key, group)| {
        let name = key.filter(|_| several).map(|debt| format!("{}, ", debts[debt].name)).unwrap_or_default();
        State::ALL.into_iter().filter_map(move |state| {
            let of_state = group.iter().filter(|owed| owed.state == state);
            let names: Vec<&str> = of_state.map(|owed| requirement.elements[owed.element].name.as_str()).collect();
            (!names.is_empty()).then(|| format!("{name}{}: {}", state.text(), names.join(", ")))
        })
    });
    words.collect::<Vec<_>>().join("; ")
}

/// The names of those who owe what is missing: `Kava`, `Kava and kratom`, `Kava, kratom and 2 others`.
fn names(debts: &[Debt], missing: &[Owed]) -> String {
    let mut named: Vec<&str> = Vec::new();
    for owed in missing {
        let name = debts[owed.debt].name.as_str();
        if !named.iter().any(|other| other.eq_ignore_ascii_case(name)) {
            named.push(name);
        }
    }
    match named[..] {
        [] => String::new(),
        [one] => one.to_owned(),
        [one, two] => format!("{one} and {two}"),
        [one, two, three] => format!("{one}, {two} and {three}"),
        [one, two, ref rest @ ..] => format!("{one}, {two} and {} others", rest.len()),
    }
}

/// The severity of a finding and the steps to it: an error only for a substance of high risk whose risk is absent, for
/// others no louder than their claims, and little where what is said is only hard to read.
fn severity(base: Severity, debts: &[Debt], missing: &[Owed]) -> (Severity, Vec<SeverityStep>) {
    let owing = || missing.iter().map(|owed| &debts[owed.debt]);
    let worst = missing.iter().map(|owed| owed.state).min().unwrap_or(State::Absent);
    let mut caps = match worst {
        State::Absent => Vec::new(),
        State::HardToRead => vec![(Severity::Info, "all of it is said, if in hard words")],
        _ => vec![(Severity::Warning, "all of it is said, if badly")],
    };
    if !owing().any(|debt| debt.high_risk) {
        caps.push((Severity::Warning, "no substance of high risk"));
        caps.extend(owing().map(|debt| debt.loudest).max().map(|loudest| (loudest, "no louder than the claims")));
    }
    let mut steps = vec![SeverityStep { reason: "base of the rule".to_owned(), to: base }];
    let mut severity = base;
    for (most, reason) in caps {
        if severity > most {
            severity = most;
            steps.push(SeverityStep { reason: reason.to_owned(), to: most });
        }
    }
    if steps.len() == 1 {
        steps.clear();
    }
    (severity, steps)
}

/// Where what is missing is said badly, or where no reader sees it.
fn places(run: &Run<'_>, requirement: &Requirement, missing: &[Owed]) -> Vec<(usize, Span, String)> {
    let place = |owed: &Owed| {
        let name = &requirement.elements[owed.element].name;
        if let Some(at) = &owed.at {
            let span = run.reading.fragments(at.clone()).into_iter().reduce(Span::hull)?;
            return Some((requirement.rule, span, format!("{name}: {}", owed.state.text())));
        }
        let (span, what) = owed.hidden?;
        Some((requirement.rule, span, format!("{name}: only in {what}, where readers do not see it")))
    };
    missing.iter().filter_map(place).collect()
}

/// The authorities behind what is missing.
fn bases(engine: &Engine, requirement: &Requirement, debts: &[Debt], missing: &[Owed]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for owed in missing {
        let element = &requirement.elements[owed.element].id;
        let owing =
            |profile: &&Profile| debts[owed.debt].profiles.contains(&profile.id) && profile.must.contains(element);
        for profile in engine.owed.iter().filter(owing) {
            if !out.contains(&profile.basis) {
                out.push(profile.basis.clone());
            }
        }
    }
    out
}

/// A sentence for each missing element that the packs have one for, unless the page says it already: where something takes it
/// back, or it stands in a bad place, to say it twice mends nothing.
fn sentences(reading: &Reading<'_>, requirement: &Requirement, debts: &[Debt], missing: &[Owed]) -> Vec<String> {
    let document = reading.document;
    let stands = |sentence: &str| {
        let finder = Finder::new(sentence);
        let holds = |text: &str| finder.find(text.as_bytes()).is_some();
        holds(document.source.text()) || document.blocks.iter().any(|block| holds(&block.prose))
    };
    let mut out: Vec<String> = Vec::new();
    for owed in missing {
        let Some(draft) = &requirement.elements[owed.element].draft else { continue };
        let text = draft.replace("{subject}", &debts[owed.debt].name);
        let mut letters = text.chars();
        let Some(first) = letters.next() else { continue };
        let sentence: String = first.to_uppercase().chain(letters).collect();
        if !out.contains(&sentence) && !stands(&sentence) {
            out.push(sentence);
        }
    }
    out
}
