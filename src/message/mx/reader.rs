//! Events to elements: one walk over the events of quick-xml, with a stack of what is open. Tags are read in `tags.rs`, texts in `content.rs`.

use super::gather::{Gather, is_white};
use super::identity::Identity;
use super::markup::{find_control, is_plain_declaration};
use super::open::{Open, Place};
use super::tags::{Actor, OpenTransaction, name_of};
use super::units::Units;
use crate::message::roles::mx::Definition;
use crate::message::{Defect, DefectCode, Element, Message, PathNode, disguise, offset};
use quick_xml::Reader as Events;
use quick_xml::errors::{Error, SyntaxError};
use quick_xml::events::Event;
use quick_xml::name::QName;
use std::borrow::Cow;
use std::ops::Range;

/// Reads one text.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    /// Where the text stands in the frame.
    pub(super) at: usize,
    pub(super) message: Message<'a>,
    pub(super) open: Vec<Open<'a>>,
    pub(super) gather: Gather,
    /// Elements met inside a text that has not ended yet; they follow it.
    pub(super) held: Vec<Element<'a>>,
    pub(super) identity: Identity<'a>,
    pub(super) passages: u32,
    pub(super) parties: u32,
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
    pub(super) roots: Vec<&'a str>,
    pub(super) units: Units,
    /// The transaction that is open.
    pub(super) transaction: Option<OpenTransaction>,
    defect_counts: Vec<(DefectCode, u32)>,
}

/// A namespace declaration of an envelope or a document.
#[derive(Debug)]
pub(super) struct Namespace<'a> {
    pub(super) depth: usize,
    pub(super) prefix: &'a str,
    pub(super) name: &'a str,
}

/// Why the walk over the events ends before the end of the text.
enum Stop {
    /// The text is not well-formed from here on.
    Broken(DefectCode),
    /// Enough elements.
    Full,
}

impl<'a> Reader<'a> {
    /// A reader of `text`, which stands in the frame from `at`.
    pub(super) fn new(text: &'a str, at: usize) -> Reader<'a> {
        let trimmed = text.trim_start_matches('\u{FEFF}');
        let few = (text.len() / 64).min(256);
        Reader {
            text: trimmed,
            at: at + text.len() - trimmed.len(),
            message: Message { elements: Vec::with_capacity(few), nodes: Vec::with_capacity(few * 2), ..Message::default() },
            open: Vec::with_capacity(16),
            gather: Gather::default(),
            held: Vec::new(),
            identity: Identity::default(),
            passages: 0,
            parties: 0,
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
        }
    }

    /// The same for a text inside another message.
    pub(super) fn of_payload(text: &'a str, layers: u8, room: usize) -> Reader<'a> {
        Reader { layers, room, ..Reader::new(text, 0) }
    }

    /// Reads all of it.
    pub(super) fn read(self) -> Message<'a> {
        self.read_with_room().0
    }

    /// The same, with the bytes that may still be unpacked.
    pub(super) fn read_with_room(mut self) -> (Message<'a>, usize) {
        if let Some(at) = find_control(self.text) {
            self.defect(DefectCode::ControlCharacter, at..at + 1);
        }
        if let Some(at) = disguise::find_misleading(self.text.as_bytes()) {
            self.defect(DefectCode::MisleadingCharacter, at..at + 1);
        }
        let mut events = Events::from_str(self.text);
        events.config_mut().allow_dangling_amp = true;
        loop {
            let start = position(&events);
            match self.event(&mut events, start) {
                Ok(true) => {}
                Ok(false) => break,
                Err(stop) => {
                    self.stop(stop, start);
                    break;
                }
            }
        }
        let room = self.room;
        (self.finish(), room)
    }

    /// Takes the next event; false at the end.
    fn event(&mut self, events: &mut Events<&'a [u8]>, start: usize) -> Result<bool, Stop> {
        let event = events.read_event();
        let end = position(events);
        let may_add = || !matches!(event, Ok(Event::End(_) | Event::Eof)) && !self.slice(start..end).bytes().all(is_white);
        if self.message.elements.len() + self.held.len() >= ELEMENTS_MAX && may_add() {
            return Err(Stop::Full);
        }
        match &event {
            Err(error) => return Err(Stop::Broken(broken_by(error))),
            Ok(Event::Text(_)) => self.characters(start..end),
            Ok(Event::End(_)) => self.end(),
            Ok(Event::Start(_)) if self.open.len() >= DEPTH_MAX => self.too_deep(events, start..end)?,
            Ok(Event::Empty(_)) if self.open.len() >= DEPTH_MAX => self.whole(start..end),
            Ok(Event::Start(_)) => self.start(start + 1..end.saturating_sub(1)),
            Ok(Event::Empty(_)) => {
                self.start(start + 1..end.saturating_sub(2));
                self.end();
            }
            Ok(Event::GeneralRef(_)) => self.reference(start..end),
            Ok(Event::CData(_)) => self.gather.plain(start + "<![CDATA[".len()..end.saturating_sub("]]>".len())),
            Ok(Event::Comment(_)) => self.comment(start + "<!--".len()..end.saturating_sub("-->".len())),
            Ok(Event::PI(_)) => self.hidden(start + "<?".len()..end.saturating_sub("?>".len())),
            Ok(Event::Decl(_)) => self.declaration(start + "<?".len()..end.saturating_sub("?>".len())),
            Ok(Event::DocType(_)) => self.doctype(start + "<!DOCTYPE".len()..end.saturating_sub(">".len())),
            Ok(Event::Eof) => return Ok(false),
        }
        Ok(true)
    }

    /// Everything from a start tag to its end tag, as one text: it stands deeper than any real message goes.
    fn too_deep(&mut self, events: &mut Events<&'a [u8]>, tag: Range<usize>) -> Result<(), Stop> {
        let name = name_of(self.slice(tag.start + 1..tag.end.saturating_sub(1)));
        events.read_to_end(QName(name)).map_err(|error| Stop::Broken(broken_by(&error)))?;
        self.whole(tag.start..position(events));
        Ok(())
    }

    fn whole(&mut self, range: Range<usize>) {
        self.flush(true);
        self.defect(DefectCode::TooDeep, range.clone());
        self.aside(range);
    }

    /// Reads the rest as plain text. What was read so far stands.
    fn stop(&mut self, stop: Stop, start: usize) {
        self.flush(false);
        while !self.open.is_empty() {
            self.open.iter_mut().for_each(|open| open.declared = None);
            self.close();
        }
        let rest = start..self.text.len();
        let code = match stop {
            Stop::Broken(code) => code,
            Stop::Full => DefectCode::TooManyElements,
        };
        self.defect(code, rest.clone());
        self.aside(rest);
    }

    fn finish(mut self) -> Message<'a> {
        self.flush(false);
        let end = self.text.len();
        if !self.open.is_empty() {
            self.defect(DefectCode::Unclosed, end..end);
        }
        while !self.open.is_empty() {
            self.open.iter_mut().for_each(|open| open.declared = None);
            self.close();
        }
        let carried = if self.identity.has_content() { None } else { self.carried.pop() };
        if !self.identity.has_content() && carried.is_none() {
            self.defect(DefectCode::NoDocument, 0..0);
        } else if carried.is_some() {
            if !self.carried.is_empty() {
                self.defect(DefectCode::SecondRoot, end..end);
            }
        } else if !self.identity.is_known() {
            self.defect(DefectCode::UnknownType, 0..0);
        }
        if self.identity.disagrees() {
            self.defect(DefectCode::TypeConflict, 0..0);
        }
        self.message.message_type = carried.flatten().or_else(|| self.identity.message_type());
        if self.identity.documents == 1 {
            self.message.transactions = self.units.finish(self.message.elements.len());
        }
        self.message
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

    /// Notes a defect at a range of the text.
    pub(super) fn defect(&mut self, code: DefectCode, range: Range<usize>) {
        self.defect_at(code, offset(self.at + range.start)..offset(self.at + range.end));
    }

    /// Notes a defect at bytes of the frame. No bytes are left out where there are too many: each is in an element beside.
    pub(super) fn defect_at(&mut self, code: DefectCode, span: Range<u32>) {
        let known = self.defect_counts.iter_mut().find(|(known, _)| *known == code);
        match known {
            Some((_, count)) if *count >= DEFECTS_PER_CODE_MAX => return,
            Some((_, count)) => *count += 1,
            None => self.defect_counts.push((code, 1)),
        }
        self.message.defects.push(Defect::new(code, span));
    }

    fn comment(&mut self, range: Range<usize>) {
        if self.slice(range.clone()).contains("--") {
            self.defect(DefectCode::Malformed, range.clone());
        }
        self.hidden(range);
    }

    fn declaration(&mut self, range: Range<usize>) {
        if !is_plain_declaration(self.slice(range.clone())) {
            self.hidden(range);
        }
    }

    fn doctype(&mut self, range: Range<usize>) {
        self.defect(DefectCode::Doctype, range.clone());
        self.aside(range);
    }
}

fn broken_by(error: &Error) -> DefectCode {
    match error {
        Error::Syntax(SyntaxError::InvalidBangMarkup) => DefectCode::Malformed,
        Error::Syntax(_) => DefectCode::Unclosed,
        Error::IllFormed(quick_xml::errors::IllFormedError::MissingEndTag(_)) => DefectCode::Unclosed,
        _ => DefectCode::Malformed,
    }
}

fn position(events: &Events<&[u8]>) -> usize {
    usize::try_from(events.buffer_position()).unwrap_or(usize::MAX)
}

/// Deepest nesting that is taken apart. The identification of a party in the transaction of a statement's entry stands about 20 steps deep; three times that leaves room for
/// envelopes and supplementary data.
pub(super) const DEPTH_MAX: usize = 64;

/// Layers that are opened: an envelope that carries a message as text, whose fields carry another, makes two. What lies deeper is a doubt.
pub(super) const LAYERS_MAX: u8 = 3;

/// Most elements of one message. A frame full of the smallest credit transfers, 80,000 of 400 bytes with a dozen texts each, stays below.
pub(super) const ELEMENTS_MAX: usize = 1024 * 1024;

/// Most defects of one kind that are recorded: more say nothing new.
pub(super) const DEFECTS_PER_CODE_MAX: u32 = 100;
