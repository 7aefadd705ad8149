//! One character at a time: what it is, and what it folds to.

use super::Border;
use unicode_normalization::char::{compose, decompose_compatible, is_combining_mark};

/// What a character is to the reader of words.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Class {
    /// Leaves no trace: apostrophes, marks, characters that cannot be seen.
    Skip,
    /// Belongs to a word.
    Letter,
    /// Is a word by itself: scripts without spaces.
    Alone,
    /// Stands for a word.
    Word(&'static str),
    /// Stands between words.
    Border(Border),
}

pub(super) fn classify(character: char) -> Class {
    match character {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Class::Letter,
        ' ' | '\t' | '\u{a0}' => Class::Border(Border::Space),
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::Border(Border::Line),
        '.' => Class::Border(Border::Dot),
        // Control characters, and the blank without width: nothing shows, and a word may end there or go on.
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{200b}' => Class::Border(Border::Hyphen),
        '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => {
            Class::Border(Border::Hyphen)
        }
        '&' | '\u{ff06}' => Class::Word("and"),
        '\''
        | '`'
        | '´'
        | '\u{2b9}'..='\u{2bf}'
        | '\u{2c8}'
        | '\u{2ca}'
        | '\u{2cb}'
        | '\u{2018}'..='\u{201b}'
        | '\u{2032}'
        | '\u{2035}'
        | '\u{ff07}'
        | '\u{ff40}' => Class::Skip,
        _ if character.is_ascii() => Class::Border(Border::Stop),
        _ => classify_beyond_ascii(character),
    }
}

fn classify_beyond_ascii(character: char) -> Class {
    if is_invisible(character) || is_combining_mark(character) && !is_kana_mark(character) {
        Class::Skip
    } else if is_cjk(character) {
        Class::Alone
    } else if character.is_alphanumeric() || decompose_to_word(character) {
        Class::Letter
    } else if character.is_whitespace() {
        Class::Border(Border::Space)
    } else {
        Class::Border(Border::Stop)
    }
}

/// Characters that print nothing, or only choose a form: a word goes on over them.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{640}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}'
    )
}

/// Circled and squared letters, letter-like symbols.
fn decompose_to_word(character: char) -> bool {
    let mut found = false;
    decompose_compatible(character, |part| found |= part.is_alphanumeric());
    found
}

/// Han, Hangul syllables and Kana: scripts in which a character is a token. Conjoining jamo are letters of a syllable that is still being read.
#[must_use]
pub fn is_cjk(character: char) -> bool {
    matches!(
        character,
        '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9d}' | '\u{20000}'..='\u{3ffff}'
    )
}

/// Syllables of Hangul.
#[must_use]
pub fn is_hangul(character: char) -> bool {
    matches!(character, '\u{ac00}'..='\u{d7a3}')
}

fn is_kana_mark(character: char) -> bool {
    matches!(character, '\u{3099}' | '\u{309a}')
}

/// Appends what `character` folds to: nothing for a mark, several letters for a ligature.
pub(super) fn push_folded(character: char, buffer: &mut String) {
    if character.is_ascii() {
        buffer.push(character.to_ascii_lowercase());
    } else if matches!(character, '\u{ac00}'..='\u{d7a3}' | '\u{3041}'..='\u{30ff}') {
        buffer.push(character);
    } else {
        decompose_compatible(character, |part| push_part(part, buffer));
    }
}

fn push_part(part: char, buffer: &mut String) {
    if is_combining_mark(part) && !is_kana_mark(part) {
        return;
    }
    if let Some(composed) = buffer.chars().next_back().and_then(|last| compose_cjk(last, part)) {
        buffer.pop();
        buffer.push(composed);
        return;
    }
    if let Some(letters) = spelled_out(part) {
        buffer.push_str(letters);
        return;
    }
    if let Some(digit) = decimal_digit(part) {
        buffer.push(digit);
        return;
    }
    let lower = part.to_lowercase().filter(|letter| letter.is_alphanumeric());
    for letter in lower {
        match spelled_out(letter) {
            Some(letters) => buffer.push_str(letters),
            None => buffer.push(letter),
        }
    }
}

/// Jamo make a syllable, and a voicing mark belongs to its Kana.
fn compose_cjk(last: char, part: char) -> Option<char> {
    let is_jamo = matches!(part, '\u{1161}'..='\u{11ff}');
    if is_jamo || is_kana_mark(part) { compose(last, part) } else { None }
}

/// Letters that no decomposition takes apart, in the spelling that passports and banks use (ICAO Doc 9303 part 3, section 6, but one letter for an umlaut), and small capitals.
fn spelled_out(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ł' | 'Ł' => "l",
        'ı' => "i",
        'ħ' | 'Ħ' => "h",
        'ŋ' | 'Ŋ' => "ng",
        'ə' | 'Ə' => "e",
        'ŧ' | 'Ŧ' => "t",
        'ς' => "σ",
        'ᴀ' => "a",
        'ʙ' => "b",
        'ᴄ' => "c",
        'ᴅ' => "d",
        'ᴇ' => "e",
        'ꜰ' => "f",
        'ɢ' => "g",
        'ʜ' => "h",
        'ɪ' => "i",
        'ᴊ' => "j",
        'ᴋ' => "k",
        'ʟ' => "l",
        'ᴍ' => "m",
        'ɴ' => "n",
        'ᴏ' => "o",
        'ᴘ' => "p",
        'ʀ' => "r",
        'ꜱ' => "s",
        'ᴛ' => "t",
        'ᴜ' => "u",
        'ᴠ' => "v",
        'ᴡ' => "w",
        'ʏ' => "y",
        'ᴢ' => "z",
        _ => return None,
    })
}

/// Arabic, Persian and Devanagari digits.
fn decimal_digit(character: char) -> Option<char> {
    let zeros = ['\u{660}', '\u{6f0}', '\u{966}'];
    let value = zeros.iter().filter_map(|zero| u32::from(character).checked_sub(u32::from(*zero))).find(|value| *value < 10)?;
    char::from_digit(value, 10)
}

/// Folds letters of other alphabets that look Latin, in the token that begins at `start`, where it has Latin letters too: nobody writes a word in two alphabets but to
/// hide it. A word of one alphabet stays as it is.
pub(super) fn fold_confusables(buffer: &mut String, start: usize) {
    let Some(token) = buffer.get(start..) else { return };
    if token.is_ascii() || !token.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return;
    }
    let folded: String = token.chars().map(latin_look_alike).collect();
    buffer.truncate(start);
    buffer.push_str(&folded);
}

/// Cyrillic, Greek and Armenian letters, in lower case after folding, that are drawn like a Latin letter in either case (Unicode Technical Standard 39, confusables).
fn latin_look_alike(letter: char) -> char {
    match letter {
        'а' | 'α' => 'a',
        'в' | 'β' | 'ь' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ε' | 'є' => 'e',
        'ԍ' => 'g',
        'н' | 'η' | 'һ' => 'h',
        'і' | 'ι' | 'ӏ' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' | 'μ' => 'm',
        'п' | 'ո' => 'n',
        'о' | 'ο' | 'օ' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'г' => 'r',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' | 'ս' => 'u',
        'ν' | 'ѵ' => 'v',
        'ԝ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' | 'ү' => 'y',
        'ζ' => 'z',
        other => other,
    }
}
