//! Entries as they stand in the file, checked against their own digests.

use super::chain::{GENESIS, Members, PART_DECISIONS, PART_MESSAGE, is_word, payload_sha256};
use super::record::{hex, json};
use super::verify::Fault;
use super::{JournalError, ReceiptNumber};
use rusqlite::{Connection, OptionalExtension as _, Row};
use serde::Serialize;
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};

/// The last entry of a chain: what the next one is linked to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Head {
    pub(super) epoch: u64,
    pub(super) sequence: u64,
    pub(super) link: [u8; 32],
}

impl Head {
    /// Of a journal without entries.
    pub(super) const NONE: Head = Head { epoch: 0, sequence: 0, link: GENESIS };
}

/// An entry that was read back, and is what was recorded.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Recorded {
    sequence: u64,
    epoch: u64,
    kind: String,
    recorded_at: String,
    verdict: Option<String>,
    frame_sha256: Option<Vec<u8>>,
    content_sha256: Option<Vec<u8>>,
    policy_sha256: Option<Vec<u8>>,
    payload_sha256: Vec<u8>,
    previous: Vec<u8>,
    link: Vec<u8>,
    parts: Vec<RecordedPart>,
}

/// A body of an entry.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RecordedPart {
    /// `decisions`, `message` ...
    pub part: String,
    /// Its length.
    pub bytes: u64,
    /// Its digest.
    pub sha256: Vec<u8>,
    /// The body, unless it was erased.
    pub body: Option<Vec<u8>>,
}

impl Recorded {
    /// Its number, with the whole link.
    #[must_use]
    pub fn number(&self) -> ReceiptNumber {
        ReceiptNumber::full(self.epoch, self.sequence, &self.link)
    }

    /// When it was recorded, RFC 3339.
    #[must_use]
    pub fn recorded_at(&self) -> &str {
        &self.recorded_at
    }

    /// The verdict on the frame, for decisions.
    #[must_use]
    pub fn verdict(&self) -> Option<&str> {
        self.verdict.as_deref()
    }

    /// The Decisions as they were answered: JSON lines. `None` where they were erased, or where the entry is no decision.
    #[must_use]
    pub fn decisions(&self) -> Option<&str> {
        str::from_utf8(self.body(PART_DECISIONS)?).ok()
    }

    /// The frame. `None` where it was erased, or where the entry is no decision.
    #[must_use]
    pub fn message(&self) -> Option<&[u8]> {
        self.body(PART_MESSAGE)
    }

    /// All of it but the message's bytes as one JSON object.
    #[must_use]
    pub fn json(&self) -> String {
        let digest = |digest: &Option<Vec<u8>>| digest.as_deref().map(hex);
        let lines = self.decisions().map(|lines| lines.lines().map(serde_json::from_str).collect());
        json(&RecordedRecord {
            receipt: self.number().to_string(),
            kind: &self.kind,
            recorded_at: &self.recorded_at,
            verdict: self.verdict(),
            frame_sha256: digest(&self.frame_sha256),
            content_sha256: digest(&self.content_sha256),
            policy_sha256: digest(&self.policy_sha256),
            payload_sha256: hex(&self.payload_sha256),
            previous: hex(&self.previous),
            parts: self.parts.iter().map(PartRecord::of).collect(),
            decisions: lines.transpose().unwrap_or_default(),
        })
    }

    fn body(&self, part: &str) -> Option<&[u8]> {
        self.parts.iter().find(|stored| stored.part == part)?.body.as_deref()
    }

    pub(super) fn sequence(&self) -> u64 {
        self.sequence
    }

    pub(super) fn epoch(&self) -> u64 {
        self.epoch
    }

    pub(super) fn link(&self) -> &[u8] {
        &self.link
    }

    pub(super) fn follows(&self, link: &[u8]) -> bool {
        self.previous == link
    }

    pub(super) fn erased(&self) -> u64 {
        self.parts.iter().map(|part| u64::from(part.body.is_none())).sum()
    }

    /// What differs from what was recorded, as far as the entry itself can tell. That it follows the one before it is for whoever knows that one.
    pub(super) fn check(&self) -> Result<(), Fault> {
        for part in &self.parts {
            if part.body.as_deref().is_some_and(|body| body.len() as u64 != part.bytes || *Sha256::digest(body) != *part.sha256) {
                return Err(Fault::Body);
            }
        }
        let parts = self.parts.iter().map(|part| (part.part.as_str(), part.bytes, part.sha256.as_slice()));
        if self.parts.iter().any(|part| !is_word(&part.part)) || payload_sha256(parts) != *self.payload_sha256 {
            return Err(Fault::Payload);
        }
        let members = Members {
            sequence: self.sequence,
            epoch: self.epoch,
            kind: &self.kind,
            recorded_at: &self.recorded_at,
            verdict: self.verdict.as_deref(),
            frame_sha256: self.frame_sha256.as_deref(),
            content_sha256: self.content_sha256.as_deref(),
            policy_sha256: self.policy_sha256.as_deref(),
            payload_sha256: &self.payload_sha256,
            previous: &self.previous,
        };
        if members.is_plain() && members.link() == *self.link { Ok(()) } else { Err(Fault::Link) }
    }

    /// Reads a row of [`ENTRY_COLUMNS`] and its bodies.
    pub(super) fn read(row: &Row<'_>, connection: &Connection) -> rusqlite::Result<Recorded> {
        let sequence = unsigned(row, 0)?;
        Ok(Recorded {
            sequence,
            epoch: unsigned(row, 1)?,
            kind: row.get(2)?,
            recorded_at: row.get(3)?,
            verdict: row.get(4)?,
            frame_sha256: row.get(5)?,
            content_sha256: row.get(6)?,
            policy_sha256: row.get(7)?,
            payload_sha256: row.get(8)?,
            previous: row.get(9)?,
            link: row.get(10)?,
            parts: RecordedPart::read_all(row.get(0)?, connection)?,
        })
    }
}

impl RecordedPart {
    fn read_all(sequence: i64, connection: &Connection) -> rusqlite::Result<Vec<RecordedPart>> {
        let query = "SELECT part, bytes, sha256, body FROM payload WHERE sequence = ?1 ORDER BY part";
        let mut statement = connection.prepare_cached(query)?;
        let parts = statement.query_map([sequence], |row| {
            Ok(RecordedPart { part: row.get(0)?, bytes: unsigned(row, 1)?, sha256: row.get(2)?, body: row.get(3)? })
        })?;
        parts.collect()
    }
}

#[derive(Serialize)]
struct RecordedRecord<'a> {
    receipt: String,
    kind: &'a str,
    recorded_at: &'a str,
    verdict: Option<&'a str>,
    frame_sha256: Option<String>,
    content_sha256: Option<String>,
    policy_sha256: Option<String>,
    payload_sha256: String,
    previous: String,
    parts: Vec<PartRecord<'a>>,
    decisions: Option<Vec<&'a RawValue>>,
}

#[derive(Serialize)]
struct PartRecord<'a> {
    part: &'a str,
    bytes: u64,
    sha256: String,
    erased: bool,
}

impl<'a> PartRecord<'a> {
    fn of(part: &'a RecordedPart) -> PartRecord<'a> {
        PartRecord { part: &part.part, bytes: part.bytes, sha256: hex(&part.sha256), erased: part.body.is_none() }
    }
}

/// The last entry, checked; [`Head::NONE`] where there is none.
pub(super) fn head(connection: &Connection) -> Result<Head, JournalError> {
    let query = format!("SELECT {ENTRY_COLUMNS} FROM entry ORDER BY sequence DESC LIMIT 1");
    let last = connection
        .query_row(&query, (), |row| Recorded::read(row, connection))
        .optional()
        .map_err(JournalError::sqlite("read the last entry of"))?;
    let Some(last) = last else { return Ok(Head::NONE) };
    let broken = |fault| JournalError::Broken { sequence: last.sequence, fault };
    last.check().map_err(broken)?;
    let link = last.link.as_slice().try_into().map_err(|_| broken(Fault::Link))?;
    Ok(Head { epoch: last.epoch, sequence: last.sequence, link })
}

/// The entry that `number` names, checked.
pub(super) fn find(connection: &Connection, number: &ReceiptNumber) -> Result<Option<Recorded>, JournalError> {
    let query = format!("SELECT {ENTRY_COLUMNS} FROM entry WHERE sequence = ?1");
    let sequence = signed(number.sequence());
    let found = connection
        .query_row(&query, [sequence], |row| Recorded::read(row, connection))
        .optional()
        .map_err(JournalError::sqlite("read"))?;
    let Some(found) = found.filter(|found| number.names(found.epoch, &found.link)) else { return Ok(None) };
    found.check().map_err(|fault| JournalError::Broken { sequence: found.sequence, fault })?;
    Ok(Some(found))
}

/// SQLite's integers are signed.
pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn unsigned(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, number))
}

pub(super) const ENTRY_COLUMNS: &str =
    "sequence, epoch, kind, recorded_at, verdict, frame_sha256, content_sha256, policy_sha256, payload_sha256, previous, link";
