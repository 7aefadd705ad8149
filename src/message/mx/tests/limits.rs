//! Every limit: at it, and one beyond.

use super::super::content::ATTRIBUTES_MAX;
use super::super::reader::DEFECTS_PER_CODE_MAX;
use super::super::tags::{NAME_BYTES_MAX, TRANSACTIONS_MAX};
use super::super::walk::{DEPTH_MAX, ELEMENTS_MAX, OPEN_NAME_BYTES_MAX, PART_BYTES_MAX, PIECE_BYTES_MAX};
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
fn elements_of_one_transaction() {
    let inside = |count: usize| {
        pacs008(&format!(
            "<CdtTrfTxInf>{}</CdtTrfTxInf><CdtTrfTxInf><Cdtr><Nm>KIM</Nm></Cdtr></CdtTrfTxInf>",
            "<a/>".repeat(count)
        ))
    };
    assert!(!has(&inside(ELEMENTS_MAX), DefectCode::TooManyElements));
    let xml = inside(ELEMENTS_MAX + 2);
    let message = read(xml.as_bytes());
    assert!(codes(&message).contains(&DefectCode::TooManyElements));
    let [full, next] = message.transactions() else { panic!() };
    let texts =
        |unit: crate::message::Unit<'_, '_>| unit.elements().map(|element| element.text.as_str().to_owned()).collect::<Vec<_>>();
    assert_eq!(texts(message.stretch(full.own())).last().unwrap(), "<a/><a/>");
    assert_eq!(texts(message.stretch(next.own())), ["KIM"]);
}

#[test]
fn bytes_between_the_ends_of_transactions() {
    let header = pacs008("").find("</FIToFI").unwrap();
    let first = |text: usize| pacs008(&format!("<GrpHdr><MsgId>{}</MsgId></GrpHdr>", "x".repeat(text)));
    let fits = PART_BYTES_MAX - header - "<GrpHdr><MsgId>".len();
    assert!(!has(&first(fits - "</MsgId></GrpHdr></FIToFICstmrCdtTrf></Document>".len()), DefectCode::TooLong));
    assert!(!has(&first(fits), DefectCode::TooLong) || first(fits).len() > PART_BYTES_MAX);
    let xml = first(fits + 1);
    let message = read(xml.as_bytes());
    assert!(codes(&message).contains(&DefectCode::TooLong));
    let [piece] = message.elements() else { panic!("{}", message.elements().len()) };
    assert_eq!(piece.text.as_str().len(), PIECE_BYTES_MAX);
    assert_eq!(message.remainder, Some(((header + "<GrpHdr><MsgId>".len() + PIECE_BYTES_MAX) as u32)..(xml.len() as u32)));
    // Each transaction begins anew.
    let one = format!("<CdtTrfTxInf><RmtInf><Ustrd>{}</Ustrd></RmtInf></CdtTrfTxInf>", "x".repeat(PART_BYTES_MAX / 2));
    assert!(!has(&pacs008(&one.repeat(3)), DefectCode::TooLong));
}

#[test]
fn names_of_open_elements() {
    let tag = |length: usize| pacs008(&format!("<{0}>KIM</{0}>", "a".repeat(length)));
    let at_limit = tag(OPEN_NAME_BYTES_MAX);
    assert_eq!(read(at_limit.as_bytes()).elements().last().unwrap().text.as_str(), "KIM");
    let beyond = tag(OPEN_NAME_BYTES_MAX + 1);
    let message = read(beyond.as_bytes());
    assert!(message.elements().last().unwrap().text.as_str().starts_with("<aaa"));
    assert!(codes(&message).contains(&DefectCode::TagTooLong));
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
