//! The ways to cut tokens into syllables. In: tokens. Out: cuts, each a sequence of positions with the readings that fit between their neighbours. A token border is always a
//! border of syllables; a syllable that a typing break tore apart is mended before, by joining the tokens.

use super::letter::Letters;
use super::reading::{Neighbour, Reading};
use super::syllable::{self, Syllable};
use super::system::Systems;
use super::table;
use super::trie::Shelf;
use std::ops::Range;

/// Most syllables of a given name: two are the rule, one is common, three are borne by few.
pub const GIVEN_SYLLABLES_MAX: usize = 3;

/// Most cuts that are kept of one stretch of tokens. Random names joined to one token have at most 6.
pub(super) const CUTS_MAX: usize = 32;

/// A piece of a token, and the syllables that it can spell.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Piece {
    /// Its letters.
    pub text: String,
    /// What it can spell in a given name, the likeliest first.
    pub syllables: Vec<Syllable>,
}

/// All ways to cut one token into syllables of a given name, in the systems that people mix: bounded by three syllables and a few dozen cuts, in a fixed order.
#[must_use]
pub fn readings(token: &str) -> Vec<Vec<Piece>> {
    let form = Form::of(token);
    let (from, to) = (Point { token: 0, letter: 0 }, Point { token: 0, letter: form.len() });
    let text = form.composed();
    let piece = |position: &Position| Piece {
        text: text.chars().skip(position.range().start).take(position.range().len()).collect(),
        syllables: position.readings().map(|reading| reading.syllable).collect(),
    };
    let mut cuts = Vec::new();
    put_cuts(std::slice::from_ref(&form), from, to, Shelf::Given, &mut cuts);
    cuts.iter().map(|cut| cut.positions().map(piece).collect()).collect()
}

/// A token, as far as it can be part of a name.
#[derive(Clone, Debug)]
pub(super) struct Form<'a> {
    pub(super) text: &'a str,
    pub(super) kind: FormKind,
}

#[derive(Clone, Debug)]
pub(super) enum FormKind {
    /// Latin or Cyrillic letters.
    Spelled(Letters),
    /// Hangul or Chinese characters that stand for syllables, composed.
    Written(Vec<char>),
    /// A word that cannot be read.
    Foreign,
    /// A word that cannot be read, and is taken for one mistyped syllable.
    Mistyped,
}

impl<'a> Form<'a> {
    pub(super) fn of(text: &'a str) -> Form<'a> {
        let kind = match Letters::read(text) {
            Some(letters) => FormKind::Spelled(letters),
            None => written(text),
        };
        Form { text, kind }
    }

    /// Letters, or characters, of the token.
    pub(super) fn len(&self) -> usize {
        match &self.kind {
            FormKind::Spelled(letters) => letters.as_slice().len(),
            FormKind::Written(characters) => characters.len(),
            FormKind::Foreign | FormKind::Mistyped => 1,
        }
    }

    /// The text, Hangul composed.
    pub(super) fn composed(&self) -> String {
        match &self.kind {
            FormKind::Written(characters) => characters.iter().collect(),
            FormKind::Spelled(_) | FormKind::Foreign | FormKind::Mistyped => self.text.to_owned(),
        }
    }

    fn letter(&self, place: usize) -> Option<u8> {
        match &self.kind {
            FormKind::Spelled(letters) => letters.as_slice().get(place).copied(),
            FormKind::Written(_) | FormKind::Foreign | FormKind::Mistyped => None,
        }
    }
}

fn written(text: &str) -> FormKind {
    if text.is_ascii() {
        return FormKind::Foreign;
    }
    let characters: Vec<char> = syllable::composed(text).take(WRITTEN_MAX + 1).collect();
    let all_read = characters.iter().all(|letter| !table::written_given(*letter).is_empty());
    if all_read && !characters.is_empty() && characters.len() <= WRITTEN_MAX {
        FormKind::Written(characters)
    } else {
        FormKind::Foreign
    }
}

/// A point between two letters of a name.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Point {
    pub(super) token: usize,
    pub(super) letter: usize,
}

/// One syllable of a name: its readings, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Position {
    readings: &'static [Reading],
    accepts: Systems,
    before: Neighbour,
    after: Neighbour,
    token: u8,
    start: u8,
    end: u8,
    /// A two-syllable surname in two tokens takes the next token too.
    pub(super) torn: bool,
    /// The token could not be read; it stands for any syllable whose spelling is one slip of the finger away.
    pub(super) mistyped: bool,
}

impl Position {
    pub(super) fn new(readings: &'static [Reading], accepts: Systems, start: Point, end: usize) -> Position {
        let none = Neighbour::default();
        Position {
            readings,
            accepts,
            before: none,
            after: none,
            token: small(start.token),
            start: small(start.letter),
            end: small(end),
            torn: false,
            mistyped: false,
        }
    }

    pub(super) fn mistyped(token: usize) -> Position {
        Position { mistyped: true, ..Position::new(&[], Systems::NONE, Point { token, letter: 0 }, 1) }
    }

    pub(super) fn token(&self) -> usize {
        usize::from(self.token)
    }

    /// Its letters, or characters, in the token.
    pub(super) fn range(&self) -> Range<usize> {
        usize::from(self.start)..usize::from(self.end)
    }

    /// The readings that fit, the least far-fetched first.
    pub(super) fn readings(&self) -> impl Iterator<Item = &'static Reading> {
        let Position { readings, accepts, before, after, .. } = *self;
        readings.iter().filter(move |reading| reading.systems.meets(accepts) && reading.fits(before, after))
    }

    fn is_spelled(&self) -> bool {
        self.readings.iter().all(|reading| !reading.systems.meets(Systems::WRITTEN))
    }

    pub(super) fn cost(&self) -> u16 {
        self.readings().next().map_or(u16::from(u8::MAX), |reading| u16::from(reading.cost))
    }

    /// The systems that some reading has.
    pub(super) fn systems(&self) -> Systems {
        self.readings().fold(Systems::NONE, |set, reading| set.or(reading.systems))
    }

    /// The same position for a surname, which accepts other systems.
    pub(super) fn accepting(self, accepts: Systems) -> Position {
        Position { accepts, ..self }
    }
}

/// Places within a name are small: at most five tokens of at most 32 letters are cut.
fn small(place: usize) -> u8 {
    u8::try_from(place).unwrap_or(u8::MAX)
}

/// A given name, cut into syllables.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cut {
    positions: [Option<Position>; GIVEN_SYLLABLES_MAX],
}

impl Cut {
    pub(super) fn positions(&self) -> impl Iterator<Item = &Position> {
        self.positions.iter().flatten()
    }

    pub(super) fn len(&self) -> usize {
        self.positions().count()
    }

    fn with(mut self, position: Position) -> Option<Cut> {
        *self.positions.iter_mut().find(|slot| slot.is_none())? = Some(position);
        Some(self)
    }
}

/// Puts down all ways to cut what lies between two points into one to three syllables of one shelf, in the order of the text: shorter first syllables first.
pub(super) fn put_cuts(forms: &[Form<'_>], from: Point, to: Point, shelf: Shelf, cuts: &mut Vec<Cut>) {
    Stretch { forms, from, to, shelf }.extend(from, Cut::default(), cuts);
}

struct Stretch<'a> {
    forms: &'a [Form<'a>],
    from: Point,
    to: Point,
    shelf: Shelf,
}

impl Stretch<'_> {
    fn extend(&self, at: Point, cut: Cut, cuts: &mut Vec<Cut>) {
        if cuts.len() >= CUTS_MAX {
            return;
        }
        if at >= self.to {
            cuts.extend((cut.len() > 0).then_some(cut));
            return;
        }
        let Some(form) = self.forms.get(at.token) else { return };
        if at.letter >= form.len() {
            return self.extend(Point { token: at.token + 1, letter: 0 }, cut, cuts);
        }
        if cut.len() == GIVEN_SYLLABLES_MAX {
            return;
        }
        let step = |position: Position, cuts: &mut Vec<Cut>| {
            if let Some(cut) = cut.with(position) {
                self.extend(Point { token: at.token, letter: position.range().end }, cut, cuts);
            }
        };
        match &form.kind {
            FormKind::Spelled(letters) => {
                let end = if at.token == self.to.token { self.to.letter } else { form.len() };
                let rest = letters.as_slice().get(at.letter..end).unwrap_or_default();
                for (length, readings) in table::prefixes(rest, self.shelf) {
                    let position = self.placed(Position::new(readings, given_systems(self.shelf), at, at.letter + length));
                    if position.readings().next().is_some() {
                        step(position, cuts);
                    }
                }
            }
            FormKind::Written(characters) => {
                let readings = characters.get(at.letter).map(|letter| table::written_given(*letter)).unwrap_or_default();
                if !readings.is_empty() {
                    step(Position::new(readings, Systems::WRITTEN, at, at.letter + 1), cuts);
                }
            }
            FormKind::Mistyped => step(Position::mistyped(at.token), cuts),
            FormKind::Foreign => {}
        }
    }

    fn placed(&self, position: Position) -> Position {
        let range = position.range();
        let start = Point { token: position.token(), letter: range.start };
        let end = Point { token: position.token(), letter: range.end };
        Position { before: self.letter_before(start), after: self.letter_after(end), ..position }
    }

    fn letter_before(&self, at: Point) -> Neighbour {
        if at <= self.from {
            return Neighbour::default();
        }
        let (token, place) = match at.letter.checked_sub(1) {
            Some(place) => (Some(at.token), Some(place)),
            None => {
                let token = at.token.checked_sub(1);
                (token, token.and_then(|token| self.forms.get(token)).and_then(|form| form.len().checked_sub(1)))
            }
        };
        let letter = token.zip(place).and_then(|(token, place)| self.forms.get(token)?.letter(place));
        Neighbour { letter, apart: at.letter == 0 }
    }

    fn letter_after(&self, at: Point) -> Neighbour {
        if at >= self.to {
            return Neighbour::default();
        }
        let apart = self.forms.get(at.token).is_none_or(|form| at.letter >= form.len());
        let next = if apart { Point { token: at.token + 1, letter: 0 } } else { at };
        let letter = if next < self.to { self.forms.get(next.token).and_then(|form| form.letter(next.letter)) } else { None };
        Neighbour { letter, apart }
    }
}

/// The systems in which a given name of this shelf is read. What is written in characters goes with all.
pub(super) fn given_systems(shelf: Shelf) -> Systems {
    match shelf {
        Shelf::Surname | Shelf::Given => Systems::MIXED,
        Shelf::Yale => Systems::YALE,
        Shelf::Pinyin => Systems::PINYIN,
    }
}

/// A surname at one end of the tokens, and the stretch that is left for the given name.
#[derive(Clone, Copy, Debug)]
pub(super) struct SurnameCut {
    pub(super) position: Position,
    pub(super) from: Point,
    pub(super) to: Point,
    /// It stands behind the given name.
    pub(super) last: bool,
    /// It is written together with (a part of) the given name.
    pub(super) joined: bool,
}

/// All surnames at either end: a token, two tokens that are the halves of a two-syllable surname, or a part of the outer token. A mistyped token may be any surname.
/// A last letter alone is an ending of many languages' words (Miami, Mario), not a surname.
pub(super) fn surnames(forms: &[Form<'_>]) -> Vec<SurnameCut> {
    let Some(last) = forms.len().checked_sub(1) else { return Vec::new() };
    let start = Point { token: 0, letter: 0 };
    let end = Point { token: last, letter: forms.last().map_or(0, Form::len) };
    let mut cuts = Vec::new();
    if let Some(form) = forms.first() {
        cuts.extend(surname_starts(form).map(|position| {
            let from = Point { token: 0, letter: position.range().end };
            let joined = from.letter < form.len() && position.is_spelled();
            SurnameCut { position, from, to: end, last: false, joined }
        }));
    }
    if let [one, two, _, ..] = forms {
        let from = Point { token: 2, letter: 0 };
        cuts.extend(torn_surname(one, two, start).map(|position| SurnameCut {
            position,
            from,
            to: end,
            last: false,
            joined: false,
        }));
    }
    if let Some(form) = forms.last() {
        cuts.extend((0..form.len()).filter_map(|letter| {
            let to = Point { token: last, letter };
            let position = surname_at(form, to, form.len())?;
            let is_ending = letter > 0 && form.len() - letter == 1 && position.is_spelled();
            (!is_ending).then_some(SurnameCut {
                position,
                from: start,
                to,
                last: true,
                joined: letter > 0 && position.is_spelled(),
            })
        }));
    }
    if let [_, .., one, two] = forms {
        let to = Point { token: last.saturating_sub(1), letter: 0 };
        cuts.extend(torn_surname(one, two, to).map(|position| SurnameCut {
            position,
            from: start,
            to,
            last: true,
            joined: false,
        }));
    }
    cuts
}

/// The surnames that a token begins with.
fn surname_starts(form: &Form<'_>) -> impl Iterator<Item = Position> {
    let start = Point { token: 0, letter: 0 };
    let longest = match &form.kind {
        FormKind::Spelled(letters) => table::prefixes(letters.as_slice(), Shelf::Surname).last().map_or(0, |(length, _)| length),
        FormKind::Written(_) => COMPOUND_SYLLABLES.min(form.len()),
        FormKind::Mistyped | FormKind::Foreign => form.len(),
    };
    (1..=longest).filter_map(move |length| surname_at(form, start, length))
}

fn surname_at(form: &Form<'_>, start: Point, end: usize) -> Option<Position> {
    let readings = match &form.kind {
        FormKind::Spelled(letters) => {
            letters.as_slice().get(start.letter..end).map(|part| table::exact(part, Shelf::Surname)).unwrap_or_default()
        }
        FormKind::Written(characters) => match characters.get(start.letter..end).unwrap_or_default() {
            [one] => table::written_surname(*one),
            [one, two] => table::written_compound(table::written_given(*one), table::written_given(*two)),
            _ => &[],
        },
        FormKind::Mistyped => return Some(Position::mistyped(start.token)),
        FormKind::Foreign => &[],
    };
    (!readings.is_empty()).then(|| Position::new(readings, Systems::NONE, start, end))
}

/// Hwang Bo, Nam Gung: a two-syllable surname in two tokens.
pub(super) fn torn_surname(one: &Form<'_>, two: &Form<'_>, start: Point) -> Option<Position> {
    let readings = match (&one.kind, &two.kind) {
        (FormKind::Spelled(one), FormKind::Spelled(two))
            if one.as_slice().len() + two.as_slice().len() <= COMPOUND_LETTERS_MAX =>
        {
            let letters: Vec<u8> = one.as_slice().iter().chain(two.as_slice()).copied().collect();
            let readings = table::exact(&letters, Shelf::Surname);
            if readings.iter().any(|reading| reading.syllable.compound_index().is_some()) { readings } else { &[] }
        }
        (FormKind::Written(one), FormKind::Written(two)) => match (one.as_slice(), two.as_slice()) {
            ([one], [two]) => table::written_compound(table::written_given(*one), table::written_given(*two)),
            _ => &[],
        },
        _ => &[],
    };
    (!readings.is_empty()).then(|| Position { torn: true, ..Position::new(readings, Systems::NONE, start, one.len()) })
}

/// A surname of two and a given name of three characters.
const WRITTEN_MAX: usize = 5;
/// `namkoong` and `hwangbo` with room for their Yale and Cyrillic spellings.
const COMPOUND_LETTERS_MAX: usize = 14;
/// Syllables of the longest surnames.
const COMPOUND_SYLLABLES: usize = 2;
