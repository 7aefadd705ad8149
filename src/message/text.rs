//! Decoded text that knows which bytes of the frame each of its characters came from.

use super::offset;
use std::borrow::Cow;
use std::ops::Range;

/// The content of an element: borrowed from the frame where the frame holds it as it is, owned where it had to be decoded or joined.
#[derive(Clone, Debug)]
pub struct Text<'a> {
    value: Cow<'a, str>,
    source: Source,
}

/// Where a run of decoded text came from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Piece {
    /// First byte in the decoded text.
    pub at: u32,
    /// First byte in the frame.
    pub source: u32,
    /// Bytes in the frame.
    pub source_len: u32,
    /// The decoded bytes are the frame's bytes. Otherwise all of them stand for all of the source (a character reference, a decoded character).
    pub verbatim: bool,
}

#[derive(Clone, Debug)]
enum Source {
    /// The whole text stands in the frame from this offset.
    At(u32),
    Pieces(Box<[Piece]>),
}

impl<'a> Text<'a> {
    /// Text that stands in the frame as it is, from `at`.
    #[must_use]
    pub fn verbatim(value: &'a str, at: usize) -> Text<'a> {
        Text { value: Cow::Borrowed(value), source: Source::At(offset(at)) }
    }

    /// Text that was joined or decoded from several places, in order.
    #[must_use]
    pub fn joined(value: String, pieces: Vec<Piece>) -> Text<'a> {
        Text { value: Cow::Owned(value), source: Source::Pieces(pieces.into_boxed_slice()) }
    }

    /// Bytes of a frame that stand from `at`: as UTF-8, or else as Windows-1252, the superset of ISO 8859-1 that old gateways write. Never fails: every byte is some character.
    #[must_use]
    pub fn decode(bytes: &'a [u8], at: usize) -> Text<'a> {
        match str::from_utf8(bytes) {
            Ok(text) => Text::verbatim(text, at),
            Err(_) => Text::decode_1252(bytes, at),
        }
    }

    fn decode_1252(bytes: &[u8], at: usize) -> Text<'a> {
        let mut value = String::with_capacity(bytes.len() * 2);
        let mut pieces: Vec<Piece> = Vec::new();
        for (place, byte) in bytes.iter().enumerate() {
            let source = offset(at + place);
            match pieces.last_mut() {
                Some(piece) if piece.verbatim && byte.is_ascii() => piece.source_len += 1,
                _ => pieces.push(Piece { at: offset(value.len()), source, source_len: 1, verbatim: byte.is_ascii() }),
            }
            value.push(windows_1252(*byte));
        }
        Text::joined(value, pieces)
    }

    /// The same text, to keep when the bytes are gone.
    pub(super) fn kept(&self) -> Text<'static> {
        Text { value: Cow::Owned(self.value.clone().into_owned()), source: self.source.clone() }
    }

    /// The decoded text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.value
    }

    /// Appends to `spans` the bytes of the frame that `range` of the decoded text came from; neighbouring runs are one span.
    pub fn spans(&self, range: Range<usize>, spans: &mut Vec<Range<u32>>) {
        let mut push = |span: Range<u32>| match spans.last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            _ => spans.push(span),
        };
        match &self.source {
            Source::At(at) => push(at + offset(range.start)..at + offset(range.end)),
            Source::Pieces(pieces) => {
                let (start, end) = (offset(range.start), offset(range.end));
                let first = pieces.partition_point(|piece| piece.at <= start).saturating_sub(1);
                for (index, piece) in pieces.iter().enumerate().skip(first).take_while(|(_, piece)| piece.at < end) {
                    let piece_end = pieces.get(index + 1).map_or(offset(self.value.len()), |next| next.at);
                    let (from, to) = (start.max(piece.at), end.min(piece_end));
                    if from >= to {
                        continue;
                    }
                    let (skipped, taken) = if piece.verbatim { (from - piece.at, to - from) } else { (0, piece.source_len) };
                    push(piece.source + skipped..piece.source + skipped + taken);
                }
            }
        }
    }

    /// The pieces that `range` of the decoded text came from, counted from its start. A piece that is not verbatim is never cut.
    pub(super) fn pieces(&self, range: Range<usize>) -> Vec<Piece> {
        let (start, end) = (offset(range.start), offset(range.end));
        let pieces = match &self.source {
            Source::At(at) => return vec![Piece { at: 0, source: at + start, source_len: end - start, verbatim: true }],
            Source::Pieces(pieces) => pieces,
        };
        let first = pieces.partition_point(|piece| piece.at <= start).saturating_sub(1);
        let ends = pieces.iter().skip(first + 1).map(|next| next.at).chain([offset(self.value.len())]);
        pieces
            .iter()
            .skip(first)
            .zip(ends)
            .take_while(|(piece, _)| piece.at < end)
            .map(|(piece, piece_end)| {
                let (from, to) = (start.max(piece.at), end.min(piece_end));
                let (skipped, taken) = if piece.verbatim { (from - piece.at, to - from) } else { (0, piece.source_len) };
                Piece { at: from - start, source: piece.source + skipped, source_len: taken, verbatim: piece.verbatim }
            })
            .collect()
    }

    /// The first byte of the frame that the text came from.
    #[must_use]
    pub fn starts_at(&self) -> u32 {
        match &self.source {
            Source::At(at) => *at,
            Source::Pieces(pieces) => pieces.first().map_or(0, |piece| piece.source),
        }
    }

    /// The bytes of the frame that all of the text came from.
    #[must_use]
    pub fn all_spans(&self) -> Vec<Range<u32>> {
        let mut spans = Vec::new();
        self.spans(0..self.value.len(), &mut spans);
        spans
    }
}

/// One piece over several.
pub(super) fn hull(pieces: &[Piece]) -> Option<Piece> {
    let (first, last) = (pieces.first()?, pieces.last()?);
    Some(Piece { source_len: last.source + last.source_len - first.source, verbatim: false, ..*first })
}

/// The character of a Windows-1252 byte; the five bytes that it leaves open stay control characters, as in ISO 8859-1.
pub(super) fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“',
        '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    byte.checked_sub(0x80).and_then(|high| HIGH.get(usize::from(high)).copied()).unwrap_or(char::from(byte))
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init, reason = "spans are lists of ranges")]
mod tests {
    use super::*;

    #[test]
    fn verbatim_text_maps_by_offset() {
        let text = Text::verbatim("KIM JONG", 10);
        let mut spans = Vec::new();
        text.spans(4..8, &mut spans);
        assert_eq!(spans, [14..18]);
    }

    #[test]
    fn latin_1_text_is_read_and_mapped() {
        let text = Text::decode(b"M\xDCLLER", 5);
        assert_eq!(text.as_str(), "MÜLLER");
        let mut spans = Vec::new();
        text.spans(1..4, &mut spans);
        assert_eq!(spans, [6..8]);
        assert_eq!(text.all_spans(), [5..11]);
    }

    #[test]
    fn pieces_are_cut_where_they_are_verbatim() {
        let piece = |at, source, source_len, verbatim| Piece { at, source, source_len, verbatim };
        let pieces = vec![piece(0, 4, 2, true), piece(2, 6, 5, false), piece(3, 20, 4, true)];
        let text = Text::joined("IRANIAN".into(), pieces.clone());
        assert_eq!(text.pieces(0..7), pieces);
        assert_eq!(text.pieces(1..5), [piece(0, 5, 1, true), piece(1, 6, 5, false), piece(2, 20, 2, true)]);
        assert_eq!(text.pieces(4..5), [piece(0, 21, 1, true)]);
        assert_eq!(text.pieces(3..3), []);
        assert_eq!(Text::verbatim("IRAN", 10).pieces(1..3), [piece(0, 11, 2, true)]);
    }

    #[test]
    fn a_reference_maps_to_all_of_its_bytes() {
        let pieces = vec![
            Piece { at: 0, source: 4, source_len: 2, verbatim: true },
            Piece { at: 2, source: 6, source_len: 5, verbatim: false },
            Piece { at: 3, source: 20, source_len: 1, verbatim: true },
        ];
        let text = Text::joined("IRAN".into(), pieces);
        let mut spans = Vec::new();
        text.spans(1..4, &mut spans);
        assert_eq!(spans, [5..11, 20..21]);
    }
}
