//! Every designation is found: its names, its BICs, its IMO numbers, each alone in an otherwise clean message.

use crate::support::{all_hits, decide, shared};
use crate::traffic::mt103_with;
use interdict::decision::Screened;
use interdict::list::{Designation, DesignationKind, Indicator, Strength, builtin};
use interdict::message::Role;
use interdict::verdict::Verdict;
use std::collections::BTreeMap;

/// A strong name of four letters or more stops a payment: persons and bodies as beneficiary, ships behind `MV `, aircraft behind `AIRCRAFT `. One that is too common
/// does not, until its indicator stands beside it.
#[test]
fn every_name_is_found_alone() {
    let mut missed = Vec::new();
    let mut checked = 0;
    for designation in builtin::official().designations {
        for name in &designation.names {
            if name.strength == Strength::Weak || letters(&name.text) < 4 || !is_swift_text(&name.text) {
                continue;
            }
            checked += 1;
            let missing = match name.needs {
                None => missing_alone(&designation, &name.text),
                Some(indicator) => missing_with_indicator(&designation, &name.text, indicator),
            };
            missed.extend(missing.map(|why| format!("{} {:?}: {why}", designation.id, name.text)));
        }
    }
    assert!(checked > 2000, "only {checked} names");
    assert!(missed.is_empty(), "{} of {checked} missed:\n{}", missed.len(), missed.join("\n"));
}

/// The same for every row of the table of published designations, where it is at hand: what the lists print is found, whatever the built-in list made of it.
#[test]
fn every_published_name_is_found_alone() {
    let Some(path) = shared("data/dprk-designations.tsv") else { return };
    let table = std::fs::read_to_string(path).unwrap();
    let by_entry = designations_by_entry();
    let mut lines = table.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let column = |name: &str| header.iter().position(|own| *own == name).unwrap();
    let (list, id, primary, aliases) = (column("list"), column("list_id"), column("name"), column("aliases"));
    let mut missed = Vec::new();
    let (mut rows, mut checked) = (0, 0);
    for line in lines {
        rows += 1;
        let cells: Vec<&str> = line.split('\t').collect();
        let entry = (list_name(cells[list]), cells[id].to_owned());
        let Some(designation) = by_entry.get(&entry) else {
            missed.push(format!("{entry:?} is in no designation"));
            continue;
        };
        let names = std::iter::once(cells[primary]).chain(cells[aliases].split(" | ")).map(str::trim);
        for name in names.filter(|name| letters(name) >= 4 && is_swift_text(name)) {
            checked += 1;
            let needs = designation.names.iter().filter(|own| own.text == name).find_map(|own| own.needs);
            let weak = designation.names.iter().any(|own| own.text == name && own.strength == Strength::Weak);
            let missing = match needs {
                _ if weak => None,
                None => missing_alone(designation, name),
                Some(indicator) => missing_with_indicator(designation, name, indicator),
            };
            missed.extend(missing.map(|why| format!("{entry:?} {name:?}: {why}")));
        }
    }
    println!("{rows} rows, {checked} names, {} missed", missed.len());
    assert!(missed.is_empty(), "{} of {checked} missed:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn every_bic_is_found_as_the_beneficiarys_bank() {
    let mut missed = Vec::new();
    for designation in builtin::official().designations {
        for bic in &designation.bics {
            let screened = decide(mt103_with(1, &[("57A", bic.as_str())]).bytes);
            missed.extend(
                missing(&screened, &designation, Role::CreditorAgent, Verdict::Block)
                    .map(|why| format!("{} {bic}: {why}", designation.id)),
            );
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn every_imo_number_is_found_behind_its_label() {
    let mut missed = Vec::new();
    let mut checked = 0;
    for designation in builtin::official().designations {
        for imo in &designation.imos {
            checked += 1;
            let screened = decide(mt103_with(1, &[("70", &format!("FREIGHT IMO {:07}", imo.number()))]).bytes);
            let missing = missing(&screened, &designation, Role::RemittanceInformation, Verdict::Block);
            missed.extend(missing.map(|why| format!("{} {imo:?}: {why}", designation.id)));
        }
    }
    assert!(checked > 100, "only {checked} numbers");
    assert!(missed.is_empty(), "{missed:#?}");
}

fn missing_alone(designation: &Designation, name: &str) -> Option<String> {
    let (screened, role) = screen_name(designation, name, "");
    missing(&screened, designation, role, Verdict::Hold)
}

/// Alone the message goes on; with the indicator it stops.
fn missing_with_indicator(designation: &Designation, name: &str, indicator: Indicator) -> Option<String> {
    let (with, role) = match indicator {
        Indicator::Dprk => screen_name(designation, name, "PYONGYANG"),
        Indicator::Vessel => (decide(mt103_with(1, &[("70", &wrap(&format!("MV {name}")))]).bytes), Role::RemittanceInformation),
    };
    let alone = decide(mt103_with(1, &[("59", &wrap(&format!("/12345678\r\n{name}")))]).bytes);
    let is_own = |hit: &&interdict::detect::Hit| hit.designation.as_ref().is_some_and(|own| own.id == designation.id);
    let stopped_alone =
        alone.frame.verdict > Verdict::Flag && alone.frame.hits.iter().filter(is_own).count() == alone.frame.hits.len();
    if stopped_alone { Some("stopped alone".to_owned()) } else { missing(&with, designation, role, Verdict::Hold) }
}

/// The name where one of its kind stands, with a word behind it.
fn screen_name(designation: &Designation, name: &str, behind: &str) -> (Screened, Role) {
    let name = name.to_uppercase();
    let (tag, text, role) = match designation.kind {
        DesignationKind::Vessel => ("70", format!("MV {name}"), Role::RemittanceInformation),
        DesignationKind::Aircraft => ("70", format!("AIRCRAFT {name}"), Role::RemittanceInformation),
        DesignationKind::Person | DesignationKind::Organisation | DesignationKind::Unknown => {
            ("59", format!("/12345678\r\n{name}"), Role::Creditor)
        }
    };
    let text = if behind.is_empty() { wrap(&text) } else { format!("{}\r\n{behind}", wrap(&text)) };
    (decide(mt103_with(1, &[(tag, &text)]).bytes), role)
}

fn missing(screened: &Screened, designation: &Designation, role: Role, least: Verdict) -> Option<String> {
    let is_found = all_hits(screened).any(|hit| {
        hit.designation.as_ref().is_some_and(|own| own.id == designation.id) && hit.parts.iter().any(|part| part.role == role)
    });
    match (screened.frame.verdict >= least, is_found) {
        (false, _) => Some(format!("verdict {}", screened.frame.verdict)),
        (true, false) => Some(format!("stopped without a hit on it as {}", role.as_str())),
        (true, true) => None,
    }
}

fn designations_by_entry() -> BTreeMap<(String, String), Designation> {
    let designations = builtin::official().designations.into_iter();
    let with_keys = |designation: Designation| {
        let keys: Vec<_> = designation.entries.iter().map(|entry| (entry.list.clone(), entry.id.clone())).collect();
        keys.into_iter().map(move |key| (key, designation.clone()))
    };
    designations.flat_map(with_keys).collect()
}

/// The short name of a list that the table of designations names in full.
fn list_name(table: &str) -> String {
    let short = [("US-OFAC-SDN", "ofac-sdn"), ("UN", "un"), ("EU", "eu"), ("UK", "uk"), ("AU", "dfat")];
    short
        .iter()
        .find(|(long, _)| table.starts_with(long))
        .map_or_else(|| panic!("unknown list {table}"), |(_, short)| (*short).to_owned())
}

fn letters(name: &str) -> usize {
    name.chars().filter(|letter| letter.is_alphabetic()).count()
}

/// Names in other scripts cannot stand in an MT103; those have their tests in MX.
fn is_swift_text(name: &str) -> bool {
    name.to_uppercase().chars().all(|letter| letter.is_ascii() || letter.is_alphabetic() && letter < '\u{250}')
}

/// Lines of 35 characters, as the field has them, cut where they are full.
fn wrap(text: &str) -> String {
    let lines = text.split("\r\n").flat_map(|line| {
        let letters: Vec<char> = line.chars().collect();
        letters.chunks(35).map(|chunk| chunk.iter().collect::<String>().trim_start().to_owned()).collect::<Vec<_>>()
    });
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\r\n")
}
