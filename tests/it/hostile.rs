//! Names in disguise: whatever a text inside XML is written in, a listed name in it never passes; and the same ways of writing with nothing in them go on.

use crate::masks::{MASKS, base64, document, escaped, fin, gzip, url_safe, utf16};
use crate::support::{all_hits, decide, package, verdict};
use crate::traffic::Rng;
use interdict::message::Severity;
use interdict::verdict::Verdict;

const NAMES: [&str; 3] = ["KANGBONG TRADING CORPORATION", "Kim Yong Chol", "TANCHON COMMERCIAL BANK"];

fn sample(name: &str) -> String {
    std::fs::read_to_string(package("proto-samples/mx").join(name)).unwrap()
}

/// A clean credit transfer with this content in the remittance information.
fn with_remittance(content: &str) -> String {
    sample("pacs008-document-only.xml").replace("Invoice 2026-1187", content)
}

/// A clean credit transfer with this content in its supplementary data.
fn with_supplement(content: &str) -> String {
    sample("pacs008-document-only.xml")
        .replace("</CdtTrfTxInf>", &format!("<SplmtryData><Envlp>{content}</Envlp></SplmtryData></CdtTrfTxInf>"))
}

#[test]
fn no_mask_gets_a_name_through() {
    let mut passed = Vec::new();
    for (mask, write) in MASKS {
        for name in NAMES {
            let content = write(name);
            let through = [with_remittance(&content), with_supplement(&content)]
                .into_iter()
                .filter(|message| verdict(message.as_bytes()) < Verdict::Hold);
            if through.count() > 0 {
                passed.push(format!("{mask}: {name}"));
            }
        }
    }
    assert!(passed.is_empty(), "{} passed:\n{}", passed.len(), passed.join("\n"));
}

/// What is legitimate: it goes on, with no doubt.
fn goes_on(message: impl Into<Vec<u8>>, what: &str) {
    let screened = decide(message);
    let doubts: Vec<_> = screened.frame.defects.iter().filter(|defect| defect.code.severity() == Severity::Doubt).collect();
    let hits: Vec<_> = all_hits(&screened).map(|hit| (hit.code, &hit.parts)).collect();
    assert_eq!(screened.frame.verdict, Verdict::Pass, "{what}: {doubts:?} {hits:?}");
}

#[test]
fn ordinary_texts_with_escapes_go_on() {
    for text in [
        "https://example.com/pay%20now?id=4711&amp;ref=ABC%2FDEF",
        "https://example.com/M%C3%BCller%20S%C3%B6hne",
        "DISC 50% OFF, 30%70% T/T",
        "INDIRIM %50 PESIN %50 VADE",
        "QTY=20 PRICE=45 A=4B",
        "Smith &amp;amp; Sons",
        "Caf&amp;eacute; M&amp;uuml;ller",
        "a &amp;lt; b",
        "C:\\invoices\\new\\2026",
        "HASH 0x9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "WALLET 0x52908400098527886E0F7030069857D2E4169EE7",
        "LANG=EN&#10;CODE=AB&#10;",
        "UETR 71560344-fd3a-417e-bcce-e75bd10a819f",
        "ORDER SW52b2ljZS1BQkNERUZH",
        "INVOICES 20261124 20261125 20261126 20261127",
        "INTERNATIONALTRANSPORTGESELLSCHAFT",
        "د\u{200F}فاتورة رقم 12\u{200F}",
        "می\u{200C}خواهم 12",
        "Donau\u{AD}dampf\u{AD}schiff",
        "price \u{2264} 5 \u{1F469}\u{200D}\u{1F4BB}",
    ] {
        goes_on(with_remittance(text), text);
    }
}

#[test]
fn clean_payloads_go_on() {
    let inner = sample("pacs008-document-only.xml");
    let inner = inner.split_once("?>").unwrap().1.trim();
    for (what, content) in [
        ("cdata", format!("<![CDATA[{inner}]]>")),
        ("escaped", escaped(inner)),
        ("base64", base64(inner.as_bytes())),
        ("base64 for addresses", url_safe(&base64(inner.as_bytes()))),
        ("gzip", base64(&gzip(inner.as_bytes()))),
        ("UTF-16", base64(&utf16(&format!("\u{FEFF}{inner}"), u16::to_le_bytes))),
        ("FIN", base64(fin("SAMPLE FURNITURE INC").as_bytes())),
        ("FIN in cdata", format!("<![CDATA[{}]]>", fin("SAMPLE FURNITURE INC"))),
        ("text", base64(b"Invoice 2026-1187: furniture, two chairs and a table")),
        ("a document", document("Sample Furniture Inc")),
        ("HTML", "<![CDATA[<p>Invoice <b>2026-1187</b><br/></p>]]>".to_owned()),
    ] {
        goes_on(with_supplement(&content), what);
    }
}

/// Values of signatures are random, and some read like words: none of them is held for it.
#[test]
fn random_signatures_go_on() {
    let mut rng = Rng::new(7);
    let mut random = |bytes: usize| {
        let bytes: Vec<u8> = (0..bytes).map(|_| u8::try_from(rng.below(256)).unwrap()).collect();
        base64(&bytes)
    };
    let signed = sample("pacs008-signed.xml");
    let value_of = |name: &str| {
        let from = signed.find(&format!("<ds:{name}>")).unwrap() + name.len() + "<ds:>".len();
        from..from + signed[from..].find('<').unwrap()
    };
    for turn in 0..400 {
        let mut message = signed.clone();
        for (name, bytes) in [("X509Certificate", 1200), ("SignatureValue", 256), ("DigestValue", 32)] {
            message.replace_range(value_of(name), &random(bytes));
        }
        goes_on(message, &format!("signature {turn}"));
    }
}

/// A name where one was not, in an envelope of whatever kind: found in its role.
#[test]
fn a_document_is_read_in_any_envelope() {
    let creditor = "KANGBONG TRADING CORPORATION";
    let plain = document(creditor);
    let header = "<AppHdr xmlns=\"urn:iso:std:iso:20022:tech:xsd:head.001.001.02\"><Fr><FIId><FinInstnId><BICFI>COBADEFF</BICFI></FinInstnId></FIId></Fr><To><FIId><FinInstnId><BICFI>CHASUS33</BICFI></FinInstnId></FIId></To><BizMsgIdr>A</BizMsgIdr><MsgDefIdr>pacs.008.001.08</MsgDefIdr><CreDt>2026-11-24T09:00:00Z</CreDt></AppHdr>";
    let saa = |body: &str| {
        format!(
            "<Saa:DataPDU xmlns:Saa=\"urn:swift:saa:xsd:saa.2.0\"><Saa:Revision>2.0.13</Saa:Revision><Saa:Body>{body}</Saa:Body></Saa:DataPDU>"
        )
    };
    for (what, message, is_clean) in [
        ("document", plain.clone(), true),
        ("header after document", format!("<RequestPayload>{plain}{header}</RequestPayload>"), true),
        ("header behind the document, side by side", format!("{plain}{header}"), true),
        ("RequestPayload", format!("<RequestPayload>{header}{plain}</RequestPayload>"), true),
        ("DataPDU", saa(&format!("{header}{plain}")), true),
        ("DataPDU, escaped", saa(&escaped(&format!("{header}{plain}"))), true),
        ("DataPDU, cdata", saa(&format!("<![CDATA[{header}{plain}]]>")), true),
        ("DataPDU, base64", saa(&base64(plain.as_bytes())), true),
        ("DataPDU, FIN in base64", saa(&base64(fin(creditor).as_bytes())), true),
        (
            "DataPDU, text block in base64",
            saa(&base64(format!("\r\n:20:A\r\n:32A:261124USD1,00\r\n:59:/1\r\n{creditor}\r\n:71A:SHA\r\n").as_bytes())),
            false,
        ),
        (
            "BizMsgEnvlp",
            format!(
                "<BizMsgEnvlp xmlns=\"urn:iso:std:iso:20022:tech:xsd:nvlp.001.001.01\"><Hdr>{header}</Hdr><Doc>{plain}</Doc></BizMsgEnvlp>"
            ),
            true,
        ),
        (
            "SOAP",
            format!(
                "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Header/><soap:Body>{plain}</soap:Body></soap:Envelope>"
            ),
            true,
        ),
        (
            "Fedwire",
            format!(
                "<FedwireFundsIncoming xmlns=\"urn:fedwirefunds:incoming:v001\"><FedwireFundsIncomingMessage>{header}{plain}</FedwireFundsIncomingMessage></FedwireFundsIncoming>"
            ),
            true,
        ),
        ("BusMsg", format!("<BusMsg>{header}{plain}</BusMsg>"), true),
        ("a wrapper of no standard", format!("<Wrapper xmlns='urn:acme:wrapper'><Load>{plain}</Load></Wrapper>"), true),
        ("a declaration in the middle", format!("<Body><?xml version=\"1.0\" encoding=\"UTF-8\"?>{plain}</Body>"), true),
        ("a declaration behind white space", format!("\r\n  <?xml version=\"1.0\"?>{plain}"), true),
        ("an empty version", format!("<?xml version=\"\"?>{plain}"), true),
        ("two documents", format!("<Batch>{plain}{plain}</Batch>"), false),
        ("two documents and headers", format!("<Batch><M>{header}{plain}</M><M>{header}{plain}</M></Batch>"), false),
        (
            "undeclared prefix",
            plain
                .replace("<Document", "<ns2:Document")
                .replace("</Document", "</ns2:Document")
                .replace("<Cdtr>", "<ns2:Cdtr>")
                .replace("</Cdtr>", "</ns2:Cdtr>"),
            true,
        ),
        ("in supplementary data", with_supplement(&plain), true),
        (
            "in supplementary data of the message",
            sample("pacs008-document-only.xml").replace(
                "</FIToFICstmrCdtTrf>",
                &format!("<SplmtryData><Envlp>{plain}</Envlp></SplmtryData></FIToFICstmrCdtTrf>"),
            ),
            true,
        ),
    ] {
        let screened = decide(message.clone());
        let roles: Vec<_> =
            all_hits(&screened).flat_map(|hit| &hit.parts).map(|part| (part.role.as_str(), part.kind.as_str())).collect();
        assert!(
            roles.iter().any(|(role, kind)| *role == "creditor" && *kind == "name" || *role == "beneficiary"),
            "{what}: {roles:?} {:?}",
            screened.frame.defects
        );
        assert!(screened.frame.verdict >= Verdict::Hold, "{what}");
        let mut clean = message.replace(creditor, "SAMPLE FURNITURE INC");
        for encoded in [plain.clone(), fin(creditor)] {
            clean =
                clean.replace(&base64(encoded.as_bytes()), &base64(encoded.replace(creditor, "SAMPLE FURNITURE INC").as_bytes()));
        }
        if is_clean {
            goes_on(clean, what);
        }
    }
}

#[test]
fn any_encoding_of_the_declaration_is_read_or_held() {
    let text = sample("pacs008-document-only.xml").replace("Sample Furniture Inc", "KANGBONG TRADING CORPORATION");
    let clean = sample("pacs008-document-only.xml");
    let undeclared = |text: &str| text.split_once("?>").unwrap().1.to_owned();
    let declared = |text: &str, name: &str| text.replace("UTF-8", name);
    let utf32 = |text: &str, bytes: fn(u32) -> [u8; 4]| text.chars().flat_map(|c| bytes(u32::from(c))).collect::<Vec<u8>>();
    let little = u16::to_le_bytes;
    let big = u16::to_be_bytes;
    type Encode<'a> = Box<dyn Fn(&str) -> Vec<u8> + 'a>;
    let cases: Vec<(&str, Encode<'_>, bool)> = vec![
        ("UTF-16LE, no mark", Box::new(|text| utf16(&declared(text, "UTF-16"), little)), true),
        ("UTF-16BE, no mark", Box::new(|text| utf16(&declared(text, "UTF-16"), big)), true),
        ("UTF-16LE, no declaration", Box::new(|text| utf16(&undeclared(text), little)), true),
        (
            "UTF-16LE, no mark, behind white space",
            Box::new(|text| utf16(&format!(" \r\n{}", declared(text, "UTF-16")), little)),
            true,
        ),
        ("UTF-16BE, no mark, behind white space", Box::new(|text| utf16(&format!("\t{}", declared(text, "UTF-16")), big)), true),
        ("UTF-32LE", Box::new(|text| utf32(&format!("\u{FEFF}{}", undeclared(text)), u32::to_le_bytes)), false),
        ("UTF-32BE", Box::new(|text| utf32(&format!("\u{FEFF}{}", undeclared(text)), u32::to_be_bytes)), false),
        ("UTF-32LE, no mark", Box::new(|text| utf32(text, u32::to_le_bytes)), false),
        ("UTF-32BE, no mark", Box::new(|text| utf32(text, u32::to_be_bytes)), false),
        ("EBCDIC", Box::new(|text| text.chars().map(ebcdic).collect()), false),
        ("UTF-7", Box::new(|text| text.replace('<', "+ADw-").replace('>', "+AD4-").into_bytes()), false),
        ("declared as UTF-7", Box::new(|text| declared(text, "UTF-7").into_bytes()), false),
        ("declared as EBCDIC", Box::new(|text| declared(text, "IBM037").into_bytes()), false),
        ("two marks", Box::new(|text| format!("\u{FEFF}\u{FEFF}{text}").into_bytes()), true),
        ("a mark and white space", Box::new(|text| format!("\u{FEFF} \r\n{text}").into_bytes()), true),
    ];
    for (what, encode, is_clean) in cases {
        let screened = decide(encode(&text));
        assert!(screened.frame.verdict >= Verdict::Hold, "{what}");
        if !what.contains("UTF-7") {
            assert!(
                all_hits(&screened).any(|hit| hit.parts.iter().any(|part| part.text.contains("KANGBONG"))),
                "{what}: the name is not found"
            );
        }
        if is_clean {
            goes_on(encode(&clean), what);
        } else {
            assert!(verdict(encode(&clean)) >= Verdict::Hold, "{what}");
        }
    }
}

/// Code page 037, as far as the samples go.
fn ebcdic(character: char) -> u8 {
    let place = |from: char, at: u8| at + u8::try_from(u32::from(character) - u32::from(from)).unwrap();
    match character {
        'a'..='i' => place('a', 0x81),
        'j'..='r' => place('j', 0x91),
        's'..='z' => place('s', 0xA2),
        'A'..='I' => place('A', 0xC1),
        'J'..='R' => place('J', 0xD1),
        'S'..='Z' => place('S', 0xE2),
        '0'..='9' => place('0', 0xF0),
        '<' => 0x4C,
        '>' => 0x6E,
        '?' => 0x6F,
        '=' => 0x7E,
        '"' => 0x7F,
        '/' => 0x61,
        '.' => 0x4B,
        ':' => 0x7A,
        '-' => 0x60,
        '+' => 0x4E,
        '\n' => 0x25,
        _ => 0x40,
    }
}

#[test]
fn xml_that_is_not_well_formed_is_held_and_read() {
    let name = "KANGBONG TRADING CORPORATION";
    for (what, content) in [
        ("reference to NUL", format!("&#0;{name}")),
        ("reference to a surrogate", format!("&#xD800;{name}")),
        ("reference to a non-character", format!("&#xFFFF;{name}")),
        ("unknown reference", format!("{name}&kim;")),
        ("unknown reference inside a word", "KANG&zwj;BONG TRADING CORPORATION".to_owned()),
        ("two hyphens in a comment", format!("<!-- a -- b -->{name}")),
        ("a bracket in a value", format!("<Nm a='<'/>{name}")),
        ("one attribute twice", format!("<Nm a='1' a='2'/>{name}")),
        ("a bare ampersand", format!("{name} & SONS")),
        ("a missing end", format!("<Nm>{name}")),
        ("another end", format!("<Nm>{name}</Mn>")),
        ("an end of nothing", format!("{name}</Nm>")),
        ("cdata without end", format!("<![CDATA[{name}")),
        ("a comment without end", format!("<!-- {name}")),
        ("a document type", format!("<!DOCTYPE a [<!ENTITY b '{name}'>]>&b;")),
    ] {
        let screened = decide(with_remittance(&content));
        assert!(screened.frame.verdict >= Verdict::Hold, "{what}");
        assert!(screened.frame.defects.iter().any(|defect| defect.code.severity() == Severity::Doubt), "{what}: no doubt");
        assert!(
            all_hits(&screened).any(|hit| hit.parts.iter().any(|part| part.text.to_uppercase().contains("TRADING"))),
            "{what}: not found"
        );
    }
}
