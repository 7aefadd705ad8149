//! The same fictional parties in each form read alike.

use super::*;
use crate::list::Relation;

pub(super) const SAMPLES: [(&str, &str); 3] = [
    ("sdn.xml", include_str!("sdn.xml")),
    ("sdn_advanced.xml", include_str!("sdn_advanced.xml")),
    ("sdn_enhanced.xml", include_str!("sdn_enhanced.xml")),
];

fn sample(name: &str) -> Edition {
    let (name, text) = SAMPLES.into_iter().find(|(known, _)| *known == name).unwrap();
    let edition = edition(&[file(name, text)]);
    assert_eq!(edition.rejected, [], "{name}");
    edition
}

#[test]
fn csv_says_all_that_a_designation_holds() {
    let edition = edition(&quartet());
    assert_eq!(edition.rejected, []);
    let held: Vec<_> = edition.holds.iter().map(|(what, count)| (what.as_str(), *count)).collect();
    assert_eq!(held, [("sdn.csv rows", 4), ("add.csv rows", 2), ("alt.csv rows", 3), ("sdn_comments.csv rows", 0)]);
    assert_eq!((edition.list.version.count, edition.list.version.dprk_count), (4, 3));
    let bank = entry(&edition, "ofac-sdn:1");
    assert_eq!(
        names(bank),
        [("strong", "BLUE TERN BANK"), ("strong", "TERN BANK, LTD"), ("former", "GULL BANK"), ("weak", "BTB")]
    );
    assert_eq!(bank.entries[0].programmes, ["DPRK2", "SDGT"]);
    assert_eq!(bank.entries[0].basis, ["E.O. 13687", "31 CFR part 510", "E.O. 13224", "31 CFR part 594"]);
    assert_eq!(bank.addresses, ["1 Example Street, Pyongyang, Korea, North"]);
    let ship = entry(&edition, "ofac-sdn:3");
    assert_eq!(ship.flags, ["KP"]);
    assert_eq!(names(ship), [("strong", "TERN"), ("weak", "GULL")]);
    assert_eq!(ship.notes, ["Vessel Type Tug", "Vessel Tonnage 1,200", "Vessel Gross Registered Tonnage 212"]);
    assert_eq!(ship.links[0].relation, Relation::OwnedBy(None));
    assert_eq!(ship.identifiers.len(), 2);
    assert_eq!(entry(&edition, "ofac-sdn:4").identifiers[0].value, "P-532");
}

/// Person 2 in every form. The advanced form is a fixture of our own in the published schema, for want of a real copy; so are the other two, beside which real ones are tested.
#[test]
fn a_person_reads_alike_in_every_form() {
    let mut editions = vec![edition(&quartet())];
    editions.extend(SAMPLES.iter().map(|(name, _)| sample(name)));
    for edition in &editions {
        let person = entry(edition, "ofac-sdn:2");
        assert_eq!(person.names[0].text, "Ann EXAMPLE");
        assert!(names(person).contains(&("strong", "Ann SAMPLE")), "{:?}", names(person));
        assert_eq!(person.birth_dates, ["1968-01-01"]);
        assert_eq!(person.nationalities, ["KP"]);
        assert_eq!(person.identifiers[0].value, "654320308");
        assert_eq!(person.identifiers[0].country.as_deref(), Some("KP"));
        assert_eq!(person.links[0].name, "BLUE TERN BANK");
        assert_eq!(person.countries, ["CU"]);
        assert!(person.dprk && person.notes.contains(&"Title Director".to_owned()), "{:?}", person.notes);
        assert_eq!(person.entries[0].programmes, ["NPWMD"]);
    }
}

#[test]
fn a_bank_reads_alike_in_every_form() {
    for (name, _) in SAMPLES {
        let edition = sample(name);
        let bank = entry(&edition, "ofac-sdn:1");
        let mut found = names(bank);
        found.retain(|(_, text)| text.is_ascii());
        found.sort_unstable();
        assert_eq!(found, [("former", "GULL BANK"), ("strong", "BLUE TERN BANK"), ("weak", "BTB")], "{name}");
        assert_eq!(bank.bics[0].as_str(), "ABCDKPPYXXX");
        assert_eq!(bank.addresses, ["1 Example Street, Pyongyang, Korea, North"]);
        assert_eq!(bank.entries[0].programmes, ["DPRK2", "SDGT"]);
        assert!(bank.dprk);
    }
}

#[test]
fn what_only_some_forms_say() {
    for (name, expected) in [("sdn_advanced.xml", "2026-05-21"), ("sdn_enhanced.xml", "2026-05-21"), ("sdn.xml", "2026-05-21")] {
        assert_eq!(sample(name).list.version.date.unwrap().to_string(), expected);
    }
    for name in ["sdn_advanced.xml", "sdn_enhanced.xml"] {
        let edition = sample(name);
        let (bank, person) = (entry(&edition, "ofac-sdn:1"), entry(&edition, "ofac-sdn:2"));
        assert!(names(bank).contains(&("strong", "푸른제비은행")), "{:?}", names(bank));
        assert!(names(person).contains(&("strong", "김일성")), "{:?}", names(person));
        assert_eq!((person.links[0].relation, person.links[0].id.as_deref()), (Relation::ActsFor, Some("ofac-sdn:1")));
        assert_eq!(person.listed_on.unwrap().to_string(), "2019-03-26");
        assert!(bank.entries[0].basis.contains(&"Executive Order 13687 (North Korea)".to_owned()), "{:?}", bank.entries[0].basis);
        assert_eq!(entry(&edition, "ofac-sdn:1").birth_dates.len(), 0);
    }
    let plain = sample("sdn.xml");
    let ship = entry(&plain, "ofac-sdn:3");
    assert_eq!((ship.flags.as_slice(), ship.imos.len()), (["KP".to_owned()].as_slice(), 1));
}

#[test]
fn two_authorities_publish_a_consolidated_xml() {
    let text = SAMPLES[0].1;
    assert_eq!(edition(&[file("us/consolidated.xml", text)]).list.version.list, "ofac-cons");
}
