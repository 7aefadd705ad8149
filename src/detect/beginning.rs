//! The first two bytes of words that are looked for. Most words of a text begin with none of them, and need no lookup.

/// A set of beginnings. It may say yes to a word that is not looked for, never no to one that is.
#[derive(Debug)]
pub(super) struct Beginnings(Box<[[u64; 4]; 256]>);

impl Default for Beginnings {
    fn default() -> Beginnings {
        Beginnings(Box::new([[0; 4]; 256]))
    }
}

impl Beginnings {
    /// Whether a word may be one that is looked for.
    pub(super) fn has(&self, word: &str) -> bool {
        let (row, entry, bit) = place(word);
        self.0.get(row).and_then(|row| row.get(entry)).is_some_and(|bits| bits & bit != 0)
    }

    pub(super) fn insert(&mut self, word: &str) {
        let (row, entry, bit) = place(word);
        if let Some(bits) = self.0.get_mut(row).and_then(|row| row.get_mut(entry)) {
            *bits |= bit;
        }
    }
}

/// Where the two first bytes of a word have their bit. A word of one byte begins like one that goes on with a zero.
fn place(word: &str) -> (usize, usize, u64) {
    let mut bytes = word.bytes();
    let (one, two) = (bytes.next().unwrap_or_default(), bytes.next().unwrap_or_default());
    (usize::from(one), usize::from(two / 64), 1 << (two % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_was_put_in_is_in() {
        let mut beginnings = Beginnings::default();
        for word in ["imo", "паспорт", "平", "p", ""] {
            assert!(!beginnings.has(word), "{word}");
            beginnings.insert(word);
            assert!(beginnings.has(word), "{word}");
        }
        assert!(beginnings.has("imperial"));
        assert!(!beginnings.has("port"));
    }
}
