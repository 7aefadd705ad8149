//! A stream to Frames. In: any reader. Out: one message after the other, the same ones however the bytes come in. Memory: one message up to [`frame::MEMORY_BYTES_MAX`], and one
//! chunk; a longer XML document goes to a file, and of any other longer message only the beginning is kept.

use super::spool::Spool;
use crate::frame::{self, Cut, Cutter, Format, Frame};
use bytes::{Buf as _, BytesMut};
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
    /// Those of the reader, and of the file for a long message. The message that it happened in is not given out in part.
    pub(super) fn next_frame(&mut self) -> io::Result<Option<Frame>> {
        loop {
            match self.cutter.cut(&self.buffer, self.ended) {
                Cut::Message { at, next } => {
                    self.cut_any = true;
                    let message = self.buffer.split_to(next).freeze().slice(at);
                    if message.len() <= frame::MEMORY_BYTES_MAX {
                        return Ok(Some(Frame::new(message)));
                    }
                    let mut long = Long::begin(&message)?;
                    long.take(&message)?;
                    return Ok(Some(long.finish()));
                }
                Cut::Nothing if self.cut_any => return Ok(None),
                Cut::Nothing => {
                    self.cut_any = true;
                    return Ok(Some(Frame::new(self.buffer.split().freeze())));
                }
                Cut::NeedMore if self.is_beyond_limit() => return self.long().map(Some),
                Cut::NeedMore => self.fill()?,
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

    /// Whether the unfinished message is longer than what is kept in memory. Separators before a message have no limit: they are let go.
    fn is_beyond_limit(&mut self) -> bool {
        if self.buffer.len() <= frame::MEMORY_BYTES_MAX {
            return false;
        }
        let before = self.cutter.start().unwrap_or(self.cutter.scanned());
        self.buffer.advance(before);
        self.cutter.forget(before);
        self.buffer.len() > frame::MEMORY_BYTES_MAX
    }

    /// Takes a long message to its end, as far as it is known to belong to it.
    fn long(&mut self) -> io::Result<Frame> {
        self.cut_any = true;
        let mut long = Long::begin(&self.buffer)?;
        loop {
            let (end, next) = match self.cutter.cut(&self.buffer, self.ended) {
                Cut::Message { at, next } => (at.end, next),
                Cut::NeedMore | Cut::Nothing => (self.cutter.scanned(), self.cutter.scanned()),
            };
            let is_whole = self.cutter.start().is_none();
            long.take(self.buffer.get(..end).unwrap_or_default())?;
            self.buffer.advance(next);
            if is_whole {
                return Ok(long.finish());
            }
            self.cutter.forget(next);
            self.fill()?;
        }
    }
}

/// A message that is longer than what is kept in memory.
enum Long {
    /// It may be a batch: all of it goes to a file.
    Document(Spool),
    /// Its beginning is kept, the rest is counted and digested.
    CutShort { kept: BytesMut, digest: Sha256, bytes: u64 },
}

impl Long {
    fn begin(head: &[u8]) -> io::Result<Long> {
        Ok(match frame::detect(head) {
            Format::Mx => Long::Document(Spool::new()?),
            Format::Mt | Format::Unknown => Long::CutShort { kept: BytesMut::new(), digest: Sha256::new(), bytes: 0 },
        })
    }

    fn take(&mut self, more: &[u8]) -> io::Result<()> {
        match self {
            Long::Document(spool) => return spool.take(more),
            Long::CutShort { kept, digest, bytes } => {
                let room = frame::MESSAGE_BYTES_MAX - kept.len();
                kept.extend_from_slice(more.get(..room).unwrap_or(more));
                digest.update(more);
                *bytes += more.len() as u64;
            }
        }
        Ok(())
    }

    fn finish(self) -> Frame {
        match self {
            Long::Document(spool) => spool.finish(),
            Long::CutShort { kept, digest, bytes } => Frame::cut_short(kept.freeze(), bytes, digest.finalize().into()),
        }
    }
}
