//! Sets of words that are asked for most words of a text and have few of them.

/// A set of words. It may say yes to a word that is not in it, never no to one that is: a yes is looked up, a no needs no lookup.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Two to this power are there.
    bits: u32,
    words: Box<[u64]>,
}

impl Default for Filter {
    fn default() -> Filter {
        Filter::sized(0)
    }
}

impl<'w> FromIterator<&'w str> for Filter {
    fn from_iter<I: IntoIterator<Item = &'w str>>(words: I) -> Filter {
        let mut filter = Filter::default();
        words.into_iter().for_each(|word| filter.insert(word));
        filter
    }
}

impl Filter {
    /// An empty set that is going to hold about so many words or beginnings.
    #[must_use]
    pub fn sized(count: usize) -> Filter {
        let bits = count.saturating_mul(BITS_PER_WORD).checked_next_power_of_two().map_or(BITS_MAX, usize::trailing_zeros);
        let bits = bits.clamp(BITS_MIN, BITS_MAX);
        Filter { bits, words: vec![0; 1 << (bits - 6)].into_boxed_slice() }
    }

    /// Puts a word in.
    pub fn insert(&mut self, word: &str) {
        self.put(word.as_bytes());
    }

    /// Whether a word may be in the set.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        self.may_hold(word.as_bytes())
    }

    /// Puts in what a word begins with, for [`Filter::has_beginning`]. A set has words or beginnings.
    pub fn insert_beginnings(&mut self, word: &str) {
        for length in BEGINNINGS {
            if let Some(beginning) = word.as_bytes().get(..length) {
                self.put(beginning);
            }
        }
    }

    /// Whether a word that was put in by its beginnings may begin with this text, or be it. A text of less than [`BEGINNING_BYTES_MIN`] bytes may always.
    #[must_use]
    pub fn has_beginning(&self, text: &str) -> bool {
        BEGINNINGS.iter().all(|length| text.as_bytes().get(..*length).is_none_or(|beginning| self.may_hold(beginning)))
    }

    /// The set of everything: with it nothing is sorted out.
    #[cfg(test)]
    pub(crate) fn everything() -> Filter {
        let words = vec![u64::MAX; 1 << (BITS_MIN - 6)].into_boxed_slice();
        Filter { bits: BITS_MIN, words }
    }

    fn put(&mut self, word: &[u8]) {
        let (place, bit) = place(word, self.bits);
        if let Some(bits) = self.words.get_mut(place) {
            *bits |= bit;
        }
    }

    fn may_hold(&self, word: &[u8]) -> bool {
        let (place, bit) = place(word, self.bits);
        self.words.get(place).is_some_and(|bits| bits & bit != 0)
    }
}

/// Where a word has its bit: by its length, its first and its last eight bytes.
fn place(word: &[u8], bits: u32) -> (usize, u64) {
    let (head, tail) = match (word.first_chunk(), word.last_chunk()) {
        (Some(head), Some(tail)) => (u64::from_le_bytes(*head), u64::from_le_bytes(*tail)),
        _ => (word.iter().fold(0, |key, byte| key << 8 | u64::from(*byte)), 0),
    };
    let hash = (head ^ tail.rotate_left(23) ^ word.len() as u64).wrapping_mul(MIXER) >> (u64::BITS - bits);
    ((hash >> 6) as usize, 1 << (hash & 63))
}

/// Beginnings shorter than this are not told apart.
pub const BEGINNING_BYTES_MIN: usize = 3;

/// The lengths of the beginnings that are put in: of names, the first sorts out most words and the others most that begin like a name.
const BEGINNINGS: [usize; BEGINNINGS_PER_WORD] = [BEGINNING_BYTES_MIN, 6, 10];

/// Beginnings that are put in for a word.
pub const BEGINNINGS_PER_WORD: usize = 3;

/// Names begin alike, so that a third of a bit of these is set: most words that are asked for are not looked up.
const BITS_PER_WORD: usize = 3;

/// 8 kB, which stay in the first cache: the built-in lists have some ten thousand beginnings and words, so that one word of ten is looked up in vain.
const BITS_MIN: u32 = 16;

/// 512 kB: beyond that the second cache is better spent on what is looked up.
const BITS_MAX: u32 = 22;

/// 2^64 over the golden ratio (Knuth, The Art of Computer Programming 3, section 6.4): spreads what differs in a few bits.
const MIXER: u64 = 0x9E37_79B9_7F4A_7C15;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_was_put_in_is_in(words in proptest::collection::vec(".{0,24}", 0..40)) {
            let filter: Filter = words.iter().map(String::as_str).collect();
            prop_assert!(words.iter().all(|word| filter.has(word)));
        }

        #[test]
        fn every_beginning_of_what_was_put_in_is_in(words in proptest::collection::vec(".{0,24}", 1..40)) {
            let mut filter = Filter::default();
            words.iter().for_each(|word| filter.insert_beginnings(word));
            for word in &words {
                prop_assert!(word.char_indices().all(|(at, _)| filter.has_beginning(word.get(..at).unwrap())) && filter.has_beginning(word));
            }
        }
    }

    #[test]
    fn a_set_grows_with_what_it_holds_up_to_a_limit() {
        let bits = |count| Filter::sized(count).bits;
        let least = (1 << BITS_MIN) / BITS_PER_WORD;
        assert_eq!((bits(0), bits(least), bits(least + 1)), (BITS_MIN, BITS_MIN, BITS_MIN + 1));
        let most = (1 << BITS_MAX) / BITS_PER_WORD;
        assert_eq!((bits(most), bits(most + 1), bits(usize::MAX)), (BITS_MAX, BITS_MAX, BITS_MAX));
        let words: Vec<String> = (0..50_000).map(|number: u32| format!("word {number}")).collect();
        let mut filter = Filter::sized(words.len());
        words.iter().for_each(|word| filter.insert(word));
        assert!(words.iter().all(|word| filter.has(word)));
        assert!((0..1000).filter(|number| filter.has(&format!("other {number}"))).count() < 500);
    }

    #[test]
    fn most_words_that_were_not_put_in_are_not() {
        let filter: Filter = ["kim", "pyongyang", "паспорт", "平"].into_iter().collect();
        assert!(!filter.has("invoice") && !filter.has("kin") && !filter.has("pyongyan"));
        let mut beginnings = Filter::default();
        beginnings.insert_beginnings("koreakangbong");
        assert!(beginnings.has_beginning("ko") && beginnings.has_beginning("koreakan"));
        assert!(!beginnings.has_beginning("inv") && !beginnings.has_beginning("koreatown"));
    }
}
