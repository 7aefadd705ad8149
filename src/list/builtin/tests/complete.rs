//! The embedded list against a table of the five lists, where there is one beside the project: nothing that a list says may be missing.

use super::*;
use crate::identifier::Bic;
use std::path::Path;

/// The designations by (list, number of the entry).
type ByEntry<'a> = BTreeMap<(&'a str, &'a str), &'a Designation>;

#[test]
fn every_row_of_the_lists_is_an_entry() {
    each_row(|row, by_entry, list| {
        let designation =
            by_entry.get(&(list, row.cell("list_id"))).unwrap_or_else(|| panic!("{list}:{} is missing", row.cell("list_id")));
        let kind = match row.cell("type") {
            "individual" => DesignationKind::Person,
            "entity" => DesignationKind::Organisation,
            "vessel" => DesignationKind::Vessel,
            "aircraft" => DesignationKind::Aircraft,
            other => panic!("{other}"),
        };
        assert_eq!(designation.kind, kind, "{}", designation.id);
    });
}

#[test]
fn no_entry_is_invented() {
    let mut rows = BTreeSet::new();
    if !each_row(|row, _, list| assert!(rows.insert(format!("{list}:{}", row.cell("list_id"))))) {
        return;
    }
    let entries: BTreeSet<String> =
        official().designations.iter().flat_map(|designation| &designation.entries).map(reference).collect();
    assert_eq!(entries.difference(&rows).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn every_name_is_there_and_no_stronger_than_published() {
    each_row(|row, by_entry, list| {
        let designation = by_entry[&(list, row.cell("list_id"))];
        let names = |column: &str| {
            row.values(column).map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
        };
        let published = names("name").into_iter().chain(names("aliases")).map(|name| (name, Strength::Strong));
        for (text, strength) in published.chain(names("weak_aliases").into_iter().map(|name| (name, Strength::Weak))) {
            let name =
                designation.names.iter().find(|name| name.text == text).unwrap_or_else(|| panic!("{}: {text}", designation.id));
            assert!(name.strength <= strength, "{}: {text}", designation.id);
        }
    });
}

#[test]
fn every_number_is_there_or_rejected_with_a_reason() {
    let blocks = blocks();
    each_row(|row, by_entry, list| {
        let designation = by_entry[&(list, row.cell("list_id"))];
        let rejected = |number: &str| {
            let same = |cells: &&Vec<&str>| {
                cells[0] == "rejected" && table::letters(cells[2]) == table::letters(number) && !cells[3].is_empty()
            };
            blocks[designation.id.as_str()].iter().any(|cells| same(&cells))
        };
        for bic in row.values("bic") {
            assert!(designation.bics.contains(&Bic::parse(bic).unwrap()) || rejected(bic), "{} {bic}", designation.id);
        }
        for imo in row.values("imo") {
            let stands = [Imo::ship(imo), Imo::company(imo)].into_iter().flatten().any(|imo| designation.imos.contains(&imo));
            assert!(stands || rejected(imo), "{} {imo}", designation.id);
        }
        for passport in row.values("passport_no") {
            let number = passport_number(passport);
            let stands = designation
                .identifiers
                .iter()
                .any(|identifier| identifier.kind == IdentifierKind::Passport && table::letters(&identifier.value) == number);
            assert!(stands || rejected(&number), "{} {passport}", designation.id);
        }
    });
}

#[test]
fn birth_dates_in_full_are_there() {
    each_row(|row, by_entry, list| {
        let designation = by_entry[&(list, row.cell("list_id"))];
        for date in row.values("dob").filter(|date| block::first_day(date).is_some()) {
            assert!(designation.birth_dates.iter().any(|known| known == date), "{} {date}", designation.id);
        }
    });
}

/// Calls `check` with each row, the designations, and the short name of its list; answers whether the table is there.
fn each_row(mut check: impl FnMut(&Row<'_>, &ByEntry<'_>, &str)) -> bool {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/dprk-designations.tsv");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return false;
    };
    let lists = official();
    let by_entry: ByEntry<'_> = lists
        .designations
        .iter()
        .flat_map(|designation| {
            designation.entries.iter().map(move |entry| ((entry.list.as_str(), entry.id.as_str()), designation))
        })
        .collect();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    for line in lines {
        let row = Row { header: &header, cells: line.split('\t').collect() };
        let list = match row.cell("list") {
            "UN-1718" => "un",
            "US-OFAC-SDN" => "ofac-sdn",
            "UK-SL" => "uk",
            "EU-FSF" => "eu",
            "AU-DFAT" => "dfat",
            other => panic!("{other}"),
        };
        check(&row, &by_entry, list);
    }
    true
}

struct Row<'a> {
    header: &'a [&'a str],
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    fn cell(&self, column: &str) -> &'a str {
        self.cells[self.header.iter().position(|name| *name == column).unwrap()]
    }

    fn values(&self, column: &str) -> impl Iterator<Item = &'a str> {
        self.cell(column).split(" | ").map(str::trim).filter(|value| !value.is_empty())
    }
}

/// `PS 472330208 (Korea, North) expires 04 Jul 2017` -> `ps472330208`: the letters before the digits belong to the number, the words behind it do not.
fn passport_number(text: &str) -> String {
    let end = text
        .find(" (")
        .into_iter()
        .chain([" Exp", " exp", " issued", " Passport"].iter().filter_map(|word| text.find(word)))
        .min();
    table::letters(text.get(..end.unwrap_or(text.len())).unwrap())
}
