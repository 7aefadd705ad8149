//! Envelopes, types, units, messages inside messages, and encodings.

use super::super::reader::LAYERS_MAX;
use super::{check_xml, codes, doubts, line, lines, pacs008, read};
use crate::message::DefectCode;

#[test]
fn senders_and_receivers_are_found_in_headers() {
    let header = "<AppHdr><Fr><FIId><FinInstnId><BICFI>COBADEFF</BICFI></FinInstnId></FIId></Fr><To><OrgId><Nm>A</Nm></OrgId></To><Rltd><Fr><OrgId><Nm>B</Nm></OrgId></Fr></Rltd></AppHdr>";
    check_xml(
        &format!("{header}{}", pacs008("")),
        &[
            "sender bic AppHdr/Fr/FIId/FinInstnId/BICFI: COBADEFF",
            "receiver name AppHdr/To/OrgId/Nm: A",
            "party name AppHdr/Rltd/Fr/OrgId/Nm: B",
        ],
        &[],
    );
    let old = "<Ah:AppHdr xmlns:Ah='urn:swift:xsd:$ahV10'><Ah:From><Ah:Type>BIC</Ah:Type><Ah:Id>AAAANGL0XXX</Ah:Id></Ah:From><Ah:To><Ah:Id>cn=funds,ou=abcdchzz,o=swift</Ah:Id></Ah:To></Ah:AppHdr>";
    check_xml(
        &format!("{old}{}", pacs008("")),
        &[
            "sender code AppHdr/From/Type: BIC",
            "sender bic AppHdr/From/Id: AAAANGL0XXX",
            "receiver free-text AppHdr/To/Id: cn=funds,ou=",
            "receiver bic AppHdr/To/Id: abcdchzz",
            "receiver free-text AppHdr/To/Id: ,o=swift",
        ],
        &[],
    );
}

#[test]
fn a_message_without_its_document_element_is_read() {
    let xml = "<Message xmlns='urn:tch' xmlns:pr='urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08'><pr:FIToFICstmrCdtTrf><pr:CdtTrfTxInf><pr:Cdtr><pr:Nm>A</pr:Nm></pr:Cdtr></pr:CdtTrfTxInf></pr:FIToFICstmrCdtTrf></Message>";
    check_xml(xml, &["creditor name CdtTrfTxInf/Cdtr/Nm: A"], &[]);
    assert_eq!(read(xml.as_bytes()).message_type.as_deref(), Some("pacs.008.001.08"));
}

#[test]
fn the_type_is_found_wherever_it_is_said() {
    let of = |xml: &str| read(xml.as_bytes()).message_type;
    let pacs = Some("pacs.008.001.08".to_owned());
    assert_eq!(of("<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08'><FIToFICstmrCdtTrf/></Document>"), pacs);
    assert_eq!(
        of(
            "<x:Document xmlns='urn:swift:xsd:envelope' xmlns:x='urn:swift:xsd:$pacs.008.001.08'><x:FIToFICstmrCdtTrf/></x:Document>"
        ),
        pacs
    );
    assert_eq!(
        of(
            "<Envelope xmlns='urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08'><Document><FIToFICstmrCdtTrf/></Document></Envelope>"
        ),
        pacs
    );
    assert_eq!(of("<Document><FIToFICstmrCdtTrf xmlns='urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08'/></Document>"), pacs);
    assert_eq!(
        of("<E><AppHdr><MsgDefIdr>pacs.008.001.08</MsgDefIdr></AppHdr><Document><FIToFICstmrCdtTrf/></Document></E>"),
        pacs
    );
    assert_eq!(of("<BizMsgEnvlp xmlns='urn:iso:std:iso:20022:tech:xsd:nvlp.001.001.01'><Document><FIToFICstmrCdtTrf/></Document></BizMsgEnvlp>").as_deref(), Some("pacs.008"));
    assert_eq!(of("<note/>"), None);
}

#[test]
fn contradicting_types_are_a_doubt() {
    let xml = "<E><AppHdr><MsgDefIdr>pacs.009.001.08</MsgDefIdr></AppHdr><Document xmlns='urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08'><FIToFICstmrCdtTrf/></Document></E>";
    assert_eq!(doubts(&read(xml.as_bytes())), [DefectCode::TypeConflict]);
}

#[test]
fn an_unknown_message_is_free_text() {
    let xml = "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:zzzz.001.001.01'><Smpl><Cdtr><Nm>KIM</Nm></Cdtr><Amt>1</Amt></Smpl></Document>";
    let expected = [
        "unmapped free-text Document/@xmlns: urn:iso:std:iso:20022:tech:xsd:zzzz.001.001.01",
        "unmapped free-text Document/Smpl: Smpl",
        "unmapped free-text Cdtr/Nm: KIM",
        "unmapped free-text Amt: 1",
    ];
    check_xml(xml, &expected, &[DefectCode::UnknownType]);
}

#[test]
fn xml_without_a_document_is_a_doubt() {
    check_xml(
        "<note><to>Payments</to></note>",
        &["unmapped free-text note: note", "unmapped free-text note/to: to", "unmapped free-text note/to: Payments"],
        &[DefectCode::NoDocument],
    );
    assert_eq!(doubts(&read(b"<a><AppHdr/></a><b>KIM</b>")), [DefectCode::SecondRoot, DefectCode::NoDocument]);
    assert_eq!(doubts(&read(b"<Document/>")), [DefectCode::NoDocument]);
    assert_eq!(doubts(&read(b"<")), [DefectCode::Unclosed, DefectCode::NoDocument]);
    assert_eq!(doubts(&read(b"")), [DefectCode::NoDocument]);
}

#[test]
fn a_header_alone_is_read_in_full() {
    let alone = |xml: &str| codes(&read(xml.as_bytes()));
    assert_eq!(alone("<AppHdr><Fr/></AppHdr>"), [DefectCode::HeaderOnly]);
    assert_eq!(alone("<Body><AppHdr><MsgDefIdr>seev.037.002.02</MsgDefIdr></AppHdr></Body>"), [DefectCode::HeaderOnly]);
    assert_eq!(alone("<Body><AppHdr/>KIM</Body>"), [DefectCode::StrayText, DefectCode::NoDocument]);
}

#[test]
fn a_unit_is_a_transaction_with_its_own_payment_block() {
    let transaction = |id: &str| format!("<CdtTrfTxInf><PmtId><InstrId>{id}</InstrId></PmtId></CdtTrfTxInf>");
    let block = |id: &str, inside: &str| format!("<PmtInf><PmtInfId>{id}</PmtInfId>{inside}</PmtInf>");
    let xml = format!(
        "<E><AppHdr><BizMsgIdr>H</BizMsgIdr></AppHdr><Document><CstmrCdtTrfInitn><GrpHdr><MsgId>G</MsgId></GrpHdr>{}{}<SplmtryData><PlcAndNm>S</PlcAndNm></SplmtryData></CstmrCdtTrfInitn></Document></E>",
        block("P", &(transaction("1") + "<!-- B -->" + &transaction("2"))),
        block("Q", &transaction("3")),
    );
    let message = read(xml.as_bytes());
    let texts = |unit: crate::message::Unit<'_, '_>| {
        unit.elements().map(|element| element.text.as_str().to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(message.units().map(texts).collect::<Vec<_>>(), ["E H G P S 1", "E H G P S 2", "E H G Q S 3"]);
    assert_eq!(texts(message.whole()), "E H G P B Q S");
}

#[test]
fn counts_are_compared() {
    let message = |count: &str, transactions: usize, root: &str, transaction: &str| {
        let xml = format!(
            "<Document><{root}><GrpHdr><NbOfTxs>{count}</NbOfTxs></GrpHdr>{}</{root}></Document>",
            format!("<{transaction}/>").repeat(transactions)
        );
        doubts(&read(xml.as_bytes()))
    };
    let mismatch = [DefectCode::CountMismatch];
    assert_eq!(message("2", 2, "FIToFICstmrCdtTrf", "CdtTrfTxInf"), []);
    assert_eq!(message(" 2\n", 2, "FIToFICstmrCdtTrf", "CdtTrfTxInf"), []);
    assert_eq!(message("3", 2, "FIToFICstmrCdtTrf", "CdtTrfTxInf"), mismatch);
    assert_eq!(message("1", 0, "FIToFICstmrCdtTrf", "CdtTrfTxInf"), mismatch);
    assert_eq!(message("two", 2, "FIToFICstmrCdtTrf", "CdtTrfTxInf"), mismatch);
    assert_eq!(message("5", 0, "PmtRtr", "TxInf"), []);
    assert_eq!(message("5", 1, "PmtRtr", "TxInf"), mismatch);
    let block = "<PmtInf><NbOfTxs>2</NbOfTxs><CdtTrfTxInf/></PmtInf>";
    let xml = format!("<Document><CstmrCdtTrfInitn><GrpHdr><NbOfTxs>1</NbOfTxs></GrpHdr>{block}</CstmrCdtTrfInitn></Document>");
    assert_eq!(doubts(&read(xml.as_bytes())), mismatch);
}

#[test]
fn a_message_inside_a_text_is_read_as_well() {
    let inner = pacs008("<CdtTrfTxInf><Cdtr><Nm>KIM &amp; CO</Nm></Cdtr></CdtTrfTxInf>");
    let escaped = inner.replace('&', "&amp;").replace('<', "&lt;");
    for carrier in [format!("<![CDATA[{inner}]]>"), escaped, base64(inner.as_bytes())] {
        let xml = pacs008(&format!("<CdtTrfTxInf><InstrForNxtAgt><InstrInf>{carrier}</InstrInf></InstrForNxtAgt></CdtTrfTxInf>"));
        let message = read(xml.as_bytes());
        assert_eq!(codes(&message), []);
        let [outer, name] = message.elements() else { panic!("{:?}", lines(&message)) };
        assert_eq!((outer.layer, name.layer), (0, 1));
        assert_eq!(line(&message, name), "creditor name CdtTrfTxInf/InstrForNxtAgt/InstrInf/CdtTrfTxInf/Cdtr/Nm: KIM & CO");
        assert_ne!(outer.passage, name.passage);
        let (carrier, spans) = (outer.text.all_spans(), name.text.all_spans());
        assert!(spans.iter().all(|span| carrier.iter().any(|carrier| carrier.start <= span.start && span.end <= carrier.end)));
        let mut kim = Vec::new();
        name.text.spans(0..3, &mut kim);
        let in_frame = &xml.as_bytes()[kim[0].start as usize..kim[0].end as usize];
        assert!(in_frame == b"KIM" || kim == carrier, "{}", String::from_utf8_lossy(in_frame));
    }
}

#[test]
fn a_fin_message_inside_a_text_is_read_below_it() {
    let fin = "{1:F01COBADEFFXXXX0000000000}{2:I103CHASUS33XXXXN}{4:\r\n:20:A\r\n:59:/1\r\nKIM JONG\r\n:70:B\r\n-}";
    for (carrier, is_exact) in [(format!("<![CDATA[{fin}]]>"), true), (fin.to_owned(), true), (base64(fin.as_bytes()), false)] {
        let xml = format!("<DataPDU><Body>{carrier}</Body></DataPDU>");
        let message = read(xml.as_bytes());
        let [outer, inner @ ..] = message.elements() else { panic!() };
        assert!(
            lines(&message).iter().any(|line| line.starts_with("creditor ") && line.ends_with("KIM JONG")),
            "{:?}",
            lines(&message)
        );
        let whole = outer.text.all_spans();
        assert_eq!((outer.layer, message.path(outer.path).as_str()), (0, "DataPDU/Body"));
        for element in inner {
            let spans = element.text.all_spans();
            assert_eq!(element.layer, 1);
            assert!(message.path(element.path).starts_with("DataPDU/Body"), "{}", message.path(element.path));
            assert!(spans.iter().all(|span| whole[0].start <= span.start && span.end <= whole[0].end));
            assert!(is_exact || spans == whole);
        }
    }
}

#[test]
fn layers_are_opened_down_to_the_limit() {
    let mut xml = pacs008("<CdtTrfTxInf><RmtInf><Ustrd>KIM JONG</Ustrd></RmtInf></CdtTrfTxInf>");
    for depth in 0..=LAYERS_MAX + 1 {
        let message = read(xml.as_bytes());
        let deepest = message.elements().iter().map(|element| element.layer).max();
        assert_eq!(deepest, Some(depth.min(LAYERS_MAX)));
        assert_eq!(doubts(&message), if depth > LAYERS_MAX { vec![DefectCode::TooDeep] } else { vec![] });
        let is_found = message.elements().iter().any(|element| element.text.as_str() == "KIM JONG");
        assert_eq!(is_found, depth <= LAYERS_MAX, "{depth}");
        xml = pacs008(&format!("<CdtTrfTxInf><RmtInf><Ustrd>{}</Ustrd></RmtInf></CdtTrfTxInf>", base64(xml.as_bytes())));
    }
}

#[test]
fn an_entity_inside_a_layer_is_a_doubt_and_its_ends_are_not() {
    let doubt = |inner: &str| {
        doubts(&read(
            pacs008(&format!("<CdtTrfTxInf><RmtInf><Ustrd><![CDATA[{inner}]]></Ustrd></RmtInf></CdtTrfTxInf>")).as_bytes(),
        ))
    };
    assert_eq!(doubt("<Document>&a;</Document>"), [DefectCode::UnknownEntity]);
    assert_eq!(doubt("<?xml version=\"1.0\"?><RequestPayload><AppHdr>"), []);
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letters = bytes.chunks(3).flat_map(|chunk| {
        let bits = chunk.iter().fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte)) << (8 * (3 - chunk.len()));
        (0..4).map(move |place| if place > chunk.len() { '=' } else { char::from(LETTERS[bits >> (18 - 6 * place) & 63]) })
    });
    letters.collect()
}

#[test]
fn transcoded_texts_lead_back_to_the_bytes() {
    let xml = pacs008("<CdtTrfTxInf><Cdtr><Nm>M\u{fc}ller &amp; 김</Nm></Cdtr></CdtTrfTxInf>");
    let bytes: Vec<u8> = format!("\u{FEFF}{xml}").encode_utf16().flat_map(u16::to_be_bytes).collect();
    let message = read(&bytes);
    assert_eq!(lines(&message), ["creditor name CdtTrfTxInf/Cdtr/Nm: Müller & 김"]);
    assert_eq!((codes(&message), message.message_type.as_deref()), (vec![], Some("pacs.008.001.08")));
    let mut spans = Vec::new();
    message.elements()[0].text.spans("Müller & ".len().."Müller & 김".len(), &mut spans);
    assert_eq!(&bytes[spans[0].start as usize..spans[0].end as usize], "김".encode_utf16().next().unwrap().to_be_bytes());
    message.elements()[0].text.spans("Müller ".len().."Müller &".len(), &mut spans);
    assert_eq!(spans[1].len(), "&amp;".len() * 2);
}

#[test]
fn units_and_defects_survive_transcoding() {
    let xml = format!(
        "<?xml version='1.0' encoding='ISO-8859-1'?>{}",
        pacs008(
            "<GrpHdr><NbOfTxs>3</NbOfTxs></GrpHdr><CdtTrfTxInf><Kim/></CdtTrfTxInf><CdtTrfTxInf><Cdtr><Nm>#</Nm></Cdtr></CdtTrfTxInf>"
        )
    );
    let bytes: Vec<u8> = xml.bytes().map(|byte| if byte == b'#' { 0xFC } else { byte }).collect();
    let message = read(&bytes);
    assert_eq!(message.units().count(), 2);
    let places: Vec<_> = message
        .defects
        .iter()
        .map(|defect| (defect.code, &bytes[defect.span.start as usize..defect.span.end as usize]))
        .collect();
    assert_eq!(places, [(DefectCode::UnknownField, b"Kim".as_slice()), (DefectCode::CountMismatch, b"3".as_slice())]);
}
