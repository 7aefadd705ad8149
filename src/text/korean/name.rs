//! A Korean name, analysed. In: the tokens of a name, folded. Out: the surnames and given syllables it can stand for, or nothing when it is not plausibly Korean. A name can have
//! several parses: the surname at either end, other cuts of a joined given name, the Mandarin reading.

use super::key::{self, Key};
use super::lattice::{self, Cut, Form, FormKind, Position};
use super::legibility::{self, Legibility};
use super::reading::Reading;
use super::syllable::Syllable;
use super::system::Systems;
use super::table::{self, Use};
use super::trie::Shelf;

/// A name that can be read as a Korean surname and a given name of one to three syllables.
#[derive(Clone, Debug)]
pub struct KoreanName {
    tokens: Vec<String>,
    parses: Vec<Parse>,
}

/// One way to read the tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parse {
    pub(super) surname: Position,
    pub(super) given: Cut,
    pub(super) shelf: Shelf,
    surname_last: bool,
    joined: bool,
}

/// How surely a text is a Korean name. Words of other languages can be read as one (`John`, `Song Rim`, `Kimono`); the caller says how much it asks for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Plausibility {
    /// Syllables of the given name, 1 to 3.
    pub given_syllables: usize,
    /// Tokens that the name is written in.
    pub tokens: usize,
    /// How usual the surname is.
    pub surname: Use,
    /// Letters or characters of the surname; surnames of one letter (O, U, I) are common words.
    pub surname_letters: usize,
    /// The surname stands last.
    pub surname_last: bool,
    /// Surname and given name are written together.
    pub joined: bool,
    /// One system with rules spells the whole name so.
    pub consistent: bool,
    /// It is read as the Mandarin reading of a Korean name. Most names read so are Chinese.
    pub chinese: bool,
    /// It is written in Hangul or Chinese characters.
    pub written: bool,
    /// One token could not be read, and is taken for a mistyped syllable.
    pub mistyped: bool,
}

impl KoreanName {
    /// Analyses the tokens of a whole name: folded, lower case, without apostrophes and hyphens, the surname first or last. `None`: no parse.
    #[must_use]
    pub fn analyse(tokens: &[&str]) -> Option<KoreanName> {
        if tokens.len() > NAME_TOKENS_MAX {
            return None;
        }
        let forms: Vec<Form<'_>> = tokens.iter().map(|token| Form::of(token)).collect();
        KoreanName::of_forms(&forms)
    }

    /// The same, for a name in which one token is taken for one mistyped syllable: the one that cannot be read, or can be read only as several. The rest is a surname and a
    /// given syllable, or two given syllables.
    #[must_use]
    pub fn analyse_mistyped(tokens: &[&str]) -> Option<KoreanName> {
        if tokens.len() > NAME_TOKENS_MAX {
            return None;
        }
        let mut forms: Vec<Form<'_>> = tokens.iter().map(|token| Form::of(token)).collect();
        let place = legibility::mistyped_place(forms.iter().map(Legibility::of))?;
        let form = forms.get_mut(place).filter(|form| legibility::can_be_mistyped(form.text))?;
        form.kind = FormKind::Mistyped;
        KoreanName::of_forms(&forms)
    }

    pub(super) fn of_forms(forms: &[Form<'_>]) -> Option<KoreanName> {
        let mut parses = parses(forms);
        if parses.iter().any(Parse::has_plain_surname) {
            parses.retain(|parse| !parse.surname_last || parse.joined);
        }
        parses.sort_by_key(Parse::rank);
        parses.truncate(PARSES_MAX);
        (!parses.is_empty()).then(|| KoreanName { tokens: forms.iter().map(Form::composed).collect(), parses })
    }

    /// The keys of all readings, sorted. A mistyped syllable is left open.
    #[must_use]
    pub fn keys(&self) -> Vec<Key> {
        sorted(self.parses.iter().flat_map(Parse::keys).collect())
    }

    /// The keys with one place left open, sorted: what a name with one unreadable syllable looks for.
    #[must_use]
    pub fn open_keys(&self) -> Vec<Key> {
        sorted(self.parses.iter().filter(|parse| !parse.is_mistyped()).flat_map(Parse::keys).flat_map(Key::opened).collect())
    }

    /// How surely it is Korean, by its best parse.
    #[must_use]
    pub fn plausibility(&self) -> Plausibility {
        let best = self.parses.first();
        let surname = best.map(|parse| parse.surname);
        let first_syllable = surname.and_then(|surname| surname.readings().next()).map(|reading| reading.syllable);
        Plausibility {
            given_syllables: best.map_or(0, |parse| parse.given.len()),
            tokens: self.tokens.len(),
            surname: first_syllable.and_then(table::surname_use).unwrap_or(Use::Rare),
            surname_letters: surname.map_or(0, |surname| self.text_of(&surname).chars().count()),
            surname_last: best.is_some_and(|parse| parse.surname_last),
            joined: best.is_some_and(|parse| parse.joined),
            consistent: best.is_some_and(Parse::is_consistent),
            chinese: best.is_some_and(|parse| parse.shelf == Shelf::Pinyin),
            written: best.is_some_and(|parse| parse.positions().all(|position| position.systems().meets(Systems::WRITTEN))),
            mistyped: best.is_some_and(Parse::is_mistyped),
        }
    }

    /// The best reading in Hangul, a mistyped syllable as `?`.
    #[must_use]
    pub fn hangul(&self) -> String {
        let first = |position: &Position| {
            position.readings().next().map_or_else(|| "?".to_owned(), |reading| reading.syllable.to_string())
        };
        self.parses.first().map(|parse| parse.positions().map(first).collect()).unwrap_or_default()
    }

    pub(super) fn parses(&self) -> &[Parse] {
        &self.parses
    }

    /// The letters of a position.
    pub(super) fn text_of(&self, position: &Position) -> String {
        self.letters_of(position).collect()
    }

    /// Whether two positions have the same letters.
    pub(super) fn has_same_text(&self, position: &Position, other: &KoreanName, there: &Position) -> bool {
        self.letters_of(position).eq(other.letters_of(there))
    }

    fn letters_of(&self, position: &Position) -> impl Iterator<Item = char> {
        let token = |index: usize| self.tokens.get(index).map(String::as_str).unwrap_or_default();
        let next = if position.torn { token(position.token() + 1) } else { "" };
        let range = if position.mistyped { 0..usize::MAX } else { position.range() };
        token(position.token()).chars().skip(range.start).take(range.len()).chain(next.chars())
    }
}

impl Parse {
    /// Surname first.
    pub(super) fn positions(&self) -> impl Iterator<Item = &Position> {
        std::iter::once(&self.surname).chain(self.given.positions())
    }

    pub(super) fn is_mistyped(&self) -> bool {
        self.positions().any(|position| position.mistyped)
    }

    /// The surname is read as Chinese and the given name is not.
    pub(super) fn is_hybrid(&self) -> bool {
        self.shelf != Shelf::Pinyin
            && self.surname.readings().all(|reading| reading.systems == Systems::PINYIN)
            && !self.surname.mistyped
    }

    /// The surname stands first, is frequent, and is hardly a syllable of given names: Kim, Pak, Choe. Then the last syllable is no surname.
    fn has_plain_surname(&self) -> bool {
        let of_given = |syllable| table::given_use(syllable).is_some_and(|usual| usual < Use::Rare);
        let plain =
            |reading: &Reading| table::surname_use(reading.syllable) == Some(Use::Frequent) && !of_given(reading.syllable);
        let mut readings = self.surname.readings().peekable();
        !self.surname_last && !self.joined && readings.peek().is_some() && readings.all(plain)
    }

    fn is_consistent(&self) -> bool {
        self.positions().fold(Systems::RULED, |common, position| common.and(position.systems())) != Systems::NONE
    }

    /// The parse that a reader would take first: no slips, borders of tokens kept, Korean before Chinese, surname first, few and long syllables, near readings.
    fn rank(&self) -> (bool, bool, u8, bool, usize, u16) {
        let shelf = match self.shelf {
            Shelf::Surname | Shelf::Given => 0,
            Shelf::Yale => 1,
            Shelf::Pinyin => 2,
        };
        (self.is_mistyped(), self.joined, shelf, self.surname_last, self.given.len(), self.positions().map(Position::cost).sum())
    }

    fn keys(&self) -> Vec<Key> {
        let mut keys = vec![Key::EMPTY];
        for (place, position) in self.positions().enumerate() {
            let classes = position_classes(position, if place == 0 { key::surname_class } else { Syllable::class });
            keys = keys.iter().flat_map(|key| classes.iter().map(move |class| key.with(place, *class))).collect();
        }
        keys
    }
}

/// The classes of all readings of a position, each once.
fn position_classes(position: &Position, class: fn(Syllable) -> u16) -> Vec<u16> {
    let mut classes: Vec<u16> = position.readings().map(|reading| class(reading.syllable)).collect();
    classes.extend(position.mistyped.then_some(key::OPEN));
    sorted(classes)
}

/// All parses, within the bounds of the lattice.
pub(super) fn parses(forms: &[Form<'_>]) -> Vec<Parse> {
    let (mut parses, mut cuts) = (Vec::new(), Vec::new());
    for surname in lattice::surnames(forms) {
        for shelf in Shelf::OF_GIVEN {
            let position = surname.position.accepting(surname_systems(shelf));
            if position.readings().next().is_some() || position.mistyped {
                cuts.clear();
                lattice::put_cuts(forms, surname.from, surname.to, shelf, &mut cuts);
                let parse = |given: &Cut| Parse {
                    surname: position,
                    given: *given,
                    shelf,
                    surname_last: surname.last,
                    joined: surname.joined,
                };
                parses.extend(cuts.iter().map(parse).filter(|parse| is_sound(forms, parse)));
            }
        }
    }
    parses
}

/// Bounds on what a shelf may read: characters need no second reading; Yale must show somewhere, since most of its spellings mean something else in the other systems; a
/// Chinese given name has two syllables at most; and at most one syllable is mistyped, in a name of three.
fn is_sound(forms: &[Form<'_>], parse: &Parse) -> bool {
    let spelled = parse.given.positions().any(|position| !position.mistyped && !position.systems().meets(Systems::WRITTEN));
    let fits_shelf = match parse.shelf {
        Shelf::Surname | Shelf::Given => true,
        Shelf::Yale => spelled && parse.given.positions().any(|position| shows_yale(forms, position)),
        Shelf::Pinyin => spelled && parse.given.len() <= CHINESE_GIVEN_MAX,
    };
    let mistyped = parse.positions().filter(|position| position.mistyped).count();
    fits_shelf && (mistyped == 0 || (mistyped == 1 && parse.given.len() > 1))
}

fn shows_yale(forms: &[Form<'_>], position: &Position) -> bool {
    let Some(FormKind::Spelled(letters)) = forms.get(position.token()).map(|form| &form.kind) else { return false };
    letters.as_slice().get(position.range()).is_some_and(|letters| table::exact(letters, Shelf::Given).is_empty())
}

/// A surname in Mandarin before a Korean given name is met on lists (Jin Chang Hyok for Kim Chang Hyok); the other way round is not.
fn surname_systems(shelf: Shelf) -> Systems {
    match shelf {
        Shelf::Surname | Shelf::Given => Systems::MIXED.or(Systems::PINYIN).or(Systems::WRITTEN),
        Shelf::Yale => Systems::YALE.or(Systems::WRITTEN),
        Shelf::Pinyin => Systems::PINYIN.or(Systems::WRITTEN),
    }
}

fn sorted<T: Ord>(mut values: Vec<T>) -> Vec<T> {
    values.sort_unstable();
    values.dedup();
    values
}

/// Most tokens of a name: a two-syllable surname and three given syllables, each a word of its own.
pub const NAME_TOKENS_MAX: usize = 5;

/// Most parses that are kept of a name, the likeliest first. Random names of all systems, joined and reversed, have at most 16.
pub const PARSES_MAX: usize = 32;

/// Chinese given names have one or two characters.
const CHINESE_GIVEN_MAX: usize = 2;
