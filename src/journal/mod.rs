//! Decision to Receipt: the record that is durable before anything is answered.
//!
//! In: a [`Draft`], which holds what was decided about a frame and the frame itself. Out: a [`Receipt`] once the entry is on disk, or a [`Refusal`], which means that the message
//! was not taken and that its sender still owns it. Nothing is decided here, and nothing recorded is ever changed.
//!
//! # What is kept
//!
//! One SQLite file (`application_id` 0x494E5444, `user_version` 1), written by one process at a time, with two tables:
//!
//! | table | column | holds |
//! |---|---|---|
//! | `entry` | `sequence` | 1, 2, 3 ... through the whole file, without gaps |
//! | | `epoch` | which opening of the journal; an entry of kind `epoch` begins each |
//! | | `kind` | `epoch` or `decision`; further kinds chain the same way |
//! | | `recorded_at` | time of the record, RFC 3339 with microseconds, UTC |
//! | | `verdict` | of the frame |
//! | | `frame_sha256` | the frame as received |
//! | | `content_sha256` | the content that a retry has again, where the writer tells retries apart |
//! | | `policy_sha256` | program, rules, good-guy rules, overlay and lists |
//! | | `payload_sha256` | the digests of the bodies |
//! | | `previous`, `link` | the chain |
//! | `payload` | `sequence`, `part` | which body of which entry |
//! | | `bytes`, `sha256` | its length and digest |
//! | | `body` | the body; NULL once it was erased |
//!
//! A decision has the parts `decisions` (the JSON lines that were answered: the units in order, then the frame) and `message` (the frame byte for byte, as far as it was kept).
//! An epoch has the part `epoch`. No column but `body` holds a name, an account or a reference, so erasing bodies erases the personal data. Bodies are kept per entry and never
//! shared, so that the end of one entry's retention takes nothing from another.
//!
//! # The chain
//!
//! The digest of an entry's bodies is the SHA-256 of one line a part, `PART BYTES SHA256`, in the order of their names. The link of an entry is the SHA-256 of this text, in
//! which digests are lower-case hexadecimal, an absent member is `-`, and every line ends with a line feed:
//!
//! ```text
//! interdict-journal 1
//! sequence 2
//! epoch 1
//! kind decision
//! recorded_at 2026-11-24T10:00:00.000000Z
//! verdict hold
//! frame_sha256 ...
//! content_sha256 -
//! policy_sha256 ...
//! payload_sha256 ...
//! previous ...
//! ```
//!
//! `previous` is the link of the entry before it, in the first entry 64 zeros. A new epoch goes on from the old head. The chain covers digests of bodies, not bodies: an erased
//! body leaves it whole.
//!
//! # What [`Journal::verify`] finds, and what it cannot
//!
//! It finds every change of a column or a body, every entry that was inserted, left out or moved. It cannot find by itself that the *last* entries were cut off, nor that somebody
//! who can write the file computed the whole chain anew: both show only against a receipt known from elsewhere, so it takes such receipts, and the head should be written down
//! outside from time to time. An erased body is counted, not justified.
//!
//! # Durability
//!
//! WAL with `synchronous=FULL`: a COMMIT returns after the log was synced. One thread writes; it takes all that waits and commits once, without a timer: while one commit syncs,
//! the next batch gathers. Checkpoints run in another thread, because one inside a commit stalls it for 8 to 12 ms.
//!
//! A failed write, sync or checkpoint closes the journal until the process is restarted: after a failed sync the kernel may have dropped what it could not write, and a second
//! sync that succeeds proves nothing. For the same reason opening first moves everything out of the log, syncs it, and starts an empty log: nothing new is built on pages that an
//! earlier process failed to sync.
//!
//! What has a Receipt is in the journal. The reverse does not hold: an entry may be durable whose sender got no answer (the process ended in between, or the wait was over).

mod chain;
mod difference;
mod error;
mod read;
mod receipt;
mod record;
mod reply;
#[cfg(test)]
mod sample;
mod schema;
mod settings;
mod verify;
mod writer;

pub use chain::Draft;
pub use difference::difference_json;
pub use error::JournalError;
pub use read::{Recorded, RecordedPart};
pub use receipt::{NotAReceiptNumber, Receipt, ReceiptNumber};
pub use record::{decision_json, list_json, lists_json, screened_json, with_source};
pub(crate) use record::{hex, json};
pub use reply::{Refusal, Reply};
pub use settings::Settings;
pub use verify::{Broken, Fault, Verification};

use jiff::Timestamp;
use rusqlite::Connection;
use std::fs::File;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::{Semaphore, mpsc, oneshot};
use tokio::time::timeout;
use tracing::error;
use writer::{State, Waiting};

/// The journal of one process. It is the only writer of its file.
#[derive(Debug)]
pub struct Journal {
    queue: Mutex<Option<mpsc::Sender<Waiting>>>,
    room: Arc<Semaphore>,
    state: Arc<State>,
    reader: Mutex<Connection>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    queue_wait_max: Duration,
    sync_wait_max: Duration,
}

impl Journal {
    /// Opens the journal in `settings.directory`, or begins it, and records a new epoch. Blocks: what an earlier process left in the log is moved into the file first.
    ///
    /// # Errors
    ///
    /// When another process has it open, the file is not a journal or a newer one, its last entry does not verify, or the disk fails.
    pub fn open(settings: &Settings, now: Timestamp) -> Result<Journal, JournalError> {
        let lock = schema::lock(settings)?;
        let mut connection = schema::open_for_writing(settings)?;
        let before = read::head(&connection)?;
        let head = writer::begin_epoch(&mut connection, before, settings, now)?;
        let reader = schema::open_read_only(&settings.path())?;
        let checkpointer = schema::open_for_checkpoints(settings)?;
        let state = Arc::new(State::default());
        let (queue, waiting) = mpsc::channel(QUEUE_ENTRIES_MAX);
        let threads = writer::start(connection, checkpointer, head, waiting, Arc::clone(&state), lock)?;
        Ok(Journal {
            queue: Mutex::new(Some(queue)),
            room: Arc::new(Semaphore::new(kibibytes(QUEUE_BYTES_MAX))),
            state,
            reader: Mutex::new(reader),
            threads: Mutex::new(threads),
            queue_wait_max: settings.queue_wait_max(),
            sync_wait_max: settings.sync_wait_max(),
        })
    }

    /// Records an entry. The Receipt is there only after the entry is on disk.
    ///
    /// # Errors
    ///
    /// When the journal is closed, the queue stays full for longer than `queue_wait_ms_max`, the disk takes longer than `sync_wait_ms_max`, or the bodies are longer than
    /// [`QUEUE_BYTES_MAX`]. Without a Receipt nothing may be answered.
    pub async fn append(&self, draft: Draft) -> Result<Receipt, Refusal> {
        if !fits(draft.bytes()) {
            return Err(Refusal::TooLarge);
        }
        let (reply, receipt) = oneshot::channel();
        timeout(self.queue_wait_max, self.enqueue(draft, reply)).await.map_err(|_| Refusal::Overloaded)??;
        match timeout(self.sync_wait_max, receipt).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err(Refusal::JournalClosed),
            Err(_) => Err(Refusal::Deadline),
        }
    }

    async fn enqueue(&self, draft: Draft, reply: oneshot::Sender<Result<Receipt, Refusal>>) -> Result<(), Refusal> {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner).clone().ok_or(Refusal::JournalClosed)?;
        let size = u32::try_from(kibibytes(draft.bytes())).unwrap_or(u32::MAX);
        let room = Arc::clone(&self.room).acquire_many_owned(size).await.map_err(|_| Refusal::JournalClosed)?;
        queue.send(Waiting { draft, reply, room }).await.map_err(|_| Refusal::JournalClosed)
    }

    /// Reads back the entry that `number` names; `None` where there is none. Blocks on the disk.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or the entry is not what was recorded.
    pub fn find(&self, number: &ReceiptNumber) -> Result<Option<Recorded>, JournalError> {
        let reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        read::find(&reader, number)
    }

    /// Recomputes the whole chain of the journal at `path`, without writing to it: the file, a copy of it, or the directory that it lies in. `known` are receipts from elsewhere; each
    /// must be in the chain.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or is no journal. A broken chain is no error: it is what the answer says.
    pub fn verify(path: &Path, known: &[ReceiptNumber]) -> Result<Verification, JournalError> {
        let file = if path.is_dir() { settings::file_in(path) } else { path.to_owned() };
        verify::verify(&schema::open_read_only(&file)?, known)
    }

    /// Whether entries can still be recorded. Once it is false it stays so until the process is restarted.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.state.is_open()
    }

    /// How many entries wait for the writer.
    #[must_use]
    pub fn queue_depth(&self) -> usize {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        queue.as_ref().map_or(0, |queue| queue.max_capacity() - queue.capacity())
    }

    /// Records what waits, refuses everything after that, and gives the file free. Blocks until the writer has ended.
    pub fn close(&self) {
        drop(self.queue.lock().unwrap_or_else(PoisonError::into_inner).take());
        let threads = std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in threads {
            if thread.join().is_err() {
                error!("a thread of the journal ended in a panic");
            }
        }
        self.state.close();
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.close();
    }
}

fn fits(bytes: usize) -> bool {
    bytes <= QUEUE_BYTES_MAX
}

/// Room in the queue that a body of `bytes` takes: at least one place, so that empty ones count too.
fn kibibytes(bytes: usize) -> usize {
    bytes.div_ceil(1024).max(1)
}

/// Most entries that wait for the writer. At 512 entries a commit and 8 ms for a slow one this is 64 ms of work: a longer queue would only turn overload into late answers.
pub const QUEUE_ENTRIES_MAX: usize = 4096;

/// Most bytes of bodies that wait for the writer, and so the longest entry. Eight of the longest bodies that the service takes fit, with as much text of
/// Decisions; a journal in trouble holds on to no more memory than this.
pub const QUEUE_BYTES_MAX: usize = 512 * 1024 * 1024;

/// Keeps other processes from writing as long as it lives.
type Lock = File;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_entry_finds_room_when_nothing_else_waits() {
        let room = Semaphore::new(kibibytes(QUEUE_BYTES_MAX));
        assert!(fits(QUEUE_BYTES_MAX) && !fits(QUEUE_BYTES_MAX + 1));
        assert!(room.try_acquire_many(u32::try_from(kibibytes(QUEUE_BYTES_MAX)).unwrap()).is_ok());
    }

    #[test]
    fn every_entry_takes_room() {
        for (bytes, expected) in [(0, 1), (1, 1), (1024, 1), (1025, 2)] {
            assert_eq!(kibibytes(bytes), expected, "{bytes}");
        }
    }
}
