//! What is not well-formed, or more than one message.

use super::{check, check_xml, codes, lines, pacs008, read};
use crate::message::DefectCode;

#[test]
fn a_document_type_is_a_doubt_and_a_text() {
    let xml = format!("<!DOCTYPE d [<!ENTITY a \"KIM\">]>{}", pacs008("<GrpHdr><MsgId>&a;</MsgId></GrpHdr>"));
    check_xml(
        &xml,
        &[
            "unmapped free-text outside: d [<!ENTITY a \"KIM\">]",
            "message-reference reference GrpHdr/MsgId:  ",
            "unmapped free-text GrpHdr/MsgId: a",
        ],
        &[DefectCode::Doctype, DefectCode::UnknownEntity],
    );
}

#[test]
fn an_unknown_entity_parts_words_and_is_one() {
    check(
        "<Cdtr><Nm>KIM&nbsp;JONG</Nm></Cdtr>",
        &["creditor name Cdtr/Nm: KIM JONG", "unmapped free-text Cdtr/Nm: nbsp"],
        &[DefectCode::UnknownEntity],
    );
    check(
        "<RmtInf Id='KIM&nbsp;JONG'/>",
        &["unmapped free-text RmtInf/@Id: KIM JONG", "unmapped free-text RmtInf: nbsp"],
        &[DefectCode::UnknownEntity],
    );
}

#[test]
fn an_ampersand_alone_is_a_doubt() {
    let malformed = [DefectCode::Malformed];
    check("<Cdtr><Nm>Kim & Sons</Nm></Cdtr>", &["creditor name Cdtr/Nm: Kim & Sons"], &malformed);
    check("<Cdtr><Nm>Kim & Sons; Co</Nm></Cdtr>", &["creditor name Cdtr/Nm: Kim & Sons; Co"], &malformed);
    check("<Cdtr><Nm>Kim &#KIM;</Nm></Cdtr>", &["creditor name Cdtr/Nm: Kim &#KIM;"], &malformed);
    check("<RmtInf Id='Kim & Sons'/>", &["unmapped free-text RmtInf/@Id: Kim & Sons"], &malformed);
}

#[test]
fn control_characters_are_a_doubt() {
    check("<Cdtr><Nm>KIM&#1;</Nm></Cdtr>", &["creditor name Cdtr/Nm: KIM\u{1}"], &[DefectCode::ControlCharacter]);
    check("<Cdtr><Nm>KIM\u{1}</Nm></Cdtr>", &["creditor name Cdtr/Nm: KIM\u{1}"], &[DefectCode::ControlCharacter]);
    check("<Cdtr><Nm>KIM&#xD800;</Nm></Cdtr>", &["creditor name Cdtr/Nm: KIM\u{FFFD}"], &[DefectCode::Malformed]);
}

#[test]
fn what_follows_a_wrong_end_tag_is_plain_text() {
    let xml = pacs008("<CdtTrfTxInf><Cdtr><Nm>KIM</Nmx><RmtInf><Ustrd>JONG</Ustrd></RmtInf>");
    let rest = "</Nmx><RmtInf><Ustrd>JONG</Ustrd></RmtInf></FIToFICstmrCdtTrf></Document>";
    check_xml(
        &xml,
        &["creditor name CdtTrfTxInf/Cdtr/Nm: KIM", &format!("unmapped free-text outside: {rest}")],
        &[DefectCode::Malformed],
    );
}

#[test]
fn a_message_that_ends_too_early_is_a_doubt() {
    let start = "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08'><FIToFICstmrCdtTrf><CdtTrfTxInf><Cdtr><Nm>KIM";
    let name = "creditor name CdtTrfTxInf/Cdtr/Nm: KIM";
    check_xml(start, &[name], &[DefectCode::Unclosed]);
    for cut in ["<", "</Nm", "<Ctry a='x", "<!-- x", "<![CDATA[x", "<?x"] {
        check_xml(&format!("{start}{cut}"), &[name, &format!("unmapped free-text outside: {cut}")], &[DefectCode::Unclosed]);
    }
    check_xml(
        &format!("{start}&am"),
        &["creditor name CdtTrfTxInf/Cdtr/Nm: KIM&am"],
        &[DefectCode::Malformed, DefectCode::Unclosed],
    );
}

#[test]
fn tags_that_are_none_are_texts() {
    check("<Cdtr KIM JONG/>", &["unmapped free-text Cdtr: KIM JONG"], &[DefectCode::Malformed]);
    check("<Cdtr Id='<b>'/>", &["unmapped free-text Cdtr/@Id: <b>"], &[DefectCode::Malformed]);
    check(
        "<Cdtr Id='1' Id='2'/>",
        &["unmapped free-text Cdtr/@Id: 1", "unmapped free-text Cdtr/@Id: 2"],
        &[DefectCode::Malformed],
    );
    check(
        "<5 units/>",
        &["unmapped free-text 5: 5", "unmapped free-text 5: units"],
        &[DefectCode::Malformed, DefectCode::UnknownField, DefectCode::Malformed],
    );
    check("<!-- a -- b -->", &["unmapped free-text CdtTrfTxInf: a -- b"], &[DefectCode::Malformed, DefectCode::HiddenText]);
}

#[test]
fn one_root_or_header_and_document() {
    let (header, document) = ("<AppHdr/>", pacs008(""));
    let second = |xml: String| codes(&read(xml.as_bytes())).contains(&DefectCode::SecondRoot);
    assert!(!second(format!("{header}{document}")));
    assert!(!second(format!("<?xml version='1.0'?>{header}<?xml version='1.0'?>{document}")));
    assert!(!second(format!("{document}{header}")));
    assert!(!second(format!("<Envelope>{header}{document}</Envelope>")));
    assert!(second(format!("{document}{document}")));
    assert!(second(format!("{header}{header}")));
    assert!(second(format!("{header}{document}{document}")));
    assert!(second(format!("{document}<Cdtr/>")));
    assert!(second(format!("<Envelope>{document}{document}</Envelope>")));
    assert!(second("<Document><FICdtTrf/><FICdtTrf/></Document>".to_owned()));
}

#[test]
fn a_second_document_has_paths_of_its_own() {
    let document = pacs008("<GrpHdr><MsgId>A</MsgId></GrpHdr>");
    let message = read_owned(format!("{document}{document}"));
    assert_eq!(
        message,
        [
            "message-reference reference GrpHdr/MsgId: A",
            "message-reference reference Document[2]/FIToFICstmrCdtTrf/GrpHdr/MsgId: A"
        ]
    );
}

fn read_owned(xml: String) -> Vec<String> {
    lines(&read(xml.as_bytes()))
}
