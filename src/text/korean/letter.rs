//! The letters of Latin and Cyrillic spellings as small numbers. In: folded text. Out: numbers below 64, 0 to 25 for a to z, 26 to 57 for а to я.

/// Longest token that is read, in letters: a surname and three given syllables of seven letters each (`kyoung`, `tcheul`) have 29. Longer words are no names.
pub const TOKEN_LETTERS_MAX: usize = 32;

/// The letters of a token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letters {
    numbers: [u8; TOKEN_LETTERS_MAX],
    count: u8,
}

impl Letters {
    /// Reads a token of one alphabet or of both; anything but letters makes it unreadable, as does one letter too many.
    pub(super) fn read(token: &str) -> Option<Letters> {
        let mut letters = Letters { numbers: [0; TOKEN_LETTERS_MAX], count: 0 };
        for letter in token.chars() {
            *letters.numbers.get_mut(usize::from(letters.count))? = number(letter)?;
            letters.count += 1;
        }
        (letters.count > 0).then_some(letters)
    }

    /// The letters of two tokens as one token.
    pub(super) fn joined(mut self, other: &Letters) -> Option<Letters> {
        for letter in other.as_slice() {
            *self.numbers.get_mut(usize::from(self.count))? = *letter;
            self.count += 1;
        }
        Some(self)
    }

    pub(super) fn as_slice(&self) -> &[u8] {
        self.numbers.get(..usize::from(self.count)).unwrap_or_default()
    }
}

/// The number of a letter. Marks are folded away before (ё е, й и); they are taken here too, and Ukrainian and Belarusian і with them.
pub(super) fn number(letter: char) -> Option<u8> {
    let letter = match letter {
        'ё' => 'е',
        'й' | 'і' => 'и',
        other => other,
    };
    let distance = |first: char, shift: u32| u8::try_from(u32::from(letter) - u32::from(first) + shift).ok();
    match letter {
        'a'..='z' => distance('a', 0),
        'а'..='я' => distance('а', CYRILLIC_SHIFT),
        _ => None,
    }
}

pub(super) fn begins_vowel(letter: u8) -> bool {
    is_one_of(letter, VOWELS)
}

pub(super) fn begins_nasal(letter: u8) -> bool {
    is_one_of(letter, set("nmнм"))
}

pub(super) fn begins_l(letter: u8) -> bool {
    is_one_of(letter, set("lл"))
}

pub(super) fn begins_h(letter: u8) -> bool {
    is_one_of(letter, set("hх"))
}

pub(super) fn ends_nasal(letter: u8) -> bool {
    is_one_of(letter, set("mngмнгъ"))
}

pub(super) fn ends_l(letter: u8) -> bool {
    is_one_of(letter, set("lль"))
}

fn is_one_of(letter: u8, set: u64) -> bool {
    1_u64.checked_shl(u32::from(letter)).is_some_and(|bit| set & bit != 0)
}

const CYRILLIC_SHIFT: u32 = 26;
/// Letters that open a syllable without a consonant; the glides w and y count.
const VOWELS: u64 = set("aeiouywаеиоуыэюя");

/// The letters of `text` as a set of numbers.
const fn set(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let (mut set, mut place) = (0, 0);
    while place < bytes.len() {
        #[allow(clippy::indexing_slicing, reason = "const: the bound stands in the line above, and a mistake would not compile")]
        let byte = bytes[place];
        // Cyrillic lower case: D0 B0 to D0 BF is а to п, D1 80 to D1 8F is р to я.
        let number = match byte {
            b'a'..=b'z' => byte - b'a',
            0xB0..=0xBF => byte - 0xB0 + 26,
            0x80..=0x8F => byte - 0x80 + 42,
            _ => {
                place += 1;
                continue;
            }
        };
        set |= 1 << number;
        place += 1;
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_their_numbers_and_others_none() {
        for (letter, expected) in [
            ('a', Some(0)),
            ('z', Some(25)),
            ('а', Some(26)),
            ('п', Some(41)),
            ('р', Some(42)),
            ('я', Some(57)),
            ('ё', Some(31)),
            ('е', Some(31)),
            ('й', Some(34)),
            ('A', None),
            ('0', None),
            ('ñ', None),
            ('金', None),
        ] {
            assert_eq!(number(letter), expected, "{letter}");
        }
    }

    #[test]
    fn sets_agree_with_the_numbers() {
        for letter in ('a'..='z').chain('а'..='я').filter(|letter| *letter != 'й') {
            let (number, text) = (number(letter).unwrap(), letter.to_string());
            assert_eq!(set(&text), 1 << number, "{letter}");
            assert_eq!(begins_vowel(number), "aeiouywаеиоуыэюя".contains(letter), "{letter}");
        }
    }

    #[test]
    fn a_token_at_the_limit_is_read_and_one_letter_more_is_not() {
        assert!(Letters::read(&"a".repeat(TOKEN_LETTERS_MAX)).is_some());
        assert!(Letters::read(&"a".repeat(TOKEN_LETTERS_MAX + 1)).is_none());
        assert!(Letters::read("").is_none());
        assert_eq!(Letters::read("az").unwrap().as_slice(), [0, 25]);
        let half = Letters::read(&"a".repeat(TOKEN_LETTERS_MAX / 2)).unwrap();
        assert_eq!(half.joined(&half).unwrap().as_slice().len(), TOKEN_LETTERS_MAX);
        assert!(half.joined(&half).unwrap().joined(&Letters::read("a").unwrap()).is_none());
    }
}
