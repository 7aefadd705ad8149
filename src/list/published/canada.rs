//! Canada's consolidated list of autonomous sanctions in XML: those under the Special Economic Measures Act and the Justice for Victims of Corrupt Foreign Officials Act. A record has no
//! number; country, schedule and item together are one.

use super::collect::Collection;
use super::draft::Draft;
use super::format::{Format, Part};
use super::tree::{self, Node};
use super::{Edition, ListError, ListFile, date};
use crate::list::{DesignationKind, ListKind, Strength};
use jiff::civil::Date;

pub(super) const FORMAT: Format = Format {
    title: "the consolidated list of Canada in XML",
    parts: &[Part { name: "sema-lmes*.xml", is_required: true }],
    confirms,
    read,
};

const KNOWN: &[&str] = &[
    "Country",
    "LastName",
    "GivenName",
    "EntityOrShip",
    "Aliases",
    "DateOfBirthOrShipBuildDate",
    "TitleOrShip",
    "ShipIMONumber",
    "Schedule",
    "Item",
    "DateOfListing",
    // In editions before 2024.
    "Entity",
    "DateOfBirth",
    "Title",
];

fn confirms(bytes: &[u8]) -> Result<(), String> {
    tree::begins_with(bytes, "data-set")
}

fn read(files: &[Option<&ListFile>]) -> Result<Edition, ListError> {
    let [Some(file)] = *files else { return Err(ListError::Empty { expected: "sema-lmes.xml".to_owned() }) };
    let mut collection = Collection::default();
    let mut newest: Option<Date> = None;
    let mut records = 0;
    let root = tree::read(file, &["record"], |node| {
        records += 1;
        newest = newest.max(date::day(node.text_of("DateOfListing")));
        collection.take(entry(&node), file, node.line);
    })?;
    collection.reject_unknown(&root, &[], file);
    collection.holds("records", records);
    Ok(collection.finish("ca", ListKind::Official, newest, [file].into_iter()))
}

fn entry(node: &Node) -> Draft {
    let part = |name| node.text_of(name);
    let either = |one, other| if part(one).is_empty() { part(other) } else { part(one) };
    let organisation = either("EntityOrShip", "Entity");
    let kind = match (part("ShipIMONumber"), organisation) {
        ("", "") => DesignationKind::Person,
        ("", _) => DesignationKind::Organisation,
        _ => DesignationKind::Vessel,
    };
    let regime = part("Country");
    let english = regime.split_once(" / ").map_or(regime, |(english, _)| english);
    let number: Vec<&str> = [english, part("Schedule"), part("Item")].into_iter().filter(|text| !text.is_empty()).collect();
    let mut draft = Draft::new("ca", &number.join("/"), kind);
    if part("Item").is_empty() {
        draft.fault("it has no Item");
    }
    draft.programme(regime);
    draft.name_of([part("GivenName"), part("LastName")], Strength::Strong);
    let mut names = organisation.split("(also known as").flat_map(|text| text.split("(a.k.a."));
    draft.name(names.next().unwrap_or_default(), Strength::Strong);
    names.for_each(|alias| draft.name(unquoted(alias.trim().trim_end_matches(')')), Strength::Strong));
    aliases(part("Aliases")).into_iter().for_each(|alias| draft.name(alias, Strength::Strong));
    let born = either("DateOfBirthOrShipBuildDate", "DateOfBirth");
    if kind == DesignationKind::Person {
        draft.births(born);
    } else {
        draft.note("built", born);
    }
    draft.imo(part("ShipIMONumber"));
    draft.note("title", either("TitleOrShip", "Title"));
    draft.listed_on(part("DateOfListing"));
    draft.unknown(node, KNOWN);
    draft
}

/// Between aliases stands a semicolon, a slash with a space at it, or the word `or`. A comma may stand within one.
fn aliases(text: &str) -> Vec<&str> {
    let parts = text.split(';').flat_map(|part| part.split("/ ")).flat_map(|part| part.split(" /"));
    parts.flat_map(|part| part.split(" or ")).map(unquoted).filter(|alias| !alias.is_empty()).collect()
}

/// Without quotation marks around the whole, and without a comma that was left at an end. A mark that has its partner inside stays.
fn unquoted(text: &str) -> &str {
    let text = text.trim_matches(|character: char| character.is_whitespace() || character == ',');
    let is_quote = |character: char| matches!(character, '"' | '“' | '”');
    let (first, last) = (text.starts_with(is_quote), text.ends_with(is_quote));
    let count = text.chars().filter(|character| is_quote(*character)).count();
    if (first && last && count == 2) || ((first || last) && count == 1) { text.trim_matches(is_quote).trim() } else { text }
}
