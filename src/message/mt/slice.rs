//! Bytes of the frame that know where they stand: what the parser hands around instead of offsets.

use crate::message::offset;
use memchr::{memchr2, memmem};
use nom::Offset;
use std::ops::Range;

/// A part of the frame. Taking it apart never fails: what lies beyond its end is empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slice<'a> {
    /// The bytes.
    pub(super) bytes: &'a [u8],
    /// Where the first of them stands in the frame.
    pub(super) at: usize,
}

impl<'a> Slice<'a> {
    pub(super) fn whole(bytes: &'a [u8]) -> Slice<'a> {
        Slice { bytes, at: 0 }
    }

    pub(super) fn is_empty(self) -> bool {
        self.bytes.is_empty()
    }

    /// Where it stands, as spans are written.
    pub(super) fn span(self) -> Range<u32> {
        offset(self.at)..offset(self.at + self.bytes.len())
    }

    /// What stands before and behind `middle`.
    pub(super) fn split_at(self, middle: usize) -> (Slice<'a>, Slice<'a>) {
        let (before, behind) = self.bytes.split_at(middle.min(self.bytes.len()));
        (Slice { bytes: before, at: self.at }, Slice { bytes: behind, at: self.at + before.len() })
    }

    /// The first `length` bytes.
    pub(super) fn first(self, length: usize) -> Slice<'a> {
        self.split_at(length).0
    }

    /// All behind the first `length` bytes.
    pub(super) fn skip(self, length: usize) -> Slice<'a> {
        self.split_at(length).1
    }

    /// Where `piece`, a part of these bytes, stands: parsers of the grammar hand out bare pieces.
    pub(super) fn part(self, piece: &'a [u8]) -> Slice<'a> {
        Slice { bytes: piece, at: self.at + self.bytes.offset(piece) }
    }

    pub(super) fn strip_prefix(self, prefix: &[u8]) -> Option<Slice<'a>> {
        self.bytes.starts_with(prefix).then(|| self.skip(prefix.len()))
    }

    /// Without white space at both ends.
    pub(super) fn trim(self) -> Slice<'a> {
        self.trim_matches(is_blank)
    }

    /// Without white space in front.
    pub(super) fn trim_start(self) -> Slice<'a> {
        self.skip(self.bytes.iter().take_while(|byte| is_blank(**byte)).count())
    }

    /// Without those bytes at both ends.
    pub(super) fn trim_matches(self, is_trimmed: impl Fn(u8) -> bool) -> Slice<'a> {
        let keeps = |byte: &u8| !is_trimmed(*byte);
        let start = self.bytes.iter().position(keeps).unwrap_or(self.bytes.len());
        let end = self.bytes.iter().rposition(keeps).map_or(start, |last| last + 1);
        self.first(end).skip(start)
    }

    /// The bytes as text, for comparison with ASCII words and for paths; empty where they are not UTF-8.
    pub(super) fn as_str(self) -> &'a str {
        str::from_utf8(self.bytes).unwrap_or_default()
    }

    /// The lines, without their ends: CR LF, LF, or CR.
    pub(super) fn lines(self) -> Lines<'a> {
        Lines { rest: Some(self), has_signs: false }
    }

    /// The lines of a text whose ends may be written `@@`, as home banking (FinTS) does: where it has no other ends.
    pub(super) fn lines_or_signs(self) -> Lines<'a> {
        Lines { rest: Some(self), has_signs: memchr2(b'\r', b'\n', self.bytes).is_none() }
    }
}

/// What counts as white space between words and at the ends of lines. Other control characters are no white space, but a doubt.
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// The lines of a slice.
pub(super) struct Lines<'a> {
    rest: Option<Slice<'a>>,
    /// Lines end with `@@`.
    has_signs: bool,
}

impl<'a> Iterator for Lines<'a> {
    type Item = Slice<'a>;

    fn next(&mut self) -> Option<Slice<'a>> {
        let rest = self.rest.take()?;
        let end = if self.has_signs { memmem::find(rest.bytes, SIGNS) } else { memchr2(b'\r', b'\n', rest.bytes) };
        let Some(end) = end else {
            return (!rest.is_empty()).then_some(rest);
        };
        let (line, behind) = rest.split_at(end);
        let next = behind.strip_prefix(b"\r\n").or_else(|| behind.strip_prefix(SIGNS)).unwrap_or_else(|| behind.skip(1));
        self.rest = Some(next);
        Some(line)
    }
}

const SIGNS: &[u8] = b"@@";

#[cfg(test)]
mod tests {
    use super::*;

    fn check_lines(input: &str, expected: &[(&str, usize)]) {
        let lines: Vec<_> = Slice::whole(input.as_bytes()).lines().map(|line| (line.as_str(), line.at)).collect();
        assert_eq!(lines, expected, "{input:?}");
    }

    #[test]
    fn three_line_ends_and_blank_lines() {
        check_lines("A\r\nB\nC\rD", &[("A", 0), ("B", 3), ("C", 5), ("D", 7)]);
        check_lines("A\r\n\r\nB\r\n", &[("A", 0), ("", 3), ("B", 5)]);
        check_lines("\n", &[("", 0)]);
        check_lines("", &[]);
    }

    #[test]
    fn parts_know_where_they_stand() {
        let slice = Slice { bytes: b"  KIM  ", at: 10 };
        assert_eq!((slice.trim().as_str(), slice.trim().span()), ("KIM", 12..15));
        assert_eq!(slice.skip(99).span(), 17..17);
        assert_eq!(slice.part(slice.skip(3).first(2).bytes).span(), 13..15);
        assert!(Slice::whole(b" \r\n").trim().is_empty());
    }
}
