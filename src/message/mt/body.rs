//! The fields of a message: which row of the table each of them has, and the reader for the form that the row names.

use super::Headers;
use super::fields::{Field, Fields, Line, tag_inside};
use super::sequence::Sequencer;
use super::slice::Slice;
use super::writer::{Place, Writer};
use super::{details, fixed, narrative, party};
use crate::message::roles::mt::{Form, Layout, Row, Tag, by_number, layout, recognised};
use crate::message::{DefectCode, Kind, Path, Role};
use std::ops::Range;

/// Reads the fields of one message.
pub(super) struct Body {
    /// Headers say nothing of the type, and there is no service.
    is_headless: bool,
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
            None => (headers.service.map(str::to_owned), None),
        };
        let is_headless = message_type.is_none();
        Body { is_headless, message_type, layout, text_passage: None, original: None, transactions: Vec::new() }
    }

    /// The table has the type.
    pub(super) fn is_known(&self) -> bool {
        self.layout.is_some()
    }

    /// A list of fields without headers that is a statement.
    pub(super) fn is_bare_statement(&self) -> bool {
        self.is_headless && self.is_report()
    }

    fn is_report(&self) -> bool {
        self.layout.is_some_and(|layout| layout.is_report)
    }

    /// The type has no fields.
    pub(super) fn is_system(&self) -> bool {
        self.layout.is_some_and(Layout::is_system)
    }

    /// Writes the fields in `content`. True when there are any.
    pub(super) fn write<'a>(&mut self, writer: &mut Writer<'a>, content: Slice<'a>, is_bare: bool) -> bool {
        let is_category_0 = self.message_type.as_deref().is_some_and(|name| name.starts_with('0'));
        let fields = Fields::read(content, is_category_0, is_bare);
        if self.is_headless && self.layout.is_none() {
            self.recognise(&fields);
        }
        self.recognise_cover(&fields);
        writer.set_report(self.is_report());
        write_before(writer, &fields, self.is_bare_statement());
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
        self.check_parties(writer, &fields);
        fields.iter().next().is_some()
    }

    /// Fields without headers say what they are by a line in front of them, or by themselves.
    fn recognise(&mut self, fields: &Fields<'_>) {
        let named = fields.lines_before().find_map(type_line);
        let found = named.and_then(|name| Some((name.as_str(), layout(name.as_str())?)));
        let tags: Vec<Tag> = fields.iter().map(|field| field.tag).collect();
        if let Some((name, layout)) = found.or_else(|| recognised(&tags)) {
            (self.message_type, self.layout) = (Some(name.to_owned()), Some(layout));
        }
    }

    /// A payment that was stripped of a party passes by those who look for it.
    fn check_parties(&self, writer: &mut Writer<'_>, fields: &Fields<'_>) {
        let Some(layout) = self.layout else { return };
        let has = |tag: &Tag| {
            fields.iter().any(|field| field.tag.number == tag.number && (tag.letter == 0 || tag.letter == field.tag.letter))
        };
        if layout.asks.is_some_and(|asks| has(&asks)) && !layout.parties.iter().all(has) {
            writer.defect(DefectCode::MissingParty, Slice::whole(&[]));
        }
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
                if is_free_text(&row.form) {
                    sequencer.note_text();
                }
            }
            None => {
                if !is_unknown_type {
                    writer.defect(DefectCode::UnknownField, field.name);
                }
                narrative::write_lines(writer, place, Kind::FreeText, lines);
                self.text_passage = (!is_unknown_type).then_some(place.passage);
                sequencer.note_text();
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
            Form::Codes => narrative::write_codes(writer, place, self.words(), lines),
            Form::Details => details::write_details(writer, place, self.words(), lines),
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

    /// Code words of the type, and those that all types share.
    fn words(&self) -> &'static Layout {
        self.layout.unwrap_or_else(by_number)
    }

    /// Hands over what can only be said when all fields are written.
    pub(super) fn finish(self, writer: &mut Writer<'_>) {
        let message = writer.message();
        message.message_type = self.message_type;
        message.set_transactions(self.transactions);
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

fn write_before<'a>(writer: &mut Writer<'a>, fields: &Fields<'a>, is_bare_statement: bool) {
    let place = writer.place(Path::Block("4", None), Role::Unmapped);
    let code = if is_bare_statement { DefectCode::Preface } else { DefectCode::TextBeforeFields };
    let mut has_text = false;
    for line in fields.lines_before() {
        if is_bare_statement && type_line(line).is_some() {
            writer.write(place.with_role(Role::Header), Kind::Code, line);
            continue;
        }
        if !has_text {
            writer.defect(code, line);
            has_text = true;
        }
        writer.write(place, Kind::FreeText, line);
    }
}

/// `:940:` in a line of its own.
fn type_line(line: Slice<'_>) -> Option<Slice<'_>> {
    match line.bytes {
        [b':', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b':'] => Some(line.skip(1).first(3)),
        _ => None,
    }
}

/// A field of words without form.
fn is_free_text(form: &Form) -> bool {
    matches!(form, Form::Text | Form::Codes | Form::Details | Form::Qualified | Form::Goods | Form::Country | Form::Port)
}

/// Text of such a field may go on in the next lines, whatever they look like.
fn is_running_text(form: &Form) -> bool {
    match form {
        Form::Text
        | Form::Codes
        | Form::Details
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
