//! What the first words of a page count for promotion: fitted to openings that were labelled by themselves
//! (`tests/labelled/openings`), to the heads of pages with sentences, and to whole pages, each by whether it makes claims.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use claimlint::lint::Linter;
use claimlint::text::SourceFile;

use super::fit::{Features, Row, counting, fit, mapping, sum};
use super::{heads, sets, table};

/// Openings that measure.
const HELD_OUT: [&str; 3] = ["six", "eleven", "seventeen"];
/// Rows in which a run must stand, and a pair, of which an opening has none.
const LEAST_ROWS: (usize, usize) = (14, 14);
/// A page of so many claims sells.
const SELLS: usize = 2;
/// How much a whole page counts beside an opening that was labelled as such: it may sell further down.
const WHOLE: f64 = 0.5;
/// How much a head counts for each sentence that was labelled below it.
const SENTENCE: f64 = 0.1;
/// The chance of selling from which a page is taken to sell: what it says is still judged sentence by sentence, while a
/// seller that is not seen as one says what it likes.
const CHANCE: f64 = 0.25;
/// Words that tell all that an opening can tell: those that were labelled have no fewer.
const ENOUGH: usize = 16;
/// The least that an opening counts.
const LEAST: f64 = -0.5;
/// The most that it counts: other evidence must be able to tell otherwise.
const MOST: f64 = 2.0;
/// What stands below an opening that is judged by itself.
const BELOW: &str = "It stands on the second shelf.";

/// Fits them and writes their pack.
pub(crate) fn weigh(home: &Path, linter: &Linter, packs: &Path) -> io::Result<()> {
    let mut features = Features::default();
    let (mut rows, mut held) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(home.join("openings"))? {
        let path = entry?.path();
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        for cells in table(&home.join("openings"), &name)? {
            let [label, _, head] = &cells[..] else { continue };
            let text = format!("{}\n\n{BELOW}\n", head.replace("\\n", "\n"));
            let row = row(linter, &mut features, &text, (label == "sells", 1.0));
            if HELD_OUT.contains(&&*name) { held.push(row) } else { rows.push(row) }
        }
    }
    // Posts have no title, and so no opening.
    for set in sets(home)?.into_iter().filter(|set| !set.starts_with("posts/")) {
        let whole = home.join(&set).is_dir();
        let heads: BTreeMap<String, String> =
            if whole { BTreeMap::new() } else { heads(home, &set)?.into_iter().collect() };
        // Of a few items below each of many heads, some claim nothing: pages of one title are of one seller.
        let titled = |page: &String| heads.get(page).and_then(|head| head.lines().next()).unwrap_or(page).to_owned();
        // By title: its claims, and by page the sentences.
        let (mut claims, mut sentences) = (BTreeMap::<String, usize>::new(), BTreeMap::<String, usize>::new());
        for cells in table(home, &set)? {
            let (page, label) = if whole { (&cells[0], &cells[2]) } else { (&cells[2], &cells[0]) };
            *claims.entry(titled(page)).or_default() += usize::from(label == "claim");
            *sentences.entry(page.clone()).or_default() += 1;
        }
        for (page, sentences) in sentences {
            let sells = claims.get(&titled(&page)).is_some_and(|claims| *claims >= SELLS);
            let (text, weight) = match heads.get(&page) {
                Some(head) => {
                    (format!("{head}\n\n{BELOW}\n"), SENTENCE * f64::from(u32::try_from(sentences).unwrap_or(u32::MAX)))
                }
                None => (fs::read_to_string(home.join(&set).join(format!("{page}.md")))?, WHOLE),
            };
            rows.push(row(linter, &mut features, &text, (sells, weight)));
        }
    }
    // Of a page without a title nothing is asked.
    rows.retain(|row| !row.features.is_empty());
    even_out(&mut rows);
    eprintln!("{} openings, {} features", rows.len(), features.names.len());
    let points = fit(&rows.iter().collect::<Vec<_>>(), &features.names, LEAST_ROWS);
    let even = (CHANCE / (1.0 - CHANCE)).ln();
    let judged = |sells: bool, points: &[f64], even: f64| {
        let rows = held.iter().filter(|row| row.is_one == sells);
        let right = rows.clone().filter(|row| (sum(points, row) >= even) == sells).count();
        format!("{right} of {}", rows.count())
    };
    let none = vec![0.0; points.len()];
    eprintln!("of those held out, sellers {}, others {}", judged(true, &points, even), judged(false, &points, even));
    eprintln!("without the points, sellers {}, others {}", judged(true, &none, 0.0), judged(false, &none, 0.0));
    let pack = format!(
        "# What the first words of a page count for promotion: natural logarithms of odds beside its other evidence, fitted to\n\
         # tests/labelled by examples/weigh; not written by hand. `~join` is a stem, `<buy>` a field of senses (senses.yml), `{{product}}` a kind of word, `#`\n\
         # a number, `^` and `¶` the ends of a sentence.\nopening:\n  words: 60\n  enough: {ENOUGH}\n  base: {:.2}\n  least: {LEAST}\n  most: {MOST}\n  points:\n{}",
        points[points.len() - 1] - even,
        mapping(&counting(&points, &features, "run "), "    ")
    );
    fs::write(packs.join("opening.yml"), pack)
}

/// Lets those who sell and the others weigh the same together: how many there are of each says nothing of a stranger's page.
fn even_out(rows: &mut [Row]) {
    let weight = |ones: bool| rows.iter().filter(|row| row.is_one == ones).map(|row| row.weight).sum::<f64>();
    let share = weight(true) / weight(false);
    rows.iter_mut().filter(|row| !row.is_one).for_each(|row| row.weight *= share);
}

/// A page by its first words.
fn row(linter: &Linter, features: &mut Features, text: &str, (is_one, weight): (bool, f64)) -> Row {
    let source = SourceFile::new("page.md", text);
    let seen =
        (0..text.lines().count()).find_map(|line| linter.trace(source.clone(), source.line(line)).into_iter().next());
    let (runs, given) = seen.map_or((Vec::new(), 0.0), |seen| (seen.opening, seen.margin));
    let features = runs.into_iter().map(|run| features.number(format!("run {run}"))).collect();
    Row { set: 0, is_one, is_settled: false, given, weight, features }
}
