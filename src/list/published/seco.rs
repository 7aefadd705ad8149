//! Switzerland's list, the whole of it in XML (`swiss-sanctions-list`). Targets name their programmes by sets and their places by numbers, which stand elsewhere in the file: it is read
//! twice. It keeps targets that were taken off, and repeats with every change what was added and removed: only the state of the target itself counts.

use super::cell::{is_nothing, joined};
use super::collect::Collection;
use super::draft::Draft;
use super::format::{Format, Part};
use super::tree::{self, Node};
use super::{Edition, ListError, ListFile, country, date};
use crate::list::{DesignationKind, ListKind, Relation, Strength};
use std::collections::{BTreeSet, HashMap};

pub(super) const FORMAT: Format = Format {
    title: "the list of Switzerland in XML",
    parts: &[Part { name: "consolidated-list*.xml", is_required: true }],
    confirms,
    read,
};

const KNOWN: &[&str] = &[
    "sanctions-set-id",
    "foreign-identifier",
    "individual",
    "entity",
    "object",
    "identity",
    "name",
    "name-part",
    "value",
    "spelling-variant",
    "nationality",
    "country",
    "day-month-year",
    "place-of-birth",
    "identification-document",
    "number",
    "issuer",
    "date-of-issue",
    "expiry-date",
    "address",
    "address-details",
    "c-o",
    "p-o-box",
    "zip-code",
    "remark",
    "justification",
    "other-information",
    "relation",
    "generic-attribute",
];

fn confirms(bytes: &[u8]) -> Result<(), String> {
    tree::begins_with(bytes, "swiss-sanctions-list")
}

fn read(files: &[Option<&ListFile>]) -> Result<Edition, ListError> {
    let [Some(file)] = *files else { return Err(ListError::Empty { expected: "consolidated-list.xml".to_owned() }) };
    let records = ["sanctions-program", "place", "target"];
    let mut context = Context::default();
    tree::read(file, &records, |node| context.add(&node))?;
    let mut collection = Collection::default();
    let mut targets = 0;
    let root = tree::read(file, &records, |mut node| {
        if node.name == "target" {
            targets += 1;
            let mut draft = context.entry(&node);
            node.children.retain(|child| child.name != "modification");
            draft.unknown(&node, KNOWN);
            collection.take(draft, file, node.line);
        }
    })?;
    collection.reject_unknown(&root, &[], file);
    collection.holds("targets", targets);
    Ok(collection.finish("ch", ListKind::Official, date::day(root.attribute("date")), [file].into_iter()))
}

/// What targets refer to by number.
#[derive(Default)]
struct Context {
    /// By the number of a set: the programme's key and the name of its ordinance.
    programmes: HashMap<String, (String, String)>,
    /// The parts and the country of a place.
    places: HashMap<String, (Vec<String>, String)>,
    /// The first name of a target.
    names: HashMap<String, String>,
}

impl Context {
    fn add(&mut self, node: &Node) {
        let number = node.attribute("ssid").to_owned();
        match node.name.as_str() {
            "sanctions-program" => {
                let english = |name| {
                    let all = || node.all(name);
                    all()
                        .find(|node| node.attribute("lang") == "eng")
                        .or_else(|| all().next())
                        .map_or(String::new(), |node| node.text.clone())
                };
                for set in node.all("sanctions-set") {
                    self.programmes.insert(set.attribute("ssid").to_owned(), (english("program-key"), english("program-name")));
                }
            }
            "place" => {
                let country = node.first("country").map_or("", country_of).to_owned();
                let parts =
                    node.children.iter().filter(|child| child.name != "country").map(|child| child.text.clone()).collect();
                self.places.insert(number, (parts, country));
            }
            _ => {
                let first =
                    node.descendants().into_iter().find(|node| node.name == "name").map(|name| spellings(name).swap_remove(0));
                self.names.insert(number, first.unwrap_or_default());
            }
        }
    }

    fn entry(&self, node: &Node) -> Draft {
        let party = node.children.iter().find(|child| matches!(child.name.as_str(), "individual" | "entity" | "object"));
        let kind = party.map_or(DesignationKind::Unknown, kind);
        let mut draft = Draft::new("ch", node.attribute("ssid"), kind);
        if node.attribute("ssid").is_empty() {
            draft.fault("it has no ssid");
        }
        let in_attribute = [node.attribute("sanctions-set-id")].into_iter().filter(|text| !text.is_empty());
        for set in node.all("sanctions-set-id").map(|set| set.text.as_str()).chain(in_attribute) {
            match self.programmes.get(set) {
                Some((key, ordinance)) => {
                    draft.programme(key);
                    if !is_nothing(ordinance) {
                        draft.basis(ordinance);
                    }
                }
                None => draft.fault(format!("the sanctions set {set:.20?} is not in the file")),
            }
        }
        node.all("foreign-identifier").for_each(|number| draft.note("foreign identifier", &number.text));
        changes(node, &mut draft);
        let Some(party) = party else {
            draft.fault("it is neither individual nor entity nor object");
            return draft;
        };
        for child in &party.children {
            match child.name.as_str() {
                "identity" => self.identity(child, &mut draft),
                "justification" | "other-information" => draft.remark("", &child.text),
                "generic-attribute" => draft.document_or_remark(child.attribute("name"), &child.text),
                "relation" => self.relation(child, &mut draft),
                _ => {}
            }
        }
        draft
    }

    fn identity(&self, node: &Node, draft: &mut Draft) {
        for child in &node.children {
            match child.name.as_str() {
                "name" => {
                    let strength = match (child.attribute("name-type"), child.attribute("quality")) {
                        (_, "low") => Strength::Weak,
                        ("formerly-known-as", _) => Strength::Former,
                        _ => Strength::Strong,
                    };
                    spellings(child).iter().for_each(|name| draft.name(name, strength));
                }
                "nationality" => child.all("country").for_each(|country| draft.nationalities(country_of(country))),
                "day-month-year" => birth(child, draft),
                "place-of-birth" => {
                    if let Some((parts, country)) = self.places.get(child.attribute("place-id")) {
                        draft.birth_place(parts.iter().map(String::as_str).chain([country.as_str()]));
                    }
                }
                "address" => {
                    let own = ["address-details", "c-o", "p-o-box", "zip-code"].map(|name| child.text_of(name));
                    let place = self.places.get(child.attribute("place-id"));
                    let parts = place.into_iter().flat_map(|(parts, _)| parts).map(String::as_str);
                    draft.address(own.into_iter().chain(parts), place.map_or("", |(_, country)| country));
                    draft.remark("address", child.text_of("remark"));
                }
                "identification-document" => {
                    let words = child.attribute("document-type").replace('-', " ");
                    draft.document(&words, child.text_of("number"), child.first("issuer").map_or("", issuer_of));
                    draft.remark("document", child.text_of("remark"));
                }
                _ => {}
            }
        }
    }

    fn relation(&self, node: &Node, draft: &mut Draft) {
        let number = node.attribute("target-id");
        let relation = match node.attribute("relation-type") {
            "owned-by" => Relation::OwnedBy(None),
            "controlled-by" | "directed-by" => Relation::ControlledBy,
            "acting-on-behalf-of" | "acting-for" => Relation::ActsFor,
            _ => Relation::LinkedTo,
        };
        let name = self.names.get(number).map_or(number, String::as_str);
        draft.link(relation, Some(format!("ch:{number}")), name);
        draft.note("relation", node.text_of("remark"));
    }
}

fn kind(party: &Node) -> DesignationKind {
    match (party.name.as_str(), party.attribute("object-type")) {
        ("individual", _) => DesignationKind::Person,
        ("entity", _) => DesignationKind::Organisation,
        ("object", "vessel") => DesignationKind::Vessel,
        ("object", "aircraft") => DesignationKind::Aircraft,
        _ => DesignationKind::Unknown,
    }
}

/// When it was listed, and when it was taken off, where that is the newest change.
fn changes(node: &Node, draft: &mut Draft) {
    let day = |change: &Node| {
        let days = ["effective-date", "enactment-date", "publication-date"].map(|name| date::day(change.attribute(name)));
        days.into_iter().flatten().next()
    };
    let changes: Vec<_> =
        node.all("modification").filter_map(|change| Some((day(change)?, change.attribute("modification-type")))).collect();
    if let Some((day, _)) = changes.iter().filter(|(_, kind)| *kind == "listed").min() {
        draft.listed_on(&day.to_string());
    }
    let newest = changes.iter().map(|(day, _)| *day).max();
    if let Some((day, _)) = changes.iter().find(|(day, kind)| *kind == "de-listed" && Some(*day) == newest) {
        draft.delisted_on(&day.to_string());
    }
}

/// A name in its own spelling, then in each script and language that its parts have variants in. A part without a variant stays as it is.
fn spellings(name: &Node) -> Vec<String> {
    let mut parts: Vec<&Node> = name.all("name-part").collect();
    parts.sort_by_key(|part| part.attribute("order").parse::<u16>().unwrap_or(u16::MAX));
    let value = |part: &Node| if part.text_of("value").is_empty() { part.text.clone() } else { part.text_of("value").to_owned() };
    let form = |variant: &Node| (variant.attribute("lang").to_owned(), variant.attribute("script").to_owned());
    let variants = |part: &Node, wanted: &(String, String)| -> Vec<String> {
        part.all("spelling-variant").filter(|variant| form(variant) == *wanted).map(|variant| variant.text.clone()).collect()
    };
    let whole = |texts: Vec<String>| texts.into_iter().filter(|text| !is_nothing(text)).collect::<Vec<_>>().join(" ");
    let mut spellings = vec![whole(parts.iter().map(|part| value(part)).collect())];
    let forms: BTreeSet<_> = parts.iter().flat_map(|part| part.all("spelling-variant")).map(form).collect();
    for wanted in &forms {
        let count = parts.iter().map(|part| variants(part, wanted).len()).max().unwrap_or_default();
        for number in 0..count.min(VARIANTS_MAX) {
            let text = |part: &&Node| {
                let mut all = variants(part, wanted);
                if all.is_empty() { value(part) } else { all.swap_remove(number.min(all.len() - 1)) }
            };
            spellings.push(whole(parts.iter().map(text).collect()));
        }
    }
    spellings
}

fn birth(node: &Node, draft: &mut Draft) {
    let number = |name| node.attribute(name).parse::<i8>().unwrap_or_default();
    let year = node.attribute("year");
    let birth = year.parse().ok().and_then(|year| date::birth_of(year, number("month"), number("day")));
    match birth {
        Some(birth) if node.attribute("quality") == "circa" => draft.birth(&date::about(&birth)),
        Some(birth) => draft.birth(&birth),
        None => draft.note("born", &joined([node.attribute("day"), node.attribute("month"), year])),
    }
}

fn country_of(node: &Node) -> &str {
    if country::code(&node.text).is_some() { &node.text } else { node.attribute("iso-code") }
}

fn issuer_of(node: &Node) -> &str {
    if country::code(&node.text).is_some() { &node.text } else { node.attribute("code") }
}

/// Variants of one name in one script and language: a bound on the names that one entry can be made to have.
const VARIANTS_MAX: usize = 100;
