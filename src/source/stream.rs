//! A stream to Frames. In: any reader. Out: one message after the other, the same ones however the bytes come in. Memory: one message up to its limit, and one chunk.

use crate::frame::{self, Cut, Cutter, Frame};
use bytes::{Buf as _, Bytes, BytesMut};
use sha2::{Digest as _, Sha256};
use std::io::{self, ErrorKind, Read};

/// Bytes asked of the reader at a time: large enough that a file is read at full speed, small beside the message limits.
const CHUNK_BYTES: usize = 64 * 1024;

/// The messages of a stream.
pub(super) struct Frames<R> {
    reader: R,
    buffer: BytesMut,
    cutter: Cutter,
    ended: bool,
    cut_any: bool,
}

impl<R: Read> Frames<R> {
    pub(super) fn new(reader: R) -> Frames<R> {
        Frames { reader, buffer: BytesMut::new(), cutter: Cutter::default(), ended: false, cut_any: false }
    }

    /// The next message; none at the end. A stream without any message is one message itself: whoever sent it meant to send something.
    ///
    /// # Errors
    ///
    /// Those of the reader. The message that it happened in is not given out in part.
    pub(super) fn next_frame(&mut self) -> io::Result<Option<Frame>> {
        loop {
            match self.cutter.cut(&self.buffer, self.ended) {
                Cut::Message { at, next } => {
                    self.cut_any = true;
                    return Ok(Some(Frame::new(self.buffer.split_to(next).freeze().slice(at))));
                }
                Cut::Nothing if self.cut_any => return Ok(None),
                Cut::Nothing => {
                    self.cut_any = true;
                    return Ok(Some(Frame::new(self.buffer.split().freeze())));
                }
                Cut::NeedMore => match self.beyond_limit() {
                    Some(limit) => return self.cut_short(limit).map(Some),
                    None => self.fill()?,
                },
            }
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        let filled = self.buffer.len();
        self.buffer.resize(filled + CHUNK_BYTES, 0);
        let (_, free) = self.buffer.split_at_mut(filled);
        let read = loop {
            match self.reader.read(free) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        self.buffer.truncate(filled + *read.as_ref().unwrap_or(&0));
        self.ended = matches!(read, Ok(0));
        read.map(drop)
    }

    /// The limit of an unfinished message that is longer than what is kept of one. Separators before a message have none: they are let go.
    fn beyond_limit(&mut self) -> Option<usize> {
        if self.buffer.len() <= frame::MESSAGE_BYTES_MAX {
            return None;
        }
        let before = self.cutter.start().unwrap_or(self.cutter.scanned());
        self.buffer.advance(before);
        self.cutter.forget(before);
        let limit = frame::bytes_max(frame::detect(&self.buffer));
        (self.buffer.len() > limit).then_some(limit)
    }

    /// Keeps the beginning of the message, and counts and digests the rest of it.
    fn cut_short(&mut self, limit: usize) -> io::Result<Frame> {
        self.cut_any = true;
        let kept = Bytes::copy_from_slice(self.buffer.get(..limit).unwrap_or_default());
        let mut tail = Tail { digest: Sha256::new(), bytes: 0 };
        loop {
            let (end, next) = match self.cutter.cut(&self.buffer, self.ended) {
                Cut::Message { at, next } => (at.end, next),
                Cut::NeedMore | Cut::Nothing => (self.cutter.scanned(), self.cutter.scanned()),
            };
            let is_whole = self.cutter.start().is_none();
            tail.take(self.buffer.get(..end).unwrap_or_default());
            self.buffer.advance(next);
            if is_whole {
                return Ok(Frame::cut_short(kept, tail.bytes, tail.digest.finalize().into()));
            }
            self.cutter.forget(next);
            self.fill()?;
        }
    }
}

/// What is known of a message beyond its limit.
struct Tail {
    digest: Sha256,
    bytes: u64,
}

impl Tail {
    fn take(&mut self, bytes: &[u8]) {
        self.digest.update(bytes);
        self.bytes += bytes.len() as u64;
    }
}
