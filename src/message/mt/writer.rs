//! Writes the elements of a message in order, and keeps what all of them share: passages, parties, the limit, and the character set.

use super::slice::{Slice, is_blank};
use crate::message::disguise::{self, Hidden};
use crate::message::{Defect, DefectCode, Element, Kind, Message, Path, Role, Text};
use std::ops::Range;

/// Most elements that are read one by one; the rest of a frame that has more is one element, and a doubt. A FIN message of 10,000 characters (the limit of SWIFT's
/// user handbook) has a few hundred, so this leaves room for statements that never saw the network, and bounds the memory of a frame at about ten times its length.
pub(super) const ELEMENTS_MAX: usize = 50_000;

/// Most defects that are kept of one message. Of those beyond, the first of each kind is: what a message is held for is never left out, and a Decision stays readable.
pub(super) const DEFECTS_MAX: usize = 100;

/// The message that is being written.
pub(super) struct Writer<'a> {
    frame: Slice<'a>,
    /// The same as text, where all of it is: then no part of it has to be looked at again.
    text: Option<&'a str>,
    message: Message<'a>,
    passages: u32,
    parties: u32,
    /// Somewhere in the frame is a sign of an escape.
    may_escape: bool,
    /// Bytes that may still be unpacked from texts.
    room: usize,
    /// Where the text stands that found no room.
    rest_at: Option<usize>,
    /// The message reports what has happened, and asks for nothing.
    is_report: bool,
}

/// Where a text stands and what it is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub(super) path: Path<'a>,
    pub(super) role: Role,
    pub(super) party: Option<u32>,
    /// The passage that running text belongs to.
    pub(super) passage: u32,
    /// Texts that otherwise stand apart belong to it too: the whole field may be a part of the text before it.
    pub(super) is_joined: bool,
}

impl<'a> Place<'a> {
    /// The same place, for text about somebody else.
    pub(super) fn with_role(self, role: Role) -> Place<'a> {
        Place { role, ..self }
    }

    /// A line of the same field.
    pub(super) fn line(self, number: u32) -> Place<'a> {
        match self.path {
            Path::Field { sequence, tag, occurrence, .. } => {
                Place { path: Path::Field { sequence, tag, occurrence, line: number }, ..self }
            }
            Path::Outside | Path::Block(..) | Path::Node(_) => self,
        }
    }
}

impl<'a> Writer<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Writer<'a> {
        let mut message = Message::default();
        message.elements.reserve(ELEMENTS_USUAL);
        let room = disguise::UNPACKED_BYTES_MAX;
        let (frame, text) = (Slice::whole(bytes), str::from_utf8(bytes).ok());
        let may_escape = disguise::has_sign_of_escape(bytes);
        Writer { frame, text, message, passages: 0, parties: 0, may_escape, room, rest_at: None, is_report: false }
    }

    /// The number of a passage that nothing belongs to yet.
    pub(super) fn new_passage(&mut self) -> u32 {
        self.passages += 1;
        self.passages
    }

    /// The number of an actor of whom nothing was said yet.
    pub(super) fn new_party(&mut self) -> u32 {
        self.parties += 1;
        self.parties
    }

    /// A place of its own: one text, no party.
    pub(super) fn place(&mut self, path: Path<'a>, role: Role) -> Place<'a> {
        Place { path, role, party: None, passage: self.new_passage(), is_joined: false }
    }

    /// Writes running text.
    pub(super) fn write(&mut self, place: Place<'a>, kind: Kind, text: Slice<'a>) {
        if !text.is_empty() {
            let known = self.text.and_then(|whole| whole.get(text.at..text.at + text.bytes.len()));
            let decoded = known.map_or_else(|| Text::decode(text.bytes, text.at), |known| Text::verbatim(known, text.at));
            self.push(place, kind, decoded, text.at);
        }
    }

    /// Writes text that does not run on from its neighbours: an account, a date, a code.
    pub(super) fn write_apart(&mut self, place: Place<'a>, kind: Kind, text: Slice<'a>) {
        let place = self.apart(place);
        self.write(place, kind, text);
    }

    /// The same place with a passage of its own.
    pub(super) fn apart(&mut self, place: Place<'a>) -> Place<'a> {
        if place.is_joined { place } else { Place { passage: self.new_passage(), ..place } }
    }

    /// Writes a text that was put together; the first of its bytes stands at `at`.
    pub(super) fn push(&mut self, place: Place<'a>, kind: Kind, text: Text<'a>, at: usize) {
        if self.message.elements.len() >= ELEMENTS_MAX {
            self.rest_at.get_or_insert(at);
        }
        if self.rest_at.is_none() {
            let hidden = match () {
                () if kind.is_wordless() => None,
                () if self.may_escape => disguise::find_in_markup(&text, &mut self.room),
                () => disguise::find_packed(&text, &mut self.room),
            };
            let span = hidden.as_ref().map(|_| text.all_spans().first().map_or(0..0, |first| first.clone()));
            let Place { path, role, party, passage, .. } = place;
            self.message.elements.push(Element { role, kind, path, text, passage, party, layer: 0 });
            if let (Some(hidden), Some(span)) = (hidden, span) {
                self.push_hidden(place, kind, hidden, span);
            }
        }
    }

    /// Writes what the last text says without its escapes, or what is packed into it.
    fn push_hidden(&mut self, place: Place<'a>, kind: Kind, hidden: Hidden, span: Range<u32>) {
        let (text, code) = match hidden {
            Hidden::Text(text) => (Some(text), None),
            Hidden::Disguised(text) => (Some(text), Some(DefectCode::DisguisedText)),
            Hidden::Unreadable => (None, Some(DefectCode::UnreadableContent)),
            Hidden::Message(_) => (None, None),
        };
        self.message.defects.extend(code.map(|code| Defect::new(code, span)));
        if let Some(text) = text {
            let passage = self.new_passage();
            let Place { path, role, party, .. } = place;
            self.message.elements.push(Element { role, kind, path, text, passage, party, layer: 1 });
        }
    }

    /// No more elements are taken: reading on is of no use.
    pub(super) fn is_full(&self) -> bool {
        self.rest_at.is_some()
    }

    /// How many elements there are.
    pub(super) fn len(&self) -> usize {
        self.message.elements.len()
    }

    pub(super) fn defect(&mut self, code: DefectCode, text: Slice<'a>) {
        let defects = &mut self.message.defects;
        if defects.len() < DEFECTS_MAX || defects.iter().all(|defect| defect.code != code) {
            defects.push(Defect::new(code, text.span()));
        }
    }

    /// From here on fields are those of a message that reports what has happened, which banks write loosely.
    pub(super) fn set_report(&mut self, is_report: bool) {
        self.is_report = is_report;
    }

    /// A field of fixed form that holds something else.
    pub(super) fn bad_field(&mut self, place: Place<'a>, text: Slice<'a>) {
        self.defect(if self.is_report { DefectCode::LooseField } else { DefectCode::BadField }, text);
        self.write(place, Kind::FreeText, text);
    }

    /// The message as far as it was written.
    pub(super) fn message(&mut self) -> &mut Message<'a> {
        &mut self.message
    }

    /// The message, with what can only be said of all of it.
    pub(super) fn finish(mut self) -> Message<'a> {
        self.write_rest();
        self.check_characters();
        self.message.defects.sort_by_key(|defect| defect.span.start);
        self.message
    }

    fn write_rest(&mut self) {
        let Some(at) = self.rest_at.take() else { return };
        let rest = self.frame.skip(at);
        self.defect(DefectCode::TooManyElements, rest);
        let place = self.place(Path::Outside, Role::Unmapped);
        let Place { path, role, party, passage, .. } = place;
        let text = Text::decode(rest.bytes, rest.at);
        self.message.elements.push(Element { role, kind: Kind::FreeText, path, text, passage, party, layer: 0 });
    }

    /// One walk without branches tells whether there is anything to look for; hardly any message has it.
    fn check_characters(&mut self) {
        let is_plain = self.frame.bytes.iter().fold(true, |plain, byte| plain & (matches!(byte, b'!'..=b'~') | is_blank(*byte)));
        if is_plain {
            return;
        }
        if let Some(at) = self.frame.bytes.iter().position(|byte| !byte.is_ascii()) {
            let code = if self.text.is_some() { DefectCode::NotSwiftCharacters } else { DefectCode::Undecodable };
            self.defect(code, self.frame.skip(at).first(1));
        }
        if let Some(at) = disguise::find_misleading(self.frame.bytes) {
            self.defect(DefectCode::MisleadingCharacter, self.frame.skip(at).first(1));
        }
        let control = self.message.elements.iter().find_map(|element| {
            let text = element.text.as_str();
            // Tabs of both kinds and page ends are white space to everybody, if outside the character sets.
            let is_white = |character: char| matches!(character, '\t'..='\r');
            let at = text.find(|character: char| character.is_control() && !is_white(character))?;
            let mut spans = Vec::new();
            element.text.spans(at..text.ceil_char_boundary(at + 1), &mut spans);
            spans.into_iter().next()
        });
        self.message.defects.extend(control.map(|span| Defect::new(DefectCode::ControlCharacter, span)));
    }
}

/// An MT103 has about 45; most messages need no second allocation.
const ELEMENTS_USUAL: usize = 64;
