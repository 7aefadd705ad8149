//! Headers, trailers, damaged envelopes, characters, limits.

use super::*;
use crate::message::mt::writer::{DEFECTS_MAX, ELEMENTS_MAX};

/// Headers and trailers: path, role, kind, text of all elements outside the fields.
fn check_headers(bytes: &str, expected: &[&str]) {
    let message = read(bytes.as_bytes());
    let found: Vec<String> =
        message.elements().iter().map(line).filter(|line| line.starts_with('{') || line.starts_with("outside")).collect();
    assert_eq!(found, expected, "{bytes}");
}

#[test]
fn the_sender_hands_in_and_the_receiver_gets() {
    check_headers(
        "{1:F01COBADEFFAXXX1234567890}{2:I103CHASUS33XXXXU3003}{4:\n:20:A\n-}",
        &[
            "{1} header code F01",
            "{1} sender bic COBADEFFXXX",
            "{1} header code 1234567890",
            "{2} header code I103",
            "{2} receiver bic CHASUS33XXX",
            "{2} header code U3003",
        ],
    );
    check_headers(
        "{1:F01COBADEFFA5001234567890}{2:O1030915261120KGCBKPPYAXXX68398371832611200916N}{4:\n:20:A\n-}",
        &[
            "{1} header code F01",
            "{1} receiver bic COBADEFF500",
            "{1} header code 1234567890",
            "{2} header code O1030915261120",
            "{2} sender bic KGCBKPPYXXX",
            "{2} header code 68398371832611200916N",
        ],
    );
}

#[test]
fn a_bic_in_a_header_maps_to_its_bytes() {
    let bytes = message("103", ":20:A");
    let message = read(&bytes);
    let sender = message.elements().iter().find(|element| element.role == Role::Sender).unwrap();
    assert_eq!(sender.text.all_spans(), [6..14, 15..18]);
}

#[test]
fn user_block_and_trailer() {
    check_headers(
        "{1:F01COBADEFFAXXX1234567890}{3:{103:EBA}{119:STP}{121:11111111-2222-4333-8444-555566667777}{433:/AOK/KIM}{XYZ:KOREA}}{5:{CHK:3BC0E690E739}{MAC:KORYO}{PDE:1348261126GIBAATWWAXXX4511002231}{TNG:}}{S:{COP:S}}",
        &[
            "{1} header code F01",
            "{1} header bic COBADEFFXXX",
            "{1} header code 1234567890",
            "{3:103} header free-text EBA",
            "{3:119} header code STP",
            "{3:121} uetr reference 11111111-2222-4333-8444-555566667777",
            "{3:433} header free-text /AOK/KIM",
            "{3:XYZ} unmapped free-text XYZ",
            "{3:XYZ} unmapped free-text KOREA",
            "{5:CHK} trailer code 3BC0E690E739",
            "{5:MAC} trailer free-text KORYO",
            "{5:PDE} trailer code 1348261126",
            "{5:PDE} trailer bic GIBAATWWXXX",
            "{5:PDE} trailer code 4511002231",
            "{S:COP} trailer free-text S",
        ],
    );
}

#[test]
fn an_acknowledgement_stands_in_front_of_its_message() {
    let both = "{1:F21COBADEFFAXXX1234567890}{4:{177:1702090741}{451:0}}{1:F01COBADEFFAXXX1234567890}{2:I199CHASUS33XXXXN}{4:\r\n:20:A\r\n:79:B\r\n-}";
    check_defects(both.as_bytes(), &[]);
    let message = read(both.as_bytes());
    assert_eq!(message.message_type.as_deref(), Some("199"));
    assert_eq!(message.elements().iter().filter(|element| element.role == Role::Sender).count(), 1);
    check_defects(b"{1:F21COBADEFFAXXX1234567890}{4:\r\n:20:A\r\n-}", &["bad-block"]);
    check_defects(b"{1:F21COBADEFFAXXX1234567890}{4:{999:KOREA}}", &["unknown-field"]);
    let alone = b"{1:F21COBADEFFAXXX1234567890}{4:{177:1702090741}{451:0}}";
    check_defects(alone, &[]);
    assert_eq!(read(alone).message_type.as_deref(), Some("F21"));
}

#[test]
fn system_messages_have_no_fields() {
    check_defects(
        b"{1:F01COBADEFFAXXX1234567890}{2:I011DYDYXXXXXXXXN}{4:{175:1608}{106:010605COBADEFFAXXX0017000375}{108:TEST 1}}",
        &[],
    );
    check_defects(b"{1:F01COBADEFFAXXX1234567890}{2:I103DYDYXXXXXXXXN}{4:{175:1608}}", &["no-text-block"]);
}

#[test]
fn damaged_envelopes() {
    let head = "{1:F01COBADEFFAXXX1234567890}{2:I103CHASUS33XXXXN}";
    for (message, expected) in [
        ("$HEAD{4:\r\n:20:A\r\n-}", &[][..]),
        ("$HEAD\r\n{4:\n:20:A\n-}\n{5:{CHK:3BC0E690E739}}\r\n", &[]),
        ("\u{1}$HEAD{4:\r\n:20:A\r\n-}\u{3}   \0\0$", &[]),
        ("\u{feff}$HEAD{4:\r\n:20:A\r\n-}", &["not-swift-characters"]),
        ("$HEAD{4:\r:20:A\r-}", &[]),
        ("$HEAD{4:\r\n:20:A", &["no-block-end"]),
        ("$HEAD{4:\r\n:20:A\r\n{5:{CHK:3BC0E690E739}}", &["no-block-end"]),
        ("$HEAD{4:\r\n:20:A-}{5:{CHK:3BC0E690E739}}", &[]),
        ("$HEAD{4:\r\n:20:A-}B\r\n-}", &["bad-block"]),
        ("$HEAD{4:\r\n:20:A}B\r\n-}", &["not-swift-characters"]),
        ("$HEAD{4:\r\n:20:A\r\n{1:F01B\r\n-}", &["bad-block"]),
        ("$HEAD{4:\r\nKOREA\r\n:20:A\r\n-}", &["text-before-fields"]),
        ("$HEAD{4:\r\n-}", &["no-text-block"]),
        ("$HEAD{5:{CHK:3BC0E690E739}}", &["no-text-block"]),
        ("$HEAD", &["no-text-block"]),
        ("KOREA $HEAD{4:\r\n:20:A\r\n-}", &["text-outside"]),
        ("$HEAD{4:\r\n:20:A\r\n-}KOREA", &["text-outside"]),
        ("$HEAD KOREA {4:\r\n:20:A\r\n-}", &["bad-block"]),
        ("$HEAD{4:\r\n:20:A\r\n-}$HEAD{4:\r\n:20:B\r\n-}", &["text-outside"]),
        ("$HEAD{4:\r\n:20:A\r\n-}{4:\r\n:20:B\r\n-}", &["text-outside"]),
        ("$HEAD{X:KOREA}{4:\r\n:20:A\r\n-}", &["bad-block"]),
        ("$HEAD{3:KOREA{108:A}}{4:\r\n:20:A\r\n-}", &["bad-block"]),
        ("$HEAD{3:{108:A}{4:\r\n:20:A\r\n-}", &["bad-block"]),
        ("$HEAD{3:{121:KOREA}}{4:\r\n:20:A\r\n-}", &["bad-header"]),
        ("{1:F01COBADEFFAXXX12345}{2:I103CHASUS33XXXXN}{4:\n:20:A\n-}", &["loose-header"]),
        ("{1:F01COBADEFFAXXX KOREA}{2:I103CHASUS33XXXXN}{4:\n:20:A\n-}", &["bad-header"]),
        ("{1:F01COBADEFFAXXX1234567890}{2:O103CHASUS33XXXXN}{4:\n:20:A\n-}", &["loose-header"]),
        ("$HEAD{4:\r\n:20:A\r\n-}}", &["second-end"]),
        ("$HEAD{4:\r\n:20:A\r\n-}{5:{CHK:3BC0E690E739}}{5:}", &["second-end"]),
        ("$HEAD{4:\r\n:20:A\r\n-}{5:{CHK:3BC0E690E739}", &["no-block-end"]),
        ("{1:F01KOREA}{2:I103KOREA}{4:\n:20:A\n-}", &["bad-header", "bad-header"]),
        ("{1:F01COBADEFFAXXX1234567890}{4:\n:20:A\n-}", &["no-header"]),
        ("{4:\n:20:A\n-}", &["no-header"]),
        (":20:A\n:59:B\n-\n", &["no-header"]),
        ("{1:F01COBADEFFAXXX1234567890}{2:X}{4:\n:20:A\n-}", &["no-header", "bad-header"]),
    ] {
        check_defects(message.replace("$HEAD", head).as_bytes(), expected);
    }
}

#[test]
fn an_open_header_keeps_its_bic() {
    check_headers(
        "{1:F01KGCBKPPYAXXX12345}{4:\n:20:A\n-}",
        &["{1} header code F01", "{1} header bic KGCBKPPYXXX", "{1} header free-text 12345"],
    );
}

#[test]
fn fields_without_headers_are_read_by_number() {
    let message = read(b":20:A\r\n:59:/1\r\nKOREA\r\n:57A:FTBDKPPY\r\n:99X:B");
    let found: Vec<String> = message.elements().iter().map(line).collect();
    assert_eq!(
        found,
        [
            "20/1 message-reference reference A",
            "59/1 creditor account 1",
            "59/2 creditor name KOREA",
            "57A/1 creditor-agent bic FTBDKPPY",
            "99X/1 unmapped free-text B",
        ]
    );
    assert_eq!(message.message_type, None);
}

#[test]
fn characters_outside_the_sets() {
    let with = |text: &[u8]| message("199", ":20:A\r\n:79:M?LLER").split(|byte| *byte == b'?').collect::<Vec<_>>().join(text);
    let latin = with(b"\xDC");
    check_defects(&latin, &["undecodable"]);
    assert!(read(&latin).elements().iter().any(|element| element.text.as_str() == "MÜLLER"));
    check_defects(&with("Ü".as_bytes()), &["not-swift-characters"]);
    check_defects(&with(b"\x08"), &["control-character"]);
    check_defects(&with(b"\x0B"), &[]);
    check_defects(&with(b"\0"), &["control-character"]);
    check_defects(&with("\u{9f}".as_bytes()), &["not-swift-characters", "control-character"]);
    check_defects(&with(b"\t"), &[]);
}

#[test]
fn elements_have_a_limit() {
    let elements_of_headers = 6;
    let field = |lines: usize| message("199", &format!(":79:{}", "X\n".repeat(lines)));
    let at_limit = field(ELEMENTS_MAX - elements_of_headers);
    assert_eq!((read(&at_limit).elements().len(), codes(&read(&at_limit))), (ELEMENTS_MAX, vec![]));
    let mut beyond = field(ELEMENTS_MAX - elements_of_headers + 1);
    beyond.extend_from_slice(b"KOREA");
    let message = read(&beyond);
    assert!(codes(&message).contains(&"too-many-elements"));
    assert_eq!(message.elements().len(), ELEMENTS_MAX + 1);
    assert!(message.elements().last().unwrap().text.as_str().ends_with("KOREA"));
}

#[test]
fn defects_have_a_limit_but_no_kind_is_left_out() {
    let fields = |count: usize| message("103", &format!("{}:57A:KOREA", ":88Z:X\n".repeat(count)));
    assert_eq!(codes(&read(&fields(DEFECTS_MAX))).len(), DEFECTS_MAX + 1);
    assert_eq!(codes(&read(&fields(DEFECTS_MAX + 1))).len(), DEFECTS_MAX + 1);
    assert!(codes(&read(&fields(DEFECTS_MAX + 1))).contains(&"bad-field"));
}

/// The type of a list of fields without headers, and what is wrong with it.
fn check_bare(fields: &str, message_type: Option<&str>, expected: &[&str]) {
    let message = read(fields.as_bytes());
    assert_eq!((message.message_type.as_deref(), codes(&message).as_slice()), (message_type, expected), "{fields}");
}

#[test]
fn fields_without_headers_tell_their_type() {
    let note = &["bare-statement"];
    check_bare(":20:A\n:25:B\n:28C:1\n:60F:C261124USD1,\n:61:261124C1,NTRFX\n:86:Y\n:62F:C261124USD1,\n-\n", Some("940"), note);
    check_bare("{4:\n:20:A\n:25:B\n:28C:1\n:60F:C261124USD1,\n-}", Some("940"), note);
    check_bare("\u{1}\n:20:A\n:25:B\n:28C:1\n:34F:PLN0,\n:86:Y\u{3}", Some("942"), note);
    check_bare(":20:A@@:25:B@@:28C:1@@:86:MR@KIM@@", Some("940"), note);
    check_bare(":940:\n:20:A\n:25:B\n:28C:0\n", Some("940"), note);
    check_bare("our example\n-----\n:20:A\n:25:B\n:28C:0\n:61:261124C1,NTRFX", Some("940"), &["preface", "bare-statement"]);
    check_bare(":20:A\n:25:B\n:60F:X", Some("940"), &["bare-statement", "loose-field"]);
    check_bare(":20:A\n:23B:CRED\n:32A:261124USD1,\n:50K:B\n:59:C", Some("103"), &["no-header"]);
    check_bare(":20:A\n:21:B\n:32A:261124USD1,\n:58A:CHASUS33", Some("202"), &["no-header"]);
    // A field that a statement does not have.
    check_bare(":20:A\n:25:B\n:60F:C261124USD1,\n:59:C", None, &["no-header"]);
    check_bare(":20:A", None, &["no-header"]);
}

#[test]
fn messages_to_the_network_are_no_payments() {
    check_defects(b"{1:L02COBADEFFAXXX}{4:{501:05134200}{110:001}}", &["unknown-field", "unknown-field"]);
    let login = read(b"{1:L02COBADEFFAXXX}{4:{110:001}}");
    assert_eq!(login.message_type.as_deref(), Some("L02"));
    check_defects(b"{1:F01COBADEFFAXXX1234567890}{2:I020SWFTXXXXXXXXN}{4:{175:1608}}", &[]);
}
