//! Running text: plain lines, and lines with the code words that SWIFT gives some fields.
//!
//! A code word that is known is an element of its own, so that what stands behind it is read for itself; any other stays in the text, where it is read like the rest.

use super::fields::Line;
use super::slice::Slice;
use super::writer::{Place, Writer};
use crate::identifier::Bic;
use crate::message::roles::mt::{Layout, WORD_MAX};
use crate::message::{Kind, Piece, Role, Text, offset};
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

/// Writes the country that a text begins with, where it does (`KP/`, `PRK/`, `KP-01/`), and hands back what stands behind its slash.
pub(super) fn write_leading_country<'a>(writer: &mut Writer<'a>, place: Place<'a>, text: Slice<'a>) -> Slice<'a> {
    let letters = text.bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (country, behind) = text.split_at(letters);
    if !matches!(letters, 2 | 3) || !ends_country(behind.bytes) {
        return text;
    }
    writer.write(place, Kind::Country, country);
    behind.strip_prefix(b"/").unwrap_or(behind).trim()
}

/// A slash, the end, or the code of a part of the country (ISO 3166-2).
fn ends_country(behind: &[u8]) -> bool {
    match behind {
        [] | [b'/', ..] => true,
        [b'-', part @ ..] => {
            let length = part.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            (1..=3).contains(&length) && matches!(part.get(length), None | Some(b'/'))
        }
        _ => false,
    }
}

/// Lines with code words. `//` at the start of a line goes on with the code word before.
pub(super) fn write_codes<'a>(writer: &mut Writer<'a>, place: Place<'a>, words: &Layout, lines: impl Iterator<Item = Line<'a>>) {
    let mut lines = lines.peekable();
    let mut about = place;
    let mut last_word: &[u8] = b"";
    while let Some(line) = lines.next() {
        let continued = continuation(line.text);
        let mut text = continued.unwrap_or(line.text);
        if continued.is_none() {
            (about, last_word) = (place, b"");
        } else if is_residence(last_word) {
            // The country may stand in the next line.
            text = write_residence(writer, place.line(line.number), text);
            last_word = b"";
        }
        while !text.is_empty() {
            if let Some((word, role, behind)) = code_word(words, text) {
                writer.write(place.with_role(Role::Code).line(line.number), Kind::Code, word);
                (about, last_word, text) = (speaks_about(writer, place, role), word.bytes, behind.trim());
                if is_residence(last_word) && !text.is_empty() {
                    text = write_residence(writer, place.line(line.number), text);
                    last_word = b"";
                }
                continue;
            }
            let (content, behind) = text.split_at(next_word(words, text));
            let here = about.line(line.number);
            let next =
                lines.peek().filter(|_| behind.is_empty() && about.role.is_agent()).and_then(|next| continuation(next.text));
            if let Some(next) = next.filter(|next| is_cut_bic(content.trim(), *next)) {
                write_joined(writer, here, Kind::Bic, content.trim(), next);
                lines.next();
            } else {
                write_content(writer, here, content.trim());
            }
            text = behind;
        }
    }
}

fn continuation(text: Slice<'_>) -> Option<Slice<'_>> {
    text.strip_prefix(b"//").map(Slice::trim)
}

/// Where the next code word stands in a line that does not begin with one: behind a slash that ends the text before it, or behind a space.
fn next_word(words: &Layout, text: Slice<'_>) -> usize {
    let is_word = |at: &usize| {
        let before = at.checked_sub(1).and_then(|before| text.bytes.get(before));
        matches!(before, Some(b'/' | b' ')) && code_word(words, text.skip(*at)).is_some()
    };
    memchr::memchr_iter(b'/', text.bytes).find(is_word).unwrap_or(text.bytes.len())
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

/// A BIC that the end of a line has cut in two. Two words may look like one (TANCHON, BANK) and must stay words: only a code with digits, or of country KP, is certain.
fn is_cut_bic(head: Slice<'_>, tail: Slice<'_>) -> bool {
    if tail.is_empty() || Bic::parse(head.as_str()).is_some() {
        return false;
    }
    let joined = Bic::parse(&[head.as_str(), tail.as_str()].concat());
    joined.is_some_and(|bic| bic.country() == *b"KP" || bic.as_str().bytes().any(|byte| byte.is_ascii_digit()))
}

/// Writes two pieces that are one word.
fn write_joined<'a>(writer: &mut Writer<'a>, place: Place<'a>, kind: Kind, head: Slice<'a>, tail: Slice<'a>) {
    let piece = |at: usize, part: Slice<'a>| Piece {
        at: offset(at),
        source: offset(part.at),
        source_len: offset(part.bytes.len()),
        verbatim: true,
    };
    let text = [head.as_str(), tail.as_str()].concat();
    writer.push(place, kind, Text::joined(text, vec![piece(0, head), piece(head.bytes.len(), tail)]), head.at);
}

/// `/BENEFRES/KP//` in 77B: the country where a party resides.
fn is_residence(word: &[u8]) -> bool {
    matches!(word, b"BENEFRES" | b"ORDERRES")
}

fn write_residence<'a>(writer: &mut Writer<'a>, place: Place<'a>, text: Slice<'a>) -> Slice<'a> {
    let behind = write_leading_country(writer, place, text);
    behind.strip_prefix(b"/").unwrap_or(behind)
}

/// Whom or what the text behind a code word is about, where that is not what the field is about. An actor is one of its own.
pub(super) fn speaks_about<'a>(writer: &mut Writer<'a>, place: Place<'a>, role: Option<Role>) -> Place<'a> {
    match role {
        Some(role) if role.is_actor() => Place { role, party: Some(writer.new_party()), ..place },
        Some(role) => place.with_role(role),
        None => place,
    }
}

/// `/INS/`, whom it is about, and all behind it.
pub(super) fn code_word<'a>(words: &Layout, text: Slice<'a>) -> Option<(Slice<'a>, Option<Role>, Slice<'a>)> {
    let is_word = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    let word = take_while_m_n(1, WORD_MAX, is_word);
    let (behind, word) =
        delimited(char::<&[u8], nom::error::Error<&[u8]>>('/'), word, char('/')).parse_complete(text.bytes).ok()?;
    let role = words.word(word)?;
    Some((text.part(word), role, text.part(behind)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::roles::mt::by_number;

    #[test]
    fn only_known_words_are_code_words() {
        for (text, expected) in
            [("/INS/CHASUS33", Some(("INS", "CHASUS33"))), ("/MID/X", None), ("INS/X", None), ("/INS", None), ("//INS/", None)]
        {
            let found =
                code_word(by_number(), Slice::whole(text.as_bytes())).map(|(word, _, behind)| (word.as_str(), behind.as_str()));
            assert_eq!(found, expected, "{text}");
        }
    }
}
