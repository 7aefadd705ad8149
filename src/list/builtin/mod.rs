//! The lists that are compiled in: the designations of five official lists that concern the DPRK, and a few parties that were reported but not designated. In: the files of
//! this folder. Out: a [`List`]. The files are written to be read and corrected by people: a fact is one line, so a change to a fact is a change of one line.
//!
//! # A block
//!
//! `dprk/*.tsv` and `watch.tsv` hold one block for each real person, organisation, vessel or aircraft. Cells are apart by one tab; `-` stands for what no list says; lines
//! that begin with `#` are comments. A fact ends with the lists that state it, so that a reader sees what falls away with an entry.
//!
//! | line | cells |
//! |---|---|
//! | `designation` | `list:number` of the entry that identifies it: of `un`, else `ofac-sdn`, `uk`, `eu`, `dfat` |
//! | `entry` | list, number, programmes (a comma between), listed on, source (`sources.tsv`), joined by, and why, where a person decided |
//! | `same-list` | list, why that list has the party twice |
//! | `name` | strength, text, lists. The first name is the primary one. The weakest strength that any list gives it, in any case or punctuation |
//! | `bic`, `birth`, `birth-place`, `nationality`, `flag`, `country`, `address` | value, lists |
//! | `imo` | `ship` or `company`, number, lists |
//! | `passport`, `national-id`, `registration`, `lei`, `account`, `wallet`, `tail`, `mmsi`, `call-sign` | number, issuing country, lists |
//! | `rejected` | kind, published number that is not used, why, lists |
//! | `reported` | date, who reported what; only in `watch.tsv` |
//!
//! To add an entry by hand: add its `entry` line to the block of the party, or a new block with at least one `name` to the file of its kind, and run the tests. They know
//! every list, source, programme and rule, and name the line that does not fit.
//!
//! # When two entries are one party
//!
//! Never by the name alone. *Joined by* says what else agrees: `un-ref` the UN's reference number; `passport`, `imo`, `bic`, `registration`; `birth` name and birth date;
//! `un-date` name and the day of the UN listing; `names` two or more names, of a person one unlike the others or five spellings; `address` name and address; `act` name and
//! legal act (the EU transposes every UN entry, the UK carried over every EU entry at the end of 2020, and the US Treasury says so of some); `office` name and post or
//! employer; `owner`; `elimination`. Organisations whose full name tells them apart are also joined by `name-and-place`, or by `name-and-programme` where both lists have them for the DPRK's
//! sake. A company's IMO number in the entry of a ship, and "linked to", join nothing. Pairs that share a name and are kept apart stand in `apart.tsv`, each with the reason.
//!
//! # What is left out
//!
//! E-mail and web addresses, telephone numbers, titles, and the group numbers of the UK list that ended in January 2026. The copy of the EU list has no numbers of its own:
//! `eu:seq481` is the 481st entry of the extract.

mod block;
mod table;
#[cfg(test)]
mod tests;

use crate::list::{Designation, DesignationKind, List, ListKind, ListVersion};
use jiff::civil::Date;
use sha2::{Digest, Sha256};

/// The designations of the official lists that concern the DPRK.
#[must_use]
pub fn official() -> List {
    let bases = table::bases(BASES);
    let mut designations = Vec::new();
    let mut rejected_rows = bases.rejected_rows;
    for (kind, text) in DPRK {
        let blocks = block::read(text, *kind, &bases);
        designations.extend(blocks.designations);
        rejected_rows += blocks.rejected_rows;
    }
    designations.sort_by(|a, b| a.id.cmp(&b.id));
    rejected_rows += table::mark_too_common(TOO_COMMON, &mut designations);
    let texts = DPRK.iter().map(|(_, text)| *text).chain([BASES, SOURCES, TOO_COMMON]);
    list("builtin-dprk", ListKind::Official, table::newest_source(SOURCES), texts, designations, rejected_rows)
}

/// Parties that were reported in connection with the DPRK, and are on none of the official lists. A list of its own, so that it can be left out.
#[must_use]
pub fn watch() -> List {
    let blocks = block::read(WATCH, DesignationKind::Organisation, &table::Bases::default());
    let mut designations = blocks.designations;
    designations.sort_by(|a, b| a.id.cmp(&b.id));
    list("builtin-watch", ListKind::Watch, block::newest_report(WATCH), [WATCH].into_iter(), designations, blocks.rejected_rows)
}

fn list(
    name: &str,
    kind: ListKind,
    date: Option<Date>,
    texts: impl Iterator<Item = &'static str>,
    designations: Vec<Designation>,
    rejected_rows: usize,
) -> List {
    let mut digest = Sha256::new();
    texts.for_each(|text| digest.update(text));
    let count = designations.iter().map(|designation| designation.entries.len()).sum();
    let version =
        ListVersion { list: name.into(), kind, date, sha256: digest.finalize().into(), count, dprk_count: count, rejected_rows };
    List { version, designations }
}

const DPRK: &[(DesignationKind, &str)] = &[
    (DesignationKind::Person, include_str!("dprk/persons.tsv")),
    (DesignationKind::Organisation, include_str!("dprk/organisations.tsv")),
    (DesignationKind::Vessel, include_str!("dprk/vessels.tsv")),
    (DesignationKind::Aircraft, include_str!("dprk/aircraft.tsv")),
];

const BASES: &str = include_str!("bases.tsv");
const SOURCES: &str = include_str!("sources.tsv");
const TOO_COMMON: &str = include_str!("too-common.tsv");
const WATCH: &str = include_str!("watch.tsv");
