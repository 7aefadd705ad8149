//! Names inside running text. In: the folded tokens of an element. Out: every stretch that can be read as a Korean name, with what an index needs to look it up. Which of them
//! to believe is the caller's to say: a window tells how sure it is, and whether its neighbours could belong to the name.

use super::key::Key;
use super::lattice::{Form, FormKind};
use super::legibility::{self, Legibility};
use super::name::{KoreanName, NAME_TOKENS_MAX};
use super::{syllable, table};
use std::ops::Range;

/// A stretch of tokens that can be read as a Korean name.
#[derive(Clone, Debug)]
pub struct Window {
    /// The tokens it takes.
    pub tokens: Range<usize>,
    /// The name.
    pub name: KoreanName,
    /// The token before could belong to the name: the window may be a part of a longer name.
    pub extends_before: bool,
    /// The token behind could belong to the name.
    pub extends_after: bool,
    /// Two tokens were joined, because a break had torn a syllable apart.
    pub mended: bool,
    /// It is a part of a token: characters inside a longer run of Hangul or Chinese text.
    pub inside: bool,
}

/// All windows of a text, in the order of their first tokens; those of one start from the shortest. Their number is bounded by a constant for each token and character.
#[must_use]
pub fn windows(tokens: &[&str]) -> Vec<Window> {
    let words: Vec<Word<'_>> = tokens.iter().enumerate().map(|(place, token)| Word::of(token, place..place + 1)).collect();
    let mut windows = Vec::new();
    for start in 0..words.len() {
        put_windows(&words, start, &mut windows);
        put_mended(&words, start, &mut windows);
        put_inside(tokens, start, &mut windows);
    }
    windows.sort_by_key(|window| (window.tokens.start, window.tokens.end));
    windows
}

/// The windows that a name is believed in without more: those that no neighbour could belong to, neither inside a token nor with a mistyped syllable, and with two given syllables or
/// more that are not read as Chinese. What [`windows`] has of them, in its order, and some that have them in a less likely parse only; the others are not built. At most two
/// begin at a token; each is built when it is asked for.
pub fn standalone_windows(tokens: &[&str]) -> impl Iterator<Item = Window> {
    let words: Vec<Word<'_>> = tokens.iter().enumerate().map(|(place, token)| Word::of(token, place..place + 1)).collect();
    let mut stretches = runs(&words);
    stretches.extend((1..words.len()).filter_map(|place| mended_stretch(&words, place - 1)));
    stretches.sort_by_key(|stretch| (stretch.tokens.start, stretch.tokens.end));
    stretches.into_iter().filter_map(move |stretch| stretch.window(&words))
}

/// Where a standalone window may be.
struct Stretch {
    tokens: Range<usize>,
    /// This token and the next are read as one.
    mended: Option<usize>,
}

impl Stretch {
    fn window(self, words: &[Word<'_>]) -> Option<Window> {
        let words = words.get(self.tokens.clone())?;
        let joined;
        let forms: Vec<Form<'_>> = match self.mended.map(|place| place - self.tokens.start) {
            None => forms(words).collect(),
            Some(place) => {
                let (before, rest) = words.split_at_checked(place)?;
                let [one, two, behind @ ..] = rest else { return None };
                joined = [one.form.text, two.form.text].concat();
                forms(before).chain([Form::of(&joined)]).chain(forms(behind)).collect()
            }
        };
        let name = if legibility::may_have_two_given(&forms) { KoreanName::of_forms(&forms) } else { None };
        Some(Window {
            tokens: self.tokens,
            name: name?,
            extends_before: false,
            extends_after: false,
            mended: self.mended.is_some(),
            inside: false,
        })
    }
}

fn forms<'w>(words: &'w [Word<'_>]) -> impl Iterator<Item = Form<'w>> {
    words.iter().map(|word| word.form.clone())
}

/// The runs of readable words that are short enough for a name.
fn runs(words: &[Word<'_>]) -> Vec<Stretch> {
    let mut start = 0;
    let runs = words.chunk_by(|one, other| one.is_readable() == other.is_readable()).filter_map(|run| {
        let tokens = start..start + run.len();
        start = tokens.end;
        let is_name = run.len() <= NAME_TOKENS_MAX && run.first().is_some_and(Word::is_readable);
        is_name.then_some(Stretch { tokens, mended: None })
    });
    runs.collect()
}

/// Two tokens that can be read only together, with all readable words on both sides of them.
fn mended_stretch(words: &[Word<'_>], place: usize) -> Option<Stretch> {
    let (before, rest) = words.split_at_checked(place)?;
    let [one, two, behind @ ..] = rest else { return None };
    if one.is_readable() && two.is_readable() {
        return None;
    }
    let readable = |word: &&Word<'_>| word.is_readable();
    let before = before.iter().rev().take(NAME_TOKENS_MAX - 1).take_while(readable).count();
    let behind = behind.iter().take(NAME_TOKENS_MAX - 1).take_while(readable).count();
    let is_name = before + 1 + behind <= NAME_TOKENS_MAX && can_be_read_together(&one.form, &two.form);
    is_name.then(|| Stretch { tokens: place - before..place + 2 + behind, mended: Some(place) })
}

/// The keys of all windows, with the tokens that each window takes. Keys of windows with an unreadable syllable have one place open.
#[must_use]
pub fn query_keys(tokens: &[&str]) -> Vec<(Key, Range<usize>)> {
    windows(tokens)
        .into_iter()
        .flat_map(|window| window.name.keys().into_iter().map(move |key| (key, window.tokens.clone())))
        .collect()
}

/// A token, or two that were joined.
#[derive(Clone)]
struct Word<'a> {
    form: Form<'a>,
    legibility: Legibility,
    tokens: Range<usize>,
}

impl<'a> Word<'a> {
    fn of(text: &'a str, tokens: Range<usize>) -> Word<'a> {
        let form = Form::of(text);
        Word { legibility: Legibility::of(&form), form, tokens }
    }

    fn is_readable(&self) -> bool {
        self.legibility != Legibility::None
    }
}

/// Windows of readable words from `start` on; and of three words or more in which one is taken for a mistyped syllable.
fn put_windows(words: &[Word<'_>], start: usize, windows: &mut Vec<Window>) {
    let mut unread = 0;
    for end in start + 1..=(start + NAME_TOKENS_MAX).min(words.len()) {
        let Some(last) = words.get(end - 1).filter(|word| word.is_readable() || legibility::can_be_mistyped(word.form.text))
        else {
            return;
        };
        unread += usize::from(!last.is_readable());
        match unread {
            0 => put_window(words, start..end, None, windows),
            1 => {}
            _ => return,
        }
        if end - start >= MISTYPED_WORDS_MIN {
            put_mistyped(words, start..end, windows);
        }
    }
}

fn put_mistyped(words: &[Word<'_>], range: Range<usize>, windows: &mut Vec<Window>) {
    let stretch = words.get(range.clone()).unwrap_or_default();
    let place = legibility::mistyped_place(stretch.iter().map(|word| word.legibility));
    if let Some(place) = place.filter(|place| stretch.get(*place).is_some_and(|word| legibility::can_be_mistyped(word.form.text)))
    {
        put_window(words, range, Some(place), windows);
    }
}

fn put_window(words: &[Word<'_>], range: Range<usize>, mistyped: Option<usize>, windows: &mut Vec<Window>) {
    let stretch = words.get(range.clone()).unwrap_or_default();
    let (Some(first), Some(last)) = (stretch.first(), stretch.last()) else { return };
    let mut forms: Vec<Form<'_>> = stretch.iter().map(|word| word.form.clone()).collect();
    if let Some(form) = mistyped.and_then(|place| forms.get_mut(place)) {
        form.kind = FormKind::Mistyped;
    }
    let readable = |place: Option<usize>| place.and_then(|place| words.get(place)).is_some_and(Word::is_readable);
    windows.extend(KoreanName::of_forms(&forms).map(|name| Window {
        tokens: first.tokens.start..last.tokens.end,
        name,
        extends_before: readable(range.start.checked_sub(1)),
        extends_after: readable(Some(range.end)),
        mended: false,
        inside: false,
    }));
}

/// Windows around two tokens that can be read only together: a line or a form broke a syllable (KIM YO NG CHOL).
fn put_mended(words: &[Word<'_>], place: usize, windows: &mut Vec<Window>) {
    let (Some(one), Some(two)) = (words.get(place), words.get(place + 1)) else { return };
    if (one.is_readable() && two.is_readable()) || !can_be_read_together(&one.form, &two.form) {
        return;
    }
    let joined = format!("{}{}", one.form.text, two.form.text);
    let word = Word::of(&joined, place..place + 2);
    let around = |range: Range<usize>| range.filter_map(|place| words.get(place)).cloned();
    let mut words: Vec<Word<'_>> = around(place.saturating_sub(NAME_TOKENS_MAX - 1)..place).collect();
    let middle = words.len();
    words.push(word);
    words.extend(around(place + 2..place + 1 + NAME_TOKENS_MAX));
    let known = windows.len();
    for start in 0..=middle {
        for end in middle + 1..=(start + NAME_TOKENS_MAX).min(words.len()) {
            if words.get(start..end).is_some_and(|stretch| stretch.iter().all(Word::is_readable)) {
                put_window(&words, start..end, None, windows);
            }
        }
    }
    windows.iter_mut().skip(known).for_each(|window| window.mended = true);
}

fn can_be_read_together(one: &Form<'_>, two: &Form<'_>) -> bool {
    let (FormKind::Spelled(one), FormKind::Spelled(two)) = (&one.kind, &two.kind) else { return false };
    one.joined(two).is_some_and(|letters| Legibility::of_letters(letters.as_slice()) != Legibility::None)
}

/// Windows inside a run of Hangul or Chinese characters, where names stand without borders: a surname and one or two syllables.
fn put_inside(tokens: &[&str], place: usize, windows: &mut Vec<Window>) {
    let Some(token) = tokens.get(place).filter(|token| !token.is_ascii()) else { return };
    let run: Vec<char> = syllable::composed(token).collect();
    if run.len() < RUN_MIN {
        return;
    }
    let is_read = |letter: &char| !table::written_given(*letter).is_empty();
    for start in 0..run.len() {
        for length in INSIDE_LENGTHS {
            let Some(stretch) =
                run.get(start..start + length).filter(|stretch| stretch.len() < run.len() && stretch.iter().all(is_read))
            else {
                break;
            };
            let text: String = stretch.iter().collect();
            let beside = |place: Option<usize>| place.and_then(|place| run.get(place)).is_some_and(is_read);
            windows.extend(KoreanName::of_forms(&[Form::of(&text)]).map(|name| Window {
                tokens: place..place + 1,
                name,
                extends_before: beside(start.checked_sub(1)),
                extends_after: beside(Some(start + length)),
                mended: false,
                inside: true,
            }));
        }
    }
}

/// A surname, a readable syllable and a mistyped one.
const MISTYPED_WORDS_MIN: usize = 3;
/// Surname and given name inside a run: 김구, 김정은, 남궁민수.
const INSIDE_LENGTHS: [usize; 3] = [2, 3, 4];
/// Up to three characters are a name as a whole or not at all.
const RUN_MIN: usize = 4;
