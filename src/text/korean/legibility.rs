//! Whether a token can stand in a name at all: asked of every token of every message, so it is answered without cutting. In: a form. Out: one of three answers. What stands next to
//! the token is not looked at; a legible token may still have no parse.

use super::lattice::{Form, FormKind, GIVEN_SYLLABLES_MAX};
use super::letter::{self, TOKEN_LETTERS_MAX};
use super::table;
use super::trie::Shelf;

/// How far a token can be read as a part of a name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Legibility {
    /// As one syllable or one surname.
    One,
    /// As several syllables, or a surname with syllables.
    Several,
    /// Not at all.
    None,
}

impl Legibility {
    pub(super) fn of(form: &Form<'_>) -> Legibility {
        match &form.kind {
            FormKind::Spelled(letters) => Legibility::of_letters(letters.as_slice()),
            FormKind::Written(characters) if characters.len() == 1 => Legibility::One,
            FormKind::Written(_) => Legibility::Several,
            FormKind::Foreign | FormKind::Mistyped => Legibility::None,
        }
    }

    pub(super) fn of_letters(letters: &[u8]) -> Legibility {
        let whole = place(letters.len());
        let surnames = ends_of_syllable(letters, 0, Shelf::Surname);
        let syllables = Shelf::OF_GIVEN.map(|shelf| (shelf, ends_of_syllable(letters, 0, shelf)));
        let firsts = syllables.iter().fold(surnames, |ends, (_, more)| ends | more);
        if firsts & whole != 0 {
            return Legibility::One;
        }
        let given = syllables.iter().fold(0, |ends, (shelf, front)| ends | ends_of_given(letters, *front, *shelf, 1));
        let ends_name =
            |start: usize| Shelf::OF_GIVEN.into_iter().any(|shelf| ends_of_given(letters, place(start), shelf, 0) & whole != 0);
        let is_surname = |start: usize| letters.get(start..).is_some_and(|rest| !table::exact(rest, Shelf::Surname).is_empty());
        if given & whole != 0 || places(surnames).any(ends_name) || places(given).any(is_surname) {
            Legibility::Several
        } else {
            Legibility::None
        }
    }
}

/// Where given names can end that have `count` syllables at the places of `front`, as a set of places: there, and after more syllables.
fn ends_of_given(letters: &[u8], mut front: u64, shelf: Shelf, count: usize) -> u64 {
    let mut ends = if count > 0 { front } else { 0 };
    for _ in count..GIVEN_SYLLABLES_MAX {
        front = places(front).fold(0, |next, start| next | ends_of_syllable(letters, start, shelf));
        ends |= front;
    }
    ends
}

fn ends_of_syllable(letters: &[u8], start: usize, shelf: Shelf) -> u64 {
    let rest = letters.get(start..).unwrap_or_default();
    table::prefixes(rest, shelf).fold(0, |ends, (length, _)| ends | place(start + length))
}

fn place(letter: usize) -> u64 {
    u32::try_from(letter).ok().and_then(|letter| 1_u64.checked_shl(letter)).unwrap_or_default()
}

fn places(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let next = (set != 0).then(|| set.trailing_zeros() as usize);
        set &= set.wrapping_sub(1);
        next
    })
}

/// The one token of a name that may be a mistyped syllable: the only one that cannot be read, else the only one that cannot be read as one syllable.
pub(super) fn mistyped_place(legibilities: impl Iterator<Item = Legibility> + Clone) -> Option<usize> {
    let only = |odd: Legibility| {
        let mut found =
            legibilities.clone().enumerate().filter(move |(_, legibility)| *legibility == odd).map(|(place, _)| place);
        let first = found.next();
        (first.is_some(), first.filter(|_| found.next().is_none()))
    };
    let (some_unread, unread) = only(Legibility::None);
    if some_unread { unread } else { only(Legibility::Several).1 }
}

/// Whether a token may be a mistyped syllable: short, and of letters and digits.
pub(super) fn can_be_mistyped(token: &str) -> bool {
    let letters = token.chars().count();
    (MISTYPED_LETTERS_MIN..=MISTYPED_LETTERS_MAX).contains(&letters)
        && token.chars().all(|letter| letter.is_ascii_digit() || letter::number(letter).is_some())
}

/// Two letters are no evidence of a syllable with a slip, and no syllable is written with more than seven letters and a doubled one.
const MISTYPED_LETTERS_MIN: usize = 3;
const MISTYPED_LETTERS_MAX: usize = 8;

const _: () = assert!(TOKEN_LETTERS_MAX < 64, "the places between the letters of a token are bits of one number");
