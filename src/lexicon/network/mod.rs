//! [`Network`]: what a sentence says as a whole and among the others of its page, learnt from examples: a vector for each
//! symbol, filters over three places, the strongest answer of each, and layers above them (Kim 2014, “Convolutional Neural
//! Networks for Sentence Classification”). What the symbols of a sentence are is for [`crate::detect`]; the numbers are for
//! packs to say. The same on every machine: sums have one order. Floor 3.

mod digits;
mod draft;
mod layer;

use std::borrow::Cow;

pub use digits::{digits, numbers};
pub use draft::NetworkDraft;
pub use layer::Layer;
use serde::{Deserialize, Serialize};

use super::word_tables::of_words_beside;
use super::words::Words;
use super::{Bytes, Class, Lexicon, Numbers, Reads, Senses, WordId};

/// The symbols of a place: the stem of a word, its field and its sense, and the kind of what packs know there; 0 is none.
pub type Place = [u32; WORD + 1];

/// The symbols of a word.
const WORD: usize = 3;

/// How many places a filter sees: that before, its own, that behind.
const SEEN: usize = 3;

/// A network with its numbers. Each symbol's vector lies there as what the filters make of it, so that a place costs a few sums.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Network {
    symbols: Words,
    /// By symbol: what each filter makes of it in the place before its own, then in its own, then behind; signed bytes.
    answers: Bytes,
    /// By filter: what a step of those is worth.
    steps: Numbers,
    /// By filter: what it answers to nothing.
    biases: Numbers,
    sentence: Layer,
    page: Layer,
    verdict: Layer,
    /// The most that a sentence counts, for an impression and against it.
    most: f32,
    /// By word of a lexicon: its symbols in each of the ways to read it.
    of_words: Numbers,
    /// By class: its symbol.
    of_classes: Numbers,
}

impl Network {
    /// The symbol of a word that is too rare to have its own.
    pub const RARE: &str = "~";

    /// Whether packs say nothing of one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The symbol of a class, 0 if it has no vector.
    #[must_use]
    pub fn of_class(&self, class: Class) -> u32 {
        self.of_classes.or_zero(class as usize)
    }

    /// The symbols of a word by its number in a lexicon.
    #[must_use]
    pub fn of_word(&self, (word, norm): (WordId, &str), lexicon: &Lexicon) -> Place {
        let [stem, field, sense] = self.known(word).unwrap_or_else(|| self.read(norm, lexicon));
        [stem, field, sense, 0]
    }

    /// Those of a word that the lexicon knows.
    fn known(&self, word: WordId) -> Option<[u32; WORD]> {
        let place = word.0 as usize * WORD;
        (word.0 != 0 && place < self.of_words.len()).then(|| self.of_words.from(place))
    }

    /// The same for another lexicon; `known` is the one that it is for.
    #[must_use]
    pub fn for_lexicon(&self, lexicon: &Lexicon, known: &Lexicon) -> Self {
        let read = |word: &str| self.read(word, lexicon);
        let of_words = of_words_beside((lexicon, known), |word| self.known(word), read);
        Self { of_words, ..self.clone() }
    }

    /// The place of what is no word: a number, the start of a sentence.
    #[must_use]
    pub fn of_mark(&self, mark: &str) -> Place {
        [self.symbols.get(mark), 0, 0, 0]
    }

    /// The symbols of a word as packs write them: its stem, its field and its sense.
    #[must_use]
    pub fn symbols_of(norm: &str, lexicon: &Lexicon) -> Vec<String> {
        let senses = [Reads::Field, Reads::Sense].map(|reads| reads.symbol(norm, lexicon));
        let mut symbols = vec![Reads::Stem.symbol(norm, lexicon).into_owned()];
        symbols.extend(senses.into_iter().filter(|sense| Senses::is_symbol(sense)).map(Cow::into_owned));
        // An unknown word has no field but its sense.
        symbols.dedup();
        symbols
    }

    fn read(&self, norm: &str, lexicon: &Lexicon) -> [u32; WORD] {
        let mut out = [0; WORD];
        for (number, symbol) in out.iter_mut().zip(Self::symbols_of(norm, lexicon)) {
            *number = self.symbols.get(&symbol);
        }
        if out[0] == 0 {
            out[0] = self.symbols.get(Self::RARE);
        }
        out
    }

    /// What a sentence says as a whole, by its places: a number for each of those that the sentence layer gives.
    #[must_use]
    pub fn sentence(&self, places: &[Place], room: &mut Room) -> Vec<f32> {
        self.ask::<false>(places, room);
        let filters = 0..self.steps.len();
        let worth = room.most.iter().zip(self.steps.floats(filters.clone())).zip(self.biases.floats(filters));
        room.answers.clear();
        room.answers.extend(worth.map(|((most, step), bias)| (f32::from(*most) * step + bias).max(0.0)));
        self.sentence.of(&room.answers)
    }

    /// The most that each filter answers at a place; where it does, too, if `TELLS`.
    fn ask<const TELLS: bool>(&self, places: &[Place], room: &mut Room) {
        let filters = self.steps.len();
        let Room { rows, most, places: places_of_most, .. } = room;
        // Those of the place before, of its own and of that behind; the one before the first and behind the last add nothing.
        rows.iter_mut().for_each(|row| {
            row.clear();
            row.resize(filters * SEEN, 0);
        });
        most.clear();
        most.resize(filters, i16::MIN);
        places_of_most.clear();
        places_of_most.resize(if TELLS { filters } else { 0 }, 0);
        for at in 0..=places.len() {
            rows.rotate_left(1);
            let [before, own, behind] = rows;
            self.answers_to(places.get(at).unwrap_or(&Place::default()), behind);
            let Some(at) = at.checked_sub(1) else { continue };
            let three = before[..filters].iter().zip(&own[filters..2 * filters]).zip(&behind[2 * filters..]);
            let answers = three.map(|((before, own), behind)| before + own + behind);
            if TELLS {
                let at = u16::try_from(at).unwrap_or(u16::MAX);
                for ((most, place), answer) in most.iter_mut().zip(&mut *places_of_most).zip(answers) {
                    *place = if answer > *most { at } else { *place };
                    *most = answer.max(*most);
                }
            } else {
                most.iter_mut().zip(answers).for_each(|(most, answer)| *most = answer.max(*most));
            }
        }
    }

    /// What the filters make of a place, in steps.
    fn answers_to(&self, place: &Place, row: &mut [i16]) {
        let width = row.len();
        let bytes = |symbol: u32| &self.answers[symbol as usize * width..(symbol as usize + 1) * width];
        let [first, others @ ..] = place;
        row.iter_mut().zip(bytes(*first)).for_each(|(sum, answer)| *sum = i16::from(answer.cast_signed()));
        for symbol in others.iter().filter(|symbol| **symbol != 0) {
            row.iter_mut().zip(bytes(*symbol)).for_each(|(sum, answer)| *sum += i16::from(answer.cast_signed()));
        }
    }

    /// What the page layer makes of nothing.
    #[must_use]
    pub fn nothing(&self) -> Vec<f32> {
        self.page.of_nothing()
    }

    /// Adds to what the page layer makes of something what it makes of what stands around a sentence, as
    /// [`sentence`](Self::sentence) gives it or as a mean of those.
    #[must_use]
    pub fn with(&self, around: Around, numbers: &[f32], page: Vec<f32>) -> Vec<f32> {
        self.page.adding(numbers, around as usize * self.sentence.width(), page)
    }

    /// What a sentence counts for an impression, with what the page layer makes of what stands around it: a natural logarithm
    /// of odds.
    #[must_use]
    pub fn points(&self, sentence: &[f32], around: Vec<f32>) -> f32 {
        let page = self.with(Around::Itself, sentence, around).into_iter().map(|number| number.max(0.0));
        let both = sentence.iter().copied().chain(page).zip(self.verdict.weights());
        let sum: f32 =
            self.verdict.of_nothing().iter().copied().chain(both.map(|(number, weight)| number * weight)).sum();
        sum.clamp(-self.most, self.most)
    }

    /// What each place of a sentence adds to what it counts: that of a filter is due to the place where it answers most.
    #[must_use]
    pub fn shares(&self, places: &[Place], (sentence, around): (&[f32], Vec<f32>), room: &mut Room) -> Vec<f32> {
        let mut out = vec![0.0; places.len()];
        let mut slopes: Vec<f32> = self.verdict.weights().collect();
        let of_page = slopes.split_off(sentence.len().min(slopes.len()));
        let page = self.with(Around::Itself, sentence, around).into_iter().zip(of_page);
        let of_page: Vec<f32> = page.map(|(number, slope)| if number > 0.0 { slope } else { 0.0 }).collect();
        for (at, (slope, number)) in slopes.iter_mut().zip(sentence).enumerate() {
            *slope = if *number > 0.0 { *slope + self.page.slope(at, &of_page) } else { 0.0 };
        }
        self.ask::<true>(places, room);
        let filters = 0..self.steps.len();
        let worth = self.steps.floats(filters.clone()).zip(self.biases.floats(filters)).zip(&room.most);
        for (filter, (((step, bias), most), at)) in worth.zip(&room.places).enumerate() {
            let more = (f32::from(*most) * step + bias).max(0.0) - bias.max(0.0);
            if let Some(share) = out.get_mut(usize::from(*at)) {
                *share += more * self.sentence.slope(filter, &slopes);
            }
        }
        out
    }
}

/// What the page layer reads, in the order in which its weights stand.
#[derive(Clone, Copy, Debug)]
pub enum Around {
    /// The sentence itself.
    Itself,
    /// The mean of the page.
    Page,
    /// The sum of the sentences before and behind it in its block.
    Beside,
    /// The heading above.
    Heading,
    /// The mean of what stands below that heading.
    Section,
    /// The mean of its block, if that has more than one sentence.
    Block,
}

impl Around {
    /// How many there are.
    pub const COUNT: usize = Self::Block as usize + 1;
}

/// Room that one sentence after the other takes. What filters made of a place is not kept for the next: memory that is new to
/// a process costs more than the sums.
#[derive(Debug, Default)]
pub struct Room {
    rows: [Vec<i16>; SEEN],
    most: Vec<i16>,
    places: Vec<u16>,
    answers: Vec<f32>,
}

#[cfg(test)]
mod tests {
    use super::{Around, Layer, Network, NetworkDraft, Room};
    use crate::lexicon::Lexicon;

    /// Two filters: one hears `~good` (and what follows it twice as well), the other `~bad`. A sentence is what they hear; its page
    /// and the heading above it count a tenth and half as much again.
    fn network(lexicon: &Lexicon) -> Network {
        let unit = |weights: &[f32]| (0.0, weights.to_vec());
        // By what stands around: itself, the page, beside, the heading, the section, the block.
        let around = |hears: usize| {
            let counts = [0.0, 0.1, 0.2, 0.5, 0.3, 0.4];
            unit(&counts.map(|count| [[count, 0.0], [0.0, count]][hears]).concat())
        };
        let vector = |symbol: &str, numbers: [f32; 2]| (symbol.to_owned(), numbers.to_vec());
        NetworkDraft {
            vectors: vec![vector("~", [0.0, 0.0]), vector("~good", [1.0, 0.0]), vector("~bad", [0.0, 1.0])],
            filters: vec![unit(&[2.0, 0.0, 1.0, 0.0, 0.0, 0.0]), unit(&[0.0, 0.0, 0.0, 1.0, 0.0, 0.0])],
            sentence: Layer::new(&[unit(&[1.0, 0.0]), unit(&[0.0, 1.0])]),
            page: Layer::new(&[around(0), around(1)]),
            verdict: Layer::new(&[(-0.25, vec![1.0, -1.0, 1.0, -1.0])]),
            most: 3.0,
        }
        .finish(lexicon)
    }

    fn near(one: f32, other: f32) -> bool {
        (one - other).abs() < 0.02
    }

    #[test]
    fn a_sentence_is_what_the_filters_hear_most() {
        let lexicon = Lexicon::new();
        let (network, mut room) = (network(&lexicon), Room::default());
        let mut says = |words: &[&str]| {
            let places: Vec<_> =
                words.iter().map(|word| network.of_word((Default::default(), word), &lexicon)).collect();
            network.sentence(&places, &mut room)
        };
        for (words, heard) in [
            (&["goods"][..], [1.0, 0.0]),
            (&["good", "thing"], [2.0, 0.0]),
            (&["good", "good"], [3.0, 0.0]),
            (&["thing", "bad"], [0.0, 1.0]),
            (&["thing"], [0.0, 0.0]),
            (&[], [0.0, 0.0]),
        ] {
            let says = says(words);
            assert!(says.iter().zip(heard).all(|(one, other)| near(*one, other)), "{words:?}: {says:?}");
        }
    }

    #[test]
    fn what_stands_around_a_sentence_counts() {
        let network = network(&Lexicon::new());
        for (around, count) in [
            (Around::Itself, 0.0),
            (Around::Page, 0.1),
            (Around::Beside, 0.2),
            (Around::Heading, 0.5),
            (Around::Section, 0.3),
            (Around::Block, 0.4),
        ] {
            for (heard, expected) in [([2.0, 0.0], 2.0 * count), ([0.0, 1.0], -count)] {
                let page = network.with(around, &heard, network.nothing());
                let points = network.points(&[0.0, 0.0], page);
                assert!(near(points, expected - 0.25), "{around:?} {heard:?}: {points}");
            }
        }
        let both = network.with(Around::Page, &[1.0, 0.0], network.nothing());
        let both = network.with(Around::Heading, &[1.0, 0.0], both);
        assert!(near(network.points(&[0.0, 0.0], both), 0.35));
        for (heard, expected) in [(2.0, 1.75), (9.0, 3.0), (-9.0, -3.0)] {
            assert!(near(network.points(&[heard, 0.0], network.nothing()), expected), "{heard}");
        }
    }

    #[test]
    fn what_a_sentence_counts_is_due_to_some_of_its_places() {
        let lexicon = Lexicon::new();
        let (network, mut room) = (network(&lexicon), Room::default());
        let places: Vec<_> = ["thing", "good", "thing", "bad", "thing"]
            .iter()
            .map(|word| network.of_word((Default::default(), word), &lexicon))
            .collect();
        let sentence = network.sentence(&places, &mut room);
        let around = network.nothing();
        let shares = network.shares(&places, (&sentence, around.clone()), &mut room);
        for (share, expected) in shares.iter().zip([0.0, 0.0, 2.0, -1.0, 0.0]) {
            assert!(near(*share, expected), "{shares:?}");
        }
        assert!(near(shares.iter().sum::<f32>() - 0.25, network.points(&sentence, around)));
    }

    #[test]
    fn a_word_of_the_lexicon_is_read_as_its_spelling_is() {
        let mut lexicon = Lexicon::new();
        let word = lexicon.intern("goods");
        let network = network(&lexicon);
        assert_eq!(network.of_word((word, "goods"), &lexicon), network.of_word((Default::default(), "good"), &lexicon));
        assert_eq!(network.of_mark("~bad")[0], network.of_word((Default::default(), "bad"), &lexicon)[0]);
        let mut other = Lexicon::new();
        let (bad, good) = (other.intern("bad"), other.intern("good"));
        let moved = network.for_lexicon(&other, &lexicon);
        for (word, norm) in [(bad, "bad"), (good, "good")] {
            let unknown = network.of_word((Default::default(), norm), &lexicon);
            assert_eq!(moved.of_word((word, norm), &other), unknown);
        }
    }
}
