//! Elements to folded text: what a person reads, in one spelling, with the way back to the bytes.
//!
//! In: the elements of a unit, or any one text. Out: [`Words`], a row of folded tokens in passages. What stands between two tokens is kept as a [`Border`], so that whoever
//! reads may join them: over the end of a line, over a hyphen, letter by letter. Nothing is matched here.

pub mod filter;
mod fold;
pub mod korean;
pub mod vocabulary;

use crate::message::{Element, Message, Part, Unit};
use fold::{Class, classify, fold_confusables, push_folded};
pub use fold::{is_cjk, is_hangul};
use std::ops::Range;

/// Folded tokens, in order. Tokens stand in one buffer without separators: neighbours read as one word are a slice of it.
#[derive(Clone, Debug, Default)]
pub struct Words {
    buffer: String,
    tokens: Vec<Token>,
    passages: Vec<Range<usize>>,
}

/// A run of letters and digits, or a single Han, Hangul or Kana character.
#[derive(Clone, Debug)]
pub struct Token {
    buffer: Range<u32>,
    /// The text that it came from: an index given by the caller, in a [`Folded`] that of its element.
    pub source: u32,
    /// Bytes of that text.
    pub bytes: Range<u32>,
    /// What stands between this token and the one before it.
    pub border: Border,
}

/// What stands between two tokens, from nothing to everything.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Border {
    /// Nothing: two characters of a script that writes without spaces.
    Joined,
    /// Nothing, but letters follow digits; or the apostrophe of a possessive.
    Seam,
    /// A hyphen, dash or underscore.
    Hyphen,
    /// A full stop.
    Dot,
    /// A space.
    Space,
    /// Several spaces.
    Gap,
    /// The end of a line, or of one of several texts that are read together.
    Line,
    /// Any other punctuation.
    Stop,
    /// The beginning of a passage. No name goes on over it.
    Passage,
}

impl Words {
    /// Folds one text; line breaks inside it are lines.
    #[must_use]
    pub fn of(text: &str) -> Words {
        let mut words = Words::default();
        words.begin_passage();
        words.push(text, 0);
        words.end_passage();
        words
    }

    /// The tokens, in order.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Ranges of tokens that are read together: a name may begin in one line of a field and end in the next.
    #[must_use]
    pub fn passages(&self) -> &[Range<usize>] {
        &self.passages
    }

    /// The folded text of the tokens in `range`, read as one word.
    #[must_use]
    pub fn text(&self, range: Range<usize>) -> &str {
        let (Some(first), Some(last)) =
            (self.tokens.get(range.start), range.end.checked_sub(1).and_then(|last| self.tokens.get(last)))
        else {
            return "";
        };
        self.buffer.get(first.buffer.start as usize..last.buffer.end as usize).unwrap_or_default()
    }

    /// The folded text of one token.
    #[must_use]
    pub fn token(&self, position: usize) -> &str {
        let token = self.tokens.get(position);
        token.and_then(|token| self.buffer.get(token.buffer.start as usize..token.buffer.end as usize)).unwrap_or_default()
    }

    /// The widest border inside `range`: what has to be overlooked to read it as one word. `Joined` for a single token.
    #[must_use]
    pub fn widest_border(&self, range: Range<usize>) -> Border {
        let inner = self.tokens.get(range).and_then(|tokens| tokens.split_first()).map_or(&[][..], |(_, inner)| inner);
        inner.iter().map(|token| token.border).max().unwrap_or(Border::Joined)
    }

    /// Whether a word begins at this token: in a script without spaces most tokens begin none.
    #[must_use]
    pub fn begins_word(&self, position: usize) -> bool {
        self.tokens.get(position).is_none_or(|token| token.border > Border::Joined)
    }

    /// The end of the run of single letters that begins at `position`, where there are at least three: `P Y O N G`, `D.P.R.K`. A wider gap than between
    /// the first two letters ends it, and so does the end of a line.
    #[must_use]
    pub fn spaced_out(&self, position: usize) -> Option<usize> {
        let is_letter = |at: usize| {
            let mut letters = self.token(at).chars();
            letters.next().is_some_and(|letter| !letter.is_ascii_digit() && !fold::is_cjk(letter)) && letters.next().is_none()
        };
        if !is_letter(position) {
            return None;
        }
        let widest = self.tokens.get(position + 1)?.border.min(Border::Gap);
        let mut end = position + 1;
        while end - position < SPACED_OUT_LETTERS_MAX
            && self.tokens.get(end).is_some_and(|token| token.border <= widest)
            && is_letter(end)
        {
            end += 1;
        }
        (end - position >= SPACED_OUT_LETTERS_MIN).then_some(end)
    }

    fn begin_passage(&mut self) {
        self.passages.push(self.tokens.len()..self.tokens.len());
    }

    fn end_passage(&mut self) {
        let end = self.tokens.len();
        match self.passages.last_mut() {
            Some(passage) if passage.start < end => passage.end = end,
            _ => drop(self.passages.pop()),
        }
    }

    /// Folds `text` behind what the passage holds already; it begins a new line of it.
    fn push(&mut self, text: &str, source: u32) {
        let passage_is_empty = self.passages.last().is_none_or(|passage| passage.start == self.tokens.len());
        let mut reader =
            Reader { border: if passage_is_empty { Border::Passage } else { Border::Line }, text, source, open: None };
        let mut end = 0;
        while let Some(rest) = text.get(end..).filter(|rest| !rest.is_empty()) {
            let at = end;
            let run = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
            if let Some(letters) = rest.get(..run).filter(|letters| !letters.is_empty()) {
                reader.extend_ascii(self, letters, at);
                end += run;
                continue;
            }
            let Some(character) = rest.chars().next() else { break };
            end += character.len_utf8();
            match classify(character) {
                Class::Skip => {}
                Class::Letter => reader.extend(self, character, at, end),
                Class::Alone => {
                    reader.close(self);
                    reader.extend(self, character, at, end);
                    reader.close(self);
                }
                Class::Word(word) => {
                    reader.close(self);
                    reader.begin(self, at);
                    self.buffer.push_str(word);
                    reader.reach(end);
                    reader.close(self);
                    reader.border = Border::Space;
                }
                Class::Border(border) => {
                    reader.close(self);
                    reader.widen(border);
                }
            }
        }
        reader.close(self);
    }
}

/// The folded text of a unit: the words, and the elements that they came from.
#[derive(Debug)]
pub struct Folded<'m, 'a> {
    /// The words of all passages.
    pub words: Words,
    elements: Vec<&'m Element<'a>>,
    message: &'m Message<'a>,
}

impl<'m, 'a> Folded<'m, 'a> {
    /// Folds every element of the unit that can hold words, passage by passage.
    #[must_use]
    pub fn of(unit: Unit<'m, 'a>) -> Folded<'m, 'a> {
        let mut elements: Vec<&Element<'_>> = unit.elements().filter(|element| !element.kind.is_wordless()).collect();
        elements.sort_by_key(|element| element.passage);
        let mut words = Words::default();
        let mut passage = None;
        for (index, element) in (0_u32..).zip(&elements) {
            if passage != Some(element.passage) {
                words.end_passage();
                words.begin_passage();
                passage = Some(element.passage);
            }
            words.push(element.text.as_str(), index);
        }
        words.end_passage();
        Folded { words, elements, message: unit.message() }
    }

    /// The element that a token came from.
    #[must_use]
    pub fn element(&self, position: usize) -> Option<&'m Element<'a>> {
        let token = self.words.tokens.get(position)?;
        self.elements.get(token.source as usize).copied()
    }

    /// The stretch of each element that the tokens in `range` cover, in order.
    #[must_use]
    pub fn parts(&self, range: Range<usize>) -> Vec<Part> {
        let tokens = self.words.tokens.get(range).unwrap_or_default();
        let of_one_element = tokens.chunk_by(|one, other| one.source == other.source);
        of_one_element.filter_map(|tokens| self.part(tokens)).collect()
    }

    fn part(&self, tokens: &[Token]) -> Option<Part> {
        let (first, last) = (tokens.first()?, tokens.last()?);
        let element = self.elements.get(first.source as usize)?;
        Some(self.part_of(element, first.bytes.start as usize..last.bytes.end as usize))
    }

    /// The stretch `bytes` of the decoded text of `element`.
    #[must_use]
    pub fn part_of(&self, element: &Element<'a>, bytes: Range<usize>) -> Part {
        let mut spans = Vec::new();
        element.text.spans(bytes.clone(), &mut spans);
        Part {
            role: element.role,
            kind: element.kind,
            party: element.party,
            path: self.message.path(element.path),
            layer: element.layer,
            spans,
            text: element.text.as_str().get(bytes).unwrap_or_default().to_owned(),
        }
    }
}

/// Where the reading of one text stands.
struct Reader<'t> {
    /// What was met since the last token.
    border: Border,
    text: &'t str,
    source: u32,
    open: Option<Open>,
}

/// A token that is being read.
struct Open {
    buffer_start: usize,
    bytes: Range<usize>,
}

impl Reader<'_> {
    /// Most text is ASCII: what a run of its letters and digits folds to is their small letters.
    fn extend_ascii(&mut self, words: &mut Words, letters: &str, at: usize) {
        if self.open.is_none() {
            self.begin(words, at);
        }
        let start = words.buffer.len();
        words.buffer.push_str(letters);
        words.buffer.get_mut(start..).unwrap_or_default().make_ascii_lowercase();
        self.reach(at + letters.len());
    }

    fn extend(&mut self, words: &mut Words, character: char, at: usize, end: usize) {
        if self.open.is_none() {
            self.begin(words, at);
        }
        push_folded(character, &mut words.buffer);
        self.reach(end);
    }

    fn begin(&mut self, words: &Words, at: usize) {
        self.open = Some(Open { buffer_start: words.buffer.len(), bytes: at..at });
    }

    fn reach(&mut self, end: usize) {
        if let Some(open) = &mut self.open {
            open.bytes.end = end;
        }
    }

    fn close(&mut self, words: &mut Words) {
        let Some(open) = self.open.take() else { return };
        fold_confusables(&mut words.buffer, open.buffer_start);
        if words.buffer.len() == open.buffer_start {
            return;
        }
        let read = self.text.get(open.bytes.clone()).unwrap_or_default();
        let folded = words.buffer.get(open.buffer_start..).unwrap_or_default();
        let (head, tail) = seams(read, folded);
        let (start, end) = (open.buffer_start, words.buffer.len());
        let pieces = [
            (start..start + head, open.bytes.start..open.bytes.start + head),
            (start + head..end - tail, open.bytes.start + head..open.bytes.end - tail),
            (end - tail..end, open.bytes.end - tail..open.bytes.end),
        ];
        for (buffer, bytes) in pieces.into_iter().filter(|(buffer, _)| !buffer.is_empty()) {
            words.tokens.push(Token {
                buffer: offset(buffer.start)..offset(buffer.end),
                source: self.source,
                bytes: offset(bytes.start)..offset(bytes.end),
                border: std::mem::replace(&mut self.border, Border::Seam),
            });
        }
        self.border = Border::Joined;
    }

    fn widen(&mut self, border: Border) {
        let two_spaces = border == Border::Space && self.border == Border::Space;
        self.border = self.border.max(if two_spaces { Border::Gap } else { border });
    }
}

/// Where a word comes apart, in bytes: the digits that hang on a word of letters in front (`?32KIM`, but `B2B` and `12QtD5` are one), and the S of a possessive (`BANK'S`).
fn seams(read: &str, folded: &str) -> (usize, usize) {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let head = digits(read).min(digits(folded));
    let letters = folded.get(head..).unwrap_or_default();
    if letters.len() < SEAM_LETTERS_MIN || letters.bytes().any(|byte| byte.is_ascii_digit()) {
        return (0, 0);
    }
    let owner = read.strip_suffix(['s', 'S']);
    let is_possessive = owner.is_some_and(|owner| owner.ends_with(['\'', '\u{2019}', '`', '´']));
    (head, usize::from(is_possessive))
}

/// Offsets fit 32 bits because a frame does, and folding makes no text four times longer.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Fewer letters beside digits are a code: `1032KP`, `P532`.
const SEAM_LETTERS_MIN: usize = 3;

/// A longer run is read in pieces of this many letters: no name that is pulled apart has more.
const SPACED_OUT_LETTERS_MAX: usize = 64;

/// Two single letters are initials; three are a word that was pulled apart.
const SPACED_OUT_LETTERS_MIN: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        let words = Words::of(text);
        let tokens: Vec<&str> = (0..words.tokens().len()).map(|at| words.token(at)).collect();
        assert_eq!(tokens, expected, "{text:?}");
    }

    #[test]
    fn case_marks_and_apostrophes_fold_away() {
        check("CHO'NG-CH'O'L", &["chong", "chol"]);
        check("Ch\u{2019}\u{14f}l \u{2018}MY'ONG\u{2019}", &["chol", "myong"]);
        check("P\u{2bc}yŏngyang", &["pyongyang"]);
        check("Müller Straße Łódź Ærø", &["muller", "strasse", "lodz", "aero"]);
        check("ＫＩＭ ①②", &["kim", "12"]);
        check("𝐊𝐈𝐌 Ⓚim ᴋɪᴍ", &["kim", "kim", "kim"]);
    }

    #[test]
    fn nothing_that_cannot_be_seen_splits_a_word() {
        check("PYONG\u{2060}YA\u{ad}NG\u{feff}", &["pyongyang"]);
        check("K\u{0301}I\u{0327}M", &["kim"]);
    }

    #[test]
    fn what_has_no_width_may_part_words_or_not() {
        let words = Words::of("PYONG\u{200b}YA\u{7f}NG");
        assert_eq!((words.text(0..3), words.widest_border(0..3)), ("pyongyang", Border::Hyphen));
    }

    #[test]
    fn look_alikes_fold_only_inside_a_word_of_two_scripts() {
        check("Pу\u{43e}ngyang", &["pyongyang"]);
        check("Пхеньян", &["пхеньян"]);
        check("Чхоль Ён", &["чхоль", "ен"]);
        check("Πιονγκγιάνγκ", &["πιονγκγιανγκ"]);
    }

    #[test]
    fn scripts_without_spaces_are_read_by_character() {
        check("김영철", &["김", "영", "철"]);
        check("\u{1100}\u{1175}\u{11b7}", &["김"]);
        check("金铁三 Co", &["金", "铁", "三", "co"]);
        check("ﾋﾟｮﾝﾔﾝ", &["ピ", "ョ", "ン", "ヤ", "ン"]);
    }

    #[test]
    fn digits_and_possessives_come_off_a_word() {
        check("?32KOREA DAESONG BANK1", &["32", "korea", "daesong", "bank1"]);
        check("BANK'S DPRK’S PEOPLE'S", &["bank", "s", "dprk", "s", "people", "s"]);
        check("P532 1032KP B2B P0NGYANG 12QtD5", &["p532", "1032kp", "b2b", "p0ngyang", "12qtd5"]);
        assert_eq!(Words::of("30KDBKKPPY").tokens()[1].bytes, 2..10);
    }

    #[test]
    fn a_long_run_of_letters_is_read_in_pieces() {
        let words = Words::of(&"A ".repeat(SPACED_OUT_LETTERS_MAX + 1));
        assert_eq!(words.spaced_out(0), Some(SPACED_OUT_LETTERS_MAX));
        assert_eq!(words.spaced_out(1), Some(SPACED_OUT_LETTERS_MAX + 1));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Runs of ASCII are folded at once, and as letter by letter: no letter or digit is lost, and each token knows its bytes.
        #[test]
        fn ascii_is_folded_letter_by_letter(text in "[ -~\u{e9}\u{301}\u{200b}\n]{0,60}") {
            let words = Words::of(&text);
            let small = |text: &str| {
                let folded = text.replace('&', "and").replace('\u{e9}', "e").to_ascii_lowercase();
                folded.chars().filter(char::is_ascii_alphanumeric).collect::<String>()
            };
            let all: String = (0..words.tokens().len()).map(|at| words.token(at)).collect();
            prop_assert_eq!(all, small(&text));
            for (at, token) in words.tokens().iter().enumerate() {
                let bytes = token.bytes.start as usize..token.bytes.end as usize;
                prop_assert_eq!(words.token(at), small(text.get(bytes).unwrap()));
            }
        }
    }

    #[test]
    fn an_ampersand_is_a_word() {
        check("A&B", &["a", "and", "b"]);
    }

    #[test]
    fn borders_say_what_stood_between() {
        let words = Words::of("A-B C  D.E, F\nG\u{ac00}\u{b098}");
        let borders: Vec<Border> = words.tokens().iter().map(|token| token.border).collect();
        use Border::*;
        assert_eq!(borders, [Passage, Hyphen, Space, Gap, Dot, Stop, Line, Joined, Joined]);
        assert_eq!(words.text(0..3), "abc");
        assert_eq!(words.widest_border(0..3), Space);
        assert_eq!(words.widest_border(2..3), Joined);
    }

    #[test]
    fn bytes_lead_back_to_the_text() {
        let text = "x Ch\u{2019}\u{14f}l";
        let words = Words::of(text);
        let token = &words.tokens()[1];
        assert_eq!(text.get(token.bytes.start as usize..token.bytes.end as usize).unwrap(), "Ch\u{2019}\u{14f}l");
    }

    #[test]
    fn letters_that_were_pulled_apart() {
        let check = |text: &str, expected: Option<&str>| {
            let words = Words::of(text);
            assert_eq!(words.spaced_out(0).map(|end| words.text(0..end)), expected, "{text:?}");
        };
        check("P Y O N G Y A N G", Some("pyongyang"));
        check("P Y O N G  C I T Y", Some("pyong"));
        check("D.P.R.K.", Some("dprk"));
        check("D.P.R. KOREA", Some("dpr"));
        check("D  P  R  K", Some("dprk"));
        check("K P", None);
        check("1 2 3 4", None);
        check("김 영 철", None);
    }
}
