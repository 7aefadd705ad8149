//! A part of a frame to text: the encoding is found out once for the whole frame, then each part is decoded by itself. Short frames are decoded at once, in `encoding.rs`.

use super::encoding::{DECLARATION_BYTES_MAX, Declared, Decoder, Source, UTF8_MARK, Width, conflict, mixed, utf8_contradicts};
use crate::frame::{Frame, Unreadable};
use crate::message::text::windows_1252;
use crate::message::{Defect, DefectCode, offset};
use std::ops::Range;

/// The encoding of a frame.
#[derive(Clone, Copy, Debug)]
pub(super) enum Encoding {
    Utf8,
    /// Declared, and not UTF-8.
    Latin,
    /// UTF-8 with other bytes in it.
    Mixed,
    Utf16(fn([u8; 2]) -> u16),
}

/// What was found out about the encoding of a frame.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) encoding: Encoding,
    /// Where the text begins, behind byte order marks.
    pub(super) at: usize,
    pub(super) defects: Vec<Defect>,
}

impl Found {
    /// Reads the whole frame once, with the result of [`super::encoding::decode`].
    pub(super) fn of(frame: &Frame) -> Result<Found, Unreadable> {
        let head = frame.slice(0..DECLARATION_BYTES_MAX)?;
        match head.as_ref() {
            [0xFF, 0xFE, ..] => utf16(frame, 2, u16::from_le_bytes),
            [0xFE, 0xFF, ..] => utf16(frame, 2, u16::from_be_bytes),
            [b'<', 0, ..] => utf16(frame, 0, u16::from_le_bytes),
            [0, b'<', ..] => utf16(frame, 0, u16::from_be_bytes),
            _ => single_bytes(frame),
        }
    }
}

fn single_bytes(frame: &Frame) -> Result<Found, Unreadable> {
    let mut at = 0;
    while frame.slice(at..at + UTF8_MARK.len())? == UTF8_MARK {
        at += UTF8_MARK.len();
    }
    let declared = Declared::of(&frame.slice(at..at + DECLARATION_BYTES_MAX)?);
    let (first_invalid, is_ascii) = utf8(frame, at)?;
    let marked = || (at > 0).then(|| conflict(at)).into_iter().collect();
    Ok(match first_invalid {
        None => {
            let some_text = if is_ascii { "" } else { "é" };
            let contradicts = utf8_contradicts(declared, some_text, at > 0);
            Found { encoding: Encoding::Utf8, at, defects: contradicts.then(|| conflict(at)).into_iter().collect() }
        }
        Some(_) if declared == Declared::Latin => Found { encoding: Encoding::Latin, at, defects: marked() },
        Some(first) => Found { encoding: Encoding::Mixed, at, defects: vec![undecodable(first)] },
    })
}

/// The first byte that is not UTF-8, and whether everything is ASCII.
fn utf8(frame: &Frame, mut at: usize) -> Result<(Option<usize>, bool), Unreadable> {
    let mut is_ascii = true;
    loop {
        let bytes = frame.slice(at..at + CHUNK_BYTES)?;
        is_ascii &= bytes.is_ascii();
        let is_last = at + bytes.len() >= frame.bytes_kept();
        match str::from_utf8(&bytes) {
            Ok(_) if is_last => return Ok((None, is_ascii)),
            Ok(_) => at += bytes.len(),
            Err(error) if error.error_len().is_none() && !is_last => at += error.valid_up_to(),
            Err(error) => return Ok((Some(at + error.valid_up_to()), is_ascii)),
        }
    }
}

fn utf16(frame: &Frame, mark: usize, unit: fn([u8; 2]) -> u16) -> Result<Found, Unreadable> {
    let encoding = Encoding::Utf16(unit);
    let (mut at, mut broken) = (mark, None);
    while broken.is_none() && at < frame.bytes_kept() {
        let chunk = frame.slice(at..at + CHUNK_BYTES)?;
        let bytes = whole_characters(encoding, &chunk, at + CHUNK_BYTES >= frame.bytes_kept());
        broken = first_broken(bytes, unit).map(|first| at + first);
        at += bytes.len();
    }
    let head = frame.slice(mark..mark + DECLARATION_BYTES_MAX)?;
    let (pairs, _) = head.as_chunks::<2>();
    let head: String = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).filter_map(Result::ok).collect();
    let contradicts = !matches!(Declared::of(head.as_bytes()), Declared::Nothing | Declared::Utf16);
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

/// The text of `bytes`, which stand in the frame from `at`. A character that the end may have cut is left out, unless it is the end of the frame.
pub(super) fn text(encoding: Encoding, bytes: &[u8], at: usize, is_last: bool) -> Source<'_> {
    let bytes = whole_characters(encoding, bytes, is_last);
    match encoding {
        Encoding::Utf8 => {
            let valid =
                str::from_utf8(bytes).or_else(|error| str::from_utf8(bytes.get(..error.valid_up_to()).unwrap_or_default()));
            Source::Frame(valid.unwrap_or_default(), at)
        }
        Encoding::Latin => {
            let mut decoder = Decoder::new(bytes.len(), at, Width::One);
            bytes.iter().for_each(|byte| decoder.push(windows_1252(*byte), 1));
            decoder.source()
        }
        Encoding::Mixed => mixed(bytes, at),
        Encoding::Utf16(unit) => {
            let (pairs, odd) = bytes.as_chunks::<2>();
            let mut decoder = Decoder::new(bytes.len(), at, Width::Two);
            for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
                let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
                decoder.push(character, character.len_utf16() * 2);
            }
            odd.iter().for_each(|_| decoder.push(char::REPLACEMENT_CHARACTER, 1));
            decoder.source()
        }
    }
}

/// The bytes without the beginning of a character that goes on behind them.
fn whole_characters(encoding: Encoding, bytes: &[u8], is_last: bool) -> &[u8] {
    let cut = match encoding {
        _ if is_last => 0,
        Encoding::Latin => 0,
        Encoding::Utf8 | Encoding::Mixed => cut_utf8(bytes),
        Encoding::Utf16(unit) => {
            let (pairs, odd) = bytes.as_chunks::<2>();
            let is_high = pairs.last().is_some_and(|pair| (0xD800..0xDC00).contains(&unit(*pair)));
            odd.len() + if is_high { 2 } else { 0 }
        }
    };
    bytes.get(..bytes.len() - cut).unwrap_or_default()
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

/// Without the end of a character that began before.
pub(super) fn from_character(encoding: Encoding, frame: &Frame, range: Range<usize>) -> Result<Range<usize>, Unreadable> {
    let is_inside = |byte: &u8| matches!(encoding, Encoding::Utf8 | Encoding::Mixed) && byte & 0xC0 == 0x80;
    let skipped = frame.slice(range.start..range.start + 3)?.iter().take_while(|byte| is_inside(byte)).count();
    Ok(range.start + skipped..range.end)
}

/// Bytes looked at in one go: a window's.
const CHUNK_BYTES: usize = 1024 * 1024;

#[cfg(test)]
mod tests {
    use super::super::encoding::decode;
    use super::*;

    fn told(source: &Source<'_>) -> Vec<(char, usize)> {
        match source {
            Source::Frame(text, at) => text.char_indices().map(|(place, character)| (character, at + place)).collect(),
            Source::Transcoded(text, map) => {
                text.char_indices().map(|(place, character)| (character, map.source_at(text, place))).collect()
            }
        }
    }

    /// In parts of any length the text is that of the whole, and stands where it does.
    fn check(bytes: &[u8]) {
        let frame = Frame::new(bytes.to_vec().into());
        let found = Found::of(&frame).unwrap();
        let whole = decode(bytes);
        assert_eq!(found.defects, whole.defects);
        for length in 4..9 {
            let (mut at, mut parts) = (found.at, Vec::new());
            while at < bytes.len() {
                let end = (at + length).min(bytes.len());
                let part = text(found.encoding, &bytes[at..end], at, end == bytes.len());
                parts.extend(told(&part));
                at += whole_characters(found.encoding, &bytes[at..end], end == bytes.len()).len();
            }
            assert_eq!(parts, told(&whole.text), "{length}");
        }
    }

    #[test]
    fn parts_say_what_the_whole_says() {
        let utf16 = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
        check("\u{FEFF}<?xml version='1.0'?>Müller 김정은 𝄞 x".as_bytes());
        check(b"<?xml encoding='latin1'?>M\xFCller \x80 x");
        check(b"<?xml encoding='latin1'?>Muller");
        check(b"<?xml version='1.0'?>M\xFCller \xEA\xB9\x80 \xEA\xB9 \xEA");
        check(&utf16("\u{FEFF}<?xml encoding='utf-16'?>Müller 김 𝄞 x"));
        check(&[utf16("<?xml encoding='utf-8'?>𝄞"), b"\xD8\x34\0x\0".to_vec()].concat());
        check(b"<");
    }
}
