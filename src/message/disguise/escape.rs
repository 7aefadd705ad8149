//! Letters written as escapes: `%4B`, `&#75;`, `=4B`, `\u004B`, `0x4B`, and the entities of HTML that stand for blanks and accented letters.
//!
//! Programs escape what their format has no room for: blanks, punctuation, letters beyond ASCII. None of them escapes a letter of ASCII, so that one that is escaped was
//! meant to be hidden. Where digits alone may be a number as well (`30%70%`), more than one is asked for.

use super::unpack::DIGITS_MIN;
use super::{Hidden, base64};
use crate::message::offset;
use crate::message::text::{Piece, Text, hull, windows_1252};

/// The text with its escapes resolved, and those that then show, up to [`ROUNDS_MAX`] times; nothing where there are none.
pub(super) fn resolve(text: &Text<'_>) -> Option<Hidden> {
    let mut round = resolve_once(text)?;
    let mut hides = round.hides;
    for _ in 1..ROUNDS_MAX {
        match resolve_once(&round.text) {
            Some(next) => round = next,
            None => return Some(hidden(round.text, hides)),
        }
        hides |= round.hides;
    }
    let is_unresolved = resolve_once(&round.text).is_some();
    Some(hidden(round.text, hides || is_unresolved))
}

fn hidden(text: Text<'static>, hides: bool) -> Hidden {
    if hides { Hidden::Disguised(text) } else { Hidden::Text(text) }
}

struct Round {
    text: Text<'static>,
    hides: bool,
}

fn resolve_once(text: &Text<'_>) -> Option<Round> {
    let input = text.as_str();
    let mut output = Output { text, input, value: String::new(), pieces: Vec::new(), from: 0 };
    let mut hides = false;
    let mut at = 0;
    while let Some(mark) = next_mark(input, at) {
        at = match Run::at(input, mark).filter(|_| !is_padding(input, mark)) {
            Some(run) => {
                hides |= run.hides(input, mark);
                output.put(mark, &run);
                run.end
            }
            None => mark + 1,
        };
    }
    output.finish().map(|text| Round { text, hides })
}

/// Whether an equals sign ends a value in base64, and not a line of a text that goes on.
fn is_padding(input: &str, mark: usize) -> bool {
    let before = input.as_bytes().get(..mark).unwrap_or_default();
    input.as_bytes().get(mark) == Some(&b'=')
        && (before.ends_with(b"=") || before.iter().rev().take_while(|byte| base64::is_digit(**byte)).count() >= DIGITS_MIN)
}

/// Whether a text that is made of these bytes, over the ends of lines too, may have an escape in it.
pub(in crate::message) fn has_sign(bytes: &[u8]) -> bool {
    let before = |at: usize| bytes.get(..at).unwrap_or_default().iter().rev().find(|byte| !matches!(byte, b'\r' | b'\n'));
    memchr::memchr3(b'%', b'&', b'\\', bytes).is_some()
        || memchr::memchr3_iter(b'=', b'x', b'X', bytes).any(|at| bytes.get(at) == Some(&b'=') || before(at) == Some(&b'0'))
}

/// Where the next character stands that begins an escape.
fn next_mark(input: &str, from: usize) -> Option<usize> {
    let rest = input.as_bytes().get(from..)?;
    let usual = memchr::memchr3(b'%', b'&', b'\\', rest);
    let rest = usual.map_or(rest, |end| rest.get(..end).unwrap_or_default());
    let other = memchr::memchr3_iter(b'=', b'x', b'X', rest).find_map(|at| match rest.get(at) {
        Some(b'=') => Some(at),
        _ => at.checked_sub(1).filter(|before| rest.get(*before) == Some(&b'0')),
    });
    other.or(usual).map(|at| from + at)
}

/// The resolved text, put together.
struct Output<'t> {
    text: &'t Text<'t>,
    input: &'t str,
    value: String,
    pieces: Vec<Piece>,
    /// Up to where the input is in it.
    from: usize,
}

impl Output<'_> {
    fn plain(&mut self, to: usize) {
        let at = offset(self.value.len());
        self.pieces.extend(self.text.pieces(self.from..to).into_iter().map(|piece| Piece { at: at + piece.at, ..piece }));
        self.value.push_str(self.input.get(self.from..to).unwrap_or_default());
        self.from = to;
    }

    fn put(&mut self, mark: usize, run: &Run) {
        self.plain(mark);
        if !run.value.is_empty() {
            let whole = hull(&self.text.pieces(mark..run.end));
            self.pieces.extend(whole.map(|piece| Piece { at: offset(self.value.len()), ..piece }));
            self.value.push_str(&run.value);
        }
        self.from = run.end;
    }

    fn finish(mut self) -> Option<Text<'static>> {
        if self.from == 0 {
            return None;
        }
        self.plain(self.input.len());
        Some(Text::joined(self.value, self.pieces))
    }
}

/// Escapes that follow one another.
struct Run {
    value: String,
    end: usize,
    /// Letters of ASCII among them that are nothing but letters.
    letters: usize,
    /// Those whose digits may be a number as well.
    numbers: usize,
}

impl Run {
    /// The escapes from `start`.
    fn at(input: &str, start: usize) -> Option<Run> {
        let mut bytes = Vec::new();
        let mut run = Run { value: String::new(), end: start, letters: 0, numbers: 0 };
        while let Some(escape) = Escape::at(input.get(run.end..)?) {
            let is_letter = matches!(escape.says.as_slice(), [byte] if byte.is_ascii_alphabetic());
            let letters = if escape.is_code { escape.says.len() } else { usize::from(is_letter) };
            if escape.may_be_number {
                run.numbers += letters;
            } else {
                run.letters += letters;
            }
            run.end += escape.len;
            bytes.extend(escape.says);
        }
        if run.end == start {
            return None;
        }
        let invalid = |bytes: &[u8]| bytes.iter().map(|byte| windows_1252(*byte)).collect::<String>();
        run.value = bytes.utf8_chunks().map(|chunk| chunk.valid().to_owned() + &invalid(chunk.invalid())).collect();
        Some(run)
    }

    /// Whether no program writes its letters like that.
    fn hides(&self, input: &str, start: usize) -> bool {
        let before = input.get(..start).and_then(|text| text.chars().next_back()).is_some_and(char::is_alphabetic);
        let behind = input.get(self.end..).and_then(|text| text.chars().next()).is_some_and(char::is_alphabetic);
        // `QTY=50PCS` has an equals sign of its own.
        let is_percent = input.get(start..).is_some_and(|text| text.starts_with('%'));
        let is_inside = if self.letters > 0 { before || behind } else { is_percent && before && behind };
        match self.letters + self.numbers {
            0 => false,
            1 => is_inside,
            2 => self.letters > 0 || is_inside,
            _ => true,
        }
    }
}

/// One escape.
struct Escape {
    /// Bytes of UTF-8, or of something that is read as Windows-1252.
    says: Vec<u8>,
    len: usize,
    /// The same characters may be a number, or the value behind an equals sign.
    may_be_number: bool,
    /// Several letters at once.
    is_code: bool,
}

impl Escape {
    fn new(says: Vec<u8>, len: usize) -> Escape {
        Escape { says, len, may_be_number: false, is_code: false }
    }

    fn of_character(code: u32, len: usize) -> Option<Escape> {
        let character = char::from_u32(code)?;
        Some(Escape::new(character.encode_utf8(&mut [0; 4]).as_bytes().to_vec(), len))
    }

    /// The escape that a text begins with.
    fn at(text: &str) -> Option<Escape> {
        match text.as_bytes() {
            [b'%', b'u', ..] => Escape::of_utf16(text, "%u"),
            [b'%', rest @ ..] => {
                let byte = byte_of(rest)?;
                let may_be_number = rest.iter().take(2).all(u8::is_ascii_digit);
                Some(Escape { may_be_number, ..Escape::new(vec![byte], 3) })
            }
            [b'=', b'\r', b'\n', ..] => Some(Escape::new(Vec::new(), 3)),
            [b'=', b'\n', ..] => Some(Escape::new(Vec::new(), 2)),
            [b'=', rest @ ..] => Some(Escape { may_be_number: true, ..Escape::new(vec![byte_of(rest)?], 3) }),
            [b'&', b'#', ..] => numeric_entity(text),
            [b'&', ..] => named_entity(text),
            [b'\\', rest @ ..] => backslash(text, rest),
            [b'0', b'x' | b'X', rest @ ..] => Escape::of_hexadecimals(rest),
            _ => None,
        }
    }

    /// `\u004B`, also in two halves beyond the basic plane.
    fn of_utf16(text: &str, mark: &str) -> Option<Escape> {
        let unit = |text: &str| {
            text.strip_prefix(mark).and_then(|digits| number(digits.get(..4)?, 16)).and_then(|unit| u16::try_from(unit).ok())
        };
        let len = mark.len() + 4;
        let first = unit(text)?;
        let second = text.get(len..).and_then(unit);
        match (char::decode_utf16([first]).next()?, second) {
            (Ok(character), _) => Escape::of_character(u32::from(character), len),
            (Err(_), Some(second)) => {
                let character = char::decode_utf16([first, second]).next()?.ok()?;
                Escape::of_character(u32::from(character), len * 2)
            }
            (Err(_), None) => None,
        }
    }

    /// `0x4B494D`, or `0x4B 0x49 0x4D`: every byte one of a text.
    fn of_hexadecimals(digits: &[u8]) -> Option<Escape> {
        let count = digits.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
        let bytes: Vec<u8> = digits.get(..count)?.chunks(2).map(byte_of).collect::<Option<_>>()?;
        let is_text = str::from_utf8(&bytes)
            .is_ok_and(|text| text.chars().all(|character| !character.is_control() || character.is_whitespace()));
        if bytes.is_empty() || !is_text {
            return None;
        }
        let behind = digits.get(count..)?;
        let gap = behind.iter().take_while(|byte| matches!(byte, b' ' | b',' | b';' | b':')).count();
        let goes_on = matches!(behind.get(gap..)?, [b'0', b'x' | b'X', next, ..] if next.is_ascii_hexdigit());
        let is_code = bytes.len() > 2 && bytes.iter().all(|byte| !byte.is_ascii_control());
        let len = 2 + count + if goes_on { gap } else { 0 };
        Some(Escape { may_be_number: bytes.len() < 2, is_code, ..Escape::new(bytes, len) })
    }
}

/// `&#75;`, `&#x4B;`, and as browsers read them without their end.
fn numeric_entity(text: &str) -> Option<Escape> {
    let rest = text.strip_prefix("&#")?;
    let (mark, radix, digits) = match rest.strip_prefix(['x', 'X']) {
        Some(digits) => (3, 16, digits),
        None => (2, 10, rest),
    };
    let count = digits.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
    let code = number(digits.get(..count)?, radix)?;
    let end = usize::from(digits.get(count..)?.starts_with(';'));
    Escape::of_character(code, mark + count + end)
}

/// The entities of HTML for blanks, invisible characters and letters with a mark.
fn named_entity(text: &str) -> Option<Escape> {
    let name = text.get(1..)?.split_once(';')?.0;
    if name.len() > ENTITY_BYTES_MAX {
        return None;
    }
    let character = ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, says)| *says);
    let accented = || {
        let mut characters = name.chars();
        let letter = characters.next().filter(char::is_ascii_alphabetic)?;
        ACCENTS.contains(&characters.as_str()).then(|| letter.to_string())
    };
    let says = character.map(str::to_owned).or_else(accented)?;
    // An accented letter stands for itself, but its plain form is read here: no letter that was hidden.
    Some(Escape { may_be_number: false, ..Escape::new(marked(says), name.len() + 2) })
}

/// A letter of ASCII that stands for one with a mark, with one: folding takes it off.
fn marked(mut says: String) -> Vec<u8> {
    if says.starts_with(|first: char| first.is_ascii_alphabetic()) {
        says.push('\u{301}');
    }
    says.into_bytes()
}

fn backslash(text: &str, rest: &[u8]) -> Option<Escape> {
    match rest {
        [b'u', b'{', ..] => {
            let digits = text.get("\\u{".len()..)?.split_once('}')?.0;
            Escape::of_character(number(digits, 16)?, "\\u{}".len() + digits.len())
        }
        [b'u', ..] => Escape::of_utf16(text, "\\u"),
        [b'U', ..] => Escape::of_character(number(text.get(2..10)?, 16)?, 10),
        [b'x', digits @ ..] => Some(Escape::new(vec![byte_of(digits)?], 4)),
        [b'0'..=b'3', ..] => {
            let byte = u8::try_from(number(text.get(1..4)?, 8)?).ok()?;
            Some(Escape { may_be_number: true, ..Escape::new(vec![byte], 4) })
        }
        [b'n' | b'r' | b't', ..] => Some(Escape::new(vec![b'\n'], 2)),
        _ => None,
    }
}

/// The byte in two hexadecimal digits.
fn byte_of(digits: &[u8]) -> Option<u8> {
    let digits = str::from_utf8(digits.get(..2)?).ok()?;
    u8::try_from(number(digits, 16)?).ok()
}

/// Digits and nothing else, of at most seven or eight significant ones.
fn number(digits: &str, radix: u32) -> Option<u32> {
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    u32::from_str_radix(digits, radix).ok()
}

/// Escapes of escapes of escapes: who writes more of them hides something.
const ROUNDS_MAX: usize = 4;

/// `&thetasym;` has eight letters, and no accented letter more.
const ENTITY_BYTES_MAX: usize = 8;

/// What stands behind the letter in the name of an accented one (HTML 4, Latin-1 and Latin Extended-A).
const ACCENTS: [&str; 11] = ["acute", "grave", "circ", "uml", "tilde", "cedil", "ring", "slash", "caron", "macr", "breve"];

/// The names of HTML that change where a word begins or ends, or what the next round reads.
const ENTITIES: [(&str, &str); 20] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("ensp", " "),
    ("emsp", " "),
    ("thinsp", " "),
    ("NewLine", "\n"),
    ("Tab", " "),
    ("shy", ""),
    ("zwj", ""),
    ("zwnj", ""),
    ("lrm", ""),
    ("rlm", ""),
    ("szlig", "ß"),
    ("percnt", "%"),
    ("num", "#"),
    ("semi", ";"),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// What a text says, and whether somebody hid it.
    fn check(text: &str, expected: Option<(&str, bool)>) {
        assert!(expected.is_none() || has_sign(text.as_bytes()), "{text:?}");
        let text = Text::verbatim(text, 100);
        let found = match resolve(&text) {
            Some(Hidden::Text(resolved)) => Some((resolved.as_str().to_owned(), false)),
            Some(Hidden::Disguised(resolved)) => Some((resolved.as_str().to_owned(), true)),
            Some(Hidden::Message(_) | Hidden::Unreadable) => panic!("{text:?}"),
            None => None,
        };
        assert_eq!(found, expected.map(|(text, hides)| (text.to_owned(), hides)), "{text:?}");
    }

    fn hides(text: &str, expected: &str) {
        check(text, Some((expected, true)));
    }

    fn says(text: &str, expected: &str) {
        check(text, Some((expected, false)));
    }

    #[test]
    fn ordinary_texts_have_no_sign() {
        for text in ["KIM JONG UN", "DEUTDEFFXXX", "1,000.00 X", "EXPORT 15 X 20", "", "0\r\n59:"] {
            assert!(!has_sign(text.as_bytes()), "{text}");
        }
        for text in ["0x4B", "0\r\nx4B", "REF=1", "R&D"] {
            assert!(has_sign(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn letters_in_any_escape_are_read_and_a_doubt() {
        hides("%4B%49%4D", "KIM");
        hides("%4b%69%6d JONG", "Kim JONG");
        hides("K%49M", "KIM");
        hides("KANG%00BONG%4B%01IM", "KANG\0BONGK\u{1}IM");
        hides("%4BIM", "KIM");
        hides("%254B%2549M", "KIM");
        hides("%u004B%u0049M", "KIM");
        hides("=4B=49=4D", "KIM");
        hides("&#75;&#x49;M", "KIM");
        hides("&#75&#73&#77", "KIM");
        hides("&amp;#75;IM", "KIM");
        hides("\\u004B\\u0049M", "KIM");
        hides("\\u{4b}IM", "KIM");
        hides("\\x4BIM", "KIM");
        hides("\\113\\111\\115", "KIM");
        hides("0x4B 0x49 0x4D", "KIM");
        hides("0x4B,0x49,0x4D END", "KIM END");
        hides("0x4B494D", "KIM");
    }

    #[test]
    fn what_programs_escape_is_read_without_a_doubt() {
        says("https://example.com/a%20b", "https://example.com/a b");
        says("M%C3%BCller", "Müller");
        says("M%FCller", "Müller");
        says("%EA%B9%80%20%EC%A0%95", "김 정");
        says("Caf&eacute;&nbsp;Bar", "Cafe\u{301} Bar");
        says("A &amp; B", "A & B");
        says("M\\u00fcller", "Müller");
        says("\\uD83D\\uDE00", "😀");
        says("first\\nsecond", "first\nsecond");
        says("KANG=\r\nBONG", "KANGBONG");
        says("KANG&shy;BONG", "KANGBONG");
    }

    #[test]
    fn numbers_are_no_letters() {
        for text in ["30%70% T/T", "INDIRIM %50 PESIN %50 VADE", "QTY=45 PRICE=50", "A=4B", "QTY=50PCS", "KDV %18"] {
            let Some(Hidden::Text(_)) = resolve(&Text::verbatim(text, 0)) else { panic!("{text}") };
        }
    }

    #[test]
    fn what_is_no_escape_stays() {
        for text in [
            "",
            "KIM",
            "50% OFF",
            "100%",
            "A & B; C",
            "&kim;",
            "a=b",
            "a = 5",
            "C:\\invoices",
            "\\",
            "%",
            "%4",
            "&#;",
            "&#99999999;",
            "\\u12",
            "\\uD83D",
            "0x",
            "0x9f86d081884c7d65",
            "1920x1080",
            "2xKIM",
            "S0lNIEpPTkcgVU4=\r\nS0lNIEpPTkc=",
            "%é0",
            "\\x4é",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn escapes_without_end_are_a_doubt() {
        let text = (0..ROUNDS_MAX).fold("%20".to_owned(), |text, _| text.replace('%', "%25"));
        let once_less = (1..ROUNDS_MAX).fold("%20".to_owned(), |text, _| text.replace('%', "%25"));
        hides(&format!("a{text}b"), "a%20b");
        says(&format!("a{once_less}b"), "a b");
    }

    #[test]
    fn resolved_letters_stand_where_their_escapes_did() {
        let Some(Hidden::Disguised(text)) = resolve(&Text::verbatim("A K%49M", 100)) else { panic!() };
        let mut spans = Vec::new();
        text.spans(3..4, &mut spans);
        assert_eq!(spans, [103..106]);
        assert_eq!(text.all_spans(), [100..107]);
    }
}
