//! A stretch of a message, taken out of it: what a Decision shows of the text that it stands on.

use super::{Kind, Role};
use std::ops::Range;

/// One place of a hit: an element, or a stretch of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Part {
    /// Who or what the element is about.
    pub role: Role,
    /// What its text is.
    pub kind: Kind,
    /// Parts with the same number speak about the same actor; see [`super::Element::party`].
    pub party: Option<u32>,
    /// Where it stands in the message's structure.
    pub path: String,
    /// 0: the frame itself. More: inside something that was decoded or unpacked, so many times.
    pub layer: u8,
    /// Bytes of the frame.
    pub spans: Vec<Range<u32>>,
    /// The text that matched, decoded.
    pub text: String,
}
