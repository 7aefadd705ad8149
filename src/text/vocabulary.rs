//! Words that name nobody: legal forms, joining words, titles, and spellings of one word. Data: `words.tsv`.

use super::filter::Filter;
use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word is for a name that it stands in.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum WordClass {
    /// Legal form of a body. Any stands for any other, and for none.
    Form,
    /// Joins words.
    Stop,
    /// Goes before a person's name.
    Title,
    /// Says what a body does or where it is, and has spellings.
    Same,
}

impl WordClass {
    /// Whether a name is the same with and without the word.
    #[must_use]
    pub fn is_empty(self) -> bool {
        match self {
            WordClass::Form | WordClass::Stop | WordClass::Title => true,
            WordClass::Same => false,
        }
    }

    fn parse(text: &str) -> Option<WordClass> {
        Some(match text {
            "form" => WordClass::Form,
            "stop" => WordClass::Stop,
            "title" => WordClass::Title,
            "same" => WordClass::Same,
            _ => return None,
        })
    }
}

/// The class of a folded word and the spelling that stands for all of its spellings; `None` for a word of its own.
#[must_use]
pub fn look_up(word: &str) -> Option<(WordClass, &'static str)> {
    if WORDS.filter.has(word) { WORDS.words.get(word).copied() } else { None }
}

/// Longest spelling that may be written in several tokens (`S.A.R.L.`, the characters of a Chinese legal form), counted in tokens.
pub const TOKENS_OF_A_WORD_MAX: usize = 8;

/// The table, and a filter before it: most words of a text are none of its words.
struct Vocabulary {
    filter: Filter,
    words: HashMap<&'static str, (WordClass, &'static str), FixedState>,
}

static WORDS: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary { filter: rows().map(|(spelling, _)| spelling).collect(), words: rows().collect() });

fn rows() -> impl Iterator<Item = (&'static str, (WordClass, &'static str))> {
    include_str!("words.tsv").lines().filter_map(read_row).flatten()
}

fn read_row(line: &'static str) -> Option<impl Iterator<Item = (&'static str, (WordClass, &'static str))>> {
    let mut columns = line.split('\t');
    let class = WordClass::parse(columns.next()?)?;
    let (canonical, spellings) = (columns.next()?, columns.next()?);
    Some(spellings.split(' ').map(move |spelling| (spelling, (class, canonical))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Words;

    #[test]
    fn every_row_is_read_and_no_spelling_stands_twice() {
        let lines = include_str!("words.tsv").lines().filter(|line| !line.starts_with('#'));
        assert!(lines.clone().all(|line| read_row(line).is_some()));
        let mut seen = std::collections::BTreeSet::new();
        for (spelling, _) in rows() {
            assert!(seen.insert(spelling), "{spelling} stands twice");
            assert!(look_up(spelling).is_some(), "{spelling}");
        }
    }

    /// Words are looked for without the digits that hang on them; a word of several tokens has none.
    #[test]
    fn no_spelling_ends_in_a_digit() {
        assert!(rows().all(|(spelling, _)| !spelling.ends_with(|letter: char| letter.is_ascii_digit())));
    }

    #[test]
    fn spellings_are_folded_and_canonical_ones_are_among_them() {
        for (spelling, (class, canonical)) in rows() {
            let words = Words::of(spelling);
            assert_eq!(words.text(0..words.tokens().len()), spelling);
            assert!(class != WordClass::Same || look_up(canonical).is_some(), "{canonical}");
        }
    }
}
