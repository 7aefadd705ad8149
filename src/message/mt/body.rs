//! The fields of a message: which row of the table each of them has, and the reader for the form that the row names.

use super::Headers;
use super::fields::{Field, Fields, Line, tag_inside};
use super::sequence::{Sequencer, set_transactions};
use super::slice::Slice;
use super::writer::{Place, Writer};
use super::{fixed, narrative, party};
use crate::message::roles::mt::{Form, Layout, Row, Tag, by_number, layout};
use crate::message::{DefectCode, Kind, Path, Role};
use std::ops::Range;

/// Reads the fields of one message.
pub(super) struct Body {
    /// Type and variant, as far as the headers say.
    message_type: Option<String>,
    /// Fields of that type; `None` where it is not known.
    layout: Option<&'static Layout>,
    /// Passage of the running text before, which a field that stands in a wrong place may belong to.
    text_passage: Option<u32>,
    /// The type of the message that this one is about (field 11a).
    original: Option<&'static Layout>,
    transactions: Vec<Range<usize>>,
}

/// The row of a field, and whether the field stands where its message type has it.
struct Found {
    row: &'static Row,
    is_in_place: bool,
}

impl Body {
    pub(super) fn new(headers: &Headers<'_>) -> Body {
        let (message_type, layout) = match headers.application {
            Some(application) => typed(application.message_type, headers.validation.unwrap_or_default()),
            None if headers.is_acknowledgement => (Some(ACKNOWLEDGEMENT.to_owned()), None),
            None => (None, None),
        };
        Body { message_type, layout, text_passage: None, original: None, transactions: Vec::new() }
    }

    /// The table has the type.
    pub(super) fn is_known(&self) -> bool {
        self.layout.is_some()
    }

    /// The type has no fields.
    pub(super) fn is_system(&self) -> bool {
        self.layout.is_some_and(Layout::is_system)
    }

    /// Writes the fields in `content`. True when there are any.
    pub(super) fn write<'a>(&mut self, writer: &mut Writer<'a>, content: Slice<'a>, is_bare: bool) -> bool {
        let is_category_0 = self.message_type.as_deref().is_some_and(|name| name.starts_with('0'));
        let fields = Fields::read(content, is_category_0, is_bare);
        self.recognise_cover(&fields);
        write_before(writer, &fields);
        let mut sequencer = Sequencer::new(self.layout.unwrap_or_else(by_number));
        for field in fields.iter() {
            if writer.is_full() {
                break;
            }
            if !ENVELOPES.contains(&field.tag) {
                let inside = fields.lines(field).filter_map(|line| tag_inside(line.text));
                inside.for_each(|name| writer.defect(DefectCode::TagInsideLine, name));
            }
            self.write_field(writer, &mut sequencer, field, fields.lines(field));
        }
        self.transactions.extend(sequencer.finish(writer.len()));
        fields.iter().next().is_some()
    }

    /// Customers in a transfer between institutions: it is a cover, even when block 3 does not say so.
    fn recognise_cover(&mut self, fields: &Fields<'_>) {
        let has_customers = || fields.iter().any(|field| matches!(field.tag.number, 50 | 59));
        if let Some(name @ ("202" | "205")) = self.message_type.as_deref()
            && has_customers()
        {
            (self.message_type, self.layout) = typed(name, "COV");
        }
    }

    fn write_field<'a>(
        &mut self,
        writer: &mut Writer<'a>,
        sequencer: &mut Sequencer<'_>,
        field: &Field<'a>,
        lines: impl Iterator<Item = Line<'a>> + Clone,
    ) {
        let occurrence = sequencer.enter(field, writer.len());
        let path = Path::Field { sequence: sequencer.letter(), tag: field.name.as_str(), occurrence, line: 0 };
        let mut place = writer.place(path, Role::Unmapped);
        let found = self.find(sequencer, field.tag);
        let is_unknown_type = self.message_type.is_some() && self.layout.is_none();
        let is_in_place = found.as_ref().map_or(is_unknown_type, |found| found.is_in_place);
        if let Some(passage) = self.text_passage.filter(|_| !is_in_place) {
            place = Place { passage, is_joined: true, ..place };
        }
        match found {
            Some(Found { row, is_in_place }) => {
                if !is_in_place {
                    writer.defect(DefectCode::ForgedTag, field.name);
                }
                self.write_form(writer, place.with_role(row.role), row, field.tag, lines);
                self.text_passage = is_running_text(&row.form).then_some(place.passage);
            }
            None => {
                if !is_unknown_type {
                    writer.defect(DefectCode::UnknownField, field.name);
                }
                narrative::write_lines(writer, place, Kind::FreeText, lines);
                self.text_passage = (!is_unknown_type).then_some(place.passage);
            }
        }
    }

    /// A message of a known type has its own fields, and some have those of the message that they are about. A party or institution that no row allows, right behind
    /// running text, is read as what it claims to be: its receiver may do so too.
    fn find(&self, sequencer: &mut Sequencer<'_>, tag: Tag) -> Option<Found> {
        let Some(layout) = self.layout else {
            let row = by_number().row(tag, None).filter(|_| self.message_type.is_none())?;
            return Some(Found { row, is_in_place: true });
        };
        if let Some(row) = layout.row(tag, sequencer.letter()) {
            return Some(Found { row, is_in_place: sequencer.is_in_place(row) });
        }
        let of_another = || self.original.and_then(|original| original.row(tag, None)).or_else(|| by_number().row(tag, None));
        if layout.copies_fields {
            return Some(Found { row: of_another()?, is_in_place: true });
        }
        let row = by_number()
            .row(tag, None)
            .filter(|row| matches!(row.form, Form::Party | Form::Agent) && self.text_passage.is_some())?;
        Some(Found { row, is_in_place: false })
    }

    fn write_form<'a>(
        &mut self,
        writer: &mut Writer<'a>,
        place: Place<'a>,
        row: &Row,
        tag: Tag,
        lines: impl Iterator<Item = Line<'a>> + Clone,
    ) {
        match &row.form {
            Form::Text => narrative::write_lines(writer, place, Kind::FreeText, lines),
            Form::Codes => narrative::write_codes(writer, place, lines),
            Form::Qualified => party::write_qualified(writer, place, tag, lines),
            Form::Reference => narrative::write_lines(writer, place, Kind::Reference, lines),
            Form::Goods => narrative::write_lines(writer, place, Kind::Goods, lines),
            Form::Country => narrative::write_country(writer, place, lines),
            Form::Port => narrative::write_lines(writer, place, Kind::Port, lines),
            Form::Account => party::write_account(writer, place, tag.letter, lines),
            Form::Party => party::write_party(writer, place, tag.letter, lines),
            Form::Agent => party::write_agent(writer, place, tag.letter, lines),
            Form::Available => party::write_available(writer, place, tag.letter, lines),
            Form::StatementLine => fixed::write_statement_line(writer, place, lines),
            Form::Original => {
                self.original = fixed::original_type(lines.clone()).and_then(layout);
                fixed::write_original(writer, place, lines);
            }
            Form::Fixed(pattern) => fixed::write_pattern(writer, place, pattern, lines),
        }
    }

    /// Hands over what can only be said when all fields are written.
    pub(super) fn finish(self, writer: &mut Writer<'_>) {
        let message = writer.message();
        message.message_type = self.message_type;
        set_transactions(message, self.transactions);
    }
}

/// The variant where the table has it, or else the type itself.
fn typed(name: &str, variant: &str) -> (Option<String>, Option<&'static Layout>) {
    let full = [name, variant].concat();
    match layout(&full) {
        Some(layout) => (Some(full), Some(layout)),
        None => (Some(name.to_owned()), layout(name)),
    }
}

fn write_before<'a>(writer: &mut Writer<'a>, fields: &Fields<'a>) {
    let place = writer.place(Path::Block("4", None), Role::Unmapped);
    for (index, line) in fields.lines_before().enumerate() {
        if index == 0 {
            writer.defect(DefectCode::TextBeforeFields, line);
        }
        writer.write(place, Kind::FreeText, line);
    }
}

/// Text of such a field may go on in the next lines, whatever they look like.
fn is_running_text(form: &Form) -> bool {
    match form {
        Form::Text
        | Form::Codes
        | Form::Qualified
        | Form::Goods
        | Form::Country
        | Form::Port
        | Form::Party
        | Form::Agent
        | Form::Available
        | Form::StatementLine => true,
        Form::Reference | Form::Account | Form::Original | Form::Fixed(_) => false,
    }
}

/// Fields that carry a message of another standard, in which anything may look like a tag: 77E, 77F, 77T.
const ENVELOPES: [Tag; 3] =
    [Tag { number: 77, letter: b'E' }, Tag { number: 77, letter: b'F' }, Tag { number: 77, letter: b'T' }];

/// How a message of the network's acknowledgement service is called: by application and service in its block 1.
const ACKNOWLEDGEMENT: &str = "F21";
