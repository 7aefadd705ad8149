//! Every limit: at it, and one beyond.

use super::super::content::ATTRIBUTES_MAX;
use super::super::reader::{DEFECTS_PER_CODE_MAX, DEPTH_MAX, ELEMENTS_MAX};
use super::super::tags::{NAME_BYTES_MAX, TRANSACTIONS_MAX};
use super::{codes, pacs008, read};
use crate::message::DefectCode;

fn has(xml: &str, code: DefectCode) -> bool {
    codes(&read(xml.as_bytes())).contains(&code)
}

/// A document of `depth` elements one in another, with text in the last.
fn nested(depth: usize) -> String {
    pacs008(&format!("{}KIM{}", "<Cdtr>".repeat(depth - 2), "</Cdtr>".repeat(depth - 2)))
}

#[test]
fn depth() {
    assert!(!has(&nested(DEPTH_MAX), DefectCode::TooDeep));
    let xml = nested(DEPTH_MAX + 1);
    let message = read(xml.as_bytes());
    assert_eq!(codes(&message), [DefectCode::TooDeep]);
    assert_eq!(message.elements()[0].text.as_str(), "<Cdtr>KIM</Cdtr>");
    assert!(has(&nested(DEPTH_MAX).replace("KIM", "<Cd/>"), DefectCode::TooDeep));
    assert!(!has(&nested(DEPTH_MAX - 1).replace("KIM", "<Cd/>"), DefectCode::TooDeep));
}

#[test]
fn what_is_too_deep_and_broken_is_read_as_well() {
    let xml = nested(DEPTH_MAX + 3).replace("KIM</Cdtr>", "KIM</Nm>");
    let message = read(xml.as_bytes());
    assert_eq!(codes(&message), [DefectCode::Malformed]);
    assert!(message.elements().last().unwrap().text.as_str().contains("KIM"));
}

#[test]
fn a_hundred_thousand_levels() {
    let xml = nested(100_000);
    let message = read(xml.as_bytes());
    assert_eq!(codes(&message), [DefectCode::TooDeep]);
    assert_eq!(message.elements().len(), 1);
}

#[test]
fn elements() {
    let full = "<a/>".repeat(ELEMENTS_MAX);
    assert!(!has(&format!("<Document>{full} </Document>"), DefectCode::TooManyElements));
    let beyond = format!("<Document>{full} <KIM/></Document>");
    let message = read(beyond.as_bytes());
    assert!(codes(&message).contains(&DefectCode::TooManyElements));
    assert_eq!(message.elements().len(), ELEMENTS_MAX + 1);
    assert_eq!(message.elements().last().unwrap().text.as_str(), "<KIM/></Document>");
}

#[test]
fn attributes() {
    let tag =
        |count: usize| pacs008(&format!("<GrpHdr{}/>", (0..count).map(|nth| format!(" a{nth}='KIM{nth}'")).collect::<String>()));
    assert!(!has(&tag(ATTRIBUTES_MAX), DefectCode::TagTooLong));
    let xml = tag(ATTRIBUTES_MAX + 2);
    let message = read(xml.as_bytes());
    assert!(codes(&message).contains(&DefectCode::TagTooLong));
    assert_eq!(message.elements().last().unwrap().text.as_str(), "a64='KIM64' a65='KIM65'");
}

#[test]
fn names() {
    let tag = |length: usize| pacs008(&format!("<{}/>", "a".repeat(length)));
    assert!(!has(&tag(NAME_BYTES_MAX), DefectCode::TagTooLong));
    assert!(has(&tag(NAME_BYTES_MAX + 1), DefectCode::TagTooLong));
}

#[test]
fn transactions() {
    let message = |count: usize| pacs008(&"<CdtTrfTxInf/>".repeat(count));
    let at_limit = message(TRANSACTIONS_MAX);
    assert!(!has(&at_limit, DefectCode::TooManyElements));
    assert_eq!(read(at_limit.as_bytes()).units().count(), TRANSACTIONS_MAX);
    let beyond = message(TRANSACTIONS_MAX + 1);
    assert!(has(&beyond, DefectCode::TooManyElements));
    assert_eq!(read(beyond.as_bytes()).units().count(), TRANSACTIONS_MAX);
}

#[test]
fn defects() {
    let message = |count: usize| codes(&read(pacs008(&"<Kim/>".repeat(count)).as_bytes())).len();
    let limit = DEFECTS_PER_CODE_MAX as usize;
    assert_eq!(message(limit), limit);
    assert_eq!(message(limit + 1), limit);
}
