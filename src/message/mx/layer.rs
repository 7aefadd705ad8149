//! A message inside the text of another: XML or FIN in a CDATA section, with its brackets escaped, or in base64. It is read as well, one level deep; the text that carries it stays.

use super::encoding::Map;
use crate::message::text::{Piece, Text};
use crate::message::{Element, Message, Path, PathNode, offset};
use std::borrow::Cow;
use std::ops::Range;

/// Where the text that a message was read from stands in the frame.
#[derive(Clone, Copy, Debug)]
pub(super) enum Origin<'t> {
    /// It was transcoded.
    Transcoded(&'t str, &'t Map),
    /// It is the text of an element.
    Carrier(&'t Text<'t>),
    /// It was decoded from these bytes, as a whole.
    Decoded(Piece),
}

impl Origin<'_> {
    fn pieces(self, range: Range<usize>) -> Vec<Piece> {
        match self {
            Origin::Transcoded(text, map) => map.pieces(text, range),
            Origin::Carrier(text) => text.pieces(range),
            Origin::Decoded(whole) => vec![whole],
        }
    }

    /// The bytes of the frame behind a range of the text.
    pub(super) fn span(self, range: Range<u32>) -> Range<u32> {
        let (start, end) = (range.start as usize, range.end as usize);
        let at = |range| hull(&self.pieces(range)).map(|piece| piece.source..piece.source + piece.source_len);
        let end_of_text = |at: usize| {
            at.checked_sub(1).and_then(|before| self.pieces(before..at).last().map(|piece| piece.source + piece.source_len))
        };
        match at(start..end) {
            Some(span) => span,
            None => end_of_text(start).map_or(0..0, |end| end..end),
        }
    }

    /// A text of the inner message, as one of the frame.
    fn text<'a>(self, inner: &Text<'_>) -> Text<'a> {
        let value = inner.as_str().to_owned();
        if let Origin::Decoded(whole) = self {
            return Text::joined(value, vec![whole]);
        }
        let mut pieces = Vec::new();
        for piece in inner.pieces(0..value.len()) {
            let source = piece.source as usize..(piece.source + piece.source_len) as usize;
            if piece.verbatim {
                pieces.extend(self.pieces(source).into_iter().map(|outer| Piece { at: outer.at + piece.at, ..outer }));
            } else {
                pieces.extend(hull(&self.pieces(source)).map(|outer| Piece { at: piece.at, ..outer }));
            }
        }
        Text::joined(value, pieces)
    }
}

/// One piece over several.
pub(super) fn hull(pieces: &[Piece]) -> Option<Piece> {
    let (first, last) = (pieces.first()?, pieces.last()?);
    Some(Piece { source_len: last.source + last.source_len - first.source, verbatim: false, ..*first })
}

/// Numbers that the outer message has given away already.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Numbers {
    /// Passages.
    pub(super) passages: u32,
    /// Parties.
    pub(super) parties: u32,
}

/// Adds the elements of `inner` to `outer`, below node `under`. Answers the numbers given away then. `layer` says how much deeper they are.
pub(super) fn adopt(
    outer: &mut Message<'_>,
    inner: Message<'_>,
    origin: Origin<'_>,
    under: Option<u32>,
    layer: u8,
    numbers: Numbers,
) -> Numbers {
    let first_node = offset(outer.nodes.len());
    outer.nodes.extend(inner.nodes.into_iter().map(|node| PathNode {
        parent: node.parent.map(|parent| parent + first_node).or(under),
        name: Cow::Owned(node.name.into_owned()),
        occurrence: node.occurrence,
    }));
    let mut next = numbers;
    for element in inner.elements {
        let path = match element.path {
            Path::Node(node) => Path::Node(node + first_node),
            Path::Outside => under.map_or(Path::Outside, Path::Node),
            Path::Block(..) | Path::Field { .. } => {
                outer.nodes.push(PathNode { parent: under, name: Cow::Owned(element.path.to_string()), occurrence: 1 });
                Path::Node(offset(outer.nodes.len() - 1))
            }
        };
        let passage = numbers.passages + element.passage;
        let party = element.party.map(|party| numbers.parties + party);
        next.passages = next.passages.max(passage + 1);
        next.parties = next.parties.max(party.map_or(0, |party| party + 1));
        let text = origin.text(&element.text);
        outer.elements.push(Element {
            role: element.role,
            kind: element.kind,
            path,
            text,
            passage,
            party,
            layer: element.layer + layer,
        });
    }
    next
}

/// What the text of an element carries.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum Payload {
    /// XML, in the text itself.
    Xml,
    /// FIN, in the text itself.
    Fin,
    /// Either, in base64.
    Encoded(String),
}

impl Payload {
    /// Looks at the beginning of a text: a message shows there.
    pub(super) fn of(text: &str) -> Option<Payload> {
        match text.as_bytes() {
            [b'<', b'?' | b'A'..=b'Z' | b'a'..=b'z', .., b'>'] => Some(Payload::Xml),
            [b'{', b'1', b':', ..] => Some(Payload::Fin),
            [first, ..]
                if text.len() >= ENCODED_BYTES_MIN
                    && ENCODED_STARTS.iter().any(|start| start.first() == Some(first) && text.as_bytes().starts_with(start)) =>
            {
                decode_base64(text).and_then(|bytes| String::from_utf8(bytes).ok()).map(Payload::Encoded)
            }
            _ => None,
        }
    }
}

/// `{1:`, `<?x`, `<D`, `<A`, `<R`, `<S`, and the text block of a FIN message, in base64.
const ENCODED_STARTS: [&[u8]; 7] = [b"ezE6", b"PD94", b"PE", b"PFJ", b"PFN", b"DQo6", b"Cjoy"];

/// A text block of three short fields has more than this.
const ENCODED_BYTES_MIN: usize = 64;

/// RFC 4648 with padding; white space may stand anywhere. Nothing where there is anything else.
pub(crate) fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count, mut padding) = (0_u32, 0_u32, 0_u32);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => {
                padding += 1;
                continue;
            }
            _ => return None,
        };
        if padding > 0 {
            return None;
        }
        bits = bits << 6 | u32::from(value);
        count += 1;
        if count.is_multiple_of(4) {
            let [_, first, second, third] = bits.to_be_bytes();
            bytes.extend([first, second, third]);
            bits = 0;
        }
    }
    match (count % 4, padding) {
        (0, 0) => {}
        (2, 2) => bytes.extend(u8::try_from(bits >> 4)),
        (3, 1) => {
            let [_, _, first, second] = (bits >> 2).to_be_bytes();
            bytes.extend([first, second]);
        }
        _ => return None,
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_decoded_or_refused() {
        for (text, expected) in [
            ("ezE6", Some("{1:")),
            ("ezE6Rg==", Some("{1:F")),
            ("ezE6 RjA=\r\n", Some("{1:F0")),
            ("", Some("")),
            ("ezE", None),
            ("ez=E", None),
            ("ezE6R===", None),
            ("ezE!", None),
        ] {
            assert_eq!(decode_base64(text).map(|bytes| String::from_utf8(bytes).unwrap()), expected.map(str::to_owned), "{text}");
        }
    }

    #[test]
    fn payloads_show_at_their_beginning() {
        assert_eq!(Payload::of("<Document/>"), Some(Payload::Xml));
        assert_eq!(Payload::of("<?xml version='1.0'?><a/>"), Some(Payload::Xml));
        assert_eq!(Payload::of("{1:F01..."), Some(Payload::Fin));
        for other in ["", "KIM", "<5 units>", "< a >", "{4:", "PERvY3VtZW50"] {
            assert_eq!(Payload::of(other), None, "{other}");
        }
    }
}
