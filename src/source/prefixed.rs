//! A recorded stream to Frames: each message behind its length, four bytes, the most significant first, as it is sent over TCP.
//!
//! The content tells: the first length is plausible, and a message begins right behind it. From there on the lengths are believed, whatever the messages look like; where they do
//! not lead to the end of the input, it cannot be known where the next message begins, and the place is reported.

use super::{Found, Problem, Step, Walk};
use crate::frame::{self, Format, Frame};
use bytes::Bytes;
use sha2::{Digest as _, Sha256};
use std::io::{self, ErrorKind, Read};

/// Fewer bytes are no message: `{1:` and the 25 characters of the first block, or an XML element with a name in a namespace.
const FIRST_BYTES_MIN: u32 = 16;

/// Longest first message, in bytes: any FIN message, and an XML document of 64 MiB. No text begins with a byte as low as that of such a length.
const FIRST_BYTES_MAX: u32 = 64 * 1024 * 1024;

/// Bytes of a message that is beyond its limit are read in pieces of this size.
const PIECE_BYTES: u64 = 64 * 1024;

/// Whether an input that begins with `head` is a chain of messages behind their lengths.
pub(super) fn is_prefixed(head: &[u8]) -> bool {
    let Some((length, behind)) = head.split_first_chunk::<4>() else { return false };
    let length = u32::from_be_bytes(*length);
    let message = behind.get(..usize::try_from(length).unwrap_or(usize::MAX)).unwrap_or(behind);
    (FIRST_BYTES_MIN..=FIRST_BYTES_MAX).contains(&length)
        // NUL and a blank, or the `$` of RJE, are padding in front of a message rather than the length of one that has no headers.
        && !matches!(head, [0, 0, 0, b' ' | b'$', ..])
        && matches!(message.first(), Some(b'{' | b'<' | b':' | 0xEF | 0xFE | 0xFF))
        && frame::detect(message) != Format::Unknown
}

impl Walk<'_> {
    pub(super) fn prefixed(&mut self, name: &str, reader: &mut dyn Read) -> Step {
        let mut chain = Chain { reader, offset: 0 };
        let mut number = 1_u64;
        while let Some(frame) = chain.next_frame()? {
            self.hand_over(Found::Message { source: format!("{name}#{number}"), frame })?;
            number += 1;
        }
        Ok(())
    }
}

struct Chain<'a> {
    reader: &'a mut dyn Read,
    /// Of the next length, from the start of the input.
    offset: u64,
}

impl Chain<'_> {
    fn next_frame(&mut self) -> Result<Option<Frame>, Problem> {
        let mut length = Vec::new();
        self.reader.take(4).read_to_end(&mut length).map_err(Problem::Read)?;
        let Ok(length) = <[u8; 4]>::try_from(length.as_slice()) else {
            return if length.is_empty() { Ok(None) } else { Err(Problem::Chain { offset: self.offset }) };
        };
        let length = u64::from(u32::from_be_bytes(length));
        let frame = read_frame(self.reader, length).map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof => Problem::Chain { offset: self.offset },
            _ => Problem::Read(error),
        })?;
        self.offset += 4 + length;
        Ok(Some(frame))
    }
}

/// The next `length` bytes as one message. What lies beyond its limit is counted and digested.
fn read_frame(reader: &mut dyn Read, length: u64) -> io::Result<Frame> {
    let mut kept = Vec::new();
    reader.take(length.min(frame::MESSAGE_BYTES_MAX as u64)).read_to_end(&mut kept)?;
    let limit = frame::bytes_max(frame::detect(&kept)) as u64;
    let more = length.min(limit).saturating_sub(kept.len() as u64);
    reader.take(more).read_to_end(&mut kept)?;
    let mut digest = Sha256::new_with_prefix(&kept);
    let mut total = kept.len() as u64;
    let mut piece = Vec::new();
    while total < length {
        piece.clear();
        reader.take((length - total).min(PIECE_BYTES)).read_to_end(&mut piece)?;
        if piece.is_empty() {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        digest.update(&piece);
        total += piece.len() as u64;
    }
    Ok(Frame::cut_short(Bytes::from(kept), total, digest.finalize().into()))
}
