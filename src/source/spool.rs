//! A long message to a file: what is read of it while it is screened lies on disk. The file has no name from the first moment on, so that nothing of it is left when the process
//! ends, however it does.

use crate::frame::{BATCH_BYTES_MAX, Frame, Store, Unreadable};
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, Write as _};
use std::os::unix::fs::FileExt as _;
use std::sync::Arc;

/// A message that is being written to a file.
pub(super) struct Spool {
    file: File,
    head: Vec<u8>,
    digest: Sha256,
    bytes: u64,
}

impl Spool {
    /// In the directory for temporary files.
    pub(super) fn new() -> io::Result<Spool> {
        Ok(Spool { file: tempfile::tempfile()?, head: Vec::new(), digest: Sha256::new(), bytes: 0 })
    }

    /// Takes more of the message. What lies beyond the limit is counted and digested, but not kept.
    pub(super) fn take(&mut self, bytes: &[u8]) -> io::Result<()> {
        let room = BATCH_BYTES_MAX.saturating_sub(usize::try_from(self.bytes).unwrap_or(usize::MAX));
        self.file.write_all(bytes.get(..room).unwrap_or(bytes))?;
        self.head.extend(bytes.iter().take(HEAD_BYTES.saturating_sub(self.head.len())));
        self.digest.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    /// The message.
    pub(super) fn finish(self) -> Frame {
        let kept = usize::try_from(self.bytes).unwrap_or(usize::MAX).min(BATCH_BYTES_MAX);
        Frame::stored(Arc::new(Spooled(self.file)), &self.head, kept, self.bytes, self.digest.finalize().into())
    }
}

/// A message in a file without a name.
#[derive(Debug)]
struct Spooled(File);

impl Store for Spooled {
    fn read(&self, at: usize, into: &mut [u8]) -> Result<(), Unreadable> {
        self.0.read_exact_at(into, at as u64).map_err(|_| Unreadable)
    }
}

/// By the beginning of a message its format is seen.
const HEAD_BYTES: usize = 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_comes_out() {
        let mut spool = Spool::new().unwrap();
        for piece in [&b"<a>"[..], b"", &[b'x'; 5000], b"</a>"] {
            spool.take(piece).unwrap();
        }
        let frame = spool.finish();
        let all = [&b"<a>"[..], &[b'x'; 5000], b"</a>"].concat();
        assert_eq!((frame.bytes_kept(), frame.bytes_total(), frame.in_memory().is_some()), (5007, 5007, false));
        assert_eq!(frame.slice(0..9000).unwrap(), all);
        assert_eq!(frame.slice(5003..5005).unwrap(), "</");
        assert_eq!(frame.sha256()[..], Sha256::digest(&all)[..]);
    }

    #[test]
    fn a_file_that_lost_its_end_cannot_be_read() {
        let file = tempfile::tempfile().unwrap();
        file.write_all_at(b"<a>", 0).unwrap();
        let frame = Frame::stored(Arc::new(Spooled(file)), b"<a>", 10, 10, [0; 32]);
        assert_eq!(frame.slice(0..3).unwrap(), "<a>");
        assert_eq!(frame.slice(0..4), Err(Unreadable));
    }
}
