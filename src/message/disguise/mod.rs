//! What a text says once its disguise is off: letters written as escapes, texts and messages packed into others, characters that a person does not see.
//!
//! In: the text of an element, of whichever format. Out: the same in plain letters, with the way back to the bytes of the frame, and what is doubtful about it. The text as it
//! stands is screened too: nothing here replaces it. A text without a single sign of a disguise, as nearly all are, costs two or three searches for a byte.

mod base64;
mod escape;
mod sight;
mod unpack;

pub(crate) use base64::decode as decode_base64;
pub(super) use base64::reads_like_words;
pub(super) use escape::has_sign as has_sign_of_escape;
pub(super) use sight::{find_misleading, is_misleading};
pub(super) use unpack::UNPACKED_BYTES_MAX;

use crate::frame::{self, Format};
use crate::message::text::Text;

/// What else a text says.
#[derive(Clone, Debug)]
pub(super) enum Hidden {
    /// It is a message of its own, or has one in it.
    Message(Format),
    /// It says this.
    Text(Text<'static>),
    /// The same, in letters that nobody writes in escapes but to hide them.
    Disguised(Text<'static>),
    /// Something is packed into it that cannot be read.
    Unreadable,
}

/// Where a text stands, as far as it matters for what may be hidden in it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Place {
    /// Anywhere.
    Anywhere,
    /// In an element for the bytes of a file: what cannot be read there is a doubt, however short.
    File,
    /// In a signature, where unreadable values belong.
    Signature,
}

/// Looks for what is hidden in a text. `place` is asked for only where something may be; `room` is how many bytes may still be unpacked for this message, and becomes less.
pub(super) fn find(text: &Text<'_>, place: impl Fn() -> Place, room: &mut usize) -> Option<Hidden> {
    let value = text.as_str();
    if let Some(format) = message_in(value) {
        return Some(Hidden::Message(format));
    }
    escape::resolve(text).or_else(|| unpack::open(text, &place, room))
}

/// The same in text that is markup already, and was no message when it was read as one: what a comment says, or the rest of a document that is broken.
pub(super) fn find_in_markup(text: &Text<'_>, room: &mut usize) -> Option<Hidden> {
    escape::resolve(text).or_else(|| unpack::open(text, &|| Place::Anywhere, room))
}

/// The same in a text of a frame that has no sign of an escape.
pub(super) fn find_packed(text: &Text<'_>, room: &mut usize) -> Option<Hidden> {
    unpack::open(text, &|| Place::Anywhere, room)
}

/// The format of the message that a text is, or has in it. XML shows by a tag that begins and one that ends: brackets alone are punctuation.
fn message_in(text: &str) -> Option<Format> {
    let is_name_start = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'?' | b'!' | b'_') || !byte.is_ascii();
    let bytes = text.as_bytes();
    let begins_tag = |at: usize| bytes.get(at + 1).is_some_and(is_name_start);
    if memchr::memchr_iter(b'<', bytes).any(begins_tag) {
        let has = |mark: &str| memchr::memmem::find(bytes, mark.as_bytes()).is_some();
        return ["</", "/>", "<!", "<?"].into_iter().any(has).then_some(Format::Mx);
    }
    let start = bytes.trim_ascii_start();
    let may_be_fin =
        matches!(start, [b'{' | b':', ..]) || memchr::memchr(b'{', bytes.get(..frame::JUNK_BYTES_MAX).unwrap_or(bytes)).is_some();
    (may_be_fin && frame::detect(bytes) == Format::Mt).then_some(Format::Mt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_show_in_a_text() {
        for text in ["<Document/>", "<?xml version='1.0'?><a/>", "see <a>KIM</a>", "\u{FEFF} <a/>"] {
            assert_eq!(message_in(text), Some(Format::Mx), "{text}");
        }
        for text in ["{1:F01...", "{4:\r\n:20:A", ":20:A", "noise {1:F01"] {
            assert_eq!(message_in(text), Some(Format::Mt), "{text}");
        }
        for text in ["", "KIM", "<5 units>", "< a >", "A <B> C", "a<b", "A > B", "<", "a {b}", ":a"] {
            assert_eq!(message_in(text), None, "{text}");
        }
    }
}
