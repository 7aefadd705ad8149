//! Tags: what an element is by its name and place, what it opens for everything below it, and what ends with it.

use super::layer::Numbers;
use super::markup::{is_name, split_name};
use super::open::{Open, Place, Section};
use super::reader::{Mode, Reader};
use crate::message::roles::mx::{self as words, Opens, Word};
use crate::message::{DefectCode, Role, offset};
use std::ops::Range;

/// An actor, for the account that follows it or that it follows.
#[derive(Clone, Debug)]
pub(super) struct Actor {
    role: Role,
    number: u32,
    /// The passage of its name and address.
    wording: u32,
    /// The actor itself came; another one of this role is somebody else.
    came: bool,
}

/// A transaction whose end has not come yet.
#[derive(Debug)]
pub(super) struct OpenTransaction {
    pub(super) depth: usize,
    pub(super) elements_from: usize,
    /// Where its start tag stands in the text.
    starts_at: usize,
    group: usize,
    /// What numbers go on from behind it, and how many prefixes were known before it: nothing inside a transaction changes how the rest is read.
    numbers: Numbers,
    prefixes: usize,
}

/// The first elements of a document.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Root {
    Header,
    Document,
    Other,
}

impl Root {
    fn of(local: &str) -> Root {
        match local {
            "AppHdr" => Root::Header,
            "Document" => Root::Document,
            _ => Root::Other,
        }
    }
}

impl<'a> Reader<'a> {
    /// A start tag, which ends with bracket or slash at `end`.
    pub(super) fn start(&mut self, name: Range<usize>, end: usize) {
        self.flush(true);
        let full_name = self.slice(name.clone());
        let (prefix, local) = split_name(full_name);
        let word = words::word(self.open.last().map(|parent| parent.name), local);
        let place = self.place(local);
        self.count_root(local, place, name.clone());
        let mut section = self.section(word);
        if place == Place::Root {
            self.definition = self.identity.content(local);
            section.is_foreign |= !self.identity.is_known();
        }
        if place == Place::Content && section.is_foreign && local == "Document" {
            section = Section { is_original: true, ..Section::default() };
        }
        let occurrence = self.occurrence(local);
        let passage = word.filter(|word| word.flows).map(|_| self.flowing(local));
        self.begin_transaction(place, local, name.start..end);
        if let Some(parent) = self.open.last_mut() {
            parent.has_children = true;
        }
        self.open.push(Open {
            tag: full_name,
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
        if name.end < end {
            self.attributes(name.end..end);
        }
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
            self.end_transaction(transaction);
        }
        let elements = elements.min(self.message.elements.len());
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
                "AppHdr" => {
                    self.identity.headers += 1;
                    Place::Header
                }
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
    fn count_root(&mut self, local: &str, place: Place, name: Range<usize>) {
        let is_second = match self.open.last() {
            None => {
                let root = Root::of(local);
                let is_pair =
                    matches!((self.roots.as_slice(), root), ([Root::Header], Root::Document) | ([Root::Document], Root::Header));
                let is_second = !self.roots.is_empty() && !is_pair;
                if self.roots.len() < 2 {
                    self.roots.push(root);
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
        let section = if word.is_apart { Section { wording: None, ..section } } else { section };
        self.section_below(section, word.opens, actors_from)
    }

    /// What `section` becomes below an element that opens something.
    fn section_below(&mut self, section: Section, opens: Opens, actors_from: usize) -> Section {
        match opens {
            Opens::Nothing => section,
            Opens::Choice(_) if section.party.is_some() => section,
            Opens::Actor(role) | Opens::Choice(role) => {
                let own = section.party.filter(|_| section.is_account && section.role == Some(role));
                let (party, wording) = match own {
                    Some(party) => (party, self.new_passage()),
                    None => self.party(actors_from, role, false),
                };
                Section { role: Some(role), party: Some(party), wording: Some(wording), is_account: false, ..section }
            }
            Opens::Account(role) => {
                let own = section.party.filter(|_| section.role == Some(role));
                let party = own.unwrap_or_else(|| self.party(actors_from, role, true).0);
                Section { role: Some(role), party: Some(party), wording: None, is_account: true, ..section }
            }
            Opens::Beside(role) => {
                let (party, wording) = self.party(actors_from, role, true);
                Section { role: Some(role), party: Some(party), wording: Some(wording), is_account: false, ..section }
            }
            Opens::Topic(role) => Section { role: Some(role), party: None, wording: None, is_account: false, ..section },
            Opens::Original => Section { is_original: true, ..section },
            Opens::Foreign => Section { role: None, party: None, wording: None, is_account: false, is_foreign: true, ..section },
        }
    }

    /// The number of an actor and the passage of its wording, or those of the one that something `beside` it belongs to: the last of its role.
    fn party(&mut self, actors_from: usize, role: Role, is_beside: bool) -> (u32, u32) {
        let known = self.actors.get_mut(actors_from..).and_then(|actors| actors.iter_mut().find(|actor| actor.role == role));
        match known {
            Some(actor) if is_beside || !actor.came => {
                actor.came |= !is_beside;
                (actor.number, actor.wording)
            }
            known => {
                let (number, wording) = (self.parties, self.passages);
                self.parties += 1;
                self.passages += 1;
                let actor = Actor { role, number, wording, came: !is_beside };
                match known {
                    Some(last) => *last = actor,
                    None => self.actors.push(actor),
                }
                (number, wording)
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
        if beside.len() < SIBLING_NAMES_MAX && local.len() <= NAME_BYTES_MAX {
            self.names.push((local, 1));
        }
        1
    }

    /// Opens a transaction, and the groups around it up to the message's first element.
    fn begin_transaction(&mut self, place: Place, local: &str, tag: Range<usize>) {
        let is_content = place == Place::Content
            && self.open.last().is_some_and(|parent| !parent.section.is_foreign && !parent.section.is_original);
        let is_transaction = is_content && self.definition.and_then(|definition| definition.transaction) == Some(local);
        if !is_transaction || self.transaction.is_some() || self.is_payload {
            return;
        }
        if self.units.count() >= TRANSACTIONS_MAX {
            self.defect(DefectCode::TooManyElements, tag);
            return;
        }
        let mut group = 0;
        for open in self.open.iter_mut().filter(|open| matches!(open.place, Place::Root | Place::Content)) {
            group = *open.group.get_or_insert_with(|| self.units.open_group(group, open.elements_from));
            open.transactions += 1;
        }
        self.end_flow();
        let before = Numbers { passages: self.passages, parties: self.parties };
        let own = *self.numbers_of_transactions.get_or_insert(before);
        let numbers = if self.units.count() == 0 { Numbers::BEHIND } else { before };
        (self.passages, self.parties) = (own.passages, own.parties);
        self.own_defect_counts.clear();
        self.transaction = Some(OpenTransaction {
            depth: self.open.len(),
            elements_from: self.message.elements.len(),
            starts_at: tag.start.saturating_sub(1),
            group,
            numbers,
            prefixes: self.prefixes.len(),
        });
    }

    fn end_transaction(&mut self, transaction: OpenTransaction) {
        if self.mode == Mode::Survey {
            self.message.elements.truncate(transaction.elements_from);
        }
        let elements = transaction.elements_from..self.message.elements.len();
        let bytes = offset(self.at + transaction.starts_at)..offset(self.at + self.token_end);
        self.units.transaction(transaction.group, elements, bytes);
        (self.passages, self.parties) = (transaction.numbers.passages, transaction.numbers.parties);
        self.prefixes.truncate(transaction.prefixes);
        self.end_flow();
        self.part_ends(self.token_end);
    }

    /// No text goes on from the outside of a transaction into it.
    fn end_flow(&mut self) {
        if let Some(parent) = self.open.last_mut() {
            parent.flow = None;
        }
    }

    /// Compares the number of transactions with what a group header or a payment block said.
    fn check_count(&mut self, open: &Open<'a>) {
        let Some(declared) = open.declared.clone() else { return };
        let may_have_none = open.place != Place::Root || self.definition.is_none_or(|definition| definition.may_be_group);
        if declared.count != Some(open.transactions) && !(open.transactions == 0 && may_have_none) {
            let index = self.message.defects.len();
            self.defect_at(DefectCode::CountMismatch, declared.span.clone());
            let is_noted = self.message.defects.len() > index;
            self.placed_defects.extend((is_noted && declared.is_in_frame).then_some((index, declared.span)));
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

/// Most transactions that become units; the text of further ones belongs to all. A batch as long as one may be holds so many transfers of 1 kB.
pub(super) const TRANSACTIONS_MAX: usize = 1024 * 1024;

/// Longest name of an element, in bytes. The longest of the vocabulary has 46, in an envelope.
pub(super) const NAME_BYTES_MAX: usize = 128;

/// Different names of children that are counted below one element; further ones are all called the first of their name. A transaction
/// of a tracker report (trck.001) has 62.
const SIBLING_NAMES_MAX: usize = 128;
