//! What can go wrong with a journal file, and what to do about it.

use super::verify::Fault;
use std::path::PathBuf;

/// Why a journal cannot be opened or read. Messages hold paths and numbers, never anything that was recorded.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// Two writers would break the chain.
    #[error("journal {} is in use by another process; end that one first, or give this one a directory of its own", path.display())]
    Locked {
        /// The lock file.
        path: PathBuf,
    },
    /// A file of something else stands where the journal should.
    #[error("{} is not an interdict journal; set journal.directory to another place", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// An older program must not write to what it does not understand.
    #[error("journal {} has format {found}, this program knows formats up to {known}; use the program that wrote it, or a newer one", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest that is understood.
        known: u32,
    },
    /// Without a log that several connections share there is no group commit beside readers; network file systems also do not keep what they say they synced.
    #[error("the file system of {} cannot hold an SQLite log (WAL); put journal.directory on a local disk", path.display())]
    NoLog {
        /// The file.
        path: PathBuf,
    },
    /// A reader keeps the log from being emptied, which is done before anything is added.
    #[error("journal {} is being read by another program; wait until that has ended, or end it, then start again", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// What stands in the file is not what was recorded. Nothing is added to it.
    #[error(
        "journal entry {sequence} is not what was recorded: {fault}; keep the file as evidence and run `interdict journal verify`"
    )]
    Broken {
        /// The entry.
        sequence: u64,
        /// What is wrong with it.
        fault: Fault,
    },
    /// The file system refused.
    #[error("cannot {doing} {}: {source}", path.display())]
    File {
        /// What was tried.
        doing: &'static str,
        /// On what.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// SQLite refused.
    #[error("cannot {doing} the journal: {source}")]
    Sqlite {
        /// What was tried.
        doing: &'static str,
        /// The cause.
        source: rusqlite::Error,
    },
}

impl JournalError {
    /// For `map_err`.
    pub(super) fn sqlite(doing: &'static str) -> impl FnOnce(rusqlite::Error) -> JournalError {
        move |source| JournalError::Sqlite { doing, source }
    }

    /// For `map_err`.
    pub(super) fn file(doing: &'static str, path: &std::path::Path) -> impl FnOnce(std::io::Error) -> JournalError {
        let path = path.to_owned();
        move |source| JournalError::File { doing, path, source }
    }
}
