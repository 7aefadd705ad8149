//! One-line cases: texts and what surrounds them. The rest has rooms of its own.

mod broken;
mod files;
mod limits;
mod meaning;
mod messages;
mod parties;
mod places;

use super::read;
use crate::message::{DefectCode, Element, Message, Severity};

fn codes(message: &Message<'_>) -> Vec<DefectCode> {
    message.defects.iter().map(|defect| defect.code).collect()
}

fn doubts(message: &Message<'_>) -> Vec<DefectCode> {
    codes(message).into_iter().filter(|code| code.severity() == Severity::Doubt).collect()
}

/// `role kind path: text` of an element.
fn line(message: &Message<'_>, element: &Element<'_>) -> String {
    format!("{} {} {}: {}", element.role.as_str(), element.kind.as_str(), message.path(element.path), element.text.as_str())
}

fn lines(message: &Message<'_>) -> Vec<String> {
    message.elements().iter().map(|element| line(message, element)).collect()
}

/// A pacs.008 with this inside its first element.
fn pacs008(content: &str) -> String {
    format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"><FIToFICstmrCdtTrf>{content}</FIToFICstmrCdtTrf></Document>"
    )
}

/// What a pacs.008 with `content` in its transaction says, and what is wrong with it. Paths are given below the transaction.
fn check(content: &str, expected: &[&str], defects: &[DefectCode]) {
    let xml = pacs008(&format!("<CdtTrfTxInf>{content}</CdtTrfTxInf>"));
    let message = read(xml.as_bytes());
    let found: Vec<String> = lines(&message).iter().map(|line| line.replacen("CdtTrfTxInf/", "", 1)).collect();
    assert_eq!(found, expected, "{content}");
    assert_eq!(codes(&message), defects, "{content}");
    assert_spans_hold(xml.as_bytes(), &message);
}

/// What any XML says, and what is wrong with it.
fn check_xml(xml: &str, expected: &[&str], defects: &[DefectCode]) {
    let message = read(xml.as_bytes());
    assert_eq!(lines(&message), expected, "{xml}");
    assert_eq!(codes(&message), defects, "{xml}");
    assert_spans_hold(xml.as_bytes(), &message);
}

/// A borrowed text stands where it says.
fn assert_spans_hold(bytes: &[u8], message: &Message<'_>) {
    for element in message.elements() {
        let spans = element.text.all_spans();
        if let [span] = spans.as_slice()
            && span.len() == element.text.as_str().trim().len()
        {
            assert_eq!(&bytes[span.start as usize..span.end as usize], element.text.as_str().as_bytes());
        }
    }
}

#[test]
fn a_name_is_one_text_whatever_cuts_it() {
    let name = ["creditor name Cdtr/Nm: KIM JONG"];
    check("<Cdtr><Nm>KIM JONG</Nm></Cdtr>", &name, &[]);
    check("<Cdtr><Nm>\n  KIM JONG\t</Nm></Cdtr>", &name, &[]);
    check("<Cdtr><Nm>KIM<![CDATA[ JO]]>NG</Nm></Cdtr>", &name, &[]);
    check("<Cdtr><Nm><![CDATA[KIM JONG]]></Nm></Cdtr>", &name, &[]);
    check("<Cdtr><Nm>K&#73;M&#x20;JONG</Nm></Cdtr>", &name, &[]);
    check("<Cdtr><Nm>KIM <!-- -->JONG</Nm></Cdtr>", &name, &[]);
    check("<Cdtr><Nm>KIM <??>JONG</Nm></Cdtr>", &name, &[]);
}

#[test]
fn white_space_inside_a_text_stays() {
    check("<Cdtr><Nm>KIM\n    JONG</Nm></Cdtr>", &["creditor name Cdtr/Nm: KIM\n    JONG"], &[]);
}

#[test]
fn predefined_entities_are_resolved() {
    check("<Cdtr><Nm>A &amp; B &lt;C&gt; &quot;D&apos;</Nm></Cdtr>", &["creditor name Cdtr/Nm: A & B <C> \"D'"], &[]);
}

#[test]
fn comments_and_instructions_are_texts_of_their_own() {
    let hidden = ["creditor name Cdtr/Nm: KIMJONG", "unmapped free-text Cdtr/Nm: see file"];
    check("<Cdtr><Nm>KIM<!-- see file -->JONG</Nm></Cdtr>", &hidden, &[DefectCode::HiddenText]);
    check("<Cdtr><Nm>KIM<?see file?>JONG</Nm></Cdtr>", &hidden, &[DefectCode::HiddenText]);
    check("<!-- see --><Cdtr/>", &["unmapped free-text CdtTrfTxInf: see"], &[DefectCode::HiddenText]);
    check_xml(
        "<!-- a --><a/><!-- b -->",
        &["unmapped free-text outside: a", "unmapped free-text a: a", "unmapped free-text outside: b"],
        &[DefectCode::HiddenText, DefectCode::HiddenText, DefectCode::NoDocument],
    );
}

#[test]
fn a_declaration_may_stand_anywhere_but_holds_no_words() {
    let plain = pacs008("");
    let codes = |xml: String| codes(&read(xml.as_bytes()));
    assert_eq!(codes(format!("<?xml version=\"1.0\"?>{plain}")), []);
    assert_eq!(codes(format!("\n<?xml version=\"1.0\"?>{plain}")), []);
    assert_eq!(codes(format!("<Body><?xml version='1.0' standalone='yes'?>{plain}</Body>")), []);
    assert_eq!(codes(format!("<?xml version='KIM'?>{plain}")), [DefectCode::HiddenText]);
}

#[test]
fn unknown_names_are_texts() {
    check(
        "<Cdtr><Kim>JONG</Kim></Cdtr>",
        &["unmapped free-text Cdtr/Kim: Kim", "unmapped free-text Cdtr/Kim: JONG"],
        &[DefectCode::UnknownField],
    );
    check("<Kim/>", &["unmapped free-text Kim: Kim"], &[DefectCode::UnknownField]);
    check("<a:Cdtr/><ns12:Cdtr/><Saa:Cdtr/>", &[], &[]);
    check("<kim:Cdtr/><kim:Cdtr/>", &["unmapped free-text Cdtr: kim"], &[]);
    check("<kim:Jong/>", &["unmapped free-text Jong: kim:Jong"], &[DefectCode::UnknownField]);
}

#[test]
fn unknown_attributes_are_texts() {
    let both = ["unmapped free-text RmtInf/Ustrd: kim", "unmapped free-text RmtInf/Ustrd/@kim: JONG"];
    check("<RmtInf><Ustrd kim=\"JONG\"/></RmtInf>", &both, &[DefectCode::UnknownAttribute]);
    check("<RmtInf><Ustrd kim = 'JO&#78;G'></Ustrd></RmtInf>", &both, &[DefectCode::UnknownAttribute]);
    check("<RmtInf Id='A &amp; B'/>", &["unmapped free-text RmtInf/@Id: A & B"], &[]);
    check("<RmtInf Id=''/>", &[], &[]);
}

#[test]
fn name_and_value_of_an_attribute_are_read_together() {
    let xml = pacs008("<GrpHdr KIM='JONG UN'/>");
    let message = read(xml.as_bytes());
    let [name, value] = message.elements() else { panic!() };
    assert_eq!(name.passage, value.passage);
}

#[test]
fn namespaces_are_texts_unless_they_are_the_usual_ones() {
    check(
        "<Cdtr xmlns='urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08' xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"/>",
        &[],
        &[],
    );
    check("<Cdtr xmlns='urn:kim'/>", &["unmapped free-text Cdtr/@xmlns: urn:kim"], &[]);
    check("<Cdtr xmlns:kim='http://www.w3.org/2001/XMLSchema'/>", &["unmapped free-text Cdtr: kim"], &[]);
}

#[test]
fn schema_locations_are_texts() {
    check("<Cdtr xsi:schemaLocation='urn:x y.xsd'/>", &["unmapped free-text Cdtr/@xsi:schemaLocation: urn:x y.xsd"], &[]);
}

#[test]
fn the_currency_stands_before_the_amount() {
    check(
        "<IntrBkSttlmAmt Ccy=\"USD\">15.00</IntrBkSttlmAmt>",
        &["settlement-amount code IntrBkSttlmAmt/@Ccy: USD", "settlement-amount amount IntrBkSttlmAmt: 15.00"],
        &[],
    );
    check(
        "<InstdAmt Ccy=\"KPW\">15.00</InstdAmt>",
        &["amount free-text InstdAmt/@Ccy: KPW", "amount amount InstdAmt: 15.00"],
        &[],
    );
    check(
        "<InstdAmt Ccy=\"KIM\">JONG</InstdAmt>",
        &["amount free-text InstdAmt/@Ccy: KIM", "amount free-text InstdAmt: JONG"],
        &[],
    );
}

#[test]
fn words_in_the_place_of_codes_are_free_text() {
    check("<ChrgBr>SHAR</ChrgBr>", &["code code ChrgBr: SHAR"], &[]);
    check("<ChrgBr>KOREA DAESONG BANK</ChrgBr>", &["code free-text ChrgBr: KOREA DAESONG BANK"], &[]);
    check("<IntrBkSttlmDt>KOREA</IntrBkSttlmDt>", &["value-date free-text IntrBkSttlmDt: KOREA"], &[]);
    check(
        "<Cdtr><PstlAdr><Ctry>North Korea</Ctry></PstlAdr></Cdtr>",
        &["creditor free-text Cdtr/PstlAdr/Ctry: North Korea"],
        &[DefectCode::BadField],
    );
}

#[test]
fn text_between_elements_is_a_doubt() {
    check(
        "<Cdtr>KIM<Nm>JONG</Nm>UN</Cdtr>",
        &["creditor free-text Cdtr: KIM", "creditor name Cdtr/Nm: JONG", "creditor free-text Cdtr: UN"],
        &[DefectCode::StrayText, DefectCode::StrayText],
    );
    check("<Cdtr>KIM JONG</Cdtr>", &["creditor free-text Cdtr: KIM JONG"], &[]);
    check("<Cdtr>&#13;<Nm>KIM</Nm></Cdtr>", &["creditor free-text Cdtr: \r", "creditor name Cdtr/Nm: KIM"], &[]);
}

#[test]
fn the_pieces_of_a_text_that_elements_cut_are_read_together() {
    let xml = pacs008("<GrpHdr><InitgPty><Nm>KIM <Cd/>JONG <Cd/>UN</Nm></InitgPty></GrpHdr>");
    let message = read(xml.as_bytes());
    let passages: Vec<_> = message.elements().iter().map(|element| (element.text.as_str(), element.passage)).collect();
    let [("KIM", first), ("JONG", second), ("UN", third)] = passages.as_slice() else { panic!("{passages:?}") };
    assert!(first == second && second == third);
}

#[test]
fn text_outside_is_a_doubt() {
    let xml = format!("{}KIM", pacs008(""));
    check_xml(&xml, &["unmapped free-text outside: KIM"], &[DefectCode::TextOutside]);
}
