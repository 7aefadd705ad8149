//! Australia's consolidated list, as DFAT publishes it: a workbook, or a CSV of the same columns. A row is a name; `123`, `123a` and `123b1` are names of the listing 123, and repeat
//! what is known of it.

use super::cell::{is_nothing, plain};
use super::collect::Collection;
use super::draft::Draft;
use super::format::{Format, Part};
use super::table::{self, Row, Table};
use super::{Edition, ListError, ListFile, date};
use crate::list::{DesignationKind, ListKind, Strength};
use jiff::civil::Date;

pub(super) const WORKBOOK: Format = Format {
    title: "the consolidated list of Australia as a workbook",
    parts: &[Part { name: "regulation8_consolidated*.xlsx", is_required: true }],
    confirms: table::is_workbook,
    read: read_workbook,
};

pub(super) const CSV: Format = Format {
    title: "the consolidated list of Australia in CSV",
    parts: &[Part { name: "regulation8_consolidated*.csv", is_required: true }],
    confirms: confirms_csv,
    read: read_csv,
};

/// The columns that there are. All must be there.
const COLUMNS: &[&str] = &[
    "Reference",
    "Name of Individual or Entity",
    "Type",
    "Name Type",
    "Date of Birth",
    "Place of Birth",
    "Citizenship",
    "Address",
    "Additional Information",
    "Listing Information",
    "Committees",
    "Control Date",
];

fn confirms_csv(bytes: &[u8]) -> Result<(), String> {
    table::confirms(bytes, b',', &["Reference", "Name of Individual or Entity", "Control Date"])
}

fn read_workbook(files: &[Option<&ListFile>]) -> Result<Edition, ListError> {
    let [Some(file)] = *files else { return Err(ListError::Empty { expected: "regulation8_consolidated.xlsx".to_owned() }) };
    rows(&table::workbook(file, COLUMNS)?, file)
}

fn read_csv(files: &[Option<&ListFile>]) -> Result<Edition, ListError> {
    let [Some(file)] = *files else { return Err(ListError::Empty { expected: "regulation8_consolidated.csv".to_owned() }) };
    rows(&table::csv(file, b',', COLUMNS)?, file)
}

fn rows(table: &Table, file: &ListFile) -> Result<Edition, ListError> {
    let mut collection = Collection::default();
    table.report(&mut collection, COLUMNS, file);
    let mut newest: Option<Date> = None;
    // Names of one listing stand below each other; where one stands elsewhere, it is still the same listing.
    let mut drafts: Vec<(&str, Draft, u64)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for row in table.rows() {
        let Some(number) = listing(row.cell("Reference")) else {
            collection.reject(file, row.line, "its reference does not begin with a number");
            continue;
        };
        newest = newest.max(date::day(row.cell("Control Date")));
        let place = *places.entry(number).or_insert_with(|| {
            drafts.push((number, Draft::new("dfat", number, kind(&row)), row.line));
            drafts.len() - 1
        });
        if let Some((_, draft, _)) = drafts.get_mut(place) {
            fill(&row, draft);
        }
    }
    collection.holds("rows", table.count());
    for (_, draft, line) in drafts {
        collection.take(draft, file, line);
    }
    Ok(collection.finish("dfat", ListKind::Official, newest, [file].into_iter()))
}

/// The number of the listing: `123` of `123`, `123a` and `123b1`.
fn listing(reference: &str) -> Option<&str> {
    let end = reference.find(|character: char| !character.is_ascii_digit()).unwrap_or(reference.len());
    reference.get(..end).filter(|number| !number.is_empty())
}

fn kind(row: &Row<'_>) -> DesignationKind {
    match row.cell("Type").to_ascii_lowercase().as_str() {
        "individual" => DesignationKind::Person,
        "entity" => DesignationKind::Organisation,
        "vessel" | "ship" => DesignationKind::Vessel,
        "aircraft" => DesignationKind::Aircraft,
        _ => DesignationKind::Unknown,
    }
}

fn fill(row: &Row<'_>, draft: &mut Draft) {
    let cell = |column| row.cell(column);
    let name = cell("Name of Individual or Entity");
    if is_nothing(name) {
        draft.fault("it has no name");
    }
    let strength = strength(cell("Name Type"), draft);
    draft.name(name, strength);
    if draft.kind() == DesignationKind::Unknown {
        draft.fault(format!("Type {:.20?} is not known", cell("Type")));
    }
    draft.births(cell("Date of Birth"));
    draft.birth_place([cell("Place of Birth")]);
    draft.nationalities(cell("Citizenship"));
    super::cell::items(cell("Address")).into_iter().for_each(|address| draft.address_text(address));
    draft.remark("", cell("Additional Information"));
    draft.programme(cell("Committees"));
    let information = plain(cell("Listing Information"));
    if let Some(day) = first_day(&information) {
        draft.listed_on(&day.to_string());
    }
    if let Some((_, instrument)) = information.split_once("Instrument of first ").and_then(|(_, rest)| rest.split_once(": ")) {
        draft.basis(instrument);
    }
    draft.note("listing", &information);
    row.others(COLUMNS).for_each(|(column, text)| draft.remark(column, text));
}

fn strength(name_type: &str, draft: &mut Draft) -> Strength {
    match name_type.to_ascii_lowercase().as_str() {
        "primary name" | "aka" | "original script" => Strength::Strong,
        "formerly known as" | "fka" | "previously listed as" => Strength::Former,
        "low quality aka" | "weak aka" => Strength::Weak,
        other => {
            draft.fault(format!("Name Type {other:.20?} is not known; the name counts in full"));
            Strength::Strong
        }
    }
}

/// The first day that a text names: `Listed on 2 Mar. 2016 (amended on 26 Jul. 2022)`.
fn first_day(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split([' ', '(', ')', ',', ';']).filter(|word| !word.is_empty()).take(WORDS_MAX).collect();
    (0..words.len()).find_map(|at| {
        let three = words.get(at..at + 3).map(|words| words.join(" "));
        let one = words.get(at).map(|word| (*word).to_owned());
        [three, one].into_iter().flatten().find_map(|text| date::day(text.trim_end_matches('.')))
    })
}

/// Words of the listing information in which the first day is looked for.
const WORDS_MAX: usize = 60;
