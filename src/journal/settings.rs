//! Where the journal is, and how long a message waits for it.

use super::chain::is_word;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Settings of the journal: section `[journal]` of the configuration.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Directory of the journal file; made if absent, for its owner alone.
    pub directory: PathBuf,
    /// Name of this writer, recorded in every epoch. Not the host's name: it stays when the service moves.
    pub writer: String,
    /// Longest wait for a place in the queue.
    pub queue_wait_ms_max: u32,
    /// Longest wait for the record to be durable, once queued.
    pub sync_wait_ms_max: u32,
}

impl Settings {
    /// Everything that is wrong with them: the name of the setting, and what would be right.
    #[must_use]
    pub fn mistakes(&self) -> Vec<(&'static str, String)> {
        let mut mistakes = Vec::new();
        let mut check = |fits: bool, key, why: &str| {
            if !fits {
                mistakes.push((key, why.to_owned()));
            }
        };
        check(!self.directory.as_os_str().is_empty(), "directory", "must not be empty");
        let is_name = is_word(&self.writer) && self.writer.len() <= WRITER_BYTES_MAX;
        check(is_name, "writer", "must be 1 to 64 printable ASCII characters without spaces");
        let waits = [("queue_wait_ms_max", self.queue_wait_ms_max), ("sync_wait_ms_max", self.sync_wait_ms_max)];
        for (key, wait) in waits {
            check((1..=WAIT_MS_MAX).contains(&wait), key, "must be 1 to 60000 milliseconds");
        }
        mistakes
    }

    /// The journal file.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        file_in(&self.directory)
    }

    pub(super) fn lock_path(&self) -> PathBuf {
        self.directory.join(LOCK_NAME)
    }

    pub(super) fn queue_wait_max(&self) -> Duration {
        Duration::from_millis(self.queue_wait_ms_max.into())
    }

    pub(super) fn sync_wait_max(&self) -> Duration {
        Duration::from_millis(self.sync_wait_ms_max.into())
    }
}

/// The journal file of a directory.
pub(super) fn file_in(directory: &Path) -> PathBuf {
    directory.join(FILE_NAME)
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { directory: "interdict-data".into(), writer: "main".into(), queue_wait_ms_max: 250, sync_wait_ms_max: 5_000 }
    }
}

const FILE_NAME: &str = "journal.sqlite";
const LOCK_NAME: &str = "journal.lock";

/// Long enough for a host or service name (a DNS label has at most 63 characters).
const WRITER_BYTES_MAX: usize = 64;

/// A minute: payment systems time out before, and a sender that has gone needs no answer.
const WAIT_MS_MAX: u32 = 60_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(settings: Settings, expected: &[&str]) {
        let keys: Vec<_> = settings.mistakes().into_iter().map(|(key, _)| key).collect();
        assert_eq!(keys, expected, "{settings:?}");
    }

    #[test]
    fn defaults_have_no_mistakes() {
        check(Settings::default(), &[]);
    }

    #[test]
    fn limits_hold() {
        let settings = Settings::default;
        check(Settings { queue_wait_ms_max: 1, sync_wait_ms_max: WAIT_MS_MAX, ..settings() }, &[]);
        check(
            Settings { queue_wait_ms_max: 0, sync_wait_ms_max: WAIT_MS_MAX + 1, ..settings() },
            &["queue_wait_ms_max", "sync_wait_ms_max"],
        );
        check(Settings { writer: "w".repeat(WRITER_BYTES_MAX), ..settings() }, &[]);
        check(Settings { writer: "w".repeat(WRITER_BYTES_MAX + 1), ..settings() }, &["writer"]);
        for writer in ["", "two words", "-"] {
            check(Settings { writer: writer.into(), ..settings() }, &["writer"]);
        }
        check(Settings { directory: "".into(), ..settings() }, &["directory"]);
    }
}
