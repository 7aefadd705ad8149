//! Whole messages, and fields one by one: how they are read and checked here, and a room for each subject.

mod frame;
mod order;
mod parties;
mod samples;
mod text;

use crate::message::mt::read;
use crate::message::{DefectCode, Element, Kind, Message, Role, Severity};

/// A message of a type, handed in by the sender, with these fields.
fn message(message_type: &str, fields: &str) -> Vec<u8> {
    format!("{{1:F01COBADEFFAXXX1234567890}}{{2:I{message_type}CHASUS33XXXXN}}{{4:\r\n{fields}\r\n-}}").into_bytes()
}

fn line(element: &Element<'_>) -> String {
    format!("{} {} {} {}", element.path, element.role.as_str(), element.kind.as_str(), element.text.as_str())
}

/// What a field is read as: path, role, kind, text.
fn check(message_type: &str, fields: &str, expected: &[&str]) {
    let bytes = message(message_type, fields);
    let message = read(&bytes);
    let found: Vec<String> = message.elements().iter().map(line).filter(|line| !line.starts_with('{')).collect();
    assert_eq!(found, expected, "{message_type} {fields}");
}

/// A message of these tests has hardly ever both parties: that they are missing is said elsewhere.
fn codes(message: &Message<'_>) -> Vec<&'static str> {
    let codes = message.defects.iter().map(|defect| defect.code).filter(|code| *code != DefectCode::MissingParty);
    codes.map(DefectCode::as_str).collect()
}

/// What is wrong with a message.
fn check_defects(bytes: &[u8], expected: &[&str]) {
    assert_eq!(codes(&read(bytes)), expected, "{}", String::from_utf8_lossy(bytes));
}

/// What is wrong with fields.
fn check_field_defects(message_type: &str, fields: &str, expected: &[&str]) {
    check_defects(&message(message_type, fields), expected);
}

/// Texts that are read together, by passage.
fn check_passages(message_type: &str, fields: &str, expected: &[&[&str]]) {
    let bytes = message(message_type, fields);
    let message = read(&bytes);
    let fields: Vec<&Element<'_>> = message.elements().iter().filter(|element| !line(element).starts_with('{')).collect();
    let passages: Vec<Vec<&str>> = fields
        .chunk_by(|one, other| one.passage == other.passage)
        .map(|passage| passage.iter().map(|element| element.text.as_str()).collect())
        .collect();
    assert_eq!(passages, expected);
}
