//! Keys under which an index holds Korean names. Two names that agree have a key in common: a name has the keys of all its readings.

use super::syllable::Syllable;
use std::fmt;

/// The surname and the given syllables of one reading of a name, each by its class; one of them may be left open.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Key([u16; 4]);

impl Key {
    /// The key of no name.
    pub(super) const EMPTY: Key = Key([NONE; 4]);

    /// The key with a class in a place: 0 is the surname. Places past the third given syllable do not exist.
    pub(super) fn with(mut self, place: usize, class: u16) -> Key {
        if let Some(slot) = self.0.get_mut(place) {
            *slot = class;
        }
        self
    }

    /// The keys with one more place left open: surname, or one given syllable.
    pub(super) fn opened(self) -> impl Iterator<Item = Key> {
        (0..self.0.len()).filter_map(move |place| {
            let mut key = self;
            let slot = key.0.get_mut(place).filter(|class| **class != NONE)?;
            *slot = OPEN;
            Some(key)
        })
    }

    /// The key as one number, for maps.
    #[must_use]
    pub fn number(self) -> u64 {
        self.0.iter().fold(0, |number, class| number << 16 | u64::from(*class))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({:016x})", self.number())
    }
}

/// The class of a surname: the surname itself, as the South writes it.
pub(super) fn surname_class(surname: Syllable) -> u16 {
    surname.southern().number()
}

/// Stands for any syllable.
pub(super) const OPEN: u16 = u16::MAX;
/// There is no such syllable.
const NONE: u16 = u16::MAX - 1;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_opens_once_in_each_place_that_is_taken() {
        let key = key([1, 2, 3].as_slice());
        assert_eq!(key.opened().collect::<Vec<_>>(), [[OPEN, 2, 3], [1, OPEN, 3], [1, 2, OPEN]].map(|places| self::key(&places)));
    }

    #[test]
    fn keys_of_other_lengths_differ() {
        let numbers = [[1, 2].as_slice(), &[1, 2, 0], &[1, 2, OPEN], &[1, 2, 0, 0]].map(|places| key(places).number());
        assert_eq!(numbers.len(), numbers.iter().collect::<std::collections::BTreeSet<_>>().len());
    }

    fn key(places: &[u16]) -> Key {
        places.iter().enumerate().fold(Key::EMPTY, |key, (place, class)| key.with(place, *class))
    }
}
