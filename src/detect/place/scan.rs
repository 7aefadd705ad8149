//! Folded words to places. In: the words of a unit. Out: which tokens name which place, without what lies inside a false friend or inside a longer name.
//!
//! A word of a name may stand in a text as one token, as tokens with hyphens between, torn over the end of a line, letter by letter, or with digits for letters.

use super::table::{Class, Meaning, Node, Phrase, Place, TREE, Tree};
use crate::text::{Border, Words, is_cjk, is_hangul};
use std::cmp::Reverse;
use std::ops::Range;

/// A place and the tokens that name it.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) range: Range<usize>,
    pub(super) place: &'static Place,
    /// Digits stood for letters.
    pub(super) edited: bool,
}

/// Every place that the words name, in their order.
pub(super) fn find(words: &Words) -> Vec<Found> {
    let mut walker = Walker { words, tree: &TREE, matches: Vec::new(), borders: Vec::new() };
    for start in 0..words.tokens().len() {
        walker.start(start);
    }
    resolve(walker.matches)
}

/// A phrase that the text holds.
struct Match {
    range: Range<usize>,
    meaning: Meaning,
    edited: bool,
}

/// Goes from every token as far through the tree as the text does.
struct Walker<'w> {
    words: &'w Words,
    tree: &'static Tree,
    matches: Vec<Match>,
    /// The borders before the words of the way so far.
    borders: Vec<Border>,
}

/// A way through the tree, up to the word that begins at token `at`.
#[derive(Clone, Copy)]
struct Way {
    node: Option<&'static Node>,
    start: usize,
    at: usize,
    /// Digits stood for letters.
    edited: bool,
    /// A word was torn where its line had room for more.
    torn: bool,
}

impl Walker<'_> {
    fn start(&mut self, start: usize) {
        let is_inside_word = !self.words.begins_word(start) && self.words.token(start).starts_with(is_hangul);
        if !is_inside_word {
            self.step(Way { node: None, start, at: start, edited: false, torn: false });
        }
    }

    /// Tries every reading of the next word.
    fn step(&mut self, way: Way) {
        let (words, at) = (self.words, way.at);
        let token = words.token(at);
        self.read(way, at + 1, token);
        let border = self.border(at + 1);
        let mut end = at + 2;
        while border == Border::Hyphen && self.border(end - 1) == Border::Hyphen && end <= at + HYPHENATED_PARTS_MAX {
            self.read(way, end, words.text(at..end));
            end += 1;
        }
        if border >= Border::Line && self.is_next_line(at + 1) {
            let torn = way.torn || !self.is_line_full(at);
            self.read(Way { torn, ..way }, at + 2, words.text(at..at + 2));
        }
        if token.len() <= LETTER_BYTES_MAX
            && let Some(run) = self.letters_apart(at)
        {
            self.spell(way, run);
        }
        if let Some(letters) = digits_to_letters(token) {
            self.read(Way { edited: true, ..way }, at + 1, &letters);
        }
    }

    /// Goes on over `word`, which ends before the token `end`.
    fn read(&mut self, way: Way, end: usize, word: &str) {
        let next = match way.node {
            None => self.tree.begin(word),
            Some(node) => self.tree.go_on(node, word),
        };
        let Some(next) = next else { return };
        self.borders.push(self.border(way.at));
        for phrase in &next.phrases {
            if self.allows(phrase, way) {
                self.matches.push(Match { range: way.start..end, meaning: phrase.meaning, edited: way.edited });
            }
        }
        if next.goes_on() && self.border(end) < Border::Passage {
            self.step(Way { node: Some(next), at: end, ..way });
        }
        self.borders.pop();
    }

    /// Whether the way is one that the phrase allows. Words that had to be put together are believed only for the clearest names.
    fn allows(&self, phrase: &Phrase, way: Way) -> bool {
        let is_believed = match phrase.meaning {
            Meaning::Place(place) => place.class == Class::Strong || !way.edited && !way.torn,
            Meaning::FalseFriend => !way.torn,
        };
        is_believed && self.borders.iter().enumerate().skip(1).all(|(place, border)| phrase.allows(place, *border))
    }

    /// Reads every beginning of a run of letters as a word. A short one must end the run: three letters of many are a word by chance.
    fn spell(&mut self, way: Way, run: LettersApart) {
        for end in way.at + LETTERS_APART_MIN..=run.end {
            let letters = end - way.at;
            let ends_run = end == run.end && run.is_whole;
            let is_word = letters >= WORD_IN_RUN_MIN || ends_run && (run.begins || letters > LETTERS_APART_MIN);
            if is_word {
                self.read(way, end, self.words.text(way.at..end));
            }
        }
    }

    /// The run of single letters that begins at `at`. What [`Words::spaced_out`] finds, but no longer than the longest word of the tables, and also from its middle.
    fn letters_apart(&self, at: usize) -> Option<LettersApart> {
        if !is_letter(self.words.token(at)) {
            return None;
        }
        let widest = self.border(at + 1).min(Border::Gap);
        let goes_on = |at: usize| self.border(at) <= widest && is_letter(self.words.token(at));
        let end = (at + 1..at + LETTERS_APART_MAX).find(|at| !goes_on(*at)).unwrap_or(at + LETTERS_APART_MAX);
        let begins = !goes_on(at) || at == 0 || !is_letter(self.words.token(at - 1));
        (end - at >= LETTERS_APART_MIN).then(|| LettersApart { begins, end, is_whole: !goes_on(end) })
    }

    /// Whether a line begins with this token, also a continued line of FIN, which begins with slashes.
    fn is_next_line(&self, at: usize) -> bool {
        let tokens = self.words.tokens();
        let Some([before, token]) = at.checked_sub(1).and_then(|before| tokens.get(before..=at)) else { return false };
        let is_continued =
            token.border == Border::Stop && token.source != before.source && token.bytes.start <= CONTINUATION_BYTES;
        token.border == Border::Line || is_continued
    }

    /// Whether the line that ends with token `at` is so long that a word may have been cut at its end.
    fn is_line_full(&self, at: usize) -> bool {
        let tokens = self.words.tokens().get(..=at).unwrap_or_default();
        let Some(last) = tokens.last() else { return false };
        let mut start = last.bytes.start;
        for token in tokens.iter().rev().take_while(|token| token.source == last.source) {
            start = token.bytes.start;
            if matches!(token.border, Border::Line | Border::Passage) || last.bytes.end - start >= LINE_BYTES_MIN {
                break;
            }
        }
        last.bytes.end - start >= LINE_BYTES_MIN
    }

    fn border(&self, at: usize) -> Border {
        self.words.tokens().get(at).map_or(Border::Passage, |token| token.border)
    }
}

/// A run of single letters.
#[derive(Clone, Copy)]
struct LettersApart {
    /// No letter of the run stands before it.
    begins: bool,
    /// The token behind it.
    end: usize,
    /// It was not cut off.
    is_whole: bool,
}

fn is_letter(token: &str) -> bool {
    let mut letters = token.chars();
    letters.next().is_some_and(|letter| letter.is_alphabetic() && !is_cjk(letter)) && letters.next().is_none()
}

/// `PY0NGYANG`: the word that digits were put into, where each of them is drawn like a letter.
fn digits_to_letters(token: &str) -> Option<String> {
    let has = |is: fn(&u8) -> bool| token.as_bytes().iter().any(is);
    if token.len() < EDITED_WORD_MIN
        || token.len() > LETTERS_APART_MAX
        || !has(u8::is_ascii_digit)
        || !has(u8::is_ascii_alphabetic)
    {
        return None;
    }
    let letter = |character: char| match character {
        '0' => Some('o'),
        '1' => Some('i'),
        '3' => Some('e'),
        '4' => Some('a'),
        '5' => Some('s'),
        '8' => Some('b'),
        _ => (!character.is_ascii_digit()).then_some(character),
    };
    token.chars().map(letter).collect()
}

/// Drops what false friends cover, and names inside names that say no less.
fn resolve(mut matches: Vec<Match>) -> Vec<Found> {
    matches.sort_by_key(|found| (found.range.start, Reverse(found.range.end), Reverse(class_of(found))));
    let mut covered = 0;
    let mut reached = [0; Class::ALL.len()];
    let mut places: Vec<Found> = Vec::new();
    for found in matches {
        let Meaning::Place(place) = found.meaning else {
            covered = covered.max(found.range.end);
            continue;
        };
        let says_more = reached.iter().skip(place.class as usize);
        let is_inside = says_more.copied().any(|end| end >= found.range.end);
        let overlaps_itself = places.last().is_some_and(|last| last.place == place && last.range.end > found.range.start);
        if found.range.end <= covered || is_inside || overlaps_itself {
            continue;
        }
        if let Some(end) = reached.get_mut(place.class as usize) {
            *end = found.range.end;
        }
        places.push(Found { range: found.range, place, edited: found.edited });
    }
    places
}

/// False friends come first among matches of one range: they cover it.
fn class_of(found: &Match) -> (bool, Option<Class>, bool) {
    match found.meaning {
        Meaning::Place(place) => (false, Some(place.class), !found.edited),
        Meaning::FalseFriend => (true, None, false),
    }
}

/// `KIM-HYONG-JIK-GUN` has four.
const HYPHENATED_PARTS_MAX: usize = 4;

/// Two single letters are initials.
const LETTERS_APART_MIN: usize = 3;

/// Longer than any word of the tables that somebody may pull apart.
const LETTERS_APART_MAX: usize = 24;

/// No character takes more bytes.
const LETTER_BYTES_MAX: usize = 4;

/// A word of so many letters does not come about by chance in a run of letters.
const WORD_IN_RUN_MIN: usize = 6;

/// Shorter mixed words are references and house numbers.
const EDITED_WORD_MIN: usize = 5;

/// The two slashes before the text of a continued line.
const CONTINUATION_BYTES: u32 = 2;

/// FIN lines are cut at 35 characters; code words and slashes before the text take a few of them.
const LINE_BYTES_MIN: u32 = 30;
