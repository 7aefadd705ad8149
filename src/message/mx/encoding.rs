//! Bytes to text: byte order marks, declared encodings, and the way back from a place in the text to the bytes of the frame.
//!
//! UTF-8 is borrowed. UTF-16, Windows-1252 (which holds ISO 8859-1) and broken UTF-8 are transcoded. So are UTF-32 and EBCDIC, with a doubt: no payment travels in them, and hardly
//! any parser reads them. Other encodings are not known here: what can be read is read, with a doubt.

use crate::frame::EBCDIC_XML;
use crate::message::text::{Piece, windows_1252};
use crate::message::{Defect, DefectCode, offset};
use std::ops::Range;

/// The text of a document, and what was wrong with its encoding.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    /// The text, behind its byte order mark.
    pub(super) text: Source<'a>,
    /// What was wrong.
    pub(super) defects: Vec<Defect>,
}

/// A text and where it stands in the frame.
#[derive(Debug)]
pub(super) enum Source<'a> {
    /// The frame's own bytes from this offset.
    Frame(&'a str, usize),
    /// Transcoded.
    Transcoded(String, Map),
}

/// Finds out the encoding of a document and decodes it. Never fails: bytes that do not fit are read as Windows-1252, or as a replacement character.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] => utf32(bytes, 4, u32::from_le_bytes),
        [0, 0, 0xFE, 0xFF, ..] => utf32(bytes, 4, u32::from_be_bytes),
        [0xFF, 0xFE, ..] => utf16(bytes, 2, u16::from_le_bytes),
        [0xFE, 0xFF, ..] => utf16(bytes, 2, u16::from_be_bytes),
        [first, 0, 0, 0, ..] if may_begin(*first) => utf32(bytes, 0, u32::from_le_bytes),
        [0, 0, 0, first, ..] if may_begin(*first) => utf32(bytes, 0, u32::from_be_bytes),
        [first, 0, ..] if may_begin(*first) => utf16(bytes, 0, u16::from_le_bytes),
        [0, first, ..] if may_begin(*first) => utf16(bytes, 0, u16::from_be_bytes),
        _ if bytes.starts_with(EBCDIC_XML) => ebcdic(bytes),
        _ => single_bytes(bytes),
    }
}

/// What a document begins with.
fn may_begin(byte: u8) -> bool {
    byte == b'<' || byte.is_ascii_whitespace()
}

fn utf32(bytes: &[u8], at: usize, unit: fn([u8; 4]) -> u32) -> Decoded<'_> {
    let text = bytes.get(at..).unwrap_or_default();
    let (units, rest) = text.as_chunks::<4>();
    let mut decoder = Decoder::new(text.len(), at, Width::Recoded(4));
    for character in units.iter().map(|bytes| char::from_u32(unit(*bytes)).unwrap_or(char::REPLACEMENT_CHARACTER)) {
        decoder.push(character, 4);
    }
    if !rest.is_empty() {
        decoder.push(char::REPLACEMENT_CHARACTER, rest.len());
    }
    Decoded { text: decoder.source(), defects: vec![conflict(at)] }
}

fn ebcdic(bytes: &[u8]) -> Decoded<'_> {
    let mut decoder = Decoder::new(bytes.len(), 0, Width::Recoded(1));
    for byte in bytes {
        let printed = byte.checked_sub(EBCDIC_FROM).and_then(|place| EBCDIC.get(usize::from(place)));
        let character =
            printed.map_or(if byte.is_ascii_whitespace() { char::from(*byte) } else { '\n' }, |latin| char::from(*latin));
        decoder.push(character, 1);
    }
    Decoded { text: decoder.source(), defects: vec![conflict(0)] }
}

fn single_bytes(bytes: &[u8]) -> Decoded<'_> {
    let mut text = bytes;
    while let Some(rest) = text.strip_prefix(UTF8_MARK) {
        text = rest;
    }
    let at = bytes.len() - text.len();
    let declared = Declared::of(text);
    match str::from_utf8(text) {
        Ok(text) => {
            let defects = if utf8_contradicts(declared, text, at > 0) { vec![conflict(at)] } else { Vec::new() };
            Decoded { text: Source::Frame(text, at), defects }
        }
        Err(_) if declared == Declared::Latin => {
            let mut decoder = Decoder::new(text.len(), at, Width::One);
            text.iter().for_each(|byte| decoder.push(windows_1252(*byte), 1));
            let defects = if at > 0 { vec![conflict(at)] } else { Vec::new() };
            Decoded { text: decoder.source(), defects }
        }
        Err(error) => {
            let first = offset(at + error.valid_up_to());
            Decoded { text: mixed(text, at), defects: vec![Defect::new(DefectCode::Undecodable, first..first + 1)] }
        }
    }
}

/// UTF-8 with other bytes in it: those alone are read as Windows-1252.
pub(super) fn mixed(text: &[u8], at: usize) -> Source<'_> {
    let mut decoder = Decoder::new(text.len(), at, Width::Mixed(Vec::new()));
    for chunk in text.utf8_chunks() {
        chunk.valid().chars().for_each(|character| decoder.push(character, character.len_utf8()));
        for byte in chunk.invalid() {
            if let Width::Mixed(singles) = &mut decoder.map.width {
                singles.push(offset(decoder.source_at));
            }
            decoder.push(windows_1252(*byte), 1);
        }
    }
    decoder.source()
}

/// Whether a receiver that trusts the declaration may read other characters than these.
pub(super) fn utf8_contradicts(declared: Declared, text: &str, marked: bool) -> bool {
    match declared {
        Declared::Nothing | Declared::Utf8 => false,
        Declared::Latin => marked || !text.is_ascii(),
        Declared::Utf16 | Declared::Other => true,
    }
}

fn utf16(bytes: &[u8], at: usize, unit: fn([u8; 2]) -> u16) -> Decoded<'_> {
    let text = bytes.get(at..).unwrap_or_default();
    let (pairs, odd) = text.as_chunks::<2>();
    let mut decoder = Decoder::new(text.len(), at, Width::Two);
    let mut defects = Vec::new();
    let mut broken = None;
    for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let character = character.unwrap_or_else(|_| {
            broken.get_or_insert(offset(decoder.source_at));
            char::REPLACEMENT_CHARACTER
        });
        decoder.push(character, character.len_utf16() * 2);
    }
    for _ in odd {
        broken.get_or_insert(offset(decoder.source_at));
        decoder.push(char::REPLACEMENT_CHARACTER, 1);
    }
    if let Some(first) = broken {
        defects.push(Defect::new(DefectCode::Undecodable, first..first + 1));
    }
    if !matches!(Declared::of(decoder.text.as_bytes()), Declared::Nothing | Declared::Utf16) {
        defects.push(conflict(at));
    }
    Decoded { text: decoder.source(), defects }
}

pub(super) fn conflict(at: usize) -> Defect {
    Defect::new(DefectCode::EncodingConflict, offset(at)..offset(at))
}

/// What the XML declaration says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Declared {
    Nothing,
    Utf8,
    Latin,
    Utf16,
    Other,
}

impl Declared {
    pub(super) fn of(text: &[u8]) -> Declared {
        let head = text.get(..DECLARATION_BYTES_MAX).unwrap_or(text).trim_ascii_start();
        let declaration = head.strip_prefix(b"<?xml").and_then(|rest| rest.split(|byte| *byte == b'>').next());
        let Some(value) = declaration.and_then(encoding_value) else { return Declared::Nothing };
        Declared::named(value)
    }

    /// Reads the name of an encoding.
    fn named(value: &[u8]) -> Declared {
        let is_one_of = |names: &[&str]| names.iter().any(|name| value.eq_ignore_ascii_case(name.as_bytes()));
        if is_one_of(&["utf-8", "utf8", "us-ascii", "ascii"]) {
            Declared::Utf8
        } else if is_one_of(&["iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252"]) {
            Declared::Latin
        } else if is_one_of(&["utf-16", "utf-16le", "utf-16be"]) {
            Declared::Utf16
        } else {
            Declared::Other
        }
    }
}

/// Whether a word of an XML declaration is the name of an encoding that is known here.
pub(super) fn is_known(name: &str) -> bool {
    Declared::named(name.as_bytes()) != Declared::Other
}

/// The value in `encoding = "..."`.
fn encoding_value(declaration: &[u8]) -> Option<&[u8]> {
    let at = memchr::memmem::find(declaration, b"encoding")?;
    let behind = declaration.get(at + b"encoding".len()..)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let (quote, value) = behind.split_first()?;
    value.split(|byte| byte == quote).next()
}

/// The way back from a transcoded text to the bytes that it came from.
#[derive(Debug)]
pub(super) struct Map {
    /// For each block of the text: its first character's place in the text, and in the frame.
    marks: Vec<(u32, u32)>,
    width: Width,
    end: usize,
}

/// How many bytes of the frame a character took.
#[derive(Debug)]
pub(super) enum Width {
    /// One.
    One,
    /// Two, or four beyond the basic plane.
    Two,
    /// So many, none of them the byte that the character has in UTF-8.
    Recoded(usize),
    /// As many as in UTF-8, but one at these places of the frame.
    Mixed(Vec<u32>),
}

impl Map {
    /// The pieces of the frame that `range` of `text` came from, counted from its start.
    pub(super) fn pieces(&self, text: &str, range: Range<usize>) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut source = self.source_at(text, range.start);
        for (at, character) in text.get(range).unwrap_or_default().char_indices() {
            let taken = self.width_of(character, source);
            let exact = pieces.len() < PIECES_EXACT_MAX;
            let verbatim = exact && !matches!(self.width, Width::Two | Width::Recoded(_)) && taken == character.len_utf8();
            match pieces.last_mut() {
                Some(last) if verbatim && last.verbatim => last.source_len += offset(taken),
                Some(last) if !exact && !last.verbatim && at < last.at as usize + PIECE_COARSE_BYTES => {
                    last.source_len += offset(taken);
                }
                _ => pieces.push(Piece { at: offset(at), source: offset(source), source_len: offset(taken), verbatim }),
            }
            source += taken;
        }
        pieces
    }

    /// The place of the frame that a place of the text came from.
    pub(super) fn source_at(&self, text: &str, at: usize) -> usize {
        let block = at / BLOCK_BYTES;
        let mark = self.marks.get(..=block).unwrap_or(&self.marks).iter().rev().find(|mark| mark.0 as usize <= at);
        let (from, source) = mark.map_or((0, 0), |mark| (mark.0 as usize, mark.1 as usize));
        let between = text.get(from..at).unwrap_or_default().chars();
        between.fold(source, |source, character| source + self.width_of(character, source))
    }

    /// The bytes of a character that stands at `source`; the last one may be cut.
    fn width_of(&self, character: char, source: usize) -> usize {
        let whole = match &self.width {
            Width::One => 1,
            Width::Two => character.len_utf16() * 2,
            Width::Recoded(bytes) => *bytes,
            Width::Mixed(singles) if !character.is_ascii() && singles.binary_search(&offset(source)).is_ok() => 1,
            Width::Mixed(_) => character.len_utf8(),
        };
        whole.min(self.end.saturating_sub(source))
    }
}

/// Builds a transcoded text and its map.
pub(super) struct Decoder {
    text: String,
    map: Map,
    source_at: usize,
}

impl Decoder {
    /// For `bytes` bytes from `at`.
    pub(super) fn new(bytes: usize, at: usize, width: Width) -> Decoder {
        let map = Map { marks: Vec::with_capacity(bytes / BLOCK_BYTES + 1), width, end: at + bytes };
        Decoder { text: String::with_capacity(bytes), map, source_at: at }
    }

    /// Adds a character that took so many bytes.
    pub(super) fn push(&mut self, character: char, taken: usize) {
        if self.text.len() >= self.map.marks.len() * BLOCK_BYTES {
            self.map.marks.push((offset(self.text.len()), offset(self.source_at)));
        }
        self.text.push(character);
        self.source_at += taken;
    }

    pub(super) fn source<'a>(self) -> Source<'a> {
        Source::Transcoded(self.text, self.map)
    }
}

pub(super) const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// How far the XML declaration is looked for. The longest useful one has about 70 characters; the rest is white space before it.
pub(super) const DECLARATION_BYTES_MAX: usize = 512;

/// The first byte of EBCDIC that prints.
const EBCDIC_FROM: u8 = 0x40;

/// What the bytes from there on are in ISO 8859-1: code page 037, of which the letters, digits and brackets are those of any other.
const EBCDIC: &[u8; 192] = b"\
    \x20\xA0\xE2\xE4\xE0\xE1\xE3\xE5\xE7\xF1\xA2.<(+|&\xE9\xEA\xEB\xE8\xED\xEE\xEF\xEC\xDF!$*);\xAC-/\xC2\xC4\xC0\xC1\xC3\xC5\xC7\xD1\xA6,%_>?\xF8\xC9\xCA\xCB\xC8\xCD\xCE\xCF\xCC`:#@'=\"\
    \xD8abcdefghi\xAB\xBB\xF0\xFD\xFE\xB1\xB0jklmnopqr\xAA\xBA\xE6\xB8\xC6\xA4\xB5~stuvwxyz\xA1\xBF\xD0\xDD\xDE\xAE^\xA3\xA5\xB7\xA9\xA7\xB6\xBC\xBD\xBE[]\xAF\xA8\xB4\xD7\
    {ABCDEFGHI\xAD\xF4\xF6\xF2\xF3\xF5}JKLMNOPQR\xB9\xFB\xFC\xF9\xFA\xFF\\\xF7STUVWXYZ\xB2\xD4\xD6\xD2\xD3\xD50123456789\xB3\xDB\xDC\xD9\xDA\x9F";

/// One mark for this many bytes of text: a look-up reads at most so many, and the map takes a thirty-second of the text.
const BLOCK_BYTES: usize = 256;

/// Up to here each character of a text has its own piece; an element of ISO 20022 holds at most a few thousand characters.
const PIECES_EXACT_MAX: usize = 16 * 1024;

/// Beyond that a piece covers so many bytes, so that memory stays in proportion.
const PIECE_COARSE_BYTES: usize = 64;

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

    #[test]
    fn the_way_back_holds_far_into_the_text() {
        let latin = "<?xml encoding='latin1'?>".bytes().chain((0..2000).map(|place| if place % 3 == 0 { 0x80 } else { b'a' }));
        let mixed = "김 ".repeat(300).into_bytes().into_iter().chain([0xFC, b'a']).cycle().take(5001);
        for bytes in [latin.collect::<Vec<u8>>(), mixed.collect()] {
            let Source::Transcoded(text, map) = decode(&bytes).text else { panic!() };
            let mut next = 0;
            for (place, character) in text.char_indices() {
                let piece = map.pieces(&text, place..place + character.len_utf8())[0];
                assert_eq!(piece.source, next);
                next += piece.source_len;
            }
            assert_eq!(next as usize, bytes.len());
        }
    }

    #[test]
    fn pieces_stay_in_proportion() {
        let pieces = |characters: usize| {
            let Source::Transcoded(text, map) = decode(&vec![0xFC; characters]).text else { panic!() };
            let pieces = map.pieces(&text, 0..text.len());
            assert_eq!(pieces.iter().map(|piece| piece.source_len as usize).sum::<usize>(), characters);
            pieces.len()
        };
        assert_eq!(pieces(PIECES_EXACT_MAX), PIECES_EXACT_MAX);
        assert_eq!(pieces(PIECES_EXACT_MAX + 1), PIECES_EXACT_MAX);
        assert!(pieces(PIECES_EXACT_MAX * 4) < PIECES_EXACT_MAX * 2 + 10);
    }
}
