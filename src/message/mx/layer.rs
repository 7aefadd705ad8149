//! A message read from a text that stands elsewhere: its elements become those of the frame, with the places of the frame.

use super::transcoded::Map;
use crate::message::text::{Piece, Text, hull};
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
}

impl Origin<'_> {
    fn pieces(self, range: Range<usize>) -> Vec<Piece> {
        match self {
            Origin::Transcoded(text, map) => map.pieces(text, range),
            Origin::Carrier(text) => text.pieces(range),
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
        let mut pieces = Vec::new();
        for piece in inner.pieces(0..value.len()) {
            let source = piece.source as usize..(piece.source + piece.source_len) as usize;
            if piece.verbatim {
                pieces.extend(self.pieces(source).into_iter().map(|outer| Piece { at: outer.at + piece.at, ..outer }));
            } else {
                pieces.extend(hull(&self.pieces(source)).map(|outer| Piece { at: piece.at, ..outer }));
            }
        }
        // What was unpacked from one place stands there as a whole, however many pieces it has.
        pieces.dedup_by(|next, last| {
            !next.verbatim && !last.verbatim && (next.source, next.source_len) == (last.source, last.source_len)
        });
        Text::joined(value, pieces)
    }
}

/// Numbers that the outer message has given away already.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Numbers {
    /// Passages.
    pub(super) passages: u32,
    /// Parties.
    pub(super) parties: u32,
}

impl Numbers {
    /// Where they go on outside transactions once the first one was met. Each transaction has its own from where the first began, so that how one is read depends on no
    /// other: they meet neither those before nor these.
    pub(super) const BEHIND: Numbers = Numbers { passages: 1 << 31, parties: 1 << 31 };
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
