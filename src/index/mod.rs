//! Keys to designations: what a text may point to, found in a few lookups.
//!
//! In: lists. Out: a [`Snapshot`], immutable, that finds candidates in folded text. How sure a candidate is, the detectors say.

pub mod keys;
pub mod korean;
pub mod name;
mod parallel;
pub mod overlaid;

use crate::list::join::{Joined, Party, join};
use crate::list::{Designation, List, ListVersion};
use keys::IdentifierIndex;
use korean::KoreanIndex;
use name::NameIndex;
use parallel::both;
use std::num::NonZero;
use std::sync::Arc;
use std::thread;

/// All lists as one immutable index. A message sees one Snapshot from its first byte to its verdict.
#[derive(Debug)]
pub struct Snapshot {
    versions: Vec<ListVersion>,
    listed: Vec<Listed>,
    names: NameIndex,
    korean_names: KoreanIndex,
    identifiers: IdentifierIndex,
}

/// A designation, and whether the list that holds it has legal effect. Its place in the Snapshot is its number there.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Who or what is listed.
    pub designation: Arc<Designation>,
    /// Only reported, on no official list.
    pub reported_only: bool,
}

impl Snapshot {
    /// Joins and indexes the lists; the order in which they are given does not matter.
    #[must_use]
    pub fn build(lists: Vec<List>) -> Snapshot {
        Snapshot::build_on(lists, thread::available_parallelism().map_or(1, NonZero::get))
    }

    /// The same on so many threads. Their number changes nothing but the time that it takes.
    #[must_use]
    pub fn build_on(lists: Vec<List>, threads: usize) -> Snapshot {
        let Joined { versions, parties } = join(lists);
        let listed: Vec<Listed> = parties
            .into_iter()
            .map(|Party { designation, reported_only }| Listed { designation: Arc::new(designation), reported_only })
            .collect();
        let names = || {
            let names = NameIndex::build_on(&listed, threads);
            let korean_names = KoreanIndex::build_on(&listed, &names, threads);
            (names, korean_names)
        };
        let (identifiers, (names, korean_names)) = both(threads, || IdentifierIndex::build(&listed), names);
        Snapshot { versions, listed, names, korean_names, identifiers }
    }

    /// Which lists it was built from, by name.
    #[must_use]
    pub fn versions(&self) -> &[ListVersion] {
        &self.versions
    }

    /// All designations, in the order of their numbers.
    #[must_use]
    pub fn listed(&self) -> &[Listed] {
        &self.listed
    }

    /// Korean names of persons, by their syllables.
    #[must_use]
    pub fn korean_names(&self) -> &KoreanIndex {
        &self.korean_names
    }

    /// The names of all designations.
    #[must_use]
    pub fn names(&self) -> &NameIndex {
        &self.names
    }

    /// The identifiers of all designations.
    #[must_use]
    pub fn identifiers(&self) -> &IdentifierIndex {
        &self.identifiers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::builtin;

    #[test]
    fn one_thread_and_many_build_the_same() {
        let build = |threads| format!("{:?}", Snapshot::build_on(vec![builtin::watch(), builtin::official()], threads));
        let alone = build(1);
        assert!([2, 3, 8].into_iter().all(|threads| build(threads) == alone));
    }
}
