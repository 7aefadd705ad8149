//! The plain XML form, `sdnList/sdnEntry`, as it has been published since 2004.

use super::super::collect::Collection;
use super::super::tree::{self, Node};
use super::super::{Edition, ListError, ListFile, date};
use super::draft::Draft;
use super::{facts, in_words, kind, remarks, unknown, unread};
use crate::list::{ListKind, Strength};

/// The first element.
pub(super) const ROOT: &str = "sdnList";

/// Reads the file.
pub(super) fn read(list: &str, files: &[Option<&ListFile>]) -> Result<Edition, ListError> {
    let [Some(file)] = *files else { return Err(ListError::Empty { expected: "one file".to_owned() }) };
    let mut collection = Collection::default();
    let (mut count, mut day, mut stated) = (0, None, String::new());
    let root = tree::read(file, &["publshInformation", "sdnEntry"], |node| match node.name.as_str() {
        "sdnEntry" => {
            count += 1;
            let mut faults = Vec::new();
            match entry(list, &node, &mut faults) {
                Some(draft) => collection.add(draft.finish(), file, node.line),
                None => faults.push("it has no number or no name".to_owned()),
            }
            faults.into_iter().for_each(|fault| collection.reject(file, node.line, fault));
        }
        _ => {
            day = date::us_day(node.text_of("Publish_Date"));
            stated = node.text_of("Record_Count").to_owned();
        }
    })?;
    if !stated.is_empty() && stated != count.to_string() {
        collection.reject(file, 1, format!("it says that it has {stated:.20} entries, and has {count}"));
    }
    unread(&root, &[], &[], &mut collection, file);
    collection.holds("entries", count);
    Ok(collection.finish(list, ListKind::Official, day, [file].into_iter()))
}

fn entry(list: &str, node: &Node, faults: &mut Vec<String>) -> Option<Draft> {
    let number = node.text_of("uid");
    let mut draft = Draft::new(list, number, kind(node.text_of("sdnType"), faults));
    draft.name(&name(node), Strength::Strong);
    if number.is_empty() || !draft.is_named() {
        return None;
    }
    for alias in items(node, "akaList") {
        let is_weak = alias.text_of("category") == "weak";
        let strength = match alias.text_of("type") {
            _ if is_weak => Strength::Weak,
            "f.k.a." => Strength::Former,
            _ => Strength::Strong,
        };
        draft.name(&name(alias), strength);
    }
    items(node, "programList").for_each(|programme| draft.programme(&programme.text));
    if !node.text_of("title").is_empty() {
        draft.note(&format!("Title {}", node.text_of("title")));
    }
    for address in items(node, "addressList") {
        let lines = ["address1", "address2", "address3", "city", "stateOrProvince", "postalCode"];
        draft.address(lines.into_iter().map(|line| address.text_of(line)), address.text_of("country"), faults);
    }
    for (list, label, value) in [
        ("dateOfBirthList", "DOB", "dateOfBirth"),
        ("placeOfBirthList", "POB", "placeOfBirth"),
        ("nationalityList", "nationality", "country"),
        ("citizenshipList", "citizen", "country"),
    ] {
        items(node, list).for_each(|item| facts::read(&format!("{label} {}", item.text_of(value)), &mut draft, faults));
    }
    for id in items(node, "idList") {
        let part = |name: &str| id.text_of(name);
        let words = in_words(part("idType"), part("idNumber"), part("idCountry"), part("issueDate"), part("expirationDate"));
        facts::read(&words, &mut draft, faults);
    }
    for vessel in node.all("vesselInfo") {
        for (name, label) in VESSEL {
            let value = vessel.text_of(name);
            if !value.is_empty() {
                facts::read(&format!("{label} {value}"), &mut draft, faults);
            }
        }
    }
    remarks::read(node.text_of("remarks"), &mut draft, faults);
    unknown(node, KNOWN, &mut draft, faults);
    Some(draft)
}

/// The elements of a list in an entry.
fn items<'n>(node: &'n Node, list: &'n str) -> impl Iterator<Item = &'n Node> {
    node.all(list).flat_map(|list| &list.children)
}

/// As the CSV form writes it.
fn name(node: &Node) -> String {
    match (node.text_of("lastName"), node.text_of("firstName")) {
        (last, "") => last.to_owned(),
        ("", first) => first.to_owned(),
        (last, first) => format!("{last}, {first}"),
    }
}

const VESSEL: &[(&str, &str)] = &[
    ("callSign", "Vessel Call Sign"),
    ("vesselType", "Vessel Type"),
    ("vesselFlag", "Vessel Flag"),
    ("vesselOwner", "Vessel Owner"),
    ("tonnage", "Vessel Tonnage"),
    ("grossRegisteredTonnage", "Vessel Gross Registered Tonnage"),
];

/// The elements of the published schema.
const KNOWN: &[&str] = &[
    "uid",
    "firstName",
    "lastName",
    "title",
    "sdnType",
    "remarks",
    "programList",
    "program",
    "idList",
    "id",
    "idType",
    "idNumber",
    "idCountry",
    "issueDate",
    "expirationDate",
    "akaList",
    "aka",
    "type",
    "category",
    "addressList",
    "address",
    "address1",
    "address2",
    "address3",
    "city",
    "stateOrProvince",
    "postalCode",
    "country",
    "nationalityList",
    "nationality",
    "mainEntry",
    "citizenshipList",
    "citizenship",
    "dateOfBirthList",
    "dateOfBirthItem",
    "dateOfBirth",
    "placeOfBirthList",
    "placeOfBirthItem",
    "placeOfBirth",
    "vesselInfo",
    "callSign",
    "vesselType",
    "vesselFlag",
    "vesselOwner",
    "tonnage",
    "grossRegisteredTonnage",
];
