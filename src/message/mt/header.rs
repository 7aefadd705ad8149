//! Blocks of headers and trailers. Numbers that have the form SWIFT gives them are codes; the logical terminals in between are BICs of sender and receiver.

use super::blocks::{Block, braced, next_opening, opening};
use super::fixed::digits;
use super::slice::Slice;
use super::writer::{Place, Writer};
use crate::identifier::{Bic, is_uetr};
use crate::message::{DefectCode, Kind, Path, Piece, Role, Text, offset};
use nom::bytes::complete::take;
use nom::character::complete::one_of;
use nom::combinator::{opt, recognize, verify};
use nom::{IResult, Parser};

/// What block 2 says before anything is read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Application<'a> {
    /// The receiver's system got it from the network; otherwise the sender's hands it in.
    pub(super) is_output: bool,
    /// Three digits.
    pub(super) message_type: &'a str,
}

/// Reads direction and type, whatever stands behind them.
pub(super) fn application(block_2: Slice<'_>) -> Option<Application<'_>> {
    let (direction, behind) = block_2.split_at(1);
    let message_type = behind.first(3);
    let is_output = match direction.bytes {
        b"I" => false,
        b"O" => true,
        _ => return None,
    };
    let is_type = message_type.bytes.len() == 3 && message_type.bytes.iter().all(u8::is_ascii_digit);
    is_type.then(|| Application { is_output, message_type: message_type.as_str() })
}

/// Block 1: `F01`, the terminal that `role` is about, session and sequence number.
pub(super) fn write_block_1<'a>(writer: &mut Writer<'a>, block: &Block<'a>, role: Role) {
    let path = Path::Block(block.id.as_str(), None);
    let grammar = |text: &'a [u8]| (recognize((one_of("AFL"), digits(2, 2))), terminal, opt(digits(10, 10))).parse_complete(text);
    let Ok((rest, (service, terminal, session))) = grammar(block.content.bytes) else {
        return write_bad_header(writer, path, block.content);
    };
    write_code(writer, path, Role::Header, block.content.part(service));
    write_terminal(writer, path, role, block.content.part(terminal));
    session.into_iter().for_each(|session| write_code(writer, path, Role::Header, block.content.part(session)));
    let rest = block.content.part(rest);
    let is_service = !matches!(service, [_, b'0', b'1']);
    if !rest.is_empty() || session.is_none() && !is_service {
        write_rest_of_header(writer, path, rest);
    }
}

/// Block 2: direction and type, then for an input message the receiver, for an output message the sender inside the reference of the message's input.
pub(super) fn write_block_2<'a>(writer: &mut Writer<'a>, block: &Block<'a>) {
    let path = Path::Block(block.id.as_str(), None);
    let Some(Application { is_output, .. }) = application(block.content) else {
        return write_bad_header(writer, path, block.content);
    };
    let (role, head_length) = if is_output { (Role::Sender, OUTPUT_HEAD) } else { (Role::Receiver, INPUT_HEAD) };
    let (head, behind) = block.content.split_at(head_length);
    let is_head = head.bytes.len() == head_length && head.bytes.iter().skip(1).all(u8::is_ascii_digit);
    // A message from the network that was written like one to it: direction, type and terminal, nothing else.
    let input_like = is_output.then(|| block.content.split_at(INPUT_HEAD)).filter(|_| !is_head);
    if let Some((head, behind)) = input_like
        && let Ok((tail, terminal)) = terminal(behind.bytes)
        && is_input_tail(tail)
    {
        writer.defect(DefectCode::LooseHeader, block.content);
        write_code(writer, path, Role::Header, head);
        write_terminal(writer, path, role, behind.part(terminal));
        return write_code(writer, path, Role::Header, behind.part(tail));
    }
    match terminal(behind.bytes) {
        Ok((tail, terminal)) if is_head => {
            write_code(writer, path, Role::Header, head);
            write_terminal(writer, path, role, behind.part(terminal));
            let is_tail = if is_output { is_output_tail(tail) } else { is_input_tail(tail) };
            match behind.part(tail) {
                tail if is_tail => write_code(writer, path, Role::Header, tail),
                tail => write_rest_of_header(writer, path, tail),
            }
        }
        Ok(_) | Err(_) => write_bad_header(writer, path, block.content),
    }
}

/// A block of tags in braces. Values of known tags are checked; unknown tags are text, name and all. Text between tags goes to `stray`.
pub(super) fn write_tags<'a>(writer: &mut Writer<'a>, block: &Block<'a>, mut stray: impl FnMut(&mut Writer<'a>, Slice<'a>)) {
    let known = match block.id.bytes {
        b"3" => USER_TAGS,
        b"4" => SERVICE_TAGS,
        b"5" | b"S" => TRAILER_TAGS,
        _ => &[],
    };
    let role = if matches!(block.id.bytes, b"5" | b"S") { Role::Trailer } else { Role::Header };
    let mut rest = block.content;
    while !rest.is_empty() {
        let Some((name, content)) = opening(rest) else {
            let (text, behind) = rest.split_at(next_opening(rest));
            stray(writer, text);
            rest = behind;
            continue;
        };
        let (value, is_closed, behind) = braced(content);
        if !is_closed {
            writer.defect(DefectCode::BadBlock, name);
        }
        let path = Path::Block(block.id.as_str(), Some(name.as_str()));
        let form = known.iter().find(|(tag, _)| *tag == name.bytes).map(|(_, form)| *form);
        let place = writer.place(path, if form.is_some() { role } else { Role::Unmapped });
        if form.is_none() {
            writer.defect(DefectCode::UnknownField, name);
            writer.write(place, Kind::FreeText, name);
        }
        write_value(writer, place, form.unwrap_or(Value::Text), value.trim());
        rest = behind;
    }
}

/// What a tag of a header or trailer holds.
#[derive(Clone, Copy)]
enum Value {
    Text,
    Reference,
    Digits(usize, usize),
    /// Digits and letters A to F, at least one digit among them.
    Checksum(usize),
    Words(&'static [&'static str]),
    Uetr,
    Terminal,
    /// Date, terminal, session and sequence number of a message, perhaps behind a time.
    InputReference,
}

fn write_value<'a>(writer: &mut Writer<'a>, place: Place<'a>, form: Value, value: Slice<'a>) {
    let bytes = value.bytes;
    match form {
        Value::Digits(least, most) if (least..=most).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_digit) => {
            writer.write(place, Kind::Code, value);
        }
        Value::Checksum(length) if bytes.len() == length && is_checksum(bytes) => writer.write(place, Kind::Code, value),
        Value::Words(words) if words.iter().any(|word| word.as_bytes() == bytes) => writer.write(place, Kind::Code, value),
        Value::Uetr if is_uetr(value.as_str()) => writer.write(place.with_role(Role::Uetr), Kind::Reference, value),
        Value::Terminal if terminal(bytes).is_ok_and(|(rest, _)| rest.is_empty()) => {
            write_terminal(writer, place.path, place.role, value)
        }
        Value::InputReference => write_input_reference(writer, place, value),
        Value::Reference => writer.write(place, Kind::Reference, value),
        Value::Uetr if !value.is_empty() => {
            writer.defect(DefectCode::BadHeader, value);
            writer.write(place, Kind::FreeText, value);
        }
        Value::Text | Value::Digits(..) | Value::Checksum(_) | Value::Words(_) | Value::Uetr | Value::Terminal => {
            writer.write(place, Kind::FreeText, value);
        }
    }
}

fn write_input_reference<'a>(writer: &mut Writer<'a>, place: Place<'a>, value: Slice<'a>) {
    let grammar =
        |text: &'a [u8]| (recognize((opt(digits(10, 10)), opt(digits(6, 6)))), terminal, digits(10, 10)).parse_complete(text);
    match grammar(value.bytes) {
        Ok((rest, (head, terminal, session))) if rest.is_empty() && head.len() >= 6 => {
            write_code(writer, place.path, place.role, value.part(head));
            write_terminal(writer, place.path, place.role, value.part(terminal));
            write_code(writer, place.path, place.role, value.part(session));
        }
        Ok(_) | Err(_) => writer.write(place, Kind::FreeText, value),
    }
}

/// Twelve characters: BIC of eight, terminal code, branch. The code is no part of the BIC and says nothing.
fn write_terminal<'a>(writer: &mut Writer<'a>, path: Path<'a>, role: Role, terminal: Slice<'a>) {
    let (bic, code_and_branch) = terminal.split_at(8);
    let branch = code_and_branch.skip(1);
    let piece = |at: usize, part: Slice<'a>| Piece {
        at: offset(at),
        source: offset(part.at),
        source_len: offset(part.bytes.len()),
        verbatim: true,
    };
    let text = Text::joined([bic.as_str(), branch.as_str()].concat(), vec![piece(0, bic), piece(bic.bytes.len(), branch)]);
    let place = writer.place(path, role);
    writer.push(place, Kind::Bic, text, terminal.at);
}

fn write_code<'a>(writer: &mut Writer<'a>, path: Path<'a>, role: Role, code: Slice<'a>) {
    let place = writer.place(path, role);
    writer.write(place, Kind::Code, code);
}

/// What stands behind the terminal, and is no number: who and what the block names stood in front of it.
fn write_rest_of_header<'a>(writer: &mut Writer<'a>, path: Path<'a>, text: Slice<'a>) {
    let is_words = text.bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count() > PRIORITY_LETTERS_MAX;
    writer.defect(if is_words { DefectCode::BadHeader } else { DefectCode::LooseHeader }, text);
    let place = writer.place(path, Role::Header);
    writer.write(place, Kind::FreeText, text.trim());
}

fn write_bad_header<'a>(writer: &mut Writer<'a>, path: Path<'a>, text: Slice<'a>) {
    writer.defect(DefectCode::BadHeader, text);
    let place = writer.place(path, Role::Header);
    writer.write(place, Kind::FreeText, text.trim());
}

fn terminal(text: &[u8]) -> IResult<&[u8], &[u8]> {
    let is_terminal = |text: &[u8]| {
        let bic = text.get(..8).and_then(|bic| str::from_utf8(bic).ok());
        bic.is_some_and(|bic| Bic::parse(bic).is_some()) && text.iter().all(u8::is_ascii_alphanumeric)
    };
    verify(take(12_usize), is_terminal).parse_complete(text)
}

/// Priority; perhaps delivery monitoring, and the obsolescence period.
fn is_input_tail(text: &[u8]) -> bool {
    matches!(text, [] | [b'S' | b'U' | b'N'] | [b'S' | b'U' | b'N', b'1'..=b'3', ..])
        && matches!(text.len(), 0 | 1 | 2 | 5)
        && text.iter().skip(1).all(u8::is_ascii_digit)
}

/// Session and sequence number, then date and time of output, then the priority.
fn is_output_tail(text: &[u8]) -> bool {
    let (numbers, priority) = text.split_at_checked(20).unwrap_or((text, b"?"));
    numbers.iter().all(u8::is_ascii_digit) && matches!(priority, [] | [b'S' | b'U' | b'N'])
}

fn is_checksum(text: &[u8]) -> bool {
    text.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F')) && text.iter().any(u8::is_ascii_digit)
}

/// One letter is the priority of a message, a second perhaps a mistyped one. More is a word.
const PRIORITY_LETTERS_MAX: usize = 2;

/// `I103`.
const INPUT_HEAD: usize = 4;
/// `O103`, the time of input, and the date at the start of the input reference.
const OUTPUT_HEAD: usize = 14;

/// Block 3 (SWIFT's FIN operations guide).
const USER_TAGS: &[(&[u8], Value)] = &[
    (b"103", Value::Text),
    (b"106", Value::InputReference),
    (b"108", Value::Reference),
    (b"111", Value::Digits(3, 3)),
    (b"113", Value::Text),
    (b"115", Value::Text),
    (b"119", Value::Words(&["COV", "REMIT", "RFDD", "STP"])),
    (b"121", Value::Uetr),
    (b"165", Value::Text),
    (b"423", Value::Digits(12, 14)),
    (b"424", Value::Reference),
    (b"433", Value::Text),
    (b"434", Value::Text),
];

/// Block 4 of acknowledgements and delivery notifications.
const SERVICE_TAGS: &[(&[u8], Value)] = &[
    (b"102", Value::Terminal),
    (b"103", Value::Text),
    (b"106", Value::InputReference),
    (b"107", Value::InputReference),
    (b"108", Value::Reference),
    (b"175", Value::Digits(4, 4)),
    (b"177", Value::Digits(10, 10)),
    (b"405", Value::Text),
    (b"432", Value::Text),
    (b"451", Value::Digits(1, 1)),
];

/// Blocks 5 and S.
const TRAILER_TAGS: &[(&[u8], Value)] = &[
    (b"CHK", Value::Checksum(12)),
    (b"COP", Value::Text),
    (b"DLM", Value::Text),
    (b"MAC", Value::Checksum(8)),
    (b"MAN", Value::Text),
    (b"MDG", Value::Text),
    (b"MRF", Value::InputReference),
    (b"PAC", Value::Checksum(8)),
    (b"PDE", Value::InputReference),
    (b"PDM", Value::InputReference),
    (b"SAC", Value::Text),
    (b"SPD", Value::Text),
    (b"SYS", Value::InputReference),
    (b"TNG", Value::Text),
];
