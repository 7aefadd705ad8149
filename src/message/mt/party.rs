//! Fields of parties and institutions: what each line is follows from the letter of the tag, never from what the line looks like.
//!
//! Name and address lines of a field are one passage: banks cut at 35 characters, so a name may go on in what looks like the address.

use super::fields::Line;
use super::narrative::{self, write_leading_country};
use super::slice::Slice;
use super::writer::{Place, Writer};
use crate::identifier::Bic;
use crate::message::roles::mt::{Tag, qualified};
use crate::message::{Kind, Role};
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::char;
use nom::sequence::delimited;

/// A party: 50a, 59a and the like.
pub(super) fn write_party<'a>(writer: &mut Writer<'a>, place: Place<'a>, letter: u8, lines: impl Iterator<Item = Line<'a>>) {
    let place = Place { party: Some(writer.new_party()), ..place };
    match letter {
        b'A' | b'C' | b'G' => coded(writer, place, lines),
        b'F' => numbered(writer, place, lines),
        b'J' => worded(writer, place, lines),
        b'L' => identified(writer, place, lines),
        _ => named(writer, place, lines),
    }
}

/// An institution: 51a to 58a and the like.
pub(super) fn write_agent<'a>(writer: &mut Writer<'a>, place: Place<'a>, letter: u8, lines: impl Iterator<Item = Line<'a>>) {
    let place = Place { party: Some(writer.new_party()), ..place };
    match letter {
        b'A' | b'G' => coded(writer, place, lines),
        b'B' => located(writer, place, lines),
        b'C' => accounts(writer, place, lines),
        b'J' => worded(writer, place, lines),
        _ => named(writer, place, lines),
    }
}

/// Field 41a: an institution, and behind it how it honours the credit.
pub(super) fn write_available<'a>(
    writer: &mut Writer<'a>,
    place: Place<'a>,
    letter: u8,
    lines: impl Iterator<Item = Line<'a>> + Clone,
) {
    let honoured = lines.clone().last().filter(|line| HONOURED.contains(&line.text.bytes));
    let institution = lines.filter(|line| honoured.is_none_or(|honoured| honoured.number != line.number));
    match letter {
        b'A' | b'F' => write_agent(writer, place, b'A', institution),
        _ => write_agent(writer, place, b'D', institution),
    }
    if let Some(line) = honoured {
        writer.write_apart(place.with_role(Role::Code).line(line.number), Kind::Code, line.text);
    }
}

/// The account of field 25, and for option P the BIC of its owner.
pub(super) fn write_account<'a>(writer: &mut Writer<'a>, place: Place<'a>, letter: u8, lines: impl Iterator<Item = Line<'a>>) {
    let place = Place { party: Some(writer.new_party()), ..place };
    for line in lines {
        if letter == b'P' && line.number > 1 {
            bic(writer, place, line);
        } else {
            account(writer, place, line);
        }
    }
}

/// `:DEAG//FTBDKPPY`, `:DEAG/CRST/1234`: a qualifier, perhaps whose code follows, then what the number and letter of the tag say.
pub(super) fn write_qualified<'a>(writer: &mut Writer<'a>, place: Place<'a>, tag: Tag, lines: impl Iterator<Item = Line<'a>>) {
    let mut lines = lines.peekable();
    let mut place = if matches!(tag.number, 95 | 97) { Place { party: Some(writer.new_party()), ..place } } else { place };
    if let Some(line) = lines.peek_mut()
        && let Some((qualifier, value)) = split_qualifier(line.text)
    {
        let role = qualified(qualifier.as_str());
        let kind = if role.is_some() { Kind::Code } else { Kind::FreeText };
        writer.write_apart(place.with_role(Role::Code).line(line.number), kind, qualifier);
        place.role = role.unwrap_or(place.role);
        line.text = value;
    }
    match (tag.number, tag.letter) {
        (95, b'P') => lines.for_each(|line| bic(writer, place, line)),
        (95, b'Q' | b'U' | b'V') => named(writer, place, lines),
        (95, b'L') => narrative::write_lines(writer, place, Kind::Lei, lines),
        (95, b'C') | (94, b'C') => narrative::write_country(writer, place, lines),
        (95, _) => narrative::write_lines(writer, place, Kind::Identifier, lines),
        (97, _) => lines.for_each(|line| account(writer, place, line)),
        (94, _) => narrative::write_lines(writer, place, Kind::Port, lines),
        (13 | 20 | 21, _) => narrative::write_lines(writer, place, Kind::Reference, lines),
        _ => narrative::write_lines(writer, place, Kind::FreeText, lines),
    }
}

/// The qualifier, and what stands behind its slashes.
fn split_qualifier(text: Slice<'_>) -> Option<(Slice<'_>, Slice<'_>)> {
    let (qualifier, behind) = text.strip_prefix(b":")?.split_at(4);
    let is_qualifier = qualifier.bytes.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let value = behind.strip_prefix(b"//").or_else(|| behind.strip_prefix(b"/"))?;
    is_qualifier.then_some((qualifier, value.trim()))
}

/// Account, then BIC.
fn coded<'a>(writer: &mut Writer<'a>, place: Place<'a>, lines: impl Iterator<Item = Line<'a>>) {
    let mut has_bic = false;
    for line in behind_account(writer, place, lines) {
        if has_bic {
            writer.bad_field(place.line(line.number), line.text);
        } else {
            bic(writer, place, line);
            has_bic = true;
        }
    }
}

/// Account, then a place.
fn located<'a>(writer: &mut Writer<'a>, place: Place<'a>, lines: impl Iterator<Item = Line<'a>>) {
    for line in behind_account(writer, place, lines) {
        writer.write(place.line(line.number), Kind::Address, line.text);
    }
}

/// An account or clearing code, nothing else.
fn accounts<'a>(writer: &mut Writer<'a>, place: Place<'a>, lines: impl Iterator<Item = Line<'a>>) {
    for line in behind_account(writer, place, lines) {
        writer.bad_field(place.line(line.number), line.text);
    }
}

/// Account, name, address. A field that numbers its lines although its letter does not ask for that means what the numbers say.
fn named<'a>(writer: &mut Writer<'a>, place: Place<'a>, lines: impl Iterator<Item = Line<'a>>) {
    let mut lines = behind_account(writer, place, lines).peekable();
    if lines.peek().is_some_and(|line| line.text.bytes.starts_with(b"1/")) {
        return numbered(writer, place, lines);
    }
    let mut kind = Kind::Name;
    for line in lines {
        writer.write(place.line(line.number), kind, line.text);
        kind = Kind::Address;
    }
}

/// A party identifier that is a number or a name.
fn identified<'a>(writer: &mut Writer<'a>, place: Place<'a>, lines: impl Iterator<Item = Line<'a>>) {
    for line in lines {
        let kind = if line.text.bytes.iter().any(u8::is_ascii_digit) { Kind::Identifier } else { Kind::Name };
        writer.write(place.line(line.number), kind, line.text.strip_prefix(b"/").unwrap_or(line.text));
    }
}

/// Option F: an account or an identification (`CCPT/KP/654310175`), then lines with a number that says what they hold.
fn numbered<'a>(writer: &mut Writer<'a>, place: Place<'a>, lines: impl Iterator<Item = Line<'a>>) {
    let mut lines = behind_account(writer, place, lines).peekable();
    // Line 8 goes on with the identification in front, or with line 6 or 7.
    let mut identification = writer.apart(place);
    if let Some(line) = lines.next_if(|line| is_identification(line.text)) {
        writer.write(identification.line(line.number), Kind::Identifier, line.text);
    }
    let mut unnumbered = Kind::Name;
    for line in lines {
        let here = place.line(line.number);
        let Some((number, text)) = split_number(line.text) else {
            writer.write(here, unnumbered, line.text);
            unnumbered = Kind::Address;
            continue;
        };
        unnumbered = Kind::Address;
        match number {
            b'1' => writer.write(here, Kind::Name, text),
            b'2' => writer.write(here, Kind::Address, text),
            b'3' => town(writer, here, text),
            b'4' => birth_date(writer, here, text),
            b'5' => {
                let birth_place = writer.apart(here);
                town(writer, birth_place, text);
            }
            b'6' | b'7' => {
                identification = writer.apart(place);
                writer.write(identification.line(line.number), Kind::Identifier, text);
            }
            _ => writer.write(identification.line(line.number), Kind::Identifier, text),
        }
    }
}

/// `KP/PYONGYANG`, `KP`, or the rest of a town.
fn town<'a>(writer: &mut Writer<'a>, place: Place<'a>, text: Slice<'a>) {
    let town = write_leading_country(writer, place, text);
    writer.write(place, Kind::Town, town);
}

fn birth_date<'a>(writer: &mut Writer<'a>, place: Place<'a>, text: Slice<'a>) {
    let is_date = matches!(text.bytes, [_, _, _, _, b'0'..=b'1', _, b'0'..=b'3', _]) && text.bytes.iter().all(u8::is_ascii_digit);
    if is_date {
        writer.write_apart(place, Kind::BirthDate, text);
    } else {
        writer.bad_field(place, text);
    }
}

/// Option J: `/NAME/KOREA TRADING/CITY/BEIJING`. What stands in front of the first word of a line goes on with the last word of the line before.
fn worded<'a>(writer: &mut Writer<'a>, place: Place<'a>, lines: impl Iterator<Item = Line<'a>>) {
    let mut word: &[u8] = b"NAME";
    for line in lines {
        let mut rest = line.text;
        while !rest.is_empty() {
            if let Some((found, behind)) = party_word(rest) {
                writer.write(place.with_role(Role::Code).line(line.number), Kind::Code, found);
                (word, rest) = (found.bytes, behind);
                continue;
            }
            let next = memchr::memchr_iter(b'/', rest.bytes).find(|at| *at > 0 && party_word(rest.skip(*at)).is_some());
            let (value, behind) = rest.split_at(next.unwrap_or(rest.bytes.len()));
            writer.write(place.line(line.number), word_kind(word, value), value.trim());
            rest = behind;
        }
    }
}

fn party_word(text: Slice<'_>) -> Option<(Slice<'_>, Slice<'_>)> {
    let words = (
        alt((tag("ABIC"), tag("ACCT"), tag("ADD1"), tag("ADD2"), tag("CITY"), tag("CLRC"), tag("GBSC"))),
        alt((tag("LEIC"), tag("NAME"), tag("TXID"), tag("USCH"), tag("USFW"))),
    );
    let mut grammar = delimited(char::<&[u8], nom::error::Error<&[u8]>>('/'), alt(words), char('/'));
    let (behind, word) = grammar.parse_complete(text.bytes).ok()?;
    Some((text.part(word), text.part(behind)))
}

fn word_kind(word: &[u8], value: Slice<'_>) -> Kind {
    match word {
        b"ABIC" if Bic::parse(value.trim().as_str()).is_some() => Kind::Bic,
        b"ABIC" => Kind::FreeText,
        b"ACCT" => account_kind(value.trim().bytes),
        b"ADD1" | b"ADD2" => Kind::Address,
        b"CITY" => Kind::Town,
        b"LEIC" => Kind::Lei,
        b"NAME" => Kind::Name,
        _ => Kind::Identifier,
    }
}

fn bic<'a>(writer: &mut Writer<'a>, place: Place<'a>, line: Line<'a>) {
    let place = place.line(line.number);
    if Bic::parse(line.text.as_str()).is_some() || has_new_shape(line.text.bytes) {
        writer.write(place, Kind::Bic, line.text);
    } else {
        writer.bad_field(place, line.text);
    }
}

/// The shape of ISO 9362:2014: the prefix of the party may have digits, which no BIC in use has so far.
fn has_new_shape(text: &[u8]) -> bool {
    let is_code = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    matches!(text.len(), 8 | 11)
        && text.iter().all(is_code)
        && text.iter().skip(4).take(2).all(u8::is_ascii_uppercase)
        && text.iter().any(u8::is_ascii_digit)
}

/// Writes the account line, where there is one, and hands back the lines behind it.
fn behind_account<'a, L: Iterator<Item = Line<'a>>>(
    writer: &mut Writer<'a>,
    place: Place<'a>,
    lines: L,
) -> impl Iterator<Item = Line<'a>> + use<'a, L> {
    let mut lines = lines.peekable();
    if let Some(line) = lines.next_if(|line| line.text.bytes.starts_with(b"/")) {
        account(writer, place, line);
    }
    lines
}

/// `/12345`, `//CH123456`, `/D/12345`: slashes and the mark for debit or credit are syntax.
fn account<'a>(writer: &mut Writer<'a>, place: Place<'a>, line: Line<'a>) {
    const LEADS: [&[u8]; 4] = [b"/C/", b"/D/", b"//", b"/"];
    let number = LEADS.iter().find_map(|lead| line.text.strip_prefix(lead)).unwrap_or(line.text).trim();
    writer.write_apart(place.line(line.number), account_kind(number.bytes), number);
}

/// Letters that are not an IBAN and outnumber the digits are words, whatever the field is for.
pub(super) fn account_kind(text: &[u8]) -> Kind {
    let digits = text.iter().filter(|byte| byte.is_ascii_digit()).count();
    let letters = text.iter().filter(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii()).count();
    match () {
        () if is_iban(text) => Kind::Iban,
        () if digits >= letters => Kind::Account,
        () => Kind::FreeText,
    }
}

/// ISO 13616: country, two check digits, then letters and digits; all of it, turned round and read as a number, leaves 1 when divided by 97.
fn is_iban(text: &[u8]) -> bool {
    let [a, b, c, d, account @ ..] = text else { return false };
    let has_shape = a.is_ascii_uppercase() && b.is_ascii_uppercase() && c.is_ascii_digit() && d.is_ascii_digit();
    let has_length = (IBAN_ACCOUNT_MIN..=IBAN_ACCOUNT_MAX).contains(&account.len());
    if !has_shape || !has_length || !account.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()) {
        return false;
    }
    let remainder = account.iter().chain([a, b, c, d]).fold(0_u32, |remainder, byte| match byte {
        b'A'..=b'Z' => (remainder * 100 + u32::from(byte - b'A') + 10) % 97,
        _ => (remainder * 10 + u32::from(byte - b'0')) % 97,
    });
    remainder == 1
}

/// `CCPT/KP/654310175`: a word for the kind of number, a country, the number.
fn is_identification(text: Slice<'_>) -> bool {
    let (word, behind) = text.split_at(4);
    IDENTIFICATIONS.contains(&word.bytes) && behind.bytes.starts_with(b"/")
}

fn split_number(text: Slice<'_>) -> Option<(u8, Slice<'_>)> {
    match text.bytes {
        [number @ b'1'..=b'8', b'/', ..] => Some((*number, text.skip(2).trim())),
        _ => None,
    }
}

/// SWIFT's words for the party identifier of option F: alien registration, passport, customer, driving licence, employer, national identity, social security, tax.
const IDENTIFICATIONS: [&[u8]; 8] = [b"ARNU", b"CCPT", b"CUST", b"DRLC", b"EMPL", b"NIDN", b"SOSE", b"TXID"];

/// SWIFT's words for field 41a.
const HONOURED: [&[u8]; 5] = [b"BY ACCEPTANCE", b"BY DEF PAYMENT", b"BY MIXED PYMT", b"BY NEGOTIATION", b"BY PAYMENT"];

/// The shortest IBAN (Norway) has 15 characters, the longest allowed 34; four of them are country and check digits.
const IBAN_ACCOUNT_MIN: usize = 11;
const IBAN_ACCOUNT_MAX: usize = 30;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_that_is_words_is_text() {
        for (text, kind) in [
            ("DE89370400440532013000", Kind::Iban),
            ("FR1420041010050500013M02606", Kind::Iban),
            ("DE88370400440532013000", Kind::Account),
            ("0140-1188", Kind::Account),
            ("CH123456", Kind::Account),
            ("CGC BRANCH", Kind::FreeText),
            ("NOTPROVIDED", Kind::FreeText),
            ("KOREA 7-28", Kind::FreeText),
        ] {
            assert_eq!(account_kind(text.as_bytes()), kind, "{text}");
        }
    }
}
