//! Base64 in any of its shapes: RFC 4648 with either alphabet, with padding or without, in lines, with characters in it that cannot be seen.

/// Decodes a text that is nothing but base64.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let is_whole = match text.is_ascii() {
        true => decode_symbols(text.bytes().map(symbol), &mut bytes),
        false => decode_symbols(symbols(text), &mut bytes),
    };
    is_whole.then_some(bytes)
}

/// The first bytes of a text that may be base64.
pub(super) struct Start {
    bytes: [u8; 16],
    len: usize,
}

impl Start {
    /// What the first `DIGITS` digits say, or fewer where there are not as many before padding; `None` where something else stands between them.
    pub(super) fn of<const DIGITS: usize>(text: &str) -> Option<Start> {
        if text.is_ascii() {
            Start::of_symbols::<DIGITS>(text.bytes().map(symbol))
        } else {
            Start::of_symbols::<DIGITS>(symbols(text))
        }
    }

    fn of_symbols<const DIGITS: usize>(symbols: impl Iterator<Item = u8>) -> Option<Start> {
        const { assert!(DIGITS * DIGIT_BITS < 128, "they have room in a number") };
        let (mut bits, mut count) = (0_u128, 0);
        for symbol in symbols {
            if symbol < FILLER {
                bits = bits << DIGIT_BITS | u128::from(symbol);
                count += 1;
                if count == DIGITS {
                    break;
                }
            } else if symbol == PADDING {
                break;
            } else if symbol != FILLER {
                return None;
            }
        }
        let bytes = (bits << 1 << (127 - DIGIT_BITS * count)).to_be_bytes();
        Some(Start { bytes, len: DIGIT_BITS * count / 8 })
    }

    pub(super) fn as_slice(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

const DIGIT_BITS: usize = 6;

fn decode_symbols(symbols: impl Iterator<Item = u8>, bytes: &mut Vec<u8>) -> bool {
    let (mut bits, mut count, mut padding) = (0_u32, 0_usize, 0_usize);
    for symbol in symbols {
        match symbol {
            0..64 if padding == 0 => bits = bits << DIGIT_BITS | u32::from(symbol),
            FILLER => continue,
            PADDING => {
                padding += 1;
                continue;
            }
            _ => return false,
        }
        count += 1;
        if count.is_multiple_of(4) {
            let [_, said @ ..] = bits.to_be_bytes();
            bytes.extend(said);
            bits = 0;
        }
    }
    match count % 4 {
        0 => {}
        2 => {
            let [.., said] = (bits >> 4).to_be_bytes();
            bytes.push(said);
        }
        3 => {
            let [_, _, said @ ..] = (bits >> 2).to_be_bytes();
            bytes.extend(said);
        }
        _ => return false,
    }
    padding <= PADDING_MAX
}

/// How many digits of base64 a text has, where it has nothing else but what may stand between and behind them.
pub(super) fn digits(text: &str) -> Option<usize> {
    if text.is_ascii() { count_digits(text.bytes().map(symbol)) } else { count_digits(symbols(text)) }
}

fn count_digits(symbols: impl Iterator<Item = u8>) -> Option<usize> {
    let mut digits = 0;
    for symbol in symbols {
        match symbol {
            0..64 => digits += 1,
            FILLER | PADDING => {}
            _ => return None,
        }
    }
    Some(digits)
}

/// What characters are to base64: the value of a digit, or one of the three below.
fn symbols(text: &str) -> impl Iterator<Item = u8> {
    text.chars().map(|character| match u8::try_from(character) {
        Ok(byte) if byte.is_ascii() => symbol(byte),
        _ if character == '\u{A0}' || is_invisible(character) => FILLER,
        _ => OTHER,
    })
}

/// May stand between digits.
const FILLER: u8 = 64;
const PADDING: u8 = 65;
const OTHER: u8 = 66;

/// The same for a character of ASCII.
fn symbol(byte: u8) -> u8 {
    const SYMBOLS: [u8; 256] = {
        let mut symbols = [OTHER; 256];
        let mut byte = 0_u8;
        while byte < 128 {
            symbols[byte as usize] = match byte {
                b'A'..=b'Z' => byte - b'A',
                b'a'..=b'z' => byte - b'a' + 26,
                b'0'..=b'9' => byte - b'0' + 52,
                b'+' | b'-' => 62,
                b'/' | b'_' => 63,
                b'=' => PADDING,
                _ if byte.is_ascii_whitespace() => FILLER,
                _ => OTHER,
            };
            byte += 1;
        }
        symbols
    };
    SYMBOLS.get(usize::from(byte)).copied().unwrap_or(OTHER)
}

/// Characters that show nothing and part no words.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{AD}' | '\u{34F}' | '\u{FE00}'..='\u{FE0F}')
}

/// Whether a byte is one of either alphabet.
pub(super) fn is_digit(byte: u8) -> bool {
    symbol(byte) < FILLER
}

/// Whether a value in base64 reads like words: runs of letters in one case, one behind the other, that are together as long as a name. In random base64 of the length of a
/// signature there is such a row once in some thirty values, which then is read as text like any other.
pub(in crate::message) fn reads_like_words(text: &str) -> bool {
    let is_word = |run: &str| {
        let inner = run.get(1..).unwrap_or_default();
        let is_all = |is_case: fn(&u8) -> bool| inner.as_bytes().iter().all(is_case);
        let has_capital = run.starts_with(|first: char| first.is_ascii_uppercase());
        run.len() >= WORD_LETTERS_MIN && (is_all(u8::is_ascii_lowercase) || has_capital && is_all(u8::is_ascii_uppercase))
    };
    let mut letters = 0;
    for run in text.split(|character: char| !character.is_ascii_alphabetic()).filter(|run| !run.is_empty()) {
        letters = if is_word(run) { letters + run.len() } else { 0 };
        if letters >= NAME_LETTERS_MIN {
            return true;
        }
    }
    false
}

/// Shorter runs of one case are everywhere in base64.
const WORD_LETTERS_MIN: usize = 3;

/// `Kim Yong Chol` has eleven letters.
const NAME_LETTERS_MIN: usize = 10;

/// Padding that a decoder may overlook: two are right, one more is a slip.
const PADDING_MAX: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_decoded_or_refused() {
        for (text, expected) in [
            ("ezE6", Some("{1:")),
            ("ezE6Rg==", Some("{1:F")),
            ("ezE6Rg", Some("{1:F")),
            ("ezE6 RjA=\r\n", Some("{1:F0")),
            ("\u{FEFF}\n ezE6\u{200B}RjA", Some("{1:F0")),
            ("Pz8-Pj8_", Some("??>>??")),
            ("Pz8+Pj8/", Some("??>>??")),
            ("", Some("")),
            ("ezE6R", None),
            ("ez=E", None),
            ("ezE6Rg====", None),
            ("ezE!", None),
        ] {
            assert_eq!(decode(text).map(|bytes| String::from_utf8(bytes).unwrap()), expected.map(str::to_owned), "{text}");
        }
    }

    #[test]
    fn the_start_is_decoded_without_the_rest() {
        let check = |start: Option<Start>, expected: Option<&[u8]>| assert_eq!(start.as_ref().map(Start::as_slice), expected);
        check(Start::of::<8>("ezE6RjAx not base64!"), Some(b"{1:F01"));
        check(Start::of::<8>("ez!"), None);
        check(Start::of::<8>("ezE6"), Some(b"{1:"));
        check(Start::of::<8>("ezE6Rg=="), Some(b"{1:F"));
        check(Start::of::<6>("ezE6RjAx"), Some(b"{1:F"));
        check(Start::of::<8>("\u{200B}e zE6\u{A0}RjAx"), Some(b"{1:F01"));
        check(Start::of::<8>(""), Some(b""));
    }

    #[test]
    fn words_in_base64_are_seen() {
        for text in ["KANGBONG/TRADING/1", "Kim+Yong/Chol", "x9Kim1Yong2Chol3", "/OVERBOEKING/IBAN/NL46ABNA0499998748"] {
            assert!(reads_like_words(text), "{text}");
        }
        for text in ["btCPXcdRJEfjQEMAAmtuVFWUoGVoXWTEmAu41FRKhyGpmgGtIZ61nPahXvbxWh2DC7fOCda7wATnF1xkPH3ssLWA", "Kim/Yong", ""] {
            assert!(!reads_like_words(text), "{text}");
        }
    }

    #[test]
    fn digits_are_counted() {
        assert_eq!(digits("ezE6 Rg==\r\n"), Some(6));
        assert_eq!(digits("KIM JONG"), Some(7));
        assert_eq!(digits("KIM, JONG"), None);
    }
}
