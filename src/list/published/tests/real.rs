//! The readers over lists as they were really published, where copies of them lie beside the project; else they say that they were left out.

use super::{Edition, ListFile, read};
use crate::list::{Designation, IdentifierKind};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A file of `../shared/data`, unpacked.
fn shared(path: &str) -> Option<ListFile> {
    let whole: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(path);
    let Ok(bytes) = fs::read(&whole) else {
        eprintln!("skipped: {} is not there", whole.display());
        return None;
    };
    let bytes = match path.strip_suffix(".zst") {
        Some(_) => zstd::decode_all(bytes.as_slice()).unwrap(),
        None => bytes,
    };
    Some(ListFile { path: path.trim_end_matches(".zst").to_owned(), bytes })
}

fn edition(paths: &[&str]) -> Option<Edition> {
    let files: Option<Vec<ListFile>> = paths.iter().map(|path| shared(path)).collect();
    Some(read(&files?).unwrap().remove(0))
}

fn summary(edition: &Edition) -> String {
    let version = &edition.list.version;
    let holds: Vec<String> = edition.holds.iter().map(|(what, count)| format!("{count} {what}")).collect();
    let date = version.date.map_or("no date".to_owned(), |date| date.to_string());
    let (count, dprk, rejected) = (version.count, version.dprk_count, version.rejected_rows);
    format!("{} of {date}: {}; {count} entries, {dprk} dprk, {rejected} rejected", version.list, holds.join(", "))
}

#[test]
fn un() {
    let Some(edition) = edition(&["published/un/consolidated.xml.zst"]) else { return };
    println!("{}", summary(&edition));
    assert_eq!(edition.rejected, []);
    compare("UN-1718", &edition);
    assert_eq!(edition.holds, [("individuals".to_owned(), 730), ("entities".to_owned(), 273)]);
    assert_eq!(edition.list.version.count, 1003);
    assert_eq!(edition.list.version.date.unwrap().to_string(), "2026-02-27");
}

#[test]
fn dfat() {
    let Some(edition) = edition(&["published/au/regulation8_consolidated.xlsx"]) else { return };
    println!("{}", summary(&edition));
    assert_eq!(edition.rejected, []);
    compare("AU-DFAT", &edition);
    assert_eq!(edition.holds, [("rows".to_owned(), 9553)]);
}

#[test]
fn canada() {
    let Some(edition) = edition(&["published/ca/sema-lmes.xml.zst"]) else { return };
    println!("{}", summary(&edition));
    assert_eq!(edition.rejected, []);
    assert_eq!(edition.holds, [("records".to_owned(), 4759)]);
    assert_eq!((edition.list.version.count, edition.list.version.dprk_count), (4759, 0));
    assert_eq!(edition.list.version.date.unwrap().to_string(), "2025-03-20");
    let ships = edition.list.designations.iter().filter(|entry| !entry.imos.is_empty());
    assert_eq!(ships.count(), 109);
}

#[test]
fn watch_lists() {
    // Of the UK's 267, 259 have the programme of the regime, and 8 more a country alone.
    for (name, entries, dprk, rejected) in [("eu-fsf-names", 5994, 256, 0), ("uk-sanctions-list-names", 6046, 267, 0)] {
        let paths = [format!("published/watchlists/{name}.csv.zst"), format!("published/watchlists/{name}.list.toml")];
        let Some(edition) = edition(&paths.each_ref().map(String::as_str)) else { return };
        println!("{}", summary(&edition));
        let version = &edition.list.version;
        assert_eq!((version.count, version.dprk_count, version.rejected_rows), (entries, dprk, rejected));
    }
}

/// A row of the table of all DPRK designations, which was made by other means.
struct Expected {
    id: String,
    cells: BTreeMap<String, String>,
}

impl Expected {
    fn values(&self, columns: &[&str]) -> BTreeSet<String> {
        let cells = columns.iter().filter_map(|column| Some((*column, self.cells.get(*column)?)));
        let values = cells.flat_map(|(column, cell)| cell.split(" | ").map(move |value| (column, value)));
        let plain = |(column, value): (&str, &str)| match column {
            // When it expires stands behind it.
            "passport_no" => folded(
                value
                    .split(" (")
                    .flat_map(|part| part.split(" Exp"))
                    .flat_map(|part| part.split(" exp"))
                    .next()
                    .unwrap_or_default()
                    .trim_end_matches(" Passport"),
            ),
            "bic" => folded(value.trim_end_matches("XXX")),
            _ => folded(value),
        };
        values.map(plain).filter(|value| !value.is_empty()).collect()
    }
}

fn folded(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Every designation of the table is read, is marked as concerning the DPRK, and has its names, BICs and IMO numbers, no fewer and no more, and at least its passports: of several in one remark the table has the
/// first alone.
fn compare(list: &str, edition: &Edition) {
    let Some(table) = shared("dprk-designations.tsv") else { return };
    let text = String::from_utf8(table.bytes).unwrap();
    let mut rows = text.lines();
    let header: Vec<&str> = rows.next().unwrap().split('\t').collect();
    let expected: Vec<Expected> = rows
        .map(|row| header.iter().zip(row.split('\t')).map(|(column, cell)| ((*column).to_owned(), cell.to_owned())).collect())
        .map(|cells: BTreeMap<String, String>| Expected { id: cells["list_id"].clone(), cells })
        .filter(|row| row.cells["list"] == list)
        .collect();
    let known: BTreeMap<&str, &Designation> =
        edition.list.designations.iter().map(|entry| (entry.id.split_once(':').unwrap().1, entry)).collect();
    let ids: BTreeSet<&str> = expected.iter().map(|row| row.id.as_str()).collect();
    let marked: BTreeSet<&str> = known.iter().filter(|(_, entry)| entry.dprk).map(|(id, _)| *id).collect();
    assert_eq!(marked, ids, "{list}");
    let mut more_passports = 0;
    for row in &expected {
        let entry = known[row.id.as_str()];
        let same = |what: &str, columns: &[&str], have: Vec<String>| {
            let have: BTreeSet<String> = have.iter().map(|text| folded(text)).collect();
            assert_eq!(have, row.values(columns), "{list} {} {what}", row.id);
        };
        same("names", &["name", "aliases", "weak_aliases"], entry.names.iter().map(|name| name.text.clone()).collect());
        same("bic", &["bic"], entry.bics.iter().map(|bic| bic.as_str().trim_end_matches("XXX").to_owned()).collect());
        same("imo", &["imo"], entry.imos.iter().map(|imo| imo.number().to_string()).collect());
        let passports = entry.identifiers.iter().filter(|number| number.kind == IdentifierKind::Passport);
        let have: BTreeSet<String> = passports.map(|number| folded(&number.value)).collect();
        let missing: Vec<String> = row.values(&["passport_no"]).difference(&have).cloned().collect();
        assert!(missing.is_empty(), "{list} {} passports: {missing:?} of {have:?}", row.id);
        more_passports += have.len() - row.values(&["passport_no"]).len();
    }
    println!("{list}: {} of the table, all the same, and {more_passports} passports more", expected.len());
}
