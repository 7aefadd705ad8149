//! The file: its tables, who may open it, and how.

use super::chain::FORMAT;
use super::{JournalError, Lock, Settings};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::Duration;

/// Takes the writer's lock, which its process holds to its end. The directory is made if it is not there.
pub(super) fn lock(settings: &Settings) -> Result<Lock, JournalError> {
    make_directory(&settings.directory)?;
    let path = settings.lock_path();
    let file = owner_only(OpenOptions::new().write(true).create(true).truncate(false))
        .open(&path)
        .map_err(JournalError::file("open", &path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(JournalError::Locked { path }),
        Err(TryLockError::Error(source)) => Err(JournalError::File { doing: "lock", path, source }),
    }
}

/// Opens the journal for its only writer, with an empty log.
pub(super) fn open_for_writing(settings: &Settings) -> Result<Connection, JournalError> {
    let path = settings.path();
    owner_only(OpenOptions::new().append(true).create(true)).open(&path).map_err(JournalError::file("open", &path))?;
    let mut connection = open_existing(&path)?;
    if is_new(&connection, &path)? {
        create(&mut connection).map_err(JournalError::sqlite("create"))?;
    }
    connection.execute_batch(TRIGGERS).map_err(JournalError::sqlite("guard"))?;
    empty_log(&connection, &path)?;
    Ok(connection)
}

/// A second connection to a journal that is open for writing.
pub(super) fn open_for_checkpoints(settings: &Settings) -> Result<Connection, JournalError> {
    open_existing(&settings.path())
}

/// Opens a journal, or a copy of one, without the means to change it.
pub(super) fn open_read_only(path: &Path) -> Result<Connection, JournalError> {
    let connection = match read_only(path) {
        Err(JournalError::Sqlite { .. }) if !has_log(path) => immutable(path)?,
        other => other?,
    };
    if is_new(&connection, path)? { Err(JournalError::Foreign { path: path.to_owned() }) } else { Ok(connection) }
}

fn read_only(path: &Path) -> Result<Connection, JournalError> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(JournalError::sqlite("open"))?;
    connection.busy_timeout(BUSY_WAIT_MAX).map_err(JournalError::sqlite("open"))?;
    identity(&connection, path)?;
    Ok(connection)
}

/// A file on a medium that takes no log beside it. Only right where there is no log.
fn immutable(path: &Path) -> Result<Connection, JournalError> {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => uri.push(char::from(*byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(&uri, flags).map_err(JournalError::sqlite("open"))
}

fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).is_ok_and(|log| log.len() > 0)
}

fn open_existing(path: &Path) -> Result<Connection, JournalError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(JournalError::sqlite("open"))?;
    connection.busy_timeout(BUSY_WAIT_MAX).map_err(JournalError::sqlite("open"))?;
    // Before the journal mode is set: that would already write to a foreign file.
    is_new(&connection, path)?;
    let mode: String = connection
        .query_row("PRAGMA journal_mode = WAL", (), |row| row.get(0))
        .map_err(JournalError::sqlite("begin the log of"))?;
    if mode != "wal" {
        return Err(JournalError::NoLog { path: path.to_owned() });
    }
    connection.execute_batch(PRAGMAS).map_err(JournalError::sqlite("set up"))?;
    Ok(connection)
}

/// Whether the file is an empty database; an error unless it is that or a journal.
fn is_new(connection: &Connection, path: &Path) -> Result<bool, JournalError> {
    let (application, format, objects) = identity(connection, path)?;
    let foreign = || JournalError::Foreign { path: path.to_owned() };
    match (application, format, objects) {
        (0, 0, 0) => Ok(true),
        (APPLICATION_ID, 1.., 1..) if format > i64::from(FORMAT) => {
            Err(JournalError::Newer { path: path.to_owned(), found: format, known: FORMAT })
        }
        (APPLICATION_ID, 1.., 1..) => Ok(false),
        _ => Err(foreign()),
    }
}

fn identity(connection: &Connection, path: &Path) -> Result<(i64, i64, i64), JournalError> {
    let query = "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), count(*) FROM sqlite_schema";
    connection.query_row(query, (), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).map_err(|source| {
        match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => JournalError::Foreign { path: path.to_owned() },
            _ => JournalError::Sqlite { doing: "read", source },
        }
    })
}

fn create(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    transaction.execute_batch(TABLES)?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", FORMAT)?;
    transaction.commit()
}

/// Moves all of the log into the file, syncs the file, and cuts the log to nothing.
fn empty_log(connection: &Connection, path: &Path) -> Result<(), JournalError> {
    let busy: bool = connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |row| row.get(0))
        .map_err(JournalError::sqlite("empty the log of"))?;
    if busy { Err(JournalError::Busy { path: path.to_owned() }) } else { Ok(()) }
}

fn make_directory(directory: &Path) -> Result<(), JournalError> {
    if directory.is_dir() {
        return Ok(());
    }
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(directory).map_err(JournalError::file("create", directory))?;
    let parent = directory.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // The entry of a new directory is durable only when the directory above it is.
    File::open(parent).and_then(|parent| parent.sync_all()).map_err(JournalError::file("sync", parent))
}

/// The journal holds personal data and messages: no other user reads it.
fn owner_only(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// `INTD`: what `file` and SQLite tools show of a journal.
const APPLICATION_ID: i64 = 0x494E_5444;

/// How long SQLite waits for a lock that another program holds: an administrator's shell or a backup. Below the default `sync_wait_ms_max`, so that the cause is known first.
const BUSY_WAIT_MAX: Duration = Duration::from_secs(2);

/// `fullfsync` is for macOS, where a plain fsync does not reach the disk.
const PRAGMAS: &str = "
    PRAGMA synchronous = FULL;
    PRAGMA wal_autocheckpoint = 0;
    PRAGMA fullfsync = ON;
    PRAGMA checkpoint_fullfsync = ON;
";

/// Neither table has an index beside it: an index is a second copy of its columns, and what is read through it would hide a change of the first.
const TABLES: &str = "
    CREATE TABLE entry (
        sequence INTEGER PRIMARY KEY,
        epoch INTEGER NOT NULL,
        kind TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        verdict TEXT,
        frame_sha256 BLOB,
        content_sha256 BLOB,
        policy_sha256 BLOB,
        payload_sha256 BLOB NOT NULL,
        previous BLOB NOT NULL,
        link BLOB NOT NULL
    ) STRICT;
    CREATE TABLE payload (
        sequence INTEGER NOT NULL,
        part TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        sha256 BLOB NOT NULL,
        body BLOB,
        PRIMARY KEY (sequence, part)
    ) STRICT, WITHOUT ROWID;
";

/// They guard against mistakes of people and programs; against malice there is the chain. INSERT is guarded too, because INSERT OR REPLACE deletes without a DELETE.
const TRIGGERS: &str = "
    CREATE TRIGGER IF NOT EXISTS entry_insert BEFORE INSERT ON entry
        WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM entry)
        BEGIN SELECT RAISE(ABORT, 'journal entries are only appended'); END;
    CREATE TRIGGER IF NOT EXISTS entry_update BEFORE UPDATE ON entry
        BEGIN SELECT RAISE(ABORT, 'journal entries are never changed'); END;
    CREATE TRIGGER IF NOT EXISTS entry_delete BEFORE DELETE ON entry
        BEGIN SELECT RAISE(ABORT, 'journal entries are never deleted'); END;
    CREATE TRIGGER IF NOT EXISTS payload_insert BEFORE INSERT ON payload
        WHEN NEW.sequence IS NOT (SELECT max(sequence) FROM entry)
            OR EXISTS (SELECT 1 FROM payload WHERE sequence = NEW.sequence AND part = NEW.part)
        BEGIN SELECT RAISE(ABORT, 'bodies are recorded with their entry'); END;
    CREATE TRIGGER IF NOT EXISTS payload_update BEFORE UPDATE ON payload
        WHEN NEW.body IS NOT NULL OR NEW.sequence IS NOT OLD.sequence OR NEW.part IS NOT OLD.part
            OR NEW.bytes IS NOT OLD.bytes OR NEW.sha256 IS NOT OLD.sha256
        BEGIN SELECT RAISE(ABORT, 'bodies can be erased, not changed'); END;
    CREATE TRIGGER IF NOT EXISTS payload_delete BEFORE DELETE ON payload
        BEGIN SELECT RAISE(ABORT, 'bodies are erased by setting them to NULL'); END;
";

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::types::Value;

    /// What durability stands on; see the module's page.
    #[test]
    fn commits_are_synced_and_checkpoints_are_not_in_them() {
        let directory = tempfile::tempdir().unwrap();
        let settings = Settings { directory: directory.path().join("new"), ..Settings::default() };
        let _lock = lock(&settings).unwrap();
        let connection = open_for_writing(&settings).unwrap();
        let check = |pragma: &str, expected: Value| {
            let found: Value = connection.pragma_query_value(None, pragma, |row| row.get(0)).unwrap();
            assert_eq!(found, expected, "{pragma}");
        };
        check("journal_mode", Value::Text("wal".into()));
        check("synchronous", Value::Integer(2));
        check("wal_autocheckpoint", Value::Integer(0));
        check("fullfsync", Value::Integer(1));
        check("checkpoint_fullfsync", Value::Integer(1));
        check("application_id", Value::Integer(APPLICATION_ID));
        check("user_version", Value::Integer(FORMAT.into()));
    }
}
