//! Field 86 of statements: what a bank says about an entry. Three ways of writing have spread, and free prose.
//!
//! German banks number subfields: `166?00TRANSFER?20INVOICE 7?32JANE SAMPLE`; their text goes on over the ends of lines and of subfields. SWIFT and Dutch banks set words
//! in slashes: `/ORDP//NAME/JANE SAMPLE/REMI/INVOICE 7`, anywhere in a line.

use super::fields::Line;
use super::narrative::{code_word, speaks_about};
use super::party::account_kind;
use super::slice::Slice;
use super::writer::{Place, Writer};
use crate::identifier::Bic;
use crate::message::roles::mt::Layout;
use crate::message::{Kind, Role};

/// Reads the field in whichever way it is written.
pub(super) fn write_details<'a>(
    writer: &mut Writer<'a>,
    place: Place<'a>,
    words: &Layout,
    mut lines: impl Iterator<Item = Line<'a>> + Clone,
) {
    let is_numbered = lines.clone().next().is_some_and(|line| begins_numbered(line.text.bytes));
    if is_numbered {
        write_numbered(writer, place, lines);
    } else {
        let mut reader = Worded { place, about: place, kind: Kind::FreeText };
        lines.by_ref().for_each(|line| reader.write(writer, words, line));
    }
}

/// `166?00`, `?20`.
fn begins_numbered(text: &[u8]) -> bool {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    matches!(digits, 0 | 3) && matches!(text.get(digits..), Some([b'?', b'0'..=b'9', b'0'..=b'9', ..]))
}

/// A subfield goes on until the next begins.
fn write_numbered<'a>(writer: &mut Writer<'a>, place: Place<'a>, lines: impl Iterator<Item = Line<'a>>) {
    let party = Place { role: Role::Party, party: Some(writer.new_party()), ..place };
    let name = writer.apart(party);
    let mut number = 0;
    for line in lines {
        let mut rest = line.text;
        while !rest.is_empty() {
            let at = memchr::memchr_iter(b'?', rest.bytes).find_map(|at| Some((at, subfield(rest.skip(at))?)));
            let (content, next) = at.map_or((rest, None), |(at, next)| (rest.first(at), Some(next)));
            let content = content.trim();
            match number {
                30 if Bic::parse(content.as_str()).is_some() => {
                    writer.write_apart(party.with_role(Role::Agent).line(line.number), Kind::Bic, content);
                }
                30 => writer.write_apart(party.with_role(Role::Agent).line(line.number), Kind::FreeText, content),
                31 => writer.write_apart(party.line(line.number), account_kind(content.bytes), content),
                32 | 33 => writer.write(name.line(line.number), Kind::Name, content),
                _ => writer.write(place.line(line.number), Kind::FreeText, content),
            }
            let Some((next_number, behind)) = next else { break };
            (number, rest) = (next_number, behind);
        }
    }
}

/// `?20` and all behind it.
fn subfield(text: Slice<'_>) -> Option<(u8, Slice<'_>)> {
    match text.bytes {
        [b'?', tens @ b'0'..=b'9', ones @ b'0'..=b'9', ..] => Some(((tens - b'0') * 10 + (ones - b'0'), text.skip(3))),
        _ => None,
    }
}

/// Words in slashes, each of which is about what follows up to the next.
struct Worded<'a> {
    /// The field as a whole.
    place: Place<'a>,
    about: Place<'a>,
    kind: Kind,
}

impl<'a> Worded<'a> {
    fn write(&mut self, writer: &mut Writer<'a>, words: &Layout, line: Line<'a>) {
        let mut rest = line.text;
        while !rest.is_empty() {
            if let Some((word, role, behind)) = code_word(words, rest) {
                writer.write(self.place.with_role(Role::Code).line(line.number), Kind::Code, word);
                self.turn_to(writer, word.bytes, role);
                // A word right behind a word has a slash of its own: `/ORDP//NAME/`.
                rest = behind;
                continue;
            }
            let next = memchr::memchr_iter(b'/', rest.bytes).find(|at| *at > 0 && code_word(words, rest.skip(*at)).is_some());
            let (value, behind) = rest.split_at(next.unwrap_or(rest.bytes.len()));
            self.write_value(writer, line.number, value.trim());
            rest = behind;
        }
    }

    /// Words for parts of a party go on with it; any other is about somebody or something else.
    fn turn_to(&mut self, writer: &mut Writer<'a>, word: &[u8], role: Option<Role>) {
        let part = match word {
            b"NAME" => Some(Kind::Name),
            b"ADDR" => Some(Kind::Address),
            b"BIC" => Some(Kind::Bic),
            b"IBAN" => Some(Kind::Account),
            _ => None,
        };
        self.kind = part.unwrap_or(Kind::FreeText);
        if part.is_none() {
            self.about = speaks_about(writer, self.place, role);
        } else if self.about.party.is_none() {
            self.about = speaks_about(writer, self.place, Some(Role::Party));
        }
    }

    fn write_value(&self, writer: &mut Writer<'a>, line: u32, value: Slice<'a>) {
        let here = self.about.line(line);
        match self.kind {
            Kind::Bic if Bic::parse(value.as_str()).is_none() => writer.write(here, Kind::FreeText, value),
            Kind::Account => writer.write(here, account_kind(value.bytes), value),
            kind => writer.write(here, kind, value),
        }
    }
}
