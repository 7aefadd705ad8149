//! What is packed into a text: base64, and in it text in any Unicode encoding, plain or compressed.

use super::base64::{self, Start};
use super::{Hidden, Place, message_in};
use crate::message::offset;
use crate::message::text::{Piece, Text, hull, windows_1252};
use flate2::{Decompress, FlushDecompress, Status};
use std::ops::Range;

/// Most bytes that are unpacked for one message, over all that is packed into it. Thirty-two of the longest FIN messages; a text that unpacks to more is no part of a payment.
pub(in crate::message) const UNPACKED_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Opens a text that is base64 as a whole, or else the base64 among its words. Characters that cannot be seen are read over.
pub(super) fn open(text: &Text<'_>, place: &dyn Fn() -> Place, room: &mut usize) -> Option<Hidden> {
    if text.as_str().len() < DIGITS_MIN {
        return None;
    }
    match visible(text) {
        Some(text) => open_visible(&text, place, room),
        None => open_visible(text, place, room),
    }
}

/// The text without what cannot be seen, where it has any of it.
fn visible(text: &Text<'_>) -> Option<Text<'static>> {
    let value = text.as_str();
    if value.is_ascii() || !value.contains(base64::is_invisible) {
        return None;
    }
    let mut kept = String::with_capacity(value.len());
    let mut pieces = Vec::new();
    for (at, character) in value.char_indices().filter(|(_, character)| !base64::is_invisible(*character)) {
        let piece = text.pieces(at..at + character.len_utf8()).into_iter().next();
        pieces.extend(piece.map(|piece| Piece { at: offset(kept.len()), ..piece }));
        kept.push(character);
    }
    Some(Text::joined(kept, pieces))
}

fn open_visible(text: &Text<'_>, place: &dyn Fn() -> Place, room: &mut usize) -> Option<Hidden> {
    let value = text.as_str();
    let whole = content(value, Guess::Any, place, room);
    let mut is_unreadable = matches!(whole, Content::Unreadable);
    // A short word in front of base64 may look like more of it: what stands behind is read by itself.
    let is_short = value.len() <= LINES_BYTES_MAX;
    let words = if is_short || !matches!(whole, Content::Text(_)) {
        open_words(value, place, room, &mut is_unreadable)
    } else {
        Vec::new()
    };
    match whole {
        _ if !words.is_empty() => Some(Hidden::Text(joined(text, words))),
        Content::Text(opened) => Some(Hidden::Text(joined(text, vec![(0..value.len(), opened)]))),
        Content::Unreadable | Content::Nothing => is_unreadable.then_some(Hidden::Unreadable),
    }
}

/// The base64 among words, each with the lines that go on behind it, or by itself.
fn open_words(value: &str, place: &dyn Fn() -> Place, room: &mut usize, is_unreadable: &mut bool) -> Vec<(Range<usize>, String)> {
    let mut opened = Vec::new();
    let mut next = 0;
    for word in long_words(value).filter(|range| range.len() < value.len()) {
        if word.start < next {
            continue;
        }
        let lines = word.start..word.start + lines_length(value, word.start).max(word.len());
        let word_end = word.end;
        let lines = (lines != word).then_some((lines, Guess::Unicode));
        for (range, guess) in lines.into_iter().chain([(word, Guess::Any)]) {
            match content(value.get(range.clone()).unwrap_or_default(), guess, place, room) {
                Content::Text(text) => {
                    // A word in front of base64 may have passed for its first line: each further line is read by itself as well, but for those of a message.
                    next = if message_in(&text).is_some() { range.end } else { word_end };
                    opened.push((range, text));
                    break;
                }
                Content::Unreadable => *is_unreadable = true,
                Content::Nothing => {}
            }
        }
    }
    opened
}

/// How far base64 may go on from a place: over digits, padding and what may stand between them.
fn lines_length(text: &str, from: usize) -> usize {
    let is_part = |byte: u8| base64::is_digit(byte) || byte.is_ascii_whitespace() || byte == b'=';
    text.bytes().skip(from).take(LINES_BYTES_MAX).take_while(|byte| is_part(*byte)).count()
}

/// The opened stretches of a text, one behind the other.
fn joined(text: &Text<'_>, opened: Vec<(Range<usize>, String)>) -> Text<'static> {
    let mut value = String::new();
    let mut pieces = Vec::new();
    for (range, words) in opened {
        let Some(whole) = hull(&text.pieces(range)) else { continue };
        pieces.push(Piece { at: offset(value.len()), ..whole });
        value.push_str(&words);
        value.push_str(BETWEEN);
    }
    value.truncate(value.len().saturating_sub(BETWEEN.len()));
    Text::joined(value, pieces)
}

/// Runs of digits of base64 that are long enough to say something, with their padding. One of them has a digit at each multiple of the least length, so that most of a text is
/// never looked at.
fn long_words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut next = 0;
    std::iter::from_fn(move || {
        while next < bytes.len() {
            let at = next;
            next += DIGITS_MIN;
            if !bytes.get(at).is_some_and(|byte| base64::is_digit(*byte)) {
                continue;
            }
            let before = bytes.get(..at)?.iter().rev().take_while(|byte| base64::is_digit(**byte)).count();
            let behind = bytes.get(at..)?.iter().take_while(|byte| base64::is_digit(**byte)).count();
            let padding = bytes.get(at + behind..)?.iter().take_while(|byte| **byte == b'=').count();
            next = (at + behind).next_multiple_of(DIGITS_MIN);
            if before + behind >= DIGITS_MIN {
                return Some(at - before..at + behind + padding);
            }
        }
        None
    })
}

enum Content {
    Text(String),
    Unreadable,
    Nothing,
}

/// What unpacked bytes may be read as.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Guess {
    /// Windows-1252 too.
    Any,
    /// Unicode alone: an ordinary word in front of base64 decodes to bytes of any kind.
    Unicode,
}

/// What a text holds that is base64 as a whole.
fn content(text: &str, guess: Guess, place: &dyn Fn() -> Place, room: &mut usize) -> Content {
    let may_be_certain = text.len() >= CERTAIN_DIGITS_MIN || place() == Place::File;
    if !may_be_certain && !begins_as_text(text, guess) {
        return Content::Nothing;
    }
    let Some(digits) = base64::digits(text).filter(|digits| *digits >= DIGITS_MIN) else { return Content::Nothing };
    let place = place();
    let is_certain = may_be_certain && is_certain(text, digits, place);
    if !is_certain && may_be_certain && !begins_as_text(text, guess) {
        return Content::Nothing;
    }
    let Some(bytes) = base64::decode(text) else { return Content::Nothing };
    let opened = match Packing::of(&bytes) {
        Some(packing) => packing.unpack(&bytes, room).and_then(|bytes| words(&bytes, guess)),
        None => words(&bytes, guess).or_else(|| {
            let unpacked = if is_certain { Packing::Deflate.unpack(&bytes, room) } else { None };
            unpacked.and_then(|bytes| words(&bytes, guess))
        }),
    };
    match opened {
        Some(text) => Content::Text(text),
        None if is_certain && place != Place::Signature => Content::Unreadable,
        None => Content::Nothing,
    }
}

/// Whether a text can be nothing but base64. In the place of a file it is, unless all of it is in one case. Anywhere else it is long, and has capitals, small letters and digits in the
/// measure in which packed bytes have them, two fifths, two fifths and a sixth: a tenth of each leaves room for chance, and none for words and numbers.
fn is_certain(text: &str, digits: usize, place: Place) -> bool {
    let count = |wanted: fn(&u8) -> bool| text.as_bytes().iter().filter(|byte| wanted(byte)).count();
    let are_mixed = |least: usize| {
        count(u8::is_ascii_lowercase) >= least && count(u8::is_ascii_uppercase) >= least && count(u8::is_ascii_digit) >= least
    };
    match place {
        Place::File => digits >= DIGITS_MIN && are_mixed(1),
        Place::Anywhere | Place::Signature => {
            digits >= CERTAIN_DIGITS_MIN && are_mixed(digits.div_ceil(10)) && !base64::reads_like_words(text)
        }
    }
}

/// Whether a text is base64 as far as its first digits, and these may say a text, or one that was compressed. Nearly all words that pass for base64 end here, most of them after
/// a few digits.
fn begins_as_text(text: &str, guess: Guess) -> bool {
    let is_packed = |start: &[u8]| Packing::of(start).is_some() || Wide::of(start.get(..WIDE_BYTES).unwrap_or(start)).is_some();
    let may_go_on = |few: &[u8]| has_no_controls(few) || few.contains(&0) || is_packed(few);
    if !Start::of::<FEW_DIGITS>(text).is_some_and(|few| may_go_on(few.as_slice())) {
        return false;
    }
    let may_be_single_bytes = guess == Guess::Any && text.len() >= MOSTLY_ASCII_DIGITS_MIN;
    Start::of::<START_DIGITS>(text).is_some_and(|start| {
        let start = start.as_slice();
        has_no_controls(start) && (may_be_single_bytes || begins_as_utf8(start)) || is_packed(start)
    })
}

/// Zeros at the end are padding.
fn has_no_controls(start: &[u8]) -> bool {
    let end = start.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    start.iter().take(end).all(|byte| !byte.is_ascii_control() || byte.is_ascii_whitespace())
}

fn begins_as_utf8(start: &[u8]) -> bool {
    str::from_utf8(start).map_or_else(|error| error.error_len().is_none(), |_| true)
}

/// Ways to compress.
#[derive(Clone, Copy, Debug)]
enum Packing {
    Gzip,
    Zlib,
    Deflate,
}

impl Packing {
    /// By the first bytes (RFC 1952, RFC 1950); deflate alone has none of its own.
    fn of(bytes: &[u8]) -> Option<Packing> {
        match bytes {
            [0x1F, 0x8B, 8, ..] => Some(Packing::Gzip),
            [method @ 0x78, flags, ..] if (u16::from(*method) * 256 + u16::from(*flags)).is_multiple_of(31) => {
                Some(Packing::Zlib)
            }
            _ => None,
        }
    }

    /// All of it; nothing where it is broken, or longer than `room`. What was unpacked takes up room in either case.
    fn unpack(self, bytes: &[u8], room: &mut usize) -> Option<Vec<u8>> {
        let packed = match self {
            Packing::Gzip => behind_gzip_header(bytes)?,
            Packing::Zlib | Packing::Deflate => bytes,
        };
        let mut unpacked = Vec::new();
        let is_whole = inflate(packed, matches!(self, Packing::Zlib), *room, &mut unpacked);
        *room = room.saturating_sub(unpacked.len());
        is_whole.then_some(unpacked)
    }
}

/// What follows the header of a gzip stream: ten bytes, and the fields that its flags announce (RFC 1952, section 2.3).
fn behind_gzip_header(bytes: &[u8]) -> Option<&[u8]> {
    let flags = *bytes.get(3)?;
    let mut rest = bytes.get(10..)?;
    if flags & 4 != 0 {
        let (length, behind) = rest.split_first_chunk::<2>()?;
        rest = behind.get(usize::from(u16::from_le_bytes(*length))..)?;
    }
    for flag in [8, 16] {
        if flags & flag != 0 {
            rest = rest.get(memchr::memchr(0, rest)? + 1..)?;
        }
    }
    rest.get(if flags & 2 != 0 { 2 } else { 0 }..)
}

/// Whether a stream of deflate came to its end within `limit` bytes.
fn inflate(packed: &[u8], has_header: bool, limit: usize, unpacked: &mut Vec<u8>) -> bool {
    let mut stream = Decompress::new(has_header);
    loop {
        unpacked.reserve(INFLATE_STEP_BYTES);
        let before = (stream.total_in(), stream.total_out());
        let taken = usize::try_from(before.0).unwrap_or(usize::MAX);
        let rest = packed.get(taken..).unwrap_or_default();
        let status = stream.decompress_vec(rest, unpacked, FlushDecompress::None);
        if unpacked.len() > limit {
            return false;
        }
        match status {
            Ok(Status::StreamEnd) => return true,
            Ok(Status::Ok | Status::BufError) if (stream.total_in(), stream.total_out()) != before => {}
            Ok(Status::Ok | Status::BufError) | Err(_) => return false,
        }
    }
}

/// The text that bytes are, where they are one.
fn words(bytes: &[u8], guess: Guess) -> Option<String> {
    let text = match Wide::of(bytes) {
        Some(wide) => wide.decode(bytes)?,
        None => match str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)) {
            Ok(text) => text.to_owned(),
            Err(_) => {
                (guess == Guess::Any && is_mostly_ascii(bytes)).then(|| bytes.iter().map(|byte| windows_1252(*byte)).collect())?
            }
        },
    };
    is_text(&text).then_some(text)
}

/// UTF-16, by its mark or by the zeros beside letters of ASCII.
#[derive(Clone, Copy, Debug)]
enum Wide {
    Little,
    Big,
}

impl Wide {
    fn of(bytes: &[u8]) -> Option<Wide> {
        let (pairs, _) = bytes.as_chunks::<2>();
        let ascii =
            |place: usize| pairs.iter().filter(|pair| pair.get(place) == Some(&0) && pair.get(1 - place) != Some(&0)).count();
        match bytes {
            [0xFF, 0xFE, ..] => Some(Wide::Little),
            [0xFE, 0xFF, ..] => Some(Wide::Big),
            _ if pairs.len() < 3 => None,
            _ if ascii(1) * 2 > pairs.len() => Some(Wide::Little),
            _ if ascii(0) * 2 > pairs.len() => Some(Wide::Big),
            _ => None,
        }
    }

    fn decode(self, bytes: &[u8]) -> Option<String> {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let units = pairs.iter().map(|pair| match self {
            Wide::Little => u16::from_le_bytes(*pair),
            Wide::Big => u16::from_be_bytes(*pair),
        });
        let text: String = char::decode_utf16(units).collect::<Result<_, _>>().ok()?;
        rest.is_empty().then(|| text.trim_start_matches('\u{FEFF}').to_owned())
    }
}

/// Windows-1252 gives any byte a meaning: only what is ASCII but for some letters is believed to be that.
fn is_mostly_ascii(bytes: &[u8]) -> bool {
    bytes.len() >= MOSTLY_ASCII_BYTES_MIN && bytes.iter().filter(|byte| !byte.is_ascii()).count() * 5 <= bytes.len()
}

/// Letters, and nothing that no text has.
fn is_text(text: &str) -> bool {
    let (mut letters, mut digits, mut all) = (0_usize, 0_usize, 0_usize);
    for character in text.trim_end_matches('\0').chars() {
        if character.is_control() && !character.is_whitespace() || character == char::REPLACEMENT_CHARACTER {
            return false;
        }
        all += 1;
        letters += usize::from(character.is_alphabetic());
        digits += usize::from(character.is_numeric());
    }
    letters >= LETTERS_MIN && (letters + digits) * 3 >= all
}

/// A name of eight letters has eleven digits in base64.
pub(super) const DIGITS_MIN: usize = 11;

/// Longer than any reference, identifier or address of a wallet that is no word: from here on, what has digits and both cases is base64 and is either read or a doubt.
const CERTAIN_DIGITS_MIN: usize = 80;

/// Digits that show whether it is worth to go on. They say 6 bytes: words in capitals have a control character in these in nine of ten cases, and UTF-16 has a zero.
const FEW_DIGITS: usize = 8;

/// These tell most of the others: 15 bytes.
const START_DIGITS: usize = 20;

/// Bytes of UTF-16 that show it by their zeros.
const WIDE_BYTES: usize = 9;

/// What stands between texts that were opened beside one another: no name goes on over it.
const BETWEEN: &str = "; ";

/// How much is unpacked at once.
const INFLATE_STEP_BYTES: usize = 16 * 1024;

/// Lines of base64 behind other words are read together up to this length: no field of a payment has more.
const LINES_BYTES_MAX: usize = 1024;

/// Fewer letters are no word.
const LETTERS_MIN: usize = 3;

/// Shorter bytes may be mostly ASCII by chance.
const MOSTLY_ASCII_BYTES_MIN: usize = 16;
const MOSTLY_ASCII_DIGITS_MIN: usize = 22;

#[cfg(test)]
#[allow(clippy::string_slice, reason = "the texts are ASCII")]
mod tests {
    use super::*;

    fn check(text: &str, place: Place, expected: Option<&str>) {
        let mut room = UNPACKED_BYTES_MAX;
        let found = match open(&Text::verbatim(text, 10), &|| place, &mut room) {
            Some(Hidden::Text(text)) => Some(text.as_str().to_owned()),
            Some(Hidden::Unreadable) => Some("?".to_owned()),
            Some(Hidden::Message(_) | Hidden::Disguised(_)) => panic!("{text}"),
            None => None,
        };
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn texts_are_opened() {
        check("S0lNIEpPTkcgVU4=", Place::Anywhere, Some("KIM JONG UN"));
        check("S0lNIEpP\r\n  TkcgVU4", Place::Anywhere, Some("KIM JONG UN"));
        check("see S0lNIEpPTkcgVU4=, and S0lNIEpPTkcgSUw=", Place::Anywhere, Some("KIM JONG UN; KIM JONG IL"));
        check("PMNT S0lNIEpPTkcgVU4=", Place::Anywhere, Some("KIM JONG UN"));
        check(
            "Musterstrasse see S0lNIEpPTkcgVU4gQU5EIEhJUyBXSURFIEZBTUlMWQ==",
            Place::Anywhere,
            Some("KIM JONG UN AND HIS WIDE FAMILY"),
        );
        check("PAID S0lNIEpPTkcg\r\n  VU4=", Place::Anywhere, Some("KIM JONG UN"));
        check("PAID S0lNIEpPTkcgVU4= FOR GOODS", Place::Anywhere, Some("KIM JONG UN"));
        check("6rmA7KCV7J2AIOuPmeyngA==", Place::Anywhere, Some("김정은 동지"));
        check("//5LAEkATQAgAFUATgA=", Place::Anywhere, Some("KIM UN"));
        check("SwBJAE0AIABVAE4A", Place::Anywhere, Some("KIM UN"));
        check("AEsASQBNACAAVQBO", Place::Anywhere, Some("KIM UN"));
        check("REF-1 S0lNIEp\u{200B}PTkcg\u{FEFF}VU4=", Place::Anywhere, Some("KIM JONG UN"));
    }

    #[test]
    fn words_and_numbers_are_no_base64() {
        for text in [
            "KANGBONG TRADING CORPORATION",
            "71560344-fd3a-417e-bcce-e75bd10a819f",
            "INVOICE20261124ABCDEFGH",
            "2026112420261124",
            "INTERNATIONALTRANSPORTGESELLSCHAFT",
            "internationaltransport/gesellschaft",
            "",
        ] {
            check(text, Place::Anywhere, None);
            check(text, Place::Signature, None);
        }
    }

    #[test]
    fn what_cannot_be_read_is_a_doubt_where_it_can_be_nothing_else() {
        let short = "grcO7n8aUDm+8H7CNH8G";
        let long = "btCPXcdRJEfjQEMAAmtuVFWUoGVoXWTEmAu41FRKhyGpmgGtIZ61nPahXvbxWh2DC7fOCda7wATnF1xkPH3ssLWA";
        check(short, Place::Anywhere, None);
        check(short, Place::File, Some("?"));
        check(long, Place::Anywhere, Some("?"));
        check(long, Place::Signature, None);
        check(&long[..CERTAIN_DIGITS_MIN - 1], Place::Anywhere, None);
        check(&long[..CERTAIN_DIGITS_MIN], Place::Anywhere, Some("?"));
    }

    #[test]
    fn a_text_that_unpacks_to_more_than_there_is_room_for_is_not_read() {
        // 1,000 letters A.
        let packed = "H4sIAAAAAAACA3N0HAWjYBQMdwAAAS6gUegDAAA=";
        let mut room = 1_000;
        assert!(matches!(open(&Text::verbatim(packed, 0), &|| Place::File, &mut room), Some(Hidden::Text(_))));
        assert_eq!(room, 0);
        let mut room = 999;
        assert!(matches!(open(&Text::verbatim(packed, 0), &|| Place::File, &mut room), Some(Hidden::Unreadable)));
    }

    #[test]
    fn opened_texts_stand_where_they_were_packed() {
        let mut room = UNPACKED_BYTES_MAX;
        let Some(Hidden::Text(text)) = open(&Text::verbatim("see S0lNIEpPTkcgVU4=", 10), &|| Place::Anywhere, &mut room) else {
            panic!()
        };
        assert_eq!(text.all_spans(), [14..30]);
    }

    #[test]
    fn long_words_are_found_wherever_they_begin() {
        for before in 0..40 {
            let text = format!("{}{} x", "é ".repeat(before).chars().take(before).collect::<String>(), " 0123456789abcdef==");
            let found: Vec<_> = long_words(&text).map(|range| text.get(range).unwrap().to_owned()).collect();
            assert_eq!(found, ["0123456789abcdef=="], "{before}");
        }
    }
}
