//! The lists of the US Treasury's Office of Foreign Assets Control (OFAC): specially designated nationals (`ofac-sdn`) and the consolidated list of all others (`ofac-cons`), each
//! in the four forms in which it is published. In: the files. Out: an Edition. All forms go through one [`draft::Draft`], so that the same entry reads alike in each:
//!
//! | form | files | room |
//! |---|---|---|
//! | CSV | `sdn.csv add.csv alt.csv sdn_comments.csv`, `cons_prim.csv cons_add.csv cons_alt.csv cons_comments.csv` | `quartet` |
//! | XML | `sdn.xml`, `consolidated.xml` | `plain` |
//! | advanced XML | `sdn_advanced.xml`, `cons_advanced.xml` | `advanced` |
//! | enhanced XML | `sdn_enhanced.xml`, `cons_enhanced.xml` | `enhanced` |
//!
//! The XML forms have names in their own scripts and relations to other entries; the CSV and plain XML say "Linked To" and a name.

mod advanced;
mod draft;
mod enhanced;
mod facts;
mod plain;
mod programmes;
mod quartet;
mod remarks;
#[cfg(test)]
mod tests;

use super::ListFile;
use super::collect::Collection;
use super::format::{Format, Part};
use super::tree::{Node, begins_with};
use crate::list::{DesignationKind, Relation};
use draft::Draft;

const SDN: &str = "ofac-sdn";
const CONSOLIDATED: &str = "ofac-cons";

pub(super) const SDN_CSV: Format = Format {
    title: "the SDN list of OFAC in CSV",
    parts: &[required("sdn.csv"), required("add.csv"), required("alt.csv"), required("sdn_comments.csv")],
    confirms: quartet::confirms,
    read: |files| quartet::read(SDN, files),
};

pub(super) const CONSOLIDATED_CSV: Format = Format {
    title: "the consolidated list of OFAC in CSV",
    parts: &[required("cons_prim.csv"), required("cons_add.csv"), required("cons_alt.csv"), required("cons_comments.csv")],
    confirms: quartet::confirms,
    read: |files| quartet::read(CONSOLIDATED, files),
};

pub(super) const SDN_XML: Format = Format {
    title: "the SDN list of OFAC in XML",
    parts: &[required("sdn.xml")],
    confirms: |bytes| begins_with(bytes, plain::ROOT),
    read: |files| plain::read(SDN, files),
};

pub(super) const CONSOLIDATED_XML: Format = Format {
    title: "the consolidated list of OFAC in XML",
    parts: &[required("consolidated.xml")],
    confirms: |bytes| begins_with(bytes, plain::ROOT),
    read: |files| plain::read(CONSOLIDATED, files),
};

pub(super) const SDN_ADVANCED: Format = Format {
    title: "the SDN list of OFAC in advanced XML",
    parts: &[required("sdn_advanced.xml")],
    confirms: |bytes| begins_with(bytes, advanced::ROOT),
    read: |files| advanced::read(SDN, files),
};

pub(super) const CONSOLIDATED_ADVANCED: Format = Format {
    title: "the consolidated list of OFAC in advanced XML",
    parts: &[required("cons_advanced.xml")],
    confirms: |bytes| begins_with(bytes, advanced::ROOT),
    read: |files| advanced::read(CONSOLIDATED, files),
};

pub(super) const SDN_ENHANCED: Format = Format {
    title: "the SDN list of OFAC in enhanced XML",
    parts: &[required("sdn_enhanced.xml")],
    confirms: |bytes| begins_with(bytes, enhanced::ROOT),
    read: |files| enhanced::read(SDN, files),
};

pub(super) const CONSOLIDATED_ENHANCED: Format = Format {
    title: "the consolidated list of OFAC in enhanced XML",
    parts: &[required("cons_enhanced.xml")],
    confirms: |bytes| begins_with(bytes, enhanced::ROOT),
    read: |files| enhanced::read(CONSOLIDATED, files),
};

const fn required(name: &'static str) -> Part {
    Part { name, is_required: true }
}

/// What an entry is, by the words of the XML forms.
fn kind(text: &str, faults: &mut Vec<String>) -> DesignationKind {
    match text {
        "Individual" => DesignationKind::Person,
        "Entity" => DesignationKind::Organisation,
        "Vessel" => DesignationKind::Vessel,
        "Aircraft" => DesignationKind::Aircraft,
        other => {
            faults.push(format!("{other:.40?} is no type of entry; it counts as unknown"));
            DesignationKind::Unknown
        }
    }
}

/// Puts a relation between entries into the one that it begins at. What a [`Relation`] cannot say is a note as well. "Owned or controlled by" counts as control, which says less
/// than a share.
fn relate(draft: &mut Draft, words: &str, id: String, name: &str) {
    let (relation, is_whole) = match words {
        "Owned or Controlled By" => (Relation::ControlledBy, false),
        "Acting for or on behalf of" => (Relation::ActsFor, true),
        _ => (Relation::LinkedTo, false),
    };
    draft.link(relation, Some(id), name);
    if !is_whole {
        draft.note(&format!("{words}: {name}"));
    }
}

/// Elements of names that the form does not have: their text goes to the notes, and each is a fault, because nobody knows what it adds.
fn unknown(record: &Node, known: &[&str], draft: &mut Draft, faults: &mut Vec<String>) {
    for node in record.descendants() {
        if !known.contains(&node.name.as_str()) {
            faults.push(format!("the element {:.40?} is not known", node.name));
            draft.note(&node.text);
        }
    }
}

/// What stands outside of records and is neither one of the `containers` of records, empty by now, nor of `others` that nothing is taken from.
fn unread(root: &Node, containers: &[&str], others: &[&str], collection: &mut Collection, file: &ListFile) {
    let is_of = |names: &[&str], node: &Node| names.contains(&node.name.as_str());
    let outside = root.children.iter().filter(|node| !is_of(containers, node) && !is_of(others, node));
    let inside = root.children.iter().filter(|node| is_of(containers, node)).flat_map(|container| &container.children);
    for node in outside.chain(inside) {
        collection.reject(file, node.line, format!("the element {:.40?} is not known", node.name));
    }
}

/// `Passport 654320308 (Korea, North) issued 2014-03-03 expires 2019-03-03`: a fact that stands in parts, in the words of the remarks.
fn in_words(label: &str, value: &str, country: &str, issued: &str, expires: &str) -> String {
    let mut words = format!("{label} {value}");
    for (before, part, behind) in [(" (", country, ")"), (" issued ", issued, ""), (" expires ", expires, "")] {
        if !part.is_empty() {
            words.push_str(before);
            words.push_str(part);
            words.push_str(behind);
        }
    }
    words
}
