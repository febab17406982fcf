//! What the sentences of a page say as wholes, which no sign of them says: each is read as the symbols of its places, and a
//! network weighs it among the others. What the numbers are is for packs to say; what signs say is `suggestion.rs`. Floor 4.

use std::cmp::Reverse;
use std::ops::Range;

use super::passage::Passage;
use super::reading::Reading;
use super::view::{View, range};
use super::way::{NUMBER, is_kind, is_number, spelled};
use crate::lexicon::{Around, Class, Lexicon, Mention, Network, Place, Room, WordId};
use crate::prose::{BlockKind, TokenFlags};

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
    /// What the network makes of the page by itself.
    page: Vec<f32>,
    /// The passage that is the heading above each.
    headings: Vec<Option<usize>>,
}

/// A part of a passage, and what it adds to what the whole counts, in hundredths.
#[derive(Clone, Debug)]
pub(super) struct Share {
    pub(super) at: Range<usize>,
    pub(super) points: i32,
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
        let own = reading.passages.iter().zip(&sentences).filter(|(passage, _)| !passage.has_lead());
        let page = network.page(own.map(|(_, sentence)| sentence));
        let mut gists = Self { points: Vec::new(), sentences, page, headings: headings(reading) };
        // Many sentences stand below one heading.
        let mut below = (None, gists.page.clone());
        for (sentence, heading) in gists.sentences.iter().zip(&gists.headings) {
            if below.0 != *heading {
                below = (*heading, gists.below(network, *heading));
            }
            let points = hundredths(network.points(&Around { sentence, page: &below.1 }));
            gists.points.push(points);
        }
        gists
    }

    /// What a passage counts, in hundredths.
    #[must_use]
    pub(super) fn points(&self, passage: usize) -> i32 {
        self.points.get(passage).copied().unwrap_or_default()
    }

    /// What the network makes of the page below a heading.
    fn below(&self, network: &Network, heading: Option<usize>) -> Vec<f32> {
        heading.map_or_else(|| self.page.clone(), |heading| network.below(&self.sentences[heading], &self.page))
    }

    /// The parts of a passage, three words each, that say most of what it says.
    #[must_use]
    pub(super) fn shares(&self, network: &Network, view: &View<'_>, passage: usize) -> Vec<Share> {
        if network.is_empty() {
            return Vec::new();
        }
        let spots: Vec<Spot<'_>> = read(view).collect();
        let places: Vec<Place> = spots.iter().map(|spot| place(network, view.lexicon, spot)).collect();
        let page = self.below(network, self.headings[passage]);
        let around = Around { sentence: &self.sentences[passage], page: &page };
        let shares = network.shares(&places, &around, &mut Room::default());
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
    if let (Some(class), Some(last)) = (spot.kind, place.last_mut()) {
        *last = network.of_class(class);
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
        symbols.extend(spot.kind.map(Class::symbol));
        symbols
    };
    read(view).map(symbols).collect()
}

/// The passage that is the heading above each passage of a page.
#[must_use]
pub(super) fn headings(reading: &Reading<'_>) -> Vec<Option<usize>> {
    let passages = &reading.passages;
    let plain = |at: &usize| !passages[*at].has_lead();
    let first_of = |block| {
        let first = passages.partition_point(|passage| passage.block < block);
        (first..passages.len()).take_while(|at| passages[*at].block == block).find(plain)
    };
    passages.iter().map(|passage| reading.block(passage).heading.and_then(first_of)).collect()
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
    let mark = |mark| Spot { at: None, what: What::Mark(mark), kind: None };
    let words = (first..view.end()).zip(kinds).flat_map(move |(at, kind)| {
        let word = || What::Word(view.reading.toks[at].word, spelled(&view, at));
        let what = if is_number(&view, at) { What::Mark(NUMBER) } else { word() };
        let introduced = at == view.passage.own && view.passage.has_lead();
        let border = introduced.then(|| mark(INTRODUCED));
        border.into_iter().chain([Spot { at: Some(at), what, kind: kind.map(|mention| mention.class) }])
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
