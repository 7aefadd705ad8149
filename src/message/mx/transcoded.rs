//! A text that was transcoded, and the way back from a place in it to the bytes of the frame.

use crate::message::offset;
use crate::message::text::Piece;
use std::ops::Range;

/// A text and where it stands in the frame.
#[derive(Debug)]
pub(super) enum Source<'a> {
    /// The frame's own bytes from this offset.
    Frame(&'a str, usize),
    /// Transcoded.
    Transcoded(String, Map),
}

impl Source<'_> {
    /// The text.
    pub(super) fn as_str(&self) -> &str {
        match self {
            Source::Frame(text, _) => text,
            Source::Transcoded(text, _) => text,
        }
    }
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

    /// Adds a character that one byte stands for, among others that have the bytes of UTF-8.
    pub(super) fn push_single(&mut self, character: char) {
        if let Width::Mixed(singles) = &mut self.map.width {
            singles.push(offset(self.source_at));
        }
        self.push(character, 1);
    }

    /// The text of characters, each with the bytes that it took, and of the rest of a broken one.
    pub(super) fn of_units<'a>(mut self, characters: impl Iterator<Item = (char, usize)>, rest: &[u8]) -> Source<'a> {
        characters.for_each(|(character, taken)| self.push(character, taken));
        if !rest.is_empty() {
            self.push(char::REPLACEMENT_CHARACTER, rest.len());
        }
        self.source()
    }

    pub(super) fn source<'a>(self) -> Source<'a> {
        Source::Transcoded(self.text, self.map)
    }
}

/// One mark for this many bytes of text: a look-up reads at most so many, and the map takes a thirty-second of the text.
const BLOCK_BYTES: usize = 256;

/// Up to here each character of a text has its own piece; an element of ISO 20022 holds at most a few thousand characters.
const PIECES_EXACT_MAX: usize = 16 * 1024;

/// Beyond that a piece covers so many bytes, so that memory stays in proportion.
const PIECE_COARSE_BYTES: usize = 64;

#[cfg(test)]
mod tests {
    use super::super::encoding::decode;
    use super::*;

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
