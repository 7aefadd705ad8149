//! Files that are not what they should be: a clear error with file and line, or a reported row; never a panic, never a row that is gone without a word.

use super::{FIXTURES, file};
use crate::list::published::read;
use proptest::prelude::*;

/// Fixtures in which a record is an entry, so that records are entries and rejected rows.
const RECORDS: &[&str] = &[
    "consolidated.xml",
    "sema-lmes.xml",
    "20260605-FULL-1_1(xsd).xml",
    "UK_Sanctions_List.xml",
    "consolidated-list_2026-07-30.xml",
    "shisantouketsu20260828.csv",
    "targets.simple.csv",
];

#[test]
fn a_cut_file_is_an_error_or_says_so() {
    for (name, text, _) in FIXTURES {
        for share in 1..20 {
            let cut: String = text.chars().take(text.chars().count() * share / 20).collect();
            match read(&[file(name, cut.as_bytes())]) {
                Ok(editions) => assert!(!name.ends_with(".xml") && editions.len() == 1, "{name} at {share}/20 was read"),
                Err(errors) => assert!(errors[0].to_string().contains(name), "{}", errors[0]),
            }
        }
    }
}

#[test]
fn another_file_under_the_name_is_an_error() {
    for (name, ..) in FIXTURES {
        for other in [
            &b"<!DOCTYPE html>\n<html><body>Too many requests</body></html>"[..],
            b"",
            b"\xFF\xFE<\0x\0",
            b"PK\x03\x04",
            b"{}\n",
            b"\n\n",
        ] {
            let errors = read(&[file(name, other)]).unwrap_err();
            assert!(errors[0].to_string().starts_with(name), "{}", errors[0]);
        }
    }
    for other in [&b"<html></html>"[..], b"PK\x03\x04 not an archive", b""] {
        let errors = read(&[file("regulation8_consolidated.xlsx", other)]).unwrap_err();
        assert!(errors[0].to_string().starts_with("regulation8_consolidated.xlsx"), "{}", errors[0]);
    }
}

#[test]
fn another_encoding_is_an_error_with_its_line() {
    for (name, text, _) in FIXTURES.iter().filter(|(name, ..)| !name.ends_with("json")) {
        let mut bytes = text.as_bytes().to_vec();
        let end = bytes.iter().rposition(|byte| *byte == b'\n').unwrap();
        bytes.splice(end..end, *b"<!-- M\xFCller -->");
        let error = read(&[file(name, &bytes)]).unwrap_err()[0].to_string();
        let line = text.trim_end().lines().count();
        assert!(error.contains("not UTF-8") && (error.contains(&format!("line {line}:")) || error.contains("byte")), "{error}");
    }
}

#[test]
fn a_record_that_stands_twice_is_reported_and_loses_nothing() {
    let (name, text, _) = FIXTURES[0];
    let second = text.replace("IRe.999", "KPi.999");
    let edition = read(&[file(name, second.as_bytes())]).unwrap().remove(0);
    assert!(edition.rejected.iter().any(|row| row.reason.contains("un:KPi.999 stands twice")), "{:?}", edition.rejected);
    assert_eq!(edition.list.designations.len(), 1);
    assert!(edition.list.designations[0].names.iter().any(|name| name.text == "EXAMPLE BANK"));
}

#[test]
fn a_cell_of_a_million_characters_is_read() {
    let long = "A ".repeat(500_000);
    for (name, text, _) in FIXTURES {
        let short = ["Foreign Trade Bank", "Example Shipping OOO", "EXAMPLE BANK", "BLUE TERN", "Example Bank", "Blue Tern"];
        let short = short.into_iter().find(|short| text.contains(short)).unwrap();
        let edition = read(&[file(name, text.replace(short, &long).as_bytes())]).unwrap().remove(0);
        let names = edition.list.designations.iter().flat_map(|entry| &entry.names);
        assert!(names.map(|name| name.text.len()).max() >= Some(999_999), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_change_of_a_file_makes_it_panic_or_lose_a_row(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        length in 0_usize..60,
        noise in prop::collection::vec(prop_oneof![any::<u8>(), prop::sample::select(&b"<>&;\"',|\n/()0a"[..])], 0..30),
    ) {
        let (name, text, _) = which.get(FIXTURES);
        let mut bytes = text.as_bytes().to_vec();
        let from = at.index(bytes.len());
        let to = bytes.len().min(from + length);
        bytes.splice(from..to, noise);
        if let Ok(editions) = read(&[file(name, &bytes)]) {
            for edition in &editions {
                let version = &edition.list.version;
                prop_assert_eq!(version.rejected_rows, edition.rejected.len());
                prop_assert!(edition.list.designations.len() <= version.count);
                if RECORDS.contains(name) {
                    let records: usize = edition.holds.iter().map(|(_, count)| *count).sum();
                    prop_assert!(version.count <= records);
                    prop_assert!(records - version.count <= edition.rejected.len(), "{} records, {} entries, {:?}", records, version.count, edition.rejected);
                }
            }
        }
    }
}
