//! Base64 in any of its shapes: RFC 4648 with either alphabet, with padding or without, in lines, with characters in it that cannot be seen.

/// Decodes a text that is nothing but base64.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    decode_into(text, usize::MAX, &mut bytes).then_some(bytes)
}

/// The first `count` bytes or more of such a text, or fewer where it is shorter. The rest of it is not looked at.
pub(super) fn decode_start(text: &str, count: usize, bytes: &mut Vec<u8>) -> bool {
    bytes.clear();
    decode_into(text, count, bytes)
}

fn decode_into(text: &str, enough: usize, bytes: &mut Vec<u8>) -> bool {
    let (mut bits, mut count, mut padding) = (0_u32, 0_usize, 0_usize);
    for character in text.chars().filter(|character| !is_filler(*character)) {
        if character == '=' {
            padding += 1;
            continue;
        }
        let Some(value) = value(character).filter(|_| padding == 0) else { return false };
        bits = bits << 6 | value;
        count += 1;
        if count.is_multiple_of(4) {
            let [_, first, second, third] = bits.to_be_bytes();
            bytes.extend([first, second, third]);
            bits = 0;
            if bytes.len() >= enough {
                return true;
            }
        }
    }
    match count % 4 {
        0 => {}
        2 => bytes.extend(u8::try_from(bits >> 4 & 0xFF)),
        3 => {
            let [_, _, first, second] = (bits >> 2).to_be_bytes();
            bytes.extend([first, second]);
        }
        _ => return false,
    }
    padding <= PADDING_MAX
}

/// How many digits of base64 a text has, where it has nothing else but what may stand between and behind them.
pub(super) fn digits(text: &str) -> Option<usize> {
    let mut digits = 0;
    for character in text.chars() {
        if value(character).is_some() {
            digits += 1;
        } else if !(is_filler(character) || character == '=') {
            return None;
        }
    }
    Some(digits)
}

/// What may stand between digits.
fn is_filler(character: char) -> bool {
    character.is_ascii_whitespace() || character == '\u{A0}' || is_invisible(character)
}

/// Characters that show nothing and part no words.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{AD}' | '\u{34F}' | '\u{FE00}'..='\u{FE0F}')
}

fn value(character: char) -> Option<u32> {
    let byte = u8::try_from(character).ok()?;
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    }))
}

/// Whether a byte is one of either alphabet.
pub(super) fn is_digit(byte: u8) -> bool {
    value(char::from(byte)).is_some()
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
        let mut bytes = Vec::new();
        assert!(decode_start("ezE6RjAx not base64!", 6, &mut bytes));
        assert_eq!(bytes, b"{1:F01");
        assert!(!decode_start("ez!", 6, &mut bytes));
        assert!(decode_start("ezE6", 6, &mut bytes));
        assert_eq!(bytes, b"{1:");
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
