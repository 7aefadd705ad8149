//! Entries as a reader comes upon them, to an Edition.

use super::{Edition, ListFile, Rejected};
use crate::list::{Designation, List, ListKind, ListVersion};
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// What has been read of a list so far.
#[derive(Debug, Default)]
pub(super) struct Collection {
    entries: BTreeMap<String, Designation>,
    count: usize,
    holds: Vec<(String, usize)>,
    rejected: Vec<Rejected>,
}

impl Collection {
    /// Takes an entry that stands at a line of a file. Where its id was there before, it is counted and reported as rejected, and what it says is added to the entry of that id:
    /// nothing that a list names may fall out of it.
    pub(super) fn add(&mut self, entry: Designation, file: &ListFile, line: u64) {
        self.count += 1;
        match self.entries.get_mut(&entry.id) {
            None => {
                self.entries.insert(entry.id.clone(), entry);
            }
            Some(known) => {
                let reason = format!("the number {} stands twice; what this row says was added to the first", entry.id);
                self.rejected.push(Rejected { file: file.path.clone(), line, reason });
                known.absorb(entry);
            }
        }
    }

    /// Reports a row that gave nothing.
    pub(super) fn reject(&mut self, file: &ListFile, line: u64, reason: impl Into<String>) {
        self.rejected.push(Rejected { file: file.path.clone(), line, reason: reason.into() });
    }

    /// Says what a file holds, in the publisher's words.
    pub(super) fn holds(&mut self, what: &str, count: usize) {
        self.holds.push((what.to_owned(), count));
    }

    /// The edition. `files` are all that were read, the first first.
    pub(super) fn finish<'f>(
        self,
        list: &str,
        kind: ListKind,
        date: Option<Date>,
        files: impl Iterator<Item = &'f ListFile> + Clone,
    ) -> Edition {
        let designations: Vec<Designation> = self.entries.into_values().collect();
        let version = ListVersion {
            list: list.to_owned(),
            kind,
            date,
            sha256: digest(files),
            count: self.count,
            dprk_count: designations.iter().filter(|designation| designation.dprk).count(),
            rejected_rows: self.rejected.len(),
        };
        Edition { list: List { version, designations }, holds: self.holds, rejected: self.rejected }
    }
}

/// Of one file its SHA-256, as `sha256sum` prints it; of several that of their digests and names, a line each as `sha256sum` writes them.
fn digest<'f>(files: impl Iterator<Item = &'f ListFile> + Clone) -> [u8; 32] {
    if files.clone().count() == 1 {
        return files.map(|file| Sha256::digest(&file.bytes).into()).next().unwrap_or_default();
    }
    let mut all = Sha256::new();
    for file in files {
        for byte in Sha256::digest(&file.bytes) {
            all.update(format!("{byte:02x}"));
        }
        all.update(format!("  {}\n", file.name()));
    }
    all.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::{ListedName, Strength};

    fn named(id: &str, name: &str) -> Designation {
        let name = ListedName { text: name.to_owned(), strength: Strength::Strong, needs: None };
        Designation { id: id.to_owned(), names: vec![name], ..Designation::default() }
    }

    #[test]
    fn a_number_that_stands_twice_loses_no_name() {
        let file = ListFile { path: "ofac/sdn.csv".into(), bytes: b"two rows".to_vec() };
        let mut collection = Collection::default();
        collection.add(named("x:1", "Ann"), &file, 1);
        collection.add(named("x:1", "Ben"), &file, 2);
        let edition = collection.finish("x", ListKind::Official, None, [&file].into_iter());
        let names: Vec<_> = edition.list.designations.iter().flat_map(|entry| &entry.names).map(|name| &name.text).collect();
        assert_eq!(names, ["Ann", "Ben"]);
        assert_eq!((edition.list.version.count, edition.list.version.rejected_rows), (2, 1));
        assert_eq!(edition.rejected[0].line, 2);
    }

    #[test]
    fn one_file_has_the_digest_of_sha256sum() {
        let file = ListFile { path: "a".into(), bytes: b"abc".to_vec() };
        let digest = digest([&file].into_iter());
        assert_eq!(digest[..4], [0xba, 0x78, 0x16, 0xbf]);
    }
}
