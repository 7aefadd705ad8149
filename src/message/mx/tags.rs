//! Tags: what an element is by its name and place, what it opens for everything below it, and what ends with it.

use super::gather::is_white;
use super::markup::{is_name, split_name};
use super::open::{Open, Place, Section};
use super::reader::Reader;
use crate::message::roles::mx::{self as words, Word};
use crate::message::{DefectCode, Role};
use std::ops::Range;

/// An actor, for the account that follows it or that it follows.
#[derive(Debug)]
pub(super) struct Actor {
    role: Role,
    number: u32,
    /// The actor itself came; another one of this role is somebody else.
    came: bool,
}

/// A transaction whose end has not come yet.
#[derive(Debug)]
pub(super) struct OpenTransaction {
    depth: usize,
    elements_from: usize,
    group: usize,
}

impl<'a> Reader<'a> {
    /// A start tag without its brackets.
    pub(super) fn start(&mut self, tag: Range<usize>) {
        self.flush(true);
        let full_name = name_of(self.slice(tag.clone()));
        let name = tag.start..tag.start + full_name.len();
        let (prefix, local) = split_name(full_name);
        let word = words::word(self.open.last().map(|parent| parent.name), local);
        let place = self.place(local);
        self.count_root(local, place, name.clone());
        let mut section = self.section(word);
        if place == Place::Root {
            self.definition = self.identity.content(local);
            section.is_foreign |= self.definition.is_none();
        }
        if place == Place::Content && section.is_foreign && local == "Document" {
            section = Section { is_original: true, ..Section::default() };
        }
        let occurrence = self.occurrence(local);
        let passage = word.filter(|word| word.flows).map(|_| self.flowing(local));
        self.begin_transaction(place, local);
        if let Some(parent) = self.open.last_mut() {
            parent.has_children = true;
        }
        self.open.push(Open {
            name: local,
            word,
            occurrence,
            node: None,
            place,
            section,
            passage,
            flow: None,
            has_children: false,
            names_from: self.names.len(),
            actors_from: self.actors.len(),
            elements_from: self.message.elements.len(),
            group: None,
            transactions: 0,
            declared: None,
        });
        self.tag_name(name.clone(), prefix, local);
        self.attributes(name.end..tag.end);
        if matches!(place, Place::Document | Place::Root) {
            self.note_namespace(prefix);
        }
    }

    /// An end tag: it repeats the name of its start tag, or quick-xml would have complained.
    pub(super) fn end(&mut self) {
        self.flush(false);
        self.close();
    }

    pub(super) fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let (depth, elements) = (self.open.len(), self.message.elements.len());
        if let Some(transaction) = self.transaction.take_if(|transaction| transaction.depth == depth) {
            self.units.transaction(transaction.group, transaction.elements_from..elements);
        }
        if let Some(group) = open.group {
            self.units.close_group(group, elements);
        }
        self.check_count(&open);
        self.names.truncate(open.names_from);
        self.actors.truncate(open.actors_from);
        while self.namespaces.pop_if(|namespace| namespace.depth > depth).is_some() {}
    }

    /// Which part of the message an element of this name begins, or belongs to.
    fn place(&mut self, local: &str) -> Place {
        match self.open.last().map_or(Place::Envelope, |parent| parent.place) {
            Place::Envelope => match local {
                "AppHdr" => Place::Header,
                "Document" => {
                    self.identity.documents += 1;
                    Place::Document
                }
                _ if words::definition(local).is_some() => {
                    self.identity.documents += 1;
                    Place::Root
                }
                _ => Place::Envelope,
            },
            Place::Header => Place::Header,
            Place::Document => Place::Root,
            Place::Root | Place::Content => Place::Content,
        }
    }

    /// One root, or a header and its document side by side; one document, with one first element.
    fn count_root(&mut self, local: &'a str, place: Place, name: Range<usize>) {
        let is_second = match self.open.last() {
            None => {
                let is_pair = matches!((self.roots.as_slice(), local), (["AppHdr"], "Document") | (["Document"], "AppHdr"));
                let is_second = !self.roots.is_empty() && !is_pair;
                if self.roots.len() < 2 {
                    self.roots.push(local);
                }
                is_second
            }
            Some(parent) => match parent.place {
                Place::Envelope => self.identity.documents > 1 && matches!(place, Place::Document | Place::Root),
                Place::Document => parent.has_children,
                Place::Header | Place::Root | Place::Content => false,
            },
        };
        if is_second {
            self.defect(DefectCode::SecondRoot, name);
        }
    }

    fn section(&mut self, word: Option<&'static Word>) -> Section {
        let (section, actors_from) =
            self.open.last().map_or((Section::default(), 0), |parent| (parent.section, parent.actors_from));
        let Some(word) = word.filter(|_| !section.is_foreign) else { return section };
        section.below(word.opens, |role, is_account| self.party(actors_from, role, is_account))
    }

    /// The number of an actor, or of the one that an account belongs to: the last of its role beside it.
    fn party(&mut self, actors_from: usize, role: Role, is_account: bool) -> u32 {
        let beside = self.actors.get_mut(actors_from..).and_then(|actors| actors.iter_mut().find(|actor| actor.role == role));
        match beside {
            Some(actor) if is_account || !actor.came => {
                actor.came |= !is_account;
                actor.number
            }
            beside => {
                let number = self.parties;
                self.parties += 1;
                let actor = Actor { role, number, came: !is_account };
                match beside {
                    Some(last) => *last = actor,
                    None => self.actors.push(actor),
                }
                number
            }
        }
    }

    fn occurrence(&mut self, local: &'a str) -> u32 {
        let from = self.open.last().map_or(0, |parent| parent.names_from);
        let beside = self.names.get_mut(from..).unwrap_or_default();
        if let Some((_, count)) = beside.iter_mut().rev().find(|(name, _)| *name == local) {
            *count += 1;
            return *count;
        }
        if beside.len() < SIBLING_NAMES_MAX {
            self.names.push((local, 1));
        }
        1
    }

    /// Opens a transaction, and the groups around it up to the message's first element.
    fn begin_transaction(&mut self, place: Place, local: &str) {
        let is_content = place == Place::Content
            && self.open.last().is_some_and(|parent| !parent.section.is_foreign && !parent.section.is_original);
        let is_transaction = is_content && self.definition.and_then(|definition| definition.transaction) == Some(local);
        if !is_transaction || self.transaction.is_some() {
            return;
        }
        if self.units.count() >= TRANSACTIONS_MAX {
            let end = self.text.len();
            self.defect(DefectCode::TooManyElements, end..end);
        }
        let mut group = 0;
        for open in self.open.iter_mut().filter(|open| matches!(open.place, Place::Root | Place::Content)) {
            group = *open.group.get_or_insert_with(|| self.units.open_group(group, open.elements_from));
            open.transactions += 1;
        }
        self.transaction = Some(OpenTransaction { depth: self.open.len(), elements_from: self.message.elements.len(), group });
    }

    /// Compares the number of transactions with what a group header or a payment block said.
    fn check_count(&mut self, open: &Open<'a>) {
        let Some((declared, span)) = open.declared.clone() else { return };
        let may_have_none = open.place != Place::Root || self.definition.is_none_or(|definition| definition.may_be_group);
        if declared != Some(open.transactions) && !(open.transactions == 0 && may_have_none) {
            self.defect_at(DefectCode::CountMismatch, span);
        }
    }

    /// The parts of a tag's name that are no syntax: an unknown name, an unusual prefix.
    fn tag_name(&mut self, name: Range<usize>, prefix: &'a str, local: &'a str) {
        let Some(open) = self.open.last() else { return };
        let is_known = open.word.is_some() || open.section.is_original && words::definition(local).is_some();
        let is_iso_content = open.place == Place::Content && !open.section.is_foreign;
        let has_known_prefix = self.is_known_prefix(prefix);
        if is_known && has_known_prefix {
            return;
        }
        if !is_name(self.slice(name.clone())) {
            self.defect(DefectCode::Malformed, name.clone());
        }
        if name.len() > NAME_BYTES_MAX {
            self.defect(DefectCode::TagTooLong, name.clone());
        }
        if !is_known && is_iso_content {
            self.defect(DefectCode::UnknownField, name.clone());
        }
        let word = match (has_known_prefix, is_known) {
            (true, _) => name.end - local.len()..name.end,
            (false, true) => name.start..name.start + prefix.len(),
            (false, false) => name,
        };
        self.aside(word);
    }
}

/// The name at the start of a tag.
pub(super) fn name_of(tag: &str) -> &str {
    let length = tag.bytes().position(is_white).unwrap_or(tag.len());
    tag.get(..length).unwrap_or_default()
}

/// Most transactions that become units. The smallest credit transfer with names and accounts has about 400 bytes: a frame holds fewer.
pub(super) const TRANSACTIONS_MAX: usize = 128 * 1024;

/// Longest name of an element, in bytes. The longest of the vocabulary has 46, in an envelope.
pub(super) const NAME_BYTES_MAX: usize = 128;

/// Different names of children that are counted below one element; further ones are all called the first of their name. A transaction
/// of a tracker report (trck.001) has 62.
const SIBLING_NAMES_MAX: usize = 128;
