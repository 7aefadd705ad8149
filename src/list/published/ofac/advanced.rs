//! The advanced XML form, `Sanctions`: words stand once in sets of reference values, places and documents in lists of their own, and everything refers to them by number. In: the
//! file. Out: an Edition. The sets, places and documents come first in the file and are kept while the parties are read; programmes and relations come behind them.

use super::super::collect::Collection;
use super::super::tree::{self, Node};
use super::super::{Edition, ListError, ListFile, country};
use super::draft::Draft;
use super::{facts, in_words, kind, relate, unknown, unread};
use crate::list::{DesignationKind, ListKind, Strength};
use jiff::civil::Date;
use std::collections::HashMap;

/// The first element.
pub(super) const ROOT: &str = "Sanctions";

/// Reads the file.
pub(super) fn read(list: &str, files: &[Option<&ListFile>]) -> Result<Edition, ListError> {
    let [Some(file)] = *files else { return Err(ListError::Empty { expected: "one file".to_owned() }) };
    let mut sanctions = Sanctions { list, ..Sanctions::default() };
    let root = tree::read(file, RECORDS, |node| sanctions.take(&node))?;
    let mut collection = Collection::default();
    unread(&root, CONTAINERS, &[], &mut collection, file);
    Ok(sanctions.finish(file, collection))
}

const RECORDS: &[&str] =
    &["DateOfIssue", "ReferenceValueSets", "Location", "IDRegDocument", "DistinctParty", "ProfileRelationship", "SanctionsEntry"];

const CONTAINERS: &[&str] =
    &["Locations", "IDRegDocuments", "DistinctParties", "ProfileRelationships", "SanctionsEntries", "SanctionsEntryLinks"];

/// What is read so far.
#[derive(Default)]
struct Sanctions<'l> {
    list: &'l str,
    day: Option<Date>,
    /// Words by the element that defines them and their number there: `("FeatureType", "8")`.
    words: HashMap<(String, String), String>,
    places: HashMap<String, Place>,
    /// Documents by the identity that they are of.
    documents: HashMap<String, Vec<Document>>,
    parties: Vec<Party>,
    /// Places in `parties` by the number of the profile; of one that stands twice the first.
    by_profile: HashMap<String, usize>,
    /// What belongs to no party: line and reason.
    faults: Vec<(u64, String)>,
}

struct Place {
    country: String,
    lines: Vec<String>,
}

struct Document {
    words: String,
    /// What else is said of it.
    more: Vec<String>,
}

struct Party {
    line: u64,
    draft: Draft,
    faults: Vec<String>,
}

impl Sanctions<'_> {
    fn take(&mut self, node: &Node) {
        match node.name.as_str() {
            "DateOfIssue" => self.day = day(node),
            "ReferenceValueSets" => self.reference_values(node),
            "Location" => self.place(node),
            "IDRegDocument" => self.document(node),
            "DistinctParty" => self.party(node),
            "ProfileRelationship" => self.relation(node),
            _ => self.entry(node),
        }
    }

    fn reference_values(&mut self, node: &Node) {
        for value in node.descendants().into_iter().filter(|value| !value.attribute("ID").is_empty()) {
            let id = value.attribute("ID").to_owned();
            // The regions among the areas have a description alone.
            let word = if value.text.is_empty() { value.attribute("Description") } else { &value.text };
            self.words.insert((value.name.clone(), id.clone()), word.to_owned());
            if value.name == "PartySubType" {
                self.words.insert((TYPE_OF_SUBTYPE.to_owned(), id), value.attribute("PartyTypeID").to_owned());
            }
        }
    }

    /// The word that a number stands for. Without a definition the number itself, and a fault.
    fn word(&self, set: &str, number: &str, faults: &mut Vec<String>) -> String {
        match self.words.get(&(set.to_owned(), number.to_owned())) {
            Some(word) => word.clone(),
            None => {
                faults.push(format!("{set} {number:.20} is not defined"));
                format!("{set} {number}")
            }
        }
    }

    /// The word of an attribute; empty where that is not there.
    fn word_of(&self, set: &str, node: &Node, attribute: &str, faults: &mut Vec<String>) -> String {
        match node.attribute(attribute) {
            "" => String::new(),
            number => self.word(set, number, faults),
        }
    }

    fn place(&mut self, node: &Node) {
        let mut faults = Vec::new();
        let country = node.first("LocationCountry").map(|of| self.word_of("Country", of, "CountryID", &mut faults));
        let area = node.first("LocationAreaCode").map(|of| self.word_of("AreaCode", of, "AreaCodeID", &mut faults));
        let mut parts: Vec<&Node> = node.all("LocationPart").collect();
        // The numbers of the types go from the street to the postal code; the file has them in no order.
        parts.sort_by_key(|part| part.attribute("LocPartTypeID"));
        let values = parts.into_iter().flat_map(|part| part.all("LocationPartValue"));
        let (lines, others): (Vec<&Node>, Vec<&Node>) = values.partition(|value| value.attribute("Primary") != "false");
        // A translation of a line stands behind all of them.
        let lines = lines.into_iter().chain(others).map(|value| value.text_of("Value").to_owned());
        let mut lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
        let mut country = country.filter(|name| !name.is_empty()).or(area).unwrap_or_default();
        // That of a nationality is written as if it were a line.
        if let [only] = lines.as_slice()
            && country.is_empty()
            && country::code(only).is_some()
        {
            country = lines.remove(0);
        }
        self.places.insert(node.attribute("ID").to_owned(), Place { country, lines });
        self.report(node, faults);
    }

    fn document(&mut self, node: &Node) {
        let mut faults = Vec::new();
        let label = self.word_of("IDRegDocType", node, "IDRegDocTypeID", &mut faults);
        let country = self.word_of("Country", node, "IssuedBy-CountryID", &mut faults);
        let (mut issued, mut expires) = (String::new(), String::new());
        for on in node.all("DocumentDate") {
            let day = on.first("DatePeriod").map(period).unwrap_or_default();
            match self.word_of("IDRegDocDateType", on, "IDRegDocDateTypeID", &mut faults).as_str() {
                "Issue Date" => issued = day,
                _ => expires = day,
            }
        }
        let words = in_words(&label, node.text_of("IDRegistrationNo"), &country, &issued, &expires);
        let validity =
            self.words.get(&("Validity".to_owned(), node.attribute("ValidityID").to_owned())).map_or("", String::as_str);
        let more = [node.text_of("Comment"), node.text_of("IssuingAuthority"), if validity == VALID { "" } else { validity }];
        let more = more.into_iter().filter(|text| !text.is_empty() && *text != node.text_of("IDRegistrationNo"));
        let more = more.map(|text| format!("{words}: {text}")).collect();
        self.documents.entry(node.attribute("IdentityID").to_owned()).or_default().push(Document { words, more });
        self.report(node, faults);
    }

    fn party(&mut self, node: &Node) {
        let number = node.attribute("FixedRef");
        let mut faults = Vec::new();
        for profile in node.all("Profile") {
            let mut draft = Draft::new(self.list, number, self.kind(profile, &mut faults));
            for identity in profile.all("Identity") {
                self.names(identity, &mut draft, &mut faults);
                for document in self.documents.get(identity.attribute("ID")).into_iter().flatten() {
                    facts::read(&document.words, &mut draft, &mut faults);
                    document.more.iter().for_each(|more| draft.note(more));
                }
            }
            if number.is_empty() || !draft.is_named() {
                faults.push("it has no number or no name".to_owned());
                continue;
            }
            profile.all("Feature").for_each(|feature| self.feature(feature, &mut draft, &mut faults));
            node.all("Comment").chain(profile.all("Comment")).for_each(|comment| draft.note(&comment.text));
            unknown(node, KNOWN, &mut draft, &mut faults);
            self.by_profile.entry(profile.attribute("ID").to_owned()).or_insert(self.parties.len());
            self.parties.push(Party { line: node.line, draft, faults: std::mem::take(&mut faults) });
        }
        if node.first("Profile").is_none() {
            faults.push("it has no profile".to_owned());
        }
        self.report(node, faults);
    }

    /// Persons and organisations are types; ships and aircraft are subtypes of transport.
    fn kind(&self, profile: &Node, faults: &mut Vec<String>) -> DesignationKind {
        let number = profile.attribute("PartySubTypeID");
        let subtype = self.word("PartySubType", number, faults);
        if matches!(subtype.as_str(), "Vessel" | "Aircraft") {
            return kind(&subtype, faults);
        }
        let of = self.words.get(&(TYPE_OF_SUBTYPE.to_owned(), number.to_owned())).cloned().unwrap_or_default();
        kind(&self.word("PartyType", &of, faults), faults)
    }

    /// All names in all scripts, the primary ones first.
    fn names(&self, identity: &Node, draft: &mut Draft, faults: &mut Vec<String>) {
        let groups = identity.descendants().into_iter().filter(|node| node.name == "NamePartGroup");
        let groups: HashMap<&str, String> =
            groups.map(|group| (group.attribute("ID"), self.word_of("NamePartType", group, "NamePartTypeID", faults))).collect();
        let is_primary = |alias: &&Node| alias.attribute("Primary") == "true";
        let primary = identity.all("Alias").filter(is_primary);
        for alias in primary.chain(identity.all("Alias").filter(|alias| !is_primary(alias))) {
            let strength = match self.word_of("AliasType", alias, "AliasTypeID", faults).as_str() {
                _ if alias.attribute("LowQuality") == "true" => Strength::Weak,
                "F.K.A." => Strength::Former,
                _ => Strength::Strong,
            };
            for name in alias.all("DocumentedName") {
                draft.name(&self.name(name, &groups, faults), strength);
            }
        }
    }

    /// `Last, First Middle` as the CSV form writes it; in scripts that write the family name first and no space, without the comma.
    fn name(&self, name: &Node, groups: &HashMap<&str, String>, faults: &mut Vec<String>) -> String {
        let (mut last, mut rest) = (Vec::new(), Vec::new());
        let mut script = String::new();
        for part in name.all("DocumentedNamePart").flat_map(|part| part.all("NamePartValue")) {
            script = self.word_of("Script", part, "ScriptID", faults);
            let is_last = groups.get(part.attribute("NamePartGroupID")).is_some_and(|group| group == "Last Name");
            if is_last { &mut last } else { &mut rest }.push(part.text.as_str());
        }
        match (last.is_empty(), rest.is_empty()) {
            (false, false) if FAMILY_FIRST.iter().any(|name| script.starts_with(name)) => [last, rest].concat().concat(),
            (false, false) => format!("{}, {}", last.join(" "), rest.join(" ")),
            _ => [last, rest].concat().join(" "),
        }
    }

    fn feature(&self, feature: &Node, draft: &mut Draft, faults: &mut Vec<String>) {
        let label = self.word_of("FeatureType", feature, "FeatureTypeID", faults);
        for version in feature.all("FeatureVersion") {
            let mut has_value = false;
            for detail in version.all("VersionDetail") {
                let text = match detail.text.as_str() {
                    "" => self.word_of("DetailReference", detail, "DetailReferenceID", faults),
                    text => text.to_owned(),
                };
                // Beside a date or a place stands an empty one.
                if !text.is_empty() {
                    has_value = true;
                    facts::read(&format!("{label} {text}"), draft, faults);
                }
            }
            for days in version.all("DatePeriod") {
                has_value = true;
                facts::read(&format!("{label} {}", period(days)), draft, faults);
            }
            for at in version.all("VersionLocation") {
                has_value = true;
                match self.places.get(at.attribute("LocationID")) {
                    Some(place) => located(&label, place, draft, faults),
                    None => faults.push(format!("the location {:.20} is not defined", at.attribute("LocationID"))),
                }
            }
            let comment = version.text_of("Comment");
            if !has_value || !comment.is_empty() {
                draft.note(&format!("{label} {comment}"));
            }
        }
    }

    fn relation(&mut self, node: &Node) {
        let mut faults = Vec::new();
        let mut words = self.word_of("RelationType", node, "RelationTypeID", &mut faults);
        if node.attribute("Former") == "true" {
            words.push_str(" (former)");
        }
        let of = |attribute: &str| self.by_profile.get(node.attribute(attribute)).copied();
        let other = of("To-ProfileID").and_then(|other| self.parties.get(other));
        let other = other.map(|party| (party.draft.designation.id.clone(), party.draft.designation.names.first()));
        // The other party may stand on the other list: its number is all that is known then.
        let (id, name) = match other {
            Some((id, name)) => (id, name.map(|name| name.text.clone()).unwrap_or_default()),
            None => (format!("{}:{}", self.list, node.attribute("To-ProfileID")), String::new()),
        };
        match of("From-ProfileID").and_then(|from| self.parties.get_mut(from)) {
            Some(from) => {
                relate(&mut from.draft, &words, id, &name);
                let comment = node.text_of("Comment");
                from.draft.note(comment);
            }
            None => faults.push(format!("no party has the profile {:.20}", node.attribute("From-ProfileID"))),
        }
        self.report(node, faults);
    }

    fn entry(&mut self, node: &Node) {
        let mut faults = Vec::new();
        let Some(place) = self.by_profile.get(node.attribute("ProfileID")).copied() else {
            return self.report(node, vec![format!("no party has the profile {:.20}", node.attribute("ProfileID"))]);
        };
        let on = self.word_of("List", node, "ListID", &mut faults);
        let mut events = Vec::new();
        for event in node.all("EntryEvent") {
            let basis = self.word_of("LegalBasis", event, "LegalBasisID", &mut faults);
            events.push((event.first("Date").and_then(day), basis, event.text_of("Comment")));
        }
        let mut measures = Vec::new();
        for measure in node.all("SanctionsMeasure") {
            measures.push((self.word_of("SanctionsType", measure, "SanctionsTypeID", &mut faults), measure.text_of("Comment")));
        }
        let Some(Party { draft, .. }) = self.parties.get_mut(place) else { return };
        if on != SDN_LIST {
            draft.note(&on);
        }
        for (day, basis, comment) in events {
            draft.listed_on(day);
            draft.note(comment);
            if basis != UNKNOWN_BASIS {
                draft.authority(&basis);
            }
        }
        for (measure, comment) in measures {
            match measure.as_str() {
                "Program" => draft.programme(comment),
                "Block" => draft.note(comment),
                other => draft.note(&format!("{other} {comment}")),
            }
        }
        self.report(node, faults);
    }

    fn report(&mut self, node: &Node, faults: Vec<String>) {
        self.faults.extend(faults.into_iter().map(|fault| (node.line, fault)));
    }

    fn finish(self, file: &ListFile, mut collection: Collection) -> Edition {
        collection.holds("distinct parties", self.parties.len());
        for Party { line, draft, faults } in self.parties {
            collection.add(draft.finish(), file, line);
            faults.into_iter().for_each(|fault| collection.reject(file, line, fault));
        }
        self.faults.into_iter().for_each(|(line, fault)| collection.reject(file, line, fault));
        collection.finish(self.list, ListKind::Official, self.day, [file].into_iter())
    }
}

/// A set of our own beside the published ones: the number of the type that a subtype is of.
const TYPE_OF_SUBTYPE: &str = "type of a PartySubType";

/// What stands on the consolidated list alone is named in the notes: which of its lists it is.
const SDN_LIST: &str = "SDN List";

/// What is said of a document that is what it claims to be; the rest is noted.
const VALID: &str = "Valid";

/// What the file says where it says no basis.
const UNKNOWN_BASIS: &str = "Unknown";

/// Names of scripts begin so.
const FAMILY_FIRST: &[&str] = &["Chinese", "Japanese", "Korean"];

/// A feature that is a place: an address, or a country that means something else.
fn located(label: &str, place: &Place, draft: &mut Draft, faults: &mut Vec<String>) {
    if label == "Location" {
        return draft.address(place.lines.iter().map(String::as_str), &place.country, faults);
    }
    let lines = place.lines.join(", ");
    let whole =
        [lines.as_str(), place.country.as_str()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
    // A place of birth is a place; all other features mean its country.
    let meant = if label == PLACE_OF_BIRTH || place.country.is_empty() { &whole } else { &place.country };
    facts::read(&format!("{label} {meant}"), draft, faults);
    if *meant != whole {
        draft.note(&format!("{label} {whole}"));
    }
}

const PLACE_OF_BIRTH: &str = "Place of Birth";

/// A span of days in words that dates of birth are read from.
fn period(node: &Node) -> String {
    let days = |end: &str, which: &str| node.first(end).and_then(|end| end.first(which)).and_then(day);
    let is_about = ["Start", "End"].iter().any(|end| node.first(end).is_some_and(|end| end.attribute("Approximate") == "true"));
    let from = days("Start", "From").or_else(|| days("Start", "To"));
    let to = days("End", "To").or_else(|| days("End", "From")).or(from);
    let about = if is_about { "circa " } else { "" };
    match (from, to) {
        (Some(from), Some(to)) if from == to => format!("{about}{from}"),
        (Some(from), Some(to)) => format!("{about}{from} to {to}"),
        (None, Some(day)) | (Some(day), None) => format!("{about}{day}"),
        (None, None) => String::new(),
    }
}

/// `<Year/><Month/><Day/>`.
fn day(node: &Node) -> Option<Date> {
    let part = |name: &str| node.text_of(name);
    Date::new(part("Year").parse().ok()?, part("Month").parse().ok()?, part("Day").parse().ok()?).ok()
}

/// The elements of the published schema in a party.
const KNOWN: &[&str] = &[
    "Comment",
    "Profile",
    "Identity",
    "Alias",
    "DocumentedName",
    "DocumentedNamePart",
    "NamePartValue",
    "NamePartGroups",
    "MasterNamePartGroup",
    "NamePartGroup",
    "Feature",
    "FeatureVersion",
    "VersionDetail",
    "DatePeriod",
    "VersionLocation",
    "Start",
    "End",
    "From",
    "To",
    "Year",
    "Month",
    "Day",
    "IdentityReference",
    "SanctionsEntryReference",
    "ExternalReference",
    "DocumentedNameCountry",
    "DirectURL",
    "SubLink",
    "Reliability",
    "DocumentedNameReference",
];
