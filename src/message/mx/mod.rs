//! ISO 20022, and any other XML. In: the bytes of a frame. Out: a [`Message`] in which every byte is the text of an element, or syntax.
//!
//! Syntax is a closed set: brackets, quotes, `=`, white space around texts, tag and attribute names of the vocabulary (`roles/mx.tsv`), end tags, which repeat their start
//! tag, usual namespace prefixes and names, and the keywords of XML. Any other name, value, comment, processing instruction or declaration is an element. Malformed XML is a
//! doubt, never a reason to read less: what cannot be taken apart is read as plain text. Nothing is expanded, no document is built.
//!
//! Path steps begin below the message's first element (`CdtTrfTxInf/Cdtr/Nm`), or at the business header (`AppHdr/Fr/...`). An amount is preceded by an element for its
//! currency: same role, [`Kind::Code`](super::Kind::Code), path ending in `@Ccy`.

mod content;
mod declared;
mod encoding;
mod form;
mod gather;
mod identity;
mod layer;
mod markup;
mod open;
mod payload;
mod reader;
mod tags;
#[cfg(test)]
mod tests;
mod tokens;
mod transcoded;
mod units;
mod walk;
mod windows;

use super::{Defect, Message, Transaction};
use layer::{Numbers, Origin, adopt};
use reader::Reader;
use transcoded::{Map, Source};

pub(super) use windows::{Windows, pieces};

/// Takes an XML message apart, whatever is in it.
pub(super) fn read(bytes: &[u8]) -> Message<'_> {
    let decoded = encoding::decode(bytes);
    let mut message = match decoded.text {
        Source::Frame(text, at) => Reader::new(text, at).read(),
        Source::Transcoded(text, map) => {
            let inner = Reader::new(&text, 0).read();
            in_frame(inner, &text, &map)
        }
    };
    message.defects.splice(..0, decoded.defects);
    message
}

/// The message of a transcoded text, with the places of the frame.
fn in_frame<'a>(mut inner: Message<'_>, text: &str, map: &Map) -> Message<'a> {
    let origin = Origin::Transcoded(text, map);
    let place = |defect: Defect| Defect::new(defect.code, origin.span(defect.span));
    let mut message = Message {
        message_type: inner.message_type.take(),
        groups: std::mem::take(&mut inner.groups),
        transactions: std::mem::take(&mut inner.transactions),
        defects: std::mem::take(&mut inner.defects).into_iter().map(place).collect(),
        remainder: inner.remainder.take().map(|remainder| origin.span(remainder)),
        ..Message::default()
    };
    for Transaction { bytes, .. } in &mut message.transactions {
        *bytes = origin.span(bytes.clone());
    }
    let _ = adopt(&mut message, inner, origin, None, 0, Numbers::default());
    message
}
