//! OpenSanctions: entities of the FollowTheMoney schema as JSON lines (`entities.ftm.json`), and the simple table of targets (`targets.simple.csv`). Entities that are no party of their own (sanctions,
//! addresses, documents, ownerships ...) are put into the parties that they name; parties that are not themselves sanctioned give their name to links alone.

use super::cell::joined;
use super::collect::Collection;
use super::draft::Draft;
use super::format::{Format, Part};
use super::table;
use super::{Edition, ListError, ListFile, date};
use crate::list::{DesignationKind, IdentifierKind, ListKind, Relation, Strength};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

pub(super) const JSON: Format = Format {
    title: "OpenSanctions as FollowTheMoney JSON lines",
    parts: &[Part { name: "*.ftm.json", is_required: true }],
    confirms: confirms_json,
    read: read_json,
};

pub(super) const CSV: Format = Format {
    title: "OpenSanctions as a simple table",
    parts: &[Part { name: "targets.simple.csv", is_required: true }],
    confirms: confirms_csv,
    read: read_csv,
};

/// Schemas of parties, and what they are here.
const PARTIES: &[(&str, DesignationKind)] = &[
    ("Person", DesignationKind::Person),
    ("Organization", DesignationKind::Organisation),
    ("Company", DesignationKind::Organisation),
    ("PublicBody", DesignationKind::Organisation),
    ("LegalEntity", DesignationKind::Unknown),
    ("Vessel", DesignationKind::Vessel),
    ("Airplane", DesignationKind::Aircraft),
    ("CryptoWallet", DesignationKind::Unknown),
    ("Asset", DesignationKind::Unknown),
    ("Thing", DesignationKind::Unknown),
];

/// Edges: the schema, the property of the party that gets the link, that of the party linked to, and what that is to it.
const EDGES: &[(&str, &str, &str, Relation)] = &[
    ("Ownership", "asset", "owner", Relation::OwnedBy(None)),
    ("Directorship", "organization", "director", Relation::ControlledBy),
    ("Directorship", "director", "organization", Relation::LinkedTo),
    ("Representation", "agent", "client", Relation::ActsFor),
    ("Employment", "employee", "employer", Relation::ActsFor),
    ("Membership", "member", "organization", Relation::LinkedTo),
    ("UnknownLink", "subject", "object", Relation::LinkedTo),
    ("UnknownLink", "object", "subject", Relation::LinkedTo),
    ("Associate", "person", "associate", Relation::LinkedTo),
    ("Associate", "associate", "person", Relation::LinkedTo),
    ("Family", "person", "relative", Relation::LinkedTo),
    ("Family", "relative", "person", Relation::LinkedTo),
];

/// What a property of a party is.
#[derive(Clone, Copy)]
enum Property {
    Name(Strength),
    Birth,
    BirthPlace,
    Nationality,
    Country,
    Flag,
    Address,
    Bic,
    Imo,
    Number(IdentifierKind),
    Programme,
    Remark,
    /// Read elsewhere, or says nothing of a party.
    Ignored,
}

const PROPERTIES: &[(&str, Property)] = &[
    ("name", Property::Name(Strength::Strong)),
    ("alias", Property::Name(Strength::Strong)),
    ("weakAlias", Property::Name(Strength::Weak)),
    ("abbreviation", Property::Name(Strength::Weak)),
    ("previousName", Property::Name(Strength::Former)),
    ("birthDate", Property::Birth),
    ("birthPlace", Property::BirthPlace),
    ("nationality", Property::Nationality),
    ("citizenship", Property::Nationality),
    ("country", Property::Country),
    ("jurisdiction", Property::Country),
    ("mainCountry", Property::Country),
    ("flag", Property::Flag),
    ("pastFlags", Property::Flag),
    ("address", Property::Address),
    ("swiftBic", Property::Bic),
    ("imoNumber", Property::Imo),
    ("mmsi", Property::Number(IdentifierKind::Mmsi)),
    ("callSign", Property::Number(IdentifierKind::CallSign)),
    ("leiCode", Property::Number(IdentifierKind::Lei)),
    ("passportNumber", Property::Number(IdentifierKind::Passport)),
    ("idNumber", Property::Number(IdentifierKind::NationalId)),
    ("socialSecurityNumber", Property::Number(IdentifierKind::NationalId)),
    ("registrationNumber", Property::Number(IdentifierKind::Registration)),
    ("taxNumber", Property::Number(IdentifierKind::Registration)),
    ("vatCode", Property::Number(IdentifierKind::Registration)),
    ("innCode", Property::Number(IdentifierKind::Registration)),
    ("ogrnCode", Property::Number(IdentifierKind::Registration)),
    ("kppCode", Property::Number(IdentifierKind::Registration)),
    ("licenseNumber", Property::Number(IdentifierKind::Registration)),
    ("uniqueEntityId", Property::Number(IdentifierKind::Registration)),
    ("publicKey", Property::Number(IdentifierKind::Wallet)),
    ("accountNumber", Property::Number(IdentifierKind::Account)),
    ("iban", Property::Number(IdentifierKind::Account)),
    ("program", Property::Programme),
    ("programId", Property::Programme),
    ("notes", Property::Remark),
    ("description", Property::Remark),
    ("summary", Property::Remark),
    ("firstName", Property::Ignored),
    ("lastName", Property::Ignored),
    ("middleName", Property::Ignored),
    ("secondName", Property::Ignored),
    ("fatherName", Property::Ignored),
    ("topics", Property::Ignored),
    ("addressEntity", Property::Ignored),
    ("sourceUrl", Property::Ignored),
    ("createdAt", Property::Ignored),
    ("modifiedAt", Property::Ignored),
    ("holder", Property::Ignored),
];

/// A line.
#[derive(Deserialize)]
struct Thing {
    id: String,
    schema: String,
    #[serde(default)]
    caption: String,
    #[serde(default)]
    target: Option<bool>,
    #[serde(default)]
    referents: Vec<String>,
    #[serde(default)]
    last_change: Option<String>,
    #[serde(default)]
    properties: BTreeMap<String, Vec<Value>>,
}

impl Thing {
    fn all<'t>(&'t self, property: &str) -> impl Iterator<Item = &'t str> {
        self.properties.get(property).into_iter().flatten().filter_map(Value::as_str)
    }

    fn first(&self, property: &str) -> &str {
        self.all(property).next().unwrap_or_default()
    }

    fn caption(&self) -> &str {
        if self.caption.is_empty() { self.first("name") } else { &self.caption }
    }

    fn kind(&self) -> Option<DesignationKind> {
        PARTIES.iter().find(|(schema, _)| *schema == self.schema).map(|(_, kind)| *kind)
    }

    /// Whether it is itself sanctioned. Exports without the mark hold targets alone.
    fn is_listed(&self) -> bool {
        self.all("topics").any(|topic| topic == "sanction") || self.target.unwrap_or(!self.properties.contains_key("topics"))
    }
}

fn confirms_json(bytes: &[u8]) -> Result<(), String> {
    let end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    match serde_json::from_slice::<Thing>(bytes.get(..end).unwrap_or_default()) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("its first line is no entity: {error}")),
    }
}

fn confirms_csv(bytes: &[u8]) -> Result<(), String> {
    table::confirms(bytes, b',', &["id", "schema", "name", "identifiers"])
}

fn read_json(files: &[Option<&ListFile>]) -> Result<Edition, ListError> {
    let [Some(file)] = *files else { return Err(ListError::Empty { expected: "entities.ftm.json".to_owned() }) };
    let name = file.name().to_ascii_lowercase();
    let list = match name.strip_suffix(".ftm.json") {
        Some("entities") | None => LIST,
        Some(data_set) => data_set,
    };
    let mut collection = Collection::default();
    let mut things: Vec<(Thing, u64)> = Vec::new();
    let mut lines = 0;
    for (number, line) in file.bytes.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.trim_ascii().is_empty()) {
        lines += 1;
        let number = u64::try_from(number + 1).unwrap_or(u64::MAX);
        match serde_json::from_slice::<Thing>(line) {
            Ok(thing) => things.push((thing, number)),
            // What the parser says of a line quotes nothing of it but single characters.
            Err(error) => collection.reject(file, number, format!("it is no entity: {error}")),
        }
    }
    let newest: Option<Date> = things.iter().filter_map(|(thing, _)| date::day(thing.last_change.as_deref()?)).max();
    let captions: HashMap<&str, &str> = things.iter().map(|(thing, _)| (thing.id.as_str(), thing.caption())).collect();
    let addresses: HashMap<&str, &Thing> = things
        .iter()
        .map(|(thing, _)| thing)
        .filter(|thing| thing.schema == "Address")
        .map(|thing| (thing.id.as_str(), thing))
        .collect();
    let mut drafts: Vec<(Draft, u64)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut unlisted = 0;
    for (thing, line) in &things {
        let Some(kind) = thing.kind() else { continue };
        // A wallet of somebody is his number; one of nobody is a party of its own.
        let is_of_somebody = thing.schema == "CryptoWallet" && thing.properties.contains_key("holder");
        if is_of_somebody || !thing.is_listed() {
            unlisted += usize::from(!is_of_somebody);
            continue;
        }
        let place = *places.entry(&thing.id).or_insert_with(|| {
            drafts.push((Draft::new(list, &thing.id, kind), *line));
            drafts.len() - 1
        });
        if let Some((draft, _)) = drafts.get_mut(place) {
            party(thing, &addresses, draft);
        }
    }
    let mut beside = 0;
    for (thing, line) in things.iter().filter(|(thing, _)| thing.kind().is_none() || thing.schema == "CryptoWallet") {
        beside += 1;
        let mut of = |id: &str, add: &mut dyn FnMut(&mut Draft)| {
            if let Some((draft, _)) = places.get(id).and_then(|place| drafts.get_mut(*place)) {
                add(draft);
            }
        };
        match thing.schema.as_str() {
            "Address" => {}
            "Sanction" => thing.all("entity").for_each(|id| of(id, &mut |draft| sanction(thing, draft))),
            "Identification" | "Passport" => thing.all("holder").for_each(|id| of(id, &mut |draft| identification(thing, draft))),
            "CryptoWallet" | "BankAccount" => {
                let holders = thing.all("holder").chain(thing.all("owner"));
                holders.for_each(|id| of(id, &mut |draft| properties(thing, draft)));
            }
            schema if EDGES.iter().any(|(known, ..)| *known == schema) => {
                for (_, from, to, relation) in EDGES.iter().filter(|(known, ..)| *known == schema) {
                    for (id, other) in thing.all(from).flat_map(|id| thing.all(to).map(move |other| (id, other))) {
                        let name = captions.get(other).copied().unwrap_or(other);
                        of(id, &mut |draft| draft.link(share(*relation, thing), Some(format!("{list}:{other}")), name));
                    }
                }
            }
            schema => collection.reject(file, *line, format!("the schema {schema:.40?} is not known; nothing of it was read")),
        }
    }
    collection.holds("lines", lines);
    collection.holds("parties that are not sanctioned themselves", unlisted);
    collection.holds("documents, addresses, sanctions and links", beside);
    drafts.into_iter().for_each(|(draft, line)| collection.take(draft, file, line));
    Ok(collection.finish(list, ListKind::Official, newest, [file].into_iter()))
}

fn party(thing: &Thing, addresses: &HashMap<&str, &Thing>, draft: &mut Draft) {
    properties(thing, draft);
    if thing.schema == "CryptoWallet" {
        draft.name(thing.caption(), Strength::Strong);
    }
    for id in thing.all("addressEntity") {
        if let Some(address) = addresses.get(id) {
            let country = country(address.first("country"));
            let whole = match address.first("full") {
                "" => joined(["street", "street2", "postalCode", "city", "state", "region"].map(|part| address.first(part))),
                full => full.to_owned(),
            };
            draft.address_text(&whole);
            draft.countries_of(country);
        }
    }
    for referent in &thing.referents {
        if let Some(number) = referent.strip_prefix("ofac-").filter(|number| number.bytes().all(|byte| byte.is_ascii_digit())) {
            draft.reference("ofac-sdn", number);
        }
    }
}

fn properties(thing: &Thing, draft: &mut Draft) {
    // The first name is the primary one.
    thing.all("name").for_each(|name| draft.name(name, Strength::Strong));
    for (name, values) in &thing.properties {
        let known = PROPERTIES.iter().find(|(known, _)| known == name).map(|(_, property)| *property);
        for value in values {
            let Some(text) = value.as_str() else {
                draft.fault(format!("{name:.40?} has a value that is no text"));
                continue;
            };
            property(known, name, text, thing, draft);
        }
    }
}

fn property(known: Option<Property>, name: &str, text: &str, thing: &Thing, draft: &mut Draft) {
    match known {
        Some(Property::Name(strength)) => draft.name(text, strength),
        Some(Property::Birth) => draft.births(text),
        Some(Property::BirthPlace) => draft.birth_place([text]),
        Some(Property::Nationality) => draft.nationalities(country(text)),
        Some(Property::Country) => draft.countries_of(country(text)),
        Some(Property::Flag) => draft.flags(country(text)),
        Some(Property::Address) => draft.address_text(text),
        Some(Property::Bic) => draft.bic(text),
        Some(Property::Imo) => draft.imo(text),
        Some(Property::Number(IdentifierKind::Registration)) if thing.schema == "Airplane" => {
            draft.identifier(IdentifierKind::Tail, text, "");
        }
        Some(Property::Number(kind)) => draft.identifier(kind, text, ""),
        Some(Property::Programme) => draft.programme(text),
        Some(Property::Remark) => draft.remark("", text),
        Some(Property::Ignored) => {}
        None => draft.remark(name, text),
    }
}

/// Countries are codes; that of Namibia is also what a cell says that says nothing.
fn country(code: &str) -> &str {
    if code == "na" { "Namibia" } else { code }
}

fn sanction(thing: &Thing, draft: &mut Draft) {
    thing.all("program").chain(thing.all("programId")).for_each(|programme| draft.programme(programme));
    thing.all("provisions").for_each(|basis| draft.note("provisions", basis));
    let days = thing.all("listingDate").chain(thing.all("startDate"));
    days.for_each(|day| draft.listed_on(day));
    thing.all("endDate").for_each(|day| draft.delisted_on(day));
    thing.all("reason").chain(thing.all("summary")).for_each(|reason| draft.remark("", reason));
    thing.all("authority").for_each(|authority| draft.note("authority", authority));
    thing.all("unscId").for_each(|number| draft.reference("un", number));
}

fn identification(thing: &Thing, draft: &mut Draft) {
    let country = country(thing.first("country"));
    for number in thing.all("number").chain(thing.all("passportNumber")) {
        if thing.schema == "Passport" {
            draft.identifier(IdentifierKind::Passport, number, country);
        } else {
            draft.document(thing.first("type"), number, country);
        }
    }
    thing.all("summary").for_each(|text| draft.note("document", text));
}

/// With the share of an ownership: `51`, `51.5%`.
fn share(relation: Relation, thing: &Thing) -> Relation {
    let hundredths = |text: &str| -> Option<u16> {
        let (whole, part) = text.trim_end_matches('%').trim().split_once('.').unwrap_or((text.trim_end_matches('%').trim(), "0"));
        let tenths = format!("{part:0<2}");
        let hundredths: u16 = tenths.get(..2)?.parse().ok()?;
        whole.parse::<u16>().ok()?.checked_mul(100)?.checked_add(hundredths).filter(|share| *share <= 10_000)
    };
    match relation {
        Relation::OwnedBy(_) => Relation::OwnedBy(hundredths(thing.first("percentage"))),
        Relation::LinkedTo | Relation::ControlledBy | Relation::ActsFor => relation,
    }
}

/// The columns of the simple table; several values of a cell are apart by a semicolon.
const COLUMNS: &[&str] = &[
    "id",
    "schema",
    "name",
    "aliases",
    "birth_date",
    "countries",
    "addresses",
    "identifiers",
    "sanctions",
    "phones",
    "emails",
    "program_ids",
    "dataset",
    "first_seen",
    "last_seen",
    "last_change",
];

fn read_csv(files: &[Option<&ListFile>]) -> Result<Edition, ListError> {
    let [Some(file)] = *files else { return Err(ListError::Empty { expected: "targets.simple.csv".to_owned() }) };
    let table = table::csv(file, b',', COLUMNS)?;
    let mut collection = Collection::default();
    table.report(&mut collection, COLUMNS, file);
    let mut newest: Option<Date> = None;
    for row in table.rows() {
        let cell = |column| row.cell(column);
        let values = |column| row.cell(column).split(';').map(str::trim).filter(|value| !value.is_empty());
        newest = newest.max(date::day(cell("last_seen").split([' ', 'T']).next().unwrap_or_default()));
        let kind = PARTIES.iter().find(|(schema, _)| *schema == cell("schema")).map(|(_, kind)| *kind);
        let mut draft = Draft::new(LIST, cell("id"), kind.unwrap_or_default());
        if cell("id").is_empty() {
            draft.fault("it has no id");
        }
        if kind.is_none() {
            draft.fault(format!("the schema {:.40?} is not known", cell("schema")));
        }
        draft.name(cell("name"), Strength::Strong);
        values("aliases").for_each(|alias| draft.name(alias, Strength::Strong));
        values("birth_date").for_each(|day| draft.births(day));
        values("countries").for_each(|country| draft.countries_of(self::country(country)));
        values("addresses").for_each(|address| draft.address_text(address));
        values("program_ids").for_each(|programme| draft.programme(programme));
        // The table does not say what a number is: it stays a registration, of persons a national id.
        values("identifiers").for_each(|number| draft.document("", number, ""));
        values("sanctions").for_each(|text| draft.remark("sanction", text));
        draft.note("dataset", cell("dataset"));
        row.others(COLUMNS).for_each(|(column, text)| draft.remark(column, text));
        collection.take(draft, file, row.line);
    }
    collection.holds("rows", table.count());
    Ok(collection.finish(LIST, ListKind::Official, newest, [file].into_iter()))
}

/// The list's name where the file does not name a data set.
const LIST: &str = "opensanctions";
