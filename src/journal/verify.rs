//! The whole chain, computed anew.

use super::chain::GENESIS;
use super::read::{ENTRY_COLUMNS, Recorded};
use super::{JournalError, ReceiptNumber};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::fmt;

/// What a journal's chain was found to be.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Verification {
    /// Entries that follow each other and are what was recorded, from the first on.
    pub entries: u64,
    /// The last of them, with its whole link. Written down outside it pins down every entry before.
    pub head: Option<ReceiptNumber>,
    /// The first entry that is not what was recorded. Nothing behind it was looked at.
    pub broken: Option<Broken>,
    /// Bodies that were erased.
    pub erased: u64,
    /// Those of the known receipts that are not in the chain.
    pub missing: Vec<ReceiptNumber>,
}

impl Verification {
    /// Whether the chain is whole and every known receipt is in it.
    #[must_use]
    pub fn is_intact(&self) -> bool {
        self.broken.is_none() && self.missing.is_empty()
    }
}

/// Where a chain breaks, and how.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Broken {
    /// The entry, or the place where one is missing.
    pub sequence: u64,
    /// What is wrong.
    pub fault: Fault,
}

/// How an entry differs from what was recorded.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Fault {
    /// The entry with this number is not there.
    Gap,
    /// It does not name the link of the entry before it.
    Previous,
    /// A member of the entry was changed.
    Link,
    /// A body was added or left out, or its length or digest was changed.
    Payload,
    /// A body was changed.
    Body,
    /// Bodies without an entry.
    Orphan,
    /// A value of a wrong type, or a damaged page of the file.
    Unreadable,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Fault::Gap => "it is missing",
            Fault::Previous => "it does not follow the entry before it",
            Fault::Link => "a member was changed",
            Fault::Payload => "a body was added or removed, or its digest was changed",
            Fault::Body => "a body was changed",
            Fault::Orphan => "there are bodies without an entry",
            Fault::Unreadable => "it cannot be read",
        })
    }
}

/// Walks the chain in one snapshot of the file: entries that are added meanwhile are not seen.
pub(super) fn verify(connection: &Connection, known: &[ReceiptNumber]) -> Result<Verification, JournalError> {
    let snapshot = connection.unchecked_transaction().map_err(JournalError::sqlite("read"))?;
    let mut walk = Walk::new(known);
    let broken = walk.entries(&snapshot).err().or_else(|| walk.orphans(&snapshot).err()).or_else(|| walk.order(&snapshot).err());
    Ok(Verification {
        entries: walk.sequence,
        head: walk.head,
        broken,
        erased: walk.erased,
        missing: walk.known.into_values().flatten().cloned().collect(),
    })
}

/// What was verified so far.
struct Walk<'a> {
    sequence: u64,
    link: Vec<u8>,
    head: Option<ReceiptNumber>,
    erased: u64,
    known: BTreeMap<u64, Vec<&'a ReceiptNumber>>,
}

impl<'a> Walk<'a> {
    fn new(known: &'a [ReceiptNumber]) -> Walk<'a> {
        let mut by_sequence: BTreeMap<u64, Vec<&ReceiptNumber>> = BTreeMap::new();
        for number in known {
            by_sequence.entry(number.sequence()).or_default().push(number);
        }
        Walk { sequence: 0, link: GENESIS.to_vec(), head: None, erased: 0, known: by_sequence }
    }

    fn entries(&mut self, connection: &Connection) -> Result<(), Broken> {
        let unreadable = |sequence: u64| move |_| Broken { sequence, fault: Fault::Unreadable };
        let query = format!("SELECT {ENTRY_COLUMNS} FROM entry ORDER BY sequence");
        let mut statement = connection.prepare(&query).map_err(unreadable(1))?;
        let mut rows = statement.query(()).map_err(unreadable(1))?;
        while let Some(row) = rows.next().map_err(unreadable(self.sequence + 1))? {
            let entry = Recorded::read(row, connection).map_err(unreadable(self.sequence + 1))?;
            self.follow(&entry).map_err(|fault| Broken { sequence: self.sequence + 1, fault })?;
        }
        Ok(())
    }

    fn follow(&mut self, entry: &Recorded) -> Result<(), Fault> {
        if entry.sequence() != self.sequence + 1 {
            return Err(Fault::Gap);
        }
        if !entry.follows(&self.link) {
            return Err(Fault::Previous);
        }
        entry.check()?;
        self.sequence = entry.sequence();
        self.link = entry.link().to_vec();
        self.head = Some(entry.number());
        self.erased += entry.erased();
        if let Some(known) = self.known.get_mut(&self.sequence) {
            known.retain(|number| !number.names(entry.epoch(), entry.link()));
        }
        Ok(())
    }

    /// SQLite finds the bodies of an entry by their order in the file, and believes it: one that bears the number of another entry is found all the same, unless it is looked at.
    fn order(&self, connection: &Connection) -> Result<(), Broken> {
        let unreadable = |_| Broken { sequence: self.sequence + 1, fault: Fault::Unreadable };
        let mut statement = connection.prepare("SELECT sequence, part FROM payload").map_err(unreadable)?;
        let mut rows = statement.query(()).map_err(unreadable)?;
        let mut before: Option<(i64, String)> = None;
        while let Some(row) = rows.next().map_err(unreadable)? {
            let key = (row.get(0).map_err(unreadable)?, row.get(1).map_err(unreadable)?);
            if let Some(before) = before.replace(key.clone()).filter(|before| *before >= key) {
                return Err(Broken { sequence: u64::try_from(before.0).unwrap_or_default(), fault: Fault::Payload });
            }
        }
        Ok(())
    }

    fn orphans(&self, connection: &Connection) -> Result<(), Broken> {
        let query = "SELECT min(sequence) FROM payload WHERE sequence NOT IN (SELECT sequence FROM entry)";
        let orphan: Option<i64> = connection
            .query_row(query, (), |row| row.get(0))
            .map_err(|_| Broken { sequence: self.sequence + 1, fault: Fault::Unreadable })?;
        match orphan {
            Some(sequence) => Err(Broken { sequence: u64::try_from(sequence).unwrap_or_default(), fault: Fault::Orphan }),
            None => Ok(()),
        }
    }
}
