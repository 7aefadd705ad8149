//! The lists as published, where they lie beside the project.

use super::*;
use crate::list::{IdentifierKind, Strength};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn data(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(path)
}

/// A file under the name it is published under; `None`, and a line that says so, where it is absent.
fn published(from: &str, name: &str) -> Option<ListFile> {
    let path = data(from);
    let Ok(mut bytes) = std::fs::read(&path) else {
        eprintln!("skipped: {} is absent", path.display());
        return None;
    };
    if from.ends_with(".zst") {
        bytes = zstd::stream::decode_all(bytes.as_slice()).unwrap();
    }
    Some(ListFile { path: name.to_owned(), bytes })
}

fn sdn() -> Option<Edition> {
    let files = ["sdn.csv.zst", "add.csv.zst", "alt.csv.zst", "sdn_comments.csv"];
    let files = files.map(|name| published(&format!("published/ofac/{name}"), name.trim_end_matches(".zst")));
    Some(edition(&files.into_iter().collect::<Option<Vec<_>>>()?))
}

fn consolidated() -> Option<Edition> {
    let files = ["cons_prim.csv", "cons_add.csv", "cons_alt.csv", "cons_comments.csv"];
    let files = files.map(|name| published(&format!("published/ofac/{name}"), name));
    Some(edition(&files.into_iter().collect::<Option<Vec<_>>>()?))
}

fn print(what: &str, edition: &Edition) {
    let version = &edition.list.version;
    println!(
        "{what}: {} entries, {} DPRK, {} rejected; {:?}",
        version.count, version.dprk_count, version.rejected_rows, edition.holds
    );
    let mut reasons: BTreeMap<(String, String), Vec<u64>> = BTreeMap::new();
    for row in &edition.rejected {
        let reason: String = row.reason.chars().filter(|character| !character.is_ascii_digit()).collect();
        reasons.entry((row.file.clone(), reason)).or_default().push(row.line);
    }
    for ((file, reason), lines) in reasons {
        println!("  {} x {file}: {reason} (line {} ...)", lines.len(), lines[0]);
    }
    let notes: usize = edition.list.designations.iter().map(|entry| entry.notes.len()).sum();
    println!("  {notes} notes");
}

#[test]
fn every_row_of_the_sdn_list_is_an_entry() {
    let Some(edition) = sdn() else { return };
    print("sdn", &edition);
    let held: Vec<_> = edition.holds.iter().map(|(what, count)| (what.as_str(), *count)).collect();
    let expected = [("sdn.csv rows", 19_007), ("add.csv rows", 24_776), ("alt.csv rows", 20_260), ("sdn_comments.csv rows", 28)];
    assert_eq!(held, expected);
    assert_eq!((edition.list.version.count, edition.list.designations.len()), (19_007, 19_007));
    assert_eq!(edition.list.version.dprk_count, 652);
    // Seven addresses are of entries whose names were not to be had, twelve remarks go on and begin nowhere, because 4,402 rows are a name alone; one IMO number has six digits.
    let rejected = |file: &str| edition.rejected.iter().filter(|row| row.file == file).count();
    assert_eq!((rejected("add.csv"), rejected("sdn.csv"), edition.rejected.len()), (7, 13, 20), "{:?}", edition.rejected);
}

/// What can be counted in the text of the remarks is in the entries.
#[test]
fn facts_of_the_remarks_are_read() {
    let names = ["sdn.csv.zst", "sdn_comments.csv"];
    let texts = names.map(|name| published(&format!("published/ofac/{name}"), name));
    let ([Some(rows), Some(comments)], Some(edition)) = (texts, sdn()) else { return };
    let text = String::from_utf8([rows.bytes, comments.bytes].concat()).unwrap();
    let check = |label: &str, of: fn(&Designation) -> usize| {
        let read: usize = edition.list.designations.iter().map(of).sum();
        assert_eq!(read, text.matches(label).count(), "{label}");
    };
    check("SWIFT/BIC ", |entry| entry.bics.len());
    check("POB ", |entry| entry.birth_places.len());
    check("MMSI ", |entry| entry.identifiers.iter().filter(|one| one.kind == IdentifierKind::Mmsi).count());
    // Nothing that begins like one of these facts is left in the notes, but `nationality possibly Palestinian;arrested 23 Apr 2002` of three persons.
    for label in
        ["DOB ", "nationality ", "citizen ", "Linked To:", "POB ", "SWIFT/BIC ", "MMSI ", "Aircraft Tail Number ", "a.k.a. "]
    {
        let notes = edition.list.designations.iter().flat_map(|entry| &entry.notes);
        let left = notes.filter(|note| note.trim_start_matches("alt. ").starts_with(label)).count();
        assert_eq!(left, if label == "nationality " { 3 } else { 0 }, "{label}");
    }
}

#[test]
fn every_row_of_the_consolidated_list_is_an_entry() {
    let Some(edition) = consolidated() else { return };
    print("consolidated", &edition);
    assert_eq!((edition.list.version.count, edition.list.version.dprk_count, edition.rejected.len()), (442, 0, 0));
}

#[test]
fn plain_and_enhanced_xml_are_read_whole() {
    if let Some(file) = published("lists/us_ofac/cons_nonsdn_2025-03-28.xml", "consolidated.xml") {
        let edition = edition(&[file]);
        print("plain", &edition);
        assert_eq!((edition.list.version.count, edition.rejected.len()), (443, 0));
    }
    if let Some(file) = published("lists/us_ofac/enhanced_xml_irgc_subset_2024-08-28.xml.zst", "SDN_ENHANCED.XML") {
        let edition = edition(&[file]);
        print("enhanced", &edition);
        assert_eq!((edition.list.version.count, edition.rejected.len()), (293, 0));
    }
}

/// A row of the table of designations that concern the DPRK.
struct Row<'t> {
    header: &'t [&'t str],
    cells: Vec<&'t str>,
}

impl<'t> Row<'t> {
    fn cell(&self, column: &str) -> &'t str {
        let place = self.header.iter().position(|name| *name == column).unwrap();
        self.cells.get(place).copied().unwrap_or_default()
    }

    fn values(&self, column: &str) -> impl Iterator<Item = &'t str> {
        self.cell(column).split(" | ").map(str::trim).filter(|value| !value.is_empty())
    }
}

fn spelled(text: &str) -> String {
    let mut words: Vec<String> = text.split_whitespace().map(|word| word.trim_matches(',').to_lowercase()).collect();
    words.sort_unstable();
    words.join(" ")
}

#[test]
fn every_entry_that_concerns_the_dprk_is_known_to() {
    let (Some(edition), Some(table)) = (sdn(), published("dprk-designations.tsv", "dprk-designations.tsv")) else { return };
    let text = String::from_utf8(table.bytes).unwrap();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let rows = lines.map(|line| Row { header: &header, cells: line.split('\t').collect() });
    let by_id: BTreeMap<&str, &Designation> =
        edition.list.designations.iter().map(|entry| (entry.entries[0].id.as_str(), entry)).collect();
    let mut marked = BTreeSet::new();
    let mut missing = Vec::new();
    for row in rows.filter(|row| row.cell("list") == "US-OFAC-SDN") {
        let id = row.cell("list_id");
        let Some(entry) = by_id.get(id) else {
            missing.push(format!("{id}: not in the file; {}", row.cell("vintage")));
            continue;
        };
        marked.insert(id);
        // Of these the file has a name and nothing else: no programme, no remark. They are known by their addresses, where they have one there, and by entries of other lists.
        let is_bare = row.cell("basis").contains("row text not at hand");
        let mut say = |what: &str, value: &str| {
            missing.push(format!("{id} {what} {value}; {} | {}", row.cell("basis"), row.cell("vintage")))
        };
        if !entry.dprk && !is_bare {
            say("is not marked", "");
        }
        let has = |name: &str, most: Strength| {
            entry.names.iter().any(|known| spelled(&known.text) == spelled(name) && known.strength <= most)
        };
        row.values("name")
            .chain(row.values("aliases"))
            .filter(|name| !has(name, Strength::Strong))
            .for_each(|name| say("name", name));
        row.values("weak_aliases").filter(|name| !is_bare && !has(name, Strength::Weak)).for_each(|name| say("weak", name));
        row.values("bic")
            .filter(|bic| !entry.bics.iter().any(|known| known.as_str().starts_with(bic)))
            .for_each(|bic| say("bic", bic));
        row.values("imo")
            .filter(|imo| !entry.imos.iter().any(|known| known.number().to_string() == **imo))
            .for_each(|imo| say("imo", imo));
        for passport in row.values("passport_no") {
            let number = [" (", " issued ", " expires "].iter().fold(passport, |number, end| number.split(end).next().unwrap());
            let is_it = |known: &crate::list::Identifier| known.kind == IdentifierKind::Passport && known.value == number;
            if !entry.identifiers.iter().any(is_it) {
                say("passport", passport);
            }
        }
    }
    let more: Vec<&str> = by_id.iter().filter(|(id, entry)| entry.dprk && !marked.contains(*id)).map(|(id, _)| *id).collect();
    println!(
        "{} entries of the table are in the file; differences: {missing:?}; marked and not in the table: {more:?}",
        marked.len()
    );
    assert_eq!(marked.len(), 675);
    // The row of this bank is of 2024; the alias was added later.
    assert_eq!(
        missing,
        ["11581 weak BTSB; NK-secondary-sanctions remark | NK address | names+aliases+addresses 2026-06; row text 2024-06-27"]
    );
    // A Cuban shipping company with an office in Pyongyang.
    assert_eq!(more, ["1287"]);
}

/// Entries that are in both editions, and what differs in them, by what it is.
fn differences(one: &Edition, other: &Edition) -> (usize, BTreeMap<&'static str, Vec<String>>) {
    let others: BTreeMap<&str, &Designation> = other.list.designations.iter().map(|entry| (entry.id.as_str(), entry)).collect();
    let mut found: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    let mut count = 0;
    for entry in &one.list.designations {
        let Some(other) = others.get(entry.id.as_str()).filter(|other| !other.entries[0].programmes.is_empty()) else { continue };
        count += 1;
        let mut compare = |what: &'static str, of: &dyn Fn(&Designation) -> BTreeSet<String>| {
            let (one, other) = (of(entry), of(other));
            if one != other {
                let only = |one: &BTreeSet<String>, other: &BTreeSet<String>| one.difference(other).cloned().collect::<Vec<_>>();
                found.entry(what).or_default().push(format!("{} {:?} {:?}", entry.id, only(&one, &other), only(&other, &one)));
            }
        };
        compare("kind", &|entry| BTreeSet::from([entry.kind.as_str().to_owned()]));
        compare("programmes", &|entry| entry.entries[0].programmes.iter().cloned().collect());
        compare("primary name", &|entry| BTreeSet::from([entry.names[0].text.clone()]));
        compare("names", &|entry| {
            entry
                .names
                .iter()
                .filter(|name| name.text.is_ascii())
                .map(|name| format!("{:?} {}", name.strength, name.text))
                .collect()
        });
        compare("birth dates", &|entry| entry.birth_dates.iter().cloned().collect());
        compare("birth places", &|entry| entry.birth_places.iter().cloned().collect());
        compare("nationalities", &|entry| entry.nationalities.iter().cloned().collect());
        compare("countries", &|entry| entry.countries.iter().cloned().collect());
        compare("bics", &|entry| entry.bics.iter().map(ToString::to_string).collect());
        compare("identifiers", &|entry| entry.identifiers.iter().map(|one| format!("{one:?}")).collect());
    }
    (count, found)
}

#[test]
fn csv_and_plain_xml_say_the_same() {
    let (Some(csv), Some(xml)) = (consolidated(), published("lists/us_ofac/cons_nonsdn_2025-03-28.xml", "consolidated.xml"))
    else {
        return;
    };
    let (count, differences) = differences(&csv, &edition(&[xml]));
    assert_eq!(count, 442);
    // The CSV is of December 2025, the XML of March. Between them Rosneft, Lukoil and nine companies of theirs were blocked too, with new names and numbers, and a company lost a
    // programme; and CSV has single quotes in a name where XML has double ones.
    let counts: Vec<_> = differences.iter().map(|(what, entries)| (*what, entries.len())).collect();
    assert_eq!(counts, [("identifiers", 10), ("names", 6), ("primary name", 1), ("programmes", 12)], "{differences:#?}");
}

#[test]
fn csv_and_enhanced_xml_say_the_same() {
    let path = "lists/us_ofac/enhanced_xml_irgc_subset_2024-08-28.xml.zst";
    let (Some(csv), Some(xml)) = (sdn(), published(path, "SDN_ENHANCED.XML")) else { return };
    let (count, differences) = differences(&edition(&[xml]), &csv);
    // Of the 293 entries of the XML the CSV has these with more than a name. Three got a programme more between June and August.
    assert_eq!(count, 254);
    let programmes = ["28924", "40601", "40602"].map(|id| format!("ofac-sdn:{id} [\"CAATSA - IRAN\"] []"));
    assert_eq!(differences.into_iter().collect::<Vec<_>>(), [("programmes", programmes.to_vec())]);
}
