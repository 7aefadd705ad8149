//! Bytes to Frame: where one message ends in a stream or file, and what format it looks like.
//!
//! A [`Frame`] is the unit of delivery: what goes on, waits, or is returned is always a whole frame, byte for byte. A [`Cutter`] finds where one ends in a stream, and never
//! fails: "more bytes are needed" is a value, and bytes that look like no message are a frame of unknown format.

mod cut;
mod xml;

pub use cut::{Cut, Cutter, cut};

use bytes::Bytes;
use memchr::memmem;
use sha2::{Digest as _, Sha256};

/// Longest single message kept, in bytes. SWIFT's user handbook allows 10,000 characters for a FIN message (MT 798 with 77T and the like included); ISO 20022 business
/// messages over SWIFT stay below 100 kB (CBPR+). A hundred times the first leaves room for proprietary envelopes. A longer one is held, never passed unread.
pub const MESSAGE_BYTES_MAX: usize = 1024 * 1024;

/// Longest XML document kept, in bytes: one document may be a batch of payments (pain.001, camt.053). A longer one is held.
pub const DOCUMENT_BYTES_MAX: usize = 32 * 1024 * 1024;

/// A FIN message may stand behind this many bytes of something else (queue headers, line noise) and is still found.
pub const JUNK_BYTES_MAX: usize = 64;

/// What a frame looks like. The content decides, never a file name.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Format {
    /// SWIFT FIN: blocks in braces, or a bare list of `:nn:` fields.
    Mt,
    /// XML, ISO 20022 or not.
    Mx,
    /// Neither. It is screened as text and held.
    Unknown,
}

impl Format {
    /// The name used in Decisions and metric labels.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Mt => "mt",
            Format::Mx => "mx",
            Format::Unknown => "unknown",
        }
    }
}

/// One message as it was received, with the digest that stands for it in every record.
#[derive(Clone, Debug)]
pub struct Frame {
    bytes: Bytes,
    bytes_total: u64,
    format: Format,
    sha256: [u8; 32],
}

impl Frame {
    /// Takes all of `bytes` as one message. What lies beyond the limit of its format is counted and digested, but not kept.
    #[must_use]
    pub fn new(bytes: Bytes) -> Frame {
        let digest = Sha256::digest(&bytes).into();
        let total = bytes.len();
        Frame::cut_short(bytes, total as u64, digest)
    }

    /// A message of `bytes_total` bytes with digest `sha256`, of which `bytes` is the beginning. For readers that met a message longer than they keep.
    #[must_use]
    pub fn cut_short(mut bytes: Bytes, bytes_total: u64, sha256: [u8; 32]) -> Frame {
        let format = detect(&bytes);
        bytes.truncate(bytes_max(format));
        Frame { bytes, bytes_total, format, sha256 }
    }

    /// The bytes that were kept: all of them, unless [`Frame::is_cut_short`].
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// What the content looks like.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// SHA-256 of the whole message, kept or not.
    #[must_use]
    pub fn sha256(&self) -> &[u8; 32] {
        &self.sha256
    }

    /// Whether the message was longer than its limit, so that its end was not read.
    #[must_use]
    pub fn is_cut_short(&self) -> bool {
        self.bytes_total > self.bytes.len() as u64
    }

    /// Length of the message as received, in bytes.
    #[must_use]
    pub fn bytes_total(&self) -> u64 {
        self.bytes_total
    }
}

/// The most that is kept of a frame, in bytes.
#[must_use]
pub fn bytes_max(format: Format) -> usize {
    match format {
        Format::Mt | Format::Unknown => MESSAGE_BYTES_MAX,
        Format::Mx => DOCUMENT_BYTES_MAX,
    }
}

/// Looks at the first bytes only; a byte order mark and white space may precede them.
#[must_use]
pub fn detect(bytes: &[u8]) -> Format {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) || starts_xml(text) {
        Format::Mx
    } else if fin_start(text).is_some() || starts_field_list(text) {
        Format::Mt
    } else {
        Format::Unknown
    }
}

fn starts_xml(text: &[u8]) -> bool {
    matches!(text.trim_ascii_start(), [b'<', b'?' | b'!' | b'_' | b':' | b'a'..=b'z' | b'A'..=b'Z' | 0x80.., ..])
}

/// A message without its headers: `:20:...`, or block 4 alone.
fn starts_field_list(text: &[u8]) -> bool {
    let text = text.trim_ascii_start();
    let text = text.strip_prefix(b"{4:").unwrap_or(text).trim_ascii_start();
    matches!(text, [b':', b'0'..=b'9', b'0'..=b'9', b':', ..] | [b':', b'0'..=b'9', b'0'..=b'9', b'A'..=b'Z', b':', ..])
}

fn fin_start(message: &[u8]) -> Option<usize> {
    let head = message.get(..JUNK_BYTES_MAX + FIN_HEADER.len()).unwrap_or(message);
    memmem::find(head, FIN_HEADER)
}

const FIN_HEADER: &[u8] = b"{1:";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_the_format() {
        assert_eq!(detect(b"\xEF\xBB\xBF <?xml"), Format::Mx);
        assert_eq!(detect(b"\xFF\xFE<\0"), Format::Mx);
        assert_eq!(detect(b"{1:F01"), Format::Mt);
        assert_eq!(detect(b"noise {1:F01"), Format::Mt);
        assert_eq!(detect(b":20:A"), Format::Mt);
        assert_eq!(detect(b"{4:\r\n:20:A"), Format::Mt);
        assert_eq!(detect(b"<5 units"), Format::Unknown);
        assert_eq!(detect(b""), Format::Unknown);
    }

    #[test]
    fn the_limit_keeps_and_one_beyond_cuts() {
        let at_limit = Frame::new(vec![b'x'; MESSAGE_BYTES_MAX].into());
        assert!(!at_limit.is_cut_short());
        let beyond = Frame::new(vec![b'x'; MESSAGE_BYTES_MAX + 1].into());
        assert!(beyond.is_cut_short());
        assert_eq!((beyond.bytes().len(), beyond.bytes_total()), (MESSAGE_BYTES_MAX, MESSAGE_BYTES_MAX as u64 + 1));
        let document = Frame::new([b"<a>".to_vec(), vec![b'x'; DOCUMENT_BYTES_MAX]].concat().into());
        assert!(document.is_cut_short());
    }
}
