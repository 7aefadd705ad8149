//! The enhanced XML form, `sanctionsData/entities/entity`: every word stands where it is used.

use super::super::collect::Collection;
use super::super::tree::{self, Node};
use super::super::{Edition, ListError, ListFile, date};
use super::draft::Draft;
use super::{facts, in_words, kind, relate, remarks, unknown, unread};
use crate::list::{DesignationKind, ListKind, Strength};

/// The first element.
pub(super) const ROOT: &str = "sanctionsData";

/// Reads the file.
pub(super) fn read(list: &str, files: &[Option<&ListFile>]) -> Result<Edition, ListError> {
    let [Some(file)] = *files else { return Err(ListError::Empty { expected: "one file".to_owned() }) };
    let mut collection = Collection::default();
    let (mut count, mut day) = (0, None);
    let root = tree::read(file, &["publicationInfo", "entity"], |node| match node.name.as_str() {
        "entity" => {
            count += 1;
            let mut faults = Vec::new();
            match entry(list, &node, &mut faults) {
                Some(draft) => collection.add(draft.finish(), file, node.line),
                None => faults.push("it has no number or no name".to_owned()),
            }
            faults.into_iter().for_each(|fault| collection.reject(file, node.line, fault));
        }
        _ => day = date::day(node.text_of("dataAsOf")),
    })?;
    unread(&root, &["entities"], &["referenceValues", "featureTypes"], &mut collection, file);
    collection.holds("entities", count);
    Ok(collection.finish(list, ListKind::Official, day, [file].into_iter()))
}

fn entry(list: &str, node: &Node, faults: &mut Vec<String>) -> Option<Draft> {
    let number = node.attribute("id");
    let about = node.first("generalInfo")?;
    let mut draft = Draft::new(list, number, kind(about.text_of("entityType"), faults));
    names(node, &mut draft);
    if number.is_empty() || !draft.is_named() {
        return None;
    }
    about.all("title").for_each(|title| draft.note(&format!("Title {}", title.text)));
    about.all("remarks").for_each(|text| remarks::read(&text.text, &mut draft, faults));
    for on in items(node, "sanctionsLists") {
        draft.listed_on(date::day(on.attribute("datePublished")));
        if on.text != SDN_LIST {
            draft.note(&on.text);
        }
    }
    items(node, "sanctionsPrograms").for_each(|programme| draft.programme(&programme.text));
    items(node, "sanctionsTypes").filter(|measure| measure.text != BLOCK).for_each(|measure| draft.note(&measure.text));
    items(node, "legalAuthorities").for_each(|authority| draft.authority(&authority.text));
    items(node, "addresses").for_each(|address| self::address(address, &mut draft, faults));
    for feature in items(node, "features") {
        let words = format!("{} {}", feature.text_of("type"), feature.text_of("value"));
        facts::read(&words, &mut draft, faults);
        // What the Treasury calls false was used nevertheless, and the other forms state it like the rest.
        if feature.text_of("reliability") == "False" {
            draft.note(&format!("{words} (false)"));
        }
    }
    items(node, "identityDocuments").for_each(|document| self::document(document, &mut draft, faults));
    for relation in items(node, "relationships") {
        let Some(other) = relation.first("relatedEntity") else {
            faults.push("a relation names nobody".to_owned());
            continue;
        };
        relate(&mut draft, relation.text_of("type"), format!("{list}:{}", other.attribute("entityId")), &other.text);
    }
    unknown(node, KNOWN, &mut draft, faults);
    Some(draft)
}

/// What stands on the consolidated list alone is named in the notes: which of its lists it is.
const SDN_LIST: &str = "SDN List";

/// The measure that being listed stands for. Others are named in the notes.
const BLOCK: &str = "Block";

fn items<'n>(node: &'n Node, list: &'n str) -> impl Iterator<Item = &'n Node> {
    node.all(list).flat_map(|list| &list.children)
}

/// All names in all scripts, the primary ones first.
fn names(node: &Node, draft: &mut Draft) {
    let is_primary = |node: &&Node| node.text_of("isPrimary") == "true";
    let primary = items(node, "names").filter(is_primary);
    for name in primary.chain(items(node, "names").filter(|name| !is_primary(name))) {
        let strength = match name.text_of("aliasType") {
            _ if name.text_of("isLowQuality") == "true" => Strength::Weak,
            "F.K.A." => Strength::Former,
            _ => Strength::Strong,
        };
        for translation in items(name, "translations") {
            draft.name(&in_script(translation, draft.designation.kind), strength);
        }
    }
}

/// `LAST, First` as published; in scripts that write the family name first and no space, without the comma.
fn in_script(translation: &Node, kind: DesignationKind) -> String {
    let parts = || items(translation, "nameParts").map(|part| part.text_of("value")).collect::<Vec<_>>().join(" ");
    let (first, last) = (translation.text_of("formattedFirstName"), translation.text_of("formattedLastName"));
    let script = translation.text_of("script");
    let is_family_first = FAMILY_FIRST.iter().any(|name| script.starts_with(name));
    match (translation.text_of("formattedFullName"), kind) {
        (_, DesignationKind::Person) if is_family_first && !first.is_empty() => format!("{last}{first}"),
        ("", _) => parts(),
        (full, _) => full.to_owned(),
    }
}

/// Names of scripts begin so.
const FAMILY_FIRST: &[&str] = &["Chinese", "Japanese", "Korean"];

fn address(address: &Node, draft: &mut Draft, faults: &mut Vec<String>) {
    let country = address.text_of("country");
    let translations: Vec<&Node> = items(address, "translations").collect();
    if translations.is_empty() {
        draft.address(std::iter::empty(), country, faults);
    }
    for translation in translations {
        draft.address(items(translation, "addressParts").map(|part| part.text_of("value")), country, faults);
    }
}

fn document(document: &Node, draft: &mut Draft, faults: &mut Vec<String>) {
    let on = |name: &str| document.first(name).map_or("", |day| day.text_of("fromDateBegin"));
    let words = in_words(
        document.text_of("type"),
        document.text_of("documentNumber"),
        document.text_of("issuingCountry"),
        on("issueDate"),
        on("expirationDate"),
    );
    facts::read(&words, draft, faults);
    if document.text_of("isValid") == "false" {
        draft.note(&format!("{words} (not valid)"));
    }
    let more = document.all("issuingLocation").chain(items(document, "idFeatures")).chain(document.all("comment"));
    more.for_each(|more| draft.note(&format!("{words}: {}", more.text)));
}

/// The elements of the published schema.
const KNOWN: &[&str] = &[
    "generalInfo",
    "identityId",
    "entityType",
    "title",
    "remarks",
    "sanctionsLists",
    "sanctionsList",
    "sanctionsPrograms",
    "sanctionsProgram",
    "sanctionsTypes",
    "sanctionsType",
    "legalAuthorities",
    "legalAuthority",
    "names",
    "name",
    "isPrimary",
    "isLowQuality",
    "aliasType",
    "translations",
    "translation",
    "script",
    "formattedFirstName",
    "formattedLastName",
    "formattedFullName",
    "nameParts",
    "namePart",
    "type",
    "value",
    "addresses",
    "address",
    "country",
    "addressParts",
    "addressPart",
    "features",
    "feature",
    "versionId",
    "valueRefId",
    "valueDate",
    "fromDateBegin",
    "fromDateEnd",
    "toDateBegin",
    "toDateEnd",
    "isApproximate",
    "isDateRange",
    "reliability",
    "relationships",
    "relationship",
    "relatedEntity",
    "quality",
    "identityDocuments",
    "identityDocument",
    "documentNumber",
    "isValid",
    "issuingCountry",
    "issuingLocation",
    "issueDate",
    "expirationDate",
    "idFeatures",
    "idFeature",
    "comment",
];
