//! The readers over small files in the published schemas, over broken ones, and over lists as they were really published.

mod broken;
mod real;

use super::{Edition, ListFile, read};
use crate::list::{Designation, Relation};
use std::fmt::Write as _;

/// Files that were written by hand in the schema of a list, under the names that it is published under, and what is read of each. The parties are invented. Of the UN, Australia, Canada and Japan the
/// schema was seen in real files; of the EU, the UK, Switzerland and OpenSanctions it is what their readers elsewhere know.
const FIXTURES: &[(&str, &str, &str)] = &[
    ("consolidated.xml", include_str!("un.xml"), include_str!("un.expect")),
    ("regulation8_consolidated.csv", include_str!("dfat.csv"), include_str!("dfat.expect")),
    ("sema-lmes.xml", include_str!("canada.xml"), include_str!("canada.expect")),
    ("20260605-FULL-1_1(xsd).xml", include_str!("eu.xml"), include_str!("eu-xml.expect")),
    ("20260605_csvFullSanctionsList_1_1.csv", include_str!("eu.csv"), include_str!("eu-csv.expect")),
    ("UK-Sanctions-List.csv", include_str!("uk.csv"), include_str!("uk-csv.expect")),
    ("UK_Sanctions_List.xml", include_str!("uk.xml"), include_str!("uk-xml.expect")),
    ("ConList.csv", include_str!("conlist.csv"), include_str!("conlist.expect")),
    ("consolidated-list_2026-07-30.xml", include_str!("seco.xml"), include_str!("seco.expect")),
    ("shisantouketsu20260828.csv", include_str!("japan.csv"), include_str!("japan.expect")),
    ("entities.ftm.json", include_str!("entities.ftm.json"), include_str!("ftm.expect")),
    ("targets.simple.csv", include_str!("targets.simple.csv"), include_str!("targets.expect")),
];

#[test]
fn all_that_a_list_says_is_read() {
    for (name, text, expected) in FIXTURES {
        let edition = read(&[file(name, text.as_bytes())]).unwrap().remove(0);
        let found = described(&edition);
        if let Ok(folder) = std::env::var("INTERDICT_WRITE_EXPECTED") {
            std::fs::write(format!("{folder}/{name}.expect"), &found).unwrap();
        }
        assert_eq!(found, *expected, "{name}");
    }
}

fn file(path: &str, bytes: &[u8]) -> ListFile {
    ListFile { path: path.to_owned(), bytes: bytes.to_vec() }
}

/// An edition in words, a fact a line.
fn described(edition: &Edition) -> String {
    let version = &edition.list.version;
    let date = version.date.map_or("no date".to_owned(), |date| date.to_string());
    let mut text =
        format!("list {} {:?} {date}, {} entries, {} dprk\n", version.list, version.kind, version.count, version.dprk_count);
    edition.holds.iter().for_each(|(what, count)| writeln!(text, "holds {count} {what}").unwrap());
    edition.rejected.iter().for_each(|row| writeln!(text, "rejected {}: {}", row.line, row.reason).unwrap());
    edition.list.designations.iter().for_each(|entry| describe(entry, &mut text));
    text
}

fn describe(entry: &Designation, text: &mut String) {
    let dprk = if entry.dprk { " dprk" } else { "" };
    writeln!(text, "\n{} {}{dprk}", entry.id, entry.kind.as_str()).unwrap();
    let mut line = |what: &str, value: &str| writeln!(text, "  {what} {value}").unwrap();
    entry.names.iter().for_each(|name| line(&format!("name {}", name.strength.as_str()), &name.text));
    for listing in &entry.entries {
        line("programmes", &listing.programmes.join(" | "));
        line("basis", &listing.basis.join(" | "));
        listing.listed_on.iter().for_each(|day| line("listed", &day.to_string()));
        listing.delisted_on.iter().for_each(|day| line("delisted", &day.to_string()));
    }
    entry.bics.iter().for_each(|bic| line("bic", bic.as_str()));
    entry.imos.iter().for_each(|imo| line("imo", &format!("{imo:?}")));
    for number in &entry.identifiers {
        let country = number.country.as_deref().map_or(String::new(), |code| format!(" @{code}"));
        line(number.kind.as_str(), &format!("{}{country}", number.value));
    }
    let lists = [
        ("born", &entry.birth_dates),
        ("born in", &entry.birth_places),
        ("nationality", &entry.nationalities),
        ("flag", &entry.flags),
        ("country", &entry.countries),
        ("address", &entry.addresses),
        ("note", &entry.notes),
    ];
    lists.into_iter().for_each(|(what, values)| values.iter().for_each(|value| line(what, value)));
    entry.references.iter().for_each(|reference| line("is", &format!("{}:{}", reference.list, reference.id)));
    for link in &entry.links {
        let relation = match link.relation {
            Relation::LinkedTo => "linked to".to_owned(),
            Relation::OwnedBy(share) => share.map_or("owned by".to_owned(), |share| format!("{share}/10000 owned by")),
            Relation::ControlledBy => "controlled by".to_owned(),
            Relation::ActsFor => "acts for".to_owned(),
        };
        line(&relation, &format!("{} {}", link.name, link.id.as_deref().unwrap_or("-")));
    }
}
