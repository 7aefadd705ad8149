//! Bytes to Frame: where one message ends in a stream or file, and what format it looks like.
//!
//! A [`Frame`] is the unit of delivery: what goes on, waits, or is returned is always a whole frame, byte for byte. A [`Cutter`] finds where one ends in a stream, and never
//! fails: "more bytes are needed" is a value, and bytes that look like no message are a frame of unknown format.
//!
//! A long frame need not be in memory: its bytes lie in a [`Store`], which the shell provides, and are read a window at a time.

mod cut;
mod xml;

pub use cut::{Cut, Cutter, cut};

use bytes::Bytes;
use cut::is_between_messages;
use memchr::memmem;
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// Longest single message kept, in bytes. SWIFT's user handbook allows 10,000 characters for a FIN message (MT 798 with 77T and the like included); ISO 20022 business
/// messages over SWIFT stay below 100 kB (CBPR+). A hundred times the first leaves room for proprietary envelopes. A longer one is held, never passed unread.
pub const MESSAGE_BYTES_MAX: usize = 1024 * 1024;

/// Longest XML document kept, in bytes: one document may be a batch of payments (pain.001) or the statement of a busy account (camt.053). A million credit transfers of 1 kB;
/// file transfers over SWIFT (FileAct) carry 250 MB. A longer one is held. Offsets in a frame have 32 bits.
pub const BATCH_BYTES_MAX: usize = 1024 * 1024 * 1024;

/// Frames beyond this many bytes are better kept in a [`Store`] than in memory. Any single payment stays below.
pub const MEMORY_BYTES_MAX: usize = 1024 * 1024;

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

/// Where the bytes of a long frame lie. The same bytes must come back however often they are read.
pub trait Store: fmt::Debug + Send + Sync {
    /// Fills `into` with the bytes from `at`.
    ///
    /// # Errors
    ///
    /// When not all of them can be read. The frame is held then.
    fn read(&self, at: usize, into: &mut [u8]) -> Result<(), Unreadable>;
}

/// Bytes of a frame cannot be read any more.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("bytes of the message cannot be read back")]
pub struct Unreadable;

/// One message as it was received, with the digest that stands for it in every record.
#[derive(Clone, Debug)]
pub struct Frame {
    content: Content,
    bytes_total: u64,
    format: Format,
    sha256: [u8; 32],
}

#[derive(Clone, Debug)]
enum Content {
    Memory(Bytes),
    Stored { store: Arc<dyn Store>, bytes: usize },
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
        Frame { content: Content::Memory(bytes), bytes_total, format, sha256 }
    }

    /// A message of `bytes_total` bytes with digest `sha256`, of which the first `bytes` lie in `store`; `head` is how it begins.
    #[must_use]
    pub fn stored(store: Arc<dyn Store>, head: &[u8], bytes: usize, bytes_total: u64, sha256: [u8; 32]) -> Frame {
        let format = detect(head);
        Frame { content: Content::Stored { store, bytes: bytes.min(bytes_max(format)) }, bytes_total, format, sha256 }
    }

    /// The bytes that were kept, where they are in memory.
    #[must_use]
    pub fn in_memory(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Memory(bytes) => Some(bytes),
            Content::Stored { .. } => None,
        }
    }

    /// Some of the bytes that were kept; fewer where `range` goes beyond them.
    ///
    /// # Errors
    ///
    /// Those of the store. What is in memory can always be read.
    pub fn slice(&self, range: Range<usize>) -> Result<Bytes, Unreadable> {
        let end = range.end.min(self.bytes_kept());
        let start = range.start.min(end);
        match &self.content {
            Content::Memory(bytes) => Ok(bytes.slice(start..end)),
            Content::Stored { store, .. } => {
                let mut bytes = vec![0; end - start];
                store.read(start, &mut bytes)?;
                Ok(bytes.into())
            }
        }
    }

    /// How many bytes were kept: all of them, unless [`Frame::is_cut_short`].
    #[must_use]
    pub fn bytes_kept(&self) -> usize {
        match &self.content {
            Content::Memory(bytes) => bytes.len(),
            Content::Stored { bytes, .. } => *bytes,
        }
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
        self.bytes_total > self.bytes_kept() as u64
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
        Format::Mx => BATCH_BYTES_MAX,
    }
}

/// Looks at the first bytes only; a byte order mark and white space may precede them. XML is known in UTF-16, UTF-32 and EBCDIC too.
#[must_use]
pub fn detect(bytes: &[u8]) -> Format {
    let mut text = bytes;
    while let Some(rest) = text.strip_prefix(b"\xEF\xBB\xBF") {
        text = rest;
    }
    if has_wide_mark(bytes) || starts_xml(text) || starts_wide_xml(bytes) || bytes.starts_with(EBCDIC_XML) {
        Format::Mx
    } else if fin_start(text).is_some() || starts_field_list(text) {
        Format::Mt
    } else {
        Format::Unknown
    }
}

/// The byte order marks of UTF-16 and UTF-32.
fn has_wide_mark(bytes: &[u8]) -> bool {
    matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, 0, 0xFE, 0xFF, ..])
}

/// XML in UTF-16 or UTF-32 without a mark: zeros beside its first characters.
fn starts_wide_xml(bytes: &[u8]) -> bool {
    let head = bytes.get(..WIDE_HEAD_BYTES).unwrap_or(bytes);
    let narrow = || head.iter().copied().filter(|byte| *byte != 0).collect::<Vec<u8>>();
    matches!(head, [0, ..] | [_, 0, ..]) && starts_xml(&narrow())
}

fn starts_xml(text: &[u8]) -> bool {
    matches!(text.trim_ascii_start(), [b'<', b'?' | b'!' | b'_' | b':' | b'a'..=b'z' | b'A'..=b'Z' | 0x80.., ..])
}

/// A message without its headers: `:20:...`, or block 4 alone. Statements may say their type in a line of its own (`:940:`), or stand behind a few lines of prose.
#[must_use]
pub fn starts_field_list(text: &[u8]) -> bool {
    let start = text.iter().position(|byte| !is_between_messages(*byte)).unwrap_or(text.len());
    let text = text.get(start..).unwrap_or_default();
    let text = text.strip_prefix(b"{4:").unwrap_or(text).trim_ascii_start();
    let is_tag = match text {
        [b':', tag @ ..] => match tag {
            [b'0'..=b'9', b'0'..=b'9', b':', ..] => true,
            [b'0'..=b'9', b'0'..=b'9', letter, b':', ..] => letter.is_ascii_uppercase() || letter.is_ascii_digit(),
            _ => false,
        },
        _ => false,
    };
    let preface = text.get(..PREFACE_BYTES_MAX).unwrap_or(text);
    is_tag
        || memmem::find(preface, b"\n:20:")
            .is_some_and(|at| memmem::find(text.get(at..).unwrap_or_default(), b"\n:25:").is_some())
}

fn fin_start(message: &[u8]) -> Option<usize> {
    let head = message.get(..JUNK_BYTES_MAX + FIN_HEADER.len()).unwrap_or(message);
    memmem::find(head, FIN_HEADER)
}

/// `<?xml` in EBCDIC, whatever the code page.
pub(crate) const EBCDIC_XML: &[u8] = &[0x4C, 0x6F, 0xA7, 0x94, 0x93];

/// Room for some white space before the first bracket, four bytes a character.
const WIDE_HEAD_BYTES: usize = 64;

/// Some files of statements begin with prose about themselves; whatever stands further behind is no message.
const PREFACE_BYTES_MAX: usize = 512;

const FIN_HEADER: &[u8] = b"{1:";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_the_format() {
        assert_eq!(detect(b"\xEF\xBB\xBF <?xml"), Format::Mx);
        assert_eq!(detect(b"\xEF\xBB\xBF\xEF\xBB\xBF<?xml"), Format::Mx);
        assert_eq!(detect(b"\xFF\xFE<\0"), Format::Mx);
        assert_eq!(detect(b"<\0a\0"), Format::Mx);
        assert_eq!(detect(b"\0\n\0<\0?"), Format::Mx);
        assert_eq!(detect(b"<\0\0\0?\0\0\0"), Format::Mx);
        assert_eq!(detect(b"\0\0\0<\0\0\0?"), Format::Mx);
        assert_eq!(detect(b"\0\0\xFE\xFF\0\0\0<"), Format::Mx);
        assert_eq!(detect(b"\x4C\x6F\xA7\x94\x93\x40"), Format::Mx);
        assert_eq!(detect(b"+ADw-?xml"), Format::Unknown);
        assert_eq!(detect(b"K\0I\0M\0"), Format::Unknown);
        assert_eq!(detect(b"{1:F01"), Format::Mt);
        assert_eq!(detect(b"noise {1:F01"), Format::Mt);
        assert_eq!(detect(b":20:A"), Format::Mt);
        assert_eq!(detect(b"{4:\r\n:20:A"), Format::Mt);
        assert_eq!(detect(b"\x01\n:20:A"), Format::Mt);
        assert_eq!(detect(b":940:\n:20:A"), Format::Mt);
        assert_eq!(detect(b"our statement\n-----\n:20:A\n:25:B"), Format::Mt);
        assert_eq!(detect(b"our list\n:20:A\n"), Format::Unknown);
        let prose = |length: usize| ["x".repeat(length).as_bytes(), b"\n:20:A\n:25:B"].concat();
        assert_eq!(detect(&prose(PREFACE_BYTES_MAX - b"\n:20:".len())), Format::Mt);
        assert_eq!(detect(&prose(PREFACE_BYTES_MAX - b"\n:20:".len() + 1)), Format::Unknown);
        assert_eq!(detect(b"<5 units"), Format::Unknown);
        assert_eq!(detect(b""), Format::Unknown);
    }

    #[test]
    fn the_limit_keeps_and_one_beyond_cuts() {
        let at_limit = Frame::new(vec![b'x'; MESSAGE_BYTES_MAX].into());
        assert!(!at_limit.is_cut_short());
        let beyond = Frame::new(vec![b'x'; MESSAGE_BYTES_MAX + 1].into());
        assert!(beyond.is_cut_short());
        assert_eq!((beyond.bytes_kept(), beyond.bytes_total()), (MESSAGE_BYTES_MAX, MESSAGE_BYTES_MAX as u64 + 1));
    }

    /// As many spaces as are asked for.
    #[derive(Debug)]
    struct Spaces;

    impl Store for Spaces {
        fn read(&self, _at: usize, into: &mut [u8]) -> Result<(), Unreadable> {
            into.fill(b' ');
            Ok(())
        }
    }

    #[test]
    fn a_batch_has_a_limit_of_its_own() {
        let batch = |bytes: usize| Frame::stored(Arc::new(Spaces), b"<a>", bytes, bytes as u64, [0; 32]);
        assert!(!batch(BATCH_BYTES_MAX).is_cut_short());
        let beyond = batch(BATCH_BYTES_MAX + 1);
        assert!(beyond.is_cut_short());
        assert_eq!(beyond.bytes_kept(), BATCH_BYTES_MAX);
        assert!(u32::try_from(BATCH_BYTES_MAX).is_ok());
        let unknown = Frame::stored(Arc::new(Spaces), b"what", 2 * MESSAGE_BYTES_MAX, 2 * MESSAGE_BYTES_MAX as u64, [0; 32]);
        assert_eq!(unknown.bytes_kept(), MESSAGE_BYTES_MAX);
    }

    #[test]
    fn a_slice_ends_where_the_bytes_do() {
        let frames = [Frame::new("     ".into()), Frame::stored(Arc::new(Spaces), b"", 5, 5, [0; 32])];
        for frame in frames {
            let length = |range| frame.slice(range).unwrap().len();
            assert_eq!((length(0..5), length(1..9), length(7..9), length(2..3)), (5, 4, 0, 1));
        }
    }
}
