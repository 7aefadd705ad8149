//! Keys to designations: what a text may point to, found in one lookup.

use crate::list::{List, ListVersion};

/// All lists as one immutable index. A message sees one Snapshot from its first byte to its verdict.
#[derive(Debug)]
pub struct Snapshot {
    versions: Vec<ListVersion>,
}

impl Snapshot {
    /// Indexes the lists; the order in which they are given does not matter.
    #[must_use]
    pub fn build(lists: Vec<List>) -> Snapshot {
        Snapshot { versions: lists.into_iter().map(|list| list.version).collect() }
    }

    /// What is in it.
    #[must_use]
    pub fn versions(&self) -> &[ListVersion] {
        &self.versions
    }
}
