//! List files as their authorities publish them. In: the unpacked files of a folder. Out: an [`Edition`] of each list, every row of which is in an entry or reported.
//!
//! The published name of a file picks its reader, and the content must confirm it: a file that is not what its name says is an error, and so is a file that no format knows.
//! A new format is a row of `format.rs` and a room of its own.

mod bases;
mod canada;
mod cell;
mod collect;
mod country;
mod date;
mod dfat;
mod draft;
mod eu;
mod format;
mod ftm;
mod japan;
mod ofac;
mod remark;
mod seco;
mod table;
mod tree;
mod uk;
mod un;
mod watch;
#[cfg(test)]
mod tests;

pub use format::{names, read};

use super::List;
use thiserror::Error;

/// A file, as it would lie unpacked in a folder of lists.
#[derive(Clone, Debug)]
pub struct ListFile {
    /// Its path below the folder, without `.gz` or `.zst`.
    pub path: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

impl ListFile {
    /// The last segment of the path.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit(['/', '\\']).next().unwrap_or(&self.path)
    }
}

/// A list as one or several files of one day state it: one Designation an entry, before entries of other lists are joined to it.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The entries. `version.count` counts them.
    pub list: List,
    /// What the files hold, by the publisher's own words, in the order of the files: `("sdn.csv rows", 19007)`, `("individuals", 730)`.
    pub holds: Vec<(String, usize)>,
    /// Rows that gave no entry, or an entry without what they should have added to it. As many as `version.rejected_rows`.
    pub rejected: Vec<Rejected>,
}

/// A row that could not be read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Rejected {
    /// The path of the file.
    pub file: String,
    /// Its line, from 1; of a workbook the row.
    pub line: u64,
    /// What is wrong, without quoting more of the row than its number and a word.
    pub reason: String,
}

/// Why a set of files is not loaded. Nothing is loaded then.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum ListError {
    /// No format has a file of this name.
    #[error(
        "{file}: not the published name of a list that is known. Expected are names such as {expected}; README, LICENSE and checksums may lie beside them"
    )]
    UnknownFile {
        /// The path.
        file: String,
        /// Names that would have been read.
        expected: String,
    },
    /// The name is known, and the content is something else.
    #[error("{file}: named like {list}, but {found}. Download the file again, or give it the name it was published under")]
    Unconfirmed {
        /// The path.
        file: String,
        /// The list that the name stands for.
        list: String,
        /// What is there instead.
        found: String,
    },
    /// A list of several files lacks one.
    #[error("{file}: {missing} is missing beside it, without which {list} is not whole")]
    Incomplete {
        /// The path of the file that is there.
        file: String,
        /// The file that is not.
        missing: String,
        /// The list.
        list: String,
    },
    /// One list twice.
    #[error("{list} is there twice: {one} and {other}. Keep the newer one")]
    Twice {
        /// The list.
        list: String,
        /// A path.
        one: String,
        /// The other path.
        other: String,
    },
    /// The file cannot be read on from here.
    #[error("{file}, line {line}: {reason}")]
    Broken {
        /// The path.
        file: String,
        /// The line, from 1.
        line: u64,
        /// What is wrong.
        reason: String,
    },
    /// No list at all.
    #[error("no list file is in the folder. Expected are names such as {expected}")]
    Empty {
        /// Names that would have been read.
        expected: String,
    },
}
