//! The consolidated list of the EU's financial sanctions (FSF), version 1.1: in XML, and in CSV with a row for each name, birth, document ... of an entity. A row of the CSV is turned into the element that
//! the XML has in its place, so that both are read by the same rules. Numbers are the publisher's `logicalId`.

use super::cell::is_nothing;
use super::collect::Collection;
use super::draft::Draft;
use super::format::{Format, Part};
use super::table::{self, Row, Table};
use super::tree::{self, Node};
use super::{Edition, ListError, ListFile, date};
use crate::list::{DesignationKind, ListKind, Strength};
use std::collections::HashMap;

pub(super) const XML: Format = Format {
    title: "the consolidated list of the EU in XML, version 1.1",
    parts: &[Part { name: "*xmlFullSanctionsList_1_1.xml", is_required: true }],
    confirms: confirms_xml,
    read: read_xml,
};

/// The same under the names that the download has had.
pub(super) const DATED_XML: Format = Format { parts: &[Part { name: "*-FULL-1_1.xml", is_required: true }], ..XML };
pub(super) const DATED_XSD_XML: Format = Format { parts: &[Part { name: "*-FULL-1_1(xsd).xml", is_required: true }], ..XML };

pub(super) const CSV: Format = Format {
    title: "the consolidated list of the EU in CSV, version 1.1",
    parts: &[Part { name: "*csvFullSanctionsList_1_1.csv", is_required: true }],
    confirms: confirms_csv,
    read: read_csv,
};

/// The same under the name that the download has.
pub(super) const DATED_CSV: Format = Format { parts: &[Part { name: "*-FULL-1_1.csv", is_required: true }], ..CSV };

/// Elements that this reader takes, or that say nothing of a party.
const KNOWN: &[&str] = &[
    "remark",
    "regulation",
    "publicationUrl",
    "regulationSummary",
    "subjectType",
    "nameAlias",
    "citizenship",
    "birthdate",
    "identification",
    "address",
    "contactInfo",
];

/// Groups of columns of the CSV, and the element each stands for.
const GROUPS: &[(&str, &str)] = &[
    ("Entity_SubjectType_", "subjectType"),
    ("Entity_Regulation_", "regulation"),
    ("NameAlias_", "nameAlias"),
    ("Address_", "address"),
    ("BirthDate_", "birthdate"),
    ("Identification_", "identification"),
    ("Citizenship_", "citizenship"),
];

const REQUIRED_COLUMNS: &[&str] = &["Entity_LogicalId", "NameAlias_WholeName"];

fn confirms_xml(bytes: &[u8]) -> Result<(), String> {
    tree::begins_with(bytes, "export")
}

fn confirms_csv(bytes: &[u8]) -> Result<(), String> {
    table::confirms(bytes, b';', REQUIRED_COLUMNS)
}

fn read_xml(files: &[Option<&ListFile>]) -> Result<Edition, ListError> {
    let [Some(file)] = *files else { return Err(ListError::Empty { expected: "xmlFullSanctionsList_1_1.xml".to_owned() }) };
    let mut collection = Collection::default();
    let mut entities = 0;
    let root = tree::read(file, &["sanctionEntity"], |node| {
        entities += 1;
        let mut draft = entry(&node);
        draft.unknown(&node, KNOWN);
        collection.take(draft, file, node.line);
    })?;
    collection.reject_unknown(&root, &["exportGenerationDate"], file);
    collection.holds("sanctionEntity elements", entities);
    let date = date::day(root.attribute("generationDate")).or_else(|| date::day(root.text_of("exportGenerationDate")));
    Ok(collection.finish("eu", ListKind::Official, date, [file].into_iter()))
}

fn read_csv(files: &[Option<&ListFile>]) -> Result<Edition, ListError> {
    let [Some(file)] = *files else { return Err(ListError::Empty { expected: "csvFullSanctionsList_1_1.csv".to_owned() }) };
    let table = table::csv(file, b';', REQUIRED_COLUMNS)?;
    let mut collection = Collection::default();
    table.report(&mut collection, &known_columns(&table), file);
    let mut entities: Vec<Node> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for row in table.rows() {
        let number = row.cell("Entity_LogicalId");
        if number.is_empty() {
            collection.reject(file, row.line, "it has no Entity_LogicalId");
            continue;
        }
        let place = *places.entry(number).or_insert_with(|| {
            entities.push(Node { name: "sanctionEntity".to_owned(), line: row.line, ..Node::default() });
            entities.len() - 1
        });
        if let Some(entity) = entities.get_mut(place) {
            add_row(&row, entity);
        }
    }
    let date = table.rows().next().and_then(|row| date::day(row.cell("fileGenerationDate")));
    collection.holds("rows", table.count());
    entities.iter().for_each(|node| collection.take(entry(node), file, node.line));
    Ok(collection.finish("eu", ListKind::Official, date, [file].into_iter()))
}

/// The columns of the groups, of the entity, and the date.
fn known_columns(table: &Table) -> Vec<&str> {
    let prefixes = GROUPS.iter().map(|(prefix, _)| *prefix).chain(["Entity_"]);
    table
        .columns()
        .filter(|column| *column == "fileGenerationDate" || prefixes.clone().any(|prefix| column.starts_with(prefix)))
        .collect()
}

/// Adds what a row says to the entity, in the elements of the XML.
fn add_row(row: &Row<'_>, entity: &mut Node) {
    let mut children: Vec<Node> = Vec::new();
    for (column, text) in row.others(&[]) {
        let text = text.trim();
        if column == "Entity_SubjectType" {
            children.push(Node {
                name: "subjectType".to_owned(),
                attributes: vec![("code".to_owned(), text.to_owned())],
                line: row.line,
                ..Node::default()
            });
        } else if column == "Entity_Remark" {
            children.push(Node { name: "remark".to_owned(), text: text.to_owned(), line: row.line, ..Node::default() });
        } else if let Some((prefix, element)) = GROUPS.iter().find(|(prefix, _)| column.starts_with(prefix)) {
            let attribute = column.strip_prefix(prefix).unwrap_or(column);
            // Which regulation a name or address was published in is of no use beside that of the entity.
            if *element != "regulation" && attribute.starts_with("Regulation_") {
                continue;
            }
            match children.iter_mut().find(|child| child.name == *element) {
                Some(child) => child.attributes.push((attribute_of(attribute), text.to_owned())),
                None => {
                    let attributes = vec![(attribute_of(attribute), text.to_owned())];
                    children.push(Node { name: (*element).to_owned(), attributes, line: row.line, ..Node::default() });
                }
            }
        } else if column != "fileGenerationDate" {
            let attribute = column.strip_prefix("Entity_").unwrap_or(column);
            if entity.attribute(&attribute_of(attribute)).is_empty() {
                entity.attributes.push((attribute_of(attribute), text.to_owned()));
            }
        }
    }
    let is_new = |child: &Node| {
        !entity
            .children
            .iter()
            .any(|known| known.name == child.name && known.attributes == child.attributes && known.text == child.text)
    };
    let new: Vec<Node> = children.into_iter().filter(is_new).collect();
    entity.children.extend(new);
}

/// The attribute that a column stands for.
fn attribute_of(column: &str) -> String {
    match column {
        "EU_ReferenceNumber" => "euReferenceNumber".to_owned(),
        "BirthDate" => "birthdate".to_owned(),
        "ClassificationCode" => "classificationCode".to_owned(),
        "TypeCode" => "identificationTypeCode".to_owned(),
        "TypeDescription" => "identificationTypeDescription".to_owned(),
        "Day" => "dayOfMonth".to_owned(),
        "Month" => "monthOfYear".to_owned(),
        other => {
            let mut characters = other.chars();
            characters.next().map_or(String::new(), |first| first.to_lowercase().chain(characters).collect())
        }
    }
}

fn entry(node: &Node) -> Draft {
    let number = [node.attribute("logicalId"), node.attribute("euReferenceNumber")].into_iter().find(|text| !text.is_empty());
    let mut draft = Draft::new("eu", number.unwrap_or_default(), kind(node));
    if number.is_none() {
        draft.fault("it has neither logicalId nor euReferenceNumber");
    }
    draft.reference("un", node.attribute("unitedNationId"));
    draft.reference("eu", node.attribute("euReferenceNumber"));
    draft.listed_on(node.attribute("designationDate"));
    draft.note("designation", node.attribute("designationDetails"));
    for child in &node.children {
        field(child, &mut draft);
    }
    draft
}

fn kind(node: &Node) -> DesignationKind {
    let subject = node.first("subjectType");
    let code = subject.map_or("", |subject| subject.attribute("code"));
    let class = subject.map_or("", |subject| subject.attribute("classificationCode"));
    match (code, class) {
        ("person", _) | (_, "P") | ("P", _) | (_, "person") => DesignationKind::Person,
        ("enterprise", _) | (_, "E") | ("E", _) | (_, "enterprise") => DesignationKind::Organisation,
        ("vessel" | "ship", _) => DesignationKind::Vessel,
        ("aircraft", _) => DesignationKind::Aircraft,
        _ => DesignationKind::Unknown,
    }
}

fn field(node: &Node, draft: &mut Draft) {
    let part = |name| node.attribute(name);
    match node.name.as_str() {
        "nameAlias" => {
            let strength = if part("strong").eq_ignore_ascii_case("false") { Strength::Weak } else { Strength::Strong };
            if is_nothing(part("wholeName")) {
                draft.name_of(["firstName", "middleName", "lastName"].map(part), strength);
            } else {
                draft.name(part("wholeName"), strength);
            }
            draft.note("position", part("function"));
            draft.note("title", part("title"));
        }
        "regulation" => {
            draft.programme(part("programme"));
            draft.basis(part("numberTitle"));
            if !is_nothing(part("entryIntoForceDate")) {
                draft.note("regulation", &format!("{} of {}", part("numberTitle"), part("entryIntoForceDate")));
            }
        }
        "citizenship" => draft.nationalities(country(node)),
        "birthdate" => birth(node, draft),
        "identification" => identification(node, draft),
        "address" => draft.address(["street", "poBox", "place", "zipCode", "city", "region"].map(part), country(node)),
        "remark" => draft.remark("", &node.text),
        _ => {}
    }
    if node.name != "remark" {
        node.all("remark").for_each(|remark| draft.remark(&node.name, &remark.text));
        draft.remark(&node.name, part("remark"));
    }
}

/// The country of an element: its name, or its code where the name is no country. The code of Namibia is also what a cell says that says nothing.
fn country(node: &Node) -> &str {
    let (code, name) = (node.attribute("countryIso2Code"), node.attribute("countryDescription"));
    if super::country::code(name).is_some() || code == UNKNOWN_COUNTRY { name } else { code }
}

fn birth(node: &Node, draft: &mut Draft) {
    let part = |name| node.attribute(name);
    let number = |name| part(name).parse::<i16>().unwrap_or_default();
    let short = |name| part(name).parse::<i8>().unwrap_or_default();
    let day = date::birth(part("birthdate"));
    let numbers = || date::birth_of(number("year"), short("monthOfYear"), short("dayOfMonth"));
    let span = || date::birth(&format!("between {} and {}", part("yearRangeFrom"), part("yearRangeTo")));
    let is_gregorian = matches!(part("calendarType"), "" | "GREGORIAN");
    match day.or_else(numbers).or_else(span).filter(|_| is_gregorian) {
        Some(birth) if part("circa").eq_ignore_ascii_case("true") => draft.birth(&date::about(&birth)),
        Some(birth) => draft.birth(&birth),
        None => draft
            .note("born", &super::cell::joined(["birthdate", "year", "yearRangeFrom", "yearRangeTo", "calendarType"].map(part))),
    }
    draft.birth_place(["place", "city", "region"].map(part).into_iter().chain([part("countryDescription")]));
}

fn identification(node: &Node, draft: &mut Draft) {
    let part = |name| node.attribute(name);
    let words = match part("identificationTypeCode") {
        "swiftbic" => "swift",
        "regnumber" => "registration number",
        "id" => "national identification",
        "imo" => "imo",
        _ => part("identificationTypeDescription"),
    };
    let numbers = [part("number"), part("latinNumber")];
    numbers.into_iter().for_each(|number| draft.document(words, number, country(node)));
    if numbers.into_iter().all(is_nothing) {
        draft.note("document", &super::cell::joined([words, part("nameOnDocument")]));
    }
    draft.name(part("nameOnDocument"), Strength::Strong);
}

/// What `countryIso2Code` is where the country is not known.
const UNKNOWN_COUNTRY: &str = "00";
