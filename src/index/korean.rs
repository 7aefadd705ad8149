//! Listed Korean names under the syllables that they are spelled with: a name in any spelling and script meets the listed one under a common key.

use super::Listed;
use super::name::{AnalysedName, NameIndex};
use super::parallel::in_pieces;
use crate::list::{Designation, DesignationKind};
use crate::text::Words;
use crate::text::korean::{Agreement, KoreanName, agree, agreement_score, standalone_windows};
use dashmap::{DashMap, ReadOnlyView};
use foldhash::fast::FixedState;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Korean names of listed persons.
#[derive(Debug)]
pub struct KoreanIndex {
    /// Number of the name in the [`NameIndex`], and its syllables.
    names: Vec<(u32, KoreanName)>,
    keys: ReadOnlyView<u64, Box<[u32]>, FixedState>,
}

/// A listed Korean name that stands in a text, in this or another spelling.
#[derive(Clone, Debug)]
pub struct KoreanOccurrence {
    /// Number of the name in the [`NameIndex`].
    pub name: u32,
    /// The tokens from its first syllable to its last.
    pub tokens: Range<usize>,
    /// How like the spellings are, 0 to 1000.
    pub score: u16,
    /// The name as it stands in the text.
    query: Arc<KoreanName>,
}

impl KoreanIndex {
    /// Analyses the names of listed Koreans.
    #[must_use]
    pub fn build(listed: &[Listed], index: &NameIndex) -> KoreanIndex {
        KoreanIndex::build_on(listed, index, 1)
    }

    /// The same on so many threads.
    pub(super) fn build_on(listed: &[Listed], index: &NameIndex, threads: usize) -> KoreanIndex {
        let analyse = |(number, name): &(u32, &AnalysedName)| {
            let own = listed.get(name.designation as usize).map(|listed| &*listed.designation).filter(|own| is_korean(own))?;
            let words = Words::of(&own.names.get(name.alias as usize)?.text);
            let name = KoreanName::analyse(&written_words(&words, 0..words.tokens().len()).texts)?;
            Some((*number, name))
        };
        let all: Vec<(u32, &AnalysedName)> = index.names().collect();
        let names = in_pieces(&all, threads, |_, piece| piece.iter().filter_map(analyse).collect());
        let mut under_key: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
        for (place, (_, name)) in (0_u32..).zip(&names) {
            for key in name.keys() {
                under_key.entry(key.number()).or_default().push(place);
            }
        }
        let keys = DashMap::with_hasher(FixedState::default());
        for (key, places) in under_key {
            keys.insert(key, places.into_boxed_slice());
        }
        KoreanIndex { names, keys: keys.into_read_only() }
    }

    /// The listed names that the `passages` spell, passage by passage, and whether all were searched, or the budget ran out. Two given syllables are asked for: with one, half
    /// of the words of the world are Korean names.
    #[must_use]
    pub fn find(&self, words: &Words, passages: impl Iterator<Item = Range<usize>>) -> (Vec<KoreanOccurrence>, bool) {
        let mut found = Vec::new();
        let mut room = COMPARISONS_MAX;
        let is_complete = passages.into_iter().all(|passage| self.find_in(words, passage, &mut room, &mut found));
        (found, is_complete)
    }

    /// False where the budget ran out.
    fn find_in(&self, words: &Words, passage: Range<usize>, room: &mut usize, found: &mut Vec<KoreanOccurrence>) -> bool {
        let written = written_words(words, passage);
        for window in standalone_windows(&written.texts) {
            let plausibility = window.name.plausibility();
            if plausibility.given_syllables < GIVEN_SYLLABLES_MIN || plausibility.chinese {
                continue;
            }
            let mut places: Vec<u32> =
                window.name.keys().iter().filter_map(|key| self.keys.get(&key.number())).flatten().copied().collect();
            places.sort_unstable();
            places.dedup();
            let Some(rest) = room.checked_sub(places.len()) else { return false };
            *room = rest;
            let Some(tokens) = written.tokens(&window.tokens) else { continue };
            let query = Arc::new(window.name);
            let names = places.iter().filter_map(|place| self.names.get(*place as usize));
            found.extend(names.filter_map(|(name, listed)| {
                let score = agreement_score(&query, listed).filter(|score| *score >= AGREEMENT_MIN)?;
                Some(KoreanOccurrence { name: *name, tokens: tokens.clone(), score, query: Arc::clone(&query) })
            }));
        }
        true
    }

    /// Why a name that was found agrees with the listed one.
    #[must_use]
    pub fn agreement(&self, found: &KoreanOccurrence) -> Option<Agreement> {
        let place = self.names.binary_search_by_key(&found.name, |(number, _)| *number).ok()?;
        agree(&found.query, &self.names.get(place)?.1)
    }
}

/// Chinese names can be read as Korean ones: only persons that a list calls North Korean, or gives no other nationality, are.
fn is_korean(designation: &Designation) -> bool {
    let nationalities = &designation.nationalities;
    designation.kind == DesignationKind::Person
        && designation.dprk
        && (nationalities.is_empty() || nationalities.iter().any(|country| country == "KP"))
}

/// Tokens put together as they are written: a Hangul word is one.
struct Written<'w> {
    texts: Vec<&'w str>,
    ranges: Vec<Range<usize>>,
}

impl Written<'_> {
    fn tokens(&self, words: &Range<usize>) -> Option<Range<usize>> {
        let first = self.ranges.get(words.start)?;
        let last = self.ranges.get(words.end.checked_sub(1)?)?;
        Some(first.start..last.end)
    }
}

fn written_words(words: &Words, passage: Range<usize>) -> Written<'_> {
    let mut ranges: Vec<Range<usize>> = Vec::with_capacity(passage.len());
    for at in passage {
        match ranges.last_mut() {
            Some(last) if !words.begins_word(at) => last.end = at + 1,
            _ => ranges.push(at..at + 1),
        }
    }
    Written { texts: ranges.iter().map(|range| words.text(range.clone())).collect(), ranges }
}

/// Syllables of a given name without which a text is not believed to be a Korean name.
const GIVEN_SYLLABLES_MIN: usize = 2;

/// Least likeness: another spelling of the same syllables in a system of romanisation. Readings through Mandarin and surnames of another language stay below.
const AGREEMENT_MIN: u16 = 870;

/// Most comparisons with listed names in one search. A name that is one of the commonest of Korea is compared with some seventy, any other with none or a few.
const COMPARISONS_MAX: usize = 1 << 14;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::{ListedName, Strength};
    use std::sync::Arc;

    #[test]
    fn a_search_that_was_cut_short_says_so() {
        let name = |text: &str| ListedName { text: text.to_owned(), strength: Strength::Strong, needs: None };
        let designation = Designation {
            kind: DesignationKind::Person,
            dprk: true,
            names: vec![name("KIM Yong Chol")],
            ..Designation::default()
        };
        let listed = [Listed { designation: Arc::new(designation), reported_only: false }];
        let names = NameIndex::build(&listed);
        let index = KoreanIndex::build(&listed, &names);
        let times = |count: usize| {
            let words = Words::of(&"GIM YEONG CHEOL 1 ".repeat(count));
            let (found, is_complete) = index.find(&words, std::iter::once(0..words.tokens().len()));
            (found.len(), is_complete)
        };
        assert_eq!(times(COMPARISONS_MAX), (COMPARISONS_MAX, true));
        assert_eq!(times(COMPARISONS_MAX + 1), (COMPARISONS_MAX, false));
    }
}
