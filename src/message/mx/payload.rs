//! What else a text says: the message that it carries, the letters that its escapes stand for, what is packed into it. All of it is read beside the text, layer by layer.

use super::content::span;
use super::layer::{Numbers, Origin, adopt};
use super::open::{Open, Place};
use super::reader::Reader;
use crate::frame::Format;
use crate::message::disguise::{self, Hidden};
use crate::message::roles::mx::Form;
use crate::message::{DefectCode, Element, Kind, Message, Path, Role, Text, mt};

/// What an opened text is about: the same as the text that it was hidden in.
#[derive(Clone, Copy, Debug)]
struct Subject<'a> {
    role: Role,
    kind: Kind,
    path: Path<'a>,
    party: Option<u32>,
}

impl<'a> Reader<'a> {
    /// Adds an element, behind the text that it stands in where there is one, and what is hidden in its own.
    pub(super) fn add(&mut self, element: Element<'a>) {
        let is_closed = element.kind.is_wordless() && element.text.as_str().len() <= CLOSED_BYTES_MAX;
        let hidden = if is_closed { None } else { disguise::find(&element.text, || surroundings(&self.open), &mut self.room) };
        self.add_with(element, hidden);
    }

    /// The same for words that are markup themselves.
    pub(super) fn add_markup(&mut self, element: Element<'a>) {
        let hidden = disguise::find_in_markup(&element.text, &mut self.room);
        self.add_with(element, hidden);
    }

    fn add_with(&mut self, element: Element<'a>, hidden: Option<Hidden>) {
        let Element { role, kind, path, party, .. } = element;
        let subject = Subject { role, kind, path, party };
        let carrier = hidden.is_some().then(|| element.text.clone());
        if self.gather.is_empty() {
            self.message.elements.push(element);
        } else {
            self.held.push(element);
        }
        if let (Some(hidden), Some(carrier)) = (hidden, carrier) {
            self.open_hidden(hidden, &carrier, subject, 1);
        }
    }

    /// Opens what is hidden in `carrier`, as layer `layer`.
    fn open_hidden(&mut self, hidden: Hidden, carrier: &Text<'_>, subject: Subject<'a>, layer: u8) {
        let whole = span(carrier);
        let text = match hidden {
            Hidden::Unreadable => return self.defect_at(DefectCode::UnreadableContent, whole),
            Hidden::Message(_) | Hidden::Text(_) | Hidden::Disguised(_) if layer > self.layers => {
                return self.defect_at(DefectCode::TooDeep, whole);
            }
            Hidden::Message(format) => return self.payload(format, carrier, layer),
            Hidden::Text(text) => text,
            Hidden::Disguised(text) => {
                self.defect_at(DefectCode::DisguisedText, whole);
                text
            }
        };
        let next = disguise::find(&text, || surroundings(&self.open), &mut self.room);
        if !matches!(next, Some(Hidden::Message(_))) {
            let passage = self.new_passage();
            let Subject { role, kind, path, party } = subject;
            // The value of a signature holds no words; what was packed into it may.
            let kind = if kind.is_wordless() { Kind::FreeText } else { kind };
            self.message.elements.push(Element { role, kind, path, text: text.clone(), passage, party, layer });
        }
        if let Some(next) = next {
            // A message that was packed into a text is the first thing that can be read there: it is no deeper than the text would be.
            let deeper = if matches!(next, Hidden::Message(_)) { layer } else { layer + 1 };
            self.open_hidden(next, &text, subject, deeper);
        }
    }

    /// Reads the message that a text carries. Where an envelope has no document but this, it is the message of the frame; anywhere else only those of its defects count that
    /// leave something unread, as the text around it was read in full.
    fn payload(&mut self, format: Format, carrier: &Text<'_>, layer: u8) {
        let is_content = self.open.last().is_some_and(|open| open.place == Place::Envelope);
        let inner = match format {
            Format::Mt => mt::read(carrier.as_str().as_bytes()),
            Format::Mx | Format::Unknown => {
                let (inner, room) = Reader::of_payload(carrier.as_str(), self.layers - layer, self.room).read_with_room();
                self.room = room;
                inner
            }
        };
        let origin = Origin::Carrier(carrier);
        let is_message = is_content && inner.message_type.is_some();
        for defect in inner.defects.iter().filter(|defect| is_message || leaves_unread(defect.code)) {
            self.defect_at(defect.code, origin.span(defect.span.clone()));
        }
        if is_message && self.carried.len() < CARRIED_MAX {
            self.carried.push(inner.message_type.clone());
        }
        self.adopt_payload(inner, origin, layer);
    }

    fn adopt_payload(&mut self, inner: Message<'_>, origin: Origin<'_>, layer: u8) {
        let under = self.node();
        let numbers = Numbers { passages: self.passages, parties: self.parties };
        let numbers = adopt(&mut self.message, inner, origin, under, layer, numbers);
        (self.passages, self.parties) = (numbers.passages, numbers.parties);
    }
}

/// Where the text of the innermost open element stands.
fn surroundings(open: &[Open<'_>]) -> disguise::Place {
    let form = |open: &Open<'_>| open.word.and_then(|word| word.holds).map(|holds| holds.form);
    match open.last().and_then(form) {
        Some(Form::File) => disguise::Place::File,
        _ if open.iter().any(|open| form(open) == Some(Form::Base64)) => disguise::Place::Signature,
        _ => disguise::Place::Anywhere,
    }
}

/// Whether a defect of a message inside a text says that some of it was not read, or not as its receiver may read it.
fn leaves_unread(code: DefectCode) -> bool {
    matches!(
        code,
        DefectCode::Doctype
            | DefectCode::UnknownEntity
            | DefectCode::TooDeep
            | DefectCode::TooManyElements
            | DefectCode::MisleadingCharacter
            | DefectCode::DisguisedText
            | DefectCode::UnreadableContent
    )
}

/// Longest amount, date or code with no room for anything else; values of signatures are longer.
const CLOSED_BYTES_MAX: usize = 27;

/// Two are enough to say that there is more than one.
const CARRIED_MAX: usize = 2;
