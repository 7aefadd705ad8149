//! Bytes to text: byte order marks, declared encodings. The encoding is found out once for a whole frame; then all of it is decoded at once, or each part by itself.
//!
//! UTF-8 is borrowed. UTF-16, Windows-1252 (which holds ISO 8859-1) and broken UTF-8 are transcoded. So are UTF-32 and EBCDIC, with a doubt: no payment travels in them, and hardly
//! any parser reads them. Other encodings are not known here: what can be read is read, with a doubt.

use super::declared::{DECLARATION_BYTES_MAX, Declared};
use super::transcoded::{Decoder, Source, Width};
use crate::frame::EBCDIC_XML;
use crate::message::text::windows_1252;
use crate::message::{Defect, DefectCode, offset};
use std::convert::Infallible;
use std::ops::Range;

/// The text of a document, and what was wrong with its encoding.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    /// The text, behind its byte order mark.
    pub(super) text: Source<'a>,
    /// What was wrong.
    pub(super) defects: Vec<Defect>,
}

/// Finds out the encoding of a document and decodes it. Never fails: bytes that do not fit are read as Windows-1252, or as a replacement character.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    let part =
        |range: Range<usize>| Ok::<&[u8], Infallible>(bytes.get(range.start..range.end.min(bytes.len())).unwrap_or_default());
    let Ok(found) = Found::of(bytes.len(), part);
    Decoded { text: found.encoding.text(bytes.get(found.at..).unwrap_or_default(), found.at, true), defects: found.defects }
}

/// An encoding.
#[derive(Clone, Copy, Debug)]
pub(super) enum Encoding {
    Utf8,
    /// Declared, and not UTF-8.
    Latin,
    /// UTF-8 with other bytes in it.
    Mixed,
    Utf16(fn([u8; 2]) -> u16),
    Utf32(fn([u8; 4]) -> u32),
    Ebcdic,
}

/// What was found out about the encoding of a frame.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) encoding: Encoding,
    /// Where the text begins, behind byte order marks.
    pub(super) at: usize,
    /// What is wrong with it.
    pub(super) defects: Vec<Defect>,
}

impl Found {
    /// Goes once over `bytes` bytes, of which `part` hands out any range as far as there are so many.
    pub(super) fn of<B: AsRef<[u8]>, E>(bytes: usize, part: impl Fn(Range<usize>) -> Result<B, E>) -> Result<Found, E> {
        let head = part(0..DECLARATION_BYTES_MAX)?;
        match head.as_ref() {
            [0xFF, 0xFE, 0, 0, ..] => Ok(Found::doubtful(Encoding::Utf32(u32::from_le_bytes), 4)),
            [0, 0, 0xFE, 0xFF, ..] => Ok(Found::doubtful(Encoding::Utf32(u32::from_be_bytes), 4)),
            [0xFF, 0xFE, ..] => utf16(bytes, part, 2, u16::from_le_bytes),
            [0xFE, 0xFF, ..] => utf16(bytes, part, 2, u16::from_be_bytes),
            [first, 0, 0, 0, ..] if may_begin(*first) => Ok(Found::doubtful(Encoding::Utf32(u32::from_le_bytes), 0)),
            [0, 0, 0, first, ..] if may_begin(*first) => Ok(Found::doubtful(Encoding::Utf32(u32::from_be_bytes), 0)),
            [first, 0, ..] if may_begin(*first) => utf16(bytes, part, 0, u16::from_le_bytes),
            [0, first, ..] if may_begin(*first) => utf16(bytes, part, 0, u16::from_be_bytes),
            head if head.starts_with(EBCDIC_XML) => Ok(Found::doubtful(Encoding::Ebcdic, 0)),
            _ => single_bytes(bytes, part),
        }
    }

    /// An encoding in which no payment travels.
    fn doubtful(encoding: Encoding, at: usize) -> Found {
        Found { encoding, at, defects: vec![conflict(at)] }
    }
}

/// What a document begins with.
fn may_begin(byte: u8) -> bool {
    byte == b'<' || byte.is_ascii_whitespace()
}

fn single_bytes<B: AsRef<[u8]>, E>(bytes: usize, part: impl Fn(Range<usize>) -> Result<B, E>) -> Result<Found, E> {
    let mut at = 0;
    while part(at..at + UTF8_MARK.len())?.as_ref() == UTF8_MARK {
        at += UTF8_MARK.len();
    }
    let declared = Declared::of(part(at..at + DECLARATION_BYTES_MAX)?.as_ref());
    let (first_invalid, is_ascii) = utf8(bytes, part, at)?;
    let (encoding, defect) = match first_invalid {
        None => (Encoding::Utf8, utf8_contradicts(declared, is_ascii, at > 0).then(|| conflict(at))),
        Some(_) if declared == Declared::Latin => (Encoding::Latin, (at > 0).then(|| conflict(at))),
        Some(first) => (Encoding::Mixed, Some(undecodable(first))),
    };
    Ok(Found { encoding, at, defects: defect.into_iter().collect() })
}

/// Whether a receiver that trusts the declaration may read other characters than those of UTF-8.
fn utf8_contradicts(declared: Declared, is_ascii: bool, marked: bool) -> bool {
    match declared {
        Declared::Nothing | Declared::Utf8 => false,
        Declared::Latin => marked || !is_ascii,
        Declared::Utf16 | Declared::Other => true,
    }
}

/// The first byte that is not UTF-8, and whether everything is ASCII.
fn utf8<B: AsRef<[u8]>, E>(
    bytes: usize,
    part: impl Fn(Range<usize>) -> Result<B, E>,
    mut at: usize,
) -> Result<(Option<usize>, bool), E> {
    let mut is_ascii = true;
    while at < bytes {
        let chunk = part(at..at + CHUNK_BYTES)?;
        let chunk = chunk.as_ref();
        is_ascii &= chunk.is_ascii();
        match str::from_utf8(chunk) {
            Ok(_) => at += chunk.len(),
            Err(error) if error.error_len().is_none() && at + chunk.len() < bytes => at += error.valid_up_to(),
            Err(error) => return Ok((Some(at + error.valid_up_to()), is_ascii)),
        }
    }
    Ok((None, is_ascii))
}

fn utf16<B: AsRef<[u8]>, E>(
    bytes: usize,
    part: impl Fn(Range<usize>) -> Result<B, E>,
    mark: usize,
    unit: fn([u8; 2]) -> u16,
) -> Result<Found, E> {
    let encoding = Encoding::Utf16(unit);
    let (mut at, mut broken) = (mark, None);
    while broken.is_none() && at < bytes {
        let chunk = part(at..at + CHUNK_BYTES)?;
        let whole = encoding.whole_characters(chunk.as_ref(), at + CHUNK_BYTES >= bytes);
        broken = first_broken(whole, unit).map(|first| at + first);
        at += whole.len();
    }
    let head = part(mark..mark + 2 * DECLARATION_BYTES_MAX)?;
    let head = encoding.text(head.as_ref(), mark, true);
    let contradicts = !matches!(Declared::of(head.as_str().as_bytes()), Declared::Nothing | Declared::Utf16);
    let defects = broken.map(undecodable).into_iter().chain(contradicts.then(|| conflict(mark)));
    Ok(Found { encoding, at: mark, defects: defects.collect() })
}

fn first_broken(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<usize> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut at = 0;
    for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match character {
            Ok(character) => at += character.len_utf16() * 2,
            Err(_) => return Some(at),
        }
    }
    (!odd.is_empty()).then_some(at)
}

fn undecodable(at: usize) -> Defect {
    Defect::new(DefectCode::Undecodable, offset(at)..offset(at + 1))
}

fn conflict(at: usize) -> Defect {
    Defect::new(DefectCode::EncodingConflict, offset(at)..offset(at))
}

impl Encoding {
    /// The text of `bytes`, which stand in the frame from `at`. A character that the end may have cut is left out, unless it is the end of the frame.
    pub(super) fn text(self, bytes: &[u8], at: usize, is_last: bool) -> Source<'_> {
        let bytes = self.whole_characters(bytes, is_last);
        let decoder = |width| Decoder::new(bytes.len(), at, width);
        match self {
            Encoding::Utf8 => {
                let valid =
                    str::from_utf8(bytes).or_else(|error| str::from_utf8(bytes.get(..error.valid_up_to()).unwrap_or_default()));
                Source::Frame(valid.unwrap_or_default(), at)
            }
            Encoding::Latin => decoder(Width::One).of_units(bytes.iter().map(|byte| (windows_1252(*byte), 1)), &[]),
            Encoding::Mixed => mixed(bytes, at),
            Encoding::Utf16(unit) => {
                let (pairs, odd) = bytes.as_chunks::<2>();
                let characters = char::decode_utf16(pairs.iter().map(|pair| unit(*pair)));
                let characters = characters.map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER));
                decoder(Width::Two).of_units(characters.map(|character| (character, character.len_utf16() * 2)), odd)
            }
            Encoding::Utf32(unit) => {
                let (units, rest) = bytes.as_chunks::<4>();
                let characters = units.iter().map(|four| char::from_u32(unit(*four)).unwrap_or(char::REPLACEMENT_CHARACTER));
                decoder(Width::Recoded(4)).of_units(characters.map(|character| (character, 4)), rest)
            }
            Encoding::Ebcdic => decoder(Width::Recoded(1)).of_units(bytes.iter().map(|byte| (of_ebcdic(*byte), 1)), &[]),
        }
    }

    /// The bytes without the beginning of a character that goes on behind them.
    pub(super) fn whole_characters(self, bytes: &[u8], is_last: bool) -> &[u8] {
        let cut = match self {
            _ if is_last => 0,
            Encoding::Latin | Encoding::Ebcdic => 0,
            Encoding::Utf8 | Encoding::Mixed => cut_utf8(bytes),
            Encoding::Utf16(unit) => {
                let (pairs, odd) = bytes.as_chunks::<2>();
                let is_high = pairs.last().is_some_and(|pair| (0xD800..0xDC00).contains(&unit(*pair)));
                odd.len() + if is_high { 2 } else { 0 }
            }
            Encoding::Utf32(_) => bytes.as_chunks::<4>().1.len(),
        };
        bytes.get(..bytes.len() - cut).unwrap_or_default()
    }

    /// How many bytes at the beginning are the end of a character that began before.
    pub(super) fn cut_before(self, bytes: &[u8]) -> usize {
        match self {
            Encoding::Utf8 | Encoding::Mixed => bytes.iter().take(3).take_while(|byte| **byte & 0xC0 == 0x80).count(),
            Encoding::Latin | Encoding::Utf16(_) | Encoding::Utf32(_) | Encoding::Ebcdic => 0,
        }
    }
}

/// UTF-8 with other bytes in it: those alone are read as Windows-1252.
fn mixed(text: &[u8], at: usize) -> Source<'_> {
    let mut decoder = Decoder::new(text.len(), at, Width::Mixed(Vec::new()));
    for chunk in text.utf8_chunks() {
        chunk.valid().chars().for_each(|character| decoder.push(character, character.len_utf8()));
        chunk.invalid().iter().for_each(|byte| decoder.push_single(windows_1252(*byte)));
    }
    decoder.source()
}

fn of_ebcdic(byte: u8) -> char {
    let printed = byte.checked_sub(EBCDIC_FROM).and_then(|place| EBCDIC.get(usize::from(place)));
    printed.map_or(if byte.is_ascii_whitespace() { char::from(byte) } else { '\n' }, |latin| char::from(*latin))
}

/// How many bytes at the end begin a character that is longer.
fn cut_utf8(bytes: &[u8]) -> usize {
    let needed = |byte: u8| match byte {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => 0,
    };
    let tail = bytes.iter().rev().take(3).zip(1..);
    tail.filter(|(byte, taken)| needed(**byte) > *taken).map(|(_, taken)| taken).next().unwrap_or(0)
}

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Bytes looked at in one go: a window's.
const CHUNK_BYTES: usize = 1024 * 1024;

/// The first byte of EBCDIC that prints.
const EBCDIC_FROM: u8 = 0x40;

/// What the bytes from there on are in ISO 8859-1: code page 037, of which the letters, digits and brackets are those of any other.
const EBCDIC: &[u8; 192] = b"\
    \x20\xA0\xE2\xE4\xE0\xE1\xE3\xE5\xE7\xF1\xA2.<(+|&\xE9\xEA\xEB\xE8\xED\xEE\xEF\xEC\xDF!$*);\xAC-/\xC2\xC4\xC0\xC1\xC3\xC5\xC7\xD1\xA6,%_>?\xF8\xC9\xCA\xCB\xC8\xCD\xCE\xCF\xCC`:#@'=\"\
    \xD8abcdefghi\xAB\xBB\xF0\xFD\xFE\xB1\xB0jklmnopqr\xAA\xBA\xE6\xB8\xC6\xA4\xB5~stuvwxyz\xA1\xBF\xD0\xDD\xDE\xAE^\xA3\xA5\xB7\xA9\xA7\xB6\xBC\xBD\xBE[]\xAF\xA8\xB4\xD7\
    {ABCDEFGHI\xAD\xF4\xF6\xF2\xF3\xF5}JKLMNOPQR\xB9\xFB\xFC\xF9\xFA\xFF\\\xF7STUVWXYZ\xB2\xD4\xD6\xD2\xD3\xD50123456789\xB3\xDB\xDC\xD9\xDA\x9F";

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init, reason = "spans are lists of ranges")]
mod tests {
    use super::*;

    /// The text, the bytes of the frame behind each of its characters, and the codes of the defects.
    fn check(bytes: &[u8], expected: &str, spans: &[Range<u32>], codes: &[DefectCode]) {
        let decoded = decode(bytes);
        let found: Vec<Range<u32>> = match &decoded.text {
            Source::Frame(text, at) => {
                assert_eq!(*text, expected);
                text.char_indices().map(|(place, c)| offset(at + place)..offset(at + place + c.len_utf8())).collect()
            }
            Source::Transcoded(text, map) => {
                assert_eq!(text, expected);
                let piece = |place: usize, c: char| map.pieces(text, place..place + c.len_utf8())[0];
                text.char_indices()
                    .map(|(place, c)| piece(place, c))
                    .map(|piece| piece.source..piece.source + piece.source_len)
                    .collect()
            }
        };
        assert_eq!(found, spans);
        assert_eq!(decoded.defects.iter().map(|defect| defect.code).collect::<Vec<_>>(), codes);
    }

    #[test]
    fn utf8_is_borrowed() {
        check("é<".as_bytes(), "é<", &[0..2, 2..3], &[]);
        check(b"\xEF\xBB\xBF<", "<", &[3..4], &[]);
        check(b"\xEF\xBB\xBF\xEF\xBB\xBF<", "<", &[6..7], &[]);
    }

    #[test]
    fn utf16_is_transcoded_in_either_order() {
        check(b"\xFF\xFEA\0\xAC\x20", "A€", &[2..4, 4..6], &[]);
        check(b"\xFE\xFF\0A\x20\xAC", "A€", &[2..4, 4..6], &[]);
        check(b"<\0A\0", "<A", &[0..2, 2..4], &[]);
        check(b"\0<\0A", "<A", &[0..2, 2..4], &[]);
        check(b"\xFF\xFE\x34\xD8\x1E\xDD", "𝄞", &[2..6], &[]);
    }

    #[test]
    fn broken_utf16_is_a_doubt() {
        check(b"\xFF\xFEA\0B", "A\u{FFFD}", &[2..4, 4..5], &[DefectCode::Undecodable]);
        check(b"\xFF\xFE\x34\xD8A\0", "\u{FFFD}A", &[2..4, 4..6], &[DefectCode::Undecodable]);
    }

    #[test]
    fn declared_latin_1_is_no_doubt() {
        let bytes = b"<?xml version='1.0' encoding = 'ISO-8859-1'?>\xFC";
        let decoded = decode(bytes);
        assert_eq!(decoded.defects, []);
        let Source::Transcoded(text, _) = decoded.text else { panic!() };
        assert!(text.ends_with("?>ü"));
    }

    #[test]
    fn bytes_that_are_not_utf8_are_read_as_windows_1252_and_a_doubt() {
        check(b"M\xFC", "Mü", &[0..1, 1..2], &[DefectCode::Undecodable]);
        check(b"\xC3\xBC\xFC\xEA\xB9\x80\xEA", "üü김ê", &[0..2, 2..3, 3..6, 6..7], &[DefectCode::Undecodable]);
        check(b"<?xml?>\xFC", "<?xml?>ü", &[0..1, 1..2, 2..3, 3..4, 4..5, 5..6, 6..7, 7..8], &[DefectCode::Undecodable]);
    }

    #[test]
    fn declarations_that_lie_are_doubts() {
        let codes = |text: &[u8]| decode(text).defects.iter().map(|defect| defect.code).collect::<Vec<_>>();
        let conflict = [DefectCode::EncodingConflict];
        assert_eq!(codes("<?xml encoding='latin1'?>é".as_bytes()), conflict);
        assert_eq!(codes(b"<?xml encoding='latin1'?>e"), []);
        assert_eq!(codes(b"<?xml encoding='utf-16'?>e"), conflict);
        assert_eq!(codes(b"<?xml encoding='EBCDIC-CP-US'?>e"), conflict);
        assert_eq!(codes(b"<?xml encoding=\"US-ASCII\"?>e"), []);
        assert_eq!(codes(b"<?xml encoding='x' ?>\xFC"), [DefectCode::Undecodable]);
        assert_eq!(codes(b"\xEF\xBB\xBF<?xml encoding='latin1'?>e"), conflict);
        let utf16: Vec<u8> = "\u{FEFF}<?xml encoding='utf-8'?>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(codes(&utf16), conflict);
    }

    fn told(source: &Source<'_>) -> Vec<(char, usize)> {
        match source {
            Source::Frame(text, at) => text.char_indices().map(|(place, character)| (character, at + place)).collect(),
            Source::Transcoded(text, map) => {
                text.char_indices().map(|(place, character)| (character, map.source_at(text, place))).collect()
            }
        }
    }

    /// In parts of any length the text is that of the whole, and stands where it does.
    fn check_parts(bytes: &[u8]) {
        let part = |range: Range<usize>| Ok::<_, Infallible>(&bytes[range.start..range.end.min(bytes.len())]);
        let Ok(Found { encoding, at: from, .. }) = Found::of(bytes.len(), part);
        let whole = decode(bytes).text;
        for length in 4..9 {
            let (mut at, mut parts) = (from, Vec::new());
            while at < bytes.len() {
                let end = (at + length).min(bytes.len());
                let part = encoding.text(&bytes[at..end], at, end == bytes.len());
                parts.extend(told(&part));
                at += encoding.whole_characters(&bytes[at..end], end == bytes.len()).len();
            }
            assert_eq!(parts, told(&whole), "{length}");
        }
    }

    #[test]
    fn parts_say_what_the_whole_says() {
        let utf16 = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
        let utf32 = |text: &str| -> Vec<u8> { text.chars().flat_map(|character| u32::from(character).to_le_bytes()).collect() };
        check_parts("\u{FEFF}<?xml version='1.0'?>Müller 김정은 𝄞 x".as_bytes());
        check_parts(b"<?xml encoding='latin1'?>M\xFCller \x80 x");
        check_parts(b"<?xml encoding='latin1'?>Muller");
        check_parts(b"<?xml version='1.0'?>M\xFCller \xEA\xB9\x80 \xEA\xB9 \xEA");
        check_parts(&utf16("\u{FEFF}<?xml encoding='utf-16'?>Müller 김 𝄞 x"));
        check_parts(&utf16("\r\n <?xml encoding='utf-16'?>Müller 김 𝄞 x"));
        check_parts(&[utf16("<?xml encoding='utf-8'?>𝄞"), b"\xD8\x34\0x\0".to_vec()].concat());
        check_parts(&utf32("\u{FEFF}<a>Müller 김 𝄞 x</a>"));
        check_parts(&[utf32(" <a>𝄞"), b"\0\xD8\0\0x\0".to_vec()].concat());
        check_parts(&[EBCDIC_XML, b"\x6E\xD4\xDC\x93\x93\x85\x99\x25\x00"].concat());
        check_parts(b"<");
    }
}
