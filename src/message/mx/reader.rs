//! What is known while a text is read, and the message that comes of it. The walk over the text is in `walk.rs`; tags are read in `tags.rs`, texts in `content.rs`.
//!
//! A text may be a window of a longer document: then the reader goes on where the one before stopped, behind the end of a transaction. How a document is read does not depend
//! on where its windows end.

use super::gather::Gather;
use super::identity::Identity;
use super::layer::Numbers;
use super::open::{Open, Place};
use super::tags::{Actor, OpenTransaction, Root};
use super::units::Units;
use super::walk::PART_BYTES_MAX;
use crate::message::roles::mx::Definition;
use crate::message::{Defect, DefectCode, Element, Message, PathNode, disguise, offset};
use std::borrow::Cow;
use std::ops::Range;

/// Reads one text.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    /// Where the text stands in the frame.
    pub(super) at: usize,
    pub(super) mode: Mode,
    pub(super) message: Message<'a>,
    pub(super) open: Vec<Open<'a>>,
    pub(super) gather: Gather,
    /// Elements met inside a text that has not ended yet; they follow it.
    pub(super) held: Vec<Element<'a>>,
    pub(super) identity: Identity,
    pub(super) passages: u32,
    pub(super) parties: u32,
    /// Where the numbers inside transactions begin.
    pub(super) numbers_of_transactions: Option<Numbers>,
    /// The text stands inside another message: its transactions are no units.
    pub(super) is_payload: bool,
    /// How many layers of what is hidden in texts may still be opened.
    pub(super) layers: u8,
    /// Bytes that may still be unpacked from texts.
    pub(super) room: usize,
    /// What the messages that envelopes carry in texts say about their type.
    pub(super) carried: Vec<Option<String>>,
    /// Prefixes that were read as words already.
    pub(super) prefixes: Vec<&'a str>,
    pub(super) namespaces: Vec<Namespace<'a>>,
    pub(super) attribute_names: Vec<&'a str>,
    /// Names of the children of each open element so far, and how often they came.
    pub(super) names: Vec<(&'a str, u32)>,
    /// Actors among the children of each open element so far.
    pub(super) actors: Vec<Actor>,
    /// Of the document that is open.
    pub(super) definition: Option<Definition>,
    pub(super) roots: Vec<Root>,
    pub(super) units: Units,
    /// The transaction that is open.
    pub(super) transaction: Option<OpenTransaction>,
    /// Of those outside transactions, and of those in the one that is open.
    pub(super) defect_counts: DefectCounts,
    pub(super) own_defect_counts: DefectCounts,
    /// The first character of such a kind was noted already.
    pub(super) has_control: bool,
    pub(super) has_misleading: bool,
    /// Defects at places of the frame that an earlier window had, and those places.
    pub(super) placed_defects: Vec<(usize, Range<u32>)>,
    /// Where the token ends that is being read.
    pub(super) token_end: usize,
    /// Elements before the part that is being read: it begins behind the last transaction.
    pub(super) part_from: usize,
    /// How far the part may go.
    pub(super) part_end: usize,
    /// Where the last transaction ended.
    pub(super) part_began: usize,
    /// The plain text behind what could be taken apart: where it stands, and which defect says so.
    pub(super) rest: Option<Rest>,
}

/// How many defects of each kind were met.
pub(super) type DefectCounts = Vec<(DefectCode, u32)>;

/// What a document is read for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Mode {
    /// Everything, transaction by transaction.
    Units,
    /// Everything, as one unit.
    Whole,
    /// What stands outside transactions, and where those are.
    Survey,
}

/// A namespace declaration of an envelope or a document.
#[derive(Clone, Debug)]
pub(super) struct Namespace<'a> {
    pub(super) depth: usize,
    pub(super) prefix: &'a str,
    pub(super) name: &'a str,
}

/// The plain text behind what could be taken apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rest {
    /// Behind its first piece, which is an element.
    pub(super) remainder_at: usize,
    /// Index of its defect.
    pub(super) defect: usize,
}

impl<'a> Reader<'a> {
    /// A reader of `text`, which stands in the frame from `at`.
    pub(super) fn new(text: &'a str, at: usize) -> Reader<'a> {
        let trimmed = text.trim_start_matches(MARK);
        let few = (text.len() / 64).min(256);
        Reader {
            text: trimmed,
            at: at + text.len() - trimmed.len(),
            mode: Mode::Units,
            message: Message { elements: Vec::with_capacity(few), nodes: Vec::with_capacity(few * 2), ..Message::default() },
            open: Vec::with_capacity(16),
            gather: Gather::default(),
            held: Vec::new(),
            identity: Identity::default(),
            passages: 0,
            parties: 0,
            numbers_of_transactions: None,
            is_payload: false,
            layers: LAYERS_MAX,
            room: disguise::UNPACKED_BYTES_MAX,
            carried: Vec::new(),
            prefixes: Vec::new(),
            namespaces: Vec::new(),
            attribute_names: Vec::new(),
            names: Vec::new(),
            actors: Vec::new(),
            definition: None,
            roots: Vec::new(),
            units: Units::new(),
            transaction: None,
            defect_counts: Vec::new(),
            own_defect_counts: Vec::new(),
            has_control: false,
            has_misleading: false,
            placed_defects: Vec::new(),
            token_end: 0,
            part_from: 0,
            part_end: PART_BYTES_MAX,
            part_began: 0,
            rest: None,
        }
    }

    /// The same for the next window of a document.
    pub(super) fn resumed(text: &'a str, at: usize) -> Reader<'a> {
        Reader { text, at, ..Reader::new("", 0) }
    }

    /// The same for a text inside another message.
    pub(super) fn of_payload(text: &'a str, layers: u8, room: usize) -> Reader<'a> {
        Reader { is_payload: true, layers, room, ..Reader::new(text, 0) }
    }

    /// Reads all of it.
    pub(super) fn read(self) -> Message<'a> {
        self.read_with_room().0
    }

    /// The same, with the bytes that may still be unpacked.
    pub(super) fn read_with_room(mut self) -> (Message<'a>, usize) {
        let _ = self.read_until(usize::MAX, true);
        (self.finish(true), self.room)
    }

    pub(super) fn close_all(&mut self) {
        self.flush(false);
        while !self.open.is_empty() {
            self.open.iter_mut().for_each(|open| open.declared = None);
            self.close();
        }
    }

    /// Notes where the last transaction ended: a new part begins, with limits of its own.
    pub(super) fn part_ends(&mut self, at: usize) {
        if self.mode != Mode::Whole {
            self.part_from = self.message.elements.len();
            self.part_end = at + PART_BYTES_MAX;
            self.part_began = at;
        }
    }

    /// The message of this text, which is the last one of its frame where `is_last` is set.
    pub(super) fn finish(&mut self, is_last: bool) -> Message<'a> {
        if is_last {
            self.end_document();
        }
        if self.identity.documents <= 1 && self.mode != Mode::Whole {
            let units = std::mem::replace(&mut self.units, Units::new());
            (self.message.groups, self.message.transactions) = units.finish(self.message.elements.len(), is_last);
        }
        std::mem::take(&mut self.message)
    }

    fn end_document(&mut self) {
        let end = self.text.len();
        let is_open = !self.open.is_empty();
        self.token_end = end;
        self.close_all();
        if is_open {
            self.defect(DefectCode::Unclosed, end..end);
        }
        let carried = if self.identity.has_content() { None } else { self.carried.pop() };
        if carried.is_some() {
            if !self.carried.is_empty() {
                self.defect(DefectCode::SecondRoot, end..end);
            }
        } else if !self.identity.has_content() {
            let code = if self.identity.is_header_alone() { DefectCode::HeaderOnly } else { DefectCode::NoDocument };
            self.defect(code, 0..0);
        } else if !self.identity.is_known() {
            self.defect(DefectCode::UnknownType, 0..0);
        }
        if let Some(code) = self.identity.disagreement() {
            self.defect(code, 0..0);
        }
        self.message.message_type = carried.flatten().or_else(|| self.identity.message_type());
        if let Some(rest) = self.rest.filter(|rest| rest.remainder_at < end) {
            self.message.remainder = Some(self.span(rest.remainder_at..end));
        }
    }

    /// The node of the innermost open element.
    pub(super) fn node(&mut self) -> Option<u32> {
        let top = self.open.len().checked_sub(1)?;
        self.node_of(top)
    }

    fn node_of(&mut self, index: usize) -> Option<u32> {
        let open = self.open.get(index)?;
        if open.node.is_some() {
            return open.node;
        }
        let above = index.checked_sub(1).and_then(|above| self.open.get(above).map(|open| open.place));
        let is_top = match (above, open.place) {
            (None, _) | (Some(Place::Envelope), Place::Header) => true,
            (Some(Place::Root), _) => self.identity.documents == 1,
            (Some(Place::Envelope | Place::Header | Place::Document | Place::Content), _) => false,
        };
        let (name, occurrence) = (open.name, open.occurrence);
        let parent = if is_top { None } else { self.node_of(index - 1) };
        let node = self.add_node(parent, Cow::Borrowed(name), occurrence);
        if let Some(open) = self.open.get_mut(index) {
            open.node = Some(node);
        }
        Some(node)
    }

    pub(super) fn add_node(&mut self, parent: Option<u32>, name: Cow<'a, str>, occurrence: u32) -> u32 {
        self.message.nodes.push(PathNode { parent, name, occurrence });
        offset(self.message.nodes.len() - 1)
    }

    pub(super) fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    /// The bytes of the frame at a range of the text.
    pub(super) fn span(&self, range: Range<usize>) -> Range<u32> {
        offset(self.at + range.start)..offset(self.at + range.end)
    }

    /// Notes a defect in front of all others.
    pub(super) fn put_first(&mut self, code: DefectCode, range: Range<usize>) {
        self.message.defects.insert(0, Defect::new(code, self.span(range)));
        self.rest.iter_mut().for_each(|rest| rest.defect += 1);
        self.placed_defects.iter_mut().for_each(|(index, _)| *index += 1);
    }

    /// Notes a defect at a range of the text.
    pub(super) fn defect(&mut self, code: DefectCode, range: Range<usize>) {
        self.defect_at(code, self.span(range));
    }

    /// Notes a defect at bytes of the frame. No bytes are left out where there are too many: each is in an element beside.
    pub(super) fn defect_at(&mut self, code: DefectCode, span: Range<u32>) {
        let counts = if self.transaction.is_some() { &mut self.own_defect_counts } else { &mut self.defect_counts };
        match counts.iter_mut().find(|(known, _)| *known == code) {
            Some((_, count)) if *count >= DEFECTS_PER_CODE_MAX => return,
            Some((_, count)) => *count += 1,
            None => counts.push((code, 1)),
        }
        self.message.defects.push(Defect::new(code, span));
    }
}

/// The byte order mark.
const MARK: &str = "\u{FEFF}";

/// Layers that are opened: an envelope that carries a message as text, whose fields carry another, makes two. What lies deeper is a doubt.
pub(super) const LAYERS_MAX: u8 = 3;

/// Most defects of one kind that are recorded outside transactions, and of each transaction: more say nothing new.
pub(super) const DEFECTS_PER_CODE_MAX: u32 = 100;
