//! Running text: plain lines, and lines with the code words that SWIFT gives some fields.
//!
//! A code word that is known is an element of its own, so that what stands behind it is read for itself; any other stays in the text, where it is read like the rest.

use super::fields::Line;
use super::slice::Slice;
use super::writer::{Place, Writer};
use crate::identifier::Bic;
use crate::message::{Kind, Role};
use nom::Parser;
use nom::bytes::complete::take_while_m_n;
use nom::character::complete::char;
use nom::sequence::delimited;

/// Lines of text of one kind.
pub(super) fn write_lines<'a>(writer: &mut Writer<'a>, place: Place<'a>, kind: Kind, lines: impl Iterator<Item = Line<'a>>) {
    for line in lines {
        writer.write(place.line(line.number), kind, line.text);
    }
}

/// `KP/NORTH OF THE RIVER`: a country, and words about it.
pub(super) fn write_country<'a>(writer: &mut Writer<'a>, place: Place<'a>, lines: impl Iterator<Item = Line<'a>>) {
    for line in lines {
        let here = place.line(line.number);
        let behind = write_leading_country(writer, here, line.text);
        writer.write(here, Kind::FreeText, behind);
    }
}

/// Writes the country code that a text begins with, where it does, and hands back what stands behind its slash.
pub(super) fn write_leading_country<'a>(writer: &mut Writer<'a>, place: Place<'a>, text: Slice<'a>) -> Slice<'a> {
    let (country, behind) = text.split_at(2);
    let is_country = country.bytes.len() == 2 && country.bytes.iter().all(u8::is_ascii_alphabetic);
    if !is_country || !matches!(behind.bytes.first(), None | Some(b'/')) {
        return text;
    }
    writer.write(place, Kind::Country, country);
    behind.skip(1).trim()
}

/// Lines with code words. `//` at the start of a line goes on with the code word before.
pub(super) fn write_codes<'a>(writer: &mut Writer<'a>, place: Place<'a>, lines: impl Iterator<Item = Line<'a>>) {
    let mut about = place;
    for line in lines {
        let continued = line.text.strip_prefix(b"//");
        let mut text = continued.map_or(line.text, Slice::trim);
        if continued.is_none() {
            about = place;
        }
        while let Some((word, behind)) = code_word(text) {
            writer.write(place.with_role(Role::Code).line(line.number), Kind::Code, word);
            about = speaks_about(writer, place, word.bytes);
            text = write_residence(writer, place.line(line.number), word.bytes, behind.trim());
        }
        write_content(writer, about.line(line.number), text);
    }
}

/// Text behind a code word. An institution is named by its BIC, or in words.
fn write_content<'a>(writer: &mut Writer<'a>, place: Place<'a>, text: Slice<'a>) {
    let bare = text.trim_matches(|byte| matches!(byte, b'/' | b' '));
    if place.role.is_agent() && Bic::parse(bare.as_str()).is_some() {
        writer.write(place, Kind::Bic, bare);
    } else {
        writer.write(place, Kind::FreeText, text);
    }
}

/// `/BENEFRES/KP//` in 77B: the country where a party resides.
fn write_residence<'a>(writer: &mut Writer<'a>, place: Place<'a>, word: &[u8], text: Slice<'a>) -> Slice<'a> {
    if !matches!(word, b"BENEFRES" | b"ORDERRES") {
        return text;
    }
    let behind = write_leading_country(writer, place, text);
    behind.strip_prefix(b"/").unwrap_or(behind)
}

/// Whom the text behind a code word is about, where it is an actor of its own.
fn speaks_about<'a>(writer: &mut Writer<'a>, place: Place<'a>, word: &[u8]) -> Place<'a> {
    let role = match word {
        b"INS" => Role::PreviousInstructingAgent,
        b"CHRQ" => Role::ChargesAgent,
        _ => return place,
    };
    Place { role, party: Some(writer.new_party()), ..place }
}

/// `/INS/` and all behind it.
fn code_word(text: Slice<'_>) -> Option<(Slice<'_>, Slice<'_>)> {
    let is_word = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    let word = take_while_m_n(1, CODE_WORD_MAX, is_word);
    let (behind, word) =
        delimited(char::<&[u8], nom::error::Error<&[u8]>>('/'), word, char('/')).parse_complete(text.bytes).ok()?;
    CODE_WORDS.binary_search(&word).is_ok().then(|| (text.part(word), text.part(behind)))
}

/// The format is 8c.
const CODE_WORD_MAX: usize = 8;

/// Code words of fields 46a, 47a, 70, 71B, 72, 75 to 79 (SWIFT's category handbooks), sorted. No listed name is spelt like one.
const CODE_WORDS: &[&[u8]] = &[
    b"ACC",
    b"ADD",
    b"BENEFRES",
    b"BNF",
    b"CHGS",
    b"CHRQ",
    b"CNCL",
    b"CUST",
    b"DELETE",
    b"EXCH",
    b"INS",
    b"INT",
    b"INTA",
    b"INV",
    b"IPI",
    b"MREF",
    b"OCMT",
    b"ORDERRES",
    b"PHON",
    b"PHONBEN",
    b"PHONINT",
    b"REC",
    b"REJT",
    b"REPALL",
    b"RETN",
    b"RFB",
    b"ROC",
    b"TELE",
    b"TELEBEN",
    b"TELEINT",
    b"TEXT",
    b"TREF",
    b"TSU",
    b"UETR",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_words_are_sorted() {
        assert!(CODE_WORDS.is_sorted());
    }

    #[test]
    fn only_known_words_are_code_words() {
        for (text, expected) in
            [("/INS/CHASUS33", Some(("INS", "CHASUS33"))), ("/MID/X", None), ("INS/X", None), ("/INS", None), ("//INS/", None)]
        {
            let found = code_word(Slice::whole(text.as_bytes())).map(|(word, behind)| (word.as_str(), behind.as_str()));
            assert_eq!(found, expected, "{text}");
        }
    }
}
