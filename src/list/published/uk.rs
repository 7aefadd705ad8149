//! The lists of the United Kingdom: the UK Sanctions List in CSV and XML, and the consolidated list of OFSI (`ConList.csv`) that it replaced in January 2026, for replays. The latter is a list of its own,
//! `uk-ofsi`: its numbers are group ids, which the UK Sanctions List gives beside its own, so that both refer to each other and never to a wrong entry.
//!
//! Fields are told apart by their letters and digits alone: `Name 6` of the CSV is `Name6` of the XML, and `D.O.B` is `DOB`.

use super::cell::{is_nothing, items};
use super::collect::Collection;
use super::draft::Draft;
use super::format::{Format, Part};
use super::table;
use super::tree::{self, Node};
use super::{Edition, ListError, ListFile, country, date};
use crate::list::{DesignationKind, IdentifierKind, ListKind, Relation, Strength};
use std::collections::HashMap;

pub(super) const CSV: Format = Format {
    title: "the UK Sanctions List in CSV",
    parts: &[Part { name: "UK-Sanctions-List.csv", is_required: true }],
    confirms: confirms_csv,
    read: read_csv,
};

pub(super) const UNDERSCORED_CSV: Format = Format { parts: &[Part { name: "UK_Sanctions_List.csv", is_required: true }], ..CSV };

pub(super) const XML: Format = Format {
    title: "the UK Sanctions List in XML",
    parts: &[Part { name: "UK-Sanctions-List.xml", is_required: true }],
    confirms: confirms_xml,
    read: read_xml,
};

pub(super) const UNDERSCORED_XML: Format = Format { parts: &[Part { name: "UK_Sanctions_List.xml", is_required: true }], ..XML };

pub(super) const OFSI: Format = Format {
    title: "the consolidated list of OFSI in CSV",
    parts: &[Part { name: "ConList*.csv", is_required: true }],
    confirms: confirms_ofsi,
    read: read_ofsi,
};

/// What a field is to an entry.
#[derive(Clone, Copy)]
enum Field {
    /// Read as part of another: a name, an address, a birth.
    Part,
    BornOn,
    Nationality,
    Passport,
    NationalId,
    Registration,
    Imo,
    Flag,
    OwnedBy,
    UnReference,
    OfsiReference,
    Basis,
    ListedOn,
    /// Says nothing of a party.
    Ignored,
    Note,
    Remark,
}

/// All fields of the three forms, by their letters and digits.
const FIELDS: &[(&str, Field)] = &[
    ("uniqueid", Field::Part),
    ("groupid", Field::Part),
    ("ofsigroupid", Field::OfsiReference),
    ("unreferencenumber", Field::UnReference),
    ("name1", Field::Part),
    ("name2", Field::Part),
    ("name3", Field::Part),
    ("name4", Field::Part),
    ("name5", Field::Part),
    ("name6", Field::Part),
    ("nametype", Field::Part),
    ("aliastype", Field::Part),
    ("aliasstrength", Field::Part),
    ("aliasquality", Field::Part),
    ("title", Field::Note),
    ("namenonlatinscript", Field::Part),
    ("nonlatinscripttype", Field::Ignored),
    ("nonlatinscriptlanguage", Field::Ignored),
    ("regimename", Field::Basis),
    ("regime", Field::Basis),
    ("individualentityship", Field::Part),
    ("designationtype", Field::Part),
    ("grouptype", Field::Part),
    ("designationsource", Field::Note),
    ("sanctionsimposed", Field::Note),
    ("sanctionsimposedindicators", Field::Ignored),
    ("otherinformation", Field::Remark),
    ("ukstatementofreasons", Field::Remark),
    ("addressline1", Field::Part),
    ("addressline2", Field::Part),
    ("addressline3", Field::Part),
    ("addressline4", Field::Part),
    ("addressline5", Field::Part),
    ("addressline6", Field::Part),
    ("addresspostalcode", Field::Part),
    ("addresscountry", Field::Part),
    ("address1", Field::Part),
    ("address2", Field::Part),
    ("address3", Field::Part),
    ("address4", Field::Part),
    ("address5", Field::Part),
    ("address6", Field::Part),
    ("postzipcode", Field::Part),
    ("country", Field::Part),
    ("phonenumber", Field::Note),
    ("website", Field::Note),
    ("emailaddress", Field::Note),
    ("datedesignated", Field::ListedOn),
    ("listedon", Field::ListedOn),
    ("uksanctionslistdatedesignated", Field::ListedOn),
    ("lastupdated", Field::Ignored),
    ("dob", Field::BornOn),
    ("nationality", Field::Nationality),
    ("nationalityies", Field::Nationality),
    ("nationalidentifiernumber", Field::NationalId),
    ("nationalidentifieradditionalinformation", Field::Remark),
    ("nationalidentificationnumber", Field::NationalId),
    ("nationalidentificationdetails", Field::Remark),
    ("passportnumber", Field::Passport),
    ("passportadditionalinformation", Field::Remark),
    ("passportdetails", Field::Remark),
    ("position", Field::Note),
    ("gender", Field::Note),
    ("townofbirth", Field::Part),
    ("countryofbirth", Field::Part),
    ("typeofentity", Field::Note),
    ("subsidiaries", Field::Note),
    ("subsidiary", Field::Note),
    ("parentcompany", Field::OwnedBy),
    ("businessregistrationnumber", Field::Registration),
    ("businessregistrationnumbers", Field::Registration),
    ("imonumber", Field::Imo),
    ("currentowneroperator", Field::OwnedBy),
    ("currentowneroperators", Field::OwnedBy),
    ("previousowneroperator", Field::Note),
    ("previousowneroperators", Field::Note),
    ("currentbelievedflagofship", Field::Flag),
    ("previousflag", Field::Flag),
    ("previousflags", Field::Flag),
    ("typeofship", Field::Note),
    ("tonnageofship", Field::Note),
    ("lengthofship", Field::Note),
    ("yearbuilt", Field::Note),
    ("hullidentificationnumber", Field::Note),
    ("hullidentificationnumberhin", Field::Note),
];

const REQUIRED_COLUMNS: &[&str] = &["Unique ID", "Name 6"];
const OFSI_REQUIRED_COLUMNS: &[&str] = &["Group ID", "Name 6"];

fn confirms_csv(bytes: &[u8]) -> Result<(), String> {
    table::confirms(bytes, b',', REQUIRED_COLUMNS)
}

fn confirms_ofsi(bytes: &[u8]) -> Result<(), String> {
    table::confirms(bytes, b',', OFSI_REQUIRED_COLUMNS)
}

fn confirms_xml(bytes: &[u8]) -> Result<(), String> {
    tree::begins_with(bytes, "Designations")
}

fn read_csv(files: &[Option<&ListFile>]) -> Result<Edition, ListError> {
    let [Some(file)] = *files else { return Err(ListError::Empty { expected: "UK-Sanctions-List.csv".to_owned() }) };
    rows("uk", file, REQUIRED_COLUMNS)
}

fn read_ofsi(files: &[Option<&ListFile>]) -> Result<Edition, ListError> {
    let [Some(file)] = *files else { return Err(ListError::Empty { expected: "ConList.csv".to_owned() }) };
    rows("uk-ofsi", file, OFSI_REQUIRED_COLUMNS)
}

fn rows(list: &str, file: &ListFile, required: &[&str]) -> Result<Edition, ListError> {
    let table = table::csv(file, b',', required)?;
    let mut collection = Collection::default();
    table.report(&mut collection, &table.columns().filter(|column| field(&letters(column)).is_some()).collect::<Vec<_>>(), file);
    let mut drafts: Vec<(Draft, u64)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for row in table.rows() {
        let fields = Fields(row.others(&[]).map(|(column, text)| (letters(column), text.trim().to_owned())).collect());
        let number = fields.of(&["uniqueid", "groupid"]).to_owned();
        if number.is_empty() {
            collection.reject(file, row.line, format!("it has no {}", required.first().copied().unwrap_or_default()));
            continue;
        }
        let place = *places.entry(number.clone()).or_insert_with(|| {
            drafts.push((Draft::new(list, &number, kind(&fields)), row.line));
            drafts.len() - 1
        });
        if let Some((draft, _)) = drafts.get_mut(place) {
            fields.fill(draft);
        }
    }
    collection.holds("rows", table.count());
    // `Report Date: 09-May-2025`, or `Last Updated` and the day in the next cell.
    let date = table.above.iter().find_map(|cell| {
        date::day(&cell.rsplit(':').next().unwrap_or_default().trim().replace('-', " ")).or_else(|| date::day(cell))
    });
    for (draft, line) in drafts {
        collection.take(draft, file, line);
    }
    Ok(collection.finish(list, ListKind::Official, date, [file].into_iter()))
}

fn read_xml(files: &[Option<&ListFile>]) -> Result<Edition, ListError> {
    let [Some(file)] = *files else { return Err(ListError::Empty { expected: "UK-Sanctions-List.xml".to_owned() }) };
    let mut collection = Collection::default();
    let mut count = 0;
    let root = tree::read(file, &["Designation"], |node| {
        count += 1;
        let groups = groups(&node);
        let first = groups.first();
        let number = first.map_or("", |fields| fields.of(&["uniqueid"]));
        let mut draft = Draft::new("uk", number, first.map_or(DesignationKind::Unknown, kind));
        if number.is_empty() {
            draft.fault("it has no UniqueID");
        }
        groups.iter().for_each(|fields| fields.fill(&mut draft));
        collection.take(draft, file, node.line);
    })?;
    collection.reject_unknown(&root, &["DateGenerated"], file);
    collection.holds("Designation elements", count);
    let date = date::day(root.text_of("DateGenerated"));
    Ok(collection.finish("uk", ListKind::Official, date, [file].into_iter()))
}

/// The fields of a designation in XML: first those right in it, then those of each element that has some of its own, such as a name or an address.
fn groups(node: &Node) -> Vec<Fields> {
    let mut groups = Vec::new();
    for above in std::iter::once(node).chain(node.descendants()).filter(|above| above.name != "SanctionsImposedIndicators") {
        let leaves = above.children.iter().filter(|child| child.children.is_empty() && !is_nothing(&child.text));
        let fields: Vec<(String, String)> = leaves.map(|child| (letters(&child.name), child.text.clone())).collect();
        if !fields.is_empty() {
            groups.push(Fields(fields));
        }
    }
    groups
}

fn letters(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn field(name: &str) -> Option<Field> {
    FIELDS.iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
}

fn kind(fields: &Fields) -> DesignationKind {
    match fields.of(&["individualentityship", "designationtype", "grouptype"]).to_ascii_lowercase().as_str() {
        "individual" => DesignationKind::Person,
        "entity" => DesignationKind::Organisation,
        "ship" | "vessel" => DesignationKind::Vessel,
        "aircraft" => DesignationKind::Aircraft,
        _ => DesignationKind::Unknown,
    }
}

/// Fields that stand together: a row, or a group of elements.
struct Fields(Vec<(String, String)>);

impl Fields {
    /// The first of some fields that is there.
    fn of(&self, names: &[&str]) -> &str {
        names.iter().find_map(|name| self.0.iter().find(|(known, _)| known == name)).map_or("", |(_, text)| text)
    }

    fn fill(&self, draft: &mut Draft) {
        let of = |names: &[&str]| self.of(names);
        let strength = strength(of(&["nametype", "aliastype"]), of(&["aliasstrength", "aliasquality"]));
        draft.name_of(["name1", "name2", "name3", "name4", "name5", "name6"].map(|name| of(&[name])), strength);
        draft.name(of(&["namenonlatinscript"]), strength);
        let lines = ["1", "2", "3", "4", "5", "6"]
            .map(|number| of(&[format!("addressline{number}").as_str(), format!("address{number}").as_str()]));
        let parts = lines.into_iter().chain([of(&["addresspostalcode", "postzipcode"])]);
        draft.address(parts, of(&["addresscountry", "country"]));
        draft.birth_place([of(&["townofbirth"]), of(&["countryofbirth"])]);
        for (name, text) in &self.0 {
            match field(name) {
                Some(field) => take(field, name, text, draft),
                None => {
                    draft.fault(format!("the field {name:.40?} is not known; it was kept as a note"));
                    draft.remark(name, text);
                }
            }
        }
    }
}

fn strength(name_type: &str, quality: &str) -> Strength {
    let (name_type, quality) = (name_type.to_ascii_lowercase(), quality.to_ascii_lowercase());
    if quality.contains("low") || quality.contains("weak") {
        Strength::Weak
    } else if name_type.contains("fka") || name_type.contains("former") || name_type.contains("previous") {
        Strength::Former
    } else {
        Strength::Strong
    }
}

fn take(field: Field, name: &str, text: &str, draft: &mut Draft) {
    match field {
        Field::Part | Field::Ignored => {}
        // A day or month that is not known is written as letters.
        Field::BornOn => draft.births(&text.replace("dd/", "00/").replace("mm/", "00/")),
        Field::Nationality => draft.nationalities(text),
        Field::Passport => items(text).into_iter().for_each(|number| draft.identifier(IdentifierKind::Passport, number, "")),
        Field::NationalId => items(text).into_iter().for_each(|number| draft.identifier(IdentifierKind::NationalId, number, "")),
        Field::Registration => {
            items(text).into_iter().for_each(|number| draft.identifier(IdentifierKind::Registration, number, ""))
        }
        Field::Imo => items(text).into_iter().for_each(|number| draft.imo(number)),
        Field::Flag => draft.flags(text),
        Field::OwnedBy => items(text).into_iter().for_each(|party| draft.link(Relation::OwnedBy(None), None, party)),
        Field::UnReference => draft.reference("un", text),
        Field::OfsiReference => draft.reference("uk-ofsi", text),
        Field::Basis => regime(text, draft),
        Field::ListedOn => draft.listed_on(text),
        Field::Note => draft.note(name, text),
        Field::Remark => {
            draft.remark(name, text);
            labelled(text, draft);
        }
    }
}

/// The regime is named by its regulations, which are the legal basis: `The Russia (Sanctions) (EU Exit) Regulations 2019`.
fn regime(text: &str, draft: &mut Draft) {
    let short = text.split_once(" (Sanctions").map_or(text, |(place, _)| place).trim_start_matches("The ").trim();
    let programme = if country::code(short) == Some("KP") { "DPRK" } else { short };
    draft.programme(programme);
    if short != text {
        draft.basis(text);
    }
}

/// What OFSI writes into its remarks behind labels: `(UK Sanctions List Ref):DPR0278. (UN Ref):KPi.001. (Current believed flag of ship):North Korea`.
fn labelled(text: &str, draft: &mut Draft) {
    for part in text.split('(').skip(1) {
        let Some((label, value)) = part.split_once("):") else { continue };
        let value = value.trim().trim_end_matches('.').trim();
        match letters(label).as_str() {
            "uksanctionslistref" => draft.reference("uk", value),
            "unref" => draft.reference("un", value),
            "currentbelievedflagofship" | "previousflags" => draft.flags(value),
            "currentowneroperator" | "currentowneroperators" | "parentcompany" => {
                draft.link(Relation::OwnedBy(None), None, value)
            }
            _ => {}
        }
    }
}
