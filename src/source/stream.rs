//! A stream to Frames. In: any reader. Out: one message after the other, the same ones however the bytes come in. Memory: one message up to [`frame::MEMORY_BYTES_MAX`], and one
//! chunk; a longer XML document goes to a file.

use super::spool::Spool;
use crate::frame::{self, Cut, Format, Frame};
use bytes::{Buf as _, Bytes, BytesMut};
use sha2::{Digest as _, Sha256};
use std::io::{self, ErrorKind, Read};

/// Bytes asked of the reader at a time: large enough that a file is read at full speed, small beside the message limits.
const CHUNK_BYTES: usize = 64 * 1024;

/// Of a message beyond its limit, so many bytes wait until those behind them are known: no mark that ends a message is longer.
const LOOK_AHEAD_BYTES: usize = 64;

/// The messages of a stream.
pub(super) struct Frames<R> {
    reader: R,
    buffer: BytesMut,
    ended: bool,
    cut_any: bool,
}

impl<R: Read> Frames<R> {
    pub(super) fn new(reader: R) -> Frames<R> {
        Frames { reader, buffer: BytesMut::new(), ended: false, cut_any: false }
    }

    /// The next message; none at the end. A stream without any message is one message itself: whoever sent it meant to send something.
    ///
    /// # Errors
    ///
    /// Those of the reader. The message that it happened in is not given out in part.
    pub(super) fn next_frame(&mut self) -> io::Result<Option<Frame>> {
        loop {
            match frame::cut(&self.buffer, self.ended) {
                Cut::Message { at, .. } if at.len() > frame::MEMORY_BYTES_MAX && self.is_document(at.start) => {
                    return self.spool(at.start).map(Some);
                }
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
                    Some(start) if self.is_document(start) => return self.spool(start).map(Some),
                    Some(start) => return self.cut_short(start, frame::MESSAGE_BYTES_MAX).map(Some),
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

    /// The start of an unfinished message that is longer than a single one may be.
    fn beyond_limit(&self) -> Option<usize> {
        if self.buffer.len() <= frame::MESSAGE_BYTES_MAX {
            return None;
        }
        let start = match frame::cut(&self.buffer, true) {
            Cut::Message { at, .. } => at.start,
            Cut::NeedMore | Cut::Nothing => 0,
        };
        (self.buffer.len() - start > frame::MESSAGE_BYTES_MAX).then_some(start)
    }

    /// Whether what begins here is an XML document that goes on to the end of the input.
    fn is_document(&self, start: usize) -> bool {
        let message = self.buffer.get(start..).unwrap_or_default();
        frame::detect(message) == Format::Mx && frame::is_endless(message)
    }

    /// Puts the rest of the input, one document, into a file.
    fn spool(&mut self, start: usize) -> io::Result<Frame> {
        self.cut_any = true;
        self.buffer.advance(start);
        let mut spool = Spool::new()?;
        while !self.ended {
            spool.take(&self.buffer)?;
            self.buffer.clear();
            self.fill()?;
        }
        spool.take(&self.buffer)?;
        self.buffer.clear();
        Ok(spool.finish())
    }

    /// Keeps the beginning of the message, and counts and digests the rest of it.
    fn cut_short(&mut self, start: usize, limit: usize) -> io::Result<Frame> {
        self.cut_any = true;
        self.buffer.advance(start);
        let is_endless = frame::is_endless(&self.buffer);
        let kept = self.buffer.split_to(limit).freeze();
        let mut tail = Tail { digest: Sha256::new(), bytes: 0 };
        tail.take(&kept);
        if is_endless {
            self.drain(&mut tail)?
        } else {
            self.drain_fin(&kept, &mut tail)?
        }
        Ok(Frame::cut_short(kept, tail.bytes, tail.digest.finalize().into()))
    }

    fn drain(&mut self, tail: &mut Tail) -> io::Result<()> {
        while !self.ended {
            tail.take(&self.buffer);
            self.buffer.clear();
            self.fill()?;
        }
        tail.take(&self.buffer);
        self.buffer.clear();
        Ok(())
    }

    /// Takes everything up to the end of a FIN message. The end is found as [`frame::cut`] finds any other, on a window of the bytes behind a header that stands for the
    /// one that is gone, and behind the last byte before the window that is no white space: on that byte it depends whether a block has just ended.
    fn drain_fin(&mut self, kept: &Bytes, tail: &mut Tail) -> io::Result<()> {
        let rest = self.buffer.split();
        let mut begin = window(kept);
        let mut done = begin.len();
        begin.extend_from_slice(&rest);
        self.buffer = begin;
        loop {
            match frame::cut(&self.buffer, self.ended) {
                Cut::Message { at, next } => {
                    tail.take(self.buffer.get(done..at.end).unwrap_or_default());
                    self.buffer.advance(next);
                    return Ok(());
                }
                Cut::Nothing => return Ok(()),
                Cut::NeedMore => {
                    let kept_back = self.buffer.len().saturating_sub(LOOK_AHEAD_BYTES).max(done);
                    let rest = self.buffer.split_off(kept_back);
                    tail.take(self.buffer.get(done..).unwrap_or_default());
                    let mut begin = window(&self.buffer);
                    done = begin.len();
                    begin.extend_from_slice(&rest);
                    self.buffer = begin;
                    self.fill()?;
                }
            }
        }
    }
}

/// What stands for the bytes that are gone.
fn window(gone: &[u8]) -> BytesMut {
    // The space keeps what follows from being read as the mark of an acknowledgement.
    let mut window = BytesMut::from(&b"{1: "[..]);
    window.extend(gone.trim_ascii_end().last());
    window
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
