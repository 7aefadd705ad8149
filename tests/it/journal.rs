//! The journal through its public face: what it keeps, what it refuses, and what its verification finds.

use crate::serving::{append_all, append_at_once, draft, journal_settings, now, screened};
use interdict::journal::{
    Draft, Fault, Journal, JournalError, QUEUE_ENTRIES_MAX, Receipt, ReceiptNumber, Refusal, Settings, Verification,
    screened_json,
};
use jiff::{Timestamp, ToSpan as _};
use proptest::prelude::{ProptestConfig, any, proptest};
use rusqlite::Connection;
use std::collections::HashSet;
use std::future::poll_fn;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::task::Poll;
use tempfile::TempDir;
use tokio::task::{JoinHandle, yield_now};

/// A journal of three decisions, closed, and their receipts.
async fn written() -> (TempDir, PathBuf, Vec<ReceiptNumber>) {
    let directory = tempfile::tempdir().unwrap();
    let settings = journal_settings(directory.path());
    let journal = Journal::open(&settings, now()).unwrap();
    let answers = append_all(&journal, &[":20:A", ":20:B", ":20:C"]).await;
    let numbers = answers.into_iter().map(|answer| answer.unwrap().number().clone()).collect();
    (directory, settings.path(), numbers)
}

fn verify(path: &Path, known: &[ReceiptNumber]) -> Verification {
    Journal::verify(path, known).unwrap()
}

fn sql(path: &Path, statements: &str) -> rusqlite::Result<()> {
    Connection::open(path).unwrap().execute_batch(statements)
}

/// Changes a journal as somebody would who knows SQLite.
fn tamper(path: &Path, statements: &str) {
    let triggers = ["entry_insert", "entry_update", "entry_delete", "payload_insert", "payload_update", "payload_delete"];
    let drop: String = triggers.iter().map(|trigger| format!("DROP TRIGGER {trigger};")).collect();
    sql(path, &(drop + statements)).unwrap();
}

#[tokio::test]
async fn what_has_a_receipt_is_in_the_chain_and_reads_back() {
    let directory = tempfile::tempdir().unwrap();
    let settings = journal_settings(directory.path());
    let journal = Journal::open(&settings, now()).unwrap();
    let (frame, decided) = screened(":20:REFERENCE");
    let receipt = journal.append(Draft::decision(&frame, &decided, now())).await.unwrap();
    assert_eq!(receipt.verdict(), decided.frame.verdict);
    assert_eq!(receipt.decisions(), screened_json(&decided).as_bytes());
    assert_eq!((receipt.number().epoch(), receipt.number().sequence()), (1, 2));

    let entry = journal.find(receipt.number()).unwrap().unwrap();
    assert_eq!(entry.message(), Some(&b":20:REFERENCE"[..]));
    assert_eq!(entry.decisions(), Some(screened_json(&decided).as_str()));
    assert_eq!(entry.verdict(), Some(decided.frame.verdict.as_str()));
    assert_eq!(entry.recorded_at(), "2026-11-24T10:20:30.123456Z");

    let found = verify(&settings.path(), &[receipt.number().clone(), entry.number()]);
    assert!(found.is_intact(), "{found:?}");
    assert_eq!((found.entries, &found.head, found.erased), (2, &Some(entry.number()), 0));
    assert_eq!(verify(&settings.directory, &[]).head, found.head, "the directory stands for the file in it");
}

#[tokio::test]
async fn an_entry_reads_as_one_json_object_with_the_decisions_as_recorded() {
    let directory = tempfile::tempdir().unwrap();
    let journal = Journal::open(&journal_settings(directory.path()), now()).unwrap();
    let receipt = journal.append(draft(":20:A")).await.unwrap();
    let entry = journal.find(receipt.number()).unwrap().unwrap();
    let json = entry.json();
    assert!(json.starts_with(&format!(r#"{{"receipt":"{}","kind":"decision","recorded_at":""#, entry.number())), "{json}");
    let line = String::from_utf8(receipt.decisions().to_vec()).unwrap();
    assert!(json.ends_with(&format!(r#""decisions":[{}]}}"#, line.trim_end())), "{json}");
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
}

#[tokio::test]
async fn a_number_that_names_nothing_finds_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let journal = Journal::open(&journal_settings(directory.path()), now()).unwrap();
    let receipt = journal.append(draft(":20:A")).await.unwrap().number().to_string();
    let other_link = [&receipt, "0"].concat();
    let other_link =
        if journal.find(&other_link.parse().unwrap()).unwrap().is_some() { [&receipt, "1"].concat() } else { other_link };
    let other_epoch = receipt.replacen("1-", "2-", 1);
    let other_sequence = receipt.replacen("-2-", "-3-", 1);
    for number in [other_link, other_epoch, other_sequence, format!("1-{}-000000000000", u64::MAX)] {
        assert_eq!(journal.find(&number.parse().unwrap()).unwrap(), None, "{number}");
    }
}

#[tokio::test]
async fn a_new_opening_is_a_new_epoch_on_the_old_head() {
    let (_directory, path, first) = written().await;
    let settings = Settings { directory: path.parent().unwrap().into(), ..Settings::default() };
    let head = verify(&path, &[]).head.unwrap();
    let journal = Journal::open(&settings, now()).unwrap();
    let receipt = journal.append(draft(":20:D")).await.unwrap();
    assert_eq!((receipt.number().epoch(), receipt.number().sequence()), (2, 6));
    let found = verify(&path, &[first, vec![head, receipt.number().clone()]].concat());
    assert!(found.is_intact(), "{found:?}");
    assert_eq!(found.entries, 6);
}

/// The reader of a journal in use sees whole commits, and disturbs nothing.
#[tokio::test]
async fn a_journal_in_use_and_a_copy_of_it_verify() {
    let directory = tempfile::tempdir().unwrap();
    let settings = journal_settings(directory.path());
    let journal = Journal::open(&settings, now()).unwrap();
    let receipt = journal.append(draft(":20:A")).await.unwrap().number().clone();
    let copy = directory.path().join("a copy? 100%#.sqlite");
    std::fs::copy(settings.path(), &copy).unwrap();
    std::fs::copy(settings.path().with_file_name("journal.sqlite-wal"), copy.with_file_name("a copy? 100%#.sqlite-wal")).unwrap();
    for path in [&settings.path(), &copy] {
        assert!(verify(path, std::slice::from_ref(&receipt)).is_intact());
    }
    assert!(journal.append(draft(":20:B")).await.is_ok());
}

/// What an ended process left in its log is in the file before anything is added.
#[tokio::test]
async fn opening_moves_the_log_into_the_file() {
    let directory = tempfile::tempdir().unwrap();
    let settings = journal_settings(directory.path());
    let journal = Journal::open(&settings, now()).unwrap();
    let receipt = journal.append(draft(":20:A")).await.unwrap().number().clone();
    // What a killed process leaves behind.
    let left = Settings { directory: directory.path().join("left"), ..settings.clone() };
    std::fs::create_dir(&left.directory).unwrap();
    for name in ["journal.sqlite", "journal.sqlite-wal"] {
        std::fs::copy(settings.directory.join(name), left.directory.join(name)).unwrap();
    }
    let _next = Journal::open(&left, now()).unwrap();
    let file_alone = directory.path().join("alone.sqlite");
    std::fs::copy(left.path(), &file_alone).unwrap();
    let found = verify(&file_alone, &[receipt]);
    assert!(found.is_intact(), "{found:?}");
    assert_eq!(found.entries, 2, "the new epoch is in the new log");
}

/// A medium that takes no log beside the file: a copy of a closed journal still verifies.
#[tokio::test]
async fn a_copy_where_nothing_can_be_written_verifies() {
    let (directory, path, receipts) = written().await;
    let copy = directory.path().join("copy? 100%#.sqlite");
    std::fs::copy(&path, &copy).unwrap();
    // Where the shared memory of the log belongs stands something else, so that it cannot be made.
    std::fs::create_dir(directory.path().join("copy? 100%#.sqlite-shm")).unwrap();
    assert!(verify(&copy, &receipts).is_intact());
}

/// Every column, and both kinds of bodies. The second decision is entry 3.
#[tokio::test]
async fn every_changed_member_is_found() {
    let cases = [
        ("UPDATE entry SET sequence = 30 WHERE sequence = 3", 3, Fault::Gap),
        ("UPDATE entry SET sequence = -1 WHERE sequence = 3", 1, Fault::Unreadable),
        ("UPDATE entry SET epoch = 2 WHERE sequence = 3", 3, Fault::Link),
        ("UPDATE entry SET kind = 'epoch' WHERE sequence = 3", 3, Fault::Link),
        ("UPDATE entry SET recorded_at = '2026-11-24T10:20:30.123457Z' WHERE sequence = 3", 3, Fault::Link),
        ("UPDATE entry SET verdict = 'pass' WHERE sequence = 3", 3, Fault::Link),
        ("UPDATE entry SET verdict = NULL WHERE sequence = 3", 3, Fault::Link),
        ("UPDATE entry SET verdict = '-' WHERE sequence = 1", 1, Fault::Link),
        ("UPDATE entry SET frame_sha256 = zeroblob(32) WHERE sequence = 3", 3, Fault::Link),
        ("UPDATE entry SET content_sha256 = zeroblob(32) WHERE sequence = 3", 3, Fault::Link),
        ("UPDATE entry SET policy_sha256 = NULL WHERE sequence = 3", 3, Fault::Link),
        ("UPDATE entry SET payload_sha256 = zeroblob(32) WHERE sequence = 3", 3, Fault::Payload),
        ("UPDATE entry SET previous = zeroblob(32) WHERE sequence = 3", 3, Fault::Previous),
        ("UPDATE entry SET link = zeroblob(32) WHERE sequence = 3", 3, Fault::Link),
        ("UPDATE payload SET sequence = 40 WHERE sequence = 3 AND part = 'message'", 3, Fault::Payload),
        ("UPDATE payload SET part = 'messages' WHERE sequence = 3 AND part = 'message'", 3, Fault::Payload),
        ("UPDATE payload SET bytes = bytes + 1 WHERE sequence = 3 AND part = 'message'", 3, Fault::Body),
        ("UPDATE payload SET bytes = bytes + 1, body = NULL WHERE sequence = 3 AND part = 'message'", 3, Fault::Payload),
        ("UPDATE payload SET sha256 = zeroblob(32) WHERE sequence = 3 AND part = 'decisions'", 3, Fault::Body),
        ("UPDATE payload SET sha256 = zeroblob(32), body = NULL WHERE sequence = 3 AND part = 'decisions'", 3, Fault::Payload),
        ("UPDATE payload SET body = CAST(':20:X' AS BLOB) WHERE sequence = 3 AND part = 'message'", 3, Fault::Body),
        ("UPDATE payload SET body = zeroblob(length(body)) WHERE sequence = 3 AND part = 'decisions'", 3, Fault::Body),
        ("DELETE FROM payload WHERE sequence = 3 AND part = 'message'", 3, Fault::Payload),
        ("DELETE FROM entry WHERE sequence = 3", 3, Fault::Gap),
        ("DELETE FROM entry WHERE sequence = 1", 1, Fault::Gap),
        ("DELETE FROM entry WHERE sequence = 4", 4, Fault::Orphan),
        ("INSERT INTO payload VALUES (3, 'more', 0, zeroblob(32), NULL)", 3, Fault::Payload),
        ("INSERT INTO payload VALUES (9, 'more', 0, zeroblob(32), NULL)", 9, Fault::Orphan),
        ("INSERT INTO entry SELECT 5, epoch, kind, recorded_at, verdict, frame_sha256, content_sha256, policy_sha256, payload_sha256,
          previous, link FROM entry WHERE sequence = 4", 5, Fault::Previous),
        ("UPDATE entry SET sequence = 50 WHERE sequence = 3; UPDATE entry SET sequence = 3 WHERE sequence = 4;
          UPDATE entry SET sequence = 4 WHERE sequence = 50", 3, Fault::Previous),
    ];
    let (directory, path, _) = written().await;
    for (statement, sequence, fault) in cases {
        let copy = directory.path().join("tampered.sqlite");
        std::fs::copy(&path, &copy).unwrap();
        tamper(&copy, statement);
        let broken = verify(&copy, &[]).broken.unwrap_or_else(|| panic!("not found: {statement}"));
        assert_eq!((broken.sequence, broken.fault), (sequence, fault), "{statement}");
        std::fs::remove_file(copy).unwrap();
    }
}

#[tokio::test]
async fn last_entries_that_were_cut_off_show_only_against_a_known_receipt() {
    let (_directory, path, receipts) = written().await;
    let head = verify(&path, &[]).head.unwrap();
    tamper(&path, "DELETE FROM payload WHERE sequence > 3; DELETE FROM entry WHERE sequence > 3");
    let found = verify(&path, &[]);
    assert!(found.is_intact());
    assert_eq!(found.entries, 3);
    let found = verify(&path, &[receipts.clone(), vec![head.clone()]].concat());
    assert_eq!(found.missing, [receipts[2].clone(), head]);
    assert!(!found.is_intact());
}

#[tokio::test]
async fn erased_bodies_leave_the_chain_whole() {
    let (_directory, path, receipts) = written().await;
    sql(&path, "UPDATE payload SET body = NULL WHERE sequence = 3").unwrap();
    let found = verify(&path, &receipts);
    assert!(found.is_intact(), "{found:?}");
    assert_eq!((found.entries, found.erased), (4, 2));
    let settings = Settings { directory: path.parent().unwrap().into(), ..Settings::default() };
    let journal = Journal::open(&settings, now()).unwrap();
    let entry = journal.find(&receipts[1]).unwrap().unwrap();
    assert_eq!((entry.message(), entry.decisions()), (None, None));
    assert!(entry.json().contains(r#""erased":true"#) && entry.json().ends_with(r#""decisions":null}"#));
}

#[tokio::test]
async fn the_tables_refuse_changes() {
    let (_directory, path, _) = written().await;
    for statement in [
        "UPDATE entry SET verdict = 'pass' WHERE sequence = 3",
        "DELETE FROM entry WHERE sequence = 4",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE sequence = 3",
        "INSERT INTO entry SELECT 9, epoch, kind, recorded_at, verdict, frame_sha256, content_sha256, policy_sha256, payload_sha256, previous,
         link FROM entry WHERE sequence = 4",
        "UPDATE payload SET body = zeroblob(3) WHERE sequence = 3",
        "UPDATE payload SET sha256 = zeroblob(32), body = NULL WHERE sequence = 3",
        "UPDATE payload SET bytes = 0, body = NULL WHERE sequence = 3",
        "DELETE FROM payload WHERE sequence = 4",
        "INSERT OR REPLACE INTO payload SELECT * FROM payload WHERE sequence = 4",
        "INSERT INTO payload VALUES (3, 'more', 0, zeroblob(32), NULL)",
    ] {
        assert!(sql(&path, statement).is_err(), "{statement}");
    }
    assert!(verify(&path, &[]).is_intact());
}

/// A write that fails closes the journal for good: no receipt for it, none after it.
#[tokio::test]
async fn a_failed_write_closes_the_journal_until_restart() {
    let directory = tempfile::tempdir().unwrap();
    let settings = journal_settings(directory.path());
    let journal = Journal::open(&settings, now()).unwrap();
    let receipt = journal.append(draft(":20:A")).await.unwrap().number().clone();
    sql(&settings.path(), "CREATE TRIGGER disk BEFORE INSERT ON payload BEGIN SELECT RAISE(FAIL, 'disk'); END").unwrap();
    assert!(journal.is_open());
    let answers = append_all(&journal, &[":20:B", ":20:C"]).await;
    sql(&settings.path(), "DROP TRIGGER disk").unwrap();
    let late = journal.append(draft(":20:D")).await;
    for answer in answers.into_iter().chain([late]) {
        assert_eq!(answer.unwrap_err(), Refusal::JournalClosed);
    }
    assert!(!journal.is_open());
    drop(journal);
    let journal = Journal::open(&settings, now()).unwrap();
    let next = journal.append(draft(":20:B")).await.unwrap().number().clone();
    let found = verify(&settings.path(), &[receipt, next]);
    assert!(found.is_intact(), "{found:?}");
    assert_eq!(found.entries, 4, "two epochs and two decisions: nothing of what was refused");
}

#[tokio::test]
async fn a_closed_journal_refuses() {
    let directory = tempfile::tempdir().unwrap();
    let journal = Journal::open(&journal_settings(directory.path()), now()).unwrap();
    journal.close();
    assert!(!journal.is_open());
    assert_eq!(journal.append(draft(":20:A")).await.unwrap_err(), Refusal::JournalClosed);
    journal.close();
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_at_the_same_time_make_one_chain() {
    let directory = tempfile::tempdir().unwrap();
    let settings = Settings { sync_wait_ms_max: 60_000, queue_wait_ms_max: 60_000, ..journal_settings(directory.path()) };
    let journal = Arc::new(Journal::open(&settings, now()).unwrap());
    let answers = append_at_once(&journal, 2_000).await;
    let numbers: Vec<_> = answers.into_iter().map(|answer| answer.unwrap().number().clone()).collect();
    let sequences: HashSet<_> = numbers.iter().map(ReceiptNumber::sequence).collect();
    assert_eq!(sequences, (2..2_002).collect());
    let found = verify(&settings.path(), &numbers);
    assert!(found.is_intact(), "{:?}", found.broken);
    assert_eq!(found.entries, 2_001);
}

/// A journal whose writer is held up by another program that has the write lock, and is busy with a first entry.
struct HeldUp {
    journal: Arc<Journal>,
    first: JoinHandle<Result<Receipt, Refusal>>,
    lock: Connection,
}

impl HeldUp {
    async fn start(settings: &Settings) -> HeldUp {
        let journal = Arc::new(Journal::open(settings, now()).unwrap());
        let lock = Connection::open(settings.path()).unwrap();
        lock.execute_batch("BEGIN IMMEDIATE").unwrap();
        let mut first = Box::pin({
            let journal = Arc::clone(&journal);
            async move { journal.append(draft(":20:FIRST")).await }
        });
        let polled = poll_fn(|context| Poll::Ready(first.as_mut().poll(context))).await;
        assert!(polled.is_pending());
        while journal.queue_depth() > 0 {
            yield_now().await;
        }
        HeldUp { journal, first: tokio::spawn(first), lock }
    }

    async fn release(self) -> Arc<Journal> {
        self.lock.execute_batch("ROLLBACK").unwrap();
        self.first.await.unwrap().unwrap();
        self.journal
    }
}

/// With the writer held up, the queue takes what its limit says, and one more is refused without a trace.
#[tokio::test(flavor = "multi_thread")]
async fn the_queue_takes_its_limit_and_refuses_one_more() {
    let directory = tempfile::tempdir().unwrap();
    let settings = Settings { sync_wait_ms_max: 60_000, queue_wait_ms_max: 200, ..journal_settings(directory.path()) };
    let held_up = HeldUp::start(&settings).await;
    let journal = Arc::clone(&held_up.journal);
    let senders = tokio::spawn(async move { append_at_once(&journal, QUEUE_ENTRIES_MAX).await });
    while held_up.journal.queue_depth() < QUEUE_ENTRIES_MAX {
        assert!(!held_up.first.is_finished(), "the writer was not held up for long enough");
        yield_now().await;
    }
    assert_eq!(held_up.journal.append(draft(":20:ONE MORE")).await.unwrap_err(), Refusal::Overloaded);
    let journal = held_up.release().await;
    let numbers: Vec<_> = senders.await.unwrap().into_iter().map(|answer| answer.unwrap().number().clone()).collect();
    let found = verify(&settings.path(), &numbers);
    assert!(found.is_intact(), "{:?}", found.broken);
    assert_eq!(found.entries, 2 + QUEUE_ENTRIES_MAX as u64);
    assert_eq!(journal.queue_depth(), 0);
}

/// Who does not wait for the answer any more still owns the message: it is not recorded.
#[tokio::test(flavor = "multi_thread")]
async fn a_sender_that_has_gone_leaves_no_entry() {
    let directory = tempfile::tempdir().unwrap();
    let settings = Settings { sync_wait_ms_max: 60_000, ..journal_settings(directory.path()) };
    let held_up = HeldUp::start(&settings).await;
    let (gone, stays) = (held_up.journal.clone(), held_up.journal.clone());
    let gone = tokio::spawn(async move { gone.append(draft(":20:GONE")).await });
    let stays = tokio::spawn(async move { stays.append(draft(":20:STAYS")).await });
    while held_up.journal.queue_depth() < 2 {
        yield_now().await;
    }
    gone.abort();
    assert!(gone.await.is_err());
    held_up.release().await;
    assert_eq!(stays.await.unwrap().unwrap().number().sequence(), 3);
    assert_eq!(verify(&settings.path(), &[]).entries, 3);
}

/// Another program that holds the write lock delays, and then refuses; it does not close the journal, since nothing was written.
#[tokio::test]
async fn a_held_lock_refuses_and_passes() {
    let directory = tempfile::tempdir().unwrap();
    let settings = Settings { sync_wait_ms_max: 50, ..journal_settings(directory.path()) };
    let journal = Journal::open(&settings, now()).unwrap();
    let other = Connection::open(settings.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(journal.append(draft(":20:A")).await.unwrap_err(), Refusal::Deadline);
    other.execute_batch("ROLLBACK").unwrap();
    assert!(journal.is_open());
    drop(journal);
    assert!(verify(&settings.path(), &[]).is_intact());
}

#[tokio::test]
async fn one_process_writes() {
    let directory = tempfile::tempdir().unwrap();
    let settings = journal_settings(directory.path());
    let journal = Journal::open(&settings, now()).unwrap();
    let error = Journal::open(&settings, now()).unwrap_err();
    assert!(matches!(error, JournalError::Locked { .. }), "{error}");
    assert!(journal.append(draft(":20:A")).await.is_ok());
    drop(journal);
    assert!(Journal::open(&settings, now()).is_ok());
}

#[test]
fn other_files_are_left_alone() {
    fn check(prepare: impl FnOnce(&Path), expected: &str) {
        let directory = tempfile::tempdir().unwrap();
        let settings = journal_settings(directory.path());
        std::fs::create_dir(&settings.directory).unwrap();
        prepare(&settings.path());
        let before = std::fs::read(settings.path()).unwrap();
        for error in [Journal::open(&settings, now()).unwrap_err(), Journal::verify(&settings.path(), &[]).unwrap_err()] {
            assert!(error.to_string().contains(expected), "{error}");
        }
        assert_eq!(std::fs::read(settings.path()).unwrap(), before);
    }
    check(|path| std::fs::write(path, "x".repeat(10_000)).unwrap(), "is not an interdict journal");
    check(|path| sql(path, "CREATE TABLE t (a)").unwrap(), "is not an interdict journal");
    check(|path| sql(path, "CREATE TABLE entry (a); PRAGMA user_version = 1").unwrap(), "is not an interdict journal");
    check(
        |path| sql(path, "CREATE TABLE entry (a); PRAGMA user_version = 2; PRAGMA application_id = 0x494E5444").unwrap(),
        "has format 2, this program knows formats up to 1",
    );
}

#[test]
fn an_empty_or_missing_file_is_no_journal_to_verify() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("journal.sqlite");
    assert!(Journal::verify(&path, &[]).is_err());
    assert!(!path.exists());
    std::fs::write(&path, "").unwrap();
    assert!(matches!(Journal::verify(&path, &[]), Err(JournalError::Foreign { .. })));
}

#[tokio::test]
async fn nothing_is_added_to_a_changed_head() {
    let (_directory, path, _) = written().await;
    tamper(&path, "UPDATE entry SET verdict = 'pass' WHERE sequence = 4");
    let settings = Settings { directory: path.parent().unwrap().into(), ..Settings::default() };
    let error = Journal::open(&settings, now()).unwrap_err();
    assert!(matches!(error, JournalError::Broken { sequence: 4, fault: Fault::Link }), "{error}");
}

#[tokio::test]
async fn triggers_that_were_dropped_come_back() {
    let (_directory, path, _) = written().await;
    tamper(&path, "");
    let settings = Settings { directory: path.parent().unwrap().into(), ..Settings::default() };
    drop(Journal::open(&settings, now()).unwrap());
    assert!(sql(&path, "DELETE FROM entry WHERE sequence = 5").is_err());
}

/// Time is the caller's: it is recorded as given, even when it runs backwards.
#[tokio::test]
async fn the_time_is_the_callers() {
    let directory = tempfile::tempdir().unwrap();
    let journal = Journal::open(&journal_settings(directory.path()), now()).unwrap();
    let (frame, decided) = screened(":20:A");
    for (at, expected) in
        [(now() - 1.hour(), "2026-11-24T09:20:30.123456Z"), (Timestamp::UNIX_EPOCH, "1970-01-01T00:00:00.000000Z")]
    {
        let receipt = journal.append(Draft::decision(&frame, &decided, at)).await.unwrap();
        assert_eq!(journal.find(receipt.number()).unwrap().unwrap().recorded_at(), expected);
    }
}

/// The log is moved into the file while messages keep coming, so that it does not grow with them.
#[tokio::test(flavor = "multi_thread")]
async fn the_log_stays_short() {
    let directory = tempfile::tempdir().unwrap();
    let settings = Settings { sync_wait_ms_max: 60_000, queue_wait_ms_max: 60_000, ..journal_settings(directory.path()) };
    let journal = Arc::new(Journal::open(&settings, now()).unwrap());
    let draft = draft(&"x".repeat(1024 * 1024));
    let senders: Vec<_> = (0..4)
        .map(|_| {
            let (journal, draft) = (Arc::clone(&journal), draft.clone());
            tokio::spawn(async move {
                for _ in 0..60 {
                    journal.append(draft.clone()).await.unwrap();
                }
            })
        })
        .collect();
    for sender in senders {
        sender.await.unwrap();
    }
    let log = std::fs::metadata(settings.path().with_file_name("journal.sqlite-wal")).unwrap().len();
    assert!(log < 160 * 1024 * 1024, "{log} bytes of log for 240 MiB of messages");
    drop(journal);
    assert!(verify(&settings.path(), &[]).is_intact());
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_reads_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_directory, path, _) = written().await;
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
}

fn content(path: &Path) -> rusqlite::Result<Vec<String>> {
    let connection = Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut rows = Vec::new();
    let queries = [
        "SELECT hex(concat_ws('|', quote(sequence), quote(epoch), quote(kind), quote(recorded_at), quote(verdict), quote(frame_sha256),
         quote(content_sha256), quote(policy_sha256), quote(payload_sha256), quote(previous), quote(link))) FROM entry ORDER BY 1",
        "SELECT hex(concat_ws('|', quote(sequence), quote(part), quote(bytes), quote(sha256), quote(body))) FROM payload ORDER BY 1",
    ];
    for query in queries {
        for row in connection.prepare(query)?.query_map((), |row| row.get(0))? {
            rows.push(row?);
        }
    }
    Ok(rows)
}

/// A byte changed anywhere in the file either leaves what was recorded as it was, or is found. One that says of a body that there is none makes it one that was erased: that is counted.
#[test]
fn no_changed_byte_of_the_file_changes_the_record_unseen() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (directory, path, receipts) = runtime.block_on(written());
    let (original, recorded) = (std::fs::read(&path).unwrap(), content(&path).unwrap());
    let changed = directory.path().join("changed.sqlite");
    let config = ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(place in any::<proptest::sample::Index>(), flip in 1u8..)| {
        let mut bytes = original.clone();
        *place.get_mut(&mut bytes) ^= flip;
        std::fs::write(&changed, bytes).unwrap();
        if Journal::verify(&changed, &receipts).is_ok_and(|found| found.is_intact() && found.erased == 0) {
            assert!(content(&changed).unwrap() == recorded);
        }
    });
}
