//! Whether a token can stand in a name at all: asked of every token of every message, so it is answered without cutting. In: a form. Out: one of three answers. What stands next to
//! the token is not looked at; a legible token may still have no parse.

use super::lattice::{self, Form, FormKind, GIVEN_SYLLABLES_MAX};
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
        let walk = Walk::over(letters, State::BEGINNING, true);
        match walk {
            Walk { is_one: true, .. } => Legibility::One,
            Walk { end, before_surname, .. } if end & State::GIVEN != 0 || before_surname & State::GIVEN_ALONE != 0 => {
                Legibility::Several
            }
            Walk { .. } => Legibility::None,
        }
    }
}

/// Whether tokens may be a surname and two given syllables or more that are not read as Chinese. A no is certain; a yes asks for the parses, which look at neighbours too.
pub(super) fn may_have_two_given(forms: &[Form<'_>]) -> bool {
    let Some(last) = forms.len().checked_sub(1) else { return false };
    let torn = |place: usize| forms.get(place..place + 2).is_some_and(is_torn_surname);
    let mut state = State::BEGINNING;
    for (place, form) in forms.iter().enumerate() {
        let FormKind::Spelled(letters) = &form.kind else { return true };
        if place == 2 && torn(0) {
            state |= State::SURNAME;
        }
        if state & State::TWO_ALONE != 0 && place + 1 == last && torn(place) {
            return true;
        }
        let walk = Walk::over(letters.as_slice(), state, place == 0);
        if place == last {
            return walk.end & State::TWO_BEHIND_SURNAME != 0 || walk.before_surname & State::TWO_ALONE != 0;
        }
        state = walk.end;
    }
    false
}

fn is_torn_surname(tokens: &[Form<'_>]) -> bool {
    let [one, two] = tokens else { return false };
    lattice::torn_surname(one, two, lattice::Point { token: 0, letter: 0 }).is_some()
}

/// One way over the letters of a token: what can end at a place is known when the place is reached, and places that nothing reaches are passed over.
struct Walk {
    /// The token is one syllable, or one surname.
    is_one: bool,
    /// What can end with the token.
    end: u32,
    /// What can stand before a surname that ends with the token.
    before_surname: u32,
}

impl Walk {
    /// Goes over a token before which `state` can end. A name may begin with the surname only where the token `begins` it.
    fn over(letters: &[u8], state: u32, begins: bool) -> Walk {
        let mut states = [0_u32; TOKEN_LETTERS_MAX + 1];
        State::reach(&mut states, 0, state);
        let whole = place(letters.len());
        let mut walk = Walk { is_one: false, end: 0, before_surname: 0 };
        for start in 0..letters.len() {
            let state = states.get(start).copied().unwrap_or_default();
            if state == 0 {
                continue;
            }
            let [surnames, given @ ..] = table::ends(letters, start);
            if start == 0 && begins {
                walk.is_one = given.iter().fold(surnames, |ends, more| ends | more) & whole != 0;
                places(surnames).for_each(|end| State::reach(&mut states, end, State::SURNAME));
            }
            if surnames & whole != 0 {
                walk.before_surname |= state;
            }
            for (ends, shelf) in given.iter().zip(State::SHELVES) {
                let longer = (state & shelf) << 1 & State::GIVEN;
                if longer != 0 {
                    places(*ends).for_each(|end| State::reach(&mut states, end, longer));
                }
            }
        }
        walk.end = states.get(letters.len()).copied().unwrap_or_default();
        walk
    }
}

/// What can end at a place between two letters: for each shelf of given names a byte with a bit for none, one, two and three syllables, and four more for the same behind a
/// surname.
struct State;

impl State {
    /// Nothing, on any shelf.
    const BEGINNING: u32 = 0x01_01_01;
    /// A surname, behind which any shelf may follow.
    const SURNAME: u32 = 0x10_10_10;
    /// One syllable to three, with or without a surname before.
    const GIVEN: u32 = 0xEE_EE_EE;
    /// One syllable to three, without a surname.
    const GIVEN_ALONE: u32 = 0x0E_0E_0E;
    /// Two syllables or three without a surname, not read as Chinese.
    const TWO_ALONE: u32 = 0x0C_0C;
    /// The same behind a surname.
    const TWO_BEHIND_SURNAME: u32 = 0xC0_C0;
    /// The bytes of the shelves, in their order.
    const SHELVES: [u32; 3] = [0xFF, 0xFF_00, 0xFF_00_00];

    fn reach(states: &mut [u32], end: usize, state: u32) {
        if let Some(reached) = states.get_mut(end) {
            *reached |= state;
        }
    }
}

const _: () = assert!(GIVEN_SYLLABLES_MAX == 3, "a state has a bit for each number of syllables");
const _: () = assert!(Shelf::Pinyin.place() == State::SHELVES.len(), "what is read as Chinese has the last byte");
const _: () =
    assert!(Shelf::Surname.place() == 0 && Shelf::COUNT == State::SHELVES.len() + 1, "surnames come first, given names behind");

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

#[cfg(test)]
mod tests {
    use super::super::letter::Letters;
    use super::*;
    use proptest::prelude::*;

    /// Legibility as its meaning has it, by trying everything.
    fn tried(letters: &[u8]) -> Legibility {
        let is_surname = |text: &[u8]| !table::exact(text, Shelf::Surname).is_empty();
        let is_given = |text: &[u8], shelf| is_row(text, shelf, GIVEN_SYLLABLES_MAX);
        if is_surname(letters) || Shelf::OF_GIVEN.into_iter().any(|shelf| !table::exact(letters, shelf).is_empty()) {
            return Legibility::One;
        }
        let is_name = Shelf::OF_GIVEN.into_iter().any(|shelf| {
            is_given(letters, shelf)
                || (1..letters.len())
                    .map(|cut| letters.split_at(cut))
                    .any(|(front, rest)| is_surname(front) && is_given(rest, shelf) || is_given(front, shelf) && is_surname(rest))
        });
        if is_name { Legibility::Several } else { Legibility::None }
    }

    fn is_row(text: &[u8], shelf: Shelf, count: usize) -> bool {
        let rest = |length: usize| text.get(length..).unwrap_or_default();
        count > 0
            && table::prefixes(text, shelf).any(|(length, _)| rest(length).is_empty() || is_row(rest(length), shelf, count - 1))
    }

    fn tokens() -> impl Strategy<Value = String> {
        let syllable = proptest::sample::select(vec![
            "kim", "pak", "choe", "ri", "i", "o", "namgung", "yong", "chol", "jong", "un", "hyok", "cho", "n", "g", "ng", "hwa",
            "swu", "tchol", "xue", "zhang", "qian", "ким", "чен", "ын", "цой", "tra", "ding", "a", "e", "u", "w", "y", "h",
        ]);
        prop_oneof![
            proptest::collection::vec(syllable, 1..6).prop_map(|parts| parts.concat()),
            "[a-z]{1,32}",
            "[aeghijknouy]{1,12}"
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn one_walk_finds_what_trying_finds(token in tokens()) {
            let Some(letters) = Letters::read(&token) else { return Ok(()) };
            prop_assert_eq!(Legibility::of_letters(letters.as_slice()), tried(letters.as_slice()), "{}", token);
        }
    }
}
