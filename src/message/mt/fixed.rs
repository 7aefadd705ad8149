//! Fields of fixed form. A text has a kind without words only where it has that form; otherwise it is a doubt, and free text.

use super::fields::Line;
use super::slice::Slice;
use super::writer::{Place, Writer};
use crate::message::roles::mt::Pattern;
use crate::message::{Kind, Role};
use nom::bytes::complete::{tag, take_while_m_n};
use nom::character::complete::{one_of, satisfy, space0};
use nom::combinator::{opt, recognize, verify};
use nom::sequence::preceded;
use nom::{IResult, Parser};

/// One line that has the form of `pattern`.
pub(super) fn write_pattern<'a>(
    writer: &mut Writer<'a>,
    place: Place<'a>,
    pattern: &Pattern,
    mut lines: impl Iterator<Item = Line<'a>>,
) {
    let Some(line) = lines.next() else { return };
    let here = place.line(line.number);
    if pattern.fits(line.text.bytes) {
        pattern.take_apart(line.text.bytes, |role, kind, part| {
            writer.write_apart(here.with_role(role), kind, line.text.part(part).trim())
        });
    } else {
        writer.bad_field(here, line.text);
    }
    for line in lines {
        writer.bad_field(place.line(line.number), line.text);
    }
}

/// Field 11a: type, date, and session with sequence number of another message, a line each.
pub(super) fn write_original<'a>(writer: &mut Writer<'a>, place: Place<'a>, lines: impl Iterator<Item = Line<'a>>) {
    for line in lines {
        let here = place.line(line.number);
        let is_number = line.text.bytes.iter().all(u8::is_ascii_digit);
        match (line.number, line.text.bytes.len()) {
            (1, 3) | (2.., 10) if is_number => writer.write_apart(here.with_role(Role::Code), Kind::Code, line.text),
            (2, 6) if is_number => writer.write_apart(here.with_role(Role::Date), Kind::Date, line.text),
            _ => writer.bad_field(here, line.text),
        }
    }
}

/// The type of the message that field 11a speaks of.
pub(super) fn original_type<'a>(mut lines: impl Iterator<Item = Line<'a>>) -> Option<&'a str> {
    lines.next().map(|line| line.text.as_str())
}

/// Field 61, an entry of a statement: dates, amount, type of transaction, references; then a line of details.
pub(super) fn write_statement_line<'a>(writer: &mut Writer<'a>, place: Place<'a>, mut lines: impl Iterator<Item = Line<'a>>) {
    let Some(line) = lines.next() else { return };
    let here = place.line(line.number);
    match entry(line.text.bytes) {
        Ok((references, entry)) => write_entry(writer, here, line.text, &entry, line.text.part(references).trim()),
        Err(_) => writer.bad_field(here, line.text),
    }
    let details = place.with_role(Role::Narrative);
    for line in lines {
        writer.write(details.line(line.number), Kind::FreeText, line.text);
    }
}

fn write_entry<'a>(writer: &mut Writer<'a>, place: Place<'a>, line: Slice<'a>, entry: &Entry<'a>, references: Slice<'a>) {
    writer.write_apart(place.with_role(Role::Date), Kind::Date, line.part(entry.dates));
    writer.write_apart(place.with_role(Role::Code), Kind::Code, line.part(entry.mark));
    writer.write_apart(place.with_role(Role::Amount), Kind::Amount, line.part(entry.amount));
    let transaction_type = line.part(entry.transaction_type);
    if !is_transaction_type(entry.transaction_type) {
        // Four letters that are no type may be the beginning of a word.
        let rest = line.skip(transaction_type.at.saturating_sub(line.at)).trim();
        return writer.write_apart(place, Kind::FreeText, rest);
    }
    writer.write_apart(place.with_role(Role::Code), Kind::Code, transaction_type);
    let middle = memchr::memmem::find(references.bytes, b"//").unwrap_or(references.bytes.len());
    let (owners, servicers) = references.split_at(middle);
    writer.write_apart(place, Kind::Reference, owners.trim());
    writer.write_apart(place, Kind::Reference, servicers.strip_prefix(b"//").unwrap_or(servicers).trim());
}

struct Entry<'a> {
    dates: &'a [u8],
    mark: &'a [u8],
    amount: &'a [u8],
    transaction_type: &'a [u8],
}

/// `6!n[4!n]2a[1!a]15d1!a3!c`, and the references behind it. Banks write other letters in front of the type of transaction, a space, or nothing.
fn entry(text: &[u8]) -> IResult<&[u8], Entry<'_>> {
    let (text, dates) = recognize((digits(6, 6), opt(digits(4, 4)))).parse_complete(text)?;
    let (text, mark) =
        recognize((opt(one_of("RE")), one_of("CD"), opt(satisfy(|letter| letter.is_ascii_uppercase())))).parse_complete(text)?;
    let (text, amount) =
        verify(recognize((digits(0, 14), tag(","), digits(0, 14))), |amount: &[u8]| (2..=15).contains(&amount.len()))
            .parse_complete(text)?;
    let kind =
        recognize((satisfy(|letter| letter.is_ascii_uppercase()), take_while_m_n(3, 3, |byte: u8| byte.is_ascii_alphanumeric())));
    let (text, transaction_type) = opt(preceded(space0, kind)).parse_complete(text)?;
    Ok((
        text,
        Entry {
            dates,
            mark,
            amount,
            transaction_type: transaction_type.unwrap_or(amount.get(amount.len()..).unwrap_or_default()),
        },
    ))
}

/// A run of digits.
pub(super) fn digits<'a>(
    least: usize,
    most: usize,
) -> impl Parser<&'a [u8], Output = &'a [u8], Error = nom::error::Error<&'a [u8]>> {
    take_while_m_n(least, most, |byte: u8| byte.is_ascii_digit())
}

/// `S` and the type of a message, or `N` or `F` and one of the codes of the handbook.
fn is_transaction_type(text: &[u8]) -> bool {
    match text {
        [b'S', number @ ..] => number.iter().all(u8::is_ascii_digit),
        [_, code @ ..] => TRANSACTION_TYPES.contains(&code),
        [] => false,
    }
}

/// Codes of field 61, subfield 6 (SWIFT's category 9 handbook).
const TRANSACTION_TYPES: &[&[u8]] = &[
    b"BNK", b"BOE", b"BRF", b"CAR", b"CAS", b"CHG", b"CHK", b"CLR", b"CMI", b"CMN", b"CMP", b"CMS", b"CMT", b"CMZ", b"COL",
    b"COM", b"DCR", b"DDT", b"DIS", b"DIV", b"EQA", b"EXT", b"FEX", b"INT", b"LBX", b"LDP", b"MAR", b"MAT", b"MGT", b"MSC",
    b"NWI", b"ODC", b"OPT", b"PCH", b"POP", b"PRN", b"REC", b"RED", b"RIG", b"RTI", b"SAL", b"SEC", b"SLE", b"STO", b"STP",
    b"SUB", b"SWP", b"TAX", b"TCK", b"TCM", b"TRA", b"TRF", b"TRN", b"UWC", b"VDA", b"WAR",
];
