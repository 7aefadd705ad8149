//! Listed names, analysed once, and found in folded text.
//!
//! A name is kept *squeezed*: its words without what stands between them, so that it is found however it was split, joined, hyphenated or wrapped. Names of bodies are
//! squeezed in canonical words without legal forms (`KUMGANG TRDG CO` and `Kumgang Trading` are one), those of persons letter by letter and in every rotation of their
//! words (family name first or last). Bodies stand also under their rarest word, which finds their words in another order.

use super::Listed;
use super::parallel::{both, in_pieces};
use crate::list::DesignationKind;
use crate::text::filter::{BEGINNING_BYTES_MIN, BEGINNINGS_PER_WORD, Filter};
use crate::text::{Border, Words, is_cjk, is_hangul, vocabulary};
use dashmap::{DashMap, ReadOnlyView};
use foldhash::fast::FixedState;
use std::collections::BTreeMap;
use std::ops::Range;
use vocabulary::WordClass;

/// The index of all listed names.
#[derive(Debug)]
pub struct NameIndex {
    names: Vec<AnalysedName>,
    /// Names to read letter by letter.
    literal: Squeezed,
    /// Names to read in canonical words.
    canonical: Squeezed,
    /// Canonical words of bodies, each with the names that have it as their rarest.
    words: ReadOnlyView<Box<str>, Box<[u32]>, FixedState>,
    /// All of those words.
    known: Filter,
    /// Those that are the rarest word of a name.
    rarest: Filter,
}

/// A listed name as the index keeps it.
#[derive(Clone, Debug)]
pub struct AnalysedName {
    /// Number of the designation in the Snapshot.
    pub designation: u32,
    /// Which of its names.
    pub alias: u32,
    /// How many letters it has; a Han, Hangul or Kana character counts as two.
    pub letters: usize,
    spelling: Spelling,
    words: Box<[Box<str>]>,
}

/// A listed name that stands in a text.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Occurrence {
    /// Number of the name in the index.
    pub name: u32,
    /// The tokens from its first word to its last.
    pub tokens: (usize, usize),
    /// Whether the words stand in another order than on the list.
    pub reordered: bool,
}

/// How the words of a name are read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Spelling {
    Literal,
    Canonical,
}

/// A word of a text or a name, as one reading has it.
#[derive(Clone, Debug)]
struct Word<'w> {
    text: &'w str,
    tokens: Range<usize>,
    class: Option<(WordClass, &'static str)>,
}

impl<'w> Word<'w> {
    fn of(words: &'w Words, tokens: Range<usize>) -> Word<'w> {
        let text = words.text(tokens.clone());
        Word { text, tokens, class: vocabulary::look_up(text) }
    }

    /// The word as names of this spelling have it; `None` where a name is the same without it.
    fn spelled(&self, spelling: Spelling) -> Option<&'w str> {
        match (spelling, self.class) {
            (Spelling::Canonical, Some((class, canonical))) => (!class.is_empty()).then_some(canonical),
            (Spelling::Literal, Some((WordClass::Title, _))) => None,
            (Spelling::Literal | Spelling::Canonical, _) => Some(self.text),
        }
    }

    /// A legal form belongs to the name before it.
    fn is_form(&self) -> bool {
        matches!(self.class, Some((WordClass::Form, _)))
    }
}

impl NameIndex {
    /// Analyses and indexes every name with letters enough to mean something.
    #[must_use]
    pub fn build(listed: &[Listed]) -> NameIndex {
        NameIndex::build_on(listed, 1)
    }

    /// The same on so many threads.
    pub(super) fn build_on(listed: &[Listed], threads: usize) -> NameIndex {
        let names = in_pieces(listed, threads, |first, piece| {
            let numbered = (u32::try_from(first).unwrap_or(u32::MAX)..).zip(piece);
            let aliases = numbered.flat_map(|(number, listed)| {
                let designation = &*listed.designation;
                (0_u32..).zip(&designation.names).map(move |(alias, name)| (designation.kind, number, alias, name))
            });
            aliases.filter_map(|(kind, number, alias, name)| analyse(&name.text, kind, number, alias)).collect()
        });
        let (literal, (canonical, words)) = both(
            threads,
            || Squeezed::build(&names, Spelling::Literal),
            || (Squeezed::build(&names, Spelling::Canonical), post_under_rarest_word(&names)),
        );
        let mut known = Filter::sized(words.len());
        words.keys().for_each(|word| known.insert(word));
        let with_names = || words.iter().filter(|(_, names)| !names.is_empty()).map(|(word, _)| word);
        let mut rarest = Filter::sized(with_names().count());
        with_names().for_each(|word| rarest.insert(word));
        NameIndex { literal, canonical, words, known, rarest, names }
    }

    /// The name with this number.
    #[must_use]
    pub fn name(&self, number: u32) -> Option<&AnalysedName> {
        self.names.get(number as usize)
    }

    /// All names with their numbers.
    pub fn names(&self) -> impl Iterator<Item = (u32, &AnalysedName)> {
        (0_u32..).zip(&self.names)
    }

    /// Every listed name that stands whole in `words`, sorted and without repetition; and whether all was searched, or the budget of a passage ran out.
    #[must_use]
    pub fn find(&self, words: &Words) -> (Vec<Occurrence>, bool) {
        let mut found = Vec::new();
        let mut is_complete = true;
        let (mut reading, mut squeezed) = (Vec::new(), String::new());
        for passage in words.passages() {
            read(words, passage.clone(), None, &mut reading);
            is_complete &= self.find_in(words, &reading, &mut squeezed, &mut found);
            if without_digits(words, passage.clone(), &mut reading) {
                is_complete &= self.find_in(words, &reading, &mut squeezed, &mut found);
            }
            if passage.clone().any(|at| self.joined_word_end(words, at).is_some()) {
                read(words, passage.clone(), Some(self), &mut reading);
                is_complete &= self.find_in(words, &reading, &mut squeezed, &mut found);
            }
        }
        found.sort_unstable();
        found.dedup();
        (found, is_complete)
    }

    /// The end of the word that begins at `at`, where a line end has cut it or its letters were pulled apart.
    fn joined_word_end(&self, words: &Words, at: usize) -> Option<usize> {
        let pieces = at..at + 2;
        let is_cut = words.tokens().get(at + 1).is_some_and(|token| token.border == Border::Line);
        let is_known = |word: &str| self.known.has(word) && self.words.contains_key(word) || vocabulary::look_up(word).is_some();
        if is_cut && is_known(words.text(pieces.clone())) { Some(pieces.end) } else { words.spaced_out(at) }
    }

    fn find_in(&self, words: &Words, reading: &[Word<'_>], squeezed: &mut String, found: &mut Vec<Occurrence>) -> bool {
        self.literal.find(words, reading, squeezed, found);
        self.canonical.find(words, reading, squeezed, found);
        let is_rarest = |word: &Word<'_>| word.spelled(Spelling::Canonical).is_some_and(|text| self.rarest.has(text));
        !reading.iter().any(is_rarest) || self.find_reordered(reading, found)
    }

    /// False where the budget ran out.
    fn find_reordered(&self, reading: &[Word<'_>], found: &mut Vec<Occurrence>) -> bool {
        let full: Vec<(&str, &Word<'_>)> =
            reading.iter().filter_map(|word| Some((word.spelled(Spelling::Canonical)?, word))).collect();
        let mut postings_read = 0;
        for (at, (text, _)) in full.iter().enumerate() {
            let Some(names) = (if self.rarest.has(text) { self.words.get(*text) } else { None }) else { continue };
            for number in names {
                postings_read += 1;
                if postings_read > POSTINGS_READ_MAX {
                    return false;
                }
                if let Some((start, end)) = self.name(*number).and_then(|name| name.stands_around(at, &full)) {
                    let last = reading.partition_point(|word| word.tokens.end < end);
                    let end = end_with_form(reading, last).unwrap_or(end);
                    found.push(Occurrence { name: *number, tokens: (start, end), reordered: true });
                }
            }
        }
        true
    }
}

impl AnalysedName {
    /// The tokens of a window of `full` that holds the word at `at` and has exactly the words of this name, in another order than its own.
    fn stands_around(&self, at: usize, full: &[(&str, &Word<'_>)]) -> Option<(usize, usize)> {
        let count = self.words.len();
        let windows = (at + 1).saturating_sub(count)..=at;
        windows.into_iter().filter_map(|start| full.get(start..start + count)).find(|window| self.has_words_of(window)).map(hull)
    }

    fn has_words_of(&self, window: &[(&str, &Word<'_>)]) -> bool {
        let mut taken = 0_u32;
        let all_found = window.iter().all(|(text, _)| {
            let place = (0..self.words.len())
                .find(|place| taken & (1 << place) == 0 && self.words.get(*place).is_some_and(|own| **own == **text));
            place.inspect(|place| taken |= 1 << place).is_some()
        });
        let in_order = window.iter().zip(&self.words).all(|((text, _), own)| **own == **text);
        all_found && !in_order
    }
}

fn hull(window: &[(&str, &Word<'_>)]) -> (usize, usize) {
    let start = window.iter().map(|(_, word)| word.tokens.start).min().unwrap_or_default();
    let end = window.iter().map(|(_, word)| word.tokens.end).max().unwrap_or_default();
    (start, end)
}

fn analyse(text: &str, kind: DesignationKind, designation: u32, alias: u32) -> Option<AnalysedName> {
    let folded = Words::of(text);
    let spelling = match kind {
        DesignationKind::Organisation | DesignationKind::Unknown => Spelling::Canonical,
        DesignationKind::Person | DesignationKind::Vessel | DesignationKind::Aircraft => Spelling::Literal,
    };
    let mut reading = Vec::new();
    read(&folded, 0..folded.tokens().len(), None, &mut reading);
    let words: Box<[Box<str>]> = reading.iter().filter_map(|word| word.spelled(spelling)).map(Box::from).collect();
    let letters = words.iter().map(|word| letters(word)).sum();
    (letters >= NAME_LETTERS_MIN).then_some(AnalysedName { designation, alias, letters, spelling, words })
}

/// Whether a listed name has letters enough to be looked for.
#[must_use]
pub fn is_looked_for(name: &str, kind: DesignationKind) -> bool {
    analyse(name, kind, 0, 0).is_some()
}

fn letters(word: &str) -> usize {
    word.chars().filter(|letter| letter.is_alphabetic()).map(|letter| if is_cjk(letter) { 2 } else { 1 }).sum()
}

/// Cuts a passage into words, which become the `reading`. With `joining`, the two pieces that a line end has left are one word where that index knows it, and letters that were
/// pulled apart are put together.
fn read<'w>(words: &'w Words, passage: Range<usize>, joining: Option<&NameIndex>, reading: &mut Vec<Word<'w>>) {
    reading.clear();
    let mut at = passage.start;
    while at < passage.end {
        let joined = joining.and_then(|index| index.joined_word_end(words, at)).filter(|end| *end <= passage.end);
        let end = joined.or_else(|| written_apart(words, at, passage.end)).unwrap_or(at + 1);
        reading.push(Word::of(words, at..end));
        at = end;
    }
}

/// Takes from the words of a reading the digits that hang on them behind, as invoice numbers and years do when a blank is lost (`KUMGANG TRADING2026`). False where no word has
/// any. Words of several tokens are words of the vocabulary, none of which ends in a digit.
fn without_digits(words: &Words, passage: Range<usize>, reading: &mut [Word<'_>]) -> bool {
    if !passage.clone().any(|at| bared(words.token(at)).is_some()) {
        return false;
    }
    let mut found = false;
    for word in reading {
        if let Some(bare) = bared(word.text) {
            found = true;
            *word = Word { text: bare, tokens: word.tokens.clone(), class: vocabulary::look_up(bare) };
        }
    }
    found
}

/// A word without the digits behind it, where it has some and enough is left of it.
fn bared(text: &str) -> Option<&str> {
    if !text.as_bytes().last()?.is_ascii_digit() {
        return None;
    }
    let bare = text.trim_end_matches(|letter: char| letter.is_ascii_digit());
    (bare.len() >= HEAD_BYTES).then_some(bare)
}

/// The end of a word of the vocabulary that is written in several tokens: `S.A.R.L.`, the characters of a Chinese legal form.
fn written_apart(words: &Words, at: usize, passage_end: usize) -> Option<usize> {
    let next = words.tokens().get(at + 1)?;
    if next.border > Border::Dot {
        return None;
    }
    let is_word = |end: &usize| {
        *end <= passage_end && words.widest_border(at..*end) <= Border::Dot && vocabulary::look_up(words.text(at..*end)).is_some()
    };
    (at + 2..=at + vocabulary::TOKENS_OF_A_WORD_MAX).rev().find(is_word)
}

/// Squeezed names, sorted, so that those with a common beginning are a range.
#[derive(Debug)]
struct Squeezed {
    spelling: Spelling,
    entries: Vec<(Box<str>, u32)>,
    /// The range of entries with these first bytes.
    heads: ReadOnlyView<[u8; HEAD_BYTES], (u32, u32), FixedState>,
    beginnings: Filter,
}

impl Squeezed {
    fn build(names: &[AnalysedName], spelling: Spelling) -> Squeezed {
        let mut entries: Vec<(Box<str>, u32)> = (0_u32..)
            .zip(names)
            .filter(|(_, name)| name.spelling == spelling)
            .flat_map(|(number, name)| rotations(name).map(move |squeezed| (squeezed.into_boxed_str(), number)))
            .collect();
        entries.sort_unstable();
        entries.dedup();
        let heads = DashMap::with_hasher(FixedState::default());
        let mut beginnings = Filter::sized(entries.len() * BEGINNINGS_PER_WORD);
        for (at, (squeezed, _)) in (0_u32..).zip(&entries) {
            beginnings.insert_beginnings(squeezed);
            if let Some(head) = squeezed.as_bytes().first_chunk() {
                heads.entry(*head).and_modify(|(_, end)| *end = at + 1).or_insert((at, at + 1));
            }
        }
        Squeezed { spelling, entries, heads: heads.into_read_only(), beginnings }
    }

    fn find(&self, words: &Words, reading: &[Word<'_>], squeezed: &mut String, found: &mut Vec<Occurrence>) {
        for (at, first) in reading.iter().enumerate() {
            if first.spelled(self.spelling).is_none_or(|text| !self.beginnings.has_beginning(text)) {
                continue;
            }
            squeezed.clear();
            let mut candidates: Option<&[(Box<str>, u32)]> = None;
            for (last_at, last) in reading.iter().enumerate().skip(at) {
                let Some(text) = last.spelled(self.spelling) else { continue };
                squeezed.push_str(text);
                if !self.beginnings.has_beginning(squeezed) {
                    break;
                }
                if candidates.is_none() {
                    candidates = match squeezed.as_bytes().first_chunk() {
                        Some(head) => Some(self.with_head(head)),
                        None => continue,
                    };
                }
                let rest = candidates.unwrap_or_default();
                let rest = rest.get(rest.partition_point(|(entry, _)| **entry < **squeezed)..).unwrap_or_default();
                if rest.first().is_none_or(|(entry, _)| !entry.starts_with(&**squeezed)) {
                    break;
                }
                let form_end = match self.spelling {
                    Spelling::Literal => None,
                    Spelling::Canonical => end_with_form(reading, last_at),
                };
                let tokens = first.tokens.start..form_end.unwrap_or(last.tokens.end);
                if stands_alone(words, tokens.clone()) {
                    let equal = rest.iter().take_while(|(entry, _)| **entry == **squeezed);
                    found.extend(equal.map(|(_, name)| Occurrence {
                        name: *name,
                        tokens: (tokens.start, tokens.end),
                        reordered: false,
                    }));
                }
                candidates = Some(rest);
            }
        }
    }

    fn with_head(&self, head: &[u8; HEAD_BYTES]) -> &[(Box<str>, u32)] {
        let range = self.heads.get(head).map(|(start, end)| *start as usize..*end as usize);
        range.and_then(|range| self.entries.get(range)).unwrap_or_default()
    }
}

/// The end of the legal forms right behind the word at `last`: they belong to the name, whichever they are.
fn end_with_form(reading: &[Word<'_>], last: usize) -> Option<usize> {
    let forms = reading.iter().skip(last + 1).take_while(|word| word.is_form());
    forms.last().map(|word| word.tokens.end)
}

/// The name squeezed; that of a person once for each word that may come first. Order within the given name is kept: it makes another person.
fn rotations(name: &AnalysedName) -> impl Iterator<Item = String> {
    let count = match name.spelling {
        Spelling::Literal if !name.words.iter().any(|word| word.chars().any(is_cjk)) => name.words.len().min(ROTATED_WORDS_MAX),
        Spelling::Literal | Spelling::Canonical => 1,
    };
    (0..count).map(|start| name.words.iter().cycle().skip(start).take(name.words.len()).map(|word| &**word).collect())
}

/// Scripts without spaces: Hangul begins a word where a name begins, and two characters that go on into a word are a part of it, not a name.
fn stands_alone(words: &Words, tokens: Range<usize>) -> bool {
    let Some(first) = words.token(tokens.start).chars().next() else { return false };
    if !is_cjk(first) {
        return true;
    }
    let short = tokens.len() < CJK_CHARACTERS_ALONE_MIN;
    (words.begins_word(tokens.start) || !is_hangul(first) && !short) && (!short || words.begins_word(tokens.end))
}

fn post_under_rarest_word(names: &[AnalysedName]) -> ReadOnlyView<Box<str>, Box<[u32]>, FixedState> {
    let bodies = || (0_u32..).zip(names).filter(|(_, name)| name.spelling == Spelling::Canonical);
    let mut frequency: BTreeMap<&str, u32> = BTreeMap::new();
    bodies().flat_map(|(_, name)| &name.words).for_each(|word| *frequency.entry(word).or_default() += 1);
    let mut postings: BTreeMap<&str, Vec<u32>> = frequency.keys().map(|word| (*word, Vec::new())).collect();
    for (number, name) in bodies().filter(|(_, name)| (2..=REORDERED_WORDS_MAX).contains(&name.words.len())) {
        let rarest = name.words.iter().min_by_key(|word| (frequency.get(&***word), *word));
        if let Some(names) = rarest.and_then(|word| postings.get_mut(&**word)) {
            names.push(number);
        }
    }
    let words = DashMap::with_hasher(FixedState::default());
    for (word, names) in postings {
        words.insert(word.into(), names.into_boxed_slice());
    }
    words.into_read_only()
}

/// Names shorter than this mean too much: they are not looked for.
const NAME_LETTERS_MIN: usize = 3;

/// Entries are found by their first bytes; no name has fewer.
const HEAD_BYTES: usize = BEGINNING_BYTES_MIN;

/// Two characters of Han or Hangul are a common word, three with a family name in front are a name.
const CJK_CHARACTERS_ALONE_MIN: usize = 3;

/// Persons have up to this many words; longer names are titles and descriptions, which nobody turns around.
const ROTATED_WORDS_MAX: usize = 6;

/// More words than this are not looked for in another order; a bit set holds which were found.
const REORDERED_WORDS_MAX: usize = 16;

/// Most postings read for one reading of a passage. The rarest words of listed bodies have a handful of names each, so that a clean message reads fewer than ten.
const POSTINGS_READ_MAX: usize = 4096;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::{Designation, ListedName, Strength};
    use proptest::prelude::*;
    use std::sync::{Arc, LazyLock};

    fn index(names: &[(DesignationKind, &str)]) -> NameIndex {
        let listed = names.iter().map(|(kind, text)| Listed {
            designation: Arc::new(Designation {
                kind: *kind,
                names: vec![ListedName { text: (*text).to_owned(), strength: Strength::Strong, needs: None }],
                ..Designation::default()
            }),
            reported_only: false,
        });
        NameIndex::build(&listed.collect::<Vec<_>>())
    }

    /// Whether the text holds the name, and as which tokens.
    fn check(kind: DesignationKind, listed: &str, text: &str, expected: Option<&str>) {
        let index = index(&[(kind, listed), (kind, "some other name"), (kind, "korea some bank")]);
        let words = Words::of(text);
        let (found, _) = index.find(&words);
        let found = found.iter().find(|found| found.name == 0).map(|found| words.text(found.tokens.0..found.tokens.1));
        assert_eq!(found, expected, "{listed} in {text:?}");
    }

    use DesignationKind::{Organisation as Body, Person, Vessel};

    #[test]
    fn bodies_are_found_however_they_are_written() {
        let listed = "Korea Kangbong Trading Corporation";
        for text in [
            "KOREA KANGBONG TRADING CORPORATION",
            "korea kangbong trading",
            "KOREA KANG BONG TRDG CO., LTD",
            "KOREAKANGBONGTRADING",
            "CHOSON KANG-BONG TRADING",
            "KOREA KANGBONG TRADING COR\nPORATION",
            "KOREA KANGB\nONG TRADING",
            "K O R E A  K A N G B O N G  TRADING",
            "KANGBONG KOREA TRADING CORP",
            "THE TRADING KANGBONG KOREA",
            "0210044518KOREA KANGBONG TRADING",
            "KOREA KANGBONG7 TRADING2026",
        ] {
            let index = index(&[(Body, listed)]);
            assert!(!index.find(&Words::of(text)).0.is_empty(), "{text:?}");
        }
        check(Body, listed, "PAYMENT TO KOREA KANGBONG TRADING CO FOR COAL", Some("koreakangbongtradingco"));
        check(Body, listed, "KANGBONG TRADING", None);
        check(Body, listed, "KOREA KANGBONGS TRADING", None);
        check(Body, listed, "KANGBONG TRADING WITH KOREA", Some("kangbongtradingwithkorea"));
        check(Body, "KUMGANG CO", "KUMGANG S.A.R.L.", Some("kumgangsarl"));
        check(Body, "조선릉라도무역총회사", "조선릉라도무역 회사", Some("조선릉라도무역회사"));
    }

    #[test]
    fn persons_keep_the_order_of_their_given_name() {
        check(Person, "KIM Yong Chol", "KIM YONGCHOL", Some("kimyongchol"));
        check(Person, "KIM Yong Chol", "Yong-Chol Kim", Some("yongcholkim"));
        check(Person, "KIM Yong Chol", "MR KIM YONG C\nHOL", Some("kimyongchol"));
        check(Person, "KIM Yong Chol", "KIM CHOL YONG", None);
        check(Person, "KIM Yong Chol", "KIM YONG", None);
        check(Person, "RI DO", "RI DO", Some("rido"));
    }

    #[test]
    fn names_in_scripts_without_spaces_are_whole_words() {
        check(Person, "김영철", "김영철에게 송금", Some("김영철"));
        check(Person, "김영철", "최김영철", None);
        check(Person, "유진", "유진", Some("유진"));
        check(Person, "유진", "유진투자증권", None);
        check(Person, "金铁三", "付给金铁三先生", Some("金铁三"));
    }

    #[test]
    fn ships_are_read_letter_by_letter() {
        check(Vessel, "UL JI BONG 6", "MV ULJIBONG 6 ARRIVED", Some("uljibong6"));
        check(Vessel, "UL JI BONG 6", "MV UL JI BONG", None);
    }

    #[test]
    fn a_search_that_was_cut_short_says_so() {
        let index = index(&[(Body, "Korea Kangbong Trading")]);
        let times = |count: usize| Words::of(&"KANGBONG ".repeat(count));
        assert!(index.find(&times(POSTINGS_READ_MAX)).1);
        assert!(!index.find(&times(POSTINGS_READ_MAX + 1)).1);
    }

    impl NameIndex {
        /// The same index without any filter.
        fn unfiltered(mut self) -> NameIndex {
            (self.known, self.rarest) = (Filter::everything(), Filter::everything());
            (self.literal.beginnings, self.canonical.beginnings) = (Filter::everything(), Filter::everything());
            self
        }
    }

    fn built_in() -> NameIndex {
        let designations = crate::list::builtin::official().designations.into_iter();
        let listed = designations.map(|designation| Listed { designation: Arc::new(designation), reported_only: false });
        NameIndex::build(&listed.collect::<Vec<_>>())
    }

    /// Listed names and their pieces, cut and joined in any way, between other words.
    fn texts() -> impl Strategy<Value = String> {
        let names: Vec<String> =
            crate::list::builtin::official().designations.into_iter().flat_map(|own| own.names).map(|name| name.text).collect();
        let cut = |(text, from, to): (String, usize, usize)| {
            let letters: Vec<char> = text.chars().collect();
            let (from, to) = (from % (letters.len() + 1), to % (letters.len() + 1));
            letters[from.min(to)..from.max(to)].iter().collect::<String>()
        };
        let name = proptest::sample::select(names);
        let piece = prop_oneof![
            3 => name.clone(),
            3 => (name.clone(), 0..60_usize, 0..60_usize).prop_map(cut),
            1 => name.clone().prop_map(|name| name.replace([' ', '-'], "")),
            1 => name.clone().prop_map(|name| name.split(' ').rev().collect::<Vec<_>>().join(" ")),
            1 => name.prop_map(|name| name.chars().map(|letter| format!("{letter} ")).collect()),
            1 => proptest::sample::select(vec!["MR", "CO., LTD", "S.A.R.L.", "THE", "INV2026", "KOREA", "BANK", "7", "é", "김"])
                .prop_map(str::to_owned),
            1 => ".{0,8}",
        ];
        let between = proptest::sample::select(vec![" ", "\n", "", "-", "2026 ", ", ", "  ", "."]);
        proptest::collection::vec((piece, between), 1..8)
            .prop_map(|pieces| pieces.into_iter().map(|(piece, between)| piece + between).collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

        /// What the filters sort out would not have been found.
        #[test]
        fn filters_lose_nothing(text in texts()) {
            static BOTH: LazyLock<(NameIndex, NameIndex)> = LazyLock::new(|| (built_in(), built_in().unfiltered()));
            let words = Words::of(&text);
            prop_assert_eq!(BOTH.0.find(&words), BOTH.1.find(&words));
        }
    }

    #[test]
    fn short_names_are_not_looked_for() {
        assert_eq!(index(&[(Body, "7-28")]).find(&Words::of("7-28")).0, []);
        assert_eq!(index(&[(Body, "MID")]).find(&Words::of("MID")).0.len(), 1);
    }
}
