//! The one thread that writes, and the one that moves the log into the file.

use super::chain::{Draft, Members, payload_sha256};
use super::read::{Head, signed};
use super::{JournalError, Lock, Receipt, ReceiptNumber, Refusal, Settings};
use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot};
use tracing::{error, warn};

/// An entry in the queue.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) draft: Draft,
    pub(super) reply: oneshot::Sender<Result<Receipt, Refusal>>,
    /// Its share of the queue's bytes, given back when the entry is answered.
    pub(super) room: OwnedSemaphorePermit,
}

/// What the threads tell each other and the journal's callers.
#[derive(Debug, Default)]
pub(super) struct State {
    closed: AtomicBool,
    log_is_long: AtomicBool,
}

impl State {
    pub(super) fn is_open(&self) -> bool {
        !self.closed.load(Ordering::Acquire)
    }

    pub(super) fn close(&self) {
        self.closed.store(true, Ordering::Release);
    }
}

/// Records the opening of the journal as the first entry of a new epoch.
pub(super) fn begin_epoch(
    connection: &mut Connection,
    before: Head,
    settings: &Settings,
    now: Timestamp,
) -> Result<Head, JournalError> {
    let draft = Draft::epoch(&settings.writer, env!("CARGO_PKG_VERSION"), now);
    let mut head = Head { epoch: before.epoch + 1, ..before };
    let mut record = || {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        insert(&transaction, &mut head, &draft)?;
        transaction.commit()
    };
    record().map_err(JournalError::sqlite("begin an epoch of"))?;
    Ok(head)
}

/// Starts both threads; they end when the queue is closed and empty, or when a write fails.
pub(super) fn start(
    connection: Connection,
    checkpointer: Connection,
    head: Head,
    queue: mpsc::Receiver<Waiting>,
    state: Arc<State>,
    lock: Lock,
) -> Result<Vec<JoinHandle<()>>, JournalError> {
    let (wake, woken) = sync_channel(1);
    let writer = Writer { connection, head, queue, state: Arc::clone(&state), wake, bytes_since_wake: 0, _lock: lock };
    let failed = |source| JournalError::File { doing: "start a thread for", path: "the journal".into(), source };
    let writing = thread::Builder::new().name("journal".into()).spawn(move || writer.run()).map_err(failed)?;
    let checkpoints = thread::Builder::new().name("checkpoint".into());
    let moving = checkpoints.spawn(move || run_checkpoints(&checkpointer, &woken, &state)).map_err(failed)?;
    Ok(vec![writing, moving])
}

struct Writer {
    connection: Connection,
    head: Head,
    queue: mpsc::Receiver<Waiting>,
    state: Arc<State>,
    wake: SyncSender<()>,
    bytes_since_wake: usize,
    _lock: Lock,
}

impl Writer {
    /// Dropping the queue at the end refuses everything that still waits in it.
    fn run(mut self) {
        while let Some(first) = self.queue.blocking_recv() {
            if !self.state.is_open() {
                return;
            }
            let batch = self.take_all(first);
            if let Err(failure) = self.commit(batch) {
                error!(
                    sequence = self.head.sequence + 1,
                    "journal closed, a write failed: {failure}; every message is refused until restart"
                );
                return;
            }
            self.look_after_log();
        }
        if let Err(failure) = checkpoint(&self.connection, "TRUNCATE") {
            warn!("the journal's log could not be moved into its file: {failure}; the next start will do it");
        }
    }

    /// Everything that waits, up to the limit of one commit. Senders that have gone are left out: they still own their messages.
    fn take_all(&mut self, first: Waiting) -> Vec<Waiting> {
        let mut batch = vec![first];
        while batch.len() < BATCH_ENTRIES_MAX
            && let Ok(waiting) = self.queue.try_recv()
        {
            batch.push(waiting);
        }
        batch.retain(|waiting| !waiting.reply.is_closed());
        batch
    }

    /// One transaction. Only after its COMMIT are there receipts.
    fn commit(&mut self, batch: Vec<Waiting>) -> rusqlite::Result<()> {
        let transaction = match self.connection.transaction_with_behavior(TransactionBehavior::Immediate) {
            Err(busy) if busy.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                warn!("another program holds the journal's write lock; refused {} messages", batch.len());
                batch.into_iter().for_each(|waiting| waiting.answer(Err(Refusal::Overloaded)));
                return Ok(());
            }
            other => other?,
        };
        let mut head = self.head;
        let mut numbers = Vec::with_capacity(batch.len());
        for waiting in &batch {
            numbers.push(insert(&transaction, &mut head, &waiting.draft)?);
        }
        transaction.commit()?;
        self.head = head;
        for (waiting, number) in batch.into_iter().zip(numbers) {
            self.bytes_since_wake += waiting.draft.bytes();
            // An entry without a verdict has no sender who waits for one.
            let verdict = waiting.draft.verdict.ok_or(Refusal::Internal);
            let decisions = waiting.draft.decisions();
            waiting.answer(verdict.map(|verdict| Receipt::new(number, verdict, decisions)));
        }
        Ok(())
    }

    /// Wakes the other thread now and then. It cannot finish while this one keeps adding, so a log that stays long is emptied here, between two commits.
    fn look_after_log(&mut self) {
        if self.bytes_since_wake >= CHECKPOINT_BYTES {
            self.bytes_since_wake = 0;
            // Full means that the other thread has yet to see the last call.
            let _full = self.wake.try_send(());
        }
        if self.state.log_is_long.swap(false, Ordering::AcqRel)
            && let Err(failure) = checkpoint(&self.connection, "PASSIVE")
        {
            close_after_checkpoint(&self.state, &failure);
        }
    }
}

/// However the thread ends, nothing is recorded any more.
impl Drop for Writer {
    fn drop(&mut self) {
        self.state.close();
    }
}

impl Waiting {
    fn answer(self, answer: Result<Receipt, Refusal>) {
        // The sender may have gone; the entry is then recorded without an answer.
        let _gone = self.reply.send(answer);
        drop(self.room);
    }
}

/// Links `draft` to `head` and writes it; `head` is then the new entry.
fn insert(transaction: &Transaction<'_>, head: &mut Head, draft: &Draft) -> rusqlite::Result<ReceiptNumber> {
    let mut parts: Vec<_> = draft.parts.iter().collect();
    parts.sort_unstable_by_key(|part| part.name);
    let digests = parts.iter().map(|part| (part.name, part.body.len() as u64, part.sha256.as_slice()));
    let payload_sha256 = payload_sha256(digests);
    let recorded_at = format!("{:.6}", draft.recorded_at);
    let members = Members {
        sequence: head.sequence + 1,
        epoch: head.epoch,
        kind: draft.kind.as_str(),
        recorded_at: &recorded_at,
        verdict: draft.verdict.map(|verdict| verdict.as_str()),
        frame_sha256: draft.frame_sha256.as_ref().map(<[u8; 32]>::as_slice),
        content_sha256: draft.content_sha256.as_ref().map(<[u8; 32]>::as_slice),
        policy_sha256: draft.policy_sha256.as_ref().map(<[u8; 32]>::as_slice),
        payload_sha256: &payload_sha256,
        previous: &head.link,
    };
    let link = members.link();
    insert_entry(transaction, &members, &link)?;
    let mut statement =
        transaction.prepare_cached("INSERT INTO payload (sequence, part, bytes, sha256, body) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for part in parts {
        statement.execute((signed(members.sequence), part.name, signed(part.body.len() as u64), part.sha256, &*part.body))?;
    }
    *head = Head { epoch: head.epoch, sequence: members.sequence, link };
    Ok(ReceiptNumber::short(head.epoch, head.sequence, &head.link))
}

fn insert_entry(transaction: &Transaction<'_>, members: &Members<'_>, link: &[u8; 32]) -> rusqlite::Result<()> {
    let mut statement = transaction.prepare_cached(
        "INSERT INTO entry (sequence, epoch, kind, recorded_at, verdict, frame_sha256, content_sha256, policy_sha256, payload_sha256, previous, link)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    statement.execute((
        signed(members.sequence),
        signed(members.epoch),
        members.kind,
        members.recorded_at,
        members.verdict,
        members.frame_sha256,
        members.content_sha256,
        members.policy_sha256,
        members.payload_sha256,
        members.previous,
        link,
    ))?;
    Ok(())
}

/// Until the writer has ended.
fn run_checkpoints(connection: &Connection, woken: &Receiver<()>, state: &State) {
    while let Ok(()) = woken.recv() {
        match checkpoint(connection, "PASSIVE") {
            Ok(log_pages) if log_pages > LOG_PAGES_MAX => state.log_is_long.store(true, Ordering::Release),
            Ok(_) => {}
            Err(failure) => return close_after_checkpoint(state, &failure),
        }
    }
}

/// Moves what it can from the log into the file and syncs that. Gives the length of the log.
fn checkpoint(connection: &Connection, mode: &str) -> rusqlite::Result<i64> {
    connection.query_row(&format!("PRAGMA wal_checkpoint({mode})"), (), |row| row.get(1))
}

/// A disk that fails under a checkpoint is not trusted with the next commit.
fn close_after_checkpoint(state: &State, failure: &rusqlite::Error) {
    state.close();
    error!("journal closed, a checkpoint failed: {failure}; every message is refused until restart");
}

/// Most entries in one commit. SQLite took 93-136 thousand entries of 1 kB a second at 64 a commit and 87-182 thousand at 512: a larger one gains nothing, and all of its senders wait
/// for its end.
const BATCH_ENTRIES_MAX: usize = 512;

/// Bodies written between two checkpoints: about what SQLite itself takes (1000 pages of 4 KiB).
const CHECKPOINT_BYTES: usize = 4 * 1024 * 1024;

/// A log this long (64 MiB) is emptied between two commits, even if that delays them by some milliseconds.
const LOG_PAGES_MAX: i64 = 16 * 1024;
