//! The consolidated list of the UN Security Council in XML. Names stand in up to four parts; the breve of Korean names is written as an apostrophe (`CHO'NG-CH'O'L`) and stays so,
//! for folding knows it.

use super::cell::is_nothing;
use super::collect::Collection;
use super::draft::Draft;
use super::format::{Format, Part};
use super::tree::{self, Node};
use super::{Edition, ListError, ListFile, date};
use crate::list::{DesignationKind, ListKind, Strength};

pub(super) const FORMAT: Format = Format {
    title: "the consolidated list of the UN Security Council in XML",
    parts: &[Part { name: "consolidated*.xml", is_required: true }],
    confirms,
    read,
};

/// Programmes by `UN_LIST_TYPE`: after the resolution that founded the committee, or the one that it goes by today. Haiti, Guinea-Bissau and Iran after the sanctions themselves.
const PROGRAMMES: &[(&str, &str)] = &[
    ("DPRK", "UN-1718"),
    ("Al-Qaida", "UN-1267"),
    ("Taliban", "UN-1988"),
    ("DRC", "UN-1533"),
    ("Iraq", "UN-1518"),
    ("Libya", "UN-1970"),
    ("Somalia", "UN-2713"),
    ("CAR", "UN-2745"),
    ("Yemen", "UN-2140"),
    ("SouthSudan", "UN-2206"),
    ("Sudan", "UN-1591"),
    ("GB", "UN-2048"),
    ("Haiti", "UN-2653"),
    ("Iran", "UN-1737"),
];

/// Elements of an entry, at any depth, that this reader takes or that say nothing of a party.
const KNOWN: &[&str] = &[
    "DATAID",
    "VERSIONNUM",
    "FIRST_NAME",
    "SECOND_NAME",
    "THIRD_NAME",
    "FOURTH_NAME",
    "NAME_ORIGINAL_SCRIPT",
    "UN_LIST_TYPE",
    "REFERENCE_NUMBER",
    "LISTED_ON",
    "DELISTED_ON",
    "SUBMITTED_ON",
    "SUBMITTED_BY",
    "GENDER",
    "COMMENTS1",
    "NATIONALITY",
    "NATIONALITY2",
    "VALUE",
    "LIST_TYPE",
    "LAST_DAY_UPDATED",
    "DESIGNATION",
    "TITLE",
    "INDIVIDUAL_ALIAS",
    "ENTITY_ALIAS",
    "QUALITY",
    "ALIAS_NAME",
    "NOTE",
    "DATE_OF_BIRTH",
    "CITY_OF_BIRTH",
    "COUNTRY_OF_BIRTH",
    "INDIVIDUAL_ADDRESS",
    "ENTITY_ADDRESS",
    "STREET",
    "CITY",
    "STATE_PROVINCE",
    "ZIP_CODE",
    "COUNTRY",
    "INDIVIDUAL_DATE_OF_BIRTH",
    "TYPE_OF_DATE",
    "DATE",
    "YEAR",
    "FROM_YEAR",
    "TO_YEAR",
    "INDIVIDUAL_PLACE_OF_BIRTH",
    "INDIVIDUAL_DOCUMENT",
    "TYPE_OF_DOCUMENT",
    "TYPE_OF_DOCUMENT2",
    "NUMBER",
    "ISSUING_COUNTRY",
    "DATE_OF_ISSUE",
    "CITY_OF_ISSUE",
    "COUNTRY_OF_ISSUE",
    "SORT_KEY",
    "SORT_KEY_LAST_MOD",
];

fn confirms(bytes: &[u8]) -> Result<(), String> {
    tree::begins_with(bytes, "CONSOLIDATED_LIST")
}

fn read(files: &[Option<&ListFile>]) -> Result<Edition, ListError> {
    let [Some(file)] = *files else { return Err(ListError::Empty { expected: "consolidated.xml".to_owned() }) };
    let mut collection = Collection::default();
    let (mut individuals, mut entities) = (0, 0);
    let root = tree::read(file, &["INDIVIDUAL", "ENTITY"], |node| {
        let kind = if node.name == "INDIVIDUAL" { DesignationKind::Person } else { DesignationKind::Organisation };
        match kind {
            DesignationKind::Person => individuals += 1,
            _ => entities += 1,
        }
        collection.take(entry(&node, kind), file, node.line);
    })?;
    collection.reject_unknown(&root, &["INDIVIDUALS", "ENTITIES"], file);
    collection.holds("individuals", individuals);
    collection.holds("entities", entities);
    let date = date::day(root.attribute("dateGenerated"));
    Ok(collection.finish("un", ListKind::Official, date, [file].into_iter()))
}

fn entry(node: &Node, kind: DesignationKind) -> Draft {
    let number = match node.text_of("REFERENCE_NUMBER") {
        "" => node.text_of("DATAID"),
        number => number,
    };
    let mut draft = Draft::new("un", number, kind);
    if number.is_empty() {
        draft.fault("it has no REFERENCE_NUMBER");
    }
    let part = |name| node.text_of(name);
    draft.name_of(["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"].map(part), Strength::Strong);
    draft.name(part("NAME_ORIGINAL_SCRIPT"), Strength::Strong);
    let programme = part("UN_LIST_TYPE");
    let known = PROGRAMMES.iter().find(|(list_type, _)| *list_type == programme).map(|(_, programme)| (*programme).to_owned());
    if !programme.is_empty() {
        draft.programme(&known.unwrap_or_else(|| format!("UN-{programme}")));
    }
    draft.listed_on(without_zone(part("LISTED_ON")));
    draft.delisted_on(without_zone(part("DELISTED_ON")));
    for child in &node.children {
        field(child, &mut draft);
    }
    draft.unknown(node, KNOWN);
    draft
}

/// A few days have a time zone: `2015-04-07-04:00`.
fn without_zone(day: &str) -> &str {
    day.get(..10).unwrap_or(day)
}

fn field(node: &Node, draft: &mut Draft) {
    let part = |name| node.text_of(name);
    let values = || node.all("VALUE").map(|value| value.text.as_str());
    match node.name.as_str() {
        "INDIVIDUAL_ALIAS" | "ENTITY_ALIAS" => {
            let strength = strength(part("QUALITY"), draft);
            draft.name(part("ALIAS_NAME"), strength);
            draft.births(part("DATE_OF_BIRTH"));
            draft.birth_place([part("CITY_OF_BIRTH"), part("COUNTRY_OF_BIRTH")]);
            draft.remark("alias", part("NOTE"));
        }
        "INDIVIDUAL_ADDRESS" | "ENTITY_ADDRESS" => {
            draft.address([part("STREET"), part("CITY"), part("STATE_PROVINCE"), part("ZIP_CODE")], part("COUNTRY"));
            draft.remark("address", part("NOTE"));
        }
        "INDIVIDUAL_DATE_OF_BIRTH" => birth(node, draft),
        "INDIVIDUAL_PLACE_OF_BIRTH" => {
            draft.birth_place([part("STREET"), part("CITY"), part("STATE_PROVINCE"), part("COUNTRY")]);
            draft.remark("born", part("NOTE"));
        }
        "INDIVIDUAL_DOCUMENT" => document(node, draft),
        "NATIONALITY" | "NATIONALITY2" => values().for_each(|value| draft.nationalities(value)),
        "DESIGNATION" => values().for_each(|value| draft.note("position", value)),
        "TITLE" => values().for_each(|value| draft.note("title", value)),
        "GENDER" => draft.note("gender", &node.text),
        "COMMENTS1" => draft.remark("", &node.text),
        _ => {}
    }
}

fn strength(quality: &str, draft: &mut Draft) -> Strength {
    match quality {
        "Good" | "a.k.a." | "" => Strength::Strong,
        "Low" => Strength::Weak,
        "f.k.a." => Strength::Former,
        other => {
            draft.fault(format!("QUALITY {other:.20?} is not known; the alias counts in full"));
            Strength::Strong
        }
    }
}

fn birth(node: &Node, draft: &mut Draft) {
    let (from, to) = (node.text_of("FROM_YEAR"), node.text_of("TO_YEAR"));
    let text = match [node.text_of("DATE"), node.text_of("YEAR")].into_iter().find(|text| !text.is_empty()) {
        Some(text) => text.to_owned(),
        None if !from.is_empty() || !to.is_empty() => format!("between {from} and {to}"),
        None => return draft.note("born", node.text_of("NOTE")),
    };
    let is_about = node.text_of("TYPE_OF_DATE").eq_ignore_ascii_case("APPROXIMATELY");
    match date::birth(&text) {
        Some(birth) if is_about => draft.birth(&date::about(&birth)),
        Some(birth) => draft.birth(&birth),
        None => draft.note("born", &text),
    }
    draft.note("born", node.text_of("NOTE"));
}

fn document(node: &Node, draft: &mut Draft) {
    let part = |name| node.text_of(name);
    let words = format!("{} {}", part("TYPE_OF_DOCUMENT"), part("TYPE_OF_DOCUMENT2"));
    let country = [part("ISSUING_COUNTRY"), part("COUNTRY_OF_ISSUE")].into_iter().find(|text| !is_nothing(text));
    let number = part("NUMBER");
    if is_nothing(number) {
        draft.remark("document", &format!("{words} {}", part("NOTE")));
    } else {
        draft.document(&words, number, country.unwrap_or_default());
        let about = ["NOTE", "DATE_OF_ISSUE", "CITY_OF_ISSUE"].map(part);
        let about: Vec<&str> = about.into_iter().filter(|text| !is_nothing(text)).collect();
        if !about.is_empty() {
            draft.remark("document", &format!("{words} {number}, {}", about.join(", ")));
        }
    }
}
