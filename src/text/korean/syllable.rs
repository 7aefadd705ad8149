//! One position of a Korean name: a Hangul syllable, or a surname of two syllables. In: characters. Out: a number that can be compared, taken apart into letters, and brought
//! to its southern form. Which syllables occur in names is the table's to say.

use super::table;
use std::fmt;

/// A Hangul syllable, or a surname of two syllables, which takes one position of a name.
///
/// The number is the distance from `가` (U+AC00); numbers from [`Syllable::HANGUL_COUNT`] on count the two-syllable surnames of the table.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Syllable(u16);

impl Syllable {
    /// Syllables of the Unicode block: 19 initials, 21 medials, 28 finals.
    pub const HANGUL_COUNT: u16 = 11_172;

    /// Reads a composed Hangul syllable.
    #[must_use]
    pub fn of(letter: char) -> Option<Syllable> {
        let place = u32::from(letter).checked_sub(HANGUL_FIRST)?;
        u16::try_from(place).ok().filter(|place| *place < Self::HANGUL_COUNT).map(Syllable)
    }

    /// Composes a syllable of the indices that Unicode gives its initial, medial and final letter; final 0 is none.
    #[must_use]
    pub fn compose(initial: u16, medial: u16, last: u16) -> Option<Syllable> {
        let known = initial < INITIALS && medial < MEDIALS && last < FINALS;
        known.then_some(Syllable((initial * MEDIALS + medial) * FINALS + last))
    }

    /// The surname of two syllables that stands at `index` of the table.
    pub(super) fn compound(index: u16) -> Syllable {
        Syllable(Self::HANGUL_COUNT.saturating_add(index))
    }

    /// Its place among the two-syllable surnames, if it is one.
    pub(super) fn compound_index(self) -> Option<usize> {
        self.0.checked_sub(Self::HANGUL_COUNT).map(usize::from)
    }

    /// The number of the syllable.
    #[must_use]
    pub fn number(self) -> u16 {
        self.0
    }

    /// Indices of initial, medial and final letter. A two-syllable surname has none.
    #[must_use]
    pub fn letters(self) -> Option<(u16, u16, u16)> {
        (self.0 < Self::HANGUL_COUNT).then_some((self.0 / FINALS / MEDIALS, self.0 / FINALS % MEDIALS, self.0 % FINALS))
    }

    /// The syllable as the South writes it at the head of a word: ㄹ and ㄴ fall before i and y, ㄹ turns to ㄴ elsewhere (리 이, 류 유, 로 노, 녀 여). The North keeps
    /// them. Two spellings of one surname are equal in this form.
    #[must_use]
    pub fn southern(self) -> Syllable {
        let Some((initial, medial, last)) = self.letters() else { return self };
        let before_i = MEDIALS_WITH_I.contains(&medial);
        let changed = match initial {
            RIEUL | NIEUN if before_i => IEUNG,
            RIEUL => NIEUN,
            _ => initial,
        };
        Syllable::compose(changed, medial, last).unwrap_or(self)
    }

    /// A coarse class for index keys: syllables that share Latin or Cyrillic spellings mostly share the class, so that a spelling leads to one or two keys and not to one
    /// per reading. Which syllables fall together is a matter of speed alone: names meet because both stand under the classes of all their readings.
    #[must_use]
    pub fn class(self) -> u16 {
        let Some((initial, medial, last)) = self.southern().letters() else { return self.0 };
        let part = |classes: &[u16], index: u16| classes.get(usize::from(index)).copied().unwrap_or_default();
        (part(&INITIAL_CLASSES, initial) * MEDIALS + part(&MEDIAL_CLASSES, medial)) * FINALS + part(&FINAL_CLASSES, last)
    }
}

impl fmt::Display for Syllable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.compound_index() {
            Some(index) => f.write_str(table::compound_text(index)),
            None => {
                fmt::Display::fmt(&char::from_u32(HANGUL_FIRST + u32::from(self.0)).unwrap_or(char::REPLACEMENT_CHARACTER), f)
            }
        }
    }
}

/// Writes conjoining letters (U+1100 to U+11C2, what NFKD makes of a syllable) as composed syllables; everything else stays.
pub(super) fn composed(text: &str) -> impl Iterator<Item = char> {
    let mut letters = text.chars().peekable();
    std::iter::from_fn(move || {
        let first = letters.next()?;
        let Some(initial) = index_in(first, JAMO_INITIAL, INITIALS) else { return Some(first) };
        let Some(medial) = letters.peek().and_then(|letter| index_in(*letter, JAMO_MEDIAL, MEDIALS)) else { return Some(first) };
        letters.next();
        let last = letters.peek().and_then(|letter| index_in(*letter, JAMO_FINAL, FINALS)).filter(|last| *last > 0);
        if last.is_some() {
            letters.next();
        }
        let number = (initial * MEDIALS + medial) * FINALS + last.unwrap_or(0);
        char::from_u32(HANGUL_FIRST + u32::from(number))
    })
}

fn index_in(letter: char, first: u32, count: u16) -> Option<u16> {
    u32::from(letter).checked_sub(first).and_then(|index| u16::try_from(index).ok()).filter(|index| *index < count)
}

/// The first syllable of the Unicode block, 가.
const HANGUL_FIRST: u32 = 0xAC00;
/// Where the conjoining letters begin; the finals count from one place before their first, so that 0 is "none".
const JAMO_INITIAL: u32 = 0x1100;
const JAMO_MEDIAL: u32 = 0x1161;
const JAMO_FINAL: u32 = 0x11A7;

const INITIALS: u16 = 19;
const MEDIALS: u16 = 21;
const FINALS: u16 = 28;

const NIEUN: u16 = 2;
const RIEUL: u16 = 5;
const IEUNG: u16 = 11;
/// ㅑ ㅒ ㅕ ㅖ ㅛ ㅠ ㅣ: medials that begin with the sound i or y.
const MEDIALS_WITH_I: [u16; 7] = [2, 3, 6, 7, 12, 17, 20];

/// ㄱㄲㅋ, ㄴㄹ, ㄷㄸㅌ, ㅁ, ㅂㅃㅍ, ㅅㅆ, ㅇ, ㅈㅉㅊ, ㅎ: what the systems write with one letter.
const INITIAL_CLASSES: [u16; 19] = [0, 0, 1, 2, 2, 1, 3, 4, 4, 5, 5, 6, 7, 7, 7, 0, 2, 4, 8];
/// ㅏ, ㅑ, {ㅐㅔ}, {ㅒㅖ}, {ㅓㅗㅜㅡ}, {ㅕㅛㅠ}, ㅘ, {ㅙㅚㅞ}, ㅝ, ㅟ, {ㅢㅣ}.
const MEDIAL_CLASSES: [u16; 21] = [0, 2, 1, 3, 4, 2, 5, 3, 4, 6, 7, 7, 5, 4, 8, 7, 9, 5, 4, 10, 10];
/// None, {ㄱㄲㅋ..}, ㄴ, {ㄷㅅㅈㅊㅌ}, ㄹ, ㅁ, ㅂㅍ, ㅇ, ㅎ; clusters by their first letter.
const FINAL_CLASSES: [u16; 28] = [0, 1, 1, 1, 2, 2, 2, 3, 4, 4, 4, 4, 4, 4, 4, 4, 5, 6, 6, 3, 3, 7, 3, 3, 1, 3, 6, 8];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn southern_form_drops_or_changes_the_initial() {
        for (north, south) in [
            ("리", "이"),
            ("림", "임"),
            ("류", "유"),
            ("량", "양"),
            ("렴", "염"),
            ("로", "노"),
            ("라", "나"),
            ("룡", "용"),
            ("녀", "여"),
            ("년", "연"),
            ("례", "예"),
            ("래", "내"),
            ("나", "나"),
            ("김", "김"),
            ("황보", "황보"),
        ] {
            assert_eq!(syllable(north).southern(), syllable(south), "{north}");
        }
    }

    #[test]
    fn every_hangul_syllable_comes_back_from_its_letters_and_as_text() {
        for letter in '가'..='힣' {
            let syllable = Syllable::of(letter).unwrap();
            let (initial, medial, last) = syllable.letters().unwrap();
            assert_eq!(Syllable::compose(initial, medial, last), Some(syllable));
            assert_eq!(syllable.to_string(), letter.to_string());
        }
        assert_eq!(Syllable::of('\u{ABFF}'), None);
        assert_eq!(Syllable::of('\u{D7A4}'), None);
        assert_eq!(Syllable::compose(19, 0, 0), None);
    }

    #[test]
    fn conjoining_letters_are_composed_and_the_rest_stays() {
        for (decomposed, text) in [
            ("\u{1100}\u{1175}\u{11B7}", "김"),
            ("\u{1105}\u{1175}\u{1109}\u{116E}", "리수"),
            ("\u{1100}", "\u{1100}"),
            ("a\u{1105}b", "a\u{1105}b"),
            ("김\u{1100}\u{1161}", "김가"),
            ("\u{1100}\u{1161}\u{11A7}", "가\u{11A7}"),
        ] {
            assert_eq!(composed(decomposed).collect::<String>(), text);
        }
    }

    fn syllable(text: &str) -> Syllable {
        let mut letters = text.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) => Syllable::of(letter).unwrap(),
            _ => table::compound_of(text).unwrap(),
        }
    }
}
