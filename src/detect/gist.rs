//! What the sentences of a page say as wholes, which no sign of them says: each is read as the symbols of its places, and a
//! network weighs it among the others. What the numbers are is for packs to say; what signs say is `suggestion.rs`. Floor 4.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use super::passage::Passage;
use super::reading::Reading;
use super::view::{View, range};
use super::way::{NUMBER, is_kind, is_number, spelled};
use crate::lexicon::{Around, Class, Lexicon, Mention, Network, Place, Room, WordId};
use crate::prose::{BlockId, BlockKind, TokenFlags};

/// How packs write that the words of an introduction end, and those of its item begin.
const INTRODUCED: &str = ">";

/// What stands at a place of a sentence.
struct Spot<'r> {
    /// The token; none of the start and of the end of an introduction.
    at: Option<usize>,
    what: What<'r>,
    /// Of what kind packs know it to be.
    kind: Option<Class>,
}

enum What<'r> {
    /// The start of the sentence, the end of its introduction, a number.
    Mark(&'static str),
    /// A word, or a mark between words, by its number and as packs spell it.
    Word(WordId, &'r str),
}

/// What the passages of a page say as wholes.
#[derive(Debug, Default)]
pub(super) struct Gists {
    /// What each counts, in hundredths of a point; nothing where packs have no network.
    points: Vec<i32>,
    sentences: Vec<Vec<f32>>,
    /// Where each stands.
    near: Vec<Near>,
    /// By heading: what the network makes of the page, of the heading and of all that stands below it.
    sections: BTreeMap<Option<usize>, Vec<f32>>,
    /// By block of more than one sentence: what the network makes of it.
    blocks: BTreeMap<BlockId, Vec<f32>>,
}

/// What stands near a passage, as places among the passages of its page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Near {
    /// The block.
    pub(super) block: BlockId,
    /// The sentences before and behind in that block.
    pub(super) beside: [Option<usize>; 2],
    /// The heading above.
    pub(super) heading: Option<usize>,
}

/// A part of a passage, and what it adds to what the whole counts, in hundredths.
#[derive(Clone, Debug)]
pub(super) struct Share {
    pub(super) at: Range<usize>,
    pub(super) points: i32,
}

/// The mean of some sentences.
#[derive(Debug, Default)]
struct Mean {
    sums: Vec<f32>,
    count: usize,
}

impl Mean {
    fn add(&mut self, sentence: &[f32]) {
        self.sums.resize(sentence.len(), 0.0);
        self.sums.iter_mut().zip(sentence).for_each(|(sum, number)| *sum += number);
        self.count += 1;
    }

    fn numbers(mut self) -> Vec<f32> {
        #[expect(clippy::cast_precision_loss, reason = "no page has millions of sentences")]
        let count = self.count.max(1) as f32;
        self.sums.iter_mut().for_each(|sum| *sum /= count);
        self.sums
    }
}

impl Gists {
    /// Of a page.
    #[must_use]
    pub(super) fn new(network: &Network, lexicon: &Lexicon, reading: &Reading<'_>) -> Self {
        if network.is_empty() {
            return Self::default();
        }
        let (mut places, mut room) = (Vec::new(), Room::default());
        let mut sentence = |passage: &Passage| {
            places.clear();
            places.extend(read(&View { reading, lexicon, passage }).map(|spot| place(network, lexicon, &spot)));
            network.sentence(&places, &mut room)
        };
        let sentences: Vec<Vec<f32>> = reading.passages.iter().map(&mut sentence).collect();
        let mut gists = Self { sentences, near: near(reading), ..Self::default() };
        gists.look_around(network, reading);
        gists.points = (0..gists.sentences.len())
            .map(|passage| hundredths(network.points(&gists.sentences[passage], gists.around(network, passage))))
            .collect();
        gists
    }

    /// What the network makes of each section and each block of the page. A second reading adds nothing to them.
    fn look_around(&mut self, network: &Network, reading: &Reading<'_>) {
        let mut page = Mean::default();
        let (mut sections, mut blocks): (BTreeMap<_, Mean>, BTreeMap<_, Mean>) = Default::default();
        let own =
            reading.passages.iter().zip(&self.sentences).zip(&self.near).filter(|((own, _), _)| reading.tells(own));
        for ((_, sentence), near) in own {
            page.add(sentence);
            sections.entry(near.heading).or_default().add(sentence);
            if near.beside != [None; 2] {
                blocks.entry(near.block).or_default().add(sentence);
            }
        }
        let page = network.with(Around::Page, &page.numbers(), network.nothing());
        for (heading, section) in sections {
            let above: &[f32] = heading.map_or(&[], |heading| &self.sentences[heading]);
            let page = network.with(Around::Heading, above, page.clone());
            self.sections.insert(heading, network.with(Around::Section, &section.numbers(), page));
        }
        for (block, mean) in blocks {
            self.blocks.insert(block, network.with(Around::Block, &mean.numbers(), vec![0.0; page.len()]));
        }
    }

    /// What the network makes of what stands around a passage.
    fn around(&self, network: &Network, passage: usize) -> Vec<f32> {
        let near = &self.near[passage];
        let mut around = self.sections.get(&near.heading).cloned().unwrap_or_default();
        if let Some(block) = self.blocks.get(&near.block) {
            around.iter_mut().zip(block).for_each(|(sum, number)| *sum += number);
        }
        let beside = near.beside.into_iter().flatten();
        beside.fold(around, |around, other| network.with(Around::Beside, &self.sentences[other], around))
    }

    /// What a passage counts, in hundredths.
    #[must_use]
    pub(super) fn points(&self, passage: usize) -> i32 {
        self.points.get(passage).copied().unwrap_or_default()
    }

    /// The parts of a passage, three words each, that say most of what it says.
    #[must_use]
    pub(super) fn shares(&self, network: &Network, view: &View<'_>, passage: usize) -> Vec<Share> {
        if network.is_empty() {
            return Vec::new();
        }
        let spots: Vec<Spot<'_>> = read(view).collect();
        let places: Vec<Place> = spots.iter().map(|spot| place(network, view.lexicon, spot)).collect();
        let around = self.around(network, passage);
        let shares = network.shares(&places, (&self.sentences[passage], around), &mut Room::default());
        let share = |(spot, points): (&Spot<'_>, f32)| {
            let at = spot.at?;
            let mut words = (at.saturating_sub(1).max(view.start())..(at + 2).min(view.end()))
                .filter(|at| !view.written(*at, TokenFlags::MARK));
            let first = words.next()?;
            Some(Share { at: first..words.next_back().unwrap_or(first) + 1, points: hundredths(points) })
        };
        spots.iter().zip(shares).filter_map(share).collect()
    }
}

fn hundredths(points: f32) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "a cast saturates, and no points come near")]
    let hundredths = (points * 100.0).round() as i32;
    hundredths
}

fn place(network: &Network, lexicon: &Lexicon, spot: &Spot<'_>) -> Place {
    let mut place = match spot.what {
        What::Mark(mark) => network.of_mark(mark),
        What::Word(word, spelled) => network.of_word((word, spelled), lexicon),
    };
    if let Some(class) = spot.kind {
        if class == Class::Exclusion {
            place = [place[0], 0, 0, 0];
        }
        place[place.len() - 1] = network.of_class(class);
    }
    place
}

/// The symbols of each place of a passage, written as packs write them.
#[must_use]
pub(super) fn written(view: &View<'_>) -> Vec<Vec<String>> {
    let symbols = |spot: Spot<'_>| {
        let mut symbols = match spot.what {
            What::Mark(mark) => vec![mark.to_owned()],
            What::Word(_, spelled) => Network::symbols_of(spelled, view.lexicon),
        };
        if spot.kind == Some(Class::Exclusion) {
            symbols.truncate(1);
        }
        symbols.extend(spot.kind.map(Class::symbol));
        symbols
    };
    read(view).map(symbols).collect()
}

/// What stands near each passage of a page.
#[must_use]
pub(super) fn near(reading: &Reading<'_>) -> Vec<Near> {
    let passages = &reading.passages;
    // Those of a block stand together, its sentences first.
    let sentences = |block: BlockId| {
        let first = passages.partition_point(|passage| passage.block < block);
        let is_one = |passage: &&Passage| passage.block == block && !passage.has_lead();
        first..first + passages[first..].iter().take_while(is_one).count()
    };
    let first_of = |block| Some(sentences(block)).filter(|block| !block.is_empty()).map(|block| block.start);
    let (mut last, mut out) = (None, Vec::with_capacity(passages.len()));
    for (at, passage) in passages.iter().enumerate() {
        let (heading, block) = match last.take() {
            Some((block, known)) if block == passage.block => known,
            _ => (reading.block(passage).heading.and_then(first_of), sentences(passage.block)),
        };
        // What is read again with its introduction is the first.
        let own = if passage.has_lead() { block.start } else { at };
        let beside = [own.checked_sub(1), Some(own + 1)].map(|at| at.filter(|at| block.contains(at)));
        out.push(Near { block: passage.block, beside, heading });
        last = Some((passage.block, (heading, block)));
    }
    out
}

/// What stands at the places of a passage, and of what kind it is: where the passage stands, its words, and where those of its
/// introduction end.
fn read<'r>(view: &View<'r>) -> impl Iterator<Item = Spot<'r>> {
    let view = *view;
    let first = view.first();
    // The longest of what packs know there.
    let mut kinds: Vec<Option<&Mention>> = vec![None; view.end() - first];
    for mention in view.mentions().iter().filter(|mention| is_kind(mention.class)) {
        for kind in range(mention).filter_map(|at| at.checked_sub(first)) {
            let length = |mention: &Mention| (mention.end - mention.start, Reverse(mention.class));
            if let Some(kind) = kinds.get_mut(kind).filter(|known| known.is_none_or(|it| length(it) <= length(mention)))
            {
                *kind = Some(mention);
            }
        }
    }
    let kind = move |(at, mention): (usize, Option<&Mention>)| {
        let excluded = view.reading.toks[at].excluded.then_some(Class::Exclusion);
        (at, mention.map(|mention| mention.class).or(excluded))
    };
    let mark = |mark| Spot { at: None, what: What::Mark(mark), kind: None };
    let words = (first..view.end()).zip(kinds).map(kind).flat_map(move |(at, kind)| {
        let word = || What::Word(view.reading.toks[at].word, spelled(&view, at));
        let what = if is_number(&view, at) { What::Mark(NUMBER) } else { word() };
        let introduced = at == view.passage.own && view.passage.has_lead();
        let border = introduced.then(|| mark(INTRODUCED));
        border.into_iter().chain([Spot { at: Some(at), what, kind }])
    });
    std::iter::once(mark(stands(&view.reading.block(view.passage).kind))).chain(words)
}

/// How packs write where a passage stands.
const fn stands(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(1) => "^title",
        BlockKind::Heading(_) => "^heading",
        BlockKind::ListItem => "^item",
        BlockKind::TableCell { row: 0, .. } => "^header",
        BlockKind::TableCell { .. } => "^cell",
        BlockKind::Alt | BlockKind::LinkTitle => "^alt",
        BlockKind::FrontMatter(_) => "^front",
        BlockKind::Paragraph | BlockKind::DefinitionTerm | BlockKind::Definition | BlockKind::Html => "^",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::names::Names;
    use crate::lexicon::Lexicon;
    use crate::prose::Document;
    use crate::text::SourceFile;

    #[test]
    fn near_a_passage_stand_its_block_and_its_heading() {
        let text = "# Top\n\nOne. Two. Three.\n\n## It helps with:\n\n- Gout\n- Acne. Or not.\n";
        let document = Document::parse(SourceFile::new("", text));
        let reading = Reading::new(&document, &Lexicon::new(), &Names::default());
        let words = |at: usize| {
            let passage = &reading.passages[at];
            reading.text(passage.toks.start..passage.toks.end)
        };
        let is_known = |at: &Option<usize>, word: &str| at.map_or(String::new(), words) == word;
        // A passage, what stands before and behind it, what above.
        let all = [
            ["Top", "", "", ""],
            ["One.", "", "Two.", "Top"],
            ["Two.", "One.", "Three.", "Top"],
            ["Three.", "Two.", "", "Top"],
            ["It helps with:", "", "", "Top"],
            ["Gout", "", "", "It helps with:"],
            ["It helps with Gout", "", "", "It helps with:"],
            ["Acne.", "", "Or not.", "It helps with:"],
            ["Or not.", "Acne.", "", "It helps with:"],
            // The second reading of an item stands where its first sentence does.
            ["It helps with Acne.", "", "Or not.", "It helps with:"],
        ];
        let near = near(&reading);
        assert_eq!(near.len(), all.len());
        for (at, (near, [text, before, behind, above])) in near.iter().zip(all).enumerate() {
            let [one, other] = &near.beside;
            assert_eq!(words(at), text);
            let known = [is_known(one, before), is_known(other, behind), is_known(&near.heading, above)];
            assert_eq!(known, [true; 3], "{text}: {near:?}");
        }
    }
}
